package check

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/glossary"
)

// parsed is a text as a desk has it: parsed, with ids.
func parsed(t testing.TB, markdown string) releases.Text {
	t.Helper()
	text, _, err := releases.Parse("release.md", []byte(markdown))
	if err != nil {
		t.Fatal(err)
	}
	text, _ = releases.Identify(text, releases.Text{}, nil, 0)
	return text
}

const winterEN = `+++
kicker = "Press release"
+++

# Nahr Relief opens two winter shelters

WADI NAHR, 22 November 2026 — The Nahr Relief Society opened two shelters for 3,750 people on Sunday, 22 November 2026.

> “We will not leave anyone outside tonight,” said Layla Haddad, who has led the society since 2014.

## What is needed

- 1,200 blankets, at $4.5 each
- 60% of the fuel for January

Call +961 1 204 117 or write to press@nahr.example before 6 p.m. on 30 November.
`

const winterAR = `+++
kicker = "بيان صحفي"
+++

# إغاثة نهر تفتتح ملجأين شتويين

وادي نهر، ٢٢ تشرين الثاني ٢٠٢٦ — افتتحت جمعية إغاثة نهر ملجأين لنحو ٣٬٧٥٠ شخصاً يوم الأحد ٢٢ تشرين الثاني ٢٠٢٦.

> قالت ليلى حداد، التي تقود الجمعية منذ عام ٢٠١٤: «لن نترك أحداً في العراء هذه الليلة».

## ما نحتاج إليه

- ١٬٢٠٠ بطانية، ثمن الواحدة ٤٫٥ دولار
- ٦٠٪ من وقود كانون الثاني

للاتصال: +٩٦١ ١ ٢٠٤ ١١٧ أو press@nahr.example قبل السادسة مساءً في ٣٠ تشرين الثاني.
`

func winter(t testing.TB, ar string) Job {
	base, target := parsed(t, winterEN), parsed(t, ar)
	return Job{
		BaseLanguage: "en", Base: &base, Language: "ar", Text: target,
		Groups: releases.Align(base, target, nil, releases.Text{}),
	}
}

func TestReleaseIsClean(t *testing.T) {
	if got := Run(winter(t, winterAR)); len(got) > 0 {
		t.Errorf("a sound translation: %v", found(got))
	}
	base, target := parsed(t, winterAR), parsed(t, winterEN)
	back := Job{BaseLanguage: "ar", Base: &base, Language: "en", Text: target, Groups: releases.Align(base, target, nil, releases.Text{})}
	if got := Run(back); len(got) > 0 {
		t.Errorf("the same, from Arabic: %v", found(got))
	}
	for language, text := range map[releases.Language]releases.Text{"ar": base, "en": target} {
		if got := Run(Job{Language: language, Text: text}); len(got) > 0 {
			t.Errorf("the %s source alone: %v", language, found(got))
		}
	}
}

// TestReleaseFaults puts one fault at a time into a sound translation.
func TestReleaseFaults(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"٣٬٧٥٠", "٣٬٥٧٠", "numbers"},
		{"٤٫٥ دولار", "٤٫٥ دينار", "currency"},
		{"٦٠٪", "٦٠", "percent"},
		{"السادسة مساءً", "السادسة", ""},
		{"٢٠٤ ١١٧", "٢٠٤ ١٧١", "phone"},
		{"press@", "pres@", "email"},
		{"«لن نترك أحداً في العراء هذه الليلة»", "لن نترك أحداً في العراء هذه الليلة", "quotes-count"},
		{"العراء", "العر\u202eاء", "bidi-controls"},
		{"الليلة»", "الليلة", "quotes"},
		{"ليلى حداد،", "ليلى حداد,", "arabic-comma"},
		{"جمعية إغاثة", "جمعية جمعية إغاثة", "doubled-word"},
		{"يوم الأحد", "يوم الاثنين", "weekday-date"},
		{"> قالت", "قالت", "structure-added"},
		{"## ما", "### ما", "structure-level"},
	} {
		ar := strings.Replace(winterAR, c.from, c.to, 1)
		got := found(Run(winter(t, ar)))
		hit := slices.ContainsFunc(got, func(g string) bool { return matches(c.want, g) })
		if c.want == "" && len(got) > 0 || c.want != "" && !hit {
			t.Errorf("%s for %s: want %q, got %q", c.to, c.from, c.want, got)
		}
	}
}

