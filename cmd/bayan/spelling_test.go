package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestSpellingIsTold(t *testing.T) {
	o := newDesk(t)
	for _, s := range approvedSteps("winter")[:3] {
		o.as(t, s.member, s.args...)
	}
	o.as(t, "layla", "checkout", "winter", "ar")
	b, err := os.ReadFile(filepath.Join("testdata", "texts", "winter.ar.md"))
	noError(t, err)
	noError(t, os.WriteFile(filepath.Join(o.dir, "releases/winter/ar.md"), []byte(strings.Replace(string(b), "المتطوعين", "المتطووعين", 1)), 0o666))
	o.as(t, "layla", "checkin", "winter", "ar")

	// Without the program nothing is told of words, and the doctor says why.
	o.hunspell = filepath.Join(o.dir, "no-hunspell")
	if got := o.as(t, "layla", "check", "winter", "--json"); got != "[]\n" {
		t.Errorf("without hunspell: %s", got)
	}
	o.as(t, "amal", "policy", "set", "languages=en,ar,fr")
	if _, _, told := o.try("layla", "doctor"); !strings.Contains(told, "Spelling is not checked in: English, Arabic and French.") ||
		!strings.Contains(told, "apt-get install hunspell hunspell-en-us hunspell-ar hunspell-fr") {
		t.Errorf("the doctor says %q", told)
	}

	o.hunspell = "hunspell"
	_, _, told := o.try("layla", "doctor")
	if _, err := exec.LookPath("hunspell"); err != nil || !strings.Contains(told, "Spelling is checked in: English and Arabic.") {
		t.Skip("NOT RUN: hunspell or its dictionaries are not here, so no release was checked with them. Get them with: apt-get install hunspell hunspell-en-us hunspell-ar")
	}
	got := o.as(t, "layla", "check", "winter", "ar", "--json")
	if !strings.Contains(got, `"code":"spelling","severity":"info"`) || !strings.Contains(got, "المتطووعين") {
		t.Errorf("a misspelt word: %s", got)
	}
	o.as(t, "layla", "glossary", "add", "ar=المتطووعين")
	if got := o.as(t, "layla", "check", "winter", "ar", "--json"); strings.Contains(got, "المتطووعين") {
		t.Errorf("a word of the glossary: %s", got)
	}
	// Other files are checked for it where that is asked for.
	o.write(t, "note.ar.md", "# إشعار\n\nوصل المتبررعون اليوم.\n")
	for flag, want := range map[string]bool{"--quiet": false, "--spelling": true} {
		if got := o.as(t, "layla", "check", "note.ar.md", flag, "--json"); strings.Contains(got, "spelling") != want {
			t.Errorf("%s: %s", flag, got)
		}
	}
	// What is decided does not depend on the machine.
	if out := o.as(t, "rami", "approve", "winter", "ar"); !strings.Contains(out, "approved") {
		t.Error(out)
	}
}
