package xliff

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"bayan/releases/exchange/internal/xmlscan"
)

// Violation is one breach of a constraint of XLIFF 2.1.
type Violation struct {
	Constraint string // one of Constraints
	Section    string // of the specification
	Line       int
	Unit       string // its id; "" outside of units
	Subject    string // the element, attribute or id at fault
}

// mostViolations bounds what a file can make us say.
const mostViolations = 1000

// Validate names every breach of the specification of XLIFF 2.1 in a file: what
// its schema says of the core, and the constraints that no schema can say, of
// the core and of the modules for matches, terms and metadata. It is silent about
// extensions and other modules. A file that is no XML, or no XLIFF 2, is an
// error, as in Read.
//
// Time and memory are those of the file and its largest unit.
func Validate(name string, b []byte) ([]Violation, error) {
	r := &reading{Scanner: xmlscan.New(name, b), file: name}
	v := &validating{reading: r}
	if r.Next() {
		if r.Name.Space == space2 && r.Name.Local == "xliff" {
			v.document()
		} else {
			r.fault(r.Line, "xliff-other", map[string]any{"element": r.Name.Local})
		}
		for r.Next() { // to the end: what is no XML is told first
		}
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	if len(r.faults) > 0 {
		return nil, r.faults
	}
	slices.SortStableFunc(v.found, func(a, b Violation) int { return a.Line - b.Line })
	return v.found, nil
}

// validating is a file that is checked.
type validating struct {
	*reading
	found      []Violation
	root, unit *node // unit: the one that is looked at
	files      map[string]bool
	units      map[string]bool // of the file
	groups     map[string]bool
	flows      []flow
	targets    bool // any unit has a target
}

// flow is a reference to a unit that may come later.
type flow struct {
	n    *node
	unit string // the id that it names
	in   string // the unit that it stands in
}

func (v *validating) add(n *node, constraint, subject string) {
	in := ""
	if v.unit != nil {
		in = strings.TrimSpace(v.unit.or("id", ""))
	}
	v.addIn(n, in, constraint, subject)
}

func (v *validating) addIn(n *node, unit, constraint, subject string) {
	if len(v.found) < mostViolations {
		v.found = append(v.found, Violation{constraint, Constraints[constraint], n.line, unit, subject})
	}
}

// document reads the root and its files.
func (v *validating) document() {
	v.root = here(v.Scanner, nil)
	v.attributes(v.root, shapes["xliff"])
	if version, _ := v.root.get("version"); version != "2.0" && version != "2.1" {
		v.add(v.root, "WrongVersion", version)
	}
	for _, name := range []string{"srcLang", "trgLang"} {
		if l, ok := v.root.get(name); ok {
			v.lang(v.root, l)
		}
	}
	v.files = map[string]bool{}
	files := 0
	v.within(v.root, func(n *node) {
		if n.core("file") {
			files++
			v.doFile(n)
			return
		}
		v.add(n, "ElementNotAllowed", n.Local)
		v.Skip()
	})
	if files == 0 {
		v.add(v.root, "ElementMissing", "file")
	}
	if _, ok := v.root.get("trgLang"); !ok && v.targets {
		v.add(v.root, "TrgLangMissing", "trgLang")
	}
}

// within reads up to the end of an element whose Start was found, and calls f at
// the Start of each child; f reads the child to its end.
func (v *validating) within(n *node, f func(*node)) {
	depth := v.Depth
	for v.Next() && !(v.Kind == xmlscan.End && v.Depth == depth) {
		switch {
		case v.Kind == xmlscan.Start:
			f(here(v.Scanner, n))
		case v.Kind == xmlscan.Text && strings.TrimSpace(string(v.Text)) != "":
			v.add(n, "TextNotAllowed", n.Local)
		}
	}
}

// lang checks a language tag's form (BCP 47); a tag that nobody has registered is
// well-formed.
func (v *validating) lang(n *node, tag string) {
	var unregistered language.ValueError
	if _, err := language.Raw.Parse(tag); tag == "" || strings.Contains(tag, "_") || err != nil && !errors.As(err, &unregistered) {
		v.add(n, "InvalidLang", tag)
	}
}

// unique notes an id where it must be the only one.
func (v *validating) unique(seen map[string]bool, n *node, constraint string) {
	id, ok := n.get("id")
	if id = strings.TrimSpace(id); !ok {
		return
	}
	if seen[id] {
		v.add(n, constraint, id)
	}
	seen[id] = true
}

func (v *validating) doFile(n *node) {
	v.attributes(n, shapes["file"])
	v.unique(v.files, n, "FileIdNotUnique")
	v.units, v.groups, v.flows = map[string]bool{}, map[string]bool{}, nil
	v.container(n)
	if len(v.units)+len(v.groups) == 0 {
		v.add(n, "FileWithoutUnit", n.or("id", ""))
	}
	for _, f := range v.flows {
		if !v.units[f.unit] {
			v.addIn(f.n, f.in, "SubFlowNotFound", f.unit)
		}
	}
}

// container checks what stands in a file or group, whose Start was found. The
// places are those of shapes: skeleton, other elements, notes, units and groups.
func (v *validating) container(n *node) {
	last, seen := 0, map[string]bool{}
	v.within(n, func(c *node) {
		at := map[string]int{"skeleton": 0, "notes": 2, "unit": 3, "group": 3}[c.Local]
		if c.Space != space2 {
			at = 1
		}
		if at < last {
			v.add(c, "ElementOrder", c.Local)
		}
		last = max(last, at)
		switch {
		case c.core("unit"):
			v.unique(v.units, c, "UnitIdNotUnique")
			v.doUnit(n)
			return
		case c.core("group"):
			v.attributes(c, shapes["group"])
			v.unique(v.groups, c, "GroupIdNotUnique")
			v.container(c)
			return
		case c.core("skeleton") && n.Local == "file", c.core("notes"):
			if seen[c.Local] {
				v.add(c, "ElementTwice", c.Local)
			}
			seen[c.Local] = true
		case c.Space == space2:
			v.add(c, "ElementNotAllowed", c.Local)
		}
		whole, _ := tree(v.Scanner, n)
		v.outside(whole)
	})
}

// outside checks what stands in a file or group besides units.
func (v *validating) outside(n *node) {
	v.shape(n)
	switch {
	case n.core("skeleton"):
		if _, href := n.get("href"); href == n.any {
			v.add(n, map[bool]string{true: "SkeletonHrefWithContent", false: "SkeletonEmpty"}[href], "href")
		}
	case n.core("notes"):
		v.notes(n)
	case n.Space == spaceMatches:
		v.add(n, "ModuleNotAllowedHere", n.Local)
	case n.Space == spaceGlossary:
		v.add(n, "ModuleNotAllowedHere", n.Local)
	default:
		v.metadata(n)
	}
}

func (v *validating) notes(n *node) {
	seen := map[string]bool{}
	for _, c := range n.children {
		if c.core("note") {
			v.unique(seen, c, "NoteIdNotUnique")
		}
	}
}

// doUnit reads and checks the unit whose Start was found.
func (v *validating) doUnit(parent *node) {
	n, over := tree(v.Scanner, parent)
	v.unit = n
	defer func() { v.unit = nil }()
	if over {
		v.add(n, "UnitTooLarge", n.or("id", ""))
		return
	}
	v.shape(n)
	u := newUnitCheck(v, n)
	u.segments()
	u.inline()
	u.characters()
	u.copies()
	u.reordering()
	u.references()
	u.modules()
}
