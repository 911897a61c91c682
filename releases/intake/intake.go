// Package intake reads what press offices have — plain text, Markdown, web
// pages, files of word processors — into a releases.Text and the facts that it names.
//
// A line or a piece of a page is a block, a field, a fact or furniture
// (timestamps, breadcrumbs, menus, share buttons). What is no block is told as a
// Note with its words, so that a person can see what was kept and what was
// left out; nothing goes in silence. A missing fact is told and never refuses.
//
// Guarantees: pure functions of the bytes given; the Text of a Draft begins with
// its headline and has a canonical form that releases.Parse takes; hostile
// input ends with releases.ParseErrors within bounds of time and memory that
// depend on releases.MaxTextBytes and mostElements alone.
package intake

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"bayan/releases"
)

// Draft is a text as it was read, with what else its file told.
type Draft struct {
	Text          releases.Text
	Facts         releases.Facts
	Kept, Dropped []Note
	Missing       []string // of "date", "place", "contact"
}

// Note tells of one piece: what it was taken for, and its words.
type Note struct {
	Code string // one of Codes
	Line int    // 1-based line of the file; 0 where it has none
	Text string // the piece, cut to mostNoteRunes
	Args map[string]any
}

// Codes are the codes of notes, with the arguments of each.
var Codes = map[string][]string{
	// kept
	"headline":        {},
	"kicker":          {},
	"organisation":    {},
	"department":      {},
	"summary":         {},
	"date":            {"date"},
	"date-timestamp":  {"date"},                 // no other date: the timestamp's was taken
	"dateline":        {"date", "place"},        // read from the words, which stay
	"contact-in-text": {},                       // looks like a contact; stays where it is
	"charset":         {"charset"},              // what the bytes were read as, where not UTF-8
	"charset-differs": {"declared", "charset"},  // the page declares another
	"language":        {"declared", "language"}, // the page declares another
	// dropped
	"timestamp":       {"date"},
	"breadcrumb":      {},
	"navigation":      {},
	"share":           {},
	"cookies":         {},
	"footer":          {},
	"form":            {},
	"aside":           {},
	"hidden":          {},
	"script":          {"count"},
	"table-dropped":   {},
	"image-dropped":   {"count"},
	"media-dropped":   {"count"},
	"caption":         {},
	"rule-dropped":    {"count"},
	"link-dropped":    {"address"}, // its words stay
	"repeated":        {},          // the headline or a date a second time
	"wml":             {},
	"bom":             {},
	"date-differs":    {"date", "other"},
	"date-unclear":    {}, // 03/04/2024: day and month cannot be told apart
	"weekday-differs": {"date", "weekday"},
	// of word processors: kept
	"tracked-changes": {"count"}, // accepted, as if somebody had
	"table-kept":      {"cells", "rows"},
	"text-box":        {"count"}, // its paragraphs follow the one that it was beside
	"contact":         {},
	"slug":            {},
	// of word processors: dropped
	"deleted-words":   {},
	"comment":         {"author", "count", "number"},
	"footnote":        {"count", "number"},
	"endnote":         {"count", "number"},
	"page-header":     {},
	"page-footer":     {},
	"furniture":       {},                        // what an export of this program had written around the text
	"other-languages": {"language", "languages"}, // of a file with several: "ar fr"
	"symbol-dropped":  {"count"},
}

// Faults are the codes of errors, with the arguments of each. Markdown has those
// of releases.Parse too.
var Faults = map[string][]string{
	"text-too-large":    {"bytes", "limit"},
	"block-too-large":   {"bytes", "limit"},
	"too-many-lines":    {"lines", "limit"},
	"too-many-elements": {"limit"},
	"nested-too-deep":   {},
	"entity-declared":   {},
	"invalid-utf8":      {"byte"},
	"control-character": {"codepoint"},
	"empty-text":        {},
	"no-headline":       {},
	// of word processors
	"package-not-read":  {},                 // no archive, or a damaged one
	"package-no-text":   {},                 // an archive, but of something else
	"package-too-large": {"bytes", "limit"}, // packed or unpacked
	"package-too-many":  {"limit"},          // parts
	"package-name":      {"name"},           // a part's, that leads out of a folder
	"package-twice":     {"name"},
	"package-locked":    {},
	"xml-not-read":      {"part"},
	"xml-encoding":      {"encoding", "part"},
	"xml-doctype":       {"part"},
}

