package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// put embeds the subset of a face.
func (f *face) put(file *file) ref {
	f.id = file.ref()
	descendant, descriptor, program, unicode := file.ref(), file.ref(), file.ref(), file.ref()
	subset := f.subset()
	name := "/" + tag(subset) + "+" + f.name
	file.put(f.id, new(object).add("<</Type/Font/Subtype/Type0/BaseFont"+name+"/Encoding/Identity-H/DescendantFonts[").ref(descendant).
		add("]/ToUnicode ").ref(unicode).add(">>"))

	widths := new(object)
	for g := 0; g < len(f.drawn); g++ {
		if !f.drawn[g] {
			continue
		}
		widths.int(g).add("[")
		for ; g < len(f.drawn) && f.drawn[g]; g++ {
			widths.int(f.thousandths(f.units(uint16(g))))
		}
		widths.add("]")
	}
	if len(f.symbols) > 0 {
		widths.int(len(f.drawn)).add("[")
		for _, s := range f.symbols {
			widths.int(f.thousandths(s.width))
		}
		widths.add("]")
	}
	file.put(descendant, new(object).add("<</Type/Font/Subtype/CIDFontType2/BaseFont"+name+
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/DW 0/FontDescriptor ").ref(descriptor).
		add("/W[").add(string(widths.b)).add("]>>"))

	head, hhea := f.table("head"), f.table("hhea")
	em := func(table []byte, at int) int {
		return int(int16(binary.BigEndian.Uint16(table[at:]))) * 1000 / f.upem
	}
	const symbolic = 4
	descr := new(object).add("<</Type/FontDescriptor/FontName" + name + "/Flags ").int(symbolic | f.slanted()<<6)
	descr.add("/FontBBox[").int(em(head, 36)).int(em(head, 38)).int(em(head, 40)).int(em(head, 42))
	descr.add("]/ItalicAngle ").int(-12 * f.slanted()).add("/Ascent ").int(em(hhea, 4)).add("/Descent ").int(em(hhea, 6))
	descr.add("/CapHeight 714/StemV ").int(80 + 60*f.heavy()).add("/FontFile2 ").ref(program)
	file.put(descriptor, descr.add(">>"))
	file.deflated(program, new(object).add("/Length1 ").int(len(subset)), subset)
	file.deflated(unicode, new(object), f.unicode())
	return f.id
}

func (f *face) slanted() int {
	if f.cut == latinItalic || f.cut == latinBoldItalic {
		return 1
	}
	return 0
}

func (f *face) heavy() int {
	if f.cut == latinBold || f.cut == latinBoldItalic || f.cut == arabicBold {
		return 1
	}
	return 0
}

// tag is the prefix of a subset's name (ISO 32000-1 §9.6.4), by its bytes.
func tag(subset []byte) string {
	digest := sha256.Sum256(subset)
	letters := make([]byte, 6)
	for i := range letters {
		letters[i] = 'A' + digest[i]%26
	}
	return string(letters)
}

// maxMappings is how many a block of a CMap may have.
const maxMappings = 100

// unicode is the CMap from codes to characters.
func (f *face) unicode() []byte {
	o := new(object).add("/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n" +
		"1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	texts := slices.Clone(f.texts)
	for _, s := range f.symbols {
		texts = append(texts, s.text)
	}
	var mapped []int
	for code, text := range texts {
		if text != "" {
			mapped = append(mapped, code)
		}
	}
	for len(mapped) > 0 {
		n := min(len(mapped), maxMappings)
		o.int(n).add("beginbfchar\n")
		for _, code := range mapped[:n] {
			o.add("<").glyph(uint16(code)).add("><").utf16(texts[code]).add(">\n")
		}
		o.add("endbfchar\n")
		mapped = mapped[n:]
	}
	return o.add("endcmap CMapName currentdict/CMap defineresource pop end end").b
}
