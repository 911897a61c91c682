package workflow

import "time"

// Command is what a member asks for: a struct for each action. A command with
// zero fields is the question whether the action is open at all; what is
// missing in it is then a reason that needs something, not one that blocks.
type Command interface {
	Action() Action
}

// Writing is a state of a text as the writing side read it. A zero Writing is none.
type Writing struct {
	Content   Ref
	Typed     Ref
	Digest    Digest
	Revisions []Revision
	Used      int
}

// Commands on a release.
type (
	// Create makes a release; its source is left checked out by its maker.
	Create struct {
		ID        string
		Source    Language
		Languages []Language // none: the desk's
		Imported  bool
		Original  Ref
		Facts     map[string]Value
		Draft     Writing
	}
	// Checkout claims a text. Base is the language to translate from; "" is the
	// release's source. Fresh starts from the current version, not from a draft
	// that somebody left.
	Checkout struct {
		Language Language
		Base     Language
		Early    bool
		Fresh    bool
	}
	// Save keeps a draft and renews the claim.
	Save struct {
		Language Language
		Writing
	}
	// Checkin submits a text. From is the version that the work started from, Merged
	// the version that it was merged with after that.
	Checkin struct {
		Language Language
		Writing
		Base   *Base
		Groups []Group
		From   int
		Merged int
		Note   Ref
	}
	// Discard ends a claim; Draft is what stood in the working file.
	Discard struct {
		Language Language
		Draft    Writing
	}
	// Takeover gives a claim to To, or to who asks; Draft is what stood in the
	// working file of the holder before.
	Takeover struct {
		Language Language
		To       MemberID
		Draft    Writing
	}
	// Send lets a text leave to To: a member, or the Ref of a person's name.
	// Until is when it is expected; zero is the policy's time.
	Send struct {
		Language Language
		Base     Language
		Parcel   string
		To       MemberID
		Until    time.Time
		Early    bool
	}
	// Receive takes in what came back; Parcel is "" where its marks were lost.
	// It needs no claim.
	Receive struct {
		Language Language
		Writing
		Parcel string
		Base   *Base
		Groups []Group
		From   int
		Merged int
		Note   Ref
	}
	// Align regroups the current version with the version that it was made from,
	// or, where Base names one, with the latest approved version of that base.
	Align struct {
		Language Language
		Version  int // 0: current
		Base     Base
		Groups   []Group
	}
	// Segment says where the sentences of blocks of the current version end. It
	// changes no word and voids nothing.
	Segment struct {
		Language Language
		Cuts     []Cut
	}
	// Approve approves a version. Version 0 is the one last seen, else the
	// current one; Seen and Shown are the version and the sequence of keys that
	// this reviewer was last shown, zero where none was.
	Approve struct {
		Language Language
		Version  int
		Seen     int
		Shown    Digest
		Waivers  []Waiver
	}
	// Return gives a version back; Version 0 is the current one.
	Return struct {
		Language Language
		Version  int
		Note     Ref
		Block    BlockID
	}
	// WaiveStale says that a change of the source does not alter the meaning. Base
	// is the latest approved version of the base, Groups the same groups with
	// keys against it, Findings the error findings that are left with them.
	WaiveStale struct {
		Language Language
		Why      Ref
		Base     Base
		Groups   []Group
		Findings []Finding
	}
	// Sign signs off a set of languages; where none is named, the one that others
	// have signed, else all (see Release.SetFor). Shown is the manifest that the
	// signer was shown; Role may be left out by who has one signature.
	Sign struct {
		Role      string
		Languages []Language
		Shown     Digest
		Why       Ref
	}
	// SetFacts changes facts; an empty Value unsets one.
	SetFacts struct{ Facts map[string]Value }
	// SetPlans changes due, priority and assignee:LANG; "" unsets one.
	SetPlans struct{ Plans map[string]string }
	// SetEmbargo sets the embargo, or lifts it.
	SetEmbargo struct {
		Until *time.Time
		Lift  bool
	}
	// SetLanguages gives the release's languages; the source stays.
	SetLanguages struct{ Languages []Language }
	// Publish publishes the signed set.
	Publish struct{}
	// Schedule says when the signed set may be published by itself, or takes that back.
	Schedule struct {
		At     *time.Time
		Cancel bool
	}
	// Correct opens the next edition. Kind is "correction" (also when empty) or "addition".
	// While one is open, Notices without What change what readers will be told of it.
	Correct struct {
		Kind    string
		What    Ref
		Notices map[Language]Ref
	}
	// CancelCorrection closes it again, once what is published is restored.
	CancelCorrection struct{}
	// Withhold takes a publication away for the time being. Where it is withheld,
	// Notices change what readers are told; so they do in Withdraw.
	Withhold struct {
		Why     Ref
		Notices map[Language]Ref
	}
	// Withdraw ends a release for ever.
	Withdraw struct {
		Why     Ref
		Notices map[Language]Ref
	}
	// MakePages records what the public folder of the newest edition was given, by
	// the names of its files. It follows Publish, Withhold and Withdraw, or stands
	// alone where the same edition is drawn otherwise than before.
	MakePages struct{ Pages map[string]Digest }
	// Export asks whether the release may leave the desk as files.
	Export struct{ Draft bool }
)

