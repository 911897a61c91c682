package xliff

import (
	"slices"
	"strconv"
	"strings"

	"bayan/releases/exchange/internal/xmlscan"
)

// unitCheck is a unit with what its parts refer to; or a match, which is made
// like a unit's segment.
type unitCheck struct {
	*validating
	n        *node
	data     map[string]bool
	notes    map[string]bool
	pieces   []*node // segments and ignorables
	sources  []*node // codes and annotations in sources, in their order
	targets  []*node // in targets, in the order of the file
	byID     map[string]*node
	spans    map[string]bool // what a fragment id without prefix can name
	inTarget map[string]*node
}

func newUnitCheck(v *validating, n *node) *unitCheck {
	u := &unitCheck{validating: v, n: n, data: map[string]bool{}, byID: map[string]*node{}, spans: map[string]bool{}, inTarget: map[string]*node{}}
	if d := n.child("originalData"); d != nil {
		for _, c := range d.children {
			u.unique(u.data, c, "DataIdNotUnique")
		}
	}
	if notes := n.child("notes"); notes != nil {
		u.notes = v.notes(notes)
	}
	for _, c := range n.children {
		if c.core("segment") || c.core("ignorable") {
			u.piece(c)
		}
	}
	return u
}

// piece takes in a segment, or what is made like one.
func (u *unitCheck) piece(c *node) {
	u.pieces = append(u.pieces, c)
	if s := c.child("source"); s != nil {
		s.walk(func(i *node) { u.sources = append(u.sources, i) })
	}
	if t := c.child("target"); t != nil {
		t.walk(func(i *node) { u.targets = append(u.targets, i) })
	}
}

func id(n *node) string { return strings.TrimSpace(n.or("id", "")) }

// segments checks segments, ignorables and what their sources and targets say.
func (u *unitCheck) segments() {
	hasSegment := false
	orders := map[int]*node{}
	ids := map[string]bool{}
	for i, p := range u.pieces {
		hasSegment = hasSegment || p.Local == "segment"
		u.unique(ids, p, "SegmentIdNotUnique")
		u.spans[id(p)] = true
		u.reserved(p, "subState")
		source, target := p.child("source"), p.child("target")
		_, sub := p.get("subState")
		state, has := p.get("state")
		if sub && !has {
			u.add(p, "SubStateWithoutState", p.or("subState", ""))
		}
		if has && state != "initial" && target == nil {
			u.add(p, "StateWithoutTarget", state)
		}
		if source != nil {
			u.sameLang(source, "srcLang", "WrongSourceLang")
		}
		if target == nil {
			continue
		}
		u.validating.targets = true
		u.sameLang(target, "trgLang", "WrongTargetLang")
		if source != nil && space(source) != space(target) {
			u.add(target, "DifferentXmlSpace", "xml:space")
		}
		at := i + 1
		if order, ok := target.get("order"); ok {
			if at = number(order); at < 1 || at > len(u.pieces) {
				u.add(target, "OrderOutOfRange", order)
				continue
			}
		}
		if orders[at] != nil {
			u.add(target, "OrderNotUnique", strconv.Itoa(at))
		}
		orders[at] = target
	}
	if !hasSegment && len(u.pieces) > 0 { // none at all is missed by the unit's shape
		u.add(u.n, "UnitWithoutSegment", id(u.n))
	}
}

// number reads a positive integer; 0 for none.
func number(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0
	}
	return n
}

// sameLang checks the language that holds for an element, its own or that of
// what is around it, against the file's.
func (v *validating) sameLang(n *node, of, constraint string) {
	lang, ok := n.inherited("lang")
	if !ok {
		return
	}
	if want, has := v.root.get(of); has && !strings.EqualFold(strings.TrimSpace(lang), strings.TrimSpace(want)) {
		v.add(n, constraint, lang)
	}
}

// space is the xml:space that holds for an element.
func space(n *node) string {
	if s, ok := n.inherited("space"); ok {
		return s
	}
	return "default"
}

