// Package pieces cuts the content of a block into pieces for the formats that
// know no nesting of marks: each piece has one look, one direction and one link.
//
// Where a token of a fixed shape (a telephone number above all) would be torn
// apart by a reader that knows no isolates, as word processors and many mail
// programs do not, Guarded gives it the marks that hold it together.
package pieces

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/runs"
)

// Piece is a stretch of a line in one look.
type Piece struct {
	Text             string // "" of a break
	Strong, Emphasis bool
	Break            bool

	Link        int    // counts the links of the line from 1; 0 outside of links
	Dest, Title string // of the link

	RTL   bool // read right to left
	Own   bool // of another direction than its line
	Token bool // needs Guarded
	Phone bool // a telephone number

	// Parted: without isolates it would go on in the direction of the piece
	// before it, and needs Part first.
	Parted bool
}

// Of cuts the content of a block of a language that is written right to left
// if rtl. A link that leads nowhere safe is its words.
func Of(content []releases.Inline, rtl bool) []Piece {
	return cutting{}.of(content, rtl)
}

// Linked is Of where bare addresses become links, as in a format that nobody
// reads back.
func Linked(content []releases.Inline, rtl bool) []Piece {
	return cutting{addresses: true}.of(content, rtl)
}

func (c cutting) of(content []releases.Inline, rtl bool) []Piece {
	c.gather(content, Piece{RTL: rtl})
	if due := c.balance.Close(); due != "" {
		c.leaves = append(c.leaves, Piece{Text: due, RTL: rtl})
	}
	return c.cut(rtl)
}

// Line cuts plain words; addresses in them become links.
func Line(words string, rtl bool) []Piece {
	c := cutting{addresses: true, leaves: []Piece{{Text: runs.Balanced(words), RTL: rtl}}}
	return c.cut(rtl)
}

type cutting struct {
	leaves    []Piece // one for each look
	links     int
	balance   runs.Balance
	addresses bool // bare ones become links
}

func (c *cutting) gather(content []releases.Inline, look Piece) {
	for _, in := range content {
		leaf := look
		switch in.Kind {
		case releases.Words:
			leaf.Text = c.balance.Text(in.Text)
			c.leaves = append(c.leaves, leaf)
			continue
		case releases.Break:
			c.leaves = append(c.leaves, Piece{Break: true, RTL: look.RTL})
			continue
		case releases.Strong:
			leaf.Strong = true
		case releases.Emphasis:
			leaf.Emphasis = true
		case releases.Link:
			if dest := furniture.SafeLink(in.Dest); dest != "" && look.Link == 0 {
				c.links++
				leaf.Link, leaf.Dest, leaf.Title = c.links, dest, in.Title
			}
		}
		c.gather(in.Children, leaf)
	}
}

// cut cuts the leaves where runs and tokens begin and end.
func (c *cutting) cut(rtl bool) []Piece {
	var b strings.Builder
	for _, l := range c.leaves {
		if b.WriteString(l.Text); l.Break {
			b.WriteByte('\n')
		}
	}
	plain := b.String()
	tokens := runs.Tokens(parted(plain))
	own := runs.Among(tokens, plain, rtl)
	var out []Piece
	at := 0
	for _, l := range c.leaves {
		if l.Break {
			out = append(out, l)
			at++
			continue
		}
		for end := at + len(l.Text); at < end; {
			p := l
			to := end
			for len(own) > 0 && own[0].To <= at {
				own = own[1:]
			}
			if len(own) > 0 && own[0].From <= at {
				p.Own, p.RTL, to = true, own[0].RTL, min(to, own[0].To)
			} else if len(own) > 0 {
				to = min(to, own[0].From)
			}
			for len(tokens) > 0 && tokens[0].To <= at {
				tokens = tokens[1:]
			}
			switch {
			case len(tokens) == 0 || tokens[0].From >= to:
			case tokens[0].From > at:
				to = tokens[0].From
			case tokens[0].From == at && tokens[0].To <= to:
				to = tokens[0].To
				c.token(&p, tokens[0].Shape, plain[at:to])
			}
			p.Text = plain[at:to]
			out = append(out, p)
			at = to
		}
	}
	part(out, rtl)
	return out
}

