package bidi

import (
	"cmp"
	"slices"
)

// resolver is the memory of rules W1 to I2 for one isolating run sequence.
type resolver struct {
	classes []class // of the sequence, changed by the rules
	pairs   []pair
}

func (s *resolver) begin(n int) { s.classes = sized(s.classes, n) }

// resolveSequence applies W1 to I2 to the classes in the resolver and writes
// the levels. at holds the positions in the paragraph, nil if they are 0, 1, …;
// sos and eos are L or R.
func (p *Paragraph) resolveSequence(at []int32, levels []Level, level Level, sos, eos class) {
	resolveWeak(p.resolver.classes, sos)
	if p.flags&bracket != 0 {
		p.resolveBrackets(at, level, sos)
	}
	resolveNeutral(p.resolver.classes, levels, level, sos, eos)
}

// resolveWeak applies W1 to W7 in one pass. What makes that possible: whether
// a number after a separator or terminator is European (W2) depends only on
// letters before it, and what W4 and W5 change is never again looked at by them.
func resolveWeak(cs []class, sos class) {
	var (
		before = sos // the previous class after W1, which a mark takes
		letter = sos // the last strong class: L, R or AL
		number = cON // the previous class if it is a number after W2, for W4 and W5
	)
	// numeral is a European number after W2 and W7.
	numeral := func() class {
		if letter == cL {
			return cL
		}
		return cEN
	}
	for k := 0; k < len(cs); k++ {
		c := cs[k]
		if c == cNSM { // W1
			c = before
			if (initiators | setOf(cPDI)).has(c) {
				c = cON
			}
		}
		before = c
		switch c {
		case cL, cR:
			letter, number = c, cON
			cs[k] = c
		case cAL: // W3
			letter, number = c, cON
			cs[k] = cR
		case cAN:
			number = cAN
			cs[k] = cAN
		case cEN: // W2, W7
			if letter == cAL {
				number = cAN
				cs[k] = cAN
			} else {
				number = cEN
				cs[k] = numeral()
			}
		case cES, cCS: // W4, W6
			cs[k] = cON
			if number != cON && k+1 < len(cs) {
				next := cs[k+1]
				if next == cEN && letter == cAL {
					next = cAN
				}
				switch {
				case next != number || number == cAN && c == cES:
				case number == cEN:
					cs[k] = numeral()
				default:
					cs[k] = cAN
				}
			}
			number = cON
		case cET: // W5, W6
			end := k + 1
			for end < len(cs) && (cs[end] == cET || cs[end] == cNSM) {
				end++
			}
			to := cON
			if number == cEN || end < len(cs) && cs[end] == cEN && letter != cAL {
				to = numeral()
			}
			fill(cs[k:end], to)
			k, number = end-1, cON
		default:
			number = cON
			cs[k] = c
		}
	}
}

// resolveNeutral applies N1, N2, I1 and I2.
func resolveNeutral(cs []class, levels []Level, level Level, sos, eos class) {
	// lift is what I1 and I2 add to the level.
	var lift [cAN + 1]Level
	if level&1 == 0 {
		lift[cR], lift[cEN], lift[cAN] = level+1, level+2, level+2
		lift[cL] = level
	} else {
		lift[cL], lift[cEN], lift[cAN] = level+1, level+1, level+1
		lift[cR] = level
	}
	before := sos
	for k := 0; k < len(cs); {
		c := cs[k]
		if !neutral.has(c) {
			levels[k] = lift[c]
			before = asStrong(c)
			k++
			continue
		}
		end := k + 1
		for end < len(cs) && neutral.has(cs[end]) {
			end++
		}
		after := eos
		if end < len(cs) {
			after = asStrong(cs[end])
		}
		to := level
		if before == after {
			to = lift[before]
		}
		fill(levels[k:end], to)
		k = end
	}
}

// asStrong is what a resolved class counts as for neutrals and brackets:
// numbers as R, neutrals as cON.
func asStrong(c class) class {
	switch c {
	case cL:
		return cL
	case cR, cEN, cAN:
		return cR
	}
	return cON
}

// pair is a bracket pair of BD16: positions in the sequence.
type pair struct{ open, close int }

// maxOpen is how many brackets may be open at once before BD16 gives up.
const maxOpen = 63

// resolveBrackets applies N0.
func (p *Paragraph) resolveBrackets(at []int32, level Level, sos class) {
	p.findPairs(at)
	cs, inner := p.resolver.classes, level.strong()
	for _, pair := range p.pairs {
		to := cON
		for _, c := range cs[pair.open+1 : pair.close] {
			if c = asStrong(c); c != cON {
				to = c
				if c == inner {
					break
				}
			}
		}
		if to == cON {
			continue // N0 d
		}
		if to != inner && contextBefore(cs[:pair.open], sos) == inner {
			to = inner // N0 c2
		}
		for _, k := range [...]int{pair.open, pair.close} {
			cs[k] = to
			for k++; k < len(cs) && p.propAt(at, k).class() == cNSM; k++ {
				cs[k] = to
			}
		}
	}
}

// contextBefore is the last strong class, or sos.
func contextBefore(cs []class, sos class) class {
	for k := len(cs) - 1; k >= 0; k-- {
		if c := asStrong(cs[k]); c != cON {
			return c
		}
	}
	return sos
}

// findPairs finds the bracket pairs of the sequence in the order of their
// opening brackets (BD16).
func (p *Paragraph) findPairs(at []int32) {
	var open [maxOpen]struct {
		pair rune
		at   int
	}
	depth := 0
	p.pairs = p.pairs[:0]
	for k, c := range p.resolver.classes {
		if c != cON || p.propAt(at, k)&bracket == 0 {
			continue
		}
		name, opens := opener(p.text[position(at, k)])
		if opens {
			if depth == maxOpen {
				p.pairs = p.pairs[:0]
				return
			}
			open[depth].pair, open[depth].at = name, k
			depth++
			continue
		}
		for d := depth - 1; d >= 0; d-- {
			if open[d].pair == name {
				p.pairs = append(p.pairs, pair{open[d].at, k})
				depth = d
				break
			}
		}
	}
	slices.SortFunc(p.pairs, func(a, b pair) int { return cmp.Compare(a.open, b.open) })
}

func (p *Paragraph) propAt(at []int32, k int) prop { return p.props[position(at, k)] }

// position in the paragraph of the k-th character of a sequence.
func position(at []int32, k int) int {
	if at == nil {
		return k
	}
	return int(at[k])
}
