package releases

import "slices"

// Language is a BCP 47 tag in its canonical case: "en", "ar", "ckb", "zh-Hant".
type Language string

// Digest is a SHA-256 in lower-case hex; the empty string is no digest.
type Digest string

// BlockID names a block for ever within one text of one release: "b1", "b2", …
// It is never reused, never shown to people (see Text.Names) and never written
// into a text file. A front-matter field takes part in identity, alignment and
// approval under its own name ("kicker"), so a field's id is its name.
type BlockID string

// Kind is what a block is; its value is the letter of the present names of
// blocks ("p" of "p7").
type Kind string

const (
	Headline   Kind = "h"
	Paragraph  Kind = "p"
	Quotation  Kind = "q"
	Subheading Kind = "s"
	ListItem   Kind = "l"
	// FieldKind is the kind of a front-matter field in a list of revisions.
	FieldKind Kind = "f"
)

// Block is one aligned piece of a text: a headline, paragraph, subheading,
// quotation or list item.
type Block struct {
	ID      BlockID // empty until Identify gave it
	Kind    Kind
	Level   int  // subheading: 2…6; list item: depth 1…; else 0
	Ordered bool // list item of a numbered list
	// Start is the number of the first item of a numbered list where it is not
	// what counting gives: a list that begins at another number than 1, or one
	// that begins right after another. 0 counts on, or begins at 1.
	Start  int
	Inline []Inline
	Line   int // 1-based line of the file it was read from; 0 when made
}

// Inline is a run of a block's content. Emphasis, strong and links hold
// children; text holds words; a break holds neither.
type Inline struct {
	Kind     InlineKind
	Text     string // Words only: NFC, unescaped
	Dest     string // Link only
	Title    string // Link only; a translatable text of its own
	Children []Inline
}

// InlineKind tells what an Inline is.
type InlineKind byte

const (
	Words InlineKind = iota
	Emphasis
	Strong
	Link
	Break // a hard line break
)

// Field is one front-matter entry of a text file.
type Field struct {
	Name  string // one of FieldNames
	Value string
	Line  int
}

// FieldNames are the front-matter fields of a text, in their fixed order.
var FieldNames = []string{"kicker", "organisation", "department", "dateline", string(Slug), "summary"}

// Slug is the field that belongs to its language alone: it is signed with the
// text, and never aligned with another's.
const Slug BlockID = "slug"

// IsField tells the id of a front-matter field.
func (id BlockID) IsField() bool { return slices.Contains(FieldNames, string(id)) }

// Text is a release in one language: its fields and its blocks, the headline first.
type Text struct {
	Fields []Field
	Blocks []Block
}

// Revision is a block as the process sees it: which, and with which content.
type Revision struct {
	ID     BlockID `json:"id"`
	Digest Digest  `json:"digest"`
}

// Group says which blocks of the base and which of the translation carry the
// same words. Source empty is an addition, Target empty an omission; both need
// a reason, and one without is open: the check "structure" reports it.
type Group struct {
	Source []BlockID `json:"s,omitempty"`
	Target []BlockID `json:"t,omitempty"`
	Reason string    `json:"-"` // somebody's words; kept as content, never in an event
}

// HoldsSlug tells the group of a slug, which stands alone in it.
func (g Group) HoldsSlug() bool {
	return slices.Contains(g.Source, Slug) || slices.Contains(g.Target, Slug)
}
