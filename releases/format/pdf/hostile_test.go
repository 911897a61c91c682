package pdf

import (
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/format/internal/example"
)

// hostile are paragraphs that nobody should send.
var hostile = []string{
	"\u1680", // a space that no font has a glyph for
	strings.Repeat("w", 5000),
	strings.Repeat("ب", 5000),
	strings.Repeat("لا", 900) + strings.Repeat("\u064B", 400),
	"\u0301\u064B\u064B begins with marks",
	"a\x00b\x07c\x1b[31m\u0085d",
	strings.Repeat("\u2067", 200) + "open" + strings.Repeat("\u202E", 70) + "over",
	"\u200D\u200C\uFEFF\u2060\u00AD",
	strings.Repeat("(", 300) + "قال" + strings.Repeat(")", 300),
	"👩🏽\u200D🚒 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 ⁂ ⛧ \U000E0001 \uFFFF \uE000",
	strings.Repeat("https://a.example/", 200),
	strings.Repeat("+963 11 0100 ", 200),
	"ש\u05B8לום नमस्ते ไทย 中文字",
	strings.Repeat("\u00A0", 500),
	"\xff\xfe broken",
	strings.Repeat("\u200B", 20000),
	"one\u2028two\u2029three\u0085four",
	"thin\u2009narrow\u202Fwide\u3000hair\u200Afigure\u2007",
}

func TestHostileTexts(t *testing.T) {
	for i, text := range hostile {
		for n, l := range []releases.Language{"en", "ar"} {
			e := example.Signed()
			e.Texts[n].Text.Blocks[1].Inline = []releases.Inline{{Text: text}}
			e.Texts[n].Text.Blocks[2].Kind, e.Texts[n].Text.Blocks[2].Inline = releases.Subheading, []releases.Inline{{Text: text}}
			tree := open(t, single(t, e, l)).tree()
			if want := undirected(clean(text)); want != "" && !strings.Contains(tree.all(), want) {
				t.Errorf("%d, %s: %.60q does not come back", i, l, want)
			}
		}
	}
}
