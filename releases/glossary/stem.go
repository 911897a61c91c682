package glossary

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/memory"
)

// A word is compared by its stems: what is left of the folded word without
// clitics and endings. A word of a text has several, since a letter at its
// beginning may or may not be a clitic; a word of a term has one.

// manner is how far stems go.
type manner byte

const (
	strict manner = iota // what a reader would take for the word without a doubt
	loose                // what may be the word: for telling that a term is there
	fixed                // of names: no endings
)

// inflection makes stems of a language's words.
type inflection interface {
	// ofText appends the stems of a folded word. A word inside a term has no
	// clitics but the article.
	ofText(stems [][]byte, word []byte, inside bool, how manner) [][]byte
	ofTerm(word []byte, how manner) []byte
}

func inflectionOf(l releases.Language) inflection {
	switch memory.Base(l) {
	case "ar":
		return arabic{}
	case "en", "fr", "es", "pt":
		return suffixed{}
	}
	return unchanging{}
}

// Bare are the forms that a word of running text may have as a name: folded,
// with what may be a clitic and without. The longest comes first.
func Bare(word string, l releases.Language) []string {
	var forms []string
	for _, stem := range inflectionOf(l).ofText(nil, memory.Fold(nil, word), false, fixed) {
		if form := string(stem); !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	slices.SortStableFunc(forms, func(a, b string) int { return len(b) - len(a) })
	return forms
}

type unchanging struct{}

func (unchanging) ofText(stems [][]byte, w []byte, _ bool, _ manner) [][]byte {
	return append(stems, w)
}
func (unchanging) ofTerm(w []byte, _ manner) []byte { return w }

// suffixed are languages that write their plural as s, and English possessives.
type suffixed struct{}

func (s suffixed) ofText(stems [][]byte, w []byte, _ bool, how manner) [][]byte {
	stems = append(stems, s.ofTerm(w, how))
	if rest, ok := bytes.CutSuffix(w, []byte("es")); ok && how != fixed && len(rest) > 2 && rest[len(rest)-1] == 's' {
		stems = append(stems, rest) // viruses, beside houses
	}
	if how != loose {
		return stems
	}
	for _, ending := range []string{"ing", "ed"} { // of the verb beside the noun
		if rest, ok := bytes.CutSuffix(w, []byte(ending)); ok && len(rest) > 2 {
			stems = append(stems, rest, append(rest[:len(rest):len(rest)], 'e'))
		}
	}
	return stems
}

func (suffixed) ofTerm(w []byte, how manner) []byte {
	if i := bytes.IndexByte(w, '\''); i >= 3 {
		w = w[:i]
	}
	n := len(w)
	if how == fixed || n < 4 || w[n-1] != 's' {
		return w
	}
	switch two := string(w[n-2 : n-1]); {
	case two == "s" || two == "u" || two == "i":
		return w // press, virus, crisis
	case two == "e" && n > 5:
		switch three := string(w[n-4 : n-2]); {
		case three[1:] == "i":
			return append(w[:n-3:n-3], 'y') // agencies
		case three == "ss" || three == "ch" || three == "sh" || three[1:] == "x" || three[1:] == "z":
			return w[:n-2] // addresses
		}
	}
	return w[:n-1]
}

// arabic letters take two bytes each.
type arabic struct{}

func (a arabic) ofText(stems [][]byte, w []byte, inside bool, how manner) [][]byte {
	if inside && how == loose { // قناع للوجه beside قناع الوجه
		return a.ofWord(stems, w, how)
	}
	if inside {
		if rest, ok := bytes.CutPrefix(w, []byte("ال")); ok {
			stems = a.articled(stems, rest, how)
		}
		return append(stems, a.stem(w, how))
	}
	stems = a.ofWord(stems, w, how)
	if starts(w, "و") && letters(w) >= 4 || starts(w, "ف") && letters(w) >= a.least(how)+1 {
		stems = a.ofWord(stems, w[2:], how)
	}
	return stems
}

// least is how long a word must be before which a clitic of one letter is seen.
func (arabic) least(how manner) int {
	if how == strict {
		return 4
	}
	return 3
}

// ofWord takes prepositions and the article off.
func (a arabic) ofWord(stems [][]byte, w []byte, how manner) [][]byte {
	stems = append(stems, a.stem(w, how))
	if rest, ok := bytes.CutPrefix(w, []byte("ال")); ok && letters(rest) >= 2 {
		return a.articled(stems, rest, how)
	}
	if rest, ok := bytes.CutPrefix(w, []byte("لل")); ok {
		stems = a.articled(stems, rest, how)
	}
	if !starts(w, "ب") && !starts(w, "ل") && !starts(w, "ك") && !starts(w, "س") {
		return stems
	}
	rest := w[2:]
	if starts(w, "س") && !starts(rest, "ي") && !starts(rest, "ت") && !starts(rest, "ن") && !starts(rest, "ا") {
		return stems // only before a verb of the future
	}
	if after, ok := bytes.CutPrefix(rest, []byte("ال")); ok {
		stems = a.articled(stems, after, how)
	}
	if letters(rest) >= a.least(how) {
		stems = append(stems, a.stem(rest, how))
	}
	return stems
}

// articled appends the stems of what stands behind an article. A term that
// begins with these letters itself has lost them: التهاب in الالتهاب.
func (a arabic) articled(stems [][]byte, rest []byte, how manner) [][]byte {
	if letters(rest) >= 2 {
		stems = append(stems, a.stem(rest, how))
	}
	if own, ok := bytes.CutPrefix(rest, []byte("ال")); ok && letters(own) >= 2 {
		stems = append(stems, a.stem(own, how))
	}
	return stems
}

func (a arabic) ofTerm(w []byte, how manner) []byte {
	if rest, ok := bytes.CutPrefix(w, []byte("ال")); ok && letters(rest) >= 2 {
		w = rest
	}
	return a.stem(w, how)
}

// Endings, the longest first, in folded letters.
var (
	possessive = endings("هما كما ها هم هن نا كم كن")
	plural     = endings("تان تين ات")
	dual       = endings("ان ين ون")
)

func endings(list string) [][]byte { return bytes.Fields([]byte(list)) }

// stem takes endings off, so long as enough of the word stays.
func (arabic) stem(w []byte, how manner) []byte {
	if how == fixed || !arabicLetters(w) {
		return w
	}
	short := 3 // letters that stay
	if how == loose {
		short = 2
	}
	w, possessed := without(w, possessive, short)
	if rest, ok := bytes.CutSuffix(w, []byte("ك")); ok && !possessed && how == loose && letters(rest) >= 3 {
		w = rest // of the second person
	}
	var cut bool
	if w, cut = without(w, plural, short); !cut {
		w, cut = without(w, dual, short+1)
	}
	if !cut {
		if rest, ok := bytes.CutSuffix(w, []byte("ا")); ok && letters(rest) >= short { // of the accusative
			w = rest
		}
	}
	for _, e := range []string{"ه", "ت"} { // of the feminine, also before a possessive
		if rest, ok := bytes.CutSuffix(w, []byte(e)); ok && letters(rest) >= 2 {
			if letters(rest) >= short {
				w = rest
				break
			}
			return append(rest[:len(rest):len(rest)], "ه"...)
		}
	}
	for _, e := range []string{"ي", "و"} { // معدٍ, معدي; مستخدم, مستخدمو
		if rest, ok := bytes.CutSuffix(w, []byte(e)); ok && how == loose && letters(rest) >= 3 {
			return rest
		}
	}
	return w
}

// without takes off the first of the endings that leaves so many letters.
func without(w []byte, endings [][]byte, stay int) ([]byte, bool) {
	for _, e := range endings {
		if rest, ok := bytes.CutSuffix(w, e); ok && letters(rest) >= stay {
			return rest, true
		}
	}
	return w, false
}

func starts(w []byte, letter string) bool { return bytes.HasPrefix(w, []byte(letter)) }

func letters(w []byte) int { return utf8.RuneCount(w) }

func arabicLetters(w []byte) bool {
	r, _ := utf8.DecodeRune(w)
	return unicode.Is(unicode.Arabic, r)
}
