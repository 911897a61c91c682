package main

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"bayan/locales"
	"bayan/locales/terminal"
	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/glossary"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var checkVerb = &verb{
	name: "check", group: "write", json: true, args: []string{"RELEASE|FILE", "[LANG|FILE]"},
	flags: []flag{{name: "from", value: "LANG"}, {name: "to", value: "LANG"}, {name: "glossary", value: "FILE", arg: completeFile}},
	run:   runCheck,
}

type finding struct {
	Release  string `json:"release"`
	Language string `json:"language"`
	Block    string `json:"block"`
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Source   string `json:"source"`
	Target   string `json:"target"`
}

// errFindings is the refusal of a check that found errors: exit 3, told by the
// findings themselves.
type errFindings struct{}

func (errFindings) Error() string { return "findings" }

// runCheck checks a release or, where the arguments are files, texts that are
// in no release; for these no desk is needed.
func runCheck(c *call) error {
	var checked []newsroom.Checked
	var err error
	if source := c.arg(0); c.isFile(source) || strings.ContainsAny(source, `./\`) { // no id holds these
		checked, err = c.checkFiles()
	} else {
		var d *openDesk
		if d, err = c.open(); err != nil {
			return err
		}
		if c.on("glossary") {
			d.room.Glossary = func() (*glossary.Glossary, error) {
				return c.glossaryGiven(releases.Language(c.flag("from")), releases.Language(c.flag("to")))
			}
		}
		checked, err = d.room.Check(c.ctx, d.who(c), source, workflow.Language(c.arg(1)))
	}
	if err != nil {
		return err
	}
	return c.tellFindings(checked)
}

// tellFindings shows what was found; errors end in the exit code of findings.
func (c *call) tellFindings(checked []newsroom.Checked) error {
	if c.on("json") {
		if err := jsonRows(c, c.findings(checked)); err != nil {
			return err
		}
	} else {
		c.showFindings(checked)
	}
	if c.speller != nil && c.speller.Err != nil {
		c.notice("check-result.spelling-failed", map[string]any{"err": c.speller.Err.Error()})
	}
	for _, text := range checked {
		if slices.ContainsFunc(text.Findings, func(f check.Finding) bool { return f.Severity == check.Error }) {
			return errFindings{}
		}
	}
	return nil
}

// findings yields what was found, one after the other: of a large file there may
// be many.
func (c *call) findings(checked []newsroom.Checked) iter.Seq[finding] {
	return func(yield func(finding) bool) {
		for _, text := range checked {
			for _, f := range text.Findings {
				if !yield(finding{
					Release: text.Release, Language: string(text.Language), Block: blockName(text, f.Block), Code: f.Code,
					Severity: string(f.Severity), Message: plainWords(c.findingWords(f)), Source: f.Source, Target: f.Target,
				}) {
					return
				}
			}
		}
	}
}

// blockName is a block's present name; of an omission, the base's with a dash.
func blockName(text newsroom.Checked, id releases.BlockID) string {
	if n, ok := text.Names[id]; ok {
		return n
	}
	if n, ok := text.Base[id]; ok {
		return n + "-"
	}
	return string(id)
}

func (c *call) findingWords(f check.Finding) string {
	args := c.sentence(f.Args)
	if f.Variant == "kind" {
		for _, side := range []string{"source", "target"} {
			args[side] = locales.Words(c.say.Say("kind."+fmt.Sprint(f.Args[side]), nil))
		}
	}
	return c.say.Say(f.Key(), args)
}

func (c *call) showFindings(checked []newsroom.Checked) {
	for _, text := range checked {
		c.out.Heading(c.languageName(text.Language))
		if len(text.Findings) == 0 {
			c.out.Paragraph(c.say.Say("check-result.clean", nil))
		}
		table := make([][]string, len(text.Findings))
		for i, f := range text.Findings {
			table[i] = []string{blockName(text, f.Block), c.severity(f.Severity), f.Code, c.findingWords(f)}
		}
		if len(table) > 0 {
			c.out.Table(c.words("check-result.block", "check-result.severity", "check-result.code", "check-result.message"), table)
		}
	}
	if len(checked) > 0 && checked[0].Release != "" {
		c.next("bayan show " + checked[0].Release)
	}
}

func (c *call) severity(s check.Severity) string {
	word := c.say.Say("severity."+string(s), nil)
	switch s {
	case check.Error:
		return c.out.Style(terminal.Red, word)
	case check.Warning:
		return c.out.Style(terminal.Yellow, word)
	}
	return word
}
