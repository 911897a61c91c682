package memory

import (
	"slices"
	"unicode/utf8"

	"bayan/releases/fold"
)

// MostSought is how many words a concordance is asked for.
const MostSought = 32

// Phrase is words that are looked for inside texts: all of them, best in the
// order in which they were typed.
//
// A word is found as Read folds it, and in Arabic also behind the clitics that
// are written with it (who looks for مدرسة finds وبالمدرسة and لمدرسة) and
// without a hamza at its end; elsewhere also before the 's of possession.
type Phrase struct{ Words []Sought }

// Sought is a word that is looked for.
type Sought struct {
	hash  uint64              // of the word as Read has it
	forms map[uint64][]string // others that are taken for it, folded with their article, by hash
}

// ReadPhrase finds the words of a text, as Read does.
func ReadPhrase(text string) Phrase {
	var p Phrase
	for _, w := range Read(Plain(text)).Words {
		s := Sought{hash: w.Hash, forms: map[uint64][]string{}}
		if !w.Number {
			s.inflect(Fold(nil, text[w.Start:w.End]))
		}
		p.Words = append(p.Words, s)
	}
	return p
}

// clitics stand before an Arabic word. fold takes off an article and one clitic
// before it; more than that, and a clitic alone, may also be the word's own
// letters, so they are tried and never taken off.
var clitics = []string{"", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل",
	"ال", "وال", "فال", "بال", "كال", "لل", "وبال", "ولل", "وكال", "فبال", "فلل"}

// future stand before an Arabic verb of the present.
var future = []string{"س", "وس", "فس"}

// inflect adds the forms of a folded word that may stand in a text.
func (s *Sought) inflect(word []byte) {
	if len(word) == 0 {
		return
	}
	if first, _ := utf8.DecodeRune(word); !isArabic(first) {
		s.form(string(word) + "'s")
		return
	}
	bases := []string{string(word)}
	if bare := string(fold.WithoutArticle(word)); bare != bases[0] { // or the word's own letters: التزام
		bases = append(bases, bare)
	}
	for _, base := range bases {
		s.clitics(base)
		if other := otherEnd(base); other != "" {
			s.clitics(other)
		}
	}
}

// clitics adds a word with what may stand before it. Of a short one too many
// words would begin or end so: ما in كما.
func (s *Sought) clitics(base string) {
	if utf8.RuneCountInString(base) < 3 {
		return
	}
	for _, c := range clitics {
		s.form(c + base)
	}
	switch first, _ := utf8.DecodeRuneInString(base); first {
	case 'ا', 'ت', 'ن', 'ي':
		for _, c := range future {
			s.form(c + base)
		}
	}
}

// otherEnd is a word of four letters or more with a hamza at its end, without
// it, or the other way round: بيضاء and بيضا; "" for none.
func otherEnd(word string) string {
	const hamza = "ء"
	letters := []rune(word)
	n := len(letters)
	switch {
	case n > 3 && string(letters[n-1:]) == hamza && isWeak(letters[n-2]):
		return string(letters[:n-1])
	case n > 2 && isWeak(letters[n-1]):
		return word + hamza
	}
	return ""
}

func isWeak(r rune) bool { return r == 'ا' || r == 'و' || r == 'ي' }

func (s *Sought) form(folded string) {
	h := hashFolded([]byte(fold.WithoutArticle(folded)))
	if h != s.hash && !slices.Contains(s.forms[h], folded) {
		s.forms[h] = append(s.forms[h], folded)
	}
}

// Hashes are those that a word which is found may have, in a lasting order.
func (s Sought) Hashes() []uint64 {
	all := make([]uint64, 0, len(s.forms)+1)
	for h := range s.forms {
		all = append(all, h)
	}
	slices.Sort(all)
	return append([]uint64{s.hash}, all...)
}

// is tells whether a word of a text is the one that is looked for.
func (s Sought) is(text string, w Word) bool {
	if w.Hash == s.hash {
		return true
	}
	forms := s.forms[w.Hash]
	return len(forms) > 0 && slices.Contains(forms, string(Fold(nil, text[w.Start:w.End])))
}

// Found is where a phrase stands in a text.
type Found struct {
	All   bool     // every word stands in it
	Whole bool     // one behind the other, as typed
	At    [][2]int // offsets in bytes: of the whole phrase, else of each word
}

// Find looks for the phrase in a text.
func (p Phrase) Find(text string) (f Found) {
	words := Read(Plain(text)).Words
	if len(p.Words) == 0 {
		return f
	}
	for i := 0; i+len(p.Words) <= len(words); {
		n := 0
		for n < len(p.Words) && p.Words[n].is(text, words[i+n]) {
			n++
		}
		if n < len(p.Words) {
			i++
			continue
		}
		f.At = append(f.At, [2]int{words[i].Start, words[i+n-1].End})
		i += n
	}
	if f.Whole = len(f.At) > 0; f.Whole {
		f.All = true
		return f
	}
	missing := len(p.Words)
	there := make([]bool, len(p.Words))
	for _, w := range words {
		found := false
		for i, s := range p.Words {
			if s.is(text, w) {
				found = true
				if !there[i] {
					there[i] = true
					missing--
				}
			}
		}
		if found {
			f.At = append(f.At, [2]int{w.Start, w.End})
		}
	}
	f.All = missing == 0
	return f
}

// Shorts are the words as Segment.Short has them: for each, in the order typed,
// those that it is found by.
func (p Phrase) Shorts() [][]uint16 {
	all := make([][]uint16, len(p.Words))
	for i, s := range p.Words {
		for _, h := range s.Hashes() {
			all[i] = append(all[i], uint16(h))
		}
	}
	return all
}
