package pdf

import (
	"bytes"
	"encoding/binary"
	"sync"
	"unicode"

	arabicbold "eliasnaur.com/font/noto/sans/arabic/bold"
	arabicregular "eliasnaur.com/font/noto/sans/arabic/regular"
	"eliasnaur.com/font/roboto/robotobold"
	"eliasnaur.com/font/roboto/robotobolditalic"
	"eliasnaur.com/font/roboto/robotoitalic"
	"eliasnaur.com/font/roboto/robotoregular"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"

	"bayan/locales/bidi"
)

// typeface is a font file of the program, read once, when it is first needed.
type typeface struct {
	name     string
	font     *font.Font
	loader   *opentype.Loader
	upem     int
	count    int    // how many glyphs it has
	widths   []byte // table hmtx
	long     int    // how many glyphs have a width of their own in it
	outlines []byte // table glyf
	offsets  []byte // table loca

	longOffsets bool
}

func read(name string, ttf []byte) *typeface {
	face, err := font.ParseTTF(bytes.NewReader(ttf))
	if err != nil { // a file of a pinned module: a test reads each
		panic(err)
	}
	t := &typeface{name: name, font: face.Font, upem: int(face.Upem())}
	t.loader, _ = opentype.NewLoader(bytes.NewReader(ttf))
	t.count = int(binary.BigEndian.Uint16(t.table("maxp")[4:]))
	t.widths = t.table("hmtx")
	t.long = int(binary.BigEndian.Uint16(t.table("hhea")[34:]))
	t.outlines, t.offsets = t.table("glyf"), t.table("loca")
	t.longOffsets = binary.BigEndian.Uint16(t.table("head")[50:]) == 1
	return t
}

func once(name string, ttf *[]byte) func() *typeface {
	return sync.OnceValue(func() *typeface { return read(name, *ttf) })
}

// table is the raw table of a tag, nil where the font has none.
func (t *typeface) table(tag string) []byte {
	raw, err := t.loader.RawTable(opentype.MustNewTag(tag))
	if err != nil {
		return nil
	}
	return raw
}

// units is the width of a glyph in the font's units.
func (t *typeface) units(g uint16) int {
	return int(binary.BigEndian.Uint16(t.widths[min(int(g), t.long-1)*4:]))
}

// thousandths is a width in thousandths of an em, as the file tells it.
func (t *typeface) thousandths(units int) int { return (units*1000 + t.upem/2) / t.upem }

// cut is one of the fonts.
type cut byte

const (
	latin cut = iota
	latinBold
	latinItalic
	latinBoldItalic
	arabic
	arabicBold
	cuts
)

var typefaces = [cuts]func() *typeface{
	latin:           once("Roboto-Regular", &robotoregular.TTF),
	latinBold:       once("Roboto-Bold", &robotobold.TTF),
	latinItalic:     once("Roboto-Italic", &robotoitalic.TTF),
	latinBoldItalic: once("Roboto-BoldItalic", &robotobolditalic.TTF),
	arabic:          once("NotoSansArabic-Regular", &arabicregular.TTF),
	arabicBold:      once("NotoSansArabic-Bold", &arabicbold.TTF),
}

// arabicScale is how much larger Arabic letters are set than Latin ones, so
// that both look the same size.
const arabicScale = 1.09

// fonts are those that a document uses.
type fonts struct {
	faces   [cuts]*face
	used    []*face // in the order of their first use
	shaper  shaping.HarfbuzzShaper
	undrawn map[rune]bool // characters that no font has
}

// face is a font of a document, with the glyphs that are drawn in it.
type face struct {
	*typeface
	cut    cut
	face   *font.Face
	scale  float64
	number int // of its resource
	id     ref

	// Codes are the numbers of glyphs, and after these of symbols: glyphs that
	// stand for other characters than when they were first drawn.
	texts   []string // by glyph: the characters that it was first drawn for
	drawn   []bool   // by glyph
	symbols []symbol
	codes   map[symbol]uint16
}

func newFonts() *fonts { return &fonts{undrawn: map[rune]bool{}} }

func (f *fonts) face(c cut) *face {
	if f.faces[c] == nil {
		t := typefaces[c]()
		scale := 1.0
		if c >= arabic {
			scale = arabicScale
		}
		f.faces[c] = &face{typeface: t, cut: c, face: font.NewFace(t.font), scale: scale, number: -1}
	}
	return f.faces[c]
}

func (f *face) has(r rune) bool {
	_, ok := f.face.NominalGlyph(r)
	return ok
}

// symbol is a shape with the characters that it stands for and the width that
// they have.
type symbol struct {
	shape string // of glyphs, see shapeOf; "" is nothing
	text  string
	width int // in the font's units
}

// maxCodes is how many codes a font can have.
const maxCodes = 0xFFFF

// code is the number that draws a symbol; ok is false where there are no more:
// the number then draws the first glyph of it and stands for anything.
func (f *face) code(s symbol) (code uint16, ok bool) {
	glyphs := glyphsOf(s.shape)
	if len(glyphs) == 1 && glyphs[0].x == 0 && glyphs[0].y == 0 && glyphs[0].id != 0 && s.width == f.units(glyphs[0].id) {
		if g := glyphs[0].id; f.texts[g] == "" || f.texts[g] == s.text {
			f.drawn[g], f.texts[g] = true, s.text
			return g, true
		}
	}
	if code, ok = f.codes[s]; ok {
		return code, true
	}
	if len(f.drawn)+len(f.symbols) >= maxCodes {
		if len(glyphs) == 0 {
			return 0, false
		}
		f.drawn[glyphs[0].id] = true
		return glyphs[0].id, false
	}
	code = uint16(len(f.drawn) + len(f.symbols))
	f.symbols = append(f.symbols, s)
	f.codes[s] = code
	return code, true
}

// use takes a face into the file.
func (f *fonts) use(a *face) {
	if a.number < 0 {
		a.number = len(f.used)
		f.used = append(f.used, a)
		a.texts, a.drawn = make([]string, a.count), make([]bool, a.count)
		a.drawn[0] = true
		a.codes = map[symbol]uint16{}
	}
}

// choose finds the face for a character at an embedding level. Letters have
// the face of their script; what belongs to no script has that of the run it
// stands in. A character that no font has gets the Latin one, whose glyph for
// it is an empty box.
func (f *fonts) choose(r rune, level bidi.Level, l *look) *face {
	right := level.Direction() == bidi.RTL
	switch script := language.LookupScript(r); script {
	case language.Arabic:
		right = true
	case language.Common, language.Inherited, language.Unknown:
	default:
		right = false
	}
	first, second := f.face(l.latinCut()), f.face(l.arabicCut())
	if right {
		first, second = second, first
	}
	switch {
	case first.has(r):
		return first
	case second.has(r):
		return second
	}
	if !unicode.Is(unicode.Zs, r) { // the shaper makes all kinds of spaces
		f.undrawn[r] = true
	}
	return f.face(l.latinCut())
}
