package check

import (
	"strings"
	"unicode/utf8"
)

// figure is a number that a text writes in digits, with its readings, the
// likeliest first: 3.750 is 3.75 in English and perhaps 3750; "3.5m" is
// 3,500,000 or three and a half metres.
type figure struct {
	reading  [4]quantity
	readings int8
	first    int  // tokens that it is made of
	last     int  //
	soft     bool // part of a name (COVID-19): its loss alone is no fault
	scaled   bool // a scale word was counted in
	scale    uint64
	met      bool // the other side has it
}

func (f *figure) add(q quantity) {
	for _, r := range f.reading[:f.readings] {
		if r == q {
			return
		}
	}
	if int(f.readings) < len(f.reading) {
		f.reading[f.readings] = q
		f.readings++
	}
}

// prefer puts a reading before all others.
func (f *figure) prefer(q quantity) {
	n := min(int(f.readings), len(f.reading)-1)
	copy(f.reading[1:], f.reading[:n])
	f.reading[0], f.readings = q, int8(n+1)
}

// piece is the figure as it stands in the text.
func (s *side) piece(f *figure) string {
	return s.text[s.tokens[f.first].start:s.tokens[f.last].end]
}

// readFigures reads the side's figures, once.
func (s *side) readFigures() []figure {
	if s.figuresRead {
		return s.figures
	}
	s.figuresRead, s.figures = true, s.figures[:0]
	if s.has&hasFigure == 0 {
		return s.figures
	}
	for i := 0; i < len(s.tokens); i++ {
		if s.tokens[i].kind != figureToken {
			continue
		}
		f := figure{first: i, last: i, soft: s.tokens[i].code}
		s.interpret(&f, s.at(i))
		s.suffix(&f)
		s.scaleOf(&f)
		i = f.last
		s.figures = append(s.figures, f)
	}
	s.shareScales()
	for i := 1; i < len(s.figures); i++ {
		s.afterStroke(&s.figures[i-1], &s.figures[i])
	}
	return s.figures
}

// afterStroke reads 2025/26 as two years; 24/7 is no figure at all.
func (s *side) afterStroke(a, b *figure) {
	if b.first != a.last+2 || !(s.mark(a.last+1, '/') || s.mark(a.last+1, '-') || s.mark(a.last+1, '–')) {
		return
	}
	x, y := s.plain(a.first), s.plain(b.first)
	switch {
	case x == 24 && y == 7:
		a.soft, b.soft = true, true
	case 1000 <= x && x < 2200 && 0 <= y && y < 100 && digitsFrom(s.text, int(s.tokens[b.first].start)) == 2:
		b.add(whole64(uint64(x/100*100 + y)))
	}
}

// interpret reads the digits and separators of one figure.
func (s *side) interpret(f *figure, text string) {
	var separators [2]struct {
		r     rune
		count int
		at    int // of the last one
	}
	kinds, groups, run, first := 0, true, 0, 0
	for i, r := range text {
		if digit(r) >= 0 {
			run++
			continue
		}
		if kinds == 0 {
			first = run
		} else if run != 3 {
			groups = false
		}
		run = 0
		switch {
		case kinds > 0 && separators[kinds-1].r == r:
			separators[kinds-1].count++
		case kinds == len(separators):
			f.add(chain(text))
			return
		default:
			separators[kinds].r, separators[kinds].count = r, 1
			kinds++
		}
		separators[kinds-1].at = i
	}
	one := separators[0]
	switch {
	case kinds == 0:
		f.add(digits(text, -1))
	case one.r == ':':
		f.add(chain(text))
		if at, ok := clockOf(text); ok {
			f.add(at)
		}
	case kinds == 2: // 3,750.5 and 3.750,5
		if groups && first <= 3 && separators[1].count == 1 {
			f.add(digits(text, separators[1].at))
		} else {
			f.add(chain(text))
		}
	case one.count > 1:
		if groups && run == 3 && first <= 3 || one.r == ',' && run == 3 { // 1,00,000 too
			f.add(digits(text, -1))
		}
		if one.r == '.' {
			f.add(chain(text))
		} else {
			f.add(digits(text, -1))
		}
	case one.r == '٬' || one.r == ' ' || one.r == '\u00a0' || one.r == '\u202f' || one.r == '\u2009' || one.r == '\'' || one.r == '’':
		f.add(digits(text, -1))
	case one.r == '٫' || run != 3 || first > 3 || text[0] == '0' || strings.HasPrefix(text, "٠"):
		f.add(digits(text, one.at))
	default: // one comma or point before three digits
		group, decimal := digits(text, -1), digits(text, one.at)
		switch point := one.r == '.'; {
		case s.words == nil || s.is("ar"):
			f.add(group)
			f.add(decimal)
			if point {
				f.prefer(decimal)
			}
		case s.is("en") && !point:
			f.add(group)
		case s.is("en"), s.is("fr") && !point:
			f.add(decimal)
			f.add(group)
		default:
			f.add(group)
			f.add(decimal)
		}
	}
}

