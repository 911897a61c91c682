// Package markdown gives one language of an edition as the Markdown that was
// signed: of a signed edition the canonical bytes exactly, since the manifest
// names their digest. A draft begins with a line that says so in its language
// and is no text file any more; a tombstone has the notices alone.
package markdown

import (
	"fmt"
	"io"
	"strings"

	"bayan/releases"
	"bayan/releases/format/furniture"
)

// Path is the file of a language.
func Path(l releases.Language) string { return string(l) + ".md" }

// Write writes one language of an edition.
func Write(w io.Writer, e releases.Edition, l releases.Language) error {
	for n, t := range e.Texts {
		if t.Language == l {
			_, err := w.Write(bytes(e, t, furniture.Of(e, n)))
			return err
		}
	}
	return fmt.Errorf("edition of %s has no text in %s", e.ID, l)
}

func bytes(e releases.Edition, t releases.EditionText, s furniture.Sheet) []byte {
	switch {
	case s.Tombstone:
		return tombstone(s)
	case e.Draft:
		marks := []string{"[" + s.DraftWord + "] " + s.Draft.String()}
		if !s.Embargo.Empty() {
			marks = append(marks, s.Embargo.String())
		}
		return append([]byte("> "+strings.Join(marks, "\\\n> ")+"\n\n"), t.Canonical...)
	}
	return t.Canonical
}

func tombstone(s furniture.Sheet) []byte {
	text := releases.Text{Blocks: []releases.Block{block(releases.Headline, s.Headline)}}
	for _, notice := range s.Notices {
		text.Blocks = append(text.Blocks, block(releases.Paragraph, notice.Line.String()))
		if notice.Words != "" {
			text.Blocks = append(text.Blocks, block(releases.Paragraph, notice.Words))
		}
	}
	if !s.Published.Empty() {
		text.Blocks = append(text.Blocks, block(releases.Paragraph, s.Published.String()))
	}
	return text.Canonical()
}

func block(kind releases.Kind, words string) releases.Block {
	return releases.Block{Kind: kind, Inline: []releases.Inline{{Kind: releases.Words, Text: words}}}
}