// inline checks the ids, attributes and pairs of codes and annotations.
func (u *unitCheck) inline() {
	for _, n := range u.sources {
		if name := id(n); n.Space == space2 && name != "" {
			if u.byID[name] != nil || u.spans[name] {
				u.add(n, "InlineIdNotUnique", name)
			}
			u.byID[name] = n
		}
	}
	for _, n := range u.targets {
		name := id(n)
		if n.Space != space2 || name == "" {
			continue
		}
		of := u.byID[name]
		switch {
		case u.inTarget[name] != nil, of == nil && u.spans[name]:
			u.add(n, "InlineIdNotUnique", name)
		case of != nil && family(of) != family(n):
			u.add(n, "TargetIdDiffers", name)
		case of != nil && pieceOf(of) != pieceOf(n):
			u.add(n, "InlineIdNotUnique", name)
		}
		u.inTarget[name] = n
	}
	for name := range u.byID {
		u.spans[name] = true
	}
	for _, list := range [][]*node{u.sources, u.targets} {
		for _, n := range list {
			u.code(n)
		}
		u.pairs(list)
	}
}

// pieceOf is the segment that an inline element stands in, or what is made like one.
func pieceOf(n *node) *node {
	for !n.core("source") && !n.core("target") {
		n = n.parent
	}
	return n.parent
}

// family are the elements that may stand for each other: a pair and its two
// ends, a mark and its two ends.
func family(n *node) string {
	switch n.Local {
	case "pc", "sc", "ec":
		return "pair"
	case "mrk", "sm":
		return "mark"
	}
	return n.Local
}

// code checks the attributes of one.
func (u *unitCheck) code(n *node) {
	if n.Space != space2 {
		return
	}
	for _, name := range []string{"dataRef", "dataRefStart", "dataRefEnd"} {
		if ref, ok := n.get(name); ok && !u.data[strings.TrimSpace(ref)] {
			u.add(n, "DataRefNotFound", ref)
		}
	}
	for _, name := range []string{"dataRef", "equiv", "subFlows"} {
		_, start := n.get(name + "Start")
		_, end := n.get(name + "End")
		switch {
		case start && !end:
			u.add(n, "MissingOtherEndOnPc", name+"End")
		case end && !start:
			u.add(n, "MissingOtherEndOnPc", name+"Start")
		}
	}
	if r := n.or("canReorder", "yes"); r != "yes" && (n.or("canCopy", "yes") != "no" || n.or("canDelete", "yes") != "no") {
		u.add(n, "CanReorderContext", id(n))
	}
	u.subType(n)
	u.fromModules(n)
}

// characters checks that cp stands for those alone that XML cannot hold, or that
// it warns of.
func (u *unitCheck) characters() {
	u.n.walk(func(n *node) {
		hex, ok := n.get("hex")
		c, err := strconv.ParseUint(strings.TrimSpace(hex), 16, 32)
		control := c >= 0x7f && c <= 0x84 || c >= 0x86 && c <= 0x9f
		if n.core("cp") && ok && err == nil && (c > 0x10ffff || xmlscan.Allowed(rune(c)) && !control) {
			u.add(n, "InvalidHexRangeOnCp", hex)
		}
	})
}

// subType checks the values that the specification keeps for itself.
func (u *unitCheck) subType(n *node) {
	sub, ok := n.get("subType")
	if !ok {
		return
	}
	kind, has := n.get("type")
	if !has {
		u.add(n, "SubTypeWithoutType", sub)
		return
	}
	own, ours := strings.CutPrefix(sub, "xlf:")
	of := map[string]string{"lb": "fmt", "pb": "fmt", "b": "fmt", "i": "fmt", "u": "fmt", "var": "ui"}[own]
	if ours && of != kind {
		u.add(n, "InvalidTypeSubTypeValues", sub)
	}
}

