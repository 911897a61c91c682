package units

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/segment"
)

const slug releases.BlockID = "slug"

// row is a group of the job: what becomes of it when its units come home.
type row struct {
	group     releases.Group
	sentences []sentence // none where the group is not sent
}

// sentence is a unit with the units of its links' titles, and the white space
// before it in the translation.
type sentence struct {
	unit   int
	lead   string
	titles []title
}

type title struct {
	code int    // of the link
	unit int    // of its title
	was  string // in the translation that was sent
}

// Of makes a job's units: those of each group of the base in the base's order,
// a sentence each. A group whose sides have no equal number of sentences, or
// that holds more than one block on a side, is one unit. What has no source, a
// slug, and an omission that somebody gave a reason for stay at home.
//
// It returns an error only for a job whose base has a block without id or two of
// one.
func Of(j exchange.Job) (Set, error) { return of(j, nil) }

// of is Of, but for the blocks of which it is known how they were cut.
func of(j exchange.Job, left map[releases.BlockID]leaving) (Set, error) {
	seen := map[releases.BlockID]bool{}
	for _, b := range j.BaseText.Blocks {
		if b.ID == "" || seen[b.ID] {
			return Set{}, fmt.Errorf("block id %q of the base is empty or not unique", b.ID)
		}
		seen[b.ID] = true
	}
	s := Set{job: j, Units: make([]Unit, 0, guess(j.BaseText))}
	m := making{
		Set: &s, names: j.BaseText.Names(), base: blocksOf(j.BaseText),
		baseRules: j.House.Rules(j.Base), targetRules: j.House.Rules(j.Target), left: left,
	}
	if j.TargetText != nil {
		m.target = blocksOf(*j.TargetText)
	}
	for _, g := range inOrder(j) {
		m.row(g)
	}
	s.context()
	return s, nil
}

// guess is about how many units a text has: growing a list of 100,000 takes as
// much memory as the list.
func guess(t releases.Text) int {
	n := len(t.Fields) + len(t.Blocks)
	for _, b := range t.Blocks {
		for _, in := range b.Inline {
			n += strings.Count(in.Text, ". ")
		}
	}
	return n
}

func blocksOf(t releases.Text) map[releases.BlockID]releases.Block {
	out := make(map[releases.BlockID]releases.Block, len(t.Blocks)+len(t.Fields))
	for _, b := range t.Blocks {
		out[b.ID] = b
	}
	for _, f := range t.Fields {
		if b, ok := (releases.Text{Fields: []releases.Field{f}}).Block(releases.BlockID(f.Name)); ok {
			out[b.ID] = b
		}
	}
	return out
}

// inOrder lists the groups of a job in the order of the base, those without
// source at the end. What no group of the job knows stands in one of its own.
func inOrder(j exchange.Job) []releases.Group {
	groups := slices.Clone(j.Groups)
	grouped := [2]map[releases.BlockID]bool{{}, {}}
	for _, g := range groups {
		for side, ids := range [2][]releases.BlockID{g.Source, g.Target} {
			for _, id := range ids {
				grouped[side][id] = true
			}
		}
	}
	at := map[releases.BlockID]int{}
	for i, r := range j.BaseText.Revisions() {
		at[r.ID] = i
		if !grouped[0][r.ID] {
			groups = append(groups, releases.Group{Source: []releases.BlockID{r.ID}})
		}
	}
	if j.TargetText != nil {
		for _, r := range j.TargetText.Revisions() {
			if !grouped[1][r.ID] {
				groups = append(groups, releases.Group{Target: []releases.BlockID{r.ID}})
			}
		}
	}
	place := func(g releases.Group) int {
		if len(g.Source) == 0 {
			return len(at)
		}
		return at[g.Source[0]]
	}
	slices.SortStableFunc(groups, func(a, b releases.Group) int { return place(a) - place(b) })
	return groups
}

