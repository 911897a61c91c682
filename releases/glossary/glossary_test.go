package glossary_test

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/glossary"
)

// entry reads a line of an entry.
func entry(line string) glossary.Entry {
	first, rest, _ := strings.Cut(line, " ")
	e := glossary.Entry{Kind: glossary.Kind(first)}
	if first == "term" {
		e.Kind = glossary.Concept
	}
	for piece := range strings.SplitSeq(rest, "|") {
		language, text, _ := strings.Cut(strings.TrimSpace(piece), " ")
		t := glossary.Term{Language: releases.Language(language), Text: text}
		for _, s := range []glossary.Status{glossary.Admitted, glossary.Forbidden} {
			if cut, ok := strings.CutSuffix(t.Text, " "+string(s)); ok {
				t.Text, t.Status = cut, s
			}
		}
		e.Terms = append(e.Terms, t)
	}
	return e
}

type line struct {
	n          int
	mark, rest string
}

func lines(t testing.TB, name string) (all []line) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		if mark, rest, ok := strings.Cut(in.Text(), " "); ok && mark != "#" {
			all = append(all, line{n, mark, rest})
		}
	}
	return all
}

func press(t testing.TB) *glossary.Glossary {
	var entries []glossary.Entry
	for _, l := range lines(t, "find.txt") {
		if l.mark == "+" {
			entries = append(entries, entry(l.rest))
		}
	}
	return glossary.New(entries)
}

func TestTermsAreFoundAsPeopleWriteThem(t *testing.T) {
	g := press(t)
	all := lines(t, "find.txt")
	cases := 0
	for i, l := range all {
		if l.mark != "?" {
			continue
		}
		cases++
		language, text, _ := strings.Cut(l.rest, " ")
		var want, got []string
		for _, hit := range all[i+1:] {
			if hit.mark != "!" {
				break
			}
			want = append(want, hit.rest)
		}
		for _, h := range g.Find(text, releases.Language(language)) {
			got = append(got, h.Term.Text+" = "+text[h.Start:h.End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("line %d: %s\n got %q\nwant %q", l.n, text, got, want)
		}
	}
	if cases < 12 {
		t.Errorf("only %d cases were read", cases)
	}
}

func TestATranslationKeepsToTheGlossary(t *testing.T) {
	g := press(t)
	all := lines(t, "pairs.txt")
	for i, l := range all {
		if l.mark != "<" {
			continue
		}
		from, source, _ := strings.Cut(l.rest, " ")
		to, target, _ := strings.Cut(all[i+1].rest, " ")
		var want, got []string
		for _, f := range all[i+2:] {
			if f.mark != "!" {
				break
			}
			want = append(want, f.rest)
		}
		v := g.CheckPair(source, releases.Language(from), target, releases.Language(to))
		for _, m := range v.Missing {
			got = append(got, "missing "+m.Source.Term.Text)
			if len(m.Want) == 0 {
				t.Errorf("line %d: nothing is wanted for %s", l.n, m.Source.Term.Text)
			}
		}
		for _, h := range v.Forbidden {
			got = append(got, "forbidden "+target[h.Start:h.End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("line %d: %s\n got %q\nwant %q", l.n, source, got, want)
		}
	}
}

func readCSV(text string) ([]glossary.Entry, error) {
	return glossary.ReadCSV("glossary.csv", strings.NewReader(text), "", "")
}

func TestTablesOfOthersAreRead(t *testing.T) {
	want := []glossary.Term{{Language: "en", Text: "well"}, {Language: "ar-SY", Text: "بئر"}}
	for name, text := range map[string]string{
		"ours":          "en,ar-SY\nwell,بئر\n",
		"source/target": "stringID,sourceLang,targetLang,pos,sourceString,targetString\n7,en,ar_SY,noun,well,بئر\n",
		"semicolons":    "\ufeffen;ar-sy;Note\r\nwell;بئر;\r\n",
		"tabs":          "en\tar_SY\nwell\tبئر\n\n",
		"old lines":     "en,ar-SY\rwell,بئر\r",
		"utf-16":        "\xff\xfee\x00n\x00,\x00a\x00r\x00-\x00S\x00Y\x00\n\x00w\x00e\x00l\x00l\x00,\x00\x28\x06\x26\x06\x31\x06\n\x00",
	} {
		entries, err := readCSV(text)
		if err != nil || len(entries) != 1 || len(entries[0].Terms) != 2 {
			t.Errorf("%s: %+v, %v", name, entries, err)
			continue
		}
		for i, term := range entries[0].Terms {
			if !strings.EqualFold(string(term.Language), string(want[i].Language)) || term.Text != want[i].Text {
				t.Errorf("%s: %+v", name, term)
			}
		}
	}
	entries, err := glossary.ReadCSV("x", strings.NewReader("Source,Target\nwell,بئر\n"), "en", "ar")
	if err != nil || entries[0].Terms[1].Language != "ar" {
		t.Errorf("languages given by who reads: %+v, %v", entries, err)
	}
}

func TestAFaultyTableIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "csv-empty",
		"name,place\nx,y\n":                "csv-columns",
		"en,ar,EN\nx,y,z\n":                "csv-column-twice",
		"en,ar\n\"well,بئر\n":              "csv-quotes",
		"en,ar\nwe\"ll,بئر\n":              "csv-quotes",
		"en,ar\na,b,c\n":                   "csv-fields",
		"en,ar,note\n,,nothing\n":          "csv-no-term",
		"kind,en\nanimal,cat\n":            "csv-kind",
		"en,ar\n\xff,y\n":                  "csv-bytes",
		"en,ar\nx\x00,y\n":                 "csv-character",
		"sourceLang,sourceString\n,x":      "csv-language",
		"en\n" + strings.Repeat("x", 2000): "csv-term-long",
		"en\n" + strings.Repeat("x\n", glossary.LargestFile/2): "csv-too-large",
	} {
		_, err := readCSV(text)
		var fault *releases.ParseError
		if !errors.As(err, &fault) || fault.Code != want {
			t.Errorf("%.40q: %v, want %s", text, err, want)
			continue
		}
		for arg := range fault.Args {
			if !slices.Contains(glossary.Faults[fault.Code], arg) {
				t.Errorf("%s has the argument %s, which no sentence knows", fault.Code, arg)
			}
		}
	}
}

var entries = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) glossary.Entry {
	word := rapid.StringMatching(`[a-zبجد"';,]{1,6}( [a-zبجد(]{1,5})?`)
	e := glossary.Entry{
		ID: rapid.StringMatching(`(t[0-9]{1,3})?`).Draw(t, "id"), Kind: rapid.SampledFrom(glossary.Kinds).Draw(t, "kind"),
		Part: rapid.SampledFrom([]string{"", "noun", "proper noun"}).Draw(t, "part"), Note: rapid.StringMatching(`([a-z]{1,5}\n[a-z"]{1,3})?`).Draw(t, "note"),
	}
	for _, s := range []glossary.Status{glossary.Preferred, glossary.Admitted, glossary.Forbidden} {
		for _, l := range []releases.Language{"en", "ar", "fr-CA"} {
			// One term is preferred in a language, the others are admitted.
			most := 2
			if s == glossary.Preferred {
				most = 1
			}
			for _, text := range rapid.SliceOfN(word, 0, most).Draw(t, "terms") {
				e.Terms = append(e.Terms, glossary.Term{Language: l, Text: text, Status: s})
			}
		}
	}
	if len(e.Terms) == 0 {
		e.Terms = []glossary.Term{{Language: "en", Text: "well"}}
	}
	return e
}), 1, 8)

