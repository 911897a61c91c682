package main

import (
	"slices"
	"strings"
	"testing"
)

// A log loses no word of what a reader needs, the minutes of an embargo least of
// all: what is too wide for its column goes on below.
func TestALogIsNotCut(t *testing.T) {
	o := newDesk(t)
	o.as(t, "amal", "policy", "set", "zone=Asia/Damascus")
	o.as(t, "wafa", "new", "Winter training opens in Harim", "--lang", "en", "--id", "2026-11-22-winter-training")
	o.as(t, "nour", "set", "winter-training", "embargo=2026-11-29T10:45")
	o.as(t, "wafa", "discard", "winter-training", "en")
	o.as(t, "nour", "send", "winter-training", "en", "--to", "Mona Abd al-Rahman Sayegh al-Halabi of the agency", "--out", "mona.txt")
	for _, locale := range []string{"en", "ar"} {
		for _, o.width = range []int{40, 60, 80, 120} {
			code, stdout, stderr := o.bayan("log", "winter-training", "--locale", locale, "--bidi", "none", "--color", "never")
			if code != 0 {
				t.Fatal(stderr)
			}
			words := strings.Fields(plain(stdout))
			for _, want := range []string{"29", "10:45", "(UTC+03:00)", "al-Rahman", "Sayegh", "al-Halabi", "agency"} {
				if !slices.ContainsFunc(words, func(w string) bool { return strings.Trim(w, "”»") == want }) {
					t.Errorf("%s, %d columns: no %q\n%s", locale, o.width, want, stdout)
				}
			}
			if strings.Contains(stdout, "…") || slices.ContainsFunc(strings.Split(plain(stdout), "\n"), func(line string) bool { return len([]rune(line)) > o.width }) {
				t.Errorf("%s, %d columns:\n%s", locale, o.width, stdout)
			}
		}
	}
}
