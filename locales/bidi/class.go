package bidi

import (
	"sync"
	"sync/atomic"
	"unicode/utf8"

	ucd "golang.org/x/text/unicode/bidi"
)

// class is a Bidi_Class value; the numbers are those of x/text.
type class uint8

const (
	cL   = class(ucd.L)
	cR   = class(ucd.R)
	cEN  = class(ucd.EN)
	cES  = class(ucd.ES)
	cET  = class(ucd.ET)
	cAN  = class(ucd.AN)
	cCS  = class(ucd.CS)
	cB   = class(ucd.B)
	cS   = class(ucd.S)
	cWS  = class(ucd.WS)
	cON  = class(ucd.ON)
	cBN  = class(ucd.BN)
	cNSM = class(ucd.NSM)
	cAL  = class(ucd.AL)
	cLRO = class(ucd.LRO)
	cRLO = class(ucd.RLO)
	cLRE = class(ucd.LRE)
	cRLE = class(ucd.RLE)
	cPDF = class(ucd.PDF)
	cLRI = class(ucd.LRI)
	cRLI = class(ucd.RLI)
	cFSI = class(ucd.FSI)
	cPDI = class(ucd.PDI)
)

// classes is a set of them: bit c stands for class c.
type classes uint32

func setOf(cs ...class) (set classes) {
	for _, c := range cs {
		set |= 1 << c
	}
	return set
}

func (set classes) has(c class) bool { return set>>c&1 != 0 }

var (
	embeddings = setOf(cLRE, cRLE, cLRO, cRLO)
	initiators = setOf(cLRI, cRLI, cFSI)
	// removed are the characters that rule X9 takes out of the reckoning.
	removed = embeddings | setOf(cPDF, cBN)
	// explicit are those that need rules X1 to X10 at all.
	explicit = removed | initiators | setOf(cPDI)
	// rightward are those that can lift a character off level 0.
	rightward = embeddings | initiators | setOf(cR, cAL, cAN)
	// leftward are those that can keep a right-to-left paragraph from being
	// one run of level 1.
	leftward = explicit | setOf(cL, cEN, cAN, cB)
	// neutral is NI of UAX #9.
	neutral = initiators | setOf(cB, cS, cWS, cON, cPDI)
	// unjoined are classes of characters that never join nor are joined across.
	unjoined = ^(removed | setOf(cAL, cNSM))
	// trailing is what rule L1 sends back to the paragraph's level at the end
	// of a line and before a separator.
	trailing = removed | initiators | setOf(cWS, cPDI)
)

// prop is what the algorithm wants to know of a character, in one byte: its
// class, and whether it is a paired bracket, is mirrored, or joins.
type prop uint8

const (
	classBits prop = 1<<5 - 1
	bracket   prop = 1 << 5
	mirrored  prop = 1 << 6
	joining   prop = 1 << 7
)

// silent is what mirrored means of a strong character, none of which is: LRM,
// RLM or ALM.
const silent = mirrored

func (p prop) class() class { return class(p & classBits) }

// marks is a member of the classes in a text if it holds a silent character.
const marks classes = 1 << 31

// members are what each prop adds to the classes in a text.
var members = func() (sets [256]classes) {
	for i := range sets {
		known := prop(i)
		sets[i] = 1 << known.class()
		if known&silent != 0 && setOf(cL, cR, cAL).has(known.class()) {
			sets[i] |= marks
		}
	}
	return sets
}()

// ascii are the properties of the first 128 characters.
var ascii = sync.OnceValue(func() *[utf8.RuneSelf]prop {
	var props [utf8.RuneSelf]prop
	for r := range props {
		props[r] = propertiesOf(rune(r))
	}
	return &props
})

// pages holds the properties of the characters that were met, 256 at a time.
// A page is filled when its first character is looked up; two goroutines that
// do so at once write the same thing.
var pages [(utf8.MaxRune + 1) >> 8]atomic.Pointer[[256]prop]

func propOf(r rune) prop {
	if page := uint32(r) >> 8; page < uint32(len(pages)) {
		if known := pages[page].Load(); known != nil {
			return known[uint8(r)]
		}
	}
	return firstPropOf(r)
}

func firstPropOf(r rune) prop {
	if r < 0 || r > utf8.MaxRune {
		r = utf8.RuneError
	}
	first := r &^ 0xFF
	page := new([256]prop)
	for i := range page {
		page[i] = propertiesOf(first + rune(i))
	}
	pages[first>>8].Store(page)
	return page[uint8(r)]
}

func propertiesOf(r rune) prop {
	found, _ := ucd.LookupRune(r)
	p := prop(found.Class())
	if found.IsBracket() {
		p |= bracket
	}
	if Mirror(r) != r {
		p |= mirrored
	}
	if r == lrm || r == rlm || r == alm {
		p |= silent
	}
	if hasForms(r) {
		p |= joining
	}
	return p
}

// opener tells whether a paired bracket opens, and gives the character that
// stands for the pair: its opening bracket, canonically decomposed (BD16).
func opener(r rune) (pair rune, opens bool) {
	found, _ := ucd.LookupRune(r)
	if opens = found.IsOpeningBracket(); !opens {
		r = Mirror(r)
	}
	if r == '\u2329' {
		r = '\u3008'
	}
	return r, opens
}
