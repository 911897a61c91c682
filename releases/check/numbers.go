package check

import (
	"slices"
	"strings"
)

// numbers compares the values of all figures. What is left over on a side is
// first looked for in the other side's words, ordinals, months, duals and
// clock times, and in another way to group or divide its figures; only then is
// it told.
func numbers(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if (s.has|t.has)&hasFigure == 0 {
		return
	}
	a, b := s.readFigures(), t.readFigures()
	meet(a, b)
	if met(a) && met(b) {
		return
	}
	if unmet(a)+unmet(b) <= fewUnmet {
		regroup(s, a, b)
		regroup(t, b, a)
		rejoin(s, a, t, b)
		rejoin(t, b, s, a)
		clockTimes(s, a, t, b)
		clockTimes(t, b, s, a)
		explain(s, a, t)
		explain(t, b, s)
		if met(a) && met(b) {
			return
		}
	}
	missing, extra := left(s, a, b), left(t, b, a)
	switch hard := slices.ContainsFunc(a, unmetHard) || slices.ContainsFunc(b, unmetHard); {
	case len(missing)+len(extra) == 0, !hard && (len(missing) == 0 || len(extra) == 0):
	case !knows(s, t) && (len(missing) == 0 || len(extra) == 0): // a language whose words are not read
	case len(extra) == 0:
		r.tell("missing", map[string]any{"missing": missing}, missing[0], "")
	case len(missing) == 0:
		r.tell("extra", map[string]any{"extra": extra}, "", extra[0])
	default:
		r.tell("", map[string]any{"missing": missing, "extra": extra}, missing[0], extra[0])
	}
}

// fewUnmet is how many figures are looked for elsewhere, each with each: where
// more are missing, the texts are not of each other.
const fewUnmet = 200

// shown is how many figures a finding lists.
const shown = 12

func unmet(fs []figure) int {
	n := 0
	for i := range fs {
		if !fs[i].met {
			n++
		}
	}
	return n
}

func knows(s, t *side) bool { return s.words != nil && t.words != nil }

func unmetHard(f figure) bool { return !f.met && !f.soft }

func met(fs []figure) bool {
	return !slices.ContainsFunc(fs, func(f figure) bool { return !f.met })
}

// meet pairs equal figures: first by what each most likely says, then by any
// reading of either.
func meet(a, b []figure) {
	for i := range a {
		a[i].met = false
	}
	for i := range b {
		b[i].met = false
	}
	if len(a)+len(b) > 64 {
		meetMany(a, b)
		return
	}
	for pass := range 3 {
		for i := range a {
			for j := 0; j < len(b) && !a[i].met; j++ {
				if !b[j].met && agree(&a[i], &b[j], pass) {
					a[i].met, b[j].met = true, true
				}
			}
		}
	}
}

// agree tells whether two figures share a reading; pass 0 is for the first of
// both, pass 1 for the first of one.
func agree(a, b *figure, pass int) bool {
	for i, p := range a.reading[:a.readings] {
		for j, q := range b.reading[:b.readings] {
			if p == q && (pass == 2 || i+j == 0 || pass == 1 && i*j == 0) {
				return true
			}
		}
	}
	return false
}

// meetMany does for long lists what meet does, in time near to their length.
func meetMany(a, b []figure) {
	for pass := range 2 {
		waiting := map[quantity][]int{}
		for j := range b {
			if !b[j].met {
				for _, q := range b[j].reading[:1+pass*(int(b[j].readings)-1)] {
					waiting[q] = append(waiting[q], j)
				}
			}
		}
		for i := range a {
			for _, q := range a[i].reading[:1+pass*(int(a[i].readings)-1)] {
				for !a[i].met && len(waiting[q]) > 0 {
					j := waiting[q][0]
					waiting[q] = waiting[q][1:]
					if !b[j].met {
						a[i].met, b[j].met = true, true
					}
				}
			}
		}
	}
}

