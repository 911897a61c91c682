package xliff

import (
	"strconv"
	"strings"
)

// fragment is the syntax of 4.4: selectors with or without a prefix.
var fragment = compiled(`^#/?(?:[A-Za-z_][\p{L}\p{N}.\-]*=)?[\p{L}\p{N}.:_\-]+(?:/(?:[A-Za-z_][\p{L}\p{N}.\-]*=)?[\p{L}\p{N}.:_\-]+)*$`)

// rank is the order of selectors: file, group, unit, then what is in a unit; of
// modules and extensions the prefix has two letters or more.
var rank = map[string]int{"f": 1, "g": 2, "u": 3, "n": 4, "d": 4, "t": 4, "": 4}

// goodFragment tells whether selectors stand in an order that can name
// something.
func goodFragment(ref string) bool {
	if !fragment().MatchString(ref) {
		return false
	}
	path := strings.TrimPrefix(ref, "#")
	rooted := strings.HasPrefix(path, "/")
	last := 0
	for i, part := range strings.Split(strings.TrimPrefix(path, "/"), "/") {
		prefix, _, named := strings.Cut(part, "=")
		if !named {
			prefix = ""
		}
		at, core := rank[prefix]
		if !core {
			if len(prefix) < 2 {
				return false
			}
			at = 5
		}
		if rooted && i == 0 && prefix != "f" || at <= last && at < 5 || prefix == "g" && last == 3 {
			return false
		}
		last = at
	}
	return true
}

// references checks the fragments that annotations name.
func (u *unitCheck) references() {
	for _, list := range [][]*node{u.sources, u.targets} {
		for _, n := range list {
			if ref, ok := n.get("ref"); ok && n.Space == space2 && strings.HasPrefix(ref, "#") {
				u.fragment(n, ref, "FragIdNotFound")
			}
		}
	}
}

// fragment checks one; a relative one must name something in the unit.
func (u *unitCheck) fragment(n *node, ref, constraint string) {
	if !goodFragment(ref) {
		u.add(n, "InvalidFragIdSyntax", ref)
		return
	}
	name := strings.TrimPrefix(ref, "#")
	if strings.Contains(name, "/") {
		return
	}
	prefix, local, named := strings.Cut(name, "=")
	switch {
	case !named && !u.spans[name],
		named && prefix == "n" && !u.notes[local],
		named && prefix == "d" && !u.data[local],
		named && prefix == "t" && !u.inTarget[local] && !u.spans[local]:
		u.add(n, constraint, ref)
	}
}

// modules checks matches, terms and metadata of the unit.
func (u *unitCheck) modules() {
	count := map[string]int{}
	for _, c := range u.n.children {
		if c.Space == space2 {
			continue
		}
		if count[c.Space+c.Local]++; count[c.Space+c.Local] == 2 && (c.Space == spaceMatches || c.Space == spaceGlossary || c.Space == spaceMetadata) {
			u.add(c, "ElementTwice", c.Local)
		}
		switch {
		case c.Space == spaceMatches && c.Local == "matches":
			u.matches(c)
		case c.Space == spaceGlossary && c.Local == "glossary":
			u.glossary(c)
		case c.Space == spaceMatches, c.Space == spaceGlossary:
			u.add(c, "ModuleNotAllowedHere", c.Local)
		default:
			u.metadata(c)
		}
	}
}

const spaceMetadata = "urn:oasis:names:tc:xliff:metadata:2.0"

func (u *unitCheck) matches(n *node) {
	ids := map[string]bool{}
	if len(n.children) == 0 {
		u.add(n, "ElementMissing", "match")
	}
	for _, m := range n.children {
		if m.Space != spaceMatches || m.Local != "match" {
			u.add(m, "ElementNotAllowed", m.Local)
			continue
		}
		u.unique(ids, m, "MatchIdNotUnique")
		u.match(m)
	}
}

