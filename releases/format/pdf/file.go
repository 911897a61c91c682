package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strconv"
	"unicode/utf16"
)

// ref is the number of an object in a file.
type ref int

// file is a PDF file as it grows (ISO 32000-1 §7.5).
type file struct {
	buf     bytes.Buffer
	offsets []int // of each object; 0 before it is put
	deflate *zlib.Writer
}

// header declares version 1.7, and by its comment that the file is binary.
const header = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"

func newFile() *file {
	f := &file{offsets: make([]int, 1), deflate: zlib.NewWriter(nil)}
	f.buf.WriteString(header)
	return f
}

// ref gives the number of an object to be put later.
func (f *file) ref() ref {
	f.offsets = append(f.offsets, 0)
	return ref(len(f.offsets) - 1)
}

func (f *file) put(r ref, o *object) {
	f.offsets[r] = f.buf.Len()
	fmt.Fprintf(&f.buf, "%d 0 obj\n%s\nendobj\n", r, o.b)
}

// stream puts a stream with the entries of o in its dictionary, as it is.
func (f *file) stream(r ref, o *object, content []byte) {
	f.offsets[r] = f.buf.Len()
	fmt.Fprintf(&f.buf, "%d 0 obj\n<<%s/Length %d>>stream\n", r, o.b, len(content))
	f.buf.Write(content)
	f.buf.WriteString("\nendstream\nendobj\n")
}

// deflated puts a compressed stream.
func (f *file) deflated(r ref, o *object, content []byte) {
	var b bytes.Buffer
	f.deflate.Reset(&b)
	f.deflate.Write(content) // to memory: cannot fail
	f.deflate.Close()
	f.stream(r, o.add("/Filter/FlateDecode"), b.Bytes())
}

// end writes cross references and trailer.
func (f *file) end(root, about ref, id [2][]byte) []byte {
	at := f.buf.Len()
	fmt.Fprintf(&f.buf, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets))
	for _, offset := range f.offsets[1:] {
		fmt.Fprintf(&f.buf, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&f.buf, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.offsets), root, about, id[0], id[1], at)
	return f.buf.Bytes()
}

// object is the text of an object or of a content stream.
type object struct{ b []byte }

func (o *object) add(s string) *object {
	o.b = append(o.b, s...)
	return o
}

func (o *object) int(n int) *object {
	o.b = append(strconv.AppendInt(o.b, int64(n), 10), ' ')
	return o
}

func (o *object) ref(r ref) *object {
	o.b = append(strconv.AppendInt(o.b, int64(r), 10), " 0 R "...)
	return o
}

// numbers adds lengths to the hundredth of a point, a space after each.
func (o *object) numbers(all []float64) *object {
	for _, x := range all {
		o.number(x)
	}
	return o
}

func (o *object) number(x float64) *object     { return o.decimal(x, 2) }
func (o *object) thousandth(x float64) *object { return o.decimal(x, 3) }

func (o *object) decimal(x float64, places int) *object {
	o.b = strconv.AppendFloat(o.b, x, 'f', places, 64)
	o.b = bytes.TrimRight(o.b, "0")
	o.b = append(bytes.TrimSuffix(o.b, []byte(".")), ' ')
	return o
}

// glyph adds a glyph's number in the encoding Identity-H.
func (o *object) glyph(g uint16) *object {
	const hex = "0123456789ABCDEF"
	o.b = append(o.b, hex[g>>12], hex[g>>8&15], hex[g>>4&15], hex[g&15])
	return o
}

// text adds a text string: in ASCII where it can, else in UTF-16.
func (o *object) text(s string) *object {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return o.utf16Text(s)
		}
	}
	return o.literal(s)
}

func (o *object) utf16Text(s string) *object { return o.add("<FEFF").utf16(s).add(">") }

func (o *object) utf16(s string) *object {
	for _, r := range s {
		if high, low := utf16.EncodeRune(r); high != '\uFFFD' {
			o.glyph(uint16(high)).glyph(uint16(low))
		} else {
			o.glyph(uint16(r))
		}
	}
	return o
}

// literal adds a string of ASCII.
func (o *object) literal(s string) *object {
	o.b = append(o.b, '(')
	for i := range len(s) {
		if s[i] == '(' || s[i] == ')' || s[i] == '\\' {
			o.b = append(o.b, '\\')
		}
		o.b = append(o.b, s[i])
	}
	o.b = append(o.b, ')')
	return o
}
