package pdf

import (
	"math"
	"strings"

	"bayan/releases/format/furniture"
)

// draw draws a page: what lies behind the text, the text, head and foot.
func (d *document) draw(n int) {
	p := d.pages[n]
	p.page = n
	if d.edition.Draft {
		p.watermark()
	}
	p.panels()
	p.gutter()
	if p.first && d.logo != nil {
		d.letterLogo(p)
	}
	for _, at := range p.placed {
		p.strip(at)
	}
	if !p.first {
		p.head()
	}
	d.foot(p, n)
	p.close()
}

// strip draws what stands on a strip.
func (p *page) strip(at placed) {
	s, c := at.strip, at.column
	if s.thick > 0 {
		p.rect(s.ink, c.x, at.y-s.thick, c.width, s.thick)
	}
	if s.line == nil {
		return
	}
	left := c.x + s.inset
	if c.sheet.RTL {
		left = c.x + c.width - s.inset - s.measure
	}
	y := at.y - s.baseline
	if s.label != nil {
		// A label hangs by its start in the inset.
		x := left - listInset + 3
		if c.sheet.RTL {
			x = left + s.measure + listInset - 3 - s.label.width
		}
		p.line(s.label, x, y, s.label.width)
	}
	p.line(s.line, left, y, s.measure)
}

// panels draws what lies behind strips, in one piece for those that follow
// each other.
func (p *page) panels() {
	for i := 0; i < len(p.placed); {
		first := p.placed[i]
		end := i + 1
		for end < len(p.placed) && p.placed[end].strip.panel == first.strip.panel {
			end++
		}
		if s := first.strip.panel; s != nil {
			c, last := first.column, p.placed[end-1]
			low := last.y - last.strip.height
			if s.filled {
				p.rect(s.fill, c.x, low, c.width, first.y-low)
			}
			if s.bar != (ink{}) {
				x := c.x
				if s.rtl {
					x += c.width - barWidth
				}
				p.rect(s.bar, x, low, barWidth, first.y-low)
			}
		}
		i = end
	}
}

// gutter draws a hairline between columns.
func (p *page) gutter() {
	for _, c := range p.chapter.columns[1:] {
		p.rect(hair, c.x-gutter/2-.2, p.low, .4, p.top-p.low)
	}
}

// aside sets a line that is no part of the text; what does not fit is left out.
func (c *column) aside(text string, s style, measure float64, colour ink, bold bool) *line {
	var w writing
	w.words(text, c.look(nil, colour, bold))
	p := c.prose(&w, s)
	if p == nil {
		return nil
	}
	return p.lines(measure)[0]
}

// head repeats the letterhead in one line, from the second page on.
func (p *page) head() {
	p.furniture("Header")
	for _, c := range p.chapter.columns {
		y := pageHeight - topMargin
		if l := c.aside(c.sheet.Organisation, c.scale.foot(), c.width, soft, true); l != nil {
			p.line(l, c.x, y, c.width)
		}
		p.rect(hair, c.x, y-7, c.width, .4)
	}
}

// foot numbers a page in the digits of its languages: in the middle where they
// are the same for all.
func (d *document) foot(p *page, n int) {
	p.furniture("Footer")
	columns := p.chapter.columns
	same := true
	for _, c := range columns {
		same = same && furniture.Digits(c.text) == furniture.Digits(columns[0].text)
	}
	for _, c := range columns {
		s := c.scale.foot()
		s.setting = centred
		number := furniture.Number(c.text, n+1) + " / " + furniture.Number(c.text, len(d.pages))
		x, width := c.x, c.width
		if same {
			x, width = 0, pageWidth
		}
		p.line(c.aside(number, s, width, soft, false), x, footMargin-24, width)
		if same {
			return
		}
	}
}

// watermark draws the word of a draft across the page, behind its text.
func (p *page) watermark() {
	p.furniture("Watermark")
	for _, c := range p.chapter.columns {
		const base = 100
		l := c.aside(c.sheet.DraftWord, style{size: base}, math.Inf(1), ghost, true)
		if l == nil {
			continue
		}
		size := min(c.width*.92/l.width, 1.6)
		// Turned by 30 degrees about the middle of the column.
		const cos, sin = .8660254, .5
		x, y := c.x+c.width/2, pageHeight*.45
		half, rise := l.width/2*size, base*.3*size
		p.add("q ")
		for _, v := range []float64{cos * size, sin * size, -sin * size, cos * size} {
			p.thousandth(v)
		}
		p.numbers([]float64{x - cos*half + sin*rise, y - sin*half - cos*rise})
		p.add("cm\n")
		p.outline(l, ghost)
		p.add("Q\n")
	}
}

// undirected is a name without the characters that steer direction, which
// title bars show as boxes.
func undirected(s string) string {
	return strings.Map(func(r rune) rune {
		if isHidden(r) {
			return -1
		}
		return r
	}, s)
}
