package check

import (
	"bytes"
	"slices"

	"bayan/releases/glossary"
)

// OfTerms are the codes of the checks that ask the desk's glossary.
var OfTerms = []string{"glossary", "forbidden", "names"}

// Term is a word of the glossary in a finding: as the glossary has it or, where
// it may not be used, as the text has it; and the words that may stand for it.
type Term struct {
	Word  string
	Write []string // the preferred ones first; none where the glossary has none
}

// verdict is what the glossary says of the group that is being read.
type verdict struct {
	glossary.Verdict
	read bool
}

// terms asks the glossary once for all checks of a group.
func (r *run) terms() *glossary.Verdict {
	v, g := &r.pair.verdict, r.job.Glossary
	switch {
	case v.read || g == nil:
	case r.pair.translated:
		v.Verdict = g.CheckPair(r.pair.s.prose(), r.pair.s.language, r.pair.t.prose(), r.pair.t.language)
	default:
		v.Verdict = glossary.Verdict{Forbidden: g.CheckText(r.pair.t.prose(), r.pair.t.language)}
	}
	v.read = true
	return &v.Verdict
}

// prose is the text with spaces in place of its addresses, byte for byte: their
// words are nobody's.
func (s *side) prose() string {
	if s.has&hasAddress == 0 {
		return s.text
	}
	b := []byte(s.text)
	for _, t := range s.tokens {
		if t.kind == urlToken || t.kind == mailToken {
			copy(b[t.start:t.end], bytes.Repeat([]byte(" "), int(t.end-t.start)))
		}
	}
	return string(b)
}

// terminology tells of terms of the source for which no approved one stands in
// the target. People and places are the business of names: a translation may
// say "he" or "there", and is still right. A term that a forbidden word of its
// entry stands for is the business of forbidden: one fault, told once.
func terminology(r *run) {
	r.tellMissing("", func(k glossary.Kind) bool { return !spelt(k) })
}

// spelt tells the kinds of entries whose spelling is asked for, not their meaning.
func spelt(k glossary.Kind) bool { return k == glossary.Person || k == glossary.Place }

func (r *run) tellMissing(variant string, of func(glossary.Kind) bool) {
	var terms []Term
	piece := ""
	for _, m := range r.terms().Missing {
		if !of(m.Source.Entry.Kind) || m.Banned && r.banned.outweighs(r.as) {
			continue
		}
		if terms = append(terms, Term{m.Source.Term.Text, words(m.Want)}); len(terms) == 1 {
			piece = r.pair.s.text[m.Source.Start:m.Source.End]
		}
	}
	if len(terms) > 0 {
		r.tell(variant, map[string]any{"terms": terms}, piece, "")
	}
}

// forbidden tells of terms that the desk does not use.
func forbidden(r *run) {
	var terms []Term
	piece := ""
	for _, h := range r.terms().Forbidden {
		word := r.pair.t.text[h.Start:h.End]
		if !slices.ContainsFunc(terms, func(t Term) bool { return t.Word == word }) {
			terms = append(terms, Term{word, words(h.Entry.Of(r.pair.t.language))})
		}
		if piece == "" {
			piece = word
		}
	}
	if len(terms) > 0 {
		r.tell("", map[string]any{"banned": terms}, "", piece)
	}
}

func words(terms []glossary.Term) []string {
	texts := make([]string, len(terms))
	for i, t := range terms {
		texts[i] = t.Text
	}
	return texts
}
