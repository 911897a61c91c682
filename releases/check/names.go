package check

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/glossary"
)

// A name is written in Arabic letters by its sound, so one man may become two.
// Where the register has the person, it says how he is written. Elsewhere names
// are known by their sound alone: a word of Latin letters with a capital and a
// word of Arabic letters are one name where their consonants are the same. Two
// spellings of one are told where the source has one, and where no other name
// of the release sounds like it; else nothing can be known, and nothing is told.

// names tells of people and places that are not written as the register has
// them, and notes how all others are written.
func names(r *run) {
	r.tellMissing("register", spelt)
	if len(r.job.Groups) > mostNamed {
		return
	}
	s, t := &r.pair.s, &r.pair.t
	switch {
	case s.is("ar") && scriptOfLanguage(string(t.language)) == latin:
		if names := r.latinSounds(t); len(names) > 0 {
			r.noteNames(r.arabicSounds(s), names)
		}
	case t.is("ar") && scriptOfLanguage(string(s.language)) == latin:
		if names := r.latinSounds(s); len(names) > 0 {
			r.noteNames(names, r.arabicSounds(t))
		}
	}
}

// mostNamed is how many groups one text has at most: a catalogue of more speaks of
// more people than can be told apart by their sound.
const mostNamed = 5_000

// sounded is a word that may be a name.
type sounded struct {
	token int
	next  int    // the token that a word of the same name may begin at
	form  string // for comparing: folded, without clitics or possessive endings
	sound string // its consonants
}

// spelling is how the word of a name is written in a group.
type spelling struct {
	source string // the source's form
	person string // its name as far as it is known: forms of the source with spaces between
	shown  string // the source's word as it stands there
	usage[string]
}

// Consonants that a name must have to be known by: alone, and beside another
// word of the same name.
const (
	soundAlone  = 3
	soundBeside = 2
)

// noteNames notes the names of the group that is being read. The words of the
// source that the glossary has are left to it.
func (r *run) noteNames(source, target []sounded) {
	if g := r.job.Glossary; g != nil {
		for _, h := range g.Find(r.pair.s.text, r.pair.s.language) {
			source = slices.DeleteFunc(source, func(w sounded) bool {
				return h.Start <= int(r.pair.s.tokens[w.token].start) && int(r.pair.s.tokens[w.token].start) < h.End
			})
		}
	}
	g, index := r.group()
	for i, w := range source {
		theirs := sounding(target, w.sound)
		ours := sounding(source, w.sound)
		if len(theirs) == 0 || slices.ContainsFunc(ours, func(o sounded) bool { return o.form != w.form }) {
			continue // two names that sound alike
		}
		if i > 0 && slices.ContainsFunc(source[:i], func(o sounded) bool { return o.form == w.form }) {
			continue // said already
		}
		var differing []sounded
		for _, t := range theirs {
			if !slices.ContainsFunc(differing, func(o sounded) bool { return inflected(o.form, t.form) }) {
				differing = append(differing, t)
			}
		}
		person := fullName(source, target, w)
		if len(differing) > 1 && len(theirs) > len(ours) || utf8.RuneCountInString(w.sound) < soundAlone && person == w.form {
			continue
		}
		for _, t := range differing {
			r.whole.names = append(r.whole.names, spelling{w.form, person, r.pair.s.at(w.token),
				usage[string]{way: t.form, group: index, block: g.Target[0], piece: r.pair.t.at(t.token)}})
		}
	}
}

func sounding(words []sounded, sound string) (alike []sounded) {
	if utf8.RuneCountInString(sound) < soundBeside {
		return nil
	}
	for _, w := range words {
		if w.sound == sound {
			alike = append(alike, w)
		}
	}
	return alike
}

// fullName are the forms of the words around one that stand beside each other in
// the source and in the target.
func fullName(source, target []sounded, w sounded) string {
	at := slices.IndexFunc(source, func(o sounded) bool { return o.token == w.token })
	from, to := at, at
	for from > 0 && together(source[from-1], source[from], target) {
		from--
	}
	for to+1 < len(source) && together(source[to], source[to+1], target) {
		to++
	}
	forms := make([]string, 0, to+1-from)
	for _, o := range source[from : to+1] {
		forms = append(forms, o.form)
	}
	return strings.Join(forms, " ")
}

