package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheDemoGoesThroughTheWholeJobTwice(t *testing.T) {
	dir := t.TempDir()
	bayan := filepath.Join(dir, "bayan")
	if out, err := exec.Command("go", "build", "-o", bayan, "bayan/cmd/bayan").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for range 2 { // the second replaces the first
		var w bytes.Buffer
		if err := run(&w, bayan, filepath.Join(dir, "demo"), "en"); err != nil {
			t.Fatalf("%v\n%s", err, w.String())
		}
		if strings.Contains(w.String(), "⟦") {
			t.Errorf("a sentence is missing:\n%s", w.String())
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "demo", "desk", "public", "winter-training", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"Sixteen instructors", "ستة عشر مدرّباً", "1,187", `dir="rtl"`} {
		if !bytes.Contains(page, []byte(words)) {
			t.Errorf("the published page lacks %q", words)
		}
	}
}

func TestTheDemoLeavesOtherFoldersAlone(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(file, []byte("words"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := run(&bytes.Buffer{}, "bayan", dir, "en"); err == nil {
		t.Error("a folder with other files was taken for a demo")
	}
	if b, _ := os.ReadFile(file); string(b) != "words" {
		t.Error("the file was touched")
	}
}
