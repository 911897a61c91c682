package check

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// misspelt notes the words that a dictionary can know: no names as far as they
// can be told (by a capital, by the glossary, by the sound of a name in the
// source), no codes, figures and addresses, nothing of one or two letters.
func misspelt(r *run) {
	if r.job.Speller == nil {
		return
	}
	t := &r.pair.t
	own, known := scriptOfLanguage(string(t.language)), r.known()
	for i := range t.tokens {
		k := &t.tokens[i]
		if k.kind != wordToken || k.upper || k.script != own || t.attached(i) || r.keep[t.at(i)] || known[i] {
			continue
		}
		if word := strings.Map(withoutMarks, t.at(i)); utf8.RuneCountInString(word) > 2 {
			r.whole.words = use(r, r.whole.words, word, t.at(i))
		}
	}
}

// finishSpelling asks for all words at once, and tells of each group which of
// its words the language does not have.
func (r *run) finishSpelling() {
	if len(r.whole.words) == 0 {
		return
	}
	var words []string
	asked := map[string]bool{}
	for _, u := range r.whole.words {
		if !asked[u.way] {
			asked[u.way] = true
			words = append(words, u.way)
		}
	}
	wrong := wordSet(strings.Join(r.job.Speller.Misspelt(r.job.Language, words), " "))
	for len(r.whole.words) > 0 {
		first, shown := r.whole.words[0], []string(nil)
		for len(r.whole.words) > 0 && r.whole.words[0].group == first.group && r.whole.words[0].block == first.block {
			if u := r.whole.words[0]; wrong[u.way] && !slices.Contains(shown, u.piece) {
				shown = append(shown, u.piece)
			}
			r.whole.words = r.whole.words[1:]
		}
		if len(shown) > 0 {
			r.addUsage("spelling", first.group, first.block, shown[0], map[string]any{"misspelt": shown})
		}
	}
}

// known are the tokens of the target that the glossary has, or that sound like a
// name of the source.
func (r *run) known() map[int]bool {
	s, t := &r.pair.s, &r.pair.t
	known := map[int]bool{}
	if g := r.job.Glossary; g != nil {
		for _, h := range g.Find(t.text, t.language) {
			for i := range t.tokens {
				if at := int(t.tokens[i].start); h.Start <= at && at < h.End {
					known[i] = true
				}
			}
		}
	}
	if r.pair.translated && t.is("ar") {
		names := r.latinSounds(s)
		for _, w := range r.arabicSounds(t) {
			if len(sounding(names, w.sound)) > 0 {
				known[w.token] = true
			}
		}
	}
	return known
}

// withoutMarks drops what may stand on a letter or stretch it.
func withoutMarks(r rune) rune {
	if 0x64b <= r && r <= 0x65f || r == 0x670 || r == 'ـ' {
		return -1
	}
	return r
}
