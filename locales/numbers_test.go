package locales

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbersInTheHouseStyle(t *testing.T) {
	for _, tc := range []struct {
		tag    string
		digits string
		n      int
		want   string
	}{
		{"ar-SY", "", 3750, "٣٬٧٥٠"},
		{"ar-SY", "latn", 3750, "3,750"},
		{"ar", "", 3750, "3,750"},
		{"ar", "arab", 3750, "٣٬٧٥٠"},
		{"ar-MA", "", 3750, "3.750"},
		{"ar-DZ", "arab", 3750, "٣٬٧٥٠"},
		{"apc", "arab", 3750, "٣٬٧٥٠"},
		{"ar-Arab-SY", "", 3750, "٣٬٧٥٠"},
		{"en", "arab", 3750, "3,750"}, // which English has not
		{"fa", "", 3750, "۳٬۷۵۰"},
		{"fa", "arab", 3750, "۳٬۷۵۰"}, // its own
		{"fa", "latn", 3750, "3,750"},
		{"es", "", 3750, "3750"},
		{"es", "", 13750, "13.750"},
		{"ja", "", 13750, "13750"}, // no conventions here: no guess
		{"", "", 13750, "13750"},
		{"ar", "", -3, "\u200e-3"},
	} {
		if got := Open(tc.tag).With(Style{Digits: tc.digits}).Number(tc.n); got != tc.want {
			t.Errorf("%s, digits %q: %d is %q, want %q", tc.tag, tc.digits, tc.n, got, tc.want)
		}
	}
}

func TestDigitsOfAText(t *testing.T) {
	arab := Open("ar").With(Style{Digits: "arab"})
	if got, want := arab.Digits("طبعة 2026 (٢)"), "طبعة ٢٠٢٦ (٢)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := Open("ar").Digits("طبعة ٢٠٢٦ (۲)"), "طبعة 2026 (2)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Whatever the locale and style, the digits that are read are those of the number.
func TestANumberKeepsItsDigits(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.Int().Draw(r, "n")
		c := rapid.SampledFrom(allConventions[:]).Draw(r, "conventions")
		digits := rapid.SampledFrom(append(StyleValues("digits"), "")).Draw(r, "digits")
		written := Open(c.tag).With(Style{Digits: digits}).Number(n)
		read := strings.Map(func(d rune) rune {
			if d >= '0' && d <= '9' {
				return d
			}
			return -1
		}, Open("").Digits(written))
		if read != strings.TrimPrefix(strconv.Itoa(n), "-") {
			t.Errorf("%s: %d is written %q", c.tag, n, written)
		}
	})
}
