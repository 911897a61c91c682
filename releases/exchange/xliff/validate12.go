package xliff

import (
	"slices"
	"strings"
)

// document12 reads a file of XLIFF 1.2: what its transitional schema says of it,
// and of codes and segments what the schema means to say.
func (v *validating) document12() {
	v.root = here(v.Scanner, nil)
	form := v.grammar.elements["xliff"]
	v.attributes(v.root, form)
	last := v.root
	v.within(v.root, form, func(c *node) {
		if last = c; c.Space == space12 {
			v.file12(c)
		} else {
			v.Skip()
		}
	})
	if last.Space != space12 || last == v.root {
		v.add(v.root, "ElementMissing", "file")
	}
}

// file12 is a file of a document, with what its parts name.
type file12 struct {
	*validating
	n                    *node
	tools, phases, units map[string]bool
	names                map[string]map[string]bool // of other elements, by kind
}

func (v *validating) file12(n *node) {
	form := v.grammar.elements["file"]
	v.attributes(n, form)
	v.lang12(n, "source-language")
	v.lang12(n, "target-language")
	f := &file12{v, n, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]map[string]bool{}}
	v.within(n, form, func(c *node) {
		if c.Local == "body" {
			f.tool(n)
			f.container(c)
			return
		}
		header, _ := tree(v.Scanner, n)
		v.whole(header)
		f.header(header)
	})
}

// container checks a body or group, whose Start was found.
func (f *file12) container(n *node) {
	form := f.grammar.elements[n.Local]
	f.attributes(n, form)
	f.within(n, form, func(c *node) {
		switch {
		case c.Space != space12:
			f.Skip()
			return
		case c.Local == "group":
			f.named(c, "group", "id", "V12GroupIdNotUnique")
			f.container(c)
			return
		}
		whole, over := tree(f.Scanner, n)
		if over {
			f.add(whole, "UnitTooLarge", whole.or("id", ""))
			return
		}
		if c.Local == "trans-unit" || c.Local == "bin-unit" {
			f.validating.unit = whole
		}
		f.whole(whole)
		f.part(whole)
		f.validating.unit = nil
	})
}

// header takes in what others refer to, and checks what refers to it.
func (f *file12) header(n *node) {
	n.walk(func(c *node) {
		if c.Local == "tool" && c.Space == space12 && c.parent == n {
			f.named(c, "tool", "tool-id", "V12NameNotUnique")
			f.tools[c.or("tool-id", "")] = true
		}
	})
	n.walk(func(c *node) {
		if c.Local == "phase" && c.Space == space12 && c.parent.parent == n {
			f.named(c, "phase", "phase-name", "V12NameNotUnique")
			f.phases[c.or("phase-name", "")] = true
			f.tool(c)
		}
	})
	f.part(n)
}

// part checks what an element and all within it name, and each unit by itself.
func (f *file12) part(n *node) {
	if n.Space != space12 {
		return
	}
	switch n.Local {
	case "trans-unit", "bin-unit":
		f.named(n, "unit", "id", "V12UnitIdNotUnique")
		if n.Local == "trans-unit" {
			f.phase(n)
			f.unit12(n)
		}
	case "count-group", "context-group":
		f.named(n, n.Local, "name", "V12NameNotUnique")
	case "external-file":
		f.named(n, n.Local, "uid", "V12NameNotUnique")
	case "count", "target":
		f.phase(n)
	case "alt-trans":
		f.tool(n)
	}
	for _, c := range n.children {
		f.part(c)
	}
}

func (f *file12) named(n *node, kind, attribute, constraint string) {
	if name, ok := n.get(attribute); ok {
		if f.names[kind] == nil {
			f.names[kind] = map[string]bool{}
		}
		f.only(f.names[kind], n, name, constraint)
	}
}

func (f *file12) tool(n *node) {
	if name, ok := n.get("tool-id"); ok && !f.tools[name] {
		f.add(n, "V12ToolNotFound", name)
	}
}

func (f *file12) phase(n *node) {
	if name, ok := n.get("phase-name"); ok && !f.phases[name] {
		f.add(n, "V12PhaseNotFound", name)
	}
}

