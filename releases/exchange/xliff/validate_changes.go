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
	for _, r := range n.children {
		of := r.or("appliesTo", "")
		if ref, refers := r.get("ref"); refers {
			found := false
			v.unit.walk(func(c *node) { found = found || c.core(of) && id(c) == strings.TrimSpace(ref) })
			if !found {
				v.add(r, "ChangeRefNotFound", ref)
			}
		}
		versions := map[string]bool{}
		for _, revision := range r.children {
			versions[revision.or("version", "")] = true
			for _, item := range revision.children {
				property := item.or("property", "")
				known := slices.Contains(strings.Fields(strings.ReplaceAll(shapes2[of].attrs, "!", "")), property)
				if !known && property != "content" && !strings.Contains(property, ":") {
					v.add(item, "ChangePropertyUnknown", property)
				}
			}
		}
		if current, has := r.get("currentVersion"); has && !versions[current] {
			v.add(r, "ChangeVersionNotFound", current)
		}
	}
}
