package pdf

import (
	"math"
	"slices"
)

// A4 and what is free on it, in points.
const (
	pageWidth  = 595.28
	pageHeight = 841.89
	topMargin  = 48.0
	footMargin = 56.0
	gutter     = 30.0
	running    = 26.0 // height of the line at the head, from the second page on
)

// sideMargin is that of a page with one column, and with two.
var sideMargin = [maxColumns]float64{62, 44}

// page is one page.
type page struct {
	chapter *chapter
	first   bool // of its chapter
	placed  []placed
	top     float64 // where its rows begin, from the foot of the sheet
	low     float64 // where they end
	canvas
}

// placed is a strip on a page; y is its top.
type placed struct {
	column *column
	strip  strip
	y      float64
}

// fit lays a chapter on pages. Where the last one would be nearly empty, the
// lines move closer together if that spares the page.
func (d *document) fit(c *chapter) {
	before := len(d.pages)
	d.flow(c)
	wide := d.pages[before:]
	last := wide[len(wide)-1]
	if len(wide) == 1 || last.top-last.low > nearlyEmpty*(last.top-footMargin) {
		return
	}
	for _, closer := range tighter {
		d.pages = d.pages[:before:before]
		d.flow(c.tight(closer.lines, closer.gaps))
		if len(d.pages)-before < len(wide) {
			return
		}
	}
	d.pages = append(d.pages[:before], wide...)
}

// nearlyEmpty is how little of a page is not worth turning to.
const nearlyEmpty = .28

// tighter are the steps by which lines, and what is between paragraphs, become
// lower.
var tighter = [...]struct{ lines, gaps float64 }{{.98, .85}, {.96, .7}, {.94, .55}}

// tight is a chapter with its lines and the gaps between them closer together.
func (c *chapter) tight(lines, gaps float64) *chapter {
	out := *c
	out.grid *= lines
	out.rows = slices.Clone(c.rows)
	for i, r := range out.rows {
		out.rows[i].cells = make([]cell, len(r.cells))
		for k, strips := range r.cells {
			closer := slices.Clone(strips)
			for n := range closer {
				s := &closer[n]
				switch {
				case s.line != nil:
					s.baseline -= s.height * (1 - lines) / 2
					s.height *= lines
				case s.thick == 0:
					s.height *= gaps
				}
			}
			out.rows[i].cells[k] = closer
		}
	}
	return &out
}

// flow lays the rows of a chapter on pages. A row that is too high for what is
// left of a page goes on on the next one, each column for itself; but it moves
// there as a whole where a column could not even begin.
func (d *document) flow(c *chapter) {
	p := d.turn(c, true)
	y := p.top
	for i, r := range c.rows {
		rest := r.cells
		for {
			fresh := y == p.top
			if fresh {
				rest = trimmed(rest)
			}
			room, need := y-footMargin, height(rest)
			if r.keep && !fresh {
				need = c.need(i)
			}
			if need <= room {
				y = p.place(rest, y)
				break
			}
			if head, tail := split(rest, room, fresh); head != nil && (fresh || !r.keep) {
				p.place(head, y)
				rest = tail
			}
			p = d.turn(c, false)
			y = p.top
		}
	}
}

// turn begins a page with the marks that every page has.
func (d *document) turn(c *chapter, first bool) *page {
	p := &page{chapter: c, first: first, top: pageHeight - topMargin}
	switch {
	case !first:
		p.top -= running
	case d.logo != nil:
		p.top -= d.logo.height + c.grid
	}
	for _, column := range c.columns {
		marks := column.marks
		if !first {
			marks = column.setMarks(nil)
		}
		p.lay(column, marks, p.top)
	}
	p.top -= c.top
	if c.top > 0 {
		p.top -= c.grid * .75
	}
	p.low = p.top
	d.pages = append(d.pages, p)
	return p
}

// place lays cells beside each other, y being their top, and gives the top of
// what follows. Rows begin on a grid of half lines.
func (p *page) place(cells []cell, y float64) float64 {
	deepest := 0.0
	for k, c := range cells {
		p.lay(p.chapter.columns[k], c, y)
		deepest = max(deepest, c.full())
		if h := c.height(); h > 0 {
			p.low = min(p.low, y-h)
		}
	}
	step := p.chapter.grid / 2
	return y - math.Ceil(deepest/step-.01)*step
}

func (p *page) lay(c *column, strips cell, y float64) {
	for _, s := range strips {
		if !s.gap || s.thick > 0 {
			p.placed = append(p.placed, placed{c, s, y})
		}
		y -= s.height
	}
}

// need is the room for a row that stays with the beginning of the next.
func (c *chapter) need(i int) float64 {
	r := c.rows[i]
	if i+1 == len(c.rows) {
		return height(r.cells)
	}
	full := 0.0
	for _, cell := range r.cells {
		full = max(full, cell.full())
	}
	if full > pageHeight {
		return full
	}
	if next := c.rows[i+1]; !next.keep {
		start := 0.0
		for _, cell := range next.cells {
			start = max(start, cell[:cell.fit(0, true)].height())
		}
		return full + start
	}
	return full + c.need(i+1)
}

// split cuts each cell where the room ends. It gives nothing where one of them
// would not begin, unless by force.
func split(cells []cell, room float64, force bool) (head, tail []cell) {
	for _, c := range cells {
		k := c.fit(room, force)
		if k == 0 && len(c) > 0 {
			return nil, nil
		}
		head, tail = append(head, c[:k]), append(tail, c[k:])
	}
	return head, tail
}

// fit is how many strips of a cell stand in a room: up to the last that need
// not stay with the next. By force they are so many as belong together at the
// beginning even where they do not fit, unless that is more than a page.
func (c cell) fit(room float64, force bool) int {
	height, fits, together := 0.0, 0, 0
	for i, s := range c {
		height += s.height
		if s.keep && i+1 < len(c) {
			continue
		}
		if together == 0 {
			together = i + 1
		}
		if height <= room || s.gap && fits == i {
			fits = i + 1
		}
	}
	if fits > 0 || !force {
		return fits
	}
	if c[:together].height() <= pageHeight-topMargin-footMargin-running {
		return together
	}
	height = 0
	for i, s := range c[:together] {
		if height += s.height; height > room {
			return max(i, 1)
		}
	}
	return together
}

// trimmed is cells without the gaps at their beginning.
func trimmed(cells []cell) []cell {
	out := make([]cell, len(cells))
	for k, c := range cells {
		for len(c) > 0 && c[0].gap {
			c = c[1:]
		}
		out[k] = c
	}
	return out
}

func height(cells []cell) (highest float64) {
	for _, c := range cells {
		highest = max(highest, c.height())
	}
	return highest
}
