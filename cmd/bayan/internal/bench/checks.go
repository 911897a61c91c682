package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
)

// checks measures the checks of a catalogue and its translation beside the
// program that does the same, and what they find of the faults that the
// catalogue was given.
func (b *bench) checks(ctx context.Context) error {
	c := corpusOf(b.cache, b.size.segments)
	harmed, faults, err := c.harmed()
	if err != nil {
		return err
	}
	sound, err := c.clean()
	if err != nil {
		return err
	}
	if err := b.checksBesidePofilter(ctx); err != nil {
		return err
	}
	what := grouped(c.n) + " segments: "
	own := b.check(harmed)
	if err := b.peak(ctx, "checks, "+what+"peak memory", own, 150); err != nil {
		return err
	}
	found, err := findings(ctx, own, harmed)
	if err != nil {
		return err
	}
	clean, err := findings(ctx, b.check(sound), sound)
	if err != nil {
		return err
	}
	missed := 0
	for id, s := range faults {
		if !slices.ContainsFunc(found[id], func(t told) bool { return !slices.Contains(clean[id], t) }) {
			missed++
			progress("%s is not found: %s", s.fault, s.lost)
		}
	}
	b.count("checks, "+what+"faults not found", "of "+grouped(len(faults)), float64(missed), 0)
	errors := 0
	for id, all := range clean {
		for _, f := range all {
			if f.Severity == "error" {
				errors++
				progress("false error: %s of %s", f.Code, id)
			}
		}
	}
	b.count("checks, "+what+"false errors in 1,000 clean segments", fmt.Sprintf("%d in %s", errors, grouped(c.n)), 1000*float64(errors)/float64(c.n), 1)
	return nil
}

// checksBesidePofilter compares on fewer segments, unless all are asked for:
// both take twice as long for twice as many, and the peer takes minutes.
func (b *bench) checksBesidePofilter(ctx context.Context) error {
	c := corpusOf(b.cache, b.size.shared)
	harmed, _, err := c.harmed()
	if err != nil {
		return err
	}
	what := "checks, " + grouped(c.n) + " segments: faster than pofilter --language=ar"
	pofilter, err := exec.LookPath("pofilter")
	if err != nil {
		b.notRun(what, "pofilter is not here; get it with: apt-get install translate-toolkit")
		return nil
	}
	peer := program{argv: []string{pofilter, "--progress=none", "--language=ar", harmed}}
	took, err := interleaved(b.size.slow, b.check(harmed).processor(ctx), peer.processor(ctx))
	if err != nil {
		return err
	}
	b.faster(what, took[0].fastest(), took[1].fastest(), 30)
	return nil
}

func (b *bench) check(file string) program {
	return program{argv: []string{b.program, "check", file, "--json"}, refuses: true}
}

// told is a finding as bayan tells it to programs.
type told struct{ Code, Severity string }

// findings runs a check and returns what it found of each message, by its source.
func findings(ctx context.Context, check program, file string) (map[string][]told, error) {
	f, err := readPO(file)
	if err != nil {
		return nil, err
	}
	id := map[string]string{}
	for _, e := range f.Entries {
		id[fmt.Sprint(e.Line)] = e.ID
	}
	out, err := check.output(ctx)
	if err != nil {
		return nil, err
	}
	var all []struct {
		told
		Block string
	}
	if err := json.Unmarshal(out, &all); err != nil {
		return nil, err
	}
	found := map[string][]told{}
	for _, t := range all {
		source, ok := id[t.Block]
		if !ok {
			return nil, fmt.Errorf("%s: a finding in line %s, where no message is", file, t.Block)
		}
		found[source] = append(found[source], t.told)
	}
	return found, nil
}
