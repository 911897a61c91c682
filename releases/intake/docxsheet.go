package intake

import (
	"strings"

	"bayan/releases"
)

// Sheet is a word processor file as a table: its rows and cells as they stand
// on the page, with what a file of releases/format/docx.WriteSheet keeps.
type Sheet struct {
	Properties    map[string]string // the file's own, by their names in lower case
	Lines         []string          // words outside of the tables, a paragraph each
	Rows          []SheetRow        // of all tables, in the order of the page
	Kept, Dropped []Note
}

// SheetRow is a row. One that somebody deleted as a tracked change is none.
type SheetRow struct{ Cells []SheetCell }

// SheetCell is a cell in its columns, which count from 0.
type SheetCell struct {
	From, To  int  // the first column, and the one after the last
	Continues bool // is one with the cell above it
	Blocks    []SheetBlock
	Comments  []SheetComment
}

// SheetBlock is a paragraph of a cell; its kind is Paragraph whatever it looks
// like. As is the name that the sheet was written with, "" for none.
type SheetBlock struct {
	releases.Block
	As string
}

// SheetComment is what somebody wrote beside the words of a cell.
type SheetComment struct{ Author, Words string }

// At is the cell of a column, nil where the row has none.
func (r SheetRow) At(column int) *SheetCell {
	for i := range r.Cells {
		if c := &r.Cells[i]; c.From <= column && column < c.To {
			return c
		}
	}
	return nil
}

// Words are the words of a cell, a space between two paragraphs.
func (c *SheetCell) Words() string {
	var all []string
	for _, b := range c.Blocks {
		all = append(all, oneLine(b.Plain()))
	}
	return strings.Join(all, " ")
}

// mostColumns bounds the columns that a cell may say it spans.
const mostColumns = 63

// ReadSheet reads the tables of a word processor file, as DOCX reads its
// paragraphs and with the same faults. Tracked changes are accepted and told;
// comments stand with their cells; a table within a cell is its paragraphs.
func ReadSheet(name string, b []byte) (Sheet, error) {
	a, err := openArchive(name, b)
	if err != nil {
		return Sheet{}, err
	}
	var d Draft
	r, err := d.openDocument(a, "")
	if err != nil {
		return Sheet{}, err
	}
	s := Sheet{Properties: r.properties}
	r.sheet = &s
	if err := r.document(a); err != nil {
		return Sheet{}, err
	}
	for _, b := range r.out {
		s.Lines = append(s.Lines, oneLine(b.Plain()))
	}
	if err := r.commented(a); err != nil {
		return Sheet{}, err
	}
	r.tell()
	if err := d.notes(a, r, "footnotes", "endnotes"); err != nil {
		return Sheet{}, err
	}
	s.Kept, s.Dropped = d.Kept, d.Dropped
	return s, nil
}

// rows reads the rows of a table of the sheet.
func (r *docxBody) rows() error {
	var read func(name string) error
	read = func(name string) error {
		switch name {
		case "w:tr":
			return r.row()
		case "w:tblGrid", "w:tblPr", "w:sdtPr":
			return r.pass()
		}
		return r.within(read) // what stands around rows: sdt, customXml
	}
	return r.within(read)
}

func (r *docxBody) row() error {
	var row SheetRow
	deleted, at := false, 0
	var read func(name string) error
	read = func(name string) error {
		switch name {
		case "w:trPr":
			return r.marks(func(name string) {
				switch name {
				case "w:gridBefore":
					at += columns(r.attr("w:val"))
				case "w:del":
					deleted = true
				}
			})
		case "w:tc":
			c, err := r.cell(at)
			if err == nil {
				at = c.To
				row.Cells = append(row.Cells, c)
			}
			return err
		case "w:tblPrEx", "w:sdtPr":
			return r.pass()
		}
		return r.within(read)
	}
	err := r.within(read)
	if !deleted {
		r.sheet.Rows = append(r.sheet.Rows, row)
	}
	return err
}

// columns is how many columns an attribute says.
func columns(value string) (n int) {
	for _, c := range value {
		if c < '0' || c > '9' || n > mostColumns {
			break
		}
		n = 10*n + int(c-'0')
	}
	return min(n, mostColumns)
}

func (r *docxBody) cell(from int) (SheetCell, error) {
	c := SheetCell{From: from, To: from + 1}
	out, joined, items, comments := r.out, r.joined, r.items, r.comments
	r.out, r.joined, r.items, r.comments, r.inCell = nil, nil, nil, nil, true
	defer func() {
		r.out, r.joined, r.items, r.comments, r.inCell = out, joined, items, comments, false
	}()
	for {
		kind, name, _, err := r.next()
		switch {
		case err != nil:
			return c, err
		case kind == tokenClose, kind == tokenEnd:
			r.endParagraph(r.joined)
			for _, b := range r.out {
				b.Kind, b.Level, b.Ordered, b.Start = releases.Paragraph, 0, false, 0
				as, _ := strings.CutPrefix(b.style, "bayan as ")
				if as == b.style {
					as = ""
				}
				c.Blocks = append(c.Blocks, SheetBlock{b.Block, as})
			}
			for _, id := range r.comments {
				c.Comments = append(c.Comments, SheetComment{Words: id}) // the words come from their own part
			}
			return c, nil
		case kind == tokenOpen && name == "w:tcPr":
			err = r.marks(func(name string) {
				switch name {
				case "w:gridSpan":
					c.To = from + max(columns(r.attr("w:val")), 1)
				case "w:vMerge":
					c.Continues = r.attr("w:val") != "restart"
				}
			})
		case kind == tokenOpen:
			err = r.element(name)
		}
		if err != nil {
			return c, err
		}
	}
}

// commented puts the words of comments in place of their ids; those that stand
// in no cell are told.
func (r *docxBody) commented(a *archive) error {
	found, err := a.words(r.related("comments", "word/comments.xml"), "w:comment")
	if err != nil {
		return err
	}
	at := make(map[string]int, len(found))
	for i, one := range found {
		at[one.id] = i
	}
	said := map[string]bool{}
	for _, row := range r.sheet.Rows {
		for i := range row.Cells {
			c := &row.Cells[i]
			var all []SheetComment
			for _, one := range c.Comments {
				if i, known := at[one.Words]; known && !said[one.Words] && len(said) < mostLines {
					said[one.Words] = true
					all = append(all, SheetComment{found[i].author, found[i].words})
				}
			}
			c.Comments = all
		}
	}
	for i, one := range found[:min(len(found), mostLines)] {
		if !said[one.id] {
			r.draft.drop("comment", 0, one.words, map[string]any{"number": i + 1, "count": len(found), "author": one.author})
		}
	}
	return nil
}
