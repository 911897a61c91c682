package docx

import (
	"fmt"
	"io"
	"strings"

	"bayan/locales/bidi"
	"bayan/releases"
	"bayan/releases/format/furniture"
)

// Sheet is a table that people work in, on pages that lie on their side: its
// columns begin on the side where its language begins. The words of each
// paragraph have the direction of their own language. releases/intake.ReadSheet
// reads what they made of it.
type Sheet struct {
	Language, Other         releases.Language // Other: the second that the sheet has words in
	Organisation, ID, Title string            // the file's properties
	Kept                    []Property
	Above, Below            []Paragraph
	Widths                  []int // of the columns, each a part of their sum
	Heading                 []Cell
	Rows                    [][]Cell
}

// Property is what a file keeps and no page shows.
type Property struct{ Name, Value string }

// Cell is what stands in a row under a column.
type Cell struct {
	Paragraphs []Paragraph
	Shade      Shade
}

// Paragraph is one of a cell, or one above or below the table.
type Paragraph struct {
	Look     Look
	As       string // a name that comes back with it, "" for none
	Language releases.Language
	Inline   []releases.Inline
}

// Look is how a paragraph is set: the id of a style.
type Look string

// The looks of a sheet's paragraphs.
const (
	Plain   Look = "bayanCell"
	Head    Look = "bayanCellHead"
	Quote   Look = "bayanCellQuote"
	Item    Look = "bayanCellItem"
	Note    Look = "bayanCellNote"
	Mark    Look = "bayanCellMark" // small: for programs more than for people
	Column  Look = "bayanCellColumn"
	Heading Look = "bayanSheet"
	How     Look = "bayanHow"
	Key     Look = "bayanKey"
)

// Shade is the colour behind a cell, in hexadecimal; "" for none.
type Shade string

// The shades of cells.
const (
	Named Shade = "E8ECF1" // the heading
	Fixed Shade = "F6F6F4" // not to be changed
	Open  Shade = "FFF6D9" // needs work
)

// WriteSheet writes the file.
func WriteSheet(w io.Writer, s Sheet) error {
	d := &document{latin: "en-GB", wide: true, kept: s.Kept, edition: releases.Edition{}}
	d.edition.ID = s.ID
	for _, l := range []releases.Language{s.Other, s.Language} {
		if rightToLeft(l) {
			d.complex = tag(l)
		} else {
			d.latin = tag(l)
		}
	}
	d.main = d.speaker(s.Language)
	d.main.sheet.Headline, d.main.sheet.Organisation = s.Title, s.Organisation
	d.paragraphs(s.Above)
	d.table(s)
	d.paragraphs(s.Below)
	d.body.WriteString(d.main.sectionOf(d.paper("footer", "default", d.main.pageNumber("1"))))
	b, err := d.file()
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

func rightToLeft(l releases.Language) bool { return bidi.DirectionOf(string(l)) == bidi.RTL }

// speaker writes words of a language.
func (d *document) speaker(l releases.Language) *story {
	rtl := rightToLeft(l)
	return &story{document: d, text: releases.EditionText{Language: l, RTL: rtl}, sheet: furniture.Sheet{Language: l, RTL: rtl}}
}

func (d *document) paragraphs(all []Paragraph) {
	for _, p := range all {
		s := d.speaker(p.Language)
		style := string(p.Look)
		if p.As != "" {
			style = d.style(p)
		}
		typed := "" // how what somebody types here begins
		if len(p.Inline) == 0 && s.sheet.RTL {
			typed = "<w:rPr><w:rtl/></w:rPr>"
		}
		d.body.WriteString("<w:p><w:pPr>" + s.style(style) + typed + "</w:pPr>" + s.runs(p.Inline) + "</w:p>")
	}
}

// style is the id of the style whose name a paragraph brings back.
func (d *document) style(p Paragraph) string {
	name := "bayan as " + p.As
	for _, n := range d.named {
		if n.name == name && n.look == string(p.Look) {
			return n.id
		}
	}
	id := fmt.Sprintf("bayanAs%d", len(d.named)+1)
	d.named = append(d.named, named{id, name, string(p.Look)})
	return id
}

func (d *document) table(s Sheet) {
	const width = pageHeight - 2*wideMargin
	sum := 0
	for _, part := range s.Widths {
		sum += part
	}
	var direction, grid strings.Builder
	if d.main.sheet.RTL {
		direction.WriteString("<w:bidiVisual/>")
	}
	widths := make([]int, len(s.Widths))
	for i, part := range s.Widths {
		widths[i] = width * part / sum
		fmt.Fprintf(&grid, `<w:gridCol w:w="%d"/>`, widths[i])
	}
	fmt.Fprintf(&d.body, `<w:tbl><w:tblPr><w:tblStyle w:val="bayanWork"/>%s<w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>%s</w:tblGrid>`,
		direction.String(), width, grid.String())
	d.cells("<w:tblHeader/>", s.Heading, widths)
	for _, row := range s.Rows {
		d.cells("", row, widths)
	}
	d.body.WriteString("</w:tbl>")
}

func (d *document) cells(properties string, row []Cell, widths []int) {
	d.body.WriteString("<w:tr><w:trPr><w:cantSplit/>" + properties + "</w:trPr>")
	for i, c := range row {
		shade := ""
		if c.Shade != "" {
			shade = `<w:shd w:val="clear" w:color="auto" w:fill="` + string(c.Shade) + `"/>`
		}
		fmt.Fprintf(&d.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>`, widths[i], shade)
		d.paragraphs(c.Paragraphs)
		if len(c.Paragraphs) == 0 { // a cell holds one at least
			d.body.WriteString("<w:p/>")
		}
		d.body.WriteString("</w:tc>")
	}
	d.body.WriteString("</w:tr>")
}
