// Package plainxml reads XML as files for exchange need it: strictly, in one
// pass, without ever trusting what a file says of itself.
//
// It takes UTF-8 and UTF-16, with a byte order mark or without, and ends each
// line with LF. It refuses what is not well-formed (XML 1.0, Namespaces 1.0),
// and more: a DOCTYPE with anything in it, entities that are not the five of
// XML, elements nested deeper than Deepest, tokens longer than Longest, files
// longer than Largest. So its memory is bounded, and its time is that of reading.
//
// A fault is a *releases.ParseError with one of Faults; nothing is read after it.
package plainxml

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"

	"bayan/releases"
)

// Bounds of a file.
const (
	Largest = 1 << 30 // bytes
	Longest = 1 << 20 // bytes of a tag, or of a text between two tags
	Deepest = 64      // elements within each other
	Most    = 256     // attributes of an element
)

// Faults are the codes of faults, with the arguments of each.
var Faults = map[string][]string{
	"xml-too-large":       {"limit"},     // bytes
	"xml-too-long":        {"limit"},     // bytes of one token
	"xml-too-deep":        {"limit"},     // elements within each other
	"xml-encoding":        {"encoding"},  // one that is not read, or not that of the bytes
	"xml-bytes":           {},            // not valid in their encoding
	"xml-character":       {"codepoint"}, // one that XML does not have: "U+0000"
	"xml-doctype":         {},            // one with declarations
	"xml-entity":          {"entity"},
	"xml-attribute":       {"element"},          // not name="value"
	"xml-attributes":      {"element", "limit"}, // too many
	"xml-attribute-twice": {"element", "attribute"},
	"xml-prefix":          {"prefix"}, // that no namespace was given
	"xml-end":             {"found", "expected"},
	"xml-markup":          {}, // a tag, comment or name that is none
	"xml-outside":         {}, // text beside the root
	"xml-second-root":     {"element"},
	"xml-truncated":       {"element"}, // the innermost that is open; "" for none
	"xml-no-root":         {},
	"xml-unread":          {"detail"}, // the file could not be read on
}

// Name is of an element or an attribute.
type Name struct{ Space, Local string }

// Attribute is of an element. xml:lang is {XML, "lang"}.
type Attribute struct {
	Name
	Value string
}

// XML is the namespace of the prefix xml.
const XML = "http://www.w3.org/XML/1998/namespace"

// Kind of a token.
type Kind byte

const (
	End   Kind = iota // of the file
	Open              // of an element; one without content is opened and closed
	Close             //
	Text
)

// Token is a piece of a file.
type Token struct {
	Kind       Kind
	Name       Name        // of an element
	Attributes []Attribute // valid until the next token
	Text       string
	Line       int // where it begins, from 1
}

// Attribute is the value of an attribute without a namespace; "" where it is
// missing.
func (t *Token) Attribute(local string) string { return t.Of("", local) }

// Of is the value of an attribute of a namespace.
func (t *Token) Of(space, local string) string {
	for _, a := range t.Attributes {
		if a.Name == (Name{space, local}) {
			return a.Value
		}
	}
	return ""
}

// Reader reads tokens.
type Reader struct {
	file string
	in   io.Reader
	utf8 bool // the bytes are; else they were UTF-16
	read int  // bytes so far

	window     []byte // what was read and not used
	at         int    // in window
	eof        bool
	line       int
	began      bool
	rooted     bool
	open       []opened
	prefixes   []prefix
	closing    bool // the element that was opened last had no content
	attributes []Attribute
}

type opened struct {
	raw      string // with its prefix
	name     Name
	prefixes int // that were known around it
}

type prefix struct{ name, space string }

// NewReader reads a file; name is for its errors.
func NewReader(name string, r io.Reader) *Reader {
	return &Reader{file: name, in: r, line: 1, prefixes: []prefix{{"xml", XML}, {"", ""}}}
}

// Next returns the next token. Comments and processing instructions are passed
// over; a text ends at them.
func (r *Reader) Next() (t Token, err error) {
	defer func() {
		switch f := recover().(type) {
		case nil:
		case *releases.ParseError:
			t, err = Token{}, f
		default:
			panic(f)
		}
	}()
	if !r.began {
		r.began = true
		r.begin()
	}
	return r.next(), nil
}

// Fault is an error at the reader's place.
func (r *Reader) Fault(code string, args map[string]any) *releases.ParseError {
	return &releases.ParseError{Code: code, File: r.file, Line: r.line, Args: args}
}

// fail ends the reading: Next returns the fault.
func (r *Reader) fail(code string, args map[string]any) { panic(r.Fault(code, args)) }

