package po

import (
	"strings"
	"unicode/utf8"
)

// value is a string while it is read: one or more pieces between quotation
// marks, on one line or several.
type value struct {
	word  string // its keyword, and where that stands
	text  string
	line  int
	at    int
	kind  rowKind
	to    *string // where it goes; nil where none is open
	n     int     // pieces so far
	whole string  // the only piece so far, where it holds no escape
	buf   []byte  // the pieces, from the second or from an escape on
	raw   bool    // a numeric escape was in it: its bytes may be no text
}

// open begins the string of a keyword.
func (p *parser) open(word string, i int, kind rowKind, to *string) {
	p.value = value{word: word, text: p.text, line: p.line, at: i, kind: kind, to: to, buf: p.value.buf[:0]}
}

// end puts the string where it goes.
func (p *parser) end() {
	v := &p.value
	if v.to == nil || p.broken {
		return
	}
	s := v.whole
	if len(v.buf) > 0 {
		s = string(v.buf)
	}
	*v.to, v.to = s, nil
	switch {
	case v.n == 0:
		p.failAt(v.line, column(v.text, v.at), "po-no-string", "word", v.word)
	case v.raw && !utf8.ValidString(s):
		p.failAt(v.line, column(v.text, v.at), "po-escape", "escape", `\`)
	}
}

// quoted reads the piece that begins with the quotation mark at byte i, and
// returns where it ends.
func (p *parser) quoted(i int, kind rowKind) int {
	v := &p.value
	if v.to == nil || v.kind != kind {
		p.fail("po-order", i, "word", `"`)
		return i
	}
	if v.n == 0 && p.at == atStr && p.site.str == 0 && !kind.previous {
		p.site.str = p.begin + i + 1
	}
	s := p.text[i+1:]
	end := strings.IndexByte(s, '"')
	back := strings.IndexByte(s[:max(end, 0)], '\\')
	if end >= 0 && back < 0 { // nearly all pieces
		if v.n++; v.n == 1 {
			v.whole = s[:end]
		} else {
			v.spill(s[:end])
		}
		return i + 1 + end + 1
	}
	v.n++
	v.spill("")
	for j := 0; j < len(s); {
		switch c := s[j]; c {
		case '"':
			return i + 1 + j + 1
		case '\\':
			n := v.escape(s[j:])
			if n == 0 {
				_, size := utf8.DecodeRuneInString(s[min(j+1, len(s)):])
				p.fail("po-escape", i+1+j, "escape", s[j:min(j+1+size, len(s))])
				return i
			}
			j += n
		default:
			next := strings.IndexAny(s[j:], `"\`)
			if next < 0 {
				next = len(s) - j
			}
			v.buf = append(v.buf, s[j:j+next]...)
			j += next
		}
	}
	if p.rest == "" {
		p.fail("po-truncated", i, "", nil)
		return i
	}
	p.fail("po-string-not-read", i, "", nil)
	return i
}

// spill adds a piece to the buffer, behind the only one so far.
func (v *value) spill(s string) {
	v.buf = append(append(v.buf, v.whole...), s...)
	v.whole = ""
}

// escape decodes the escape at the start of s and returns its length; 0 where
// it is none: a letter, one to three octal digits, or x and hexadecimal ones.
func (v *value) escape(s string) int {
	if len(s) < 2 {
		return 0
	}
	if i := strings.IndexByte(escapes, s[1]); i >= 0 {
		v.buf = append(v.buf, escaped[i])
		return 2
	}
	n, base, most, code := 1, 8, 4, 0
	if s[1] == 'x' {
		n, base, most = 2, 16, 4
	}
	start := n
	for n < len(s) && n < most {
		d := strings.IndexByte("0123456789abcdef", s[n]|0x20) // |0x20: no case
		if d < 0 || d >= base {
			break
		}
		code, n = code*base+d, n+1
	}
	if n == start || code > 0xff {
		return 0
	}
	v.buf, v.raw = append(v.buf, byte(code)), true
	return n
}
