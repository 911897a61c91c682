package main

import (
	"bufio"
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/glossary"
	"bayan/releases/glossary/tbx"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// The glossary of a desk is a plain file that people may edit and keep with
// their texts: glossary.csv, a row for each entry.

func glossaryFile(root string) string { return filepath.Join(root, "glossary.csv") }

// readTerms reads a file of terms: TBX, or CSV, whose columns called source and
// target are in the languages from and to.
func readTerms(name string, b []byte, from, to releases.Language) ([]glossary.Entry, error) {
	head := b[:min(len(b), 2048)]
	if strings.EqualFold(filepath.Ext(name), ".tbx") || bytes.Contains(head, []byte("<martif")) || bytes.Contains(head, []byte("<tbx")) {
		return tbx.Read(name, bytes.NewReader(b))
	}
	return glossary.ReadCSV(name, bytes.NewReader(b), from, to)
}

// glossaryGiven is the glossary of --glossary; nil where none was given.
func (c *call) glossaryGiven(from, to releases.Language) (*glossary.Glossary, error) {
	name := c.flag("glossary")
	if name == "" {
		return nil, nil
	}
	b, err := c.readFile(name)
	if err != nil {
		return nil, err
	}
	entries, err := readTerms(name, b, from, to)
	return glossary.New(entries), err
}

func readGlossary(root string) (*glossary.Glossary, error) {
	name := glossaryFile(root)
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return glossary.New(nil), nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &newsroom.Fault{Code: "file-not-a-file", Exit: newsroom.ExitFailed, Args: map[string]any{"path": name}}
	case info.Size() > maxInput:
		return nil, tooLarge(name)
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	entries, err := glossary.ReadCSV(glossaryFile(root), bytes.NewReader(b), "", "")
	return glossary.New(entries), err
}

var glossaryVerb = &verb{
	name: "glossary", group: "translate", subs: []*verb{
		{name: "add", args: []string{"LANG=TERM..."}, flags: []flag{
			{name: "kind", value: "KIND", values: []string{"person", "title", "organisation", "place"}},
			{name: "part", value: "WORD"}, {name: "forbidden", value: "LANG=TERM", many: true}, note}, run: runGlossaryAdd},
		{name: "import", args: []string{"FILE"}, flags: []flag{{name: "from", value: "LANG"}, {name: "to", value: "LANG"}}, run: runGlossaryImport},
		{name: "export", args: []string{"FILE"}, run: runGlossaryExport},
		{name: "check", json: true, args: []string{"RELEASE", "LANG"}, run: runGlossaryCheck},
	},
}

func runGlossaryAdd(c *call) error {
	entry := glossary.Entry{Kind: glossary.Kind(c.flag("kind")), Part: c.flag("part"), Note: c.flag("message")}
	add := func(words []string, status glossary.Status) error {
		for _, w := range words {
			l, text, ok := strings.Cut(w, "=")
			if text = strings.TrimSpace(text); !ok || l == "" || text == "" {
				return &usageError{code: "bad-value", path: c.path, args: map[string]any{"flag": "LANG=TERM", "value": w}}
			}
			entry.Terms = append(entry.Terms, glossary.Term{Language: releases.Language(l), Text: text, Status: status})
		}
		return nil
	}
	if err := errors.Join(add(c.args, glossary.Preferred), add(c.flags["forbidden"], glossary.Forbidden)); err != nil {
		return err
	}
	return c.addEntries([]glossary.Entry{entry})
}

func runGlossaryImport(c *call) error {
	b, err := c.readFile(c.arg(0))
	if err != nil {
		return err
	}
	entries, err := readTerms(c.arg(0), b, releases.Language(c.flag("from")), releases.Language(c.flag("to")))
	if err != nil {
		return err
	}
	return c.addEntries(entries)
}

// addEntries puts entries behind those that are there; one that stands there
// word for word is not added again.
func (c *call) addEntries(entries []glossary.Entry) error {
	d, err := c.openAsMember()
	if err != nil {
		return err
	}
	g, err := readGlossary(d.root)
	if err != nil {
		return err
	}
	all, added := slices.Clone(g.Entries()), 0
	for _, e := range entries {
		there := slices.ContainsFunc(all, func(old glossary.Entry) bool {
			return old.Kind == e.Kind && slices.Equal(old.Terms, e.Terms)
		})
		if !there {
			all, added = append(all, e), added+1
		}
	}
	if err := c.writeGlossary(d.root, all); err != nil {
		return err
	}
	c.result("did.glossary-added", map[string]any{"count": added, "path": c.relative(glossaryFile(d.root))})
	return nil
}

// writeGlossary replaces the file whole.
func (c *call) writeGlossary(root string, all []glossary.Entry) error {
	var b bytes.Buffer
	if err := glossary.WriteCSV(&b, all); err != nil {
		return err
	}
	f, err := os.CreateTemp(root, ".glossary-*.csv")
	if err != nil {
		return err
	}
	_, err = f.Write(b.Bytes())
	if err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), glossaryFile(root))
	}
	if err != nil {
		err = errors.Join(err, os.Remove(f.Name()))
	}
	return err
}

func runGlossaryExport(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	g, err := readGlossary(d.root)
	if err != nil {
		return err
	}
	if err := c.absent(c.arg(0)); err != nil {
		return err
	}
	write := glossary.WriteCSV
	if strings.EqualFold(filepath.Ext(c.arg(0)), ".tbx") {
		write = tbx.Write
	}
	err = c.createFile(c.arg(0), func(f *os.File) error {
		w := bufio.NewWriter(f)
		return errors.Join(write(w, g.Entries()), w.Flush())
	})
	if err != nil {
		return err
	}
	c.result("did.glossary-exported", map[string]any{"count": len(g.Entries()), "path": c.arg(0)})
	return nil
}

// runGlossaryCheck is the check of a text, as far as it asks the glossary.
func runGlossaryCheck(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	checked, err := d.room.Check(c.ctx, d.who(c), c.release(), workflow.Language(c.arg(1)))
	if err != nil {
		return err
	}
	found := 0
	for i := range checked {
		checked[i].Findings = slices.DeleteFunc(checked[i].Findings, func(f check.Finding) bool { return !slices.Contains(check.OfTerms, f.Code) })
		found += len(checked[i].Findings)
	}
	if found == 0 && !c.on("json") {
		c.result("glossary.clean", nil)
		return nil
	}
	return c.tellFindings(checked)
}
