package trial

import (
	"strconv"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/exchange"
)

var words = []string{
	"The harbour opens", "It is free.", "Dr. Sayegh spoke at 6 p.m. In the hall", "Why?", "No. 5", "U.N. staff came.", "said “Go!” He left.",
	"يفتح المرصد أبوابه.", "قال د. سمير: «نعم.» ثم مضى؟", "وقبل ذلك...", "M. Dupont est là. « Bonjour. » Il sort",
	"a & b", "<b>", "]]>", "*", "_", "[x]", "\\", "`", "{1}", "{/1}", "<g id=\"1\">", "&amp;", "\"q\"", "'s", "%s", "\t", "  ", ". ", "! ", "… ",
	"\u00a0", "\u200f", "\u2067x\u2069", "\ufffe", "😀", "é", "#", "1.", "-", "+++", ">", "x", "ب", "3,750", "https://pier.example/?a=1&b=2. Then", "a@pier.example",
}

// Content draws what a block may hold.
func Content(t *rapid.T, depth int) []releases.Inline {
	kinds := []releases.InlineKind{releases.Words, releases.Words, releases.Words, releases.Emphasis, releases.Strong, releases.Link, releases.Break}
	var out []releases.Inline
	for range rapid.IntRange(1, 6).Draw(t, "parts") {
		in := releases.Inline{Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
		switch {
		case in.Kind == releases.Break:
		case in.Kind == releases.Words || depth == 0:
			in = releases.Inline{Text: rapid.SampledFrom(words).Draw(t, "words")}
			if rapid.Bool().Draw(t, "spaced") {
				in.Text += " "
			}
		default:
			in.Children = Content(t, depth-1)
			if in.Kind == releases.Link {
				in.Dest = rapid.SampledFrom([]string{"https://pier.example/", "https://pier.example/a?b=1&c=<2>", "mailto:a@pier.example"}).Draw(t, "dest")
				in.Title = rapid.SampledFrom([]string{"", "Tide & wind", "“Pier”. Two.", "مرفأ"}).Draw(t, "title")
			}
		}
		out = append(out, in)
	}
	return out
}

// Random draws a text as Parse would return it, with ids; nobody reads it, but
// it holds whatever a text can hold.
func Random(t *rapid.T) releases.Text {
	kinds := []releases.Kind{releases.Paragraph, releases.Paragraph, releases.Quotation, releases.Subheading, releases.ListItem, releases.ListItem}
	made := releases.Text{Blocks: []releases.Block{{Kind: releases.Headline, Inline: append([]releases.Inline{{Text: "Release"}}, Content(t, 1)...)}}}
	for _, name := range releases.FieldNames {
		if name != "slug" && rapid.Bool().Draw(t, name) {
			made.Fields = append(made.Fields, releases.Field{Name: name, Value: "F " + rapid.SampledFrom(words).Draw(t, "value")})
		}
	}
	for range rapid.IntRange(0, 6).Draw(t, "blocks") {
		b := releases.Block{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Inline: Content(t, 2)}
		switch b.Kind {
		case releases.Subheading:
			b.Level = rapid.IntRange(2, 6).Draw(t, "level")
		case releases.ListItem:
			b.Level = rapid.IntRange(1, 3).Draw(t, "depth")
			b.Ordered = rapid.Bool().Draw(t, "ordered")
			b.Start = rapid.SampledFrom([]int{0, 0, 3}).Draw(t, "start")
		}
		made.Blocks = append(made.Blocks, b)
	}
	read, _, err := releases.Parse("random.md", made.Canonical())
	if err != nil {
		t.Skip("no text: " + strconv.Quote(string(made.Canonical())) + err.Error())
	}
	read, _ = releases.Identify(read, releases.Text{}, nil, 0)
	return read
}

// RandomJob draws a job, with a translation or without, whose groups are any
// that Regroup can make.
func RandomJob(t *rapid.T) exchange.Job {
	base := Random(t)
	if rapid.Bool().Draw(t, "first") {
		return Job(base, nil)
	}
	target := Random(t)
	j := Job(base, &target)
	if rapid.Bool().Draw(t, "adapted") {
		if groups, err := releases.Regroup(base, target, j.Groups, []string{"all=all"}); err == nil {
			j.Groups = groups
		}
	}
	for _, g := range j.Groups {
		if len(g.Source) > 0 && rapid.Bool().Draw(t, "todo") {
			j.Todo[g.Source[0]] = exchange.Changed
		}
	}
	return j
}
