package workflow

// Code names a reason. The catalogues have a sentence and a hint for each.
type Code string

// Not permitted: another person can.
const (
	// NotAMember: who asks is nobody of this desk. {member}
	NotAMember Code = "not-a-member"
	// RoleMissing: who asks, or whose decision it is, has none of the roles. {member, roles, language?}
	RoleMissing Code = "role-missing"
	// MayNotRecord: who records it for another may not. {member, roles}
	MayNotRecord Code = "may-not-record"
	// PersonOutside: only a member of the desk can decide this. {member}
	PersonOutside Code = "person-outside"
	// FourEyesBlocks: who asks wrote all that is left to review, or the change
	// that is to be waived, or signs what nobody else reviewed. {language, blocks}
	FourEyesBlocks Code = "four-eyes"
	// FourEyesOrder: who asks made this version; its order, or what was taken
	// out of it, is all that is left to approve. {language, version}
	FourEyesOrder Code = "four-eyes-order"
)

// Conflict: somebody holds it, or it changed.
const (
	// Held: somebody else's claim is live. {language, member, until}
	Held Code = "held"
	// VersionMoved: the text changed since it was seen or begun. {language, version, current}
	VersionMoved Code = "version-moved"
	// BaseMoved: the base changed since. {language, version, current}, of the base
	BaseMoved Code = "base-moved"
	// ManifestMoved: what was shown to the signer is not what stands now. {shown, manifest}
	ManifestMoved Code = "manifest-moved"
	// ReleaseExists: there is a release under this key. {release}
	ReleaseExists Code = "release-exists"
	// DeskExists: there is a desk here. {organisation}
	DeskExists Code = "desk-exists"
	// MemberExists: somebody has this id. {member}
	MemberExists Code = "member-exists"
)

// Refused: the work is not there yet.
const (
	// NotCheckedOut: nobody holds the text. {language}
	NotCheckedOut Code = "not-checked-out"
	// SourceNotApproved: the text to translate from has no approved version. {language, state}, of the base
	SourceNotApproved Code = "source-not-approved"
	// SourceNotCheckedIn: the text to translate from has no version at all. {language}, of the base
	SourceNotCheckedIn Code = "source-not-checked-in"
	// NoVersion: nothing was checked in yet. {language}
	NoVersion Code = "no-version"
	// BaseNotApproved: the version that this was made from is not the approved one. {language, base, version}
	BaseNotApproved Code = "base-not-approved"
	// StaleText: the source changed underneath. {language, blocks}, of the base
	StaleText Code = "stale"
	// Untranslated: blocks of the source that no group holds. {language, blocks}, of the base
	Untranslated Code = "untranslated"
	// GoneBlocks: groups hold blocks that the source lost. {language, blocks}, of the base
	GoneBlocks Code = "gone"
	// NotStale: there is nothing to waive. {language}
	NotStale Code = "not-stale"
	// FindingOpen: an error finding that nobody waived. {language, check, block, key}
	FindingOpen Code = "finding"
	// AlignmentBroken: blocks that are in no group or in several, or of another version. {language, blocks}
	AlignmentBroken Code = "alignment-broken"
	// TextNotApproved: a text of the set is not approved. {language, state, version}
	TextNotApproved Code = "text-not-approved"
	// SignoffMissing: no current sign-off under these names. {signers, languages}
	SignoffMissing Code = "signoff-missing"
	// NoManifest: the manifest cannot be made. {languages}
	NoManifest Code = "no-manifest"
	// UnderEmbargo: the time has not come. {until}
	UnderEmbargo Code = "embargo"
	// NoEmbargo: there is no time to wait for. {}
	NoEmbargo Code = "no-embargo"
	// ClockBehind: the clock stands before the last event. {now, last}
	ClockBehind Code = "clock-behind"
	// CorrectFirst: it is published and nothing is open. {edition}
	CorrectFirst Code = "correct-first"
	// NotPublished: there is no edition. {}
	NotPublished Code = "not-published"
	// WithheldFirst: it is withheld; publish returns it, correct opens it. {since}
	WithheldFirst Code = "withheld"
	// WithdrawnForEver: nothing can be done with it any more. {since}
	WithdrawnForEver Code = "withdrawn"
	// CorrectionOpen: a correction is open already. {kind}
	CorrectionOpen Code = "correction-open"
	// NoCorrection: none is open. {}
	NoCorrection Code = "no-correction"
	// NotRestored: texts differ from what is published; language is the first of them. {languages, language}
	NotRestored Code = "not-restored"
	// FactsNotRestored: facts differ from what is published. {}
	FactsNotRestored Code = "facts-not-restored"
	// EmbargoOver: it was published, there is nothing to hold back. {edition}
	EmbargoOver Code = "embargo-over"
	// LanguagePublished: a language that was published stays. {language}
	LanguagePublished Code = "language-published"
	// SourceStays: the source language is always one of a release's. {language}
	SourceStays Code = "source-stays"
	// LastAdmin: the desk would have no admin. {member}
	LastAdmin Code = "last-admin"
)

