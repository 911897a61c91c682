package xliff

import (
	"slices"
	"strings"
)

// homes are the elements that a module's may stand in as its own, beside those
// of extensions; but for ITS, one of each.
func homes(name string) string {
	switch name {
	case "mtc:matches", "gls:glossary", "its:locQualityIssues":
		return "unit"
	case "res:resourceData":
		return "file unit"
	case "slr:profiles":
		return "file"
	case "mda:metadata", "slr:data", "val:validation", "its:provenanceRecords":
		return "file group unit"
	}
	return ""
}

// held is what a file, group or unit has of modules and extensions so far.
type held struct {
	modules map[string]int
	ids     map[string]map[string]bool // by namespace
}

func (h held) of(space string) map[string]bool {
	if h.ids[space] == nil {
		h.ids[space] = map[string]bool{}
	}
	return h.ids[space]
}

// module checks what stands in a file, group or unit besides the core.
func (v *validating) module(n *node, h held) {
	name, known := v.grammar.name(n.Name)
	if !known {
		v.extension(n, n.Space, h.of(n.Space))
		v.changes(n)
		return
	}
	if !slices.Contains(strings.Fields(homes(name)), n.parent.Local) {
		v.add(n, "ModuleNotAllowedHere", n.Local)
		return
	}
	if h.modules[name]++; h.modules[name] == 2 && n.Space != spaceITS {
		v.add(n, "ElementTwice", n.Local)
	}
	switch name {
	case "mda:metadata":
		v.metadata(n)
	case "res:resourceData":
		v.resources(n)
	case "val:validation":
		v.rules(n)
	case "its:locQualityIssues", "its:provenanceRecords":
		v.itsRecords(n, h.of(spaceITS))
	}
}

// extension checks the ids of an extension: each is the only one in its file,
// group or unit.
func (v *validating) extension(n *node, of string, seen map[string]bool) {
	for _, space := range []string{"", spaceXML} {
		if name, ok := n.in(space, "id"); ok && n.Space == of {
			v.only(seen, n, strings.TrimSpace(name), "ExtensionIdNotUnique")
			if !nmtoken(name) {
				v.add(n, "AttributeValue", "id")
			}
		}
	}
	for _, c := range n.children {
		v.extension(c, of, seen)
	}
}

// modules checks those of the unit.
func (u *unitCheck) modules() {
	h := held{map[string]int{}, map[string]map[string]bool{}}
	u.fromModules(u.n)
	for _, c := range u.n.children {
		if c.Space == space2 {
			continue
		}
		u.module(c, h)
		switch {
		case c.Space == spaceMatches && c.Local == "matches":
			u.matches(c)
		case c.Space == spaceGlossary && c.Local == "glossary":
			u.glossary(c)
		}
	}
}

// fromModules checks the attributes that modules add to elements of the core.
func (v *validating) fromModules(n *node) {
	v.styles(n)
	v.sizes(n)
	v.itsAttributes(n)
}

func (u *unitCheck) matches(n *node) {
	ids := map[string]bool{}
	for _, m := range n.children {
		if m.Space != spaceMatches || m.Local != "match" {
			continue
		}
		u.unique(ids, m, "MatchIdNotUnique")
		u.span(m, "MatchRefNotFound")
		if sub, has := m.get("subType"); has && m.or("type", "") == "" {
			u.add(m, "SubTypeWithoutType", sub)
		}
		u.reserved(m, "subType")
		u.itsAttributes(m)
		inner := newUnitCheck(u.validating, m)
		inner.piece(m)
		inner.inline()
		if s := m.child("source"); s != nil {
			u.sameLang(s, "srcLang", "MatchLang")
		}
		if t := m.child("target"); t != nil && m.or("reference", "no") != "yes" {
			u.sameLang(t, "trgLang", "MatchLang")
		}
		for _, c := range m.children {
			if c.Space == spaceMetadata {
				u.metadata(c)
			}
		}
	}
}

func (u *unitCheck) glossary(n *node) {
	ids := map[string]bool{}
	for _, e := range n.children {
		if e.Space != spaceGlossary || e.Local != "glossEntry" {
			continue
		}
		u.unique(ids, e, "GlossIdNotUnique")
		u.span(e, "GlossRefNotFound")
		content := false
		for _, c := range e.children {
			if c.Space != spaceGlossary || c.Local == "term" {
				continue
			}
			content = true
			u.unique(ids, c, "GlossIdNotUnique")
			u.span(c, "GlossRefNotFound")
		}
		if !content {
			u.add(e, "GlossEntryWithoutTranslationOrDefinition", id(e))
		}
	}
}

// metadata checks the ids of groups of metadata, which are unique in theirs.
func (v *validating) metadata(n *node) {
	seen := map[string]bool{}
	v.unique(seen, n, "MetaGroupIdNotUnique")
	n.walk(func(c *node) { v.unique(seen, c, "MetaGroupIdNotUnique") })
}

// resources checks items and references to those of the file.
func (v *validating) resources(n *node) {
	ids := map[string]bool{}
	for _, c := range n.children {
		v.unique(ids, c, "ResourceIdNotUnique")
		if ref, ok := c.get("ref"); ok && c.Local == "resourceItemRef" {
			v.refs = append(v.refs, reference{c, strings.TrimSpace(ref), v.inUnit()})
		} else if c.Local == "resourceItem" {
			v.items[id(c)] = true
			v.resourceItem(c)
		}
	}
}

