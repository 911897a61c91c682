// Package exchange is what leaves to a translator and what comes home: a Job
// and a Return. Each format of such files is a folder below it, a pair of pure
// functions that write a Job and read a Return.
//
// A Return says what the file itself says, and how far it can be trusted. It
// never names a release that the file does not name: whoever takes it in
// compares Key, Parcel, Base and the versions with what was sent.
package exchange

import (
	"time"

	"bayan/releases"
	"bayan/releases/segment"
)

// Job is what leaves: base and target, how they are aligned, what needs work.
type Job struct {
	Organisation string
	Key, ID      string // the release's
	Title        string
	Parcel       string // names this file among all that were sent

	Base, Target               releases.Language
	BaseVersion, TargetVersion int            // 0: no version yet
	BaseText                   releases.Text  // with ids
	TargetText                 *releases.Text // with ids; nil before the first translation
	Groups                     []releases.Group

	Todo    map[releases.BlockID]string // base blocks that need work: Untranslated or Changed
	Notes   map[releases.BlockID][]string
	Due     string // an ISO day, or a time in RFC 3339; "" for none
	History string // "history SEQ DIGEST"
	Labels  releases.Labels
	// BaseLabels are the words in the base's language, for files that explain
	// themselves in both; nil for none.
	BaseLabels releases.Labels

	// What a translation system offers beside a unit, by the unit's source text
	// (segment.Coded.Plain), the best first.
	Memory map[string][]Match
	Terms  map[string][]Term
	// House is what the desk adds to the rules of segmentation, and BaseEnds and
	// TargetEnds are where somebody said that the sentences of a block end.
	House                segment.House
	BaseEnds, TargetEnds map[releases.BlockID]segment.Ends

	// What is known of the target beyond TargetText, for the ids of new blocks:
	// see releases.Identify.
	Used int
	Gone []releases.Revision
}

// DueIn is when the work is needed, in the words of a language.
func (j Job) DueIn(l releases.Labels) string {
	if at, err := time.Parse(time.RFC3339, j.Due); err == nil {
		return l.Time(at)
	}
	return l.Date(j.Due)
}

// Why a block of the base needs work.
const (
	Untranslated = "untranslated"
	Changed      = "changed"
)

// Match is a translation that the memory holds of the same or a like text. It
// is offered and never taken for the translation itself.
type Match struct {
	Score          int // 1…100; 101 and 102 where neighbours are the same too
	Source, Target string
	Origin         string // where it was approved: release, version, who
}

// Term is an entry of the glossary that a source text holds.
type Term struct {
	Source, Target, Note string
	Status               TermStatus
}

// TermStatus says how binding a term is; the zero value is preferred.
type TermStatus string

const (
	Preferred TermStatus = ""
	Admitted  TermStatus = "admitted"
	Forbidden TermStatus = "forbidden"
)

// Return is what came home. What the file does not say, or says only in a
// damaged place, is empty or 0.
type Return struct {
	Key, Parcel                string
	Language, Base             releases.Language
	BaseVersion, TargetVersion int
	History                    string

	Fields  []releases.Field
	Blocks  []Piece
	Seen    []releases.BlockID // base blocks whose mark for the translation came home, with text or without
	Trust   Trust
	Cut     bool     // below its blocks nothing stands of what it ended with
	Damaged []string // marks that could not be read, as they came
	Told    []releases.Told
}

// Remark is what a translator wrote beside a block, and not into it.
type Remark struct {
	Base         releases.BlockID // the first block of the base that it is about; "" for the whole
	Author, Text string           // Author: "" where the file does not say it
}

// Piece is one block that came home.
type Piece struct {
	Base  []releases.BlockID // under whose marks it stood; nil when unknown
	Own   releases.BlockID   // the translation's own block, for an addition that was sent
	More  bool               // a further block under the same mark
	Side  Side
	Block releases.Block // Kind "" where nothing tells it; Level 0 where the base's counts
	Line  int
}

// Side is where a piece stood.
type Side byte

const (
	Outside   Side = iota // under no mark: pasted, or a letter around the parcel
	Uncertain             // under a damaged mark
	Noted                 // under the mark of a note
	Sourced               // under the mark of the source's words
	Targeted              // under the mark of the translation
)

// Trust is how far the marks of a file can be relied upon.
type Trust byte

const (
	Pasted  Trust = iota // no mark at all
	Damaged              // some are damaged or missing
	Intact
)
