package pdf

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/go-text/typesetting/font/opentype"

	"bayan/releases/format/internal/example"
)

// TestSubsets: what another program finds in an embedded font.
func TestSubsets(t *testing.T) {
	d, err := printed(example.Signed(), []int{0, 1})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range d.fonts.used {
		loader, err := opentype.NewLoader(bytes.NewReader(f.subset()))
		if err != nil {
			t.Fatal(err)
		}
		table := func(tag string) []byte {
			raw, err := loader.RawTable(opentype.MustNewTag(tag))
			if err != nil {
				t.Fatalf("%s has no %s", f.name, tag)
			}
			return raw
		}
		loca, glyf, hmtx, maxp := table("loca"), table("glyf"), table("hmtx"), table("maxp")
		count := int(binary.BigEndian.Uint16(maxp[4:]))
		if want := len(f.drawn) + len(f.symbols); count != want || len(loca) != 4*(want+1) || len(hmtx) != 4*want {
			t.Fatalf("%s has %d glyphs, %d offsets, %d widths, want %d of each", f.name, count, len(loca)/4-1, len(hmtx)/4, want)
		}
		outline := func(g int) []byte {
			return glyf[binary.BigEndian.Uint32(loca[4*g:]):binary.BigEndian.Uint32(loca[4*g+4:])]
		}
		kept := f.kept()
		for g := range f.drawn {
			if !kept[g] && len(outline(g)) > 0 {
				t.Errorf("%s has glyph %d, which nothing needs", f.name, g)
			}
			if kept[g] && !bytes.HasPrefix(outline(g), f.outline(g)) {
				t.Errorf("%s has another glyph %d", f.name, g)
			}
		}
		for i, s := range f.symbols {
			g := len(f.drawn) + i
			if width := int(binary.BigEndian.Uint16(hmtx[4*g:])); width != s.width {
				t.Errorf("%s: %q is %d wide, want %d", f.name, s.text, width, s.width)
			}
			visible := 0
			for _, part := range glyphsOf(s.shape) {
				if !f.empty(part.id) {
					visible++
				}
			}
			if parts := components(outline(g)); len(parts) != visible {
				t.Errorf("%s: %q is made of %v, want %d glyphs", f.name, s.text, parts, visible)
			}
			if bound := int(binary.BigEndian.Uint16(maxp[28:])); bound < visible {
				t.Errorf("%s: %q has more parts than the %d that the font admits", f.name, s.text, bound)
			}
		}
	}
}
