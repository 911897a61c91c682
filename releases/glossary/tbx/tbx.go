// Package tbx reads and writes TBX, the format in which terminologies are
// exchanged (ISO 30042).
//
// Write writes version 3 in DCA style, with the categories of TBX-Basic. Read
// takes version 3 in DCA and DCT style, and version 2 (martif). What it does not
// know is passed over: a terminology says far more than a press desk needs.
//
// A fault is a *releases.ParseError: one of Faults, or of plainxml.Faults.
package tbx

import (
	"bufio"
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"bayan/releases"
	"bayan/releases/glossary"
	"bayan/releases/memory"
	"bayan/releases/memory/plainxml"
)

// Faults are the codes of faults of TBX itself, with the arguments of each.
// entry is the entry's id, or its number in the file.
var Faults = map[string][]string{
	"tbx-root":         {"element"},           // the file is of another kind
	"tbx-language":     {"language", "entry"}, // is none, or is missing: ""
	"tbx-no-term":      {"entry"},             // an entry without one
	"tbx-term-long":    {"entry", "limit"},    // bytes
	"tbx-id-twice":     {"entry"},             //
	"entries-too-many": {"limit"},
}

// statuses are the values of administrativeStatus, as versions 2 and 3 write
// them.
var statuses = map[string]glossary.Status{
	"preferredTerm-admn-sts": glossary.Preferred, "preferredTerm": glossary.Preferred, "preferred": glossary.Preferred,
	"admittedTerm-admn-sts": glossary.Admitted, "admittedTerm": glossary.Admitted, "admitted": glossary.Admitted,
	"deprecatedTerm-admn-sts": glossary.Forbidden, "deprecatedTerm": glossary.Forbidden, "notRecommended": glossary.Forbidden,
	"supersededTerm-admn-sts": glossary.Forbidden, "supersededTerm": glossary.Forbidden, "superseded": glossary.Forbidden,
}

// kindCategory is our own category, of a <descrip>.
const kindCategory = "x-bayan-kind"

// Read reads a file.
func Read(name string, r io.Reader) ([]glossary.Entry, error) {
	f := file{Reader: plainxml.NewReader(name, r), ids: map[string]bool{}}
	if err := f.read(); err != nil {
		return nil, err
	}
	return f.entries, nil
}

type file struct {
	*plainxml.Reader
	entries  []glossary.Entry
	ids      map[string]bool
	count    int
	name     string // of the present entry, for errors
	language releases.Language
}

func (f *file) fault(code string, t plainxml.Token, args map[string]any) error {
	if args == nil {
		args = map[string]any{}
	}
	args["entry"] = f.name
	fault := f.Fault(code, args)
	fault.Line = t.Line
	return fault
}

// read passes over everything outside entries.
func (f *file) read() error {
	for first := true; ; first = false {
		t, err := f.Next()
		if err != nil {
			return err
		}
		switch {
		case t.Kind == plainxml.End:
			return nil
		case t.Kind != plainxml.Open:
		case first && t.Name.Local != "tbx" && t.Name.Local != "martif":
			return f.Fault("tbx-root", map[string]any{"element": t.Name.Local})
		case t.Name.Local == "conceptEntry" || t.Name.Local == "termEntry":
			if err := f.entry(t); err != nil {
				return err
			}
		}
	}
}

// entry reads up to the entry's end. Elements are known by their category: the
// type of a DCA element, the name of a DCT one.
func (f *file) entry(opening plainxml.Token) error {
	if f.count++; f.count > glossary.MostEntries {
		return f.Fault("entries-too-many", map[string]any{"limit": glossary.MostEntries})
	}
	e := glossary.Entry{ID: opening.Attribute("id")}
	f.name = cmp.Or(e.ID, "#"+strconv.Itoa(f.count))
	if e.ID != "" && f.ids[e.ID] {
		return f.fault("tbx-id-twice", opening, nil)
	}
	f.ids[e.ID] = true
	f.language = ""
	inTerm := false // within a <termSec>, <tig> or <ntig>
	for depth := 1; depth > 0; {
		t, err := f.Next()
		if err != nil {
			return err
		}
		switch t.Kind {
		case plainxml.Close:
			depth--
			if isTermSection(t.Name.Local) {
				inTerm = false
			}
			continue
		case plainxml.Text, plainxml.End:
			continue
		}
		depth++
		switch t.Name.Local {
		case "langSec", "langSet":
			language := cmp.Or(t.Of(plainxml.XML, "lang"), t.Attribute("lang"))
			f.language = releases.Language(strings.ReplaceAll(language, "_", "-"))
			if !memory.IsLanguage(f.language) {
				return f.fault("tbx-language", t, map[string]any{"language": language})
			}
			continue
		case "termSec", "tig", "ntig", "termGrp", "descripGrp", "termNoteGrp", "adminGrp", "transacGrp":
			inTerm = inTerm || isTermSection(t.Name.Local)
			continue
		}
		value, err := f.value()
		if err != nil {
			return err
		}
		depth--
		if err := f.take(&e, t, value, inTerm); err != nil {
			return err
		}
	}
	if len(e.Terms) == 0 {
		return f.fault("tbx-no-term", opening, nil)
	}
	slices.SortStableFunc(e.Terms, func(a, b glossary.Term) int { return rank(a.Status) - rank(b.Status) })
	f.entries = append(f.entries, e)
	return nil
}

