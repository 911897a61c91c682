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
func (s *search) near() ([]uint32, error) {
	words, unread, err := s.words()
	if err != nil || len(words) == 0 {
		return nil, err
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
	read := 0
	for i, w := range words {
		rest := unread
		for _, later := range words[i:] {
			rest += later.times
		}
		if must := rest >= needed; read > 0 && (!must && read+w.bytes > mostPostings || read+w.bytes > mostNeeded) {
			unread = rest
			break
		}
		read += w.bytes
		add := func(block int64, units []byte) { tally(counts, int(block)<<blockBits, units, byte(w.times)) }
		if s.recall.each(w.term, add) {
			continue
		}
		if err := s.postings(s.ctx, w.term, add); err != nil {
			return nil, err
		}
	}
	return s.nearest(s.bounded(counts, lengths, asked, needed, unread))
}

// words returns the distinct words of the query that units have, the rarest
// first, and the number of words that units are not found by.
func (s *search) words() (words []shared, unread int, err error) {
	times, c := map[term]int{}, collection(s.pair.n, s.side)
	for _, w := range s.asked.Segment.Words {
		if w.Number {
			unread++
		} else {
			times[termOf(c, word, w.Hash)]++
		}
	}
	for t, n := range times {
		w := shared{term: t, times: n}
		if s.recall != nil {
			if w.bytes, err = s.recall.learn(s.ctx, s.Memory, t); err != nil {
				return nil, 0, err
			}
		} else if _, err := s.one(s.ctx, "SELECT coalesce(sum(length(units)), 0) FROM posting WHERE place BETWEEN ? AND ?",
			[]any{int64(t), int64(t) | (blockSize - 1)}, &w.bytes); err != nil {
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

// nearest compares candidates by their words, from the highest bound down until
// no other can be better than those that it has.
func (s *search) nearest(by *[101][]uint32) ([]uint32, error) {
	type near struct {
		number uint32
		score  int
	}
	var best []near
	// Units of one text stand for one match, and penalties come later.
	want := 2*s.asked.Limit + 4
	pattern, compared := memory.NewPattern(s.asked.Short()), 0
	var words []uint16
	for bound := 100; bound >= s.asked.Least && compared < mostCandidates; bound-- {
		if len(best) >= want && best[want-1].score >= bound {
			break
		}
		for _, number := range by[bound] {
			if s.seen[number] {
				continue
			}
			if compared++; compared > mostCandidates {
				break
			}
			var err error
			if words, err = s.short(number, words[:0]); err != nil {
				return nil, err
			}
			if score := pattern.Likeness(words); score >= s.asked.Least {
				best = append(best, near{number, score})
			}
		}
		slices.SortStableFunc(best, func(a, b near) int { return b.score - a.score })
	}
	var numbers []uint32
	for _, n := range best[:min(len(best), want)] {
		numbers = append(numbers, n.number)
	}
	return numbers, nil
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
