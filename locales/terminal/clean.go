package terminal

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"bayan/locales/bidi"
)

// Value gives a value from outside (a title, a name, a note) to be put into a
// sentence: one line, harmless, and isolated where the mode has isolates.
func (p *Printer) Value(s string) string {
	s = oneLine(s)
	if p.Mode == None {
		return bidi.StripIsolates(s)
	}
	return bidi.Isolate(s)
}

// Code is Value for what is read from left to right in every language: a
// command, an id, a file name, a URL, a telephone number. It is not wrapped.
func (p *Printer) Code(s string) string {
	s = oneLine(s)
	if p.Mode == None {
		return bidi.StripIsolates(s)
	}
	return bidi.IsolateLTR(s)
}

// oneLine is Clean without lines, tabs, and styles.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case firstStyle <= r && r <= endOfStyle:
			return utf8.RuneError
		}
		return r
	}, Clean(s))
}

// Clean makes a text from outside harmless to a terminal: control characters
// become visible (ESC is ␛, U+009B is the letters \u009B), invalid bytes
// U+FFFD, all line ends LF; LF and TAB stay. The blocks of a Printer do it by
// themselves.
func Clean(s string) string {
	if strings.IndexFunc(s, needsCleaning) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case !needsCleaning(r):
			b.WriteRune(r)
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
		case r == '\u2028', r == '\u2029':
			b.WriteByte('\n')
		case r < ' ':
			b.WriteRune('\u2400' + r)
		case r == 0x7F:
			b.WriteRune('\u2421')
		default:
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	return b.String()
}

func needsCleaning(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || 0x7F <= r && r < 0xA0 || r == '\u2028' || r == '\u2029'
}
