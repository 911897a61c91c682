package releases

import "time"

// Facts are what all languages of a release share. They are reviewed with the
// source and signed.
type Facts struct {
	Date     string   // ISO 8601 day, "" when missing
	Kind     string   // "press-release" when empty; free word of the desk else
	Place    string   // in the source language's words
	Contacts []string // a line each: name, phone, mail
}

// Edition is what a format makes a file of: texts that are cleared, or marked
// as drafts. Only the newsroom makes one.
type Edition struct {
	Organisation string
	Key, ID      string // the release's
	Number       int    // 0 before the first publication
	Kind         EditionKind
	Source       Language
	Facts        Facts
	Texts        []EditionText // the source first
	Draft        bool          // not signed: every page says so
	Embargo      time.Time     // zero when none or passed
	Published    time.Time     // of this edition; zero before
	Modified     time.Time     // of the last sign-off or publication; zero for drafts
	Manifest     Digest        // of the signed manifest; "" for drafts
	Follows      []Language    // languages that follow later
	Notices      []Notice      // correction, addition, withheld, withdrawn
	State        PublicState
	BaseURL      string // where the public folder is served, ends in "/"; "" for relative links only
	Layout       Layout // of paper and Word files that hold several languages
	Logo         []byte // of the letterhead, a PNG; nil for none
}

// Layout is how several languages stand on paper.
type Layout byte

const (
	Columns Layout = iota // two beside each other, row by row; more of them stacked
	Stacked               // one after the other, a page or a section each
)

// EditionKind says why an edition was made.
type EditionKind string

const (
	First      EditionKind = "release"
	Correction EditionKind = "correction"
	Addition   EditionKind = "addition"
)

// PublicState is what readers may see of a publication; the zero value shows it.
type PublicState string

const (
	Public    PublicState = ""
	Withheld  PublicState = "withheld"
	Withdrawn PublicState = "withdrawn"
)

// Notice is a dated line to the readers, in each language.
type Notice struct {
	Kind  string // "correction", "addition", "withheld", "withdrawn"
	At    time.Time
	Words map[Language]string // added by a person; the catalogue's sentence comes from Labels
}

// EditionText is one language of an edition.
type EditionText struct {
	Language  Language
	RTL       bool
	Text      Text
	Groups    []Group  // against the edition's source text; nil for the source
	Base      Language // "" for the source
	Labels    Labels
	Canonical []byte
}

// Labels are the words that a page carries besides the text, in the page's
// language: made from the catalogues by the newsroom's caller.
type Labels interface {
	// Say returns the sentence of a key ("labels.draft") with its arguments.
	Say(key string, args map[string]any) string
	// Date is a long date in the house style, of an ISO day.
	Date(day string) string
	// Dateline opens a text with a place and an ISO day in the house style,
	// "ALEPPO, 22 November 2026 —"; "" where the house leaves it to the writer.
	// Without a day it is of the place alone.
	Dateline(place, day string) string
	// Quotes are the marks around a quotation and around one inside it: open,
	// close, inner open, inner close.
	Quotes() [4]string
	// Time is a long date and time with its zone in the house style.
	Time(t time.Time) string
	// Name is the name of a language in that language itself ("العربية").
	Name(l Language) string
	// Called is the name of a language in the language of the page ("الإنجليزية").
	Called(l Language) string
}
