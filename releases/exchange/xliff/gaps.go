package xliff

import (
	"bytes"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/xmlscan"
)

// Gaps reads the units of any file of XLIFF that have no translation yet: in 2,
// the segments. What is not to be translated or says that it is done is no gap,
// and a unit of 1.2 that a program cut into segments stays apart.
//
// What is filled says that it is still to be confirmed: in 1.2 by the state
// needs-review-translation, with exact-match or fuzzy-match as its qualifier; in
// 2 by the state translated or, where words differ, initial with the subState
// bayan:fuzzy (§4.3.1.31, §4.3.1.35). It is never final.
func Gaps(name string, b []byte) (exchange.Gaps, error) {
	if len(b) > MaxBytes {
		return exchange.Gaps{}, tooLarge(name, b)
	}
	f := &filling{reading: &reading{Scanner: xmlscan.New(name, b), faults: releases.Faults{File: name}}, last: -1}
	if f.Next() {
		if version := f.version(); version != 0 {
			f.two = version == 2
			f.root()
		}
	}
	for f.Next() { // what is no XML is told before what is no XLIFF
	}
	if err := f.Err(); err != nil {
		return exchange.Gaps{}, err
	}
	if err := f.faults.Err(); err != nil {
		return exchange.Gaps{}, err
	}
	f.out.Fill = f.fill
	return f.out, nil
}

// filling is a file with its gaps.
type filling struct {
	*reading
	out    exchange.Gaps
	sites  []site // of each gap
	two    bool   // it is XLIFF 2
	space  string // the namespace of its core
	unit   string // the id of the one that is being read
	speaks span   // the start tag that says the languages
	silent bool   // it does not say that of the translations
	moved  bool   // targets of the unit have an order of their own
	kept   int    // codes so far
	before string // the words of the unit before
	last   int    // the gap that was the unit before; -1 where it was none
}

// span is a place in a file, in bytes.
type span struct{ from, to int }

func (f *filling) at(s span) string { return string(f.Source()[s.from:s.to]) }

// site is where a gap stands in its file.
type site struct {
	head      span      // the start tag of its segment, which says the state in 2
	target    span      // an empty target, or the place for one
	tag       span      // the start tag of an empty target; none where there is no target
	speaks    span      // the start tag that is to say the language of targets; none where it does
	lead      string    // the white space in front of the source
	prefix    string    // of the source's name
	lang      string    // that holds around it
	preserves string    // what xml:space says of the source itself
	codes     []rawCode // by their numbers, from 1
}

// scope is what holds for an element and what is in it.
type scope struct {
	fixed    bool // it is not to be translated
	preserve bool // white space counts
	lang     string
}

// within is the scope of the element whose Start was found.
func (s scope) within(f *filling) scope {
	if v := f.Attr("translate"); v != "" {
		s.fixed = v == "no"
	}
	if v, ok := f.AttrIn(spaceXML, "space"); ok {
		s.preserve = v == "preserve"
	}
	if v, ok := f.AttrIn(spaceXML, "lang"); ok {
		s.lang = v
	}
	return s
}

func (f *filling) root() {
	f.space = f.Name.Space
	around := scope{}.within(f)
	if f.two {
		f.languages("srcLang", "trgLang")
	}
	f.container(around)
}

// languages reads those of the root or, in 1.2, of each file. They are the same
// in all of a document, or it is refused.
func (f *filling) languages(source, target string) {
	from, to := releases.Language(f.Attr(source)), releases.Language(f.Attr(target))
	if f.speaks == (span{}) {
		f.out.From, f.out.To = from, to
	} else if !strings.EqualFold(string(from), string(f.out.From)) || !strings.EqualFold(string(to), string(f.out.To)) {
		f.fault(f.Line, "xliff-languages", map[string]any{"known": string(f.out.From + "-" + f.out.To), "found": string(from + "-" + to)})
	}
	f.speaks, f.silent = f.here(), strings.TrimSpace(string(to)) == ""
}

