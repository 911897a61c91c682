package check

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/glossary"
)

// A golden file testdata/CODE.txt holds cases, divided by empty lines:
//
//	case: a digit that moved
//	en: Some 3,750 volunteers stayed.
//	ar: بقي نحو ٣٬٥٧٠ متطوعاً.
//	find: numbers "3,750" "٣٬٥٧٠"
//
// The first language is the source's; a case with one language is a source
// alone. More pairs of lines are more groups. Each find is a code (with its
// variant), then the pieces of both sides; a case must find exactly those, and
// nothing where there is no find. "md" before the colon is Markdown, else the
// words stand as they are; \u202e and \n are escapes. keep, digits, months and
// quotes are settings; lost and added are placeholders that stray. Lines of glossary are a table of terms, its head first, and
// unknown are the words that the speller does not have.
type goldenCase struct {
	name  string
	line  int
	texts []goldenText
	set   Settings
	terms []string // lines of a glossary
	wrong speller
	stray Strays // of the first group
	want  []string
}

// speller does not have its words in any language.
type speller []string

func (s speller) Misspelt(_ releases.Language, words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !slices.Contains(s, w) })
}

type goldenText struct {
	language string
	words    string
	markdown bool
}

func readGolden(t testing.TB, file string) []goldenCase {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []goldenCase
	for i, line := range strings.Split(string(content), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("%s:%d: no key", file, i+1)
		}
		if key == "case" {
			cases = append(cases, goldenCase{name: value, line: i + 1})
			continue
		}
		c := &cases[len(cases)-1]
		switch key {
		case "find":
			c.want = append(c.want, value)
		case "lost":
			c.stray.Lost = strings.Fields(value)
		case "added":
			c.stray.Added = strings.Fields(value)
		case "keep":
			c.set.Keep = strings.Fields(value)
		case "digits":
			c.set.Digits = value
		case "months":
			c.set.Months = value
		case "quotes":
			c.set.Quotes = value
		case "glossary":
			c.terms = append(c.terms, value)
		case "unknown":
			c.wrong = strings.Fields(value)
		default:
			language, md := strings.CutSuffix(key, " md")
			words, err := strconv.Unquote(`"` + strings.ReplaceAll(value, `"`, `\"`) + `"`)
			if md {
				words, err = value, nil
			}
			if err != nil {
				t.Fatalf("%s:%d: %v", file, i+1, err)
			}
			c.texts = append(c.texts, goldenText{language, words, md})
		}
	}
	return cases
}

// block makes a paragraph; Told is what the parser says of its Markdown.
func (g goldenText) block(t testing.TB, id string) (releases.Block, []releases.Told) {
	b := releases.Block{ID: releases.BlockID(id), Kind: releases.Paragraph, Inline: []releases.Inline{{Kind: releases.Words, Text: g.words}}}
	if !g.markdown {
		return b, nil
	}
	text, told, err := releases.Parse("golden.md", []byte("# T\n\n"+g.words+"\n"))
	if err != nil {
		t.Fatalf("%q: %v", g.words, err)
	}
	b = text.Blocks[1]
	b.ID = releases.BlockID(id)
	return b, told
}

func (c goldenCase) job(t testing.TB) Job {
	j := Job{Settings: c.set, Language: releases.Language(c.texts[0].language)}
	if c.terms != nil {
		entries, err := glossary.ReadCSV("golden.csv", strings.NewReader(strings.Join(c.terms, "\n")), "", "")
		if err != nil {
			t.Fatal(err)
		}
		j.Glossary = glossary.New(entries)
	}
	if c.wrong != nil {
		j.Speller = c.wrong
	}
	j.Placeholders = map[int]Strays{0: c.stray}
	base := releases.Text{}
	for i, text := range c.texts {
		id := fmt.Sprintf("b%d", i)
		b, told := text.block(t, id)
		if text.language == c.texts[0].language && len(c.texts) > 1 && c.texts[1].language != text.language {
			base.Blocks = append(base.Blocks, b)
			j.Base, j.BaseLanguage = &base, releases.Language(text.language)
			j.Groups = append(j.Groups, releases.Group{Source: []releases.BlockID{b.ID}})
			continue
		}
		j.Language = releases.Language(text.language)
		j.Text.Blocks = append(j.Text.Blocks, b)
		j.Told = append(j.Told, told...)
		if n := len(j.Groups); j.Base != nil {
			j.Groups[n-1].Target = append(j.Groups[n-1].Target, b.ID)
		} else {
			j.Groups = append(j.Groups, releases.Group{Target: []releases.BlockID{b.ID}})
		}
	}
	return j
}

// found writes findings as golden files do.
func found(fs []Finding) []string {
	var all []string
	for _, f := range fs {
		line := strings.TrimPrefix(f.Key(), "check.")
		if f.Source != "" || f.Target != "" {
			line += fmt.Sprintf(" %q %q", f.Source, f.Target)
		}
		all = append(all, line)
	}
	return all
}

// matches compares a golden line, where pieces may be left out.
func matches(want, got string) bool {
	return want == got || !strings.Contains(want, " ") && strings.HasPrefix(got, want+" ")
}

func TestGolden(t *testing.T) {
	for _, code := range Codes() {
		if code == structureCode {
			continue // needs texts of several blocks: TestStructure
		}
		t.Run(code, func(t *testing.T) {
			silent, told := 0, 0
			for _, c := range readGolden(t, filepath.Join("testdata", code+".txt")) {
				got := found(Run(c.job(t)))
				if !slices.EqualFunc(c.want, got, matches) {
					t.Errorf("testdata/%s.txt:%d: %s\n got %s\nwant %s", code, c.line, c.name, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
				}
				if slices.ContainsFunc(c.want, func(w string) bool {
					return w == code || strings.HasPrefix(w, code+" ") || strings.HasPrefix(w, code+"-")
				}) {
					told++
				} else {
					silent++
				}
			}
			if silent < 2 || told < 1 {
				t.Errorf("%s has %d cases that tell and %d that do not, want 1 and 2 at least", code, told, silent)
			}
		})
	}
}
