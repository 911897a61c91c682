package releases

import (
	"slices"
	"strconv"
	"strings"
)

// Identify gives the blocks of next their ids against the version before:
//
//  1. blocks of equal content in order, by longest common subsequence; of equal
//     blocks in one place, the one that was there first;
//  2. content left over exactly once on each side has moved;
//  3. content that an earlier version had, under an id that is free, returns to
//     it; so a version that is restored has its ids again;
//  4. in each gap between those of (1), the only one of its kind on both sides,
//     or one of the same kind, in order, that shares at least half its words,
//     was edited;
//  5. the rest are new, and get numbers above used.
//
// prev has its ids; of next, whatever ids it carries are not looked at. gone are
// revisions that the text had in any state and that are not in prev; the
// earlier in the list is preferred. used is the highest number ever given in
// the text; the new highest is returned. Ids come out unique and are never used
// for another block, even where used is too low for prev or gone.
//
// Cost: n log n but for the comparison of words in gaps (see likeness).
func Identify(next, prev Text, gone []Revision, used int) (Text, int) {
	m := matching{
		next: next.Blocks, prev: prev.Blocks,
		nextDigests: digests(next.Blocks), prevDigests: digests(prev.Blocks),
		of: make([]int, len(next.Blocks)), taken: make([]bool, len(prev.Blocks)),
	}
	for i := range m.of {
		m.of[i] = -1
	}
	anchors := common(m.prevDigests, m.nextDigests)
	m.eldest(anchors)
	for _, a := range anchors {
		m.take(a.a, a.b)
	}
	m.moves()
	returned := m.returns(gone)
	m.edits(anchors, returned)

	next.Blocks = slices.Clone(next.Blocks)
	used = max(used, highest(prev, gone))
	for j := range next.Blocks {
		b := &next.Blocks[j]
		switch {
		case m.of[j] >= 0:
			b.ID = m.prev[m.of[j]].ID
		case returned[j] != "":
			b.ID = returned[j]
		default:
			used++
			b.ID = BlockID("b" + strconv.Itoa(used))
		}
	}
	return next, used
}

func digests(blocks []Block) []Digest {
	out := make([]Digest, len(blocks))
	for i, b := range blocks {
		out[i] = b.Digest()
	}
	return out
}

// highest returns the highest number of the ids that are known.
func highest(prev Text, gone []Revision) int {
	most := 0
	for _, b := range prev.Blocks {
		most = max(most, b.ID.number())
	}
	for _, r := range gone {
		most = max(most, r.ID.number())
	}
	return most
}

// number is the 7 of "b7"; 0 of anything else, such as a field's id.
func (id BlockID) number() int {
	digits, ok := strings.CutPrefix(string(id), "b")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil {
		return 0
	}
	return n
}

// matching says which block of prev each block of next was.
type matching struct {
	next, prev               []Block
	nextDigests, prevDigests []Digest
	of                       []int  // for each of next, its place in prev; -1
	taken                    []bool // for each of prev
}

func (m *matching) take(i, j int) { m.of[j], m.taken[i] = i, true }

// eldest moves each anchor to the first given of the equal blocks of prev that
// could stand in its place, so that a copy that is taken out again takes no id
// with it.
func (m *matching) eldest(anchors []pair) {
	from := 0
	for k := range anchors {
		to := len(m.prev)
		if k+1 < len(anchors) {
			to = anchors[k+1].a
		}
		here := anchors[k].a
		for i := from; i < to; i++ {
			if m.prevDigests[i] == m.prevDigests[here] && m.prev[i].ID.number() < m.prev[anchors[k].a].ID.number() {
				anchors[k].a = i
			}
		}
		from = anchors[k].a + 1
	}
}

// moves pairs what is left over exactly once on each side.
func (m *matching) moves() {
	type ends struct{ old, new, olds, news int }
	left := map[Digest]*ends{}
	for i, d := range m.prevDigests {
		if !m.taken[i] {
			if left[d] == nil {
				left[d] = &ends{}
			}
			left[d].old, left[d].olds = i, left[d].olds+1
		}
	}
	for j, d := range m.nextDigests {
		if e := left[d]; m.of[j] < 0 && e != nil {
			e.new, e.news = j, e.news+1
		}
	}
	for _, e := range left {
		if e.olds == 1 && e.news == 1 {
			m.take(e.old, e.new)
		}
	}
}

// returns finds, for blocks of next, the id under which their content was known.
func (m *matching) returns(gone []Revision) []BlockID {
	out := make([]BlockID, len(m.next))
	if len(gone) == 0 {
		return out
	}
	busy := map[BlockID]bool{}
	place := map[BlockID]int{}
	for i, b := range m.prev {
		busy[b.ID] = m.taken[i]
		place[b.ID] = i
	}
	known := map[Digest][]BlockID{}
	for _, r := range gone {
		known[r.Digest] = append(known[r.Digest], r.ID)
	}
	for j, d := range m.nextDigests {
		if m.of[j] >= 0 {
			continue
		}
		for k, id := range known[d] {
			if id == "" || busy[id] {
				continue
			}
			busy[id], out[j] = true, id
			known[d] = known[d][k+1:]
			if i, held := place[id]; held {
				m.take(i, j)
			}
			break
		}
	}
	return out
}

// edits pairs what is left in the gaps between anchors.
func (m *matching) edits(anchors []pair, returned []BlockID) {
	i, j := 0, 0
	for _, a := range append(anchors, pair{len(m.prev), len(m.next)}) {
		var old, fresh []int
		for ; i < a.a; i++ {
			if !m.taken[i] {
				old = append(old, i)
			}
		}
		for ; j < a.b; j++ {
			if m.of[j] < 0 && returned[j] == "" {
				fresh = append(fresh, j)
			}
		}
		if len(old) > 0 && len(fresh) > 0 {
			m.editsInGap(old, fresh)
		}
		i, j = a.a+1, a.b+1
	}
}

func (m *matching) editsInGap(old, fresh []int) {
	for _, kind := range []Kind{Headline, Paragraph, Quotation, Subheading, ListItem} {
		a := slices.DeleteFunc(slices.Clone(old), func(i int) bool { return m.prev[i].Kind != kind })
		b := slices.DeleteFunc(slices.Clone(fresh), func(j int) bool { return m.next[j].Kind != kind })
		if len(a) == 1 && len(b) == 1 {
			m.take(a[0], b[0])
		}
	}
	old = slices.DeleteFunc(old, func(i int) bool { return m.taken[i] })
	fresh = slices.DeleteFunc(fresh, func(j int) bool { return m.of[j] >= 0 })
	for _, p := range alike(m.prev, old, m.next, fresh) {
		m.take(old[p.a], fresh[p.b])
	}
}
