package releases

import (
	"slices"
	"strings"
)

// AlignError is a fault of a statement about groups, or of groups themselves.
// Its codes are in AlignFaults.
type AlignError struct {
	Code string
	Spec string // the statement, as given; "" for CheckGroups
	Args map[string]any
}

func (e *AlignError) Error() string {
	if e.Spec == "" {
		return e.Code
	}
	return e.Spec + ": " + e.Code
}

// AlignFaults are the codes of AlignError, with the arguments of each.
var AlignFaults = map[string][]string{
	"spec-not-read":  {},        // not NAMES=NAMES
	"spec-empty":     {},        // -=-
	"block-unknown":  {"block"}, // no such name now
	"block-twice":    {"block"}, // in two groups
	"block-missing":  {"block"}, // in none
	"group-empty":    {},
	"slug-aligned":   {},        // it belongs to its language alone
	"field-in-group": {"block"}, // fields are paired by their names
	"all-not-alone":  {},        // all=all says everything
}

// Regroup changes groups as somebody states it in present names, base first:
//
//	p3+p4=p3    these two are that one
//	p5=-        p5 is left out of the translation
//	-=p6        p6 is added in the translation
//	all=all     an adaptation: one group for all blocks but the headline
//
// All statements are applied together; no block may stand in two. Groups that
// lose blocks keep the rest; blocks that lose their counterpart are paired
// again as Align does, so that one statement settles what depended on it. A
// group keeps its reason while it is the same; new ones have none.
func Regroup(base, target Text, groups []Group, spec []string) ([]Group, error) {
	if err := CheckGroups(base, target, groups); err != nil {
		return nil, err
	}
	reasons := map[string]string{}
	for _, g := range groups {
		reasons[g.key()] = g.Reason
	}
	a := newAlignment(base, target)
	for _, one := range spec {
		source, target, err := a.read(one, len(spec))
		if err != nil {
			return nil, err
		}
		g := Group{Source: source, Target: target}
		a.add(source, target, reasons[g.key()])
	}
	for _, g := range groups {
		a.keep(g)
	}
	return a.finish(), nil
}

// key tells groups of the same blocks.
func (g Group) key() string {
	var b strings.Builder
	for _, id := range g.Source {
		b.WriteString(string(id) + " ")
	}
	b.WriteByte('=')
	for _, id := range g.Target {
		b.WriteString(" " + string(id))
	}
	return b.String()
}

// read returns the blocks of one statement, in order.
func (a *alignment) read(spec string, of int) (source, target []BlockID, err error) {
	left, right, ok := strings.Cut(strings.TrimSpace(spec), "=")
	if !ok || strings.Contains(right, "=") {
		return nil, nil, &AlignError{Code: "spec-not-read", Spec: spec}
	}
	left, right = strings.TrimSpace(left), strings.TrimSpace(right)
	if left == "all" && right == "all" {
		if of > 1 {
			return nil, nil, &AlignError{Code: "all-not-alone", Spec: spec}
		}
		if source, target = a.base.body(), a.target.body(); len(source)+len(target) == 0 {
			return nil, nil, &AlignError{Code: "spec-empty", Spec: spec}
		}
		return source, target, nil
	}
	if source, err = a.base.named(left, spec); err != nil {
		return nil, nil, err
	}
	if target, err = a.target.named(right, spec); err != nil {
		return nil, nil, err
	}
	if len(source)+len(target) == 0 {
		return nil, nil, &AlignError{Code: "spec-empty", Spec: spec}
	}
	return source, target, nil
}

// body returns all blocks but the headline.
func (s *side) body() []BlockID {
	var out []BlockID
	for _, b := range s.parts {
		if b.Kind != FieldKind && b.Kind != Headline {
			out = append(out, b.ID)
		}
	}
	return out
}

// named returns the free blocks of names joined by "+"; "-" names none.
func (s *side) named(names, spec string) ([]BlockID, error) {
	if names == "-" {
		return nil, nil
	}
	fault := func(code, name string) error {
		return &AlignError{Code: code, Spec: spec, Args: map[string]any{"block": name}}
	}
	var out []BlockID
	for name := range strings.SplitSeq(names, "+") {
		name = strings.TrimSpace(name)
		if name == "" {
			return nil, &AlignError{Code: "spec-not-read", Spec: spec}
		}
		at := slices.Index(s.names, name)
		switch {
		case BlockID(name) == Slug:
			return nil, &AlignError{Code: "slug-aligned", Spec: spec}
		case BlockID(name).IsField():
			return nil, fault("field-in-group", name)
		case at < 0:
			return nil, fault("block-unknown", name)
		case s.group[at] >= 0 || slices.Contains(out, s.parts[at].ID):
			return nil, fault("block-twice", name)
		}
		out = append(out, s.parts[at].ID)
	}
	return s.free(out), nil
}
