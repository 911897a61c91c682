package intake

import (
	"slices"
	"strings"

	"bayan/pattern"
	"bayan/releases"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mostElements bounds the tree of a page; saved pages of news sites have some
// thousands.
const mostElements = 30_000

// HTML reads a web page or what a word processor saved as one: the headline,
// paragraphs, subheadings, lists, quotations, links, bold and italic of its
// content. Everything around the content is dropped and told. The date comes
// from the words, else from <time>, meta elements and JSON-LD.
func HTML(name string, b []byte, lang releases.Language) (Draft, error) {
	if err := tooLarge(name, b); err != nil {
		return Draft{}, err
	}
	var d Draft
	s, err := d.decodePage(name, b, lang)
	if err != nil {
		return Draft{}, err
	}
	root, err := tree(name, s)
	if err != nil {
		return Draft{}, err
	}
	spellQuotes(root, lang)
	p := &page{draft: &d, source: s, lang: lang, meta: readMeta(root)}
	if p.meta.lang != "" && !sameLanguage(p.meta.lang, lang) {
		d.keep("language", 0, "", map[string]any{"declared": p.meta.lang, "language": string(lang)})
	}
	for n := range root.Descendants() {
		p.wml = p.wml || n.Data == "define-tag" && n.Type == html.ElementNode
	}
	p.prune(root)
	content := p.content(root)
	p.tellAround(content)
	blocks := p.blocks(content)
	if p.tooLong {
		return Draft{}, fault(name, "block-too-large", 0, map[string]any{"bytes": mostBlockBytes + 1, "limit": mostBlockBytes})
	}
	p.tellCounts()
	if err := p.compose(name, root, blocks); err != nil {
		return Draft{}, err
	}
	d.contacts()
	d.miss()
	return d, sized(name, d.Text)
}

// entityDeclaration is of XML; no browser reads it, and bombs are made of it.
var entityDeclaration = pattern.Lazy(`(?i)<!ENTITY`)

// tree parses a page within bounds that are looked at before a node is made.
func tree(name, s string) (*html.Node, error) {
	if at := entityDeclaration().FindStringIndex(s); at != nil {
		return nil, fault(name, "entity-declared", 1+strings.Count(s[:at[0]], "\n"), nil)
	}
	elements, line, spaces, inTag := 0, 1, 0, false
	for i := range len(s) {
		switch c := s[i]; {
		case c == '<' && i+1 < len(s) && (s[i+1]|0x20 >= 'a' && s[i+1]|0x20 <= 'z'):
			if elements++; elements > mostElements {
				return nil, fault(name, "too-many-elements", line, map[string]any{"limit": mostElements})
			}
			inTag, spaces = true, 0
		case c == '>':
			inTag = false
		case c == '\n', c == ' ', c == '/':
			if c == '\n' {
				line++
			}
			if spaces++; inTag && spaces > mostElements {
				return nil, fault(name, "too-many-elements", line, map[string]any{"limit": mostElements})
			}
		}
	}
	root, err := html.ParseWithOptions(strings.NewReader(s), html.ParseOptionEnableScripting(false))
	if err != nil { // the parser has one: its stack of open elements
		return nil, fault(name, "nested-too-deep", 0, nil)
	}
	return root, nil
}

// page is a web page on its way into a draft.
type page struct {
	draft   *Draft
	source  string
	lang    releases.Language
	meta    meta
	counts  map[string]int // of what is dropped without words, by code
	lines   int            // look-ups of lines made
	tooLong bool           // a block is: nothing was made of it
	wml     bool           // a page source of Debian's kind: lines with "#" are comments
}

func (p *page) count(code string) {
	if p.counts == nil {
		p.counts = map[string]int{}
	}
	p.counts[code]++
}

func (p *page) tellCounts() {
	for _, code := range []string{"script", "image-dropped", "media-dropped", "rule-dropped"} {
		if n := p.counts[code]; n > 0 {
			p.draft.drop(code, 0, "", map[string]any{"count": n})
		}
	}
}

// mostLines bounds the look-ups of lines: the tree does not know them, so each
// searches the page.
const mostLines = 200

// line finds where words begin in the page's source, 0 if entities or marks
// stand between them or too many were asked for.
func (p *page) line(words string) int {
	words = strings.TrimSpace(words)
	if p.lines++; words == "" || p.lines > mostLines {
		return 0
	}
	at := strings.Index(p.source, cutRunes(words, 24))
	if at < 0 {
		first, _, _ := strings.Cut(words, " ")
		if len(first) < 6 {
			return 0
		}
		if at = strings.Index(p.source, first); at < 0 {
			return 0
		}
	}
	return 1 + strings.Count(p.source[:at], "\n")
}

// compose finds the headline among the blocks and reads what stands around it
// as Text does.
func (p *page) compose(name string, root *html.Node, blocks []releases.Block) error {
	d := p.draft
	if len(blocks) == 0 {
		return fault(name, "empty-text", 1, nil)
	}
	var m dates
	at, title := p.headline(root, blocks)
	before, after := blocks, []releases.Block(nil)
	if at >= 0 {
		before, after = blocks[:at], blocks[at+1:]
	} else if title != "" {
		before, after = nil, blocks
	} else {
		n := d.opening(linesOf(blocks), &m)
		if n == len(blocks) {
			return fault(name, "no-headline", 1, nil)
		}
		title, before, after = oneLine(releases.Lines(blocks[n].Inline)), nil, blocks[n+1:]
	}
	if p.meta.title != "" && strings.Contains(title, "\n") {
		title = oneLine(title)
	}
	head := line{title, p.line(title)}
	d.keep("headline", head.at, title, nil)
	var kept []releases.Block // a lead that stood above the headline
	for _, b := range before {
		l := lineOf(b)
		switch _, isDay := readDay(l.text); {
		case isDay, isKicker(l.text) && !d.hasField("kicker"):
			d.opening([]line{l, {}}, &m)
		case short(l.text) || folded(l.text) == folded(title):
			d.drop("navigation", l.at, l.text, nil)
		default:
			kept = append(kept, b)
		}
	}
	after = p.ends(append(kept, after...), title)
	after = apart(after)
	var lines []line
	for _, b := range after {
		l := lineOf(b)
		if b.Kind != releases.Paragraph || !short(l.text) || len(lines) > 8 {
			break
		}
		lines = append(lines, l)
	}
	if len(lines) == len(after) {
		lines = nil
	}
	var body strings.Builder
	for _, b := range after[len(lines):] {
		body.WriteString(folded(releases.Lines(b.Inline)))
	}
	after = after[d.masthead(p.sayingLines(lines), body.String(), &m):]
	d.Text.Blocks = append([]releases.Block{block(releases.Headline, head)}, after...)
	if len(after) > 0 {
		d.leadDateline(releases.Lines(after[0].Inline), after[0].Line, &m)
	}
	if m.fact == "" && m.stamp == "" && p.meta.date != "" {
		m.fact = p.meta.date
		d.keep("date", 0, p.meta.dateWords, map[string]any{"date": p.meta.date})
	} else if p.meta.date != "" {
		m.seen = append(m.seen, dated{p.meta.date, line{p.meta.dateWords, 0}})
	}
	m.settle(d)
	return nil
}

// apart makes blocks of the lines of a masthead that breaks separate.
func apart(blocks []releases.Block) []releases.Block {
	for i, b := range blocks[:min(len(blocks), 4)] {
		lines := strings.Split(releases.Lines(b.Inline), "\n")
		if b.Kind != releases.Paragraph || len(lines) < 2 {
			continue
		}
		var out []releases.Block
		says := false
		for _, l := range lines {
			if l = oneLine(l); !short(l) {
				return blocks
			}
			says = says || said(l) != ""
			out = append(out, block(releases.Paragraph, line{l, b.Line}))
		}
		if says {
			return append(append(append([]releases.Block(nil), blocks[:i]...), out...), blocks[i+1:]...)
		}
	}
	return blocks
}

// sayingLines are a page's masthead only if one of them says what it is: sites
// put much between headline and words, unlike the texts of a desk.
func (p *page) sayingLines(lines []line) []line {
	if slices.ContainsFunc(lines, func(l line) bool { return said(l.text) != "" }) {
		return lines
	}
	return nil
}

// ends drops what repeats the headline or is a site's own words.
func (p *page) ends(blocks []releases.Block, title string) []releases.Block {
	var out []releases.Block
	for i, b := range blocks {
		l := lineOf(b)
		switch {
		case i < 3 && folded(l.text) == folded(title):
			p.draft.drop("repeated", l.at, l.text, nil)
		case i == len(blocks)-1 && len(folded(title)) > 8 && strings.HasSuffix(folded(l.text), folded(title)):
			p.draft.drop("breadcrumb", l.at, l.text, nil)
		case sharing()[folded(l.text)] > 0:
			p.draft.drop("share", l.at, l.text, nil)
		default:
			out = append(out, b)
		}
	}
	return out
}

// sharing are the words of buttons that stand among the words of a page.
var sharing = table("share shareon sharethis sharethispage print printthispage email emailthis tweet facebook twitter x whatsapp telegram linkedin copylink readmore " +
	"partager imprimer envoyer مشاركة شارك طباعة اطبع فيسبوك تويتر واتساب تلغرام تيليغرام نسخالرابط إقرأالمزيد اقرأالمزيد")

func lineOf(b releases.Block) line { return line{oneLine(releases.Lines(b.Inline)), b.Line} }

func linesOf(blocks []releases.Block) []line {
	out := make([]line, len(blocks))
	for i, b := range blocks {
		out[i] = lineOf(b)
	}
	return out
}

// headline finds the block that is the headline: the one that the page's title
// names, else the first of the highest heading. Without one it is the title of
// a page that says so in its metadata.
func (p *page) headline(root *html.Node, blocks []releases.Block) (at int, title string) {
	named := func(words string) bool {
		f := folded(words)
		return len(f) > 8 && (strings.Contains(folded(p.meta.title), f) || strings.Contains(folded(p.meta.shared), f))
	}
	first := -1
	for i, b := range blocks {
		words := oneLine(releases.Lines(b.Inline))
		if b.Kind == releases.Headline && (first < 0 || named(words) && !named(releases.Lines(blocks[first].Inline))) {
			first = i
		}
	}
	if first < 0 {
		for i, b := range blocks {
			if words := oneLine(releases.Lines(b.Inline)); named(words) && len([]rune(words)) < 300 {
				first = i
				break
			}
		}
	}
	switch {
	case first >= 0:
		for i := range blocks {
			if blocks[i].Kind == releases.Headline && i != first {
				blocks[i].Kind, blocks[i].Level = releases.Subheading, 2
			}
		}
		return first, oneLine(releases.Lines(blocks[first].Inline))
	case p.meta.h1 != "":
		return -1, p.meta.h1
	case p.meta.shared != "":
		return -1, p.meta.shared
	case blocks[0].Kind == releases.Subheading:
		return 0, oneLine(releases.Lines(blocks[0].Inline))
	}
	return -1, ""
}

func sameLanguage(a string, b releases.Language) bool {
	first := func(s string) string {
		s, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(s, "_", "-")), "-")
		return s
	}
	return first(a) == first(string(b))
}

func isElement(n *html.Node, list ...atom.Atom) bool {
	if n.Type != html.ElementNode {
		return false
	}
	for _, a := range list {
		if n.DataAtom == a {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
