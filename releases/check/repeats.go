package check

import (
	"strings"
	"sync"
)

// twice are words that are said twice on purpose.
var twice = wordSet("had that very bye so no now ha blah again far much really well there long " +
	"nous vous si très oui non " +
	"رويدا رويداً شيئا شيئاً جدا جداً مهلا مهلاً واحدا واحداً فردا فرداً لا نعم قليلا قليلاً كثيرا هكذا الله يوما يوماً صفا صفاً دكا")

// short are the Arabic words of two letters; all others are names of Latin
// letters, as in آر إن إن.
var short = wordSet("في من عن قد لم لن هو هي كل أو ما مع")

// wordSet is made when it is first looked into.
func wordSet(words string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for w := range strings.FieldsSeq(words) {
			set[w] = true
		}
		return set
	})
}

// doubledWord tells of a word that stands twice in a row. Words that a
// language doubles, adverbs with tanwin (شيئاً شيئاً) and names do not count.
func doubledWord(r *run) {
	t := &r.pair.t
	if t.doubled() < 0 {
		return
	}
	if r.pair.translated && r.pair.s.doubled() >= 0 {
		return
	}
	i := t.doubled()
	r.tell("", map[string]any{"word": t.at(i)}, "", t.span(i-1, i))
}

func (s *side) doubled() int {
	for i := 1; i < len(s.tokens); i++ {
		a, b := &s.tokens[i-1], &s.tokens[i]
		if a.kind != wordToken || b.kind != wordToken || !b.spaced || a.end-a.start != b.end-b.start || b.end-b.start < 2 {
			continue
		}
		if x, y := s.at(i-1), s.at(i); strings.EqualFold(x, y) && !(a.upper && b.upper) && !twice()[strings.ToLower(y)] && !tanwin(y) && b.script != otherScript {
			if (b.script == arabic && b.end-b.start <= 4 || s.kind(i-2) == figureToken) && !short()[y] || s.mark(i-2, '-') || s.mark(i+1, '-') {
				continue
			}
			return i
		}
	}
	return -1
}

func tanwin(word string) bool {
	return strings.HasSuffix(word, "اً") || strings.HasSuffix(word, "ًا")
}

// inconsistent tells where one source has another translation earlier in the
// same text.
func inconsistent(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if _, index := r.group(); r.job.Forms[index] || s.letters() < 4 || len(t.tokens) == 0 {
		return
	}
	if before, ok := r.whole.translations[s.text]; !ok {
		r.whole.translations[s.text] = t.text
	} else if before != t.text {
		r.tell("", map[string]any{"before": before}, s.text, t.text)
	}
}
