// Package furniture makes what stands around a text on a page, in the words of
// its language: letterhead, marks of drafts and embargoes, notices to the
// readers, dates, contacts, and how to verify. (Furniture is what newspapers
// call all that on a page which is not the story.)
//
// It decides once for all formats what a page shows. Nothing is silently taken
// from another language: the fields of a text stand on its own page only, and
// what the facts have in the source language's words is marked as such.
package furniture

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"bayan/releases"
)

// Sheet is the furniture of one text of an edition.
type Sheet struct {
	Language releases.Language
	RTL      bool

	Organisation string // in the text's words, else the desk's name
	Department   string
	Kicker       Line
	Headline     string // of a tombstone, Closed
	Summary      string
	Dateline     string // ends so that the first paragraph can follow on its line

	DraftWord string // "DRAFT"; "" where the edition is signed
	Draft     Line
	Embargo   Line
	Notices   []Notice // newest first; what withholds or withdraws before all

	// Tombstone: readers may no longer see the text, its headline neither: it may
	// be the name in it that is to be protected. Only letterhead, Closed, dates and
	// notices may then be shown.
	Tombstone bool
	Closed    Line // stands in the headline's place; empty where there is one

	Place     Part // in the source's own sheet only, and where no dateline says it
	Date      Part // of the release, where it is not the day of publication
	Published Line
	Edition   Line // from the second on

	// End is by what newsrooms know that nothing is missing from a plain text.
	End Line

	ContactsHeading Line
	Contacts        []Part
	FollowsHeading  Line
	Follows         []Part
	Verify          Line
	VerifyHow       Line
}

// Notice is a dated line to the readers with a person's words after it.
type Notice struct {
	Kind  string
	At    time.Time
	Line  Line
	Words string // "" where nobody added any in this language
}

// VerifyCommand is what readers run in the folder of an edition.
const VerifyCommand = "sha256sum -c SHA256SUMS"

// Of makes the sheet of the n-th text of an edition.
func Of(e releases.Edition, n int) Sheet {
	t := e.Texts[n]
	source := t.Language == e.Source
	s := Sheet{
		Language:     t.Language,
		RTL:          t.RTL,
		Organisation: field(t.Text, "organisation"),
		Headline:     t.Text.Headline(),
		Tombstone:    e.State != releases.Public,
		Published:    published(e, t),
		End:          say(t, "labels.ends", nil),
	}
	if s.Organisation == "" {
		s.Organisation = e.Organisation
	}
	if e.Facts.Date != "" && e.Facts.Date != e.Published.UTC().Format(time.DateOnly) {
		s.Date = Part{Text: t.Labels.Date(e.Facts.Date), Value: true, Time: e.Facts.Date}
	}
	if e.Number > 1 {
		s.Edition = say(t, "labels.edition", map[string]Part{"number": count(t, "labels.edition", e.Number)})
	}
	s.Notices = notices(e, t, s.Organisation)
	if e.Draft {
		s.DraftWord = say(t, "labels.draft", nil).String()
		s.Draft = say(t, "labels.draft-line", nil)
	}
	if !e.Embargo.IsZero() {
		s.Embargo = say(t, "labels.embargo", map[string]Part{"until": moment(t, "labels.embargo", e.Embargo)})
	}
	if s.Tombstone {
		s.Closed = say(t, "labels."+string(e.State)+"-headline", nil)
		s.Headline = s.Closed.String()
		return s
	}

	s.Department = field(t.Text, "department")
	s.Summary = field(t.Text, "summary")
	s.Dateline = dateline(e, t, source)
	if strings.Contains(s.Dateline, s.Date.Text) {
		s.Date = Part{}
	}
	s.Kicker = kicker(e, t, source)
	if source && s.Dateline == "" && e.Facts.Place != "" {
		s.Place = Part{Text: e.Facts.Place, Value: true}
	}
	for _, line := range e.Facts.Contacts {
		c := Part{Text: line, Value: true}
		if !source {
			c.Lang, c.RTL = e.Source, rtl(e, e.Source)
		}
		s.Contacts = append(s.Contacts, c)
	}
	if len(s.Contacts) > 0 {
		s.ContactsHeading = say(t, "labels.contacts", nil)
	}
	for _, l := range e.Follows {
		s.Follows = append(s.Follows, Part{Text: t.Labels.Name(l), Value: true, Lang: l})
	}
	if len(s.Follows) > 0 {
		s.FollowsHeading = say(t, "labels.follows", nil)
	}
	if e.Manifest != "" {
		s.Verify = say(t, "labels.verify", map[string]Part{"digest": {Text: string(e.Manifest), Code: true}})
		s.VerifyHow = say(t, "labels.verify-how", map[string]Part{"command": {Text: VerifyCommand, Code: true}})
	}
	return s
}

