package xliff

import (
	"io"
	"strconv"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

// writing is a file on its way out: bytes are put together in b and leave in
// large pieces. The first error of the writer is kept.
type writing struct {
	w   io.Writer
	b   []byte
	err error
	job exchange.Job
	set units.Set
}

func write(w io.Writer, j exchange.Job, file func(*writing)) error {
	set, err := units.Of(j)
	if err != nil {
		return err
	}
	out := &writing{w: w, job: j, set: set}
	file(out)
	out.flush(0)
	return out.err
}

// flush hands on what is more than some bytes.
func (w *writing) flush(over int) {
	if len(w.b) > over && w.err == nil {
		_, w.err = w.w.Write(w.b)
		w.b = w.b[:0]
	}
}

// raw writes markup as it is.
func (w *writing) raw(parts ...string) {
	for _, p := range parts {
		w.b = append(w.b, p...)
	}
}

// text writes words.
func (w *writing) text(s string) { w.b = xmlscan.AppendText(w.b, s) }

// attr writes ` name="value"`.
func (w *writing) attr(name, value string) {
	w.raw(" ", name, `="`)
	w.b = xmlscan.AppendAttr(w.b, value)
	w.raw(`"`)
}

// element writes an element that holds nothing but words.
func (w *writing) element(name, words string) {
	w.raw("<", name, ">")
	w.text(words)
	w.raw("</", name, ">")
}

// blocks calls open and end around the units of each block.
func (w *writing) blocks(open func(units.Unit), unit func(at int), end func()) {
	for i, u := range w.set.Units {
		if i == 0 || w.set.Units[i-1].Block != u.Block {
			if i > 0 {
				end()
			}
			open(u)
		}
		unit(i)
		w.flush(1 << 16)
	}
	if len(w.set.Units) > 0 {
		end()
	}
}

// code finds what an id stands for.
func code(codes []segment.Code, id int) segment.Code {
	if id > 0 && id <= len(codes) && codes[id-1].ID == id {
		return codes[id-1]
	}
	return segment.Code{}
}

// termLine is an entry of the glossary in a note; signs, as it may be read in
// any language.
func termLine(t exchange.Term) string {
	sign := " = "
	if t.Status == exchange.Forbidden {
		sign = " ≠ "
	}
	out := t.Source + sign + t.Target
	if t.Note != "" {
		out += " (" + t.Note + ")"
	}
	return out
}

func percent(score int) string { return strconv.Itoa(min(max(score, 0), 100)) }

// about is what people read at the top: whose text, and by when.
func (w *writing) about() string {
	out := w.job.Organisation + ": " + w.job.Title
	if w.job.Due == "" {
		return out
	}
	if w.job.Labels == nil {
		return out + " (" + w.job.Due + ")"
	}
	return out + " (" + w.job.DueIn(w.job.Labels) + ")"
}

// kindName is a block's kind in a word.
func kindName(k releases.Kind) string {
	return map[releases.Kind]string{
		releases.Headline: "headline", releases.Paragraph: "paragraph", releases.Quotation: "quotation",
		releases.Subheading: "subheading", releases.ListItem: "item", releases.FieldKind: "field",
	}[k]
}
