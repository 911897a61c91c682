package intake

import (
	"strconv"
	"strings"
)

// docxStyle is a style of a file, as far as it says what words are.
type docxStyle struct {
	name    string // folded to lower case, as word processors compare them
	based   string
	outline int // 1…9 of a heading, 0 else
	list    place
	look    look
}

// place is where a paragraph stands in a numbering; no list has the id "".
type place struct {
	id    string
	level int
}

// look is how words are set.
type look struct {
	bold, boldCS, italic, italicCS toggle
	hidden, rtl                    bool
	style                          string // of characters
}

// toggle is a property that is on, off or not said.
type toggle int8

func toggled(value string) toggle {
	switch value {
	case "0", "false", "off":
		return -1
	}
	return 1
}

// or is the first of two that says anything.
func (t toggle) or(other toggle) toggle {
	if t != 0 {
		return t
	}
	return other
}

// docxStyles are those of a file by their ids.
type docxStyles map[string]docxStyle

// mostBases bounds a chain of styles: a hostile file's may be a ring.
const mostBases = 20

// find looks up a chain for the first style that f accepts.
func (all docxStyles) find(id string, f func(docxStyle) bool) (docxStyle, bool) {
	for range mostBases {
		s, ok := all[id]
		if !ok {
			break
		}
		if f(s) {
			return s, true
		}
		id = s.based
	}
	return docxStyle{}, false
}

// readStyles reads word/styles.xml.
func readStyles(a *archive, part string) (docxStyles, error) {
	all := docxStyles{}
	m, err := a.markup(part)
	if m == nil || err != nil {
		return all, err
	}
	var id string
	var s docxStyle
	inside := false
	for {
		kind, name, _, err := m.next()
		if err != nil {
			return nil, a.fault(part, err)
		}
		switch {
		case kind == tokenEnd:
			return all, nil
		case kind == tokenClose && name == "w:style":
			all[id] = s
			inside = false
		case kind != tokenOpen:
		case name == "w:style":
			id, s, inside = m.attr("w:styleId"), docxStyle{}, true
		case !inside:
		case name == "w:name":
			s.name = strings.ToLower(m.attr("w:val"))
		case name == "w:basedOn":
			s.based = m.attr("w:val")
		case name == "w:outlineLvl":
			s.outline = outlineLevel(m.attr("w:val"))
		case name == "w:numId":
			s.list.id = m.attr("w:val")
		case name == "w:ilvl":
			s.list.level = small9(m.attr("w:val"))
		default:
			s.look.see(name, m)
		}
	}
}

// see takes a property of characters.
func (l *look) see(name string, m *markup) {
	on := toggled(m.attr("w:val"))
	switch name {
	case "w:b":
		l.bold = on
	case "w:bCs":
		l.boldCS = on
	case "w:i":
		l.italic = on
	case "w:iCs":
		l.italicCS = on
	case "w:vanish":
		l.hidden = on > 0
	case "w:rtl":
		l.rtl = on > 0
	case "w:rStyle":
		l.style = m.attr("w:val")
	}
}

// marks tells what a look shows. Emphasis in a script without italics is
// italic for other letters and bold for its own: see releases/format/docx.
func (l look) marks(all docxStyles) (strong, emphasis bool) {
	for range mostBases {
		s, ok := all[l.style]
		if !ok {
			break
		}
		l.bold, l.boldCS = l.bold.or(s.look.bold), l.boldCS.or(s.look.boldCS)
		l.italic, l.italicCS = l.italic.or(s.look.italic), l.italicCS.or(s.look.italicCS)
		l.style = s.based
	}
	if !l.rtl {
		return l.bold > 0, l.italic > 0
	}
	return l.bold > 0 || l.boldCS > 0 && l.italic <= 0, l.italic > 0 || l.italicCS > 0
}

// outlineLevel is that of a heading: files count from 0, and 9 is no heading.
func outlineLevel(value string) int {
	if n := small9(value); n < 9 && value != "" {
		return n + 1
	}
	return 0
}

// small9 is a number from 0 to 9.
func small9(value string) int {
	n, _ := strconv.Atoi(value)
	return min(max(n, 0), 9)
}

// numberings are the lists of a file.
type numberings struct {
	instances map[string]*instance
	abstracts map[string]*abstract
}

type instance struct {
	abstract string
	starts   map[int]int // overridden, by level
	begun    map[int]bool
}

type abstract struct {
	formats  map[int]string
	starts   map[int]int
	counters [10]int
	style    string // that has the numbering, where this one has none
}

// readNumberings reads word/numbering.xml.
func readNumberings(a *archive, part string) (*numberings, error) {
	n := &numberings{map[string]*instance{}, map[string]*abstract{}}
	m, err := a.markup(part)
	if m == nil || err != nil {
		return n, err
	}
	var abs *abstract
	var inst *instance
	level := 0
	for {
		kind, name, _, err := m.next()
		if err != nil {
			return nil, a.fault(part, err)
		}
		if kind == tokenEnd {
			return n, nil
		}
		if kind == tokenClose {
			switch name {
			case "w:abstractNum":
				abs = nil
			case "w:num":
				inst = nil
			}
			continue
		}
		if kind != tokenOpen {
			continue
		}
		value := m.attr("w:val")
		number, _ := strconv.Atoi(value)
		switch {
		case name == "w:abstractNum":
			abs = &abstract{formats: map[int]string{}, starts: map[int]int{}}
			n.abstracts[m.attr("w:abstractNumId")] = abs
		case name == "w:num":
			inst = &instance{starts: map[int]int{}, begun: map[int]bool{}}
			n.instances[m.attr("w:numId")] = inst
		case name == "w:lvl", name == "w:lvlOverride":
			level = small9(m.attr("w:ilvl"))
		case inst != nil && name == "w:abstractNumId":
			inst.abstract = value
		case inst != nil && name == "w:startOverride":
			inst.starts[level] = number
		case abs != nil && name == "w:numStyleLink":
			abs.style = value
		case abs != nil && name == "w:numFmt":
			abs.formats[level] = value
		case abs != nil && name == "w:start":
			abs.starts[level] = number
		}
	}
}

// counted is an item of a list: its number, 0 where it has a bullet, and
// whether a list begins with it because the file says so.
type counted struct {
	number int
	begins bool
}

// item counts an item. ok is false for a place that no list has.
func (n *numberings) item(at place, styles docxStyles) (item counted, ok bool) {
	inst := n.instances[at.id]
	if inst == nil {
		return counted{}, false
	}
	abs := n.abstracts[inst.abstract]
	if abs != nil && abs.style != "" && len(abs.formats) == 0 {
		if linked := n.instances[styles[abs.style].list.id]; linked != nil {
			abs = n.abstracts[linked.abstract]
		}
	}
	if abs == nil {
		return counted{}, false
	}
	if start, overridden := inst.starts[at.level]; overridden && !inst.begun[at.level] {
		abs.counters[at.level] = max(start, 1)
		item.begins = true
	} else if abs.counters[at.level] == 0 {
		abs.counters[at.level] = max(abs.starts[at.level], 1)
	} else {
		abs.counters[at.level]++
	}
	inst.begun[at.level] = true
	for deeper := at.level + 1; deeper < len(abs.counters); deeper++ {
		abs.counters[deeper] = 0
	}
	switch abs.formats[at.level] {
	case "bullet":
		return counted{}, true
	case "none":
		return counted{}, false
	}
	item.number = min(abs.counters[at.level], mostNumber)
	return item, true
}

// mostNumber is the largest number that Markdown takes for an item's.
const mostNumber = 999_999_999
