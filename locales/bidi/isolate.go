package bidi

import (
	"strings"
	"unicode/utf8"
)

const (
	lri = '\u2066'
	rli = '\u2067'
	fsi = '\u2068'
	pdi = '\u2069'
	lre = '\u202A'
	rle = '\u202B'
	pdf = '\u202C'
	lro = '\u202D'
	rlo = '\u202E'
)

// Isolate wraps a value for a sentence of either direction: FSI … PDI. Its own
// first strong letter gives its direction, and nothing in it can reach what
// stands around it: what the value leaves open is closed, and what it closes
// without having opened it is dropped.
func Isolate(s string) string { return wrap(fsi, s) }

// IsolateLTR is Isolate for what is always read from left to right: telephone
// numbers, URLs, commands, file names, reference codes. LRI … PDI.
func IsolateLTR(s string) string { return wrap(lri, s) }

func wrap(initiator rune, s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2*utf8.RuneLen(pdi))
	b.WriteRune(initiator)
	b.WriteString(Close(s))
	b.WriteRune(pdi)
	return b.String()
}

// Balanced tells that every isolate, embedding and override in s is closed in
// the paragraph that opens it, in turn, and that nothing else is closed.
func Balanced(s string) bool {
	b, _ := balance(s, nil)
	return b
}

// Close gives s with what makes it Balanced, and with nothing else changed:
// PDIs and PDFs added at the ends of paragraphs, and those that close nothing
// dropped.
func Close(s string) string {
	if !strings.Contains(s, "\xE2\x80") && !strings.Contains(s, "\xE2\x81") {
		return s // no character from U+2000 to U+207F at all
	}
	if Balanced(s) {
		return s
	}
	_, closed := balance(s, make([]byte, 0, len(s)+16))
	return string(closed)
}

// balance walks through s; with a dst it appends the closed text to it.
func balance(s string, dst []byte) (balanced bool, closed []byte) {
	balanced = true
	var open []rune // closing characters that are due, the next one last
	isolates := 0   // how many of them are PDI
	closeAll := func(until rune) {
		for len(open) > 0 && open[len(open)-1] != until {
			balanced = false
			due := open[len(open)-1]
			if due == pdi {
				isolates--
			}
			dst = utf8.AppendRune(dst, due)
			open = open[:len(open)-1]
		}
	}
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch r {
		case lri, rli, fsi:
			open = append(open, pdi)
			isolates++
		case lre, rle, lro, rlo:
			open = append(open, pdf)
		case pdf:
			if len(open) == 0 || open[len(open)-1] != pdf {
				balanced = false
				continue
			}
			open = open[:len(open)-1]
		case pdi:
			if isolates == 0 {
				balanced = false
				continue
			}
			closeAll(pdi)
			open = open[:len(open)-1]
			isolates--
		case '\n', '\r', '\u0085', '\u001C', '\u001D', '\u001E', '\u2029':
			closeAll(0)
		}
		if dst != nil {
			dst = append(dst, s[i:i+size]...)
		}
	}
	closeAll(0)
	return balanced, dst
}

// IsControl tells that a character does nothing but steer direction: isolates,
// embeddings, overrides, LRM, RLM and ALM.
func IsControl(r rune) bool {
	switch {
	case lre <= r && r <= rlo, lri <= r && r <= pdi, r == lrm, r == rlm, r == alm:
		return true
	}
	return false
}

// Strip drops all control characters of direction.
func Strip(s string) string { return without(s, IsControl) }

// StripIsolates drops isolates only: it undoes Isolate.
func StripIsolates(s string) string {
	return without(s, func(r rune) bool { return lri <= r && r <= pdi })
}

func without(s string, drop func(rune) bool) string {
	if strings.IndexFunc(s, drop) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if drop(r) {
			return -1
		}
		return r
	}, s)
}
