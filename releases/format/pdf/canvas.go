package pdf

import (
	"cmp"
	"slices"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// canvas is the content of a page as it is drawn. All of it belongs to an
// element of the structure tree or is marked as an artifact (ISO 32000-1
// §14.8.2.2).
type canvas struct {
	page int // its number, from 0
	object
	owners []*element // by MCID
	links  []*annotation
	within *element // whose content is being drawn
	marked bool     // an artifact is being drawn
	id     ref
}

// belongs opens the marked content of an element, of an artifact where nil.
func (c *canvas) belongs(owner *element) {
	if owner == nil && c.marked || owner != nil && c.within == owner {
		return
	}
	c.close()
	if owner == nil {
		c.marked = true
		c.add("/Artifact BMC\n")
		return
	}
	owner.attach()
	c.within = owner
	owner.kids = append(owner.kids, kid{page: c.page, mark: len(c.owners)})
	c.add("/" + owner.tag + "<</MCID ").int(len(c.owners)).add(">>BDC\n")
	c.owners = append(c.owners, owner)
}

func (c *canvas) close() {
	if c.marked || c.within != nil {
		c.add("EMC\n")
	}
	c.marked, c.within = false, nil
}

// furniture opens an artifact that repeats from page to page.
func (c *canvas) furniture(subtype string) {
	c.close()
	c.marked = true
	c.add("/Artifact<</Type/Pagination/Subtype/" + subtype + ">>BDC\n")
}

func (c *canvas) fill(i ink) {
	for _, part := range i {
		c.thousandth(float64(part) / 255)
	}
	c.add("rg\n")
}

func (c *canvas) rect(colour ink, x, y, width, height float64) {
	c.belongs(nil)
	c.fill(colour)
	c.numbers([]float64{x, y, width, height})
	c.add("re f\n")
}

// line draws a line of text; x is the left end of its measure, y its baseline.
func (c *canvas) line(l *line, x, y, measure float64) {
	runs := l.set(measure)
	c.hyperlinks(l.p, runs, x, y)
	// Runs stand in the file in logical order, each at its place.
	slices.SortFunc(runs, func(a, b run) int { return cmp.Compare(a.from, b.from) })
	for _, r := range runs {
		c.belongs(r.look.owner)
		c.fill(r.look.ink)
		c.add("BT/F").int(r.face.number).number(l.p.em(r.face)).add("Tf 1 0 0 1 ")
		c.numbers([]float64{x + r.x, y})
		c.add("Tm\n")
		c.run(l.p, r)
		c.add("ET\n")
	}
}

// run draws the symbols of a run from left to right, as programs expect that
// go by the page. A run from right to left is one string, marked as reversed
// (ISO 32000-1 §14.8.2.3.3) for those that go by the structure.
func (c *canvas) run(p *prose, r run) {
	parts := r.parts(p.text)
	codes, told := make([]uint16, len(parts)), true
	for i, part := range parts {
		var ok bool
		codes[i], ok = r.face.code(part.symbol)
		told = told && ok
	}
	switch {
	case !told:
		c.add("/Span<</ActualText").utf16Text(string(p.text[r.from:r.to])).add(">>BDC")
	case r.rtl:
		c.add("/ReversedChars BMC")
	}
	c.add("[<")
	pen := 0.0
	for i, part := range parts {
		if shift := pen - part.x; !r.rtl && (shift > .5 || shift < -.5) {
			c.add(">").number(shift).add("<")
			pen = part.x
		}
		c.glyph(codes[i])
		pen += float64(r.face.thousandths(part.symbol.width))
	}
	c.add(">]TJ ")
	if !told || r.rtl {
		c.add("EMC ")
	}
}

// hyperlinks adds an annotation for each link on a line, and a rule under it.
func (c *canvas) hyperlinks(p *prose, runs []run, x, y float64) {
	var open *annotation
	for _, r := range runs {
		link := r.look.owner.link()
		if link == nil {
			open = nil
			continue
		}
		left, right := x+r.x, x+r.x+r.width
		if open == nil || open.link != link {
			open = &annotation{link: link, rect: [4]float64{left, y - p.size*.35, right, y + p.size*.95}}
			c.links = append(c.links, open)
		}
		open.rect[2] = right
	}
}

// outline draws a line of text as shapes, which no reader takes for text.
func (c *canvas) outline(l *line, colour ink) {
	c.fill(colour)
	for _, r := range l.set(l.width) {
		unit := l.p.em(r.face) / float64(r.face.upem)
		x := r.x
		for _, g := range r.glyphs {
			dx, dy := x+thousandths(g.XOffset)*l.p.em(r.face)/1000, thousandths(g.YOffset)*l.p.em(r.face)/1000
			if shape, ok := r.face.face.GlyphData(g.GlyphID).(font.GlyphOutline); ok {
				c.shape(shape, dx, dy, unit)
			}
			x += thousandths(g.Advance) * l.p.em(r.face) / 1000
		}
	}
	c.add("f\n")
}

func (c *canvas) shape(outline font.GlyphOutline, dx, dy, unit float64) {
	at := func(p opentype.SegmentPoint) (x, y float64) { return dx + float64(p.X)*unit, dy + float64(p.Y)*unit }
	var px, py float64
	for _, s := range outline.Segments {
		x, y := at(s.Args[0])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			c.numbers([]float64{x, y})
			c.add("m\n")
		case opentype.SegmentOpLineTo:
			c.numbers([]float64{x, y})
			c.add("l\n")
		case opentype.SegmentOpQuadTo: // PDF has cubic curves alone
			ex, ey := at(s.Args[1])
			c.numbers([]float64{px + (x-px)*2/3, py + (y-py)*2/3, ex + (x-ex)*2/3, ey + (y-ey)*2/3, ex, ey})
			c.add("c\n")
			x, y = ex, ey
		case opentype.SegmentOpCubeTo:
			bx, by := at(s.Args[1])
			ex, ey := at(s.Args[2])
			c.numbers([]float64{x, y, bx, by, ex, ey})
			c.add("c\n")
			x, y = ex, ey
		}
		px, py = x, y
	}
}
