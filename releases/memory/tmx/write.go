package tmx

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"bayan/releases/memory"
	"bayan/releases/memory/plainxml"
)

// Write writes the units that each yields. Units of one text of a file that
// stand together, as Read made them of one, become one again.
func Write(w io.Writer, h Header, each func(yield func(memory.Unit) error) error) error {
	out := writer{Writer: bufio.NewWriterSize(w, 1<<16)}
	if h.Tool == "" {
		h.Tool = "bayan"
	}
	if h.ToolVersion == "" {
		h.ToolVersion = "1"
	}
	if h.Source == "" {
		h.Source = "*all*"
	}
	out.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<tmx version="1.4">`, "\n<header",
		plainxml.Attr("creationtool", h.Tool), plainxml.Attr("creationtoolversion", h.ToolVersion),
		` segtype="sentence" o-tmf="bayan" adminlang="en"`, plainxml.Attr("srclang", string(h.Source)), ` datatype="plaintext">`, "\n")
	for _, n := range h.Notes {
		out.note(n)
	}
	out.put("</header>\n<body>\n")
	err := each(func(u memory.Unit) error {
		out.unit(u)
		return out.err
	})
	if err != nil {
		return err
	}
	out.end()
	out.put("</body>\n</tmx>\n")
	if out.err != nil {
		return out.err
	}
	return out.Flush()
}

type writer struct {
	*bufio.Writer
	err  error
	last *memory.Unit // whose element is open
}

func (w *writer) put(pieces ...string) {
	for _, p := range pieces {
		if w.err == nil {
			_, w.err = w.WriteString(p)
		}
	}
}

func (w *writer) note(n memory.Note) {
	if n.Type == "" {
		w.put("<note>", plainxml.Escape(n.Text), "</note>\n")
		return
	}
	w.put("<prop", plainxml.Attr("type", n.Type), ">", plainxml.Escape(n.Text), "</prop>\n")
}

func (w *writer) property(name, value string) {
	if value != "" {
		w.note(memory.Note{Type: name, Text: value})
	}
}

func (w *writer) unit(u memory.Unit) {
	if w.last != nil && continues(*w.last, u) {
		w.variant(string(u.To), u.Target)
		return
	}
	w.end()
	w.last = &u
	o := u.Origin
	w.put("<tu")
	if o.Release == "" {
		w.put(plainxml.Attr("tuid", o.ID))
	}
	w.put(plainxml.Attr("srclang", string(u.From)), plainxml.Attr("changedate", stamp(o.At)), plainxml.Attr("changeid", o.By), ">\n")
	for _, n := range u.Notes {
		w.note(n)
	}
	w.property(beforeProperties[0], u.Before)
	w.property(afterProperties[0], u.After)
	if o.Release != "" {
		w.property(releaseProperty, o.Release)
		w.property(idProperty, o.ID)
		if o.Version > 0 {
			w.property(versionProperty, strconv.Itoa(o.Version))
		}
	}
	for _, by := range o.ApprovedBy {
		w.property(approvedProperty, by)
	}
	if !u.Reviewed {
		w.property(stateProperty, "unreviewed")
	}
	if u.Stale {
		w.property(stateProperty, "stale")
	}
	w.variant(string(u.From), u.Source)
	w.variant(string(u.To), u.Target)
}

// continues tells whether a unit is another translation of the one before it.
func continues(last, u memory.Unit) bool {
	return u.Origin.Release == "" && u.Origin.ID != "" && u.Origin.ID == last.Origin.ID && u.Origin.File == last.Origin.File &&
		last.Origin.Release == "" && u.From == last.From && u.To != last.To && u.Source.Words == last.Source.Words
}

func (w *writer) end() {
	if w.last != nil {
		w.put("</tu>\n")
		w.last = nil
	}
}

func (w *writer) variant(language string, t memory.Text) {
	w.put(`<tuv`, plainxml.Attr("xml:lang", language), "><seg>")
	at, marked := 0, 0
	for _, c := range t.Codes {
		to := min(max(c.At, at), len(t.Words))
		w.put(plainxml.Escape(t.Words[at:to]))
		at = to
		switch c.Kind {
		case memory.Highlights:
			marked++
		case memory.Highlighted:
			if marked == 0 { // its beginning is not there
				continue
			}
			marked--
		}
		w.code(c)
	}
	w.put(plainxml.Escape(t.Words[at:]), strings.Repeat("</hi>", marked), "</seg></tuv>\n")
}

func (w *writer) code(c memory.Code) {
	name := elements[c.Kind]
	switch c.Kind {
	case memory.Highlighted:
		w.put("</hi>")
		return
	case memory.Highlights:
		w.put("<hi", plainxml.Attr("type", c.Type), plainxml.Attr("x", c.X), ">")
		return
	case memory.Opens:
		w.put("<bpt", plainxml.Attr("i", c.ID), plainxml.Attr("x", c.X), plainxml.Attr("type", c.Type))
	case memory.Closes:
		w.put("<ept", plainxml.Attr("i", c.ID))
	case memory.LoneOpens, memory.LoneCloses:
		pos := "begin"
		if c.Kind == memory.LoneCloses {
			pos = "end"
		}
		w.put("<it", plainxml.Attr("pos", pos), plainxml.Attr("x", c.X), plainxml.Attr("type", c.Type))
	default:
		name = "ph"
		w.put("<ph", plainxml.Attr("x", c.X), plainxml.Attr("type", c.Type))
	}
	w.put(">", content(c.Body), "</", name, ">")
}

// content is a code's body where it is XML, else its characters.
func content(body string) string {
	if !strings.ContainsAny(body, "<>&\r") {
		return body
	}
	r := plainxml.NewReader("", strings.NewReader("<ph>"+body+"</ph>"))
	for depth := 0; ; {
		switch t, err := r.Next(); {
		case err != nil:
			return plainxml.Escape(body)
		case t.Kind == plainxml.Open:
			depth++
		case t.Kind == plainxml.Close:
			depth--
		case t.Kind == plainxml.End:
			return body
		}
	}
}
