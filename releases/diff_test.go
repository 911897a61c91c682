package releases

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// shownDiff lists changes by the names of the blocks.
func shownDiff(old, new Text) string {
	was, now := old.Names(), new.Names()
	var out []string
	for _, c := range Diff(old, new) {
		switch c.Op {
		case Same:
			continue
		case Added:
			out = append(out, "+"+now[c.New.ID])
		case Removed:
			out = append(out, "-"+was[c.Old.ID])
		case Moved:
			out = append(out, was[c.Old.ID]+">"+now[c.New.ID])
		case Edited:
			out = append(out, was[c.Old.ID]+"~"+now[c.New.ID])
		}
		if c.Op == Moved && c.Edited() {
			out[len(out)-1] += "~"
		}
	}
	return strings.Join(out, " ")
}

func TestDiff(t *testing.T) {
	const head = "# Winter training begins\n\n"
	old := mustParse(t, "+++\nkicker = \"Press release\"\ndateline = \"Beirut\"\n+++\n\n"+head+strings.Join([]string{opens, seats, register}, "\n\n"))
	old, used := Identify(old, Text{}, nil, 0)
	for _, c := range []struct{ name, now, want string }{
		{"nothing", "+++\nkicker = \"Press release\"\ndateline = \"Beirut\"\n+++\n\n" + head + opens + "\n\n" + seats + "\n\n" + register, ""},
		{"fields", "+++\nkicker = \"Statement\"\nsummary = \"Three cities\"\n+++\n\n" + head + opens + "\n\n" + seats + "\n\n" + register, "kicker~kicker -dateline +summary"},
		{"edited, added and removed", "+++\nkicker = \"Press release\"\ndateline = \"Beirut\"\n+++\n\n" + head + opens + "\n\n" + strings.Replace(seats, "forty", "fifty", 1) + "\n\n" + thanks, "p2~p2 -p3 +p3"},
		{"moved", "+++\nkicker = \"Press release\"\ndateline = \"Beirut\"\n+++\n\n" + head + register + "\n\n" + opens + "\n\n" + seats, "p3>p1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			now, _ := Identify(mustParse(t, c.now), old, nil, used)
			if got := shownDiff(old, now); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// shownSpans marks what went [-so-] and what came {+so+}.
func shownSpans(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		switch s.Op {
		case Equal:
			b.WriteString(s.Text)
		case Delete:
			b.WriteString("[-" + s.Text + "-]")
		case Insert:
			b.WriteString("{+" + s.Text + "+}")
		}
	}
	return b.String()
}

func TestDiffWords(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing", "It begins.", "It begins.", "It begins."},
		{"from nothing", "", "It begins.", "{+It begins.+}"},
		{"a number with its separator", "Around 3,750 volunteers", "Around 3,700 volunteers", "Around [-3,750-]{+3,700+} volunteers"},
		{"an Arabic number", "نحو ٣٬٧٥٠ متطوعاً.", "نحو ٣٬٧٠٠ متطوعاً.", "نحو [-٣٬٧٥٠-]{+٣٬٧٠٠+} متطوعاً."},
		{"a word with its clitics and tashkeel", "وبالوزارةِ عملٌ", "وبالوزارةَ عملٌ", "[-وبالوزارةِ-]{+وبالوزارةَ+} عملٌ"},
		{"a comma after a word", "قال نعم", "قال، نعم", "قال{+،+} نعم"},
		{"a full stop for a question mark", "Go now.", "Go now?", "Go now[-.-]{+?+}"},
		{"an address is one", "see https://example.org/a/b now", "see https://example.org/a/c now", "see [-https://example.org/a/b-]{+https://example.org/a/c+} now"},
		{"a phone number's sign", "call +961 1 234", "call +962 1 234", "call [-+961-]{++962+} 1 234"},
		{"a hyphenated word", "a double-tap strike", "a double-edged strike", "a [-double-tap-]{+double-edged+} strike"},
		{"a comma alone between changes is changed with them", "red, green, blue", "one, two, blue", "[-red, green-]{+one, two+}, blue"},
		{"white space alone", "a  b", "a b", "a[-  -]{+ +}b"},
		{"a grapheme is never cut", "👩‍👩‍👧 goes", "👩‍👩‍👦 goes", "[-👩‍👩‍👧-]{+👩‍👩‍👦+} goes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shownSpans(DiffWords(c.old, c.new)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func checkSpans(t interface {
	Helper()
	Fatalf(string, ...any)
}, old, new string) {
	t.Helper()
	var was, now strings.Builder
	last := SpanOp(255)
	for _, s := range DiffWords(old, new) {
		if s.Text == "" || s.Op == last {
			t.Fatalf("an empty or divided stretch: %s", shownSpans(DiffWords(old, new)))
		}
		last = s.Op
		if s.Op != Insert {
			was.WriteString(s.Text)
		}
		if s.Op != Delete {
			now.WriteString(s.Text)
		}
		if utf8.ValidString(old) && utf8.ValidString(new) && !utf8.ValidString(s.Text) {
			t.Fatalf("a letter was cut: %q", s.Text)
		}
	}
	if was.String() != old || now.String() != new {
		t.Fatalf("%q against %q became %s", old, new, shownSpans(DiffWords(old, new)))
	}
}

func FuzzDiffWords(f *testing.F) {
	f.Add("Around 3,750 volunteers", "Around 3,700 volunteers")
	f.Add("وبالوزارةِ عملٌ، نعم", "وبالوزارةَ  عملٌ نعم")
	f.Add("👩‍👩‍👧\r\n goes", "\u0600 \u0301x \u2028")
	f.Fuzz(func(t *testing.T, old, new string) { checkSpans(t, old, new) })
}

func TestDiffWordsOfAnyWords(t *testing.T) {
	words := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "قال", "،", " ", "  ", "\n", ",", "e", "\u0301", "+", "-", "9", "\u200f"})).Draw(t, "parts"), "")
	})
	rapid.Check(t, func(t *rapid.T) { checkSpans(t, words.Draw(t, "old"), words.Draw(t, "new")) })
}

