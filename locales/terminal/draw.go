package terminal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/locales/bidi"
)

const (
	lri = '\u2066'
	rli = '\u2067'
	fsi = '\u2068'
	pdi = '\u2069'
	lrm = '\u200E'
)

// Select Character Path (ECMA-48 SCP, as terminal-wg reads it): the direction
// of the paragraph that the cursor is in.
const (
	pathLTR     = "\x1b[1 k"
	pathRTL     = "\x1b[2 k"
	pathDefault = "\x1b[0 k"
)

// cell is text in a rectangle: some lines of a typeset paragraph, as wide as
// width, at its right or left side.
type cell struct {
	*typeset
	lines []span
	width int
	right bool
	bare  bool // needs no isolate: it has the direction of the row
}

// paragraph writes a paragraph, wrapped, after a lead on its first line (a
// bullet, a number), which the other lines leave free.
func (p *Printer) paragraph(lead, s string, base bidi.Direction) {
	for _, s := range strings.Split(Clean(s), "\n") {
		t := p.typeset(s, base)
		if lead == "" {
			for _, line := range t.wrap(p.left(0)) {
				p.line(t, line)
			}
			continue
		}
		mark := p.cell(p.typeset(lead, p.Direction), 0)
		lead = strings.Repeat(" ", mark.width)
		body := p.cell(t, p.left(mark.width))
		mark.bare, body.bare = true, base == p.Direction
		p.row("", mark, body)
	}
}

// left is what remains of the width, 0 for no limit.
func (p *Printer) left(taken int) int {
	if p.Width == 0 {
		return 0
	}
	return max(1, p.Width-taken-p.margin())
}

// cell wraps a typeset paragraph into a width, 0 for its own.
func (p *Printer) cell(t *typeset, width int) cell {
	lines := t.wrap(width)
	if width == 0 {
		width = t.width(t.all())
	}
	return cell{typeset: t, lines: lines, width: width, right: t.base == bidi.RTL}
}

// line writes a line that stands alone.
func (p *Printer) line(t *typeset, line span) {
	p.begin(t.base)
	switch p.Mode {
	case Visual:
		if t.base == bidi.RTL {
			p.pad(p.Width - t.width(line))
		}
		p.visual(t, line)
	default:
		if p.Mode == Native && t.beginsWithControl(line) {
			p.pad(1) // VTE drops a control that no character stands before
		}
		p.reading(t, line)
	}
	p.end()
}

func (t *typeset) beginsWithControl(line span) bool {
	return line.start < line.end && (bidi.IsControl(t.text[line.start]) || len(t.openAt(line.start)) > 0)
}

// margin is the space at the start of a row in mode Native, for the same
// reason: a row begins with the isolate of its first cell.
func (p *Printer) margin() int {
	if p.Mode == Native {
		return 1
	}
	return 0
}

// row writes cells beside each other, the first at the side where the
// interface begins, with a gap between them, line by line.
func (p *Printer) row(gap string, cells ...cell) {
	height, width := 0, utf8.RuneCountInString(gap)*(len(cells)-1)
	for _, c := range cells {
		height, width = max(height, len(c.lines)), width+c.width
	}
	for k := range height {
		p.begin(p.Direction)
		start := len(p.out)
		if p.Mode == Visual && p.Direction == bidi.RTL {
			p.pad(p.Width - width)
			for i := len(cells) - 1; i >= 0; i-- {
				p.field(cells[i], k)
				if i > 0 {
					p.out = append(p.out, gap...)
				}
			}
		} else {
			p.pad(p.margin())
			for i, c := range cells {
				if i > 0 {
					p.out = append(p.out, gap...)
				}
				p.field(c, k)
			}
		}
		for len(p.out) > start && p.out[len(p.out)-1] == ' ' {
			p.out = p.out[:len(p.out)-1]
		}
		p.end()
	}
}