// annotation checks a mark of no kind of its own, which says what to translate; a
// comment, whose words are a value or a note of the unit; and the mark of a match,
// which refers to nothing.
func (u *unitCheck) annotation(n *node) {
	_, value := n.get("value")
	ref, refers := n.get("ref")
	_, translate := n.get("translate")
	u.reserved(n, "type")
	switch kind := strings.TrimSpace(n.or("type", "generic")); {
	case kind == "generic" && !translate && !value && !refers && !slices.ContainsFunc(n.attrs, ofModule):
		u.add(n, "GenericWithoutTranslate", id(n))
	case kind == "mtc:match" && refers:
		u.add(n, "MatchAnnotationWithRef", ref)
	case kind != "comment":
	case value && refers:
		u.add(n, "CommentWithValueAndRef", id(n))
	case !value && !refers:
		u.add(n, "CommentWithoutValue", id(n))
	case refers && fault(ref) == "" && !u.has(ref, "n"):
		u.add(n, "CommentRefNotFound", ref)
	}
}

// ofModule tells an attribute of a module or an extension.
func ofModule(a nodeAttr) bool { return a.Space != "" }

// pairs checks that starts and ends of codes and annotations belong together.
func (u *unitCheck) pairs(list []*node) {
	at := map[string]int{} // where each sc or sm stands
	for i, n := range list {
		if n.core("sc") || n.core("sm") {
			at[id(n)] = i
		}
	}
	ended := map[string]bool{}
	for i, n := range list {
		ref, refers := n.get("startRef")
		ref = strings.TrimSpace(ref)
		_, own := n.get("id")
		switch {
		case n.core("ec") && n.or("isolated", "no") == "yes":
			if refers || !own {
				u.add(n, "IsolatedEcWithoutId", ref)
			}
		case n.core("ec"):
			if own || !refers {
				u.add(n, "NonIsolatedEcWithoutStartRef", n.or("id", ref))
				continue
			}
			if dir, has := n.get("dir"); has {
				u.add(n, "InvalidDirOnEc", dir)
			}
			start, ok := u.begun(list, at, ref, "sc")
			switch {
			case !ok:
				u.add(n, "MissingIsolatedOnEc", ref)
			case start > i:
				u.add(n, "EcBeforeSc", ref)
			case list[start].or("isolated", "no") == "yes":
				u.add(n, "InvalidIsolatedOnSc", ref)
			case ended[ref]:
				u.add(n, "TwoEcForSc", ref)
			default:
				u.samePair(list[start], n, ref)
			}
			ended[ref] = true
		case n.core("em"):
			if start, ok := u.begun(list, at, ref, "sm"); !ok {
				u.add(n, "InvalidLoneEm", ref)
			} else if start > i {
				u.add(n, "EmBeforeSm", ref)
			}
			ended[ref] = true
		}
	}
	for _, n := range list {
		if n.core("sc") && n.or("isolated", "no") == "no" && !ended[id(n)] {
			u.add(n, "MissingIsolatedOnSc", id(n))
		} else if n.core("sm") && !ended[id(n)] {
			u.add(n, "InvalidLoneSm", id(n))
		}
	}
}

func (u *unitCheck) begun(list []*node, at map[string]int, ref, local string) (int, bool) {
	i, ok := at[ref]
	return i, ok && list[i].Local == local
}

// samePair checks what both ends of a pair must share: the hints always, of which
// the end of the first of a sequence is not its first; what they are, where both
// say it.
func (u *unitCheck) samePair(sc, ec *node, ref string) {
	for _, hint := range []string{"canCopy", "canDelete", "canOverlap", "canReorder"} {
		if strings.Replace(sc.or(hint, "yes"), "firstNo", "no", 1) != ec.or(hint, "yes") {
			u.add(ec, differs(hint), ref)
		}
	}
	for _, name := range []string{"copyOf", "type", "subType"} {
		a, first := sc.get(name)
		if b, second := ec.get(name); first && second && a != b {
			u.add(ec, differs(name), ref)
		}
	}
}

// differs names what the two ends of a pair do not share.
func differs(attribute string) string {
	return "Different" + strings.ToUpper(attribute[:1]) + attribute[1:] + "InScAndEc"
}
