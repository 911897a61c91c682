package newsroom

import (
	"errors"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/glossary"
	"bayan/workflow"
)

// Term is a word of the glossary that stands in a source, with what the desk
// has agreed on for its translation.
type Term struct {
	Word  string   // as the glossary has it
	Write []string // may stand for it, the preferred ones first
	Never []string // may not
	Notes []string
}

// termsIn are the terms of texts in one language that the glossary has
// something to say of in another, each once and in order.
func termsIn(g *glossary.Glossary, texts []string, from, to releases.Language) []Term {
	var out []Term
	seen := map[*glossary.Entry]bool{}
	for _, text := range texts {
		for _, h := range g.Find(text, from) {
			write, never := h.Entry.Of(to), h.Entry.Banned(to)
			if seen[h.Entry] || len(write)+len(never) == 0 {
				continue
			}
			seen[h.Entry] = true
			out = append(out, Term{h.Term.Text, texted(write), texted(never), notes(h.Entry, slices.Concat(write, never))})
		}
	}
	return out
}

func texted(terms []glossary.Term) []string {
	var out []string
	for _, t := range terms {
		out = append(out, t.Text)
	}
	return out
}

// notes are what is said of an entry, and of its terms in a language.
func notes(e *glossary.Entry, terms []glossary.Term) []string {
	var out []string
	for _, n := range append([]string{e.Note}, noted(terms)...) {
		if n = strings.TrimSpace(n); n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

func noted(terms []glossary.Term) []string {
	var out []string
	for _, t := range terms {
		out = append(out, t.Note)
	}
	return out
}

// offerTerms gives a translator the terms of what is to be translated. A
// glossary that cannot be read is told, and work goes on.
func (t *turn) offerTerms(l workflow.Language) error {
	claim := t.file.rel.Texts[l].Claim
	if claim == nil || claim.Base == nil {
		return nil
	}
	g, err := t.file.glossary()
	if err != nil {
		return t.tellUnread(err)
	}
	base, err := t.file.version(t.file.rel.Version(claim.Base.Language, claim.Base.Version))
	if err != nil {
		return err
	}
	var texts []string
	for _, f := range base.Fields {
		texts = append(texts, f.Value)
	}
	for _, b := range base.Blocks {
		texts = append(texts, b.Plain())
	}
	t.out.Terms = termsIn(g, texts, releases.Language(claim.Base.Language), releases.Language(l))
	return nil
}

// tellUnread tells of a glossary with a fault; another error is none of its.
func (t *turn) tellUnread(err error) error {
	var fault *releases.ParseError
	if !errors.As(err, &fault) {
		return err
	}
	t.tell("glossary-unread-"+fault.Code, faultArgs(fault))
	return nil
}