// together tells whether two words of the source are beside each other, and two
// of the same sounds in the target.
func together(a, b sounded, target []sounded) bool {
	if a.next != b.token || a.sound == "" || b.sound == "" {
		return false
	}
	for _, x := range target {
		if x.sound == a.sound && slices.ContainsFunc(target, func(y sounded) bool { return y.sound == b.sound && y.token == x.next }) {
			return true
		}
	}
	return false
}

// nameParts are words of names that not everybody writes, or that are inflected.
var nameParts = wordSet("al el ad as ash an ar at az bin ben ibn bint abu abou umm ould بن ابن بنت ابو ابي ابا ام آل ال")

// latinSounds are the words with a capital.
func (r *run) latinSounds(s *side) []sounded {
	r.latin = r.sounds(r.latin[:0], s, latin)
	return r.latin
}

// arabicSounds are all words: nothing tells a name from another. A word that
// may begin with a clitic is there with and without it.
func (r *run) arabicSounds(s *side) []sounded {
	r.arabic = r.sounds(r.arabic[:0], s, arabic)
	return r.arabic
}

func (r *run) sounds(all []sounded, s *side, sc script) []sounded {
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != wordToken || t.script != sc || sc == latin && !t.upper {
			continue
		}
		h := r.hear(s, i)
		if h.part {
			continue
		}
		for k := range h.forms {
			all = append(all, sounded{i, r.nextName(s, i), h.forms[k], h.sounds[k]})
		}
	}
	return all
}

// heard is a word as a name: its forms, each with its sound; of several forms
// that sound the same the shortest.
type heard struct {
	forms, sounds []string
	part          bool // a small word of names
}

// hear reads a word once for the whole run.
func (r *run) hear(s *side, i int) *heard {
	word := s.at(i)
	if h := r.whole.heard[word]; h != nil {
		return h
	}
	h := &heard{}
	sound := latinSound
	if s.tokens[i].script == arabic {
		sound = arabicSound
	}
	for _, form := range glossary.Bare(word, s.language) { // the longest first
		h.part = h.part || len(h.forms) == 0 && nameParts()[form]
		if k := slices.Index(h.sounds, sound(form)); k >= 0 {
			h.forms[k] = form
			continue
		}
		h.forms, h.sounds = append(h.forms, form), append(h.sounds, sound(form))
	}
	r.whole.heard[strings.Clone(word)] = h
	return h
}

// nextName is the token that the next word of a name would be: behind a hyphen
// and the small words of names.
func (r *run) nextName(s *side, i int) int {
	for i++; s.mark(i, '-') || s.kind(i) == wordToken && r.hear(s, i).part; i++ {
	}
	return i
}

// latinSound gives the consonants of a folded word; those that Arabic letters
// are written with by turns are one.
func latinSound(form string) string {
	if n := len(form); n > 1 && form[n-1] == 'h' && strings.IndexByte("aeiou", form[n-2]) >= 0 {
		form = form[:n-1] // of the feminine
	}
	var b strings.Builder
	for i := 0; i < len(form); i++ {
		c := form[i]
		if i+1 < len(form) {
			if form[i+1] == c {
				continue // doubled
			}
			if two, ok := digraphs()[form[i:i+2]]; ok {
				b.WriteString(two)
				i++
				continue
			}
		}
		b.WriteString(latinConsonants()[c])
	}
	return b.String()
}

var digraphs = sync.OnceValue(func() map[string]string {
	return map[string]string{"sh": "s", "ch": "s", "th": "t", "kh": "h", "gh": "g", "dh": "d", "ph": "f", "ck": "k"}
})

