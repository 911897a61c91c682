package workflow

import "time"

// Events are what happened, each with the facts that decided its outcome, so
// that replay never runs a check again. Every struct here is the shape that is
// stored as JSON; a change of shape is a new version, never an edit.

// Event is one thing that happened.
type Event interface {
	// Shape says how the event is stored.
	Shape() Shape
}

// Value is a fact: short and impersonal in place, or somebody's words as content.
type Value struct {
	Text string `json:"v,omitempty"`
	Ref  Ref    `json:"ref,omitempty"`
}

type (
	// Desk stream.

	DeskCreated struct {
		Organisation string     `json:"organisation"`
		Languages    []Language `json:"languages"`
		Preset       string     `json:"preset"`
	}
	MemberAdded struct {
		ID     MemberID `json:"id"`
		Called Ref      `json:"name"` // what people call them
		Roles  []string `json:"roles"`
	}
	RoleGranted struct {
		ID    MemberID `json:"id"`
		Roles []string `json:"roles"`
	}
	RoleRevoked struct {
		ID    MemberID `json:"id"`
		Roles []string `json:"roles"`
	}
	PolicySet struct {
		Key   string `json:"key"`
		Value string `json:"value"`
	}
	ContentErased struct {
		Refs []Ref `json:"refs"`
		Why  Ref   `json:"why"`
	}

	// Release stream.

	Created struct {
		ID        string     `json:"id"`
		Source    Language   `json:"source"`
		Languages []Language `json:"languages"`
		Imported  bool       `json:"imported,omitempty"`
		Original  Ref        `json:"original,omitempty"` // the file as it came
	}
	CheckedOut struct {
		Language Language  `json:"language"`
		Version  int       `json:"version"`        // of the text it starts from; 0 for none
		Base     *Base     `json:"base,omitempty"` // that the translator works from
		Until    time.Time `json:"until"`
		Early    bool      `json:"early,omitempty"`
		Mend     bool      `json:"mend,omitempty"` // a reviewer's claim
		Over     MemberID  `json:"over,omitempty"` // whose expired claim it ended
	}
	Saved struct {
		Language  Language   `json:"language"`
		Content   Ref        `json:"content"`
		Digest    Digest     `json:"digest"`
		Revisions []Revision `json:"revisions"`
		Used      int        `json:"used"` // highest block number ever given
		Until     time.Time  `json:"until"`
		Why       string     `json:"why,omitempty"` // "discard", "takeover": the desk saved it for the holder
	}
	CheckedIn struct {
		Language  Language   `json:"language"`
		Version   int        `json:"version"`
		Content   Ref        `json:"content"` // canonical text
		Typed     Ref        `json:"typed"`   // the bytes as typed
		Digest    Digest     `json:"digest"`
		Revisions []Revision `json:"revisions"`
		Used      int        `json:"used"`
		Base      *Base      `json:"base,omitempty"`   // translations
		Groups    []Group    `json:"groups"`           // of the source: one per block, Source empty
		Merged    int        `json:"merged,omitempty"` // version that it was merged with
		Parcel    string     `json:"parcel,omitempty"` // that it came home in
		Evidence  Ref        `json:"evidence,omitempty"`
		Note      Ref        `json:"note,omitempty"`
	}
	ClaimEnded struct {
		Language Language `json:"language"`
		Why      string   `json:"why"` // "unchanged", "discard"
		By       MemberID `json:"holder"`
	}
	TakenOver struct {
		Language Language  `json:"language"`
		From     MemberID  `json:"from"`
		To       MemberID  `json:"to"`
		Until    time.Time `json:"until"`
	}
	Sent struct {
		Language Language  `json:"language"`
		Parcel   string    `json:"parcel"`
		To       MemberID  `json:"to"` // a member, or the Ref of a person's name
		Version  int       `json:"version"`
		Base     *Base     `json:"base,omitempty"`
		Until    time.Time `json:"until"`
		Early    bool      `json:"early,omitempty"`
		Over     MemberID  `json:"over,omitempty"` // whose claim it ended
	}
	Aligned struct {
		Language Language `json:"language"`
		Version  int      `json:"version"`
		Base     *Base    `json:"base,omitempty"` // where it is a newer one than before
		Groups   []Group  `json:"groups"`
	}
	Segmented struct {
		Language Language `json:"language"`
		Cuts     []Cut    `json:"cuts"`
	}
	ApprovalGiven struct {
		Language Language  `json:"language"`
		Version  int       `json:"version"`
		Sequence Digest    `json:"sequence"` // of the whole sequence of keys
		Waivers  []Waiver  `json:"waivers,omitempty"`
		Findings []Finding `json:"findings,omitempty"` // errors that were waived
		Seen     int       `json:"seen,omitempty"`     // version last shown to the reviewer
		// Left are the groups, by their place in the sequence, whose words the
		// reviewer wrote: a colleague has to review them.
		Left []int `json:"left,omitempty"`
		// Partial: the reviewer made this version, so that a colleague has to
		// approve the sequence as a whole: its order and what was taken out.
		Partial  bool `json:"partial,omitempty"`
		Evidence Ref  `json:"evidence,omitempty"`
	}
	ReturnedWith struct {
		Language Language `json:"language"`
		Version  int      `json:"version"`
		Note     Ref      `json:"note"`
		Block    BlockID  `json:"block,omitempty"`
	}
	StalenessWaived struct {
		Language Language `json:"language"`
		Version  int      `json:"version"`
		Base     Base     `json:"base"`
		Groups   []Group  `json:"groups"` // with their new keys
		Why      Ref      `json:"why"`
		Evidence Ref      `json:"evidence,omitempty"`
	}
	Signed struct {
		Role      string     `json:"role"`
		Languages []Language `json:"languages"`
		Manifest  Digest     `json:"manifest"`
		Why       Ref        `json:"why,omitempty"` // of a set that lacks a language
		Evidence  Ref        `json:"evidence,omitempty"`
	}
	FactsSet struct {
		Facts map[string]Value `json:"facts"` // date, place, kind, contact; an empty Value unsets
	}
	PlansSet struct {
		Plans map[string]string `json:"plans"` // due, priority, assignee:LANG; "" unsets
	}
	LanguagesSet struct {
		Languages []Language `json:"languages"`
	}
	EmbargoSet struct {
		Until *time.Time `json:"until"` // nil lifts it
	}
	Scheduled struct {
		At *time.Time `json:"at"` // when cron may publish; nil takes it back
	}
	PublishedAs struct {
		Edition   int        `json:"edition"`
		Kind      string     `json:"kind"` // release, correction, addition
		Manifest  Digest     `json:"manifest"`
		Languages []Language `json:"languages"`
		Again     bool       `json:"again,omitempty"` // a withheld edition returns
	}
	CorrectionOpened struct {
		Kind    string           `json:"kind"` // correction, addition
		What    Ref              `json:"what"`
		Notices map[Language]Ref `json:"notices,omitempty"`
	}
	// NoticesSet changes what readers are told, language by language; what it does
	// not name stays.
	NoticesSet struct {
		Of      string           `json:"of"` // correction, withheld, withdrawn
		Why     Ref              `json:"why,omitempty"`
		Notices map[Language]Ref `json:"notices"`
	}
	CorrectionCancelled struct{}
	WithheldNow         struct {
		Why     Ref              `json:"why"`
		Notices map[Language]Ref `json:"notices,omitempty"`
	}
	WithdrawnNow struct {
		Why     Ref              `json:"why"`
		Notices map[Language]Ref `json:"notices,omitempty"`
	}
	PagesMade struct {
		Edition int               `json:"edition"`
		Pages   map[string]Digest `json:"pages"` // by name: SHA-256 of what was written
	}
)

// Waiver lets one finding of one group pass, by name and reason.
type Waiver struct {
	Code   string `json:"code"`
	Key    Key    `json:"key"`
	Reason Ref    `json:"reason"`
}

// Finding is an error that a check reported on a group.
type Finding struct {
	Code string `json:"code"`
	Key  Key    `json:"key"`
	// Block is a block of the group, for the reason that names it.
	Block BlockID `json:"block,omitempty"`
}
