package xliff

import (
	"strings"

	"bayan/releases/exchange/internal/xmlscan"
)

// shape is what an element may hold.
type shape struct {
	attrs    string   // "id! name": those without namespace; "!" must be there
	xml      string   // of the namespace of XML
	spaces   string   // of modules, by their prefixes; "foreign" for those of none
	children []string // groups in their order: alternatives, and how many: "?" "*" "+" or one; "other" is an element of another namespace
	mixed    bool     // text may stand there
}

const spaceXML = "http://www.w3.org/XML/1998/namespace"

// grammar is a version of XLIFF: its elements and the values of their attributes,
// by "element attribute" where they differ.
type grammar struct {
	elements map[string]*form // by name
	values   map[string]value
	prefixes map[string]string // of the namespaces that it knows; "" for the core's
	lax      bool              // what it knows must be right within foreign elements too
}

// form is a shape taken apart.
type form struct {
	attrs, xml, spaces map[string]bool
	must               []string // of attrs
	groups             []group
	place              map[string]int // of a child in groups; of "other" and "any" too
	mixed              bool
}

type group struct {
	first    string // of its names
	required bool
	one      bool // and no more
}

// forms takes shapes apart.
func forms(shapes map[string]shape) map[string]*form {
	out := map[string]*form{}
	for name, s := range shapes {
		out[name] = s.form()
	}
	return out
}

func (s shape) form() *form {
	f := &form{attrs: map[string]bool{}, xml: names(s.xml), spaces: names(s.spaces), place: map[string]int{}, mixed: s.mixed}
	for name := range strings.FieldsSeq(s.attrs) {
		name, required := strings.CutSuffix(name, "!")
		f.attrs[name] = true
		if required {
			f.must = append(f.must, name)
		}
	}
	for i, names := range s.children {
		often := byte('1')
		if last := names[len(names)-1]; strings.IndexByte("?*+", last) >= 0 {
			names, often = names[:len(names)-1], last
		}
		all := strings.Split(names, "|")
		for _, name := range all {
			f.place[name] = i
		}
		f.groups = append(f.groups, group{all[0], often == '1' || often == '+', often == '1' || often == '?'})
	}
	return f
}

func names(list string) map[string]bool {
	out := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		out[name] = true
	}
	return out
}

// name is an element's or attribute's in the grammar; ok is false for one of a
// foreign namespace.
func (g *grammar) name(n xmlscan.Name) (name string, ok bool) {
	prefix, ok := g.prefixes[n.Space]
	if prefix == "" {
		return n.Local, ok
	}
	return prefix + ":" + n.Local, ok
}

// sequence follows the children of one element through its form.
type sequence struct {
	v     *validating
	of    *node
	form  *form
	at    int
	count []int
}

func (v *validating) sequence(n *node, f *form) *sequence {
	return &sequence{v: v, of: n, form: f, count: make([]int, len(f.groups))}
}

// place finds the group of a child: by its name, else that of others, else that
// of anything. It tells whether there is more to check of it.
func (q *sequence) place(c *node) (at int, check, ok bool) {
	if name, known := q.v.grammar.name(c.Name); known {
		if at, ok := q.form.place[name]; ok {
			return at, true, true
		}
	}
	if at, ok := q.form.place["other"]; ok && c.Space != q.of.Space {
		return at, true, true
	}
	at, ok = q.form.place["any"]
	return at, false, ok
}

// next takes the next child, and tells whether there is more to check of it: not
// where it may not stand, nor where anything may.
func (q *sequence) next(c *node) bool {
	at, check, ok := q.place(c)
	if !ok {
		q.v.add(c, "ElementNotAllowed", c.Local)
		return false
	}
	if q.count[at]++; q.count[at] == 2 && q.form.groups[at].one {
		q.v.add(c, "ElementTwice", c.Local)
	} else if at < q.at {
		q.v.add(c, "ElementOrder", c.Local)
	}
	q.at = max(q.at, at)
	return check
}

// end tells what is missing.
func (q *sequence) end() {
	for i, g := range q.form.groups {
		switch {
		case q.count[i] > 0 || !g.required:
		case g.first == "segment":
			q.v.add(q.of, "UnitWithoutSegment", id(q.of))
		case q.of.core("file"):
			q.v.add(q.of, "NoUnitOrGroupInFile", id(q.of))
		default:
			q.v.add(q.of, "ElementMissing", g.first)
		}
	}
}

// whole checks an element with all that is in it. Within an element of a foreign
// namespace, those that are known must still be right.
func (v *validating) whole(n *node) {
	if name, known := v.grammar.name(n.Name); known {
		f := v.grammar.elements[name]
		if f == nil {
			v.add(n, "ElementNotAllowed", n.Local)
			return
		}
		v.attributes(n, f)
		if n.text && !f.mixed {
			v.add(n, "TextNotAllowed", n.Local)
		}
		q := v.sequence(n, f)
		for _, c := range n.children {
			if q.next(c) {
				v.whole(c)
			}
		}
		q.end()
		return
	}
	if !v.grammar.lax {
		return
	}
	for _, a := range n.attrs {
		if name, known := v.grammar.name(a.Name); known && a.Space != "" {
			v.value(n, name, a)
		}
	}
	for _, c := range n.children {
		v.whole(c)
	}
}

// attributes checks which an element has, and their values.
func (v *validating) attributes(n *node, f *form) {
	for _, a := range n.attrs {
		prefix, known := v.grammar.prefixes[a.Space]
		name := a.Local
		if prefix != "" {
			name = prefix + ":" + a.Local
		}
		switch {
		case a.Space == "" && f.attrs[a.Local], a.Space == spaceXML && f.xml[a.Local]:
			v.value(n, name, a)
		case f.spaces["any"]:
		case a.Space != "" && a.Space != n.Space && known && f.spaces[prefix]:
			v.value(n, name, a)
		case a.Space != "" && a.Space != n.Space && !known && f.spaces["foreign"]:
		default:
			v.add(n, "AttributeUnknown", name)
		}
	}
	for _, name := range f.must {
		v.needs(n, name)
	}
}

// value checks one attribute's; name is its own in the grammar. Of a module's
// namespace, only those that the module knows are good.
func (v *validating) value(n *node, name string, a nodeAttr) {
	if name == "xml:id" && xmlscan.Nmtoken(a.value) {
		if v.xmlIDs[a.value] {
			v.add(n, "XmlIdNotUnique", a.value)
		}
		v.xmlIDs[a.value] = true
	}
	element, _ := v.grammar.name(n.Name)
	good := v.grammar.values[element+" "+name]
	if good == nil {
		good = v.grammar.values[name]
	}
	switch {
	case good == nil && strings.Contains(name, ":") && a.Space != spaceXML:
		v.add(n, "AttributeUnknown", name)
	case good != nil && !good(a.value):
		v.add(n, "AttributeValue", name)
	}
}
