package check

import "slices"

// percentages marks the figures that stand with a per cent sign or word, by
// their index among the side's figures.
func (s *side) percentages(figures []figure) []bool {
	marked := make([]bool, len(figures))
	for i, f := range figures {
		next := f.last + 1
		switch {
		case s.isPercent(next):
			marked[i] = true
		case s.mark(f.first-1, '٪'), s.mark(f.first-1, '%'): // typed the other way round
			marked[i] = s.kind(f.first-2) != figureToken
		}
	}
	return marked
}

// isPercent reads %, percent, per cent, في المئة, بالمئة, pour cent.
func (s *side) isPercent(i int) bool {
	if s.mark(i, '%') || s.mark(i, '٪') {
		return true
	}
	if s.mark(i, '-') {
		i++
	}
	if s.kind(i) != wordToken {
		return false
	}
	if t, ok := s.lookUp(i); ok && t.percent {
		return true
	}
	if s.kind(i+1) != wordToken {
		return false
	}
	switch s.at(i) + " " + s.at(i+1) {
	case "per cent", "pour cent":
		return true
	}
	if s.at(i) == "في" {
		t, ok := s.lookUp(i + 1)
		return ok && t.definite && t.value == 100
	}
	return false
}

// anyPercent tells whether the side says per cent anywhere.
func (s *side) anyPercent() bool {
	if s.has&hasPercent != 0 {
		return true
	}
	for i := range s.tokens {
		if s.isPercent(i) {
			return true
		}
	}
	return false
}

// percent tells of a figure that is a percentage on one side and a plain one
// on the other. In "5 to 10 %" both are percentages.
func percent(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if (s.has&t.has)&hasFigure == 0 || !knows(s, t) && (s.has|t.has)&hasPercent == 0 {
		return
	}
	if !s.mayPercent() && !t.mayPercent() {
		return
	}
	a, b := s.readFigures(), t.readFigures()
	pa, pb := s.percentages(a), t.percentages(b)
	if plain := unmarked(s, a, pa, t, b, pb); plain >= 0 {
		r.tell("", map[string]any{"source": s.piece(&a[plain])}, s.piece(&a[plain]), "")
	} else if plain := unmarked(t, b, pb, s, a, pa); plain >= 0 {
		r.tell("", map[string]any{"source": t.piece(&b[plain])}, "", t.piece(&b[plain]))
	}
}

// mayPercent is a quick answer to anyPercent: false is certain.
func (s *side) mayPercent() bool {
	if s.has&hasPercent != 0 {
		return true
	}
	if s.words == nil {
		return false
	}
	for i := range s.tokens {
		if s.tokens[i].kind == figureToken && (s.isPercent(i+1) || s.kind(i+1) == wordToken && s.isPercent(i+2)) {
			return true
		}
	}
	return false
}

// unmarked is a percentage of a whose value stands in b, but as a plain
// figure; -1 where there is none.
func unmarked(s *side, a []figure, pa []bool, t *side, b []figure, pb []bool) int {
	for i := range a {
		if !pa[i] {
			continue
		}
		plain := false
		for j := range b {
			if !agree(&a[i], &b[j], 2) {
				continue
			}
			// a later percentage may carry this one: 5 to 10 %
			carried := pb[j] || slices.Contains(pb[j:], true) || t.anyPercent() && !slices.Contains(pb, true)
			if carried {
				plain = false
				break
			}
			plain = true
		}
		if plain {
			return i
		}
	}
	return -1
}

// price is a figure with a currency.
type price struct {
	figure      int
	money       money
	first, last int // tokens
}

// prices are the side's.
func (s *side) prices(figures []figure) []price {
	var ps []price
	for i, f := range figures {
		p := price{figure: i, first: f.first, last: f.last + 1}
		m := s.moneyAt(f.last + 1)
		if m == 0 {
			m = s.moneyAt(f.last + 2)
			p.last++
			if s.kind(f.last+1) != wordToken || s.is("en") && m != 0 && !s.tokens[f.last+1].upper { // 5 US dollars
				m = 0
			}
		}
		if before := s.moneyBefore(f.first); before != 0 {
			m, p.first, p.last = before, f.first-1, f.last
		}
		if p.money = m; m != 0 {
			ps = append(ps, p)
		}
	}
	return ps
}

func (s *side) moneyAt(i int) money {
	switch s.kind(i) {
	case markToken:
		return moneySign(s.tokens[i].mark)
	case wordToken:
		if t, ok := s.lookUp(i); ok && !t.joined {
			return t.money
		}
	}
	return 0
}

func (s *side) moneyBefore(i int) money {
	if s.kind(i-1) == markToken {
		return moneySign(s.tokens[i-1].mark)
	}
	if s.kind(i-1) == wordToken && s.at(i-1) == "USD" || s.kind(i-1) == wordToken && s.at(i-1) == "EUR" {
		return s.moneyAt(i - 1)
	}
	return 0
}

func moneySign(r rune) money {
	name := map[rune]string{'$': "dollar", '€': "euro", '£': "pound", '₺': "pound", '₪': "shekel", '₽': "rouble", '₹': "rupee"}[r]
	return money(max(0, slices.Index(moneys, name)))
}

// currency tells of an amount that has another currency on the other side.
func currency(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if !knows(s, t) || (s.has&t.has)&hasFigure == 0 {
		return
	}
	a := s.readFigures()
	from := s.prices(a)
	if len(from) == 0 {
		return
	}
	b := t.readFigures()
	to := t.prices(b)
	for _, p := range from {
		for _, q := range to {
			if agree(&a[p.figure], &b[q.figure], 2) && p.money != q.money && !hasPrice(to, p.money) {
				x, y := s.span(p.first, p.last), t.span(q.first, q.last)
				r.tell("", map[string]any{"source": x, "target": y}, x, y)
				return
			}
		}
	}
}

func hasPrice(ps []price, m money) bool {
	return slices.ContainsFunc(ps, func(p price) bool { return p.money == m })
}

// numberWords tells of a number from two to ten that the source says in words
// and the translation in no way: not in words, digits or a dual.
func numberWords(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if !knows(s, t) {
		return
	}
	for _, p := range s.readPhrases() {
		if !p.counting || p.last != p.first || s.kind(p.last+1) != wordToken {
			continue
		}
		if n := uint64(p.value.small()); !t.tellsNumber(n) {
			r.tell("", map[string]any{"number": int(n)}, s.at(p.first), "")
			return
		}
	}
}

// tellsNumber tells whether a small number is said in any way.
func (s *side) tellsNumber(n uint64) bool {
	q := whole64(n)
	for _, f := range s.readFigures() {
		if f.reading[0] == q {
			return true
		}
	}
	for _, p := range s.readPhrases() {
		if p.value == q {
			return true
		}
	}
	return n == 2 && (s.duals() > 0 || !s.is("ar"))
}
