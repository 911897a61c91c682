package sqlite

import (
	"context"
	"slices"
)

// recall keeps what the searches of many texts read of the index again and
// again. The methods of a nil recall know nothing and keep nothing.
type recall struct {
	pairs map[[2]string]pair
	rows  map[term][]blockRow
	bytes int // of rows
	words map[shortKey][]uint16
}

// Bounds of what is kept.
const (
	mostRows  = 24 << 20 // bytes
	mostShort = 250_000  // units, of some 100 bytes
)

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
	return &recall{pairs: map[[2]string]pair{}, rows: map[term][]blockRow{}, words: map[shortKey][]uint16{}}
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

// learn reads a term once, and returns the bytes of its postings.
func (r *recall) learn(ctx context.Context, m *Memory, t term) (bytes int, err error) {
	rows, known := r.rows[t]
	if !known {
		err = m.postings(ctx, t, func(block int64, units []byte) { rows = append(rows, blockRow{block, slices.Clone(units)}) })
		if err != nil {
			return 0, err
		}
	}
	for _, row := range rows {
		bytes += len(row.units)
	}
	if !known {
		if r.bytes += bytes; r.bytes > mostRows { // begin anew: what is common comes back
			clear(r.rows)
			r.bytes = bytes
		}
		r.rows[t] = rows
	}
	return bytes, nil
}

// each calls f for the rows of a term, and tells whether they are known.
func (r *recall) each(t term, f func(block int64, units []byte)) bool {
	if r == nil {
		return false
	}
	rows, ok := r.rows[t]
	for _, row := range rows {
		f(row.block, row.units)
	}
	return ok
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
