// Package urgency orders the queue: by priority, then by what is due first,
// then by what has waited longest, then by the release's id. Every store orders
// by it, an engine by an index over its parts.
package urgency

import (
	"cmp"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// Of is the urgency of a task; less is more urgent.
type Of struct {
	Rank    int    // of the priority, 0 the highest
	Due     string // ISO, in UTC; a day, or where it ends, has "~" behind it, after every time of it; "~" for none
	Since   int64  // milliseconds since 1970, 0 for none
	Release string // id
}

// ranks are the priorities that plans know; what is none of them is normal.
var ranks = map[string]int{"urgent": 0, "high": 1, "normal": 2, "low": 3}

// Task tells how urgent a task of a release is.
func Task(t workflow.Task, release string) Of {
	u := Of{Rank: ranks["normal"], Due: t.Due, Since: Milliseconds(t.Since), Release: release}
	if rank, ok := ranks[t.Priority]; ok {
		u.Rank = rank
	}
	switch {
	case !t.Ends.IsZero():
		u.Due = t.Ends.UTC().Format(time.RFC3339) + "~"
	case len(u.Due) <= len("2026-11-25"): // a day, or none
		u.Due += "~"
	}
	return u
}

// Compare orders the more urgent first.
func (u Of) Compare(v Of) int {
	return cmp.Or(cmp.Compare(u.Rank, v.Rank), cmp.Compare(u.Due, v.Due),
		cmp.Compare(u.Since, v.Since), cmp.Compare(u.Release, v.Release))
}

// Rows orders rows of a queue.
func Rows(a, b newsroom.QueueRow) int {
	return Task(a.Task, a.Release).Compare(Task(b.Task, b.Release))
}

// Milliseconds is a time as it is stored and compared, 0 for none.
func Milliseconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}
