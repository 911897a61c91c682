package releases

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sameText compares what a text says: neither ids nor lines.
func sameText(a, b Text) bool {
	if len(a.Fields) != len(b.Fields) || len(a.Blocks) != len(b.Blocks) {
		return false
	}
	for i := range a.Fields {
		if a.Fields[i].Name != b.Fields[i].Name || a.Fields[i].Value != b.Fields[i].Value {
			return false
		}
	}
	for i, x := range a.Blocks {
		y := b.Blocks[i]
		if x.Kind != y.Kind || x.Level != y.Level || x.Ordered != y.Ordered || x.Start != y.Start || !sameContent(x.Inline, y.Inline) {
			return false
		}
	}
	return true
}

// checkCanonical holds what every text that was read promises.
func checkCanonical(t interface {
	Helper()
	Fatalf(string, ...any)
}, text Text) {
	t.Helper()
	canonical := text.Canonical()
	again, _, err := Parse("again.md", canonical)
	if err != nil {
		t.Fatalf("the canonical text is refused: %v\n%s", err, canonical)
	}
	if !sameText(text, again) {
		t.Fatalf("the canonical text reads differently:\n%q\nwas %#v\nnow %#v", canonical, text.Blocks, again.Blocks)
	}
	if second := again.Canonical(); string(second) != string(canonical) {
		t.Fatalf("the canonical text is no fixed point:\n%q\n%q", canonical, second)
	}
	for i, b := range text.Blocks {
		if b.Digest() != again.Blocks[i].Digest() {
			t.Fatalf("block %d changed its digest: %q", i, b.Markdown())
		}
	}
}

