// Package omegat makes a job a project folder of OmegaT (http://omegat.org), and
// reads the file that OmegaT makes of it.
//
//	omegat.project               the languages; no segmentation, since units are sentences
//	source/ID.xlf                what needs work: XLIFF 1.2
//	tm/auto/known.tmx            what is translated, and what the memory holds word for word
//	tm/memory.tmx                what the memory holds of like texts
//	tm/penalty-30/changed.tmx    translations whose source has changed since
//	glossary/glossary.txt        terms
//	omegat/ target/              empty
//
// OmegaT 3.6 refuses a folder that lacks any of these folders. It passes over
// units without a <target>, takes a <target> for the text to translate and says
// nowhere what was translated. So each unit is sent with its source as <target>,
// and Read judges what comes home as its own source.
package omegat

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/exchange/units"
)

// Files are the files of the project, by their paths in its folder.
func Files(j exchange.Job) (map[string][]byte, error) {
	set, err := units.Of(j)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{
		"omegat.project":                 project(j),
		path.Join("source", j.ID+".xlf"): source(j, set.Units),
		"omegat/.keep":                   {},
		"target/.keep":                   {},
		"glossary/glossary.txt":          glossary(set.Units),
	}
	known, memory, changed := memories(set.Units)
	files["tm/auto/known.tmx"] = tmx(j, known)
	for name, pairs := range map[string][]pair{"tm/memory.tmx": memory, "tm/penalty-30/changed.tmx": changed} {
		if len(pairs) > 0 {
			files[name] = tmx(j, pairs)
		}
	}
	return files, nil
}

// Whole adds to what came home the units that needed no work and were not sent,
// as they stand: Rebuild wants them all.
func Whole(set units.Set, back []units.Back) []units.Back {
	came := make(map[string]bool, len(back))
	for _, b := range back {
		came[b.ID] = true
	}
	for i := range set.Units {
		if u := &set.Units[i]; !needed(u) && !came[u.ID] {
			back = append(back, units.Back{ID: u.ID, Target: u.Target, HasTarget: true})
		}
	}
	return back
}

// Write writes the project as a ZIP archive, in a folder of its own: what goes to
// somebody far away is one file.
func Write(w io.Writer, j exchange.Job) error {
	files, err := Files(j)
	if err != nil {
		return err
	}
	z := zip.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: path.Join(j.ID, name), Method: zip.Deflate, Modified: epoch})
		if err == nil {
			_, err = f.Write(files[name])
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

// epoch is the first time that an archive can hold: its files have none.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func needed(u *units.Unit) bool { return u.State != units.Translated || !u.HasTarget }

func project(j exchange.Job) []byte {
	out := []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
  <project version="1.0">
`)
	for _, e := range [][2]string{
		{"source_dir", "__DEFAULT__"}, {"target_dir", "__DEFAULT__"}, {"tm_dir", "__DEFAULT__"}, {"glossary_dir", "__DEFAULT__"},
		{"glossary_file", "__DEFAULT__"}, {"dictionary_dir", "__DEFAULT__"},
		{"source_lang", string(j.Base)}, {"target_lang", string(j.Target)},
		{"sentence_seg", "false"}, {"support_default_translations", "true"}, {"remove_tags", "false"},
	} {
		out = fmt.Appendf(out, "    <%s>%s</%s>\n", e[0], xmlscan.AppendText(nil, e[1]), e[0])
	}
	return append(out, "  </project>\n</omegat>\n"...)
}

// glossary is a line for each term: source, target, comment. A term that is
// forbidden is marked, since OmegaT would offer it.
func glossary(all []units.Unit) []byte {
	out := []byte{}
	seen := map[exchange.Term]bool{}
	cell := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	for i := range all {
		for _, t := range all[i].Terms {
			if seen[t] || !needed(&all[i]) {
				continue
			}
			seen[t] = true
			target := cell(t.Target)
			if t.Status == exchange.Forbidden {
				target = "≠ " + target
			}
			out = fmt.Appendf(out, "%s\t%s\t%s\n", cell(t.Source), target, cell(t.Note))
		}
	}
	return out
}

// language is a tag as XML attributes have it.
func language(l releases.Language) []byte { return xmlscan.AppendAttr(nil, string(l)) }