// Commands on the desk.
type (
	// CreateDesk makes the desk, and the actor its first member and admin.
	CreateDesk struct {
		Organisation string
		Languages    []Language
		Preset       Preset
		Called       Ref // what people call the actor
	}
	AddMember struct {
		ID     MemberID
		Called Ref
		Roles  []string
	}
	Grant struct {
		ID    MemberID
		Roles []string
	}
	Revoke struct {
		ID    MemberID
		Roles []string
	}
	// SetPolicy changes one setting; see PolicyKeys.
	SetPolicy struct{ Key, Value string }
	// Erase forgets the bytes of content rows.
	Erase struct {
		Refs []Ref
		Why  Ref
	}
)

func (c Create) Action() Action {
	if c.Imported {
		return ActImport
	}
	return ActNew
}
func (Checkout) Action() Action         { return ActCheckout }
func (Save) Action() Action             { return ActSave }
func (Checkin) Action() Action          { return ActCheckin }
func (Discard) Action() Action          { return ActDiscard }
func (Takeover) Action() Action         { return ActTakeover }
func (Send) Action() Action             { return ActSend }
func (Receive) Action() Action          { return ActReceive }
func (Align) Action() Action            { return ActAlign }
func (Segment) Action() Action          { return ActSegment }
func (Approve) Action() Action          { return ActApprove }
func (Return) Action() Action           { return ActReturn }
func (WaiveStale) Action() Action       { return ActWaiveStale }
func (Sign) Action() Action             { return ActSign }
func (SetFacts) Action() Action         { return ActSetFacts }
func (SetPlans) Action() Action         { return ActSetPlans }
func (SetEmbargo) Action() Action       { return ActSetEmbargo }
func (SetLanguages) Action() Action     { return ActLanguages }
func (Publish) Action() Action          { return ActPublish }
func (Schedule) Action() Action         { return ActSchedule }
func (Correct) Action() Action          { return ActCorrect }
func (CancelCorrection) Action() Action { return ActCancel }
func (Withhold) Action() Action         { return ActWithhold }
func (Withdraw) Action() Action         { return ActWithdraw }
func (MakePages) Action() Action        { return ActPages }
func (Export) Action() Action           { return ActExport }
func (CreateDesk) Action() Action       { return ActMembers }
func (AddMember) Action() Action        { return ActMembers }
func (Grant) Action() Action            { return ActMembers }
func (Revoke) Action() Action           { return ActMembers }
func (SetPolicy) Action() Action        { return ActPolicy }
func (Erase) Action() Action            { return ActErase }

// language is the text that a command is about.
func (c Checkout) language() Language   { return c.Language }
func (c Save) language() Language       { return c.Language }
func (c Checkin) language() Language    { return c.Language }
func (c Discard) language() Language    { return c.Language }
func (c Takeover) language() Language   { return c.Language }
func (c Send) language() Language       { return c.Language }
func (c Receive) language() Language    { return c.Language }
func (c Align) language() Language      { return c.Language }
func (c Segment) language() Language    { return c.Language }
func (c Approve) language() Language    { return c.Language }
func (c Return) language() Language     { return c.Language }
func (c WaiveStale) language() Language { return c.Language }
