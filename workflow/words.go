package workflow

// The process sees languages, texts and members only as opaque names.

// Language is a BCP 47 tag.
type Language string

// MemberID names a member of the desk, or (as the Ref of a content row) a
// person outside it whose words were recorded.
type MemberID string

// StreamID is the random, lasting key of a release, or DeskStream.
type StreamID string

// DeskStream is the stream of the desk itself: members, roles, policy, languages.
const DeskStream StreamID = "desk"

// Digest is a SHA-256 in lower-case hex.
type Digest string

// Ref names a content row: SHA-256(salt ‖ bytes) in lower-case hex. Words of
// people live in content rows, never in an event.
type Ref string

// BlockID names a block within one text of one release.
type BlockID string

// Key is the digest of a group of source and translation.
type Key string

// Revision is a block with the content it has in one state of a text.
type Revision struct {
	ID     BlockID `json:"id"`
	Digest Digest  `json:"digest"`
}

// Group aligns blocks of a base with blocks of a translation. Reason is what
// somebody gave for an addition or an omission; one without is open.
type Group struct {
	Source []BlockID `json:"s,omitempty"`
	Target []BlockID `json:"t,omitempty"`
	Key    Key       `json:"k"`
	Reason Ref       `json:"why,omitempty"`
}

// Cut says where the sentences of a block end while its content is this one, for
// whoever translates it sentence by sentence; with Rules, as the rules say again.
type Cut struct {
	Block  BlockID `json:"block"`
	Digest Digest  `json:"digest"`
	Ends   []int   `json:"ends,omitempty"` // as package segment counts; none: it is one
	Rules  bool    `json:"rules,omitempty"`
}

// Base is the version of another text that a translation was made from.
type Base struct {
	Language Language `json:"language"`
	Version  int      `json:"version"`
}

// RoleKind is what a member may do; a role may be bound to a language or a
// signature.
type RoleKind string

const (
	Writer      RoleKind = "writer"
	Translator  RoleKind = "translator" // of a language
	Reviewer    RoleKind = "reviewer"   // of a language
	Signer      RoleKind = "signer"     // of a named sign-off
	Publisher   RoleKind = "publisher"
	Coordinator RoleKind = "coordinator"
	Admin       RoleKind = "admin"
)

// Role is a kind and what it is bound to: "translator:ar", "signer:editor",
// "publisher". Scope is empty for the kinds that have none.
type Role struct {
	Kind  RoleKind
	Scope string
}

// State is how a text stands, as shown to people.
type State string

const (
	Waiting    State = "waiting"
	Pending    State = "pending"
	InProgress State = "in-progress"
	InReview   State = "in-review"
	Returned   State = "returned"
	Approved   State = "approved"
	Stale      State = "stale"
)

// Stage is how the work on a release stands; it is derived, never stored as truth.
type Stage string

const (
	Drafting    Stage = "drafting"
	Translating Stage = "translating"
	Reviewing   Stage = "reviewing"
	Signing     Stage = "signing"
	Ready       Stage = "ready"
	Published   Stage = "published"
	WithheldS   Stage = "withheld"
	WithdrawnS  Stage = "withdrawn"
)

// Action is what a member can ask for; each is a row of the policy table.
type Action string

const (
	ActNew        Action = "new"
	ActImport     Action = "import"
	ActCheckout   Action = "checkout"
	ActSave       Action = "save"
	ActCheckin    Action = "checkin"
	ActDiscard    Action = "discard"
	ActTakeover   Action = "takeover"
	ActSend       Action = "send"
	ActReceive    Action = "receive"
	ActAlign      Action = "align"
	ActSegment    Action = "segment"
	ActApprove    Action = "approve"
	ActReturn     Action = "return"
	ActWaiveStale Action = "waive-stale"
	ActSign       Action = "sign"
	ActSetFacts   Action = "set-facts"
	ActSetPlans   Action = "set-plans"
	ActSetEmbargo Action = "set-embargo"
	ActLanguages  Action = "set-languages"
	ActPublish    Action = "publish"
	ActSchedule   Action = "schedule"
	ActCorrect    Action = "correct"
	ActCancel     Action = "cancel-correction"
	ActWithhold   Action = "withhold"
	ActWithdraw   Action = "withdraw"
	ActPages      Action = "make-pages"
	ActExport     Action = "export"
	ActErase      Action = "erase"
	ActMembers    Action = "members" // desk stream: add, grant, revoke
	ActPolicy     Action = "policy"  // desk stream: settings, languages
)
