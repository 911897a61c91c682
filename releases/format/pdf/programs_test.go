package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"bayan/releases"
	"bayan/releases/format/internal/example"
)

// saved writes a file for a program to look at; it skips loudly where the
// program is missing.
func saved(t *testing.T, program, pack string, raw []byte) string {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("NOT RUN: %s is missing (apt-get install %s)", program, pack)
	}
	path := filepath.Join(t.TempDir(), "release.pdf")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestValid(t *testing.T) {
	for n, e := range editions {
		for _, e := range []releases.Edition{e(), headed(example.Stacked(e()), picture(64, 64))} {
			path := saved(t, "qpdf", "qpdf", inPrint(t, e))
			if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil || bytes.Contains(out, []byte("WARNING")) {
				t.Errorf("%s: %v\n%s", n, err, out)
			}
		}
	}
}

// words are the tokens of a text without tashkeel, letters apart from digits.
// pdftotext puts embeddings around what runs the other way, and a space or a
// prefix on the wrong side of them, whoever made the file.
func words(s string) []string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
	return arabicOrOther.FindAllString(bare, -1)
}

var arabicOrOther = regexp.MustCompile(`\p{Arabic}+|[^\P{L}\p{Arabic}]+|\p{Nd}+`)

// TestFoundByOtherPrograms: pdftotext goes by where glyphs stand, not by the
// structure.
func TestFoundByOtherPrograms(t *testing.T) {
	for _, layout := range []releases.Layout{releases.Columns, releases.Stacked} {
		path := saved(t, "pdftotext", "poppler-utils", inPrint(t, laid(example.Signed(), layout)))
		out, err := exec.Command("pdftotext", path, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, w := range words(string(out)) {
			found[w] = true
		}
		for _, text := range example.Signed().Texts {
			for _, b := range text.Text.Blocks {
				for _, w := range words(b.Plain()) {
					if !found[w] {
						t.Errorf("layout %d, %s: %q is not found", layout, text.Language, w)
					}
				}
			}
		}
		if n := strings.Count(string(out), "+963 11 0100"); n < 4 { // in two texts and two lists of contacts
			t.Errorf("layout %d: the telephone number is found %d times:\n%s", layout, n, out)
		}
		if strings.Contains(string(out), "ـ") {
			t.Error("there is a tatweel that nobody wrote")
		}
	}
}
