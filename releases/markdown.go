package releases

import (
	"bytes"
	"sync"

	"bayan/pattern"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is CommonMark, with tables found and bounds kept on the way.
var markdown = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		parser.WithParagraphTransformers(util.Prioritized(boundMarks{}, 1), util.Prioritized(findTables{}, 2)),
	)
})

var footnoteLine = pattern.Lazy(`(?m)^ {0,3}\[\^([^\]\\\s]+)\]:`)

// blocks reads the Markdown of the body. A fault in one place does not hide
// those in others.
func (p *parsing) blocks() []Block {
	if p.boundLines(); p.any() {
		return nil
	}
	if bytes.Contains(p.body.text, []byte("[^")) {
		for _, m := range footnoteLine().FindAllSubmatchIndex(p.body.text, -1) {
			p.add(p.body.line(m[2]), "footnote", map[string]any{"label": string(p.body.text[m[2]:m[3]])})
		}
	}
	ctx := parser.NewContext()
	doc := markdown().Parse(text.NewReader(p.body.text), parser.WithContext(ctx))
	if over, ok := ctx.Get(overMarked).([]crowd); ok {
		for _, c := range over {
			p.add(p.body.line(c.at), c.code, map[string]any{c.unit: c.n, "limit": c.limit})
		}
		return nil
	}
	at, _ := ctx.Get(foundTables).([]int)
	for _, start := range at {
		p.add(p.body.line(start), "table", nil)
	}
	r := reading{parsing: p, named: map[string]bool{}}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		r.block(n)
	}
	r.definitions(doc)
	return r.out
}

// boundLines refuses lines that would make the reading of Markdown dear.
func (p *parsing) boundLines() {
	for i, start := range p.body.starts {
		end := len(p.body.text)
		if i+1 < len(p.body.starts) {
			end = p.body.starts[i+1]
		}
		l := p.body.text[start:end]
		if len(l) > maxBlock {
			p.add(p.body.first+i, "block-too-large", map[string]any{"bytes": len(l), "limit": maxBlock})
		} else if n := markRuns(l); n > maxMarks {
			p.add(p.body.first+i, "too-many-marks", map[string]any{"marks": n, "limit": maxMarks})
		} else if n, indent := containers(l); n > 2*maxDepth || n > 0 && indent > maxIndent {
			p.add(p.body.first+i, "nested", map[string]any{"outer": string(ListItem), "inner": string(ListItem)})
		}
	}
}

// containers counts the markers of quotations and lists that a line opens with,
// and the bytes of white space before the first.
func containers(l []byte) (n, indent int) {
	indent = len(l) - len(bytes.TrimLeft(l, " \t"))
	for {
		l = bytes.TrimLeft(l, " \t")
		digits := len(l) - len(bytes.TrimLeft(l, "0123456789"))
		switch {
		case len(l) == 0:
			return n, indent
		case l[0] == '>':
			l = l[1:]
		case len(l) > 1 && bytes.IndexByte([]byte("-+*"), l[0]) >= 0 && (l[1] == ' ' || l[1] == '\t'):
			l = l[2:]
		case digits > 0 && len(l) > digits+1 && (l[digits] == '.' || l[digits] == ')') && (l[digits+1] == ' ' || l[digits+1] == '\t'):
			l = l[digits+2:]
		default:
			return n, indent
		}
		n++
	}
}

// markRuns counts what the inline parser has to pair: its cost may grow with
// the square of it.
func markRuns(l []byte) int {
	n, before := 0, byte(0)
	for _, c := range l {
		switch c {
		case '*', '_', '`':
			if c != before {
				n++
			}
		case '[', ']', '<':
			n++
		}
		before = c
	}
	return n
}

// boundMarks empties paragraphs over the bounds before their content is read,
// and notes them in the context.
type boundMarks struct{}

type crowd struct {
	at       int
	code     string
	unit     string
	n, limit int
}

var overMarked = parser.NewContextKey()

func (boundMarks) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, size, marks := node.Lines(), 0, 0
	for i := range lines.Len() {
		l := lines.At(i)
		size += l.Stop - l.Start
		marks += markRuns(reader.Source()[l.Start:l.Stop])
	}
	if size <= maxBlock && marks <= maxMarks {
		return
	}
	over, _ := pc.Get(overMarked).([]crowd)
	c := crowd{lines.At(0).Start, "block-too-large", "bytes", size, maxBlock}
	if size <= maxBlock {
		c.code, c.unit, c.n, c.limit = "too-many-marks", "marks", marks, maxMarks
	}
	pc.Set(overMarked, append(over, c))
	one := text.NewSegments()
	one.Append(text.NewSegment(c.at, c.at+1))
	node.SetLines(one)
}