// Title is the name of the page: one language, the organisation's name in an
// isolate.
func (s Sheet) Title() string {
	title := s.Headline
	if s.DraftWord != "" {
		title = "[" + s.DraftWord + "] " + title
	}
	if s.Organisation == "" {
		return title
	}
	return title + " – \u2068" + s.Organisation + "\u2069"
}

// Say is a line of the catalogue without values, for a format's own furniture.
func Say(t releases.EditionText, key string) Line { return say(t, key, nil) }

// Own is the sheet of the edition's source among several, the first where the
// source is not in it.
func Own(e releases.Edition, sheets []Sheet) Sheet {
	for _, s := range sheets {
		if s.Language == e.Source {
			return s
		}
	}
	return sheets[0]
}

func kicker(e releases.Edition, t releases.EditionText, source bool) Line {
	if own := field(t.Text, "kicker"); own != "" {
		return Line{Parts: []Part{{Text: own}}}
	}
	switch {
	case e.Facts.Kind == "":
		return say(t, "labels.press-release", nil)
	case e.Facts.Kind == "press-release" || e.Facts.Kind == "statement":
		return say(t, "labels."+e.Facts.Kind, nil)
	case source:
		return Line{Parts: []Part{{Text: e.Facts.Kind}}}
	}
	return Line{}
}

// dateline opens a text. A writer who named a place alone, in the words of the
// text, leaves the rest to the house; whoever wrote a date, or a dash after the
// place, is taken at their word. A source without any has the place of the
// facts, if that can lead into a paragraph. A translation has none then: nobody
// wrote the place in its language.
func dateline(e releases.Edition, t releases.EditionText, source bool) string {
	own := field(t.Text, "dateline")
	place := own
	if own == "" && source && leads(e.Facts.Place, t.Text) {
		place = e.Facts.Place
	}
	if place == "" || closed(place) || strings.ContainsFunc(place, unicode.IsDigit) {
		return dashed(own)
	}
	if house := t.Labels.Dateline(place, e.Facts.Date); house != "" {
		return house
	}
	return dashed(own)
}

// dashed closes a dateline with a dash where its writer did not.
func dashed(words string) string {
	if words == "" || closed(words) {
		return words
	}
	return words + " —"
}

func closed(words string) bool {
	last, _ := utf8.DecodeLastRuneInString(words)
	return strings.ContainsRune("-–—:.", last)
}

// longest is how many runes of a paragraph a dateline may take.
const longest = 80

// leads tells whether a place can lead into a text: it begins with a paragraph,
// and not with one that names the place before a dash or colon.
func leads(place string, t releases.Text) bool {
	for _, b := range t.Blocks {
		if b.Kind == releases.Headline {
			continue
		}
		if b.Kind != releases.Paragraph {
			return false
		}
		lead := []rune(b.Plain())
		lead = lead[:min(len(lead), longest)]
		head, _, found := strings.Cut(strings.NewReplacer(" - ", "—", "–", "—", ": ", "—").Replace(string(lead)), "—")
		return !found || !strings.Contains(strings.ToLower(head), strings.ToLower(place))
	}
	return false
}

func published(e releases.Edition, t releases.EditionText) Line {
	if e.Published.IsZero() {
		return Line{}
	}
	return say(t, "labels.published", map[string]Part{"at": moment(t, "labels.published", e.Published)})
}

func notices(e releases.Edition, t releases.EditionText, organisation string) []Notice {
	all := slices.Clone(e.Notices)
	closes := func(n releases.Notice) bool { return n.Kind == string(e.State) }
	if e.State != releases.Public && !slices.ContainsFunc(all, closes) {
		all = append(all, releases.Notice{Kind: string(e.State), At: e.Modified})
	}
	slices.SortStableFunc(all, func(a, b releases.Notice) int {
		switch {
		case closes(a) && !closes(b):
			return -1
		case closes(b) && !closes(a):
			return 1
		}
		return b.At.Compare(a.At)
	})
	var told []Notice
	for _, n := range all {
		told = append(told, Notice{
			Kind: n.Kind, At: n.At, Words: n.Words[t.Language],
			Line: say(t, "labels."+n.Kind, map[string]Part{
				"at":           moment(t, "labels."+n.Kind, n.At),
				"organisation": {Text: organisation},
			}),
		})
	}
	return told
}

// rtl is the direction of a language that is in the edition.
func rtl(e releases.Edition, l releases.Language) bool {
	return slices.ContainsFunc(e.Texts, func(t releases.EditionText) bool { return t.Language == l && t.RTL })
}

// count is a number as the labels that have the sentence of key write it.
func count(t releases.EditionText, key string, n int) Part {
	t, _ = in(t, key)
	return Part{Text: number(t, n), Value: true}
}

// moment is a time as the labels that have the sentence of key write it.
func moment(t releases.EditionText, key string, at time.Time) Part {
	t, _ = in(t, key)
	return Part{Text: t.Labels.Time(at), Value: true, Time: at.UTC().Format(time.RFC3339)}
}

func field(t releases.Text, name string) string {
	for _, f := range t.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}
