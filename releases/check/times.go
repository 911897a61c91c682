package check

import "strings"

// moment is a time of day that a text tells.
type moment struct {
	hour, minute int // hour as written
	half         clock
	first, last  int // tokens
	met          bool
}

// dial is the hour on a dial of twelve.
func (m moment) dial() quantity { return clockQuantity(m.hour, m.minute) }

// halves is the half of the day: as said, or as an hour above twelve says it.
func (m moment) halves() clock {
	if m.half == noClock && (m.hour > 12 || m.hour == 0) {
		if m.hour == 0 {
			return morning
		}
		return evening
	}
	return m.half
}

// moments are the clock times of a side: 3 p.m., 15:30, ٣ مساءً, الثالثة والنصف.
func (s *side) moments() []moment {
	var ms []moment
	for i := 0; i < len(s.tokens); i++ {
		if s.tokens[i].kind != figureToken {
			continue
		}
		if m, ok := s.momentAt(i); ok {
			ms = append(ms, m)
			i = m.last
		}
	}
	return append(ms, s.spokenMoments()...)
}

func (s *side) momentAt(i int) (moment, bool) {
	m := moment{first: i, last: i}
	text := s.at(i)
	part, separated := 0, false
	for _, r := range text {
		d := digit(r)
		switch {
		case d < 0 && (separated || r != ':' && r != '.' && r != '٫'): // half past five is 5:30, and 5.30
			return m, false
		case d < 0:
			m.hour, part, separated = part, 0, true
		default:
			part = part*10 + d
		}
		if part > 99 {
			return m, false
		}
	}
	if m.minute = part; !separated {
		m.hour, m.minute = part, 0
	}
	if m.hour > 24 || m.minute > 59 {
		return m, false
	}
	m.half, m.last = s.halfAfter(i + 1)
	colon := separated && s.has&hasColon != 0 && strings.Contains(text, ":")
	if s.is("fr") && s.kind(m.last+1) == wordToken && (s.at(m.last+1) == "h" || s.at(m.last+1) == "heures") {
		m.last++
		if s.frenchMinutes(m.last) {
			m.last++
			m.minute = s.plain(m.last)
		}
		return m, true
	}
	return m, m.half != noClock || colon
}

// halfAfter reads "p.m.", "pm", صباحاً, بعد الظهر, and returns the last token.
func (s *side) halfAfter(i int) (clock, int) {
	switch {
	case s.is("en") && s.kind(i) == wordToken && s.mark(i+1, '.') && s.kind(i+2) == wordToken && s.at(i + 2)[0]|0x20 == 'm' && s.tokens[i+2].end-s.tokens[i+2].start == 1:
		last := i + 2
		if s.mark(last+1, '.') && !s.tokens[last+1].spaced {
			last++
		}
		switch s.at(i) {
		case "a", "A":
			return morning, last
		case "p", "P":
			return evening, last
		}
	case s.kind(i) == wordToken:
		t, ok := s.lookUp(i)
		if ok && (t.clock == morning || t.clock == evening) && !t.definite {
			if s.is("ar") && t.numeral == noNumeral && len(s.at(i)) == 2 && !s.closed(i+1) {
				return noClock, i - 1 // م and ص before other words may be anything
			}
			return t.clock, i
		}
		if s.is("ar") && s.kind(i+1) == wordToken {
			var buffer [64]byte
			if word := s.at(i + 1); len(word) < 24 && string(foldArabic(buffer[:0], word)) == "الظهر" {
				switch s.at(i) {
				case "بعد":
					return evening, i + 1
				case "قبل":
					return morning, i + 1
				}
			}
		}
	}
	return noClock, i - 1
}

// closed tells that no word stands at i.
func (s *side) closed(i int) bool { return s.kind(i) != wordToken && s.kind(i) != figureToken }

// spokenMoments reads الساعة الثالثة والنصف مساءً.
func (s *side) spokenMoments() []moment {
	if !s.is("ar") {
		return nil
	}
	var ms []moment
	terms := s.readTerms()
	for i := 0; i+1 < len(terms); i++ {
		t, next := terms[i], terms[i+1]
		if t.clock != hours || next.token != t.token+1 || (next.numeral != ordinalNumeral && next.numeral != unitNumeral) || next.value < 1 || next.value > 12 {
			continue
		}
		m := moment{hour: int(next.value), first: next.token, last: next.token}
		k := i + 2
		if k < len(terms) && terms[k].token == m.last+1 && terms[k].numeral == teenNumeral {
			m.hour, m.last = m.hour+10, terms[k].token
			k++
		}
		if k < len(terms) && terms[k].token == m.last+1 && terms[k].numeral == halfNumeral && terms[k].joined {
			m.minute, m.last = int(60/terms[k].value), terms[k].token
		}
		m.half, m.last = s.halfAfter(m.last + 1)
		ms = append(ms, m)
	}
	return ms
}

// clockTimes meets figures of a that are times which the other side tells too.
func clockTimes(s *side, a []figure, t *side, b []figure) {
	if met(a) || !s.tellsTime() || !t.tellsTime() {
		return
	}
	other := t.moments()
	for _, m := range s.moments() {
		for j := range other {
			o := &other[j]
			if o.met || o.dial() != m.dial() {
				continue
			}
			if cover(a, m) && cover(b, *o) {
				o.met = true
			}
			break
		}
	}
}

// cover marks the figure of a time as met; a time in words has none.
func cover(fs []figure, m moment) bool {
	for i := range fs {
		if fs[i].first == m.first {
			fs[i].met = true
		}
	}
	return true
}

// tellsTime tells whether there may be a clock time at all.
func (s *side) tellsTime() bool {
	if s.has&hasColon != 0 {
		return true
	}
	for _, t := range s.readTerms() {
		if t.clock != noClock {
			return true
		}
	}
	for i := range s.tokens {
		if s.tokens[i].kind == figureToken && s.kind(i+1) == wordToken {
			if s.is("fr") && (s.at(i+1) == "h" || s.at(i+1) == "heures") {
				return true
			}
			if half, _ := s.halfAfter(i + 1); half != noClock {
				return true
			}
		}
	}
	return false
}

// clocks compares morning with evening, and the hours where both sides tell
// as many times.
func clocks(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if !knows(s, t) || s.has&hasFigure == 0 || !s.tellsTime() || !t.tellsTime() {
		return
	}
	a, b := s.moments(), t.moments()
	for i := range a {
		for j := range b {
			if !b[j].met && a[i].dial() == b[j].dial() && (a[i].halves() == b[j].halves() || a[i].halves() == noClock || b[j].halves() == noClock) {
				a[i].met, b[j].met = true, true
				break
			}
		}
	}
	for i := range a {
		for j := range b {
			if a[i].met || b[j].met || a[i].dial() != b[j].dial() || a[i].hour == 12 || b[j].hour == 12 {
				continue
			}
			from, to := s.span(a[i].first, a[i].last), t.span(b[j].first, b[j].last)
			r.tell("", map[string]any{"source": from, "target": to}, from, to)
			return
		}
	}
}

// span is the text from one token to another.
func (s *side) span(first, last int) string {
	return s.text[s.tokens[first].start:s.tokens[last].end]
}
