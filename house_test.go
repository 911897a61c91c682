// Package bayan_test holds the plan of the house against the code.
package bayan_test

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// room is a package of the house: whom of the house it may import and, for the
// pure ones, what of the standard library it may not.
type room struct {
	imports []string // packages, or folders with "/..."
	pure    bool
	why     string
}

// house is the table of who may import whom. A package that is not named has
// the rule of the nearest folder that is.
var house = map[string]room{
	"pattern":  {nil, true, "a regular expression that is compiled when it is first used"},
	"releases": {nil, true, "the writing knows no roles, no store, no clock"},
	"releases/format": {[]string{"releases", "releases/format/..."}, true,
		"an output is a function of an Edition"},
	"releases/exchange": {[]string{"releases", "releases/segment", "releases/exchange/..."}, true,
		"an exchange is a function of a Job"},
	"releases/exchange/word": {[]string{"releases", "releases/exchange/...", "releases/format/docx", "releases/intake"}, true,
		"what leaves as a Word file is written and read by those who know such files"},
	"releases/intake": {[]string{"releases"}, true, "reading is a function of bytes"},
	"releases/check":  {[]string{"releases", "releases/glossary"}, true, "a finding is a function of a text, its source and the desk's words"},
	"releases/check/hunspell": {[]string{"releases", "releases/check"}, false,
		"spelling is what a program of this machine says of it"},
	"releases/fold":    {nil, true, "what a search takes for equal"},
	"releases/segment": {[]string{"releases"}, true, "sentences of a block, and its marks as codes"},
	"releases/memory": {[]string{"releases", "releases/fold", "releases/memory/..."}, true,
		"what was translated before, and how near it comes"},
	"releases/memory/sqlite": {[]string{"releases", "releases/memory"}, false,
		"the memory's own file, which is made again from what was approved"},
	"releases/glossary": {[]string{"releases", "releases/memory", "releases/memory/plainxml", "releases/glossary"}, true,
		"the words that a desk has agreed on"},
	"workflow": {nil, true, "the process knows ids, keys and revisions, and nothing of Markdown"},
	"workflow/newsroom": {[]string{"workflow", "releases", "releases/check", "releases/intake", "releases/exchange/...", "releases/fold", "releases/memory", "releases/glossary", "releases/segment"}, true,
		"the use cases join the two cores; store, files and formats are given to them"},
	"workflow/store": {[]string{"workflow", "workflow/newsroom", "workflow/store/..."}, false,
		"a store serves the newsroom and does not know the writing"},
	"workflow/folder": {[]string{"workflow", "workflow/newsroom"}, false,
		"the working files serve the newsroom"},
	"locales":          {[]string{"locales/bidi", "locales/internal/..."}, true, "sentences, numbers and dates of a language"},
	"locales/bidi":     {nil, true, "direction, for all that shows text"},
	"locales/terminal": {[]string{"locales/bidi"}, false, "writes to a terminal that is given"},
	"releases/format/pdf": {[]string{"releases", "releases/format/...", "locales/bidi"}, true,
		"paper has no engine that puts letters in order: the format does"},
	"releases/format/docx": {[]string{"releases", "releases/format/...", "locales/bidi"}, true,
		"a word processor wants to be told which runs are right to left"},
	"releases/format/internal/golden": {nil, false, "reads the golden files of the formats' tests"},
	"releases/format/internal/judges": {nil, false, "asks other programs about the pages of the formats' tests"},
	"internal/smalldisk":              {nil, false, "a file system with little room, for tests"},
	"cmd/bayan":                       {[]string{"..."}, false, "wires everything; nothing imports it"},
}

// everybody may import these.
var everybody = []string{"pattern"}

// impure are the packages that a pure room may not import: what it says would
// depend on more than what it is given.
var impure = []string{"os", "net", "net/http", "database/sql", "math/rand", "math/rand/v2", "os/exec", "syscall", "crypto/rand"}

// allowedImpure are the exceptions, with the reason.
var allowedImpure = map[string]string{}

type listed struct {
	ImportPath string
	Imports    []string
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "bayan/")
		rule, known := ruleOf(name)
		if !known {
			t.Errorf("%s stands in no room of the house: name it in the table, with the reason", name)
			continue
		}
		for _, imported := range p.Imports {
			own, inHouse := strings.CutPrefix(imported, "bayan/")
			switch {
			case inHouse && own != name && !rule.mayImport(name, own):
				t.Errorf("%s imports %s, but %s", name, own, rule.why)
			case !inHouse && rule.pure && slices.Contains(impure, imported) && allowedImpure[name+" "+imported] == "":
				t.Errorf("%s is pure (%s) and imports %s", name, rule.why, imported)
			}
		}
	}
}

func TestEditionsAreMadeInTheNewsroomAlone(t *testing.T) {
	out, err := exec.Command("git", "grep", "-nE", `releases\.Edition\{[^}]`, "--", "*.go", ":!*_test.go", ":!releases/format/internal").Output()
	if err != nil && len(out) > 0 {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(strings.TrimSpace(string(out)), "\n") {
		if line != "" && !strings.HasPrefix(line, "workflow/newsroom/") {
			t.Errorf("an Edition is made outside the newsroom, where nobody asked whether it was signed: %s", line)
		}
	}
}

func ruleOf(name string) (room, bool) {
	for at := name; ; {
		if rule, ok := house[at]; ok {
			return rule, true
		}
		i := strings.LastIndexByte(at, '/')
		if i < 0 {
			return room{}, false
		}
		at = at[:i]
	}
}

func (r room) mayImport(from, to string) bool {
	for _, allowed := range append(everybody, r.imports...) {
		dir, deep := strings.CutSuffix(allowed, "...")
		if deep && strings.HasPrefix(to+"/", dir) || allowed == to {
			return true
		}
	}
	return false
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		if p.ImportPath != "bayan" && !strings.HasPrefix(p.ImportPath, "bayan/locales/internal/gen") {
			all = append(all, p)
		}
	}
}
