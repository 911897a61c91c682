package workflow

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Random days at a desk where people have several roles, so that four eyes are
// in question all the time. Run more of them with -rapid.checks=100000.
func TestRandomDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := newMachine(t)
		t.Repeat(map[string]func(*rapid.T){
			"command":     m.command,
			"work":        m.work,
			"work on":     m.work,
			"work, still": m.work,
			"work, again": m.work,
			"clock":       m.clock,
			"roles":       m.roles,
			"policy":      m.policy,
			"":            m.holds,
		})
		m.replays()
	})
}

// machine is an office and a ledger of its own of who wrote and who approved what.
type machine struct {
	*office
	wrote    map[string][]MemberID // "ar b1 digest" to its first writers
	approved map[Key][]MemberID    // who approved or waived something with this key
	pages    map[string]Digest     // recorded since the last publication, withholding or withdrawal
}

// deskPeople overlap in what they may do.
var deskPeople = map[MemberID][]string{
	"ali":  {"writer", "translator:ar", "reviewer:en", "signer:editor"},
	"bana": {"translator:*", "reviewer:*", "publisher"},
	"cyra": {"writer", "reviewer:*", "signer:*", "coordinator"},
	"dua":  {"reviewer:ar", "reviewer:fr", "publisher", "coordinator", "translator:fr"},
}

var everybody = []MemberID{"ali", "bana", "cyra", "dua", "admin"}

func newMachine(t *rapid.T) *machine {
	o := &office{t: t, d: NewDesk(), r: NewRelease(), now: monday, findings: map[Language][]Finding{}}
	m := &machine{office: o, wrote: map[string][]MemberID{}, approved: map[Key][]MemberID{}}
	o.does("admin", CreateDesk{Organisation: "Green Valley Relief Society", Languages: []Language{"en", "ar", "fr"}, Preset: Newsroom})
	for _, id := range everybody[:4] {
		o.does("admin", AddMember{ID: id, Roles: deskPeople[id]})
	}
	m.try(t, Actor{Member: "ali"}, Create{ID: "winter", Source: "en", Languages: []Language{"en", "ar"}, Draft: text(winter...)})
	return m
}

// try does a command if it is granted, and enters it into the ledger.
func (m *machine) try(t *rapid.T, who Actor, c Command) bool {
	m.t = t
	before := m.r.Edition()
	if refusal := m.acts(who, c); refusal != nil {
		if len(refusal.Reasons) == 0 {
			t.Fatalf("%s is refused without a reason", c.Action())
		}
		return false
	}
	for _, e := range m.last {
		m.enter(t, who, e, before)
	}
	return true
}

func (m *machine) enter(t *rapid.T, who Actor, e Event, before *Edition) {
	people := []MemberID{who.Member}
	if who.For != "" {
		people = append(people, who.For)
	}
	wrote := func(l Language, rs []Revision) {
		for _, rv := range rs {
			k := fmt.Sprint(l, rv)
			if m.wrote[k] == nil {
				m.wrote[k] = people
			}
		}
	}
	switch e := e.(type) {
	case Saved:
		if e.Why == "" {
			wrote(e.Language, e.Revisions)
		}
	case CheckedIn:
		wrote(e.Language, e.Revisions)
	case ApprovalGiven:
		m.onTheApprovedBase(t, e.Language, m.r.Version(e.Language, e.Version))
		for _, g := range m.r.Version(e.Language, e.Version).Groups {
			m.approved[g.Key] = append(m.approved[g.Key], people...)
		}
	case StalenessWaived:
		for _, g := range e.Groups {
			m.approved[g.Key] = append(m.approved[g.Key], people...)
		}
	case PublishedAs:
		m.publishedWell(t, e, before)
		m.pages = nil
	case WithheldNow:
		m.pages = nil
	case PagesMade:
		if before == nil || e.Edition != before.Number {
			t.Fatalf("pages of edition %d are recorded, with edition %+v public", e.Edition, before)
		}
		m.pages = e.Pages
	}
}

// publishedWell: nothing is published but what every signer that the policy
// names signed, in one set of approved texts.
func (m *machine) publishedWell(t *rapid.T, e PublishedAs, before *Edition) {
	if e.Again {
		if before == nil || before.Manifest != e.Manifest {
			t.Fatalf("another edition returns than was withheld")
		}
		return
	}
	if until := m.r.Embargo; e.Edition == 1 && until != nil && m.now.Before(*until) {
		t.Fatalf("published at %v under an embargo until %v", m.now, *until)
	}
	for _, name := range m.d.Policy.Signers {
		if !slices.ContainsFunc(m.r.Signoffs, func(s Signoff) bool {
			return s.Role == name && s.Manifest == e.Manifest && slices.Equal(s.Languages, e.Languages)
		}) {
			t.Fatalf("edition %d is published without the sign-off of %s", e.Edition, name)
		}
	}
	if !slices.Contains(e.Languages, m.r.Source) {
		t.Fatalf("edition %d lacks its source", e.Edition)
	}
	for _, l := range e.Languages {
		m.readByTwo(t, l, m.r.Current(l))
	}
}

