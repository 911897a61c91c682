package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"iter"
	"math"
	"slices"

	"bayan/releases/memory"
)

// A term is what units are found by.
type term int64

// Kinds of terms.
const (
	word     = 1 + iota // a word of one side
	whole               // all words of one side
	skeleton            // all words of one side but numbers
	placed              // all words of the source, and what stands before it
	identity            // all that makes two units one: see same
)

// termOf is the upper 47 bits of place: two terms may share them, so what is
// found is looked at again.
func termOf(collection int64, kind int, h uint64) term {
	h = (h ^ uint64(collection)*0x9e3779b97f4a7c15 ^ uint64(kind)*0xc2b2ae3d27d4eb4f) * 0xff51afd7ed558ccd
	h ^= h >> 32
	return term(h >> 17 << 16)
}

// collection is one side of a pair: side 0 is pair.a.
func collection(pair int64, side int) int64 { return pair<<1 | int64(side) }

// What one row of the index covers.
const (
	blockBits = 16
	blockSize = 1 << blockBits
)

// numbers appends the units of a term, in rising order.
func (m *Memory) numbers(ctx context.Context, t term, into []uint32) ([]uint32, error) {
	_, err := m.postings(ctx, t, math.MaxInt, func(block int64, units []byte) {
		for low := range unitsOf(units) {
			into = append(into, uint32(block)<<blockBits|uint32(low))
		}
	})
	slices.Sort(into)
	return into, err
}

// postings calls f for the rows of a term, which f must not keep, the latest
// first, until it has seen so many bytes; all tells whether these are all rows.
func (m *Memory) postings(ctx context.Context, t term, bytes int, f func(block int64, units []byte)) (all bool, err error) {
	err = m.each(ctx, "SELECT place, units FROM posting WHERE place BETWEEN ? AND ? ORDER BY place DESC", []any{int64(t), int64(t) | (blockSize - 1)}, func(rows *sql.Rows) error {
		if bytes <= 0 {
			return errSeen
		}
		var place int64
		var units sql.RawBytes
		err := rows.Scan(&place, &units)
		if err == nil {
			bytes -= len(units)
			f(place&(blockSize-1), units)
		}
		return err
	})
	if errors.Is(err, errSeen) {
		return false, nil
	}
	return true, err
}

// errSeen ends the reading of rows.
var errSeen = errors.New("enough rows were seen")

// unitsOf decodes a row: two bytes for the last number, then a varint for each
// distance, the first from -1.
func unitsOf(units []byte) iter.Seq[uint16] {
	return func(yield func(low uint16) bool) {
		at := -1
		for i := 2; i < len(units); {
			d := int(units[i])
			if i++; d >= 0x80 {
				more, n := binary.Uvarint(units[i-1:])
				if n <= 0 {
					return // damaged: what is missing is not found
				}
				d = int(more)
				i += n - 1
			}
			if at += d; at >= blockSize || !yield(uint16(at)) {
				return
			}
		}
	}
}

// appendUnits adds numbers, which rise and lie above those that are there.
func appendUnits(units []byte, lows []uint16) []byte {
	at := -1
	if len(units) < 2 {
		units = make([]byte, 2, 2+2*len(lows))
	} else {
		at = int(binary.LittleEndian.Uint16(units))
	}
	for _, low := range lows {
		if int(low) > at { // a word that stands twice in its text
			units = binary.AppendUvarint(units, uint64(int(low)-at))
			at = int(low)
		}
	}
	binary.LittleEndian.PutUint16(units, uint16(at))
	return units
}

// pair is a pair of languages.
type pair struct {
	n, next                  int64
	units, stale, unreviewed int
}

func (m *Memory) pair(ctx context.Context, from, to string) (p pair, found bool, err error) {
	if from > to {
		from, to = to, from
	}
	found, err = m.one(ctx, "SELECT n, next, units, stale, unreviewed FROM pair WHERE a = ? AND b = ?", []any{from, to},
		&p.n, &p.next, &p.units, &p.stale, &p.unreviewed)
	return p, found, err
}

// sideOf is the side that a language has in its pair.
func sideOf(u memory.Unit) (source int) {
	if memory.Base(u.From) > memory.Base(u.To) {
		return 1
	}
	return 0
}
