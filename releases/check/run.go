package check

import (
	"sort"
	"strings"

	"bayan/releases"
)

// run is one Run on its way through the groups. It reads into the same memory
// for every group, so its cost is that of the longest one.
type run struct {
	job      *Job
	severity []Severity // by index of rules
	banned   Severity   // of forbidden words
	findings []Finding

	base, target map[releases.BlockID]*releases.Block
	loose        []releases.Group // the target's blocks that stand in no group
	at           int
	pair         Pair
	keep         map[string]bool

	untranslated bool // the pair's target is its source
	marksTold    bool // markdown has spoken of the pair
	unclosed     map[releases.BlockID][]releases.Told

	code string   // of the rule that is running
	as   Severity // its severity

	whole whole

	latin, arabic []sounded // scratch
}

func newRun(j *Job) *run {
	r := &run{job: j, at: -1, target: index(&j.Text), keep: map[string]bool{}, severity: make([]Severity, len(rules))}
	if j.Base != nil {
		r.base = index(j.Base)
		r.pair.s.start(j.BaseLanguage)
	}
	r.pair.t.start(j.Language)
	for i, rule := range rules {
		r.severity[i] = j.Settings.of(rule.code, rule.severity)
		if rule.code == "forbidden" {
			r.banned = r.severity[i]
		}
	}
	for _, word := range j.Settings.Keep {
		for _, part := range strings.Fields(word) {
			r.keep[part] = true
		}
	}
	r.whole.translations, r.whole.heard = map[string]string{}, map[string]*heard{}
	r.placeTold()
	return r
}

// placeTold finds the blocks of the marks that the parser could not close.
func (r *run) placeTold() {
	r.unclosed = map[releases.BlockID][]releases.Told{}
	blocks := r.job.Text.Blocks
	for _, told := range r.job.Told {
		if told.Code != "mark-not-closed" {
			continue
		}
		after := sort.Search(len(blocks), func(i int) bool { return blocks[i].Line > told.Line })
		if after > 0 {
			b := &blocks[after-1]
			r.unclosed[b.ID] = append(r.unclosed[b.ID], told)
		}
	}
}

// of is the severity that the desk gives a code, else the usual one.
func (s Settings) of(code string, usual Severity) Severity {
	switch own := s.Severity[code]; own {
	case Error, Warning, Info, Off:
		return own
	}
	return usual
}

// index makes blocks of the fields too, under their own names.
func index(t *releases.Text) map[releases.BlockID]*releases.Block {
	blocks := make(map[releases.BlockID]*releases.Block, len(t.Blocks)+len(t.Fields))
	for i := range t.Blocks {
		blocks[t.Blocks[i].ID] = &t.Blocks[i]
	}
	for _, f := range t.Fields {
		blocks[releases.BlockID(f.Name)] = &releases.Block{
			ID: releases.BlockID(f.Name), Kind: releases.FieldKind, Line: f.Line,
			Inline: []releases.Inline{{Kind: releases.Words, Text: f.Value}},
		}
	}
	return blocks
}

// next reads the next group that has a target.
func (r *run) next() bool {
	for r.at++; r.at < len(r.job.Groups)+len(r.loose); r.at++ {
		if r.read() {
			return true
		}
	}
	return false
}

// group is the one that is being read, and its index for findings.
func (r *run) group() (releases.Group, int) {
	if n := len(r.job.Groups); r.at >= n {
		return r.loose[r.at-n], NoGroup
	}
	return r.job.Groups[r.at], r.at
}

func (r *run) read() bool {
	g, _ := r.group()
	p := &r.pair
	r.untranslated, r.marksTold = false, false
	p.verdict.read = false
	if !p.t.read(r.target, g.Target) {
		return false
	}
	p.translated = r.base != nil && p.s.read(r.base, g.Source)
	return true
}

// tell adds a finding of the rule that is running, on the group that is being read.
func (r *run) tell(variant string, args map[string]any, source, target string) {
	g, index := r.group()
	r.add(Finding{Code: r.code, Severity: r.as, Variant: variant, Group: index, Block: g.Target[0], Args: args, Source: source, Target: target})
}

func (r *run) add(f Finding) {
	if f.Args == nil {
		f.Args = map[string]any{}
	}
	r.findings = append(r.findings, f)
}
