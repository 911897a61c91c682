package locales

import (
	"strconv"
	"strings"
)

// numerals is what this locale writes numbers with, under its house style.
func (l *Locale) numerals() numerals {
	c := l.customs
	switch {
	case c == nil:
		return numerals{zero: '0', decimal: ".", minus: "-", percent: "{0}%"}
	case l.style.Digits == "latn":
		return c.latin
	case l.style.Digits == "arab" || c.nativeDigits:
		return c.native
	}
	return c.latin
}

// Number writes a whole number with its separators: 3,750 or ٣٬٧٥٠.
func (l *Locale) Number(n int) string {
	digits, negative := strings.CutPrefix(strconv.Itoa(n), "-")
	signs := l.numerals()
	minimum := 1
	if l.customs != nil {
		minimum = l.customs.minimumGrouping
	}
	if len(digits) >= 3+minimum {
		for at := len(digits) - 3; at > 0; at -= 3 {
			digits = digits[:at] + "," + digits[at:]
		}
	}
	text := strings.ReplaceAll(inDigits(digits, signs.zero), ",", signs.group)
	if negative {
		return signs.minus + text
	}
	return text
}

// Percent writes a whole number of percents: 87%, ٨٧٪, 87 %.
func (l *Locale) Percent(n int) string {
	signs := l.numerals()
	digits, negative := strings.CutPrefix(l.Number(n), signs.minus)
	text := strings.ReplaceAll(signs.percent, "{0}", digits)
	if negative {
		return signs.minus + text
	}
	return text
}

// Digits writes the decimal digits of a text, whichever they are, in those of
// the locale; nothing else changes. It is for years, editions and numbers of
// pages, not for codes and addresses.
func (l *Locale) Digits(text string) string { return inDigits(text, l.numerals().zero) }

func inDigits(text string, zero rune) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r - '0' + zero
		case r >= '٠' && r <= '٩':
			return r - '٠' + zero
		case r >= '۰' && r <= '۹':
			return r - '۰' + zero
		}
		return r
	}, text)
}
