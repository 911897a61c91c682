package locales

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// asked and answered are what testdata/intl.mjs reads and writes.
type asked struct {
	Tags    map[string]string `json:"tags"`
	Numbers []int             `json:"numbers"`
	Days    []string          `json:"days"`
	Minutes []string          `json:"minutes"`
	Lists   [][]string        `json:"lists"`
}

type answered struct {
	CLDR    string
	Locales map[string]struct{ Numbers, Percents, Dates, Weekdays, Times, And, Or []string }
}

// Every locale writes numbers, dates, times and lists as ICU does, which has
// the same CLDR: an implementation that shares nothing with ours.
func TestConventionsAreThoseOfIntl(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("DID NOT RUN: comparing numbers and dates with Intl needs node (Debian: apt-get install nodejs)")
	}
	ask := asked{
		Tags:    map[string]string{},
		Numbers: []int{0, 7, 12, 999, 1000, 3750, 12345, 1234567, -1, -3750},
		Minutes: []string{"2026-11-22T00:00Z", "2026-07-01T09:30Z", "2026-01-31T12:00Z", "2026-03-08T14:05Z", "2026-12-31T23:59Z"},
		Lists:   [][]string{{}, {"a"}, {"a", "b"}, {"a", "b", "c"}, {"a", "b", "c", "d"}},
	}
	for month := range 12 {
		for day := range 7 {
			ask.Days = append(ask.Days, time.Date(2026, time.January+time.Month(month), 3*day+month+1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
		}
	}
	for i := range allConventions {
		ours := allConventions[i].tag
		theirs := ours + "-u-ca-gregory"
		switch ours {
		case "en": // which CLDR means as American, and we as the world's
			ours = "en-US"
		case "en-001":
			ours = "en"
		}
		ask.Tags[ours] = theirs
		if base(ours) == "ar" {
			ask.Tags[ours+" latn"] = theirs + "-nu-latn"
			ask.Tags[ours+" arab"] = theirs + "-nu-arab"
		}
	}
	question, err := json.Marshal(ask)
	if err != nil {
		t.Fatal(err)
	}
	intl := exec.Command(node, "testdata/intl.mjs")
	intl.Stdin = bytes.NewReader(question)
	raw, err := intl.Output()
	if err != nil {
		t.Fatalf("node: %v", err)
	}
	var theirs answered
	if err := json.Unmarshal(raw, &theirs); err != nil {
		t.Fatal(err)
	}
	if major, _, _ := strings.Cut(theirs.CLDR, "."); major != "48" {
		t.Skipf("DID NOT RUN: this node has CLDR %s, ours is 48", theirs.CLDR)
	}
	for name := range ask.Tags {
		t.Run(name, func(t *testing.T) {
			tag, digits, _ := strings.Cut(name, " ")
			l := Open(tag).With(Style{Digits: digits})
			want := theirs.Locales[name]
			same := func(what string, given any, got, want string) {
				if got != want {
					t.Errorf("%s of %v: %q, Intl writes %q", what, given, got, want)
				}
			}
			// V8 writes blanks for the narrow no-break spaces of CLDR's dates.
			wide := func(s string) string { return strings.ReplaceAll(s, "\u202f", " ") }
			for i, n := range ask.Numbers {
				same("number", n, l.Number(n), want.Numbers[i])
				same("percent", n, l.Percent(n), want.Percents[i])
			}
			for i, day := range ask.Days {
				d, err := time.Parse(time.DateOnly, day)
				if err != nil {
					t.Fatal(err)
				}
				same("date", day, wide(l.Date(d.Date())), wide(want.Dates[i]))
				same("date with weekday", day, wide(l.WeekdayDate(d.Date())), wide(want.Weekdays[i]))
			}
			for i, minute := range ask.Minutes {
				at, err := time.Parse("2006-01-02T15:04Z07:00", minute)
				if err != nil {
					t.Fatal(err)
				}
				// Arabic newsrooms put a comma where CLDR has "on the day in 2:05".
				same("time", minute, wide(l.DateTime(at, time.UTC)), wide(strings.Replace(want.Times[i], " في ", "، ", 1)))
			}
			if want.And == nil {
				t.Logf("this node has no lists in %s: not compared", tag)
				return
			}
			for i, items := range ask.Lists {
				same("list", items, l.List(items), want.And[i])
				same("choice", items, l.Either(items), want.Or[i])
			}
		})
	}
}
