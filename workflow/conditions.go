package workflow

// conditions judge what the rules name. Each adds its reasons to the question,
// and asks nothing of arguments that are not there but that they are needed.
var conditions map[Condition]func(*ask)

func init() {
	conditions = map[Condition]func(*ask){
		open: (*ask).isOpen, alive: (*ask).isAlive, notWithdrawn: (*ask).isNotWithdrawn, notWithheld: (*ask).isNotWithheld,
		clockRight: (*ask).clock, whyGiven: (*ask).why,
		// Claims and check-in.
		fresh: (*ask).isFresh, named: (*ask).isNamed, onDesk: (*ask).speaksLanguages,
		unclaimed: (*ask).isUnclaimed, baseChosen: (*ask).chooses, baseReady: (*ask).baseIsReady, mendable: (*ask).mends,
		holds: (*ask).holdsClaim, claimed: (*ask).isClaimed, takeable: (*ask).mayTake, receiver: (*ask).receives,
		parcelGiven: (*ask).namesParcel, parcelKnown: (*ask).knowsParcel,
		textGiven: (*ask).hasText, baseGiven: (*ask).namesBase, notMoved: (*ask).isNotMoved, whole: (*ask).groupsAll,
		// Review.
		translated: (*ask).isTranslation, hasVersion: (*ask).versionThere, seen: (*ask).versionSeen,
		alignable: (*ask).alignsWith, regrouped: (*ask).alignmentChanges,
		cutsKnown: (*ask).cutsBlocks, cutsChange: (*ask).cutsDiffer,
		baseApproved: (*ask).baseIsApproved, notStale: (*ask).isNotStale, noFinding: (*ask).findings,
		eyesApprove: (*ask).reviewerEyes, notApproved: (*ask).isNotApproved,
		unpublished: (*ask).isUnpublished, blockKnown: (*ask).knowsBlock, noteGiven: (*ask).note,
		isStale: (*ask).staleNow, onlyChanged: (*ask).onlyMeaning, eyesWaive: (*ask).waiverEyes,
		latestBase: (*ask).againstLatest, sameGroups: (*ask).keepsGroups,
		// Release.
		setKnown: (*ask).knowsSet, oneRole: (*ask).oneSignature, setApproved: (*ask).textsApproved, manifestShown: (*ask).sawManifest,
		setExplained: (*ask).explainsSet, eyesSign: (*ask).signerEyes, notSigned: (*ask).isNotSigned,
		factsGiven: (*ask).facts, plansKnown: (*ask).plans, ownPlan: (*ask).mayPlan,
		neverPublished: (*ask).isNeverPublished, embargoMoves: (*ask).movesEmbargo,
		languagesGiven: (*ask).givesLanguages, languagesStay: (*ask).keepsLanguages,
		unpublishedYet: (*ask).notPublishedYet, signedOff: (*ask).isSignedOff, embargoPassed: (*ask).embargoOver, ahead: (*ask).timeAhead,
		everPublished: (*ask).hasEdition, nothingOpen: (*ask).noCorrection, kindKnown: (*ask).kind,
		correcting: (*ask).hasCorrection, restored: (*ask).isRestored, pagesChange: (*ask).drawsOtherwise, cleared: (*ask).mayLeave,
		// Desk.
		memberValid: (*ask).member, rolesValid: (*ask).deskRoles, adminStays: (*ask).keepsAdmin, rolesChange: (*ask).changesRoles,
		settingValid: (*ask).setting, settingChanges: (*ask).changesSetting, refsGiven: (*ask).refs,
	}
}

func (a *ask) isAlive() {
	if c := a.r.Withdrawn; c != nil {
		a.blocked(WithdrawnForEver, Args{"since": c.At})
	}
}

func (a *ask) isOpen() {
	a.isAlive()
	switch {
	case !a.r.Closed() || a.r.Withdrawn != nil:
	case a.r.Withheld != nil:
		a.blocked(WithheldFirst, Args{"since": a.r.Withheld.At})
	default:
		a.blocked(CorrectFirst, Args{"edition": a.r.Edition().Number})
	}
}

func (a *ask) isNotWithdrawn() {
	if a.r.Withdrawn != nil && len(a.c.(Withdraw).Notices) == 0 {
		a.blocked(AlreadyWithdrawn, nil)
	}
}

func (a *ask) isNotWithheld() {
	if a.r.Withheld != nil && len(a.c.(Withhold).Notices) == 0 {
		a.blocked(AlreadyWithheld, nil)
	}
}

// clock guards what takes effect by the clock; everything else is dated by the
// last event when the clock stands before it.
func (a *ask) clock() {
	if a.sit.Now.Before(a.r.LastAt) {
		a.blocked(ClockBehind, Args{"now": a.sit.Now, "last": a.r.LastAt})
	}
}

func (a *ask) why() {
	var why Ref
	switch c := a.c.(type) {
	case WaiveStale:
		why = c.Why
	case Correct:
		why = c.What
	case Withhold:
		why = c.Why
	case Withdraw:
		why = c.Why
	case Erase:
		why = c.Why
	}
	if why == "" && !a.rewords() {
		a.needs(NeedsWhy, nil)
	}
}
