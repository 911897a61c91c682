package parcel

import (
	"strings"
	"unicode"

	"bayan/pattern"
	"bayan/releases"
)

// mark is one line's sign of where a piece belongs: "[ar p7-b12-kq]" is the
// place of the Arabic for block b12, which is p7 now. The last two letters
// check the others.
type mark struct {
	side string           // language of the words that follow; note for a note
	name string           // present name; addition for a block that the base lacks
	id   releases.BlockID // a field's is its name
	as   string           // kind of the translation's block, where it is not the base's
}

const (
	noteSide = "!"
	addition = "new"
)

func (m mark) String() string {
	s := m.name
	if string(m.id) != m.name {
		s += "-" + string(m.id)
	}
	if m.as != "" {
		s += "-" + m.as
	}
	return "[" + m.side + " " + s + "-" + check(m.side+" "+s) + "]"
}

// checkLetters form no word, and none is mistaken for a digit.
const checkLetters = "bcdfghjkmnpqrstvwxz"

// check is two letters over s. It differs whenever one character of s is
// replaced or two neighbours are swapped: 359 is prime and above every
// character that a mark holds, and no power of 31 is 0 or 1 before the 179th.
func check(s string) string {
	h := 0
	for i := range len(s) {
		h = (h*31 + int(s[i]) + 1) % 359
	}
	n := len(checkLetters)
	return string([]byte{checkLetters[h/n], checkLetters[h%n]})
}

// readMark reads what stands between two brackets, in plain form.
func readMark(inside string) (mark, bool) {
	side, rest, ok := strings.Cut(strings.TrimSpace(strings.ToLower(inside)), " ")
	if !ok || len(rest) > 60 {
		return mark{}, false
	}
	parts := strings.Split(strings.ReplaceAll(rest, " ", ""), "-")
	last := len(parts) - 1
	if last < 1 || parts[last] != check(side+" "+strings.Join(parts[:last], "-")) {
		return mark{}, false
	}
	m := mark{side: side, name: parts[0], id: releases.BlockID(parts[0])}
	for _, p := range parts[1:last] {
		if n := strings.TrimPrefix(p, "b"); n != p && n != "" && strings.Trim(n, "0123456789") == "" {
			m.id = releases.BlockID(p)
		} else if m.as != "" || !kindForm(p) {
			return mark{}, false // two marks whose brackets were lost, and check letters that fit by chance
		} else {
			m.as = p
		}
	}
	return m, true
}

// kindForm tells what AsKind writes.
func kindForm(s string) bool {
	return len(s) > 0 && len(s) <= 2 && strings.Contains("hpqslnf", s[:1]) && (len(s) == 1 || s[1] >= '1' && s[1] <= '9')
}

// plainForm undoes what keyboards, mailers and word processors do to a mark:
// digits of other scripts, marks of direction, long dashes, other brackets.
// Every bracket becomes '|', since right-to-left editors swap them. at holds
// the offset in s of each byte of the result.
func plainForm(s string) (plain string, at []int) {
	var b strings.Builder
	for i, r := range s {
		switch {
		case unicode.In(r, unicode.Cf), unicode.In(r, unicode.Mn):
			continue
		case r == ' ' || r == '\t' || unicode.Is(unicode.Zs, r):
			r = ' '
		case r == '\u2212' || r == '_' || unicode.Is(unicode.Pd, r):
			r = '-'
		case strings.ContainsRune("[]{}()<>［］【】〔〕⟦⟧〈〉（）‹›", r):
			r = '|'
		case r == '！':
			r = '!'
		case '٠' <= r && r <= '٩':
			r += '0' - '٠'
		case '۰' <= r && r <= '۹':
			r += '0' - '۰'
		case '！' < r && r <= '～':
			r += '!' - '！'
		}
		n := b.Len()
		b.WriteRune(r)
		for ; n < b.Len(); n++ {
			at = append(at, i)
		}
	}
	return b.String(), append(at, len(s))
}

// found is a mark or a machine line in a line of text, from one offset up to
// another.
type found struct {
	mark
	machine  []string // of "[bayan NAME VALUE…]": the words after bayan
	from, to int
}

// findMarks returns the marks of a line whose check letters are right, wherever
// they stand in it.
func findMarks(line string) []found {
	if len(line) < 6 || !strings.ContainsAny(line, "-_[]{}()<>") && isASCII(line) {
		return nil
	}
	plain, at := plainForm(line)
	var all []found
	open := -1
	for i := range len(plain) {
		if plain[i] != '|' {
			continue
		}
		if open >= 0 && i-open < 200 {
			if f, ok := readAny(plain[open+1 : i]); ok {
				f.from, f.to = at[open], at[i+1]
				if f.from == 0 || line[f.from-1] != '\\' {
					all = append(all, f)
				}
				open = -1
				continue
			}
		}
		open = i
	}
	if len(all) == 0 && len(plain) < 200 {
		return bareMarks(strings.Trim(plain, " |"), len(line))
	}
	return all
}

// bareMarks reads a line of nothing but marks whose brackets were lost.
func bareMarks(plain string, length int) []found {
	if f, ok := readAny(plain); ok {
		f.to = length
		return []found{f}
	}
	words := strings.Fields(plain)
	if len(words) < 4 || len(words)%2 == 1 {
		return nil
	}
	var all []found
	for i := 0; i < len(words); i += 2 {
		m, ok := readMark(words[i] + " " + words[i+1])
		if !ok {
			return nil
		}
		all = append(all, found{mark: m, from: length, to: length})
	}
	all[0].from = 0
	return all
}

func readAny(inside string) (found, bool) {
	if words := strings.Fields(inside); len(words) > 2 && strings.EqualFold(words[0], "bayan") {
		last := len(words) - 1
		words[1] = strings.ToLower(words[1])
		if strings.ToLower(words[last]) == check(strings.Join(words[1:last], " ")) {
			return found{machine: words[1:last]}, true
		}
		return found{}, false
	}
	m, ok := readMark(inside)
	return found{mark: m}, ok
}

// machineLine is "[bayan NAME VALUE… cc]".
func machineLine(words ...string) string {
	s := strings.Join(words, " ")
	return "[bayan " + s + " " + check(s) + "]"
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// halfMark tells the beginning of a mark or a machine line, where a file was cut.
func halfMark(line string) bool {
	plain, _ := plainForm(strings.TrimSpace(line))
	return half().MatchString(strings.ToLower(plain))
}

var half = pattern.Lazy(`^\|(?:!|[a-z-]{0,12})(?: [a-z0-9-]*)?$|^\|bayan [^|]*$`)

// likeMark tells a line that was a mark and is none now: one short bracket
// alone on its line, of a word and pieces joined by dashes, or a machine line.
func likeMark(line string) bool {
	plain, _ := plainForm(strings.TrimSpace(line))
	inside := strings.TrimSuffix(strings.TrimPrefix(plain, "|"), "|")
	if len(inside) != len(plain)-2 || len(plain) > 140 || strings.Contains(inside, "|") {
		return false
	}
	words := strings.Fields(inside)
	if len(words) > 2 && strings.EqualFold(words[0], "bayan") {
		return true
	}
	dashes := strings.Count(inside, "-")
	return len(words) >= 2 && len(words) <= 5 && len([]rune(inside)) <= 40 && dashes >= 1 && dashes <= 4 &&
		(strings.ContainsAny(inside, "0123456789") || len(words) == 2)
}
