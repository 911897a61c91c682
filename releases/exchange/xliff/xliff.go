// Package xliff writes and reads XLIFF, the files that most translation systems
// exchange: version 1.2 in its strict form, and 2.1 with its modules for matches
// and terms.
//
// A group is a block, a unit a sentence (see package units). Marks are codes:
// <g id ctype> and <x/> in 1.2, <pc> and <ph> with originalData in 2.1, and a
// link's address is not for editing. A link's title is a unit of its own.
//
// Read takes either, also 1.2 in its transitional form, 1.1 and 2.0, with the
// codes that other tools make of ours. What it does not know it passes over; at
// state and approval it looks only where a target is empty. What units.Set.Rebuild makes of its
// result is the text again, or an error that names the unit.
package xliff

import (
	"io"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/exchange/units"
)

// Bounds of what is read: above any release, and low enough that a hostile file
// costs no more than a moment and some 128 MB with itself.
const (
	MaxBytes = 64 << 20
	maxUnits = 120_000
	maxParts = 10_000 // codes and texts, or segments, of one unit
)

// Faults are the codes of Read besides those of its XML (XMLFaults), with the
// arguments of each.
var Faults = map[string][]string{
	"xliff-other":     {"element"},         // the root is none of XLIFF
	"xliff-version":   {"version"},         // none of those that are read
	"xliff-languages": {"known", "found"},  // Gaps: the files of a document are in several pairs of languages
	"units-too-many":  {"limit"},           //
	"unit-too-large":  {"unit", "limit"},   // in codes or segments
	"unit-twice":      {"unit"},            // two of one id
	"element-twice":   {"unit", "element"}, // a second source or target of one unit
	"unit-no-source":  {"unit"},            //
	"unit-in-part":    {"unit"},            // parts of it have a translation and others not
	"code-unknown":    {"unit", "code"},    // its id is no number
}

// XMLFaults are the codes of Read for files that are no XML that it takes.
var XMLFaults = xmlscan.Faults

const (
	spaceOf       = "urn:oasis:names:tc:xliff:document:" // with a version behind it
	space12       = spaceOf + "1.2"
	space11       = spaceOf + "1.1"
	space2        = spaceOf + "2.0"
	spaceMatches  = "urn:oasis:names:tc:xliff:matches:2.0"
	spaceGlossary = "urn:oasis:names:tc:xliff:glossary:2.0"
)

// Write writes a job as strict XLIFF 1.2.
func Write(w io.Writer, j exchange.Job) error { return write(w, j, (*writing).file12) }

// Write2 writes a job as XLIFF 2.1.
func Write2(w io.Writer, j exchange.Job) error { return write(w, j, (*writing).file21) }

// Read reads what came home. A file that it does not take is refused with
// releases.ParseError or ParseErrors: no XML, no XLIFF, or units that cannot be
// told apart.
func Read(name string, b []byte) (units.Header, []units.Back, error) {
	if len(b) > MaxBytes {
		return units.Header{}, nil, tooLarge(name, b)
	}
	r := &reading{Scanner: xmlscan.New(name, b), faults: releases.Faults{File: name}, seen: map[string]bool{}}
	if r.Next() {
		r.root()
	}
	if err := r.Err(); err != nil {
		return units.Header{}, nil, err
	}
	if err := r.faults.Err(); err != nil {
		return units.Header{}, nil, err
	}
	return r.header, r.back, nil
}

// Dialect is what the first elements of a file say: its version, 1 or 2, and the
// data type of its first file; 0 and "" for what is no XLIFF that Read takes.
func Dialect(name string, b []byte) (version int, datatype string) {
	r := &reading{Scanner: xmlscan.New(name, b), faults: releases.Faults{File: name}}
	if r.Next() {
		version = r.version()
	}
	for version == 1 && r.Next() {
		if r.Kind == xmlscan.Start && r.Name.Local == "file" {
			return version, r.Attr("datatype")
		}
	}
	return version, ""
}

// done are the states that say that a segment is translated, whether its target is
// empty or not.
var done = []string{"translated", "reviewed", "signed-off", "final"}

// reading is a file on its way in.
type reading struct {
	*xmlscan.Scanner
	header units.Header
	back   []units.Back
	seen   map[string]bool
	over   bool // there are too many units
	faults releases.Faults
	buf    []byte // for one text after the other
}

func (r *reading) fault(line int, code string, args map[string]any) {
	r.faults.Add(line, code, args)
}

func tooLarge(name string, b []byte) error {
	return &releases.ParseError{Code: "xml-too-large", File: name, Args: map[string]any{"bytes": len(b), "limit": MaxBytes}}
}

func (r *reading) root() {
	switch r.version() {
	case 1:
		r.files1()
	case 2:
		r.files2()
	}
	for r.Next() { // what is no XML is told before what is no XLIFF
	}
}

// version is 1 or 2, by the root whose Start was found; 0 for none that is read.
func (r *reading) version() int {
	version := r.Attr("version")
	switch {
	case r.Name.Local != "xliff" || r.Name.Space != "" && !strings.HasPrefix(r.Name.Space, spaceOf):
		r.fault(r.Line, "xliff-other", map[string]any{"element": r.Name.Local})
	case r.Name.Space != "" && r.Name.Space != space12 && r.Name.Space != space11 && r.Name.Space != space2:
		r.fault(r.Line, "xliff-version", map[string]any{"version": strings.TrimPrefix(r.Name.Space, spaceOf)})
	case r.Name.Space == space2 && (version == "2.0" || version == "2.1" || version == "2.2"):
		return 2
	case r.Name.Space != space2 && (version == "1.2" || version == "1.1" || version == "1.0"):
		return 1
	default:
		r.fault(r.Line, "xliff-version", map[string]any{"version": version})
	}
	return 0
}

// says takes what a note says of the file, as far as nothing has said it yet.
func (r *reading) says(note string) {
	h, ok := units.ParseHeader(note)
	if ok && r.header.Parcel == "" {
		if h.Base == "" {
			h.Base = r.header.Base
		}
		if h.Language == "" {
			h.Language = r.header.Language
		}
		h.Claims(r.header.Language)
		r.header = h
	}
}

// come adds a unit, as long as there are not too many.
func (r *reading) come(b units.Back) {
	if len(r.back) == maxUnits {
		if !r.over {
			r.over = true
			r.fault(b.Line, "units-too-many", map[string]any{"limit": maxUnits})
		}
		return
	}
	if r.seen[b.ID] {
		r.fault(b.Line, "unit-twice", map[string]any{"unit": b.ID})
		return
	}
	r.seen[b.ID] = true
	r.back = append(r.back, b)
}

// fromGlossary is whom our files name as the author of a note on a term.
const fromGlossary = "glossary"

// maxNote bounds a note, in bytes: whatever says more is cut.
const maxNote = 8 << 10

// words reads the text of a note, whatever elements are in it.
func (r *reading) words() string {
	var out strings.Builder
	depth := r.Depth
	for r.Next() && !(r.Kind == xmlscan.End && r.Depth == depth) {
		if r.Kind == xmlscan.Text && out.Len() < maxNote {
			out.Write(r.Text[:min(len(r.Text), maxNote)])
		}
	}
	return out.String()
}
