package terminal

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"bayan/locales/bidi"

	"github.com/clipperhouse/displaywidth"
	"pgregory.net/rapid"
)

var sequences = regexp.MustCompile("\x1b\\[[0-9;]*m|\x1b\\[[012] k")

func printed(o Options, print func(p *Printer)) string {
	var out strings.Builder
	print(New(&out, o))
	return out.String()
}

func TestControlCharactersAreShown(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[2Jb":      "a␛[2Jb",
		"bell\a\b\x00":   "bell␇␈␀",
		"\u009b31m":      `\u009B31m`,
		"del\x7f":        "del␡",
		"old\rnew":       "old␍new",
		"line\r\nline":   "line\nline",
		"a\u2028b\u2029": "a\nb\n",
		"bad \xff\x9b":   "bad \uFFFD\uFFFD",
		"tab\tstays":     "tab\tstays",
		"بيان":           "بيان",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%+q became %+q, want %+q", in, got, want)
		}
	}
}

// anything favours what could break out of a line. Spacing marks are left out:
// they are of scripts from left to right, and one on a Hebrew letter is no text.
var anything = rapid.StringOf(rapid.OneOf(
	rapid.SampledFrom([]rune("abc لا بيان שלום 12+ ()،\t\n\r\x1b[31m\a\x7f\u009b\u0085\u2028\u2066\u2067\u2068\u2069\u202e\u200e\u200d\u200c\ufdd0\ufdd3\ufdef日本👩🏽\u064e")),
	rapid.Rune().Filter(func(r rune) bool { return !unicode.Is(unicode.Mc, r) }),
))

func anyOptions(t *rapid.T) Options {
	return Options{
		Mode:      rapid.SampledFrom([]Mode{None, Isolate, Native, Visual}).Draw(t, "mode"),
		Width:     rapid.SampledFrom([]int{0, 12, 33, 60, 100}).Draw(t, "width"),
		Direction: rapid.SampledFrom([]bidi.Direction{bidi.LTR, bidi.RTL}).Draw(t, "direction"),
		Color:     rapid.Bool().Draw(t, "color"),
	}
}

// everyBlock prints strings in every kind of block.
func everyBlock(p *Printer, s []string) {
	p.Heading(s[0])
	p.Paragraph(p.Value(s[1]) + " — " + p.Code(s[2]) + p.Style(Red, s[3]))
	p.Inset(4, s[2])
	p.Passage(Passage{s[0], bidi.Auto})
	p.List(s...)
	p.Numbered(nil, s...)
	p.Pairs(Pair{s[0], s[1]}, Pair{s[2], s[3]})
	p.Table(s[:2], [][]string{s, s[1:3], nil})
	p.SideBySide(Passage{s[2], bidi.RTL}, Passage{s[3], bidi.LTR})
}

func TestNothingEscapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyOptions(t)
		s := rapid.SliceOfN(anything, 4, 4).Draw(t, "texts")
		out := printed(o, func(p *Printer) { everyBlock(p, s) })
		if !o.Color && o.Mode != Native && strings.Contains(out, "\x1b") {
			t.Fatalf("an escape in %+q", out)
		}
		for _, r := range sequences.ReplaceAllString(out, "") {
			if unicode.IsControl(r) && r != '\n' && (r != '\t' || o.Mode != None) || firstStyle <= r && r <= endOfStyle {
				t.Fatalf("%U in %+q", r, out)
			}
		}
	})
}

func TestLinesFitTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyOptions(t)
		o.Width = rapid.IntRange(20, 90).Draw(t, "cells")
		s := rapid.SliceOfN(anything, 4, 4).Draw(t, "texts")
		out := printed(o, func(p *Printer) { everyBlock(p, s) })
		for line := range strings.Lines(sequences.ReplaceAllString(out, "")) {
			if width := displaywidth.String(strings.TrimSuffix(line, "\n")); width > o.Width {
				t.Fatalf("%v: %d cells in %q", o, width, line)
			}
		}
	})
}

func TestColorChangesNoOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := anyOptions(t)
		s := rapid.SliceOfN(anything, 4, 4).Draw(t, "texts")
		o.Color = true
		colored := printed(o, func(p *Printer) { everyBlock(p, s) })
		o.Color = false
		plain := printed(o, func(p *Printer) { everyBlock(p, s) })
		graphic := regexp.MustCompile("\x1b\\[[0-9;]*m")
		spacesAtEnd := regexp.MustCompile("(?m) +$")
		if got := spacesAtEnd.ReplaceAllString(graphic.ReplaceAllString(colored, ""), ""); got != spacesAtEnd.ReplaceAllString(plain, "") {
			t.Fatalf("with colour %q\nwithout %q", got, plain)
		}
		for line := range strings.Lines(colored) {
			if last := strings.LastIndex(line, "\x1b["); strings.Contains(line, "m") && last >= 0 {
				all := graphic.FindAllString(line, -1)
				if len(all) > 0 && all[len(all)-1] != "\x1b[0m" {
					t.Fatalf("a style reaches over the end of %q", line)
				}
			}
		}
	})
}

func TestModeNoneIsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching("[a-zا-ي0-9 \u200e\u202a.,()\t\n]*").Draw(t, "text")
		if got := printed(Options{Direction: bidi.RTL}, func(p *Printer) { p.Paragraph(s) }); got != s+"\n" {
			t.Fatalf("%q is printed as %q", s, got)
		}
	})
	// The isolates of messages and values are bayan's and go.
	got := printed(Options{}, func(p *Printer) { p.Paragraph("\u2068هناء\u2069: " + p.Value("x") + p.Code("y")) })
	if want := "هناء: xy\n"; got != want {
		t.Errorf("%+q, want %+q", got, want)
	}
}

func TestPlainTextTakesTheShortWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching("[ -~]*").Draw(t, "text")
		p := New(io.Discard, anyOptions(t))
		base := rapid.SampledFrom([]bidi.Direction{bidi.Auto, bidi.LTR, bidi.RTL}).Draw(t, "direction")
		short, long := p.typeset(s, base), p.typesetAny(s, base)
		same := slices.Equal(short.text, long.text) && slices.Equal(short.source, long.source) && short.base == long.base &&
			slices.Equal(short.ink, long.ink) && slices.Equal(short.sources, long.sources) && slices.Equal(short.cells, long.cells)
		if !same {
			t.Fatalf("%q is\n%+v, and the long way\n%+v", s, short, long)
		}
	})
}

func TestWrappingLosesNoWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching("([a-zا-ي]{1,9}[،.]? {1,3}){0,40}").Draw(t, "text")
		width := rapid.IntRange(12, 50).Draw(t, "width")
		out := printed(Options{Width: width}, func(p *Printer) { p.Paragraph(s) })
		if got, want := strings.Join(strings.Fields(out), " "), strings.Join(strings.Fields(s), " "); got != want {
			t.Fatalf("width %d: %q\nbecame %q", width, want, got)
		}
	})
}

func TestWrapping(t *testing.T) {
	for _, c := range []struct {
		name  string
		mode  Mode
		width int
		in    string
		want  string
	}{
		{"at spaces", None, 12, "the winter  training is over", "the winter\ntraining is\nover\n"},
		{"a word longer than a line", None, 5, "abcdefghijk lm", "abcde\nfghij\nk lm\n"},
		{"not inside a code", None, 20, "call now +963 11 555", "call now +963 11 555\n"},
		{"a code moves whole", Isolate, 16, "call now \u2066+963 11 555\u2069 ok", "call now\n\u2066+963 11 555\u2069 ok\n"},
		{"unless it is too long", Isolate, 9, "do \u2066bayan show x\u2069", "do\n\u2066bayan\u2069\n\u2066show x\u2069\n"},
		{"an isolate goes on with its direction", Isolate, 12, "\u2068هناء abc def ghi\u2069 jk", "\u2068هناء abc def\u2069\n\u2067ghi\u2069 jk\n"},
		{"a value of numbers goes on from left to right", Isolate, 10, "ab \u2068123456-12 3456\u2069 هنا", "ab\n\u2068123456-12\u2069\n\u20663456\u2069 هنا\n"},
		{"an empty line stays", None, 12, "a\n\nb", "a\n\nb\n"},
		{"chinese breaks anywhere", None, 5, "新闻发布会", "新闻\n发布\n会\n"},
		{"the width is that of joined letters", Visual, 7, "سلام سلا", "ﻼﺳ ﻡﻼﺳ\n"},
	} {
		if got := printed(Options{Mode: c.mode, Width: c.width}, func(p *Printer) { p.Paragraph(c.in) }); got != c.want {
			t.Errorf("%s:\n%+q, want\n%+q", c.name, got, c.want)
		}
	}
}

