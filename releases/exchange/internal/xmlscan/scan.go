// Package xmlscan reads XML as files of translation systems need it: strictly,
// with namespaces, and with the place of everything in the file.
//
//	s := xmlscan.New("back.xlf", b)
//	for s.Next() {
//		switch s.Kind {
//		case xmlscan.Start: // s.Name, s.Attr("id"); an empty element has an End too
//		case xmlscan.End:   // s.Name
//		case xmlscan.Text:  // s.Text; between comments in several pieces
//		}
//	}
//	if err := s.Err(); err != nil { … } // a *releases.ParseError, see Faults
//
// It accepts well-formed XML 1.0 with namespaces in UTF-8, or in UTF-16 with its
// byte order mark, and nothing else: no document type, so no entities but the
// five, no second root, no attribute twice, no prefix without a namespace. Time
// grows with the length of the file; memory is the file's, and another for
// UTF-16. From and To are offsets into Source, so that a caller can put other
// bytes in place of a part and keep the rest as it is.
//
// AppendText, AppendAttr and Encode write what it reads.
package xmlscan

import (
	"bytes"

	"bayan/releases"
)

// Bounds of what is read.
const (
	MaxBytes = 200 << 20
	maxDepth = 100 // of elements within elements
	maxAttrs = 100 // of one element; and prefixes that are bound at once
)

// Faults are the codes of the errors, with the arguments of each.
var Faults = map[string][]string{
	"xml-too-large":       {"bytes", "limit"},
	"xml-encoding":        {"encoding"},             // the file says it is in another than UTF-8 or UTF-16
	"xml-not-utf":         {},                       // bytes that are not what the file says
	"xml-character":       {"codepoint"},            // one that XML 1.0 §2.2 forbids, or a reference to it
	"xml-doctype":         {},                       //
	"xml-entity":          {"entity"},               // none of the five
	"xml-second-root":     {"element"},              //
	"xml-too-deep":        {"limit"},                //
	"xml-too-many":        {"limit"},                // attributes or namespaces
	"xml-truncated":       {"element"},              // the innermost that is open; "" in front of the root
	"xml-end-tag":         {"expected", "found"},    //
	"xml-attribute-twice": {"attribute", "element"}, //
	"xml-prefix":          {"prefix"},               // bound to no namespace
	"xml-syntax":          {},                       //
}

// Kind is what Next found.
type Kind byte

const (
	Start Kind = iota
	End
	Text
)

// Name is a name with its namespace; that of an attribute without prefix is "".
type Name struct{ Space, Local string }

// Scanner reads one file. Its exported fields are what Next found; Text and the
// attributes are valid until the next call.
type Scanner struct {
	Kind     Kind
	Name     Name   // of Start and End
	Text     []byte // of Text, with references replaced and line ends as line feeds
	Line     int    // where it begins, 1-based
	From, To int    // its place in Source
	Depth    int    // of the elements around it

	file  string
	src   []byte
	mark  []byte // the byte order mark that the file begins with, if any
	at    int
	lines int // line of lined
	lined int // offset up to which lines are counted

	open    []element
	bound   []binding
	attrs   []attr
	raw     []rawAttr
	buf     []byte
	names   map[string]string // each name once
	pending bool              // the End of an empty element
	rooted  bool
	err     *releases.ParseError
}

type element struct {
	raw   string // as written, with its prefix
	name  Name
	bound int // namespaces bound outside of it
}

type binding struct{ prefix, space string }

type attr struct {
	Name
	value []byte
}

type rawAttr struct {
	name  string
	value []byte
}

// New begins to read a file; its faults come from Next and Err.
func New(file string, b []byte) *Scanner {
	s := &Scanner{file: file, lines: 1, names: map[string]string{}}
	if len(b) > MaxBytes {
		s.fail("xml-too-large", "bytes", len(b), "limit", MaxBytes)
		return s
	}
	s.decode(b)
	return s
}

// Source is the file as UTF-8 without a byte order mark, into which offsets
// point.
func (s *Scanner) Source() []byte { return s.src }

// Err is the fault that ended the reading; nil at the end of a good file.
func (s *Scanner) Err() error {
	if s.err == nil {
		return nil
	}
	return s.err
}

// Attr is the value of an attribute without prefix; "" when it is missing.
func (s *Scanner) Attr(local string) string {
	v, _ := s.AttrIn("", local)
	return v
}

