package segment_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	. "bayan/releases/segment"
)

func content(t testing.TB, markdown string) []releases.Inline {
	t.Helper()
	text, _, err := releases.Parse("s.md", []byte("# h\n\n"+markdown+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	return text.Blocks[1].Inline
}

func sentences(r *Rules, in []releases.Inline) string {
	var out []string
	for _, s := range Split(r, in) {
		out = append(out, releases.Block{Kind: releases.Paragraph, Inline: s.Inline}.Markdown())
	}
	return strings.Join(out, " | ")
}

// Where a bar stands a sentence ends.
func TestSentences(t *testing.T) {
	for _, one := range []struct {
		language releases.Language
		want     string
	}{
		{"en", `The hall opens on Monday. | It has forty seats! | Will it be warm? | Yes.`},
		{"en", `Dr. Sayegh met Prof. J. R. Haddad and Mr. Khoury. | She spoke first.`},
		{"en", `The meeting is at 6 p.m. on Monday. | Bring approx. 5 coats, i.e. warm ones, e.g. of wool.`},
		{"en", `It ended at 6 p.m. | The hall was full.`},
		{"en", `The U.N. Security Council met. | So did the U.S. | The result is open.`},
		{"en", `See No. 5 on p. 12. | The answer is no. | Nobody came.`},
		{"en", `It grew by 3.5 per cent. | Write to a.b@pier.example. | See https://pier.example/a.b?c=1. | Then call.`},
		{"en", `“We will help.” | She left. | “Go!” he said. | (Nobody saw it.) | He wrote ‘no.’ | Then it rained.`},
		{"en", `He waited… | Nobody came... but the bus did. | What?! | Really.`},
		{"en", `3\. This counts. | It does.`},
		{"en", `It is **free.** | Everybody may come. | *This is one. So is this.* | The end.`},
		{"en", `He paid 5, then 6; nothing: more.`},
		{"ar", `افتُتحت القاعة يوم الاثنين. | فيها أربعون مقعداً! | هل هي دافئة؟ | نعم.`},
		{"ar", `حضر د. سمير حداد ود. ليلى خوري وأ.د. منى. | ثم تكلّمت م. هدى؛ وكان كلامها، كما قيل، حسناً.`},
		{"ar", `بُنيت عام ٣٠٠ ق.م. وسُجّلت عام ١٤٤٦ هـ. في الدفتر. | بلغت ٣٫٥ أمتار أو 3.5 أمتار.`},
		{"ar", `قالت الوزيرة: «سنساعد.» | ثم غادرت... | وبعد ذلك عادت.`},
		{"fr", "M. Dupont est venu. | Mme Haddad aussi\u00a0! | Était-ce utile\u00a0? | Oui."},
		{"fr", "Elle a dit\u00a0: «\u00a0Nous aiderons.\u00a0» | Puis elle est partie, cf. art. 5 de la loi."},
		{"en", "The hall opens. | It is free. \u00a0 \u00a0"},
		{"tr", `Bina açıldı. | Saat 3.5 sürdü! | Son.`},
	} {
		whole := content(t, strings.ReplaceAll(one.want, " | ", " "))
		if got := sentences(Default(one.language), whole); got != one.want {
			t.Errorf("%s\n got %s\nwant %s", one.language, got, one.want)
		}
	}
}

// A hard break between sentences is the skeleton's.
func TestHardBreakIsNoPartOfASentence(t *testing.T) {
	in := content(t, "Harbour Watch.\\\n12 Pier Road\\\nThe old port.")
	got := Split(Default("en"), in)
	if len(got) != 2 || got[1].Lead != "\n" || !reflect.DeepEqual(Join(got), in) {
		t.Errorf("split into %+v", got)
	}
}

// random draws the content of a paragraph as Parse returns it.
func random(t *rapid.T) []releases.Inline {
	words := rapid.SampledFrom([]string{
		"It is free.", "Dr. Haddad", "6 p.m. ", "In the hall", "Why? ", " ", ".", "!", "… ", "«نعم.» ", "د. ", "يفتح المرصد. ", "\u00a0", "\t", "\ufffe", "x", "U.S. The", "“Go!” ", "*", "[", "5.",
	})
	var draw func(depth int) []releases.Inline
	draw = func(depth int) []releases.Inline {
		var out []releases.Inline
		for range rapid.IntRange(1, 8).Draw(t, "parts") {
			in := releases.Inline{Kind: rapid.SampledFrom([]releases.InlineKind{releases.Words, releases.Words, releases.Words, releases.Emphasis, releases.Strong, releases.Link, releases.Break}).Draw(t, "kind")}
			switch {
			case in.Kind == releases.Break:
			case in.Kind == releases.Words || depth == 0:
				in = releases.Inline{Text: words.Draw(t, "words")}
			default:
				in.Children = draw(depth - 1)
				if in.Kind == releases.Link {
					in.Dest, in.Title = "https://pier.example/", rapid.SampledFrom([]string{"", "Tide"}).Draw(t, "title")
				}
			}
			out = append(out, in)
		}
		return out
	}
	made := releases.Text{Blocks: []releases.Block{{Kind: releases.Headline, Inline: []releases.Inline{{Text: "h"}}}, {Kind: releases.Paragraph, Inline: draw(2)}}}
	text, _, err := releases.Parse("random.md", made.Canonical())
	if err != nil || len(text.Blocks) != 2 {
		t.Skip("no paragraph")
	}
	return text.Blocks[1].Inline
}

func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := random(t)
		r := Default(rapid.SampledFrom([]releases.Language{"en", "ar", "fr", "ckb"}).Draw(t, "language"))
		parts := Split(r, in)
		if got := Join(parts); !reflect.DeepEqual(got, in) {
			t.Fatalf("%#v came back from %#v as %#v", in, parts, got)
		}
		for _, p := range parts {
			coded, codes := Encode(p.Inline)
			if got, err := Decode(coded, codes); err != nil || !reflect.DeepEqual(got, p.Inline) {
				t.Fatalf("%#v came back as %#v, %v", p.Inline, got, err)
			}
		}
	})
}

