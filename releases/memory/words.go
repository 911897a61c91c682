package memory

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"bayan/releases/fold"
)

// FoldVersion changes whenever Read would give another hash for any text, or an
// index hold other words of it. An index that was made with another version is
// made again.
const FoldVersion = 2

// Segment is a text, read: its words folded to hashes.
//
// Folding makes equal, within a word, case, diacritics, tatweel, the forms of
// hamza, ة and ه, ى and ي, Persian ک and ی, digits, and the Arabic article with a
// clitic before it: who looks for مدرسة finds المدرسة. Other clitics stay.
type Segment struct {
	Text
	Words []Word
	// Key is equal for texts of the same folded words, Skeleton for those that
	// also may differ in their numbers.
	Key, Skeleton uint64
	Numbers       int // how many of the words are
}

// Word is a run of letters, or a number with its separators.
type Word struct {
	Hash       uint64 // of the folded word; of a number, of its value
	Start, End int    // in Text.Words, in bytes
	Number     bool
}

// Read finds the words of a text. Marks are no words; an ideograph is one of
// itself. Digits that follow a Latin letter belong to its word (H1N1), those
// that follow an Arabic letter are a number (و3750).
func Read(t Text) Segment {
	s := Segment{Text: t, Words: make([]Word, 0, len(t.Words)/6+1)}
	key, skeleton := newHash(), newHash()
	for i := 0; i < len(t.Words); {
		r, n := decode(t.Words[i:])
		switch {
		case digit(r) >= 0:
			w := Word{Start: i, End: numberEnd(t.Words, i), Number: true}
			h := newHash()
			h.text("#")
			h.text(value(t.Words[w.Start:w.End]))
			w.Hash = h.sum()
			s.Words = append(s.Words, w)
			s.Numbers++
			skeleton.add(1)
		case isLetter(r):
			w := Word{Start: i, End: wordEnd(t.Words, i)}
			w.Hash = hashWord(t.Words[w.Start:w.End])
			s.Words = append(s.Words, w)
			skeleton.add(w.Hash)
		default:
			i += n
			continue
		}
		w := &s.Words[len(s.Words)-1]
		key.add(w.Hash)
		i = w.End
	}
	s.Key, s.Skeleton = key.sum(), skeleton.sum()
	return s
}

// Short is the words as 16 bits of each hash.
func (s Segment) Short() []uint16 {
	short := make([]uint16, len(s.Words))
	for i, w := range s.Words {
		short[i] = uint16(w.Hash)
	}
	return short
}

func (s Segment) hashes() []uint64 {
	all := make([]uint64, len(s.Words))
	for i, w := range s.Words {
		all[i] = w.Hash
	}
	return all
}

func decode(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	return utf8.DecodeRuneInString(s)
}

func isLetter(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	case 0x620 <= r && r <= 0x65f, 0x66e <= r && r <= 0x6d3:
		return true
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

func isIdeograph(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

func isArabic(r rune) bool {
	return 0x600 <= r && r < 0x780 || 0x8a0 <= r && r < 0x900 || 0xfb50 <= r && r < 0xff00
}

// isInside tells what is no letter and may stand in a word: marks of direction,
// joiners, soft hyphens.
func isInside(r rune) bool { return r >= 0xad && unicode.Is(unicode.Cf, r) }

// wordEnd is where the word ends that begins at start.
func wordEnd(s string, start int) int {
	first, n := decode(s[start:])
	i, last := start+n, first
	if isIdeograph(first) {
		return i
	}
	for i < len(s) {
		r, n := decode(s[i:])
		switch {
		case digit(r) >= 0:
			if isArabic(last) {
				return i
			}
		case isIdeograph(r):
			return i
		case isLetter(r), isInside(r):
		case r == '\'' || r == '’':
			if i+n >= len(s) {
				return i
			}
			if next, _ := decode(s[i+n:]); !isLetter(next) {
				return i
			}
		default:
			return i
		}
		last = r
		i += n
	}
	return i
}

// hashWord folds a word while it hashes it.
func hashWord(w string) uint64 {
	h := newHash()
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return hashLetters(w)
		}
		c := w[i]
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		h.byte(c)
	}
	return h.sum()
}

func hashLetters(w string) uint64 {
	var room [64]byte
	return hashFolded(fold.WithoutArticle(Fold(room[:0], w)))
}

func hashFolded(word []byte) uint64 {
	h := newHash()
	for _, c := range word {
		h.byte(c)
	}
	return h.sum()
}

// Fold appends a word as Read folds it, with its article: see Segment.
func Fold(dst []byte, word string) []byte {
	for _, r := range decomposed(word) {
		if r = foldLetter(r); r >= 0 {
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// decomposed takes letters and their diacritics apart, where there can be any
// that foldLetter does not know.
func decomposed(w string) string {
	for _, r := range w {
		if r >= 0xc0 && !(0x600 <= r && r <= 0x6d3) && r != '’' {
			return norm.NFKD.String(w)
		}
	}
	return w
}

// foldLetter folds one letter; -1 drops it.
func foldLetter(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		return r
	case 0x64b <= r && r <= 0x65f, r == 0x670, r == 'ـ':
		return -1
	}
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ئ', 'ی':
		return 'ي'
	case 'ؤ':
		return 'و'
	case 'ة':
		return 'ه'
	case 'ک':
		return 'ك'
	case '’':
		return '\''
	}
	if d := digit(r); d >= 0 {
		return '0' + d
	}
	if unicode.In(r, unicode.M, unicode.Cf) {
		return -1
	}
	return unicode.ToLower(r)
}

// foldedLetters is a text as its folded letters, with one space where anything
// else stands between them: for the distance by letters.
func foldedLetters(s string) []rune {
	letters := make([]rune, 0, len(s))
	for _, r := range decomposed(s) {
		switch {
		case isLetter(r):
			if r = foldLetter(r); r >= 0 {
				letters = append(letters, r)
			}
		case isInside(r):
		case len(letters) > 0 && letters[len(letters)-1] != ' ':
			letters = append(letters, ' ')
		}
	}
	return letters
}

// hash is FNV-1a of 64 bits, its last step mixed so that each bit serves alone
// (the finaliser of MurmurHash3).
type hash uint64

func newHash() hash { return 14695981039346656037 }

func (h *hash) byte(c byte) { *h = (*h ^ hash(c)) * 1099511628211 }

func (h *hash) text(s string) {
	for i := range len(s) {
		h.byte(s[i])
	}
}

func (h *hash) add(n uint64) { *h = (*h ^ hash(n)) * 0x9e3779b97f4a7c15; *h ^= *h >> 29 }

func (h hash) sum() uint64 {
	n := uint64(h)
	n ^= n >> 33
	n *= 0xff51afd7ed558ccd
	n ^= n >> 33
	n *= 0xc4ceb9fe1a85ec53
	return n ^ n>>33
}
