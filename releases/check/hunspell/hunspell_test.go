package hunspell

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/check"
)

// installed is a speller of the real program with English and Arabic.
func installed(t testing.TB) *Speller {
	t.Helper()
	s := New(t.Context(), "hunspell")
	if _, err := exec.LookPath("hunspell"); err != nil || !s.Knows("en") || !s.Knows("ar") {
		t.Skip("NOT RUN: hunspell or its dictionaries are not here, so no spelling was checked. Get them with: apt-get install hunspell hunspell-en-us hunspell-en-gb hunspell-ar")
	}
	return s
}

func TestWordsAreLookedUp(t *testing.T) {
	s := installed(t)
	for _, c := range []struct {
		language    releases.Language
		words, want string
	}{
		{"en", "volunteers opened the shelter", ""},
		{"en", "volunteeers oppened the shelter don't don’t", "volunteeers oppened"},
		{"en-US", "shelterr", "shelterr"},
		{"ar", "افتتحت الجمعية ملجأين للمتطوعين", ""},
		{"ar", "افتتتحت الجمعية ملجأين للمتطووعين", "افتتتحت للمتطووعين"},
		{"ar-SY", "للمتطووعين", "للمتطووعين"},
		{"tlh", "qapla", ""},
		{"", "qapla", ""},
	} {
		got := s.Misspelt(c.language, strings.Fields(c.words))
		if want := strings.Fields(c.want); !slices.Equal(got, want) {
			t.Errorf("%s: %s: got %q, want %q", c.language, c.words, got, want)
		}
	}
	if s.Err != nil {
		t.Error(s.Err)
	}
}

// TestALanguageIsSpeltAsAnyOfItsRegionsDo: unless its region is named.
func TestALanguageIsSpeltAsAnyOfItsRegionsDo(t *testing.T) {
	s := installed(t)
	if !s.Knows("en-GB") || !s.Knows("en-US") {
		t.Skip("NOT RUN: English has not two dictionaries here. Get them with: apt-get install hunspell-en-us hunspell-en-gb")
	}
	words := strings.Fields("centre center colour color qwxz")
	for language, want := range map[releases.Language]string{
		"en": "qwxz", "en-GB": "center color qwxz", "en-US": "centre colour qwxz",
	} {
		if got := s.Misspelt(language, words); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s: got %q, want %q", language, got, want)
		}
	}
}

// TestWordsAreNoCommands: what the program takes for a command in its other
// mode, or for the end of a line, is asked about like any word, or not at all.
func TestWordsAreNoCommands(t *testing.T) {
	s := installed(t)
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	hostile := []string{"*qwxz", "@qwxz", "#", "!", "~tex", "&qwxz", "+", "-", "^", "`cmd", "qwxz\n*zzqwx", "\x00", "$(touch x)", "qwxz\r", ""}
	if got := s.Misspelt("en", append(hostile, "qwxz")); !slices.Equal(got, []string{"qwxz"}) {
		t.Errorf("got %q of words of which one is misspelt", got)
	}
	if got := s.Misspelt("en", []string{"qwxz", "zzqwx"}); len(got) != 2 {
		t.Errorf("a word was learnt: %q", got)
	}
	if files, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(files) > 0 {
		t.Errorf("something was written: %q, %v", files, err)
	}
}

// TestADictionaryOfTheFolderIsNotTaken: a desk's folder may come from anywhere.
func TestADictionaryOfTheFolderIsNotTaken(t *testing.T) {
	installed(t)
	dir := t.TempDir()
	t.Chdir(dir)
	for name, content := range map[string]string{"xx.dic": "1\nqwxz\n", "xx.aff": "SET UTF-8\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if s := New(t.Context(), "hunspell"); s.Knows("xx") {
		t.Errorf("a dictionary of the present folder is taken: %q", s.Dictionaries())
	}
}

func TestWithoutTheProgramNothingIsTold(t *testing.T) {
	s := New(t.Context(), filepath.Join(t.TempDir(), "hunspell"))
	if s.Knows("en") || s.Misspelt("en", []string{"qwxz"}) != nil || s.Err != nil {
		t.Errorf("of a program that is not there: %q, %v", s.Dictionaries(), s.Err)
	}
}

// TestAProgramThatFailsIsTold: one that lists dictionaries and then breaks.
func TestAProgramThatFailsIsTold(t *testing.T) {
	program := filepath.Join(t.TempDir(), "hunspell")
	script := "#!/bin/sh\n[ \"$1\" = -D ] && { printf 'AVAILABLE DICTIONARIES\\n/d/en_GB\\n/d/-x y\\n/d/en_US\\n' >&2; exit 1; }\nexit 3\n"
	if err := os.WriteFile(program, []byte(script), 0o777); err != nil {
		t.Fatal(err)
	}
	s := New(t.Context(), program)
	if got := s.dictionariesOf("en"); !slices.Equal(got, []string{"en_GB", "en_US"}) {
		t.Errorf("dictionaries: %q", got)
	}
	if s.Knows("en-AU") {
		t.Error("another region's dictionary is taken for one that is asked for")
	}
	if got := s.Misspelt("en", []string{"qwxz"}); got != nil || s.Err == nil {
		t.Errorf("got %q and %v", got, s.Err)
	}
}

// TestAReleaseIsSpelt: the check with the program, on a text of a press office.
func TestAReleaseIsSpelt(t *testing.T) {
	text, _, err := releases.Parse("en.md", []byte("# Nahr Relief opens a shleter\n\nThe socity thanks Ms Qwxz of NHR-77, see https://shleter.example.\n"))
	if err != nil {
		t.Fatal(err)
	}
	text, _ = releases.Identify(text, releases.Text{}, nil, 0)
	var got []string
	for _, f := range check.Run(check.Job{Language: "en", Text: text, Speller: installed(t)}) {
		got = append(got, f.Code+" "+f.Target)
	}
	if want := []string{"spelling shleter", "spelling socity"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
