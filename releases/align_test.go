package releases

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sketch makes a text of the kinds given by letters, "h p p q", each block with
// words of its own. Fields stand by their names.
func sketch(t testing.TB, kinds, language string) Text {
	t.Helper()
	var front, body strings.Builder
	for i, k := range strings.Fields(kinds) {
		marker := map[string]string{"h": "# ", "p": "", "q": "> ", "s": "## ", "l": "- "}
		if m, ok := marker[k]; ok {
			body.WriteString(m + language + " block " + strings.Repeat("x", i+1) + "\n\n")
		} else {
			front.WriteString(k + " = \"" + language + " " + k + "\"\n")
		}
	}
	src := body.String()
	if front.Len() > 0 {
		src = "+++\n" + front.String() + "+++\n\n" + src
	}
	text, _ := Identify(mustParse(t, src), Text{}, nil, 0)
	return text
}

// shownGroups lists groups by present names; an open one has a question mark,
// one with a reason an exclamation mark.
func shownGroups(base, target Text, groups []Group) string {
	s, t := base.Names(), target.Names()
	open := OpenGroups(groups)
	var out []string
	for _, g := range groups {
		one := joinNames(s, g.Source) + "=" + joinNames(t, g.Target)
		if slices.ContainsFunc(open, func(o Group) bool { return o.key() == g.key() }) {
			one += "?"
		}
		if g.Reason != "" {
			one += "!"
		}
		out = append(out, one)
	}
	return strings.Join(out, " ")
}

