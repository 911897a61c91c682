package main

import (
	"fmt"
	"path/filepath"
	"runtime/debug"
	"strings"

	"bayan/locales"
	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/exchange/po"
	"bayan/releases/exchange/xliff"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// Checks serve files that are in no release too: a text, a text and its
// translation, or the pairs of a translation system's file.

// largeFile is the size in bytes from which on a file's texts, rather than the
// program, are what the memory is needed for.
const largeFile = 4 << 20

// checkFiles checks the files that the arguments name.
func (c *call) checkFiles() ([]newsroom.Checked, error) {
	b, err := c.readFile(c.arg(0))
	if err != nil {
		return nil, err
	}
	if len(b) > largeFile {
		debug.SetGCPercent(30) // hardly more time, and a third less memory
	}
	switch strings.ToLower(filepath.Ext(c.arg(0))) {
	case ".xlf", ".xliff":
		return c.checkXLIFF(b)
	case ".po", ".pot":
		return c.checkPO(b)
	}
	return c.checkTexts(b)
}

// checkTexts checks one text by itself, or a translation against its source.
func (c *call) checkTexts(b []byte) ([]newsroom.Checked, error) {
	first, told, err := releases.Parse(c.arg(0), b)
	if err != nil {
		return nil, err
	}
	first, used := releases.Identify(first, releases.Text{}, nil, 0)
	job := check.Job{Language: releases.Language(c.languageOf("from", c.arg(0))), Text: first, Told: told}
	if c.arg(1) != "" {
		b, err := c.readFile(c.arg(1))
		if err != nil {
			return nil, err
		}
		target, told, err := releases.Parse(c.arg(1), b)
		if err != nil {
			return nil, err
		}
		target, _ = releases.Identify(target, releases.Text{}, nil, used)
		job = check.Job{
			BaseLanguage: job.Language, Base: &first, Text: target, Told: told,
			Language: releases.Language(c.languageOf("to", c.arg(1))),
			Groups:   releases.Align(first, target, nil, releases.Text{}),
		}
	}
	findings, err := c.run(job)
	out := newsroom.Checked{Language: workflow.Language(job.Language), Names: job.Text.Names(), Findings: findings}
	if job.Base != nil {
		out.Base = job.Base.Names()
	}
	return []newsroom.Checked{out}, err
}

// run checks with the glossary that was given and the dictionaries of this machine.
func (c *call) run(job check.Job) ([]check.Finding, error) {
	var err error
	if job.Glossary, err = c.glossaryGiven(job.BaseLanguage, job.Language); err != nil {
		return nil, err
	}
	if c.speller != nil {
		job.Speller = c.speller
	}
	return check.Run(job), nil
}

// checkXLIFF looks first whether a file is what its specification allows, then at
// its pairs.
func (c *call) checkXLIFF(b []byte) ([]newsroom.Checked, error) {
	breaches, err := xliff.Validate(c.arg(0), b)
	if err != nil {
		return nil, err
	}
	if len(breaches) > 0 {
		return nil, c.breaches(breaches)
	}
	h, all, err := xliff.Pairs(c.arg(0), b)
	if err != nil {
		return nil, err
	}
	pairs := newPairs(c, string(h.Base), string(h.Language), len(all))
	times := map[string]int{} // a unit may have several segments, and another file a unit of the same id
	for _, p := range all {
		at := p.Unit
		if times[at]++; times[at] > 1 {
			at = fmt.Sprintf("%s.%d", at, times[at])
		}
		pairs.add(at, p.Source, p.Target)
	}
	return pairs.check(c)
}

// wordNames are what sentences about a constraint call its words.
var wordNames = []string{"first", "second", "third", "fourth"}

// breaches tells what the specification forbids, each by its constraint.
func (c *call) breaches(all []xliff.Violation) error {
	if c.on("json") {
		type breach struct {
			Constraint string `json:"constraint"`
			Section    string `json:"section"`
			Line       int    `json:"line"`
			Unit       string `json:"unit"`
			Element    string `json:"element"`
			Subject    string `json:"subject"`
		}
		rows := make([]breach, len(all))
		for i, v := range all {
			rows[i] = breach(v)
		}
		if err := c.json(rows); err != nil {
			return err
		}
		return silent(newsroom.ExitFailed)
	}
	for _, v := range all {
		args := locales.Args{
			"place": locales.Code(fmt.Sprintf("%s:%d", c.arg(0), v.Line)), "constraint": locales.Code(v.Constraint),
			"section": locales.Code(v.Section), "element": locales.Code("<" + v.Element + ">"), "subject": locales.Code(v.Subject),
		}
		for i, word := range xliff.Words(v.Constraint) {
			args[wordNames[i]] = locales.Code(word)
		}
		args["what"] = c.say.Say("breach."+v.Constraint, args)
		key := "check-result.breach"
		if v.Section == "" {
			key = "check-result.breach-own"
		}
		c.out.List(c.say.Say(key, args))
	}
	return silent(newsroom.ExitFailed)
}

func (c *call) checkPO(b []byte) ([]newsroom.Checked, error) {
	file, _, err := po.Parse(c.arg(0), b)
	if err != nil {
		return nil, err
	}
	pairs := newPairs(c, "en", file.Field("Language"), len(file.Entries))
	template := strings.EqualFold(filepath.Ext(c.arg(0)), ".pot") // has no translations yet
	for _, e := range file.Entries {
		switch at := fmt.Sprint(e.Line); {
		case e.Fuzzy():
		case e.Translated():
			pairs.add(at, e.ID, e.Str[0])
		case !template:
			pairs.add(at, e.ID, "")
		}
	}
	return pairs.check(c)
}

// pairs are segments and their translations, as two texts of a paragraph each.
// A block's id is the place of its pair in the file, which no two pairs share.
type pairs struct {
	job  check.Job
	base releases.Text
}

// newPairs makes room for n of them.
func newPairs(c *call, from, to string, n int) *pairs {
	if c.on("from") {
		from = c.flag("from")
	}
	if c.on("to") {
		to = c.flag("to")
	}
	to = strings.ReplaceAll(to, "_", "-")
	p := &pairs{job: check.Job{BaseLanguage: releases.Language(from), Language: releases.Language(to)}}
	p.base.Blocks, p.job.Text.Blocks = make([]releases.Block, 0, n), make([]releases.Block, 0, n)
	p.job.Groups = make([]releases.Group, 0, n)
	return p
}

func (p *pairs) add(at, source, target string) {
	id := releases.BlockID(at)
	paragraph := func(words string) releases.Block {
		return releases.Block{ID: id, Kind: releases.Paragraph, Inline: []releases.Inline{{Kind: releases.Words, Text: words}}}
	}
	p.base.Blocks = append(p.base.Blocks, paragraph(source))
	p.job.Text.Blocks = append(p.job.Text.Blocks, paragraph(target))
	ids := []releases.BlockID{id}
	p.job.Groups = append(p.job.Groups, releases.Group{Source: ids, Target: ids})
}

func (p *pairs) check(c *call) ([]newsroom.Checked, error) {
	p.job.Base = &p.base
	findings, err := c.run(p.job)
	return []newsroom.Checked{{Language: workflow.Language(p.job.Language), Findings: findings}}, err
}

// languageOf is the language of a file that is in no release: as a flag says,
// else as its name ends (statement.ar.md, ar.md), else the interface's.
func (c *call) languageOf(flag, file string) string {
	if c.on(flag) {
		return c.flag(flag)
	}
	if l := languageInName(file); l != "" {
		return l
	}
	return c.say.Speech()
}