func TestMerge(t *testing.T) {
	const head = "# Winter training begins\n\n"
	base := paragraphs(t, opens, seats, register)
	fifty, sixty := strings.Replace(seats, "forty", "fifty", 1), strings.Replace(seats, "forty", "sixty", 1)
	for _, c := range []struct{ name, mine, theirs, want, conflicts string }{
		{"each changed another paragraph", fifty + "|" + register, opens + "|" + seats + "|" + register + " Soon.", "", ""},
		{"both changed one alike", opens + "|" + fifty + "|" + register, opens + "|" + fifty + "|" + register, opens + "|" + fifty + "|" + register, ""},
		{"both changed one", opens + "|" + fifty + "|" + register, opens + "|" + sixty + "|" + register, opens + "|" + sixty + "|" + register, "b3"},
		{"mine added, theirs removed", opens + "|" + seats + "|" + thanks + "|" + register, opens + "|" + register, opens + "|" + thanks + "|" + register, ""},
		{"both added in one place", opens + "|" + seats + "|" + register + "|" + thanks, opens + "|" + seats + "|" + register + "|" + wholly, opens + "|" + seats + "|" + register + "|" + thanks + "|" + wholly, ""},
		{"both added the same", opens + "|" + seats + "|" + register + "|" + thanks, opens + "|" + seats + "|" + thanks + "|" + register, opens + "|" + seats + "|" + thanks + "|" + register, ""},
		{"mine moved, theirs edited", register + "|" + opens + "|" + seats, opens + "|" + fifty + "|" + register, register + "|" + opens + "|" + fifty, ""},
		{"mine removed what theirs changed", opens + "|" + register, opens + "|" + fifty + "|" + register, opens + "|" + fifty + "|" + register, "b3"},
		{"theirs removed what mine changed", opens + "|" + fifty + "|" + register, opens + "|" + register, opens + "|" + fifty + "|" + register, "b3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := func(s string) Text {
				got, _ := Identify(mustParse(t, head+strings.ReplaceAll(s, "|", "\n\n")), base, nil, 4)
				return got
			}
			if c.want == "" {
				c.mine = opens + "|" + c.mine
				c.want = opens + "|" + fifty + "|" + register + " Soon."
			}
			merged, conflicts := Merge(base, text(c.mine), text(c.theirs))
			if got, want := string(merged.Canonical()), head+strings.ReplaceAll(c.want, "|", "\n\n")+"\n"; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			var in []string
			for _, one := range conflicts {
				in = append(in, string(one.ID))
			}
			if got := strings.Join(in, " "); got != c.conflicts {
				t.Errorf("conflicts in %q, want %q", got, c.conflicts)
			}
		})
	}
}

