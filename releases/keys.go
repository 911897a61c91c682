package releases

import (
	"slices"
	"strings"
	"sync"
)

// Key names a group by its content: SHA-256 over the base language, the digests
// of the base's blocks in order, the language, and the digests of its blocks in
// order, a line each with an empty line between the halves. For a source text
// the base is "" and s is empty.
func Key(baseLang Language, s []Digest, lang Language, t []Digest) Digest {
	var b strings.Builder
	half := func(l Language, ds []Digest) {
		b.WriteString(string(l) + "\n")
		for _, d := range ds {
			b.WriteString(string(d) + "\n")
		}
		b.WriteByte('\n')
	}
	half(baseLang, s)
	half(lang, t)
	return digestOf([]byte(b.String()))
}

// GroupKeys gives the key of each group of a translation; of a source, whose base
// is "" and empty, that of a group without a source. A block that its text does not
// have counts as one without content.
func GroupKeys(baseLang Language, base Text, lang Language, target Text) func(Group) Digest {
	source, own := base.Digests(), target.Digests()
	return func(g Group) Digest { return Key(baseLang, source(g.Source), lang, own(g.Target)) }
}

// Digests looks up the content of a text's fields and blocks, which is read at the
// first question; "" for one that the text does not have.
func (t Text) Digests() func([]BlockID) []Digest {
	all := sync.OnceValue(func() map[BlockID]Digest {
		all := map[BlockID]Digest{}
		for _, r := range t.Revisions() {
			all[r.ID] = r.Digest
		}
		return all
	})
	return func(ids []BlockID) []Digest {
		out := make([]Digest, len(ids))
		for i, id := range ids {
			out[i] = all()[id]
		}
		return out
	}
}

// inOrder puts groups, and the blocks in each, in their one order.
func inOrder(base, target Text, groups []Group) []Group {
	a := newAlignment(base, target)
	for _, g := range groups {
		if s, t := a.base.free(g.Source), a.target.free(g.Target); len(s)+len(t) > 0 {
			a.add(s, t, g.Reason)
		}
	}
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

// AlignmentDigest names the grouping by present names ("p3+p4=p3" lines), so
// that it is the same for equal texts grouped equally, whatever the ids.
func AlignmentDigest(base, target Text, groups []Group) Digest {
	s, t := base.Names(), target.Names()
	var b strings.Builder
	for _, g := range inOrder(base, target, groups) {
		b.WriteString(joinNames(s, g.Source) + "=" + joinNames(t, g.Target) + "\n")
	}
	return digestOf([]byte(b.String()))
}

func joinNames(names map[BlockID]string, ids []BlockID) string {
	if len(ids) == 0 {
		return "-"
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = names[id]
	}
	return strings.Join(slices.Clip(out), "+")
}
