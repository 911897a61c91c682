package intake

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"bayan/releases"
)

var update = flag.Bool("update", false, "write the golden files anew")

func read(name string, b []byte, lang releases.Language) (Draft, error) {
	switch Sniff(name, b) {
	case WebPage:
		return HTML(name, b, lang)
	case MarkdownText:
		return Markdown(name, b, lang)
	}
	return Text(name, b, lang)
}

// shown is a draft as people compare it.
func shown(d Draft) string {
	var b strings.Builder
	b.Write(d.Text.Canonical())
	fmt.Fprintf(&b, "----\ndate %q place %q, missing %v\n", d.Facts.Date, d.Facts.Place, d.Missing)
	for _, n := range d.Kept {
		fmt.Fprintf(&b, "kept %d %s %q %v\n", n.Line, n.Code, n.Text, n.Args)
	}
	for _, n := range d.Dropped {
		fmt.Fprintf(&b, "dropped %d %s %q %v\n", n.Line, n.Code, n.Text, n.Args)
	}
	return b.String()
}

// sound is what every draft keeps: its text can be read again, its codes are
// listed.
func sound(t interface{ Errorf(string, ...any) }, d Draft) {
	got, _, err := releases.Parse("draft.md", d.Text.Canonical())
	if err != nil {
		t.Errorf("the draft cannot be read again: %v\n%s", err, d.Text.Canonical())
		return
	}
	if got.Digest() != d.Text.Digest() {
		t.Errorf("the draft is read again as\n%s\nnot\n%s", got.Canonical(), d.Text.Canonical())
	}
	for _, n := range append(d.Kept, d.Dropped...) {
		if _, ok := Codes[n.Code]; !ok {
			t.Errorf("code %q is not in Codes", n.Code)
		}
		for name := range n.Args {
			if !strings.Contains(strings.Join(Codes[n.Code], " "), name) {
				t.Errorf("argument %q of %q is not in Codes", name, n.Code)
			}
		}
	}
}

func TestWhatPressOfficesHave(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.*.*")
	for _, path := range files {
		if strings.HasSuffix(path, ".golden") {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			d, err := read(path, b, releases.Language(strings.Split(filepath.Base(path), ".")[1]))
			if err != nil {
				t.Fatal(err)
			}
			sound(t, d)
			got := shown(d)
			if *update {
				if err := os.WriteFile(path+".golden", []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path + ".golden")
			if err != nil || got != string(want) {
				t.Errorf("%v; reads as\n%s", err, got)
			}
		})
	}
}

func TestDates(t *testing.T) {
	for line, want := range map[string]string{
		"July 25, 2018":                   "2018-07-25",
		"Wednesday, 25 July 2018 16:24":   "2018-07-25",
		"25th of July 2018, 4 pm":         "2018-07-25",
		"2018-07-25":                      "2018-07-25",
		"25/07/2018":                      "2018-07-25",
		"25.7.2018":                       "2018-07-25",
		"le 25 juillet 2018 à 16h24":      "2018-07-25",
		"Mercredi 25 juillet 2018, 16h24": "2018-07-25",
		"1er février 2024":                "2024-02-01",
		"25. Juli 2018":                   "2018-07-25",
		"٢٥ تموز ٢٠١٨":                    "2018-07-25",
		"25 يوليو 2018":                   "2018-07-25",
		"الأربعاء ٢٥ تموز/يوليو ٢٠١٨":                 "2018-07-25",
		"٢٥ تشرين الأول ٢٠١٨":                         "2018-10-25",
		"1 كانون الثاني 2019 م":                       "2019-01-01",
		"التاريخ: ٢٥ تموز ٢٠١٨":                       "2018-07-25",
		"25 جويلية 2018":                              "2018-07-25",
		"٢٥ تموز ٢٠١٨ م الموافق ١٢ ذو القعدة ١٤٣٩ هـ": "2018-07-25",
		"٢٥-٠٧-٢٠١٨":                                  "2018-07-25",
		"31 June 2018":                                "",
		"25 July":                                     "",
		"25 July 2018 was a Wednesday":                "",
		"25 تموز/آب 2018":                             "",
		"١٢ ذو القعدة ١٤٣٩ هـ":                        "",
		"Resolution 2254, 18 December 2015":           "",
		"03/04/2024":                                  "",
	} {
		got, ok := readDay(line)
		if got.date != want || ok != (want != "" || got.unclear) {
			t.Errorf("%s is read as %q, %v; want %q", line, got.date, ok, want)
		}
	}
	if got, _ := readDay("Tuesday, 25 July 2018"); got.weekday == "" {
		t.Error("nobody says that 25 July 2018 was no Tuesday")
	}
}

func TestArabicPageInWindows1256(t *testing.T) {
	src := `<html><head><title>مرصد الميناء</title>%s</head><body><h1>مرصد الميناء يفتح تدريبه</h1><p>أعلن المرصد فتح باب التسجيل.</p></body></html>`
	for name, head := range map[string]string{"declared": `<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">`, "not declared": ""} {
		b, err := charmap.Windows1256.NewEncoder().Bytes(fmt.Appendf(nil, src, head))
		if err != nil {
			t.Fatal(err)
		}
		d, err := HTML("page.html", b, "ar")
		if err != nil || d.Text.Headline() != "مرصد الميناء يفتح تدريبه" {
			t.Errorf("%s: %v %s", name, err, d.Text.Canonical())
		}
	}
	d, err := HTML("page.html", fmt.Appendf(nil, src, `<meta charset="windows-1256">`), "ar")
	if err != nil || d.Text.Headline() != "مرصد الميناء يفتح تدريبه" || d.Kept[0].Code != "charset-differs" {
		t.Errorf("UTF-8 that says windows-1256: %v %s", err, shown(d))
	}
}

