// Package bidi puts text of two directions into the order in which it is seen.
//
// It holds the Unicode Bidirectional Algorithm (UAX #9, on the class tables of
// golang.org/x/text), the joining of Arabic letters for screens that draw one
// character a cell, the isolates that keep a name or a number from disturbing
// the sentence around it, and the direction of each language.
//
//	var p bidi.Paragraph
//	p.SetString("صدر البيان (PR-12) اليوم", bidi.RTL)
//	p.Order(0, p.Len())                 // indexes from left to right
//	p.AppendVisual(dst, 0, p.Len())     // the characters as a screen shows them
//
// Guarantees: every case of Unicode's BidiTest.txt and BidiCharacterTest.txt
// comes out right, levels and order; a Paragraph that is used again allocates
// nothing; nothing panics, whatever the text holds, invalid UTF-8 included.
// Functions may be called from several goroutines, a Paragraph belongs to one.
package bidi

import "unicode/utf8"

// Direction is where a paragraph begins. The zero value leaves it to the text.
type Direction uint8

const (
	Auto Direction = iota // that of the first strong character, else LTR
	LTR
	RTL
)

// String is the value of HTML's dir attribute.
func (d Direction) String() string { return [...]string{"auto", "ltr", "rtl"}[d%3] }

// Level is an embedding level: even runs go from left to right, odd ones from
// right to left.
type Level uint8

// maxDepth is max_depth of BD2.
const maxDepth = 125

// Direction is LTR of an even level, RTL of an odd one.
func (l Level) Direction() Direction { return LTR + Direction(l&1) }

// strong is the class of a level's own direction: L or R.
func (l Level) strong() class { return class(l & 1) }

// Paragraph is one paragraph of text with its levels. Set it, then ask for
// lines. The zero value is an empty paragraph; setting again reuses all memory.
//
// Positions are indexes of runes. A paragraph separator belongs at the end if
// anywhere: split the text first.
type Paragraph struct {
	text    []rune
	props   []prop
	found   classes // classes in text
	flags   prop    // flags in text: bracket, mirrored, joining
	base    Level
	uniform bool // every level is base
	levels  []Level
	source  string // of SetString, while text is still its runes
	decoded []rune // memory of SetString

	sequencer
	resolver
	line
}

// Set resolves the levels of a paragraph (rules P2 to I2). The text is kept,
// not copied, until the next Set.
func (p *Paragraph) Set(text []rune, base Direction) {
	p.text, p.source = text, ""
	p.props = sized(p.props, len(text))
	for i, r := range text {
		p.props[i] = propOf(r)
	}
	p.survey()
	p.resolve(base)
}

// SetString is Set for a string; invalid UTF-8 counts as U+FFFD.
func (p *Paragraph) SetString(s string, base Direction) {
	p.decode(s)
	p.resolve(base)
}

// SetJoined is SetString with the Arabic letters joined as by Join, so that
// positions are those of the joined text (see Text).
func (p *Paragraph) SetJoined(s string, base Direction) {
	p.decode(s)
	if p.flags&joining != 0 {
		n := join(p.text, p.props, nil)
		shorter := n < len(p.text)
		p.text, p.props, p.source = p.text[:n], p.props[:n], ""
		if shorter && p.found.has(cBN) {
			p.survey() // without joiners that went, the way may be quicker
		}
	}
	p.resolve(base)
}

func (p *Paragraph) decode(s string) {
	p.source = s
	p.decoded = sized(p.decoded, len(s))
	p.props = sized(p.props, len(s))
	text, props := p.decoded, p.props
	var found classes
	var flags prop
	n, ascii := 0, ascii()
	for i := 0; i < len(s); n++ {
		r, known := rune(s[i]), prop(0)
		if r < utf8.RuneSelf {
			known = ascii[r]
			i++
		} else {
			var size int
			if r, size = decodeRune(s, i); r == utf8.RuneError {
				p.source = "" // it may not be valid: never write it as it is
			}
			known = propOf(r)
			i += size
		}
		text[n], props[n] = r, known
		found |= members[known]
		flags |= known
	}
	p.text, p.props, p.found, p.flags = text[:n], props[:n], found, flags
}

// decodeRune is utf8.DecodeRuneInString, quick for the two bytes of Arabic and
// Hebrew letters.
func decodeRune(s string, i int) (rune, int) {
	if lead := s[i]; 0xC2 <= lead && lead < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
		return rune(lead&0x1F)<<6 | rune(s[i+1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(s[i:])
}

// survey finds the classes and flags that are in the text.
func (p *Paragraph) survey() {
	p.found, p.flags = 0, 0
	for _, known := range p.props {
		p.found |= members[known]
		p.flags |= known
	}
}

// Len is the number of characters; Text are they. Text is valid until the next
// Set and not to be changed.
func (p *Paragraph) Len() int     { return len(p.text) }
func (p *Paragraph) Text() []rune { return p.text }

// Base is the direction of the paragraph: as it was set, or as it was found.
func (p *Paragraph) Base() Direction { return p.base.Direction() }

// Uniform tells that all characters have the level of the paragraph: there is
// nothing to reorder but, right to left, everything.
func (p *Paragraph) Uniform() bool { return p.uniform }

// resolve finds the levels. Most paragraphs need no more than a look at the
// classes in them; most others are one isolating run sequence.
func (p *Paragraph) resolve(base Direction) {
	switch base {
	case LTR:
		p.base = 0
	case RTL:
		p.base = 1
	default:
		p.base = 0
		if p.found&setOf(cR, cAL) != 0 {
			p.base = p.firstStrong(0, len(p.props))
		}
	}
	p.uniform = p.base == 0 && p.found&rightward == 0 || p.base == 1 && p.found&leftward == 0
	p.levels = sized(p.levels, len(p.props))
	switch {
	case p.uniform:
		fill(p.levels, p.base)
	case p.found&explicit != 0:
		p.resolveExplicit()
	default:
		p.resolver.begin(len(p.props))
		for i, known := range p.props {
			p.resolver.classes[i] = known.class()
		}
		p.resolveSequence(nil, p.levels, p.base, p.base.strong(), p.base.strong())
	}
}

// firstStrong is the level of rules P2 and P3 for text[from:to], 0 if there is
// no strong character. An isolate is skipped, and one that is not closed hides
// the rest.
func (p *Paragraph) firstStrong(from, to int) Level {
	depth := 0
	for _, known := range p.props[from:to] {
		switch c := known.class(); {
		case initiators.has(c):
			depth++
		case c == cPDI && depth > 0:
			depth--
		case depth > 0:
		case c == cL:
			return 0
		case c == cR || c == cAL:
			return 1
		}
	}
	return 0
}

// FirstStrong is the direction of the first strong character of a text (P2),
// Auto if there is none. The content of isolates does not count, and a PDI that
// closes nothing ends the text: it is then the content of an isolate.
func FirstStrong(text []rune) Direction {
	depth := 0
	for _, r := range text {
		switch c := propOf(r).class(); {
		case initiators.has(c):
			depth++
		case c == cPDI && depth == 0:
			return Auto
		case c == cPDI:
			depth--
		case depth > 0:
		case c == cL:
			return LTR
		case c == cR || c == cAL:
			return RTL
		}
	}
	return Auto
}

// sized gives a slice of n elements, in the memory of s if that is enough. What
// it holds is left over from before.
func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/4+16)[:n]
	}
	return s[:n]
}

func fill[T any](s []T, v T) {
	for i := range s {
		s[i] = v
	}
}
