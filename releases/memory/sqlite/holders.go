package sqlite

import (
	"math"
	"slices"
)

// Words that very many units have are not counted for all of them: a search looks
// up whether the units have them that came out best by the rarer ones.

// sum is how many words of the query these are.
func sum(words []shared) (times int) {
	for _, w := range words {
		times += w.times
	}
	return times
}

// common compares units where common words were not counted: it looks them up for
// the units that share most of the rarer ones, and first for few of these, which
// mostly settles it. Of the first of the common words, the rows from the block
// below on are counted already.
func (c *candidates) common(words []shared, below int64, lengths []byte, asked, unread int) error {
	units := c.likeliest(lengths, asked, unread+sum(words))
	has := make([]holders, len(words)) // what was read of them
	first := min(len(units), mostChecked/8)
	for i, some := range [][]uint32{units[:first], units[first:]} {
		some = slices.DeleteFunc(some, func(unit uint32) bool {
			return c.settled(bound(int(c.counts.of[unit])+unread+sum(words), lengths[unit], asked))
		})
		if len(some) == 0 {
			break
		}
		by, err := c.boundedBy(some, words, has, below, lengths, asked, unread)
		if err != nil {
			return err
		}
		if err := c.bounded(by, mostCandidates*(1+i)/3); err != nil {
			return err
		}
	}
	c.sort()
	return nil
}

// boundedBy sorts units by the highest score that they can have; has keeps what it
// reads of each common word.
func (s *search) boundedBy(units []uint32, common []shared, has []holders, below int64, lengths []byte, asked, unread int) (*[101][]uint32, error) {
	counts := make([]int, len(units))
	for i, unit := range units {
		counts[i] = int(s.counts.of[unit])
	}
	bytes := 0
	for i, w := range common {
		if bytes += w.bytes; bytes > mostCommon {
			unread += sum(common[i:])
			break
		}
		if has[i] == nil {
			var err error
			if has[i], err = s.holders(w.term); err != nil {
				return nil, err
			}
		}
		for at, unit := range units {
			if int64(unit>>blockBits) < below && has[i].unit(unit) {
				counts[at] += w.times
			}
		}
		below = math.MaxInt64
	}
	var by [101][]uint32
	for i, unit := range units {
		if b := bound(counts[i]+unread, lengths[unit], asked); b >= s.asked.Least {
			by[b] = append(by[b], unit)
		}
	}
	for b := range by {
		by[b] = newest(by[b])
	}
	return &by, nil
}

// likeliest are the units that share most words, and among them those that share
// the rarest.
func (s *search) likeliest(lengths []byte, asked, unread int) (units []uint32) {
	for count := 255; count >= s.counts.least; count-- {
		for _, unit := range s.counts.reached[count] {
			if lengths[unit] == 0 || int(s.counts.of[unit]) > count || bound(count+unread, lengths[unit], asked) < s.asked.Least {
				continue
			}
			if units = append(units, unit); len(units) == mostChecked {
				return units
			}
		}
	}
	return units
}

// holders are the units that have a word: a bit for each, by block.
type holders [][]uint64

func (h holders) unit(unit uint32) bool {
	block, low := int(unit>>blockBits), unit&(blockSize-1)
	return block < len(h) && h[block] != nil && h[block][low/64]>>(low%64)&1 == 1
}

// bytes is what holders take in memory.
func (h holders) bytes() (n int) {
	for _, bits := range h {
		n += 8 * len(bits)
	}
	return n
}

// holders reads all rows of a term.
func (s *search) holders(t term) (holders, error) {
	if h, ok := s.recall.held(t); ok {
		return h, nil
	}
	h := make(holders, (s.pair.next+blockSize-1)>>blockBits)
	_, err := s.postings(s.ctx, t, math.MaxInt, func(block int64, units []byte) {
		if block >= int64(len(h)) {
			return
		}
		bits := make([]uint64, blockSize/64)
		for low := range unitsOf(units) {
			bits[low/64] |= 1 << (low % 64)
		}
		h[block] = bits
	})
	if err == nil {
		s.recall.keepHolders(t, h)
	}
	return h, err
}
