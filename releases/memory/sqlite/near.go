package sqlite

import (
	"cmp"
	"database/sql"
	"encoding/binary"
	"slices"

	"bayan/releases/memory"
)

// shared is a word of the query.
type shared struct {
	term
	times int // that it stands in the query
	bytes int // of its postings
}

// near finds the units whose words are nearest to the query's: it counts the
// words that each unit shares with it, which bounds the score from above, and
// compares the words of those with the highest bounds.
//
// It reads the rarest words first, which say most, and of the words on which its
// measure runs out the units that came last. So the cost of a search does not
// grow with that of its commonest words.
func (s *search) near() ([]uint32, error) {
	words, unread, err := s.words()
	if err != nil || len(words) == 0 {
		return nil, err
	}
	c := candidates{search: s, pattern: memory.NewPattern(s.asked.Short()), want: 2*s.asked.Limit + 4}
	if done, err := c.rare(words); err != nil || done {
		return c.nearest(), err
	}
	lengths, err := s.extents()
	if err != nil {
		return nil, err
	}
	asked := len(s.asked.Segment.Words)
	needed := (s.asked.Least*asked + 99) / 100 // words that a match shares at least
	if cap(s.counts) < len(lengths) {
		s.counts = make([]byte, len(lengths)+len(lengths)/4)
	}
	counts := s.counts[:len(lengths)]
	clear(counts)
	left := mostPostings
	for i, w := range words {
		all, err := s.latest(w.term, left, func(block int64, units []byte) {
			left -= len(units)
			tally(counts, int(block)<<blockBits, units, byte(w.times))
		})
		if err != nil {
			return nil, err
		}
		if !all {
			for _, w := range words[i:] {
				unread += w.times
			}
			break
		}
	}
	err = c.bounded(s.bounded(counts, lengths, asked, needed, unread))
	return c.nearest(), err
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

// tally adds to the counts of the units of a row.
func tally(counts []byte, base int, units []byte, times byte) {
	if len(units) < 2 || base >= len(counts) {
		return
	}
	counts = counts[base:min(base+blockSize, len(counts))]
	at := -1
	for i := 2; i < len(units); i++ {
		d := int(units[i])
		if d >= 0x80 {
			more, n := binary.Uvarint(units[i:])
			if n <= 0 || more > blockSize {
				return
			}
			d = int(more)
			i += n - 1
		}
		if at += d; at >= len(counts) {
			return
		}
		counts[at] += times
	}
}

// bounded sorts units by the highest score that they can have, the newest first
// among equals. It leaves out those that mostCandidates others surpass.
func (s *search) bounded(counts, lengths []byte, asked, needed, unread int) *[101][]uint32 {
	var by [101][]uint32
	lowest, better := s.asked.Least, 0 // better: candidates above the lowest bound
	least := max(1, needed-unread)
	for end := len(counts); end > 0; {
		start := max(0, (end-1)&^7)
		if end-start == 8 && !reach(binary.LittleEndian.Uint64(counts[start:]), least) {
			end = start
			continue
		}
		for i := end - 1; i >= start; i-- {
			if int(counts[i]) < least || lengths[i] == 0 {
				continue
			}
			n := int(lengths[i])
			if n == 255 {
				n = max(n, asked) // or more
			}
			bound := 100 * min(int(counts[i])+unread, n, asked) / max(n, asked)
			if bound < lowest || len(by[bound]) == mostCandidates {
				continue
			}
			by[bound] = append(by[bound], uint32(i))
			if bound == lowest {
				continue
			}
			for better++; better >= mostCandidates; {
				lowest++
				better -= len(by[lowest])
				least = max(least, (lowest*asked+99)/100-unread)
			}
		}
		end = start
	}
	return &by
}

// reach tells whether one of eight counts may be n or more.
func reach(counts uint64, n int) bool {
	const each = 0x0101010101010101
	if n > 127 {
		return counts != 0
	}
	return (counts&(0x7f*each)+uint64(128-n)*each|counts)&(0x80*each) != 0
}

// candidates are units that were compared by their words, the best first.
type candidates struct {
	*search
	pattern  *memory.Pattern
	best     []candidate
	want     int // units of one text stand for one match, and penalties come later
	compared map[uint32]bool
	words    []uint16 // scratch
}

type candidate struct {
	number uint32
	score  int
}

// rare compares the units that hold the rarest words, as long as they are few.
// done tells that no other unit can be better: it would have to share more words
// with the query than are left.
func (c *candidates) rare(words []shared) (done bool, err error) {
	left, bytes := 0, 0
	for _, w := range words {
		left += w.times
	}
	sure, penalty := c.want, 0
	if c.asked.Limit == 1 {
		sure = 1
	}
	if c.pair.unreviewed > 0 {
		penalty += memory.Unreviewed
	}
	if c.pair.stale > 0 {
		penalty += memory.Stale
	}
	for _, w := range words {
		if bytes += w.bytes; bytes > mostRare {
			return false, nil
		}
		var numbers []uint32
		if numbers, err = c.numbers(c.ctx, w.term, nil); err != nil {
			return false, err
		}
		for _, number := range slices.Backward(numbers) {
			if err := c.compare(number); err != nil {
				return false, err
			}
		}
		c.sort()
		left -= w.times
		if len(c.best) >= sure && c.best[sure-1].score-penalty >= 100*left/len(c.asked.Segment.Words) {
			return true, nil
		}
	}
	return false, nil
}

// bounded compares units from the highest bound down until no other can be better
// than those that it has.
func (c *candidates) bounded(by *[101][]uint32) error {
	before := len(c.compared)
	for bound := 100; bound >= c.asked.Least; bound-- {
		if len(c.best) >= c.want && c.best[c.want-1].score >= bound {
			break
		}
		for _, number := range by[bound] {
			if len(c.compared)-before == mostCandidates {
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

// nearest are the best units.
func (c *candidates) nearest() (all []uint32) {
	c.sort()
	for _, n := range c.best[:min(len(c.best), c.want)] {
		all = append(all, n.number)
	}
	return all
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
