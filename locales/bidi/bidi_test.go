package bidi

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// visual is a line as it is seen, without joining.
func visual(s string, base Direction) string {
	var p Paragraph
	p.SetString(s, base)
	return string(p.AppendVisual(nil, 0, p.Len()))
}

// Arabic is written here with the letters of the Latin alphabet's capitals in
// the manner of UAX #9's examples: HEBREW letters stand for them.
func capitals(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return 'א' + r - 'A'
		}
		return r
	}, s)
}

func TestVisualLines(t *testing.T) {
	for _, c := range []struct {
		name string
		base Direction
		in   string
		want string
	}{
		{"english stays", LTR, "release one.", "release one."},
		{"a word of the other direction", LTR, "the word RELEASE here", "the word ESAELER here"},
		{"english in a right-to-left line", RTL, "RELEASE white paper.", ".white paper ESAELER"},
		{"declared, whatever the first letter", RTL, "bayan IS HERE", "EREH SI bayan"},
		{"found by the first letter", Auto, "(ONE) two", "two (ENO)"},
		{"no letter is left to right", Auto, "1. - 2.", "1. - 2."},
		{"numbers keep their order", RTL, "IN 2026 THERE WERE 3,750", "3,750 EREW EREHT 2026 NI"},
		{"brackets are mirrored", RTL, "(A) [B] <C> «D»", "«D» <C> [B] (A)"},
		{"a phone number falls apart alone", RTL, "+963 11 555", "555 11 963+"},
		{"and not in an isolate", RTL, IsolateLTR("+963 11 555"), "+963 11 555"},
		{"an isolate keeps its full stop", RTL, "SAID " + Isolate("dr. hana!") + " TODAY", "YADOT dr. hana! DIAS"},
		{"marks of direction are not drawn", LTR, "a\u200E \u200FB\u061C \u202Ab\u202C", "a B b"},
		{"nor are joiners and soft hyphens", LTR, "A\u200CB co\u00ADop", "BA coop"},
		{"an emoji of several characters is one", RTL, "A 👩🏽\u200D🚒 B", "B 👩🏽\u200D🚒 A"},
		{"a mark follows its letter", RTL, "A\u05B8B\u05BC\u05B0", "B\u05BC\u05B0A\u05B8"},
		{"canonically equal brackets pair", RTL, "a〈b\u232Ac", "a〈b\u232Ac"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, want := visual(capitals(c.in), c.base), capitals(c.want); got != want {
				t.Errorf("%v %q\ngot  %q\nwant %q", c.base, c.in, got, want)
			}
		})
	}
}

func TestLinesOfOneParagraph(t *testing.T) {
	// Given a right-to-left paragraph that was wrapped inside English words,
	var p Paragraph
	text := capitals("THE PAPER white paper on water IS OUT  ")
	p.SetString(text, RTL)
	cut := strings.Index("THE PAPER white paper on", " on")
	// when each line is put in order, then each begins at the right with what
	// comes first, and spaces at its end are at its left.
	for i, want := range []string{"white paper REPAP EHT", "  TUO SI  on water"} {
		from, to := 0, cut
		if i == 1 {
			from, to = cut, p.Len()
		}
		if got := string(p.AppendVisual(nil, from, to)); got != capitals(want) {
			t.Errorf("line %d: %q, want %q", i+1, got, capitals(want))
		}
	}
}

func TestRunsCoverTheLine(t *testing.T) {
	var p Paragraph
	p.SetString("قال Reuters إن 12 عاملاً (من 20) عادوا", RTL)
	if p.Base() != RTL || p.Uniform() {
		t.Errorf("base %v, uniform %v", p.Base(), p.Uniform())
	}
	runs := slices.Clone(p.Runs(0, p.Len()))
	if first := runs[len(runs)-1]; first.Start != 0 {
		t.Errorf("the beginning of the line is not its rightmost run: %v", runs)
	}
	slices.SortFunc(runs, func(a, b Run) int { return a.Start - b.Start })
	at := 0
	for _, run := range runs {
		if run.Start != at {
			t.Fatalf("a gap before %v in %v", run, runs)
		}
		at = run.End
	}
	if at != p.Len() {
		t.Errorf("runs end at %d of %d", at, p.Len())
	}
}

func TestFirstStrong(t *testing.T) {
	for s, want := range map[string]Direction{
		"": Auto, "12 - ": Auto, "12 a": LTR, "(بيان) a": RTL, "\u2067ب\u2069 a": LTR, "\u2067ب": Auto, "1\u2069 a": Auto, "\u200Fa": RTL,
	} {
		if got := FirstStrong([]rune(s)); got != want {
			t.Errorf("%+q: %v, want %v", s, got, want)
		}
	}
}

func TestInvalidTextIsReplaced(t *testing.T) {
	for _, s := range []string{"ok \xff", "\xc3", "\xd8", "بيا\xd9", "\xed\xa0\x80"} {
		if got := visual(s, LTR); !utf8.ValidString(got) {
			t.Errorf("%q is drawn as %q", s, got)
		}
	}
	var p Paragraph
	p.Set([]rune{-1, 0xD800, unicode.MaxRune + 1, 'ب'}, RTL)
	if got := p.Order(0, p.Len()); len(got) != 4 {
		t.Errorf("order %v", got)
	}
}

