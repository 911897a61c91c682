package html

import (
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/format/runs"
)

// TestNoWordIsLostOrMade: whatever marks and directions are mixed, the page
// has the words of the block, once, in order, and its elements nest.
func TestNoWordIsLostOrMade(t *testing.T) {
	words := rapid.SampledFrom([]string{
		"Lake", " Council ", "قال", " فريق ", "+963 11 0100", "+٩٦٣ ١١ ٠١٠٠", "(", ")", "، ", ". ", "3,750", "C++", " ", "https://a.example/?a=1&b=2", "x@y.example", "\u2067", "\u2069", "\u202e", "<b>", "\"", "2026-11-22",
	})
	var content *rapid.Generator[[]releases.Inline]
	node := rapid.Custom(func(t *rapid.T) releases.Inline {
		kind := rapid.SampledFrom([]releases.InlineKind{releases.Words, releases.Words, releases.Words, releases.Strong, releases.Emphasis, releases.Link, releases.Break}).Draw(t, "kind")
		n := releases.Inline{Kind: kind}
		switch kind {
		case releases.Words:
			n.Text = words.Draw(t, "words")
		case releases.Strong, releases.Emphasis, releases.Link:
			n.Dest = rapid.SampledFrom([]string{"https://a.example/", "javascript:x"}).Draw(t, "dest")
			n.Children = content.Draw(t, "children")
		}
		return n
	})
	content = rapid.Deferred(func() *rapid.Generator[[]releases.Inline] { return rapid.SliceOfN(node, 0, 4) })
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.SliceOfN(node, 0, 6).Draw(t, "content")
		raw := string(inlines(drawn, rapid.Bool().Draw(t, "rtl")))
		if strings.Count(raw, "<bdi") != strings.Count(raw, "</bdi>") {
			t.Fatalf("isolates do not pair: %s", raw)
		}
		doc, err := nethtml.Parse(strings.NewReader("<p>" + raw + "</p>"))
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for n := range doc.Descendants() {
			switch {
			case n.Type == nethtml.TextNode:
				got.WriteString(n.Data)
			case n.Data == "br":
				got.WriteByte('\n')
			case n.Data == "a" && n.Parent.Data == "a":
				t.Fatalf("a link inside a link: %s", raw)
			}
		}
		if want := runs.Balanced(releases.Lines(drawn)); got.String() != want {
			t.Fatalf("the words %q became %q\n%s", want, got.String(), raw)
		}
	})
}
