package sqlite

import (
	"context"
	"math/bits"
	"slices"

	"bayan/releases/memory"
)

// Bounds of a concordance. Beyond them a unit that is older is not found before
// one that is newer, though it may hold the words in their order.
const (
	mostHolding = 4096 // units that hold all words, whose order is looked at
	mostRead    = 512  // units that are read
)

// Concordance is what units hold words.
type Concordance struct {
	Matches []memory.Match // scored as the answers of Search are, numbers as they were
	More    bool           // others hold them too
}

// Concordance finds the units that hold all words of a query in the query's
// language: those that hold them one behind the other before the others, and
// what came later before what came earlier. Of units that say the same it
// returns one.
//
// It reads the index that Search reads, so its cost does not grow with the texts;
// that of common words grows with what the index has of them. A query's Least
// and what stands around it count for nothing; one of no words, or of more than
// memory.MostSought, finds nothing.
func (m *Memory) Concordance(ctx context.Context, q memory.Query) (c Concordance, err error) {
	err = m.read(ctx, func(calm context.Context) error {
		if c, err = m.concordance(calm, q); err == nil {
			err = ctx.Err()
		}
		return err
	})
	return c, err
}

func (m *Memory) concordance(ctx context.Context, q memory.Query) (Concordance, error) {
	asked := memory.Ask(q)
	if len(asked.Words) == 0 || len(asked.Words) > memory.MostSought {
		return Concordance{}, nil
	}
	from, to := string(memory.Base(q.From)), string(memory.Base(q.To))
	p, found, err := m.pair(ctx, from, to)
	if err != nil || !found {
		return Concordance{}, err
	}
	phrase := memory.ReadPhrase(q.Text.Words)
	h := holding{search: search{Memory: m, ctx: ctx, asked: asked, pair: p}, phrase: phrase, shorts: phrase.Shorts()}
	if from > to {
		h.side = 1
	}
	return h.run()
}

// holding is one concordance of one side of a pair.
type holding struct {
	search
	phrase memory.Phrase
	shorts [][]uint16

	words []soughtTerms // the rarest first
	read  int           // units
	short []uint16      // scratch
}

// soughtTerms are the terms by which one word is found.
type soughtTerms struct {
	terms []term
	bytes int // of their postings
}

func (h *holding) run() (c Concordance, err error) {
	if there, err := h.find(); err != nil || !there {
		return c, err
	}
	wanted := h.asked.Limit + 1 // one more tells that there are more
	looked := 0
	var scattered []uint32
blocks:
	for block := h.pair.next >> blockBits; block >= 0; block-- {
		numbers, err := h.block(block)
		if err != nil {
			return c, err
		}
		for _, number := range slices.Backward(numbers) {
			if len(c.Matches) == wanted {
				break blocks
			}
			if looked == mostHolding || h.read == mostRead {
				c.More = true
				break blocks
			}
			looked++
			if h.short, err = h.search.short(number, h.short[:0]); err != nil {
				return c, err
			}
			if !inOrder(h.shorts, h.short) {
				scattered = append(scattered, number)
				continue
			}
			match, found, err := h.look(number)
			switch {
			case err != nil:
				return c, err
			case found.Whole && !match.Among(c.Matches):
				c.Matches = append(c.Matches, match)
			case found.All && !found.Whole:
				scattered = append(scattered, number)
			}
		}
	}
	for _, number := range scattered {
		if len(c.Matches) == wanted {
			break
		}
		if h.read == mostRead {
			c.More = true
			break
		}
		match, found, err := h.look(number)
		if err != nil {
			return c, err
		}
		if found.All && !match.Among(c.Matches) {
			c.Matches = append(c.Matches, match)
		}
	}
	if len(c.Matches) == wanted {
		c.Matches, c.More = c.Matches[:wanted-1], true
	}
	return c, nil
}

// find finds the terms of all words; there is false where units have none for one
// of them.
func (h *holding) find() (there bool, err error) {
	c := collection(h.pair.n, h.side)
	for _, sought := range h.phrase.Words {
		var w soughtTerms
		for _, hash := range sought.Hashes() {
			t := termOf(c, word, hash)
			bytes, err := h.size(t)
			if err != nil {
				return false, err
			}
			if bytes > 0 {
				w.terms = append(w.terms, t)
				w.bytes += bytes
			}
		}
		if w.bytes == 0 {
			return false, nil
		}
		h.words = append(h.words, w)
	}
	slices.SortStableFunc(h.words, func(a, b soughtTerms) int { return a.bytes - b.bytes })
	return true, nil
}

// block returns the units of a block that have all words, in rising order.
func (h *holding) block(block int64) (numbers []uint32, err error) {
	var all blockSet
	for i, w := range h.words {
		var some blockSet
		for _, t := range w.terms {
			var units []byte
			if _, err := h.one(h.ctx, "SELECT units FROM posting WHERE place = ?", []any{int64(t) | block}, &units); err != nil {
				return nil, err
			}
			for low := range unitsOf(units) {
				some[low>>6] |= 1 << (low & 63)
			}
		}
		if i == 0 {
			all = some
		}
		left := uint64(0)
		for j := range all {
			all[j] &= some[j]
			left |= all[j]
		}
		if left == 0 {
			return nil, nil
		}
	}
	for i, set := range all {
		for ; set != 0; set &= set - 1 {
			numbers = append(numbers, uint32(block)<<blockBits|uint32(i<<6|bits.TrailingZeros64(set)))
		}
	}
	return numbers, nil
}

// blockSet has a bit for each unit of a block.
type blockSet [blockSize / 64]uint64

// inOrder tells whether the words of a text may be a phrase's, one behind the
// other.
func inOrder(phrase [][]uint16, words []uint16) bool {
	for i := 0; i+len(phrase) <= len(words); i++ {
		n := 0
		for n < len(phrase) && slices.Contains(phrase[n], words[i+n]) {
			n++
		}
		if n == len(phrase) {
			return true
		}
	}
	return false
}

// look reads a unit and finds the phrase in it. One that was dropped has none.
func (h *holding) look(number uint32) (m memory.Match, f memory.Found, err error) {
	h.read++
	r, found, err := h.row(h.ctx, h.pair.n<<32|int64(number))
	if err != nil || !found {
		return m, f, err
	}
	u, err := r.unit()
	if err != nil {
		return m, f, err
	}
	other := sideOf(u) != h.side
	if other {
		u = u.Turned()
	}
	m = h.asked.Compare(u, other)
	m.Unit, m.Numbers = u, nil
	return m, h.phrase.Find(u.Source.Words), nil
}
