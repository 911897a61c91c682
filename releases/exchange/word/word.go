// Package word makes a job a table in a Word file, for translators whose tool is
// a word processor: a row for each group, with the source beside the place for
// the translation, what needs work shaded, and hints from memory and glossary in
// a column of their own.
//
//	mark        | source                  | translation            | hints
//	p3-b4-kq    | Around 3,750 volunteers | يعمل نحو ٣٬٧٥٠ متطوعاً | changed since
//
// The small marks in the first column are those of package parcel; the release
// and its versions stand in the file's properties and in its last line. So a
// file finds its way home through Word, LibreOffice and what else saves such
// files. Read takes it back and Place puts it against the job that was sent:
// rows that were merged, split, moved or taken out are what they say; what
// cannot be placed is refused with its row, and nothing comes back.
package word

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/parcel"
	"bayan/releases/exchange/units"
	"bayan/releases/format/docx"
)

// Sentences are the keys that Write says through Labels besides those of the
// parcel, with their arguments.
var Sentences = map[string][]string{
	"word.how":   {"Count"}, // rows that need work
	"word.hints": {},
}

// property is the name under which a file keeps whose it is.
const property = "bayan exchange"

// Write writes the file of a job.
func Write(w io.Writer, j exchange.Job) error {
	set, err := units.Of(j)
	if err != nil {
		return err
	}
	m := making{job: j, units: map[releases.BlockID][]units.Unit{}}
	for _, u := range set.Units {
		m.units[u.Block] = append(m.units[u.Block], u)
	}
	var rows [][]docx.Cell
	open, hinted := 0, false
	for _, g := range parcel.SendOrder(j) {
		row := m.row(g)
		if row[2].Shade == docx.Open {
			open++
		}
		hinted = hinted || len(row[3].Paragraphs) > 0
		rows = append(rows, row)
	}
	s := docx.Sheet{
		Language: j.Target, Other: j.Base, Organisation: j.Organisation, ID: j.ID, Title: j.Title,
		Kept:   []docx.Property{{Name: property, Value: units.HeaderOf(j).String()}},
		Above:  m.above(open),
		Widths: []int{7, 36, 38, 19},
		Heading: []docx.Cell{
			m.column(latin, "#"), m.column(j.Base, named(j.BaseLabels, j.Base)), m.column(j.Target, named(j.Labels, j.Target)), m.column(j.Target, said(j.Labels, "word.hints", nil)),
		},
		Rows:  rows,
		Below: []docx.Paragraph{{Look: docx.Key, Language: latin, Inline: words(units.HeaderOf(j).String())}},
	}
	if !hinted {
		s.Widths, s.Heading = []int{7, 45, 48}, s.Heading[:3]
		for i := range rows {
			rows[i] = rows[i][:3]
		}
	}
	return docx.WriteSheet(w, s)
}

// latin is the language of what programs read.
const latin releases.Language = "en"

// making is a job on its way into rows.
type making struct {
	job   exchange.Job
	units map[releases.BlockID][]units.Unit // by the first block of their group
}

// above is what people read first: in the language of the translation, and in
// that of the source.
func (m *making) above(open int) []docx.Paragraph {
	j := m.job
	var out []docx.Paragraph
	add := func(l releases.Language, look docx.Look, s string) {
		if s != "" {
			out = append(out, docx.Paragraph{Look: look, Language: l, Inline: words(s)})
		}
	}
	for _, one := range []struct {
		language releases.Language
		labels   releases.Labels
	}{{j.Target, j.Labels}, {j.Base, j.BaseLabels}} {
		if one.labels == nil || one.language == j.Base && j.Base == j.Target && len(out) > 0 {
			continue
		}
		if len(out) == 0 {
			add(j.Base, docx.Heading, said(one.labels, "parcel.title", map[string]any{"Organisation": j.Organisation, "Title": j.Title}))
		}
		all := []string{
			said(one.labels, "parcel.languages", map[string]any{"Base": one.labels.Called(j.Base), "Target": one.labels.Called(j.Target)}) + ".",
			said(one.labels, "word.how", map[string]any{"Count": open}),
		}
		if j.Due != "" {
			all = append(all, said(one.labels, "parcel.due", map[string]any{"Date": j.DueIn(one.labels)})+".")
		}
		add(one.language, docx.How, strings.Join(all, " "))
	}
	return out
}

// said is a sentence without isolates: word processors draw them as gaps, and the
// file's runs have directions of their own.
func said(labels releases.Labels, key string, args map[string]any) string {
	if labels == nil {
		return ""
	}
	return strings.Join(strings.Fields(isolates.Replace(labels.Say(key, args))), " ")
}

