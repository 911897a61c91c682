package check

import (
	"strings"
	"time"
)

// date is a day that a text names by its month; what is not said is 0.
type date struct {
	year, month, day int
	other            int // the other end of a range of days
	first, last      int // tokens
	met              bool
}

// whenever are the words that make a month of what follows them: "March" alone
// is also a walk, and مارس a verb.
var whenever = wordSet("in since until till during by last next early late every " +
	"في منذ حتى خلال قبل بعد شهر مطلع أوائل منتصف أواخر نهاية بداية " +
	"en depuis dès fin début courant")

// dates are the side's: 5 July 2018, July 5, ٥ تموز, تشرين الثاني 2018, in July.
func (s *side) dates() []date {
	var ds []date
	terms := s.readTerms()
	for _, m := range terms {
		if m.month == 0 || m.month > 12 || s.is("en") && !s.tokens[m.token].upper {
			continue
		}
		d := date{month: int(m.month), first: m.token, last: m.token}
		if s.is("ar") && s.kind(d.last+1) == wordToken && s.twoWords(m) {
			d.last++ // كانون الثاني
		}
		before := m.token - 1
		if s.kind(before) == wordToken && !s.tokens[before].spaced { // 5th July
			before--
		}
		if s.kind(before) == wordToken && s.at(before) == "of" {
			before--
		}
		if n := s.plain(before); 1 <= n && n <= 31 {
			d.day, d.first = n, before
			d.other = s.rangeEnd(before-1, before-2)
		}
		after := d.last + 1
		if s.mark(after, '/') { // the month in the other style
			for after++; s.kind(after) == wordToken && after < d.last+4; after++ {
			}
		}
		if s.mark(after, '،') || s.mark(after, ',') {
			after++
		}
		if n := s.plain(after); d.day == 0 && 1 <= n && n <= 31 && !s.is("ar") && s.kind(after-1) == wordToken {
			d.day, d.last = n, after
			after++
			if d.other = s.rangeEnd(after, after+1); d.other > 0 {
				after += 2
			}
			if s.kind(after) == wordToken && !s.tokens[after].spaced { // July 5th
				after++
			}
			if s.mark(after, ',') {
				after++
			}
		}
		if n := s.plain(after); n >= 1000 && n < 2200 {
			d.year, d.last = n, after
		}
		if d.day > 0 || d.year > 0 || s.kind(m.token-1) == wordToken && whenever()[strings.ToLower(s.at(m.token-1))] {
			ds = append(ds, d)
		}
	}
	return ds
}

// rangeEnd is the day behind or before a dash, else -1.
func (s *side) rangeEnd(dash, day int) int {
	if s.mark(dash, '-') || s.mark(dash, '–') || s.mark(dash, '—') || s.mark(dash, '−') {
		if n := s.plain(day); 1 <= n && n <= 31 {
			return n
		}
	}
	return -1
}

// twoWords tells of كانون and تشرين with the word that says which.
func (s *side) twoWords(m term) bool {
	t, ok := s.lookUp(m.token)
	return ok && t.month > 12
}

// plain is the value of a figure without separators, else -1.
func (s *side) plain(i int) int {
	if s.kind(i) != figureToken || s.tokens[i].end-s.tokens[i].start > 8 {
		return -1
	}
	n := 0
	for _, r := range s.at(i) {
		d := digit(r)
		if d < 0 {
			return -1
		}
		n = n*10 + d
	}
	return n
}

// dates compares months, and days of the same month. Only a day that has
// become another is told; one that is not there is the numbers' business.
func dates(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if !knows(s, t) {
		return
	}
	a := s.dates()
	if len(a) == 0 {
		return
	}
	b := t.dates()
	pair := func(same func(x, y date) bool) {
		for i := range a {
			for j := range b {
				if !a[i].met && !b[j].met && same(a[i], b[j]) {
					a[i].met, b[j].met = true, true
				}
			}
		}
	}
	pair(func(x, y date) bool { return x.month == y.month && x.day == y.day })
	pair(func(x, y date) bool { return x.month == y.month && (x.day == y.other || x.other == y.day) })
	pair(func(x, y date) bool { return x.month == y.month && (x.day == 0 || y.day == 0) })
	for _, x := range a {
		for _, y := range b {
			if x.met || y.met || s.says(y.month) && t.says(x.month) && x.month != y.month {
				continue
			}
			if x.month != y.month && (s.says(y.month) || t.says(x.month)) {
				continue
			}
			from, to := s.span(x.first, x.last), t.span(y.first, y.last)
			r.tell("", map[string]any{"source": from, "target": to}, from, to)
			return
		}
	}
}

