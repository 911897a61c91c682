package xliff

import (
	"bytes"
	"slices"
	"strings"

	"bayan/pattern"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/segment"
)

// rawCode is where a code of a source stands in the file: its tags or elements, and
// of one that stands alone the first.
type rawCode [2]span

// source reads what is to be translated: words, and codes as they are written,
// which a target takes over as they are. Marks of terms and comments are passed
// through.
func (f *filling) source(gap *exchange.Gap, at *site, around scope) {
	tag := f.at(f.here())
	name := rawName(tag)
	at.prefix = name[:strings.IndexByte(name, ':')+1]
	at.preserves, _ = f.AttrIn(spaceXML, "space")
	before := f.Source()[:f.From]
	if lead := before[len(bytes.TrimRight(before, " \t\r\n")):]; bytes.ContainsAny(lead, "\r\n") {
		at.lead = string(lead)
	}
	c := sourceCodes{filling: f, gap: gap, preserve: around.preserve}
	gap.Closed = strings.Contains(tag, "xmlns") // what its codes are called is not known beside it
	c.read()
	at.codes, gap.Source.Parts = slices.Clip(c.codes), slices.Clip(gap.Source.Parts)
	if at.tag == (span{}) {
		at.target = span{f.To, f.To}
	}
}

// maxCodes bounds the codes of one file; segments behind them that have some are left.
const maxCodes = 400_000

// sourceCodes is the content of a source on its way in.
type sourceCodes struct {
	*filling
	gap      *exchange.Gap
	preserve bool
	words    []byte
	codes    []rawCode
	open     []int          // of each element within: the code that its end closes, 0 for none
	begun    map[string]int // codes by what their ends call them, until they end
}

func (c *sourceCodes) read() {
	depth := c.Depth
	for c.Next() && !(c.Kind == xmlscan.End && c.Depth == depth) {
		switch c.Kind {
		case xmlscan.Text:
			c.words = append(c.words, c.Text...)
		case xmlscan.Start:
			c.start()
		default:
			last := len(c.open) - 1
			if n := c.open[last]; n > 0 {
				c.put(segment.Close, n, c.here())
			}
			c.open = c.open[:last]
		}
	}
	c.flush()
	// What begins here and ends in another segment stands alone in this one.
	alone := make(map[int]bool, len(c.begun))
	for _, n := range c.begun {
		alone[n] = true
	}
	for i, p := range c.gap.Source.Parts {
		if p.Kind == segment.Open && alone[p.ID] {
			c.gap.Source.Parts[i].Kind = segment.Single
		}
	}
}

var spaces = pattern.Lazy(`[ \t\r\n]+`)

func (c *sourceCodes) flush() {
	if len(c.words) == 0 {
		return
	}
	text := string(c.words)
	if !c.preserve {
		text = spaces().ReplaceAllString(text, " ")
	}
	c.words = c.words[:0]
	c.part(segment.Part{Text: text})
}

func (c *sourceCodes) part(p segment.Part) {
	switch parts := &c.gap.Source.Parts; {
	case len(*parts) < maxParts:
		*parts = append(*parts, p)
	case !c.gap.Closed:
		c.gap.Closed = true
		c.fault(c.Line, "unit-too-large", map[string]any{"unit": c.unit, "limit": maxParts})
	}
}

// put adds a code; number 0 is a new one.
func (c *sourceCodes) put(kind segment.PartKind, number int, raw span) int {
	c.flush()
	if number == 0 {
		c.codes, c.kept = append(c.codes, rawCode{}), c.kept+1
		number = len(c.codes)
	}
	if kind == segment.Close {
		c.codes[number-1][1] = raw
	} else {
		c.codes[number-1][0] = raw
	}
	c.part(segment.Part{Kind: kind, ID: number})
	return number
}

// start reads an element within a source.
func (c *sourceCodes) start() {
	if c.Name.Space != c.space || len(c.codes) > maxParts || c.kept > maxCodes {
		c.other()
		return
	}
	if order := c.Attr("canReorder"); order != "" && order != "yes" {
		c.gap.Ordered = true
	}
	id, rid, from := c.Attr("id"), c.Attr("rid"), c.From
	if rid == "" {
		rid = id
	}
	whole := func() span {
		c.Skip()
		return span{from, c.To}
	}
	switch name := c.Name.Local; name {
	case "mrk":
		c.open = append(c.open, 0)
	case "g", "pc":
		if tag := c.here(); c.Source()[tag.to-2] == '/' { // nothing can be put into it
			c.put(segment.Single, 0, tag)
			c.open = append(c.open, 0)
		} else {
			c.open = append(c.open, c.put(segment.Open, 0, tag))
		}
	case "x", "ph", "it":
		c.put(segment.Single, 0, whole())
	case "bx", "bpt":
		c.begin(rid, whole())
	case "ex", "ept":
		c.end(rid, whole())
	case "sc":
		c.begin(id, whole())
	case "ec":
		if id = c.Attr("startRef"); id == "" {
			c.put(segment.Single, 0, whole())
		} else {
			c.end(id, whole())
		}
	case "sm", "em":
		c.Skip()
	default: // cp is a character that no memory holds
		c.other()
	}
}

// other passes over an element that a translation cannot be given with.
func (c *sourceCodes) other() {
	c.gap.Closed = true
	c.Skip()
}

func (c *sourceCodes) begin(name string, raw span) {
	if c.begun == nil {
		c.begun = map[string]int{}
	}
	if _, twice := c.begun[name]; twice {
		c.gap.Closed = true
	}
	c.begun[name] = c.put(segment.Open, 0, raw)
}

// end ends a code; one that began elsewhere stands alone.
func (c *sourceCodes) end(name string, raw span) {
	n, begun := c.begun[name]
	if !begun {
		c.put(segment.Single, 0, raw)
		return
	}
	delete(c.begun, name)
	c.put(segment.Close, n, raw)
}
