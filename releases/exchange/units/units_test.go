package units_test

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/trial"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

func of(t testing.TB, j exchange.Job) units.Set {
	t.Helper()
	s, err := units.Of(j)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// echo is a translator who writes the source again.
func echo(s units.Set) []units.Back {
	var out []units.Back
	for _, u := range s.Units {
		out = append(out, units.Back{ID: u.ID, Source: &u.Source, Target: u.Source, HasTarget: true, Line: len(out) + 1})
	}
	return out
}

// unopened is a file that comes home as it was sent.
func unopened(s units.Set) []units.Back {
	out := echo(s)
	for i, u := range s.Units {
		out[i].Target, out[i].HasTarget = u.Target, u.HasTarget
	}
	return out
}

func codesOf(err error) (codes []string) {
	var all releases.ParseErrors
	if errors.As(err, &all) {
		for _, one := range all {
			unit, _ := one.Args["unit"].(string)
			codes = append(codes, one.Code+" "+unit)
		}
	} else if err != nil {
		codes = []string{err.Error()}
	}
	return codes
}

func withoutSlug(t releases.Text) releases.Text {
	t.Fields = slices.DeleteFunc(slices.Clone(t.Fields), func(f releases.Field) bool { return f.Name == "slug" })
	return t
}

// Given a first translation whose every target is the source, then the text that
// comes home is the source's, byte for byte, and every group is a pair.
func TestSourceAsTranslationIsTheSameText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		base := trial.Random(rt)
		s := of(t, trial.Job(base, nil))
		text, groups, _, err := s.Rebuild("back", echo(s))
		if err != nil {
			rt.Fatalf("%v\n%s", err, base.Canonical())
		}
		if got, want := string(text.Canonical()), string(withoutSlug(base).Canonical()); got != want {
			rt.Fatalf("came home as\n%s\nand was\n%s", got, want)
		}
		if err := releases.CheckGroups(base, text, groups); err != nil {
			rt.Fatalf("groups %v: %v", groups, err)
		}
	})
}

// Given any job, when its file comes home unopened, then the translation is what
// it was, with its ids and groups.
func TestUnopenedFileChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		j := trial.RandomJob(rt)
		s := of(t, j)
		text, groups, _, err := s.Rebuild("back", unopened(s))
		if j.TargetText == nil {
			if len(text.Blocks) > 0 || err != nil {
				rt.Fatalf("a text of nothing: %v %v", text, err)
			}
			return
		}
		if err != nil {
			rt.Fatal(err)
		}
		if got, want := string(text.Canonical()), string(j.TargetText.Canonical()); got != want {
			rt.Fatalf("came home as\n%s\nand was\n%s", got, want)
		}
		if err := releases.CheckGroups(j.BaseText, text, groups); err != nil {
			rt.Fatalf("groups %v: %v", groups, err)
		}
		if a, b := releases.AlignmentDigest(j.BaseText, text, groups), releases.AlignmentDigest(j.BaseText, *j.TargetText, j.Groups); a != b {
			rt.Fatalf("groups %v, sent %v", groups, j.Groups)
		}
		if !reflect.DeepEqual(text.Revisions(), j.TargetText.Revisions()) {
			rt.Fatalf("ids %v, sent %v", text.Revisions(), j.TargetText.Revisions())
		}
	})
}

