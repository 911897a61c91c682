package intake

import (
	"net/url"
	"strings"
	"unicode"

	"bayan/pattern"
	"bayan/releases"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// flow makes blocks of a tree: words gather until an element begins or ends
// that stands on lines of its own.
type flow struct {
	page  *page
	out   []releases.Block
	kind  releases.Kind
	level int
	order bool
	words []releases.Inline
	depth int // of lists
	quote bool
}

func (p *page) blocks(root *html.Node) []releases.Block {
	f := &flow{page: p, kind: releases.Paragraph}
	f.children(root)
	f.end()
	return f.out
}

func (f *flow) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f.node(c)
	}
}

func (f *flow) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		f.words = append(f.words, releases.Inline{Kind: releases.Words, Text: f.text(n)})
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		kind, level := releases.Subheading, int(n.Data[1]-'0')
		if level == 1 {
			kind, level = releases.Headline, 0
		}
		f.as(kind, level, n)
	case atom.Blockquote:
		was := f.quote
		f.quote = true
		f.as(f.paragraph(), 0, n)
		f.quote = was
	case atom.Ul, atom.Ol, atom.Dir:
		f.end()
		wasOrder := f.order
		f.order = n.DataAtom == atom.Ol
		f.depth++
		f.children(n)
		f.end()
		f.depth--
		f.order = wasOrder
	case atom.Li:
		f.as(releases.ListItem, min(max(f.depth, 1), 9), n)
	case atom.Br:
		f.words = append(f.words, releases.Inline{Kind: releases.Break})
	case atom.Hr:
		f.end()
		f.page.count("rule-dropped")
	case atom.Img, atom.Picture:
		f.page.count("image-dropped")
	case atom.Table:
		f.end()
		if dataTable(n) {
			f.page.draft.drop("table-dropped", f.page.line(oneLine(textOf(n))), oneLine(textOf(n)), nil)
			return
		}
		f.children(n)
		f.end()
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Header, atom.Main, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Dl, atom.Dt, atom.Dd, atom.Address, atom.Figure, atom.Center, atom.Pre, atom.Details, atom.Summary, atom.Fieldset, atom.Caption, atom.Hgroup, atom.Body:
		kind, level := f.kind, f.level
		if n.DataAtom == atom.P || n.DataAtom == atom.Td || kind == releases.Headline {
			kind = f.paragraph()
		}
		switch class := attr(n, "class"); {
		case class == "MsoTitle":
			kind, level = releases.Headline, 0
		case strings.HasPrefix(class, "MsoListParagraph"):
			kind, level = releases.ListItem, 1
		case strings.HasPrefix(class, "MsoQuote"), class == "MsoIntenseQuote":
			kind = releases.Quotation
		}
		if f.kind == releases.ListItem && f.depth > 0 {
			kind, level = f.kind, f.level
		}
		f.as(kind, level, n)
	case atom.Head, atom.Title:
	default:
		f.inline(n)
	}
}

// paragraph is what words are that no heading or list holds.
func (f *flow) paragraph() releases.Kind {
	if f.quote {
		return releases.Quotation
	}
	return releases.Paragraph
}

// as makes an element's words blocks of one kind.
func (f *flow) as(kind releases.Kind, level int, n *html.Node) {
	f.end()
	was, wasLevel := f.kind, f.level
	f.kind, f.level = kind, level
	f.children(n)
	f.end()
	f.kind, f.level = was, wasLevel
}

// text is a text node's words.
func (f *flow) text(n *html.Node) string {
	s := n.Data
	if f.page.wml && strings.Contains(s, "#") {
		var keep []string
		for l := range strings.SplitSeq(s, "\n") {
			if t := strings.TrimSpace(l); strings.HasPrefix(t, "#") {
				f.page.draft.drop("wml", f.page.line(t), t, nil)
			} else {
				keep = append(keep, l)
			}
		}
		s = strings.Join(keep, "\n")
	}
	return s
}

