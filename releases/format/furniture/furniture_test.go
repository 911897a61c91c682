package furniture

import (
	"strings"
	"testing"
	"time"

	"bayan/releases"
	"bayan/releases/format/internal/example"
	"bayan/releases/format/runs"
)

// spoken is Labels with one sentence.
type spoken struct {
	example.Labels
	sentence string
}

func (s spoken) Say(_ string, args map[string]any) string {
	said := s.sentence
	for name, value := range args {
		said = strings.ReplaceAll(said, "{"+name+"}", value.(string))
	}
	return said
}

func (s spoken) For(string) (releases.Labels, releases.Language) {
	return s, releases.Language(s.Labels)
}

func TestALineIsCutAtItsValues(t *testing.T) {
	values := map[string]Part{"a": {Text: "22"}, "b": {Text: "22 November", Time: "2026-11-22"}}
	for sentence, want := range map[string]string{
		"On {b}.":                               "On |<22 November>|.",
		"On \u2068{b}\u2069 in \u2068{a}\u2069": "On |<22 November>| in |<22>",
		"{a}":                                   "<22>",
		"{b}{a}":                                "<22 November>|<22>",
		"no value at all":                       "no value at all",
		"":                                      "",
	} {
		line := say(releases.EditionText{Language: "en", Labels: spoken{"en", sentence}}, "k", values)
		var got []string
		for _, p := range line.Parts {
			if p.Value {
				got = append(got, "<"+p.Text+">")
			} else {
				got = append(got, p.Text)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: got %q, want %q", sentence, strings.Join(got, "|"), want)
		}
	}
}

func TestALineInAnotherLanguageSaysSo(t *testing.T) {
	e := example.Signed()
	e.Texts = append(e.Texts, example.Text("ckb", []byte("# سەردێڕ\n\nیەک.\n"), "1=1"))
	for n, want := range []releases.Language{"", "", "en"} {
		if got := Of(e, n).ContactsHeading.Language; got != want {
			t.Errorf("the heading of the contacts in %s is marked as %q, want %q", e.Texts[n].Language, got, want)
		}
	}
}

func TestNothingIsSilentlyTakenFromTheSource(t *testing.T) {
	e := example.Signed()
	e.Facts.Kind, e.Organisation = "appeal", ""
	e.Texts[1].Text.Fields = nil
	s := Of(e, 1)
	if s.Summary != "" || s.Dateline != "" || s.Department != "" || s.Organisation != "" || !s.Kicker.Empty() || s.Place.Text != "" {
		t.Errorf("the Arabic, which has no fields, shows %+v", s)
	}
	for _, c := range s.Contacts {
		if c.Lang != "en" || c.RTL {
			t.Errorf("the contact %q is not marked as English", c.Text)
		}
	}
}

func TestWordsOfANoticeStayInTheirLanguage(t *testing.T) {
	e := example.Corrected()
	delete(e.Notices[0].Words, "ar")
	if n := Of(e, 1).Notices[0]; n.Words != "" || n.Line.Empty() {
		t.Errorf("the Arabic notice says %q and %q", n.Line, n.Words)
	}
}

func TestTheNewestNoticeComesFirst(t *testing.T) {
	e := example.Corrected()
	e.Notices = append(e.Notices, releases.Notice{Kind: "addition", At: e.Modified.Add(48 * time.Hour)})
	if got := Of(e, 0).Notices; got[0].Kind != "addition" || got[1].Kind != "correction" {
		t.Errorf("the notices come as %s, %s", got[0].Kind, got[1].Kind)
	}
	e.State = releases.Withheld
	e.Notices = append(e.Notices, releases.Notice{Kind: "withheld", At: e.Published})
	if got := Of(e, 0).Notices[0].Kind; got != "withheld" {
		t.Errorf("on a tombstone the first notice is of a %s", got)
	}
}

func TestTheDayIsSaidOnce(t *testing.T) {
	e := example.Signed()
	if got := Of(e, 0).Date.Text; got != "" {
		t.Errorf("published on its day, it also says %q", got)
	}
	e.Facts.Date = "2026-11-21"
	if got := Of(e, 0).Date; got.Text != "21 November 2026" || got.Time != "2026-11-21" {
		t.Errorf("of another day, it says %+v", got)
	}
}

// left is Labels of a house that leaves datelines to the writer.
type left struct{ example.Labels }

func (left) Dateline(string, string) string { return "" }

// TestDatelines: what opens the English source and the Arabic translation, by
// what their writers wrote.
func TestDatelines(t *testing.T) {
	for _, c := range []struct {
		name, place, date string
		en, ar            string // dateline in the front matter
		opening           string // of the first English paragraph
		house             bool
		wantEn, wantAr    string
		wantPlace         string // under the headline
	}{
		{"the place of each language", "", "2026-11-22", "Aleppo", "حلب", "", true, "ALEPPO, 22 November 2026 —", "حلب، 22 تشرين الثاني 2026 —", ""},
		{"the place of the facts is in the source's words", "Aleppo", "2026-11-22", "", "", "", true, "ALEPPO, 22 November 2026 —", "", ""},
		{"no day yet", "Aleppo", "", "", "حلب", "", true, "ALEPPO —", "حلب —", ""},
		{"neither", "", "2026-11-22", "", "", "", true, "", "", ""},
		{"as their writers wrote them", "Aleppo", "2026-11-22", "Aleppo (21 November) –", "حلب – خاص -", "", true, "Aleppo (21 November) –", "حلب – خاص -", ""},
		{"with a day of their own", "Aleppo", "2026-11-22", "Aleppo, 21 November", "حلب، ٢١ تشرين الثاني", "", true, "Aleppo, 21 November —", "حلب، ٢١ تشرين الثاني —", ""},
		{"the paragraph says it", "Aleppo", "2026-11-22", "", "", "ALEPPO, 22 November 2026 — ", true, "", "", "Aleppo"},
		{"a paragraph about the place", "Aleppo", "2026-11-22", "", "", "In Aleppo the cold-water school opened. ", true, "ALEPPO, 22 November 2026 —", "", ""},
		{"the house leaves it to the writer", "Aleppo", "2026-11-22", "", "حلب", "", false, "", "حلب —", "Aleppo"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := example.Signed()
			e.Facts.Place, e.Facts.Date, e.Published = c.place, c.date, time.Time{}
			for n, own := range []string{c.en, c.ar} {
				e.Texts[n].Text.Fields = []releases.Field{{Name: "dateline", Value: own}}
				if !c.house {
					e.Texts[n].Labels = left{example.Labels(e.Texts[n].Language)}
				}
			}
			first := &e.Texts[0].Text.Blocks[1]
			first.Inline = append([]releases.Inline{{Kind: releases.Words, Text: c.opening}}, first.Inline...)
			en, ar := Of(e, 0), Of(e, 1)
			if en.Dateline != c.wantEn || ar.Dateline != c.wantAr || en.Place.Text != c.wantPlace || ar.Place.Text != "" {
				t.Errorf("got  %q, %q, under the headline %q, %q\nwant %q, %q, %q", en.Dateline, ar.Dateline, en.Place.Text, ar.Place.Text, c.wantEn, c.wantAr, c.wantPlace)
			}
			for _, s := range []Sheet{en, ar} { // the day is said once
				if says := strings.Contains(s.Dateline, "22 "); says == (s.Date.Text != "") && c.date != "" {
					t.Errorf("%s: dateline %q, under the headline %q", s.Language, s.Dateline, s.Date.Text)
				}
			}
		})
	}
}

