package check

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// lexicon is what the checks know of a language's words: numerals, months,
// days, times of day, money. Its words are folded.
type lexicon struct {
	entries map[string]entry
	fold    func(dst []byte, word string) []byte
	clitics bool          // Arabic: و ف ب ل ك ال stand before the word without a space
	longest int           // in bytes
	ends    [1 << 12]bool // by ending: what no word of the lexicon ends in is not looked for
}

// ending is a small number for the last letters of a folded word.
func ending(word []byte) int {
	n := len(word)
	if n < 4 {
		return n
	}
	return int(word[n-1]&63)<<6 | int(word[n-3]&63)
}

// entry is all that a word may mean.
type entry struct {
	numeral numeral
	value   uint64
	month   uint8 // 1…12; kanun and tishrin want الأول or الثاني after them
	style   monthStyle
	weekday uint8 // 1 Sunday … 7 Saturday
	clock   clock
	money   money
	percent bool
	day     bool // "day", before a weekday that is also a number
}

// numeral is how a number word takes part in a number.
type numeral uint8

const (
	noNumeral       numeral = iota
	unitNumeral             // 0…19
	ordinalNumeral          // first, الأول: joins others as a unit does
	teenNumeral             // عشر after a unit
	tensNumeral             // 20…90
	hundredNumeral          // 100: multiplies a unit before it
	hundredsNumeral         // 200…900 in one word
	scaleNumeral            // thousand and more: multiplies all before it
	scalesNumeral           // 2,000 and 2,000,000 in one word: the Arabic duals
	dozenNumeral            // twelve: multiplies
	halfNumeral             // value: the divisor
	decadeNumeral           // عشرينيات, the twenties
	twiceNumeral            // words that say two, three, ten or twenty without being numerals
)

type monthStyle uint8

const (
	levantine monthStyle = 1 << iota
	egyptian
	maghrebi
)

const (
	kanun   = 101
	tishrin = 102
)

// clock is a time of day.
type clock uint8

const (
	noClock clock = iota
	morning
	evening
	hours // "o'clock", الساعة
)

// money is a currency by its plain name: dollars of all countries are one.
type money uint8

// moneys are the names of the lexicon, in the order of money's values.
var moneys = strings.Fields("- dollar euro pound dinar dirham riyal yuan yen rouble rupee franc shekel")

var numerals = sync.OnceValue(func() map[string]numeral {
	return map[string]numeral{
		"unit": unitNumeral, "ordinal": ordinalNumeral, "teen": teenNumeral, "tens": tensNumeral, "hundred": hundredNumeral,
		"hundreds": hundredsNumeral, "scale": scaleNumeral, "scales": scalesNumeral, "dozen": dozenNumeral, "part": halfNumeral,
		"decade": decadeNumeral, "means": twiceNumeral,
	}
})

// lexicons are read when a text of their language is first checked.
var lexicons = map[string]func() *lexicon{
	"en": sync.OnceValue(func() *lexicon { return newLexicon(english, foldLatin, false) }),
	"fr": sync.OnceValue(func() *lexicon { return newLexicon(french, foldLatin, false) }),
	"ar": sync.OnceValue(func() *lexicon { return newLexicon(arabicWords, foldArabic, true) }),
}

// newLexicon reads lines of kind, value and words.
func newLexicon(lines string, fold func([]byte, string) []byte, clitics bool) *lexicon {
	l := &lexicon{entries: map[string]entry{}, fold: fold, clitics: clitics}
	for line := range strings.Lines(lines) {
		f := strings.Fields(line)
		if len(f) < 3 {
			continue
		}
		value, _ := strconv.ParseUint(f[1], 10, 64)
		for _, word := range f[2:] {
			key := string(fold(nil, word))
			e := l.entries[key]
			switch f[0] {
			case "month":
				e.month = uint8(value)
			case "levantine", "egyptian", "maghrebi":
				e.month = uint8(value)
				e.style |= houseMonths[f[0]]
			case "weekday":
				e.weekday = uint8(value)
			case "clock":
				e.clock = clock(value)
			case "percent":
				e.percent = true
			case "day":
				e.day = true
			case "money":
				for i, name := range moneys {
					if name == f[1] {
						e.money = money(i)
					}
				}
			default:
				e.numeral, e.value = numerals()[f[0]], value
			}
			l.entries[key] = e
			l.longest = max(l.longest, len(key))
			l.ends[ending([]byte(key))] = true
		}
	}
	return l
}

