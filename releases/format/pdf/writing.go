package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/runs"
)

// writing is the text of a paragraph as it is put together, before any of it
// is measured.
type writing struct {
	text   strings.Builder
	pieces []piece
	phones bool // telephone numbers become links too
	spoken bool // no line ends after a dash: it leads to the speaker's name
}

// piece is a stretch of one look; it begins where the one before ends.
type piece struct {
	end  int // byte of the text
	look *look
}

func (w *writing) add(s string, l look) {
	if s != "" {
		w.text.WriteString(s)
		w.pieces = append(w.pieces, piece{w.text.Len(), &l})
	}
}

// inlines adds the content of a block. A break is a line feed.
func (w *writing) inlines(nodes []releases.Inline, l look, address func(dest string) string, b *runs.Balance) {
	for _, n := range nodes {
		inner := l
		switch n.Kind {
		case releases.Words:
			w.add(clean(b.Text(n.Text)), l)
			continue
		case releases.Break:
			w.add("\n", l)
			continue
		case releases.Emphasis:
			inner.emphasis = true
		case releases.Strong:
			inner.bold = true
		case releases.Link:
			if dest := address(n.Dest); dest != "" && l.owner.link() == nil {
				inner = linked(l, dest)
			}
		}
		w.inlines(n.Children, inner, address, b)
	}
}

// line adds a sentence of the catalogue, its values isolated.
func (w *writing) line(line furniture.Line, l look) {
	text := runs.Balanced(line.String())
	if line.Language != "" { // only the default catalogue, English, speaks for another language
		text = "\u2066" + text + "\u2069"
		if l.owner != nil {
			l.owner = l.owner.foreign(string(line.Language))
		}
	}
	w.add(clean(text), l)
}

// words adds a value in one piece.
func (w *writing) words(s string, l look) { w.add(clean(runs.Balanced(s)), l) }

// linked is a look inside a link.
func linked(l look, dest string) look {
	l.owner = l.owner.child("Link")
	l.owner.dest = dest
	l.ink = accent
	return l
}

// clean replaces what no font draws: controls become spaces, as in Markdown,
// and bytes that are no UTF-8 become U+FFFD.
func clean(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, isUnprintable) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isUnprintable(r) {
			return ' '
		}
		return r
	}, s)
}

// isUnprintable tells controls and the separators of lines and paragraphs.
func isUnprintable(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp) }

// mark tells something about one character.
type mark byte

const (
	hidden  mark = 1 << iota // never drawn
	forced                   // ends its line
	whole                    // no line ends after it
	breaks                   // a line may end after it
	begins                   // begins a glyph, and may begin a line if need be
	filling                  // takes part in filling the line
)

// maxWhole is up to how many bytes a reference code stays on one line.
const maxWhole = 24

// characters gives the text with an isolate around each run of the other
// direction, and what is known of each character. Bare addresses become links.
func (w *writing) characters(rtl bool) (text []rune, looks []*look, marks []mark) {
	plain := w.text.String()
	tokens := runs.Tokens(plain)
	w.link(plain, tokens)
	steer := controls(plain, tokens, rtl)
	n := 0
	for at, r := range plain {
		for at >= w.pieces[n].end {
			n++
		}
		for len(steer) > 0 && steer[0].at <= at {
			text, looks, marks = append(text, steer[0].control), append(looks, w.pieces[n].look), append(marks, hidden)
			steer = steer[1:]
		}
		for len(tokens) > 0 && tokens[0].To <= at {
			tokens = tokens[1:]
		}
		m := markOf(r)
		if r == '\n' {
			r = ' '
		}
		if n := len(text); w.spoken && m&filling != 0 && n > 0 && (text[n-1] == '—' || text[n-1] == '–') {
			m |= whole
		}
		if r == '/' && (len(tokens) == 0 || tokens[0].From > at || tokens[0].Shape != runs.Web) {
			m |= whole // GNU/Linux is a word
		}
		if len(tokens) > 0 && tokens[0].From <= at && at+len(string(r)) < tokens[0].To && isWhole(tokens[0]) {
			m |= whole
		}
		text, looks, marks = append(text, r), append(looks, w.pieces[n].look), append(marks, m)
	}
	for _, s := range steer {
		text, looks, marks = append(text, s.control), append(looks, w.pieces[len(w.pieces)-1].look), append(marks, hidden)
	}
	return text, looks, marks
}

func isWhole(t runs.Token) bool {
	return t.Shape == runs.Phone || t.Shape == runs.Mail || t.Shape == runs.Code && t.To-t.From <= maxWhole
}

func markOf(r rune) mark {
	switch {
	case r == '\n':
		return forced | filling
	case r == ' ', r == '\u00A0':
		return filling
	case isHidden(r):
		return hidden
	}
	return 0
}

// isHidden tells the characters that steer direction or line breaks and are
// nothing in themselves. The joiners are not among them: they form letters.
func isHidden(r rune) bool {
	switch {
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u206F', r == '\u200E', r == '\u200F', r == '\u061C':
		return true
	case r == '\u00AD', r == '\u200B', r == '\u2060', r == '\uFEFF':
		return true
	}
	return false
}

// control is a formatting character to be put before a byte.
type control struct {
	at      int
	control rune
}

func controls(plain string, tokens []runs.Token, rtl bool) []control {
	var all []control
	for _, r := range runs.Among(tokens, plain, rtl) {
		if r.RTL {
			all = append(all, control{r.From, '\u2067'}, control{r.To, '\u2069'})
			continue
		}
		all = append(all, control{r.From, '\u2066'})
		at := r.From
		for _, part := range runs.Parts(plain[r.From:r.To]) {
			if part.Digits {
				all = append(all, control{at, '\u2066'}, control{at + len(part.Text), '\u2069'})
			}
			at += len(part.Text)
		}
		all = append(all, control{r.To, '\u2069'})
	}
	return all
}

// link makes links of the addresses that stand bare in the text.
func (w *writing) link(plain string, tokens []runs.Token) {
	for _, t := range tokens {
		if t.Shape == runs.Phone && !w.phones {
			continue
		}
		if dest := furniture.BareLink(t.Shape, plain[t.From:t.To]); dest != "" {
			w.relook(t.From, t.To, dest)
		}
	}
}

// relook gives text[from:to] the look of a link, unless a link is there.
func (w *writing) relook(from, to int, dest string) {
	var out []piece
	var inside *element
	begin := 0
	for _, p := range w.pieces {
		a, b := max(begin, from), min(p.end, to)
		if a < b && (p.look.owner == nil || p.look.owner.link() != nil) {
			return
		}
		if a >= b {
			out = append(out, p)
			begin = p.end
			continue
		}
		if a > begin {
			out = append(out, piece{a, p.look})
		}
		l := linked(*p.look, dest)
		if inside == nil {
			inside = l.owner
		}
		l.owner = inside
		out = append(out, piece{b, &l})
		if b < p.end {
			out = append(out, piece{p.end, p.look})
		}
		begin = p.end
	}
	w.pieces = out
}