// inline takes an element that stands within a line.
func (f *flow) inline(n *html.Node) {
	start := len(f.words)
	blocks := len(f.out)
	f.children(n)
	if len(f.out) != blocks || start > len(f.words) { // blocks within: no mark can hold them
		return
	}
	inner := f.words[start:]
	if strings.TrimSpace(releases.Lines(inner)) == "" {
		return
	}
	kind, dest := releases.Words, ""
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	switch {
	case n.DataAtom == atom.A:
		if dest = f.page.address(attr(n, "href"), inner); dest != "" {
			kind = releases.Link
		}
	case isElement(n, atom.B, atom.Strong), strings.Contains(style, "font-weight:bold"), strings.Contains(style, "font-weight:700"):
		kind = releases.Strong
	case isElement(n, atom.I, atom.Em, atom.Cite, atom.Dfn), strings.Contains(style, "font-style:italic"):
		kind = releases.Emphasis
	}
	if kind == releases.Words || hasKind(inner, kind) {
		return
	}
	marked := releases.Inline{Kind: kind, Dest: dest, Children: append([]releases.Inline(nil), inner...)}
	if kind == releases.Link {
		marked.Title = oneLine(attr(n, "title"))
	}
	f.words = append(f.words[:start], marked)
}

func hasKind(list []releases.Inline, kind releases.InlineKind) bool {
	for _, in := range list {
		if in.Kind == kind || hasKind(in.Children, kind) {
			return true
		}
	}
	return false
}

// spellQuotes writes the quotation marks that a browser sets around <q>.
func spellQuotes(root *html.Node, lang releases.Language) {
	open, shut := quotesOf(lang)
	for n := range root.Descendants() {
		if isElement(n, atom.Q) && n.FirstChild != nil {
			n.InsertBefore(&html.Node{Type: html.TextNode, Data: open}, n.FirstChild)
			n.AppendChild(&html.Node{Type: html.TextNode, Data: shut})
		}
	}
}

func quotesOf(lang releases.Language) (open, shut string) {
	switch base, _, _ := strings.Cut(string(lang), "-"); base {
	case "ar", "fa", "ckb", "ug", "es", "it", "ru":
		return "«", "»"
	case "fr":
		return "« ", " »"
	case "de":
		return "„", "“"
	}
	return "“", "”"
}

// address is where a link leads for somebody who does not stand on the page: ""
// for one within it, of another scheme, or relative to an unknown address.
func (p *page) address(href string, words []releases.Inline) string {
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil || href == "" || strings.HasPrefix(href, "#") {
		return ""
	}
	if !u.IsAbs() {
		if base, err := url.Parse(p.meta.base); err == nil && base.IsAbs() {
			u = base.ResolveReference(u)
		}
	}
	switch u.Scheme {
	case "http", "https", "mailto", "tel":
		return u.String()
	}
	if len(p.draft.Dropped) < mostLines {
		p.draft.drop("link-dropped", p.line(href), releases.Lines(words), map[string]any{"address": cut(href)})
	}
	return ""
}

// end closes the block that is open. Two breaks are the end of a paragraph to
// whoever typed them; of links alone nothing is made.
func (f *flow) end() {
	words := f.words
	f.words = nil
	if length(words) > 2*mostBlockBytes {
		f.page.tooLong = true
		return
	}
	for _, part := range splitBreaks(words) {
		part = tidy(part)
		s := oneLine(releases.Lines(part))
		if s == "" {
			continue
		}
		b := releases.Block{Kind: f.kind, Level: f.level, Inline: part}
		switch b.Kind {
		case releases.ListItem:
			b.Ordered = f.order
		case releases.Headline, releases.Subheading:
			b.Inline = []releases.Inline{{Kind: releases.Words, Text: s}}
		}
		if (b.Kind == releases.Paragraph || b.Kind == releases.ListItem) && part[0].Kind == releases.Words && bullet().MatchString(part[0].Text) && len(s) > 3 {
			b.Kind, b.Level = releases.ListItem, max(b.Level, 1)
			part[0].Text = strings.TrimLeftFunc(bullet().ReplaceAllString(part[0].Text, ""), unicode.IsSpace)
		}
		if links := linkRunes(part); b.Kind != releases.Quotation && links > 0 && 10*links >= 9*len([]rune(s)) && menuLike(part) {
			f.page.draft.drop("navigation", f.page.line(s), s, nil)
			continue
		}
		b.Line = f.page.line(s)
		f.out = append(f.out, b)
	}
}

