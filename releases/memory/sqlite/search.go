package sqlite

import (
	"context"
	"slices"

	"bayan/releases/memory"
)

// Bounds of a search: what is found beyond them is found by chance.
const (
	mostEqual      = 64      // units of the same words, or of the nearest, that are compared, the newest first
	mostCandidates = 96      // units of other words that are compared
	mostRare       = 512     // bytes of the index of words that are rare
	mostPostings   = 3 << 14 // bytes of the index of words that are counted for all units
	mostCommon     = 1 << 20 // bytes of the index of words that are looked up for some
	mostChecked    = 512     // units that these words are looked up for
	mostForeseen   = 1 << 16 // texts whose equals are looked up at once
)

// Search returns the best matches, the best first.
func (m *Memory) Search(ctx context.Context, q memory.Query) (matches []memory.Match, err error) {
	err = m.read(ctx, func(calm context.Context) error {
		if matches, err = m.search(calm, q); err == nil {
			err = ctx.Err()
		}
		return err
	})
	return matches, err
}

// SearchAll searches for many texts at one moment, which takes far less time for
// each than Search, and calls f with the matches of each in order. f must not
// use the memory.
func (m *Memory) SearchAll(ctx context.Context, all []memory.Query, f func(i int, matches []memory.Match) error) error {
	i := 0
	err := m.read(ctx, func(calm context.Context) error {
		m.recall = newRecall()
		defer func() { m.recall = nil }()
		for ; i < len(all); i++ {
			if i%mostForeseen == 0 {
				if err := m.foresee(calm, all[i:min(i+mostForeseen, len(all))]); err != nil {
					return err
				}
			}
			matches, err := m.search(calm, all[i])
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				err = f(i, matches)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	for ; err == nil && i < len(all); i++ { // there is no file
		err = f(i, nil)
	}
	return err
}

// foresee looks up which units have the very words of the texts. In the order of
// the index each part of the file is read once; in the order of the texts it
// would be read for each.
func (m *Memory) foresee(ctx context.Context, all []memory.Query) error {
	terms := make([]term, 0, len(all))
	for _, q := range all {
		s, found, err := m.ask(ctx, q)
		if err != nil {
			return err
		}
		if found {
			terms = append(terms, termOf(collection(s.pair.n, s.side), whole, s.asked.Key))
		}
	}
	slices.Sort(terms)
	clear(m.recall.equal)
	for _, t := range slices.Compact(terms) {
		units, err := m.numbers(ctx, t, nil)
		if err != nil {
			return err
		}
		m.recall.equal[t] = slices.Clone(units[max(0, len(units)-2*mostEqual):])
	}
	return nil
}

func (m *Memory) search(ctx context.Context, q memory.Query) ([]memory.Match, error) {
	s, found, err := m.ask(ctx, q)
	if err != nil || !found {
		return nil, err
	}
	return s.run()
}

// ask reads a query; found tells whether there are units in its languages.
func (m *Memory) ask(ctx context.Context, q memory.Query) (s search, found bool, err error) {
	from, to := string(memory.Base(q.From)), string(memory.Base(q.To))
	p, known := m.recall.pair(from, to)
	if !known {
		if p, found, err = m.pair(ctx, from, to); err != nil || !found {
			return search{}, false, err
		}
		m.recall.keepPair(from, to, p)
	}
	s = search{Memory: m, ctx: ctx, asked: memory.Ask(q), pair: p}
	if from > to {
		s.side = 1
	}
	return s, true, nil
}

// search is one query of one side of a pair.
type search struct {
	*Memory
	ctx   context.Context
	asked *memory.Asked
	pair  pair
	side  int

	seen  map[uint32]bool
	found []memory.Match
}

func (s *search) run() ([]memory.Match, error) {
	s.seen = map[uint32]bool{}
	c, a := collection(s.pair.n, s.side), s.asked
	terms := []term{termOf(c, whole, a.Key)}
	if a.Before != "" {
		terms = slices.Insert(terms, 0, termOf(c, placed, besides(a.Before, a.Key)))
	}
	if a.Numbers > 0 {
		terms = append(terms, termOf(c, skeleton, a.Skeleton))
	}
	for _, t := range terms {
		if s.enough() {
			break // of numbers that differ nothing is better
		}
		numbers, foreseen := s.recall.foreseen(t)
		if !foreseen {
			var err error
			if numbers, err = s.numbers(s.ctx, t, nil); err != nil {
				return nil, err
			}
		}
		for taken := 0; len(numbers) > 0 && taken < mostEqual; {
			last := len(numbers) - 1
			isNew, err := s.look(numbers[last])
			if err != nil {
				return nil, err
			}
			if isNew {
				taken++
			}
			numbers = numbers[:last]
		}
	}
	// Of words that differ nothing is better than what is there already.
	if !s.enough() {
		near, err := s.near()
		if err != nil {
			return nil, err
		}
		for i, n := range near {
			if i == mostEqual || i >= s.wanted() && s.settled(n.score) {
				break
			}
			if _, err := s.look(n.number); err != nil {
				return nil, err
			}
		}
	}
	for i := range s.found {
		if len(s.found) > 1 { // letters decide between them
			a.Weigh(&s.found[i])
		}
	}
	return memory.Best(s.found, a.Limit), nil
}

// wanted is how many of the nearest units are looked at in any case: letters
// decide between equal scores.
func (s *search) wanted() int { return 2*s.asked.Limit + 4 }

// settled tells that there are as many matches as are wanted that no other unit
// can surpass whose words score so much. Units of one text and translation are
// one match, and what nobody reviewed loses points: both are known of a unit
// that was looked at.
func (s *search) settled(score int) bool {
	best := memory.Best(slices.Clone(s.found), s.asked.Limit)
	return len(best) == s.asked.Limit && best[len(best)-1].Score >= min(score, 98)
}

func (s *search) enough() bool {
	n := 0
	for _, m := range s.found {
		if m.Score > 98 {
			n++
		}
	}
	return n >= s.asked.Limit
}

// look compares a unit, once.
func (s *search) look(number uint32) (isNew bool, err error) {
	if s.seen[number] {
		return false, nil
	}
	s.seen[number] = true
	r, found, err := s.row(s.ctx, s.pair.n<<32|int64(number))
	if err != nil || !found {
		return false, err
	}
	u, err := r.unit()
	if err != nil {
		return false, err
	}
	other := sideOf(u) != s.side
	if other {
		u = u.Turned()
	}
	if m := s.asked.Compare(u, other); m.Score >= s.asked.Least {
		s.found = append(s.found, m)
	}
	return true, nil
}
