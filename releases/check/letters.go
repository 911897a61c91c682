package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bidiControls tells of characters that turn the order of letters around.
// Isolates are fine in pairs, each within its line.
func bidiControls(r *run) {
	t := &r.pair.t
	if len(t.typed) == len(t.text) {
		return
	}
	open, unpaired, mark := 0, false, rune(0)
	for _, c := range t.typed {
		switch {
		case '\u202a' <= c && c <= '\u202e':
			r.tell("", map[string]any{"char": unicodeName(c)}, "", t.typed)
			return
		case '\u2066' <= c && c <= '\u2068':
			open++
		case c == '\u2069':
			if open--; open < 0 {
				unpaired, open = true, 0
			}
		case c == '\n':
			unpaired, open = unpaired || open > 0, 0
		case isDirection(c):
			mark = c
		}
	}
	switch {
	case unpaired || open > 0:
		r.tell("unpaired", nil, "", t.typed)
	case mark != 0:
		if r.as == Error {
			r.as = Warning // they are visible to nobody, and harm little
		}
		r.tell("mark", map[string]any{"char": unicodeName(mark)}, "", t.typed)
	}
}

const hexDigits = "0123456789ABCDEF"

// unicodeName is "U+202E".
func unicodeName(r rune) string {
	name := []byte("U+")
	for shift := 20; shift >= 0; shift -= 4 {
		if d := r >> shift; d > 0 || shift < 16 {
			name = append(name, hexDigits[d&15])
		}
	}
	return string(name)
}

// presentationForms tells of letters that were copied in one of their shapes.
// The signs that are words or brackets of their own have no other form.
func presentationForms(r *run) {
	t := &r.pair.t
	if t.has&hasPresentation == 0 {
		return
	}
	for i, c := range t.text {
		if isShape(c) {
			r.tell("", map[string]any{"char": unicodeName(c), "word": t.wordAt(i)}, "", t.wordAt(i))
			return
		}
	}
}

func isShape(c rune) bool {
	return 0xfb50 <= c && c <= 0xfd3d || 0xfd50 <= c && c <= 0xfdc7 && c != 0xfdcf || 0xfe70 <= c && c <= 0xfefc
}

// wordAt is the token around a byte of the text.
func (s *side) wordAt(at int) string {
	for i := range s.tokens {
		if k := &s.tokens[i]; int(k.start) <= at && at < int(k.end) {
			return s.at(i)
		}
	}
	_, n := utf8.DecodeRuneInString(s.text[at:])
	return s.text[at : at+n]
}

// tatweel tells of a stretched word. At a word's end, as in هـ, it is no letter's.
func tatweel(r *run) {
	t := &r.pair.t
	if t.has&hasTatweel == 0 {
		return
	}
	for i := range t.tokens {
		if t.tokens[i].kind != wordToken {
			continue
		}
		word := t.at(i)
		rest := word
		if at := strings.Index(word, "ـ"); at > 0 {
			rest = strings.TrimLeft(word[at:], "ـ")
			if first, _ := utf8.DecodeRuneInString(rest); rest != "" && scriptOf(first) == arabic && unicode.IsLetter(first) {
				r.tell("", map[string]any{"word": word}, "", word)
				return
			}
		}
	}
}

// foreignLetters tells of Persian forms of ي and ك in an Arabic word.
func foreignLetters(r *run) {
	t := &r.pair.t
	if t.has&hasPersian == 0 || !t.is("ar") {
		return
	}
	for i := range t.tokens {
		if t.tokens[i].kind == wordToken && strings.ContainsAny(t.at(i), "یک") {
			r.tell("", map[string]any{"word": t.at(i)}, "", t.at(i))
			return
		}
	}
}

// lookalikes are the Greek letters that cannot be told from Latin ones.
const lookalikes = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"

// homoglyph tells of a Latin word with letters of another script in it.
func homoglyph(r *run) {
	t := &r.pair.t
	if t.has&hasMixedWord == 0 {
		return
	}
	for i := range t.tokens {
		k := &t.tokens[i]
		if k.kind != wordToken || k.mixed&(1<<latin) == 0 {
			continue
		}
		for _, c := range t.at(i) {
			if scriptOf(c) == cyrillic && unicode.IsLetter(c) || strings.ContainsRune(lookalikes, c) {
				r.tell("", map[string]any{"word": t.at(i), "char": unicodeName(c)}, "", t.at(i))
				return
			}
		}
	}
}

// invisible tells of characters that nobody sees or meant, and of text that
// was read in the wrong encoding.
func invisible(r *run) {
	t := &r.pair.t
	if t.has&hasInvisible == 0 {
		return
	}
	flag := false
	for _, c := range t.text {
		bad := false
		switch {
		case c == '\u200b':
			bad = !t.is("th") && !t.is("km") && !t.is("my") && !t.is("lo") && !t.is("bo")
		case c == '\U0001f3f4': // a flag is spelt with tags
			flag = true
			continue
		case 0xe0000 <= c && c <= 0xe007f:
			bad = !flag
		case c == '\ufeff', c == '\ufffd', c < ' ' && c != '\t' && c != '\n', c == 0x7f:
			bad = true
		default:
			flag = false
		}
		if bad {
			r.tell("", map[string]any{"char": unicodeName(c)}, "", t.text)
			return
		}
	}
	if word := mojibake(t.text); word != "" {
		r.tell("mojibake", map[string]any{"piece": word}, "", word)
	}
}

// mojibake finds UTF-8 that was read as Latin: what one Arabic or accented
// letter became, "Ø§" or "Ã©" or "â€™".
func mojibake(s string) string {
	for i := 0; i < len(s); {
		c, n := utf8.DecodeRuneInString(s[i:])
		next, m := utf8.DecodeRuneInString(s[i+n:])
		if broken(c, next) {
			return s[i : i+n+m]
		}
		i += n
	}
	return ""
}

func broken(c, next rune) bool {
	switch c {
	case 'Ø', 'Ù':
		return 0x80 <= next && next <= 0xbf || next != utf8.RuneError && strings.ContainsRune("„†‡ˆ‰Š‹Œ™š›œŸ", next)
	case 'Ã', 'Â':
		return 0x80 <= next && next <= 0xbf
	case 'â':
		return next == '€' || next == 0x80
	}
	return false
}
