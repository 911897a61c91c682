// Package units makes of a Job what every translation system works on: units of
// a sentence each, with numbered codes for marks; and of the units that came home
// the text again. The formats below exchange only write and read what is here.
//
// A block is a group of units, a sentence a unit; the white space between, the
// kinds of blocks, addresses and numbering stay in the skeleton, which is the
// Job. The guarantee of Rebuild: the text is what the translator wrote, in the
// Job's structure, or nothing changes and each unit at fault is named. What
// somebody set as state or approval outside is not looked at.
package units

import (
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/segment"
)

// Unit is what is translated at once.
type Unit struct {
	// ID is unique in the job and an NMTOKEN: "b7-2" for the second sentence of
	// the base block b7, "b7" for all of a group that is no pair of sentences,
	// "f-kicker" for a field, "b7-2-t1" for the title of the link that code 1 of
	// "b7-2" stands for.
	ID     string
	Block  releases.BlockID // of the base; the first of the group
	Name   string           // of the block, for people: "p7"
	Kind   releases.Kind    // of the block
	Source segment.Coded
	Target segment.Coded
	Codes  []segment.Code // of both
	// HasTarget is a translation as it stands; where the unit is Changed, one of
	// an earlier source.
	HasTarget bool
	State     State
	Matches   []exchange.Match
	Terms     []exchange.Term
	Notes     []string
	// The source text of the units before and after; "" at the ends.
	Before, After string
}

// State says what a unit needs.
type State byte

const (
	New        State = iota // has no translation
	Changed                 // its source changed since
	Translated              // as it stands
)

// Back is a unit that came home.
type Back struct {
	ID        string
	Source    *segment.Coded // nil where the format does not carry it
	Target    segment.Coded
	HasTarget bool
	Done      bool              // somebody said that it is translated, which tells an empty target from an open one
	Remarks   []exchange.Remark // of notes that stand in the file with it; no blocks yet
	Line      int
}

// Remark adds a note to those of a unit, as long as there are not too many: a
// hostile file has millions.
func (b *Back) Remark(author, text string) {
	if text = strings.TrimSpace(text); text != "" && len(b.Remarks) < mostRemarks {
		b.Remarks = append(b.Remarks, exchange.Remark{Author: short(strings.TrimSpace(author)), Text: short(text)})
	}
}

// Bounds of the notes of one unit.
const mostRemarks, mostRemarkBytes = 20, 4 << 10

func short(s string) string {
	if len(s) > mostRemarkBytes {
		s = strings.ToValidUTF8(s[:mostRemarkBytes], "") + "…"
	}
	return strings.Clone(s)
}

// Remarks are the notes of units that came home, but for those that were sent.
func (s Set) Remarks(back []Back) []exchange.Remark {
	unit := make(map[string]*Unit, len(s.Units))
	for i := range s.Units {
		unit[s.Units[i].ID] = &s.Units[i]
	}
	var out []exchange.Remark
	for _, b := range back {
		u := unit[b.ID]
		for _, r := range b.Remarks {
			if u == nil || slices.ContainsFunc(u.Notes, func(n string) bool { return sameWords(n, r.Text) }) {
				continue
			}
			r.Base = u.Block
			out = append(out, r)
		}
	}
	return out
}

func sameWords(a, b string) bool {
	return slices.Equal(strings.Fields(a), strings.Fields(b))
}

// Set is a job as units, in reading order.
type Set struct {
	Units []Unit

	job  exchange.Job
	rows []row
}
