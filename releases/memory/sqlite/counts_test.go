package sqlite

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases/memory"
)

// The units that are compared are those with the highest bounds, the newest
// first, as a look at every unit would choose them.
func TestNoUnitOfAHigherBoundIsLeftOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3000).Draw(t, "units")
		asked := rapid.IntRange(1, 12).Draw(t, "asked")
		unread := rapid.IntRange(0, 3).Draw(t, "unread")
		least := rapid.IntRange(1, 3).Draw(t, "least")
		lengths := make([]byte, n)
		for i := range lengths {
			lengths[i] = byte((i*7 + i/11) % 14) // 0 was forgotten
		}
		s := search{Memory: &Memory{}, asked: memory.Ask(memory.Query{Least: 50})}
		for range 2 { // counts serve many searches
			s.counts.begin(n, least, math.MaxInt)
			counts := make([]int, n)
			for range asked {
				step := rapid.IntRange(1, 40).Draw(t, "step")
				times := rapid.IntRange(1, 2).Draw(t, "times")
				var row []uint16
				for i := rapid.IntRange(0, n-1).Draw(t, "first"); i < n; i += step {
					row = append(row, uint16(i))
					counts[i] += times
				}
				s.counts.add(0, appendUnits(nil, row), byte(times))
			}
			type bounded struct{ bound, unit int }
			var want, got []bounded
			for i, count := range counts {
				length := int(lengths[i])
				bound := 100 * min(count+unread, length, asked) / max(length, asked)
				if count >= least && length > 0 && bound >= 50 {
					want = append(want, bounded{bound, i})
				}
			}
			slices.SortFunc(want, func(a, b bounded) int { return cmp.Or(b.bound-a.bound, b.unit-a.unit) })
			by := s.bounded(lengths, asked, unread)
			for bound, units := range slices.Backward(by[:]) {
				for _, unit := range units {
					got = append(got, bounded{bound, int(unit)})
				}
			}
			want, got = want[:min(len(want), mostCandidates)], got[:min(len(got), mostCandidates)]
			if !slices.Equal(got, want) {
				t.Fatalf("got\n%v\nwant\n%v", got, want)
			}
		}
	})
}

// Where lists are cut off, enough stand in them still that share as many words as
// one that was left out.
func TestWhoIsNotListedIsSurpassed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 400
		least := rapid.IntRange(1, 3).Draw(t, "least")
		most := rapid.IntRange(1, 30).Draw(t, "most")
		var c counts
		c.begin(n, least, most)
		for range rapid.IntRange(1, 12).Draw(t, "words") {
			var row []uint16
			for i := rapid.IntRange(0, n-1).Draw(t, "first"); i < n; i += rapid.IntRange(1, 60).Draw(t, "step") {
				row = append(row, uint16(i))
			}
			c.add(0, appendUnits(nil, row), byte(rapid.IntRange(1, 2).Draw(t, "times")))
		}
		listed, atLeast := map[uint32]bool{}, make([]int, 256)
		for count := least; count < 256; count++ {
			for _, unit := range c.reached[count] {
				if int(c.of[unit]) == count {
					listed[unit] = true
					for below := range count + 1 {
						atLeast[below]++
					}
				}
			}
		}
		for unit, count := range c.of {
			if int(count) >= least && !listed[uint32(unit)] && atLeast[count] < most {
				t.Fatalf("%d of %d words was left out for %d others", unit, count, atLeast[count])
			}
		}
	})
}
