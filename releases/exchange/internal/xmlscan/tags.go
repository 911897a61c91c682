package xmlscan

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

const (
	spaceXML   = "http://www.w3.org/XML/1998/namespace"
	spaceXMLNS = "http://www.w3.org/2000/xmlns/"
)

// startTag reads "<name a='b'>" or "<name/>".
func (s *Scanner) startTag() bool {
	at := s.at + 1
	n := scanName(s.src[at:])
	if n == 0 {
		s.brokenAt(at)
		return false
	}
	raw := s.name(s.src[at : at+n])
	if len(s.open) == 0 && s.rooted {
		s.fail("xml-second-root", "element", raw)
		return false
	}
	if len(s.open) == maxDepth {
		s.fail("xml-too-deep", "limit", maxDepth)
		return false
	}
	at, empty := s.attributes(at+n, raw)
	if s.err != nil {
		return false
	}
	e := element{raw: raw, bound: len(s.bound)}
	s.declare()
	prefix, local := s.split(raw)
	e.name = Name{s.space(prefix), local}
	s.resolve(raw)
	if s.err != nil {
		return false
	}
	s.Depth, s.Name = len(s.open), e.name
	s.place(Start, at)
	s.open, s.rooted, s.pending = append(s.open, e), true, empty
	return true
}

// attributes reads those of a tag into raw, up to behind its ">".
func (s *Scanner) attributes(at int, element string) (end int, empty bool) {
	s.raw = s.raw[:0]
	s.buf = s.buf[:0]
	for {
		before := at
		at = skipSpace(s.src, at)
		if at == len(s.src) {
			s.brokenAt(at)
			return at, false
		}
		switch {
		case s.src[at] == '>':
			return at + 1, false
		case s.src[at] == '/':
			if at+1 < len(s.src) && s.src[at+1] == '>' {
				return at + 2, true
			}
			s.brokenAt(at + 1)
			return at, false
		}
		n := scanName(s.src[at:])
		if n == 0 || before == at {
			s.brokenAt(at)
			return at, false
		}
		name := s.name(s.src[at : at+n])
		for _, a := range s.raw {
			if a.name == name {
				s.at = at
				s.fail("xml-attribute-twice", "attribute", name, "element", element)
				return at, false
			}
		}
		if len(s.raw) == maxAttrs {
			s.fail("xml-too-many", "limit", maxAttrs)
			return at, false
		}
		at = skipSpace(s.src, at+n)
		if at == len(s.src) || s.src[at] != '=' {
			s.brokenAt(at)
			return at, false
		}
		at = skipSpace(s.src, at+1)
		if at == len(s.src) || s.src[at] != '"' && s.src[at] != '\'' {
			s.brokenAt(at)
			return at, false
		}
		length := bytes.IndexByte(s.src[at+1:], s.src[at])
		if length < 0 {
			s.brokenAt(len(s.src))
			return at, false
		}
		value := s.src[at+1 : at+1+length]
		if i := bytes.IndexByte(value, '<'); i >= 0 {
			s.brokenAt(at + 1 + i)
			return at, false
		}
		s.at = at + 1
		s.raw = append(s.raw, rawAttr{name, s.value(value)})
		at += length + 2
		if s.err != nil {
			return at, false
		}
		s.at = s.From
	}
}

// brokenAt tells a tag that the file's end cuts from one that is wrong.
func (s *Scanner) brokenAt(at int) {
	s.at = at
	if at >= len(s.src) {
		s.at = s.From
		s.truncated()
		return
	}
	s.fail("xml-syntax")
}

// value replaces the references of an attribute's value, and each white space by
// a space (XML 1.0 §3.3.3).
func (s *Scanner) value(b []byte) []byte {
	if !bytes.ContainsAny(b, "&\t\n\r") {
		return b
	}
	from := len(s.buf)
	for len(b) > 0 {
		n := bytes.IndexAny(b, "&\t\n\r")
		if n < 0 {
			n = len(b)
		}
		s.buf = append(s.buf, b[:n]...)
		if b = b[n:]; len(b) == 0 {
			break
		}
		n = 1
		switch {
		case b[0] == '&':
			if n = s.reference(b); s.err != nil {
				return nil
			}
		case hasPrefix(b, "\r\n"):
			n = 2
			fallthrough
		default:
			s.buf = append(s.buf, ' ')
		}
		b = b[n:]
	}
	return s.buf[from:len(s.buf):len(s.buf)]
}

// declare binds the namespaces that a tag declares.
func (s *Scanner) declare() {
	for _, a := range s.raw {
		prefix, is := strings.CutPrefix(a.name, "xmlns:")
		if !is {
			if a.name != "xmlns" {
				continue
			}
			prefix = ""
		}
		space := s.name(a.value)
		wrong := is && (space == "" || prefix == "" || prefix == "xmlns" || strings.Contains(prefix, ":")) ||
			(prefix == "xml") != (space == spaceXML) || space == spaceXMLNS
		if wrong {
			s.fail("xml-prefix", "prefix", prefix)
			return
		}
		if len(s.bound) == maxAttrs {
			s.fail("xml-too-many", "limit", maxAttrs)
			return
		}
		s.bound = append(s.bound, binding{prefix, space})
	}
}

