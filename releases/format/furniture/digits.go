package furniture

import (
	"strconv"
	"strings"

	"bayan/releases"
)

// Digits are the digits of the house style of a text, zero first: those that
// its dates are written in.
func Digits(t releases.EditionText) string {
	const western = "0123456789"
	for _, style := range []string{"٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"} {
		if strings.ContainsAny(t.Labels.Date("2020-10-10"), style) {
			return style
		}
	}
	return western
}

// CounterStyle is the name that CSS has for the digits of a text, "" for 0123.
func CounterStyle(t releases.EditionText) string {
	switch Digits(t)[:2] {
	case "٠":
		return "arabic-indic"
	case "۰":
		return "persian"
	}
	return ""
}

// Number writes a number in the digits of a text.
func Number(t releases.EditionText, n int) string { return number(t, n) }

func number(t releases.EditionText, n int) string {
	style := []rune(Digits(t))
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return style[r-'0']
		}
		return r
	}, strconv.Itoa(n))
}
