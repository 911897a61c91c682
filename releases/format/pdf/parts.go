package pdf

import (
	"encoding/binary"
	"math"
	"slices"
	"unicode"

	"golang.org/x/image/math/fixed"
)

// part is a symbol of a run and where it is drawn, in thousandths of an em from
// the left end of the run.
type part struct {
	symbol symbol
	x      float64
}

// parts are the symbols of a run from left to right.
//
// In a run from right to left each stands for one character, and their widths
// fill the run without gaps, since most programs turn around what a symbol
// stands for, and lose marks and letters that have a place of their own: a
// letter with its marks is one symbol, made for it, that stands for the letter;
// nothing, beside it, stands for each mark; and the letters of a ligature share
// its room, the last one drawn as all of them.
func (r run) parts(line []rune) []part {
	var all []part
	for _, c := range r.clusters() {
		text := line[c.from:c.to]
		if r.rtl {
			all = r.apart(all, c, text)
			continue
		}
		width := r.face.inUnits(c.width)
		if len(c.glyphs) == 1 { // kerned or moved or stretched as it may be
			g := &c.glyphs[0]
			width = r.face.units(g.id)
			c.x, g.x = c.x+float64(g.x)*1000/float64(r.face.upem), 0
		}
		all = append(all, part{symbol{shapeOf(c.glyphs), string(text), width}, c.x})
	}
	return all
}

// apart adds the characters of a cluster from left to right, the last one first.
func (r run) apart(all []part, c cluster, text []rune) []part {
	left := r.face.inUnits(c.x)
	width := r.face.inUnits(c.x+c.width) - left
	letters := 0
	for i, a := range text {
		if i == 0 || !unicode.Is(unicode.Mn, a) {
			letters++
		}
	}
	share := width / letters
	shape, room := shapeOf(c.glyphs), width-(letters-1)*share
	for i, a := range slices.Backward(text) {
		s := symbol{text: string(a)}
		if i == 0 || !unicode.Is(unicode.Mn, a) {
			s.shape, s.width = shape, room
			shape, room = "", share
		}
		all = append(all, part{s, float64(left) * 1000 / float64(r.face.upem)})
		left += s.width
	}
	return all
}

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

// clusters are those of a run from left to right.
func (r run) clusters() []cluster {
	all := make([]cluster, 0, len(r.glyphs))
	x := 0.0
	for _, g := range r.glyphs {
		if n := len(all); n == 0 || all[n-1].from != g.TextIndex() {
			all = append(all, cluster{from: g.TextIndex(), to: g.TextIndex() + g.RunesCount(), x: x})
		}
		c := &all[len(all)-1]
		if int(g.GlyphID) < r.face.count { // the shaper has a number for a space without a glyph
			c.glyphs = append(c.glyphs, glyph{uint16(g.GlyphID), r.face.inUnits(x - c.x + thousandths(g.XOffset)), r.face.inUnits(thousandths(g.YOffset))})
		}
		x += thousandths(g.Advance)
		c.width = x - c.x
	}
	return all
}

// inUnits is a length, given in thousandths of an em, in the font's units.
func (t *typeface) inUnits(x float64) int { return int(math.Round(x * float64(t.upem) / 1000)) }

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