func TestCuttingCountsInReadingOrder(t *testing.T) {
	p := New(nil, Options{Mode: Visual, Width: 40})
	for in, want := range map[string]string{
		"مياه الشرب": "مياه ا…",
		"winter day": "winter…",
		"سلام لابن":  "سلام لابن", // seven cells, with two ligatures
		"سلام لابنه": "سلام لاب…",
		"short":      "short",
	} {
		cut := p.cut(p.typeset(in, bidi.Auto), 7)
		if got := string(cut.source); got != want {
			t.Errorf("%q is cut to %q, want %q", in, got, want)
		}
		if width := cut.width(cut.all()); width > 7 {
			t.Errorf("%q takes %d cells", in, width)
		}
	}
}

func TestCellsHaveTheirOwnDirection(t *testing.T) {
	p := New(nil, Options{Direction: bidi.RTL})
	for s, want := range map[string]bidi.Direction{
		"بيان": bidi.RTL, "PR-12": bidi.LTR, "+963 11": bidi.LTR, "٢٢": bidi.LTR, "": bidi.RTL, "—": bidi.RTL, "(3) بيان": bidi.RTL,
	} {
		if got := p.cellDirection(s); got != want {
			t.Errorf("%q is %v", s, got)
		}
	}
}

func TestShrink(t *testing.T) {
	for _, c := range []struct {
		widths, least, want []int
		room                int
		fits                bool
	}{
		{[]int{5, 5}, []int{5, 5}, []int{5, 5}, 10, true},
		{[]int{30, 5, 20}, []int{4, 4, 4}, []int{13, 5, 12}, 30, true},
		{[]int{30, 5, 20}, []int{4, 4, 20}, []int{5, 5, 20}, 30, true},
		{[]int{30, 5, 20}, []int{30, 4, 4}, []int{30, 5, 5}, 40, true},
		{[]int{30, 5, 20}, []int{30, 4, 4}, []int{30, 4, 4}, 37, false},
		{[]int{9, 9, 9}, []int{4, 4, 4}, []int{4, 4, 4}, 12, true},
		{[]int{9, 9, 9}, []int{4, 4, 4}, []int{4, 4, 4}, 11, false},
		{[]int{2, 50}, []int{2, 4}, []int{2, 8}, 10, true},
	} {
		if fits := shrink(c.widths, c.least, c.room); fits != c.fits {
			t.Errorf("room %d: fits %t", c.room, fits)
		}
		sum := 0
		for i, width := range c.widths {
			sum += width
			if d := width - c.want[i]; d < -1 || d > 1 {
				t.Errorf("room %d: %v, want about %v", c.room, c.widths, c.want)
			}
		}
		if c.fits && sum > c.room {
			t.Errorf("room %d: %v", c.room, c.widths)
		}
	}
}

