package format_test

import (
	"archive/zip"
	"bytes"
	"io"
	"mime/quotedprintable"
	"regexp"
	"testing"

	"bayan/releases/format"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// readable is what people read of a file: unpacked, decoded, without tags where
// they part a sentence.
func readable(t *testing.T, f format.File) []byte {
	t.Helper()
	switch f.Format {
	case "docx":
		z, err := zip.NewReader(bytes.NewReader(f.Bytes), int64(len(f.Bytes)))
		if err != nil {
			t.Fatal(err)
		}
		var all []byte
		for _, part := range z.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, tags.ReplaceAll(b, nil)...)
		}
		return all
	case "eml":
		_, body, _ := bytes.Cut(f.Bytes, []byte("\r\n\r\n"))
		b, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
		if err != nil {
			t.Fatal(err)
		}
		return append(b, tags.ReplaceAll(b, nil)...)
	}
	return f.Bytes
}
