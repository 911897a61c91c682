package releases

import (
	"cmp"
	"slices"
	"sort"
)

// pair is a place in one sequence and one in another.
type pair struct{ a, b int }

// mostMatches bounds the pairs of equal elements that common looks at.
const mostMatches = 1 << 20

// common returns a longest common subsequence of two sequences, in order. Equal
// ends are taken first; the rest is Hunt and Szymanski's method, whose cost is
// n log n where few elements are repeated, as blocks of a text are.
//
// Where repeated elements make more than mostMatches pairs, the nth occurrence
// is only compared with the nth: the result is common and in order, but perhaps
// not the longest.
func common[T comparable](a, b []T) []pair {
	var out []pair
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		out = append(out, pair{start, start})
		start++
	}
	endA, endB := len(a), len(b)
	for endA > start && endB > start && a[endA-1] == b[endB-1] {
		endA, endB = endA-1, endB-1
	}
	for _, p := range longestRise(matches(a[start:endA], b[start:endB])) {
		out = append(out, pair{p.a + start, p.b + start})
	}
	for i := endA; i < len(a); i++ {
		out = append(out, pair{i, i - endA + endB})
	}
	return out
}

// matches lists the pairs of equal elements, by a and then by b downwards, so
// that a rise in b takes each a once.
func matches[T comparable](a, b []T) []pair {
	places := make(map[T][]int, len(b))
	for j, x := range b {
		places[x] = append(places[x], j)
	}
	total := 0
	for _, x := range a {
		total += len(places[x])
	}
	var out []pair
	seen := map[T]int{}
	for i, x := range a {
		js := places[x]
		if total > mostMatches {
			if n := seen[x]; n < len(js) {
				out = append(out, pair{i, js[n]})
			}
			seen[x]++
			continue
		}
		for _, j := range slices.Backward(js) {
			out = append(out, pair{i, j})
		}
	}
	return out
}

// longestRise returns the longest subsequence of pairs that rises in b.
func longestRise(ps []pair) []pair {
	before := make([]int, len(ps))
	var tops []int // tops[n] ends the best rise of length n+1
	for i, p := range ps {
		n := sort.Search(len(tops), func(n int) bool { return ps[tops[n]].b >= p.b })
		before[i] = -1
		if n > 0 {
			before[i] = tops[n-1]
		}
		if n == len(tops) {
			tops = append(tops, i)
		} else {
			tops[n] = i
		}
	}
	out := make([]pair, len(tops))
	if len(tops) > 0 {
		for at, n := tops[len(tops)-1], len(tops)-1; n >= 0; at, n = before[at], n-1 {
			out[n] = ps[at]
		}
	}
	return out
}

// weighed is a pair and how good it is.
type weighed struct {
	pair
	weight float64
}

// heaviestRise returns the pairs, rising in both a and b, whose weights add up
// to most, in n log n.
func heaviestRise(ps []weighed) []pair {
	slices.SortFunc(ps, func(x, y weighed) int { return cmp.Or(x.a-y.a, y.b-x.b) })
	most := 0
	for _, p := range ps {
		most = max(most, p.b+1)
	}
	best := make([]int, most+1) // a Fenwick tree over b: the pair that ends the heaviest chain below
	total := make([]float64, len(ps)+1)
	before := make([]int, len(ps)+1)
	for i, p := range ps {
		at := 0
		for j := p.b; j > 0; j &= j - 1 {
			if total[best[j]] > total[at] {
				at = best[j]
			}
		}
		me := i + 1
		before[me], total[me] = at, total[at]+p.weight
		for j := p.b + 1; j <= most; j += j & -j {
			if total[me] > total[best[j]] {
				best[j] = me
			}
		}
	}
	at := 0
	for i := range total {
		if total[i] > total[at] {
			at = i
		}
	}
	var out []pair
	for ; at > 0; at = before[at] {
		out = append(out, ps[at-1].pair)
	}
	slices.Reverse(out)
	return out
}
