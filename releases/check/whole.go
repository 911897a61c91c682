package check

import (
	"strings"

	"bayan/releases"
)

// whole is what a run learns of the text as a whole while it goes through the
// groups: which way of writing is the text's own is known at its end.
type whole struct {
	translations map[string]string // first translation of each source text
	digits       []usage[bool]     // Arabic digits, or not
	months       []usage[monthStyle]
	names        []spelling
	heard        map[string]*heard // by word
	words        []usage[string]   // that a dictionary is asked for
}

// usage is one way of writing, in one group.
type usage[T comparable] struct {
	way   T
	group int
	block releases.BlockID
	piece string
}

// use notes a way of writing in the group that is being read.
func use[T comparable](r *run, list []usage[T], way T, piece string) []usage[T] {
	g, index := r.group()
	if n := len(list); n > 0 && list[n-1].way == way && list[n-1].group == index && list[n-1].block == g.Target[0] {
		return list // once for each group
	}
	return append(list, usage[T]{way: way, group: index, block: g.Target[0], piece: piece})
}

// others returns the way that most groups have, and the groups that have
// another; the first way found wins where there are as many of each.
func others[T comparable](list []usage[T]) (own T, rest []usage[T]) {
	count := map[T]int{}
	for _, u := range list {
		count[u.way]++
	}
	best := 0
	for _, u := range list {
		if count[u.way] > best {
			own, best = u.way, count[u.way]
		}
	}
	for i, u := range list {
		if u.way != own && (len(rest) == 0 || rest[len(rest)-1].group != u.group || rest[len(rest)-1].block != u.block) {
			rest = append(rest, list[i])
		}
	}
	return own, rest
}

// finish tells what only the whole text shows.
func (r *run) finish() {
	arabicDigits, digits := others(r.whole.digits)
	asked := map[string]any{"digits": digitSystem(arabicDigits)}
	for _, u := range digits {
		r.addUsage("digit-style", u.group, u.block, u.piece, asked)
	}
	_, months := others(r.whole.months)
	for _, u := range months {
		r.addUsage("month-style", u.group, u.block, u.piece, map[string]any{"month": u.piece})
	}
	r.finishNames()
	r.finishSpelling()
}

func (r *run) addUsage(code string, group int, block releases.BlockID, piece string, args map[string]any) {
	for i := range rules {
		if rules[i].code == code && r.severity[i] != Off {
			r.add(Finding{Code: code, Severity: r.severity[i], Group: group, Block: block, Args: args, Target: piece})
		}
	}
}

func digitSystem(arabic bool) string {
	if arabic {
		return "arab"
	}
	return "latn"
}

// digitStyle tells of figures in other digits than the house's, or than the
// rest of the text. Names, addresses and telephone numbers are not asked.
func digitStyle(r *run) {
	t := &r.pair.t
	if !t.is("ar") || t.has&hasFigure == 0 {
		return
	}
	house := r.job.Settings.Digits
	for i := range t.tokens {
		k := &t.tokens[i]
		if k.kind != figureToken || k.code || t.kind(i+1) == wordToken && !t.tokens[i+1].spaced && t.tokens[i+1].script == latin {
			continue
		}
		arab := t.text[k.start] >= 0x80
		switch {
		case !arab && t.amongLatin(i):
		case house == "":
			r.whole.digits = use(r, r.whole.digits, arab, t.at(i))
		case digitSystem(arab) != house:
			r.tell("house", map[string]any{"digits": house}, "", t.at(i))
			return
		}
	}
}

// amongLatin tells of a figure that belongs to a name in Latin letters.
func (s *side) amongLatin(i int) bool {
	for _, k := range [...]int{i - 2, i - 1, i + 1, i + 2} {
		if s.kind(k) == wordToken && s.tokens[k].script == latin {
			return true
		}
	}
	return strings.Count(s.at(i), ".") > 1
}

var houseMonths = map[string]monthStyle{"levantine": levantine, "egyptian": egyptian, "maghrebi": maghrebi}

// monthStyles tells of a month that is named as in other countries than the
// house's, or than the rest of the text. A month that is named in both ways,
// تشرين الثاني/نوفمبر, is in every style.
func monthStyles(r *run) {
	t := &r.pair.t
	if !t.is("ar") || t.count[arabic] == 0 {
		return
	}
	house := houseMonths[r.job.Settings.Months]
	ms := t.readTerms()
	for i, m := range ms {
		// آب, جوان and أوت are other words as well
		if m.style == 0 || m.month > 12 || m.month == 8 && m.style != egyptian || m.month == 6 && m.style == maghrebi {
			continue
		}
		both := i > 0 && ms[i-1].month == m.month && m.token-ms[i-1].token <= 4 || i+1 < len(ms) && ms[i+1].month == m.month && ms[i+1].token-m.token <= 4
		switch name := t.at(m.token); {
		case both:
		case house == 0:
			r.whole.months = use(r, r.whole.months, m.style, name)
		case m.style != house:
			r.tell("house", map[string]any{"month": name}, "", name)
			return
		}
	}
}