// AttrIn is the value of an attribute of a namespace; ok tells whether it is
// there.
func (s *Scanner) AttrIn(space, local string) (value string, ok bool) {
	for _, a := range s.attrs {
		if a.Local == local && a.Space == space {
			return string(a.value), true
		}
	}
	return "", false
}

// Attrs calls f with each attribute that is no declaration of a namespace.
func (s *Scanner) Attrs(f func(Name, string)) {
	for _, a := range s.attrs {
		f(a.Name, string(a.value))
	}
}

// Skip reads to the end of the element whose Start was found.
func (s *Scanner) Skip() {
	depth := s.Depth
	for s.Next() && !(s.Kind == End && s.Depth == depth) {
	}
}

// Next finds the next start or end of an element or piece of text. Comments and
// processing instructions are passed over. It returns false at the end and at a
// fault.
func (s *Scanner) Next() bool {
	if s.pending {
		s.pending = false
		s.end()
		return true
	}
	for s.err == nil {
		s.From = s.at
		if s.at == len(s.src) {
			if len(s.open) > 0 {
				s.fail("xml-truncated", "element", s.open[len(s.open)-1].raw)
			} else if !s.rooted {
				s.fail("xml-truncated", "element", "")
			}
			return false
		}
		var found bool
		switch rest := s.src[s.at:]; {
		case rest[0] != '<':
			found = s.text()
		case hasPrefix(rest, "</"):
			found = s.endTag()
		case hasPrefix(rest, "<!--"):
			s.comment()
		case hasPrefix(rest, "<?"):
			s.instruction()
		case hasPrefix(rest, "<![CDATA["):
			found = s.cdata()
		case hasPrefix(rest, "<!"):
			if hasPrefix(rest, "<!DOCTYPE") {
				s.fail("xml-doctype")
			} else {
				s.unfinished("<!DOCTYPE", "<!--", "<![CDATA[")
			}
		default:
			found = s.startTag()
		}
		if found && s.err == nil {
			return true
		}
	}
	return false
}

func hasPrefix(b []byte, s string) bool { return len(b) >= len(s) && string(b[:len(s)]) == s }

// unfinished tells a file that ends within what it began from one that is wrong.
func (s *Scanner) unfinished(might ...string) {
	rest := string(s.src[s.at:min(len(s.src), s.at+16)])
	for _, m := range might {
		if len(rest) < len(m) && m[:len(rest)] == rest {
			s.truncated()
			return
		}
	}
	s.fail("xml-syntax")
}

func (s *Scanner) truncated() {
	element := ""
	if n := len(s.open); n > 0 {
		element = s.open[n-1].raw
	}
	s.fail("xml-truncated", "element", element)
}

// fail ends the reading with a fault at the present place.
func (s *Scanner) fail(code string, args ...any) {
	if s.err != nil {
		return
	}
	m := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		m[args[i].(string)] = args[i+1]
	}
	s.err = &releases.ParseError{Code: code, File: s.file, Line: s.lineAt(s.at), Args: m}
	if code == "xml-too-large" {
		s.err.Line = 0
	}
}

// lineAt counts on to an offset, which never lies before the last.
func (s *Scanner) lineAt(offset int) int {
	if offset > s.lined {
		part := s.src[s.lined:offset]
		s.lines += bytes.Count(part, []byte("\n"))
		if bytes.IndexByte(part, '\r') >= 0 { // alone it is a line end too
			for i, c := range part {
				if c == '\r' && (s.lined+i+1 == len(s.src) || s.src[s.lined+i+1] != '\n') {
					s.lines++
				}
			}
		}
		s.lined = offset
	}
	return s.lines
}

// place notes where a find begins and ends.
func (s *Scanner) place(k Kind, to int) {
	s.Kind, s.Line, s.To = k, s.lineAt(s.From), to
	s.at = to
}

func (s *Scanner) comment() {
	body := s.src[s.at+4:]
	end := bytes.Index(body, []byte("--"))
	switch {
	case end < 0 || end+2 == len(body):
		s.truncated()
	case body[end+2] != '>':
		s.at += 4 + end
		s.fail("xml-syntax")
	default:
		s.at += 4 + end + 3
	}
}

// instruction passes over one; the declaration of a file is read by decode.
func (s *Scanner) instruction() {
	body := s.src[s.at+2:]
	end := bytes.Index(body, []byte("?>"))
	if end < 0 {
		s.truncated()
		return
	}
	name := scanName(body[:end])
	if name == 0 || name < end && !isSpace(body[name]) || bytes.EqualFold(body[:name], []byte("xml")) {
		s.fail("xml-syntax")
		return
	}
	s.at += 2 + end + 2
}
