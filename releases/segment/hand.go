package segment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/releases"
)

// Ends are where the sentences of a block end, all but the last: offsets in
// bytes in its words, of which a hard break is one. None is a block that is one
// sentence.
type Ends []int

// Equal tells the same ends.
func (e Ends) Equal(o Ends) bool { return slices.Equal(e, o) }

// EndsOf are the ends of a block's segments.
func EndsOf(segments []Segment) Ends {
	ends, at := Ends{}, 0
	for i, s := range segments {
		if i > 0 {
			ends = append(ends, at)
		}
		at += len(s.Lead) + len(releases.Lines(s.Inline))
	}
	return ends
}

// SplitAt cuts content where somebody said that its sentences end. ok is false
// where one of the ends is none: each stands before white space that is in no
// mark and at which a line may break.
func SplitAt(content []releases.Inline, ends Ends) (segments []Segment, ok bool) {
	flat, inside := flatten(content)
	var gaps [][2]int
	last := 0
	for _, end := range ends {
		gap, ok := gapAt(flat, inside, end)
		if !ok || end <= last {
			return nil, false
		}
		gaps, last = append(gaps, gap), gap[1]
	}
	return cut(content, flat, gaps), true
}

// gapAt is the white space after an end of a sentence.
func gapAt(flat string, inside [][2]int, end int) (gap [2]int, ok bool) {
	if end <= 0 || end >= len(flat) || !utf8.RuneStart(flat[end]) {
		return gap, false
	}
	gap = [2]int{end, skip(flat, end, blank)}
	before, _ := utf8.DecodeLastRuneInString(flat[:end])
	return gap, gap[1] > end && gap[1] < len(flat) && !blank(before) && !within(inside, gap[0], gap[1])
}

// Found are where the sentences of a block end whose words are given one after
// the other, as a file has them that came home. What an editor does to white
// space does not count, nor do the characters that no XML file can hold. ok is
// false where they are not the block's.
func Found(content []releases.Inline, sentences []string) (ends Ends, ok bool) {
	flat, _ := flatten(content)
	if ends, ok = found(flat, sentences, func(rune) bool { return false }); !ok {
		ends, ok = found(flat, sentences, uncounted)
	}
	return ends, ok
}

// found reads the sentences past what is to be skipped.
func found(flat string, sentences []string, skipped func(rune) bool) (ends Ends, ok bool) {
	at := 0
	for i, s := range sentences {
		if i > 0 {
			at = skip(flat, at, func(c rune) bool { return skipped(c) && !blank(c) })
			ends = append(ends, at)
			at = skip(flat, at, blank)
		}
		read := false
		for _, c := range s {
			if skipped(c) {
				continue
			}
			at = skip(flat, at, skipped)
			here, n := utf8.DecodeRuneInString(flat[at:])
			if n == 0 || here != c && !(uncounted(here) && uncounted(c)) {
				return nil, false
			}
			at, read = at+n, true
		}
		if !read {
			return nil, false // a sentence of nothing
		}
	}
	return ends, skip(flat, at, skipped) == len(flat)
}

func uncounted(c rune) bool {
	return c == 0xfffe || c == 0xffff || unicode.IsSpace(c)
}

// CutError is a fault of a statement about sentences. Its codes are in CutFaults.
type CutError struct {
	Code string
	Spec string // the statement, as given
	Args map[string]any
}

func (e *CutError) Error() string { return e.Spec + ": " + e.Code }

// CutFaults are the codes of CutError, with the arguments of each.
var CutFaults = map[string][]string{
	"not-read":         {},                 // none of the forms
	"block-unknown":    {"block"},          // no such name now
	"field":            {"block"},          // a field is one unit whatever it holds
	"sentence-unknown": {"block", "count"}, // count: how many it has
	"not-neighbours":   {},                 // joined are sentences of one block that follow each other
	"words-unknown":    {"words"},          // the sentence does not hold them
	"words-twice":      {"words"},          // it holds them more than once
	"no-place":         {"words"},          // no white space follows, or a mark spans it
}

