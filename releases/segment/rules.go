package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/releases"
)

// Rules say where sentences of a language end. The tables of languages.go are
// such rules; a desk adds its own with House.
type Rules struct {
	// Never are words after which no sentence ends, in lower case and with what
	// stops them: "dr.".
	Never map[string]bool
	// Number are words that only belong to a number after them: "No."
	Number map[string]bool
	// Perhaps are words after which a sentence ends only where one of Starters
	// follows: "p.m."
	Perhaps  map[string]bool
	Starters map[string]bool
	// Prefixes are letters that a language writes together with the next word:
	// with "و" in it, "ود." is known where "د." is.
	Prefixes string
	// Letters are single letters with a dot: initials, or abbreviations.
	Letters Letters
	// Ends are further marks after which a sentence ends, whatever follows: "؛".
	Ends string
}

// Letters says what a single letter before a dot is.
type Letters byte

const (
	// Initials end a sentence only where one of Starters follows.
	Initials Letters = iota
	// Abbreviations never end one.
	Abbreviations
)

const (
	stops   = ".!?؟…۔"
	closers = "\"'’”»)]}›"
)

// blank is white space at which a line may break; a no-break space keeps a
// sentence together with its mark or its number.
func blank(r rune) bool {
	return unicode.IsSpace(r) && !noBreak(r)
}

func noBreak(r rune) bool { return r == 0xa0 || r == 0x202f || r == 0x2007 }

// breaks returns the stretches of white space between sentences.
func (r *Rules) breaks(flat string, inside [][2]int) [][2]int {
	var out [][2]int
	start := 0 // of the sentence
	marks := stops + r.Ends
	find := finder(marks)
	for at := 0; at < len(flat); {
		i := find(flat[at:])
		if i < 0 {
			break
		}
		stop := at + i
		marksEnd := skip(flat, stop, func(c rune) bool { return strings.ContainsRune(marks, c) })
		end := skipClosers(flat, marksEnd)
		gap := skip(flat, end, blank)
		at = max(end, marksEnd)
		if gap == end || strings.TrimSpace(flat[gap:]) == "" || within(inside, end, gap) {
			continue // no-break spaces alone are no sentence
		}
		if r.ends(flat[start:stop], flat[stop:marksEnd], flat[gap:]) {
			out = append(out, [2]int{end, gap})
			start, at = gap, gap
		}
	}
	return out
}

// finder is strings.IndexAny of chars, for many texts: most bytes of a text begin
// none of them, whatever its script.
func finder(chars string) func(s string) int {
	var first, second [256]bool
	for i, c := range chars {
		if first[chars[i]] = true; c >= utf8.RuneSelf {
			second[chars[i+1]] = true
		}
	}
	return func(s string) int {
		for i := range len(s) {
			if !first[s[i]] || s[i] >= utf8.RuneSelf && !(i+1 < len(s) && second[s[i+1]]) {
				continue
			}
			if c, _ := utf8.DecodeRuneInString(s[i:]); strings.ContainsRune(chars, c) {
				return i
			}
		}
		return -1
	}
}

func skip(s string, at int, is func(rune) bool) int {
	for at < len(s) {
		c, n := utf8.DecodeRuneInString(s[at:])
		if !is(c) {
			break
		}
		at += n
	}
	return at
}

// skipClosers takes in what closes after a stop: quotation marks and brackets,
// in French with a space before.
func skipClosers(s string, at int) int {
	for {
		next := skip(s, at, func(c rune) bool { return strings.ContainsRune(closers, c) })
		if spaced := skip(s, next, unicode.IsSpace); strings.HasPrefix(s[spaced:], "»") {
			next = spaced + len("»")
		}
		if next == at {
			return at
		}
		at = next
	}
}

func within(inside [][2]int, from, to int) bool {
	for _, m := range inside {
		if from < m[1] && to > m[0] {
			return true
		}
	}
	return false
}

// ends tells whether a stop after a sentence's words, with what follows, is its
// end.
func (r *Rules) ends(sentence, mark, rest string) bool {
	if strings.ContainsAny(mark, r.Ends) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, "\"'‘’“”«»([{‹›¿¡—–-\u200e\u200f\u202f\u00a0 "))
	if unicode.IsLower(next) {
		return false
	}
	word := lastWord(sentence)
	if mark != "." {
		return !r.Never[strings.ToLower(word)+mark]
	}
	if word == strings.TrimSpace(sentence) && isNumber(word) {
		return false // "3." at the start counts, and says nothing
	}
	return r.endsAfter(strings.ToLower(word)+".", nextWord(rest), unicode.IsDigit(next))
}

func (r *Rules) endsAfter(word, next string, beforeNumber bool) bool {
	for {
		starts := r.Starters[next]
		switch {
		case r.Never[word], r.Number[word] && beforeNumber:
			return false
		case r.Perhaps[word]:
			return starts
		case isLetters(word):
			return r.Letters == Initials && starts
		}
		first, n := utf8.DecodeRuneInString(word)
		if !strings.ContainsRune(r.Prefixes, first) || n == len(word) {
			return true
		}
		word = word[n:]
	}
}

// lastWord is what stands before a stop, without what opens before it.
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, unicode.IsSpace)
	if i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		s = s[i+n:]
	}
	return strings.TrimLeft(s, "\"'‘’“”«([{‹—–-\u200e\u200f")
}

func nextWord(s string) string {
	s = strings.TrimLeft(s, "\"'‘’“”«([{‹—–-\u200e\u200f ")
	if i := strings.IndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && c != '’' && c != '\'' }); i >= 0 {
		s = s[:i]
	}
	return strings.ToLower(s)
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool { return !unicode.IsDigit(c) && c != '.' && c != ',' && c != '٫' && c != '٬' }) < 0
}

// isLetters tells single letters with dots: "j.", "u.n.", "ق.م."
func isLetters(word string) bool {
	for word != "" {
		c, n := utf8.DecodeRuneInString(word)
		word = word[n:]
		if !unicode.IsLetter(c) || !strings.HasPrefix(word, ".") {
			return false
		}
		word = word[1:]
	}
	return true
}

// Default returns the rules of a language, or those that hold for any.
func Default(l releases.Language) *Rules {
	primary, _, _ := strings.Cut(string(l), "-")
	if r := languages()[strings.ToLower(primary)]; r != nil {
		return r
	}
	return languages()[""]
}