func TestNoAllocationPerLine(t *testing.T) {
	lines := mixedLines(3, 300)
	var p Paragraph
	var out []byte
	draw := func() {
		for _, line := range lines {
			p.SetJoined(line, RTL)
			p.Order(0, p.Len())
			out = p.AppendVisual(out[:0], 0, p.Len())
			p.SetString(line, Auto)
			p.Runs(0, p.Len()/2)
		}
	}
	draw()
	if n := testing.AllocsPerRun(5, draw); n != 0 {
		t.Errorf("%v allocations for %d lines that were all seen before", n, len(lines))
	}
}

// anyText favours the characters that steer the algorithm.
var anyText = rapid.StringOf(rapid.OneOf(
	rapid.SampledFrom([]rune("aב١2+%,. \tا!([{)]}«»\u0300\u064E\u00AD\u200C\u200D\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069لاآب👩🏽")),
	rapid.Rune(),
))

var anyDirection = rapid.SampledFrom([]Direction{Auto, LTR, RTL})

// slowly resolves a paragraph by all the rules, whatever is in it.
func slowly(text []rune, base Direction) *Paragraph {
	p := new(Paragraph)
	p.Set(text, base)
	p.levels = sized(p.levels, len(text))
	p.resolveExplicit()
	p.uniform = false
	return p
}

func TestShortcutsGiveTheSameLevels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, base := []rune(anyText.Draw(t, "text")), anyDirection.Draw(t, "base")
		var quick Paragraph
		quick.Set(text, base)
		slow := slowly(text, base)
		if a, b := quick.Levels(0, len(text)), slow.Levels(0, len(text)); !slices.Equal(a, b) {
			t.Fatalf("%q\nquick %v\nslow  %v", string(text), a, b)
		}
		if a, b := quick.Order(0, len(text)), slow.Order(0, len(text)); !slices.Equal(a, b) {
			t.Fatalf("%q\nquick %v\nslow  %v", string(text), a, b)
		}
	})
}

func TestAnIsolateChangesNothingAround(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := anyText.Filter(func(s string) bool { return !strings.ContainsAny(s, "\t\v\x1f\n\r\u0085\u001c\u001d\u001e\u2029") }).Draw(t, "value")
		base := rapid.SampledFrom([]Direction{LTR, RTL}).Draw(t, "base")
		if !Balanced(Isolate(value)) {
			t.Fatalf("Isolate(%q) is not balanced", value)
		}
		around := func(value string) []Level {
			before, after := capitals("SAID one "), capitals(" 2 TODAY")
			var p Paragraph
			p.SetString(before+value+after, base)
			levels := p.Levels(0, p.Len())
			n, m := utf8.RuneCountInString(before), utf8.RuneCountInString(after)
			return append(slices.Clone(levels[:n]), levels[len(levels)-m:]...)
		}
		if !slices.Equal(around(Isolate(value)), around(Isolate("x"))) {
			t.Fatalf("%q changes the levels around it", value)
		}
	})
}

// If the cost of a line grew with the square of its length, this would take
// minutes.
func TestHostileLinesEnd(t *testing.T) {
	const n = 100_000
	var p Paragraph
	for name, unit := range map[string]string{
		"open isolates": "\u2068", "isolates in turn": "\u2068a\u2069", "open embeddings": "\u202B", "overflow": "\u2067\u202B",
		"open brackets": "([", "pairs": "(ב)", "closing brackets": "])", "marks": "\u064E", "marked letters": "ب\u064E",
		"levels": "אa1", "joiners": "\u200D\u200C", "PDIs": "\u2069",
	} {
		for _, s := range []string{strings.Repeat(unit, n), strings.Repeat("\u2067\u202B", n/2) + strings.Repeat(unit, n) + strings.Repeat("\u2069\u202C", n/2)} {
			p.SetJoined(s, RTL)
			p.AppendVisual(nil, 0, p.Len())
			if !Balanced(Close(s)) {
				t.Errorf("%s: not balanced", name)
			}
		}
	}
}

func FuzzParagraph(f *testing.F) {
	for _, line := range mixedLines(4, 20) {
		f.Add(line, uint8(0), uint16(3))
	}
	f.Add("\u2068\u202Ea(\u2067ب\u2069)\u202C", uint8(2), uint16(1))
	var p Paragraph
	f.Fuzz(func(t *testing.T, s string, base uint8, at uint16) {
		p.SetJoined(s, Direction(base%3))
		cut := min(int(at), p.Len())
		for _, line := range [][2]int{{0, cut}, {cut, p.Len()}} {
			drawn := slices.Clone(p.Drawn(line[0], line[1]))
			order := slices.Clone(p.Order(line[0], line[1]))
			slices.Sort(drawn)
			slices.Sort(order)
			if len(slices.Compact(slices.Clone(drawn))) != len(drawn) || len(slices.Compact(slices.Clone(order))) != len(order) {
				t.Errorf("%q: a character twice in a line", s)
			}
			for _, i := range append(drawn, order...) {
				if i < line[0] || i >= line[1] {
					t.Errorf("%q: %d is not of the line %v", s, i, line)
				}
			}
			if out := p.AppendVisual(nil, line[0], line[1]); !utf8.Valid(out) || Strip(string(out)) != string(out) {
				t.Errorf("%q is drawn as %q", s, out)
			}
		}
	})
}