// term is a word of the lexicon that stands in a text.
type term struct {
	entry
	token    int
	joined   bool // و stands before it, or "and"
	definite bool // ال stands before it
}

// look finds a folded word, without the clitics that Arabic writes before it.
func (l *lexicon) look(word []byte) (e entry, joined, definite, ok bool) {
	if len(word) > l.longest+8 || !l.ends[ending(word)] && len(word) > 5 {
		return e, false, false, false
	}
	if e, ok = l.entries[string(word)]; ok || !l.clitics {
		return e, false, false, ok
	}
	for _, c := range [...]string{"و", "ف"} {
		if len(word) > 4 && string(word[:2]) == c {
			joined = c == "و"
			word = word[2:]
			if e, ok = l.entries[string(word)]; ok {
				return e, joined, false, true
			}
			break
		}
	}
	if len(word) > 6 && string(word[:4]) == "لل" {
		e, ok = l.entries[string(word[4:])]
		return e, joined, true, ok
	}
	if len(word) > 4 {
		switch string(word[:2]) {
		case "ب", "ل", "ك":
			if e, ok = l.entries[string(word[2:])]; ok {
				return e, joined, false, true
			}
			if len(word) > 8 && string(word[2:6]) == "ال" {
				word = word[2:]
			}
		}
	}
	if len(word) > 6 && string(word[:4]) == "ال" {
		e, ok = l.entries[string(word[4:])]
		return e, joined, true, ok
	}
	return e, joined, false, false
}

// lookUp finds one word of the side.
func (s *side) lookUp(i int) (term, bool) {
	if s.words == nil || s.kind(i) != wordToken || s.tokens[i].unknown {
		return term{}, false
	}
	l, t := s.words, &s.tokens[i]
	if int(t.end-t.start) > 2*l.longest+8 {
		t.unknown = true
		return term{}, false
	}
	s.folded = l.fold(s.folded[:0], s.at(i))
	e, joined, definite, ok := l.look(s.folded)
	t.unknown = !ok
	return term{entry: e, token: i, joined: joined, definite: definite}, ok
}

// readTerms finds the words of the lexicon in the side, once.
func (s *side) readTerms() []term {
	if s.termsRead {
		return s.terms
	}
	s.termsRead, s.terms = true, s.terms[:0]
	for i := range s.tokens {
		t, ok := s.lookUp(i)
		if !ok {
			continue
		}
		if n := len(s.terms); n > 0 && s.terms[n-1].month > 100 && s.terms[n-1].token == i-1 && (t.value == 1 || t.value == 2) {
			m := &s.terms[n-1] // كانون الثاني
			switch {
			case m.month == tishrin:
				m.month = uint8(9 + t.value)
			case t.value == 1:
				m.month = 12
			default:
				m.month = 1
			}
			continue
		}
		s.terms = append(s.terms, t)
	}
	return s.terms
}

// foldLatin folds case, and leaves out what an apostrophe joins: "Monday's" is
// "monday", "l'an" is "an".
func foldLatin(dst []byte, word string) []byte {
	if i := apostrophe(word); i >= 0 {
		before, after := word[:i], strings.TrimLeft(word[i:], "'’")
		if word = before; len(before) <= 2 {
			word = after
		}
	}
	for _, r := range word {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		} else if r >= utf8.RuneSelf {
			r = unicode.ToLower(r)
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

func apostrophe(word string) int {
	for i := range len(word) {
		if word[i] == '\'' || word[i] == 0xe2 && strings.HasPrefix(word[i:], "’") {
			return i
		}
	}
	return -1
}

// foldArabic drops diacritics and tatweel, and makes one of the forms of
// hamza and alef, of ة and ه, of ى and ي, and of the Persian letters.
func foldArabic(dst []byte, word string) []byte {
	for _, r := range word {
		switch {
		case 0x64b <= r && r <= 0x65f, r == 0x670, r == 'ـ', r == '\u200c', r == '\u200d':
			continue
		case r == 'أ', r == 'إ', r == 'آ', r == 'ٱ':
			r = 'ا'
		case r == 'ى', r == 'ئ', r == 'ی':
			r = 'ي'
		case r == 'ة':
			r = 'ه'
		case r == 'ؤ':
			r = 'و'
		case r == 'ک':
			r = 'ك'
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}
