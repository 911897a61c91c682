// Package locales holds the languages of bayan: every sentence that a person
// reads, and the way each language writes numbers, dates, lists and quotations.
//
// A Locale is a language (any BCP 47 tag) and the desk's house style. It says
// sentences by key, and formats values; both need no set-up and no files:
//
//	l := locales.Open("ar-SY").With(locales.Style{Digits: "latn"})
//	l.Say("count.blocks", locales.Args{"count": 3})  // 3 فقرات
//	l.Date(2026, time.November, 22)                   // 22 تشرين الثاني 2026
//
// Sentences are in en/*.toml and ar/*.toml; README.md tells how to write them.
// Nothing is read before a sentence is asked for, and then only its own lines.
// Conventions come from CLDR (conventions_cldr.go, generated).
//
// Guarantees: Say never panics and never returns an empty sentence; a value
// put into a sentence cannot disturb the order or the lines around it; a
// sentence that is not in the reader's language is the English one and
// For tells so. Everything is safe for use by several goroutines.
package locales

import (
	"strings"

	"bayan/locales/bidi"
)

// Default is the language of whoever told none, and the one that fills in for
// a sentence that another language lacks.
const Default = "en"

// Locale is a language and a house style. The zero value is not useful: Open
// makes one.
type Locale struct {
	tag     string
	style   Style
	own     *catalogue // nil for a language without a catalogue
	customs *conventions
	missed  func(error)
}

// Open gives the locale of a BCP 47 tag such as "ar", "ar-SY" or "ckb". A
// language without a catalogue of its own, or with the labels of pages alone,
// says its other sentences in English, and one without conventions here formats
// as ISO 8601 and plain digits.
func Open(tag string) *Locale {
	tag = canonical(tag)
	return &Locale{tag: tag, customs: conventionsOf(tag), own: catalogueOf(tag)}
}

// With is the same language in a house style.
func (l *Locale) With(style Style) *Locale {
	styled := *l
	styled.style = style
	return &styled
}

// Watch is the same locale with somebody to tell of each sentence (*Missing)
// that was asked for and is not there, or lacks a value. Tests fail in it.
func (l *Locale) Watch(missed func(error)) *Locale {
	watched := *l
	watched.missed = missed
	return &watched
}

// Language is the tag of the locale: ar-SY, en, ckb.
func (l *Locale) Language() string { return l.tag }

// Speech is the language that sentences are said in, "ar" for ar-SY: what
// belongs into a lang attribute around them.
func (l *Locale) Speech() string {
	if speech := speechOf(l.tag); speech != "" {
		return speech
	}
	return Default
}

// Direction is that of the language itself; a sentence said in another one
// (For) has the direction of that other one.
func (l *Locale) Direction() bidi.Direction { return bidi.DirectionOf(l.tag) }

// base is the language of a tag without script, region and the rest.
func base(tag string) string {
	language, _, _ := strings.Cut(tag, "-")
	return language
}