// here is what was found.
func (f *filling) here() span { return span{f.From, f.To} }

func (f *filling) container(around scope) {
	depth := f.Depth
	for f.Next() && !(f.Kind == xmlscan.End && f.Depth == depth) {
		if f.Kind != xmlscan.Start {
			continue
		}
		inner := around.within(f)
		switch name := f.Name.Local; {
		case f.Name.Space != f.space:
			f.Skip()
		case name == "file":
			if !f.two {
				f.languages("source-language", "target-language")
			}
			f.container(inner)
		case name == "body", name == "group":
			f.container(inner)
		case name == "unit" && f.two:
			f.unit, f.moved = f.Attr("id"), false
			first := len(f.out.All)
			f.container(inner)
			for i := first; f.moved && i < len(f.out.All); i++ {
				f.out.All[i].Closed = true
			}
		case name == "segment" && f.two:
			f.segment(inner)
		case name == "trans-unit" && !f.two:
			f.unit = f.Attr("id")
			f.segment(inner)
		default:
			f.Skip()
		}
	}
}

// open are the states of a unit that nobody has begun with.
var open = []string{"", "initial", "new", "needs-translation"}

// segment reads a trans-unit of 1.2 or a segment of 2.
func (f *filling) segment(around scope) {
	gap := exchange.Gap{Unit: f.unit, Line: f.Line}
	at := site{head: f.here(), lang: around.lang}
	if f.silent {
		at.speaks = f.speaks
	}
	var sources, targets int
	var cut, full bool
	done := f.Attr("approved") == "yes"
	state := f.Attr("state")
	depth := f.Depth
	for f.Next() && !(f.Kind == xmlscan.End && f.Depth == depth) {
		if f.Kind != xmlscan.Start {
			continue
		}
		switch name := f.Name.Local; {
		case f.Name.Space != f.space:
			f.Skip()
		case name == "source":
			sources++
			f.source(&gap, &at, around.within(f))
		case name == "seg-source":
			cut = true
			f.Skip()
		case name == "target":
			if targets++; !f.two {
				state = f.Attr("state")
			}
			var marked bool
			full, marked = f.target(&at)
			cut = cut || marked
		default:
			f.Skip()
		}
	}
	if sources != 1 || targets > 1 || around.fixed || gap.Source.Blank() {
		return
	}
	words := gap.Source.Plain()
	gap.Before, f.before = f.before, words
	if f.last >= 0 {
		f.out.All[f.last].After = words
	}
	f.out.Units++
	switch f.last = -1; {
	case f.out.Units > maxUnits && !f.over:
		f.over = true
		f.fault(gap.Line, "units-too-many", map[string]any{"limit": maxUnits})
	case full || done || f.over || !slices.Contains(open, state):
	case cut:
		f.out.Apart++
	default:
		f.last = len(f.out.All)
		f.out.All, f.sites = append(f.out.All, gap), append(f.sites, at)
	}
}

// target passes over one. It is full where it holds words or codes; an empty one
// may hold marks of segments.
func (f *filling) target(at *site) (full, marked bool) {
	at.tag = f.here()
	f.moved = f.moved || f.Attr("order") != ""
	depth := f.Depth
	for f.Next() && !(f.Kind == xmlscan.End && f.Depth == depth) {
		switch {
		case f.Kind == xmlscan.Text:
			full = full || len(bytes.TrimSpace(f.Text)) > 0
		case f.Kind == xmlscan.Start && f.Name.Local == "mrk":
			marked = true
		case f.Kind == xmlscan.Start:
			full = true
		}
	}
	at.target = span{at.tag.from, f.To}
	if strings.Contains(f.at(span{at.tag.to, max(at.tag.to, f.From)}), "<") {
		marked = true // a comment, or what is no mark of a segment: whoever put it there is asked
	}
	return full, marked
}
