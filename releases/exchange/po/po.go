// Package po writes a job as a gettext PO file and reads it when it comes home,
// for Poedit, Virtaal, Lokalize and everybody's scripts.
//
// A unit is an entry: msgctxt its id, msgid the source, msgstr the translation;
// codes are numbered words such as {1}…{/1} (codes.go). The header says of which
// release and versions the file is. An entry without the flag fuzzy holds the
// translation as it stands, or none. One with it holds what somebody has to
// look at: the translation of an earlier source, or what the memory offers, and
// behind "#|" the source that it was made of. The same holds on the way home:
// what is fuzzy is not translated, and that is told.
//
// Parse and File are a reader and writer of any PO file: comments, flags,
// previous messages and obsolete entries are kept. What msgcat and msgmerge make
// of a file reads as the same strings, byte for byte.
package po

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

// Write writes a job.
func Write(w io.Writer, j exchange.Job) error {
	set, err := units.Of(j)
	if err != nil {
		return err
	}
	_, err = fileOf(j, set.Units).WriteTo(w)
	return err
}

// The fields of the header that only bayan reads, and what units.Header calls
// the same.
var bayanFields = []struct{ field, name string }{
	{"X-Bayan-Release", "release"},
	{"X-Bayan-Parcel", "parcel"},
	{"X-Bayan-Base", "base"},
	{"X-Bayan-Target", "target"},
	{"X-Bayan-History", "history"},
}

// head is the header of a job's file. The fields that are empty are those that
// msgfmt asks for and the translator's program fills.
func head(j exchange.Job) *Entry {
	fields := []HeaderField{
		{"Project-Id-Version", j.ID + " " + strconv.Itoa(j.BaseVersion)},
		{"PO-Revision-Date", ""},
		{"Last-Translator", ""},
		{"Language-Team", ""},
		{"Language", strings.ReplaceAll(string(j.Target), "-", "_")},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=UTF-8"},
		{"Content-Transfer-Encoding", "8bit"},
	}
	if rule := pluralForms(j.Target); rule != "" {
		fields = append(fields, HeaderField{"Plural-Forms", rule})
	}
	fields = append(fields, HeaderField{"X-Source-Language", strings.ReplaceAll(string(j.Base), "-", "_")})
	values := map[string]string{}
	for part := range strings.SplitSeq(units.HeaderOf(j).String(), "; ") {
		name, value, _ := strings.Cut(part, " ")
		values[name] = value
	}
	for _, f := range bayanFields {
		if values[f.name] != "" {
			fields = append(fields, HeaderField{f.field, values[f.name]})
		}
	}
	return Head(fields...)
}

func fileOf(j exchange.Job, all []units.Unit) *File {
	f := &File{Head: head(j), Entries: make([]Entry, len(all))}
	for i := range all {
		f.Entries[i] = entryOf(&all[i])
	}
	return f
}

func entryOf(u *units.Unit) Entry {
	e := Entry{
		Notes:   u.Notes[:len(u.Notes):len(u.Notes)],
		Message: Message{Context: u.ID, HasContext: true, ID: text(u.Source)},
		Str:     []string{""},
	}
	if u.Name != "" {
		e.Refs = []string{u.Name}
	}
	for _, c := range u.Codes {
		if note := codeNote(c); note != "" {
			e.Notes = append(e.Notes, note)
		}
	}
	for _, t := range u.Terms {
		e.Notes = append(e.Notes, termNote(t))
	}
	offers := u.Matches
	switch {
	case u.HasTarget && u.State == units.Translated:
		e.Str[0] = text(u.Target)
		return e
	case len(offers) > 0 && (offers[0].Score >= 100 || !u.HasTarget):
		e.offer(&offers[0])
		offers = offers[1:]
	case u.HasTarget:
		e.Flags, e.Str[0] = []string{fuzzy}, text(u.Target)
		// The memory may know what it was made of.
		if i := slices.IndexFunc(offers, func(m exchange.Match) bool { return m.Target == u.Target.Plain() }); i >= 0 {
			e.madeOf(offers[i].Source)
			offers = slices.Delete(slices.Clone(offers), i, i+1)
		}
	}
	for _, m := range offers {
		e.Notes = append(e.Notes, matchNote(m)+": "+m.Target)
	}
	return e
}