func TestUnitsOfARelease(t *testing.T) {
	var b strings.Builder
	for _, u := range of(t, trial.Second()).Units {
		state := map[units.State]string{units.New: "new", units.Changed: "changed", units.Translated: "translated"}[u.State]
		b.WriteString(u.ID + " " + u.Name + " " + state + ": " + shown(u.Source) + " = " + shown(u.Target) + "\n")
	}
	const want = `f-kicker kicker translated: Press release = بيان صحفي
f-organisation organisation translated: Harbour Watch = مرصد الميناء
b1-1 h1 translated: Harbour Watch opens its winter training to 3,750 volunteers = مرصد الميناء يفتح تدريبه الشتوي أمام ٣٬٧٥٠ متطوعاً
b2-1 p1 translated: The training begins on 5 December at 6 p.m. in eleven harbour towns. = يبدأ التدريب في ٥ كانون الأول الساعة ٦ مساءً في إحدى عشرة بلدة ساحلية.
b2-2 p1 translated: It is free, and {1}nobody needs experience{/1} to take part. = وهو مجاني، {1}ولا حاجة إلى خبرة سابقة{/1} للمشاركة.
b2-3 p1 translated: Dr. Sayegh leads it. = تشرف عليه د. الصايغ.
b3-1 q1 translated: “A rope thrown well is worth more than a speech,” said Mona Sayegh. = «حبل يُرمى بإتقان خير من خطاب»، كما قالت منى الصايغ.
b3-2 q1 translated: “Come & learn.” = «تعالوا وتعلّموا».
b4-1 s1 translated: What volunteers learn = ما يتعلمه المتطوعون
b5-1 l1 translated: Reading the weather and the tide = قراءة الطقس والمد والجزر
b6-1 l2 translated: First aid {1}on deck{/1} = الإسعافات الأولية على متن القارب
b7-1 p2 changed: Those who finish receive a {1}certificate{/1} and a place on the rota. = يحصل من يُتمّ التدريب على {1}شهادة{/1} ومكان في جدول المناوبات.
b7-1-t1 p2 changed: Certificate = شهادة
b8-1 p3 translated: Harbour Watch{1/}12 Pier Road. = مرصد الميناء{1/}12 Pier Road.
b8-2 p3 translated: Open daily. = يفتح يومياً.
`
	if got := b.String(); got != want {
		t.Errorf("units are\n%s", got)
	}
}

func shown(c segment.Coded) string {
	var b strings.Builder
	for _, p := range c.Parts {
		id := string(rune('0' + p.ID))
		b.WriteString([]string{p.Text, "{" + id + "}", "{/" + id + "}", "{" + id + "/}"}[p.Kind])
	}
	return b.String()
}

func words(s string) segment.Coded { return segment.Coded{Parts: []segment.Part{{Text: s}}} }

