package omegat

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"

	"bayan/releases"
	"bayan/releases/exchange/xliff"
)

// ArchiveFaults are the codes of the errors of Translated.
var ArchiveFaults = map[string][]string{
	"omegat-untranslated": {"dir", "shortcut"}, // its folder target does not hold one file of XLIFF
	"omegat-archive":      {"dir"},             // a damaged archive, or one with a file larger than any translation
}

// translated is the folder of a project in which OmegaT creates its translated
// documents.
const translated = "target"

// Translated is the file in the folder target of a whole project that came home as a
// ZIP archive, as Write makes one; of anything else it is the file itself.
func Translated(name string, b []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil || !slices.ContainsFunc(z.File, func(f *zip.File) bool { return path.Base(f.Name) == "omegat.project" }) {
		return b, nil
	}
	fail := func(code string) ([]byte, error) {
		return nil, releases.ParseErrors{{Code: code, File: name, Args: map[string]any{"dir": translated, "shortcut": "Ctrl+D"}}}
	}
	var found *zip.File
	for _, f := range z.File {
		if path.Base(path.Dir(f.Name)) != translated || path.Ext(f.Name) != ".xlf" {
			continue
		}
		if found != nil {
			return fail("omegat-untranslated")
		}
		found = f
	}
	if found == nil {
		return fail("omegat-untranslated")
	}
	r, err := found.Open()
	if err != nil {
		return fail("omegat-archive")
	}
	defer r.Close()
	file, err := io.ReadAll(io.LimitReader(r, xliff.MaxBytes+1))
	if err != nil || len(file) > xliff.MaxBytes {
		return fail("omegat-archive")
	}
	return file, nil
}
