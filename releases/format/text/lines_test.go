package text

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases/format/runs"
)

// TestAnyWordsKeepTheirOrderInLines: whatever is written, its words come out
// once and in order, in lines that fit, with isolates that end in their line.
func TestAnyWordsKeepTheirOrderInLines(t *testing.T) {
	word := rapid.SampledFrom([]string{
		"Lake", "Council,", "قال", "فريق", "+963 11 0100", "(LR-40/2026)", "3,750", "—", "\u2067open", "\u2069", "\u202e", "بيانٌ،", "https://a.example/b", strings.Repeat("long", 20),
	})
	rapid.Check(t, func(t *rapid.T) {
		o := &sheet{rtl: rapid.Bool().Draw(t, "rtl")}
		given := strings.Join(rapid.SliceOfN(word, 1, 40).Draw(t, "words"), " ")
		o.paragraph(given, "- ", "  ")
		var got []string
		for line := range strings.SplitSeq(strings.TrimSuffix(o.b.String(), "\n"), "\n") {
			alone := strings.TrimPrefix(strings.TrimSpace(bare(line)), "- ") // one word may be too long
			if cells(line) > Columns && strings.Contains(alone, " ") {
				t.Fatalf("%d cells: %q", cells(line), line)
			}
			if runs.Balanced(line) != line {
				t.Fatalf("isolates reach beyond their line: %q", line)
			}
			got = append(got, strings.Fields(bare(line))...)
		}
		want := strings.Fields(bare("- " + given))
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Fatalf("got  %q\nwant %q", got, want)
		}
	})
}

// bare is a line without formatting characters.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\u200E' || r == '\u200F' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' {
			return -1
		}
		return r
	}, s)
}
