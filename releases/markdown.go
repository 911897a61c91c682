package releases

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	tables "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is CommonMark with tables, which are read in order to be refused.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table),
	goldmark.WithParserOptions(parser.WithParagraphTransformers(util.Prioritized(boundMarks{}, 1))),
).Parser()

var (
	footnoteLine = regexp.MustCompile(`(?m)^ {0,3}\[\^([^\]\\\s]+)\]:`)
	scheme       = regexp.MustCompile(`^([a-z][a-z0-9+.-]*):`)
)

// dangerous are the address schemes that no release links to: they run code or
// read the reader's own machine.
var dangerous = []string{"javascript", "vbscript", "data", "file"}

// blocks reads the Markdown of the body. A fault in one place does not hide
// those in others.
func (p *parsing) blocks() []Block {
	if p.boundLines(); p.any() {
		return nil
	}
	if bytes.Contains(p.body.text, []byte("[^")) {
		for _, m := range footnoteLine.FindAllSubmatchIndex(p.body.text, -1) {
			p.add(p.body.line(m[2]), "footnote", map[string]any{"label": string(p.body.text[m[2]:m[3]])})
		}
	}
	ctx := parser.NewContext()
	doc := markdown.Parse(text.NewReader(p.body.text), parser.WithContext(ctx))
	if over, ok := ctx.Get(overMarked).([]crowd); ok {
		for _, c := range over {
			p.add(p.body.line(c.at), c.code, map[string]any{c.unit: c.n, "limit": c.limit})
		}
		return nil
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
	case *tables.Table:
		r.add(r.at(n), "table", nil)
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

// inlines reads the words of a node and their marks.
func (r *reading) inlines(n ast.Node, line int) []Inline {
	var out []Inline
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		at := line
		if offset := c.Pos(); offset >= 0 {
			at = r.body.line(offset)
		}
		switch c := c.(type) {
		case *ast.Text:
			raw := c.Value(r.body.text)
			r.leftover(c.Segment.Start, c.Segment.Stop, at)
			out = append(out, Inline{Kind: Words, Text: r.words(raw, at)})
			switch {
			case c.HardLineBreak():
				out = append(out, Inline{Kind: Break})
			case c.SoftLineBreak() && !r.joinsWithoutSpace(c):
				out = append(out, Inline{Kind: Words, Text: " "})
			}
		case *ast.Emphasis:
			kind := Emphasis
			if c.Level == 2 {
				kind = Strong
			}
			out = append(out, Inline{Kind: kind, Children: r.inlines(c, at)})
		case *ast.Link:
			if c.Reference != nil {
				r.named[util.ToLinkReference(c.Reference.Value)] = true
			}
			out = append(out, r.link(Inline{
				Kind:     Link,
				Dest:     r.decoded(c.Destination, at),
				Title:    r.nfcWords(foldLines(r.decoded(c.Title, at)), at),
				Children: r.inlines(c, at),
			}, at))
		case *ast.AutoLink:
			shown := string(c.Label(r.body.text))
			dest := shown
			if c.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(shown), "mailto:") {
				dest = "mailto:" + shown
			}
			out = append(out, r.link(Inline{Kind: Link, Dest: dest, Children: []Inline{{Kind: Words, Text: r.nfcWords(shown, at)}}}, at))
		case *ast.CodeSpan:
			r.add(at, "code", nil)
		case *ast.Image:
			r.add(at, "image", nil)
		default:
			r.add(at, "html", nil)
		}
	}
	return out
}

// link refuses an address that is dangerous or missing, and a link that shows
// no words.
func (r *reading) link(l Inline, line int) Inline {
	l.Dest = strings.Trim(l.Dest, " \t")
	folded := strings.Map(func(c rune) rune {
		if c <= ' ' || unicode.Is(unicode.Cf, c) {
			return -1
		}
		return unicode.ToLower(c)
	}, l.Dest)
	if m := scheme.FindStringSubmatch(folded); m != nil && slices.Contains(dangerous, m[1]) {
		r.add(line, "link-scheme", map[string]any{"scheme": m[1]})
	}
	if l.Dest == "" || strings.TrimSpace(plain(l.Children)) == "" {
		r.add(line, "empty-link", nil)
	}
	return l
}

// words decodes the raw text of a run, in normal form C.
func (r *reading) words(raw []byte, line int) string {
	return r.nfcWords(r.decoded(raw, line), line)
}

