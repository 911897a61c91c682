package glossary

import (
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/memory"
)

// Verdict is what a glossary says of a text and its translation.
type Verdict struct {
	Missing   []Missing
	Forbidden []Hit // in the target
}

// Missing is a term of the source for which no approved term stands in the
// target.
type Missing struct {
	Source Hit
	Want   []Term // any of them would do; the preferred ones first
	Banned bool   // a forbidden term of its entry stands in the target in its place
}

// CheckPair compares a text and its translation. Whether a term is missing is
// asked with doubt in favour of the translator: an approved term that may be
// there is there. A forbidden term counts where its entry is what the source
// speaks of, and everywhere where its entry has no term in the source's
// language.
func (g *Glossary) CheckPair(source string, from releases.Language, target string, to releases.Language) Verdict {
	var v Verdict
	spoken := g.Find(source, from)
	x := g.indexes[memory.Base(to)]
	if x == nil || len(spoken) == 0 && !x.forbids {
		return v
	}
	read := x.readText(target)
	for i, h := range spoken {
		// Homonyms stand in one place: one of them that is translated is enough.
		if slices.ContainsFunc(spoken[:i], func(o Hit) bool { return o.Start == h.Start }) {
			continue
		}
		var want []Term
		there := false
		for _, o := range spoken[i:] {
			if o.Start != h.Start {
				break
			}
			terms := o.Entry.Of(to)
			want = append(want, terms...)
			there = there || len(terms) == 0 || read.holds(o.Entry, terms)
		}
		if !there && !keptAcronym(source[h.Start:h.End], target) && !told(v.Missing, h) {
			slices.SortStableFunc(want, func(a, b Term) int { return a.Status.rank() - b.Status.rank() })
			v.Missing = append(v.Missing, Missing{Source: h, Want: want})
		}
	}
	v.Forbidden = slices.DeleteFunc(read.forbidden(), func(h Hit) bool {
		return h.Entry.has(from) && !slices.ContainsFunc(spoken, func(s Hit) bool { return s.Entry == h.Entry })
	})
	for i := range v.Missing {
		m := &v.Missing[i]
		m.Banned = slices.ContainsFunc(v.Forbidden, func(h Hit) bool {
			return slices.ContainsFunc(spoken, func(s Hit) bool { return s.Start == m.Source.Start && s.Entry == h.Entry })
		})
	}
	return v
}

// CheckText finds the forbidden terms in a text that is no translation. There is
// no source that says what is meant, so each counts; one that is another entry's
// permitted term as well does not.
func (g *Glossary) CheckText(text string, l releases.Language) []Hit {
	x := g.indexes[memory.Base(l)]
	if x == nil || !x.forbids {
		return nil
	}
	return x.readText(text).forbidden()
}

// forbidden are the terms that may not stand in the text, in their order.
func (r *reading) forbidden() []Hit {
	if !r.forbids {
		return nil
	}
	hits := r.find()
	var banned []Hit
	for _, h := range hits {
		if h.Term.Status == Forbidden && !permitted(hits, h) {
			banned = append(banned, h)
		}
	}
	return banned
}

// told tells of a term that is missing once, however often the source has it.
func told(missing []Missing, h Hit) bool {
	return slices.ContainsFunc(missing, func(m Missing) bool { return m.Source.Entry == h.Entry })
}

// permitted tells of a forbidden term in whose place a permitted one stands too.
func permitted(hits []Hit, h Hit) bool {
	return slices.ContainsFunc(hits, func(o Hit) bool {
		return o.Term.Status != Forbidden && o.Start == h.Start && o.End == h.End
	})
}

// keptAcronym tells of an acronym that stands in the target as it is.
func keptAcronym(term, target string) bool {
	return capitals(term) > 1 && capitals(term) == len(term) && strings.Contains(target, term)
}

// holds tells whether one of the terms may stand in the text.
func (r *reading) holds(e *Entry, terms []Term) bool {
	how := loose
	if e.Kind.IsName() {
		how = fixed
	}
	for i := range terms {
		for _, form := range forms(terms[i].Text) {
			n := r.read(e, &terms[i], form, how)
			if n == nil {
				return true // a term without words cannot be missed
			}
			for at := range r.words {
				if r.stands(at, n) {
					return true
				}
			}
		}
	}
	return false
}
