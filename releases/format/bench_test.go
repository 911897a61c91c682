package format_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/format"
	"bayan/releases/format/html"
	"bayan/releases/format/internal/example"
)

// long is an edition of two languages and n paragraphs each.
func long(n int) releases.Edition {
	e := example.Signed()
	var groups, en, ar strings.Builder
	en.WriteString("# Long release\n\n")
	ar.WriteString("# بيان طويل\n\n")
	groups.WriteString("1=1")
	for i := range n {
		fmt.Fprintf(&en, "Paragraph %d tells of 3,750 volunteers of UNICEF; call +963 11 0100.\n\n", i)
		fmt.Fprintf(&ar, "تتحدث الفقرة %d عن 3,750 متطوعاً لدى UNICEF، هاتف +963 11 0100.\n\n", i)
		fmt.Fprintf(&groups, " %d=%[1]d", i+2)
	}
	e.Texts = []releases.EditionText{
		example.Text("en", []byte(en.String()), ""),
		example.Text("ar", []byte(ar.String()), groups.String()),
	}
	return e
}

func BenchmarkPage(b *testing.B) {
	for _, n := range []int{20, 500} {
		e := long(n)
		b.Run(fmt.Sprintf("%d", n), func(b *testing.B) {
			for b.Loop() {
				if err := html.Page(io.Discard, e); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkFiles(b *testing.B) {
	e := example.Signed()
	for b.Loop() {
		if _, err := format.Files(e, format.Known); err != nil {
			b.Fatal(err)
		}
	}
}