// chain is the identity of digits with several separators, whichever they are.
func chain(text string) quantity {
	var mixed uint64 = 14695981039346656037
	for _, r := range text {
		mixed = (mixed ^ uint64(digit(r)+2)) * 1099511628211
	}
	return quantity{mixed, chainExp}
}

// clockOf reads hours and minutes, on a dial of twelve.
func clockOf(text string) (quantity, bool) {
	h, m, minutes := 0, 0, false
	for _, r := range text {
		switch d := digit(r); {
		case d < 0 && minutes:
			return quantity{}, false
		case d < 0:
			minutes = true
		case minutes:
			m = m*10 + d
		default:
			h = h*10 + d
		}
	}
	if h > 24 || m > 59 {
		return quantity{}, false
	}
	return clockQuantity(h, m), true
}

func clockQuantity(h, m int) quantity { return quantity{uint64(h%12*60 + m), clockExp} }

// frenchMinutes tells whether a word is the h of a French time with its minutes
// after it: 10h30, and 10 h 30 as printers set it.
func (s *side) frenchMinutes(word int) bool {
	if !s.is("fr") || s.at(word) != "h" && s.at(word) != "H" || s.kind(word+1) != figureToken {
		return false
	}
	_, ok := clockOf("0:" + s.at(word+1))
	return ok && len(s.at(word+1)) == 2 && s.tokens[word].spaced == s.tokens[word+1].spaced
}

// suffix takes in the letters that touch a figure: 5bn, 3rd, 1990s, 10h30.
func (s *side) suffix(f *figure) {
	next := f.last + 1
	if s.kind(next) != wordToken || s.tokens[next].spaced && !s.frenchMinutes(next) {
		return
	}
	switch word := s.at(next); word {
	case "st", "nd", "rd", "th", "er", "re", "e", "ème", "s":
	case "k", "K":
		s.times(f, 1e3)
	case "m", "M", "mn", "mln":
		s.times(f, 1e6)
	case "bn", "b", "B":
		s.times(f, 1e9)
	case "tn", "trn":
		s.times(f, 1e12)
	case "h", "H":
		if s.frenchMinutes(next) {
			text := s.at(f.last) + ":" + s.at(next+1)
			if q, ok := clockOf(text); ok {
				f.prefer(q)
				f.add(chain(text))
				f.soft, f.last = false, next+1
			}
			return
		}
	default:
		return
	}
	f.last = next
}

// times adds the reading that the scale makes, and keeps the plain one behind it.
func (s *side) times(f *figure, scale uint64) {
	if q, ok := f.reading[0].times(scale); ok {
		f.prefer(q)
	}
}

// scaleOf counts in the scale words after a figure: 3.5 million, ٣ ملايين ونصف.
func (s *side) scaleOf(f *figure) {
	for next := f.last + 1; !f.soft; next++ {
		t, ok := s.lookUp(next)
		if !ok && (s.mark(next, '-') || s.mark(next, '+')) && !s.tokens[next].spaced { // 5-million, 300+ billion
			next++
			t, ok = s.lookUp(next)
		}
		if !ok || t.joined || (t.numeral != scaleNumeral && t.numeral != hundredNumeral && !(t.numeral == dozenNumeral && t.value == 12)) {
			break
		}
		if t.definite && !f.scaled && s.is("ar") {
			break
		}
		for i := range f.reading[:f.readings] {
			if q, ok := f.reading[i].times(t.value); ok {
				f.reading[i] = q
			}
		}
		f.scaled, f.last, f.scale = true, next, t.value
	}
	if t, ok := s.lookUp(f.last + 1); ok && f.scaled && t.joined && t.numeral == halfNumeral && t.value == 2 {
		if half, ok := (quantity{5, -1}).times(f.scale); ok {
			if q, ok := f.reading[0].plus(half); ok {
				f.prefer(q)
				f.last++
			}
		}
	}
}

// shareScales lets "5 to 10 million" be from five million.
func (s *side) shareScales() {
	for i := range s.figures {
		f := &s.figures[i]
		if f.scaled || f.soft || i+1 == len(s.figures) {
			continue
		}
		if next := &s.figures[i+1]; next.scaled && next.first-f.last <= 3 {
			if q, ok := f.reading[0].times(next.scale); ok {
				f.add(q)
			}
		}
	}
}

// follows tells whether figure b stands right behind a with one space, three
// digits long: a group of one number that was divided by spaces.
func (s *side) follows(a, b *figure) bool {
	if b.first != a.last+1 || !s.tokens[b.first].spaced || a.first != a.last {
		return false
	}
	between := s.text[s.tokens[a.last].end:s.tokens[b.first].start]
	return utf8.RuneCountInString(between) == 1 && digitsFrom(s.text, int(s.tokens[b.first].start)) == 3
}
