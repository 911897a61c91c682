package memory

import (
	"strings"

	"bayan/releases"
)

// Base is a language as pairs are kept by it: lower case, without a region, and
// without a script but where languages are told apart by it. "ar-AR", "ar_SY"
// and "AR" are all "ar"; "zh-Hant-TW" is "zh-hant".
func Base(l releases.Language) releases.Language {
	parts := strings.FieldsFunc(strings.ToLower(string(l)), func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) == 0 {
		return ""
	}
	if len(parts) > 1 && len(parts[1]) == 4 && ambiguous[parts[0]] {
		return releases.Language(parts[0] + "-" + parts[1])
	}
	return releases.Language(parts[0])
}

// ambiguous are languages that are written in two scripts, so that one text of
// them does not serve the readers of the other.
var ambiguous = map[string]bool{"zh": true, "sr": true, "ku": true, "az": true, "uz": true, "pa": true}

// Fault says why a unit cannot be kept; "" where it can.
func (u Unit) Fault() string {
	switch {
	case !IsLanguage(u.From) || !IsLanguage(u.To):
		return NoLanguage
	case Base(u.From) == Base(u.To):
		return SameLanguage
	case strings.TrimSpace(u.Source.Words) == "" || strings.TrimSpace(u.Target.Words) == "":
		return NoWords
	case len(u.Source.Words) > LongestText || len(u.Target.Words) > LongestText:
		return TooLong
	}
	return ""
}

// LongestText is the most that a side of a unit holds, in bytes.
const LongestText = 1 << 16

// What Unit.Fault returns.
const (
	NoLanguage   = "unit-language"      // a language is missing or is none
	SameLanguage = "unit-same-language" // both sides are in one language
	NoWords      = "unit-empty"         // a side holds nothing
	TooLong      = "unit-too-long"      // a side is longer than LongestText
)

// IsLanguage tells what looks like a BCP 47 tag, with _ for - as some write.
func IsLanguage(l releases.Language) bool {
	if len(l) < 2 || len(l) > 35 || l[0] == '-' || l[0] == '_' {
		return false
	}
	for i, part := range strings.FieldsFunc(string(l), func(r rune) bool { return r == '-' || r == '_' }) {
		if i == 0 && (len(part) < 2 || len(part) > 3) { // no longer one is registered
			return false
		}
		for _, r := range part {
			if !('a' <= r|0x20 && r|0x20 <= 'z') && (i == 0 || digit(r) < 0 || r > '9') {
				return false
			}
		}
	}
	return true
}

// Tag writes a language as BCP 47 advises: ar-SY, zh-Hant, with hyphens.
func Tag(l releases.Language) releases.Language {
	parts := strings.FieldsFunc(strings.ToLower(string(l)), func(r rune) bool { return r == '-' || r == '_' })
	for i, part := range parts {
		switch {
		case i > 0 && len(part) == 2:
			parts[i] = strings.ToUpper(part)
		case i > 0 && len(part) == 4 && part[0] >= 'a':
			parts[i] = strings.ToUpper(part[:1]) + part[1:]
		}
	}
	return releases.Language(strings.Join(parts, "-"))
}
