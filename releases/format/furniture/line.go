package furniture

import (
	"maps"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/format/runs"
)

// Line is a sentence of the catalogue, cut at the values in it, so that a
// format can mark each value as what it is.
type Line struct {
	// Language is the sentence's where the page's own language lacks it, else "".
	Language releases.Language
	Parts    []Part
}

// Part is a piece of a line: plain words, or a value that stands in them.
type Part struct {
	Text  string
	Value bool              // stands in isolation from the words around it
	Time  string            // RFC 3339, of a value that is a time, or an ISO day
	Lang  releases.Language // of a value in another language than the page's
	RTL   bool              // the direction of Lang
	Code  bool              // a value that reads left to right in every language
}

// Within is the part's text on a page of that direction: where its own is the
// other, in an isolate, and its telephone numbers and addresses in isolates of
// theirs, which the page's direction would not give them.
func (p Part) Within(rtl bool) string {
	switch {
	case p.Lang == "" || p.RTL == rtl:
		return p.Text
	case p.RTL:
		return "\u2067" + runs.Isolate(p.Text, true) + "\u2069"
	}
	return "\u2066" + runs.Isolate(p.Text, false) + "\u2069"
}

// Empty tells that there is nothing to say.
func (l Line) Empty() bool { return len(l.Parts) == 0 }

// String is the line as plain text, its values in first-strong or
// left-to-right isolates.
func (l Line) String() string {
	var b strings.Builder
	for _, p := range l.Parts {
		switch {
		case p.Code:
			b.WriteString("\u2066" + p.Text + "\u2069")
		case p.Value:
			b.WriteString("\u2068" + p.Text + "\u2069")
		default:
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

// fallback is what Labels may offer besides: the labels that have a sentence,
// and their language, where those of the page's own language lack it.
type fallback interface {
	For(key string) (releases.Labels, releases.Language)
}

// in is the text with the labels that have a sentence, and their language where
// it is not the text's, else "".
func in(t releases.EditionText, key string) (releases.EditionText, releases.Language) {
	f, ok := t.Labels.(fallback)
	if !ok {
		return t, ""
	}
	var language releases.Language
	if t.Labels, language = f.For(key); language == t.Language {
		language = ""
	}
	return t, language
}

// say asks the labels for a sentence with values in it.
func say(t releases.EditionText, key string, values map[string]Part) Line {
	args := make(map[string]any, len(values))
	for name, v := range values {
		args[name] = v.Text
	}
	t, language := in(t, key)
	l, sentence := Line{Language: language}, t.Labels.Say(key, args)
	names := slices.Sorted(maps.Keys(values))
	for sentence != "" {
		at, size, value := len(sentence), 0, Part{}
		for _, name := range names {
			v := values[name]
			if i, n := find(sentence, v.Text); n > 0 && (i < at || i == at && n > size) {
				at, size, value = i, n, v
			}
		}
		if at > 0 {
			l.Parts = append(l.Parts, Part{Text: sentence[:at]})
		}
		if size > 0 {
			value.Value = true
			l.Parts = append(l.Parts, value)
		}
		sentence = sentence[at+size:]
	}
	return l
}

// find is where a value stands: in the isolate that Labels put it into, else
// bare.
func find(sentence, value string) (at, size int) {
	if value == "" {
		return 0, 0
	}
	for _, opener := range []string{"\u2066", "\u2067", "\u2068"} {
		isolated := opener + value + "\u2069"
		if i := strings.Index(sentence, isolated); i >= 0 {
			return i, len(isolated)
		}
	}
	if i := strings.Index(sentence, value); i >= 0 {
		return i, len(value)
	}
	return 0, 0
}
