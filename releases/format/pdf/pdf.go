// Package pdf makes the printed sheets of an edition: A4 pages that a press
// office can send as they are, with all languages beside or after each other,
// or with one of them.
//
// It sets type itself, without a browser: the bidirectional algorithm of
// locales/bidi orders each line, the shaper of go-text forms its letters, and
// Noto Sans Arabic and Roboto, which are part of the program, draw them.
// Emphasis is italic in Latin, Greek and Cyrillic letters and bold in Arabic
// ones; lines are filled by wider spaces alone, never by tatweel.
//
// Guarantees: equal editions give equal bytes, without a clock; fonts are
// embedded as subsets; the file is tagged (ISO 32000-1 §14.8) with the language
// of each part, and through the structure tree, ToUnicode, ReversedChars and
// ActualText every text comes back as it was, but for characters that only
// steer direction or line breaks; a character that no font has is drawn as an
// empty box and listed by Undrawn.
package pdf

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"bayan/releases"
	"bayan/releases/format/furniture"
)

// All is the path of the file with all languages.
const All = "release.pdf"

// Path is the path of a language's own file.
func Path(l releases.Language) string { return string(l) + ".pdf" }

// maxColumns is how many languages have room beside each other on A4.
const maxColumns = 2

// Write writes the file with all languages of an edition, in its layout. A logo
// that is no usable PNG gives a *LogoError and nothing is written.
func Write(w io.Writer, e releases.Edition) error {
	if len(e.Texts) == 0 {
		return fmt.Errorf("edition of %s has no text", e.ID)
	}
	shown := make([]int, len(e.Texts))
	for n := range shown {
		shown[n] = n
	}
	return write(w, e, shown)
}

// Single writes the file of one language.
func Single(w io.Writer, e releases.Edition, l releases.Language) error {
	n := slices.IndexFunc(e.Texts, func(t releases.EditionText) bool { return t.Language == l })
	if n < 0 {
		return fmt.Errorf("edition of %s has no text in %s", e.ID, l)
	}
	return write(w, e, []int{n})
}

func write(w io.Writer, e releases.Edition, shown []int) error {
	d, err := printed(e, shown)
	if err != nil {
		return err
	}
	_, err = w.Write(d.file())
	return err
}

// Undrawn lists the characters of an edition that no font of this package has,
// in order and each once: its files show an empty box for each.
func Undrawn(e releases.Edition) []rune {
	if len(e.Texts) == 0 {
		return nil
	}
	shown := make([]int, len(e.Texts))
	for n := range shown {
		shown[n] = n
	}
	e.Logo = nil
	d, err := printed(e, shown)
	if err != nil { // without a logo nothing fails
		panic(err)
	}
	return slices.Sorted(maps.Keys(d.fonts.undrawn))
}

// document is a file in the making: its chapters are set, laid on pages, and
// drawn.
type document struct {
	edition  releases.Edition
	sheets   []furniture.Sheet // of the texts shown
	shown    []int             // index of each in the edition
	fonts    *fonts
	root     *element // Document
	logo     *logo
	chapters []*chapter
	pages    []*page
}

// printed makes the pages.
func printed(e releases.Edition, shown []int) (*document, error) {
	d := &document{edition: e, fonts: newFonts(), root: &element{tag: "Document", attached: true}}
	if len(e.Logo) > 0 {
		var err error
		if d.logo, err = readLogo(e.Logo); err != nil {
			return nil, err
		}
	}
	for _, n := range shown {
		d.sheets = append(d.sheets, furniture.Of(e, n))
		d.shown = append(d.shown, n)
	}
	d.write(e.Layout == releases.Columns && len(shown) <= maxColumns)
	for _, c := range d.chapters {
		d.fit(c)
	}
	for n := range d.pages {
		d.draw(n)
	}
	return d, nil
}