var latinConsonants = sync.OnceValue(func() map[byte]string {
	return map[byte]string{
		'b': "b", 'p': "b", 't': "t", 'j': "g", 'g': "g", 'h': "h", 'd': "d", 'z': "d", 'r': "r", 's': "s",
		'f': "f", 'v': "f", 'q': "k", 'k': "k", 'c': "k", 'x': "ks", 'l': "l", 'm': "m", 'n': "n",
	}
})

// arabicSound is latinSound of a word in folded Arabic letters.
func arabicSound(form string) string {
	var b strings.Builder
	for _, r := range strings.TrimSuffix(form, "ه") {
		b.WriteString(arabicConsonants()[r])
	}
	return b.String()
}

var arabicConsonants = sync.OnceValue(func() map[rune]string {
	return map[rune]string{
		'ب': "b", 'پ': "b", 'ت': "t", 'ط': "t", 'ث': "t", 'ج': "g", 'غ': "g", 'گ': "g", 'ح': "h", 'خ': "h", 'ه': "h",
		'د': "d", 'ض': "d", 'ذ': "d", 'ظ': "d", 'ز': "d", 'ر': "r", 'س': "s", 'ص': "s", 'ش': "s", 'چ': "s", 'ژ': "s",
		'ف': "f", 'ڤ': "f", 'ق': "k", 'ك': "k", 'ل': "l", 'م': "m", 'ن': "n",
	}
})

// inflected tells whether two forms are one spelling, with endings or the
// conjunction و.
func inflected(a, b string) bool {
	a, b = strings.TrimLeft(a, "و"), strings.TrimLeft(b, "و")
	if len(a) > len(b) {
		a, b = b, a
	}
	if rest, ok := strings.CutPrefix(b, a); ok {
		return rest == "" || nameEndings()[rest]
	}
	for _, x := range numberEndings {
		if stem, ok := strings.CutSuffix(a, x); ok {
			for _, y := range numberEndings {
				if b == stem+y {
					return true
				}
			}
		}
	}
	return false
}

var nameEndings = wordSet("ا ي يه ه ون ين ان ات يون يين يات s n an i ian")

var numberEndings = []string{"ون", "ين", "ان", "ات"}

// finishNames tells of names that the text writes in several ways: those of its
// groups that do not have the usual one.
func (r *run) finishNames() {
	told := map[spot]bool{}
	for _, f := range r.findings {
		if f.Code == "names" {
			told[spot{f.Group, f.Block}] = true
		}
	}
	for _, list := range r.persons() {
		var ways []usage[string]
		for _, s := range list {
			for _, before := range ways {
				if inflected(before.way, s.way) {
					s.way = before.way
					break
				}
			}
			ways = append(ways, s.usage)
		}
		usual, rest := others(ways)
		for _, u := range rest {
			if told[spot{u.group, u.block}] {
				continue
			}
			told[spot{u.group, u.block}] = true
			r.addUsage("names", u.group, u.block, u.piece, map[string]any{"name": list[0].shown, "usual": plainest(ways, usual)})
		}
	}
}

// plainest is the shortest word of those that are written in one way: the one
// without clitics and endings.
func plainest(ways []usage[string], way string) (piece string) {
	for _, w := range ways {
		if w.way == way && (piece == "" || len(w.piece) < len(piece)) {
			piece = w.piece
		}
	}
	return piece
}

// spot is where a finding stands.
type spot struct {
	group int
	block releases.BlockID
}

// persons are the spellings of each name: of a word of the source where all that
// is known of it is one person's, else of each person.
func (r *run) persons() (all [][]spelling) {
	known := map[string][]string{} // full names, by a word of theirs
	for _, s := range r.whole.names {
		if s.person != s.source && !slices.Contains(known[s.source], s.person) {
			known[s.source] = append(known[s.source], s.person)
		}
	}
	at := map[string]int{}
	for _, s := range r.whole.names {
		key := s.source
		if len(known[s.source]) > 1 {
			if s.person == s.source {
				continue // nobody knows which
			}
			key += "/" + s.person
		}
		if _, ok := at[key]; !ok {
			at[key] = len(all)
			all = append(all, nil)
		}
		all[at[key]] = append(all[at[key]], s)
	}
	return all
}