// field writes the k-th line of a cell in its full width.
func (p *Printer) field(c cell, k int) {
	if k >= len(c.lines) {
		p.pad(c.width)
		return
	}
	line := c.lines[k]
	free := c.width - c.typeset.width(line)
	// The free side is the left one of what stands right; in reading order
	// that comes first from left to right, last from right to left.
	before := c.right
	if p.logical() && p.Direction == bidi.RTL {
		before = !before
	}
	if before {
		p.pad(free)
	}
	switch {
	case p.Mode == Visual:
		p.visual(c.typeset, line)
	case p.isolates() && !c.bare && line.start < line.end:
		p.open(initiator(c.base), c.typeset, line.start)
		p.reading(c.typeset, line)
		p.out = utf8.AppendRune(p.out, pdi)
	default:
		p.reading(c.typeset, line)
	}
	if !before {
		p.pad(free)
	}
}

func initiator(base bidi.Direction) rune {
	if base == bidi.RTL {
		return rli
	}
	return lri
}

// visual writes a line from left to right as it is seen.
func (p *Printer) visual(t *typeset, line span) {
	var now ink
	order := t.ordered()
	for _, i := range order.Drawn(line.start, line.end) {
		p.out = change(p.out, now, t.ink[i])
		now = t.ink[i]
		p.out = utf8.AppendRune(p.out, order.Glyph(i))
	}
	p.out = change(p.out, now, 0)
}

// deepest is how many isolates in each other count: max_depth of UAX #9 BD2.
const deepest = 125

// reading writes a line in reading order. An isolate that the wrapping cut is
// closed at the end of a line and opened again on the next.
func (p *Printer) reading(t *typeset, line span) {
	depth := 0
	if p.isolates() {
		for _, i := range t.openAt(line.start) {
			if depth++; depth > deepest {
				break
			}
			p.open(t.directed(i), t, line.start)
		}
	}
	var now ink
	for i := line.start; i < line.end; i++ {
		p.out = change(p.out, now, t.ink[i])
		now = t.ink[i]
		r := t.text[i]
		if p.Mode == Native && r == fsi && len(t.openAt(i)) < deepest {
			r = t.directed(i)
		}
		p.open(r, t, i+1)
	}
	p.out = change(p.out, now, 0)
	if p.isolates() {
		for range min(deepest, len(t.openAt(line.end))) {
			p.out = utf8.AppendRune(p.out, pdi)
		}
	}
}

// open writes a character. If that is LRI before what is no letter, terminals
// get an LRM too: fribidi up to 1.0.8, which VTE reorders by, takes a number at
// the beginning of an isolate for a part of the Arabic in the isolate before,
// and turns telephone numbers round.
func (p *Printer) open(r rune, t *typeset, next int) {
	p.out = utf8.AppendRune(p.out, r)
	if p.Mode == Native && r == lri && next < len(t.text) && !unicode.IsLetter(t.text[next]) {
		p.out = utf8.AppendRune(p.out, lrm)
	}
}

// openAt are the initiators of the isolates that a position is in. Lines are
// written one after the other, so it goes on from where it was.
func (t *typeset) openAt(at int) []int {
	in := &t.inside
	if at < in.at {
		*in = isolates{open: in.open[:0]}
	}
	for ; in.at < at; in.at++ {
		switch t.text[in.at] {
		case lri, rli, fsi:
			in.open = append(in.open, in.at)
		case pdi:
			if len(in.open) > 0 {
				in.open = in.open[:len(in.open)-1]
			}
		}
	}
	return in.open
}

// directed is an initiator with its direction told: that of FSI is the one
// which its content gives it.
func (t *typeset) directed(i int) rune {
	if t.text[i] != fsi {
		return t.text[i]
	}
	if _, known := t.told[i]; !known {
		if t.told == nil {
			t.told = map[int]rune{}
		}
		t.told[i] = initiator(bidi.FirstStrong(t.text[i+1:]))
	}
	return t.told[i]
}

// begin and end stand around each line. The direction is reset on the next line
// already: it is the paragraph with the cursor that a sequence is for.
func (p *Printer) begin(base bidi.Direction) {
	if p.Mode == Native {
		path := pathLTR
		if base == bidi.RTL {
			path = pathRTL
		}
		p.out = append(p.out, path...)
	}
}

func (p *Printer) end() {
	p.out = append(p.out, '\n')
	if p.Mode == Native {
		p.out = append(p.out, pathDefault...)
	}
}

func (p *Printer) pad(cells int) {
	for range max(0, cells) {
		p.out = append(p.out, ' ')
	}
}
