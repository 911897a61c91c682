package releases

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Canonical writes the text in the one style that its digest is made of:
//
//   - front matter only where there are fields, in the order of FieldNames, as
//     TOML basic strings, and a blank line after it;
//   - one line per block, one blank line between any two, list items too, and a
//     line feed at the end;
//   - "#" headings, "-" lists, "1." numbers, "*" and "**" for marks, escapes
//     only where the words would be read as something else.
//
// A block with hard breaks takes a line for each: every line but its last ends
// in a backslash, as Markdown has no other sign for it.
//
// Parse reads it back to an equal text. A text that was made and not read is
// brought into normal form first; blocks without words are not written.
func (t Text) Canonical() []byte { return t.write(nil) }

// write writes the canonical text; a part that both sides of a merge changed
// comes out twice, between marks.
func (t Text) write(m *marked) []byte {
	var b strings.Builder
	if fields := t.normalFields(); len(fields) > 0 {
		b.WriteString(fence + "\n")
		for _, f := range fields {
			b.WriteString(m.around(f.asBlock(), func(part Block) string {
				return f.Name + " = " + tomlString(part.Plain()) + "\n"
			}))
		}
		b.WriteString(fence + "\n\n")
	}
	var n numbering
	first := true
	for _, block := range t.Blocks {
		before := n.clone()
		written := m.around(block, func(part Block) string {
			n = before.clone()
			words := part.Markdown()
			if words == "" {
				return ""
			}
			marker, indent := n.marker(part)
			return marker + strings.ReplaceAll(words, "\n", "\n"+indent) + "\n"
		})
		if written == "" {
			continue
		}
		if !first {
			b.WriteByte('\n')
		}
		first = false
		b.WriteString(written)
	}
	return []byte(b.String())
}

// normalFields are the fields with words, one line each, in their order.
func (t Text) normalFields() []Field {
	var out []Field
	for _, f := range t.Fields {
		if f.Value = fieldValue(f.Value); f.Value != "" {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Field) int { return fieldOrder(a.Name) - fieldOrder(b.Name) })
	return out
}

func fieldValue(s string) string {
	if isNormalWords(s) && !startsBlank(s) && !endsBlank(s) {
		return s
	}
	if in := normal([]Inline{{Kind: Words, Text: foldLines(s)}}, FieldKind); len(in) == 1 {
		return in[0].Text
	}
	return ""
}

// numbering remembers, for each depth of the list that is open, what a next
// item needs.
type numbering struct {
	open []openList
}

func (n numbering) clone() numbering { return numbering{slices.Clone(n.open)} }

type openList struct {
	ordered bool
	number  int    // of its last item
	stop    string // "." or ")"
	indent  string // where the content of its last item begins
}

// mostNumber is the largest number that Markdown takes for a list item's.
const mostNumber = 999_999_999

// marker returns what stands before a block's words, and before each further
// line of it.
func (n *numbering) marker(b Block) (marker, indent string) {
	if b.Kind != ListItem {
		n.open = n.open[:0]
		switch b.Kind {
		case Headline:
			return "# ", ""
		case Subheading:
			return strings.Repeat("#", min(max(b.Level, 2), 6)) + " ", ""
		case Quotation:
			return "> ", "> "
		}
		return "", ""
	}
	depth := min(max(b.Level, 1), len(n.open)+1, maxDepth)
	outer := ""
	if depth > 1 {
		outer = n.open[depth-2].indent
	}
	l := openList{ordered: b.Ordered, number: 1, stop: "."}
	if len(n.open) >= depth {
		if last := n.open[depth-1]; last.ordered && b.Ordered {
			l.number, l.stop = last.number+1, last.stop
			if b.Start > 0 && l.stop == "." {
				l.stop = ")"
			} else if b.Start > 0 {
				l.stop = "."
			}
		}
	}
	if b.Start > 0 {
		l.number = b.Start
	}
	l.number = min(l.number, mostNumber)
	bullet := "- "
	if b.Ordered {
		bullet = strconv.Itoa(l.number) + l.stop + " "
	}
	l.indent = outer + strings.Repeat(" ", len(bullet))
	n.open = append(n.open[:depth-1], l)
	return outer + bullet, l.indent
}

// Markdown returns the block's words with their marks, in canonical style and
// without the block's own marker; a field is plain words. Lines after a hard
// break carry no indentation.
func (b Block) Markdown() string {
	content := normal(b.Inline, b.Kind)
	if b.Kind == FieldKind {
		return plain(content)
	}
	if isSafe(content) {
		return spell(content, b.isHeading(), sparing)
	}
	lead := ""
	if b.isHeading() {
		lead = "# "
	}
	for _, s := range []care{sparing, alternating} {
		words := spell(content, b.isHeading(), s)
		if readsBack(lead+words, content) {
			return words
		}
	}
	return spell(content, b.isHeading(), guarded)
}

// Marked is Markdown behind the marker of the block's kind and level, as it stands
// in a file by itself; a headline, of which there is one, has none. Whoever compares
// this sees all of a block that its Digest covers.
func (b Block) Marked() string {
	if b.Kind == Headline {
		return b.Markdown()
	}
	marker, _ := new(numbering).marker(b)
	if b.Kind == ListItem {
		marker = strings.Repeat("  ", max(b.Level, 1)-1) + marker
	}
	return marker + b.Markdown()
}

// isSafe tells content whose plainest spelling is surely read back: words and
// breaks alone, and simple marks that stand between spaces, or before a stop,
// around words without a character that can be a mark.
func isSafe(content []Inline) bool {
	if !slices.ContainsFunc(content, func(in Inline) bool { return in.Kind != Words && in.Kind != Break }) {
		return true
	}
	if !isSimple(content) {
		return false
	}
	for i, in := range content {
		words := in.Text
		if in.Kind != Words {
			words = in.Children[0].Text
		}
		if strings.ContainsAny(words, marks) || in.Kind == Link && strings.ContainsAny(in.Dest, `\()<>&`) {
			return false
		}
		if in.Kind != Emphasis && in.Kind != Strong {
			continue
		}
		first, _ := utf8.DecodeRuneInString(words)
		last, _ := utf8.DecodeLastRuneInString(words)
		if !isWordRune(first) || !isWordRune(last) {
			return false
		}
		if i > 0 && !strings.HasSuffix(content[i-1].Text, " ") {
			return false
		}
		if i+1 < len(content) && strings.IndexByte(" .,:;?", content[i+1].Text[0]) < 0 {
			return false
		}
	}
	return true
}

// readsBack tells whether Markdown is read as the content that it was made of.
func readsBack(written string, content []Inline) bool {
	var p parsing
	p.body = newSource([]byte(written), 1)
	blocks := p.blocks()
	return !p.any() && len(blocks) == 1 && sameContent(blocks[0].Inline, content)
}

func sameContent(a, b []Inline) bool {
	return slices.EqualFunc(a, b, func(x, y Inline) bool {
		return x.Kind == y.Kind && x.Text == y.Text && x.Dest == y.Dest && x.Title == y.Title && sameContent(x.Children, y.Children)
	})
}