func TestStructure(t *testing.T) {
	shorter := winter(t, strings.Replace(winterAR, "- ٦٠٪ من وقود كانون الثاني\n", "", 1))
	var got []string
	for _, f := range Run(shorter) {
		if f.Code == structureCode {
			got = append(got, f.Variant+" "+string(f.Block))
		}
	}
	// the only gap whose counts differ is the list: one of its items has no partner
	if len(got) == 0 || slices.ContainsFunc(got, func(g string) bool { return !strings.HasPrefix(g, "omitted") && !strings.HasPrefix(g, "added") }) {
		t.Errorf("a list item that was left out: %q", got)
	}

	job := winter(t, winterAR)
	last := len(job.Groups) - 1
	partner := job.Groups[last].Target
	job.Groups[last].Target = nil
	want := []string{"structure-added", "structure-omitted"}
	if got := found(Run(job)); !slices.Equal(got, want) {
		t.Errorf("a block in no group and an omission: got %q, want %q", got, want)
	}
	job.Groups[last].Reason = "not for readers abroad"
	job.Groups = append(job.Groups, releases.Group{Target: partner, Reason: "for readers here"})
	if got := found(Run(job)); len(got) > 0 {
		t.Errorf("both with a reason: %q", got)
	}
	job.Settings.Severity = map[string]Severity{structureCode: Off}
	job.Groups = nil
	if got := found(Run(job)); len(got) > 0 {
		t.Errorf("switched off: %q", got)
	}
}

// TestTheUsualNameIsShownPlain: without the conjunction that stood before it.
func TestTheUsualNameIsShownPlain(t *testing.T) {
	var job Job
	for _, c := range readGolden(t, "testdata/names.txt") {
		if c.name == "clitics before the usual spelling" {
			job = c.job(t)
		}
	}
	if got := Run(job); len(got) != 1 || got[0].Args["usual"] != "درويش" || got[0].Args["name"] != "Darwish" {
		t.Errorf("got %+v", got)
	}
}

func TestSettings(t *testing.T) {
	job := winter(t, strings.Replace(winterAR, "٣٬٧٥٠", "٣٬٥٧٠", 1))
	for severity, want := range map[Severity][]string{Off: nil, Warning: {"numbers"}, "loud": {"numbers"}} {
		job.Settings.Severity = map[string]Severity{"numbers": severity}
		var codes []string
		for _, f := range Run(job) {
			codes = append(codes, f.Code)
			if severity == Warning && f.Severity != Warning || severity == "loud" && f.Severity != Error {
				t.Errorf("numbers is %q under %q", f.Severity, severity)
			}
		}
		if !slices.Equal(codes, want) {
			t.Errorf("numbers as %q: %q, want %q", severity, codes, want)
		}
	}
}

// TestSettingsOfTheDesksWords: the checks of the glossary and of spelling have
// the severity that the desk gives them, like all others.
func TestSettingsOfTheDesksWords(t *testing.T) {
	for _, code := range append(slices.Clone(OfTerms), "spelling") {
		for _, c := range readGolden(t, filepath.Join("testdata", code+".txt")) {
			tells := func(f Finding) bool { return f.Code == code }
			job := c.job(t)
			if !slices.ContainsFunc(Run(job), tells) {
				continue
			}
			job.Settings.Severity = map[string]Severity{code: Off}
			if got := Run(job); slices.ContainsFunc(got, tells) {
				t.Errorf("%s: %s is off and told: %q", c.name, code, found(got))
			}
			for _, severity := range []Severity{Error, Warning, Info} {
				job.Settings.Severity[code] = severity
				if !slices.ContainsFunc(Run(job), func(f Finding) bool { return f.Code == code && f.Severity == severity }) {
					t.Errorf("%s: %s is not told as %s", c.name, code, severity)
				}
			}
		}
	}
}

