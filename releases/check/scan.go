package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a piece of a text between white space: a run of letters, a figure
// with its separators, an address, a telephone number, or one mark. Letters
// and digits that touch are tokens of their own: "3.5m" is "3.5" and "m".
type token struct {
	start, end int32
	kind       tokenKind
	spaced     bool // white space, or the beginning, stands before it
	upper      bool // word: it holds a capital
	unknown    bool // word: the lexicon does not have it
	code       bool // figure: part of a name, as in H1N1, v2.3, COVID-19
	script     script
	mixed      uint8 // word: a bit for each script in it
	mark       rune
}

type tokenKind uint8

const (
	noToken tokenKind = iota
	wordToken
	figureToken
	urlToken
	mailToken
	phoneToken
	markToken
)

// script is a writing system, as far as checks tell them apart.
type script uint8

const (
	otherScript script = iota
	latin
	arabic
	cyrillic
	greek
	scripts = 5
)

// feature is a set of things that a text holds; a check that needs one of them
// returns at once where it is not there.
type feature uint32

const (
	hasFigure feature = 1 << iota
	hasASCIIDigit
	hasArabicDigit
	hasAddress // URL, mail address or telephone number
	hasPercent
	hasMoney
	hasQuote
	hasBracket
	hasComma // , or ;
	hasQuestion
	hasMarkdown // * _ ` [ < & \
	hasPresentation
	hasTatweel
	hasPersian // ی or ک
	hasOddSpace
	hasMixedWord
	hasInvisible
	hasColon
)

// class of an ASCII byte.
const (
	isSpace = 1 + iota
	isLetter
	isDigit
	isMark
	isControl
)

var class = func() (c [utf8.RuneSelf]uint8) {
	for b := range c {
		switch r := rune(b); {
		case r == ' ' || r == '\t' || r == '\n' || r == '\r':
			c[b] = isSpace
		case r < ' ' || r == 0x7f:
			c[b] = isControl
		case '0' <= r && r <= '9':
			c[b] = isDigit
		case unicode.IsLetter(r):
			c[b] = isLetter
		default:
			c[b] = isMark
		}
	}
	return c
}()

// classify gives the class of the rune at i, and its length.
func classify(s string, i int) (uint8, rune, int) {
	if b := s[i]; b < utf8.RuneSelf {
		return class[b], rune(b), 1
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case 0x620 <= r && r <= 0x65f, 0x66e <= r && r <= 0x6d3: // letters and diacritics of Arabic
		return isLetter, r, n
	case digit(r) >= 0:
		return isDigit, r, n
	case 0x2010 <= r && r <= 0x2027, 0x60c <= r && r <= 0x61f:
		return isMark, r, n
	case r == '\u200c' || r == '\u200d' || unicode.IsLetter(r) || unicode.IsMark(r):
		return isLetter, r, n
	case unicode.IsSpace(r):
		return isSpace, r, n
	case unicode.IsDigit(r):
		return isLetter, r, n // of a script whose figures are not read
	case r == utf8.RuneError, unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		return isControl, r, n
	}
	return isMark, r, n
}

// digit is the value of an ASCII, Arabic-Indic or Persian digit, else -1.
func digit(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case '٠' <= r && r <= '٩':
		return int(r - '٠')
	case '۰' <= r && r <= '۹':
		return int(r - '۰')
	}
	return -1
}

func digitAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	c, _, _ := classify(s, i)
	return c == isDigit
}

func scriptOf(r rune) script {
	switch {
	case r < 0x250:
		return latin
	case 0x370 <= r && r < 0x400:
		return greek
	case 0x400 <= r && r < 0x530:
		return cyrillic
	case 0x600 <= r && r < 0x780, 0x8a0 <= r && r < 0x900, 0xfb50 <= r && r < 0xff00 && r != 0xfeff:
		return arabic
	case 0x1e00 <= r && r < 0x1f00:
		return latin
	}
	return otherScript
}

// scan reads the text into tokens and features, in one pass.
func (s *side) scan() {
	s.tokens, s.has, s.count = s.tokens[:0], 0, [scripts]int{}
	text, spaced := s.text, true
	for i := 0; i < len(text); {
		c, r, n := classify(text, i)
		switch c {
		case isSpace:
			if r != ' ' || i == 0 || i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\n' {
				s.has |= hasOddSpace
			}
			spaced = true
			i += n
			continue
		case isControl:
			s.has |= hasInvisible
			i += n
			continue
		case isLetter:
			i = s.word(i, spaced)
		case isDigit:
			i = s.figure(i, spaced)
		default:
			i = s.punctuation(i, r, n, spaced)
		}
		spaced = false
	}
}

func (s *side) push(kind tokenKind, start, end int, spaced bool) *token {
	s.tokens = append(s.tokens, token{start: int32(start), end: int32(end), kind: kind, spaced: spaced})
	return &s.tokens[len(s.tokens)-1]
}

func (s *side) word(start int, spaced bool) int {
	if end := address(s.text, start); end > start {
		s.has |= hasAddress
		s.push(urlToken, start, end, spaced)
		return end
	}
	t := token{start: int32(start), kind: wordToken, spaced: spaced}
	i := start
	for i < len(s.text) {
		if b := s.text[i]; b < utf8.RuneSelf {
			if class[b] == isLetter {
				t.upper = t.upper || b < 'a'
				t.script = latin
				t.mixed |= 1 << latin
				s.count[latin]++
				i++
				continue
			}
			if b == '\'' && i > start && i+1 < len(s.text) && s.text[i+1] < utf8.RuneSelf && class[s.text[i+1]] == isLetter {
				i++
				continue
			}
			break
		}
		c, r, n := classify(s.text, i)
		if c != isLetter {
			if r == '’' && i > start && i+n < len(s.text) && s.text[i+n] < utf8.RuneSelf && class[s.text[i+n]] == isLetter {
				i += n
				continue
			}
			break
		}
		s.letter(&t, r)
		i += n
	}
	t.end = int32(i)
	if t.mixed&(1<<latin) != 0 && t.mixed&(1<<cyrillic|1<<greek) != 0 {
		s.has |= hasMixedWord
	}
	s.tokens = append(s.tokens, t)
	return i
}

