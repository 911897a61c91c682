package mail

import (
	"html"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/internal/pieces"
)

// page is the HTML part: tables and inline styles, for mail programs drop the
// rest; direction and language on each table and cell, for they drop those of
// the page; no picture, font or script, and nothing that is fetched.
func page(e releases.Edition, t releases.EditionText, s furniture.Sheet) string {
	w := &writer{text: t, sheet: s, look: lookOf(t)}
	w.open("html", `xmlns="http://www.w3.org/1999/xhtml"`)
	w.b.WriteString(`<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>` + html.EscapeString(s.Headline) + "</title></head>\n")
	w.open("body", `style="margin:0;padding:0"`)
	w.open("table", `role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse"`)
	w.b.WriteString("<tr>")
	w.open("td", `align="center" style="padding:16px 8px"`)
	w.open("table", `role="article" width="640" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;width:100%;max-width:640px"`)
	w.head()
	if !s.Tombstone {
		w.body()
		w.contacts()
	}
	w.foot()
	w.b.WriteString("</table></td></tr></table></body></html>\n")
	return "<!DOCTYPE html>\n" + w.b.String()
}

type writer struct {
	b     strings.Builder
	text  releases.EditionText
	sheet furniture.Sheet
	look  look
}

// look is how the letters of a language are set.
type look struct {
	fonts, line string
	size        int // of running text, in pixels
	upright     bool
}

func lookOf(t releases.EditionText) look {
	tag, _ := language.Parse(string(t.Language))
	script, _ := tag.Script()
	switch {
	case script.String() == "Arab" || t.RTL && script.String() != "Hebr":
		return look{"'Noto Naskh Arabic','Geeza Pro','Segoe UI',Tahoma,'Times New Roman',serif", "1.8", 18, true}
	case t.RTL:
		return look{"'Times New Roman',David,serif", "1.6", 18, true}
	}
	return look{"Georgia,'Times New Roman',serif", "1.55", 17, false}
}

func (w *writer) dir() string { return direction(w.sheet.RTL) }

func direction(rtl bool) string {
	if rtl {
		return "rtl"
	}
	return "ltr"
}

// open begins an element that says its direction and language.
func (w *writer) open(name, attributes string) {
	w.b.WriteString("<" + name + ` dir="` + w.dir() + `" lang="` + string(w.text.Language) + `" ` + attributes + ">")
}

// row is a row with words; nothing where there are none.
func (w *writer) row(tag, style, content string) {
	if content == "" {
		return
	}
	w.b.WriteString("<tr>")
	w.open("td", `align="`+map[bool]string{true: "right", false: "left"}[w.sheet.RTL]+`" style="`+w.style(style)+`"`)
	if tag != "" {
		content = "<" + tag + ` style="margin:0;font-size:inherit;font-weight:inherit;line-height:inherit">` + content + "</" + tag + ">"
	}
	w.b.WriteString(content + "</td></tr>\n")
}

// style adds to what a cell has of its own what all have, in each cell: mail
// programs inherit nothing into tables.
func (w *writer) style(own string) string {
	all := ""
	for _, usual := range []string{
		"font-family:" + w.look.fonts, "font-size:" + strconv.Itoa(w.look.size) + "px", "line-height:" + w.look.line,
		"color:#1b1b1b", "padding:0 0 12px",
	} {
		name, _, _ := strings.Cut(usual, ":")
		if !strings.Contains(";"+own, ";"+name+":") {
			all += usual + ";"
		}
	}
	return strings.TrimSuffix(all+own, ";")
}

const (
	small = "font-size:14px;color:#505050;"
	alert = "font-size:15px;font-weight:bold;color:#8a1c1c;border-top:2px solid #8a1c1c;border-bottom:2px solid #8a1c1c;padding:6px 0;text-align:center;"
)