// What may be wrong with a file that comes home, and what is said of it.
func TestWhatIsRefused(t *testing.T) {
	at := func(s units.Set, id string) int {
		return slices.IndexFunc(s.Units, func(u units.Unit) bool { return u.ID == id })
	}
	for _, one := range []struct {
		name string
		do   func(units.Set, []units.Back) []units.Back
		want []string
	}{
		{"a unit left out", func(s units.Set, b []units.Back) []units.Back { return slices.Delete(b, 3, 4) }, []string{"unit-missing b2-1"}},
		{"a unit of another release", func(s units.Set, b []units.Back) []units.Back { return append(b, units.Back{ID: "b99-1"}) }, []string{"unit-unknown b99-1"}},
		{"a unit twice", func(s units.Set, b []units.Back) []units.Back { return append(b, b[3]) }, []string{"unit-twice b2-1"}},
		{"another source", func(s units.Set, b []units.Back) []units.Back {
			other := words("Changed " + s.Units[3].Source.Plain())
			b[3].Source = &other
			return b
		}, []string{"source-changed b2-1"}},
		{"a source without its marks", func(s units.Set, b []units.Back) []units.Back {
			i := at(s, "b2-2")
			bare := words(s.Units[i].Source.Plain())
			b[i].Source = &bare
			return b
		}, []string{"source-tags b2-2"}},
		{"a mark lost", func(s units.Set, b []units.Back) []units.Back {
			b[at(s, "b2-2")].Target = words("وهو مجاني.")
			return b
		}, []string{"code-missing b2-2"}},
		{"a mark too many", func(s units.Set, b []units.Back) []units.Back {
			b[at(s, "b2-1")].Target.Parts = append(b[at(s, "b2-1")].Target.Parts, segment.Part{Kind: segment.Single, ID: 7})
			return b
		}, []string{"code-unknown b2-1"}},
		{"marks crossed", func(s units.Set, b []units.Back) []units.Back {
			p := b[at(s, "b2-2")].Target.Parts
			b[at(s, "b2-2")].Target.Parts = []segment.Part{p[0], p[3], p[2], p[1], p[4]}
			return b
		}, []string{"code-nesting b2-2"}},
		{"a mark around nothing", func(s units.Set, b []units.Back) []units.Back {
			p := b[at(s, "b2-2")].Target.Parts
			b[at(s, "b2-2")].Target.Parts = []segment.Part{p[0], p[1], p[3], p[4]}
			return b
		}, []string{"code-empty b2-2"}},
		{"half a paragraph", func(s units.Set, b []units.Back) []units.Back {
			b[at(s, "b2-3")].Target, b[at(s, "b2-3")].HasTarget = segment.Coded{}, false
			return b
		}, []string{"unit-incomplete b2-3"}},
		{"half a paragraph that nobody confirmed", func(s units.Set, b []units.Back) []units.Back {
			b[at(s, "b2-3")].HasTarget = false
			return b
		}, []string{"unit-unconfirmed b2-3"}},
		{"numbers that a program gave in place of ours", func(s units.Set, b []units.Back) []units.Back {
			for i := range b {
				b[i].ID = strconv.Itoa(i + 1)
			}
			return b
		}, []string{"units-unknown 1"}},
		{"a break at an edge", func(s units.Set, b []units.Back) []units.Back {
			p := b[at(s, "b8-1")].Target.Parts
			b[at(s, "b8-1")].Target.Parts = []segment.Part{p[1], p[0], p[2]}
			return b
		}, []string{"code-lost b8-1"}},
		{"a title with a mark", func(s units.Set, b []units.Back) []units.Back {
			b[at(s, "b7-1-t1")].Target = b[at(s, "b7-1")].Target
			return b
		}, []string{"code-unknown b7-1-t1"}},
		{"a title left out", func(s units.Set, b []units.Back) []units.Back {
			b[at(s, "b7-1-t1")].Target, b[at(s, "b7-1-t1")].HasTarget = segment.Coded{}, false
			return b
		}, []string{"title-open b7-1-t1"}},
		{"more marks than a paragraph may hold", func(s units.Set, b []units.Back) []units.Back {
			b[at(s, "b2-1")].Target = words(strings.Repeat("[ ", 1500))
			return b
		}, []string{"unit-not-text b2-1"}},
		{"more words than a paragraph may hold", func(s units.Set, b []units.Back) []units.Back {
			b[at(s, "b1-1")].Target = words(strings.Repeat("ميناء ", 10_000))
			return b
		}, []string{"unit-not-text b1-1"}},
	} {
		t.Run(one.name, func(t *testing.T) {
			s := of(t, trial.First())
			text, _, _, err := s.Rebuild("back", one.do(s, echo(s)))
			if got := codesOf(err); !slices.Equal(got, one.want) || len(text.Blocks) > 0 {
				t.Errorf("told %v, want %v", got, one.want)
			}
		})
	}
}

// Given a second version of which only the changed paragraph comes home
// translated, then the rest is as it was.
func TestOnlyTheChangedParagraph(t *testing.T) {
	j := trial.Second()
	s := of(t, j)
	back := unopened(s)
	for i, u := range s.Units {
		switch u.ID {
		case "b7-1":
			p := slices.Clone(u.Target.Parts)
			p[0].Text, p[2].Text = " ومن يُتمّ التدريب فله\n   ", "شهادة حضور"
			back[i].Target.Parts = p
		default:
			back[i].HasTarget = false
		}
	}
	text, _, told, err := s.Rebuild("back", back)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(string(j.TargetText.Canonical()), "يحصل من يُتمّ التدريب على [شهادة]", "ومن يُتمّ التدريب فله [شهادة حضور]", 1)
	if got := string(text.Canonical()); got != want {
		t.Errorf("came home as\n%s", got)
	}
	if len(told) != len(s.Units)-1 {
		t.Errorf("told %v", told)
	}
}

