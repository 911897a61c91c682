package word

import (
	"strings"
	"unicode"

	"bayan/pattern"
	"bayan/releases"
	"bayan/releases/exchange/parcel"
	"bayan/releases/exchange/units"
	"bayan/releases/intake"
)

// Faults are the codes of the errors of Read and Place besides those of
// intake.ReadSheet, with the arguments of each. row counts the rows of the
// table below its heading, from 1.
var Faults = map[string][]string{
	"word-no-table":     {"base", "target"}, // no row names the two languages
	"word-row-cells":    {"row"},            // lacks the place of the source or of the translation
	"word-row-unknown":  {"row", "text"},    // neither its mark nor its source's words say what it is
	"word-row-twice":    {"row", "block"},   // a block has two rows, each with a translation
	"word-field-joined": {"row", "block"},   // a field is one line of its own
}

// File is a file that came home.
type File struct {
	units.Header
	Kept, Dropped []intake.Note // what the word processor had around the words

	name   string
	places []place
}

// place is a row, or several that somebody made one.
type place struct {
	row            int
	marks          []string
	source, target []intake.SheetBlock
	comments       []intake.SheetComment
}

// Read reads what came home. A file without the key of a release is ours where a
// table in it has our heading and a mark of ours below, as one has that somebody
// copied into another document; else it is not, and nothing is known of it.
func Read(name string, b []byte) (File, error) {
	s, err := intake.ReadSheet(name, b)
	if err != nil {
		return File{}, err
	}
	f := File{name: name, Kept: s.Kept, Dropped: s.Dropped}
	if f.Header = headerOf(s); f.Key == "" {
		f.Header = headed(s)
	}
	if !f.Ours() {
		return f, nil
	}
	return f, f.read(s)
}

// Ours tells a file that left from a release, which its Key names if it can.
func (f File) Ours() bool { return f.Language != "" }

// headed is what a table says of itself, where a row below its heading has a mark
// of ours in its first cell.
func headed(s intake.Sheet) units.Header {
	var h units.Header
	for _, row := range s.Rows {
		var named []releases.Language
		for i := range row.Cells {
			if m := columnName().FindStringSubmatch(typed(row.Cells[i].Words())); m != nil {
				named = append(named, releases.Language(m[1]))
			}
		}
		if len(named) == 2 {
			h = units.Header{Base: named[0], Language: named[1]}
			continue
		}
		if h.Language == "" || len(row.Cells) == 0 {
			continue
		}
		for _, b := range row.Cells[0].Blocks {
			if _, _, ok := parcel.ReadLabel(h.Language, b.Plain()); ok {
				return h
			}
		}
	}
	return units.Header{}
}

var columnName = pattern.Lazy(`\(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)$`)

// headerOf is what the file keeps of whose it is, or what its last line says.
func headerOf(s intake.Sheet) units.Header {
	for _, line := range append([]string{s.Properties[property]}, s.Lines...) {
		if h, ok := units.ParseHeader(line); ok && h.Key != "" && h.Base != "" && h.Language != "" {
			return h
		}
	}
	return units.Header{}
}

// columns are where a table has what, counted in its grid; mark is -1 where
// somebody took the marks out.
type columns struct{ mark, source, target int }

// heading reads the row that names the languages.
func (f *File) heading(row intake.SheetRow) (columns, bool) {
	at := columns{-1, -1, -1}
	for i := range row.Cells {
		c := &row.Cells[i]
		switch words := plain(c.Words()); {
		case at.source < 0 && strings.HasSuffix(words, "("+strings.ToLower(string(f.Base))+")"):
			if at.source = c.From; i > 0 {
				at.mark = row.Cells[i-1].From
			}
		case at.source >= 0 && at.target < 0 && strings.HasSuffix(words, "("+strings.ToLower(string(f.Language))+")"):
			at.target = c.From
		}
	}
	return at, at.target >= 0
}

// plain is a line without what no keyboard types, in small letters.
func plain(s string) string { return strings.ToLower(typed(s)) }

func typed(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s))
}

// read makes places of the rows. A cell that goes on from the row above makes
// the two one place.
func (f *File) read(s intake.Sheet) error {
	var at columns
	n, begun := 0, false
	for _, row := range s.Rows {
		if found, ok := f.heading(row); ok {
			at, begun = found, true
			continue
		}
		if !begun {
			continue
		}
		n++
		source, target := row.At(at.source), row.At(at.target)
		if source == nil || target == nil || source == target {
			return f.fault("word-row-cells", map[string]any{"row": n})
		}
		mark := &intake.SheetCell{}
		if at.mark >= 0 {
			if c := row.At(at.mark); c != nil && c != source {
				mark = c
			}
		}
		if len(f.places) == 0 || !target.Continues && !mark.Continues {
			f.places = append(f.places, place{row: n})
		}
		p := &f.places[len(f.places)-1]
		for _, b := range mark.Blocks {
			p.marks = append(p.marks, b.Plain())
		}
		p.source = append(p.source, source.Blocks...)
		p.target = append(p.target, target.Blocks...)
		for _, c := range row.Cells {
			p.comments = append(p.comments, c.Comments...)
		}
	}
	if !begun {
		return f.fault("word-no-table", map[string]any{"base": f.Base, "target": f.Language})
	}
	return nil
}

func (f *File) fault(code string, args map[string]any) error {
	return releases.ParseErrors{{Code: code, File: f.name, Args: args}}
}