// readByTwo: every group was approved by somebody who wrote none of its words.
func (m *machine) readByTwo(t *rapid.T, l Language, v *Version) {
	if v == nil {
		t.Fatalf("%s has no version", l)
	}
	digests := v.digests()
	for i, g := range v.Groups {
		var writers []MemberID
		for _, id := range g.Target {
			writers = append(writers, m.wrote[fmt.Sprint(l, Revision{id, digests[id]})]...)
		}
		if !slices.ContainsFunc(m.approved[g.Key], func(r MemberID) bool { return !slices.Contains(writers, r) }) {
			t.Fatalf("group %d of %s version %d by %v was approved by %v alone", i, l, v.N, writers, m.approved[g.Key])
		}
	}
}

// onTheApprovedBase: what a text was made from is what its source says.
func (m *machine) onTheApprovedBase(t *rapid.T, l Language, v *Version) {
	if v.Base == nil {
		return
	}
	was, now := m.r.Version(v.Base.Language, v.Base.Version), m.r.LatestApproved(v.Base.Language)
	if now == nil || !slices.Equal(was.Revisions, now.Revisions) {
		t.Fatalf("%s version %d is approved against %s version %d, which is not the approved one", l, v.N, v.Base.Language, v.Base.Version)
	}
}

func (m *machine) clock(t *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.IntRange(-30, 12*60).Draw(t, "minutes")) * time.Minute)
}

func (m *machine) roles(t *rapid.T) {
	who := rapid.SampledFrom([]MemberID{"ali", "dua", "admin"}).Draw(t, "who") // somebody stays who can take any text over
	role := rapid.SampledFrom([]string{"writer", "translator:ar", "reviewer:*", "signer:legal", "publisher", "admin"}).Draw(t, "role")
	if rapid.Bool().Draw(t, "grant") {
		m.try(t, Actor{Member: "admin"}, Grant{ID: who, Roles: []string{role}})
	} else {
		m.try(t, Actor{Member: "admin"}, Revoke{ID: who, Roles: []string{role}})
	}
	if !slices.ContainsFunc(everybody, func(id MemberID) bool { return m.d.Can(id, Role{Kind: Admin}) }) {
		t.Fatalf("the desk has no admin left")
	}
}

func (m *machine) policy(t *rapid.T) {
	signers := rapid.SampledFrom([]string{"editor", "editor", "editor,legal"}).Draw(t, "signers")
	m.try(t, Actor{Member: "admin"}, SetPolicy{Key: "signers", Value: signers})
}

// words of one block: few, so that texts come back to what they were.
func words(t *rapid.T, l Language) []string {
	var blocks []string
	order := rapid.SampledFrom([][]string{{"b1", "b2", "b3"}, {"b1", "b2", "b3"}, {"b1", "b3", "b2"}, {"b1", "b2"}, {"b1", "b2", "b3", "b4"}}).Draw(t, "order")
	for _, id := range order {
		blocks = append(blocks, fmt.Sprintf("%s %s %s %d", id, l, id, rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, id)))
	}
	return blocks
}

var releaseActions = func() []Action {
	var all []Action
	for _, rule := range Table {
		switch rule.Action {
		case ActNew, ActImport, ActMembers, ActPolicy, ActErase:
		case ActWithdraw: // ends all; see holds
		default:
			all = append(all, rule.Action)
		}
	}
	return append(all, ActCheckout, ActCheckin, ActCheckout, ActCheckin, ActApprove, ActApprove, ActSign, ActPublish)
}()

func (m *machine) command(t *rapid.T) {
	who := Actor{Member: rapid.SampledFrom(everybody).Draw(t, "who")}
	if rapid.IntRange(0, 9).Draw(t, "for") == 0 {
		who.For, who.Evidence = rapid.SampledFrom(everybody).Draw(t, "whose"), "a mail"
	}
	act := rapid.SampledFrom(releaseActions).Draw(t, "action")
	l := rapid.SampledFrom(m.r.Languages).Draw(t, "language")
	c := m.full(act, l, who.Member, "", func() []string { return words(t, l) })
	switch x := c.(type) {
	case Checkout:
		x.Early = rapid.Bool().Draw(t, "early")
		c = x
	case Sign:
		if rapid.IntRange(0, 3).Draw(t, "some") == 0 {
			c = m.sign(x.Role, "French follows", "en", "ar")
		}
	}
	m.try(t, who, c)
}