func TestCodes(t *testing.T) {
	codes := Codes()
	for i, code := range codes {
		if slices.Contains(codes[:i], code) {
			t.Errorf("%s is there twice", code)
		}
		if _, err := os.Stat(filepath.Join("testdata", code+".txt")); err != nil && code != structureCode {
			t.Errorf("%s has no golden cases", code)
		}
	}
	keys := Keys()
	for _, code := range codes {
		if code == structureCode {
			continue
		}
		for _, c := range readGolden(t, filepath.Join("testdata", code+".txt")) {
			for _, f := range Run(c.job(t)) {
				if !slices.Contains(keys, f.Key()) {
					t.Errorf("%s is told and not in Keys", f.Key())
				}
			}
		}
	}
}

// anyText draws words, figures, marks and characters that break things.
func anyText() *rapid.Generator[string] {
	piece := rapid.SampledFrom(strings.Split("the|open|two|Mohammed|Said|محمد|ومحمود|سعيد|million|ألف|ملايين|مئتان|في|المئة|ونصف|تموز|كانون|الثاني|July|5|٣٬٧٥٠|3,750.5|2.6.11|10:30|p.m.|مساءً|%|٪|$|«|»|“|”|\"|(|)|،|,|؟|?|.|\n| |  |\u00a0|\u202e|\u2067|\u2069|\u200f|\u200b|\ufeff|ـ|ک|ﻻ|Pаris|Ø§|**|](|+961 1 204 117|a@nahr.example|https://nahr.example/en|0|00|@|+|\u0650|\U0001f3f4\U000e0067|\xff|\xd8", "|"))
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.OneOf(piece, piece, rapid.String()), 0, 12).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "gap"))
	})
}

