package intake

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// kindOfFurniture names what an element is around the content of a page: a code
// of a note, "" for content. "script" has no words.
func kindOfFurniture(n *html.Node) string {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Link, atom.Meta:
		return "script"
	case atom.Nav, atom.Menu:
		return "navigation"
	case atom.Footer:
		if within(n, atom.Blockquote) {
			return ""
		}
		return "footer"
	case atom.Aside:
		return "aside"
	case atom.Form, atom.Button, atom.Select, atom.Input, atom.Textarea, atom.Dialog:
		return "form"
	case atom.Iframe, atom.Video, atom.Audio, atom.Object, atom.Embed, atom.Canvas, atom.Svg, atom.Map:
		return "media-dropped"
	case atom.Figcaption:
		return "caption"
	case atom.Body, atom.Html, atom.Head, atom.Main, atom.H1:
		return ""
	}
	if n.Data == "define-tag" {
		return "wml"
	}
	switch attr(n, "role") {
	case "navigation", "menu", "menubar":
		return "navigation"
	case "contentinfo":
		return "footer"
	case "complementary":
		return "aside"
	case "search":
		return "form"
	case "dialog", "alertdialog":
		return "cookies"
	}
	style := strings.ReplaceAll(strings.ToLower(attr(n, "style")), " ", "")
	if _, hidden := hasAttr(n, "hidden"); hidden || attr(n, "aria-hidden") == "true" || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") || strings.Contains(style, "mso-hide:all") {
		return "hidden"
	}
	for _, w := range classWords(attr(n, "class") + " " + attr(n, "id")) {
		if code := furnitureWords()[w]; code != "" {
			return code
		}
	}
	return ""
}

// furnitureWords are words in classes and ids of what stands around content.
var furnitureWords = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"nav": "navigation", "navbar": "navigation", "navigation": "navigation", "menu": "navigation", "menus": "navigation", "pagination": "navigation", "pager": "navigation", "skip": "navigation", "toolbar": "navigation", "topbar": "navigation",
		"breadcrumb": "breadcrumb", "breadcrumbs": "breadcrumb", "crumbs": "breadcrumb",
		"share": "share", "sharing": "share", "sharedaddy": "share", "social": "share", "addtoany": "share", "addthis": "share",
		"cookie": "cookies", "cookies": "cookies", "consent": "cookies", "gdpr": "cookies", "popup": "cookies", "modal": "cookies",
		"footer": "footer", "colophon": "footer", "copyright": "footer",
		"sidebar": "aside", "related": "aside", "widget": "aside", "widgets": "aside", "comments": "aside", "respond": "aside", "newsletter": "aside", "subscribe": "aside", "advert": "aside", "advertisement": "aside", "ads": "aside", "promo": "aside", "recommended": "aside", "banner": "aside",
		"search": "form", "hidden": "hidden", "noprint": "aside",
	}
})

// classWords splits classes at spaces, dashes, underscores and inner capitals.
func classWords(s string) []string {
	var b strings.Builder
	lower := false
	for _, r := range s[:min(len(s), 500)] {
		if lower && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		if r == '-' || r == '_' {
			r = ' '
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Fields(b.String())
}

func hasAttr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func within(n *html.Node, list ...atom.Atom) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		if isElement(a, list...) {
			return true
		}
	}
	return false
}

// inFurniture tells whether an element around n is furniture.
func inFurniture(n *html.Node) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		if a.Type == html.ElementNode && kindOfFurniture(a) != "" {
			return true
		}
	}
	return false
}

// prune takes furniture out of the tree and tells it. What holds more than half
// of the page's words is none, whatever its class says.
func (p *page) prune(root *html.Node) {
	size := map[*html.Node]int{}
	var weigh func(*html.Node) int
	weigh = func(n *html.Node) int {
		w := 0
		if n.Type == html.TextNode && !isElement(n.Parent, atom.Script, atom.Style, atom.Noscript, atom.Template) {
			w = utf8.RuneCountInString(strings.TrimSpace(n.Data))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			w += weigh(c)
		}
		size[n] = w
		return w
	}
	total := weigh(root)
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			switch {
			case c.Type == html.CommentNode || c.Type == html.DoctypeNode:
				n.RemoveChild(c)
			case c.Type == html.ElementNode:
				if code := kindOfFurniture(c); code != "" && (code == "script" || 2*size[c] <= total) {
					n.RemoveChild(c)
					p.tellFurniture(code, c)
				} else {
					walk(c)
				}
			}
			c = next
		}
	}
	walk(root)
}

