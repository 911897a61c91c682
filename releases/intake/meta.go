package intake

import (
	"encoding/json"
	"strings"
	"time"

	"bayan/pattern"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what a page says of itself.
type meta struct {
	lang            string
	title           string // <title>
	shared          string // og:title, or Debian's pagetitle: the headline alone
	h1              string // the first <h1> outside of menus, wherever it stands
	date, dateWords string // ISO day; as it stands in the page
	rank            int    // of date: lower is nearer to the text
	base            string // address that relative links are resolved against
}

// dateRank ranks where a page may say its date; 0 of other names.
func dateRank(name string) int {
	switch name {
	case "datepublished":
		return 1
	case "article:published_time":
		return 2
	case "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date":
		return 3
	case "date", "pubdate", "publishdate", "publication_date":
		return 4
	case "sailthru.date", "parsely-pub-date":
		return 5
	}
	return 0
}

func readMeta(root *html.Node) meta {
	m := meta{rank: 100}
	for n := range root.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case n.DataAtom == atom.Html:
			if m.lang = attr(n, "lang"); m.lang == "" {
				m.lang = attr(n, "xml:lang")
			}
		case n.DataAtom == atom.Title && m.title == "":
			m.title = oneLine(textOf(n))
		case n.DataAtom == atom.Base && m.base == "":
			m.base = attr(n, "href")
		case n.DataAtom == atom.Link && attr(n, "rel") == "canonical" && m.base == "":
			m.base = attr(n, "href")
		case n.DataAtom == atom.H1 && m.h1 == "" && !inFurniture(n):
			m.h1 = oneLine(textOf(n))
		case n.DataAtom == atom.Meta:
			name := strings.ToLower(attr(n, "property") + attr(n, "name") + attr(n, "itemprop"))
			if name == "og:title" {
				m.shared = oneLine(attr(n, "content"))
			}
			m.see(dateRank(name), attr(n, "content"))
		case n.DataAtom == atom.Time:
			rank := 6
			if attr(n, "itemprop") == "datePublished" || strings.Contains(attr(n, "class"), "published") || attr(n, "pubdate") != "" {
				rank = 1
			}
			if strings.Contains(attr(n, "class"), "updated") && rank > 1 {
				rank = 8
			}
			m.see(rank, attr(n, "datetime"))
		case n.DataAtom == atom.Script && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json"):
			m.linked(textOf(n))
		case n.Data == "define-tag":
			for _, a := range n.Attr {
				switch a.Key {
				case "pagetitle":
					m.shared = oneLine(textOf(n))
				case "release_date":
					m.see(1, oneLine(textOf(n)))
				}
			}
		}
	}
	return m
}

var isoDay = pattern.Lazy(`^\s*([12][0-9]{3}-[01][0-9]-[0-3][0-9])([T ].*)?$`)

// see takes a date if none nearer to the text is known.
func (m *meta) see(rank int, value string) {
	if rank == 0 || rank >= m.rank {
		return
	}
	day := ""
	if iso := isoDay().FindStringSubmatch(value); iso != nil {
		day = iso[1]
	} else if d, ok := readDay(value); ok {
		day = d.date
	}
	if _, err := time.Parse(time.DateOnly, day); err == nil {
		m.date, m.dateWords, m.rank = day, value, rank
	}
}

// linked looks for datePublished in JSON-LD, a few levels down.
func (m *meta) linked(s string) {
	var v any
	if len(s) > 1<<20 || json.Unmarshal([]byte(s), &v) != nil {
		return
	}
	var walk func(any, int)
	walk = func(v any, depth int) {
		if depth > 6 {
			return
		}
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one, depth+1)
			}
		case map[string]any:
			if day, ok := v["datePublished"].(string); ok {
				m.see(1, day)
			}
			if graph, ok := v["@graph"]; ok {
				walk(graph, depth+1)
			}
		}
	}
	walk(v, 0)
}

// textOf is all words below a node.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		} else if isElement(d, atom.Br, atom.P, atom.Div, atom.Li, atom.Td, atom.Tr) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}
