package bidi

import (
	"slices"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestJoin(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"initial, medial, final", "بيت", "\uFE91\uFEF4\uFE96"},
		{"alef breaks the word", "بيان", "\uFE91\uFEF4\uFE8E\uFEE5"},
		{"lam-alef", "لا سلام الآن", "\uFEFB \uFEB3\uFEFC\uFEE1 \uFE8D\uFEF5\uFEE5"},
		{"marks stay after their letter", "مُحَمَّد", "\uFEE3\u064F\uFEA4\u064E\uFEE4\u064E\u0651\uFEAA"},
		{"a marked lam keeps its mark", "لَا", "\uFEDF\u064E\uFE8E"},
		{"persian letters", "گچپژ", "\uFB94\uFB7D\uFB59\uFB8B"},
		{"a half-space", "می\u200Cگوید", "\uFEE3\uFBFD\uFB94\uFEEE\uFBFE\uFEAA"},
		{"an abbreviation with a joiner", "ه\u200D", "\uFEEB"},
		{"a letter without forms joins its neighbours", "ب\u0750ب", "\uFE91\u0750\uFE90"},
		{"uyghur", "ىب", "\uFBE8\uFE90"},
		{"hamza joins nothing", "ماء", "\uFEE3\uFE8E\u0621"},
		{"tatweel", "ــب", "ــ\uFE90"},
		{"an isolate parts", "ب\u2068ب\u2069", "\uFE8F\u2068\uFE8F\u2069"},
		{"no arabic", "white, 3,750 שלום", "white, 3,750 שלום"},
		{"emoji keep their joiner", "👩\u200D🚒 ب", "👩\u200D🚒 \uFE8F"},
	} {
		if got, _ := Join([]rune(c.in)); string(got) != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, string(got), c.want)
		}
	}
}

func TestJoiningKeepsTheLetters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := []rune(anyText.Draw(t, "text"))
		was := slices.Clone(in)
		out, from := Join(in)
		if !slices.Equal(in, was) {
			t.Fatalf("the text was changed: %+q", string(in))
		}
		withoutJoiners := func(rs []rune) string {
			return norm.NFKC.String(string(slices.DeleteFunc(slices.Clone(rs), func(r rune) bool { return r == zwj || r == zwnj })))
		}
		if a, b := withoutJoiners(in), withoutJoiners(out); a != b {
			t.Fatalf("%+q became %+q", string(in), string(out))
		}
		for i := range from {
			if i > 0 && from[i] <= from[i-1] || norm.NFKC.String(string(out[i]))[0] != norm.NFKC.String(string(in[from[i]]))[0] {
				t.Fatalf("%+q is not from %+q", out[i], in[from[i]])
			}
		}
		if n := len(out); n > len(in) || !utf8.ValidString(string(out)) {
			t.Fatalf("%+q grew to %+q", string(in), string(out))
		}
	})
}