// TestNoLanguage: a text whose language is not known has no address that is
// localised, and Run ends.
func TestNoLanguage(t *testing.T) {
	base := releases.Text{Blocks: []releases.Block{{ID: "b", Kind: releases.Paragraph, Inline: []releases.Inline{{Text: "https://nahr.example/en/a"}}}}}
	text := releases.Text{Blocks: []releases.Block{{ID: "b", Kind: releases.Paragraph, Inline: []releases.Inline{{Text: "https://nahr.example/en/b"}}}}}
	got := found(Run(Job{Base: &base, Language: "en", Text: text, Groups: []releases.Group{{Source: []releases.BlockID{"b"}, Target: []releases.BlockID{"b"}}}}))
	if want := []string{`url "https://nahr.example/en/a" "https://nahr.example/en/b"`}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func anyJob() *rapid.Generator[Job] {
	language := rapid.SampledFrom([]releases.Language{"en", "ar", "ar-MA", "fr", "ckb", "ru", ""})
	return rapid.Custom(func(t *rapid.T) Job {
		j := Job{BaseLanguage: language.Draw(t, "from"), Language: language.Draw(t, "to")}
		if rapid.Bool().Draw(t, "glossary") {
			j.Glossary = glossary.New([]glossary.Entry{
				{Terms: []glossary.Term{{Language: "en", Text: "million"}, {Language: "ar", Text: "ألف"}, {Language: "ar", Text: "ملايين", Status: glossary.Forbidden}}},
				{Kind: glossary.Person, Terms: []glossary.Term{{Language: "en", Text: "July"}, {Language: "ar", Text: "تموز"}}},
			})
			j.Speller = speller{"the", "open", "ملايين"}
		}
		base := releases.Text{}
		for i := range rapid.IntRange(1, 4).Draw(t, "groups") {
			id := releases.BlockID(rune('a' + i))
			kinds := rapid.SampledFrom([]releases.Kind{releases.Paragraph, releases.Quotation})
			s := releases.Block{ID: id, Kind: kinds.Draw(t, "kind"), Inline: []releases.Inline{{Text: anyText().Draw(t, "s")}}}
			d := releases.Block{ID: id, Kind: kinds.Draw(t, "kind"), Inline: []releases.Inline{{Text: anyText().Draw(t, "t")}, {Kind: releases.Link, Dest: anyText().Draw(t, "dest")}}}
			base.Blocks = append(base.Blocks, s)
			j.Text.Blocks = append(j.Text.Blocks, d)
			g := releases.Group{}
			if rapid.Bool().Draw(t, "has source") {
				g.Source = []releases.BlockID{id}
			}
			if rapid.Bool().Draw(t, "has target") {
				g.Target = []releases.BlockID{id, "unknown"}
			}
			j.Groups = append(j.Groups, g)
		}
		if rapid.Bool().Draw(t, "translation") {
			j.Base = &base
		}
		return j
	})
}

func TestRunIsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		j := anyJob().Draw(t, "job")
		got := Run(j)
		if again := Run(j); !reflect.DeepEqual(got, again) {
			t.Fatalf("two runs differ:\n%v\n%v", got, again)
		}
		seen := map[string]bool{}
		for i, f := range got {
			if f.Group >= len(j.Groups) || f.Block == "" || f.Args == nil || f.Severity == Off {
				t.Fatalf("a finding that points nowhere: %+v", f)
			}
			if i > 0 && (got[i-1].Group > f.Group || got[i-1].Group == f.Group && got[i-1].Code > f.Code) {
				t.Fatalf("out of order: %v", found(got))
			}
			if key := f.Code + "/" + string(f.Block); f.Group != NoGroup && f.Code != structureCode {
				if seen[key] {
					t.Fatalf("%s is told twice", key)
				}
				seen[key] = true
			}
		}
	})
}

// TestEqualTextsAgree: whatever the words, a text never differs from itself in
// what it says.
func TestEqualTextsAgree(t *testing.T) {
	whatItSays := wordSet("numbers number-words percent currency date hijri time phone url email codes end-mark quote-lost length markdown-leak structure")
	rapid.Check(t, func(t *rapid.T) {
		text := releases.Text{Blocks: []releases.Block{{ID: "b1", Kind: releases.Paragraph, Inline: []releases.Inline{{Text: anyText().Draw(t, "text")}}}}}
		language := rapid.SampledFrom([]releases.Language{"en", "ar", "fr", "ckb"}).Draw(t, "language")
		for _, f := range Run(Job{BaseLanguage: language, Base: &text, Language: language, Text: text, Groups: []releases.Group{{Source: []releases.BlockID{"b1"}, Target: []releases.BlockID{"b1"}}}}) {
			if whatItSays()[f.Code] {
				t.Fatalf("%q differs from itself: %v %v", text.Blocks[0].Inline[0].Text, f.Key(), f.Args)
			}
		}
	})
}

// TestCleanTextOnlySame: ordinary words that were left in the source's
// language are told as that, and as no other error.
func TestCleanTextOnlySame(t *testing.T) {
	word := rapid.StringMatching(`[a-z]{3,9}`)
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Join(rapid.SliceOfN(word, 1, 8).Draw(t, "words"), " ")
		text := releases.Text{Blocks: []releases.Block{{ID: "b1", Kind: releases.Paragraph, Inline: []releases.Inline{{Text: words}}}}}
		for _, f := range Run(Job{BaseLanguage: "en", Base: &text, Language: "ar", Text: text, Groups: []releases.Group{{Source: []releases.BlockID{"b1"}, Target: []releases.BlockID{"b1"}}}}) {
			if f.Severity == Error && f.Code != "same" {
				t.Fatalf("%q: %s", words, f.Key())
			}
		}
	})
}

