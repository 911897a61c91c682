package main

import (
	"fmt"
	"iter"
	"slices"

	"bayan/locales"

	"bayan/locales/terminal"
	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/glossary"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var checkVerb = &verb{
	name: "check", group: "write", json: true, args: []string{"RELEASE|FILE", "[LANG|FILE...]"},
	flags: []flag{{name: "from", value: "LANG"}, {name: "to", value: "LANG"}, {name: "glossary", value: "FILE", arg: completeFile}, {name: "spelling"}},
	run:   runCheck,
}

type finding struct {
	File     string  `json:"file,omitempty"` // of a translation system's file
	Release  string  `json:"release"`
	Language string  `json:"language"`
	Block    string  `json:"block"`
	Code     string  `json:"code"`
	Severity string  `json:"severity"`
	Message  string  `json:"message"`
	Source   string  `json:"source"`
	Target   string  `json:"target"`
	Waived   *waiver `json:"waived,omitempty"`
}

// waiver is whose word a finding passed on, and why.
type waiver struct {
	By     string `json:"by"`
	Reason string `json:"reason"`
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
	if c.namesFiles() {
		checked, err = c.checkFiles()
	} else {
		checked, err = c.checkRelease()
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
	if slices.ContainsFunc(checked, hasErrors) {
		return errFindings{}
	}
	return nil
}

func (c *call) checkRelease() ([]newsroom.Checked, error) {
	if c.arg(2) != "" {
		return nil, &usageError{code: "extra-argument", path: c.path, args: map[string]any{"command": c.command(), "argument": c.arg(2)}}
	}
	if _, err := c.findDesk(); err != nil {
		return nil, &newsroom.Fault{Code: "no-file-no-desk", Exit: newsroom.ExitFailed, Args: map[string]any{"word": c.arg(0)}}
	}
	d, err := c.open()
	if err != nil {
		return nil, err
	}
	if c.on("glossary") {
		d.room.Glossary = func() (*glossary.Glossary, error) {
			return c.glossaryGiven(releases.Language(c.flag("from")), releases.Language(c.flag("to")))
		}
	}
	return d.room.Check(c.ctx, d.who(c), c.arg(0), c.language())
}

// findings yields what was found, one after the other: of a large file there may
// be many.
func (c *call) findings(checked []newsroom.Checked) iter.Seq[finding] {
	return func(yield func(finding) bool) {
		for _, text := range checked {
			for _, f := range text.Findings {
				row := c.findingRow(text.Release, text.Language, blockName(text, f.Block), f)
				row.File = text.File
				if !yield(row) {
					return
				}
			}
		}
	}
}

func (c *call) findingRow(release string, l workflow.Language, block string, f newsroom.Finding) finding {
	row := finding{
		Release: release, Language: string(l), Block: block, Code: f.Code, Severity: string(f.Severity),
		Message: plainWords(c.findingWords(f.Finding)), Source: f.Source, Target: f.Target,
	}
	if w := f.Waived; w != nil {
		row.Waived = &waiver{w.By, w.Reason}
	}
	return row
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
		c.out.Heading(c.languageName(text.Language) + prefixed("  ", c.fileName(text.File)))
		if len(text.Findings) == 0 {
			c.out.Paragraph(c.say.Say("check-result.clean", nil))
		}
		table := make([][]string, len(text.Findings))
		for i, f := range text.Findings {
			table[i] = []string{blockName(text, f.Block), c.severity(f), f.Code, c.findingSaid(f)}
		}
		if len(table) > 0 {
			c.out.Remarks(c.words("check-result.block", "check-result.severity", "check-result.code", "check-result.message"), table, 0, 2)
		}
	}
	if next := afterCheck(checked); next != "" {
		c.next(next)
	}
}

// afterCheck is the command that comes next: for who has a text in hand, to mend it
// or to check it in; "" after files that are no release.
func afterCheck(checked []newsroom.Checked) string {
	next := ""
	for _, text := range checked {
		of := text.Release + " " + string(text.Language)
		switch {
		case text.Release == "":
			return ""
		case text.Version == 0 && hasErrors(text):
			return "bayan edit " + of
		case text.Version == 0:
			next = "bayan checkin " + of
		case next == "":
			next = "bayan show " + text.Release
		}
	}
	return next
}

// hasErrors tells a text with an error that stands in the way of approval.
func hasErrors(text newsroom.Checked) bool {
	return slices.ContainsFunc(text.Findings, newsroom.Finding.Open)
}

// findingSaid is a finding's words and, where it was waived, by whom and why.
func (c *call) findingSaid(f newsroom.Finding) string {
	words := c.findingWords(f.Finding)
	if f.Waived == nil {
		return words
	}
	key := "check-result.waived"
	if f.Waived.Reason == "" {
		key = "check-result.waived-erased"
	}
	return words + " " + c.say.Say(key, c.sentence(map[string]any{"by": f.Waived.By, "why": f.Waived.Reason}))
}

// fileName is a file's name within a sentence; "" for none.
func (c *call) fileName(file string) string {
	if file == "" {
		return ""
	}
	return c.out.Code(file)
}

func (c *call) severity(f newsroom.Finding) string {
	if f.Waived != nil {
		return c.say.Say("severity.waived", nil)
	}
	word := c.say.Say("severity."+string(f.Severity), nil)
	switch f.Severity {
	case check.Error:
		return c.out.Style(terminal.Red, word)
	case check.Warning:
		return c.out.Style(terminal.Yellow, word)
	}
	return word
}
