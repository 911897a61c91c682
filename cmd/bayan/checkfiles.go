package main

import (
	"fmt"
	"path/filepath"
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

// checkFiles checks the files that the arguments name.
func (c *call) checkFiles() ([]newsroom.Checked, error) {
	b, err := c.readFile(c.arg(0))
	if err != nil {
		return nil, err
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
	pairs := newPairs(c, string(h.Base), string(h.Language))
	for _, p := range all {
		pairs.add(p.Unit, p.Source, p.Target)
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
	pairs := newPairs(c, "en", file.Field("Language"))
	for _, e := range file.Entries {
		if e.Translated() && !e.Fuzzy() {
			pairs.add(fmt.Sprintf("%d", e.Line), e.ID, e.Str[0])
		}
	}
	return pairs.check(c)
}

// pairs are segments and their translations, as two texts of a paragraph each.
type pairs struct {
	job  check.Job
	base releases.Text
	at   map[releases.BlockID]string // where each pair stands in its file
}

func newPairs(c *call, from, to string) *pairs {
	if c.on("from") {
		from = c.flag("from")
	}
	if c.on("to") {
		to = c.flag("to")
	}
	to = strings.ReplaceAll(to, "_", "-")
	return &pairs{job: check.Job{BaseLanguage: releases.Language(from), Language: releases.Language(to)}, at: map[releases.BlockID]string{}}
}

func (p *pairs) add(at, source, target string) {
	id := releases.BlockID(fmt.Sprintf("b%d", len(p.base.Blocks)+1))
	paragraph := func(words string) releases.Block {
		return releases.Block{ID: id, Kind: releases.Paragraph, Inline: []releases.Inline{{Kind: releases.Words, Text: words}}}
	}
	p.base.Blocks = append(p.base.Blocks, paragraph(source))
	p.job.Text.Blocks = append(p.job.Text.Blocks, paragraph(target))
	p.job.Groups = append(p.job.Groups, releases.Group{Source: []releases.BlockID{id}, Target: []releases.BlockID{id}})
	p.at[id] = at
}

func (p *pairs) check(c *call) ([]newsroom.Checked, error) {
	p.job.Base = &p.base
	findings, err := c.run(p.job)
	return []newsroom.Checked{{Language: workflow.Language(p.job.Language), Names: p.at, Findings: findings}}, err
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
