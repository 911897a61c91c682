package glossary

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"bayan/releases"
	"bayan/releases/memory"
)

// A glossary's file has a row for each entry, and in its first row the names of
// the columns, in any order:
//
//	id kind part domain note   about the entry; all may be missing
//	en ar fr …                 its terms in a language; | between several,
//	                           of which the first is preferred, the others admitted
//	en forbidden …             terms that may not be used
//	en note …                  a note on the first term
//
// The glossaries of other makers are read too, where they have columns such as
// sourceLang, targetLang, sourceString and targetString, or Source and Target
// with the languages given by whoever reads. Commas, semicolons or tabs divide
// the columns, by the first row.

// Bounds of a file: above any press desk's, and low enough that a hostile one
// costs no more than a moment and some 128 MB with itself.
const (
	LargestFile = 16 << 20 // bytes
	LongestTerm = 1000     // bytes
	MostEntries = 50_000
	mostColumns = 1000
)

// Faults are the codes of faults of a CSV file, with the arguments of each.
var Faults = map[string][]string{
	"csv-too-large":    {"limit"}, // bytes
	"entries-too-many": {"limit"},
	"csv-bytes":        {}, // neither UTF-8 nor UTF-16
	"csv-character":    {"codepoint"},
	"csv-quotes":       {},                    // one that does not open or close a field
	"csv-too-wide":     {"limit"},             // columns
	"csv-fields":       {"found", "expected"}, // more than there are columns
	"csv-empty":        {},                    // not even a first row
	"csv-columns":      {"columns"},           // none of them is a language
	"csv-column-twice": {"column"},
	"csv-language":     {"language"}, // is none
	"csv-kind":         {"kind"},     // none of Kinds
	"csv-term-long":    {"limit"},    // bytes
	"csv-no-term":      {},           // a row without one
	"csv-unread":       {"detail"},   // the file could not be read on
}

// column says what stands in a column of a file.
type column struct {
	role     role
	language releases.Language
	status   Status
}

type role byte

const (
	skipped role = iota
	identifier
	kind
	partOfSpeech
	domain
	note
	terms
	termNote
	sourceLanguage
	targetLanguage
	sourceTerm
	targetTerm
)

// roles are the names of columns, in lower case without anything but letters.
var roles = map[string]role{
	"id": identifier, "stringid": identifier, "termid": identifier, "conceptid": identifier,
	"kind": kind, "type": kind,
	"part": partOfSpeech, "pos": partOfSpeech, "partofspeech": partOfSpeech,
	"domain": domain, "subject": domain, "subjectfield": domain,
	"note": note, "notes": note, "description": note, "definition": note, "comment": note,
	"sourcelang": sourceLanguage, "sourcelanguage": sourceLanguage,
	"targetlang": targetLanguage, "targetlanguage": targetLanguage,
	"source": sourceTerm, "sourcestring": sourceTerm, "sourceterm": sourceTerm,
	"target": targetTerm, "targetstring": targetTerm, "targetterm": targetTerm,
}

// ReadCSV reads a file. from and to are the languages of columns that are
// called source and target; "" where there are none. A fault is a
// *releases.ParseError with one of Faults.
func ReadCSV(name string, r io.Reader, from, to releases.Language) ([]Entry, error) {
	f := table{name: name, from: from, to: to}
	text, err := f.decoded(r)
	if err != nil {
		return nil, err
	}
	rows := csv.NewReader(bytes.NewReader(text))
	rows.Comma, rows.FieldsPerRecord, rows.ReuseRecord = comma(text), -1, true
	if err := f.narrow(text, byte(rows.Comma)); err != nil {
		return nil, err
	}
	var entries []Entry
	for {
		row, err := rows.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, f.unread(err)
		}
		f.line, _ = rows.FieldPos(0)
		switch {
		case blank(row):
			continue
		case f.columns == nil:
			err = f.head(row)
		default:
			if len(entries) == MostEntries {
				return nil, f.fault("entries-too-many", map[string]any{"limit": MostEntries})
			}
			var e Entry
			if e, err = f.entry(row); err == nil {
				entries = append(entries, e)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	if f.columns == nil {
		return nil, f.fault("csv-empty", nil)
	}
	return entries, nil
}

type table struct {
	name     string
	from, to releases.Language
	line     int
	columns  []column
}

func (f *table) fault(code string, args map[string]any) error {
	return &releases.ParseError{Code: code, File: f.name, Line: f.line, Args: args}
}

// decoded reads the file as UTF-8 with LF, without a byte order mark.
func (f *table) decoded(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, LargestFile+1))
	switch {
	case err != nil:
		return nil, f.fault("csv-unread", map[string]any{"detail": err.Error()})
	case len(text) > LargestFile:
		return nil, f.fault("csv-too-large", map[string]any{"limit": LargestFile})
	}
	if bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) {
		if text, err = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(text); err != nil || bytes.ContainsRune(text, utf8.RuneError) {
			return nil, f.fault("csv-bytes", nil)
		}
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !bytes.Contains(text, []byte("\n")) { // lines of old Macs
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	if !utf8.Valid(text) {
		return nil, f.fault("csv-bytes", nil)
	}
	if i := bytes.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' }); i >= 0 {
		f.line = 1 + bytes.Count(text[:i], []byte("\n"))
		return nil, f.fault("csv-character", map[string]any{"codepoint": fmt.Sprintf("U+%04X", text[i])})
	}
	return text, nil
}

