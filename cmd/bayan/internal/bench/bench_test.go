package main

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
)

// The quick form measures everything there is to measure; how fast it was is
// not looked at.
func TestEveryFigureIsPrinted(t *testing.T) {
	dir := t.TempDir()
	bayan := dir + "/bayan"
	if _, err := (program{argv: []string{"go", "build", "-o", bayan, "bayan/cmd/bayan"}}).output(t.Context()); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run(t.Context(), &out, bayan, dir, quick); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	head, rest, _ := strings.Cut(out.String(), "\n")
	if !strings.Contains(head, "load average") {
		t.Errorf("the first line does not tell the load: %q", head)
	}
	figure := regexp.MustCompile(`\S(?: (?:ms|MB|x))?   limit \d+\.\d+(?: (?:ms|MB|x))? +(ok|SHORT)$|NOT RUN: .* get it with: `)
	figures := strings.Split(strings.TrimSpace(rest), "\n")
	for _, line := range figures {
		if !figure.MatchString(line) {
			t.Errorf("no figure, limit and verdict: %q", line)
		}
	}
	for _, what := range []string{
		"pending, 330 releases / bare", "pending, 330 releases / git status", "pending, 330 releases / the same of 310",
		"show, 330 releases / bare", "show, 330 releases / git status", "show, 330 releases / the same of 310",
		"version / bare urfave/cli", "append of one event / bare", "append of one event and its queue rows / bare",
		"verify, 330 releases / bare", "bidi, 1 MB / fribidi",
		"check-in of a source, 3 languages, 60 blocks", "check-in of a source, 3 languages, 240 blocks / 60",
		"check-in of a stale translation, 3 languages, 60 blocks", "check-in of a stale translation, 3 languages, 240 blocks / 60",
		"bidi, allocations for a line",
		"checks, 300 segments: faster than pofilter", "checks, 2,000 segments: peak memory",
		"checks, 2,000 segments: faults not found", "checks, 2,000 segments: false errors",
		"writing XLIFF, 2,000 units: faster than po2xliff", "writing XLIFF, 2,000 units: peak memory",
		"reading XLIFF, 2,000 units: faster than xliff2po", "reading XLIFF, 2,000 units: peak memory",
		"PDF of two pages, two languages: faster than Chromium", "PDF of two pages, two languages: size",
		"export --format pdf of it, three files: peak memory", "DOCX of two pages",
		"look-up of a reworded sentence in 2,000 units", "concordance of a phrase in 2,000 units", "pending, beside a memory of 2,000 units / without one",
		"update of 1,000 segments, 1 of 10 changed / of 500", "update of 2,000 segments, 1 of 10 changed / of 1,000",
		"update of 2,000 segments, 1 of 10 changed: faster than msgmerge",
	} {
		if n := strings.Count("\n"+rest, "\n"+what); n != 1 {
			t.Errorf("%q stands there %d times", what, n)
		}
	}
	for _, line := range figures { // what no load of the machine excuses
		for _, what := range []string{"faults not found", "false errors", "allocations", ": size", "peak memory"} {
			if strings.Contains(line, what) && strings.HasSuffix(line, "SHORT") {
				t.Error(line)
			}
		}
	}
}

// Segments are whole sentences, some of them edited and some harmed; and there is
// a segment for every way to harm one.
func TestSegmentsAreHarmedInEveryWay(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	done, harmed, edits := map[string]bool{}, 0, 0
	for _, s := range segments(5000) {
		if strings.ContainsAny(s.english+s.arabic, "{}") {
			t.Errorf("not filled in: %q %q", s.english, s.arabic)
		}
		if s.fault != "" {
			harmed++
			if s.lost == s.arabic {
				t.Errorf("%s does nothing to %q", s.fault, s.arabic)
			}
		}
		if s.edited != "" {
			edits++
		}
		for _, f := range faults {
			lost := f.harm(r, s)
			done[f.name] = done[f.name] || lost != s.arabic && (lost != "" || f.name == "missing")
		}
	}
	for _, f := range faults {
		if !done[f.name] {
			t.Errorf("no segment is harmed by %q", f.name)
		}
	}
	if harmed < 30 || harmed > 70 || edits < 400 || edits > 600 {
		t.Errorf("of 5,000 segments %d are harmed and %d edited, want about 50 and 500", harmed, edits)
	}
}

// A past is what the newsroom would have left: its history verifies, its queue
// is the one that the history gives, and each member has the work that is theirs.
func TestPastIsADeskAtWork(t *testing.T) {
	const n = 330
	root, err := pastDesk(t.Context(), t.TempDir(), n)
	if err != nil {
		t.Fatal(err)
	}
	store, err := sqlite.Open(t.Context(), storeOf(root), sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	room := newOffice(store, 0, firstDay.AddDate(1, 0, 0)).room
	if v, err := room.VerifyDesk(t.Context()); err != nil || len(v.Flaws) > 0 || v.Records < n {
		t.Errorf("%d records, flaws %v, %v", v.Records, v.Flaws, err)
	}
	if out, err := room.List(t.Context(), newsroom.ListQuery{Stage: workflow.Published, Limit: n}); err != nil || len(out) != n-openAmong(n) {
		t.Errorf("%d releases are published, %v; want %d", len(out), err, n-openAmong(n))
	}
	if rows, differing, lost, err := room.Rebuild(t.Context(), true); err != nil || rows != n || differing > 0 || len(lost) > 0 {
		t.Errorf("%d of %d rows differ from their history, %v", differing, rows, err)
	}
	each := openAmong(n) / 5
	for member, want := range map[workflow.MemberID]map[workflow.Action]int{
		writer:     {},
		translator: {workflow.ActApprove: each, workflow.ActCheckout: each, workflow.ActCheckin: each},
		reviewer:   {workflow.ActApprove: 2 * each},
		publisher:  {workflow.ActSign: each},
	} {
		waiting, _, err := room.Pending(t.Context(), newsroom.PendingQuery{Member: member})
		if err != nil {
			t.Fatal(err)
		}
		got := map[workflow.Action]int{}
		for _, w := range waiting {
			got[w.Task.Action]++
		}
		for _, a := range []workflow.Action{workflow.ActApprove, workflow.ActCheckout, workflow.ActCheckin, workflow.ActSign, workflow.ActPublish} {
			if got[a] != want[a] {
				t.Errorf("%d tasks of %s wait for %s, want %d", got[a], a, member, want[a])
			}
		}
	}
}
