package releases

import (
	"slices"
	"strings"
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

// Keys returns the keys of a translation's groups in the order in which Align
// gives groups, whatever the order of these. The base's slug is left out, since
// it belongs to its language alone.
//
// groups must pass CheckGroups; a block that the texts do not have counts as
// one without content.
func Keys(baseLang Language, base Text, lang Language, target Text, groups []Group) []Digest {
	source, own := revisionsByID(base), revisionsByID(target)
	var keys []Digest
	for _, g := range inOrder(base, target, groups) {
		if len(g.Target) == 0 && holdsSlug(g) {
			continue
		}
		keys = append(keys, Key(baseLang, pick(source, g.Source), lang, pick(own, g.Target)))
	}
	return keys
}

// SourceKeys returns the keys of a source text: one per field and block.
func SourceKeys(lang Language, t Text) []Digest {
	revisions := t.Revisions()
	keys := make([]Digest, len(revisions))
	for i, r := range revisions {
		keys[i] = Key("", nil, lang, []Digest{r.Digest})
	}
	return keys
}

func revisionsByID(t Text) map[BlockID]Digest {
	out := map[BlockID]Digest{}
	for _, r := range t.Revisions() {
		out[r.ID] = r.Digest
	}
	return out
}

func pick(all map[BlockID]Digest, ids []BlockID) []Digest {
	out := make([]Digest, len(ids))
	for i, id := range ids {
		out[i] = all[id]
	}
	return out
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