// says tells whether the side names a month anywhere.
func (s *side) says(month int) bool {
	for _, m := range s.readTerms() {
		if int(m.month) == month {
			return true
		}
	}
	return false
}

// weekdays compares the days of the week, and a day of the week with the date
// behind it.
func weekdays(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if t.words == nil {
		return
	}
	if !r.pair.translated {
		t.wrongWeekday(r)
		return
	}
	if s.words == nil {
		return
	}
	a := s.weekdays()
	if len(a) == 0 {
		return
	}
	b := t.weekdays()
	if t.has&hasFigure != 0 && t.wrongWeekday(r) {
		return
	}
	for _, x := range a {
		for _, y := range b {
			if !hasWeekday(b, x.weekday) && !hasWeekday(a, y.weekday) {
				r.tell("", map[string]any{"source": s.at(x.token), "target": t.at(y.token)}, s.at(x.token), t.at(y.token))
				return
			}
		}
	}
}

func hasWeekday(days []term, day uint8) bool {
	for _, d := range days {
		if d.weekday == day {
			return true
		}
	}
	return false
}

// weekdays are the side's days of the week. الأحد and الاثنين are also numbers, and
// الجمعة a name: what is no day for certain is left out.
func (s *side) weekdays() []term {
	var days []term
	for i, t := range s.readTerms() {
		if t.weekday == 0 {
			continue
		}
		if s.is("en") && !s.tokens[t.token].upper {
			continue
		}
		if s.is("ar") {
			if !t.definite {
				continue
			}
			afterDay := i > 0 && s.terms[i-1].day && s.terms[i-1].token == t.token-1
			if t.numeral != noNumeral && !afterDay && s.plain(t.token+1) < 0 && s.plain(t.token+2) < 0 {
				continue
			}
		}
		days = append(days, t)
	}
	return days
}

// wrongWeekday tells of a day of the week that is not the day of the full
// date behind it, and whether there is one.
func (s *side) wrongWeekday(r *run) bool {
	if s.has&hasFigure == 0 {
		return false
	}
	days := s.weekdays()
	if len(days) == 0 {
		return false
	}
	for _, d := range s.dates() {
		if d.day == 0 || d.year == 0 {
			continue
		}
		on := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
		for _, w := range days {
			gap := d.first - w.token
			if gap < 1 || gap > 2 || gap == 2 && s.kind(w.token+1) != markToken || on.Day() != d.day || int(on.Weekday())+1 == int(w.weekday) {
				continue
			}
			piece := s.span(w.token, d.last)
			r.tell("date", map[string]any{"weekday": s.at(w.token), "date": on.Format(time.DateOnly)}, "", piece)
			return true
		}
	}
	return false
}

// hijri tells where a year of one calendar has become the same year of the other.
func hijri(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if (s.has&t.has)&hasFigure == 0 {
		return
	}
	for i := range s.tokens {
		year := s.plain(i)
		if year < 1 {
			continue
		}
		from := s.era(i + 1)
		if from == noEra {
			continue
		}
		for j := range t.tokens {
			if t.plain(j) != year {
				continue
			}
			if to := t.era(j + 1); to != noEra && to != from {
				args := map[string]any{"source": s.span(i, i+1), "target": t.span(j, j+1)}
				r.tell("", args, s.span(i, i+1), t.span(j, j+1))
				return
			}
		}
	}
}

type era uint8

const (
	noEra era = iota
	hijriEra
	commonEra
)

func (s *side) era(i int) era {
	if s.kind(i) != wordToken {
		return noEra
	}
	switch s.at(i) {
	case "AH", "هـ", "ه", "هجري", "هجرية", "للهجرة":
		return hijriEra
	case "AD", "CE", "م", "ميلادي", "ميلادية", "للميلاد":
		return commonEra
	}
	return noEra
}
