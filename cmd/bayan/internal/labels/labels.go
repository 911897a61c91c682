// Package labels are the words that bayan sets around a text.
package labels

import (
	"time"

	"bayan/locales"
	"bayan/releases"
)

// Of are the labels in a desk's house style. Pages do not depend on the
// machine that makes them: without a zone of the desk's their times are UTC.
func Of(l releases.Language, house map[string]string) releases.Labels {
	zone, err := time.LoadLocation(house["zone"])
	if err != nil {
		zone = time.UTC
	}
	return labels{locales.Open(string(l)).With(Style(house)), zone}
}

// Style is the house style among a desk's settings.
func Style(house map[string]string) locales.Style {
	return locales.Style{Digits: house["digits"], Months: house["months"], Quotes: house["quotes"], Dateline: house["dateline"]}
}

// labels are the words around a text, in the language of its page.
type labels struct {
	say  *locales.Locale
	zone *time.Location
}

func (l labels) Say(key string, args map[string]any) string { return l.say.Say(key, args) }

// For are the labels that have a sentence: these, else those of the language
// that fills in, with its own dates and digits.
func (l labels) For(key string) (releases.Labels, releases.Language) {
	say := l.say.For(key)
	return labels{say, l.zone}, releases.Language(say.Language())
}

func (l labels) Date(day string) string { return l.say.Day(day) }
func (l labels) Dateline(place, day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return l.say.Dateline(place, 0, 0, 0)
	}
	year, month, date := at.Date()
	return l.say.Dateline(place, year, month, date)
}
func (l labels) Quotes() [4]string                    { return l.say.Quotes() }
func (l labels) Time(t time.Time) string              { return l.say.Moment(t, l.zone) }
func (l labels) Name(lang releases.Language) string   { return locales.Autonym(string(lang)) }
func (l labels) Called(lang releases.Language) string { return l.say.Name(string(lang)) }
