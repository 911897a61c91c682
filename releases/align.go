package releases

import "slices"

// Align says which parts of the base and the target carry the same words:
//
//  1. a prior group stays as far as its blocks are still there, with its reason
//     while it is the same group; but a prior addition or omission without a
//     reason is looked at anew, and where priorTarget is given, a group that
//     names blocks that it never had is not believed;
//  2. what is left between the same two groups on both sides is paired in order
//     where a kind has the same number on both: headlines, subheadings,
//     quotations, list items, paragraphs, each dividing what is between for the
//     next;
//  3. nothing else is guessed: each further block stands alone, open (see
//     OpenGroups).
//
// Fields are paired by name; one that is missing on a side stands alone, and so
// does the slug, on each side. Every part of both texts is in exactly one group.
// Groups come in the order of the target; an omission follows the group of the
// part before it in the base.
func Align(base, target Text, prior []Group, priorTarget Text) []Group {
	a := newAlignment(base, target)
	had := priorTarget.Names()
	for _, g := range prior {
		foreign := slices.ContainsFunc(g.Target, func(id BlockID) bool { return had[id] == "" })
		if len(had) == 0 || !foreign {
			a.keep(g)
		}
	}
	return a.finish()
}

// OpenGroups returns the additions and omissions that have no reason. A field
// that a side lacks is none.
func OpenGroups(groups []Group) []Group {
	var open []Group
	for _, g := range groups {
		if g.Reason == "" && (len(g.Source) == 0 || len(g.Target) == 0) && !g.ofFields() {
			open = append(open, g)
		}
	}
	return open
}

func (g Group) ofFields() bool {
	return !slices.ContainsFunc(slices.Concat(g.Source, g.Target), func(id BlockID) bool { return !id.IsField() })
}

// CheckGroups returns an AlignError where groups do not hold every part of both
// texts exactly once, and nothing else.
func CheckGroups(base, target Text, groups []Group) error {
	a := newAlignment(base, target)
	for _, g := range groups {
		if len(g.Source)+len(g.Target) == 0 {
			return &AlignError{Code: "group-empty"}
		}
		if g.HoldsSlug() && len(g.Source)+len(g.Target) > 1 {
			return &AlignError{Code: "slug-aligned"}
		}
		for _, s := range []struct {
			*side
			ids []BlockID
		}{{&a.base, g.Source}, {&a.target, g.Target}} {
			for _, id := range s.ids {
				at, ok := s.at[id]
				if !ok {
					return &AlignError{Code: "block-unknown", Args: map[string]any{"block": string(id)}}
				}
				if s.group[at] >= 0 {
					return &AlignError{Code: "block-twice", Args: map[string]any{"block": s.names[at]}}
				}
				s.group[at] = 0
			}
		}
	}
	for _, s := range []*side{&a.base, &a.target} {
		if at := slices.Index(s.group, -1); at >= 0 {
			return &AlignError{Code: "block-missing", Args: map[string]any{"block": s.names[at]}}
		}
	}
	return nil
}

// alignment is one in the making: its groups, and for each side which group
// holds each part.
type alignment struct {
	base, target side
	groups       []Group
}

// side is one text's parts in order.
type side struct {
	parts []Block
	names []string
	at    map[BlockID]int
	group []int // of each part; -1 while it is free
}

func newAlignment(base, target Text) *alignment {
	return &alignment{base: newSide(base), target: newSide(target)}
}

func newSide(t Text) side {
	s := side{parts: t.parts(), names: t.partNames()}
	s.at = make(map[BlockID]int, len(s.parts))
	s.group = make([]int, len(s.parts))
	for i, b := range s.parts {
		s.at[b.ID], s.group[i] = i, -1
	}
	return s
}

// free returns those of ids that the side has and no group holds, in its order.
func (s *side) free(ids []BlockID) []BlockID {
	var out []BlockID
	for _, id := range ids {
		if at, ok := s.at[id]; ok && s.group[at] < 0 {
			out = append(out, id)
		}
	}
	slices.SortFunc(out, func(x, y BlockID) int { return s.at[x] - s.at[y] })
	return slices.Compact(out)
}

func (s *side) claim(ids []BlockID, group int) {
	for _, id := range ids {
		s.group[s.at[id]] = group
	}
}

// add makes a group of ids that are free on their sides.
func (a *alignment) add(source, target []BlockID, reason string) {
	n := len(a.groups)
	a.base.claim(source, n)
	a.target.claim(target, n)
	a.groups = append(a.groups, Group{Source: source, Target: target, Reason: reason})
}

