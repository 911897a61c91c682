package memory

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Asked is a query, read: it is compared with any number of units.
type Asked struct {
	Query
	Segment
	words   *pattern[uint64] // nil until something is compared word by word
	letters *pattern[rune]   // nil until letters decide
}

// Ask reads a query.
func Ask(q Query) *Asked {
	if q.Limit <= 0 {
		q.Limit = 5
	}
	if q.Least <= 0 {
		q.Least = 50
	}
	s := Read(q.Text)
	return &Asked{Query: q, Segment: s}
}

// Compare scores a unit whose source is in the query's language. turned says
// that it was translated in the other direction.
func (a *Asked) Compare(u Unit, turned bool) Match {
	m := Match{Unit: u, Turned: turned}
	source := a.Segment
	if u.Source.Words != a.Query.Text.Words {
		source = Read(u.Source)
	}
	switch {
	case len(source.Words) == 0 || len(a.Segment.Words) == 0:
		a.compareMarks(&m)
	case source.Key == a.Key:
		a.compareForm(&m)
	case source.Skeleton == a.Skeleton && a.substitute(&m, source):
	default:
		if a.words == nil {
			a.words = newPattern(a.Segment.hashes())
		}
		m.Difference = Wording
		m.Score = min(98, likeness(a.words.distance(source.hashes()), max(len(a.Segment.Words), len(source.Words))))
		if m.Score > 0 && !sameCodes(a.Query.Text, u.Source) {
			m.Score--
		}
	}
	if !u.Reviewed {
		m.Score = min(m.Score, 100) - Unreviewed
	}
	if u.Stale {
		m.Score = min(m.Score, 100) - Stale
	}
	m.Score = max(m.Score, 0)
	return m
}

// compareMarks compares texts of which one has no words: "***", "…".
func (a *Asked) compareMarks(m *Match) {
	m.Difference = Wording
	if a.Query.Text.same(m.Source) {
		m.Difference, m.Score = None, 100
	}
}

func (a *Asked) compareForm(m *Match) {
	switch {
	case !sameCodes(a.Query.Text, m.Source):
		m.Difference, m.Score = Codes, 99
	case !sameWords(a.Query.Text.Words, m.Source.Words):
		m.Difference, m.Score = Form, 99
	default:
		m.Score = 100
		if m.Turned || !sameContext(a.Before, m.Before) {
			return
		}
		m.Score = 101
		if sameContext(a.After, m.After) {
			m.Score = 102
		}
	}
}

func (a *Asked) substitute(m *Match, source Segment) bool {
	target, made, ok := substitute(a.Segment, source, m.Target)
	if !ok {
		return false
	}
	m.Target, m.Numbers, m.Difference, m.Score = target, made, Numbers, 98
	if !sameCodes(a.Query.Text, m.Source) {
		m.Score--
	}
	return true
}

// Weigh compares by letters as well, for those whose scores are equal.
func (a *Asked) Weigh(m *Match) {
	if a.letters == nil {
		a.letters = newPattern(foldedLetters(a.Segment.Text.Words))
	}
	letters := foldedLetters(m.Source.Words)
	longer := max(a.letters.n, len(letters), 1)
	m.letters = 1000 - 1000*a.letters.distance(letters)/longer
}

// sameContext tells that both are known and the same.
func sameContext(a, b string) bool { return a != "" && sameWords(a, b) }

// same tells that words and codes are.
func (t Text) same(o Text) bool { return sameWords(t.Words, o.Words) && sameCodes(t, o) }

// sameWords tells texts that look the same: white space counts as one space,
// marks of direction count for nothing.
func sameWords(a, b string) bool { return a == b || plainForm(a) == plainForm(b) }

func plainForm(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200e', r == '\u200f', r == '\u061c', '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
	return norm.NFC.String(strings.Join(strings.Fields(s), " "))
}

// sameCodes tells that the same codes stand in the same order, and in the same
// places where the words are the same. How they are numbered does not matter.
func sameCodes(a, b Text) bool {
	if len(a.Codes) != len(b.Codes) {
		return false
	}
	there, back := map[string]string{}, map[string]string{}
	for i, c := range a.Codes {
		d := b.Codes[i]
		if c.Kind != d.Kind || c.Type != "" && d.Type != "" && c.Type != d.Type || a.Words == b.Words && c.At != d.At {
			return false
		}
		if other, seen := there[c.ID]; seen && other != d.ID {
			return false
		}
		if other, seen := back[d.ID]; seen && other != c.ID {
			return false
		}
		there[c.ID], back[d.ID] = d.ID, c.ID
	}
	return true
}
