package xliff

import (
	"slices"
	"strings"

	"bayan/releases/exchange/internal/xmlscan"
)

// selector is one step of a fragment identifier.
type selector struct{ prefix, id string }

// selectors takes a reference within the file apart.
func selectors(ref string) []selector {
	var out []selector
	for step := range strings.SplitSeq(strings.TrimPrefix(strings.TrimPrefix(ref, "#"), "/"), "/") {
		prefix, id, named := strings.Cut(step, "=")
		if !named || prefix == "" {
			prefix, id = "", step
		}
		out = append(out, selector{prefix, id})
	}
	return out
}

// registered are the prefixes for fragments: those of modules, and of TBX.
var registered = []string{"mtc", "gls", "fs", "mda", "res", "ctr", "slr", "val", "its", "itsm", "tbx"}

// places are the selectors of what units stand in, in their order; all others are
// leaves, of which one may stand at the end.
var places = map[string]int{"f": 1, "g": 2, "u": 3}

const leafRank = 4

// fault is the constraint that a fragment identifier breaks by itself; "" for
// none.
func fault(ref string) string {
	var seen []string
	last := 0
	for i, s := range selectors(ref) {
		rank := places[s.prefix]
		leaf := rank == 0
		switch {
		case !xmlscan.Nmtoken(s.id) || s.prefix != "" && !xmlscan.Nmtoken(s.prefix):
			return "InvalidFragIdSyntax"
		case slices.Contains(seen, s.prefix):
			if s.prefix == "" {
				return "InvalidFragIdNoSingleLeaf"
			}
			return "InvalidFragIdDuplicatedPrefix"
		case last == leafRank && leaf:
			return "InvalidFragIdNoSingleLeaf"
		case last == leafRank:
			return "InvalidFragIdMissplacedLeaf"
		case !leaf && rank < last:
			return "InvalidFragIdBadOrder"
		case leaf && len(s.prefix) == 1 && !strings.Contains("ndt", s.prefix):
			return "InvalidFragIdPrefixTooShort"
		case len(s.prefix) > 1 && !slices.Contains(registered, s.prefix):
			return "InvalidFragIdUnknownPrefix"
		case i == 0 && strings.HasPrefix(ref, "#/") && s.prefix != "f":
			return "InvalidFragIdNotResolvable"
		}
		seen = append(seen, s.prefix)
		if last = rank; leaf {
			last = leafRank
		}
	}
	return ""
}

// has tells whether a reference names something of the unit, of one of the kinds
// of prefixes; its id without prefix is that of a segment, ignorable or inline
// element of a source.
func (u *unitCheck) has(ref string, prefixes ...string) bool {
	around := selectors(ref)
	leaf := around[len(around)-1]
	around = around[:len(around)-1]
	for _, s := range around {
		local := map[string]string{"f": "file", "g": "group", "u": "unit"}[s.prefix]
		n := u.n
		for n != nil && !(n.core(local) && id(n) == s.id) {
			n = n.parent
		}
		if n == nil {
			return false
		}
	}
	if last := len(around) - 1; leaf.prefix == "n" && last >= 0 && around[last].prefix != "u" {
		return false // a note of the file or the group
	}
	if !slices.Contains(prefixes, leaf.prefix) {
		return false
	}
	switch leaf.prefix {
	case "":
		return u.spans[leaf.id]
	case "t":
		return u.inTarget[leaf.id] != nil
	default:
		return u.notes[leaf.id]
	}
}

// references checks what codes and annotations name elsewhere: other units, and
// fragments.
func (u *unitCheck) references() {
	for _, n := range slices.Concat(u.sources, u.targets) {
		if n.Space != space2 {
			continue
		}
		for _, name := range []string{"subFlows", "subFlowsStart", "subFlowsEnd"} {
			for ref := range strings.FieldsSeq(n.or(name, "")) {
				u.flows = append(u.flows, reference{n, ref, id(u.n)})
			}
		}
		if n.Local == "mrk" || n.Local == "sm" {
			u.annotation(n)
		}
		if ref, ok := n.get("ref"); ok && strings.HasPrefix(ref, "#") && u.fragment(n, ref) && slices.Contains([]string{"generic", "term"}, n.or("type", "generic")) {
			u.leads(n, ref)
		}
	}
}

// leads checks that what a good fragment identifier names is there, of the unit
// itself; files, groups and units may still come.
func (u *unitCheck) leads(n *node, ref string) {
	all := selectors(ref)
	if places[all[0].prefix] > 0 {
		u.named = append(u.named, reference{n, ref, id(u.n)})
		return
	}
	of := map[string]func(id string) bool{
		"":  func(id string) bool { return u.spans[id] || u.inTarget[id] != nil },
		"t": func(id string) bool { return u.inTarget[id] != nil },
		"n": func(id string) bool { return u.notes[id] },
		"d": func(id string) bool { return u.data[id] },
	}[all[0].prefix]
	if of != nil && !of(all[0].id) {
		u.add(n, "InvalidFragIdNotResolvable", ref)
	}
}

// resolveNamed checks that the files, groups and units are there that annotations
// name; where no file is named, it is their own.
func (v *validating) resolveNamed() {
	for _, r := range v.named {
		file := r.n
		for file.parent != nil && !file.core("file") {
			file = file.parent
		}
		in, there := id(file), true
		for _, s := range selectors(r.to) {
			switch s.prefix {
			case "f":
				in, there = s.id, there && v.files[s.id]
			case "g":
				there = there && v.parts[in].groups[s.id]
			case "u":
				there = there && v.parts[in].units[s.id]
			}
		}
		if !there {
			v.addIn(r.n, r.unit, "InvalidFragIdNotResolvable", r.to)
		}
	}
}

// fragment checks one by itself, and tells whether it is good.
func (u *unitCheck) fragment(n *node, ref string) bool {
	broken := "InvalidFragIdSyntax"
	if strings.HasPrefix(ref, "#") {
		broken = fault(ref)
	}
	if broken != "" {
		u.add(n, broken, ref)
	}
	return broken == ""
}

// span checks a reference to a part of the unit's text.
func (u *unitCheck) span(n *node, constraint string) {
	ref, ok := n.get("ref")
	if ref = strings.TrimSpace(ref); ok && u.fragment(n, ref) && !u.has(ref, "", "t") {
		u.add(n, constraint, ref)
	}
}