func TestAlignAFirstTranslation(t *testing.T) {
	for _, c := range []struct{ name, base, target, want string }{
		{"the same kinds", "h p q s l l p", "h p q s l l p", "h1=h1 p1=p1 q1=q1 s1=s1 l1=l1 l2=l2 p2=p2"},
		{"fields by name, the slug alone", "kicker slug h p", "slug summary h p", "kicker=- slug=- -=slug -=summary h1=h1 p1=p1"},
		{"a paragraph more: nothing is guessed", "h p p", "h p p p", "h1=h1 p1=-? p2=-? -=p1? -=p2? -=p3?"},
		{"a paragraph less", "h p p p", "h p p", "h1=h1 p1=-? p2=-? p3=-? -=p1? -=p2?"},
		{"subheadings divide what is unequal from what is not", "h p p s p p", "h p s p p", "h1=h1 p1=-? p2=-? -=p1? s1=s1 p3=p2 p4=p3"},
		{"a quotation divides", "h p q p p", "h p q p", "h1=h1 p1=p1 q1=q1 p2=-? p3=-? -=p2?"},
		{"lists of unequal length", "h p l l p", "h p l l l p", "h1=h1 p1=p1 l1=-? l2=-? -=l1? -=l2? -=l3? p2=p2"},
		{"a quotation became a paragraph", "h p q", "h p p", "h1=h1 p1=-? q1=-? -=p1? -=p2?"},
		{"only a headline", "h p p", "h", "h1=h1 p1=-? p2=-?"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base, target := sketch(t, c.base, "en"), sketch(t, c.target, "ar")
			groups := Align(base, target, nil, Text{})
			if err := CheckGroups(base, target, groups); err != nil {
				t.Error(err)
			}
			if got := shownGroups(base, target, groups); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRegroup(t *testing.T) {
	for _, c := range []struct{ name, base, target, spec, want string }{
		{"one merge settles the rest", "h p p p p p", "h p p p p", "p3+p4=p3", "h1=h1 p1=p1 p2=p2 p3+p4=p3 p5=p4"},
		{"a split", "h p p", "h p p p", "p1=p1+p2", "h1=h1 p1=p1+p2 p2=p3"},
		{"an omission", "h p p p", "h p p", "p2=-", "h1=h1 p1=p1 p2=-? p3=p2"},
		{"an addition", "h p p", "h p p p", "-=p2", "h1=h1 p1=p1 -=p2? p2=p3"},
		{"several at once", "h p p p p", "h p p p", "p1+p2=p1 p4=- -=p3", "h1=h1 p1+p2=p1 p3=p2 p4=-? -=p3?"},
		{"two exchanged", "h p p p", "h p p p", "p1=p2 p2=p1", "h1=h1 p2=p1 p1=p2 p3=p3"},
		{"taken out of a merge", "h p p", "h p p", "p1+p2=p1", "h1=h1 p1+p2=p1 -=p2?"},
		{"an adaptation", "kicker h p q", "kicker h p p s", "all=all", "kicker=kicker h1=h1 p1+q1=p1+p2+s1"},
		{"a quotation told as a paragraph", "h p q", "h p p", "q1=p2", "h1=h1 p1=p1 q1=p2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base, target := sketch(t, c.base, "en"), sketch(t, c.target, "ar")
			groups, err := Regroup(base, target, Align(base, target, nil, Text{}), strings.Fields(c.spec))
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckGroups(base, target, groups); err != nil {
				t.Error(err)
			}
			if got := shownGroups(base, target, groups); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestRegroupRefuses(t *testing.T) {
	base, target := sketch(t, "kicker slug h p p", "en"), sketch(t, "slug h p p", "ar")
	groups := Align(base, target, nil, Text{})
	seen := map[string]bool{}
	for spec, code := range map[string]string{
		"p1": "spec-not-read", "p1=p1=p1": "spec-not-read", "p1+=p1": "spec-not-read", "": "spec-not-read", "=p1": "spec-not-read",
		"-=-": "spec-empty", "p9=p1": "block-unknown", "p1=b2": "block-unknown",
		"p1+p1=p1": "block-twice", "p1=p1 p1=p2": "block-twice", "p1=p1 all=all": "all-not-alone",
		"slug=slug": "slug-aligned", "kicker=p1": "field-in-group",
	} {
		specs := strings.Fields(spec)
		if spec == "" {
			specs = []string{""}
		}
		_, err := Regroup(base, target, groups, specs)
		var fault *AlignError
		if !errors.As(err, &fault) || fault.Code != code {
			t.Errorf("%q: got %v, want %s", spec, err, code)
			continue
		}
		seen[code] = true
		if want := AlignFaults[code]; !slices.Equal(slices.Sorted(maps.Keys(fault.Args)), want) {
			t.Errorf("%s has the arguments %v, listed are %v", code, fault.Args, want)
		}
	}
	for code, bad := range map[string][]Group{
		"group-empty":   append(slices.Clone(groups), Group{}),
		"block-missing": groups[1:],
		"block-twice":   append(slices.Clone(groups), groups[0]),
		"block-unknown": append(slices.Clone(groups), Group{Source: []BlockID{"b99"}}),
		"slug-aligned":  {{Source: []BlockID{"slug"}, Target: []BlockID{"slug"}}},
	} {
		var fault *AlignError
		if err := CheckGroups(base, target, bad); !errors.As(err, &fault) || fault.Code != code {
			t.Errorf("got %v, want %s", err, code)
		}
		seen[code] = true
	}
	for code := range AlignFaults {
		if !seen[code] {
			t.Errorf("no case gives %q", code)
		}
	}
}

// given: a translation aligned with a merge and a reasoned addition;
// when: the source changes; then: groups stay as far as their blocks do.
func TestAlignFollowsPriorGroups(t *testing.T) {
	base, target := sketch(t, "h p p p p", "en"), sketch(t, "h p p p p", "ar")
	groups, err := Regroup(base, target, Align(base, target, nil, Text{}), []string{"p2+p3=p2", "-=p3"})
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range groups {
		if len(g.Source) == 0 {
			groups[i].Reason = "Arabic readers need the background"
		}
	}
	if got, want := shownGroups(base, target, groups), "h1=h1 p1=p1 p2+p3=p2 -=p3! p4=p4"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	without := func(t Text, at ...int) Text {
		var out []Block
		for i, b := range t.Blocks {
			if !slices.Contains(at, i) {
				out = append(out, b)
			}
		}
		t.Blocks = out
		return t
	}
	with := func(t Text, at int, words string) Text {
		blocks := slices.Insert(slices.Clone(t.Blocks), at, Block{Kind: Paragraph, Inline: []Inline{{Text: words}}})
		next, _ := Identify(Text{Blocks: blocks}, t, nil, 0)
		return next
	}
	for _, c := range []struct {
		name         string
		base, target Text
		want         string
	}{
		{"nothing changed", base, target, "h1=h1 p1=p1 p2+p3=p2 -=p3! p4=p4"},
		{"one of the merged is gone", without(base, 2), target, "h1=h1 p1=p1 p2=p2 -=p3! p3=p4"},
		{"a paragraph of the source is gone", without(base, 1), target, "h1=h1 -=p1? p1+p2=p2 -=p3! p3=p4"},
		{"its translation followed", without(base, 1), without(target, 1), "h1=h1 p1+p2=p1 -=p2! p3=p3"},
		{"the source has a new paragraph", with(base, 2, "new"), target, "h1=h1 p1=p1 p2=-? p3+p4=p2 -=p3! p5=p4"},
		{"its translation followed in the same place", with(base, 2, "new"), with(target, 2, "جديد"), "h1=h1 p1=p1 p2=p2 p3+p4=p3 -=p4! p5=p5"},
		{"the addition is gone", base, without(target, 3), "h1=h1 p1=p1 p2+p3=p2 p4=p3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			next := Align(c.base, c.target, groups, target)
			if err := CheckGroups(c.base, c.target, next); err != nil {
				t.Error(err)
			}
			if got := shownGroups(c.base, c.target, next); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestKeys(t *testing.T) {
	base, target := sketch(t, "kicker slug h p p", "en"), sketch(t, "kicker slug h p p", "ar")
	groups := Align(base, target, nil, Text{})
	keys := func(base, target Text, groups []Group) []Digest {
		key := GroupKeys("en", base, "ar", target)
		var keys []Digest
		for _, g := range groups {
			if !g.HoldsSlug() {
				keys = append(keys, key(g))
			}
		}
		return keys
	}
	before := keys(base, target, groups)
	if len(before) != 4 { // kicker, h1, p1, p2
		t.Errorf("%d keys for %s", len(before), shownGroups(base, target, groups))
	}
	shuffled := slices.Clone(groups)
	slices.Reverse(shuffled)
	if AlignmentDigest(base, target, groups) != AlignmentDigest(base, target, shuffled) {
		t.Error("the order of groups changes the alignment's digest")
	}
	other := base
	other.Fields = slices.Clone(base.Fields)
	other.Fields[1].Value = "another-slug"
	if !slices.Equal(before, keys(other, target, groups)) {
		t.Error("the source's slug is the source's alone")
	}
	other.Blocks = slices.Clone(base.Blocks)
	other.Blocks[1].Inline = []Inline{{Text: "changed"}}
	for i, k := range keys(other, target, groups) {
		if (before[i] != k) != (i == 2) {
			t.Errorf("key %d: changed is %v", i, before[i] != k)
		}
	}
	renamed, err := WithIDs(target, []BlockID{"b7", "b8", "b9"})
	if err != nil {
		t.Fatal(err)
	}
	again := Align(base, renamed, nil, Text{})
	if AlignmentDigest(base, target, groups) != AlignmentDigest(base, renamed, again) || !slices.Equal(before, keys(base, renamed, again)) {
		t.Error("ids are in a digest")
	}
	if h := base.Blocks[0]; GroupKeys("", Text{}, "en", base)(Group{Target: []BlockID{h.ID}}) != Key("", nil, "en", []Digest{h.Digest()}) {
		t.Error("a source's key is not of its block alone")
	}
	if Key("en", nil, "ar", []Digest{"x"}) == Key("", nil, "ar", []Digest{"x"}) || Key("en", []Digest{"x"}, "ar", nil) == Key("en", nil, "ar", []Digest{"x"}) {
		t.Error("keys do not tell their halves apart")
	}
}

// Whatever happens to both texts, every part is in exactly one group, and
// what is aligned again is aligned the same.
func TestAlignmentThroughAnyEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, usedBase := Identify(story("base").Draw(t, "base"), Text{}, nil, 0)
		target, used := Identify(story("target").Draw(t, "target"), Text{}, nil, 0)
		groups := Align(base, target, nil, Text{})
		for range 4 {
			if err := CheckGroups(base, target, groups); err != nil {
				t.Fatal(err)
			}
			for i := range groups {
				if len(groups[i].Source) == 0 && rapid.Bool().Draw(t, "explained") {
					groups[i].Reason = "needed"
				}
			}
			groups = Align(base, target, groups, target)
			if again := Align(base, target, groups, target); shownGroups(base, target, again) != shownGroups(base, target, groups) {
				t.Fatalf("was %s\nnow %s", shownGroups(base, target, groups), shownGroups(base, target, again))
			}
			names := slices.Sorted(maps.Values(base.Names()))
			spec := rapid.SampledFrom(names).Draw(t, "from") + "=" + rapid.SampledFrom(append(slices.Sorted(maps.Values(target.Names())), "-")).Draw(t, "to")
			if next, err := Regroup(base, target, groups, []string{spec}); err == nil {
				if err := CheckGroups(base, target, next); err != nil {
					t.Fatalf("%s: %v", spec, err)
				}
				if !strings.Contains(" "+shownGroups(base, target, next)+" ", " "+spec) {
					t.Fatalf("%s is not in %s", spec, shownGroups(base, target, next))
				}
				groups = next
			}
			before := target
			base, usedBase = Identify(edited(t, base), base, nil, usedBase)
			target, used = Identify(edited(t, target), target, nil, used)
			groups = Align(base, target, groups, before)
		}
	})
}

func FuzzRegroup(f *testing.F) {
	for _, s := range []string{"p1+p2=p1", "p2=-", "-=p2", "all=all", "p1=p1 q1=p2", "slug=slug", "==", "p1+=", "kicker=h1"} {
		f.Add(s)
	}
	base, target := sketch(f, "kicker slug h p p q l l", "en"), sketch(f, "kicker h p p p l", "ar")
	groups := Align(base, target, nil, Text{})
	f.Fuzz(func(t *testing.T, spec string) {
		next, err := Regroup(base, target, groups, strings.Fields(spec))
		if err != nil {
			var fault *AlignError
			if !errors.As(err, &fault) || AlignFaults[fault.Code] == nil {
				t.Fatalf("an error without a listed code: %v", err)
			}
			return
		}
		if err := CheckGroups(base, target, next); err != nil {
			t.Fatal(err)
		}
	})
}
