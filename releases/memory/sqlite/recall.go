package sqlite

import "slices"

// recall keeps what the searches of many texts read of the index again and
// again. The methods of a nil recall know nothing and keep nothing.
type recall struct {
	pairs map[[2]string]pair
	sizes map[term]int
	rows  map[term]blockRows
	bytes int // of rows
	holds map[term]holders
	bits  int // bytes of holds
	words map[shortKey][]uint16
	equal map[term][]uint32
}

// Bounds of what is kept.
const (
	mostSizes = 1 << 18  // terms
	mostRows  = 24 << 20 // bytes
	mostHolds = 32 << 20 // bytes
	mostShort = 250_000  // units, of some 100 bytes
)

// blockRows are the latest rows of a term, and whether they are all.
type blockRows struct {
	list  []blockRow
	whole bool
}

type blockRow struct {
	block int64
	units []byte
}

// shortKey is a side of a unit.
type shortKey struct {
	collection int64
	number     uint32
}

func newRecall() *recall {
	return &recall{pairs: map[[2]string]pair{}, sizes: map[term]int{}, rows: map[term]blockRows{}, holds: map[term]holders{}, words: map[shortKey][]uint16{}, equal: map[term][]uint32{}}
}

func (r *recall) pair(from, to string) (pair, bool) {
	if r == nil {
		return pair{}, false
	}
	p, ok := r.pairs[[2]string{from, to}]
	return p, ok
}

func (r *recall) keepPair(from, to string, p pair) {
	if r != nil {
		r.pairs[[2]string{from, to}] = p
	}
}

// foreseen are the latest units of a term that was looked up before it is asked
// for, in rising order.
func (r *recall) foreseen(t term) (units []uint32, ok bool) {
	if r == nil {
		return nil, false
	}
	units, ok = r.equal[t]
	return units, ok
}

func (r *recall) size(t term) (bytes int, ok bool) {
	if r == nil {
		return 0, false
	}
	bytes, ok = r.sizes[t]
	return bytes, ok
}

func (r *recall) keepSize(t term, bytes int) {
	if r == nil {
		return
	}
	if len(r.sizes) >= mostSizes {
		clear(r.sizes)
	}
	r.sizes[t] = bytes
}

func (r *recall) keepRows(t term, rows blockRows) {
	bytes := 0
	for _, row := range rows.list {
		bytes += len(row.units)
	}
	if r.bytes += bytes; r.bytes > mostRows { // begin anew: what is common comes back
		clear(r.rows)
		r.bytes = bytes
	}
	r.rows[t] = rows
}

func (r *recall) held(t term) (holders, bool) {
	if r == nil {
		return nil, false
	}
	h, ok := r.holds[t]
	return h, ok
}

func (r *recall) keepHolders(t term, h holders) {
	if r == nil {
		return
	}
	if r.bits += h.bytes(); r.bits > mostHolds { // begin anew: what is common comes back
		clear(r.holds)
		r.bits = h.bytes()
	}
	r.holds[t] = h
}

// each calls f for the rows until it has seen so many bytes, and tells whether
// there are no more.
func (b blockRows) each(bytes int, f func(block int64, units []byte)) bool {
	for _, row := range b.list {
		if bytes <= 0 {
			return false
		}
		bytes -= len(row.units)
		f(row.block, row.units)
	}
	return b.whole
}

func (r *recall) shorts(pair int64, side int, number uint32) ([]uint16, bool) {
	if r == nil {
		return nil, false
	}
	words, ok := r.words[shortKey{collection(pair, side), number}]
	return words, ok
}

func (r *recall) keepShort(pair int64, side int, number uint32, words []uint16) {
	if r == nil {
		return
	}
	if len(r.words) >= mostShort {
		clear(r.words)
	}
	r.words[shortKey{collection(pair, side), number}] = slices.Clone(words)
}
