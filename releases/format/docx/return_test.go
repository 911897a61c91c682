package docx_test

import (
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/format/docx"
	"bayan/releases/format/internal/example"
	"bayan/releases/intake"
)

// given: a release that goes out as a Word file; when: the file comes back
// untouched; then: its text is the one that went out, in every layout.
func TestFileComesBackAsItWentOut(t *testing.T) {
	for name, e := range map[string]releases.Edition{"signed": example.Signed(), "draft": example.Draft(), "corrected": example.Corrected()} {
		for i, text := range e.Texts {
			l := text.Language
			for way, write := range map[string]func(io.Writer) error{
				"alone":   func(w io.Writer) error { return docx.Single(w, e, l) },
				"columns": func(w io.Writer) error { return docx.Write(w, e) },
				"stacked": func(w io.Writer) error { return docx.Write(w, example.Stacked(e)) },
			} {
				file, _ := made(t, write)
				d, err := intake.DOCX("release.docx", file, l)
				if err != nil {
					t.Fatal(err)
				}
				if got, want := string(d.Text.Canonical()), string(e.Texts[i].Canonical); got != want {
					t.Errorf("%s, %s, %s comes back as\n%s\nnot\n%s", name, l, way, got, want)
				}
				if d.Facts.Date != "2026-11-22" || len(d.Facts.Contacts) != 2 || len(d.Missing) > 0 {
					t.Errorf("its facts are %+v", d.Facts)
				}
			}
		}
	}
}

// given: datelines that name a place, or none; then: the house's words around
// the place stay on paper, the place is in capitals there alone, and the day of
// the release is known all the same.
func TestDatelinesOfTheHouseStayOnPaper(t *testing.T) {
	for _, edition := range []releases.Edition{example.Signed(), example.Draft()} {
		for dateline, want := range map[string]string{
			"Port Tarfa": "[bayanDatelineCapitals|Port Tarfa] [bayanDatelineEnd|, 22 November 2026 — ]",
			"":           "[bayanDatelineEnd|PORT TARFA, 22 November 2026 — ]",
		} {
			source := "# Rescuers open a school\n\nIt opened on Sunday.\n"
			if dateline != "" {
				source = "+++\ndateline = \"" + dateline + "\"\n+++\n\n" + source
			}
			e := edition
			e.Texts = []releases.EditionText{example.Text("en", []byte(source), "")}
			file, parts := made(t, func(w io.Writer) error { return docx.Single(w, e, "en") })
			if got := outline(tree(t, parts["word/document.xml"]), ""); !strings.Contains(got, want) {
				t.Errorf("%q is written\n%s\nwant %s", dateline, got, want)
			}
			d, err := intake.DOCX("release.docx", file, "en")
			if err != nil {
				t.Fatal(err)
			}
			if got := string(d.Text.Canonical()); got != source || d.Facts.Date != "2026-11-22" {
				t.Errorf("comes back as\n%s\nof %q, not\n%s", got, d.Facts.Date, source)
			}
		}
	}
}

// Whatever a text holds that Word files hold, it comes back.
func TestAnyTextComesBack(t *testing.T) {
	words := rapid.SampledFrom([]string{
		"Rescuers", "متطوعاً", "240", " ", " ", "، ", ". ", "«", "»", "+963 11 0100", "٠١١ ٢٢٣ ٣٤٤", "LR-40/2026", "C++", "+5%", "UNICEF", "a@b.example", "https://b.example/x", "(", ")", "&amp;", "\u200f", "\u00a0", "\u200c", "–", "5 %", "\u2060", "…",
		"**bold** ", "*italic* ", "**bold *both*** ", "[page](https://b.example/p) ", "[**بيان** +963 11 0199](https://b.example/q \"title\") ", "[call](tel:+963110100) ",
	})
	line := rapid.Custom(func(t *rapid.T) string {
		return "w" + strings.Join(rapid.SliceOfN(words, 1, 8).Draw(t, "words"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		if rapid.Bool().Draw(t, "fields") {
			b.WriteString("+++\nkicker = \"Statement\"\norganisation = \"جمعية\"\ndateline = \"BEIRUT\"\nslug = \"winter-school & more\"\nsummary = \"In short\"\n+++\n\n")
		}
		b.WriteString("# " + line.Draw(t, "headline") + "\n\n")
		for range rapid.IntRange(0, 8).Draw(t, "blocks") {
			mark := rapid.SampledFrom([]string{"", "", "> ", "## ", "### ", "###### ", "- ", "1. ", "7. ", "2) "}).Draw(t, "mark")
			b.WriteString(mark + line.Draw(t, "line") + "\n")
			switch {
			case mark == "- " && rapid.Bool().Draw(t, "deeper"):
				b.WriteString("  1. " + line.Draw(t, "inner") + "\n")
			case mark == "" && rapid.Bool().Draw(t, "break"):
				b.WriteString("w\\\n" + line.Draw(t, "after") + "\n")
			}
			b.WriteString("\n")
		}
		text, _, err := releases.Parse("en.md", []byte(b.String()))
		if err != nil {
			return
		}
		e := example.Signed()
		e.Source = rapid.SampledFrom([]releases.Language{"en", "ar"}).Draw(t, "language")
		one := example.Text(e.Source, text.Canonical(), "")
		e.Texts = []releases.EditionText{one}
		var out strings.Builder
		if err := docx.Single(&out, e, e.Source); err != nil {
			t.Fatal(err)
		}
		d, err := intake.DOCX("x.docx", []byte(out.String()), e.Source)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := string(d.Text.Canonical()), string(text.Canonical()); got != want {
			t.Fatalf("comes back as\n%s\nnot\n%s", got, want)
		}
	})
}