var isolates = strings.NewReplacer("\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "")

// named is the heading of a language's column. Its code tells Read which column
// this is, whatever the language of the words.
func named(labels releases.Labels, l releases.Language) string {
	if labels == nil {
		return "(" + string(l) + ")"
	}
	return labels.Name(l) + " (" + string(l) + ")"
}

func (m *making) column(l releases.Language, s string) docx.Cell {
	return docx.Cell{Shade: docx.Named, Paragraphs: []docx.Paragraph{{Look: docx.Column, Language: l, Inline: words(s)}}}
}

// row is a group: its marks, its source, its translation, and hints.
func (m *making) row(g releases.Group) []docx.Cell {
	j := m.job
	row := make([]docx.Cell, 4)
	row[0].Shade, row[1].Shade = docx.Fixed, docx.Fixed
	place := releases.Block{} // what the translation's blocks are like unless they say so
	for i, id := range g.Source {
		b, _ := j.BaseText.Block(id)
		if i == 0 {
			place = b
		}
		row[0].Paragraphs = append(row[0].Paragraphs, m.mark(id, false))
		row[1].Paragraphs = append(row[1].Paragraphs, docx.Paragraph{Look: look(b), Language: j.Base, Inline: b.Inline})
		if j.Todo[id] != "" {
			row[2].Shade = docx.Open
		}
	}
	if j.TargetText != nil {
		for _, id := range g.Target {
			if len(g.Source) == 0 {
				row[0].Paragraphs = append(row[0].Paragraphs, m.mark(id, true))
			}
			b, _ := j.TargetText.Block(id)
			p := docx.Paragraph{Look: look(b), Language: j.Target, Inline: b.Inline}
			if as(b) != as(place) {
				p.As = as(b)
			}
			row[2].Paragraphs = append(row[2].Paragraphs, p)
		}
	}
	if len(row[2].Paragraphs) == 0 {
		row[2].Paragraphs = []docx.Paragraph{{Look: look(place), Language: j.Target}}
	}
	row[3].Paragraphs = m.hints(g)
	return row
}

// mark is a label with the name that people use before what programs need.
func (m *making) mark(id releases.BlockID, own bool) docx.Paragraph {
	name, rest, _ := strings.Cut(parcel.Label(m.job, id, own), "-")
	return docx.Paragraph{Look: docx.Mark, Language: latin, Inline: []releases.Inline{
		{Kind: releases.Strong, Children: words(name)}, {Kind: releases.Words, Text: "-" + rest}}}
}

// mostHints bounds the memory's offers beside one block.
const mostHints = 4

// hints are why a group needs work, what people noted, and what memory and
// glossary know of it.
func (m *making) hints(g releases.Group) []docx.Paragraph {
	var out []docx.Paragraph
	add := func(l releases.Language, s string) {
		if s != "" {
			out = append(out, docx.Paragraph{Look: docx.Note, Language: l, Inline: words(s)})
		}
	}
	for _, id := range g.Source {
		if m.job.Todo[id] == exchange.Changed && m.job.TargetText != nil {
			add(m.job.Target, said(m.job.Labels, "parcel.changed", nil))
		}
		for _, n := range m.job.Notes[id] {
			add(m.job.Target, n)
		}
	}
	if len(g.Source) == 0 {
		return out
	}
	offers, terms := 0, map[exchange.Term]bool{}
	for _, u := range m.units[g.Source[0]] {
		if len(u.Matches) > 0 && u.State != units.Translated && offers < mostHints {
			offers++
			best := u.Matches[0]
			score := strconv.Itoa(min(best.Score, 100)) + "%: "
			if best.Score < 100 {
				add(m.job.Base, score+best.Source)
				score = ""
			}
			add(m.job.Target, score+best.Target)
		}
		for _, t := range u.Terms {
			if terms[t] {
				continue
			}
			terms[t] = true
			sign := " = "
			if t.Status == exchange.Forbidden {
				sign = " ≠ "
			}
			note := ""
			if t.Note != "" {
				note = " (" + t.Note + ")"
			}
			add(m.job.Target, t.Source+sign+t.Target+note)
		}
	}
	return out
}

func words(s string) []releases.Inline {
	if s == "" {
		return nil
	}
	return []releases.Inline{{Kind: releases.Words, Text: s}}
}

func look(b releases.Block) docx.Look {
	switch b.Kind {
	case releases.Headline, releases.Subheading:
		return docx.Head
	case releases.Quotation:
		return docx.Quote
	case releases.ListItem:
		return docx.Item
	}
	return docx.Plain
}

// as names a block's kind, level and numbering, for those that are not like the
// first of their source.
func as(b releases.Block) string {
	s := parcel.AsKind(b)
	if b.Start > 0 {
		s += " " + strconv.Itoa(b.Start)
	}
	return s
}

// readAs reads what as wrote: no kind for what it did not.
func readAs(s string) (b releases.Block) {
	kind, start, _ := strings.Cut(s, " ")
	if kind == "" || len(kind) > 2 || !slices.Contains([]string{"h", "p", "q", "s", "l", "n"}, kind[:1]) || len(kind) == 2 && (kind[1] < '1' || kind[1] > '9') {
		return b
	}
	b.Kind = releases.Kind(kind[:1])
	if kind[0] == 'n' {
		b.Kind, b.Ordered = releases.ListItem, true
	}
	if len(kind) == 2 {
		b.Level = int(kind[1] - '0')
	}
	if n, err := strconv.Atoi(start); err == nil && n > 0 && n <= 999_999_999 {
		b.Start = n
	}
	return b
}
