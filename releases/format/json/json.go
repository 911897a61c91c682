// Package json writes an edition for programs: stable English keys in a fixed
// order, languages with their direction, blocks with ids, names and digests,
// groups. Times are RFC 3339 in UTC, digests lower-case hex SHA-256. Reasons
// of groups are the desk's own and stay there. A tombstone has no headline,
// no fields, no blocks, and of the facts date and kind.
package json

import (
	"encoding/json"
	"io"
	"time"

	"bayan/releases"
	"bayan/releases/format/furniture"
)

// Path is the file of an edition.
const Path = "release.json"

// Schema is raised when a key changes its meaning or goes; new keys may come.
const Schema = 1

type edition struct {
	Schema       int                  `json:"schema"`
	ID           string               `json:"id"`
	Key          string               `json:"key"`
	Organisation string               `json:"organisation"`
	Edition      int                  `json:"edition"`
	Kind         releases.EditionKind `json:"kind"`
	State        string               `json:"state"` // public, withheld, withdrawn
	Draft        bool                 `json:"draft"`
	Embargo      *string              `json:"embargo"`
	Published    *string              `json:"published"`
	Modified     *string              `json:"modified"`
	Manifest     releases.Digest      `json:"manifest"` // "" for drafts
	Source       releases.Language    `json:"source"`
	Follows      []releases.Language  `json:"follows"`
	Facts        facts                `json:"facts"`
	Notices      []notice             `json:"notices"`
	Texts        []text               `json:"texts"` // the source first
}

type facts struct {
	Date     string   `json:"date"`
	Kind     string   `json:"kind"`
	Place    string   `json:"place"`
	Contacts []string `json:"contacts"`
}

type notice struct {
	Kind  string                       `json:"kind"`
	At    *string                      `json:"at"`
	Words map[releases.Language]string `json:"words"`
}

type text struct {
	Language  releases.Language `json:"language"`
	Direction string            `json:"direction"` // ltr, rtl
	Base      releases.Language `json:"base"`      // "" for the source
	Digest    releases.Digest   `json:"digest"`    // of the canonical text
	Words     releases.Digest   `json:"words"`     // of the words alone
	Headline  string            `json:"headline"`
	Dateline  string            `json:"dateline"` // as the pages set it, in the house style; "" for none
	Fields    map[string]string `json:"fields"`
	Blocks    []block           `json:"blocks"`
	Groups    []group           `json:"groups"`
}

type block struct {
	ID       releases.BlockID `json:"id"`
	Name     string           `json:"name"`
	Kind     string           `json:"kind"`
	Level    int              `json:"level,omitempty"`
	Ordered  bool             `json:"ordered,omitempty"`
	Text     string           `json:"text"`
	Markdown string           `json:"markdown"`
	Digest   releases.Digest  `json:"digest"`
}

type group struct {
	Source []releases.BlockID `json:"source"`
	Target []releases.BlockID `json:"target"`
}

var kinds = map[releases.Kind]string{
	releases.Headline: "headline", releases.Paragraph: "paragraph", releases.Quotation: "quotation",
	releases.Subheading: "subheading", releases.ListItem: "list-item",
}

// Write writes an edition with all its languages.
func Write(w io.Writer, e releases.Edition) error {
	out := edition{
		Schema: Schema, ID: e.ID, Key: e.Key, Organisation: e.Organisation,
		Edition: e.Number, Kind: e.Kind, State: string(e.State), Draft: e.Draft,
		Embargo: stamp(e.Embargo), Published: stamp(e.Published), Modified: stamp(e.Modified),
		Manifest: e.Manifest, Source: e.Source, Follows: list(e.Follows),
		Facts:   facts{e.Facts.Date, e.Facts.Kind, e.Facts.Place, list(e.Facts.Contacts)},
		Notices: []notice{}, Texts: []text{},
	}
	if out.Facts.Kind == "" {
		out.Facts.Kind = "press-release"
	}
	if e.State == releases.Public {
		out.State = "public"
	} else {
		out.Facts.Place, out.Facts.Contacts = "", []string{}
	}
	for _, n := range e.Notices {
		words := n.Words
		if words == nil {
			words = map[releases.Language]string{}
		}
		out.Notices = append(out.Notices, notice{n.Kind, stamp(n.At), words})
	}
	for n, t := range e.Texts {
		shown := newText(t, e.State == releases.Public)
		shown.Dateline = furniture.Of(e, n).Dateline
		out.Texts = append(out.Texts, shown)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

func newText(t releases.EditionText, shown bool) text {
	out := text{
		Language: t.Language, Direction: "ltr", Base: t.Base,
		Digest: t.Text.Digest(), Words: t.Text.WordsDigest(),
		Fields: map[string]string{}, Blocks: []block{}, Groups: []group{},
	}
	if t.RTL {
		out.Direction = "rtl"
	}
	if !shown {
		return out
	}
	out.Headline = t.Text.Headline()
	for _, f := range t.Text.Fields {
		out.Fields[f.Name] = f.Value
	}
	names := t.Text.Names()
	for _, b := range t.Text.Blocks {
		out.Blocks = append(out.Blocks, block{
			ID: b.ID, Name: names[b.ID], Kind: kinds[b.Kind], Level: b.Level, Ordered: b.Ordered,
			Text: b.Plain(), Markdown: b.Markdown(), Digest: b.Digest(),
		})
	}
	for _, g := range t.Groups {
		out.Groups = append(out.Groups, group{list(g.Source), list(g.Target)})
	}
	return out
}

// list is never null in JSON.
func list[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}

func stamp(at time.Time) *string {
	if at.IsZero() {
		return nil
	}
	s := at.UTC().Format(time.RFC3339)
	return &s
}