// drawContent makes block content of any shape, words that look like marks
// included.
func drawContent(depth int) *rapid.Generator[[]Inline] {
	words := rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"Minister", "الوزير", "قال", "«", "»", " ", " ", "  ", "*", "**", "_", "__", "[", "]", "(", ")", "`", "<", ">", "a", "b", "1", "1.", "-", "+", "#", "=", "|", ":", "\\", "&", "&amp;", "!", "~~~", "\t",
			"3,750", "٣٬٧٥٠", "e\u0301", "\u0338", "\u00a0", "\u200f", "\u200c", "https://example.org", "<<<<<<<", ">>>>>>>", "|||||||", "---", "\u064e\u0651", "&#42;", "[^1]: x", "+++", "<b>", "a@b.org",
		}), 0, 6).Draw(t, "parts")
		return strings.Join(parts, "")
	})
	return rapid.Custom(func(t *rapid.T) []Inline {
		var out []Inline
		for range rapid.IntRange(0, 4).Draw(t, "runs") {
			kind := rapid.SampledFrom([]InlineKind{Words, Words, Words, Emphasis, Strong, Link, Break}).Draw(t, "kind")
			in := Inline{Kind: kind}
			switch kind {
			case Words:
				in.Text = words.Draw(t, "words")
			case Break:
			default:
				if depth == 0 {
					continue
				}
				in.Children = drawContent(depth-1).Draw(t, "children")
				if kind == Link {
					in.Dest = rapid.SampledFrom([]string{"https://example.org/a_(b)_c", "https://example.org", "mailto:press@example.org", "/a b", "x)y", "", `a\*b`, "a&amp;b", "<x>", "(x"}).Draw(t, "address")
					in.Title = rapid.SampledFrom([]string{"", "", `a "title"`, "عنوان", `\`, "&lt;"}).Draw(t, "title")
				}
			}
			out = append(out, in)
		}
		return out
	})
}

// drawText makes a text in normal form, as Parse would return it.
func drawText() *rapid.Generator[Text] {
	return rapid.Custom(func(t *rapid.T) Text {
		text := Text{Blocks: []Block{{Kind: Headline, Inline: []Inline{{Kind: Words, Text: "Winter training begins"}}}}}
		for _, name := range FieldNames {
			if rapid.IntRange(0, 3).Draw(t, name) == 0 {
				text.Fields = append(text.Fields, Field{Name: name, Value: fieldValue(rapid.SampledFrom([]string{"Press release", "بيان صحفي", `a "b" \c`, "a\tb", "+++"}).Draw(t, "value"))})
			}
		}
		depth := 0
		for range rapid.IntRange(0, 8).Draw(t, "blocks") {
			b := Block{Kind: rapid.SampledFrom([]Kind{Paragraph, Quotation, Subheading, ListItem, ListItem, ListItem}).Draw(t, "kind")}
			switch b.Kind {
			case Subheading:
				b.Level = rapid.IntRange(2, 6).Draw(t, "level")
			case ListItem:
				b.Level = rapid.IntRange(1, min(depth+1, 4)).Draw(t, "depth")
				b.Ordered = rapid.Bool().Draw(t, "ordered")
			}
			b.Inline = normal(drawContent(2).Draw(t, "content"), b.Kind)
			if len(b.Inline) == 0 {
				continue
			}
			depth = b.Level
			if b.Kind != ListItem {
				depth = 0
			}
			text.Blocks = append(text.Blocks, b)
		}
		return text
	})
}

func TestCanonicalIsReadBackAndFixed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkCanonical(t, drawText().Draw(t, "text")) })
}

func TestWordsThatLookLikeALinkStayWords(t *testing.T) {
	for _, words := range []string{"<0@8>0A", "<desk@sanabel.example> says", "a < b", "<5 of 7>", "<.x@y>"} {
		text := Text{Blocks: []Block{
			{Kind: Headline, Inline: []Inline{{Kind: Words, Text: words}}},
			{Kind: Paragraph, Inline: []Inline{{Kind: Words, Text: words}}},
		}}
		again, _, err := Parse("x.md", text.Canonical())
		if err != nil || again.Blocks[1].Plain() != words || again.Blocks[0].Plain() != words {
			t.Errorf("%q is written as %q and read as %v, %v", words, text.Canonical(), again.Blocks, err)
		}
	}
}

func TestNormalFormIsFixed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		content := drawContent(3).Draw(t, "content")
		once := normal(content, Paragraph)
		if twice := normal(once, Paragraph); !sameContent(once, twice) {
			t.Fatalf("once  %#v\ntwice %#v", once, twice)
		}
		if a, b := strings.Join(strings.Fields(plain(content)), ""), strings.Join(strings.Fields(plain(once)), ""); len(b) < len(strings.Join(strings.Fields(cleanWords(a)), ""))-len(a) {
			t.Fatalf("words lost: %q, %q", a, b)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, c := range readGolden(f, "testdata/parse.txt") {
		f.Add([]byte(c.given))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		text, _, err := Parse("x.md", src)
		if err != nil {
			return
		}
		checkCanonical(t, text)
	})
}

// A reviewer who is shown two blocks sees that they differ: words, marks, addresses,
// kind and level.
func TestWhatDiffersIsSeen(t *testing.T) {
	read := func(t *rapid.T, file string) Block {
		text, _, err := Parse("en.md", []byte("# Headline\n\n"+file))
		if err != nil || len(text.Blocks) < 2 {
			t.Fatalf("%q: %v", file, err)
		}
		return text.Blocks[1]
	}
	all := []string{
		"Register at [the page](https://port.example/a) now.", "Register at [the page](https://port.example/b) now.",
		"Register at [the page](https://port.example/a \"Title\") now.", "Register at **the page** now.", "Register at *the page* now.",
		"Register at the page now.", "## Register at the page now.", "### Register at the page now.", "> Register at the page now.",
		"- Register at the page now.", "1. Register at the page now.", "3. Register at the page now.", "Register at\\\nthe page now.",
	}
	rapid.Check(t, func(t *rapid.T) {
		a := read(t, rapid.SampledFrom(all).Draw(t, "one"))
		b := read(t, rapid.SampledFrom(all).Draw(t, "other"))
		if same := a.Digest() == b.Digest(); same != (a.Marked() == b.Marked()) {
			t.Fatalf("same %t:\n%q\n%q", same, a.Marked(), b.Marked())
		}
	})
}
