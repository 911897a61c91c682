package pdf

// strip is a band across a column, from its top downwards: a line of text, a
// rule, or space.
type strip struct {
	height   float64
	line     *line
	label    *line   // in the inset before the line
	inset    float64 // of the line from the start of the column
	measure  float64
	baseline float64 // below the top
	thick    float64 // of a rule
	ink      ink     // of a rule
	keep     bool    // with the next strip
	gap      bool    // vanishes where a page begins or ends
	panel    *panel
}

// panel is what stands behind strips that follow each other.
type panel struct {
	fill   ink
	filled bool
	bar    ink // at the start; none where zero
	rtl    bool
}

// cell is what one column has in one row.
type cell []strip

// Insets from the start of a column, in points, and the bar of a panel.
const (
	panelInset = 10
	quoteInset = 15
	listInset  = 15
	barWidth   = 2.2
	maxDepth   = 6 // of list items that are set further in
)

func space(height float64) strip { return strip{height: height, gap: true} }

func rule(thick float64, colour ink) strip {
	return strip{height: thick, thick: thick, ink: colour, keep: true}
}

// divider is a hairline that no page begins with.
func divider() strip {
	s := rule(.4, hair)
	s.gap = true
	return s
}

func (s strip) kept() strip {
	s.keep = true
	return s
}

// kept is a cell that stays on one page, with what follows it in its row.
func (c cell) kept() cell {
	for i := range c {
		c[i].keep = true
	}
	return c
}

// together keeps the first two and the last two lines of a list on one page.
func (c cell) together() {
	var lines []int
	for i, s := range c {
		if s.line != nil {
			lines = append(lines, i)
		}
	}
	if n := len(lines); n > 1 {
		for i := range c {
			c[i].keep = c[i].keep || i < lines[1] || i >= lines[n-2] && i < lines[n-1]
		}
	}
}

// on lays a cell on a panel, with space inside it above and below.
func (c cell) on(p *panel, padding float64) cell {
	if len(c) == 0 {
		return nil
	}
	out := c
	if padding > 0 {
		out = append(cell{{height: padding, keep: true}}, c...)
		out[len(out)-1].keep = true
		out = append(out, strip{height: padding})
	}
	for i := range out {
		out[i].panel = p
	}
	return out
}

// height is a cell's without the gaps at its end.
func (c cell) height() float64 {
	total, solid := 0.0, 0.0
	for _, s := range c {
		total += s.height
		if !s.gap {
			solid = total
		}
	}
	return solid
}

// full is a cell's height with all its gaps.
func (c cell) full() (total float64) {
	for _, s := range c {
		total += s.height
	}
	return total
}

// paragraph sets a paragraph, with an inset on the side of its start. Its
// first two lines stay together, and so do its last two.
func (c *column) paragraph(w *writing, s style, inset float64) cell {
	p := c.prose(w, s)
	if p == nil {
		return nil
	}
	measure := c.width - inset
	if inset == panelInset { // on both sides
		measure -= inset
	}
	var out cell
	for _, l := range p.lines(measure) {
		out = append(out, strip{
			height: s.lead, line: l, inset: inset, measure: measure,
			baseline: s.lead/2 + s.size*.35,
		})
	}
	if n := len(out); n > 1 {
		out[0].keep, out[n-2].keep = true, true
	}
	return out
}

// spaced is a cell with so many half lines of space after it, if it has any
// content.
func (c *column) spaced(set cell, halves float64) cell {
	if len(set) == 0 {
		return nil
	}
	return append(set, space(c.half()*halves))
}
