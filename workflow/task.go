package workflow

import (
	"slices"
	"time"
)

// Task is a fact of the queue: something that waits for somebody. Who may act
// on it is not in it: For says that when the queue is read, so that a change of
// roles rewrites nothing. It does not depend on the time either. A change of
// the policy's signers, preset or zone does: then the tasks of releases under way
// are made anew.
type Task struct {
	Action   Action    `json:",omitzero"` // checkout, checkin, receive, approve, waive-stale, sign, publish
	Scope    string    `json:",omitzero"` // of the role that may act: a language, a signature, "" for writer and publisher; of a check-in the member who holds, of a receipt the one who sent
	Language Language  `json:",omitzero"`
	State    State     `json:",omitzero"` // of the text, without its claim
	Stage    Stage     `json:",omitzero"`
	Since    time.Time `json:",omitzero"`
	Due      string    `json:",omitzero"` // the plan
	Ends     time.Time `json:",omitzero"` // when a Due that is a day is over, on a desk that has a zone; else it is at its end in UTC
	Priority string    `json:",omitzero"` // the plan
	Holder   MemberID  `json:",omitzero"` // whose claim there is, live or expired
	Until    time.Time `json:",omitzero"`
	// Authors cannot act under four eyes: they wrote all that there is to
	// review, or the change to be waived, or something that nobody else reviewed.
	Authors   []MemberID `json:",omitzero"`
	Version   int        `json:",omitzero"` // of the text; the next edition's number for sign and publish
	Assignee  MemberID   `json:",omitzero"` // who is to do it before others
	NotBefore time.Time  `json:",omitzero"` // an embargo, or the end of somebody's claim
}

// Tasks are what a release waits for, in the order of its languages: those that
// are signed or are to be, then the signing and publishing of these, then the
// languages that follow later. Nothing waits on what is published with nothing
// open, or withdrawn.
func Tasks(d *Desk, r *Release, sit Situation) []Task {
	if r.Head == 0 || r.Closed() || r.Withdrawn != nil || r.ReadOnly != nil {
		return nil
	}
	w := newView(r)
	stage := w.stage(d, sit)
	var tasks []Task
	set, have := w.signed(d, sit)
	var later []Task
	for _, l := range r.Languages {
		if slices.Contains(set, l) {
			tasks = append(tasks, w.textTasks(l)...)
		} else {
			later = append(later, w.textTasks(l)...)
		}
	}
	if w.cleared(set) {
		tasks = append(tasks, w.setTasks(set, missing(d, have))...)
	}
	tasks = append(tasks, later...)
	for i := range tasks {
		t := &tasks[i]
		t.Stage, t.Due, t.Priority = stage, r.Plans["due"], r.Plans["priority"]
		t.Ends = endOf(t.Due, sit.Place)
	}
	return tasks
}

// endOf is when a day is over in a place; zero for no place, and for what is no day.
func endOf(due string, place *time.Location) time.Time {
	day, err := time.Parse(time.DateOnly, due)
	if err != nil || place == nil {
		return time.Time{}
	}
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, place).UTC()
}

func (w *view) textTasks(l Language) []Task {
	t, s := w.r.Texts[l], w.of(l)
	task := Task{Language: l, Scope: string(l), State: s.state, Version: number(s.current)}
	var tasks []Task
	add := func(act Action, since time.Time, change func(*Task)) {
		n := task
		n.Action, n.Since = act, since
		change(&n)
		tasks = append(tasks, n)
	}
	if c := t.Claim; c != nil {
		task.Holder, task.Until = c.Member, c.Until
		if c.Parcel != "" {
			add(ActReceive, c.Since, func(n *Task) { n.Scope = string(c.By) })
		}
		add(ActCheckin, c.Since, func(n *Task) { n.Scope = string(c.Member) })
	}
	ready := l == w.r.Source || w.of(w.r.Source).approved != nil
	writing := func(n *Task) {
		n.NotBefore, n.Assignee = n.Until, MemberID(w.r.Plans[assignee+string(l)])
		if l == w.r.Source {
			n.Scope = ""
		}
	}
	switch s.state {
	case Pending:
		since := w.r.CreatedAt
		if l != w.r.Source {
			since = w.approvedAt(w.r.Source)
		}
		add(ActCheckout, since, writing)
	case Returned:
		if ready {
			add(ActCheckout, t.ReturnedWith.At, writing)
		}
	case Stale:
		since := w.approvedAt(s.current.Base.Language)
		if ready {
			add(ActCheckout, since, writing)
		}
		if len(s.stale.Untranslated)+len(s.stale.Gone) == 0 {
			add(ActWaiveStale, since, func(n *Task) { n.Authors = w.cannotWaive(l) })
		}
	case InReview:
		if !s.ahead {
			add(ActApprove, s.current.At, func(n *Task) { n.Authors = w.cannotApprove(l) })
		}
	}
	return tasks
}