var matchTypes = compiled(`^(am|mt|icm|idm|tb|tm|other)$`)

func (u *unitCheck) match(m *node) {
	ref, ok := m.get("ref")
	switch {
	case !ok:
		u.add(m, "AttributeMissing", "ref")
	case !strings.HasPrefix(ref, "#"):
		u.add(m, "MatchRefNotFound", ref)
	default:
		u.fragment(m, ref, "MatchRefNotFound")
	}
	for _, name := range []string{"similarity", "matchQuality", "matchSuitability"} {
		if value, ok := m.get(name); ok {
			if f, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err != nil || f < 0 || f > 100 {
				u.add(m, "AttributeValue", name)
			}
		}
	}
	if kind, ok := m.get("type"); ok && !matchTypes().MatchString(kind) {
		u.add(m, "AttributeValue", "type")
	} else if sub, has := m.get("subType"); has && !ok {
		u.add(m, "SubTypeWithoutType", sub)
	}
	data := map[string]bool{}
	if d := m.child("originalData"); d != nil {
		u.collect(data, d, "DataIdNotUnique")
	}
	inner := *u
	inner.data = data
	for _, name := range []string{"source", "target"} {
		part := m.child(name)
		if part == nil {
			u.add(m, "ElementMissing", name)
			continue
		}
		lang := map[string]string{"source": "srcLang", "target": "trgLang"}[name]
		if name == "source" || m.or("reference", "no") != "yes" {
			u.sameLang(part, lang, "MatchLang")
		}
		part.walk(func(c *node) {
			if c.Space == space2 {
				inner.code(c)
			}
		})
	}
	for _, c := range m.children {
		u.shape(c)
		u.metadata(c)
	}
}

func (u *unitCheck) glossary(n *node) {
	ids := map[string]bool{}
	if len(n.children) == 0 {
		u.add(n, "ElementMissing", "glossEntry")
	}
	for _, e := range n.children {
		if e.Space != spaceGlossary || e.Local != "glossEntry" {
			u.add(e, "ElementNotAllowed", e.Local)
			continue
		}
		u.unique(ids, e, "GlossIdNotUnique")
		u.glossRef(e)
		term, content := false, false
		for _, c := range e.children {
			if c.Space != spaceGlossary {
				continue
			}
			switch c.Local {
			case "term":
				term = true
			case "translation":
				content = true
				u.unique(ids, c, "GlossIdNotUnique")
				u.glossRef(c)
			case "definition":
				content = true
			}
		}
		if !term {
			u.add(e, "ElementMissing", "term")
		}
		if !content {
			u.add(e, "GlossEntryWithoutContent", id(e))
		}
	}
}

func (u *unitCheck) glossRef(n *node) {
	if ref, ok := n.get("ref"); ok && strings.HasPrefix(ref, "#") {
		u.fragment(n, ref, "GlossRefNotFound")
	}
}

// metadata checks the ids of groups of metadata, which are unique in theirs.
func (v *validating) metadata(n *node) {
	if n.Space != spaceMetadata || n.Local != "metadata" {
		return
	}
	seen := map[string]bool{}
	v.unique(seen, n, "MetaGroupIdNotUnique")
	if len(n.children) == 0 {
		v.add(n, "ElementMissing", "metaGroup")
	}
	n.walk(func(c *node) {
		if c.Space != spaceMetadata {
			return
		}
		switch c.Local {
		case "metaGroup":
			v.unique(seen, c, "MetaGroupIdNotUnique")
			if on, ok := c.get("appliesTo"); ok && on != "source" && on != "target" && on != "ignorable" {
				v.add(c, "AttributeValue", "appliesTo")
			}
			if len(c.children) == 0 {
				v.add(c, "ElementMissing", "meta")
			}
		case "meta":
			if _, ok := c.get("type"); !ok {
				v.add(c, "AttributeMissing", "type")
			}
		}
	})
}
