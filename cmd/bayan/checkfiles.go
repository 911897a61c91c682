package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"unicode"

	"bayan/locales"
	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/exchange/po"
	"bayan/releases/exchange/units"
	"bayan/releases/exchange/xliff"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// Checks serve files that are in no release too: a text, a text and its
// translation, or the pairs of translation systems' files, any number of them.

// largeFile is the size in bytes from which on a file's texts, rather than the
// program, are what the memory is needed for.
const largeFile = 4 << 20

// namesFiles tells whether the arguments of a check are files: the first is one,
// or standard input, or holds what no id of a release may.
func (c *call) namesFiles() bool {
	first := c.arg(0)
	return first == "-" || c.isFile(first) || strings.ContainsAny(first, `./\`)
}

// checkFiles checks the files that the arguments name: each of a translation
// system by itself; of texts one, or a source and its translation.
func (c *call) checkFiles() ([]newsroom.Checked, error) {
	if err := c.tellRules(); err != nil {
		return nil, err
	}
	var out []newsroom.Checked
	var texts []readText
	for i, name := range c.args {
		if name == "-" && i > 0 && c.args[0] == "-" {
			return nil, &usageError{code: "extra-argument", path: c.path, args: map[string]any{"command": c.command(), "argument": name}}
		}
		b, err := c.readFile(name)
		if err != nil {
			return nil, err
		}
		if len(b) > largeFile {
			debug.SetGCPercent(30) // hardly more time, and a third less memory
		}
		var checked []newsroom.Checked
		switch units.FormatOf(name, b) {
		case units.XLIFF:
			checked, err = c.checkXLIFF(name, b)
		case units.PO:
			checked, err = c.checkPO(name, b)
		default:
			if len(texts) == 2 {
				return nil, &usageError{code: "extra-argument", path: c.path, args: map[string]any{"command": c.command(), "argument": name}}
			}
			texts = append(texts, readText{name, b})
		}
		if err != nil {
			return nil, err
		}
		out = append(out, checked...)
	}
	if len(texts) == 0 {
		return out, nil
	}
	checked, err := c.checkTexts(texts)
	return append(out, checked...), err
}

// readText is a file that holds a text.
type readText struct {
	name  string
	bytes []byte
}

// checkTexts checks one text by itself, or a translation against its source.
func (c *call) checkTexts(texts []readText) ([]newsroom.Checked, error) {
	first, told, err := releases.Parse(texts[0].name, texts[0].bytes)
	if err != nil {
		return nil, err
	}
	first, used := releases.Identify(first, releases.Text{}, nil, 0)
	if len(texts) == 1 {
		return c.checked(check.Job{Language: c.languageOf("from", texts[0].name, texts[0].bytes), Text: first, Told: told})
	}
	target, told, err := releases.Parse(texts[1].name, texts[1].bytes)
	if err != nil {
		return nil, err
	}
	target, _ = releases.Identify(target, releases.Text{}, nil, used)
	job := check.Job{
		BaseLanguage: c.languageOf("from", texts[0].name, texts[0].bytes), Base: &first, Text: target, Told: told,
		Language: c.languageOf("to", texts[1].name, texts[1].bytes),
		Groups:   releases.Align(first, target, nil, releases.Text{}),
	}
	if err := c.twoLanguages(job); err != nil {
		return nil, err
	}
	return c.checked(job)
}

// twoLanguages sees that a translation is in another language than its source.
func (c *call) twoLanguages(j check.Job) error {
	if !strings.EqualFold(string(j.BaseLanguage), string(j.Language)) {
		return nil
	}
	return &usageError{code: "same-language", path: c.path, args: map[string]any{"language": workflow.Language(j.Language)}}
}

// open are findings that nobody has waived.
func open(all []check.Finding) []newsroom.Finding {
	out := make([]newsroom.Finding, len(all))
	for i, f := range all {
		out[i].Finding = f
	}
	return out
}

func (c *call) checked(job check.Job) ([]newsroom.Checked, error) {
	findings, err := c.run(job)
	out := newsroom.Checked{Language: workflow.Language(job.Language), Names: job.Text.Names(), Findings: open(findings)}
	if job.Base != nil {
		out.Base = job.Base.Names()
	}
	return []newsroom.Checked{out}, err
}

// deskAtHand is the desk in whose folder the call was given; nil outside of one.
func (c *call) deskAtHand() (*openDesk, error) {
	if _, err := c.findDesk(); err != nil {
		return nil, nil
	}
	return c.open()
}

// tellRules says by whose rules files are checked, where they are a desk's.
func (c *call) tellRules() error {
	d, err := c.deskAtHand()
	if d == nil || err != nil {
		return err
	}
	desk, err := d.room.Desk(c.ctx)
	if err != nil {
		return err
	}
	rules := "told.check-rules"
	if c.on("glossary") {
		rules = "told.check-rules-given"
	}
	c.notice(rules, map[string]any{"organisation": desk.Organisation})
	return nil
}

// run checks by the rules of the desk at hand, with the glossary that was given for
// its own and, where it is asked for, the dictionaries of this machine: a catalogue
// has many words that none of them has.
func (c *call) run(job check.Job) ([]check.Finding, error) {
	d, err := c.deskAtHand()
	if err == nil && d != nil {
		job, err = d.room.Rules(c.ctx, job)
	}
	if err == nil && c.on("glossary") {
		job.Glossary, err = c.glossaryGiven(job.BaseLanguage, job.Language)
	}
	if err != nil {
		return nil, err
	}
	if c.speller != nil && c.on("spelling") {
		job.Speller = c.speller
	}
	return check.Run(job), nil
}

// checkXLIFF looks first whether a file is what its specification allows, then at
// its pairs.
func (c *call) checkXLIFF(name string, b []byte) ([]newsroom.Checked, error) {
	breaches, err := xliff.Validate(name, b)
	if err != nil {
		return nil, err
	}
	if len(breaches) > 0 {
		return nil, c.breaches(name, breaches)
	}
	h, all, err := xliff.Pairs(name, b)
	if err != nil {
		return nil, err
	}
	pairs := newPairs(string(h.Base), string(h.Language), len(all))
	times := map[string]int{} // a unit may have several segments, and another file a unit of the same id
	for _, p := range all {
		switch {
		case strings.TrimSpace(p.Source) == "":
			continue
		case !p.HasTarget:
			pairs.waiting++
			continue
		}
		at := p.Unit
		if times[at]++; times[at] > 1 {
			at = fmt.Sprintf("%s.%d", at, times[at])
		}
		pairs.add(at, p.Unit, p.Source, p.Target)
	}
	return pairs.check(c, name, b)
}

// wordNames are what sentences about a constraint call its words.
var wordNames = []string{"first", "second", "third", "fourth"}

// breaches tells what the specification forbids, each by its constraint.
func (c *call) breaches(name string, all []xliff.Violation) error {
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
			"place": locales.Code(fmt.Sprintf("%s:%d", name, v.Line)), "constraint": locales.Code(v.Constraint),
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

func (c *call) checkPO(name string, b []byte) ([]newsroom.Checked, error) {
	file, _, err := po.Parse(name, b)
	if err != nil {
		return nil, err
	}
	pairs := newPairs(file.Field("X-Source-Language"), file.Field("Language"), len(file.Entries))
	template := strings.EqualFold(filepath.Ext(name), ".pot") // has no translations yet
	for _, e := range file.Entries {
		at := fmt.Sprint(e.Line)
		switch {
		case e.ID == "":
		case e.Fuzzy(), template && !e.Translated():
			pairs.waiting++
		case !e.HasPlural, strings.Join(e.Str, "") == "":
			pairs.strays(file, &e, 0)
			pairs.add(at, e.Context, e.ID, e.Str[0])
		default:
			for form, words := range e.Str {
				pairs.forms[len(pairs.groups)] = true
				pairs.strays(file, &e, form)
				pairs.add(fmt.Sprintf("%s[%d]", at, form), e.Context, file.SourceOf(&e, form), words)
			}
		}
	}
	return pairs.check(c, name, b)
}

// pairs are segments and their translations, as two texts of a paragraph each.
// A block's id is the place of its pair in the file, which no two pairs share.
type pairs struct {
	from, to     string // languages, as the file says; "" where it does not
	base, target []releases.Block
	groups       []releases.Group
	units        []string     // the id of each pair as a unit of a release
	forms        map[int]bool // pairs that are plural forms, as check.Job has them
	placeholders map[int]check.Strays
	waiting      int // for a translation: no pairs yet
}

// newPairs makes room for n of them.
func newPairs(from, to string, n int) *pairs {
	return &pairs{
		from: from, to: to, base: make([]releases.Block, 0, n), target: make([]releases.Block, 0, n),
		groups: make([]releases.Group, 0, n), units: make([]string, 0, n), forms: map[int]bool{}, placeholders: map[int]check.Strays{},
	}
}

// strays notes the placeholders of the pair that comes next, where a message and its
// translation do not have the same.
func (p *pairs) strays(file *po.File, e *po.Entry, form int) {
	if e.Str[form] == "" {
		return
	}
	if lost, added := file.Strays(e, form); len(lost)+len(added) > 0 {
		p.placeholders[len(p.groups)] = check.Strays{Lost: lost, Added: added}
	}
}

func (p *pairs) add(at, unit, source, target string) {
	id := releases.BlockID(at)
	paragraph := func(words string) releases.Block {
		return releases.Block{ID: id, Kind: releases.Paragraph, Inline: []releases.Inline{{Kind: releases.Words, Text: words}}}
	}
	p.base, p.target = append(p.base, paragraph(source)), append(p.target, paragraph(target))
	ids := []releases.BlockID{id}
	p.groups = append(p.groups, releases.Group{Source: ids, Target: ids})
	p.units = append(p.units, unit)
}

// check checks the pairs of a file. What a reviewer waived of the release that
// the file left from is waived here too.
func (p *pairs) check(c *call, name string, b []byte) ([]newsroom.Checked, error) {
	out := newsroom.Checked{File: name}
	if p.waiting > 0 {
		c.notice("told.pairs-open", map[string]any{"path": name, "count": p.waiting, "of": p.waiting + len(p.base)})
	}
	job := check.Job{Base: &releases.Text{Blocks: p.base}, Text: releases.Text{Blocks: p.target}, Groups: p.groups, Forms: p.forms, Placeholders: p.placeholders}
	job.BaseLanguage, job.Language = c.languageSaid("from", p.from, name, p.base), c.languageSaid("to", p.to, name, p.target)
	if out.Language = workflow.Language(job.Language); len(p.base) == 0 {
		return []newsroom.Checked{out}, nil
	}
	if err := c.twoLanguages(job); err != nil {
		return nil, err
	}
	waivers, err := c.waiversOf(name, b)
	if err != nil {
		return nil, err
	}
	if len(b) > largeFile {
		runtime.GC() // the file is not needed beside its pairs
	}
	findings, err := c.run(job)
	if err != nil {
		return nil, err
	}
	out.Findings = open(findings)
	if waivers == nil {
		return []newsroom.Checked{out}, nil
	}
	for i := range out.Findings {
		if f := &out.Findings[i]; f.Group >= 0 {
			f.Waived = waivers(p.units[f.Group], f.Code)
		}
	}
	return []newsroom.Checked{out}, nil
}

// waiversOf are those of the release that a file left from; nil without a desk.
func (c *call) waiversOf(name string, b []byte) (newsroom.Waivers, error) {
	d, err := c.deskAtHand()
	if d == nil || err != nil {
		return nil, err
	}
	return d.room.WaiversOf(c.ctx, name, b)
}

// enough are as many bytes as show the letters of a file's language.
const enough = 1 << 16

// languageSaid is the language of a side of pairs: as a flag says, else the
// file, else its letters.
func (c *call) languageSaid(flag, said, file string, blocks []releases.Block) releases.Language {
	switch {
	case c.on(flag):
		return releases.Language(c.flag(flag))
	case said != "":
		return releases.Language(strings.ReplaceAll(said, "_", "-"))
	}
	var words strings.Builder
	for _, b := range blocks {
		if words.WriteString(b.Plain()); words.Len() > enough {
			break
		}
	}
	return c.guessed(flag, file, words.String())
}

// languageOf is the language of a text that is in no release: as a flag says,
// else as its name ends (statement.ar.md, ar.md), else its letters.
func (c *call) languageOf(flag, file string, b []byte) releases.Language {
	if c.on(flag) {
		return releases.Language(c.flag(flag))
	}
	if l := languageInName(file); l != "" {
		return releases.Language(l)
	}
	return c.guessed(flag, file, string(b))
}

// guessed is the language by letters; the guess is told, with the flag that says
// otherwise.
func (c *call) guessed(flag, file, words string) releases.Language {
	language := lettersOf(words)
	if words != "" {
		c.notice("told.language-guessed", map[string]any{"path": file, "language": workflow.Language(language), "flag": "--" + flag})
	}
	return language
}

// lettersOf is Arabic for words of which most letters are, else English.
func lettersOf(words string) releases.Language {
	arabic := 0
	for _, r := range words {
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.IsLetter(r):
			arabic--
		}
	}
	if arabic > 0 {
		return "ar"
	}
	return "en"
}
