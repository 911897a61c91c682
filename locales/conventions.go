package locales

import "strings"

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
