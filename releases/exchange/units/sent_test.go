package units_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/trial"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

func sent(t testing.TB, j exchange.Job, back []units.Back) units.Set {
	t.Helper()
	s, err := units.Sent(j, back)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// house draws rules of a desk that cut otherwise than ours.
func house(t *rapid.T) segment.House {
	a := segment.Additions{
		NoBreak: rapid.SliceOfN(rapid.SampledFrom([]string{"free.", "m.", "go!", "Why?", "سمير.", "left."}), 0, 3).Draw(t, "no-break"),
		Break:   rapid.SliceOfN(rapid.SampledFrom([]string{",", "-", ":", "،", "&"}), 0, 2).Draw(t, "break"),
	}
	return segment.House{"en": a, "ar": a}
}

// byHand draws where somebody said that sentences end.
func byHand(t *rapid.T, text releases.Text) map[releases.BlockID]segment.Ends {
	out := map[releases.BlockID]segment.Ends{}
	for _, b := range text.Blocks {
		if rapid.Bool().Draw(t, "by hand") {
			continue
		}
		ends := segment.Ends{}
		for at := range len(b.Plain()) {
			if _, ok := segment.SplitAt(b.Inline, segment.Ends{at}); ok && rapid.Bool().Draw(t, "end") {
				ends = append(ends, at)
			}
		}
		out[b.ID] = ends
	}
	return out
}

// away are the units of a job as they leave. A sentence of no-break spaces alone
// cannot be found again, nor has anybody written one.
func away(t *rapid.T, tt testing.TB, j exchange.Job) units.Set {
	s := of(tt, j)
	if slices.ContainsFunc(s.Units, func(u units.Unit) bool { return u.Source.Blank() || u.HasTarget && u.Target.Blank() }) {
		t.Skip("a sentence of nothing")
	}
	return s
}

func otherwise(t *rapid.T, j exchange.Job) exchange.Job {
	j.House, j.BaseEnds = house(t), byHand(t, j.BaseText)
	if j.TargetText != nil {
		j.TargetEnds = byHand(t, *j.TargetText)
	}
	return j
}

// Given a file that left under one set of rules, when it comes home under
// another, then it is taken in: the text is the translator's, byte for byte.
func TestRulesMayChangeWhileWorkIsAway(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		base := trial.Random(rt)
		left := otherwise(rt, trial.Job(base, nil))
		back := echo(away(rt, t, left))
		text, groups, _, err := sent(t, otherwise(rt, trial.Job(base, nil)), back).Rebuild("back", back)
		if err != nil {
			rt.Fatalf("%v\n%s", err, base.Canonical())
		}
		if got, want := string(text.Canonical()), string(withoutSlug(base).Canonical()); got != want {
			rt.Fatalf("came home as\n%s\nand was\n%s", got, want)
		}
		if err := releases.CheckGroups(base, text, groups); err != nil {
			rt.Fatal(err)
		}
	})
}

// Given any job, when its file comes home unopened under other rules, then the
// translation is what it was.
func TestUnopenedFileChangesNothingUnderOtherRules(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		j := trial.RandomJob(rt)
		if j.TargetText == nil {
			rt.Skip("a first translation")
		}
		back := unopened(away(rt, t, otherwise(rt, j)))
		text, _, _, err := sent(t, otherwise(rt, j), back).Rebuild("back", back)
		if err != nil {
			rt.Fatal(err)
		}
		if got, want := string(text.Canonical()), string(j.TargetText.Canonical()); got != want {
			rt.Fatalf("came home as\n%s\nand was\n%s", got, want)
		}
	})
}

// A desk's rules and somebody's hand decide what a unit is; whose sentences do
// not fit those of the translation is one unit.
func TestUnitsByHouseAndHand(t *testing.T) {
	ids := func(j exchange.Job) string {
		var out []string
		for _, u := range of(t, j).Units {
			out = append(out, u.ID)
		}
		return strings.Join(out, " ")
	}
	const fields = "f-kicker f-organisation b1-1 "
	j := trial.Second()
	if got := ids(j); got != fields+"b2-1 b2-2 b2-3 b3-1 b3-2 b4-1 b5-1 b6-1 b7-1 b7-1-t1 b8-1 b8-2" {
		t.Fatalf("by our rules %s", got)
	}
	j.House = segment.House{"en": {Break: []string{","}}, "ar": {Break: []string{"،"}}}
	if got := ids(j); got != fields+"b2-1 b2-2 b2-3 b2-4 b3-1 b3-2 b3-3 b4-1 b5-1 b6-1 b7-1 b7-1-t1 b8-1 b8-2" {
		t.Errorf("by the desk's %s", got)
	}
	delete(j.House, "ar")
	if got := ids(j); got != fields+"b2 b3 b4-1 b5-1 b6-1 b7-1 b7-1-t1 b8-1 b8-2" {
		t.Errorf("by the desk's for one language %s", got)
	}
	j.House = nil
	j.BaseEnds = map[releases.BlockID]segment.Ends{"b2": {}, "b8": {13}}
	if got := ids(j); got != fields+"b2 b3-1 b3-2 b4-1 b5-1 b6-1 b7-1 b7-1-t1 b8-1 b8-2" {
		t.Errorf("by hand %s", got)
	}
	j.TargetEnds = map[releases.BlockID]segment.Ends{"b2": {}}
	if got := ids(j); got != fields+"b2-1 b3-1 b3-2 b4-1 b5-1 b6-1 b7-1 b7-1-t1 b8-1 b8-2" {
		t.Errorf("by hand, in both texts %s", got)
	}
}

// A source that somebody changed is told as that, also under other rules.
func TestOtherRulesHideNoFault(t *testing.T) {
	j := trial.Second()
	back := unopened(of(t, j))
	words := segment.Coded{Parts: []segment.Part{{Text: "It costs 5."}}}
	for i := range back {
		if back[i].ID == "b2-2" {
			back[i].Source = &words
		}
	}
	if _, _, _, err := sent(t, j, back).Rebuild("back", back); strings.Join(codesOf(err), ", ") != "source-changed b2-2" {
		t.Errorf("told: %v", err)
	}
	back = unopened(of(t, j))[1:]
	if _, _, _, err := sent(t, j, back).Rebuild("back", back); strings.Join(codesOf(err), ", ") != "unit-missing f-kicker" {
		t.Errorf("told: %v", err)
	}
}
