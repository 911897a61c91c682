package exchange

import (
	"maps"
	"slices"

	"bayan/releases"
	"bayan/releases/segment"
)

// Gaps are the units without a translation of a file that somebody else made: a
// catalogue of messages, an agency's XLIFF.
type Gaps struct {
	From, To releases.Language // as the file says; "" where it does not
	Units    int               // of the file that hold words, with a translation or without
	All      []Gap
	Apart    int // units without a translation that are none: plurals, or cut into segments by a program

	// Fill returns the file with what is given for each gap, nil to leave it as it
	// is. All else is byte for byte what it was. to is the language of the
	// translations, where the file does not say it.
	Fill func(to releases.Language, with []*Filling) []byte
}

// Gap is a unit without a translation.
type Gap struct {
	Unit   string // its id; the context of a message
	Line   int
	Source segment.Coded // whatever its codes are called in the file, they are 1, 2, … here
	// The words of the units before and after it, "" where nobody knows.
	Before, After string

	Unsure  bool // whatever goes in stays marked as unconfirmed
	Ordered bool // its codes keep their order
	Closed  bool // it holds what a translation cannot be given with

	// Placeholders are those of words in this unit where a program puts values in, by
	// what they stand for; nil where it puts in none.
	Placeholders func(words string) map[string]string
}

// Filling is what goes into a gap.
type Filling struct {
	Target    segment.Coded // with the codes of the source
	Was       string        // the words that it is the translation of
	Confirmed bool          // these are the words of the gap, and somebody has reviewed the translation
}

// Takes tells whether a gap can be filled with a target: each code of the source
// stands in it once, and they are nested.
func (g Gap) Takes(target segment.Coded) bool {
	source, codes := codesOf(g.Source), codesOf(target)
	if g.Closed || !nested(codes) || g.Ordered && !slices.Equal(source, codes) {
		return false
	}
	slices.SortFunc(source, byID)
	slices.SortFunc(codes, byID)
	return slices.Equal(source, codes)
}

// Keeps tells whether the values that a program puts into a gap's source find
// their places in a target too.
func (g Gap) Keeps(target segment.Coded) bool {
	if g.Placeholders == nil {
		return true
	}
	same := func(string, string) bool { return true } // however each is written
	return maps.EqualFunc(g.Placeholders(g.Source.Plain()), g.Placeholders(target.Plain()), same)
}

func codesOf(c segment.Coded) (codes []segment.Part) {
	for _, p := range c.Parts {
		if p.Kind != segment.Text {
			codes = append(codes, p)
		}
	}
	return codes
}

func byID(a, b segment.Part) int {
	if a.ID != b.ID {
		return a.ID - b.ID
	}
	return int(a.Kind) - int(b.Kind)
}

// nested tells that what begins last ends first.
func nested(codes []segment.Part) bool {
	var open []int
	for _, p := range codes {
		switch last := len(open) - 1; {
		case p.Kind == segment.Open:
			open = append(open, p.ID)
		case p.Kind != segment.Close:
		case last < 0 || open[last] != p.ID:
			return false
		default:
			open = open[:last]
		}
	}
	return len(open) == 0
}
