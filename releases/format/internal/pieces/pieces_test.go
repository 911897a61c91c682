package pieces

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

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
		{"an Arabic name in English", false, []releases.Inline{words("called جمعية طرفا here")}, "[called ][<جمعية طرفا][ here]"},
		{"marks cut a run", true, []releases.Inline{words("وفق Lake "), marked(releases.Strong, words("Safety")), words(" Council.")}, "[وفق ][>Lake ][*>Safety][> Council][.]"},
		{"a code and a sign", true, []releases.Inline{words("زيادة +5% وفق LR-40/2026، −5%")}, "[زيادة ][+>+5][% وفق ][>LR-40/2026][، ][+>−5%]"},
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
	unsafe := Of([]releases.Inline{{Kind: releases.Link, Dest: "javascript:x", Children: []releases.Inline{words("x")}}}, false)
	if unsafe[0].Link != 0 {
		t.Error("a link to a script is a link")
	}
}

func TestGuarded(t *testing.T) {
	for given, want := range map[string]string{
		"+963 11 0100":   "\u200E+963\u00A011\u00A00100\u200E",
		"+٩٦٣ (١١) ٠١٠٠": "\u200E\u200E+\u200E٩٦٣\u00A0\u200E(\u200E١١\u200E)\u200E\u00A0٠١٠٠\u200E",
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
