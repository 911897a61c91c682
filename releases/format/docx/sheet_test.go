package docx_test

import (
	"io"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/format/docx"
	"bayan/releases/format/internal/golden"
)

func said(l releases.Language, look docx.Look, s string) docx.Paragraph {
	return docx.Paragraph{Look: look, Language: l, Inline: []releases.Inline{{Kind: releases.Words, Text: s}}}
}

// workSheet is a table of one row, into a language.
func workSheet(from, to releases.Language, source string) docx.Sheet {
	item := said(from, docx.Item, source)
	item.As = "l1"
	return docx.Sheet{
		Language: to, Other: from, Organisation: "Sanabel", ID: "winter", Title: source, Widths: []int{10, 45, 45},
		Kept:    []docx.Property{{Name: "bayan exchange", Value: "release x"}},
		Above:   []docx.Paragraph{said(to, docx.How, "+963 11 0100")},
		Heading: []docx.Cell{{}, {Paragraphs: []docx.Paragraph{said(from, docx.Column, "("+string(from)+")")}}, {Paragraphs: []docx.Paragraph{said(to, docx.Column, "("+string(to)+")")}}},
		Rows:    [][]docx.Cell{{{Paragraphs: []docx.Paragraph{said("en", docx.Mark, "p1-b1-kq")}}, {Paragraphs: []docx.Paragraph{item}, Shade: docx.Fixed}, {Paragraphs: []docx.Paragraph{{Look: docx.Plain, Language: to}}, Shade: docx.Open}}},
	}
}

// A table begins on the side where the language of the translation does; every
// paragraph has its own direction, and so has what somebody types in an empty one.
func TestSheets(t *testing.T) {
	for name, s := range map[string]docx.Sheet{
		"sheet.ar": workSheet("en", "ar", "Rescuers train"),
		"sheet.en": workSheet("ar", "en", "متطوعون يتدرّبون"),
	} {
		_, parts := made(t, func(w io.Writer) error { return docx.WriteSheet(w, s) })
		document := parts["word/document.xml"]
		golden.Equal(t, name+".txt", []byte(outline(tree(t, document), "")))
		if got, want := strings.Contains(document, `<w:pStyle w:val="bayanCell"/><w:bidi/><w:rPr><w:rtl/></w:rPr>`), s.Language == "ar"; got != want {
			t.Errorf("%s: the empty place is typed in from right to left: %v", name, got)
		}
		if !strings.Contains(document, `w:orient="landscape"`) || !strings.Contains(parts["word/styles.xml"], `<w:name w:val="bayan as l1"/><w:basedOn w:val="bayanCellItem"/>`) || !strings.Contains(parts["docProps/custom.xml"], `name="bayan exchange"><vt:lpwstr>release x<`) {
			t.Errorf("%s: page, styles or properties are not those of the sheet", name)
		}
	}
}