func (v *validating) lang12(n *node, attribute string) {
	if tag, ok := n.get(attribute); ok && language12(tag) {
		v.lang(n, tag)
	}
}

// unit12 checks a unit's languages, codes and segments.
func (f *file12) unit12(n *node) {
	if source := n.child12("source"); source != nil {
		f.sameLang12(source, "source-language")
	}
	if target := n.child12("target"); target != nil {
		f.sameLang12(target, "target-language")
	}
	n.walk(func(c *node) {
		if c.Space == space12 && slices.Contains([]string{"source", "seg-source", "target"}, c.Local) {
			f.codes12(c)
		}
	})
	f.segments12(n)
	for _, c := range n.children {
		if c.Space == space12 && c.Local == "alt-trans" {
			f.segments12(c)
		}
	}
}

// sameLang12 checks a language against that of the file; "en" and "en-GB" are
// not at odds.
func (f *file12) sameLang12(n *node, of string) {
	constraint := map[string]string{"source": "V12WrongSourceLang", "target": "V12WrongTargetLang"}[n.Local]
	lang, ok := n.in(spaceXML, "lang")
	want, has := f.n.get(of)
	main := func(tag string) string { tag, _, _ = strings.Cut(strings.TrimSpace(tag), "-"); return tag }
	if ok && has && !strings.EqualFold(main(lang), main(want)) {
		f.add(n, constraint, lang)
	}
}

// codes12 checks that no two codes of one kind have an id, and that what ends has
// begun, by its rid or else its id.
func (f *file12) codes12(part *node) {
	ids, begun := map[string]bool{}, map[string]bool{}
	part.walk(func(c *node) {
		if c.Space != space12 || !slices.Contains([]string{"g", "x", "ph", "it", "bx", "bpt"}, c.Local) {
			return
		}
		own := c.or("id", "")
		if part.Local == "source" {
			f.only(ids, c, c.Local+" "+own, "V12CodeIdNotUnique")
		}
		if c.Local != "bx" && c.Local != "bpt" {
			return
		}
		begun[c.Local+" id "+own] = true
		if rid, ok := c.get("rid"); ok {
			f.only(begun, c, c.Local+" rid "+strings.TrimSpace(rid), "V12BeginTwice")
		}
	})
	part.walk(func(c *node) {
		begins := map[string]string{"ex": "bx", "ept": "bpt"}[c.Local]
		if c.Space != space12 || begins == "" {
			return
		}
		rid, by := c.get("rid")
		if by && !begun[begins+" rid "+strings.TrimSpace(rid)] || !by && !begun[begins+" id "+c.or("id", "")] {
			f.add(c, "V12EndWithoutBegin", c.or("rid", c.or("id", "")))
		}
	})
}

// segments12 checks the marks of segments: those of a target, and alternatives,
// are those of the source.
func (f *file12) segments12(n *node) {
	mids := map[string]bool{}
	marks := func(local string, f func(*node, string)) {
		for _, part := range n.children {
			for _, c := range part.children {
				if mid, ok := c.get("mid"); ok && part.Space == space12 && part.Local == local && c.Space == space12 && c.Local == "mrk" {
					f(c, strings.TrimSpace(mid))
				}
			}
		}
	}
	marks("seg-source", func(c *node, mid string) { f.only(mids, c, mid, "V12SegmentIdNotUnique") })
	marks("target", func(c *node, mid string) {
		if !mids[mid] {
			f.add(c, "V12SegmentNotFound", mid)
		}
	})
	for _, c := range n.children {
		if mid, ok := c.get("mid"); ok && c.Space == space12 && c.Local == "alt-trans" && !mids[strings.TrimSpace(mid)] {
			f.add(c, "V12SegmentNotFound", mid)
		}
	}
}

// child12 returns the first child of a name; nil when there is none.
func (n *node) child12(local string) *node {
	i := slices.IndexFunc(n.children, func(c *node) bool { return c.Space == space12 && c.Local == local })
	if i < 0 {
		return nil
	}
	return n.children[i]
}
