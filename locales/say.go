package locales

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"bayan/locales/bidi"

	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Args are the values of a sentence's placeholders. The one called count (or
// Count) chooses the plural form. Numbers are written in the locale's digits; strings are
// isolated from the direction of the sentence, lists of strings joined as the
// language does.
type Args map[string]any

// Code is a value that reads left to right in every language: a command, an
// id, a path, a digest, an address.
type Code string

// Words is a value that is itself a phrase of the same language, such as what
// another Say or Date returned: it is put in as it is.
type Words string

// Missing tells of a sentence that a language lacks, or of one whose
// placeholders were not all filled.
type Missing struct {
	Language, Key string
	Err           error // nil where there is no such sentence
}

func (m *Missing) Error() string {
	if m.Err == nil {
		return fmt.Sprintf("no sentence %q in %q", m.Key, m.Language)
	}
	return fmt.Sprintf("sentence %q in %q: %v", m.Key, m.Language, m.Err)
}

func (m *Missing) Unwrap() error { return m.Err }

// Has tells whether the language itself has the sentence; English is not asked.
func (l *Locale) Has(key string) bool { return l.own != nil && l.own.has(key) }

// Say is the sentence of a key, whose first part is its topic: the name of the
// file that it stands in. Where the language has none it is the English one;
// where there is none at all, the key between ⟦ and ⟧.
func (l *Locale) Say(key string, args Args) string {
	in := l.For(key)
	var count any
	values := make(map[string]string, len(args))
	for name, value := range args {
		values[name] = in.write(value)
		if name == "Count" || name == "count" {
			count = whole(value)
		}
	}
	text, found, err := in.own.say(key, count, values)
	if !found || err != nil {
		l.miss(in.own, key, err)
	}
	if !found {
		return "⟦" + key + "⟧"
	}
	return text
}

// For is the locale in which Say says the sentence of a key, values and all: the
// same, or English in the same house style where the language has no such
// sentence. A page has to mark what is not in its own language.
func (l *Locale) For(key string) *Locale {
	if l.own != nil {
		if l.own == catalogues[0] || l.own.has(key) {
			return l
		}
		l.miss(l.own, key, nil)
	}
	return Open(Default).With(l.style)
}

// miss reports what a catalogue lacks to who watches.
func (l *Locale) miss(c *catalogue, key string, err error) {
	if l.missed != nil {
		l.missed(&Missing{Language: c.language, Key: key, Err: err})
	}
}

// whole is the value of a count as go-i18n takes it: an int.
func whole(value any) any {
	switch v := reflect.ValueOf(value); {
	case v.CanInt():
		return int(v.Int())
	case v.CanUint():
		return int(v.Uint())
	case v.CanFloat() && v.Float() == float64(int(v.Float())): // a number out of JSON
		return int(v.Float())
	}
	return nil
}

// write gives a value as it stands in a sentence.
func (l *Locale) write(value any) string {
	switch v := value.(type) {
	case Words:
		return string(v)
	case Code:
		return bidi.IsolateLTR(oneLine(string(v)))
	case string:
		return bidi.Isolate(oneLine(v))
	case fmt.Stringer, error:
		return bidi.Isolate(oneLine(fmt.Sprint(v))) // Sprint outlives a nil one
	}
	if n, ok := whole(value).(int); ok {
		return l.Number(n)
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.String:
		return bidi.Isolate(oneLine(v.String()))
	case reflect.Slice, reflect.Array:
		items := make([]string, v.Len())
		for i := range items {
			items[i] = l.write(v.Index(i).Interface())
		}
		return l.List(items)
	}
	return bidi.Isolate(oneLine(fmt.Sprint(value)))
}

// oneLine takes out of a value what could act on the terminal or on the lines
// of the sentence: ends of lines, control characters, embeddings and
// overrides. Isolates stay, and bidi closes them.
func oneLine(value string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) && (unicode.IsControl(r) || r == '\u2028' || r == '\u2029'):
			return ' '
		case unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e':
			return -1
		}
		return r
	}, value)
}

// placeholders is go-i18n's parser of what stands in a sentence: {{.Name}} and
// nothing else. Conditions and loops would be grammar, and grammar is the
// translator's: write two sentences.
type placeholders struct{}

func (placeholders) Cacheable() bool { return true }

func (placeholders) Parse(text, _, _ string) (template.ParsedTemplate, error) { return parse(text) }

// sentence is text and names of placeholders by turns, text first.
type sentence []string

func parse(text string) (sentence, error) {
	var s sentence
	for {
		before, rest, open := strings.Cut(text, "{{")
		if s = append(s, before); !open {
			return s, nil
		}
		name, after, closed := strings.Cut(rest, "}}")
		name, dot := strings.CutPrefix(name, ".")
		if !closed || !dot || name == "" || strings.ContainsAny(name, " .|()") {
			return nil, fmt.Errorf("not a placeholder: %q", "{{"+rest)
		}
		s, text = append(s, name), after
	}
}

// Execute fills the placeholders from a map[string]string. One without a value
// stays as it is written, and is an error.
func (s sentence) Execute(values any) (string, error) {
	filling, _ := values.(map[string]string)
	var text strings.Builder
	var unfilled []string
	for i, part := range s {
		if i%2 == 0 {
			text.WriteString(part)
		} else if value, ok := filling[part]; ok {
			text.WriteString(value)
		} else {
			unfilled = append(unfilled, part)
			text.WriteString("{{." + part + "}}")
		}
	}
	if unfilled != nil {
		return text.String(), fmt.Errorf("no value for %s", strings.Join(unfilled, ", "))
	}
	return text.String(), nil
}
