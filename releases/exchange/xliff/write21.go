package xliff

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

// file21 writes XLIFF 2.1.
func (w *writing) file21() {
	w.raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n<xliff version=\"2.1\" xmlns=\"", space2, "\" xmlns:mtc=\"", spaceMatches, "\" xmlns:gls=\"", spaceGlossary, "\"")
	w.attr("srcLang", string(w.job.Base))
	w.attr("trgLang", string(w.job.Target))
	w.raw(">\n<file id=\"f1\"")
	w.attr("original", w.job.Key)
	w.raw(" xml:space=\"preserve\">\n<notes>\n<note id=\"bayan\" category=\"bayan\">")
	w.text(units.HeaderOf(w.job).String())
	w.raw("</note>\n<note id=\"about\">")
	w.text(w.about())
	w.raw("</note>\n</notes>\n")
	w.blocks(func(u units.Unit) {
		w.raw(`<group`)
		w.attr("id", "g-"+string(u.Block))
		w.attr("name", u.Name)
		w.raw(` type="bayan:`, kindName(u.Kind), "\">\n")
	}, w.unit21, func() { w.raw("</group>\n") })
	w.raw("</file>\n</xliff>\n")
}

func (w *writing) unit21(at int) {
	u := &w.set.Units[at]
	w.raw("<unit")
	w.attr("id", u.ID)
	w.raw(">\n")
	w.matches(u.Matches)
	w.glossary(u.Terms)
	w.notes21(u)
	w.originals(u.Codes)
	w.raw(`<segment id="s1"`)
	switch u.State {
	case units.Translated:
		w.raw(` state="translated"`)
	case units.Changed:
		w.raw(` state="initial" subState="bayan:changed"`)
	}
	w.raw(">\n<source>")
	w.coded21(u.Source, at)
	w.raw("</source>\n")
	if u.HasTarget {
		w.raw("<target>")
		w.coded21(u.Target, at)
		w.raw("</target>\n")
	}
	w.raw("</segment>\n</unit>\n")
}

// matches are of the whole segment (XLIFF 2.1 §5.1); 100 is the most that the
// module can say.
func (w *writing) matches(list []exchange.Match) {
	if len(list) == 0 {
		return
	}
	w.raw("<mtc:matches>\n")
	for i, m := range list {
		w.raw(`<mtc:match id="m`, strconv.Itoa(i+1), `" ref="#s1" type="tm" similarity="`, percent(m.Score), `"`)
		if m.Origin != "" {
			w.attr("origin", m.Origin)
		}
		w.raw(">")
		w.element("source", m.Source)
		w.element("target", m.Target)
		w.raw("</mtc:match>\n")
	}
	w.raw("</mtc:matches>\n")
}

// glossary gives a forbidden translation as a definition, so that no tool
// offers it.
func (w *writing) glossary(list []exchange.Term) {
	if len(list) == 0 {
		return
	}
	w.raw("<gls:glossary>\n")
	for _, t := range list {
		w.raw("<gls:glossEntry>")
		w.element("gls:term", t.Source)
		if t.Status == exchange.Forbidden {
			w.element("gls:definition", termLine(t))
		} else {
			w.element("gls:translation", t.Target)
			if t.Note != "" {
				w.element("gls:definition", t.Note)
			}
		}
		w.raw("</gls:glossEntry>\n")
	}
	w.raw("</gls:glossary>\n")
}

func (w *writing) notes21(u *units.Unit) {
	if len(u.Notes) == 0 && u.Before == "" && u.After == "" {
		return
	}
	w.raw("<notes>")
	for _, n := range u.Notes {
		w.element("note", n)
	}
	for _, c := range [2][2]string{{"before", u.Before}, {"after", u.After}} {
		if c[1] != "" {
			w.raw(`<note category="`, c[0], `" appliesTo="source" priority="10">`)
			w.text(c[1])
			w.raw("</note>")
		}
	}
	w.raw("</notes>\n")
}

// originals keeps the Markdown of each code, for people who look; nothing reads
// it back.
func (w *writing) originals(codes []segment.Code) {
	if len(codes) == 0 {
		return
	}
	w.raw("<originalData>")
	for _, c := range codes {
		id := strconv.Itoa(c.ID)
		before, after := markdown(c)
		w.raw(`<data id="d`, id, `">`)
		if c.Kind == releases.Words {
			r, _ := utf8.DecodeRuneInString(c.Text)
			w.raw(`<cp hex="`, fmt.Sprintf("%04X", r), `"/>`)
		}
		w.text(before)
		w.raw("</data>")
		if c.Paired() {
			w.raw(`<data id="e`, id, `">`)
			w.text(after)
			w.raw("</data>")
		}
	}
	w.raw("</originalData>\n")
}

func markdown(c segment.Code) (before, after string) {
	switch {
	case c.Divides:
		return "\n\n", ""
	case c.Kind == releases.Emphasis:
		return "*", "*"
	case c.Kind == releases.Strong:
		return "**", "**"
	case c.Kind == releases.Link:
		return "[", "](" + c.Dest + ")"
	case c.Kind == releases.Break:
		return "\\\n", ""
	}
	return "", ""
}

func (w *writing) coded21(c segment.Coded, at int) {
	u := &w.set.Units[at]
	for _, p := range c.Parts {
		id := strconv.Itoa(p.ID)
		one := code(u.Codes, p.ID)
		hints := ` canCopy="no" canDelete="no"`
		if one.Optional {
			hints = ` canCopy="no"`
		}
		switch p.Kind {
		case segment.Text:
			w.text(p.Text)
		case segment.Open:
			w.raw(`<pc id="`, id, `" `, type21(one), ` dataRefStart="d`, id, `" dataRefEnd="e`, id, `"`, hints)
			if title := u.ID + "-t" + id; w.hasTitle(at, title) {
				w.attr("subFlowsStart", title)
				w.attr("subFlowsEnd", title)
			}
			w.raw(">")
		case segment.Close:
			w.raw("</pc>")
		case segment.Single:
			w.raw(`<ph id="`, id, `" `, type21(one), ` dataRef="d`, id, `"`, hints, "/>")
		}
	}
}

// hasTitle tells whether a link's title is one of the units that follow.
func (w *writing) hasTitle(at int, id string) bool {
	for _, u := range w.set.Units[at+1:] {
		if u.ID == id {
			return true
		}
		if !strings.HasPrefix(u.ID, w.set.Units[at].ID+"-t") {
			break
		}
	}
	return false
}

func type21(c segment.Code) string {
	switch {
	case c.Divides:
		return `type="fmt" subType="bayan:paragraph"`
	case c.Kind == releases.Emphasis:
		return `type="fmt" subType="xlf:i"`
	case c.Kind == releases.Strong:
		return `type="fmt" subType="xlf:b"`
	case c.Kind == releases.Link:
		return `type="link"`
	case c.Kind == releases.Break:
		return `type="fmt" subType="xlf:lb"`
	}
	return `type="other"`
}
