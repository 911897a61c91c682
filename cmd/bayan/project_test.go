package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Mona was sent an OmegaT project as one archive, and sends one back: before she has
// created the translated documents, and after.
func TestAWholeProjectComesHome(t *testing.T) {
	o := harbourDesk(t)
	sent := filepath.Join(t.TempDir(), "harbour.zip")
	o.as(t, "nour", "send", "harbour", "ar", "--to", "Mona Sayegh", "--format", "omegat", "--out", sent)
	for locale, want := range map[string]string{"en": "Ctrl+D", "ar": "إنشاء المستندات المترجمة"} {
		if code, _, said := o.try("nour", "receive", sent, "--locale", locale); code != 1 || !strings.Contains(said, want) {
			t.Errorf("exit %d\n%s", code, said)
		}
	}
	z, err := zip.OpenReader(sent)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var b bytes.Buffer
	back := zip.NewWriter(&b)
	for _, f := range z.File {
		if err := back.Copy(f); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f.Name, ".xlf") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		words, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "harbour.xlf")
		if err := os.WriteFile(file, words, 0o666); err != nil {
			t.Fatal(err)
		}
		inArabic(t, file)
		if words, err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
		w, err := back.Create(strings.Replace(f.Name, "/source/", "/target/", 1))
		if err == nil {
			_, err = w.Write(words)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := back.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(sent, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	o.as(t, "nour", "receive", sent)
	var kept bool // the archive itself, as every file that comes in
	for entry := 1; entry < 20 && !kept; entry++ {
		code, file, _ := o.try("nour", "log", "harbour", "--file", strconv.Itoa(entry))
		kept = code == 0 && file == b.String()
	}
	if !kept {
		t.Error("the archive is not kept as it came")
	}
	if got := plain(o.read(t, "releases/harbour/ar.md")); got != harbourArabic {
		t.Errorf("it came home as\n%s", got)
	}
}
