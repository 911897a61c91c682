// Package segment cuts the content of a block into sentences and puts it
// together again, and turns marks into the numbered codes that translation
// systems hold.
//
// Three guarantees: Join(Split(r, x)) is x for the content of every block that
// Parse returned, whatever the rules, and so is Join of what SplitAt made;
// Decode(Encode(x)) is x; and codes that came home changed are either put back as
// marks or refused by name.
//
// A sentence is only ended at white space outside of marks: sentences that share
// a mark (a quotation in italics) stay one segment, so that each segment has
// whole marks.
package segment

import (
	"slices"
	"strings"

	"bayan/releases"
)

// Segment is a sentence of a block.
type Segment struct {
	// Lead is the white space before it in the block's words, a line feed for a
	// hard break; "" for the first. It belongs to no sentence and is not
	// translated.
	Lead   string
	Inline []releases.Inline
}

// Sentences are those of a block. A heading or field is one whatever stops it
// holds.
func Sentences(r *Rules, b releases.Block) []Segment {
	switch b.Kind {
	case releases.Headline, releases.Subheading, releases.FieldKind:
		return []Segment{{Inline: b.Inline}}
	}
	return Split(r, b.Inline)
}

// Split cuts content into sentences. Content without an end of a sentence, or
// without anything, is one segment.
func Split(r *Rules, content []releases.Inline) []Segment {
	flat, inside := flatten(content)
	return cut(content, flat, r.breaks(flat, inside))
}

// cut cuts content at the stretches of white space between its sentences.
func cut(content []releases.Inline, flat string, gaps [][2]int) []Segment {
	if len(gaps) == 0 {
		return []Segment{{Inline: content}}
	}
	out := make([]Segment, 0, len(gaps)+1)
	lead := ""
	c := cutter{content: content}
	for _, gap := range gaps {
		out = append(out, Segment{lead, c.until(gap[0])})
		lead = strings.Clone(flat[gap[0]:gap[1]]) // and not the whole of flat with it
		c.pass(gap[1])
	}
	return append(out, Segment{lead, c.rest()})
}

// Join puts segments together.
func Join(segments []Segment) []releases.Inline {
	var out []releases.Inline
	words := func(s string) {
		if n := len(out) - 1; n >= 0 && out[n].Kind == releases.Words {
			out[n].Text += s
		} else if s != "" {
			out = append(out, releases.Inline{Kind: releases.Words, Text: s})
		}
	}
	for _, s := range segments {
		for i, line := range strings.Split(s.Lead, "\n") {
			if i > 0 {
				out = append(out, releases.Inline{Kind: releases.Break})
			}
			words(line)
		}
		for i, in := range s.Inline {
			if i == 0 && in.Kind == releases.Words {
				words(in.Text)
			} else {
				out = append(out, in)
			}
		}
	}
	return out
}

// flatten returns the words with a line feed for each hard break, and the
// stretches of it that stand within marks.
func flatten(content []releases.Inline) (flat string, inside [][2]int) {
	if len(content) == 1 && content[0].Kind == releases.Words {
		return content[0].Text, nil
	}
	var b strings.Builder
	for _, in := range content {
		switch in.Kind {
		case releases.Words:
			b.WriteString(in.Text)
		case releases.Break:
			b.WriteByte('\n')
		default:
			from := b.Len()
			b.WriteString(releases.Lines(in.Children))
			inside = append(inside, [2]int{from, b.Len()})
		}
	}
	return b.String(), inside
}

// cutter hands out content from the left, by offsets in the flat text.
type cutter struct {
	content []releases.Inline
	at      int // of what is left
	cut     int // bytes of the first, which are words, that are handed out
}

// until returns the content up to an offset, which stands in no mark.
func (c *cutter) until(end int) []releases.Inline {
	var out []releases.Inline
	for len(c.content) > 0 && c.at < end {
		in := c.content[0]
		n := 1
		switch in.Kind {
		case releases.Words:
			in.Text = in.Text[c.cut:]
			n = len(in.Text)
			if c.at+n > end {
				in.Text = in.Text[:end-c.at]
				c.cut += end - c.at
				c.at = end
				return append(out, in)
			}
		case releases.Break:
		default:
			n = len(releases.Lines(in.Children))
		}
		out = append(out, in)
		c.content, c.at, c.cut = c.content[1:], c.at+n, 0
	}
	return out
}

// pass leaves out what is up to an offset.
func (c *cutter) pass(end int) {
	for len(c.content) > 0 && c.at < end {
		if in := c.content[0]; in.Kind == releases.Words {
			n := len(in.Text) - c.cut
			if c.at+n > end {
				c.cut += end - c.at
				c.at = end
				return
			}
			c.at += n
		} else {
			c.at++ // a break: white space is nothing else
		}
		c.content, c.cut = c.content[1:], 0
	}
}

// rest returns what is left.
func (c *cutter) rest() []releases.Inline {
	if c.cut == 0 {
		return c.content
	}
	out := slices.Clone(c.content)
	out[0].Text = out[0].Text[c.cut:]
	return out
}
