package xliff

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// shape is what an element of the core may hold (4.2).
type shape struct {
	attrs    string   // "id! name": those without namespace; "!" must be there
	extended bool     // attributes of other namespaces may stand there
	children []string // of the core, in their order; "*" after those that may be many
	others   bool     // elements of other namespaces may stand there, before notes
	mixed    bool     // text may stand there
	choice   bool     // the children in any order
}

var inline = []string{"cp*", "ph*", "pc*", "sc*", "ec*", "mrk*", "sm*", "em*"}

const hints = " canCopy canDelete canReorder copyOf subType type"

var shapes = map[string]shape{
	"xliff":        {attrs: "version! srcLang! trgLang", extended: true, children: []string{"file*"}},
	"file":         {attrs: "id! canResegment original translate srcDir trgDir", extended: true, children: []string{"skeleton", "notes", "unit*|group*"}, others: true},
	"skeleton":     {attrs: "href", others: true, mixed: true},
	"group":        {attrs: "id! name canResegment translate srcDir trgDir type", extended: true, children: []string{"notes", "unit*|group*"}, others: true},
	"unit":         {attrs: "id! name canResegment translate srcDir trgDir type", extended: true, children: []string{"notes", "originalData", "segment*|ignorable*"}, others: true},
	"segment":      {attrs: "id canResegment state subState", children: []string{"source", "target"}},
	"ignorable":    {attrs: "id", children: []string{"source", "target"}},
	"notes":        {children: []string{"note*"}},
	"note":         {attrs: "id appliesTo category priority", extended: true, mixed: true},
	"originalData": {children: []string{"data*"}},
	"data":         {attrs: "id! dir", children: []string{"cp*"}, mixed: true, choice: true},
	"source":       {children: inline, mixed: true, choice: true},
	"target":       {attrs: "order", children: inline, mixed: true, choice: true},
	"cp":           {attrs: "hex!"},
	"ph":           {attrs: "id! disp equiv dataRef subFlows" + hints, extended: true},
	"pc": {attrs: "id! canOverlap dispEnd dispStart equivEnd equivStart dataRefEnd dataRefStart subFlowsEnd subFlowsStart dir" + hints,
		extended: true, children: inline, mixed: true, choice: true},
	"sc":  {attrs: "id! canOverlap dataRef dir disp equiv isolated subFlows" + hints, extended: true},
	"ec":  {attrs: "id canOverlap dataRef dir disp equiv isolated startRef subFlows" + hints, extended: true},
	"mrk": {attrs: "id! translate type ref value", extended: true, children: inline, mixed: true, choice: true},
	"sm":  {attrs: "id! translate type ref value", extended: true},
	"em":  {attrs: "startRef!"},
}

// withXML are the attributes of XML itself that an element may have.
var withXML = map[string]string{
	"xliff": "space", "file": "space", "group": "space", "unit": "space", "data": "space", "source": "space lang", "target": "space lang",
}

// values are those of attributes, by element where it matters (4.3).
var values = map[string]pattern{
	"id": nmtoken, "startRef": nmtoken, "dataRef": nmtoken, "dataRefStart": nmtoken, "dataRefEnd": nmtoken, "copyOf": nmtoken,
	"subFlows": nmtokens, "subFlowsStart": nmtokens, "subFlowsEnd": nmtokens,
	"canResegment": yesNo, "translate": yesNo, "canCopy": yesNo, "canDelete": yesNo, "canOverlap": yesNo, "isolated": yesNo,
	"canReorder": compiled(`^(yes|firstNo|no)$`),
	"srcDir":     direction, "trgDir": direction, "dir": direction,
	"state": compiled(`^(initial|translated|reviewed|final)$`), "subState": userDefined,
	"appliesTo": compiled(`^(source|target)$`), "priority": compiled(`^0*([1-9]|10)$`),
	"order": compiled(`^\+?0*[1-9][0-9]*$`), "subType": userDefined,
	"hex":       compiled(`^([0-9A-Fa-f]{2})+$`),
	"type":      compiled(`^(fmt|ui|quote|link|image|other)$`),
	"mrk type":  annotation,
	"sm type":   annotation,
	"unit type": userDefined, "group type": userDefined,
}

