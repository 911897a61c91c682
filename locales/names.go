package locales

import (
	"unicode"
	"unicode/utf8"
)

// name is what a language is called: by itself, and in each of catalogues.
type name struct {
	tag     string
	autonym string
	in      [len(catalogues)]string
}

// Autonym is what a language calls itself, as a link to its page has it:
// English, العربية, Français, کوردیی ناوەندی. One that is not known is its tag.
func Autonym(tag string) string {
	if n := nameOf(tag); n != nil {
		return capital(n.autonym)
	}
	return tag
}

// Name is what the locale calls a language: Arabic, العربية. A locale without
// a catalogue calls it by its autonym.
func (l *Locale) Name(tag string) string {
	n := nameOf(tag)
	if n == nil {
		return tag
	}
	for i, c := range catalogues {
		if c == l.own {
			return n.in[i]
		}
	}
	return capital(n.autonym)
}

// Autonyms are the tags of the languages that have a name here.
func Autonyms() []string {
	tags := make([]string, len(named))
	for i := range named {
		tags[i] = named[i].tag
	}
	return tags
}

func nameOf(tag string) *name {
	language := base(canonical(tag))
	for i := range named {
		if named[i].tag == language {
			return &named[i]
		}
	}
	return nil
}

// capital begins with a capital letter, for a name that stands alone.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
