package pdf

import (
	"testing"

	arabicbold "eliasnaur.com/font/noto/sans/arabic/bold"
	arabicregular "eliasnaur.com/font/noto/sans/arabic/regular"
	"eliasnaur.com/font/roboto/robotobold"
	"eliasnaur.com/font/roboto/robotoitalic"
	"eliasnaur.com/font/roboto/robotoregular"

	"bayan/releases/format/internal/example"
)

// BenchmarkBilingual is a two-page release in two columns, the fonts read.
func BenchmarkBilingual(b *testing.B) {
	e := example.Signed()
	size := 0
	b.ReportAllocs()
	for b.Loop() {
		size = len(inPrint(b, e))
	}
	b.ReportMetric(float64(size), "bytes/file")
}

func BenchmarkSingle(b *testing.B) {
	e := example.Signed()
	b.ReportAllocs()
	for b.Loop() {
		single(b, e, "ar")
	}
}

// BenchmarkFonts is reading the five fonts of such a release, once in a program.
func BenchmarkFonts(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		for n, ttf := range map[string][]byte{
			"Roboto": robotoregular.TTF, "Roboto Bold": robotobold.TTF, "Roboto Italic": robotoitalic.TTF,
			"Arabic": arabicregular.TTF, "Arabic Bold": arabicbold.TTF,
		} {
			read(n, ttf)
		}
	}
}

// BenchmarkLongParagraph is a word of 100,000 letters that no line holds.
func BenchmarkLongParagraph(b *testing.B) {
	f := newFonts()
	for b.Loop() {
		var w writing
		for range 20000 {
			w.add("لامتن", look{})
		}
		f.prose(&w, style{10, 15, justified}, "ar", true).lines(400)
	}
}