// Recut says where sentences end as somebody states it in present names:
//
//	p3.2+p3.3         the second and third sentence of p3 are one
//	p3.2/WORDS        the second is two: the first of them ends with WORDS
//	p3=rules          p3 is cut as the rules say
//
// All statements speak of the sentences as they are now. Now gives the ends of a
// block now, and ByRules by the rules alone. The result holds the blocks that
// were named.
func Recut(t releases.Text, specs []string, now, byRules func(releases.Block) Ends) (map[releases.BlockID]Ends, error) {
	r := recutting{text: t, now: now, out: map[releases.BlockID]Ends{}}
	for _, spec := range specs {
		if err := r.state(spec, byRules); err != nil {
			err.Spec = spec
			return nil, err
		}
	}
	for id, ends := range r.out {
		slices.Sort(ends)
		r.out[id] = slices.Compact(ends)
	}
	return r.out, nil
}

type recutting struct {
	text releases.Text
	now  func(releases.Block) Ends
	out  map[releases.BlockID]Ends
}

func cutFault(code string, args map[string]any) *CutError { return &CutError{Code: code, Args: args} }

func (r *recutting) state(spec string, byRules func(releases.Block) Ends) *CutError {
	if name, words, ok := strings.Cut(spec, "/"); ok {
		return r.split(name, strings.TrimSpace(words))
	}
	if name, rules, ok := strings.Cut(spec, "="); ok {
		b, err := r.block(strings.TrimSpace(name))
		if err == nil && strings.TrimSpace(rules) != "rules" {
			err = cutFault("not-read", nil)
		}
		if err == nil {
			r.out[b.ID] = slices.Clone(byRules(b))
		}
		return err
	}
	return r.join(strings.Split(spec, "+"))
}

func (r *recutting) block(name string) (releases.Block, *CutError) {
	id, ok := r.text.ByName(name)
	b, _ := r.text.Block(id)
	switch {
	case !ok:
		return b, cutFault("block-unknown", map[string]any{"block": name})
	case b.Kind == releases.FieldKind:
		return b, cutFault("field", map[string]any{"block": name})
	}
	if _, named := r.out[b.ID]; !named {
		r.out[b.ID] = slices.Clone(r.now(b))
	}
	return b, nil
}

// sentence reads "p3.2": the block, and the place of its sentence from 0.
func (r *recutting) sentence(name string) (b releases.Block, at int, err *CutError) {
	block, number, ok := strings.Cut(strings.TrimSpace(name), ".")
	if b, err = r.block(block); err != nil {
		return b, 0, err
	}
	for _, c := range number {
		if c < '0' || c > '9' || at > 1000 {
			return b, 0, cutFault("not-read", nil)
		}
		at = 10*at + int(c-'0')
	}
	count := len(r.now(b)) + 1
	switch {
	case !ok && count == 1:
		return b, 0, nil // "p3" is its only sentence
	case !ok:
		return b, 0, cutFault("not-read", nil)
	case at < 1 || at > count:
		return b, 0, cutFault("sentence-unknown", map[string]any{"block": block, "count": count})
	}
	return b, at - 1, nil
}

func (r *recutting) join(names []string) *CutError {
	if len(names) < 2 {
		return cutFault("not-read", nil)
	}
	last, before := releases.BlockID(""), 0
	for i, name := range names {
		b, at, err := r.sentence(name)
		switch {
		case err != nil:
			return err
		case i > 0 && (b.ID != last || at != before+1):
			return cutFault("not-neighbours", nil)
		case i > 0:
			joined := r.now(b)[before]
			r.out[b.ID] = slices.DeleteFunc(r.out[b.ID], func(end int) bool { return end == joined })
		}
		last, before = b.ID, at
	}
	return nil
}

// split ends a sentence after words that it holds once.
func (r *recutting) split(name, words string) *CutError {
	b, at, err := r.sentence(name)
	if err != nil {
		return err
	}
	flat, inside := flatten(b.Inline)
	from, to := 0, len(flat)
	if ends := r.now(b); len(ends) > 0 {
		if at > 0 {
			from = ends[at-1]
		}
		if at < len(ends) {
			to = ends[at]
		}
	}
	sentence := flat[from:to]
	place := strings.Index(sentence, words)
	args := map[string]any{"words": words}
	switch {
	case words == "":
		return cutFault("not-read", nil)
	case place < 0:
		return cutFault("words-unknown", args)
	case strings.Contains(sentence[place+1:], words):
		return cutFault("words-twice", args)
	}
	end := from + place + len(words)
	if _, ok := gapAt(flat, inside, end); !ok || end == to {
		return cutFault("no-place", args)
	}
	r.out[b.ID] = append(r.out[b.ID], end)
	return nil
}