func (w *view) setTasks(set []Language, lacking []string) []Task {
	var approved, signed time.Time
	for _, l := range set {
		approved = later(approved, w.approvedAt(l))
	}
	edition := len(w.r.Editions) + 1
	if len(lacking) == 0 {
		for _, s := range w.r.Signoffs {
			if slices.Equal(w.r.asSet(s.Languages), set) {
				signed = later(signed, s.At)
			}
		}
		t := Task{Action: ActPublish, State: Approved, Since: signed, Version: edition}
		if w.r.Embargo != nil && edition == 1 {
			t.NotBefore = *w.r.Embargo
		}
		return []Task{t}
	}
	var tasks []Task
	for _, name := range lacking {
		tasks = append(tasks, Task{Action: ActSign, Scope: name, State: Approved, Since: approved, Version: edition, Authors: w.cannotSign(set)})
	}
	return tasks
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func (w *view) approvedAt(l Language) time.Time {
	if v := w.of(l).approved; v != nil {
		return w.r.Texts[l].sequences[v.Sequence].at
	}
	return time.Time{}
}

// those keeps the people, each once, of whom test is true.
func those(people []MemberID, test func(MemberID) bool) []MemberID {
	var out []MemberID
	for _, m := range people {
		if !slices.Contains(out, m) && test(m) {
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return out
}

// eyes puts four-eyes questions for m alone, on a desk that asks for them.
func (w *view) eyes(l Language, m MemberID) *ask {
	return &ask{d: strict, r: w.r, who: Actor{Member: m}, view: w, lang: l, text: w.r.Texts[l]}
}

var strict = &Desk{Policy: Policy{FourEyes: EyesBlocks}}

func (w *view) cannotApprove(l Language) []MemberID {
	s, t := w.of(l), w.r.Texts[l]
	return those(t.writers(s.current), func(m MemberID) bool {
		a := w.eyes(l, m)
		a.reviewerEyes()
		return len(a.reasons) > 0
	})
}

func (w *view) cannotWaive(l Language) []MemberID {
	s, t := w.of(l), w.r.Texts[l]
	people := slices.Concat(t.writers(s.current), w.r.Texts[s.current.Base.Language].writers(s.latest))
	return those(people, func(m MemberID) bool { return len(w.eyes(l, m).own(s)) > 0 })
}

func (w *view) cannotSign(set []Language) []MemberID {
	var people []MemberID
	for _, l := range set {
		people = append(people, w.r.Texts[l].writers(w.r.Current(l))...)
	}
	return those(people, func(m MemberID) bool {
		return slices.ContainsFunc(set, func(l Language) bool { return len(w.r.unseen(l, []MemberID{m})) > 0 })
	})
}

// writers are all authors of a version, of its groups and of its order.
func (t *Text) writers(v *Version) []MemberID {
	var all []MemberID
	add := func(ms []MemberID) {
		for _, m := range ms {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	digests := v.digests()
	for _, g := range v.Groups {
		add(t.authorsOf(v, digests, g))
	}
	if made := t.sequences[v.Sequence]; made != nil {
		add(made.makers)
	}
	return all
}

// For tells whether m may act on the task now. A task with an assignee who may
// do it waits for nobody else, though others may still take it.
func (t Task) For(d *Desk, m MemberID, now time.Time) bool {
	switch t.Action {
	case ActCheckin:
		return t.Holder == m && d.Members[m] != nil
	case ActReceive: // what is late is a matter of whoever coordinates
		return t.Scope == string(m) && d.Members[m] != nil || !now.Before(t.Until) && d.Can(m, Role{Kind: Coordinator})
	case ActCheckout:
		role := Role{Translator, string(t.Language)}
		if t.Scope == "" {
			role = Role{Kind: Writer}
		}
		first := t.Assignee == "" || t.Assignee == m || !d.Can(t.Assignee, role)
		return d.Can(m, role) && first && t.Holder != m && !now.Before(t.NotBefore)
	case ActApprove, ActWaiveStale:
		return d.Can(m, Role{Reviewer, string(t.Language)}) && t.seenBy(d, m)
	case ActSign:
		return d.Can(m, Role{Signer, t.Scope}) && t.seenBy(d, m)
	case ActPublish:
		return d.Can(m, Role{Kind: Publisher}) && !now.Before(t.NotBefore)
	}
	return false
}

// seenBy tells whether m would be a second person to look.
func (t Task) seenBy(d *Desk, m MemberID) bool {
	return d.Policy.FourEyes == EyesNone || !slices.Contains(t.Authors, m)
}