// offer puts a match in the place of the translation, unconfirmed.
func (e *Entry) offer(m *exchange.Match) {
	var b strings.Builder
	appendText(&b, m.Target)
	e.Flags, e.Str[0] = []string{fuzzy}, b.String()
	e.Notes = append(e.Notes, matchNote(*m))
	e.madeOf(m.Source)
}

// madeOf names the source of the words that are offered, where it is another.
func (e *Entry) madeOf(source string) {
	var b strings.Builder
	if appendText(&b, source); source != "" && b.String() != e.ID {
		e.Previous = &Previous{Message: Message{ID: b.String()}, HasID: true}
	}
}

// Notes on codes, terms and matches are signs and no sentences, so that they are
// read in every language.

func codeNote(c segment.Code) string {
	n := strconv.Itoa(c.ID)
	pair := "{" + n + "}…{/" + n + "} = "
	switch c.Kind {
	case releases.Emphasis:
		return pair + "*…*"
	case releases.Strong:
		return pair + "**…**"
	case releases.Link:
		return pair + c.Dest
	case releases.Break:
		return "{" + n + "/} = ↵"
	}
	return ""
}

func termNote(t exchange.Term) string {
	sign := " = "
	if t.Status == exchange.Forbidden {
		sign = " ≠ "
	}
	note := t.Source + sign + t.Target
	if t.Note != "" {
		note += " (" + t.Note + ")"
	}
	return note
}

func matchNote(m exchange.Match) string {
	note := fmt.Sprintf("%d %%", m.Score)
	if m.Origin != "" {
		note += " (" + m.Origin + ")"
	}
	return note
}

// Read reads a file that came home. It trusts nothing but the strings: units,
// sources and codes are for units.Set.Rebuild to compare.
func Read(name string, b []byte) (units.Header, []units.Back, []releases.Told, error) {
	f, told, err := Parse(name, b)
	if err != nil {
		return units.Header{}, nil, nil, err
	}
	wrong := releases.Faults{File: name}
	back := make([]units.Back, 0, len(f.Entries))
	for i := range f.Entries {
		e := &f.Entries[i]
		if !e.HasContext && !slices.ContainsFunc(f.Entries, func(e Entry) bool { return e.HasContext }) {
			wrong.Add(e.Line, "po-contextless", map[string]any{"unit": "", "word": "msgctxt"})
			break
		}
		if !e.HasContext || e.HasPlural {
			wrong.Add(e.Line, "po-not-unit", map[string]any{"unit": excerpt(e.Context), "id": excerpt(e.ID)})
			continue
		}
		source := coded(e.ID)
		one := units.Back{ID: e.Context, Source: &source, Target: coded(e.Str[0]), Line: e.Line}
		if one.HasTarget = e.Translated(); !one.HasTarget && e.Str[0] != "" {
			told = append(told, releases.Told{Code: "po-fuzzy", Line: e.Line, Args: map[string]any{"unit": excerpt(e.Context)}})
		}
		one.Remark("", strings.Join(e.Comments, "\n"))
		back = append(back, one)
	}
	if err := wrong.Err(); err != nil {
		return units.Header{}, nil, nil, err
	}
	if n := len(f.Obsolete); n > 0 {
		told = append(told, releases.Told{Code: "po-obsolete", Line: f.Obsolete[0].Line, Args: map[string]any{"count": n}})
	}
	return header(f), back, told, nil
}

// header reads what head wrote. What is missing or damaged stays empty.
func header(f *File) units.Header {
	parts := make([]string, len(bayanFields))
	for i, b := range bayanFields {
		parts[i] = b.name + " " + strings.ReplaceAll(f.Field(b.field), ";", " ")
	}
	h, _ := units.ParseHeader(strings.Join(parts, ";"))
	h.Claims(releases.Language(strings.ReplaceAll(f.Field("Language"), "_", "-")))
	return h
}