// making is a set on its way.
type making struct {
	*Set
	names                  map[releases.BlockID]string
	base, target           map[releases.BlockID]releases.Block
	baseRules, targetRules *segment.Rules
	left                   map[releases.BlockID]leaving
}

func (m *making) row(g releases.Group) {
	r := row{group: g}
	if m.sent(g) {
		source, target := pick(m.base, g.Source), pick(m.target, g.Target)
		r.sentences = m.sentences(g, source, target)
	}
	m.rows = append(m.rows, r)
}

func (m *making) sent(g releases.Group) bool {
	if len(g.Source) == 0 || slices.Contains(g.Source, slug) {
		return false
	}
	return len(g.Target) > 0 || g.Reason == "" || m.todo(g) != ""
}

func (m *making) todo(g releases.Group) string {
	for _, id := range g.Source {
		if why := m.job.Todo[id]; why != "" {
			return why
		}
	}
	return ""
}

func pick(all map[releases.BlockID]releases.Block, ids []releases.BlockID) []releases.Block {
	var out []releases.Block
	for _, id := range ids {
		if b, ok := all[id]; ok {
			out = append(out, b)
		}
	}
	return out
}

// sentences makes the units of a group.
func (m *making) sentences(g releases.Group, source, target []releases.Block) (out []sentence) {
	if len(source) == 0 {
		return nil
	}
	id := string(g.Source[0])
	if source[0].Kind == releases.FieldKind {
		id = "f-" + id
	}
	proto := Unit{Block: g.Source[0], Name: m.names[g.Source[0]], Kind: source[0].Kind}
	for _, block := range g.Source {
		proto.Notes = append(proto.Notes, m.job.Notes[block]...)
	}
	if len(source) == 1 && len(target) <= 1 {
		if was, now, pairs := m.pairs(source[0], target); pairs {
			for i := range was {
				u := proto
				u.ID = id
				if source[0].Kind != releases.FieldKind {
					u.ID += "-" + strconv.Itoa(i+1)
				}
				lead, old, oldCodes := was[i].Lead, segment.Coded{}, []segment.Code(nil)
				if len(now) > 0 {
					lead = now[i].Lead
					old, oldCodes = segment.Encode(now[i].Inline)
				}
				u.Source, u.Codes = segment.Encode(was[i].Inline)
				out = append(out, m.unit(u, g, lead, old, oldCodes, len(now) > 0))
				proto.Notes = nil
			}
			return out
		}
	}
	u := proto
	u.ID = id
	u.Source, u.Codes = whole(source)
	old, oldCodes := whole(target)
	return []sentence{m.unit(u, g, "", old, oldCodes, len(target) > 0)}
}

// pairs cuts a block and its translation, if there is one, into sentences; now
// is nil where there is none. ok is false where they have no equal number, so
// that the block is one unit.
func (m *making) pairs(source releases.Block, target []releases.Block) (was, now []segment.Segment, ok bool) {
	left, known := m.left[source.ID]
	switch {
	case known && left.whole:
		return nil, nil, false
	case known:
		was, _ = segment.SplitAt(source.Inline, left.ends)
	default:
		was = m.cut(m.baseRules, m.job.BaseEnds, source)
	}
	if len(target) == 0 {
		return was, nil, true
	}
	if now = m.cut(m.targetRules, m.job.TargetEnds, target[0]); known {
		now = left.translation(target[0], now)
	}
	return was, now, known || len(now) == len(was)
}

// cut makes sentences of a block: those that somebody said, else by the rules.
func (m *making) cut(r *segment.Rules, ends map[releases.BlockID]segment.Ends, b releases.Block) []segment.Segment {
	if said, ok := ends[b.ID]; ok {
		if segments, ok := segment.SplitAt(b.Inline, said); ok {
			return segments
		}
	}
	return segment.Sentences(r, b)
}

