package pdf

import (
	"encoding/binary"
	"slices"

	"github.com/go-text/typesetting/font/opentype"
)

// Parts of a composite glyph (OpenType, table glyf).
const (
	argumentsAreWords   = 1 << 0
	argumentsAreOffsets = 1 << 1
	hasScale            = 1 << 3
	moreComponents      = 1 << 5
	hasTwoScales        = 1 << 6
	hasMatrix           = 1 << 7
)

// subset is a font file with the glyphs that were drawn and those that these
// are made of, and the symbols after them. Glyphs keep their numbers; the
// others are empty.
func (f *face) subset() []byte {
	keep := f.kept()
	var glyf, loca, widths []byte
	add := func(outline []byte, width int, bearing uint16) { // as the next glyph
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, outline...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		widths = binary.BigEndian.AppendUint16(widths, uint16(width))
		widths = binary.BigEndian.AppendUint16(widths, bearing)
	}
	for g, kept := range keep {
		if kept {
			add(f.outline(g), f.units(uint16(g)), f.bearing(g))
		} else {
			add(nil, 0, 0)
		}
	}
	for _, s := range f.symbols {
		outline := f.composite(glyphsOf(s.shape))
		bearing := uint16(0)
		if len(outline) > 0 {
			bearing = binary.BigEndian.Uint16(outline[2:])
		}
		add(outline, s.width, bearing)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	head, hhea, maxp := slices.Clone(f.table("head")), slices.Clone(f.table("hhea")), slices.Clone(f.table("maxp"))
	count := uint16(len(keep) + len(f.symbols))
	binary.BigEndian.PutUint32(head[8:], 0)  // the checksum of another file
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	binary.BigEndian.PutUint16(hhea[34:], count)
	binary.BigEndian.PutUint16(maxp[4:], count)
	parts := 0
	for _, s := range f.symbols {
		parts = max(parts, len(glyphsOf(s.shape)))
	}
	if parts > 0 {
		deepen(maxp, parts)
	}
	var tables []opentype.Table
	for _, t := range []struct {
		tag     string
		content []byte
	}{
		{"cvt ", f.table("cvt ")}, {"fpgm", f.table("fpgm")}, {"glyf", glyf}, {"head", head}, {"hhea", hhea},
		{"hmtx", widths}, {"loca", loca}, {"maxp", maxp}, {"prep", f.table("prep")},
	} {
		if len(t.content) > 0 {
			tables = append(tables, opentype.Table{Tag: opentype.MustNewTag(t.tag), Content: t.content})
		}
	}
	return opentype.WriteTTF(tables)
}

// deepen tells the table maxp of composite glyphs with up to so many parts:
// bounds that no glyph exceeds, by which programs make room.
func deepen(maxp []byte, parts int) {
	at := func(field int) int { return int(binary.BigEndian.Uint16(maxp[field:])) }
	raise := func(field, to int) {
		binary.BigEndian.PutUint16(maxp[field:], uint16(min(max(at(field), to), 0xFFFF)))
	}
	const points, contours, elements, depth = 6, 8, 28, 30
	const composite = 4 // from a field of simple glyphs to that of composite ones
	raise(points+composite, parts*max(at(points), at(points+composite)))
	raise(contours+composite, parts*max(at(contours), at(contours+composite)))
	raise(elements, parts)
	raise(depth, at(depth)+1)
}

// kept are the glyphs of the font that the file needs.
func (f *face) kept() []bool {
	keep := make([]bool, len(f.drawn))
	var add func(g int)
	add = func(g int) {
		if g >= len(keep) || keep[g] {
			return
		}
		keep[g] = true
		for _, part := range components(f.outline(g)) {
			add(part)
		}
	}
	for g, drawn := range f.drawn {
		if drawn {
			add(g)
		}
	}
	for _, s := range f.symbols {
		for _, g := range glyphsOf(s.shape) {
			add(int(g.id))
		}
	}
	return keep
}

// bearing is the left side bearing of a glyph, in its bits.
func (f *face) bearing(g int) uint16 {
	if g < f.long {
		return binary.BigEndian.Uint16(f.widths[g*4+2:])
	}
	return binary.BigEndian.Uint16(f.widths[f.long*4+(g-f.long)*2:])
}

// outline is the outline of a glyph as the font has it.
func (t *typeface) outline(g int) []byte {
	if t.longOffsets {
		return t.outlines[binary.BigEndian.Uint32(t.offsets[g*4:]):binary.BigEndian.Uint32(t.offsets[g*4+4:])]
	}
	return t.outlines[2*int(binary.BigEndian.Uint16(t.offsets[g*2:])) : 2*int(binary.BigEndian.Uint16(t.offsets[g*2+2:]))]
}

func (t *typeface) empty(g uint16) bool { return len(t.outline(int(g))) == 0 }

// composite is the outline of glyphs that are placed beside and above each
// other; nil if there is nothing to see.
func (t *typeface) composite(glyphs []glyph) []byte {
	glyphs = slices.DeleteFunc(glyphs, func(g glyph) bool { return t.empty(g.id) })
	if len(glyphs) == 0 {
		return nil
	}
	var box [4]int // least x and y, greatest x and y
	for i, g := range glyphs {
		for side := range box {
			edge := int(int16(binary.BigEndian.Uint16(t.outline(int(g.id))[2+2*side:]))) + [...]int{g.x, g.y}[side%2]
			if i == 0 || side < 2 && edge < box[side] || side >= 2 && edge > box[side] {
				box[side] = edge
			}
		}
	}
	out := []byte{0xFF, 0xFF} // not of contours of its own
	for _, edge := range box {
		out = binary.BigEndian.AppendUint16(out, uint16(int16(edge)))
	}
	for i, g := range glyphs {
		flags := uint16(argumentsAreWords | argumentsAreOffsets)
		if i+1 < len(glyphs) {
			flags |= moreComponents
		}
		for _, v := range []uint16{flags, g.id, uint16(int16(g.x)), uint16(int16(g.y))} {
			out = binary.BigEndian.AppendUint16(out, v)
		}
	}
	return out
}

// components are the glyphs that a glyph is made of.
func components(outline []byte) (parts []int) {
	const header = 10
	if len(outline) < header || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil
	}
	for at := header; ; {
		flags := binary.BigEndian.Uint16(outline[at:])
		parts = append(parts, int(binary.BigEndian.Uint16(outline[at+2:])))
		at += 6
		if flags&argumentsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&hasScale != 0:
			at += 2
		case flags&hasTwoScales != 0:
			at += 4
		case flags&hasMatrix != 0:
			at += 8
		}
		if flags&moreComponents == 0 {
			return parts
		}
	}
}
