package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/glossary"
	"bayan/releases/glossary/tbx"
	"bayan/workflow/newsroom"
)

// The glossary of a desk is a plain file that people may edit and keep with
// their texts: glossary.csv, a row for each entry.

const glossaryFile = "glossary.csv"

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

// glossary is the desk's; an empty one where it has none.
func (d *openDesk) glossary() (*glossary.Glossary, error) {
	b, err := d.files.ReadShared(glossaryFile)
	if err != nil {
		return nil, err
	}
	entries, err := d.entries(b)
	return glossary.New(entries), err
}

// entries reads the bytes of the desk's glossary; none of no file.
func (d *openDesk) entries(b []byte) ([]glossary.Entry, error) {
	if b == nil {
		return nil, nil
	}
	return glossary.ReadCSV(filepath.Join(d.root, glossaryFile), bytes.NewReader(b), "", "")
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
				return &usageError{code: "bad-form", path: c.path, args: map[string]any{"value": w, "form": "LANG=TERM"}}
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
// word for word is not added again. Who adds meanwhile loses nothing.
func (c *call) addEntries(entries []glossary.Entry) error {
	d, err := c.openAsMember()
	if err != nil {
		return err
	}
	added := 0
	err = d.files.ReviseShared(glossaryFile, func(old []byte) ([]byte, error) {
		all, err := d.entries(old)
		if err != nil {
			return nil, err
		}
		known := make(map[string]bool, len(all))
		for _, e := range all {
			known[wordForWord(e)] = true
		}
		for _, e := range entries {
			if key := wordForWord(e); !known[key] {
				known[key] = true
				all, added = append(all, e), added+1
			}
		}
		if len(all) > glossary.MostEntries { // it could not be read again
			return nil, &releases.ParseError{Code: "entries-too-many", File: filepath.Join(d.root, glossaryFile), Args: map[string]any{"limit": glossary.MostEntries}}
		}
		var b bytes.Buffer
		if added == 0 {
			return nil, nil
		}
		err = glossary.WriteCSV(&b, all)
		return b.Bytes(), err
	})
	if err != nil {
		return err
	}
	c.result("did.glossary-added", map[string]any{"count": added, "path": c.relative(filepath.Join(d.root, glossaryFile))})
	return nil
}

// wordForWord is what two entries share that say the same.
func wordForWord(e glossary.Entry) string { return fmt.Sprintf("%q %q", e.Kind, e.Terms) }

func runGlossaryExport(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	g, err := d.glossary()
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
	err = c.createFile(c.arg(0), func(file io.Writer) error {
		w := bufio.NewWriter(file)
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
	checked, err := d.room.Check(c.ctx, d.who(c), c.release(), c.language())
	if err != nil {
		return err
	}
	found := 0
	for i := range checked {
		checked[i].Findings = slices.DeleteFunc(checked[i].Findings, func(f newsroom.Finding) bool { return !slices.Contains(check.OfTerms, f.Code) })
		found += len(checked[i].Findings)
	}
	if found == 0 && !c.on("json") {
		c.result("glossary.clean", nil)
		return nil
	}
	return c.tellFindings(checked)
}