// whole is the content of several blocks with a code between any two.
func whole(blocks []releases.Block) (segment.Coded, []segment.Code) {
	var out segment.Coded
	var codes []segment.Code
	for i, b := range blocks {
		if i > 0 {
			c := segment.Code{ID: len(codes) + 1, Kind: releases.Break, Optional: true, Divides: true}
			codes = append(codes, c)
			out.Parts = append(out.Parts, segment.Part{Kind: segment.Single, ID: c.ID})
		}
		one, own := segment.Encode(b.Inline)
		for _, p := range one.Parts {
			if p.Kind != segment.Text {
				p.ID += len(codes)
			}
			out.Parts = append(out.Parts, p)
		}
		by := len(codes)
		for _, c := range own {
			c.ID += by
			codes = append(codes, c)
		}
	}
	return out, codes
}

// unit adds a unit and those of its links' titles.
func (m *making) unit(u Unit, g releases.Group, lead string, old segment.Coded, oldCodes []segment.Code, has bool) sentence {
	had := map[int]segment.Code{}
	own := len(u.Codes)
	if u.HasTarget = has; has {
		u.Target, u.Codes, had = recode(u.Codes, old, oldCodes)
		u.State = Translated
		if m.todo(g) != "" {
			u.State = Changed
		}
	}
	m.known(&u)
	out := sentence{unit: len(m.Units), lead: lead}
	m.Units = append(m.Units, u)
	for _, c := range u.Codes[:own] {
		if c.Kind != releases.Link || c.Title == "" {
			continue
		}
		t := Unit{
			ID: u.ID + "-t" + strconv.Itoa(c.ID), Block: u.Block, Name: u.Name, Kind: u.Kind,
			Source: segment.Coded{Parts: []segment.Part{{Text: c.Title}}},
		}
		was := had[c.ID].Title
		if was != "" {
			t.Target, t.HasTarget, t.State = segment.Coded{Parts: []segment.Part{{Text: was}}}, true, u.State
		}
		m.known(&t)
		out.titles = append(out.titles, title{c.ID, len(m.Units), was})
		m.Units = append(m.Units, t)
	}
	return out
}

// known adds what memory and glossary offer.
func (m *making) known(u *Unit) {
	if len(m.job.Memory)+len(m.job.Terms) > 0 {
		text := u.Source.Plain()
		u.Matches, u.Terms = m.job.Memory[text], m.job.Terms[text]
	}
}

// recode gives the codes of a translation the numbers of the source's. A mark
// that the source has and the translation lacks may be left out from now on, and
// so may one that only the translation has: it is there as it stands, and a
// check says so. had are the translation's own codes by their new numbers.
func recode(codes []segment.Code, target segment.Coded, own []segment.Code) (segment.Coded, []segment.Code, map[int]segment.Code) {
	if len(codes)+len(own) == 0 {
		return target, nil, nil
	}
	out := slices.Clone(codes)
	number := map[int]int{}
	had := map[int]segment.Code{}
	for _, c := range own {
		to := 0
		for _, one := range codes {
			if _, taken := had[one.ID]; !taken && one.Kind == c.Kind && one.Dest == c.Dest && one.Text == c.Text && one.Divides == c.Divides {
				to = one.ID
				break
			}
		}
		if to == 0 {
			to = len(out) + 1
			added := c
			added.ID, added.Optional = to, true
			out = append(out, added)
		}
		if out[to-1].Title == "" {
			out[to-1].Title = c.Title
		}
		number[c.ID], had[to] = to, c
	}
	for i := range codes {
		if _, kept := had[codes[i].ID]; !kept {
			out[i].Optional = true
		}
	}
	target.Parts = slices.Clone(target.Parts)
	for i := range target.Parts {
		if p := &target.Parts[i]; p.Kind != segment.Text {
			p.ID = number[p.ID]
		}
	}
	return target, out, had
}

// context fills Before and After from the sentences around.
func (s *Set) context() {
	before, last := "", -1
	for _, r := range s.rows {
		for _, one := range r.sentences {
			u := &s.Units[one.unit]
			u.Before = before
			before = u.Source.Plain()
			if last >= 0 {
				s.Units[last].After = before
			}
			last = one.unit
		}
	}
}
