package pdf

import (
	"os/exec"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/format/internal/example"
)

// anyText is what a writer may write, the characters that steer direction,
// joining and lines among it.
var anyText = rapid.StringOf(rapid.OneOf(
	rapid.SampledFrom([]rune("ابتلاأإآىةيموكقنسشصضطظعغفقرزدذجحخثه")),
	rapid.SampledFrom([]rune("abcdefgHIJKÉfiffl gğжλ")),
	rapid.SampledFrom([]rune("  ،؛؟«».,:;!?()[]{}-–—/%+0123456789٠١٢٣۴۵")),
	rapid.SampledFrom([]rune("\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652\u0670\u0301\u200C\u200D\u00A0")),
	rapid.SampledFrom([]rune("\u200E\u200F\u061C\u2066\u2067\u2068\u2069\u202A\u202B\u202C\u202D\u202E\u00AD\u200B\u2060")),
	rapid.Rune(),
))

// content is a paragraph with marks anywhere in it.
func content(t *rapid.T) (nodes []releases.Inline) {
	for range rapid.IntRange(1, 6).Draw(t, "pieces") {
		n := releases.Inline{Text: anyText.Draw(t, "text")}
		if kind := rapid.SampledFrom([]releases.InlineKind{releases.Words, releases.Words, releases.Emphasis, releases.Strong, releases.Link, releases.Break}).Draw(t, "kind"); kind != releases.Words {
			n.Text = "m" + n.Text // no mark is empty
			n = releases.Inline{Kind: kind, Children: []releases.Inline{n}, Dest: "https://a.example/"}
			if kind == releases.Break {
				n.Children = nil
			}
		}
		nodes = append(nodes, n)
	}
	return nodes
}

// said is the words of a content, a break as a space.
func said(nodes []releases.Inline) (s string) {
	for _, n := range nodes {
		if n.Kind == releases.Break {
			s += " "
		}
		s += n.Text + said(n.Children)
	}
	return s
}

// TestAnyTextComesBack: whatever a paragraph holds, a screen reader gets it as
// it was written.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := rapid.SampledFrom([]releases.Language{"en", "ar"}).Draw(rt, "language")
		block := releases.Block{
			Kind:   rapid.SampledFrom([]releases.Kind{releases.Paragraph, releases.Quotation, releases.Subheading, releases.ListItem}).Draw(rt, "kind"),
			Level:  rapid.IntRange(0, 9).Draw(rt, "level"),
			Inline: content(rt),
		}
		e := example.Signed()
		for i := range e.Texts {
			e.Texts[i].Text.Fields = nil
			e.Texts[i].Text.Blocks = []releases.Block{e.Texts[i].Text.Blocks[0], block}
		}
		e.Facts, e.Manifest = releases.Facts{}, ""
		got := strings.Join(paragraphs(open(t, single(t, e, l)).tree()), "|")
		want := undirected(clean(said(block.Inline)))
		if want != "" && !strings.HasSuffix(got, "|"+want) {
			rt.Fatalf("%s\nwritten %+q\nread    %+q", l, want, got)
		}
	})
}

func FuzzWrite(f *testing.F) {
	for _, text := range hostile { // their beginnings: TestHostileTexts has them whole
		text = string([]rune(text)[:min(len([]rune(text)), 60)])
		f.Add(text, true, byte(0))
		f.Add(text, false, byte(3))
	}
	for _, text := range example.Signed().Texts {
		for _, b := range text.Text.Blocks {
			f.Add(b.Plain(), text.RTL, byte(len(f.Name())))
		}
	}
	kinds := []releases.Kind{releases.Paragraph, releases.Quotation, releases.Subheading, releases.ListItem}
	f.Fuzz(func(t *testing.T, text string, rtl bool, kind byte) {
		if len(text) > 1000 {
			t.Skip("long texts have a test of their own")
		}
		e := example.Draft()
		n := 0
		if rtl {
			n = 1
		}
		e.Organisation = text
		for i := range e.Texts[n].Text.Fields {
			e.Texts[n].Text.Fields[i].Value = text
		}
		blocks := e.Texts[n].Text.Blocks
		blocks[0].Inline = []releases.Inline{{Text: text}}
		blocks[1] = releases.Block{ID: blocks[1].ID, Kind: kinds[int(kind)%4], Level: int(kind), Ordered: kind&4 != 0, Inline: []releases.Inline{{Text: text}}}
		raw := single(t, e, e.Texts[n].Language)
		if got, want := open(t, raw).tree().all(), undirected(clean(text)); !strings.Contains(got, want) {
			t.Errorf("%+.200q does not come back", want)
		}
		inPrint(t, e)
		if _, err := exec.LookPath("qpdf"); err == nil && len(text)%16 == 0 {
			if out, err := exec.Command("qpdf", "--check", saved(t, "qpdf", "qpdf", raw)).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		}
	})
}
