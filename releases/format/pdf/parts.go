package pdf

import (
	"encoding/binary"
	"slices"
	"unicode"

	"golang.org/x/image/math/fixed"
)

// cluster is what is drawn for text[from:to]: its glyphs from left to right, x
// and width in thousandths of an em.
type cluster struct {
	from, to int
	x, width float64
	glyphs   []glyph
}

// glyph is one of a cluster, placed from the left end of its baseline in the
// font's units.
type glyph struct {
	id   uint16
	x, y int
}

// clusters are those of a run in logical order.
func (r run) clusters() []cluster {
	var all []cluster
	x := 0.0
	units := func(thousandths float64) int {
		return int(thousandths*float64(r.face.upem)/1000 + map[bool]float64{true: .5, false: -.5}[thousandths >= 0])
	}
	for _, g := range r.glyphs {
		if n := len(all); n == 0 || all[n-1].from != g.TextIndex() {
			all = append(all, cluster{from: g.TextIndex(), to: g.TextIndex() + g.RunesCount(), x: x})
		}
		c := &all[len(all)-1]
		c.glyphs = append(c.glyphs, glyph{uint16(g.GlyphID), units(x - c.x + thousandths(g.XOffset)), units(thousandths(g.YOffset))})
		x += thousandths(g.Advance)
		c.width = x - c.x
	}
	if r.rtl {
		slices.Reverse(all)
	}
	return all
}

// part is a code in a text string of the file, x in thousandths of an em from
// the left end of the run.
type part struct {
	code  uint16
	x     float64
	width float64
}

// nudge is how far left of its letter a mark on it is found, in thousandths of
// an em.
const nudge = 1

// parts gives each character of a cluster a code of its own, in logical order.
// Most programs turn around what a single code stands for, where text runs
// from right to left, and lose marks that have a place of their own. So a
// letter with its marks is one glyph, made for it, that stands for the letter;
// nothing, right after it, stands for each mark; and the letters of a ligature
// share its room, the last one drawn as all of them. ok is false where the font
// has no more codes.
func (r run) parts(line []rune, c cluster) (parts []part, ok bool) {
	text := line[c.from:c.to]
	width := int(c.width*float64(r.face.upem)/1000 + .5)
	if len(c.glyphs) == 1 { // kerned, moved or stretched as it may be
		g := &c.glyphs[0]
		width = r.face.units(g.id)
		c.x, g.x = c.x+float64(g.x)*1000/float64(r.face.upem), 0
	}
	add := func(shape, text string, x float64, units int) {
		code, fits := r.face.code(symbol{shape, text, units})
		parts, ok = append(parts, part{code, x, float64(r.face.thousandths(units))}), ok && fits
	}
	ok = true
	if !r.rtl || len(text) == 1 {
		add(shapeOf(c.glyphs), string(text), c.x, width)
		return parts, ok
	}
	letters := 0
	for i, a := range text {
		if i == 0 || !unicode.Is(unicode.Mn, a) {
			letters++
		}
	}
	share, n := width/letters, 0
	left := c.x
	for i, a := range text {
		switch n++; {
		case i > 0 && unicode.Is(unicode.Mn, a):
			n--
			left -= nudge
			add("", string(a), left, 0)
		case n == letters:
			left = c.x
			add(shapeOf(c.glyphs), string(a), left, width-(n-1)*share)
		default:
			left = c.x + float64(r.face.thousandths(width-n*share))
			add("", string(a), left, share)
		}
	}
	return parts, ok
}

// shapeOf is a shape as the key of a symbol: what it is made of.
func shapeOf(glyphs []glyph) string {
	var key []byte
	for _, g := range glyphs {
		key = binary.BigEndian.AppendUint16(key, g.id)
		key = binary.BigEndian.AppendUint16(key, uint16(int16(g.x)))
		key = binary.BigEndian.AppendUint16(key, uint16(int16(g.y)))
	}
	return string(key)
}

// glyphsOf are the glyphs of a shape.
func glyphsOf(shape string) (glyphs []glyph) {
	for key := []byte(shape); len(key) > 0; key = key[6:] {
		number := func(at int) int { return int(int16(binary.BigEndian.Uint16(key[at:]))) }
		glyphs = append(glyphs, glyph{binary.BigEndian.Uint16(key), number(2), number(4)})
	}
	return glyphs
}

func thousandths(x fixed.Int26_6) float64 { return float64(x) / 64 }
