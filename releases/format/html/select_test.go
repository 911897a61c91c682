package html_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"

	"bayan/releases"
	"bayan/releases/format/html"
)

// parsed is a page as a browser would read it.
func parsed(t *testing.T, raw []byte) *nethtml.Node {
	t.Helper()
	doc, err := nethtml.Parse(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func page(t *testing.T, e releases.Edition) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := html.Page(&b, e); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func single(t *testing.T, e releases.Edition, l releases.Language) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := html.Single(&b, e, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// step is one compound selector: article[lang=ar].x.
var step = regexp.MustCompile(`^([a-z0-9]*)((?:\.[a-z0-9-]+)*)((?:\[[a-z:-]+(?:="?[^\]]*?"?)?\])*)$`)

// query finds elements by a selector of tags, classes, attributes and
// descendants: `article[lang=ar] p.draft`.
func query(t *testing.T, root *nethtml.Node, selector string) []*nethtml.Node {
	t.Helper()
	found := []*nethtml.Node{root}
	for s := range strings.FieldsSeq(selector) {
		m := step.FindStringSubmatch(s)
		if m == nil {
			t.Fatalf("cannot read selector %q", s)
		}
		var next []*nethtml.Node
		for _, from := range found {
			for n := range from.Descendants() {
				if matches(n, m) && !slices.Contains(next, n) {
					next = append(next, n)
				}
			}
		}
		found = next
	}
	return found
}

func matches(n *nethtml.Node, m []string) bool {
	if n.Type != nethtml.ElementNode || m[1] != "" && n.Data != m[1] {
		return false
	}
	for class := range strings.SplitSeq(strings.TrimPrefix(m[2], "."), ".") {
		if class != "" && !slices.Contains(strings.Fields(attr(n, "class")), class) {
			return false
		}
	}
	for a := range strings.SplitSeq(strings.Trim(m[3], "[]"), "][") {
		if a == "" {
			continue
		}
		name, value, exact := strings.Cut(a, "=")
		has := slices.ContainsFunc(n.Attr, func(at nethtml.Attribute) bool { return at.Key == name })
		if !has || exact && attr(n, name) != strings.Trim(value, `"`) {
			return false
		}
	}
	return true
}

func attr(n *nethtml.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func words(n *nethtml.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == nethtml.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// one demands exactly one element and gives its words.
func one(t *testing.T, root *nethtml.Node, selector string) *nethtml.Node {
	t.Helper()
	found := query(t, root, selector)
	if len(found) != 1 {
		t.Fatalf("%d elements for %s, want one", len(found), selector)
	}
	return found[0]
}

// says demands exactly one element with these words.
func says(t *testing.T, root *nethtml.Node, selector, want string) {
	t.Helper()
	if got := words(one(t, root, selector)); got != want {
		t.Errorf("%s says %q, want %q", selector, got, want)
	}
}