func (w *writer) head() {
	s := w.sheet
	w.row("", alert, w.line(s.Draft))
	w.row("", alert, w.line(s.Embargo))
	w.row("", "font-size:19px;font-weight:bold;color:#1f3a5f;padding:12px 0 0;", w.words(s.Organisation))
	w.row("", small, w.words(s.Department))
	for _, n := range s.Notices {
		words := w.line(n.Line)
		if n.Words != "" {
			words = "<b>" + words + "</b><br>" + w.words(n.Words)
		}
		w.row("", "background-color:#fbf3f2;border-top:2px solid #8a1c1c;padding:8px 12px;", words)
	}
	w.row("", "font-size:15px;font-weight:bold;color:#8a1c1c;padding:12px 0 0;", w.line(s.Kicker))
	headline := w.line(s.Closed)
	if text := w.text.Text; !s.Tombstone && text.Body() > 0 {
		headline = w.inlines(text.Blocks[0].Inline)
	}
	w.row("h1", "font-size:28px;font-weight:bold;line-height:"+map[bool]string{true: "1.5", false: "1.25"}[w.look.upright]+";", headline)
	w.row("", "font-size:19px;color:#404040;", w.words(s.Summary))
	var meta []string
	for _, p := range []furniture.Part{s.Place, s.Date} {
		if p.Text != "" {
			meta = append(meta, w.words(p.Text))
		}
	}
	for _, l := range []furniture.Line{s.Published, s.Edition} {
		if !l.Empty() {
			meta = append(meta, w.line(l))
		}
	}
	w.row("", small, strings.Join(meta, " · "))
}

func (w *writer) body() {
	lead := ""
	if w.sheet.Dateline != "" {
		lead = "<b>" + w.words(w.sheet.Dateline) + "</b> "
	}
	blocks := w.text.Text.Blocks[w.text.Text.Body():]
	if len(blocks) > 0 && blocks[0].Kind != releases.Paragraph {
		w.row("", "", lead)
		lead = ""
	}
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		content := lead + w.inlines(b.Inline)
		lead = ""
		switch b.Kind {
		case releases.Headline, releases.Subheading:
			w.row("h"+string('0'+byte(min(max(b.Level, 2), 6))), "font-size:20px;font-weight:bold;padding:14px 0 8px;", content)
		case releases.Quotation:
			w.row("blockquote", "padding:0 28px 12px;color:#303030;", content)
		case releases.ListItem:
			end := i
			for end < len(blocks) && blocks[end].Kind == releases.ListItem {
				end++
			}
			w.row("", "", w.list(blocks[i:end]))
			i = end - 1
		default:
			w.row("", "", content)
		}
	}
}

// list writes items, deeper ones inside the item before them.
func (w *writer) list(items []releases.Block) string {
	var b strings.Builder
	for len(items) > 0 {
		first := items[0]
		tag := "ul"
		if first.Ordered {
			tag = "ol"
		}
		b.WriteString("<" + tag + ` dir="` + w.dir() + `"`)
		if first.Start > 0 {
			b.WriteString(` start="` + strconv.Itoa(first.Start) + `"`)
		}
		side := map[bool]string{true: "right", false: "left"}[w.sheet.RTL]
		counter := ""
		if style := furniture.CounterStyle(w.text); first.Ordered && style != "" {
			counter = ";list-style-type:" + style
		}
		b.WriteString(` style="margin:0;padding:0;padding-` + side + `:26px` + counter + `">`)
		for begun := false; len(items) > 0 && items[0].Level >= first.Level && items[0].Ordered == first.Ordered && (!begun || items[0].Start == 0); {
			begun = true
			deeper := 1
			for deeper < len(items) && items[deeper].Level > items[0].Level {
				deeper++
			}
			b.WriteString(`<li style="padding:0 0 6px">` + w.inlines(items[0].Inline) + w.list(items[1:deeper]) + "</li>")
			items = items[deeper:]
		}
		b.WriteString("</" + tag + ">")
	}
	return b.String()
}

