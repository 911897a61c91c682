package sqlite

import (
	"cmp"
	"database/sql"
	"encoding/binary"
	"math"
	"slices"

	"bayan/releases/memory"
)

// shared is a word of the query.
type shared struct {
	term
	times int // that it stands in the query
	bytes int // of its postings
}

// near finds the units whose words are nearest to the query's, the best first: it
// counts the words that each unit shares with it, which bounds the score from
// above, and compares the words of those with the highest bounds.
//
// It reads the rarest words first, which say most, and of the word on which its
// measure runs out the units that came last. The commoner words it looks up for
// the units that came out best so far. So the cost of a search does not grow with
// that of its commonest words.
func (s *search) near() ([]candidate, error) {
	words, unread, err := s.words()
	if err != nil || len(words) == 0 {
		return nil, err
	}
	lengths, err := s.extents()
	if err != nil {
		return nil, err
	}
	c := s.candidates()
	if done, err := c.rare(words, lengths, unread); err != nil || done {
		return c.best, err
	}
	asked := len(s.asked.Segment.Words)
	needed := (s.asked.Least*asked + 99) / 100 // words that a match shares at least
	cut, listed := cut(words), math.MaxInt
	if cut > 0 {
		listed = 8 * mostChecked
	}
	s.counts.begin(len(lengths), max(1, needed-unread-cut), listed)
	left, below := mostPostings, int64(math.MaxInt64)
	var common []shared
	for i, w := range words {
		all, err := s.latest(w.term, left, func(block int64, units []byte) {
			left -= len(units)
			below = block
			s.counts.add(int(block)<<blockBits, units, byte(w.times))
		})
		if err != nil {
			return nil, err
		}
		if !all {
			common = words[i:]
			break
		}
		below = math.MaxInt64
	}
	if len(common) > 0 {
		err = c.common(common, below, lengths, asked, unread)
	} else {
		err = c.bounded(s.bounded(lengths, asked, unread), mostCandidates)
	}
	return c.best, err
}

// cut is how many words of the query may be left when its measure has run out.
func cut(words []shared) (times int) {
	bytes := 0
	for _, w := range words {
		if bytes += w.bytes; bytes > mostPostings {
			times += w.times
		}
	}
	return times
}

// latest calls f for the rows of a term, the latest units first, until it has
// seen so many bytes; all tells whether these are all rows.
func (s *search) latest(t term, bytes int, f func(block int64, units []byte)) (all bool, err error) {
	if s.recall == nil {
		return s.postings(s.ctx, t, bytes, f)
	}
	rows, known := s.recall.rows[t]
	if known {
		return rows.each(bytes, f), nil
	}
	rows.whole, err = s.postings(s.ctx, t, mostPostings, func(block int64, units []byte) {
		rows.list = append(rows.list, blockRow{block, slices.Clone(units)})
	})
	if err != nil {
		return false, err
	}
	s.recall.keepRows(t, rows)
	return rows.each(bytes, f), nil
}

// words returns the distinct words of the query that units have, the rarest
// first, and the number of words that are not counted.
func (s *search) words() (words []shared, unread int, err error) {
	times, c := map[term]int{}, collection(s.pair.n, s.side)
	for _, w := range s.asked.Segment.Words {
		times[termOf(c, word, w.Hash)]++
	}
	for t, n := range times {
		w := shared{term: t, times: n}
		if w.bytes, err = s.size(t); err != nil {
			return nil, 0, err
		}
		if w.bytes > 0 {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b shared) int { return cmp.Or(a.bytes-b.bytes, cmp.Compare(a.term, b.term)) })
	// A byte counts up to 255; what longer texts share beyond is not counted.
	for i, n := 0, 0; i < len(words); i++ {
		if n += words[i].times; n > 255 {
			for _, w := range words[i:] {
				unread += w.times
			}
			words = words[:i]
		}
	}
	return words, unread, nil
}

