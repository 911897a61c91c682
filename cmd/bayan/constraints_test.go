package main

import (
	flags "flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bayan/locales"
	"bayan/releases/exchange/xliff"
)

var update = flags.Bool("update", false, "write golden files, and docs/xliff-constraints.md, anew")

func TestConstraintsHaveSentences(t *testing.T) {
	s := said{}
	for _, c := range xliff.Constraints {
		s.add("breach."+c.Name, append([]string{"element", "subject"}, wordNames[:len(c.Words)]...)...)
	}
	s.check(t)
}

// The table of constraints in docs is that of the program.
func TestConstraintsAreDocumented(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "xliff-constraints.md")
	want := constraintsPage()
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not the table of constraints; go test ./cmd/bayan -run Documented -update writes it", path)
	}
}

func constraintsPage() string {
	var out strings.Builder
	out.WriteString(`# What a file of XLIFF is held to

` + "`bayan check FILE.xlf`" + ` names what a file breaks of its specification: the file, the
line, the constraint and the element, and ends with code 1. It knows XLIFF 2.0 and
2.1, with the modules of 2.1 and the change tracking of 2.0, and XLIFF 1.2 as its
transitional schema has it. Sections are those of XLIFF 2.1. Most names are those of the
committee's test cases; those that begin with V12 are of XLIFF 1.2, from the keys of
its schema, but for languages and the ids of codes.

MissingOtherEndOnPc is asked for by the committee's Schematron, and by the text
nowhere in as many words. Not told: what extensions hold; whether the styles of a file
make a good page.

| constraint | section | said of it |
| --- | --- | --- |
`)
	say := locales.Open("en")
	for _, c := range xliff.Constraints {
		args := locales.Args{"element": "ELEMENT", "subject": "SUBJECT"}
		for i, word := range c.Words {
			args[wordNames[i]] = "`" + word + "`"
		}
		section := c.Section
		if section == "" {
			section = "ours"
		}
		fmt.Fprintf(&out, "| %s | %s | %s |\n", c.Name, section, strings.ReplaceAll(say.Say("breach."+c.Name, args), "|", "\\|"))
	}
	return strings.NewReplacer("\u2068", "", "\u2069", "").Replace(out.String())
}
