// Package memory knows what was translated before and how near it comes to what
// is to be translated now: units of a source and its translation, a score for
// each, and the count of words that translators invoice by.
//
// A match is scored as follows:
//
//	102      the same text and codes, the segments before and after it as well
//	101      the same text and codes, the segment before it as well
//	100      the same text and codes
//	99       the same words; codes, marks, case, diacritics or letter forms differ
//	98       only numbers differ, and were substituted in the target
//	below    100 x (1 - word edits / words of the longer), rounded down
//
// A match of 99 or less differs from what was asked in something. Units that
// nobody reviewed, and units whose source has changed since, lose Unreviewed
// and Stale points, so neither ever scores 100.
//
// The package is pure. Two texts are compared by their folded words (see Read);
// what is returned is as it was typed, but for numbers that were substituted.
// The store is in the folder sqlite, the exchange format in tmx.
package memory

import (
	"slices"
	"strconv"
	"strings"

	"bayan/releases"
)

// What a match loses.
const (
	Unreviewed = 2 // points, of a unit that nobody reviewed
	Stale      = 5 // points, of a unit whose source has changed since
)

// Unit is a segment and its translation.
type Unit struct {
	From, To       releases.Language
	Source, Target Text
	// Before and After are the words of the segments of the source that stood
	// around it, "" where there were none or nobody knows.
	Before, After string

	Reviewed bool
	Stale    bool // the source has changed since, the target has not
	Origin   Origin
	Notes    []Note
}

// Origin says where a unit comes from: a version of a release that somebody
// approved, or a file that was imported.
type Origin struct {
	Release    string   `json:"release,omitempty"` // its key
	ID         string   `json:"id,omitempty"`      // the release's id, or the unit's in the file
	Version    int      `json:"version,omitempty"` // of the target
	ApprovedBy []string `json:"approved_by,omitempty"`
	File       string   `json:"file,omitempty"` // name of the imported file
	By         string   `json:"by,omitempty"`   // who changed it last, as the file says
	At         string   `json:"at,omitempty"`   // RFC 3339 in UTC, of the approval or as the file says
}

// String is where a unit comes from, in one line: "winter 3, rami"; an imported
// one, "agency.tmx, N. Haddad".
func (o Origin) String() string {
	first, people := strings.TrimSpace(o.ID), o.ApprovedBy
	if o.File != "" {
		first, people = o.File, nil
		if o.By != "" {
			people = []string{o.By}
		}
	} else if o.Version > 0 {
		first = strings.TrimSpace(first + " " + strconv.Itoa(o.Version))
	}
	return strings.TrimPrefix(strings.Join(append([]string{first}, people...), ", "), ", ")
}

// Note is something that a file says of a unit. Type is "" for a remark.
type Note struct {
	Type string `json:"type,omitempty"`
	Text string `json:"text"`
}

// Text is words, and the inline codes that stand in them.
type Text struct {
	Words string
	Codes []Code
}

// Code is an inline code: a mark that opens or closes a run of words, or one
// that stands for itself.
type Code struct {
	At   int      `json:"at"` // offset in Words, in bytes
	Kind CodeKind `json:"kind"`
	ID   string   `json:"id,omitempty"`   // that a pair shares, unique in its text
	Type string   `json:"type,omitempty"` // "bold", "link"
	// Body is the code itself as XML content: text with its references, and the
	// <sub> elements of TMX. Marks such as ** need no change.
	Body string `json:"body,omitempty"`
	// X matches the codes of a source and its target in TMX.
	X string `json:"x,omitempty"`
}

// CodeKind is what a code does; each is an element of TMX.
type CodeKind string

const (
	Opens       CodeKind = "open"
	Closes      CodeKind = "close"
	Single      CodeKind = "single"
	LoneOpens   CodeKind = "lone-open"  // its partner stands in another segment
	LoneCloses  CodeKind = "lone-close" //
	Highlights  CodeKind = "hi"         // opens a run that a person marked
	Highlighted CodeKind = "hi-end"
)

// Plain is a text without codes.
func Plain(words string) Text { return Text{Words: words} }

// Turned is the unit as one of the other direction. What stood around it is
// known of the source alone, and is lost.
func (u Unit) Turned() Unit {
	u.From, u.To = u.To, u.From
	u.Source, u.Target = u.Target, u.Source
	u.Before, u.After = "", ""
	return u
}

// Query asks for translations of a text.
type Query struct {
	Text          Text
	From, To      releases.Language // a region or script is not asked for
	Before, After string            // the segments around it; "" for none
	Limit         int               // most matches; 0 for 5
	Least         int               // lowest score; 0 for 50
}

// Match is a unit that answers a query.
type Match struct {
	Unit       // in the direction of the query; numbers in Target are substituted
	Score      int
	Difference Difference
	Numbers    []Substitution // that were made in Target
	Turned     bool           // the unit was translated in the other direction
	letters    int            // of the similarity of letters, 0…1000: decides between equal scores
}

// Difference is what makes a match differ from the query.
type Difference string

const (
	None    Difference = ""        // 100 and above, or what penalties leave of it
	Form    Difference = "form"    // marks, case, diacritics or letter forms
	Codes   Difference = "codes"   // inline codes, perhaps form as well
	Numbers Difference = "numbers" // numbers, which were substituted
	Wording Difference = "wording" // words
)

// Substitution is a number of the target that was changed to fit the query.
type Substitution struct{ Was, Is string }

// Better orders matches: the higher score, then the nearer letters, then the
// newer one.
func Better(a, b Match) int {
	switch {
	case a.Score != b.Score:
		return b.Score - a.Score
	case a.letters != b.letters:
		return b.letters - a.letters
	case a.Turned != b.Turned:
		if a.Turned {
			return 1
		}
		return -1
	case a.Origin.At != b.Origin.At:
		if a.Origin.At > b.Origin.At {
			return -1
		}
		return 1
	}
	return b.Origin.Version - a.Origin.Version
}

// Best sorts matches, leaves out those whose source and target another has as
// well, and returns the first limit of them.
func Best(all []Match, limit int) []Match {
	slices.SortStableFunc(all, Better)
	var best []Match
	for _, m := range all {
		if len(best) == limit {
			break
		}
		if !m.Among(best) {
			best = append(best, m)
		}
	}
	return best
}

// Among tells whether one of others has the same source and target.
func (m Match) Among(others []Match) bool {
	return slices.ContainsFunc(others, func(o Match) bool { return o.Source.same(m.Source) && o.Target.same(m.Target) })
}