func TestNumbersFollowTheHouse(t *testing.T) {
	e := example.Corrected()
	e.Texts[1].Labels = example.Eastern{Labels: "ar"}
	if got := Number(e.Texts[1], 17); got != "١٧" {
		t.Errorf("17 is written %s", got)
	}
	if en, ar := CounterStyle(e.Texts[0]), CounterStyle(e.Texts[1]); en != "" || ar != "arabic-indic" {
		t.Errorf("CSS counts in %q and %q", en, ar)
	}
	if got := Number(e.Texts[0], 17); got != "17" {
		t.Errorf("in English 17 is written %s", got)
	}
}

func TestSafeLink(t *testing.T) {
	for dest, want := range map[string]string{
		"https://a.example/x": "https://a.example/x", "MAILTO:a@b.example": "MAILTO:a@b.example", "tel:+1": "tel:+1",
		"page.html#x:y": "page.html#x:y", "/a:b": "/a:b",
		"javascript:x": "", "java\nscript:x": "", "\x01javascript:x": "", "data:,x": "", "FILE:///x": "", "blob:x": "", "x\\:y": "x\\:y",
	} {
		if got := SafeLink(dest); got != want {
			t.Errorf("%q became %q, want %q", dest, got, want)
		}
	}
}

func TestBareLink(t *testing.T) {
	for text, want := range map[string]string{
		"https://a.example/x": "https://a.example/x", "www.a.example": "",
		"press@a.example": "mailto:press@a.example",
		"+963 (11) 01-00": "tel:+963110100",
		"+٩٦٣ ١١ ٠١٠٠":    "tel:+963110100",
		"+۹۸ ۲۱ ۰۱۰۰":     "tel:+98210100",
		"2026-11-22":      "",
	} {
		tokens := runs.Tokens(text)
		if len(tokens) != 1 {
			t.Fatalf("%q is %d tokens", text, len(tokens))
		}
		if got := BareLink(tokens[0].Shape, text); got != want {
			t.Errorf("%q leads to %q, want %q", text, got, want)
		}
	}
}

// A press contact in the source's language keeps its telephone number in order on
// the page of another: +963 11 … and not … 11 963+.
func TestAContactKeepsItsOrderOnAPageOfTheOtherDirection(t *testing.T) {
	arabic := Part{Text: "المكتب الإعلامي، +963 11 0100 200", Lang: "ar", RTL: true}
	english := Part{Text: "Media office, +963 11 0100 200", Lang: "en"}
	for _, c := range []struct {
		part Part
		rtl  bool
		want string
	}{
		{arabic, false, "\u2067المكتب الإعلامي، \u2066+963 11 0100 200\u2069\u2069"},
		{arabic, true, arabic.Text},
		{english, true, "\u2066" + english.Text + "\u2069"},
		{Part{Text: arabic.Text}, false, arabic.Text}, // in the page's own language
	} {
		if got := c.part.Within(c.rtl); got != c.want {
			t.Errorf("%q, right to left %v: got %q", c.part.Text, c.rtl, got)
		}
	}
}

// stranger is Labels that have no sentence, and write times their own way.
type stranger struct{ example.Labels }

func (stranger) Time(time.Time) string { return "its own time" }
func (stranger) For(string) (releases.Labels, releases.Language) {
	return example.Labels("en"), "en"
}

func TestTimesAreWrittenAsTheSentenceIs(t *testing.T) {
	e := example.Corrected()
	e.Embargo = e.Published
	english := Of(e, 0)
	e.Texts[1].Labels = stranger{"ur"}
	urdu := Of(e, 1)
	for _, both := range [][2]Line{
		{urdu.Embargo, english.Embargo}, {urdu.Published, english.Published}, {urdu.Notices[0].Line, english.Notices[0].Line}, {urdu.Edition, english.Edition},
	} {
		if both[0].String() != both[1].String() || both[0].Language != "en" {
			t.Errorf("%q in %q, in English it is %q", both[0], both[0].Language, both[1])
		}
	}
}