// children lists those of the children of one name.
func children(n *node, space, local string) (out []*node) {
	for _, c := range n.children {
		if c.Space == space && c.Local == local {
			out = append(out, c.children...)
		}
	}
	return out
}

func (v *validating) resourceItem(n *node) {
	content := false
	for _, c := range n.children {
		if c.Space != spaceResources || c.Local == "reference" {
			continue
		}
		content = content || len(c.children) > 0
		_, href := c.get("href")
		if href && c.any {
			v.add(c, "ResourceContentAndHref", c.Local)
		} else if !href && !c.any {
			v.add(c, "ResourceEmptyWithoutHref", c.Local)
		}
		if _, ok := c.in(spaceXML, "lang"); ok {
			v.sameLang(c, map[string]string{"source": "srcLang", "target": "trgLang"}[c.Local], "ResourceLang")
		}
	}
	if len(n.children) == 0 {
		v.add(n, "ElementMissing", "source")
	}
	if _, has := n.get("mimeType"); !has && !content && len(n.children) > 0 {
		v.add(n, "ResourceWithoutMimeType", id(n))
	}
}

// rules checks those of the validation module.
func (v *validating) rules(n *node) {
	for _, r := range n.children {
		if r.Space != spaceRules || r.Local != "rule" {
			continue
		}
		given, custom := []string{}, false
		for _, a := range r.attrs {
			if a.Space == "" && slices.Contains([]string{"isPresent", "isNotPresent", "startsWith", "endsWith"}, a.Local) {
				given = append(given, a.Local)
			}
			custom = custom || a.Space != ""
		}
		if len(given) > 1 || len(given) == 0 && !custom {
			v.add(r, "RuleNotExactlyOne", strings.Join(given, " "))
		}
		if _, has := r.get("occurs"); has && v.root.or("version", "") != "2.0" && !slices.Contains(given, "isPresent") {
			v.add(r, "RuleOccursWithoutIsPresent", "occurs")
		}
		if _, has := r.get("existsInSource"); has && (len(given) == 0 || slices.Contains(given, "isNotPresent")) {
			v.add(r, "RuleExistsInSource", "existsInSource")
		}
		if r.or("disabled", "no") == "yes" && n.parent.core("file") {
			v.add(r, "RuleDisabledInFile", "disabled")
		}
	}
}

// styles checks the attributes of the format style module.
func (v *validating) styles(n *node) {
	const space = "urn:oasis:names:tc:xliff:fs:2.0"
	_, style := n.in(space, "fs")
	sub, subStyle := n.in(space, "subFs")
	if (style || subStyle) && n.core("ec") && n.or("isolated", "no") != "yes" {
		v.add(n, "InvalidFSAttributeOnEc", "fs")
	}
	if subStyle && !style {
		v.add(n, "SubFsWithoutFs", sub)
	}
}

var (
	size      = matching(`^([0-9]+,)?([0-9]+|\*)$`)
	likeSize  = matching(`^[+-]?[0-9]*[.,][0-9]+$`)
	wholeSize = matching(`^[0-9]*$`)
)

// sizes checks the attributes of the size and length restriction module, as far
// as the profiles are known that say what they mean: those of the specification.
// Where no profile is named, a number must be a whole one.
func (v *validating) sizes(n *node) {
	general, storage := v.profile(n, "generalProfile"), v.profile(n, "storageProfile")
	ofStorage := slices.Contains([]string{"xliff:utf8", "xliff:utf16", "xliff:utf32"}, storage)
	_, info := n.in(spaceSizes, "sizeInfo")
	ref, refers := n.in(spaceSizes, "sizeInfoRef")
	_, equivalent := n.in(spaceSizes, "equivStorage")
	if (info || refers || equivalent) && n.core("ec") && n.or("isolated", "no") != "yes" {
		v.add(n, "SizeOnEcNotIsolated", "ec")
	}
	if info && refers {
		v.add(n, "SizeInfoWithSizeInfoRef", ref)
	}
	if refers && !v.sized(n, strings.TrimSpace(ref)) {
		v.add(n, "SizeInfoRefNotFound", ref)
	}
	for _, a := range n.attrs {
		if a.Space != spaceSizes {
			continue
		}
		known := ofStorage
		if strings.HasPrefix(a.Local, "size") {
			known = general == "xliff:codepoints"
		}
		switch a.Local {
		case "sizeInfo", "equivStorage":
			if known && !wholeSize(a.value) || likeSize(a.value) {
				v.add(n, "SizeNotInteger", a.value)
			}
		case "sizeRestriction", "storageRestriction":
			if known && !size(a.value) {
				v.add(n, "SizePattern", a.value)
			}
		}
	}
}

// profile is what the file says of sizes.
func (v *validating) profile(n *node, local string) string {
	for ; n != nil; n = n.parent {
		for _, c := range n.children {
			if n.core("file") && c.Space == spaceSizes && c.Local == "profiles" {
				return c.or(local, "")
			}
		}
	}
	return ""
}

// sized tells whether the data that an element's size refers to is there: beside
// it, or beside what is around it.
func (v *validating) sized(n *node, ref string) bool {
	found := false
	for n = n.parent; n != nil; n = n.parent {
		for _, c := range children(n, spaceSizes, "data") {
			found = found || id(c) == ref
			c.walk(func(c *node) { found = found || id(c) == ref })
		}
	}
	return found
}