// Whatever codes somebody sends, decoding gives each of them once or an error
// that names one.
func FuzzDecode(f *testing.F) {
	f.Add("a(b)", []byte{1, 2})
	f.Add("(a[b]c)|", []byte{3})
	f.Fuzz(func(t *testing.T, pattern string, ids []byte) {
		codes := []Code{{ID: 1, Kind: releases.Strong}, {ID: 2, Kind: releases.Link, Dest: "https://pier.example/"}, {ID: 3, Kind: releases.Break}, {ID: 4, Kind: releases.Break, Divides: true, Optional: true}}
		var c Coded
		id := func() int {
			if len(ids) == 0 {
				return 1
			}
			n := int(ids[0])
			ids = append(ids[1:], ids[0])
			return n
		}
		for _, r := range pattern {
			switch r {
			case '(', '[':
				c.Parts = append(c.Parts, Part{Kind: Open, ID: id()})
			case ')', ']':
				c.Parts = append(c.Parts, Part{Kind: Close, ID: id()})
			case '|':
				c.Parts = append(c.Parts, Part{Kind: Single, ID: id()})
			default:
				c.Parts = append(c.Parts, Part{Text: string(r)})
			}
		}
		got, err := Decode(c, codes)
		var fault *CodeError
		if err != nil {
			if !errors.As(err, &fault) || CodeFaults[fault.Code] == nil {
				t.Fatalf("%v", err)
			}
			return
		}
		coded, _ := Encode(got)
		if n := len(coded.Parts); n == 0 || strings.TrimSpace(coded.Plain()) != strings.TrimSpace(plainWithout(c)) {
			t.Fatalf("%q came as %q", c.Plain(), coded.Plain())
		}
	})
}

// plainWithout is the text without the codes that divide blocks.
func plainWithout(c Coded) string {
	var kept []Part
	for _, p := range c.Parts {
		if p.Kind != Single || p.ID != 4 {
			kept = append(kept, p)
		}
	}
	return Coded{kept}.Plain()
}

func BenchmarkSplit(b *testing.B) {
	in := []releases.Inline{{Text: strings.Repeat("Dr. Sayegh opens the hall at 6 p.m. on Monday. It has forty seats, and is free. ", 10)}}
	r := Default("en")
	for b.Loop() {
		Split(r, in)
	}
}
