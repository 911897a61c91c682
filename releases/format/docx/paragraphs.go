package docx

import (
	"encoding/xml"
	"fmt"
	"strings"

	"golang.org/x/text/language"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/internal/pieces"
)

// paragraph writes one; numbering is its place in a list, or "". A line of
// another language's words has that direction.
func (s *story) paragraph(style, numbering, runs string) string {
	return "<w:p><w:pPr>" + s.styled(style, numbering) + "</w:pPr>" + runs + "</w:p>"
}

// said is a paragraph of plain words, "" where there are none.
func (s *story) said(style, words string) string {
	if words == "" {
		return ""
	}
	return s.paragraph(style, "", s.words(words))
}

func (s *story) style(name string) string { return s.styled(name, "") }

func (s *story) styled(name, numbering string) string {
	properties := numbering
	if name != "" {
		properties = `<w:pStyle w:val="` + name + `"/>` + numbering
	}
	if s.sheet.RTL {
		properties += "<w:bidi/>"
	}
	return properties
}

// runs writes the content of a block.
func (s *story) runs(content []releases.Inline) string {
	return s.pieces(pieces.Of(content, s.sheet.RTL))
}

// words writes plain words, their addresses as links.
func (s *story) words(words string) string {
	return s.pieces(pieces.Line(words, s.sheet.RTL))
}

// mark writes what stands between words.
func (s *story) mark(m string) string {
	return s.run(pieces.Piece{Text: m, RTL: s.sheet.RTL}, "")
}

// line writes a sentence of the catalogue. Word processors know no isolates, so
// each value is a run in the direction of its own letters.
func (s *story) line(l furniture.Line) string {
	var b strings.Builder
	for _, p := range l.Parts {
		switch {
		case p.Code:
			b.WriteString(s.run(pieces.Piece{Text: "\u200E" + p.Text + "\u200E", Own: true}, "bayanCode"))
		default:
			b.WriteString(s.words(p.Text))
		}
	}
	return b.String()
}

func (s *story) pieces(all []pieces.Piece) string {
	var b strings.Builder
	link := 0
	for _, p := range all {
		if p.Link != link {
			if link > 0 {
				b.WriteString("</w:hyperlink>")
			}
			if link = p.Link; link > 0 {
				s.links = append(s.links, p.Dest)
				fmt.Fprintf(&b, `<w:hyperlink r:id="link%d"`, len(s.links))
				if p.Title != "" {
					b.WriteString(` w:tooltip="` + escape(p.Title) + `"`)
				}
				b.WriteString(">")
			}
		}
		if p.Break {
			b.WriteString("<w:r><w:br/></w:r>")
			continue
		}
		if p.Parted {
			b.WriteString(s.run(pieces.Piece{Text: p.Part(), RTL: p.RTL}, "bayanSeparator"))
		}
		b.WriteString(s.run(p, ""))
	}
	if link > 0 {
		b.WriteString("</w:hyperlink>")
	}
	return b.String()
}

// run writes a piece. A run has one style, so marks beside another are set
// directly: bold as b and bCs; italic as i, in other scripts than Latin as bCs.
func (s *story) run(p pieces.Piece, style string) string {
	direct := ""
	switch {
	case style != "":
	case p.Phone:
		style = "bayanNumber"
	case p.Token:
		style = "bayanToken"
	case p.Link > 0:
		style = "Hyperlink"
	case p.Strong && !p.Emphasis:
		style, p.Strong = "Strong", false
	case p.Emphasis && !p.Strong:
		style, p.Emphasis = "Emphasis", false
	}
	if p.Strong {
		direct = "<w:b/><w:bCs/>"
	}
	if p.Emphasis {
		if p.RTL && !p.Strong {
			direct += "<w:bCs/>"
		}
		direct += "<w:i/>"
	}
	if p.Token && p.Link > 0 {
		direct += linkColours
	}
	if p.RTL {
		direct += "<w:rtl/>"
	}
	properties := direct + s.lang(p)
	if style != "" {
		properties = `<w:rStyle w:val="` + style + `"/>` + properties
	}
	if properties != "" {
		properties = "<w:rPr>" + properties + "</w:rPr>"
	}
	text := strings.ReplaceAll(escape(p.Guarded()), "&#x9;", `</w:t><w:tab/><w:t xml:space="preserve">`)
	return "<w:r>" + properties + `<w:t xml:space="preserve">` + text + "</w:t></w:r>"
}

// linkColours are those of the style Hyperlink.
const linkColours = `<w:color w:val="1F4E79"/><w:u w:val="single"/>`

// lang names the language of a run where it is not the document's for its
// direction. The words of the other direction may be in any language.
func (s *story) lang(p pieces.Piece) string {
	own := tag(s.text.Language)
	switch {
	case p.Own:
		return ""
	case p.RTL && own != s.complex:
		return `<w:lang w:bidi="` + own + `"/>`
	case !p.RTL && !s.sheet.RTL && own != s.latin:
		return `<w:lang w:val="` + own + `"/>`
	}
	return ""
}

// tag is a language with a region, without which word processors check no
// spelling: that of the desks that this is made for, else the usual one.
func tag(l releases.Language) string {
	switch l {
	case "ar":
		return "ar-SY"
	case "en":
		return "en-GB"
	}
	t, err := language.Parse(string(l))
	if err != nil {
		return string(l)
	}
	base, script, region := t.Raw()
	if region.String() != "ZZ" {
		return t.String()
	}
	if usual, sure := t.Region(); sure != language.No {
		if script.String() == "Zzzz" {
			return base.String() + "-" + usual.String()
		}
		return base.String() + "-" + script.String() + "-" + usual.String()
	}
	return t.String()
}

func bidiOf(tag string) string {
	if tag == "" {
		return ""
	}
	return ` w:bidi="` + tag + `"`
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder fails never
	return b.String()
}
