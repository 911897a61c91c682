package xliff

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"bayan/releases"
	"bayan/releases/exchange/internal/xmlscan"
)

// Violation is one breach of a constraint.
type Violation struct {
	Constraint string // one of Constraints
	Section    string // of the specification
	Line       int
	Unit       string // its id; "" outside of units
	Element    string // the one at fault, without prefix
	Subject    string // the element, attribute, value or id at fault
}

// mostViolations bounds what a file can make us say.
const mostViolations = 1000

// Validate names every breach of the specification in a file of XLIFF 2.0, 2.1
// or 1.2: what its schema says, of modules too, and the constraints that no
// schema can say. It is silent about what extensions hold. A file that is no
// XML, or no such XLIFF, is an error, as in Read.
//
// Time and memory are those of the file and its largest unit.
func Validate(name string, b []byte) ([]Violation, error) {
	r := &reading{Scanner: xmlscan.New(name, b), faults: releases.Faults{File: name}}
	v := &validating{reading: r, xmlIDs: map[string]bool{}}
	if r.Next() {
		switch {
		case r.Name.Local == "xliff" && r.Name.Space == space2:
			v.grammar = grammar2()
			v.document()
		case r.Name.Local == "xliff" && r.Name.Space == space12:
			v.grammar = grammar12()
			v.document12()
		case r.Name.Local != "xliff":
			r.fault(r.Line, "xliff-other", map[string]any{"element": r.Name.Local})
		}
		for r.Next() { // to the end: what is no XML is told first
		}
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	if err := r.faults.Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(v.found, func(a, b Violation) int { return a.Line - b.Line })
	return v.found, nil
}

// validating is a file that is checked.
type validating struct {
	*reading
	grammar    *grammar
	found      []Violation
	root, unit *node // unit: the one that is looked at
	xmlIDs     map[string]bool
	files      map[string]bool
	units      map[string]bool // of the file
	groups     map[string]bool
	flows      []reference
	parts      map[string]parts // of the files so far, by their ids
	named      []reference      // parts of files that annotations name
	items      map[string]bool  // resources of the file
	refs       []reference      // to them
	targets    bool             // any unit has a target
}

// parts are the ids of a file's groups and units.
type parts struct{ groups, units map[string]bool }

// reference names something that may come later in the file.
type reference struct {
	n    *node
	to   string // the id that it names
	unit string // the unit that it stands in
}

func (v *validating) add(n *node, constraint, subject string) {
	v.addIn(n, v.inUnit(), constraint, subject)
}

// inUnit is the id of the unit that is looked at; "" outside of units.
func (v *validating) inUnit() string {
	if v.unit == nil {
		return ""
	}
	return id(v.unit)
}

func (v *validating) addIn(n *node, unit, constraint, subject string) {
	if len(v.found) < mostViolations {
		v.found = append(v.found, Violation{constraint, section(constraint), n.line, unit, n.Local, subject})
	}
}

// document reads the root and its files.
func (v *validating) document() {
	v.root = here(v.Scanner, nil)
	form := v.grammar.elements["xliff"]
	v.attributes(v.root, form)
	if version, _ := v.root.get("version"); version != "2.0" && version != "2.1" {
		v.add(v.root, "WrongVersion", version)
	}
	for _, name := range []string{"srcLang", "trgLang"} {
		if l, ok := v.root.get(name); ok {
			v.lang(v.root, l)
		}
	}
	v.files, v.parts = map[string]bool{}, map[string]parts{}
	v.fromModules(v.root)
	v.within(v.root, form, v.doFile)
	v.resolveNamed()
	if _, ok := v.root.get("trgLang"); !ok && v.targets {
		v.add(v.root, "NoTrgLang", "trgLang")
	}
}

// within reads up to the end of an element whose Start was found, and calls f at
// the Start of each child that may stand there; f reads the child to its end.
func (v *validating) within(n *node, of *form, f func(*node)) {
	q := v.sequence(n, of)
	depth := v.Depth
	for v.Next() && !(v.Kind == xmlscan.End && v.Depth == depth) {
		switch {
		case v.Kind == xmlscan.Start:
			if c := here(v.Scanner, n); q.next(c) {
				f(c)
			} else {
				v.Skip()
			}
		case v.Kind == xmlscan.Text && strings.TrimSpace(string(v.Text)) != "":
			v.add(n, "TextNotAllowed", n.Local)
		}
	}
	q.end()
}

// lang checks a language tag's form (BCP 47); a tag that nobody has registered is
// well-formed.
func (v *validating) lang(n *node, tag string) {
	var unregistered language.ValueError
	tag = strings.TrimSpace(tag)
	if _, err := language.Raw.Parse(tag); !language12(tag) || err != nil && !errors.As(err, &unregistered) {
		v.add(n, "InvalidLang", tag)
	}
}

// unique notes an id where it must be the only one.
func (v *validating) unique(seen map[string]bool, n *node, constraint string) {
	if own, ok := n.get("id"); ok {
		v.only(seen, n, strings.TrimSpace(own), constraint)
	}
}

func (v *validating) only(seen map[string]bool, n *node, name, constraint string) {
	if seen[name] {
		v.add(n, constraint, name)
	}
	seen[name] = true
}

func (v *validating) doFile(n *node) {
	v.unique(v.files, n, "FileIdNotUnique")
	v.units, v.groups, v.items, v.flows, v.refs = map[string]bool{}, map[string]bool{}, map[string]bool{}, nil, nil
	v.parts[id(n)] = parts{v.groups, v.units}
	v.container(n)
	v.resolve(v.flows, v.units, "SubFlowWithInvalidReference")
	v.resolve(v.refs, v.items, "ResourceItemNotFound")
}

func (v *validating) resolve(list []reference, in map[string]bool, constraint string) {
	for _, r := range list {
		if !in[r.to] {
			v.addIn(r.n, r.unit, constraint, r.to)
		}
	}
}

// container checks a file or group, whose Start was found. What stands in it
// besides units and groups is kept: units refer to it.
func (v *validating) container(n *node) {
	form := v.grammar.elements[n.Local]
	v.attributes(n, form)
	v.fromModules(n)
	v.reserved(n, "type")
	held := held{map[string]int{}, map[string]map[string]bool{}}
	v.within(n, form, func(c *node) {
		switch {
		case c.core("unit"):
			v.unique(v.units, c, "UnitIdNotUnique")
			v.doUnit(n)
			return
		case c.core("group"):
			v.unique(v.groups, c, "GroupIdNotUnique")
			v.container(c)
			return
		}
		whole, _ := tree(v.Scanner, n)
		n.children = append(n.children, whole)
		v.whole(whole)
		switch {
		case c.core("skeleton"):
			v.skeleton(whole)
		case c.core("notes"):
			v.notes(whole)
		case c.Space != space2:
			v.module(whole, held)
		}
	})
}

func (v *validating) skeleton(n *node) {
	if _, href := n.get("href"); href && n.any {
		v.add(n, "NonEmptySkeletonWithHref", "href")
	} else if !href && !n.any {
		v.add(n, "EmptySkeletonWithoutHref", "href")
	}
}

func (v *validating) notes(n *node) map[string]bool {
	seen := map[string]bool{}
	for _, c := range n.children {
		if c.core("note") {
			v.unique(seen, c, "NoteIdNotUnique")
		}
	}
	return seen
}

// reserved checks that a value of one's own does not begin as the
// specification's do.
func (v *validating) reserved(n *node, local string) {
	if s, ok := n.get(local); ok && strings.HasPrefix(s, "xlf:") {
		v.add(n, "ReservedPrefix", s)
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
	v.whole(n)
	v.reserved(n, "type")
	u := newUnitCheck(v, n)
	u.segments()
	u.inline()
	u.characters()
	u.copies()
	u.reordering()
	u.removal()
	u.references()
	u.modules()
}