func isTermSection(name string) bool { return name == "termSec" || name == "tig" || name == "ntig" }

func rank(s glossary.Status) int {
	return slices.Index([]glossary.Status{glossary.Preferred, glossary.Admitted, glossary.Forbidden}, s)
}

// value is the text of an element and of those within it.
func (f *file) value() (string, error) {
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := f.Next()
		if err != nil {
			return "", err
		}
		switch t.Kind {
		case plainxml.Open:
			depth++
		case plainxml.Close:
			depth--
		case plainxml.Text:
			if b.Len() <= plainxml.Longest {
				b.WriteString(t.Text)
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " "), nil
}

func (f *file) take(e *glossary.Entry, t plainxml.Token, value string, inTerm bool) error {
	category := cmp.Or(t.Attribute("type"), t.Name.Local)
	var last *glossary.Term
	if n := len(e.Terms); n > 0 && inTerm {
		last = &e.Terms[n-1]
	}
	switch {
	case t.Name.Local == "term":
		switch {
		case f.language == "":
			return f.fault("tbx-language", t, map[string]any{"language": ""})
		case len(value) > glossary.LongestTerm:
			return f.fault("tbx-term-long", t, map[string]any{"limit": glossary.LongestTerm})
		case value != "":
			e.Terms = append(e.Terms, glossary.Term{Language: f.language, Text: value})
		}
	case category == "administrativeStatus" || category == "normativeAuthorization":
		if s, ok := statuses[value]; ok && last != nil {
			last.Status = s
		}
	case category == "partOfSpeech":
		e.Part = cmp.Or(e.Part, readable(value))
	case category == "subjectField":
		e.Domain = cmp.Or(e.Domain, value)
	case category == kindCategory:
		if k := glossary.Kind(value); slices.Contains(glossary.Kinds, k) {
			e.Kind = k
		}
	case category == "definition" || t.Name.Local == "note":
		if last != nil && t.Name.Local == "note" {
			last.Note = cmp.Or(last.Note, value)
		} else {
			e.Note = cmp.Or(e.Note, value)
		}
	}
	return nil
}

// readable is a part of speech as people write it: "properNoun" is "proper noun".
func readable(part string) string {
	if part == "properNoun" {
		return "proper noun"
	}
	return part
}

// picklist are the parts of speech of TBX-Basic.
var picklist = map[string]string{
	"noun": "noun", "verb": "verb", "adjective": "adjective", "adverb": "adverb",
	"proper noun": "properNoun", "propernoun": "properNoun", "other": "other",
}

// Write writes entries. An id that XML cannot have is replaced by the entry's
// number.
func Write(w io.Writer, entries []glossary.Entry) error {
	out := bufio.NewWriter(w)
	put := func(pieces ...string) {
		for _, p := range pieces {
			out.WriteString(p) // keeps its first error for Flush
		}
	}
	element := func(name, category, value string) {
		if value != "" {
			put("<", name, plainxml.Attr("type", category), ">", plainxml.Escape(value), "</", name, ">\n")
		}
	}
	put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">`, "\n",
		"<tbxHeader><fileDesc><sourceDesc><p>bayan</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n")
	ids := map[string]bool{}
	for i, e := range entries {
		id := e.ID
		if !isID(id) || ids[id] {
			for n := i + 1; ; n++ {
				if id = "c" + strconv.Itoa(n); !ids[id] && !slices.ContainsFunc(entries, func(o glossary.Entry) bool { return o.ID == id }) {
					break
				}
			}
		}
		ids[id] = true
		put("<conceptEntry", plainxml.Attr("id", id), ">\n")
		element("descrip", "subjectField", e.Domain)
		element("descrip", kindCategory, string(e.Kind))
		element("note", "", e.Note)
		for _, l := range languages(e) {
			put("<langSec", plainxml.Attr("xml:lang", string(l)), ">\n")
			for _, t := range e.Terms {
				if t.Language != l {
					continue
				}
				put("<termSec>\n<term>", plainxml.Escape(t.Text), "</term>\n")
				element("termNote", "partOfSpeech", cmp.Or(picklist[strings.ToLower(e.Part)], e.Part))
				element("termNote", "administrativeStatus", map[glossary.Status]string{
					glossary.Preferred: "preferredTerm-admn-sts", glossary.Admitted: "admittedTerm-admn-sts", glossary.Forbidden: "deprecatedTerm-admn-sts",
				}[t.Status])
				element("note", "", t.Note)
				put("</termSec>\n")
			}
			put("</langSec>\n")
		}
		put("</conceptEntry>\n")
	}
	put("</body></text>\n</tbx>\n")
	return out.Flush()
}

func languages(e glossary.Entry) (all []releases.Language) {
	for _, t := range e.Terms {
		if !slices.Contains(all, t.Language) {
			all = append(all, t.Language)
		}
	}
	return all
}

// isID tells an xs:ID of ASCII letters, digits, - _ and dots.
func isID(s string) bool {
	for i, c := range s {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_'
		if !letter && (i == 0 || !('0' <= c && c <= '9' || c == '-' || c == '.')) {
			return false
		}
	}
	return s != ""
}