func (p *page) tellFurniture(code string, n *html.Node) {
	words := oneLine(textOf(n))
	switch {
	case code == "script", code == "media-dropped":
		if !isElement(n, atom.Link, atom.Meta) {
			p.count(code)
		}
	case words != "" && len(p.draft.Dropped) < mostLines:
		p.draft.drop(code, p.line(words), words, nil)
	}
}

// content is the element that holds the words of the page: from the body down,
// as long as one child has nearly all the words that are not links.
func (p *page) content(root *html.Node) *html.Node {
	size := map[*html.Node]int{}
	var weigh func(*html.Node, bool) int
	weigh = func(n *html.Node, link bool) int {
		w := 0
		if n.Type == html.TextNode && !link {
			w = utf8.RuneCountInString(strings.TrimSpace(n.Data))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			w += weigh(c, link || isElement(n, atom.A))
		}
		size[n] = w
		return w
	}
	weigh(root, false)
	at := root
	var mains, articles, h1 []*html.Node
	for n := range root.Descendants() {
		switch {
		case isElement(n, atom.H1):
			if len(h1) < 20 && strings.TrimSpace(textOf(n)) != "" {
				h1 = append(h1, n)
			}
		case isElement(n, atom.Body):
			at = n
		case isElement(n, atom.Main), n.Type == html.ElementNode && attr(n, "role") == "main":
			mains = append(mains, n)
		case isElement(n, atom.Article) && !within(n, atom.Article):
			articles = append(articles, n)
		}
	}
	if len(mains) == 1 && size[mains[0]] > 0 {
		at = mains[0]
		h1 = slices.DeleteFunc(h1, func(n *html.Node) bool { return !isWithin(n, at) }) // above <main> it is the site's
	}
	if len(articles) == 1 && 4*size[articles[0]] >= size[at] && !splits(h1, articles[0]) {
		return articles[0]
	}
	for {
		var best *html.Node
		for c := at.FirstChild; c != nil; c = c.NextSibling {
			if isElement(c, atom.Div, atom.Section, atom.Article, atom.Main, atom.Table, atom.Tbody, atom.Tr, atom.Td, atom.Center, atom.Font, atom.Span) && (best == nil || size[c] > size[best]) {
				best = c
			}
		}
		if best == nil || 10*size[best] < 9*size[at] || isElement(at, atom.Tr) && isElement(best, atom.Td) && 20*size[best] < 19*size[at] || splits(h1, best) {
			return at
		}
		at = best
	}
}

// splits tells whether going down to an element would leave the highest
// heading, h1, behind. A page without one has no such heading.
func splits(h1 []*html.Node, to *html.Node) bool {
	return len(h1) > 0 && !slices.ContainsFunc(h1, func(n *html.Node) bool { return n == to || isWithin(n, to) })
}

func isWithin(n, in *html.Node) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		if a == in {
			return true
		}
	}
	return false
}

// tellAround tells the words that stand beside the content.
func (p *page) tellAround(content *html.Node) {
	for a := content; a.Parent != nil && !isElement(a, atom.Body); a = a.Parent {
		for c := a.Parent.FirstChild; c != nil; c = c.NextSibling {
			if c == a || isElement(c, atom.Head) || isElement(a, atom.Body) {
				continue
			}
			words := oneLine(textOf(c))
			if c.Type == html.TextNode {
				words = oneLine(c.Data)
			}
			if words != "" && len(p.draft.Dropped) < mostLines {
				p.draft.drop("navigation", p.line(words), words, nil)
			}
		}
	}
}
