package releases

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// reading turns goldmark's tree into blocks.
type reading struct {
	*parsing
	out   []Block
	named map[string]bool // reference definitions that a link used
}

func (r *reading) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		if n.Level == 1 {
			r.content(n, Block{Kind: Headline})
		} else {
			r.content(n, Block{Kind: Subheading, Level: n.Level})
		}
	case *ast.Paragraph:
		r.content(n, Block{Kind: Paragraph})
	case *ast.Blockquote:
		r.quotation(n)
	case *ast.List:
		r.items(n, 1)
	default:
		r.refuse(n)
	}
}

// content adds a block with the words of a node.
func (r *reading) content(n ast.Node, b Block) {
	b.Line = r.at(n)
	b.Inline = normal(r.inlines(n, b.Line), b.Kind)
	if len(b.Inline) == 0 {
		r.add(b.Line, "empty-block", map[string]any{"kind": string(b.Kind)})
		return
	}
	if b.isHeading() && r.holdsBreak(n) {
		r.add(b.Line, "break-in-heading", nil)
	}
	r.out = append(r.out, b)
}

func (b Block) isHeading() bool { return b.Kind == Headline || b.Kind == Subheading }

func (r *reading) holdsBreak(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok && t.HardLineBreak() && c.NextSibling() != nil || r.holdsBreak(c) {
			return true
		}
	}
	return false
}

// quotation makes each paragraph of a block quote a block: two of them are the
// same as two quotes.
func (r *reading) quotation(n ast.Node) {
	if n.FirstChild() == nil {
		r.add(r.at(n), "empty-block", map[string]any{"kind": string(Quotation)})
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			r.content(c, Block{Kind: Quotation})
		case *ast.Heading, *ast.Blockquote, *ast.List:
			r.nested(c, Quotation)
		default:
			r.refuse(c)
		}
	}
}

// items makes each item of a list a block, its depth as level, the items of an
// inner list after it.
func (r *reading) items(list *ast.List, depth int) {
	if depth > maxDepth {
		r.nested(list, ListItem)
		return
	}
	start := 0
	if list.IsOrdered() {
		if list.Start == 0 {
			r.add(r.at(list), "list-number", map[string]any{"number": 0})
		}
		if list.Start != 1 || r.followsNumbers(depth) {
			start = list.Start
		}
	}
	if list.IsOrdered() {
		r.numbers(list)
	}
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		r.item(item, Block{Kind: ListItem, Level: depth, Ordered: list.IsOrdered(), Start: start})
		start = 0
	}
}

// numbers tells the first item whose typed number is not the one that readers
// will see. A list that repeats its first number leaves the counting to others.
func (r *reading) numbers(list *ast.List) {
	shown, repeats := list.Start, true
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		typed, ok := r.typedNumber(item)
		repeats = repeats && typed == list.Start
		if ok && typed != shown && !repeats {
			r.tell(r.at(item), "list-renumbered", map[string]any{"number": typed, "shown": shown})
			return
		}
		shown++
	}
}

// typedNumber reads the number before an item's words.
func (r *reading) typedNumber(item ast.Node) (int, bool) {
	c := item.FirstChild()
	if c == nil || c.Type() != ast.TypeBlock || c.Lines().Len() == 0 {
		return 0, false
	}
	before := bytes.TrimRight(r.body.text[:c.Lines().At(0).Start], " \t")
	if n := len(before); n == 0 || before[n-1] != '.' && before[n-1] != ')' {
		return 0, false
	}
	before = before[:len(before)-1]
	digits := before[len(bytes.TrimRight(before, "0123456789")):]
	n, err := strconv.Atoi(string(digits))
	return n, err == nil
}

func (r *reading) item(item ast.Node, b Block) {
	first := item.FirstChild()
	switch first.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		r.content(first, b)
	case nil, *ast.List:
		r.add(r.at(item), "empty-block", map[string]any{"kind": string(ListItem)})
		return
	case *ast.Heading, *ast.Blockquote:
		r.nested(first, ListItem)
		return
	default:
		r.refuse(first)
	}
	for c := first.NextSibling(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.List:
			r.items(c, b.Level+1)
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *ast.Blockquote:
			r.nested(c, ListItem)
		default:
			r.refuse(c)
		}
	}
}

// followsNumbers tells whether a numbered list at a depth would run on from the
// one before it.
func (r *reading) followsNumbers(depth int) bool {
	for _, b := range slices.Backward(r.out) {
		if b.Kind != ListItem || b.Level < depth {
			return false
		}
		if b.Level == depth {
			return b.Ordered
		}
	}
	return false
}

func (r *reading) nested(n ast.Node, outer Kind) {
	inner := Paragraph
	switch n.(type) {
	case *ast.Heading:
		inner = Subheading
	case *ast.Blockquote:
		inner = Quotation
	case *ast.List:
		inner = ListItem
	}
	r.add(r.at(n), "nested", map[string]any{"outer": string(outer), "inner": string(inner)})
}

// refuse names what cannot be aligned. Reference definitions are judged once
// all links are known.
func (r *reading) refuse(n ast.Node) {
	switch n.(type) {
	case *ast.LinkReferenceDefinition:
	case *ast.HTMLBlock:
		r.add(r.at(n), "html", nil)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		r.add(r.at(n), "code", nil)
	case *ast.ThematicBreak:
		r.add(r.at(n), "rule", nil)
	default:
		r.add(r.at(n), "html", nil)
	}
}

func (r *reading) definitions(doc ast.Node) {
	seen := map[string]bool{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if d, ok := n.(*ast.LinkReferenceDefinition); ok && entering {
			label := util.ToLinkReference(d.Label)
			if (!r.named[label] || seen[label]) && !bytes.HasPrefix(d.Label, []byte("^")) {
				r.add(r.at(n), "link-not-used", map[string]any{"label": string(d.Label)})
			}
			seen[label] = true
		}
		return ast.WalkContinue, nil
	})
}

// at returns the line that a node begins on, or the nearest that is known.
func (r *reading) at(n ast.Node) int {
	for n != nil {
		if offset := n.Pos(); offset >= 0 {
			return r.body.line(offset)
		}
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return r.body.line(n.Lines().At(0).Start)
		}
		if c := n.FirstChild(); c != nil {
			return r.at(c)
		}
		if n.PreviousSibling() != nil {
			n = n.PreviousSibling()
		} else {
			n = n.Parent()
		}
	}
	return r.body.first
}
