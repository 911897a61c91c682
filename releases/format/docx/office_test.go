package docx_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/format/docx"
	"bayan/releases/format/internal/example"
	"bayan/releases/intake"
)

// office is a folder with the files of an edition as LibreOffice shows them
// (pdf) and saves them (docx).
func office(t *testing.T) (shown, saved string) {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("NOT RUN: no word processor has seen these files; apt-get install libreoffice-writer-nogui poppler-utils")
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("NOT RUN: nobody can read what the word processor showed; apt-get install poppler-utils")
	}
	dir := t.TempDir()
	for name, write := range map[string]func(io.Writer) error{
		"columns": func(w io.Writer) error { return docx.Write(w, example.Draft()) },
		"stacked": func(w io.Writer) error { return docx.Write(w, example.Stacked(example.Draft())) },
		"en":      func(w io.Writer) error { return docx.Single(w, example.Corrected(), "en") },
		"ar":      func(w io.Writer) error { return docx.Single(w, example.Corrected(), "ar") },
	} {
		file, _ := made(t, write)
		if err := os.WriteFile(filepath.Join(dir, name+".docx"), file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	shown, saved = filepath.Join(dir, "shown"), filepath.Join(dir, "saved")
	files, _ := filepath.Glob(filepath.Join(dir, "*.docx"))
	for out, kind := range map[string]string{shown: "pdf", saved: "docx:MS Word 2007 XML"} {
		args := append([]string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", kind, "--outdir", out}, files...)
		if b, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
	}
	return shown, saved
}

var placed = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]*)</word>`)

func TestInLibreOffice(t *testing.T) {
	shown, saved := office(t)
	for _, name := range []string{"columns", "stacked", "en", "ar"} {
		b, err := exec.Command("pdftotext", "-bbox", filepath.Join(shown, name+".pdf"), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		numbers := 0
		for page, text := range strings.Split(string(b), "<page ")[1:] {
			words := placed.FindAllStringSubmatch(text, -1)
			for i, w := range words {
				if !strings.Contains(w[4], "963") {
					continue
				}
				numbers++
				for k, group := range []string{"11", "010"} {
					if i+k+1 >= len(words) {
						t.Fatalf("%s: page %d ends inside a telephone number", name, page+1)
					}
					next := words[i+k+1]
					if !strings.HasPrefix(next[4], group) && group == "11" || at(next) < at(words[i+k]) {
						t.Errorf("%s: page %d shows %q at %s and then %q at %s", name, page+1, words[i+k][4], words[i+k][1], next[4], next[1])
					}
				}
			}
			// In any script, the hour stands in the embargo alone.
			if (name == "columns" || name == "stacked") && !strings.Contains(text, ">08:30<") {
				t.Errorf("%s: page %d does not say its embargo", name, page+1)
			}
		}
		if numbers < 2 {
			t.Errorf("%s: %d telephone numbers were found", name, numbers)
		}
	}

	// What a translator saves in LibreOffice comes back as it went out.
	e := example.Signed()
	for i, l := range []releases.Language{"en", "ar"} {
		for _, name := range []string{"columns", "stacked", string(l)} {
			b, err := os.ReadFile(filepath.Join(saved, name+".docx"))
			if err != nil {
				t.Fatal(err)
			}
			d, err := intake.DOCX(name, b, l)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(d.Text.Canonical()); got != string(e.Texts[i].Canonical) {
				t.Errorf("%s: the text in %s comes back as\n%s", name, l, got)
			}
		}
	}
}

func at(word []string) float64 {
	x, _ := strconv.ParseFloat(word[1], 64)
	return x
}
