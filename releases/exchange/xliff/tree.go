package xliff

import (
	"bytes"

	"bayan/releases/exchange/internal/xmlscan"
)

// node is an element of a file that is checked. A unit is held as a tree; of the
// file, no more than what its units refer to.
type node struct {
	xmlscan.Name
	attrs    []nodeAttr
	children []*node
	parent   *node
	line     int
	text     bool // holds more than white space
	any      bool // holds text or elements
}

type nodeAttr struct {
	xmlscan.Name
	value string
}

// core tells an element of the core by its name.
func (n *node) core(local string) bool { return n.Space == space2 && n.Local == local }

func (n *node) get(local string) (string, bool) { return n.in("", local) }

// in is an attribute of a namespace.
func (n *node) in(space, local string) (string, bool) {
	for _, a := range n.attrs {
		if a.Local == local && a.Space == space {
			return a.value, true
		}
	}
	return "", false
}

// or is an attribute's value, or its default.
func (n *node) or(local, otherwise string) string {
	if v, ok := n.get(local); ok {
		return v
	}
	return otherwise
}

// inherited is an attribute of XML that holds for an element: its own, or that of
// the nearest around it.
func (n *node) inherited(local string) (string, bool) {
	for ; n != nil; n = n.parent {
		if s, ok := n.in(spaceXML, local); ok {
			return s, true
		}
	}
	return "", false
}

// child returns the first core child of a name; nil when there is none.
func (n *node) child(local string) *node {
	for _, c := range n.children {
		if c.core(local) {
			return c
		}
	}
	return nil
}

// walk calls f with each element within, in the order of the file.
func (n *node) walk(f func(*node)) {
	for _, c := range n.children {
		f(c)
		c.walk(f)
	}
}

// mostNodes bounds a unit: above any, and low enough for the memory of a desk.
const mostNodes = 50_000

// here is the element whose Start was found, without what is in it.
func here(s *xmlscan.Scanner, parent *node) *node {
	n := &node{Name: s.Name, line: s.Line, parent: parent}
	s.Attrs(func(name xmlscan.Name, value string) { n.attrs = append(n.attrs, nodeAttr{name, value}) })
	return n
}

// tree reads the element whose Start was found, with all that is in it; over
// tells one that is larger than any unit, of which the rest is passed over.
func tree(s *xmlscan.Scanner, parent *node) (root *node, over bool) {
	root = here(s, parent)
	at, count, depth := root, 1, s.Depth
	for s.Next() && !(s.Kind == xmlscan.End && s.Depth == depth) {
		switch {
		case count == mostNodes:
		case s.Kind == xmlscan.Start:
			n := here(s, at)
			at.any, at.children = true, append(at.children, n)
			at, count = n, count+1
		case s.Kind == xmlscan.End:
			at = at.parent
		default:
			at.any = at.any || len(s.Text) > 0
			at.text = at.text || len(bytes.TrimSpace(s.Text)) > 0
		}
	}
	return root, count == mostNodes
}