// size is the bytes of a term's postings.
func (s *search) size(t term) (bytes int, err error) {
	if bytes, ok := s.recall.size(t); ok {
		return bytes, nil
	}
	_, err = s.one(s.ctx, "SELECT coalesce(sum(length(units)), 0) FROM posting WHERE place BETWEEN ? AND ?",
		[]any{int64(t), int64(t) | (blockSize - 1)}, &bytes)
	s.recall.keepSize(t, bytes)
	return bytes, err
}

// bounded sorts units by the highest score that they can have. It leaves out
// those that mostCandidates others surpass, or equal and are newer. It begins
// with those that share most words, so that most of the others need no look.
func (s *search) bounded(lengths []byte, asked, unread int) *[101][]uint32 {
	var by [101][]uint32
	lowest, better := s.asked.Least, 0 // better: candidates above the lowest bound
	oldest := uint32(0)                // of the lowest bound, where there are enough
	for count := 255; count >= s.counts.least && 100*(count+unread) >= lowest*asked; count-- {
		for _, unit := range s.counts.reached[count] {
			if lengths[unit] == 0 || int(s.counts.of[unit]) > count {
				continue
			}
			bound := bound(count+unread, lengths[unit], asked)
			if bound < lowest || bound == lowest && unit < oldest {
				continue
			}
			if by[bound] = append(by[bound], unit); bound == lowest {
				if len(by[bound]) == 4*mostCandidates {
					by[bound] = newest(by[bound])
					oldest = by[bound][mostCandidates-1]
				}
				continue
			}
			for better++; better >= mostCandidates; {
				lowest++
				better -= len(by[lowest])
				oldest = 0
			}
		}
	}
	for bound := lowest; bound < len(by); bound++ {
		by[bound] = newest(by[bound])
	}
	return &by
}

// bound is the highest score of a unit of that length that shares so many words.
func bound(words int, length byte, asked int) int {
	n := int(length)
	if n == 255 {
		n = max(n, asked) // or more
	}
	return 100 * min(words, n, asked) / max(n, asked)
}

// newest sorts units, the newest first, and leaves out what is beyond
// mostCandidates.
func newest(units []uint32) []uint32 {
	slices.Sort(units)
	slices.Reverse(units)
	return units[:min(len(units), mostCandidates)]
}

// candidates are units that were compared by their words, the best first.
type candidates struct {
	*search
	pattern  *memory.Pattern
	best     []candidate
	sure     int // so many of the best must be better than all others can be
	penalty  int // that a unit may lose
	compared map[uint32]bool
	words    []uint16 // scratch
}

type candidate struct {
	number uint32
	score  int
}

func (s *search) candidates() candidates {
	c := candidates{search: s, pattern: memory.NewPattern(s.asked.Short()), sure: s.wanted()}
	if s.asked.Limit == 1 {
		c.sure = 1
	}
	if s.pair.unreviewed > 0 {
		c.penalty += memory.Unreviewed
	}
	if s.pair.stale > 0 {
		c.penalty += memory.Stale
	}
	return c
}

// settled tells that no unit whose score is bound or less can come up to those
// that were compared, whatever these lose.
func (c *candidates) settled(bound int) bool {
	return len(c.best) >= c.sure && c.best[c.sure-1].score-c.penalty > bound
}