// keep takes over what is left of a prior group. Fields are always paired anew,
// by name.
func (a *alignment) keep(g Group) {
	if slices.ContainsFunc(slices.Concat(g.Source, g.Target), BlockID.IsField) {
		return
	}
	source, target := a.base.free(g.Source), a.target.free(g.Target)
	whole := len(source) == len(g.Source) && len(target) == len(g.Target)
	switch {
	case len(source) > 0 && len(target) > 0:
		if !whole {
			g.Reason = ""
		}
		a.add(source, target, g.Reason)
	case whole && g.Reason != "":
		a.add(source, target, g.Reason)
	}
}

// finish pairs what is free by name, order and kind, leaves the rest alone, and
// returns all groups in order.
func (a *alignment) finish() []Group {
	a.fields()
	a.gaps()
	for i, b := range a.base.parts {
		if a.base.group[i] < 0 {
			a.add([]BlockID{b.ID}, nil, "")
		}
	}
	for i, b := range a.target.parts {
		if a.target.group[i] < 0 {
			a.add(nil, []BlockID{b.ID}, "")
		}
	}
	return a.ordered()
}

func (a *alignment) fields() {
	for i, b := range a.base.parts {
		if b.Kind != FieldKind || b.ID == Slug || a.base.group[i] >= 0 {
			continue
		}
		if at, ok := a.target.at[b.ID]; ok && a.target.parts[at].Kind == FieldKind && a.target.group[at] < 0 {
			a.add([]BlockID{b.ID}, []BlockID{b.ID}, "")
		}
	}
}

// run is a stretch of free blocks, and the groups that it stands between.
type run struct {
	places        []int
	before, after int
}

// runs lists the free blocks of a side between groups that have both sides. An
// addition or omission is no boundary: the other side cannot see it.
func (s *side) runs(groups []Group) []run {
	var out []run
	now := run{before: -1}
	for i, b := range s.parts {
		g := s.group[i]
		switch {
		case b.Kind == FieldKind:
		case g < 0:
			now.places = append(now.places, i)
		case len(groups[g].Source) > 0 && len(groups[g].Target) > 0 && g != now.before:
			now.after = g
			out = append(out, now)
			now = run{before: g}
		}
	}
	now.after = -1
	return append(out, now)
}

// gaps pairs the runs that stand between the same groups on both sides.
func (a *alignment) gaps() {
	type between struct{ before, after int }
	targets := map[between][]int{}
	for _, r := range a.target.runs(a.groups) {
		targets[between{r.before, r.after}] = append(targets[between{r.before, r.after}], r.places...)
	}
	for _, r := range a.base.runs(a.groups) {
		key := between{r.before, r.after}
		a.byKind(r.places, targets[key])
		delete(targets, key)
	}
}

// alignedKinds are the kinds in the order in which they are trusted to divide a
// gap: the fewer a text has of them, the less they are mistaken.
var alignedKinds = []Kind{Headline, Subheading, Quotation, ListItem, Paragraph}

// byKind pairs the first kind that has the same number on both sides, and what
// stands between those in the same way.
func (a *alignment) byKind(base, target []int) {
	for _, kind := range alignedKinds {
		s, t := ofKind(a.base.parts, base, kind), ofKind(a.target.parts, target, kind)
		if len(s) == 0 || len(s) != len(t) {
			continue
		}
		fromS, fromT := 0, 0
		for k := range s {
			a.add([]BlockID{a.base.parts[base[s[k]]].ID}, []BlockID{a.target.parts[target[t[k]]].ID}, "")
			a.byKind(base[fromS:s[k]], target[fromT:t[k]])
			fromS, fromT = s[k]+1, t[k]+1
		}
		a.byKind(base[fromS:], target[fromT:])
		return
	}
}

// ofKind returns where in places the parts of a kind are.
func ofKind(parts []Block, places []int, kind Kind) []int {
	var out []int
	for i, at := range places {
		if parts[at].Kind == kind {
			out = append(out, i)
		}
	}
	return out
}

// ordered lists the groups in the order of the target, each omission after the
// group of the part before it in the base.
func (a *alignment) ordered() []Group {
	omitted := map[int][]int{} // by the group that they follow; -1 at the start
	placed := make([]bool, len(a.groups))
	last := -1
	for i := range a.base.parts {
		g := a.base.group[i]
		if len(a.groups[g].Target) > 0 {
			last = g
		} else if !placed[g] {
			placed[g] = true
			omitted[last] = append(omitted[last], g)
		}
	}
	out := make([]Group, 0, len(a.groups))
	put := func(gs []int) {
		for _, g := range gs {
			out = append(out, a.groups[g])
		}
	}
	put(omitted[-1])
	for i := range a.target.parts {
		if g := a.target.group[i]; !placed[g] {
			placed[g] = true
			put([]int{g})
			put(omitted[g])
		}
	}
	return out
}