// bullet is what Word writes before an item when it saves a page.
var bullet = pattern.Lazy(`^[\s\x{00a0}]*[·•▪◦§]([\s\x{00a0}]+|$)`)

func linkRunes(list []releases.Inline) (n int) {
	for _, in := range list {
		if in.Kind == releases.Link {
			n += len([]rune(oneLine(releases.Lines(in.Children))))
		} else {
			n += linkRunes(in.Children)
		}
	}
	return n
}

// menuLike tells several links in a row from a paragraph that is one link.
func menuLike(list []releases.Inline) bool {
	n := 0
	for _, in := range list {
		if in.Kind == releases.Link {
			n++
		}
	}
	return n > 1
}

// splitBreaks cuts where two breaks or more follow each other, with nothing but
// space between.
func splitBreaks(words []releases.Inline) (out [][]releases.Inline) {
	from, breaks, lastWord := 0, 0, 0
	for i, in := range words {
		switch {
		case in.Kind == releases.Break:
			breaks++
		case in.Kind == releases.Words && strings.TrimSpace(in.Text) == "":
		default:
			if breaks > 1 {
				out = append(out, words[from:lastWord])
				from = i
			}
			breaks, lastWord = 0, i+1
		}
	}
	return append(out, words[from:])
}

// tidy makes one space of white space across runs, and none at the edges or
// beside breaks.
func tidy(list []releases.Inline) []releases.Inline {
	space := true
	out := collapse(list, &space)
	for len(out) > 0 {
		last := &out[len(out)-1]
		if last.Kind == releases.Words {
			last.Text = strings.TrimRight(last.Text, " ")
		}
		if last.Kind == releases.Words && last.Text == "" || last.Kind == releases.Break {
			out = out[:len(out)-1]
			continue
		}
		break
	}
	return out
}

// joined makes one run of those that follow each other.
func joined(list []releases.Inline) (out []releases.Inline) {
	for i := 0; i < len(list); {
		end := i + 1
		for list[i].Kind == releases.Words && end < len(list) && list[end].Kind == releases.Words {
			end++
		}
		in := list[i]
		if end > i+1 {
			in.Text = releases.Lines(list[i:end])
		}
		out = append(out, in)
		i = end
	}
	return out
}

// length is a bound of the bytes of words, white space and all.
func length(list []releases.Inline) (n int) {
	for _, in := range list {
		n += len(in.Text) + len(in.Dest) + length(in.Children)
	}
	return n
}

func collapse(list []releases.Inline, space *bool) (out []releases.Inline) {
	for _, in := range joined(list) {
		switch in.Kind {
		case releases.Break:
			if len(out) == 0 {
				continue
			}
			*space = true
		case releases.Words:
			var b strings.Builder
			for _, r := range in.Text {
				if unicode.IsSpace(r) {
					if !*space {
						b.WriteByte(' ')
					}
					*space = true
					continue
				}
				*space = false
				b.WriteRune(r)
			}
			if in.Text = b.String(); in.Text == "" {
				continue
			}
		default:
			if in.Children = collapse(in.Children, space); len(in.Children) == 0 {
				continue
			}
		}
		out = append(out, in)
	}
	return out
}

// dataTable tells a table of values from one that lays out a page.
func dataTable(n *html.Node) bool {
	if attr(n, "role") == "presentation" {
		return false
	}
	rows, cells, blocks := 0, 0, 0
	for c := range n.Descendants() {
		switch {
		case isElement(c, atom.Th):
			return true
		case isElement(c, atom.Table):
			return false
		case isElement(c, atom.Tr):
			rows++
		case isElement(c, atom.Td):
			cells++
		case isElement(c, atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.Ul, atom.Ol, atom.Br):
			blocks++
		}
	}
	return rows > 1 && cells >= 2*rows && blocks < cells && (len([]rune(oneLine(textOf(n)))) < 40*cells)
}
