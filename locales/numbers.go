package locales

import (
	"strconv"
	"strings"
)

//go:generate go run ./internal/gen -version 48.2.0

// conventions are how a locale writes, as CLDR has it.
type conventions struct {
	tag          string
	months       [12]string
	days         [7]string // from Sunday
	am, pm       string
	date         string // patterns of UTS #35: d MMMM y
	weekdayDate  string
	time         string
	dateTime     string // {1} the date, {0} the time
	nativeDigits bool   // what the locale writes when nobody asks
	// minimumGrouping is how many digits must stand before the first
	// separator: 2 writes 1234 but 12.345.
	minimumGrouping int
	latin, native   numerals
	and, or         joiners
	quotes          quotes
}

// numerals is a set of digits and the signs that go with it.
type numerals struct {
	zero                           rune
	decimal, group, minus, percent string // percent is a pattern: {0}%
}

// joiners are patterns that make a list: {0} what stands before, {1} what is added.
type joiners struct{ start, middle, end, two string }

// quotes are the marks around a quotation, and around one inside it.
type quotes struct{ open, close, innerOpen, innerClose string }

// conventionsOf finds those of a tag, of its language, or nil. English without
// a region is that of the world and not of the United States: releases say
// 22 November 2026.
func conventionsOf(tag string) *conventions {
	switch tag {
	case "en":
		tag = "en-001"
	case "en-US":
		tag = "en"
	}
	for at := tag; at != ""; at = parent(at) {
		for i := range allConventions {
			if allConventions[i].tag == at {
				return &allConventions[i]
			}
		}
	}
	if base(tag) != "ar" && speechOf(tag) == "ar" {
		return conventionsOf("ar")
	}
	return nil
}

// parent is where CLDR looks next: en-IE, en-001; ar-Arab-SY, ar-SY, ar.
func parent(tag string) string {
	parts := strings.Split(tag, "-")
	switch {
	case len(parts) == 1:
		return ""
	case len(parts) == 3 && len(parts[1]) == 4:
		return parts[0] + "-" + parts[2]
	case len(parts) == 2 && parts[0] == "en" && parts[1] != "001":
		return "en-001"
	}
	return strings.Join(parts[:len(parts)-1], "-")
}

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
