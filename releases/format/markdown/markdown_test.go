package markdown_test

import (
	"bytes"
	"testing"

	"bayan/releases"
	"bayan/releases/format/internal/example"
	"bayan/releases/format/internal/golden"
	"bayan/releases/format/markdown"
)

func written(t *testing.T, e releases.Edition, l releases.Language) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := markdown.Write(&b, e, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatWasSignedIsWhatIsWritten(t *testing.T) {
	for _, e := range []releases.Edition{example.Signed(), example.Corrected()} {
		for _, text := range e.Texts {
			if got := written(t, e, text.Language); !bytes.Equal(got, text.Canonical) {
				t.Errorf("%s of edition %d is not the canonical text:\n%s", text.Language, e.Number, got)
			}
		}
	}
}

func TestADraftSaysSoInItsOwnLanguage(t *testing.T) {
	for l, first := range map[releases.Language]string{
		"en": "> [DRAFT] Draft. Not approved for publication.\\\n> Under embargo until \u206822 November 2026, 08:30 UTC\u2069\n\n",
		"ar": "> [مسودة] مسودة غير معتمدة للنشر.\\\n> محظور النشر حتى \u206822 تشرين الثاني 2026، 08:30 UTC\u2069\n\n",
	} {
		e := example.Draft()
		got := written(t, e, l)
		rest, marked := bytes.CutPrefix(got, []byte(first))
		if !marked {
			t.Fatalf("%s begins\n%.200s\nwant\n%s", l, got, first)
		}
		for _, text := range e.Texts {
			if text.Language == l && !bytes.Equal(rest, text.Canonical) {
				t.Errorf("%s: after the mark stands\n%s", l, rest)
			}
		}
		if _, _, err := releases.Parse("draft.md", got); err == nil {
			t.Errorf("%s: a marked draft can be checked in as a text", l)
		}
	}
}

func TestATombstoneHasNoText(t *testing.T) {
	golden.Equal(t, "withdrawn.ar.md", written(t, example.Withdrawn(), "ar"))
	golden.Equal(t, "withdrawn.en.md", written(t, example.Withdrawn(), "en"))
}
