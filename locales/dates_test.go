package locales

import (
	"slices"
	"testing"
	"time"
)

func TestDatelinesInTheHouseStyle(t *testing.T) {
	for _, tc := range []struct {
		tag, place string
		style      Style
		want       string
	}{
		{"en", "Aleppo", Style{}, "ALEPPO, 22 November 2026 —"},
		{"en-US", "Aleppo", Style{}, "ALEPPO, November 22, 2026 —"},
		{"en", "Aleppo", Style{Dateline: "place"}, "ALEPPO —"},
		{"en", "", Style{}, "22 November 2026 —"},
		{"fr", "Alep", Style{}, "ALEP, 22 novembre 2026 —"},
		{"de", "Aleppo", Style{}, "Aleppo, 22. November 2026 —"},
		{"ar-SY", "حلب", Style{Digits: "latn"}, "حلب، 22 تشرين الثاني 2026 —"},
		{"ar-SY", "حلب", Style{}, "حلب، ٢٢ تشرين الثاني ٢٠٢٦ —"},
		{"ar", "حلب", Style{Months: "levantine"}, "حلب، 22 تشرين الثاني 2026 —"},
		{"ar", "حلب", Style{Months: "both"}, "حلب، 22 تشرين الثاني/نوفمبر 2026 —"},
		{"ar-SY", "حلب", Style{Months: "egyptian", Digits: "arab"}, "حلب، ٢٢ نوفمبر ٢٠٢٦ —"},
		{"ar-LB", "طرابلس", Style{Months: "maghrebi", Digits: "latn"}, "طرابلس، 22 نونبر 2026 —"},
		{"ar-DZ", "وهران", Style{}, "وهران، 22 نوفمبر 2026 —"},
		{"fa", "حلب", Style{Months: "levantine"}, "حلب، ۲۲ نوامبر ۲۰۲۶ —"},
		{"he", "חלב", Style{}, "חלב, 2026-11-22 —"},
	} {
		if got := Open(tc.tag).With(tc.style).Dateline(tc.place, 2026, time.November, 22); got != tc.want {
			t.Errorf("%s %+v:\n got %s\nwant %s", tc.tag, tc.style, got, tc.want)
		}
	}
	if got, want := Open("en").Dateline("Aleppo", 0, 0, 0), "ALEPPO —"; got != want {
		t.Errorf("without a date: %q, want %q", got, want)
	}
}

// CLDR's Levantine and Egyptian months, as RTL newsrooms know them.
func TestMonths(t *testing.T) {
	for tag, want := range map[string][]string{
		"ar-SY": {"كانون الثاني", "تموز", "تشرين الثاني"},
		"ar-IQ": {"كانون الثاني", "تموز", "تشرين الثاني"},
		"ar-EG": {"يناير", "يوليو", "نوفمبر"},
		"ar-MA": {"يناير", "يوليوز", "نونبر"},
		"ar-DZ": {"جانفي", "جويلية", "نوفمبر"},
	} {
		l := Open(tag)
		if got := []string{l.Month(time.January), l.Month(time.July), l.Month(time.November)}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	// A month that both called alike would not be said twice.
	for month := time.January; month <= time.December; month++ {
		both := Open("ar").With(Style{Months: "both"}).Month(month)
		lev, egy := Open("ar-SY").Month(month), Open("ar-EG").Month(month)
		if want := lev + "/" + egy; lev != egy && both != want || lev == egy && both != egy {
			t.Errorf("%v: %q", month, both)
		}
	}
}

// An embargo ends when the clocks of the desk say so.
func TestTimesAreThoseOfThePlace(t *testing.T) {
	damascus := time.FixedZone("+03", 3*60*60)
	at := time.Date(2026, time.November, 22, 21, 30, 0, 0, time.UTC)
	for tag, want := range map[string]string{
		"en":    "23 November 2026 at 12:30\u202fam",
		"en-GB": "23 November 2026 at 00:30",
		"ar":    "23 نوفمبر 2026، 12:30 ص",
		"ar-SY": "٢٣ تشرين الثاني ٢٠٢٦، ١٢:٣٠ ص",
		"fr":    "23 novembre 2026 à 00:30",
		"ja":    "2026-11-23 00:30",
	} {
		if got := Open(tag).DateTime(at, damascus); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
	for zone, at := range map[Code]*time.Location{"UTC": time.UTC, "UTC+03:00": damascus, "UTC-04:30": time.FixedZone("", -4*3600-1800)} {
		if got := Zone(time.Unix(0, 0), at); got != zone {
			t.Errorf("zone %q, want %q", got, zone)
		}
	}
	if got, want := Open("ar").Moment(at, damascus), "23 نوفمبر 2026، الساعة 12:30 ص (\u2066UTC+03:00\u2069)"; got != want {
		t.Errorf("moment: %q, want %q", got, want)
	}
	if got := Open("ar-SY").Time(at, damascus); got != "١٢:٣٠ ص" {
		t.Errorf("time of day: %q", got)
	}
}

func TestADayAsFactsHaveIt(t *testing.T) {
	for day, want := range map[string]string{"2026-11-22": "22 November 2026", "22/11/2026": "22/11/2026", "": "", "2026-02-30": "2026-02-30"} {
		if got := Open("en").Day(day); got != want {
			t.Errorf("%q: %q, want %q", day, got, want)
		}
	}
}

func TestQuotations(t *testing.T) {
	for _, tc := range []struct {
		tag         string
		style       Style
		outer, both string
	}{
		{"en", Style{}, "“x”", "‘x’"},
		{"ar-SY", Style{}, "«x»", "“x”"},
		{"ar", Style{Quotes: "curly"}, "“x”", "‘x’"},
		{"fr", Style{Quotes: "curly"}, "«\u202fx\u202f»", "“x”"},
		{"de", Style{}, "„x“", "‚x‘"},
		{"ja", Style{}, "“x”", "‘x’"},
	} {
		l := Open(tc.tag).With(tc.style)
		if l.Quote("x") != tc.outer || l.QuoteInside("x") != tc.both {
			t.Errorf("%s: %s %s, want %s %s", tc.tag, l.Quote("x"), l.QuoteInside("x"), tc.outer, tc.both)
		}
	}
}

// Every value that a desk can set changes something in Arabic, or names what
// is usual.
func TestEveryStyleValueIsKnown(t *testing.T) {
	written := func(s Style) string {
		l := Open("ar").With(s)
		return l.Dateline("حلب", 2026, time.November, 22) + l.Quote("x")
	}
	usual := map[string]bool{"latn": true, "egyptian": true, "guillemets": true, "full": true}
	for setting, style := range map[string]func(string) Style{
		"digits":   func(v string) Style { return Style{Digits: v} },
		"months":   func(v string) Style { return Style{Months: v} },
		"quotes":   func(v string) Style { return Style{Quotes: v} },
		"dateline": func(v string) Style { return Style{Dateline: v} },
	} {
		values := StyleValues(setting)
		if len(values) < 2 {
			t.Errorf("%s has the values %q", setting, values)
		}
		for _, value := range values {
			if same := written(style(value)) == written(Style{}); same != usual[value] {
				t.Errorf("%s %s: %s, usually %s", setting, value, written(style(value)), written(Style{}))
			}
		}
	}
	if StyleValues("fonts") != nil {
		t.Error("fonts are no setting")
	}
}
