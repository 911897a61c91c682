package units

import (
	"bytes"
	"path"
	"strings"
)

// Format is how a file of a translation system writes its units.
type Format string

const (
	NoUnits Format = "" // a text, a parcel, or something else
	XLIFF   Format = "xliff"
	PO      Format = "po"
)

// FormatOf is a file's format by its name or, where that says nothing (mail
// programs rename what they carry), by how it begins.
func FormatOf(name string, b []byte) Format {
	switch strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))) {
	case ".xlf", ".xliff":
		return XLIFF
	case ".po", ".pot":
		return PO
	}
	head := b[:min(len(b), 1<<16)]
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil) // the words that are looked for are ASCII
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff")))
	if bytes.HasPrefix(head, []byte("<")) {
		if bytes.Contains(bytes.ToLower(head), []byte("<xliff")) {
			return XLIFF
		}
		return NoUnits
	}
	for line := range bytes.Lines(head) {
		switch line = bytes.TrimSpace(line); {
		case len(line) == 0, line[0] == '#':
		case bytes.HasPrefix(line, []byte("msgid ")), bytes.HasPrefix(line, []byte("msgctxt ")):
			return PO
		default:
			return NoUnits
		}
	}
	return NoUnits
}
