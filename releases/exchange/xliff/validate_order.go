package xliff

import (
	"slices"
	"strings"
)

// copies checks that each names a code that may be copied: one of the unit,
// without original data, which a copy would share instead.
func (u *unitCheck) copies() {
	for _, n := range slices.Concat(u.sources, u.targets) {
		ref, ok := n.get("copyOf")
		if !ok || n.Space != space2 {
			continue
		}
		of := u.byID[strings.TrimSpace(ref)]
		if of == nil {
			of = u.inTarget[strings.TrimSpace(ref)]
		}
		switch {
		case of == nil || family(of) == "mark":
			u.add(n, "CopyOfWithBadReference", ref)
		case of.or("canCopy", "yes") == "no":
			u.add(n, "CopyOfWithNoCopyReference", ref)
		case hasData(of) || hasData(n):
			u.add(n, "CopyOfWithOriginalData", ref)
		}
	}
}

func hasData(n *node) bool {
	return slices.ContainsFunc(n.attrs, func(a nodeAttr) bool { return a.Space == "" && strings.HasPrefix(a.Local, "dataRef") })
}

// turn is where a code stands or begins, or where a pair ends.
type turn struct {
	n     *node
	name  string // the code's id; of an end, that of its start behind a "/"
	order string // canReorder
	end   bool   // of a pc, which goes with its start
	piece *node
}

// codeOf is the id of the code that a turn is of.
func codeOf(t turn) string { return strings.TrimPrefix(t.name, "/") }

// turns lists those of the sources or targets of a unit, in the order in which
// they are read.
func (u *unitCheck) turns(local string) (out []turn) {
	for _, p := range u.inOrder(local) {
		if part := p.child(local); part != nil {
			out = inside(out, part, p)
		}
	}
	return out
}

func inside(out []turn, of, piece *node) []turn {
	for _, n := range of.children {
		order := n.or("canReorder", "yes")
		switch {
		case n.core("ph"), n.core("sc"):
			out = append(out, turn{n, id(n), order, false, piece})
		case n.core("ec"):
			name := id(n)
			if ref, ok := n.get("startRef"); ok {
				name = "/" + strings.TrimSpace(ref)
			}
			out = append(out, turn{n, name, order, false, piece})
		case n.core("pc"):
			out = inside(append(out, turn{n, id(n), order, false, piece}), n, piece)
			out = append(out, turn{n, "/" + id(n), order, true, piece})
		case n.core("mrk"):
			out = inside(out, n, piece)
		}
	}
	return out
}

// inOrder lists the segments and ignorables as their sources or targets follow
// each other.
func (u *unitCheck) inOrder(local string) []*node {
	out := slices.Clone(u.pieces)
	if local == "source" {
		return out
	}
	place := map[*node]int{}
	for i, p := range u.pieces {
		place[p] = i + 1
		if t := p.child("target"); t != nil {
			if o := number(t.or("order", "")); o > 0 {
				place[p] = o
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *node) int { return place[a] - place[b] })
	return out
}

// sequences lists those of the codes that must keep their order: the first says
// firstNo, those right after it no. Codes that say no with no first before them are
// lost.
func sequences(list []turn) (out [][]turn, lost []turn) {
	going := false
	for _, t := range list {
		switch {
		case t.end && going:
			out[len(out)-1] = append(out[len(out)-1], t)
		case t.end:
		case t.order == "firstNo":
			out, going = append(out, []turn{t}), true
		case t.order == "no" && going:
			out[len(out)-1] = append(out[len(out)-1], t)
		case t.order == "no":
			lost = append(lost, t)
		default:
			going = false
		}
	}
	return out, lost
}

// reordering checks that each sequence has its first, of those codes too that only
// targets have, and that the targets have it in one piece, as far as its segments
// have a target.
func (u *unitCheck) reordering() {
	targets := u.turns("target")
	kept, lost := sequences(u.turns("source"))
	_, own := sequences(targets)
	own = slices.DeleteFunc(own, func(t turn) bool { return u.byID[codeOf(t)] != nil })
	for _, t := range append(lost, own...) {
		u.add(t.n, "MissingReorderFirstNo", codeOf(t))
	}
	place, before, last := map[string]int{}, make([]string, len(targets)), ""
	for i, t := range targets {
		place[t.name], before[i] = i, last
		if !t.end {
			last = t.name
		}
	}
	for _, s := range kept {
		s = slices.DeleteFunc(s, func(t turn) bool { return t.piece.child("target") == nil })
		if !slices.ContainsFunc(s, func(t turn) bool { _, ok := place[t.name]; return ok }) {
			continue
		}
		at, code := -1, ""
		for _, t := range s {
			next, ok := place[t.name]
			if !ok || next < at || !t.end && code != "" && before[next] != code {
				u.add(t.piece.child("target"), "WrongReordering", codeOf(t))
				break
			}
			if at = next; !t.end {
				code = t.name
			}
		}
	}
}

// removal checks that what must not be deleted stands in a target, wherever a
// translation was begun; the end of a pair goes with its start.
func (u *unitCheck) removal() {
	for _, p := range u.pieces {
		source, target := p.child("source"), p.child("target")
		if source == nil || target == nil || !target.any && p.or("state", "initial") == "initial" {
			continue
		}
		source.walk(func(n *node) {
			if name := id(n); n.Space == space2 && name != "" && n.or("canDelete", "yes") == "no" && u.inTarget[name] == nil {
				u.add(target, "MissingNonRemovable", name)
			}
		})
	}
}
