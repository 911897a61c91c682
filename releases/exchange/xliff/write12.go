package xliff

import (
	"strconv"

	"bayan/releases"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

// file12 writes XLIFF 1.2 as its strict schema wants it.
func (w *writing) file12() {
	w.raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n<xliff version=\"1.2\" xmlns=\"", space12, "\">\n<file")
	w.attr("original", w.job.Key)
	w.attr("source-language", string(w.job.Base))
	w.attr("target-language", string(w.job.Target))
	w.raw(" datatype=\"x-markdown\" tool-id=\"bayan\">\n<header>\n<tool tool-id=\"bayan\" tool-name=\"bayan\"/>\n<note from=\"bayan\">")
	w.text(units.HeaderOf(w.job).String())
	w.raw("</note>\n")
	w.element("note", w.about())
	w.raw("\n</header>\n<body>\n")
	w.blocks(func(u units.Unit) {
		w.raw("<group")
		w.attr("id", string(u.Block))
		w.attr("resname", u.Name)
		w.raw(` restype="x-`, kindName(u.Kind), "\">\n")
	}, w.unit12, func() { w.raw("</group>\n") })
	w.raw("</body>\n</file>\n</xliff>\n")
}

func (w *writing) unit12(at int) {
	u := &w.set.Units[at]
	w.raw("<trans-unit")
	w.attr("id", u.ID)
	w.raw(" xml:space=\"preserve\">\n<source>")
	w.coded12(u.Source, u.Codes)
	w.raw("</source>\n")
	if u.HasTarget {
		state := "translated"
		if u.State == units.Changed {
			state = "needs-translation"
		}
		w.raw(`<target state="`, state, `">`)
		w.coded12(u.Target, u.Codes)
		w.raw("</target>\n")
	}
	if u.Before != "" || u.After != "" {
		w.raw(`<context-group purpose="information">`)
		for _, c := range [2][2]string{{"x-before", u.Before}, {"x-after", u.After}} {
			if c[1] != "" {
				w.raw(`<context context-type="`, c[0], `">`)
				w.text(c[1])
				w.raw("</context>")
			}
		}
		w.raw("</context-group>\n")
	}
	for _, n := range u.Notes {
		w.element("note", n)
		w.raw("\n")
	}
	for _, t := range u.Terms {
		w.raw(`<note from="` + fromGlossary + `">`)
		w.text(termLine(t))
		w.raw("</note>\n")
	}
	for _, m := range u.Matches {
		w.raw("<alt-trans")
		w.attr("match-quality", percent(m.Score)+"%")
		if m.Origin != "" {
			w.attr("origin", m.Origin)
		}
		w.raw(` xml:space="preserve">`)
		w.element("source", m.Source)
		w.element("target", m.Target)
		w.raw("</alt-trans>\n")
	}
	w.raw("</trans-unit>\n")
}

func (w *writing) coded12(c segment.Coded, codes []segment.Code) {
	for _, p := range c.Parts {
		switch p.Kind {
		case segment.Text:
			w.text(p.Text)
		case segment.Open:
			w.raw(`<g id="`, strconv.Itoa(p.ID), `" ctype="`, ctype(code(codes, p.ID)), `">`)
		case segment.Close:
			w.raw("</g>")
		case segment.Single:
			w.raw(`<x id="`, strconv.Itoa(p.ID), `" ctype="`, ctype(code(codes, p.ID)), `"/>`)
		}
	}
}

func ctype(c segment.Code) string {
	switch {
	case c.Divides:
		return "x-paragraph"
	case c.Kind == releases.Emphasis:
		return "italic"
	case c.Kind == releases.Strong:
		return "bold"
	case c.Kind == releases.Link:
		return "link"
	case c.Kind == releases.Break:
		return "lb"
	}
	return "x-character"
}
