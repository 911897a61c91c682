package xliff

import (
	"strconv"
	"strings"

	"bayan/releases/exchange/internal/xmlscan"
)

// unitCheck is a unit with what its parts refer to.
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
	inTarget map[string]bool
}

func newUnitCheck(v *validating, n *node) *unitCheck {
	u := &unitCheck{validating: v, n: n, data: map[string]bool{}, notes: map[string]bool{}, byID: map[string]*node{}, spans: map[string]bool{}, inTarget: map[string]bool{}}
	if d := n.child("originalData"); d != nil {
		u.collect(u.data, d, "DataIdNotUnique")
	}
	if notes := n.child("notes"); notes != nil {
		u.collect(u.notes, notes, "NoteIdNotUnique")
	}
	for _, c := range n.children {
		if !c.core("segment") && !c.core("ignorable") {
			continue
		}
		u.pieces = append(u.pieces, c)
		if s := c.child("source"); s != nil {
			s.walk(func(i *node) { u.sources = append(u.sources, i) })
		}
		if t := c.child("target"); t != nil {
			t.walk(func(i *node) { u.targets = append(u.targets, i) })
		}
	}
	return u
}

func (u *unitCheck) collect(seen map[string]bool, of *node, constraint string) {
	for _, c := range of.children {
		if c.Space == space2 {
			u.unique(seen, c, constraint)
		}
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
				u.add(target, "WrongOrder", order)
				continue
			}
		}
		if orders[at] != nil {
			u.add(target, "OrderNotUnique", strconv.Itoa(at))
		}
		orders[at] = target
	}
	if !hasSegment {
		u.add(u.n, "UnitWithoutSegment", id(u.n))
	}
}

func (u *unitCheck) sameLang(n *node, of, constraint string) {
	lang, ok := n.xml("lang")
	if !ok {
		return
	}
	u.lang(n, lang)
	if want, has := u.root.get(of); has && !strings.EqualFold(lang, want) {
		u.add(n, constraint, lang)
	}
}

// space is the xml:space that holds for an element.
func space(n *node) string {
	for ; n != nil; n = n.parent {
		if s, ok := n.xml("space"); ok {
			return s
		}
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
	seen := map[string]bool{}
	for _, n := range u.targets {
		name := id(n)
		if n.Space != space2 || name == "" {
			continue
		}
		of := u.byID[name]
		switch {
		case seen[name], of == nil && u.spans[name]:
			u.add(n, "InlineIdNotUnique", name)
		case of != nil && family(of) != family(n):
			u.add(n, "TargetIdDiffers", name)
		}
		seen[name] = true
	}
	u.inTarget = seen
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
	for _, name := range []string{"subFlows", "subFlowsStart", "subFlowsEnd"} {
		for _, ref := range strings.Fields(n.or(name, "")) {
			u.flows = append(u.flows, flow{n, ref, id(u.n)})
		}
	}
	if r := n.or("canReorder", "yes"); r != "yes" && (n.or("canCopy", "yes") != "no" || n.or("canDelete", "yes") != "no") {
		u.add(n, "ReorderHints", id(n))
	}
	u.subType(n)
	if n.Local == "mrk" || n.Local == "sm" {
		u.annotation(n)
	}
}

// characters checks that cp stands for those alone that XML cannot hold.
func (u *unitCheck) characters() {
	u.n.walk(func(n *node) {
		hex, ok := n.get("hex")
		if c, err := strconv.ParseUint(strings.TrimSpace(hex), 16, 32); n.core("cp") && ok && err == nil && xmlscan.Allowed(rune(c)) {
			u.add(n, "CpValidCharacter", hex)
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
		u.add(n, "WrongSubType", sub)
	}
}

// annotation checks a comment: its words are a value or a note of the unit.
func (u *unitCheck) annotation(n *node) {
	if n.or("type", "generic") != "comment" {
		return
	}
	_, value := n.get("value")
	ref, refers := n.get("ref")
	switch {
	case value && refers:
		u.add(n, "CommentValueAndRef", id(n))
	case !value && !refers:
		u.add(n, "CommentWithoutValue", id(n))
	case refers:
		last := ref[strings.LastIndexAny(ref, "#/")+1:]
		note, ok := strings.CutPrefix(last, "n=")
		if !ok || "#"+last == ref && !u.notes[note] {
			u.add(n, "CommentRefNotFound", ref)
		}
	}
}

// pairs checks that what begins ends, in this order, within one language of the
// unit.
func (u *unitCheck) pairs(list []*node) {
	at := map[string]int{} // where each sc or sm stands
	for i, n := range list {
		if n.core("sc") || n.core("sm") {
			at[id(n)] = i
		}
	}
	ended := map[string]bool{}
	for i, n := range list {
		switch {
		case n.core("ec") && n.or("isolated", "no") == "yes":
			_, ref := n.get("startRef")
			if _, own := n.get("id"); ref || !own {
				u.add(n, "EcIsolated", n.or("startRef", id(n)))
			}
		case n.core("ec"):
			ref, has := n.get("startRef")
			if _, own := n.get("id"); own || !has {
				u.add(n, "EcIsolated", n.or("id", ref))
				continue
			}
			if _, dir := n.get("dir"); dir {
				u.add(n, "EcIsolated", "dir")
			}
			start, ok := u.begun(list, at, strings.TrimSpace(ref), "sc")
			switch {
			case !ok:
				u.add(n, "EcWithoutSc", ref)
			case start > i:
				u.add(n, "EcBeforeSc", ref)
			case list[start].or("isolated", "no") == "yes":
				u.add(n, "ScIsolated", ref)
			case pairHints(list[start]) != pairHints(n):
				u.add(n, "PairHintsDiffer", ref)
			}
			ended[strings.TrimSpace(ref)] = true
		case n.core("em"):
			ref := strings.TrimSpace(n.or("startRef", ""))
			if start, ok := u.begun(list, at, ref, "sm"); !ok {
				u.add(n, "EmWithoutSm", ref)
			} else if start > i {
				u.add(n, "EmBeforeSm", ref)
			}
			ended[ref] = true
		}
	}
	for _, n := range list {
		if n.core("sc") && n.or("isolated", "no") == "no" && !ended[id(n)] {
			u.add(n, "ScWithoutEc", id(n))
		} else if n.core("sm") && !ended[id(n)] {
			u.add(n, "SmWithoutEm", id(n))
		}
	}
}

func (u *unitCheck) begun(list []*node, at map[string]int, ref, local string) (int, bool) {
	i, ok := at[ref]
	return i, ok && list[i].Local == local
}

// pairHints are those that both ends of a pair must share; the end of the first
// of a sequence is not its first.
func pairHints(n *node) string {
	out := ""
	for _, name := range []string{"canCopy", "canDelete", "canOverlap"} {
		out += n.or(name, "yes") + " "
	}
	return out + strings.Replace(n.or("canReorder", "yes"), "firstNo", "no", 1)
}