// begin finds the encoding, and reads the declaration.
func (r *Reader) begin() {
	if f, ok := r.in.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if fi, err := f.Stat(); err == nil && fi.Size() > Largest {
			r.fail("xml-too-large", map[string]any{"limit": Largest})
		}
	}
	r.more(4)
	switch head := r.window[r.at:]; {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		r.at += 3
		r.utf8 = true
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}), bytes.HasPrefix(head, []byte{0xff, 0xfe}),
		bytes.HasPrefix(head, []byte{0, '<'}), bytes.HasPrefix(head, []byte{'<', 0}):
		order := unicode.BigEndian
		if head[0] == 0xff || head[0] == '<' {
			order = unicode.LittleEndian
		}
		whole := io.MultiReader(bytes.NewReader(slices.Clone(head)), r.in)
		r.in = unicode.UTF16(order, unicode.UseBOM).NewDecoder().Reader(whole)
		r.window, r.at, r.eof = r.window[:0], 0, false
	default:
		r.utf8 = true
	}
	if r.more(6); bytes.HasPrefix(r.window[r.at:], []byte("<?xml")) && len(r.window) > r.at+5 && isSpace(r.window[r.at+5]) {
		r.declaration(r.until("?>"))
	}
}

// declaration looks at the encoding that a file says to have.
func (r *Reader) declaration(s string) {
	_, rest, found := strings.Cut(s, "encoding")
	if !found {
		return
	}
	rest = strings.TrimLeft(rest, " \t\r\n=")
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		r.fail("xml-markup", nil)
	}
	name, _, _ := strings.Cut(rest[1:], rest[:1])
	switch strings.ToLower(name) {
	case "utf-8", "us-ascii", "ascii":
		if r.utf8 {
			return
		}
	case "utf-16", "utf-16le", "utf-16be":
		if !r.utf8 {
			return
		}
	}
	r.fail("xml-encoding", map[string]any{"encoding": name})
}

// more makes n bytes stand in the window, where the file has them.
func (r *Reader) more(n int) {
	if len(r.window)-r.at >= n || r.eof {
		return
	}
	if r.at > 0 {
		r.window = r.window[:copy(r.window, r.window[r.at:])]
		r.at = 0
	}
	for len(r.window) < n && !r.eof {
		r.window = slices.Grow(r.window, max(n-len(r.window), 1<<16))
		got, err := r.in.Read(r.window[len(r.window):cap(r.window)])
		r.window = r.window[:len(r.window)+got]
		r.read += got
		switch {
		case err == io.EOF:
			r.eof = true
		case err != nil:
			r.fail("xml-unread", map[string]any{"detail": err.Error()})
		case r.read > Largest:
			r.fail("xml-too-large", map[string]any{"limit": Largest})
		}
	}
}

// find is the distance to the next stop, -1 where none follows.
func (r *Reader) find(stop string, from int) int {
	for {
		if i := bytes.Index(r.window[min(r.at+from, len(r.window)):], []byte(stop)); i >= 0 {
			return from + i
		}
		if r.eof {
			return -1
		}
		have := len(r.window) - r.at
		if have > Longest {
			r.fail("xml-too-long", map[string]any{"limit": Longest})
		}
		from = max(from, have-len(stop)+1)
		r.more(2*have + 64)
	}
}

// until takes what stands before stop, and stop.
func (r *Reader) until(stop string) string {
	n := r.find(stop, 0)
	if n < 0 {
		r.truncated()
	}
	s := r.take(n + len(stop))
	return s[:n]
}

func (r *Reader) truncated() {
	element := ""
	if n := len(r.open); n > 0 {
		element = r.open[n-1].name.Local
	}
	r.fail("xml-truncated", map[string]any{"element": element})
}

// take uses n bytes, which stand in the window, and checks their characters.
func (r *Reader) take(n int) string {
	b := r.window[r.at : r.at+n]
	for i := 0; i < len(b); {
		c := b[i]
		switch {
		case c == '\n', c == '\r' && (i+1 == len(b) || b[i+1] != '\n'):
			r.line++
			i++
		case c >= ' ' && c < utf8.RuneSelf, c == '\t', c == '\r':
			i++
		case c < ' ':
			r.fail("xml-character", map[string]any{"codepoint": fmt.Sprintf("U+%04X", c)})
		default:
			char, size := utf8.DecodeRune(b[i:])
			if char == utf8.RuneError && (size == 1 || !r.utf8) {
				r.fail("xml-bytes", nil)
			}
			if char == 0xfffe || char == 0xffff {
				r.fail("xml-character", map[string]any{"codepoint": fmt.Sprintf("U+%04X", char)})
			}
			i += size
		}
	}
	r.at += n
	return string(b)
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
