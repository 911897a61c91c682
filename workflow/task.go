package workflow

import "time"

// Task is a fact of the queue: something that waits for somebody. Who may act
// on it is not in it: For says that when the queue is read, so that a change of
// roles rewrites nothing. It does not depend on the time either.
type Task struct {
	Action   Action
	Scope    string // of the role that may act: a language, a signature, "" for writer and publisher; for a check-in the member who holds
	Language Language
	State    State // of the text, without its claim
	Stage    Stage
	Since    time.Time
	Due      string // the plan
	Priority string // the plan
	Holder   MemberID
	Until    time.Time // of the holder's claim
	// Authors cannot act under four eyes: they wrote all that there is to
	// review, or the change to be waived, or something that nobody else reviewed.
	Authors   []MemberID
	Version   int // of the text; the next edition's number for sign and publish
	Assignee  MemberID
	NotBefore time.Time // an embargo, or the end of somebody's claim
}