// work takes up a task that waits for somebody, so that a day gets somewhere.
func (m *machine) work(t *rapid.T) {
	sit := m.situation()
	who := rapid.SampledFrom(everybody).Draw(t, "who")
	var own []Task
	for _, task := range Tasks(m.d, m.r, sit) {
		if task.For(m.d, who, m.now) {
			own = append(own, task)
		}
	}
	if m.r.Closed() && m.r.Withdrawn == nil {
		if act := rapid.SampledFrom([]Action{ActCorrect, ActWithhold, ActPublish, ActPages}).Draw(t, "then"); m.r.Edition().Number < 3 {
			m.try(t, Actor{Member: who}, m.full(act, "", who, "", nil))
		}
		return
	}
	if len(own) == 0 {
		return
	}
	task := rapid.SampledFrom(own).Draw(t, "task")
	role := ""
	if task.Action == ActSign {
		role = task.Scope
	}
	m.try(t, Actor{Member: who}, m.full(task.Action, task.Language, who, role, func() []string { return words(t, task.Language) }))
}

// full is a command with every argument that it may need, as the newsroom
// would give it.
func (m *machine) full(act Action, l Language, who MemberID, role string, blocks func() []string) Command {
	v := m.r.Current(l)
	switch act {
	case ActCheckout:
		return Checkout{Language: l}
	case ActSave:
		return Save{Language: l, Writing: text(blocks()...)}
	case ActCheckin:
		c := m.checkin(l, blocks()...)
		c.Merged = number(v)
		return c
	case ActDiscard:
		return Discard{Language: l}
	case ActTakeover:
		to := MemberID("")
		if a := newAsk(m.d, m.r, Actor{Member: who}, Takeover{Language: l}, m.situation(), newView(m.r)); !a.writes(who) {
			to = "bana"
			if c := m.r.Texts[l].Claim; c != nil && c.Member == to {
				to = "cyra"
			}
		}
		return Takeover{Language: l, To: to}
	case ActSend:
		return Send{Language: l, Parcel: "p1", To: "somebody outside"}
	case ActReceive:
		c := m.checkin(l, blocks()...)
		c.From = number(v)
		return Receive{Language: l, Writing: c.Writing, Base: c.Base, Groups: c.Groups, From: c.From}
	case ActAlign:
		if v == nil || v.Base == nil {
			return Align{Language: l}
		}
		base := m.r.Version(v.Base.Language, v.Base.Version)
		return Align{Language: l, Groups: regrouping(base.Revisions, v.Groups, v.Revisions)}
	case ActSegment:
		if v == nil {
			return Segment{Language: l}
		}
		last := v.Revisions[len(v.Revisions)-1]
		_, said := m.r.Texts[l].Ends(last)
		return Segment{Language: l, Cuts: []Cut{{Block: last.ID, Digest: last.Digest, Rules: said}}}
	case ActApprove:
		return Approve{Language: l}
	case ActReturn:
		return Return{Language: l, Note: "look again"}
	case ActWaiveStale:
		if v == nil || v.Base == nil || m.r.LatestApproved(v.Base.Language) == nil {
			return WaiveStale{Language: l}
		}
		return m.waiver(l)
	case ActSign:
		if role == "" {
			role = "editor"
			if slices.Contains(m.d.Scopes(who, ActSign), "legal") && len(m.r.Signoffs)%2 == 1 {
				role = "legal"
			}
		}
		return m.sign(role, "French follows", m.r.SetFor(m.d, who, Sign{Role: role}, m.situation())...)
	case ActSetFacts:
		return SetFacts{Facts: map[string]Value{"place": {Text: fmt.Sprint("Tayba ", m.r.Head%2)}}}
	case ActSetPlans:
		if m.d.Can(who, Role{Kind: Coordinator}) {
			return SetPlans{Plans: map[string]string{"due": fmt.Sprint("2026-12-0", 1+m.r.Head%2)}}
		}
		free := Language("ar")
		for _, l := range m.r.Languages {
			was := m.r.Plans["assignee:"+string(l)]
			if l != m.r.Source && m.d.Can(who, Role{Translator, string(l)}) && (was == "" || was == string(who)) {
				free = l
			}
		}
		return SetPlans{Plans: map[string]string{"assignee:" + string(free): string(who)}}
	case ActSetEmbargo:
		until := m.now.Add(time.Hour)
		if e := m.r.Embargo; e != nil {
			if m.d.Can(who, Role{Kind: Signer}) {
				return SetEmbargo{Lift: true}
			}
			until = later(*e, m.now).Add(time.Hour)
		}
		until = later(until, m.r.LastAt.Add(time.Minute))
		return SetEmbargo{Until: &until}
	case ActLanguages:
		out := m.r.Edition() != nil && slices.Contains(m.r.Edition().Languages, "fr")
		switch {
		case len(m.r.Languages) == 3 && !out && !m.r.Texts["fr"].Claim.Live(later(m.now, m.r.LastAt)):
			return SetLanguages{Languages: []Language{"en", "ar"}}
		case slices.Equal(m.r.Languages, []Language{"en", "ar", "fr"}):
			return SetLanguages{Languages: []Language{"en", "fr", "ar"}}
		}
		return SetLanguages{Languages: []Language{"en", "ar", "fr"}}
	case ActSchedule:
		at := later(m.now, m.r.LastAt).Add(time.Hour)
		return Schedule{At: &at}
	case ActPublish:
		return Publish{}
	case ActCorrect:
		return Correct{What: "a number"}
	case ActCancel:
		return CancelCorrection{}
	case ActWithhold:
		return Withhold{Why: "a doubt"}
	case ActWithdraw:
		return Withdraw{Why: "never happened"}
	case ActPages:
		return MakePages{Pages: drawnBy(m.r.Head % 2)}
	}
	return Export{}
}

