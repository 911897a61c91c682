package memory

import (
	"strings"
	"unicode"
)

// Fit is the target of a match as it goes where the text stands that was asked
// for: between the same white space, and with the codes of that text in place of
// its own. Codes answer each other by their order in both sources. A match
// without codes takes those that stand around all of the words. ok is false where
// a code would be lost or is another.
func (m Match) Fit(asked Text) (fitted Text, ok bool) {
	if len(asked.Codes) == 0 { // bold and links may go, what stands for words may not
		fitted.Words = around(asked.Words, strings.TrimSpace(m.Target.Words))
		return fitted, onlyPairs(m.Source.Codes) && onlyPairs(m.Target.Codes)
	}
	if len(m.Source.Codes)+len(m.Target.Codes) == 0 {
		return m.wrapped(asked)
	}
	ids, ok := m.answers(asked)
	if !ok {
		return Text{}, false
	}
	lead, tail := asked.edges()
	from, to := m.Target.edges()
	fitted.Words = asked.Words[:lead] + m.Target.Words[from:to] + asked.Words[tail:]
	for i, c := range m.Target.Codes {
		fitted.Codes = append(fitted.Codes, Code{At: lead + c.At - from, Kind: c.Kind, ID: ids[i], Type: c.Type})
	}
	return fitted, true
}

// wrapped is the target between codes that stand around all of the words.
func (m Match) wrapped(asked Text) (fitted Text, ok bool) {
	fitted.Words = around(asked.Words, strings.TrimSpace(m.Target.Words))
	from, to := Plain(asked.Words).edges()
	for _, c := range asked.Codes {
		switch {
		case c.At <= from:
		case c.At >= to:
			c.At += len(fitted.Words) - len(asked.Words)
		default:
			return Text{}, false
		}
		fitted.Codes = append(fitted.Codes, c)
	}
	return fitted, true
}

// around puts words between the white space that stands around others.
func around(others, words string) string {
	from, to := Plain(others).edges()
	return others[:from] + words + others[to:]
}

// edges are where the white space ends that a text begins with, and where that
// begins that it ends with. A code is none.
func (t Text) edges() (from, to int) {
	from, to = len(t.Words)-len(strings.TrimLeftFunc(t.Words, unicode.IsSpace)), len(strings.TrimRightFunc(t.Words, unicode.IsSpace))
	if n := len(t.Codes); n > 0 {
		from, to = min(from, t.Codes[0].At), max(to, t.Codes[n-1].At)
	}
	return from, max(from, to)
}

// answers are the ids that codes of the match's target have in a text; ok is
// false unless the match's source and target have the codes of the text.
func (m Match) answers(asked Text) (ids []string, ok bool) {
	source, target := m.Source.Codes, m.Target.Codes
	if len(source) != len(asked.Codes) || len(target) != len(source) {
		return nil, false
	}
	pairs := map[string]string{} // of the source's pairs, by their ids
	for i, c := range source {
		if c.Kind != asked.Codes[i].Kind {
			return nil, false
		}
		if c.Kind != Single {
			if is, seen := pairs[c.ID]; seen && is != asked.Codes[i].ID {
				return nil, false
			}
			pairs[c.ID] = asked.Codes[i].ID
		}
	}
	used, ends := make([]bool, len(source)), map[string]string{}
	for _, c := range target {
		id, ended := ends[c.ID]
		if c.Kind != Closes || !ended {
			i := counterpart(source, used, c)
			if i < 0 {
				return nil, false
			}
			used[i], id = true, asked.Codes[i].ID
			if c.Kind == Opens {
				ends[c.ID] = id
			}
		}
		ids = append(ids, id)
	}
	return ids, true
}

// counterpart is the code of a source that one of its target is: TMX names both
// alike by x, or else they are alike in other ways; -1 for none.
func counterpart(source []Code, used []bool, c Code) int {
	for _, alike := range []func(Code) bool{
		func(s Code) bool { return c.X != "" && s.X == c.X },
		func(s Code) bool { return c.ID != "" && s.ID == c.ID },
		func(s Code) bool { return c.Body != "" && s.Body == c.Body },
		func(s Code) bool { return true },
	} {
		for i, s := range source {
			if !used[i] && s.Kind == c.Kind && alike(s) {
				return i
			}
		}
	}
	return -1
}

func onlyPairs(codes []Code) bool {
	for _, c := range codes {
		switch c.Kind {
		case Opens, Closes, Highlights, Highlighted:
		default:
			return false
		}
	}
	return true
}
