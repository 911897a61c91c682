package check

import (
	"strings"
	"unicode/utf8"
)

func empty(r *run) {
	if len(r.pair.s.tokens) > 0 && len(r.pair.t.tokens) == 0 {
		r.tell("", nil, r.pair.s.text, "")
	}
}

// same tells of a text that was not translated. Names, codes and numbers stay
// as they are.
func same(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if s.text != t.text || s.letters() == 0 || s.language == t.language {
		return
	}
	for i := range s.tokens {
		if k := &s.tokens[i]; k.kind == wordToken && !k.upper && !s.attached(i) && !r.keep[s.at(i)] {
			r.untranslated = true
			r.tell("", nil, s.text, t.text)
			return
		}
	}
}

// attached tells of a word that touches a digit, as in x86 and 3bn, or that is
// part of an address: nahr.example/en.
func (s *side) attached(i int) bool {
	if s.dotted(i) || s.dotted(i-2) {
		return true
	}
	return !s.tokens[i].spaced && s.kind(i-1) == figureToken || s.kind(i+1) == figureToken && !s.tokens[i+1].spaced
}

// dotted tells of a word that a dot or stroke joins to the next one.
func (s *side) dotted(i int) bool {
	return (s.mark(i+1, '.') || s.mark(i+1, '/') || s.mark(i+1, '_')) && s.kind(i) == wordToken && s.kind(i+2) == wordToken &&
		!s.tokens[i+1].spaced && !s.tokens[i+2].spaced && s.tokens[i].script == latin && s.tokens[i+2].script == latin
}

// wrongScript tells of a translation whose letters are mostly those of the
// source's script, names and codes of the source left out.
func wrongScript(r *run) {
	s, t := &r.pair.s, &r.pair.t
	from, to := s.script(), t.language
	if from == otherScript || from == scriptOfLanguage(string(to)) || scriptOfLanguage(string(s.language)) != from {
		return
	}
	if scriptOfLanguage(string(to)) == otherScript || 2*t.count[from] <= t.letters() || s.text == t.text {
		return
	}
	names := map[string]bool{}
	for i := range s.tokens {
		if k := &s.tokens[i]; k.kind == wordToken && (k.upper || s.attached(i)) {
			names[s.at(i)] = true
		}
	}
	wrong, all := 0, 0
	for i := range t.tokens {
		k := &t.tokens[i]
		if k.kind != wordToken || names[t.at(i)] || k.upper && from == latin || t.attached(i) || r.keep[t.at(i)] {
			continue
		}
		n := utf8.RuneCountInString(t.at(i))
		if all += n; k.script == from {
			wrong += n
		}
	}
	if 2*wrong > all {
		r.tell("", nil, "", t.text)
	}
}

// script is the one that most of the side's letters are of.
func (s *side) script() script {
	best := otherScript
	for sc, n := range s.count {
		if n > s.count[best] {
			best = script(sc)
		}
	}
	return best
}

// scriptOfLanguage is the script of languages in the Latin, Arabic, Cyrillic
// and Greek scripts, as far as it is known for certain.
func scriptOfLanguage(language string) script {
	code, rest, _ := strings.Cut(strings.ToLower(language), "-")
	switch {
	case strings.HasPrefix(rest, "latn"):
		return latin
	case strings.HasPrefix(rest, "arab"):
		return arabic
	case strings.HasPrefix(rest, "cyrl"):
		return cyrillic
	}
	switch code {
	case "ar", "fa", "ckb", "ur", "ps", "sd", "ug":
		return arabic
	case "ru", "uk", "bg", "mk", "be":
		return cyrillic
	case "el":
		return greek
	case "en", "fr", "de", "es", "it", "pt", "nl", "tr", "sv", "nb", "nn", "no", "da", "fi", "pl", "cs", "ku", "kmr", "id", "ro", "hu":
		return latin
	}
	return otherScript
}

// length is the number of letters, digits and marks, spaces and diacritics apart.
func (s *side) length() int {
	n := s.letters()
	for i := range s.tokens {
		if k := &s.tokens[i]; k.kind != wordToken {
			n += utf8.RuneCountInString(s.at(i))
		}
	}
	return n
}

// length tells of a translation that is far longer or shorter than its source.
func length(r *run) {
	s, t := &r.pair.s, &r.pair.t
	a, b := s.length(), t.length()
	if a == 0 || b == 0 {
		return
	}
	low, high := 45, 200
	if a < 20 {
		low, high = 30, 350
	}
	if share := 100 * b / a; share < low || share > high {
		r.tell("", map[string]any{"source": a, "target": b}, "", "")
	}
}
