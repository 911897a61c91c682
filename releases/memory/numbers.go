package memory

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// digit is the value of an ASCII, Arabic-Indic or Persian digit, else -1.
func digit(r rune) rune {
	switch {
	case '0' <= r && r <= '9':
		return r - '0'
	case '٠' <= r && r <= '٩':
		return r - '٠'
	case '۰' <= r && r <= '۹':
		return r - '۰'
	}
	return -1
}

// numberEnd is where the number ends that begins at start: digits, with single
// separators between them.
func numberEnd(s string, start int) int {
	i := start
	for i < len(s) {
		r, n := decode(s[i:])
		if digit(r) < 0 {
			if !strings.ContainsRune(".,:/٫٬", r) || i+n >= len(s) {
				break
			}
			if next, _ := decode(s[i+n:]); digit(next) < 0 {
				break
			}
		}
		i += n
	}
	return i
}

// value is a number in one form: ASCII digits, no groups, a dot before
// decimals. Times, dates and numbers of sections keep their separators.
func value(s string) string {
	whole, fraction, plain := number(s)
	switch {
	case !plain:
		return whole
	case fraction != "":
		return whole + "." + fraction
	}
	return whole
}

// number takes a plain number apart. One that is not plain is returned whole,
// with ASCII digits. A single point or comma before three digits is read as a
// group's when it is a comma, as English and Arabic write it.
func number(s string) (whole, fraction string, plain bool) {
	ascii := strings.Map(func(r rune) rune {
		if d := digit(r); d >= 0 {
			return '0' + d
		}
		switch r {
		case '٫':
			return '.'
		case '٬':
			return ','
		}
		return r
	}, s)
	if strings.ContainsAny(ascii, ":/") {
		return ascii, "", false
	}
	whole, fraction, _ = strings.Cut(ascii, ".")
	groups := strings.Split(whole, ",")
	if strings.ContainsAny(fraction, ".,") {
		return ascii, "", false
	}
	if len(groups) == 2 && fraction == "" && len(groups[1]) != 3 { // 4,5
		return groups[0], groups[1], true
	}
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && len(g) > 3 {
			return ascii, "", false
		}
	}
	return strings.Join(groups, ""), fraction, true
}

// substitute gives target the numbers of asked in the place of those of source.
// Both have the same skeleton. It fails where a number that changes does not
// stand in the target just as often as in the source, or changes into two.
func substitute(asked, source Segment, target Text) (Text, []Substitution, bool) {
	old, now := source.numbers(), asked.numbers()
	becomes, count := map[string]string{}, map[string]int{}
	for i, was := range old {
		v := value(was)
		count[v]++
		if before, seen := becomes[v]; seen && value(before) != value(now[i]) {
			return target, nil, false
		}
		becomes[v] = now[i]
	}
	t := Read(target)
	for _, n := range t.numbers() {
		count[value(n)]--
	}
	for was, is := range becomes {
		if was != value(is) && count[was] != 0 {
			return target, nil, false
		}
	}
	grouped := map[string]bool{} // values that the source wrote in groups
	for _, was := range old {
		if strings.ContainsAny(was, ",٬") {
			grouped[value(was)] = true
		}
	}
	var made []Substitution
	out := Text{Words: target.Words, Codes: slices.Clone(target.Codes)}
	for _, w := range slices.Backward(t.Words) {
		was := target.Words[w.Start:w.End]
		v := value(was)
		is, ok := becomes[v]
		if !w.Number || !ok || value(is) == v {
			continue
		}
		written := inManner(is, was, grouped[v])
		out.Words = out.Words[:w.Start] + written + out.Words[w.End:]
		for i := range out.Codes {
			if c := &out.Codes[i]; c.At >= w.End {
				c.At += len(written) - len(was)
			} else if c.At > w.Start {
				c.At = w.Start + len(written)
			}
		}
		made = append(made, Substitution{was, written})
	}
	slices.Reverse(made)
	return out, made, true
}

func (s Segment) numbers() []string {
	var all []string
	for _, w := range s.Words {
		if w.Number {
			all = append(all, s.Text.Words[w.Start:w.End])
		}
	}
	return all
}

// inManner writes a number as the target wrote the one that it replaces: its
// digits, its separators, groups or none. sourceGrouped tells that the source
// wrote that one in groups, so that none in the target are meant.
func inManner(is, was string, sourceGrouped bool) string {
	first, _ := utf8.DecodeRuneInString(was)
	zero, group, point := '0', ',', '.'
	if first >= utf8.RuneSelf {
		zero, group, point = first-digit(first), '٬', '٫'
	}
	whole, fraction, plain := number(is)
	if !plain {
		return strings.Map(func(r rune) rune {
			if '0' <= r && r <= '9' {
				return zero + r - '0'
			}
			return r
		}, whole)
	}
	grouped := strings.ContainsAny(is, ",٬") && len(whole) > 3
	if _, oldFraction, oldPlain := number(was); oldPlain {
		var marks []rune
		for _, r := range was {
			if digit(r) < 0 {
				marks = append(marks, r)
			}
		}
		if oldFraction != "" {
			point = marks[len(marks)-1]
			marks = marks[:len(marks)-1]
		}
		if len(marks) > 0 {
			group = marks[0]
		} else if sourceGrouped {
			grouped = false
		}
	}
	if group == point { // 4,5 beside 12,400: the other of the two is left
		if group = '.'; point == '.' {
			group = ','
		}
	}
	var b strings.Builder
	for i, d := range whole {
		if grouped && i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteRune(group)
		}
		b.WriteRune(zero + d - '0')
	}
	if fraction != "" {
		b.WriteRune(point)
		for _, d := range fraction {
			b.WriteRune(zero + d - '0')
		}
	}
	return b.String()
}