// comma is what divides the columns of the first row.
func comma(text []byte) rune {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', bytes.Count(first, []byte(","))
	for _, c := range []byte{';', '\t'} {
		if n := bytes.Count(first, []byte{c}); n > most {
			best, most = rune(c), n
		}
	}
	return best
}

// narrow refuses a file with a line of more columns than anybody has: each costs
// more than its bytes.
func (f *table) narrow(text []byte, comma byte) error {
	n := 0
	for line := range bytes.Lines(text) {
		if n++; bytes.Count(line, []byte{comma}) >= mostColumns {
			f.line = n
			return f.fault("csv-too-wide", map[string]any{"limit": mostColumns})
		}
	}
	return nil
}

func (f *table) unread(err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		f.line = p.StartLine
		return f.fault("csv-quotes", nil)
	}
	return f.fault("csv-unread", map[string]any{"detail": err.Error()})
}

func blank(row []string) bool {
	return !slices.ContainsFunc(row, func(s string) bool { return strings.TrimSpace(s) != "" })
}

// head reads the names of the columns.
func (f *table) head(row []string) error {
	seen := map[string]bool{}
	some := false
	for _, name := range row {
		name = strings.ToLower(strings.TrimSpace(name))
		if name != "" && seen[name] {
			return f.fault("csv-column-twice", map[string]any{"column": name})
		}
		seen[name] = true
		c := f.columnOf(name)
		some = some || c.role == terms || c.role == sourceTerm
		f.columns = append(f.columns, c)
	}
	if !some {
		return f.fault("csv-columns", map[string]any{"columns": strings.Join(row, ", ")})
	}
	return nil
}

// apart stands before a language whose tag is the name of another column:
// "lang:id" is Indonesian.
const apart = "lang:"

func (f *table) columnOf(name string) column {
	plain := strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, name)
	if r, ok := roles[plain]; ok && !strings.HasPrefix(name, apart) {
		c := column{role: r}
		switch {
		case r == sourceTerm:
			c.language = f.from
		case r == targetTerm:
			c.language = f.to
		}
		return c
	}
	language, rest, _ := strings.Cut(strings.TrimPrefix(name, apart), " ")
	l := memory.Tag(releases.Language(language))
	if !memory.IsLanguage(l) {
		return column{}
	}
	switch rest {
	case "", string(Admitted):
		return column{role: terms, language: l, status: Status(rest)}
	case string(Forbidden):
		return column{role: terms, language: l, status: Forbidden}
	case "note":
		return column{role: termNote, language: l}
	}
	return column{}
}

func (f *table) entry(row []string) (Entry, error) {
	var e Entry
	if len(row) > len(f.columns) && !blank(row[len(f.columns):]) {
		return e, f.fault("csv-fields", map[string]any{"found": len(row), "expected": len(f.columns)})
	}
	row = row[:min(len(row), len(f.columns))]
	from, to := f.from, f.to
	for i, value := range row {
		value = strings.TrimSpace(value)
		switch f.columns[i].role {
		case identifier:
			e.ID = value
		case kind:
			e.Kind = Kind(strings.ToLower(value))
			if e.Kind == "term" {
				e.Kind = Concept
			}
			if !slices.Contains(Kinds, e.Kind) {
				return e, f.fault("csv-kind", map[string]any{"kind": value})
			}
		case partOfSpeech:
			e.Part = value
		case domain:
			e.Domain = value
		case note:
			e.Note = value
		case sourceLanguage:
			from = memory.Tag(releases.Language(value))
		case targetLanguage:
			to = memory.Tag(releases.Language(value))
		}
	}
	for i, value := range row {
		c := f.columns[i]
		switch c.role {
		case sourceTerm:
			c.language = from
		case targetTerm:
			c.language = to
		case terms:
		default:
			continue
		}
		if err := f.terms(&e, c, value); err != nil {
			return e, err
		}
	}
	if len(e.Terms) == 0 {
		return e, f.fault("csv-no-term", nil)
	}
	for i, value := range row {
		if c := f.columns[i]; c.role == termNote && strings.TrimSpace(value) != "" {
			for j := range e.Terms {
				if e.Terms[j].Language == c.language {
					e.Terms[j].Note = strings.TrimSpace(value)
					break
				}
			}
		}
	}
	slices.SortStableFunc(e.Terms, func(a, b Term) int { return a.Status.rank() - b.Status.rank() })
	return e, nil
}

func (s Status) rank() int {
	return slices.Index([]Status{Preferred, Admitted, Forbidden}, s)
}

// terms reads a field. Only our own columns hold several terms: a stroke may
// belong to a term of others.
func (f *table) terms(e *Entry, c column, value string) error {
	pieces := []string{value}
	if c.role == terms {
		pieces = strings.Split(value, "|")
	}
	status := c.status
	for _, piece := range pieces {
		piece = strings.Join(strings.Fields(piece), " ")
		if piece == "" {
			continue
		}
		if !memory.IsLanguage(c.language) {
			return f.fault("csv-language", map[string]any{"language": string(c.language)})
		}
		if len(piece) > LongestTerm {
			return f.fault("csv-term-long", map[string]any{"limit": LongestTerm})
		}
		e.Terms = append(e.Terms, Term{Language: c.language, Text: piece, Status: status})
		if status == Preferred {
			status = Admitted
		}
	}
	return nil
}
