// Package check looks for faults in a release's text: in the groups of a
// translation and its source, and, for a source, in the text alone.
//
// A check is an entry of the table in rules.go and a function over a Pair: one
// group whose two sides were read into words, figures, addresses and marks
// once, for all checks. Digits, diacritics, letter forms and invisible
// direction marks never make two equal things differ.
//
// Run is pure and deterministic: it depends on its Job alone, never fails and
// never panics, whatever the texts hold. A finding carries a code, the blocks
// and the exact pieces that it is about, never a phrase. An error finding
// stands for a fault that a reader could point at; where a check cannot know,
// it is silent.
package check

import (
	"cmp"
	"slices"

	"bayan/releases"
	"bayan/releases/glossary"
)

// Severity says what a finding does: an error blocks approval until it is
// waived by name, a warning wants a look, info only tells.
type Severity string

const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
	// Off switches a check off; no finding has it.
	Off Severity = "off"
)

// outweighs tells that a finding of one severity is as grave as of another, or
// graver: nothing is lost where it alone is told.
func (s Severity) outweighs(o Severity) bool {
	grave := []Severity{Off, Info, Warning, Error}
	return slices.Index(grave, s) >= slices.Index(grave, o)
}

// Finding is what a check found in a group. There is at most one for each code
// and group, so a waiver of code and group key covers exactly what was seen.
type Finding struct {
	Code     string
	Severity Severity
	// Variant names the finding's own sentence where a code has several:
	// "missing" of "numbers" is check.numbers-missing.
	Variant string
	Group   int // index into Job.Groups; NoGroup for a block that stands in none
	// Block is the target's block, or the source's for an omission.
	Block          releases.BlockID
	Args           map[string]any
	Source, Target string // the exact pieces, "" where a side has none
}

// NoGroup is the Group of a finding on a block that no group holds, and of all
// findings where a job has no groups.
const NoGroup = -1

// Key is the finding's key in the catalogues.
func (f Finding) Key() string {
	if f.Variant == "" {
		return "check." + f.Code
	}
	return "check." + f.Code + "-" + f.Variant
}

// Job is a text to be checked. Without a base the text is a source, and only
// the checks of a single text run.
type Job struct {
	BaseLanguage releases.Language
	Base         *releases.Text
	Language     releases.Language
	Text         releases.Text
	Groups       []releases.Group
	Forms        map[int]bool   // indices of groups whose source has several translations by right: plural forms
	Placeholders map[int]Strays // by index of a group, where a program puts other values into the target than into the source
	Settings     Settings
	Glossary     *glossary.Glossary // the desk's words; nil for none
	Speller      Speller            // nil where nobody knows what is misspelt
	Told         []releases.Told    // by the parser, of Text
}

// Strays are the placeholders, as they are written, that a target lacks, and those that
// it alone has.
type Strays struct{ Lost, Added []string }

// Speller knows the words of languages.
type Speller interface {
	// Misspelt returns those of the words that the language does not have, in their
	// order; none where nothing is known of the language. A run asks once at most.
	// The words are of letters and apostrophes alone.
	Misspelt(l releases.Language, words []string) []string
}

// Settings are the desk's house style, as far as checks ask for it.
type Settings struct {
	Severity map[string]Severity // by code; Off switches a check off
	Keep     []string            // words that stay as they are in every language
	Digits   string              // of Arabic texts: "latn", "arab"; "" asks for one system only
	Months   string              // of Arabic texts: "levantine", "egyptian", "maghrebi"; "" asks for one style only
	Quotes   string              // of Arabic texts: "guillemets", "curly"; "" takes either
}

// Run returns what there is to say about a text, ordered by group and code.
func Run(j Job) []Finding {
	r := newRun(&j)
	r.structure()
	for r.next() {
		crowded := len(r.pair.s.tokens)+len(r.pair.t.tokens) > crowd
		for i := range rules {
			if rule := &rules[i]; r.severity[i] != Off && (rule.alone || r.pair.translated) && !(rule.pairwise && crowded) {
				r.code, r.as = rule.code, r.severity[i]
				if rule.find(r); len(r.pair.t.tokens) == 0 || r.untranslated {
					break // nothing more can be said of what is not there
				}
			}
		}
	}
	r.finish()
	slices.SortStableFunc(r.findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Code, b.Code))
	})
	return r.findings
}

// Codes are the codes of all checks, in the order of the table.
func Codes() []string {
	codes := []string{structureCode}
	for _, rule := range rules {
		codes = append(codes, rule.code)
	}
	return codes
}

// Keys are the catalogues' keys of all findings that there can be.
func Keys() []string {
	var keys []string
	add := func(code string, variants []string) {
		if len(variants) == 0 {
			variants = []string{""}
		}
		for _, v := range variants {
			keys = append(keys, Finding{Code: code, Variant: v}.Key())
		}
	}
	add(structureCode, structureVariants)
	for _, rule := range rules {
		add(rule.code, rule.variants)
	}
	return keys
}
