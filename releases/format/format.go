// Package format makes the files of an exported or published edition: each
// format is a folder below, a function of an Edition and a writer. They never
// touch store, clock or environment, so equal editions give equal bytes.
//
// What they share stands in three folders: runs (pieces of a line that keep
// their own direction), rows (languages beside each other) and furniture (what
// stands around a text).
package format

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/format/docx"
	"bayan/releases/format/html"
	"bayan/releases/format/json"
	"bayan/releases/format/mail"
	"bayan/releases/format/markdown"
	"bayan/releases/format/pdf"
	"bayan/releases/format/text"
)

// File is one file of an edition's folder.
type File struct {
	Path     string // a plain name
	Format   string
	Language releases.Language // "" where it has all of them
	Bytes    []byte
}

// Known lists the formats that Files makes.
var Known = []string{"html", "md", "txt", "json", "pdf", "docx", "eml"}

// UnknownError names a format that is none.
type UnknownError struct {
	Format string
	Known  []string
}

func (e *UnknownError) Error() string {
	return fmt.Sprintf("unknown format %q (known: %s)", e.Format, strings.Join(e.Known, ", "))
}

// Files makes the files of an edition in the named formats, in a fixed order
// whatever the order of the names. The canonical texts (md) are always among
// them. An unknown name gives an *UnknownError and no files.
func Files(e releases.Edition, formats []string) ([]File, error) {
	for _, name := range formats {
		if !slices.Contains(Known, name) {
			return nil, &UnknownError{name, slices.Clone(Known)}
		}
	}
	wanted := func(name string) bool { return slices.Contains(formats, name) }
	var files []File
	var failed error
	add := func(path, name string, l releases.Language, write func(io.Writer) error) {
		var b bytes.Buffer
		if err := write(&b); err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", path, err)
		}
		files = append(files, File{path, name, l, b.Bytes()})
	}
	if wanted("html") {
		add(html.Index, "html", "", func(w io.Writer) error { return html.Page(w, e) })
	}
	if wanted("pdf") {
		add(pdf.All, "pdf", "", func(w io.Writer) error { return pdf.Write(w, e) })
	}
	if wanted("docx") {
		add(docx.All, "docx", "", func(w io.Writer) error { return docx.Write(w, e) })
	}
	for _, t := range e.Texts {
		l := t.Language
		if wanted("html") {
			add(html.Path(l), "html", l, func(w io.Writer) error { return html.Single(w, e, l) })
		}
		add(markdown.Path(l), "md", l, func(w io.Writer) error { return markdown.Write(w, e, l) })
		if wanted("txt") {
			add(text.Path(l), "txt", l, func(w io.Writer) error { return text.Write(w, e, l) })
		}
		if wanted("pdf") {
			add(pdf.Path(l), "pdf", l, func(w io.Writer) error { return pdf.Single(w, e, l) })
		}
		if wanted("docx") {
			add(docx.Path(l), "docx", l, func(w io.Writer) error { return docx.Single(w, e, l) })
		}
		if wanted("eml") {
			add(mail.Path(l), "eml", l, func(w io.Writer) error { return mail.Write(w, e, l) })
		}
	}
	if wanted("json") {
		add(json.Path, "json", "", func(w io.Writer) error { return json.Write(w, e) })
	}
	if failed != nil {
		return nil, failed
	}
	return files, nil
}
