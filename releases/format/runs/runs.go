// Package runs finds the pieces of a line that keep a direction of their own:
// a Latin name or a telephone number in an Arabic sentence, an Arabic name in
// an English one. A format puts each into an isolate (UAX #9 §2.4), so that
// neither the piece nor its neighbours move, whatever stands around them.
//
// The direction of the line is declared by its language. The directions of the
// pieces come from the bidirectional classes of their letters, and for pieces
// that the classes alone set wrongly (telephone numbers, addresses, signed
// numbers, ISO dates, reference codes) from their shape.
//
// Guarantees: runs are in order, do not overlap, begin and end at characters;
// the words between isolates are unchanged.
package runs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Run is the piece line[From:To], read right to left if RTL.
type Run struct {
	From, To int
	RTL      bool
}

// The isolates of UAX #9 §2.4.
const (
	leftToRight = "\u2066" // LRI
	rightToLeft = "\u2067" // RLI
	pop         = "\u2069" // PDI
)

// Of lists the runs of a line whose language is written right to left if rtl.
func Of(line string, rtl bool) []Run { return Among(Tokens(line), line, rtl) }

// Among is Of for a line whose tokens are known.
func Among(tokens []Token, line string, rtl bool) []Run {
	if rtl {
		return latin(tokens, line)
	}
	return arabic(tokens, line)
}

// Isolate is the line with each of its runs in an isolate.
func Isolate(line string, rtl bool) string {
	var b strings.Builder
	at := 0
	for _, r := range Of(line, rtl) {
		b.WriteString(line[at:r.From])
		if r.RTL {
			b.WriteString(rightToLeft + line[r.From:r.To] + pop)
		} else {
			b.WriteString(leftToRight)
			for _, part := range Parts(line[r.From:r.To]) {
				if part.Digits {
					b.WriteString(leftToRight + part.Text + pop)
				} else {
					b.WriteString(part.Text)
				}
			}
			b.WriteString(pop)
		}
		at = r.To
	}
	b.WriteString(line[at:])
	return b.String()
}

// Part is a piece of a run; Digits marks a group of Arabic-Indic digits that
// needs an isolate of its own.
type Part struct {
	Text   string
	Digits bool
}

// Parts cuts a left-to-right run where groups of Arabic-Indic digits stand in
// it: spaces between such groups turn right-to-left even inside a left-to-right
// isolate (UAX #9 N1 takes AN for R), which would reverse a telephone number.
// A run without two such groups is one part.
func Parts(run string) []Part {
	var parts []Part
	from, groups, inside := 0, 0, false
	for i, r := range run {
		digit := classOf(r) == bidi.AN && unicode.IsDigit(r)
		if digit == inside {
			continue
		}
		if i > from {
			parts = append(parts, Part{run[from:i], inside})
		}
		if digit {
			groups++
		}
		from, inside = i, digit
	}
	if groups < 2 {
		return []Part{{Text: run}}
	}
	return append(parts, Part{run[from:], inside})
}

// latin finds the left-to-right runs of a right-to-left line. A run begins
// with a left-to-right letter or a token of fixed shape; letters go on through
// neutral characters to the next such letter, and to a number or token right
// beside them ("Windows 11"), as UAX #9 W7 has it; never across a character of
// Arabic script such as its comma.
func latin(tokens []Token, line string) []Run {
	var found []Run
	for i := 0; i < len(line); {
		if t, ok := startsAt(&tokens, i); ok {
			found = append(found, Run{From: i, To: t.To})
			i = t.To
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		if r == '\u2066' { // its words were put into a left-to-right isolate already
			i = afterIsolate(line, i)
			continue
		}
		if classOf(r) != bidi.L || isControl(r) {
			i += size
			continue
		}
		end := letters(line, i, &tokens)
		found = append(found, Run{From: i, To: end})
		i = end
	}
	return found
}

// letters is where the run of left-to-right letters that begins at from ends.
func letters(line string, from int, tokens *[]Token) int {
	end := from
	var open []rune // closing brackets that are due
	for i := from; i < len(line); {
		if t, ok := startsAt(tokens, i); ok {
			if i > end+1 && i > from { // more than one character between
				return end
			}
			end, i = t.To, t.To
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		switch c := classOf(r); {
		case c == bidi.L && !isControl(r):
			end = i + size
		case c == bidi.NSM && end == i:
			end = i + size
		case c == bidi.EN && i <= end+1:
			end = i + size
		case c == bidi.R || c == bidi.AL || c == bidi.AN || c == bidi.EN || c == bidi.B || unicode.Is(unicode.Arabic, r) || isControl(r):
			return end
		case strings.ContainsRune("([{", r):
			open = append(open, map[rune]rune{'(': ')', '[': ']', '{': '}'}[r])
		case strings.ContainsRune(")]}", r):
			if len(open) == 0 || open[len(open)-1] != r {
				return end
			}
			open = open[:len(open)-1]
			if end == i {
				end = i + size
			}
		case strings.ContainsRune("«»“”\"،؛؟", r):
			return end
		}
		i += size
	}
	return end
}

// arabic finds the right-to-left runs of a left-to-right line: from the first
// right-to-left letter to the last of its kind, or to a number in its digits.
// A telephone number in Arabic-Indic digits is a left-to-right run there too.
func arabic(tokens []Token, line string) []Run {
	var found []Run
	begin, end := -1, -1
	shut := func() {
		if begin >= 0 {
			found = append(found, Run{From: begin, To: end, RTL: true})
		}
		begin = -1
	}
	for i := 0; i < len(line); {
		if t, ok := startsAt(&tokens, i); ok {
			shut()
			if len(Parts(line[i:t.To])) > 1 {
				found = append(found, Run{From: i, To: t.To})
			}
			i = t.To
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		if r == '\u2067' {
			shut()
			i = afterIsolate(line, i)
			continue
		}
		switch c := classOf(r); {
		case (c == bidi.R || c == bidi.AL) && !isControl(r):
			if begin < 0 {
				begin = i
			}
			end = i + size
		case begin >= 0 && (c == bidi.AN || c == bidi.NSM && end == i):
			end = i + size
		case c == bidi.L || c == bidi.EN || c == bidi.B || isControl(r):
			shut()
		}
		i += size
	}
	shut()
	return found
}

// afterIsolate is where the isolate that opens at byte at has ended.
func afterIsolate(line string, at int) int {
	depth := 0
	for i, r := range line[at:] {
		switch r {
		case '\u2066', '\u2067', '\u2068':
			depth++
		case '\u2069':
			depth--
		}
		if depth == 0 {
			return at + i + utf8.RuneLen(r)
		}
	}
	return len(line)
}

// startsAt takes the token that begins at i, and drops those before it.
func startsAt(tokens *[]Token, i int) (Token, bool) {
	for len(*tokens) > 0 && (*tokens)[0].From < i {
		*tokens = (*tokens)[1:]
	}
	if len(*tokens) > 0 && (*tokens)[0].From == i {
		return (*tokens)[0], true
	}
	return Token{}, false
}

func classOf(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// isControl tells the marks and formatting characters of UAX #9, which have
// the classes of letters and are none.
func isControl(r rune) bool {
	return r == '\u200E' || r == '\u200F' || r == '\u061C' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}