// rare compares the units that hold the rarest words, as long as they are few,
// those that hold most of them first. done tells that no other unit can be better:
// it would have to share more words with the query than are left.
func (c *candidates) rare(words []shared, lengths []byte, unread int) (done bool, err error) {
	left, bytes := sum(words)+unread, 0
	var numbers []uint32 // as often as the unit shares a word
	for _, w := range words {
		if bytes += w.bytes; bytes > mostRare {
			break
		}
		units, err := c.numbers(c.ctx, w.term, nil)
		if err != nil {
			return false, err
		}
		for range w.times {
			numbers = append(numbers, units...)
		}
		left -= w.times
	}
	var by [256][]uint32 // units by the words that they share
	slices.Sort(numbers)
	for i, n := len(numbers), 0; i > 0; i -= n {
		for n = 1; n < i && numbers[i-1-n] == numbers[i-1]; n++ {
		}
		by[n] = append(by[n], numbers[i-1])
	}
	asked := len(c.asked.Segment.Words)
	for shared := len(by) - 1; shared > 0; shared-- {
		for _, unit := range by[shared] {
			if int(unit) >= len(lengths) || lengths[unit] == 0 {
				continue // damaged, or taken out
			}
			if b := bound(shared+left, lengths[unit], asked); b < c.asked.Least || c.settled(b) {
				continue
			}
			if err := c.compare(unit); err != nil {
				return false, err
			}
		}
		c.sort()
	}
	return c.settled(100 * left / asked), nil
}

// bounded compares units from the highest bound down until no other can be better
// than those that it has, and no more than most.
func (c *candidates) bounded(by *[101][]uint32, most int) error {
	before := len(c.compared)
	for bound := 100; bound >= c.asked.Least && !c.settled(bound); bound-- {
		for _, number := range by[bound] {
			if len(c.compared)-before == most {
				c.sort()
				return nil
			}
			if err := c.compare(number); err != nil {
				return err
			}
		}
		c.sort()
	}
	return nil
}

// compare scores a unit, once.
func (c *candidates) compare(number uint32) (err error) {
	if c.seen[number] || c.compared[number] {
		return nil
	}
	if c.compared == nil {
		c.compared = map[uint32]bool{}
	}
	c.compared[number] = true
	if c.words, err = c.short(number, c.words[:0]); err != nil {
		return err
	}
	if score := c.pattern.Likeness(c.words); score >= c.asked.Least {
		c.best = append(c.best, candidate{number, score})
	}
	return nil
}

func (c *candidates) sort() {
	slices.SortStableFunc(c.best, func(a, b candidate) int { return b.score - a.score })
}

// short appends the words of a unit's side.
func (s *search) short(number uint32, words []uint16) ([]uint16, error) {
	if known, ok := s.recall.shorts(s.pair.n, s.side, number); ok {
		return append(words, known...), nil
	}
	query := "SELECT a FROM short WHERE id = ?"
	if s.side == 1 {
		query = "SELECT b FROM short WHERE id = ?"
	}
	var b []byte
	_, err := s.one(s.ctx, query, []any{s.pair.n<<32 | int64(number)}, &b)
	for i := 0; i+1 < len(b); i += 2 {
		words = append(words, binary.LittleEndian.Uint16(b[i:]))
	}
	s.recall.keepShort(s.pair.n, s.side, number, words)
	return words, err
}

// extents are the lengths of all units of the side; they are kept until the
// file changes.
func (s *search) extents() ([]byte, error) {
	var version int64
	if _, err := s.one(s.ctx, "PRAGMA data_version", nil, &version); err != nil {
		return nil, err
	}
	if version != s.version || s.lengths == nil {
		s.version, s.lengths = version, map[int64][]byte{}
	}
	c := collection(s.pair.n, s.side)
	if lengths, ok := s.lengths[c]; ok {
		return lengths, nil
	}
	lengths := make([]byte, s.pair.next)
	err := s.each(s.ctx, "SELECT place, lengths FROM extent WHERE place BETWEEN ? AND ?", []any{c << blockBits, c<<blockBits | (blockSize - 1)}, func(rows *sql.Rows) error {
		var place int64
		var some sql.RawBytes
		err := rows.Scan(&place, &some)
		if at := int(place&(blockSize-1)) << blockBits; err == nil && at < len(lengths) {
			copy(lengths[at:], some)
		}
		return err
	})
	if err == nil {
		s.lengths[c] = lengths
	}
	return lengths, err
}
