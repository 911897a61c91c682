package main

import (
	"strings"

	"bayan/locales"
	"bayan/releases/check"
	"bayan/workflow/newsroom"
)

// What the glossary says of a text, for people and for programs.

// termRow is a term in the answers of --json.
type termRow struct {
	Term      string   `json:"term"`
	Approved  []string `json:"approved"`
	Forbidden []string `json:"forbidden"`
	Notes     []string `json:"notes"`
}

func termRows(terms []newsroom.Term) []termRow {
	rows := make([]termRow, len(terms))
	for i, t := range terms {
		rows[i] = termRow{t.Word, listed(t.Write), listed(t.Never), listed(t.Notes)}
	}
	return rows
}

// mostTerms is how many terms a checkout lists.
const mostTerms = 12

// tellTerms lists what the desk has agreed on for a translation, unless quiet.
func (c *call) tellTerms(terms []newsroom.Term) {
	if len(terms) == 0 || c.on("quiet") {
		return
	}
	c.notice("glossary.offered", nil)
	for _, t := range terms[:min(len(terms), mostTerms)] {
		c.err.List(c.termLine(t))
	}
	if more := len(terms) - mostTerms; more > 0 {
		c.notice("glossary.more", map[string]any{"count": more, "path": glossaryFile})
	}
}

// termLine is a term with what stands for it, what may not, and notes.
func (c *call) termLine(t newsroom.Term) string {
	line := []string{c.agreed("glossary.write", t.Word, t.Write)}
	if len(t.Never) > 0 {
		line = append(line, c.say.Say("glossary.never", locales.Args{"terms": t.Never}))
	}
	for _, n := range t.Notes {
		line = append(line, c.out.Value(n))
	}
	return strings.Join(line, " · ")
}

// agreed says what stands for a word, or the word alone.
func (c *call) agreed(key, word string, write []string) string {
	if len(write) == 0 {
		return c.out.Value(word)
	}
	return c.say.Say(key, locales.Args{"word": word, "write": strings.Join(write, " / ")})
}

// termsFound are the terms of a finding.
func (c *call) termsFound(key string, terms []check.Term) []locales.Words {
	out := make([]locales.Words, len(terms))
	for i, t := range terms {
		out[i] = locales.Words(c.agreed(key, t.Word, t.Write))
	}
	return out
}