// Not found.
const (
	// NoDesk: there is no desk yet. {}
	NoDesk Code = "no-desk"
	// NoRelease: there is no such release. {}
	NoRelease Code = "no-release"
	// ReadOnlyStream: a newer version wrote it; it can be read only. {event, version, seq}
	ReadOnlyStream Code = "read-only"
	// LanguageUnknown: the release has no such language. {language, languages}
	LanguageUnknown Code = "language-unknown"
	// LanguageOffDesk: the desk has no such language. value is the setting that
	// would have all that were asked for. {language, languages, value}
	LanguageOffDesk Code = "language-off-desk"
	// MemberUnknown: the desk has no such member. {member}
	MemberUnknown Code = "member-unknown"
	// VersionUnknown: there is no such version. {language, version, current}
	VersionUnknown Code = "version-unknown"
	// BlockUnknown: the text has no such block. {language, block}
	BlockUnknown Code = "block-unknown"
	// ParcelUnknown: no such parcel of this text was sent. {language, parcel}
	ParcelUnknown Code = "parcel-unknown"
	// WaiverUnmatched: there is no such finding to waive. {language, check, key}
	WaiverUnmatched Code = "waiver-unmatched"
)

// Usage: what cannot be.
const (
	// IDBad: not an id of a release. {release}
	IDBad Code = "id-bad"
	// MemberIDBad: not an id of a member. {member}
	MemberIDBad Code = "member-id-bad"
	// RoleBad: not a role. {role}
	RoleBad Code = "role-bad"
	// PresetBad: not a preset. {preset}
	PresetBad Code = "preset-bad"
	// KindBad: not a kind of edition. {kind}
	KindBad Code = "kind-bad"
	// PolicyKeyUnknown: not a setting. {key, keys}
	PolicyKeyUnknown Code = "policy-key-unknown"
	// PolicyValueBad: not a value of this setting. {key, value}
	PolicyValueBad Code = "policy-value-bad"
	// PolicyValueUnlisted: not one of the values of this setting. {key, value, values}
	PolicyValueUnlisted Code = "policy-value-unlisted"
	// PolicyCheckFixed: these checks are errors on every desk. {check, checks}
	PolicyCheckFixed Code = "policy-check-fixed"
	// PlanUnknown: not a plan. {key}
	PlanUnknown Code = "plan-unknown"
	// TimePast: the time is not ahead. {until, now}
	TimePast Code = "time-past"
	// NotForAnother: this action is not recorded for another. {action}
	NotForAnother Code = "not-for-another"
	// BaseBad: a text cannot be made from this one. {language, base}
	BaseBad Code = "base-bad"
)

// Usage, needs: what the command lacks.
const (
	NeedsEvidence     Code = "needs-evidence"      // of a decision recorded for another {member}
	NeedsWhy          Code = "needs-why"           // a reason {}
	NeedsNote         Code = "needs-note"          // what the reviewer noted {}
	NeedsShown        Code = "needs-shown"         // the manifest, shown to the signer {}
	NeedsText         Code = "needs-text"          // a state of the text {language}
	NeedsBase         Code = "needs-base"          // the version that it was made from {language}
	NeedsGroups       Code = "needs-groups"        // an alignment {language}
	NeedsPerson       Code = "needs-person"        // who gets it {language}
	NeedsParcel       Code = "needs-parcel"        // a parcel's id {language}
	NeedsRole         Code = "needs-role"          // which of several signatures {roles}
	NeedsValues       Code = "needs-values"        // something to set {}
	NeedsTime         Code = "needs-time"          // a time {}
	NeedsWaiverReason Code = "needs-waiver-reason" // why a finding may pass {check}
)

// Done: nothing to do. These are never in a Refusal: Decide then returns
// neither events nor a refusal.
const (
	AlreadyApproved  Code = "already-approved"  // {language, version}
	AlreadySigned    Code = "already-signed"    // {role, manifest}
	AlreadyPublished Code = "already-published" // {edition}
	AlreadyHolder    Code = "already-holder"    // {language, member}
	Unchanged        Code = "unchanged"         // {}
	AlreadyWithheld  Code = "already-withheld"  // {}
	AlreadyWithdrawn Code = "already-withdrawn" // {}
)
