package po

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"bayan/releases/segment"
)

// A PO string has no place for codes, so they are written as words: {1} begins
// a pair, {/1} ends it, {2/} stands alone, and a brace of the text is doubled:
// {{ is {, and }} is }. Read from the left, each string has one meaning, and
// each content one string.
//
// What people type is read as kindly as that allows: digits may be Arabic or
// Persian, since keyboards write them so, and a single brace that begins no code
// is a brace.

// appendText appends words with their braces doubled.
func appendText(b *strings.Builder, s string) {
	for {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			break
		}
		b.WriteString(s[:i+1])
		b.WriteByte(s[i])
		s = s[i+1:]
	}
	b.WriteString(s)
}

// text writes coded content as a PO string.
func text(c segment.Coded) string {
	if len(c.Parts) == 1 && c.Parts[0].Kind == segment.Text && !strings.ContainsAny(c.Parts[0].Text, "{}") {
		return c.Parts[0].Text
	}
	var b strings.Builder
	for _, p := range c.Parts {
		switch n := strconv.Itoa(p.ID); p.Kind {
		case segment.Text:
			appendText(&b, p.Text)
		case segment.Open:
			b.WriteString("{" + n + "}")
		case segment.Close:
			b.WriteString("{/" + n + "}")
		case segment.Single:
			b.WriteString("{" + n + "/}")
		}
	}
	return b.String()
}

// coded reads a PO string as coded content: the inverse of text.
func coded(s string) segment.Coded {
	var out segment.Coded
	if !strings.ContainsAny(s, "{}") {
		if s != "" {
			out.Parts = []segment.Part{{Kind: segment.Text, Text: s}}
		}
		return out
	}
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			out.Parts = append(out.Parts, segment.Part{Kind: segment.Text, Text: words.String()})
			words.Reset()
		}
	}
	for s != "" {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			i = len(s)
		}
		words.WriteString(s[:i])
		if s = s[i:]; s == "" {
			break
		}
		if p, n := code(s); n > 0 {
			flush()
			out.Parts, s = append(out.Parts, p), s[n:]
			continue
		}
		words.WriteByte(s[0])
		if len(s) > 1 && s[1] == s[0] {
			s = s[1:]
		}
		s = s[1:]
	}
	flush()
	return out
}

// code reads the code at the start of s and returns its length; 0 for none.
func code(s string) (p segment.Part, n int) {
	if s[0] != '{' {
		return p, 0
	}
	p.Kind, n = segment.Open, 1
	if strings.HasPrefix(s[n:], "/") {
		p.Kind, n = segment.Close, 2
	}
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		d := digit(r)
		if d < 0 || p.ID == 0 && d == 0 || p.ID > 99_999 {
			break
		}
		p.ID, n = p.ID*10+d, n+size
	}
	if p.ID == 0 {
		return p, 0
	}
	if p.Kind == segment.Open && strings.HasPrefix(s[n:], "/") {
		p.Kind, n = segment.Single, n+1
	}
	if !strings.HasPrefix(s[n:], "}") {
		return p, 0
	}
	return p, n + 1
}

func digit(r rune) int {
	for _, zero := range []rune{'0', '٠', '۰'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}