// rejoin meets digits that are divided in another way on each side, as those of
// a telephone number: 01-204-117 and 01 204117.
func rejoin(s *side, a []figure, t *side, b []figure) {
	for i := range a {
		joined := s.bare(&a[i])
		for k := i; k < len(a) && k < i+6 && !a[k].met; k++ {
			if k > i {
				if a[k].first-a[k-1].last > 2 || a[k].first-a[k-1].last == 2 && s.kind(a[k].first-1) != markToken {
					break
				}
				joined += s.bare(&a[k])
			}
			for j := range b {
				apart := k > i || len(joined) == 4 && (strings.Contains(s.at(a[i].first), ":") || strings.Contains(t.at(b[j].first), ":")) // 0430 and 04:30
				if apart && !b[j].met && t.bare(&b[j]) == joined {
					b[j].met = true
					for m := i; m <= k; m++ {
						a[m].met = true
					}
				}
			}
		}
	}
}

// bare is a figure's digits alone, in ASCII.
func (s *side) bare(f *figure) string {
	var all []byte
	for _, r := range s.at(f.first) {
		if d := digit(r); d >= 0 {
			all = append(all, byte('0'+d))
		}
	}
	return string(all)
}

// regroup meets what stands as several figures on side s and as one on the
// other: 3 750, ٣ ملايين و٥٠٠ ألف.
func regroup(s *side, a, b []figure) {
	for i := 0; i+1 < len(a); i++ {
		x, y := &a[i], &a[i+1]
		if x.met || y.met {
			continue
		}
		var sum quantity
		ok := false
		if s.follows(x, y) && y.readings > 0 {
			if high, fits := x.reading[0].times(1000); fits {
				sum, ok = high.plus(digits(s.at(y.first), -1))
			}
		} else if x.scaled && x.scale > y.scale && y.first-x.last <= 3 {
			sum, ok = x.reading[0].plus(y.reading[0])
		}
		if !ok {
			continue
		}
		for j := range b {
			if !b[j].met && b[j].reading[0] == sum {
				x.met, y.met, b[j].met = true, true, true
				break
			}
		}
	}
}

// explain meets what is left of side s's figures with what side t says in words.
func explain(s *side, a []figure, t *side) {
	if met(a) {
		return
	}
	phrases, terms, duals := t.readPhrases(), t.readTerms(), -1
	for pass := range 2 {
		for i := range a {
			f := &a[i]
			for k := 0; k < int(f.readings) && !f.met; k++ {
				q := f.reading[k]
				for j := range phrases {
					if p := &phrases[j]; (!p.met || pass == 1) && p.value == q {
						f.met, p.met = true, true
						break
					}
				}
				f.met = f.met || inParts(q, phrases) || q == whole64(1) && s.article(f)
				if n := q.small(); !f.met && 1 <= n && n <= 12 {
					f.met = slices.ContainsFunc(terms, func(m term) bool { return int(m.month) == n })
				}
				if q == whole64(2) && !f.met {
					if duals < 0 {
						duals = t.duals()
					}
					if duals > 0 {
						duals--
						f.met = true
					}
				}
			}
		}
	}
}

// inParts tells whether words say a quantity piecemeal: 3.5 as ثلاث سنوات ونصف,
// 14:30 as الثانية والنصف.
func inParts(q quantity, phrases []phrase) bool {
	says := func(p quantity) bool {
		return slices.ContainsFunc(phrases, func(ph phrase) bool { return ph.value == p })
	}
	switch {
	case q.exp == clockExp:
		h, m := q.mant/60, q.mant%60
		return (says(whole64(h)) || says(whole64(h+12))) && (m == 0 || says(whole64(m)))
	case q.exp == -1 && q.mant%10 == 5:
		return says(whole64(q.mant/10)) && says(quantity{5, -1})
	}
	return false
}

// article tells of "1 person": a noun alone says it.
func (s *side) article(f *figure) bool {
	next := f.last + 1
	return s.kind(next) == wordToken && s.tokens[next].spaced && !s.tokens[next].upper
}

// left are the figures of side s that nothing met, as they stand in the text,
// the parts of names only where their value is nowhere on the other side.
func left(s *side, a, b []figure) []string {
	var pieces []string
	names := unmet(a)*len(b) <= fewUnmet*fewUnmet
	for i := range a {
		f := &a[i]
		if len(pieces) == shown {
			break
		}
		if f.met || f.soft && !names || f.soft && slices.ContainsFunc(b, func(g figure) bool { return agree(f, &g, 2) }) {
			continue
		}
		pieces = append(pieces, s.piece(f))
	}
	return pieces
}
