package bidi

import (
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// kind is how a character joins: its Joining_Type.
type kind uint8

const (
	apart       kind = iota // U: joins nothing
	transparent             // T: its neighbours join across it
	joinsRight              // R: joins the letter before it, which stands on its right
	joinsBoth               // D
	causing                 // C: makes its neighbours join and stays as it is
)

// Forms of a letter in the order of Unicode; medial is final + initial.
const (
	isolated = iota
	final
	initial
	medial
)

// letter is how a character joins and the presentation forms that it has.
type letter struct {
	kind  kind
	forms [4]uint16 // 0 for none
}

// letterTable are the characters of the Arabic blocks from U+0600 to U+08FF.
type letterTable [0x300]letter

const firstLetter = 0x0600

// rightOnly and notJoining are the letters without presentation forms that do
// not join on both sides, as most do (ArabicShaping.txt of Unicode 15, which a
// test compares).
const (
	rightOnly = "\u0672\u0673\u0675\u0676\u0677\u0689\u068A\u068B\u068F\u0690\u0692\u0693\u0694\u0695\u0696\u0697\u0699" +
		"\u06C3\u06C4\u06CA\u06CD\u06CF\u06D5\u06EE\u06EF\u0759\u075A\u075B\u076B\u076C\u0771\u0773\u0774\u0778\u0779" +
		"\u0870\u0871\u0872\u0873\u0874\u0875\u0876\u0877\u0878\u0879\u087A\u087B\u087C\u087D\u087E\u087F\u0880\u0881\u0882" +
		"\u088E\u08AA\u08AB\u08AC\u08AE\u08B1\u08B2\u08B9"
	notJoining = "\u0674\u0887\u0888\u08AD"
	bothSides  = "\u06BA" // whose initial and medial forms are those of another letter
	// tatweel, and letters over one
	alwaysJoining = "\u0640\u0883\u0884\u0885"
)

// letters is the table, made when the first Arabic letter is met.
var letters = sync.OnceValue(func() *letterTable {
	t := new(letterTable)
	for i := range t {
		switch r := firstLetter + rune(i); {
		case unicode.Is(unicode.Mn, r) || r == alm:
			t[i].kind = transparent
		case unicode.Is(unicode.Lo, r) && unicode.Is(unicode.Arabic, r):
			t[i].kind = joinsBoth
		}
	}
	t.readForms()
	for kind, chars := range map[kind]string{joinsRight: rightOnly, apart: notJoining, joinsBoth: bothSides, causing: alwaysJoining} {
		for _, r := range chars {
			t[r-firstLetter].kind = kind
		}
	}
	return t
})

// readForms takes forms from the compatibility decompositions of the blocks
// Arabic Presentation Forms-A and -B, where those of a letter follow each other
// in order. The initial and medial forms of U+0649, for Uyghur, came later and
// stand apart.
func (t *letterTable) readForms() {
	for _, block := range [...][2]rune{{0xFB50, 0xFBB1}, {0xFBD3, 0xFBE7}, {0xFBFC, 0xFBFF}, {0xFE80, 0xFEF4}, {0xFBE8, 0xFBE9}} {
		for form := block[0]; form <= block[1]; form++ {
			of := []rune(norm.NFKC.String(string(form)))
			if len(of) != 1 || of[0] < firstLetter {
				continue
			}
			letter := &t[of[0]-firstLetter]
			for slot := range letter.forms {
				if letter.forms[slot] == 0 {
					letter.forms[slot] = uint16(form)
					break
				}
			}
		}
	}
	for i := range t {
		switch forms := t[i].forms; {
		case forms[initial] != 0:
			t[i].kind = joinsBoth
		case forms[final] != 0:
			t[i].kind = joinsRight
		case forms[isolated] != 0: // U+0621, which is always itself
			t[i] = letter{kind: apart}
		}
	}
}

var (
	apartLetter       = &letter{kind: apart}
	transparentLetter = &letter{kind: transparent}
	causingLetter     = &letter{kind: causing}
)

func (t *letterTable) of(r rune, known prop) *letter {
	if i := uint32(r - firstLetter); i < uint32(len(t)) {
		return &t[i]
	}
	switch c := known.class(); {
	case r == zwj:
		return causingLetter
	case r == zwnj:
		return apartLetter
	case c == cNSM, removed.has(c), r == lrm, r == rlm:
		return transparentLetter
	}
	return apartLetter
}

// hasForms tells that Join may change a character.
func hasForms(r rune) bool {
	i := uint32(r - firstLetter)
	return i < uint32(len(letterTable{})) && letters()[i].forms[final] != 0
}