// decoded resolves backslash escapes and character references in one pass, and
// refuses the controls that a reference can name.
func (r *reading) decoded(raw []byte, line int) string {
	s := unescape(raw)
	if i := strings.IndexFunc(s, forbidden); i >= 0 && bytes.IndexFunc(raw, forbidden) < 0 {
		r.add(line, "control-character", map[string]any{"codepoint": codepoint(rune(s[i]))})
	}
	return s
}

// unescape resolves backslash escapes and character references, as CommonMark
// 2.4 and 2.5 say.
func unescape(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 && bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	var b strings.Builder
	for i := 0; i < len(raw); {
		c := raw[i]
		if c == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]) {
			b.WriteByte(raw[i+1])
			i += 2
			continue
		}
		if c == '&' {
			if s, n := reference(raw[i:]); n > 0 {
				b.WriteString(s)
				i += n
				continue
			}
		}
		b.WriteByte(c)
		i++
	}
	return b.String()
}

var referenceForm = regexp.MustCompile(`^&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{0,40}));`)

// reference returns what a character reference at the start of raw means, and
// its length; 0 when there is none.
func reference(raw []byte) (string, int) {
	m := referenceForm.FindSubmatchIndex(raw)
	if m == nil {
		return "", 0
	}
	switch {
	case m[2] >= 0:
		return codeOf(raw[m[2]:m[3]], 10), m[1]
	case m[4] >= 0:
		return codeOf(raw[m[4]:m[5]], 16), m[1]
	}
	if e, ok := util.LookUpHTML5EntityByName(string(raw[m[6]:m[7]])); ok {
		return string(e.Characters), m[1]
	}
	return "", 0
}

func codeOf(digits []byte, base rune) string {
	var n rune
	for _, d := range bytes.ToLower(digits) {
		if d >= 'a' {
			n = n*base + rune(d-'a') + 10
		} else {
			n = n*base + rune(d-'0')
		}
	}
	if n == 0 || !utf8.ValidRune(n) {
		n = utf8.RuneError
	}
	return string(n)
}

// leftover tells of marks that did not find their partner. An asterisk or
// underscore between spaces, or an underscore within a word, was never a mark.
func (r *reading) leftover(start, stop, line int) {
	src := r.body.text
	for i := start; i < stop; i++ {
		switch c := src[i]; c {
		case '\\':
			i++
		case '*', '_':
			end := i
			for end < stop && src[end] == c {
				end++
			}
			before, _ := utf8.DecodeLastRune(src[:i])
			after, _ := utf8.DecodeRune(src[end:])
			spaced := isEdge(before) && isEdge(after)
			if !spaced && !(c == '_' && isWordRune(before) && isWordRune(after)) {
				r.unclosed(line, string(src[i:end]), near(src, i, end))
			}
			i = end - 1
		}
	}
}

// unclosed tells of a mark once, also where its partner stands in the same word.
func (r *reading) unclosed(line int, mark, near string) {
	if n := len(r.told); n > 0 {
		last := r.told[n-1]
		if last.Line == line && last.Args["mark"] == mark && last.Args["near"] == near {
			return
		}
	}
	r.tell(line, "mark-not-closed", map[string]any{"mark": mark, "near": near})
}

func isEdge(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// near is the mark with the words that touch it, for a person to find it.
func near(src []byte, start, end int) string {
	for range 20 {
		r, n := utf8.DecodeLastRune(src[:start])
		if isEdge(r) {
			break
		}
		start -= n
	}
	for range 20 {
		r, n := utf8.DecodeRune(src[end:])
		if isEdge(r) {
			break
		}
		end += n
	}
	return string(src[start:end])
}

// joinsWithoutSpace tells whether a line was wrapped between letters of a
// script that puts no spaces between words.
func (r *reading) joinsWithoutSpace(t *ast.Text) bool {
	next := t.NextSibling()
	n, ok := next.(*ast.Text)
	if !ok {
		return false
	}
	before, _ := utf8.DecodeLastRune(t.Value(r.body.text))
	after, _ := utf8.DecodeRune(n.Value(r.body.text))
	return isIdeographic(before) && isIdeographic(after)
}

func isIdeographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3001 && r <= 0x303f || r >= 0xff01 && r <= 0xff60
}