// byLanguage are an entry's terms of each language, in their order.
func byLanguage(e glossary.Entry) map[releases.Language][]glossary.Term {
	terms := map[releases.Language][]glossary.Term{}
	for _, t := range e.Terms {
		t.Language = releases.Language(strings.ToLower(string(t.Language)))
		terms[t.Language] = append(terms[t.Language], t)
	}
	return terms
}

func TestATableComesHomeAsItLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := entries.Draw(t, "entries")
		var b bytes.Buffer
		if err := glossary.WriteCSV(&b, want); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		got, err := readCSV(text)
		if err != nil || len(got) != len(want) {
			t.Fatalf("%v, %d entries of %d in\n%s", err, len(got), len(want), text)
		}
		for i, e := range want {
			g := got[i]
			if g.ID != e.ID || g.Kind != e.Kind || g.Part != e.Part || g.Note != strings.TrimSpace(e.Note) || !reflect.DeepEqual(byLanguage(g), byLanguage(e)) {
				t.Fatalf("%+v\nbecame\n%+v in\n%s", e, g, text)
			}
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	f.Add("id,kind,en,ar,ar forbidden,note\nt1,person,Layla,ليلى,ليلة,\n")
	f.Add("sourceLang;targetLang;sourceString;targetString\nen;ar;\"we;ll\";بئر\n")
	f.Add("\xff\xfee\x00n\x00\n\x00x\x00")
	f.Fuzz(func(t *testing.T, text string) {
		read, err := readCSV(text)
		var fault *releases.ParseError
		if err != nil {
			if !errors.As(err, &fault) {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		var b bytes.Buffer
		if err := glossary.WriteCSV(&b, read); err != nil {
			t.Fatal(err)
		}
		if len(read) == 0 {
			return
		}
		written := b.String()
		again, err := readCSV(written)
		if err != nil || len(again) != len(read) {
			t.Fatalf("%v, %d entries of %d in\n%s", err, len(again), len(read), written)
		}
	})
}

// FuzzFind holds that hits lie in order within the text.
func FuzzFind(f *testing.F) {
	g := press(f)
	for _, l := range lines(f, "find.txt") {
		if l.mark == "?" {
			f.Add(l.rest)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range []releases.Language{"en", "ar"} {
			at := 0
			for _, h := range g.Find(text, l) {
				if h.Start < at || h.End <= h.Start || h.End > len(text) {
					t.Fatalf("%q: a hit at %d…%d after %d", text, h.Start, h.End, at)
				}
				at = h.Start
			}
		}
		g.CheckPair(text, "en", text, "ar")
	})
}

func BenchmarkCheckPair(b *testing.B) {
	g := press(b)
	const source, target = "The Ministry of Health thanked the volunteers who came with two ambulances to the old harbour on Monday.", "شكرت وزارة الصحة المتطوعين الذين جاؤوا بسيارتي إسعاف إلى المرفأ القديم يوم الاثنين."
	b.ReportAllocs()
	for b.Loop() {
		g.CheckPair(source, "en", target, "ar")
	}
}
