package docx

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/internal/pieces"
	"bayan/releases/format/rows"
)

// paper is a header or a footer of pages.
type paper struct{ id, kind, text string }

// stacked writes one language after the other, each in a section of its own.
func (d *document) stacked() {
	for i, s := range d.stories {
		if len(d.stories) > 1 {
			d.body.WriteString(s.language())
		}
		for _, part := range s.parts() {
			d.body.WriteString(part)
		}
		layout := s.section([]*story{s})
		if i+1 < len(d.stories) { // a section ends in the properties of its last paragraph
			layout = "<w:p><w:pPr>" + s.style("bayanEnd") + layout + "</w:pPr></w:p>"
		}
		d.body.WriteString(layout)
	}
}

// sideBySide writes the languages beside each other, the source first: a table
// with a row for each aligned group.
func (d *document) sideBySide() {
	n := len(d.stories)
	const width = textWidth + 2*cellMargin // the words of a table stand where those of a page do
	d.body.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="bayanColumns"/>`)
	if d.stories[0].sheet.RTL {
		d.body.WriteString("<w:bidiVisual/>")
	}
	fmt.Fprintf(&d.body, `<w:tblW w:w="%d" w:type="dxa"/><w:tblInd w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>`, width, -cellMargin)
	d.body.WriteString(strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, width/n), n) + "</w:tblGrid>")
	d.row(heading, (*story).language)
	for part := range headParts {
		d.row(whole, func(s *story) string { return s.head()[part] })
	}
	if !d.main.sheet.Tombstone {
		for _, row := range rows.Of(d.edition.Texts) {
			kind, column := whole, 0
			for i, piece := range row {
				if length(d.stories[i].text.Text.Blocks[piece.From:piece.To]) > longestWhole {
					kind = broken
				}
			}
			d.row(kind, func(s *story) string {
				piece := row[column]
				column++
				return s.blocks(s.text.Text.Blocks[piece.From:piece.To])
			})
		}
	}
	for _, part := range []func(*story) string{(*story).lone, (*story).contacts, (*story).foot} {
		d.row(whole, part)
	}
	// Word wants a paragraph after a table.
	d.body.WriteString("</w:tbl><w:p><w:pPr>" + d.main.style("bayanEnd") + "</w:pPr></w:p>" + d.main.section(d.stories))
}

// language says which language follows, in itself and in the name of its style.
func (s *story) language() string {
	return s.paragraph(languageStyle+string(s.text.Language), "", s.words(s.text.Labels.Name(s.text.Language)))
}

// languageStyle begins the ids of the styles in which languages are named.
const languageStyle = "bayanLanguage"

// longestWhole is up to how many letters a cell keeps its row on one page: word
// processors leave single lines of a row behind.
const longestWhole = 300

func length(blocks []releases.Block) (letters int) {
	for _, b := range blocks {
		letters += utf8.RuneCountInString(b.Plain())
	}
	return letters
}

// rowKind says where pages may break.
type rowKind byte

const (
	broken  rowKind = iota // anywhere
	whole                  // not within the row
	heading                // likewise, and it stands on every page
)

// row writes a row of the table, nothing where no language has anything.
func (d *document) row(kind rowKind, cell func(*story) string) {
	var b strings.Builder
	empty := true
	for _, s := range d.stories {
		content := cell(s)
		if empty = empty && content == ""; content == "" {
			content = "<w:p/>"
		}
		fmt.Fprintf(&b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`, (textWidth+2*cellMargin)/len(d.stories), content)
	}
	if !empty {
		properties := map[rowKind]string{whole: "<w:trPr><w:cantSplit/></w:trPr>", heading: "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"}[kind]
		d.body.WriteString("<w:tr>" + properties + b.String() + "</w:tr>")
	}
}

// Measures of the page (A4), in twentieths of a point.
const (
	pageWidth, pageHeight = 11906, 16838
	margin                = 1247 // 22 mm
	textWidth             = pageWidth - 2*margin
	cellMargin            = 142
	wideMargin            = 850 // 15 mm, of pages on their side
)

// section is the properties of the section that ends here, with the headers
// and footers of its pages: marks of drafts and embargoes on all of them, in
// every language of the section; the release's name from the second on.
func (s *story) section(marked []*story) string {
	d := s.document
	var marks strings.Builder
	for _, m := range marked {
		for _, l := range []furniture.Line{m.sheet.Draft, m.sheet.Embargo} {
			if !l.Empty() {
				marks.WriteString(m.paragraph("bayanMark", "", m.line(l)))
			}
		}
	}
	marks.WriteString(s.paragraph("bayanGap", "", ""))
	running := s.paragraph("Header", "", s.words(s.sheet.Organisation)+s.mark("\t")+s.words(s.sheet.Headline))
	page := s.pageNumber(furniture.Number(s.text, 1))
	var refs strings.Builder
	for _, p := range []struct{ kind, of, text string }{
		{"header", "first", marks.String()}, {"header", "default", running + marks.String()},
		{"footer", "first", page}, {"footer", "default", page},
	} {
		refs.WriteString(d.paper(p.kind, p.of, p.text))
	}
	return s.sectionOf(refs.String() + `<w:type w:val="nextPage"/>`)
}

// paper keeps a header or footer, and is what a section says of it.
func (d *document) paper(kind, of, text string) string {
	id := fmt.Sprintf("paper%d", len(d.papers)+1)
	root := map[string]string{"header": "w:hdr", "footer": "w:ftr"}[kind]
	d.papers = append(d.papers, paper{id, kind, "<" + root + spaces + ">" + text + "</" + root + ">"})
	return fmt.Sprintf(`<w:%sReference w:type="%s" r:id="%s"/>`, kind, of, id)
}

// sectionOf is a section of those papers, on pages of this document.
func (s *story) sectionOf(papers string) string {
	direction := ""
	if s.sheet.RTL {
		direction = "<w:bidi/>"
	}
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%[4]d" w:bottom="%[4]d" w:left="%[4]d" w:header="624" w:footer="624" w:gutter="0"/><w:titlePg/>`,
		pageWidth, pageHeight, margin+113, margin)
	if s.wide {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/><w:pgMar w:top="%[3]d" w:right="%[3]d" w:bottom="%[3]d" w:left="%[3]d" w:header="454" w:footer="454" w:gutter="0"/>`,
			pageHeight, pageWidth, wideMargin)
	}
	return "<w:sectPr>" + papers + size + direction + "</w:sectPr>"
}

func (s *story) pageNumber(first string) string {
	return s.paragraph("Footer", "", s.field("PAGE", first)+s.mark(" / ")+s.field("NUMPAGES", first))
}

// field is a number that the word processor counts. What it shows before it has
// counted is in the digits of the house style; then it writes those of its own
// settings, for a file cannot ask for others.
func (s *story) field(code, shown string) string {
	return `<w:fldSimple w:instr=" ` + code + ` ">` + s.run(pieces.Piece{Text: shown, RTL: s.sheet.RTL}, "") + "</w:fldSimple>"
}
