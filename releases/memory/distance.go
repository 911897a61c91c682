package memory

// pattern is a sequence that others are compared with: for each symbol in it,
// the places where it stands as bits. Source of the algorithm: G. Myers, A fast
// bit-vector algorithm for approximate string matching (1999), with the blocks
// and the distance between whole sequences of H. Hyyrö (2003).
type pattern[S comparable] struct {
	n      int
	blocks int
	at     map[S][]uint64
	none   []uint64 // of symbols that are not in it
	plus   []uint64 // scratch: the column's vertical differences
	minus  []uint64
}

func newPattern[S comparable](s []S) *pattern[S] {
	blocks := (len(s) + 63) / 64
	scratch := make([]uint64, 3*blocks)
	p := &pattern[S]{
		n: len(s), blocks: blocks, at: make(map[S][]uint64, len(s)),
		none: scratch[:blocks:blocks], plus: scratch[blocks : 2*blocks : 2*blocks], minus: scratch[2*blocks:],
	}
	for i, c := range s {
		bits := p.at[c]
		if bits == nil {
			bits = make([]uint64, blocks)
			p.at[c] = bits
		}
		bits[i/64] |= 1 << (i % 64)
	}
	return p
}

// distance is the least number of insertions, deletions and substitutions that
// make the one sequence the other. It takes len(text) x blocks steps.
func (p *pattern[S]) distance(text []S) int {
	if p.n == 0 {
		return len(text)
	}
	for b := range p.blocks {
		p.plus[b], p.minus[b] = ^uint64(0), 0
	}
	distance, last := p.n, uint64(1)<<((p.n-1)%64)
	for _, c := range text {
		at, ok := p.at[c]
		if !ok {
			at = p.none
		}
		across := 1 // the horizontal difference that enters the block
		for b := range p.blocks {
			top := uint64(1) << 63
			if b == p.blocks-1 {
				top = last
			}
			across = p.step(b, at[b], across, top)
		}
		distance += across
	}
	return distance
}

// step computes one column of one block, and the difference that leaves it.
func (p *pattern[S]) step(b int, equal uint64, across int, top uint64) int {
	plus, minus := p.plus[b], p.minus[b]
	vertical := equal | minus
	if across < 0 {
		equal |= 1
	}
	diagonal := ((equal & plus) + plus) ^ plus | equal
	up, down := minus|^(diagonal|plus), plus&diagonal
	out := 0
	if up&top != 0 {
		out = 1
	} else if down&top != 0 {
		out = -1
	}
	up, down = up<<1, down<<1
	if across > 0 {
		up |= 1
	} else if across < 0 {
		down |= 1
	}
	p.plus[b], p.minus[b] = down|^(vertical|up), up&vertical
	return out
}

// likeness is 100 x (1 - distance / longer), rounded down.
func likeness(distance, longer int) int {
	if longer == 0 {
		return 100
	}
	return 100 * (longer - distance) / longer
}

// Pattern compares the words of one segment with those of many others by short
// hashes, as a first look: see Segment.Short.
type Pattern struct{ words *pattern[uint16] }

// NewPattern takes the words in.
func NewPattern(words []uint16) *Pattern { return &Pattern{newPattern(words)} }

// Likeness is the score by words alone, 0…100. It is never below the true one:
// different words may share a hash, equal ones never differ.
func (p *Pattern) Likeness(words []uint16) int {
	return likeness(p.words.distance(words), max(p.words.n, len(words)))
}