// part finds the pieces that a mark has to part from the one before them: what
// begins without a letter of the line's direction, such as a comma between two
// names or a number after one, would be drawn to the other (UAX #9 N1, W2, W7).
func part(all []Piece, rtl bool) {
	for i := 1; i < len(all); i++ {
		p := &all[i]
		if p.Own || p.Break || !all[i-1].Own {
			continue
		}
		last := i+1 == len(all) || all[i+1].Break
		at := strings.IndexFunc(p.Text, func(r rune) bool {
			switch class(r) {
			case bidi.L, bidi.R, bidi.AL, bidi.EN, bidi.AN:
				return true
			}
			return false
		})
		if at < 0 {
			p.Parted = !last
			continue
		}
		r, _ := utf8.DecodeRuneInString(p.Text[at:])
		first := class(r)
		p.Parted = rtl && first != bidi.R && first != bidi.AL || !rtl && first != bidi.L
	}
}

// Part is the mark that stands before a piece that is Parted.
func (p Piece) Part() string {
	if p.RTL {
		return rightToLeftMark
	}
	return leftToRightMark
}

// parted is a line of the same length in which a number with its plus is no part
// of the word before it: Arabic writes "and" and "at" without a space («و+963»).
func parted(line string) string {
	all := []byte(line)
	for at := 2; at+1 < len(all); at++ {
		next := rune(all[at+1])
		if all[at+1] >= utf8.RuneSelf {
			next, _ = utf8.DecodeRune(all[at+1:])
		}
		if all[at] != '+' || !unicode.IsDigit(next) {
			continue
		}
		if before, size := utf8.DecodeLastRune(all[:at]); size == 2 && class(before) == bidi.AL {
			copy(all[at-2:], "،")
		}
	}
	return string(all)
}

// token marks a piece that is a whole token.
func (c *cutting) token(p *Piece, shape runs.Shape, text string) {
	p.Phone = shape == runs.Phone && digits(text) >= fewestDigits
	p.Token = p.Phone || p.Own && !p.RTL && guard(text) != text
	if !c.addresses || p.Link > 0 || shape == runs.Phone {
		return
	}
	if dest := furniture.BareLink(shape, text); dest != "" {
		c.links++
		p.Link, p.Dest = c.links, dest
	}
}

const (
	leftToRightMark = "\u200E"
	rightToLeftMark = "\u200F"
	noBreakSpace    = "\u00A0"
	wordJoiner      = "\u2060"
	embedding       = "\u202A"
	pop             = "\u202C"
)

// Guarded is the piece's text as it reads right without isolates: a token
// stands between left-to-right marks, a telephone number in one line. A space
// between groups of digits would part them into numbers that change places; a
// no-break space, of the class CS, holds them together (UAX #9 W4).
func (p Piece) Guarded() string {
	switch {
	case p.Phone:
		return leftToRightMark + phone(p.Text) + leftToRightMark
	case p.Token:
		return guard(p.Text)
	}
	return p.Text
}

// fewestDigits tells a telephone number from a number with its sign.
const fewestDigits = 5

func digits(s string) (n int) {
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// guard puts marks beside what is no letter of its own direction. A digit at
// the end needs none, and goes on to a sign of percent after it (W5).
func guard(s string) string {
	all := []rune(s)
	if class(all[0]) != bidi.L {
		s = leftToRightMark + s
	}
	if last := class(all[len(all)-1]); last != bidi.L && last != bidi.EN {
		s += leftToRightMark
	}
	return s
}

// phone holds the groups of a number together. Arabic-Indic digits count as
// right to left beside what is no digit (N1), so all that stands between marks,
// but for a space between two groups; brackets around such digits take the
// direction of the line whatever marks there are (N0), so that the number is
// embedded then. A word joiner tells a no-break space that was one before.
func phone(s string) string {
	all := []rune(s)
	arabic := strings.ContainsFunc(s, func(r rune) bool { return class(r) == bidi.AN })
	isDigit := func(i int) bool { return i >= 0 && i < len(all) && unicode.IsDigit(all[i]) }
	var b strings.Builder
	for i, r := range all {
		written := string(r)
		switch r {
		case ' ':
			written = noBreakSpace
		case '\u00A0':
			written = noBreakSpace + wordJoiner
		}
		if arabic && !isDigit(i) && !(isSpace(r) && isDigit(i-1) && isDigit(i+1)) {
			written = leftToRightMark + written + leftToRightMark
		}
		b.WriteString(written)
	}
	if arabic && strings.ContainsAny(s, "()") {
		return embedding + b.String() + pop
	}
	return b.String()
}

func isSpace(r rune) bool { return r == ' ' || r == '\u00A0' || r == '\u202F' }

func class(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}