func (w *writer) contacts() {
	if len(w.sheet.Contacts) == 0 {
		return
	}
	w.row("h2", "font-size:17px;font-weight:bold;border-top:1px solid #c8c8c8;padding:12px 0 4px;", w.line(w.sheet.ContactsHeading))
	for _, c := range w.sheet.Contacts {
		if c.Lang == "" {
			w.row("", "font-size:15px;padding:0 0 4px;", w.words(c.Text))
			continue
		}
		w.row("", "font-size:15px;padding:0 0 4px;", `<span dir="`+direction(c.RTL)+`" lang="`+string(c.Lang)+`">`+w.in(c.RTL, c.Text)+"</span>")
	}
}

func (w *writer) foot() {
	s := w.sheet
	if len(s.Follows) > 0 {
		var names []string
		for _, f := range s.Follows {
			names = append(names, `<span lang="`+string(f.Lang)+`">`+w.words(f.Text)+"</span>")
		}
		w.row("", small, w.line(s.FollowsHeading)+": "+strings.Join(names, " · "))
	}
	w.row("", "font-size:12px;color:#505050;padding:8px 0 0;word-break:break-all;", w.line(s.Verify))
	w.row("", "font-size:12px;color:#505050;padding:0;", w.line(s.VerifyHow))
}

// line is a sentence of the catalogue, each value in a direction of its own.
func (w *writer) line(l furniture.Line) string {
	var b strings.Builder
	for _, p := range l.Parts {
		switch {
		case p.Code:
			b.WriteString(`<span dir="ltr"><code>` + html.EscapeString(p.Text) + "</code></span>")
		case p.Value && l.Language == "":
			b.WriteString(`<span dir="` + w.dir() + `">` + w.words(p.Text) + "</span>")
		default:
			b.WriteString(w.words(p.Text))
		}
	}
	if l.Language != "" { // only the default catalogue, English, speaks for another language
		return `<span dir="ltr" lang="` + string(l.Language) + `">` + b.String() + "</span>"
	}
	return b.String()
}

func (w *writer) words(words string) string { return w.in(w.sheet.RTL, words) }

func (w *writer) in(rtl bool, words string) string { return w.pieces(pieces.Line(words, rtl)) }

func (w *writer) inlines(content []releases.Inline) string {
	return w.pieces(pieces.Linked(content, w.sheet.RTL))
}

// pieces writes each with its look; those of the other direction in a span that
// says so, for mail programs keep it where they drop <bdi>.
func (w *writer) pieces(all []pieces.Piece) string {
	var b strings.Builder
	link := 0
	for _, p := range all {
		if p.Link != link {
			if link > 0 {
				b.WriteString("</a>")
			}
			if link = p.Link; link > 0 {
				b.WriteString(`<a href="` + html.EscapeString(p.Dest) + `"`)
				if p.Title != "" {
					b.WriteString(` title="` + html.EscapeString(p.Title) + `"`)
				}
				b.WriteString(` style="color:#1f4e79">`)
			}
		}
		if p.Break {
			b.WriteString("<br>")
			continue
		}
		text := html.EscapeString(p.Guarded())
		if p.Own || p.Phone {
			wrap := ""
			if p.Phone {
				wrap = ` style="white-space:nowrap"`
			}
			text = `<span dir="` + direction(p.RTL && !p.Phone) + `"` + wrap + ">" + text + "</span>"
		}
		switch {
		case p.Emphasis && w.look.upright && !p.Strong:
			text = `<em style="font-style:normal;font-weight:bold">` + text + "</em>"
		case p.Emphasis && w.look.upright:
			text = `<em style="font-style:normal">` + text + "</em>"
		case p.Emphasis:
			text = "<em>" + text + "</em>"
		}
		if p.Strong {
			text = "<strong>" + text + "</strong>"
		}
		b.WriteString(text)
	}
	if link > 0 {
		b.WriteString("</a>")
	}
	return b.String()
}
