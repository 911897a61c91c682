package workflow

import "sync"

// classes hold every code once.
var classes = []struct {
	class Class
	codes []Code
}{
	{NotPermitted, []Code{
		NotAMember, RoleMissing, MayNotRecord, PersonOutside, FourEyesBlocks,
		FourEyesOrder,
	}},
	{Conflict, []Code{
		Held, VersionMoved, BaseMoved, ManifestMoved, ReleaseExists,
		DeskExists, MemberExists,
	}},
	{Refused, []Code{
		NotCheckedOut, SourceNotApproved, SourceNotCheckedIn, NoVersion, BaseNotApproved,
		StaleText, Untranslated, GoneBlocks, NotStale, FindingOpen,
		AlignmentBroken, TextNotApproved, SignoffMissing, NoManifest, UnderEmbargo,
		NoEmbargo, ClockBehind, CorrectFirst, NotPublished, WithheldFirst, WithdrawnForEver,
		CorrectionOpen, NoCorrection, NotRestored, FactsNotRestored, EmbargoOver, LanguagePublished,
		SourceStays, LastAdmin,
	}},
	{NotFound, []Code{
		NoDesk, NoRelease, ReadOnlyStream, LanguageUnknown, LanguageOffDesk,
		MemberUnknown, VersionUnknown, BlockUnknown, ParcelUnknown, WaiverUnmatched,
	}},
	{Usage, []Code{
		IDBad, MemberIDBad, RoleBad, PresetBad, KindBad,
		PolicyKeyUnknown, PolicyValueBad, PolicyValueUnlisted, PolicyCheckFixed, PlanUnknown,
		TimePast, NotForAnother, BaseBad,
	}},
	{Usage, []Code{
		NeedsEvidence, NeedsWhy, NeedsNote, NeedsShown, NeedsText,
		NeedsBase, NeedsGroups, NeedsPerson, NeedsParcel, NeedsRole,
		NeedsValues, NeedsTime, NeedsWaiverReason,
	}},
	{Done, []Code{
		AlreadyApproved, AlreadySigned, AlreadyPublished, AlreadyHolder, Unchanged,
		AlreadyWithheld, AlreadyWithdrawn,
	}},
}

// place of each code in classes, for its class and for an order that is always the same.
var place = sync.OnceValue(func() map[Code]int {
	m := map[Code]int{}
	for i, c := range classes {
		for j, code := range c.codes {
			m[code] = i<<8 | j
		}
	}
	return m
})

// Codes are all codes, by class.
func Codes() []Code {
	var all []Code
	for _, c := range classes {
		all = append(all, c.codes...)
	}
	return all
}

// Class is the class of a code; an unknown one is of class Refused.
func (c Code) Class() Class {
	if i, known := place()[c]; known {
		return classes[i>>8].class
	}
	return Refused
}