func TestSniff(t *testing.T) {
	for _, one := range []struct {
		name, text string
		want       Format
	}{
		{"a.txt", "Harbour Watch opens\n\nIt opens.", PlainText},
		{"a", "Harbour Watch opens\n\nIt opens.", PlainText},
		{"a.txt", "# Harbour Watch\n\nIt opens.", MarkdownText},
		{"a.txt", "+++\nkicker = \"x\"\n+++\n", MarkdownText},
		{"a.md", "Harbour Watch", MarkdownText},
		{"a.txt", "<!DOCTYPE html><p>x", WebPage},
		{"a.txt", "\ufeff <HTML>", WebPage},
		{"a.txt", "The mark <p> begins a paragraph", PlainText},
		{"a.htm", "x", WebPage},
		{"a.docx", "PK\x03\x04word/document.xml", WordProcessor},
		{"a.zip", "PK\x03\x04", Unknown},
		{"a.pdf", "%PDF-1.7", Unknown},
		{"a.txt", "a\x00b", Unknown},
		{"a.txt", "", Unknown},
	} {
		if got := Sniff(one.name, []byte(one.text)); got != one.want {
			t.Errorf("%s %q is %q, want %q", one.name, one.text, got, one.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, one := range []struct {
		name, code string
		line       int
		b          []byte
	}{
		{"bad bytes", "invalid-utf8", 2, []byte("Harbour\n\xe1\xe2\n")},
		{"a NUL", "control-character", 1, []byte("Har\x00bour\n")},
		{"nothing", "empty-text", 1, []byte(" \n\n")},
		{"only a date", "no-headline", 1, []byte("16 November 2026\n")},
		{"too much", "text-too-large", 0, bytes.Repeat([]byte("harbour "), releases.MaxTextBytes/8+1)},
		{"a page of bad bytes", "invalid-utf8", 2, []byte("<meta charset=utf-8>\n<p>\xe1\xe2</p>")},
		{"a page with a NUL", "control-character", 1, []byte("<p>a\x00b</p>")},
		{"entities that grow", "entity-declared", 2, []byte("<!DOCTYPE x [\n<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><p>&b;</p>")},
		{"elements without end", "too-many-elements", 1, bytes.Repeat([]byte("<b>"), 1_300_000)},
		{"two million elements", "text-too-large", 0, bytes.Repeat([]byte("<b>"), 2_000_000)},
		{"attributes without end", "too-many-elements", 1, append([]byte("<p "), bytes.Repeat([]byte("a "), 2_000_000)...)},
		{"a deep page", "nested-too-deep", 0, bytes.Repeat([]byte("<div>"), 10_000)},
		{"a page of nothing", "empty-text", 1, []byte("<html><body><script>var x</script></body></html>")},
		{"lines without end", "too-many-lines", 0, bytes.Repeat([]byte("a\n"), 1_000_000)},
		{"a block without end", "block-too-large", 3, []byte("Harbour\n\n" + strings.Repeat("word ", 20_000))},
	} {
		t.Run(one.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			var err error
			if bytes.HasPrefix(one.b, []byte("<")) {
				_, err = HTML("in", one.b, "en")
			} else {
				_, err = Text("in", one.b, "en")
			}
			runtime.ReadMemStats(&after)
			faults, ok := err.(releases.ParseErrors)
			if !ok || faults[0].Code != one.code || faults[0].Line != one.line || faults[0].File != "in" {
				t.Errorf("got %v, want line %d: %s", err, one.line, one.code)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 128 {
				t.Errorf("took %d MB", mb)
			}
		})
	}
}

// Whatever lines are given, every word is in the text, in a field or told.
func TestNoWordIsLost(t *testing.T) {
	lines := []string{"", "", "Press release", "بيان صحفي", "Harbour Watch", "دائرة الإعلام", "16 November 2026", "Monday, 16 November 2026 09:40", "It opens.", "* not a mark *", "# 5", "- item", "1. first", "<b>x</b>", "TYRE, 16 November 2026",
		"Harbour Watch opens its winter training in eleven towns along the coast. It is free, and nobody needs any experience at all to take part in it."}
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.SliceOfN(rapid.SampledFrom(lines), 1, 14).Draw(t, "lines")
		for i, l := range given {
			if l != "" && rapid.Bool().Draw(t, "numbered") {
				given[i] = fmt.Sprintf("%s w%d", l, i)
			}
		}
		d, err := Text("in.txt", []byte(strings.Join(given, "\n")), "en")
		if err != nil {
			return
		}
		sound(t, d)
		all := folded(d.Text.Words())
		for _, f := range d.Text.Fields {
			all += folded(f.Value)
		}
		for _, n := range append(d.Kept, d.Dropped...) {
			all += folded(n.Text)
		}
		for _, l := range given {
			l = strings.TrimLeft(l, "-1. ")
			if !strings.Contains(all, folded(l)) {
				t.Fatalf("%q is lost:\n%s", l, shown(d))
			}
		}
	})
}

func FuzzText(f *testing.F) {
	seeds(f, "testdata/*.txt")
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := Text("in", b, "ar"); err == nil {
			sound(t, d)
		}
	})
}

func FuzzHTML(f *testing.F) {
	seeds(f, "testdata/*.html")
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := HTML("in", b, "ar"); err == nil {
			sound(t, d)
		}
	})
}

func seeds(f *testing.F, glob string) {
	files, _ := filepath.Glob(glob)
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
}
