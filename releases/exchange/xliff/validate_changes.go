package xliff

import (
	"slices"
	"strings"
)

const spaceChanges = "urn:oasis:names:tc:xliff:changetracking:2.0"

// changes checks the change tracking of a unit, a module of XLIFF 2.0 that 2.1
// takes for an extension: what revisions are of, and which of them holds.
func (v *validating) changes(n *node) {
	if n.Space != spaceChanges || n.Local != "changeTrack" || v.unit == nil {
		return
	}
	v.holds(n, "revisions")
	for _, r := range n.children {
		v.needs(r, "appliesTo")
		v.holds(r, "revision")
		of, versions := v.changed(r), map[string]bool{}
		for _, revision := range r.children {
			versions[revision.or("version", "")] = true
			v.holds(revision, "item")
			for _, item := range revision.children {
				v.needs(item, "property")
				property := item.or("property", "content")
				if of == nil || property == "content" || strings.Contains(property, ":") {
					continue
				}
				if _, has := of.get(property); !has {
					v.add(item, "ChangePropertyUnknown", property)
				}
			}
		}
		if current, has := r.get("currentVersion"); has && !versions[current] {
			v.add(r, "ChangeVersionNotFound", current)
		}
	}
}

// holds checks that an element holds another at all.
func (v *validating) holds(n *node, local string) {
	if len(n.children) == 0 {
		v.add(n, "ElementMissing", local)
	}
}

// needs checks that an attribute is there.
func (v *validating) needs(n *node, local string) {
	if _, ok := n.get(local); !ok {
		v.add(n, "AttributeMissing", local)
	}
}

// changed is the element that revisions are of: where there are several of its
// kind, it is named. It is nil where it cannot be told.
func (v *validating) changed(r *node) *node {
	var all []*node
	v.unit.walk(func(c *node) {
		if c.core(r.or("appliesTo", "")) {
			all = append(all, c)
		}
	})
	ref, refers := r.get("ref")
	switch i := slices.IndexFunc(all, func(c *node) bool { return id(c) == strings.TrimSpace(ref) }); {
	case refers && i < 0:
		v.add(r, "ChangeRefNotFound", ref)
	case refers:
		return all[i]
	case len(all) == 1:
		return all[0]
	case len(all) > 1 && id(all[0]) != "":
		v.add(r, "ChangeRefMissing", r.or("appliesTo", ""))
	}
	return nil
}