// Given one Arabic paragraph for two English ones, they are one unit with a code
// between; a translator who parts them has two paragraphs.
func TestParagraphsTranslatedTogether(t *testing.T) {
	base := trial.Text("# Tide\n\nIt rises. *Soon.*\n\nIt falls.\n")
	target := trial.Text("# المد\n\nيرتفع قريباً ثم ينخفض.\n")
	j := trial.Job(base, &target)
	groups, err := releases.Regroup(base, target, j.Groups, []string{"p1+p2=p1"})
	if err != nil {
		t.Fatal(err)
	}
	j.Groups = groups
	s := of(t, j)
	if u := s.Units[1]; u.ID != "b2" || shown(u.Source) != "It rises. {1}Soon.{/1}{2/}It falls." || shown(u.Target) != "يرتفع قريباً ثم ينخفض." {
		t.Fatalf("unit %s %s = %s", u.ID, shown(u.Source), shown(u.Target))
	}
	back := unopened(s)
	back[1].Target = segment.Coded{Parts: []segment.Part{{Text: "يرتفع."}, {Kind: segment.Single, ID: 2}, {Text: "ينخفض."}}}
	text, home, _, err := s.Rebuild("back", back)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(text.Canonical()); got != "# المد\n\nيرتفع.\n\nينخفض.\n" {
		t.Errorf("came home as\n%s", got)
	}
	if g := home[1]; len(g.Source) != 2 || len(g.Target) != 2 {
		t.Errorf("groups %v", home)
	}
}

func TestHeaderIsReadBack(t *testing.T) {
	h := units.HeaderOf(trial.Second())
	if got, ok := units.ParseHeader("bayan: " + h.String() + " (do not change)"); !ok || got.Parcel != h.Parcel || got.BaseVersion != 2 {
		t.Errorf("read %+v", got)
	}
	if got, ok := units.ParseHeader(h.String()); !ok || got != h {
		t.Errorf("read %+v, want %+v", got, h)
	}
}

// Given an item that has become a paragraph in the source, then its translation,
// once it is made anew, is a paragraph as well.
func TestTranslationTakesTheKindOfItsSource(t *testing.T) {
	base := trial.Text("# Tide\n\nBring a coat.\n")
	target := trial.Text("# المد\n\n- أحضروا معطفاً.\n")
	j := trial.Job(base, &target)
	groups, err := releases.Regroup(base, target, j.Groups, []string{"p1=l1"})
	if err != nil {
		t.Fatal(err)
	}
	j.Groups, j.Todo = groups, map[releases.BlockID]string{"b2": exchange.Changed}
	s := of(t, j)
	for words, want := range map[string]string{
		"أحضروا معطفاً.":        "# المد\n\n- أحضروا معطفاً.\n",
		"أحضروا معطفاً دافئاً.": "# المد\n\nأحضروا معطفاً دافئاً.\n",
	} {
		back := unopened(s)
		back[1].Target.Parts = []segment.Part{{Text: words}}
		text, _, _, err := s.Rebuild("back", back)
		if got := string(text.Canonical()); err != nil || got != want {
			t.Errorf("%v: came home as\n%s", err, got)
		}
	}
}

// Given the first half of a translation, then its blocks stand in the order of
// the base, and the others are open; the rest falls into place later.
func TestTranslationInTwoHalves(t *testing.T) {
	j := trial.First()
	s := of(t, j)
	for _, first := range []int{0, 1} { // the even blocks first, or the odd
		j := j
		s := s
		for _, half := range []int{first, 1 - first} {
			back := echo(s)
			for i, u := range s.Units {
				number := strings.TrimPrefix(string(u.Block), "b")
				odd := strings.Contains("1357", number) || strings.HasPrefix(u.ID, "f-")
				back[i].HasTarget = odd == (half == 1)
				if u.HasTarget {
					back[i].Target, back[i].HasTarget = u.Target, true
				}
			}
			text, groups, told, err := s.Rebuild("back", back)
			if err != nil {
				t.Fatal(err)
			}
			if err := releases.CheckGroups(j.BaseText, text, groups); err != nil {
				t.Fatal(err)
			}
			if half == first && (len(told) != 1 || told[0].Code != "units-open") {
				t.Errorf("told %v", told)
			}
			j.TargetText, j.Groups = &text, groups
			s = of(t, j)
		}
		if got, want := string(j.TargetText.Canonical()), string(withoutSlug(j.BaseText).Canonical()); got != want {
			t.Errorf("came home as\n%s", got)
		}
	}
}

