package workflow

import "time"

// Situation is what a decision sees beside the streams.
type Situation struct {
	Now time.Time
	// Manifest gives the digest of the manifest of a set of languages, made of
	// the texts' present versions; "" where it cannot be made. Nil is "".
	Manifest func(set []Language) Digest
	// Findings gives the error findings of a text's present version. Those
	// that an approval waived before need not be left out. Nil is none.
	Findings func(Language) []Finding
}

// Actor is who asks, and for whom.
type Actor struct {
	Member   MemberID
	For      MemberID // whose words or decision it is; "" for Member's own
	Evidence Ref      // of what For said
}

// Permission is an action that is open to a member: nothing blocks it, and
// Needs are the arguments that it asks for.
type Permission struct {
	Action   Action
	Language Language // of the text that it is about; "" for the release
	Role     string   // the signature that it gives; "" for other actions
	Needs    []Reason
}