var (
	nmtoken     = compiled(`^\s*[\p{L}\p{N}\p{M}.:_\-·]+\s*$`)
	nmtokens    = compiled(`^\s*[\p{L}\p{N}\p{M}.:_\-·]+(\s+[\p{L}\p{N}\p{M}.:_\-·]+)*\s*$`)
	yesNo       = compiled(`^(yes|no)$`)
	direction   = compiled(`^(ltr|rtl|auto)$`)
	userDefined = compiled(`^[^\s:]+:[^\s:]+$`)
	annotation  = compiled(`^(generic|comment|term|[^\s:]+:[^\s:]+)$`)
)

// pattern is a regular expression that is compiled when it is first used: only
// a validation needs these.
type pattern func() *regexp.Regexp

func compiled(s string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}

// shape checks an element's attributes and children, and all within it.
func (v *validating) shape(n *node) {
	if n.Space != space2 {
		return
	}
	s, known := shapes[n.Local]
	if !known {
		v.add(n, "ElementNotAllowed", n.Local)
		return
	}
	v.attributes(n, s)
	if n.text && !s.mixed {
		v.add(n, "TextNotAllowed", n.Local)
	}
	v.children(n, s)
	for _, c := range n.children {
		v.shape(c)
	}
}

func (v *validating) attributes(n *node, s shape) {
	allowed := strings.Fields(s.attrs)
	for _, a := range n.attrs {
		switch {
		case a.Space == "http://www.w3.org/XML/1998/namespace":
			if a.Local != "id" && a.Local != "base" && !slices.Contains(strings.Fields(withXML[n.Local]), a.Local) && !s.extended {
				v.add(n, "AttributeUnknown", "xml:"+a.Local)
			}
			if a.Local == "space" && a.value != "preserve" && (a.value != "default" || n.Local == "data") {
				v.add(n, "AttributeValue", "xml:space")
			}
		case a.Space == space2, a.Space == "" && !slices.Contains(allowed, a.Local) && !slices.Contains(allowed, a.Local+"!"):
			v.add(n, "AttributeUnknown", a.Local)
		case a.Space != "":
			if !s.extended && !slices.Contains([]string{"source", "target", "segment", "ignorable", "data", "skeleton"}, n.Local) {
				v.add(n, "AttributeUnknown", a.Local)
			}
		default:
			of := values[n.Local+" "+a.Local]
			if of == nil {
				of = values[a.Local]
			}
			if of != nil && !of().MatchString(a.value) {
				v.add(n, "AttributeValue", a.Local)
			}
		}
	}
	for _, name := range allowed {
		if name, must := strings.CutSuffix(name, "!"); must {
			if _, has := n.get(name); !has {
				v.add(n, "AttributeMissing", name)
			}
		}
	}
}

// children checks which stand there, how often and in which order.
func (v *validating) children(n *node, s shape) {
	place := func(local string) (at int, many bool) {
		for i, group := range s.children {
			for name := range strings.SplitSeq(group, "|") {
				if bare, star := strings.CutSuffix(name, "*"); bare == local {
					return i, star
				}
			}
		}
		return -1, false
	}
	last, count := -1, map[string]int{}
	for _, c := range n.children {
		if c.Space != space2 {
			if !s.others {
				v.add(c, "ElementNotAllowed", c.Local)
			} else if n.Local != "skeleton" && last >= 0 && !(n.Local == "file" && last == 0) {
				v.add(c, "ElementOrder", c.Local)
			}
			continue
		}
		at, many := place(c.Local)
		if at < 0 {
			v.add(c, "ElementNotAllowed", c.Local)
			continue
		}
		if count[c.Local]++; count[c.Local] == 2 && !many {
			v.add(c, "ElementTwice", c.Local)
		} else if at < last && !s.choice {
			v.add(c, "ElementOrder", c.Local)
		}
		last = max(last, at)
	}
	switch n.Local {
	case "segment", "ignorable":
		if count["source"] == 0 {
			v.add(n, "ElementMissing", "source")
		}
	case "notes":
		if count["note"] == 0 {
			v.add(n, "ElementMissing", "note")
		}
	case "originalData":
		if count["data"] == 0 {
			v.add(n, "ElementMissing", "data")
		}
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
