package po

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// WriteTo writes the file: the header, the entries, the obsolete ones, with a
// blank line between them. A string stands on one line, or with each of its
// lines on one; nothing is wrapped by width.
func (f *File) WriteTo(w io.Writer) (int64, error) {
	p := &printer{w: bufio.NewWriterSize(w, 1<<16)}
	if f.Head != nil {
		p.entry(f.Head, "", "#| ")
	}
	for i := range f.Entries {
		p.entry(&f.Entries[i], "", "#| ")
	}
	for i := range f.Obsolete {
		p.entry(&f.Obsolete[i], "#~ ", "#~| ")
	}
	err := p.w.Flush()
	return p.n, err
}

type printer struct {
	w    *bufio.Writer
	n    int64
	line []byte
	any  bool // an entry was written
}

// put writes the line that was built.
func (p *printer) put() {
	p.line = append(p.line, '\n')
	n, _ := p.w.Write(p.line) // the error comes again with Flush
	p.n += int64(n)
	p.line = p.line[:0]
}

// entry writes an entry, with what stands before its lines and before those of
// the message that it was made of.
func (p *printer) entry(e *Entry, prefix, previous string) {
	if p.any {
		p.put()
	}
	p.any = true
	p.comments("#", e.Comments)
	p.comments("#.", e.Notes)
	p.comments("#:", e.Refs)
	if len(e.Flags) > 0 {
		p.comments("#,", []string{strings.Join(e.Flags, ", ")})
	}
	if e.Previous != nil {
		p.message(&e.Previous.Message, previous, e.Previous.HasID)
	}
	p.message(&e.Message, prefix, true)
	switch {
	case e.HasPlural:
		for i, s := range e.Str {
			p.value(prefix, "msgstr["+strconv.Itoa(i)+"]", s)
		}
		if len(e.Str) == 0 {
			p.value(prefix, "msgstr[0]", "")
		}
	case len(e.Str) > 0:
		p.value(prefix, "msgstr", e.Str[0])
	default:
		p.value(prefix, "msgstr", "")
	}
}

func (p *printer) message(m *Message, prefix string, id bool) {
	if m.HasContext {
		p.value(prefix, "msgctxt", m.Context)
	}
	if id {
		p.value(prefix, "msgid", m.ID)
	}
	if m.HasPlural {
		p.value(prefix, "msgid_plural", m.Plural)
	}
}

// comments writes a line for each line of each comment.
func (p *printer) comments(mark string, all []string) {
	for _, c := range all {
		for line := range strings.SplitSeq(c, "\n") {
			p.line = append(p.line, mark...)
			if line != "" {
				p.line = append(p.line, ' ')
				p.line = append(p.line, strings.Map(noControl, line)...)
			}
			p.put()
		}
	}
}

func noControl(r rune) rune {
	if r < ' ' && r != '\t' || r == 0x7f {
		return ' '
	}
	return r
}

// value writes a keyword and its string.
func (p *printer) value(prefix, word, s string) {
	p.line = appendValue(p.line, prefix, word, s, "\n")
	p.put()
}

// appendValue appends a keyword and its string, with an end of line between two
// lines and none at the end.
func appendValue(b []byte, prefix, word, s, end string) []byte {
	b = append(append(append(b, prefix...), word...), ' ')
	if i := strings.IndexByte(s, '\n'); i < 0 || i == len(s)-1 {
		return appendQuoted(b, s)
	}
	b = append(b, `""`...)
	for line := range strings.SplitAfterSeq(s, "\n") {
		if line != "" {
			b = appendQuoted(append(append(b, end...), prefix...), line)
		}
	}
	return b
}

// appendQuoted appends s between quotation marks, with the escapes that every
// gettext reads; three octal digits for the controls that have no letter, so
// that no digit behind them can belong to them.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		if j := strings.IndexByte(escaped, c); j >= 0 {
			b = append(b, '\\', escapes[j])
		} else {
			b = append(b, '\\', '0'+c>>6, '0'+c>>3&7, '0'+c&7)
		}
	}
	return append(append(b, s[from:]...), '"')
}

// escapes are the letters behind a backslash, escaped what they stand for.
const (
	escapes = `abfnrtv"\`
	escaped = "\a\b\f\n\r\t\v\"\\"
)