// A column that is to stay whole is in full at every width, beside the others or
// below them.
func TestWhatStaysWholeIsNeverCut(t *testing.T) {
	at := "22 November 2026 at 12:00 pm"
	for _, mode := range []Mode{None, Isolate, Native, Visual} {
		for width := 60; width <= 120; width++ {
			var w strings.Builder
			New(&w, Options{Mode: mode, Width: width}).Table([]string{"no.", "when", "who", "remarks"},
				[][]string{{"1", at, "wafa", "English"}, {"2", at, "nour for Mona Sayegh", strings.Repeat("a note ", 9)}}, 0, 1)
			if strings.Count(w.String(), at) != 2 {
				t.Errorf("%v, %d:\n%s", mode, width, w.String())
			}
			if records := strings.Count(w.String(), "when") > 1; records != (width < 3+28+16+16+3*2+New(nil, Options{Mode: mode}).margin()) {
				t.Errorf("%v, %d: a row after the other: %t\n%s", mode, width, records, w.String())
			}
		}
	}
}

// Remarks lose no word, whatever the width, and no line is wider than the screen.
func TestRemarksAreNeverCut(t *testing.T) {
	long := strings.Repeat("a note on the embargo ", 5)
	rows := [][]string{{"1", "wafa", "English"}, {"2", "nour for Mona Sayegh al-Halabi", long}}
	want := strings.Fields("no. who remarks 1 wafa English 2 nour for Mona Sayegh al-Halabi " + long)
	slices.Sort(want)
	for _, mode := range []Mode{None, Isolate, Native, Visual} {
		for width := 44; width <= 160; width++ {
			out := printed(Options{Mode: mode, Width: width}, func(p *Printer) { p.Remarks([]string{"no.", "who", "remarks"}, rows, 0) })
			got := strings.FieldsFunc(sequences.ReplaceAllString(out, ""), func(r rune) bool {
				return unicode.IsSpace(r) || r == '─' || r >= '\u2066' && r <= '\u2069' || r == '\u200E'
			})
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("%v, %d columns: %q\n%s", mode, width, got, out)
			}
		}
	}
}

type brokenPipe struct{ writes int }

func (w *brokenPipe) Write([]byte) (int, error) { w.writes++; return 0, errBroken }

var errBroken = errors.New("broken pipe")

func TestTheFirstErrorStays(t *testing.T) {
	var w brokenPipe
	p := New(&w, Options{})
	p.Paragraph("a")
	p.Table(nil, [][]string{{"b"}})
	if !errors.Is(p.Err(), errBroken) || w.writes != 1 {
		t.Errorf("%v after %d writes", p.Err(), w.writes)
	}
}

// If the cost of printing grew with the square of the length, this would take
// minutes.
func TestHostileTextsEnd(t *testing.T) {
	const n = 40_000
	for _, unit := range []string{"\u2068", "\u2067a ", "\u2068a\u2069 ", "\u2066 x", "\u064E", "a\u064E ", "\u200B", "日", "ب", "\x1b", "\uFDD3a", "\t", " "} {
		for _, mode := range []Mode{None, Isolate, Native, Visual} {
			s := "\u2068x " + strings.Repeat(unit, n)
			out := printed(Options{Mode: mode, Width: 60, Direction: bidi.RTL, Color: true}, func(p *Printer) {
				p.Paragraph(s)
				p.Table(nil, [][]string{{s}})
				p.SideBySide(Passage{s, bidi.LTR}, Passage{s, bidi.RTL})
			})
			if len(out) > 500*n {
				t.Errorf("%q in mode %v: %d bytes", unit, mode, len(out))
			}
		}
	}
}

func FuzzPrinter(f *testing.F) {
	f.Add("بيان \u2068x\u2069\x1b[2J", uint8(3), uint8(20))
	f.Add("\u202e\u2067لا\u064e 日本", uint8(7), uint8(1))
	f.Fuzz(func(t *testing.T, s string, mode, width uint8) {
		var out bytes.Buffer
		o := Options{Mode: Mode(mode % 4), Width: int(width), Direction: bidi.Direction(1 + mode/4%2), Color: mode&8 != 0}
		everyBlock(New(&out, o), []string{s, "x" + s, s + " " + s, ""})
		for _, r := range sequences.ReplaceAllString(out.String(), "") {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				t.Errorf("%U of %q in %q", r, s, out.String())
			}
		}
	})
}
