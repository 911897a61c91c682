package sqlite

import "encoding/binary"

// counts are the words that each unit shares with a query.
type counts struct {
	of      []byte // by unit
	least   int
	reached [256][]uint32 // by count, from least: units that came to it; some went on
	listed  int           // the least count that is listed still
	most    int           // units of a count that are listed, or some more
}

// begin makes all counts of n units 0. Where most units have come to a count, no
// more that come to it are listed.
func (c *counts) begin(n, least, most int) {
	if cap(c.of) < n {
		c.of = make([]byte, n+n/4)
	}
	c.of = c.of[:n]
	clear(c.of)
	c.least, c.listed, c.most = least, least, most
	for i := range c.reached {
		c.reached[i] = c.reached[i][:0]
	}
}

// add counts the units of a row that begins at a unit.
func (c *counts) add(base int, units []byte, times byte) {
	if len(units) < 2 || base >= len(c.of) {
		return
	}
	for c.listed < 255 && len(c.reached[c.listed]) >= c.most {
		c.listed++
	}
	of := c.of[base:min(base+blockSize, len(c.of))]
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
		if at += d; at >= len(of) {
			return
		}
		of[at] += times
		if count := of[at]; int(count) >= c.listed {
			c.reached[count] = append(c.reached[count], uint32(base+at))
		}
	}
}
