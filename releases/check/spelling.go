package check

import (
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

// finishSpelling asks for all words at once. A word that the language does not
// have is told where it stands first.
func (r *run) finishSpelling() {
	if len(r.whole.words) == 0 {
		return
	}
	first := map[string]int{}
	var words []string
	for i, u := range r.whole.words {
		if _, asked := first[u.way]; !asked {
			first[u.way] = i
			words = append(words, u.way)
		}
	}
	var wrong []usage[string] // in the order of the text
	for _, word := range r.job.Speller.Misspelt(r.job.Language, words) {
		if i, asked := first[word]; asked {
			wrong = append(wrong, r.whole.words[i])
		}
	}
	for len(wrong) > 0 {
		at, shown := wrong[0], []string(nil)
		for len(wrong) > 0 && wrong[0].group == at.group && wrong[0].block == at.block {
			shown, wrong = append(shown, wrong[0].piece), wrong[1:]
		}
		r.addUsage("spelling", at.group, at.block, shown[0], map[string]any{"misspelt": shown})
	}
}

// known are the tokens of the target that the glossary has, or that sound like a
// name of the source.
func (r *run) known() map[int]bool {
	s, t := &r.pair.s, &r.pair.t
	known := map[int]bool{}
	if g := r.job.Glossary; g != nil {
		i := 0
		for _, h := range g.Find(t.text, t.language) { // in order
			for ; i < len(t.tokens) && int(t.tokens[i].start) < h.End; i++ {
				if int(t.tokens[i].start) >= h.Start {
					known[i] = true
				}
			}
		}
	}
	if r.pair.translated && t.is("ar") {
		names := map[string]bool{}
		for _, w := range r.latinSounds(s) {
			names[w.sound] = utf8.RuneCountInString(w.sound) >= soundBeside
		}
		for _, w := range r.arabicSounds(t) {
			if names[w.sound] {
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
