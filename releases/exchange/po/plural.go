package po

import (
	"strconv"
	"strings"

	"bayan/releases"
)

// Plural rules as "Plural-Forms" gives them (gettext manual, "Plural forms";
// the Arabic one is CLDR's). bayan's own entries have no plurals: programs for
// translators ask for the rule of a file all the same.
const (
	onePlural    = "nplurals=1; plural=0;"
	twoPlurals   = "nplurals=2; plural=(n != 1);"
	twoFrom2     = "nplurals=2; plural=(n > 1);"
	threeSlavic  = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
	threePolish  = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
	threeCzech   = "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);"
	threeRoman   = "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);"
	sixOfArabics = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"
)

// SourceOf is what a form of a message translates: its msgid where the file's rule
// gives the form to one alone, else its msgid_plural. The rule is what the header
// says or, without one, that of the language; where neither names the form for
// one, it is the first of several.
func (f *File) SourceOf(e *Entry, form int) string {
	if !e.HasPlural {
		return e.ID
	}
	if len(e.Str) > 1 && form == f.formOf(1) {
		return e.ID
	}
	return e.Plural
}

// single tells a form that the rule gives to one number alone: none, one or two.
func (f *File) single(e *Entry, form int) bool {
	for number := range 3 {
		if len(e.Str) > 1 && form == f.formOf(number) {
			return true
		}
	}
	return false
}

// formOf is the form that the file's rule names for a number, -1 for none; of one it
// is the first where none is named.
func (f *File) formOf(number int) int {
	rule := f.Field("Plural-Forms")
	if rule == "" {
		rule = pluralForms(releases.Language(strings.ReplaceAll(f.Field("Language"), "_", "-")))
	}
	_, after, ok := strings.Cut(strings.Join(strings.Fields(rule), ""), "n=="+strconv.Itoa(number)+"?")
	switch {
	case ok && after != "" && after[0] >= '0' && after[0] <= '9':
		return int(after[0] - '0')
	case number == 1:
		return 0
	}
	return -1
}

// pluralForms is the rule of a language, "" where none is known.
func pluralForms(l releases.Language) string {
	base, _, _ := strings.Cut(string(l), "-")
	switch base {
	case "id", "ja", "ko", "ms", "th", "vi", "zh":
		return onePlural
	case "ckb", "da", "de", "el", "en", "es", "fi", "he", "hu", "it", "kmr", "ku", "nl", "no", "nb", "pt", "so", "sv", "sw", "tr", "ur":
		return twoPlurals
	case "am", "fa", "fr", "hi", "ti":
		return twoFrom2
	case "be", "bs", "hr", "ru", "sr", "uk":
		return threeSlavic
	case "cs", "sk":
		return threeCzech
	case "pl":
		return threePolish
	case "ro":
		return threeRoman
	case "ar":
		return sixOfArabics
	}
	return ""
}
