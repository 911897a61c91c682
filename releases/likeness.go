package releases

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// likeness of two blocks is the share of words that they have in common, as
// bags: 2·common / (words of one + words of the other). Half is an edit.
//
// In a gap of n by m blocks all pairs are compared while n·m is at most
// mostPairs. In a larger one a block is only compared with those at about its
// place in the gap, and with the closeCalls that share most rare words with it;
// so the cost grows with the words and not with the square of the blocks, and a
// gap that was rewritten throughout costs next to nothing.
const (
	halfAlike  = 0.5
	mostPairs  = 2048
	rareIn     = 8 // a word in at most so many blocks of the gap is rare
	closeCalls = 8
)

// bag is a block's words as sorted numbers.
type bag []int32

// bags interns the words of blocks.
type bags map[string]int32

func (w bags) of(b Block) bag {
	words := strings.FieldsFunc(b.Plain(), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	out := make(bag, len(words))
	for i, word := range words {
		n, ok := w[word]
		if !ok {
			n = int32(len(w))
			w[word] = n
		}
		out[i] = n
	}
	slices.Sort(out)
	return out
}

func likeness(a, b bag) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			shared, i, j = shared+1, i+1, j+1
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}

// alike pairs blocks of one kind, in order, that share at least half their
// words, so that the most is shared. Pairs are places in old and in fresh.
func alike(prev []Block, old []int, next []Block, fresh []int) []pair {
	if len(old) == 0 || len(fresh) == 0 {
		return nil
	}
	words := bags{}
	a, b := make([]bag, len(old)), make([]bag, len(fresh))
	for i, at := range old {
		a[i] = words.of(prev[at])
	}
	for j, at := range fresh {
		b[j] = words.of(next[at])
	}
	var found []weighed
	compare := func(i, j int) {
		if prev[old[i]].Kind != next[fresh[j]].Kind {
			return
		}
		if like := likeness(a[i], b[j]); like >= halfAlike {
			found = append(found, weighed{pair{i, j}, like})
		}
	}
	if len(a)*len(b) <= mostPairs {
		for i := range a {
			for j := range b {
				compare(i, j)
			}
		}
	} else {
		for i, js := range candidates(a, b, len(words)) {
			for _, j := range js {
				compare(i, j)
			}
		}
	}
	return heaviestRise(found)
}

// candidates lists, for each of a, those of b that share most rare words and
// those at its place.
func candidates(a, b []bag, words int) [][]int {
	holders := make([][]int32, words)
	for j, bag := range b {
		for k, w := range bag {
			if (k == 0 || bag[k-1] != w) && len(holders[w]) <= rareIn {
				holders[w] = append(holders[w], int32(j))
			}
		}
	}
	out := make([][]int, len(a))
	votes := map[int]int{}
	for i, bag := range a {
		clear(votes)
		for k, w := range bag {
			if (k == 0 || bag[k-1] != w) && len(holders[w]) <= rareIn {
				for _, j := range holders[w] {
					votes[int(j)]++
				}
			}
		}
		for j := range votes {
			out[i] = append(out[i], j)
		}
		slices.SortFunc(out[i], func(x, y int) int { return cmp.Or(votes[y]-votes[x], x-y) })
		out[i] = out[i][:min(len(out[i]), closeCalls)]
		here := i * len(b) / len(a)
		for j := max(here-1, 0); j <= min(here+1, len(b)-1); j++ {
			if !slices.Contains(out[i], j) {
				out[i] = append(out[i], j)
			}
		}
	}
	return out
}