// regrouping puts the last two groups of one block each together, or parts them.
func regrouping(base []Revision, gs []Group, own []Revision) []Group {
	n := len(gs)
	if n < 2 {
		return gs
	}
	out := slices.Clone(gs[:n-2])
	a, b := gs[n-2], gs[n-1]
	return keyed(base, append(out, Group{Source: slices.Concat(a.Source, b.Source), Target: slices.Concat(a.Target, b.Target)}), own)
}

// holds is what is always true.
func (m *machine) holds(t *rapid.T) {
	m.t = t
	sit := m.situation()
	if !reflect.DeepEqual(m.r.Pages, m.pages) {
		t.Fatalf("the pages are %v, recorded are %v", m.r.Pages, m.pages)
	}
	for _, l := range m.r.Languages {
		if v := m.r.LatestApproved(l); v != nil {
			m.readByTwo(t, l, v)
			m.onTheApprovedBase(t, l, v)
		}
	}
	if m.r.Stage(m.d, sit) == Ready {
		for _, l := range m.r.Set(m.d, sit) {
			m.readByTwo(t, l, m.r.Current(l))
		}
	}
	m.agrees(t, rapid.SampledFrom(everybody).Draw(t, "asker"), sit)
}

// agrees: what is allowed is granted once its arguments are there, and what is
// not is refused or done already; and what waits for somebody is allowed to them.
func (m *machine) agrees(t *rapid.T, who MemberID, sit Situation) {
	allowed := Allowed(m.d, m.r, who, sit)
	has := func(act Action, l Language, role string) bool {
		return slices.ContainsFunc(allowed, func(p Permission) bool { return p.Action == act && p.Language == l && p.Role == role })
	}
	for i := range Table {
		act := Table[i].Action
		for _, q := range questions(m.d, m.r, who, act) {
			c := m.full(act, q.Language, who, q.Role, func() []string { return []string{"b1 asked", "b2 asked"} })
			events, refusal := Decide(m.d, m.r, Actor{Member: who}, c, sit)
			open := has(act, q.Language, q.Role)
			switch {
			case open && refusal != nil:
				t.Fatalf("%s %s%s is allowed to %s and refused: %v %v", act, q.Language, q.Role, who, refusal, refusal.Reasons)
			case !open && len(events) > 0:
				t.Fatalf("%s %s%s is not allowed to %s and granted", act, q.Language, q.Role, who)
			}
		}
	}
	for _, task := range Tasks(m.d, m.r, sit) {
		role := ""
		if task.Action == ActSign {
			role = task.Scope
		}
		behind := task.Action == ActPublish && m.now.Before(m.r.LastAt)
		if task.Action != ActCheckin && !behind && task.For(m.d, who, m.now) && !has(task.Action, task.Language, role) {
			t.Fatalf("%s %s waits for %s, who is not allowed to", task.Action, task.Language, who)
		}
	}
}

// replays: the records alone, as they are kept, give the same state.
func (m *machine) replays() {
	r, d := NewRelease(), NewDesk()
	for _, rec := range m.release {
		if err := r.Apply(rec); err != nil {
			m.t.Fatalf("replay: %v", err)
		}
	}
	for _, rec := range m.desk {
		if err := d.Apply(rec); err != nil {
			m.t.Fatalf("replay: %v", err)
		}
	}
	if !reflect.DeepEqual(r, m.r) || !reflect.DeepEqual(d, m.d) {
		m.t.Fatalf("replay gives another state")
	}
	if r.ReadOnly != nil || d.ReadOnly != nil {
		m.t.Fatalf("replay stopped at %v %v", r.ReadOnly, d.ReadOnly)
	}
}

// drawnBy are the pages of a public folder as one of several programs draws them.
func drawnBy(program int64) map[string]Digest {
	return map[string]Digest{"index.html": Digest(fmt.Sprint("drawn by program ", program)), "en.md": "the text"}
}