// split cuts a name at its prefix.
func (s *Scanner) split(raw string) (prefix, local string) {
	i := strings.IndexByte(raw, ':')
	if i < 0 {
		return "", raw
	}
	prefix, local = raw[:i], raw[i+1:]
	if first, _ := utf8.DecodeRuneInString(local); prefix == "" || local == "" || !nameStart(first) || strings.Contains(local, ":") {
		s.fail("xml-syntax")
	}
	return prefix, local
}

func (s *Scanner) space(prefix string) string {
	for i := len(s.bound) - 1; i >= 0; i-- {
		if s.bound[i].prefix == prefix {
			return s.bound[i].space
		}
	}
	if prefix == "xml" {
		return spaceXML
	}
	if prefix != "" {
		s.fail("xml-prefix", "prefix", prefix)
	}
	return ""
}

// resolve puts the attributes into their namespaces; two may be one there.
func (s *Scanner) resolve(element string) {
	s.attrs = s.attrs[:0]
	for _, a := range s.raw {
		if a.name == "xmlns" || strings.HasPrefix(a.name, "xmlns:") {
			continue
		}
		one := attr{Name{"", a.name}, a.value}
		if strings.IndexByte(a.name, ':') >= 0 {
			prefix, local := s.split(a.name)
			one.Name = Name{s.space(prefix), local}
			for _, other := range s.attrs {
				if other.Name == one.Name {
					s.fail("xml-attribute-twice", "attribute", a.name, "element", element)
				}
			}
		}
		s.attrs = append(s.attrs, one)
	}
}

func (s *Scanner) endTag() bool {
	at := s.at + 2
	n := scanName(s.src[at:])
	end := skipSpace(s.src, at+n)
	if n == 0 || end == len(s.src) || s.src[end] != '>' {
		s.brokenAt(end)
		return false
	}
	found := s.src[at : at+n]
	if len(s.open) == 0 {
		s.fail("xml-end-tag", "expected", "", "found", string(found))
		return false
	}
	if top := s.open[len(s.open)-1]; top.raw != string(found) {
		s.fail("xml-end-tag", "expected", top.raw, "found", string(found))
		return false
	}
	s.To = end + 1
	s.end()
	return true
}

// end closes the innermost element.
func (s *Scanner) end() {
	top := s.open[len(s.open)-1]
	s.open = s.open[:len(s.open)-1]
	s.bound = s.bound[:top.bound]
	s.attrs = s.attrs[:0]
	s.Name, s.Depth = top.name, len(s.open)
	s.place(End, s.To)
}

// name returns one string for all that are equal; long ones are no names that
// come again.
func (s *Scanner) name(b []byte) string {
	if one, ok := s.names[string(b)]; ok {
		return one
	}
	one := string(b)
	if len(s.names) < 1000 && len(b) < 200 {
		s.names[one] = one
	}
	return one
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func skipSpace(b []byte, at int) int {
	for at < len(b) && isSpace(b[at]) {
		at++
	}
	return at
}

// scanName returns the length of the name that b begins with; 0 for none (XML
// 1.0 §2.3).
func scanName(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if !nameStart(r) && r != ':' && !(n > 0 && nameRest(r)) {
			break
		}
		n += size
	}
	return n
}

// Nmtoken tells whether all of a text may stand in a name (XML 1.0 §2.3).
func Nmtoken(s string) bool {
	for _, r := range s {
		if !nameStart(r) && r != ':' && !nameRest(r) {
			return false
		}
	}
	return s != ""
}

// NCName tells whether a text is a name without a prefix (Namespaces in XML §3).
func NCName(s string) bool {
	return s != "" && scanName([]byte(s)) == len(s) && !strings.Contains(s, ":")
}

// nameRest tells what may stand in a name, and not begin it.
func nameRest(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9' || r == '-' || r == '.'
	}
	return r == 0xb7 || r >= 0x300 && r <= 0x36f || r >= 0x203f && r <= 0x2040
}

func nameStart(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || r == '_'
	}
	for _, in := range nameStarts {
		if r >= in[0] && r <= in[1] {
			return true
		}
	}
	return false
}

var nameStarts = [][2]rune{
	{0xc0, 0xd6}, {0xd8, 0xf6}, {0xf8, 0x2ff}, {0x370, 0x37d}, {0x37f, 0x1fff}, {0x200c, 0x200d}, {0x2070, 0x218f},
	{0x2c00, 0x2fef}, {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff},
}
