package text_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/clipperhouse/displaywidth"
	"golang.org/x/text/unicode/bidi"

	"bayan/releases"
	"bayan/releases/format/internal/example"
	"bayan/releases/format/internal/golden"
	"bayan/releases/format/text"
)

func written(t *testing.T, e releases.Edition, l releases.Language) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := text.Write(&b, e, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAnOfficeMailsIt(t *testing.T) {
	for name, c := range map[string]struct {
		e releases.Edition
		l releases.Language
	}{
		"signed.en.txt":    {example.Signed(), "en"},
		"signed.ar.txt":    {example.Signed(), "ar"},
		"draft.ar.txt":     {example.Draft(), "ar"},
		"corrected.en.txt": {example.Corrected(), "en"},
		"withdrawn.ar.txt": {example.Withdrawn(), "ar"},
	} {
		t.Run(name, func(t *testing.T) { golden.Equal(t, name, written(t, c.e, c.l)) })
	}
}

// TestEveryLineStandsAlone: 72 cells, isolates that pair within the line, and
// the language's direction from the first strong letter (UAX #9 P2, P3).
func TestEveryLineStandsAlone(t *testing.T) {
	for _, e := range []releases.Edition{example.Signed(), example.Draft(), example.Corrected(), example.Withdrawn()} {
		for _, l := range []releases.Language{"en", "ar"} {
			for n, line := range strings.Split(string(written(t, e, l)), "\n") {
				if w := displaywidth.String(line); w > text.Columns {
					t.Errorf("%s line %d has %d cells: %s", l, n+1, w, line)
				}
				if !paired(line) {
					t.Errorf("%s line %d: isolates do not pair: %q", l, n+1, line)
				}
				if strings.TrimSpace(line) != "" && firstStrong(line) != l {
					t.Errorf("%s line %d would be read in the other direction: %q", l, n+1, line)
				}
			}
		}
	}
}

// firstStrong gives en or ar as P2 and P3 find it; a line without a strong
// letter is left to right.
func firstStrong(line string) releases.Language {
	depth := 0
	for _, r := range line {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			depth++
		case bidi.PDI:
			depth--
		case bidi.R, bidi.AL:
			if depth == 0 {
				return "ar"
			}
		case bidi.L:
			if depth == 0 {
				return "en"
			}
		}
	}
	return "en"
}

func paired(line string) bool {
	depth := 0
	for _, r := range line {
		switch r {
		case '\u2066', '\u2067', '\u2068':
			depth++
		case '\u2069':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

func TestStructure(t *testing.T) {
	const source = `# Boats wanted

Write to [the office](mailto:a@b.example) or see [our page](https://b.example/p), first line\
second line.

1. one
2. two
   - inner
   - more
3. three

> A very long quotation that has to be broken into several lines because it is longer than that.
`
	e := example.Signed()
	e.Facts.Contacts, e.Manifest = nil, ""
	e.Texts = []releases.EditionText{example.Text("en", []byte(source), "")}
	golden.Equal(t, "structure.en.txt", written(t, e, "en"))
}

func TestALanguageThatIsNotThere(t *testing.T) {
	if err := text.Write(&bytes.Buffer{}, example.Signed(), "fr"); err == nil {
		t.Error("a text in French, which the edition does not have, was written")
	}
}
