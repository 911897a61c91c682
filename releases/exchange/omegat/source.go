package omegat

import (
	"fmt"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

// xliff12 is the namespace of XLIFF 1.2.
const xliff12 = "urn:oasis:names:tc:xliff:document:1.2"

// source is the XLIFF file of what needs work.
func source(j exchange.Job, all []units.Unit) []byte {
	out := []byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"" + xliff12 + "\">\n")
	out = fmt.Appendf(out, "<file original=\"%s\" source-language=\"%s\" target-language=\"%s\" datatype=\"plaintext\">\n",
		xmlscan.AppendAttr(nil, j.Key), language(j.Base), language(j.Target))
	out = fmt.Appendf(out, "<header><note from=\"bayan\">%s</note></header>\n<body>\n", xmlscan.AppendText(nil, units.HeaderOf(j).String()))
	for i := range all {
		u := &all[i]
		if !needed(u) {
			continue
		}
		content := inline(u)
		out = fmt.Appendf(out, "<trans-unit id=\"%s\" resname=\"%s\" xml:space=\"preserve\">\n<source>%s</source>\n<target>%s</target>\n",
			xmlscan.AppendAttr(nil, u.ID), xmlscan.AppendAttr(nil, u.Name), content, content)
		for _, n := range u.Notes {
			out = fmt.Appendf(out, "<note>%s</note>\n", xmlscan.AppendText(nil, n))
		}
		out = append(out, "</trans-unit>\n"...)
	}
	return append(out, "</body>\n</file>\n</xliff>\n"...)
}

// inline is a unit's source with its codes as elements.
func inline(u *units.Unit) []byte {
	var out []byte
	for _, p := range u.Source.Parts {
		switch p.Kind {
		case segment.Text:
			out = xmlscan.AppendText(out, p.Text)
		case segment.Open:
			out = fmt.Appendf(out, `<g id="%d" ctype="%s">`, p.ID, ctype(u.Codes, p.ID))
		case segment.Close:
			out = append(out, "</g>"...)
		case segment.Single:
			out = fmt.Appendf(out, `<x id="%d" ctype="%s"/>`, p.ID, ctype(u.Codes, p.ID))
		}
	}
	return out
}

// ctype is what XLIFF 1.2 §2.3 calls a code.
func ctype(codes []segment.Code, id int) string {
	for _, c := range codes {
		if c.ID != id {
			continue
		}
		switch c.Kind {
		case releases.Emphasis:
			return "italic"
		case releases.Strong:
			return "bold"
		case releases.Link:
			return "link"
		case releases.Break:
			return "lb"
		}
	}
	return "x-character"
}
