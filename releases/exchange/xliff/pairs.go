package xliff

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/exchange/units"
)

// Pair is a source and its target as words alone, without codes: of a unit, or of
// each segment of one.
type Pair struct {
	Unit           string // its id
	Line           int
	Source, Target string
	HasTarget      bool // it may be empty
}

// Pairs reads the pairs of any file of XLIFF, whoever made it and whatever its
// codes are called; of the header, its languages. Candidates and alternatives are
// left out.
func Pairs(name string, b []byte) (units.Header, []Pair, error) {
	if len(b) > MaxBytes {
		return units.Header{}, nil, tooLarge(name, b)
	}
	r := &reading{Scanner: xmlscan.New(name, b), faults: releases.Faults{File: name}}
	var out []Pair
	if r.Next() && r.version() != 0 {
		out = r.pairs()
	}
	for r.Next() { // what is no XML is told before what is no XLIFF
	}
	if err := r.Err(); err != nil {
		return units.Header{}, nil, err
	}
	if err := r.faults.Err(); err != nil {
		return units.Header{}, nil, err
	}
	return r.header, out, nil
}

// pairs reads those of the root whose Start was found.
func (r *reading) pairs() (out []Pair) {
	space, unit := r.Name.Space, ""
	r.header.Base, r.header.Language = releases.Language(r.Attr("srcLang")), releases.Language(r.Attr("trgLang"))
	for r.Next() {
		if r.Kind != xmlscan.Start {
			continue
		}
		if r.Name.Space != space {
			r.Skip()
			continue
		}
		switch r.Name.Local {
		case "file":
			if r.header.Base == "" {
				r.header.Base, r.header.Language = releases.Language(r.Attr("source-language")), releases.Language(r.Attr("target-language"))
			}
		case "unit", "trans-unit":
			unit = r.Attr("id")
		case "source":
			p := Pair{Unit: unit, Line: r.Line}
			if p.Source = r.plain(); len(out) < maxUnits {
				out = append(out, p)
			} else if !r.over {
				r.over = true
				r.fault(r.Line, "units-too-many", map[string]any{"limit": maxUnits})
			}
		case "target":
			if words := r.plain(); len(out) > 0 && !r.over {
				out[len(out)-1].Target, out[len(out)-1].HasTarget = words, true
			}
		case "alt-trans", "seg-source", "bin-source", "bin-target", "ignorable":
			r.Skip()
		}
	}
	return out
}

// plain reads the words of a source or target: what a code of 1.2 holds is the
// other format's, and cp stands for a character.
func (r *reading) plain() string {
	var out strings.Builder
	depth := r.Depth
	for r.Next() && !(r.Kind == xmlscan.End && r.Depth == depth) {
		switch {
		case r.Kind == xmlscan.Text:
			out.Write(r.Text)
		case r.Kind != xmlscan.Start:
		case r.Name.Space != space2 && (slices.Contains([]string{"bpt", "ept", "ph", "it"}, r.Name.Local) || r.takenOut()):
			r.Skip()
		case r.Name.Local == "cp":
			if n, err := strconv.ParseUint(r.Attr("hex"), 16, 32); err == nil && n <= utf8.MaxRune {
				out.WriteRune(rune(n))
			}
		}
	}
	return out.String()
}
