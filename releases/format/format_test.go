package format_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/format"
	"bayan/releases/format/internal/example"
)

func paths(files []format.File) string {
	var all []string
	for _, f := range files {
		all = append(all, f.Path)
	}
	return strings.Join(all, " ")
}

func TestFiles(t *testing.T) {
	for want, formats := range map[string][]string{
		"en.md ar.md":                                                       {},
		"index.html en.html en.md ar.html ar.md":                            {"html"},
		"en.md en.txt ar.md ar.txt release.json":                            {"json", "txt"},
		"release.docx en.md en.docx en.eml ar.md ar.docx ar.eml":            {"eml", "docx"},
		"index.html en.html en.md en.txt ar.html ar.md ar.txt release.json": {"txt", "md", "html", "json", "html"},
	} {
		files, err := format.Files(example.Signed(), formats)
		if err != nil {
			t.Fatal(err)
		}
		if got := paths(files); got != want {
			t.Errorf("%v:\ngot  %s\nwant %s", formats, got, want)
		}
	}
}

func TestAnUnknownFormatIsNamed(t *testing.T) {
	files, err := format.Files(example.Signed(), []string{"html", "htlm"})
	var unknown *format.UnknownError
	if !errors.As(err, &unknown) || unknown.Format != "htlm" || files != nil {
		t.Errorf("got %v and %d files", err, len(files))
	}
}

// TestReproducible: the same edition gives the same bytes, and no file of one
// language has the words of another.
func TestReproducible(t *testing.T) {
	for _, e := range []func() releases.Edition{example.Signed, example.Draft, example.Corrected, example.Withdrawn} {
		first, err := format.Files(e(), format.Known)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			again, _ := format.Files(e(), format.Known)
			for i := range first {
				if !bytes.Equal(first[i].Bytes, again[i].Bytes) {
					t.Fatalf("%s differs from one making to the next", first[i].Path)
				}
			}
		}
	}
}

func TestEveryFileOfADraftIsMarkedInItsLanguage(t *testing.T) {
	marks := map[releases.Language][]string{
		"en": {"Draft. Not approved"}, "ar": {"مسودة غير معتمدة"}, "": {"Draft. Not approved", "مسودة غير معتمدة"},
	}
	files, err := format.Files(example.Draft(), format.Known)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		want := marks[f.Language]
		if f.Format == "json" {
			want = []string{`"draft": true`}
		}
		for _, mark := range want {
			if !bytes.Contains(readable(t, f), []byte(mark)) {
				t.Errorf("%s does not say %q", f.Path, mark)
			}
		}
	}
}

func TestNoFileOfATombstoneHasTheText(t *testing.T) {
	for _, state := range []releases.PublicState{releases.Withdrawn, releases.Withheld} {
		e := example.Withdrawn()
		e.State = state
		e.Notices[0].Kind = string(state)
		files, err := format.Files(e, format.Known)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			for _, text := range e.Texts {
				closed := text.Labels.Say("labels."+string(state)+"-headline", nil)
				if of := f.Language == "" || f.Language == text.Language; of && f.Format != "json" && !bytes.Contains(readable(t, f), []byte(closed)) {
					t.Errorf("%s does not say %q", f.Path, closed)
				}
				for _, b := range text.Text.Blocks {
					if bytes.Contains(readable(t, f), []byte(b.Plain())) {
						t.Errorf("%s still says %q", f.Path, b.Plain())
					}
				}
			}
		}
	}
}
