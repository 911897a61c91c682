package pieces

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"bayan/locales/bidi"
	"bayan/releases"
)

// shown writes pieces as people compare them: each in brackets, with what it is.
func shown(all []Piece) string {
	var b strings.Builder
	for _, p := range all {
		if p.Break {
			b.WriteString("/")
			continue
		}
		if p.Parted {
			b.WriteString("|")
		}
		mark := ""
		for name, on := range map[string]bool{"*": p.Strong, "_": p.Emphasis, "#": p.Link > 0, "+": p.Token} {
			if on {
				mark += name
			}
		}
		if p.Own {
			mark += map[bool]string{true: "<", false: ">"}[p.RTL]
		}
		b.WriteString("[" + mark + p.Text + "]")
	}
	return b.String()
}

func words(s string) releases.Inline { return releases.Inline{Kind: releases.Words, Text: s} }

func marked(k releases.InlineKind, in ...releases.Inline) releases.Inline {
	return releases.Inline{Kind: k, Children: in, Dest: "https://sanabel.example/a"}
}

func TestPieces(t *testing.T) {
	for _, c := range []struct {
		name    string
		rtl     bool
		content []releases.Inline
		want    string
	}{
		{"a telephone number in Arabic", true, []releases.Inline{words("هاتف +963 11 0100 ليلاً")}, "[هاتف ][+>+963 11 0100][ ليلاً]"},
		{"a number in English", false, []releases.Inline{words("call +963 11 0100 now")}, "[call ][++963 11 0100][ now]"},
		{"a number that a word touches", true, []releases.Inline{words("ثم+963 11 0100")}, "[ثم][+>+963 11 0100]"},
		{"an Arabic name in English", false, []releases.Inline{words("called جمعية طرفا here")}, "[called ][<جمعية طرفا][ here]"},
		{"marks cut a run", true, []releases.Inline{words("وفق Lake "), marked(releases.Strong, words("Safety")), words(" Council.")}, "[وفق ][>Lake ][*>Safety][> Council][.]"},
		{"a code and a sign", true, []releases.Inline{words("زيادة +5% وفق LR-40/2026، −5%")}, "[زيادة ][+>+5][% وفق ][>LR-40/2026]|[، ][+>−5%]"},
		{"two names, a number", false, []releases.Inline{words("in حلب, دمشق 240, كفر and")}, "[in ][<حلب, دمشق]|[ 240, ][<كفر][ and]"},
		{"a break", false, []releases.Inline{words("a"), {Kind: releases.Break}, words("b")}, "[a]/[b]"},
		{"a link", false, []releases.Inline{words("on "), marked(releases.Link, words("our page")), words(".")}, "[on ][#our page][.]"},
	} {
		if got := shown(Of(c.content, c.rtl)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
	if got := shown(Line("press@sanabel.example, +963 11 0100", false)); got != "[#press@sanabel.example][, ][++963 11 0100]" {
		t.Errorf("a contact is %s", got)
	}
	if got := shown(Linked([]releases.Inline{words("at https://b.org/x or "), marked(releases.Link, words("a@b.org"))}, false)); got != "[at ][#https://b.org/x][ or ][#a@b.org]" {
		t.Errorf("addresses of a message are %s", got)
	}
	unsafe := Of([]releases.Inline{{Kind: releases.Link, Dest: "javascript:x", Children: []releases.Inline{words("x")}}}, false)
	if unsafe[0].Link != 0 {
		t.Error("a link to a script is a link")
	}
}

func TestGuarded(t *testing.T) {
	for given, want := range map[string]string{
		"+963 11 0100":     "\u200E+963\u00A011\u00A00100\u200E",
		"+٩٦٣ (١١) ٠١٠٠":   "\u200E\u202A\u200E+\u200E٩٦٣\u200E\u00A0\u200E\u200E(\u200E١١\u200E)\u200E\u200E\u00A0\u200E٠١٠٠\u202C\u200E",
		"٠١١ ٢٢٣\u00A0٣٤٤": "\u200E٠١١\u00A0٢٢٣\u00A0\u2060٣٤٤\u200E",
	} {
		if got := (Piece{Text: given, Phone: true}).Guarded(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := (Piece{Text: "+5", Token: true}).Guarded(); got != "\u200E+5" {
		t.Errorf("got %q", got)
	}
}

// Whatever a line is, its pieces are its words in order.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{"call ", "هاتف ", "+963 11 0100", "٠١١ ٢٢٣٣٤٤", "C++ ", "(SHO)", "«", "»", " ", "5%", "a@b.org", "https://b.org/x", "\u2067", "و"})
		var content []releases.Inline
		want := ""
		for range rapid.IntRange(0, 6).Draw(t, "n") {
			in := words(strings.Join(rapid.SliceOfN(part, 1, 3).Draw(t, "words"), ""))
			want += in.Text
			switch rapid.IntRange(0, 3).Draw(t, "look") {
			case 0:
				in = marked(releases.Strong, in)
			case 1:
				in = marked(releases.Link, in)
			}
			content = append(content, in)
		}
		got := ""
		for _, p := range Of(content, rapid.Bool().Draw(t, "rtl")) {
			got += p.Text
		}
		if strings.TrimRight(got, "\u2069") != strings.TrimRight(want, "\u2069") {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

// Whatever a telephone number looks like and whatever stands around it, a reader
// sees its digits in the order in which they are dialled, though nobody knows
// isolates.
func TestNumbersAreSeenAsTheyAreDialled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zero := rapid.SampledFrom([]rune{'0', '٠', '۰'}).Draw(t, "digits")
		group := func(name string, first int) string {
			var b strings.Builder
			for i := range rapid.IntRange(2, 4).Draw(t, name) {
				b.WriteRune(zero + rune((first+i)%10))
			}
			return b.String()
		}
		number := string(zero) + group("first", 1)
		if rapid.Bool().Draw(t, "plus") {
			number = "+" + group("country", 1)
		}
		for i := range rapid.IntRange(2, 4).Draw(t, "groups") {
			g := group("group", i)
			number += rapid.SampledFrom([]string{" ", "\u00a0", "-", "/", "."}).Draw(t, "between")
			if rapid.IntRange(0, 3).Draw(t, "bracket") == 0 {
				g = "(" + g + ")"
			}
			number += g
		}
		before := rapid.SampledFrom([]string{"", "هاتف ", "call ", "هاتف: ", "(", "«", "240، ", "ثم "}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", ".", " ليلاً", " now", ")", "، 12", "؟"}).Draw(t, "after")
		rtl := rapid.Bool().Draw(t, "rtl")
		line, guarded := "", ""
		for _, p := range Of([]releases.Inline{words(before + number + after)}, rtl) {
			if p.Parted {
				line += p.Part()
			}
			line += p.Guarded()
			if p.Phone {
				guarded = p.Text
			}
		}
		if guarded == "" {
			return // no telephone number to runs
		}
		direction := bidi.LTR
		if rtl {
			direction = bidi.RTL
		}
		var p bidi.Paragraph
		p.SetString(line, direction)
		var seen, dialled strings.Builder
		from := len([]rune(line[:strings.Index(line, (Piece{Text: guarded, Phone: true}).Guarded())]))
		to := from + len([]rune((Piece{Text: guarded, Phone: true}).Guarded()))
		for _, i := range p.Order(0, p.Len()) {
			if i := int(i); i >= from && i < to && unicode.IsDigit(p.Text()[i]) {
				seen.WriteRune(p.Text()[i])
			}
		}
		for _, r := range guarded {
			if unicode.IsDigit(r) {
				dialled.WriteRune(r)
			}
		}
		if seen.String() != dialled.String() {
			t.Fatalf("%q is seen as %s", line, seen.String())
		}
	})
}
