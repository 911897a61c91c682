package segment

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"bayan/releases"
)

// Coded is content as translation systems hold it: text, and numbered codes in
// place of marks. What a code stands for is kept beside it, so that nobody can
// damage an address or a Markdown mark.
type Coded struct {
	Parts []Part
}

// Part is a run of text, or one code.
type Part struct {
	Kind PartKind
	Text string // Text only
	ID   int    // codes only; 1, 2, … in the order of the source
}

// PartKind tells what a Part is.
type PartKind byte

const (
	Text   PartKind = iota
	Open            // begins a pair
	Close           // ends it
	Single          // stands alone
)

// Code is what the codes of one id stand for.
type Code struct {
	ID    int
	Kind  releases.InlineKind // Emphasis, Strong, Link: a pair; Break, Words: a single
	Dest  string              // Link only
	Title string              // Link only
	Text  string              // Words only: characters that no XML file can hold
	// Optional is a code that a translation may leave out: an accepted one did,
	// or has it of its own.
	Optional bool
	// Divides is a Break between two blocks that are translated as one unit.
	Divides bool
}

// Paired tells whether the code has an end.
func (c Code) Paired() bool { return c.Kind != releases.Break && c.Kind != releases.Words }

// Encode puts numbers in place of marks: the first that opens is 1. Decode is
// its inverse.
func Encode(content []releases.Inline) (Coded, []Code) {
	var e encoding
	e.content(content)
	return e.coded, e.codes
}

type encoding struct {
	coded Coded
	codes []Code
}

func (e *encoding) content(content []releases.Inline) {
	for _, in := range content {
		if in.Kind == releases.Words {
			e.words(in.Text)
			continue
		}
		c := Code{ID: len(e.codes) + 1, Kind: in.Kind, Dest: in.Dest, Title: in.Title}
		e.codes = append(e.codes, c)
		if !c.Paired() {
			e.put(Part{Kind: Single, ID: c.ID})
			continue
		}
		e.put(Part{Kind: Open, ID: c.ID})
		e.content(in.Children)
		e.put(Part{Kind: Close, ID: c.ID})
	}
}

func (e *encoding) put(p Part) { e.coded.Parts = append(e.coded.Parts, p) }

// words keeps U+FFFE and U+FFFF, which Unicode calls no characters and XML 1.0
// §2.2 cannot hold, as codes.
func (e *encoding) words(s string) {
	for {
		i := strings.IndexFunc(s, func(r rune) bool { return r == 0xfffe || r == 0xffff })
		if i < 0 {
			break
		}
		if i > 0 {
			e.put(Part{Text: s[:i]})
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		c := Code{ID: len(e.codes) + 1, Kind: releases.Words, Text: s[i : i+n]}
		e.codes = append(e.codes, c)
		e.put(Part{Kind: Single, ID: c.ID})
		s = s[i+n:]
	}
	if s != "" {
		e.put(Part{Text: s})
	}
}

// CodeError is what is wrong with the codes of a translation.
type CodeError struct {
	Code string // one of CodeFaults
	ID   int    // of the code
}

func (e *CodeError) Error() string { return fmt.Sprintf("%s: %d", e.Code, e.ID) }

// CodeFaults are the codes of CodeError.
var CodeFaults = map[string][]string{
	"code-unknown": {"code"}, // the source has none of this number
	"code-missing": {"code"},
	"code-twice":   {"code"},
	"code-nesting": {"code"}, // ends before it begins, or not where it should, or not at all
	"code-empty":   {"code"}, // a pair around no words
}

// Decode puts the marks back. Each code must stand there once, in any order but
// well nested, around words where it is a pair; one that is Optional may be left
// out. A fault is a *CodeError.
func Decode(c Coded, codes []Code) ([]releases.Inline, error) {
	blocks, err := DecodeBlocks(c, codes)
	return slices.Concat(blocks...), err
}

// DecodeBlocks is Decode of several blocks: a code that Divides begins the next.
// There is always one, perhaps empty.
func DecodeBlocks(c Coded, codes []Code) ([][]releases.Inline, error) {
	d := decoding{codes: make(map[int]Code, len(codes)), seen: make(map[int]bool, len(codes))}
	for _, one := range codes {
		d.codes[one.ID] = one
	}
	d.levels = [][]releases.Inline{nil}
	for _, p := range c.Parts {
		if err := d.part(p); err != nil {
			return nil, err
		}
	}
	if n := len(d.open); n > 0 {
		return nil, &CodeError{"code-nesting", d.open[n-1]}
	}
	for _, one := range codes {
		if !d.seen[one.ID] && !one.Optional {
			return nil, &CodeError{"code-missing", one.ID}
		}
	}
	return append(d.blocks, d.levels[0]), nil
}

// decoding holds the content of each pair that is open, the outermost first.
type decoding struct {
	codes  map[int]Code
	seen   map[int]bool
	open   []int
	levels [][]releases.Inline
	blocks [][]releases.Inline // those that are whole
}

func (d *decoding) part(p Part) error {
	if p.Kind == Text {
		d.words(p.Text)
		return nil
	}
	c, known := d.codes[p.ID]
	if !known || c.Paired() == (p.Kind == Single) {
		return &CodeError{"code-unknown", p.ID}
	}
	if p.Kind == Close {
		return d.close(c)
	}
	if d.seen[p.ID] {
		return &CodeError{"code-twice", p.ID}
	}
	d.seen[p.ID] = true
	switch {
	case p.Kind == Open:
		d.open, d.levels = append(d.open, p.ID), append(d.levels, nil)
	case c.Kind == releases.Words:
		d.words(c.Text)
	case c.Divides && len(d.open) > 0:
		return &CodeError{"code-nesting", p.ID}
	case c.Divides:
		d.blocks, d.levels[0] = append(d.blocks, d.levels[0]), nil
	default:
		d.add(releases.Inline{Kind: releases.Break})
	}
	return nil
}

func (d *decoding) add(in releases.Inline) {
	top := len(d.levels) - 1
	d.levels[top] = append(d.levels[top], in)
}

func (d *decoding) words(s string) {
	top := len(d.levels) - 1
	if n := len(d.levels[top]); n > 0 && d.levels[top][n-1].Kind == releases.Words {
		d.levels[top][n-1].Text += s
	} else if s != "" {
		d.add(releases.Inline{Kind: releases.Words, Text: s})
	}
}

func (d *decoding) close(c Code) error {
	n := len(d.open)
	if n == 0 || d.open[n-1] != c.ID {
		return &CodeError{"code-nesting", c.ID}
	}
	inner := d.levels[n]
	if strings.TrimSpace(releases.Lines(inner)) == "" {
		return &CodeError{"code-empty", c.ID}
	}
	d.open, d.levels = d.open[:n-1], d.levels[:n]
	d.add(releases.Inline{Kind: c.Kind, Dest: c.Dest, Title: c.Title, Children: inner})
	return nil
}

// Plain is the text alone; a single code is a space. The memory and the
// glossary know a unit by it.
func (c Coded) Plain() string {
	if len(c.Parts) == 1 && c.Parts[0].Kind == Text {
		return c.Parts[0].Text
	}
	var b strings.Builder
	for _, p := range c.Parts {
		switch p.Kind {
		case Text:
			b.WriteString(p.Text)
		case Single:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// Blank tells content without a letter of text; codes do not count.
func (c Coded) Blank() bool { return strings.TrimSpace(c.Plain()) == "" }
