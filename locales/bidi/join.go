package bidi

import "slices"

// Join puts Arabic letters into the contextual presentation forms that a screen
// without a shaping engine can show, one a cell: initial, medial, final,
// isolated, and a ligature for a lam with the alef right after it. (A mark
// between the two keeps its lam, and them apart.) Marks stay after their
// letter; ZWJ and ZWNJ beside a letter do their work and go. The text stays in
// logical order; from[i] is where joined[i] was in it.
//
// Letters of Persian, Urdu, Kurdish, Uyghur and others that Unicode gives no
// presentation forms stay as they are, and their neighbours join them.
func Join(text []rune) (joined []rune, from []int) {
	joined, from = slices.Clone(text), make([]int, len(text))
	props := make([]prop, len(text))
	for i, r := range text {
		props[i], from[i] = propOf(r), i
	}
	n := join(joined, props, from)
	return joined[:n], from[:n]
}

// join is Join in place, on a text, its properties and (unless nil) its
// positions together; it gives the new length.
func join(text []rune, props []prop, from []int) int {
	var (
		letters = letters()
		n       int
		open    bool // the character written last joins the next
		beside  bool // and is a letter with forms
	)
	for i := 0; i < len(text); i++ {
		at, r, known := i, text[i], props[i]
		if unjoined.has(known.class()) && known&silent == 0 {
			open, beside = false, false
			keep(text, props, from, n, at, r)
			n++
			continue
		}
		letter := letters.of(r, known)
		switch {
		case letter.kind == transparent:
		case known&joining != 0:
			before := open && letter.kind != apart
			open, beside = letter.kind == joinsBoth, true
			if ligature := lamAlef(text[i:]); ligature != 0 {
				if r = ligature; before {
					r++
				}
				open = false
				i++
				break
			}
			form := isolated
			if before {
				form = final
			}
			if open && letters.joinsBefore(text[i+1:], props[i+1:]) {
				form += initial
			}
			if letter.forms[form] != 0 {
				r = rune(letter.forms[form])
			}
		case (r == zwj || r == zwnj) && (beside || i+1 < len(text) && props[i+1]&joining != 0):
			open, beside = r == zwj, false
			continue
		default:
			open, beside = letter.kind >= joinsBoth, false
		}
		keep(text, props, from, n, at, r)
		n++
	}
	return n
}

// keep moves the character at a position down to n, as r.
func keep(text []rune, props []prop, from []int, n, at int, r rune) {
	text[n], props[n] = r, props[at]
	if from != nil {
		from[n] = from[at]
	}
}

// joinsBefore tells that text begins with a character that joins one before it.
func (t *letterTable) joinsBefore(text []rune, props []prop) bool {
	for i, r := range text {
		if kind := t.of(r, props[i]).kind; kind != transparent {
			return kind >= joinsRight
		}
	}
	return false
}

// lamAlef is the isolated form of the ligature that text begins with, or 0. The
// final form is the next code point.
func lamAlef(text []rune) rune {
	if len(text) < 2 || text[0] != '\u0644' {
		return 0
	}
	if i := slices.Index([]rune{'\u0622', '\u0623', '\u0625', '\u0627'}, text[1]); i >= 0 {
		return '\uFEF5' + 2*rune(i)
	}
	return 0
}