// Two sentences that were translated as one: the other target is empty, and somebody
// said that it is meant so.
func TestTwoSentencesTranslatedAsOne(t *testing.T) {
	first, second := trial.First(), trial.Second()
	at := func(s units.Set, id string) int {
		return slices.IndexFunc(s.Units, func(u units.Unit) bool { return u.ID == id })
	}
	said := func(told []releases.Told) (out []string) {
		for _, one := range told {
			what, _ := one.Args["unit"].(string)
			if what == "" {
				what, _ = one.Args["block"].(string)
			}
			out = append(out, one.Code+" "+what)
		}
		return out
	}
	empty := func(b *units.Back) { b.Target, b.HasTarget, b.Done = segment.Coded{}, true, true }
	space := func(b *units.Back) { b.Target, b.HasTarget = words("\u00a0 "), true }
	for _, c := range []struct {
		name    string
		job     exchange.Job
		ids     []string
		empty   func(*units.Back)
		told    []string
		refused []string
		text    string // of the paragraph
	}{
		{"confirmed as it is", first, []string{"b2-3"}, empty, []string{"unit-joined b2-3"}, nil, "It is free, and **nobody needs experience** to take part.\n"},
		{"a space typed", first, []string{"b2-3"}, space, []string{"unit-joined b2-3"}, nil, "It is free, and **nobody needs experience** to take part.\n"},
		{"the first of three", first, []string{"b2-1"}, space, []string{"unit-joined b2-1"}, nil, "\nIt is free, and **nobody needs experience** to take part. Dr. Sayegh leads it."},
		{"two of three", first, []string{"b2-1", "b2-3"}, space, []string{"unit-joined b2-1", "unit-joined b2-3"}, nil, "\nIt is free, and **nobody needs experience** to take part.\n"},
		{"one that was translated before", second, []string{"b2-3"}, empty, []string{"unit-joined b2-3"}, nil, "**ولا حاجة إلى خبرة سابقة** للمشاركة.\n"},
		{"not said to be meant", first, []string{"b2-3"}, func(b *units.Back) { b.Target = segment.Coded{} }, nil, []string{"unit-incomplete b2-3"}, ""},
		{"a line end that a program put there", first, []string{"b2-3"}, func(b *units.Back) { b.Target = words("\n  ") }, nil, []string{"unit-incomplete b2-3"}, ""},
		{"not taken for a translation", first, []string{"b2-3"}, func(b *units.Back) { b.Target, b.HasTarget, b.Done = segment.Coded{}, false, true }, nil, []string{"unit-incomplete b2-3"}, ""},
		{"one with a mark, which cannot stand elsewhere", first, []string{"b2-2"}, space, nil, []string{"code-missing b2-2"}, ""},
		{"a whole paragraph", first, []string{"b2-1", "b2-2", "b2-3"}, space, []string{"block-blank p1", "units-open p1"}, nil, ""},
		{"a whole paragraph that was translated before", second, []string{"b3-1", "b3-2"}, space, []string{"unit-emptied b3-1", "unit-emptied b3-2"}, nil, "«تعالوا وتعلّموا»."},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := of(t, c.job)
			back := echo(s)
			if c.job.TargetText != nil {
				back = unopened(s)
			}
			for _, id := range c.ids {
				c.empty(&back[at(s, id)])
			}
			text, groups, told, err := s.Rebuild("back", back)
			if got := codesOf(err); !slices.Equal(got, c.refused) || !slices.Equal(said(told), c.told) {
				t.Fatalf("told %v, want %v; refused %v, want %v", said(told), c.told, got, c.refused)
			}
			if c.refused != nil {
				return
			}
			if !strings.Contains(string(text.Canonical()), c.text) {
				t.Errorf("came home as\n%s", text.Canonical())
			}
			if err := releases.CheckGroups(c.job.BaseText, text, groups); err != nil {
				t.Error(err)
			}
		})
	}
}

// The break in front of a sentence goes with the one that is left empty before it.
func TestBreakBeforeAJoinedSentence(t *testing.T) {
	s := of(t, trial.Job(trial.Text("# Tide\n\nIt rises.\\\nIt falls.\n"), nil))
	back := echo(s)
	if len(back) != 3 {
		t.Fatalf("%d units", len(back))
	}
	back[1].Target, back[2].Target = words(" "), words("يرتفع ثم ينخفض.")
	text, _, _, err := s.Rebuild("back", back)
	if got := string(text.Canonical()); err != nil || got != "# Tide\n\nيرتفع ثم ينخفض.\n" {
		t.Errorf("%v: came home as\n%s", err, got)
	}
}