func TestMarkConflicts(t *testing.T) {
	base := mustParse(t, "+++\nkicker = \"Press release\"\n+++\n\n# Winter training begins\n\n1. a coat\n2. a card\n\n"+opens)
	base, used := Identify(base, Text{}, nil, 0)
	change := func(pairs ...string) Text {
		got, _ := Identify(mustParse(t, strings.NewReplacer(pairs...).Replace(string(base.Canonical()))), base, nil, used)
		return got
	}
	merged, conflicts := Merge(base, change("Press release", "Statement", "a card", "an identity card"), change("Press release", "Notice", "a card", "a passport", "Monday", "Tuesday"))
	got := string(MarkConflicts(merged, conflicts, "mine", "version 4,\nby wafa"))
	want := `+++
<<<<<<< mine
kicker = "Statement"
=======
kicker = "Notice"
>>>>>>> version 4, by wafa
+++

# Winter training begins

1. a coat

<<<<<<< mine
2. an identity card
=======
2. a passport
>>>>>>> version 4, by wafa

The first course opens on Tuesday in the hall of the Cedar Relief Association.
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	_, _, err := Parse("en.md", []byte(got))
	faults, ok := err.(ParseErrors)
	if !ok || len(faults) != 4 || faults[0].Code != "conflict-marks" || faults[0].Line != 2 || faults[3].Line != 17 {
		t.Errorf("an unsettled file gives %v", err)
	}
}

// Nothing that either side wrote is lost, ids stay unique, and a side that
// changed nothing decides nothing.
func TestMergeOfAnyEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, used := Identify(story("base").Draw(t, "base"), Text{}, nil, 0)
		mine, _ := Identify(edited(t, base), base, nil, used)
		theirs, _ := Identify(edited(t, base), base, nil, used)
		checkMerge(t, base, mine, theirs)
	})
}

func checkMerge(t interface {
	Helper()
	Fatalf(string, ...any)
}, base, mine, theirs Text) {
	t.Helper()
	merged, conflicts := Merge(base, mine, theirs)
	kept := map[Digest]bool{}
	for _, d := range digests(merged.Blocks) {
		kept[d] = true
	}
	for _, c := range conflicts {
		for _, b := range []*Block{c.Mine, c.Theirs} {
			if b != nil {
				kept[b.Digest()] = true
			}
		}
	}
	old := map[Digest]bool{}
	for _, d := range digests(base.Blocks) {
		old[d] = true
	}
	for _, side := range []Text{mine, theirs} {
		for _, b := range side.Blocks {
			if !old[b.Digest()] && !kept[b.Digest()] {
				t.Fatalf("%q was lost", b.Plain())
			}
		}
	}
	seen := map[BlockID]bool{}
	for _, b := range merged.Blocks {
		if b.ID != "" && seen[b.ID] {
			t.Fatalf("%s stands twice", b.ID)
		}
		seen[b.ID] = true
	}
	if len(merged.Blocks) > 0 && merged.Blocks[0].Kind != Headline {
		t.Fatalf("the headline is not first")
	}
	for _, same := range []struct{ got, want Text }{{first(Merge(base, mine, base)), mine}, {first(Merge(base, base, theirs)), theirs}, {first(Merge(base, mine, mine)), mine}} {
		if !sameText(same.got, same.want) {
			t.Fatalf("one side alone changed, but\n%s\nbecame\n%s", same.want.Canonical(), same.got.Canonical())
		}
	}
}

func first(t Text, _ []Conflict) Text { return t }

func FuzzMerge(f *testing.F) {
	f.Add("# A\n\na\n\nb\n", "# A\n\na\n\nc\n", "# A\n\nb\n\na\n")
	f.Add("+++\nkicker = \"a\"\n+++\n# A\n\n- x\n- y\n", "# A\n\n- y\n  - x\n", "# B\n\n- x\n")
	f.Fuzz(func(t *testing.T, b, m, th string) {
		var texts []Text
		for _, s := range []string{b, m, th} {
			text, _, err := Parse("x.md", []byte(s))
			if err != nil {
				return
			}
			texts = append(texts, text)
		}
		base, used := Identify(texts[0], Text{}, nil, 0)
		mine, _ := Identify(texts[1], base, nil, used)
		theirs, _ := Identify(texts[2], base, nil, used)
		checkMerge(t, base, mine, theirs)
		merged, conflicts := Merge(base, mine, theirs)
		if len(conflicts) > 0 {
			if _, _, err := Parse("x.md", MarkConflicts(merged, conflicts, "mine", "theirs")); err == nil {
				t.Fatal("an unsettled file is taken")
			}
		}
	})
}

func ExampleDiffWords() {
	for _, s := range DiffWords("Around 3,750 volunteers.", "Around 3,700 volunteers.") {
		fmt.Printf("%d %q\n", s.Op, s.Text)
	}
	// Output:
	// 0 "Around "
	// 2 "3,750"
	// 1 "3,700"
	// 0 " volunteers."
}