func (s *side) letter(t *token, r rune) {
	switch {
	case 0x64b <= r && r <= 0x65f: // a diacritic counts as no letter
		return
	case r == 'ـ':
		s.has |= hasTatweel
		return
	case r == 'ی' || r == 'ک':
		s.has |= hasPersian
	case 0xfb50 <= r && r <= 0xfdff, 0xfe70 <= r && r <= 0xfefc:
		s.has |= hasPresentation
	case r == 'Ã' || r == 'Ø' || r == 'Ù' || r == 'â' || r == 'Â' || 0xe0000 <= r:
		s.has |= hasInvisible // perhaps mojibake: the check looks closer
	}
	sc := scriptOf(r)
	t.script = sc
	t.mixed |= 1 << sc
	t.upper = t.upper || r >= 0xc0 && sc != arabic && unicode.IsUpper(r)
	s.count[sc]++
}

// figure reads digits, with separators where a digit follows.
func (s *side) figure(start int, spaced bool) int {
	s.has |= hasFigure
	if strings.HasPrefix(s.text[start:], "00") || strings.HasPrefix(s.text[start:], "٠٠") {
		if end, digits := telephone(s.text, start); digits >= 9 && (spaced || !s.afterName()) {
			s.has |= hasAddress
			s.push(phoneToken, start, end, spaced)
			return end
		}
	}
	i, run := start, 0 // run: digits since the last separator
	for i < len(s.text) {
		c, r, n := classify(s.text, i)
		if c == isDigit {
			if n == 1 {
				s.has |= hasASCIIDigit
			} else {
				s.has |= hasArabicDigit
			}
			i += n
			run++
			continue
		}
		if !s.separates(r, i, i+n, start, run) {
			break
		}
		i += n
		run = 0
	}
	code := !spaced && s.afterName()
	s.push(figureToken, start, i, spaced).code = code
	return i
}

// separates tells whether a rune stands inside the figure that began at start.
func (s *side) separates(r rune, i, next, start, run int) bool {
	if !digitAt(s.text, next) {
		return false
	}
	switch r {
	case '.', ',', '٫', '٬':
		return true
	case '،', '\'', '’':
		return run <= 3 && digitsFrom(s.text, next) == 3
	case ':':
		s.has |= hasColon
		return run <= 2 && digitsFrom(s.text, next) == 2
	case '\u00a0', '\u202f', '\u2009':
		return run <= 3 && digitsFrom(s.text, next) == 3
	case ' ':
		return s.spaced && run <= 3 && digitsFrom(s.text, next) == 3 && !strings.ContainsAny(s.text[start:i], ".,:")
	}
	return false
}

func digitsFrom(s string, i int) int {
	count := 0
	for i < len(s) && count < 5 {
		c, _, n := classify(s, i)
		if c != isDigit {
			break
		}
		i += n
		count++
	}
	return count
}

// afterName tells whether what comes next touches a Latin name before it, or
// hangs on a word with a hyphen.
func (s *side) afterName() bool {
	last := len(s.tokens) - 1
	if last < 0 {
		return false
	}
	t := s.tokens[last]
	if t.kind == wordToken {
		return t.script != arabic
	}
	hyphen := t.kind == markToken && !t.spaced && (t.mark == '-' || t.mark == '‐' || t.mark == '‑' || t.mark == '/')
	return hyphen && s.kind(last-1) == wordToken
}

func (s *side) punctuation(start int, r rune, n int, spaced bool) int {
	switch r {
	case '%', '٪':
		s.has |= hasPercent
	case '$', '€', '£', '¥', '₪', '₺', '₽', '₹':
		s.has |= hasMoney
	case '"', '“', '”', '„', '«', '»', '‟':
		s.has |= hasQuote
	case '(', ')', '[', ']', '{', '}':
		s.has |= hasBracket
		if r == '[' || r == ']' {
			s.has |= hasMarkdown
		}
	case ',', ';':
		s.has |= hasComma
	case '?', '؟':
		s.has |= hasQuestion
	case '*', '_', '`', '<', '&', '\\', '#', '~':
		s.has |= hasMarkdown
	case '+':
		if end, digits := telephone(s.text, start); digits >= 7 || digits >= 5 && end-start > digits+1 {
			s.has |= hasAddress
			s.push(phoneToken, start, end, spaced)
			return end
		}
	case '@':
		if first, end := s.mail(start); end > start {
			s.has |= hasAddress
			before := true
			for len(s.tokens) > 0 && int(s.tokens[len(s.tokens)-1].start) >= first {
				before = s.tokens[len(s.tokens)-1].spaced
				s.tokens = s.tokens[:len(s.tokens)-1]
			}
			s.push(mailToken, first, end, before)
			return end
		}
	}
	if 0x20a0 <= r && r <= 0x20cf {
		s.has |= hasMoney
	}
	s.push(markToken, start, start+n, spaced).mark = r
	return start + n
}
