package memory

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// plainDistance is the textbook's.
func plainDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func TestDistanceIsThatOfTheTextbook(t *testing.T) {
	letters := rapid.SliceOfN(rapid.SampledFrom([]rune("abcد")), 0, 200)
	rapid.Check(t, func(t *rapid.T) {
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		p := newPattern(a)
		for range 2 { // a pattern serves many times
			if got, want := p.distance(b), plainDistance(a, b); got != want {
				t.Fatalf("distance %d, want %d", got, want)
			}
		}
	})
}

var press = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{
		"the", "The", "harbour", "opens", "3,750", "12", "٣٬٧٥٠", "H1N1", "و12", "الْمَرْفأ", "المرفا", "—", "«", "4.5", "٩:٣٠", "café", "cafe\u0301", "ﻻ", "\u200f", "’s", "新", "\xff",
	}), 0, 12).Draw(t, "words")
	return strings.Join(words, rapid.SampledFrom([]string{" ", "  ", "، "}).Draw(t, "between"))
})

func TestScoresKeepTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Query{Text: Plain(press.Draw(t, "query"))}
		u := Unit{Source: Plain(press.Draw(t, "source")), Target: Plain(press.Draw(t, "target")), Reviewed: rapid.Bool().Draw(t, "reviewed"), Stale: rapid.Bool().Draw(t, "stale")}
		m := Ask(q).Compare(u, false)
		switch {
		case m.Score < 0 || m.Score > 102:
			t.Fatalf("score %d", m.Score)
		case m.Score >= 100 && (!sameWords(q.Text.Words, u.Source.Words) || !u.Reviewed || u.Stale):
			t.Fatalf("%d, but it is not the same: %+v", m.Score, m)
		case m.Score < 100 && sameWords(q.Text.Words, u.Source.Words) && u.Reviewed && !u.Stale:
			t.Fatalf("%d for the same text", m.Score)
		case m.Difference != Numbers && m.Target.Words != u.Target.Words:
			t.Fatalf("the target was changed: %q", m.Target.Words)
		case len(m.Numbers) > 0 && m.Score > 98:
			t.Fatalf("%d with substituted numbers", m.Score)
		}
		if m.Difference == Numbers && utf8.ValidString(u.Target.Words) && !utf8.ValidString(m.Target.Words) {
			t.Fatalf("the target is broken: %q", m.Target.Words)
		}
	})
}

func TestShortWordsNeverScoreTooLow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := Read(Plain(press.Draw(t, "a"))), Read(Plain(press.Draw(t, "b")))
		first := NewPattern(a.Short()).Likeness(b.Short())
		exact := likeness(newPattern(a.hashes()).distance(b.hashes()), max(len(a.Words), len(b.Words)))
		if first < exact {
			t.Fatalf("first look %d, exact %d", first, exact)
		}
	})
}

// FuzzRead holds what the index relies on: words lie in order within the text.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"The 3,750 homes", "بـ٣٬٧٥٠ منزلاً", "H1N1/COVID-19", "’s 'a", "\xff\xfe", "1.2.3:4/5", "新聞", "د\u064b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		read := Read(Plain(s))
		for _, w := range read.Words {
			if w.Start < at || w.End <= w.Start || w.End > len(s) {
				t.Fatalf("%q: a word at %d…%d after %d", s, w.Start, w.End, at)
			}
			at = w.End
		}
		if again := Read(Plain(s)); again.Key != read.Key || again.Skeleton != read.Skeleton {
			t.Fatalf("%q is read in two ways", s)
		}
	})
}

// FuzzSubstitute looks for numbers that come out as others, or break the text.
func FuzzSubstitute(f *testing.F) {
	f.Add("12,400 homes", "3,750 homes", "٣٬٧٥٠ منزل")
	f.Add("4.5", "1,234.5", "1.234,5")
	f.Add("10:45", "9:30", "۹:۳۰")
	f.Fuzz(func(t *testing.T, asked, source, target string) {
		a, s := Read(Plain(asked)), Read(Plain(source))
		if a.Skeleton != s.Skeleton || a.Numbers != s.Numbers {
			return
		}
		out, made, ok := substitute(a, s, Plain(target))
		if utf8.ValidString(target) && utf8.ValidString(asked) && !utf8.ValidString(out.Words) {
			t.Fatalf("%q became %q", target, out.Words)
		}
		if !ok && (out.Words != target || made != nil) {
			t.Fatalf("refused, and changed %q into %q", target, out.Words)
		}
	})
}
