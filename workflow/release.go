package workflow

import "time"

// Release is the state of one release, built by Apply alone; read it freely,
// write nothing. Slices and maps in it are shared with the records' events.
type Release struct {
	Key        StreamID
	ID         string
	Source     Language
	Languages  []Language // the source first, then as they were given
	Imported   bool
	Original   Ref   // the file that an import came from
	Head       int64 // seq of the last record applied; 0 before there is a release
	CreatedAt  time.Time
	LastAt     time.Time
	LastDigest Digest
	ReadOnly   *Future // the record where this binary had to stop

	Texts       map[Language]*Text
	Facts       map[string]Value
	Plans       map[string]string
	Embargo     *time.Time // nil: none
	ScheduledAt *time.Time // when it may be published by itself; nil: not
	Signoffs    []Signoff  // all ever given; Standing says which are current
	Editions    []Edition
	Correction  *Correction // open since the last edition, else nil
	Withheld    *Closing
	Withdrawn   *Closing
	// Pages are the digests of what the public folder was given, by file, since the
	// last publication, withholding or withdrawal; nil where the history has none.
	Pages map[string]Digest
}

// NewRelease is the state before the first record.
func NewRelease() *Release {
	return &Release{Texts: map[Language]*Text{}, Facts: map[string]Value{}, Plans: map[string]string{}}
}

// Text is the release in one language.
type Text struct {
	Language Language
	Versions []Version // 1, 2, …
	Draft    *Draft    // saved and not yet checked in
	Claim    *Claim    // live or expired
	// ReturnedWith is the newest return of the current version, until it is
	// approved after all or a new one is checked in.
	ReturnedWith *ReturnNote
	// Asked is the newest return since the last approval, through the check-ins
	// that followed it.
	Asked   *ReturnNote
	Used    int      // highest block number ever given
	Parcels []Parcel // all ever sent

	known     []Revision                  // in the order of their first appearance
	authors   map[Revision][]MemberID     // whoever first wrote it
	makers    map[Key][]MemberID          // of groups without own blocks: whoever left the source out
	reviews   map[Key][]MemberID          // who reviewed a group and is no author of it
	sequences map[Digest]*sequenceHistory // by digest of the whole sequence of keys
	waived    map[waiverKey]Waived        // findings that an approval let pass
	cuts      map[Revision][]int          // where somebody said that the sentences of a block end
}

// Waived is a finding that an approval let pass.
type Waived struct {
	Reason  Ref
	By, For MemberID
	At      time.Time
}

// Endorsed is whose word a version was last approved on, and when; zero where it
// never was.
func (t *Text) Endorsed(v *Version) (by MemberID, at time.Time) {
	if s := t.sequences[v.Sequence]; s != nil && s.approved != 0 {
		return s.by, s.at
	}
	return "", time.Time{}
}

// Waived tells whether a finding of a group was let pass: by its code and the
// group's key, so that it is open again once the group changes.
func (t *Text) Waived(code string, k Key) (Waived, bool) {
	w, ok := t.waived[waiverKey{code, k}]
	return w, ok
}

// WaivedOf are the findings of a group that were let pass, by their codes.
func (t *Text) WaivedOf(k Key) map[string]Waived {
	out := map[string]Waived{}
	for at, w := range t.waived {
		if at.Key == k {
			out[at.Code] = w
		}
	}
	return out
}

// Ends are where somebody said that the sentences of a block end, while its
// content is that one.
func (t *Text) Ends(r Revision) (ends []int, said bool) {
	ends, said = t.cuts[r]
	return ends, said
}

// Version is one state of a text that was checked in.
type Version struct {
	N          int
	Content    Ref // canonical text
	Typed      Ref // as it was typed
	Digest     Digest
	Revisions  []Revision
	Base       *Base // nil for the source
	Groups     []Group
	Sequence   Digest // of the keys of Groups in order
	By, For    MemberID
	At         time.Time
	Seq        int64
	Note       Ref
	Evidence   Ref
	Early      bool // made before its base was approved
	Merged     int  // the version that it was merged with
	Parcel     string
	ChangedSeq int64 // of the newest check-in, alignment or waiver that gave it these groups
}

// Draft is a state of a text that was saved and not checked in.
type Draft struct {
	Content   Ref
	Digest    Digest
	Revisions []Revision
	By        MemberID // whose words they are
	At        time.Time
	Seq       int64
	Version   int   // of the text that it was made from
	Base      *Base // that it was made from
}

// Claim is the exclusive, expiring right to change a text.
type Claim struct {
	Member  MemberID
	Since   time.Time
	Until   time.Time
	Version int   // of the text that the work starts from; 0 for none
	Base    *Base // that the translator works from
	Early   bool
	Mend    bool     // a reviewer's
	Parcel  string   // that is away
	By      MemberID // who sent the parcel
}

// Live tells whether the claim still excludes others.
func (c *Claim) Live(now time.Time) bool { return c != nil && now.Before(c.Until) }

// ReturnNote is a reviewer's refusal of a version, with what they noted.
type ReturnNote struct {
	Version int
	Block   BlockID // "" for the whole text
	Note    Ref
	By, For MemberID
	At      time.Time
}

// Parcel is work that was sent to somebody.
type Parcel struct {
	ID      string
	To, By  MemberID
	Version int
	Base    *Base
	At      time.Time
	Home    int // version that it came home as; 0 while it is away
}

// Signoff is a signer's word for the texts of a set of languages.
type Signoff struct {
	Role      string
	Member    MemberID
	For       MemberID
	At        time.Time
	Seq       int64
	Languages []Language
	Manifest  Digest
	Why       Ref
	Evidence  Ref
}

// Edition is one publication, with all that it said.
type Edition struct {
	Number    int
	Kind      string // release, correction, addition
	Manifest  Digest
	Languages []Language
	At        time.Time
	Seq       int64
	Texts     map[Language]Version // as they were then
	Facts     map[string]Value     // as they were then
	What      Ref                  // of the correction
	Notices   map[Language]Ref     // of the correction
}

// Correction is the work on the next edition.
type Correction struct {
	Kind    string // correction, addition
	What    Ref
	Notices map[Language]Ref
	Wrote   map[Language]MemberID // whose words Notices are
	Worded  int64                 // seq of the record that changed Notices last; 0 for none
	At      time.Time
	By      MemberID
}

// Closing takes a publication back.
type Closing struct {
	Why     Ref
	Notices map[Language]Ref
	Wrote   map[Language]MemberID // whose words Notices are
	At      time.Time
	By      MemberID
}

// sequenceHistory is what was decided on one sequence of keys.
type sequenceHistory struct {
	makers   []MemberID // who first checked it in
	approved int64      // seq of the approval of the whole; 0: none, or voided
	at       time.Time  // of that approval
	by       MemberID   // whose word it was
}

type waiverKey struct {
	Code string
	Key  Key
}
