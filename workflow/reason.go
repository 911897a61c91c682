package workflow

import "strings"

// Args are the facts of a reason: ids, numbers, times and lists of them, never
// a phrase.
type Args map[string]any

// Reason is one thing that stands in the way of an action.
type Reason struct {
	Code  Code
	Args  Args
	Needs bool // an argument is missing; the action itself is not blocked
}

// Refusal is the answer to a command that may not happen, with every reason at
// once: those of class NotPermitted first, then Conflict, Refused, NotFound,
// Usage; within a class as the rule's conditions stand in Table.
type Refusal struct {
	Action  Action
	Reasons []Reason
}

func (f *Refusal) Error() string {
	var b strings.Builder
	b.WriteString(string(f.Action))
	for i, r := range f.Reasons {
		b.WriteString([...]string{": ", ", "}[min(i, 1)])
		b.WriteString(string(r.Code))
	}
	return b.String()
}

// Class is the class of the weightiest reason.
func (f *Refusal) Class() Class { return f.Reasons[0].Code.Class() }

// Has tells whether a code is among the reasons.
func (f *Refusal) Has(c Code) bool {
	for _, r := range f.Reasons {
		if r.Code == c {
			return true
		}
	}
	return false
}

// Class groups reasons by what a person can do about them; its number is the
// exit code of the command line.
type Class int

const (
	Done         Class = 0 // nothing to do: it is so already
	NotFound     Class = 1 // what was named is not there, or not for this binary
	Usage        Class = 2 // the command says too little, or what cannot be
	Refused      Class = 3 // the state of the work does not allow it yet
	NotPermitted Class = 4 // not this person
	Conflict     Class = 5 // somebody holds it, or it changed since it was seen
)

// rank orders classes by weight.
var rank = map[Class]int{NotPermitted: 0, Conflict: 1, Refused: 2, NotFound: 3, Usage: 4, Done: 5}