// TestDigitSystems: the digits of a figure, and marks of direction around it,
// never make a difference; another digit always does.
func TestDigitSystems(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(32, 9_999_999).Draw(t, "number")
		text := digitsOf(n)
		arab := strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '٠' + r - '0'
			}
			return '٬'
		}, text)
		run := func(target string) []Finding {
			base := releases.Text{Blocks: []releases.Block{{ID: "b", Kind: releases.Paragraph, Inline: []releases.Inline{{Text: "About " + text + " families came."}}}}}
			text := releases.Text{Blocks: []releases.Block{{ID: "b", Kind: releases.Paragraph, Inline: []releases.Inline{{Text: "حضرت نحو " + target + " أسرة."}}}}}
			return Run(Job{BaseLanguage: "en", Base: &base, Language: "ar", Text: text, Groups: []releases.Group{{Source: []releases.BlockID{"b"}, Target: []releases.BlockID{"b"}}}})
		}
		for _, same := range []string{text, arab, "\u2067" + arab + "\u2069"} {
			if got := run(same); len(got) > 0 {
				t.Fatalf("%s and %q: %v", text, same, found(got))
			}
		}
		other := digitsOf(n + rapid.IntRange(1, 9).Draw(t, "more"))
		if got := found(run(other)); len(got) != 1 || !strings.HasPrefix(got[0], "numbers") {
			t.Fatalf("%s and %s: %v", text, other, got)
		}
	})
}

// digitsOf is a number in English groups.
func digitsOf(n int) string {
	b, _ := json.Marshal(n)
	s := string(b)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func FuzzRun(f *testing.F) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		for _, c := range readGolden(f, file) {
			if len(c.texts) > 1 {
				f.Add(c.texts[0].language, c.texts[0].words, c.texts[1].language, c.texts[1].words)
			}
		}
	}
	f.Fuzz(func(t *testing.T, from, source, to, target string) {
		block := func(words string) releases.Text {
			return releases.Text{Blocks: []releases.Block{{ID: "b1", Kind: releases.Paragraph, Inline: []releases.Inline{{Text: words}}}}}
		}
		base := block(source)
		job := Job{
			BaseLanguage: releases.Language(from), Base: &base, Language: releases.Language(to), Text: block(target),
			Groups: []releases.Group{{Source: []releases.BlockID{"b1"}, Target: []releases.BlockID{"b1"}}},
		}
		if a, b := Run(job), Run(job); !reflect.DeepEqual(a, b) {
			t.Errorf("two runs differ: %v and %v", a, b)
		}
	})
}

// Names are told apart by their sound in a text, not in a catalogue of thousands
// of messages.
func TestNamesOfACatalogueAreLeft(t *testing.T) {
	base, text := releases.Text{}, releases.Text{}
	j := Job{BaseLanguage: "en", Language: "ar", Base: &base}
	add := func(n int) {
		for i := len(j.Groups); i < n; i++ {
			id := releases.BlockID(fmt.Sprint("b", i))
			of := func(words string) releases.Block {
				return releases.Block{ID: id, Kind: releases.Paragraph, Inline: []releases.Inline{{Kind: releases.Words, Text: words}}}
			}
			base.Blocks = append(base.Blocks, of(fmt.Sprint("Mahmoud came at ", i+100, ".")))
			text.Blocks = append(text.Blocks, of(fmt.Sprint([]string{"جاء محمود في ", "جاء محمّد في "}[min(i%7, 1)], i+100, ".")))
			j.Groups = append(j.Groups, releases.Group{Source: []releases.BlockID{id}, Target: []releases.BlockID{id}})
		}
		j.Text = text
	}
	for n, want := range map[int]bool{20: true, mostNamed + 1: false} {
		base, text, j.Groups = releases.Text{}, releases.Text{}, nil
		add(n)
		if got := slices.ContainsFunc(Run(j), func(f Finding) bool { return f.Code == "names" }); got != want {
			t.Errorf("%d groups: names told %v, want %v", n, got, want)
		}
	}
}