// Format is what a file is.
type Format string

const (
	Unknown       Format = ""
	PlainText     Format = "text"
	MarkdownText  Format = "markdown"
	WebPage       Format = "html"
	WordProcessor Format = "docx"
)

// pageMarks are what only a web page has at its start or soon after.
var pageMarks = []string{"<!doctype html", "<html", "<head", "<body", "<define-tag", "<h1", "<p>", "<p ", "<div", "<table", "<meta", "<article", "<main"}

// zipped begins what is a ZIP archive within: Word files, OpenDocument, packages of
// translation programs.
const zipped = "PK\x03\x04"

// Binary tells the files of word processors and of programs by what they begin
// with: none of them is a text to be read line by line.
func Binary(b []byte) bool {
	return slices.ContainsFunc([]string{zipped, "%PDF", "\xd0\xcf\x11\xe0", `{\rtf`}, func(begin string) bool { return bytes.HasPrefix(b, []byte(begin)) })
}

// Sniff tells the format of a file by its content, and by its name only where
// the content could be several.
func Sniff(name string, b []byte) Format {
	head := b[:min(len(b), 4096)]
	ext := strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/")))
	switch {
	case bytes.HasPrefix(head, []byte(zipped)):
		if ext == ".docx" || bytes.Contains(b[:min(len(b), 1<<16)], []byte("word/")) {
			return WordProcessor
		}
		return Unknown
	case utf16Mark(head) != "":
		head = []byte(decodeUTF16(head[:len(head)&^1]))
	case bytes.IndexByte(head, 0) >= 0, Binary(b):
		return Unknown
	}
	start := strings.TrimSpace(strings.TrimPrefix(string(head), "\ufeff"))
	lower := strings.ToLower(start)
	for _, mark := range pageMarks {
		if i := strings.Index(lower, mark); i == 0 || i > 0 && (lower[0] == '<' || strings.HasPrefix(mark, "<!") || mark == "<html" || mark == "<define-tag") {
			return WebPage
		}
	}
	switch {
	case strings.HasPrefix(start, "+++\n"), strings.HasPrefix(start, "+++\r"), strings.HasPrefix(start, "# "):
		return MarkdownText
	case ext == ".html", ext == ".htm", ext == ".xhtml", ext == ".wml":
		return WebPage
	case ext == ".md", ext == ".markdown":
		return MarkdownText
	case start == "", ext == ".docx", ext == ".doc", ext == ".pdf":
		return Unknown
	}
	return PlainText
}

// Markdown reads a text file as it is: releases.Parse, adding nothing to it.
func Markdown(name string, b []byte, lang releases.Language) (Draft, error) {
	t, told, err := releases.Parse(name, b)
	if err != nil {
		return Draft{}, err
	}
	d := Draft{Text: t}
	for _, one := range told {
		if one.Code == "bom-dropped" {
			d.drop("bom", one.Line, "", nil)
		}
	}
	d.miss()
	return d, nil
}

func (d *Draft) keep(code string, line int, text string, args map[string]any) {
	d.Kept = append(d.Kept, Note{code, line, cut(text), args})
}

func (d *Draft) drop(code string, line int, text string, args map[string]any) {
	d.Dropped = append(d.Dropped, Note{code, line, cut(text), args})
}

// miss lists the facts that the file does not tell.
func (d *Draft) miss() {
	for name, there := range map[string]bool{"date": d.Facts.Date != "", "place": d.Facts.Place != "", "contact": len(d.Facts.Contacts) > 0} {
		if !there {
			d.Missing = append(d.Missing, name)
		}
	}
	sortByOrder(d.Missing, "date", "place", "contact")
}

func (d *Draft) field(name, value string, line int) {
	d.Text.Fields = append(d.Text.Fields, releases.Field{Name: name, Value: value, Line: line})
}

func (d *Draft) hasField(name string) bool {
	for _, f := range d.Text.Fields {
		if f.Name == name {
			return true
		}
	}
	return false
}

// mostNoteRunes bounds a note's piece: enough to recognise it.
const mostNoteRunes = 160

func cut(s string) string {
	s = oneLine(s)
	if utf8.RuneCountInString(s) <= mostNoteRunes {
		return s
	}
	return string([]rune(s)[:mostNoteRunes-1]) + "…"
}
