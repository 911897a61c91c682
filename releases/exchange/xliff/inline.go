package xliff

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/segment"
)

// content reads what is within a source or target, up to its end. Elements that
// are no codes (marks of segments, terms, comments) are passed through: their
// text is the unit's.
func (r *reading) content(unit string) segment.Coded {
	content, _ := r.marked(unit)
	return content
}

// marked is content with the marks of segments (XLIFF 1.2 §2.5) that hold
// something: how many of how many.
func (r *reading) marked(unit string) (segment.Coded, marks) {
	c := coding{reading: r, unit: unit, words: r.buf[:0]}
	defer func() { r.buf = c.words }()
	depth := r.Depth
	for r.Next() {
		switch {
		case r.Kind == xmlscan.Text:
			c.words = append(c.words, r.Text...)
			c.filled = c.filled || len(bytes.TrimSpace(r.Text)) > 0
		case r.Kind == xmlscan.Start:
			c.start()
		case r.Depth == depth:
			return c.done(), c.marks
		default:
			c.end()
		}
	}
	return c.done(), c.marks
}

// marks counts the marks of segments.
type marks struct{ all, filled int }

// coding is the content of one source or target.
type coding struct {
	*reading
	unit  string
	out   segment.Coded
	words []byte         // of the text that is not in out yet
	open  []int          // for each element within, the code that its end closes; 0 for none, inSegment for a mark
	marks                // of segments
	from  map[string]int // codes by what their ends name them
	over  bool           // there are too many

	filled bool // words or a code since the last mark of a segment began
}

// inSegment stands for the end of a mark of a segment, where others close a code.
const inSegment = -1

func (c *coding) done() segment.Coded {
	if len(c.words) > 0 {
		c.part(segment.Part{Text: string(c.words)})
		c.words = c.words[:0]
	}
	return c.out
}

func (c *coding) part(p segment.Part) {
	if len(c.out.Parts) < maxParts {
		c.out.Parts = append(c.out.Parts, p)
	} else if !c.over {
		c.over = true
		c.fault(c.Line, "unit-too-large", map[string]any{"unit": c.unit, "limit": maxParts})
	}
}

func (c *coding) put(kind segment.PartKind, id int) {
	c.done()
	c.filled = true
	c.part(segment.Part{Kind: kind, ID: id})
}

// number is the code that an id names.
func (c *coding) number(id string) int {
	n, err := strconv.Atoi(id)
	if err != nil || n <= 0 {
		c.fault(c.Line, "code-unknown", map[string]any{"unit": c.unit, "code": id})
	}
	return n
}

func (c *coding) end() {
	if n := len(c.open) - 1; n >= 0 {
		switch id := c.open[n]; id {
		case 0:
		case inSegment:
			if c.all++; c.filled {
				c.marks.filled++
			}
		default:
			c.put(segment.Close, id)
		}
		c.open = c.open[:n]
	}
}

// start reads a code. The codes of 1.2 that hold a tool's own data (bpt, ept,
// ph, it) are read for their ids alone.
func (c *coding) start() {
	closes := 0
	if c.Name.Space == space2 {
		closes = c.start2()
	} else if c.Name.Space == space12 || c.Name.Space == space11 || c.Name.Space == "" {
		var skipped bool
		if closes, skipped = c.start1(); skipped {
			return
		}
	}
	c.open = append(c.open, closes)
}

// ref remembers a code under the name that its end will use.
func (c *coding) ref(name string, id int) {
	if len(c.from) >= maxParts {
		return
	}
	if c.from == nil {
		c.from = map[string]int{}
	}
	c.from[name] = id
}

func (c *coding) start1() (closes int, skipped bool) {
	id, rid := c.Attr("id"), c.Attr("rid")
	if rid == "" {
		rid = id
	}
	switch c.Name.Local {
	case "g":
		n := c.number(id)
		c.put(segment.Open, n)
		return n, false
	case "x", "ph":
		c.put(segment.Single, c.number(id))
	case "bx", "bpt":
		n := c.number(id)
		c.put(segment.Open, n)
		c.ref(rid, n)
	case "ex", "ept":
		c.put(segment.Close, c.closing(rid))
	case "it":
		switch n := c.number(id); c.Attr("pos") {
		case "open":
			c.put(segment.Open, n)
		default:
			c.put(segment.Close, n)
		}
	case "mrk":
		switch {
		case c.Attr("mtype") == "seg":
			c.filled = false
			return inSegment, false
		case !c.takenOut():
			return 0, false
		}
	default:
		return 0, false
	}
	c.Skip()
	return 0, true
}

// takenOut tells a mark around words that a translator deleted and Trados keeps.
func (r *reading) takenOut() bool {
	return r.Name.Local == "mrk" && r.Attr("mtype") == "x-sdl-deleted"
}

// closing is the code that a name ends: its own number where nothing began it.
func (c *coding) closing(name string) int {
	if n, begun := c.from[name]; begun {
		return n
	}
	return c.number(name)
}

func (c *coding) start2() (closes int) {
	switch c.Name.Local {
	case "pc":
		n := c.number(c.Attr("id"))
		c.put(segment.Open, n)
		return n
	case "ph":
		c.put(segment.Single, c.number(c.Attr("id")))
	case "sc":
		n := c.number(c.Attr("id"))
		c.put(segment.Open, n)
		c.ref(c.Attr("id"), n)
	case "ec":
		name := c.Attr("startRef")
		if name == "" {
			name = c.Attr("id")
		}
		c.put(segment.Close, c.closing(name))
	case "cp":
		if n, err := strconv.ParseUint(c.Attr("hex"), 16, 32); err == nil && n <= utf8.MaxRune {
			c.words = utf8.AppendRune(c.words, rune(n))
		}
	}
	return 0
}
