package main

// verbs are all commands, in the order in which help lists them.
var verbs []*verb

func init() { // here, since help and completion refer to the list
	verbs = []*verb{
		pendingVerb, showVerb, listVerb, logVerb, diffVerb,
		newVerb, importVerb, checkoutVerb, editVerb, saveVerb, checkinVerb, discardVerb, takeoverVerb,
		sendVerb, receiveVerb, alignVerb, checkVerb,
		segmentVerb, memoryVerb, glossaryVerb,
		reviewVerb, approveVerb, returnVerb, waiveStaleVerb, signVerb,
		exportVerb, publishVerb, correctVerb, withholdVerb, withdrawVerb,
		setVerb, initVerb, memberVerb, policyVerb,
		verifyVerb, backupVerb, doctorVerb, eraseVerb,
		completionVerb, helpVerb, versionVerb, completeVerb,
	}
}

// groups are the headings of the list of commands, in order.
var groups = []string{"look", "write", "translate", "review", "publish", "desk", "keep", "about"}
