package intake

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// markup reads the XML of one part of a word processor file: elements, their
// attributes and words, nothing else. XML that declares types or entities, is
// not UTF-8 or not well-formed is refused. It copies nothing but words, so that
// hostile parts cost what reading their bytes costs.
type markup struct {
	part   string
	b      []byte
	at     int
	attrs  []attribute
	open   [][]byte // names of the elements that are open
	spaces map[string]string
	known  map[string]string // canonical names by those of the part
	closes bool              // the element that was opened last closes itself
	left   *int              // elements that the file may still have
	root   bool              // the root was seen
}

type attribute struct{ name, value []byte }

// token is what next found.
type token byte

const (
	tokenEnd token = iota
	tokenOpen
	tokenClose
	tokenWords
)

// Bounds of the parts that are read: more than any release has, few enough
// that all are read in a part of a second.
const (
	mostPartElements = 400_000
	mostPartDepth    = 250
	mostAttributes   = 120
)

// xmlFault says why a part was not read.
type xmlFault struct {
	code string
	args map[string]any
}

func (e *xmlFault) Error() string { return e.code }

var errNotXML = errors.New("not well-formed")

// prefixOf is the prefix that this package gives the names of a namespace,
// transitional or strict; "" of one whose elements mean nothing here.
func prefixOf(namespace string) string {
	switch namespace {
	case "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main":
		return "w:"
	case "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships":
		return "r:"
	case "http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math":
		return "m:"
	case "http://schemas.openxmlformats.org/markup-compatibility/2006":
		return "mc:"
	}
	return ""
}

func newMarkup(part string, b []byte, left *int) (*markup, error) {
	m := &markup{part: part, left: left, spaces: map[string]string{"xml": "xml:"}, known: map[string]string{}}
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		return nil, &xmlFault{"xml-encoding", map[string]any{"part": part, "encoding": "utf-16"}}
	}
	m.b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if name := declaredEncoding(m.b); name != "" && name != "utf-8" {
		return nil, &xmlFault{"xml-encoding", map[string]any{"part": part, "encoding": name}}
	}
	if !utf8.Valid(m.b) {
		return nil, &xmlFault{"xml-encoding", map[string]any{"part": part, "encoding": ""}}
	}
	return m, nil
}

// declaredEncoding is what an XML declaration names, in lower case, or "".
func declaredEncoding(b []byte) string {
	rest, ok := bytes.CutPrefix(b, []byte("<?xml"))
	if !ok {
		return ""
	}
	head, _, _ := bytes.Cut(rest[:min(len(rest), 200)], []byte("?>"))
	_, value, _ := bytes.Cut(head, []byte("encoding"))
	value = bytes.TrimLeft(value, " \t\r\n=")
	if len(value) == 0 {
		return ""
	}
	name, _, _ := bytes.Cut(value[1:], value[:1])
	return strings.ToLower(string(name))
}

// next gives the next element that opens or closes, or the words up to it; name
// is that of the element, its attributes are in attrs until the next call.
func (m *markup) next() (kind token, name string, words []byte, err error) {
	if m.closes {
		m.closes = false
		name = m.canonical(m.open[len(m.open)-1])
		m.open = m.open[:len(m.open)-1]
		return tokenClose, name, nil, nil
	}
	for {
		if m.at >= len(m.b) {
			if len(m.open) > 0 || !m.root {
				return 0, "", nil, errNotXML
			}
			return tokenEnd, "", nil, nil
		}
		rest := m.b[m.at:]
		if rest[0] != '<' {
			end := bytes.IndexByte(rest, '<')
			if end < 0 {
				end = len(rest)
			}
			m.at += end
			if len(m.open) == 0 {
				if len(bytes.TrimSpace(rest[:end])) > 0 {
					return 0, "", nil, errNotXML
				}
				continue
			}
			return tokenWords, "", rest[:end], nil
		}
		switch {
		case bytes.HasPrefix(rest, []byte("<?")):
			err = m.skip("?>")
		case bytes.HasPrefix(rest, []byte("<!--")):
			err = m.skip("-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")) && len(m.open) > 0:
			from := m.at + len("<![CDATA[")
			if err = m.skip("]]>"); err == nil {
				return tokenWords, "", bytes.ReplaceAll(m.b[from:m.at-3], []byte("&"), []byte("&amp;")), nil
			}
		case bytes.HasPrefix(rest, []byte("<!")):
			err = &xmlFault{"xml-doctype", map[string]any{"part": m.part}}
		case bytes.HasPrefix(rest, []byte("</")):
			name, err = m.closing()
			return tokenClose, name, nil, err
		default:
			name, err = m.opening()
			return tokenOpen, name, nil, err
		}
		if err != nil {
			return 0, "", nil, err
		}
	}
}

func (m *markup) skip(until string) error {
	end := bytes.Index(m.b[m.at:], []byte(until))
	if end < 0 {
		return errNotXML
	}
	m.at += end + len(until)
	return nil
}

func (m *markup) closing() (string, error) {
	end := bytes.IndexByte(m.b[m.at:], '>')
	if end < 0 || len(m.open) == 0 {
		return "", errNotXML
	}
	raw := bytes.TrimRight(m.b[m.at+2:m.at+end], " \t\r\n")
	if !bytes.Equal(raw, m.open[len(m.open)-1]) {
		return "", errNotXML
	}
	m.at += end + 1
	m.open = m.open[:len(m.open)-1]
	return m.canonical(raw), nil
}

func (m *markup) opening() (string, error) {
	if len(m.open) == 0 && m.root {
		return "", errNotXML
	}
	m.root = true
	if *m.left--; *m.left < 0 {
		return "", &xmlFault{"too-many-elements", map[string]any{"limit": mostPartElements}}
	}
	if len(m.open) >= mostPartDepth {
		return "", &xmlFault{"nested-too-deep", nil}
	}
	m.at++
	raw := m.name()
	if len(raw) == 0 {
		return "", errNotXML
	}
	m.attrs = m.attrs[:0]
	for {
		m.space()
		if m.at >= len(m.b) {
			return "", errNotXML
		}
		switch m.b[m.at] {
		case '>':
			m.at++
			m.open = append(m.open, raw)
			return m.canonical(raw), nil
		case '/':
			if m.at+1 >= len(m.b) || m.b[m.at+1] != '>' {
				return "", errNotXML
			}
			m.at += 2
			m.closes = true
			m.open = append(m.open, raw)
			return m.canonical(raw), nil
		}
		if err := m.attribute(); err != nil {
			return "", err
		}
	}
}

func (m *markup) attribute() error {
	name := m.name()
	m.space()
	if len(name) == 0 || m.at >= len(m.b) || m.b[m.at] != '=' || len(m.attrs) >= mostAttributes {
		return errNotXML
	}
	m.at++
	m.space()
	if m.at >= len(m.b) || m.b[m.at] != '"' && m.b[m.at] != '\'' {
		return errNotXML
	}
	end := bytes.IndexByte(m.b[m.at+1:], m.b[m.at])
	if end < 0 {
		return errNotXML
	}
	value := m.b[m.at+1 : m.at+1+end]
	m.at += end + 2
	if bytes.IndexByte(value, '<') >= 0 {
		return errNotXML
	}
	for _, a := range m.attrs {
		if bytes.Equal(a.name, name) {
			return errNotXML
		}
	}
	m.attrs = append(m.attrs, attribute{name, value})
	if prefix, ok := bytes.CutPrefix(name, []byte("xmlns")); ok && len(m.spaces) < 1000 {
		m.spaces[strings.TrimPrefix(string(prefix), ":")] = prefixOf(string(value))
		clear(m.known)
	}
	return nil
}

func (m *markup) name() []byte {
	from := m.at
	for m.at < len(m.b) && bytes.IndexByte([]byte(" \t\r\n=/><\"'&"), m.b[m.at]) < 0 {
		m.at++
	}
	return m.b[from:m.at]
}

func (m *markup) space() {
	for m.at < len(m.b) && (m.b[m.at] == ' ' || m.b[m.at] == '\t' || m.b[m.at] == '\r' || m.b[m.at] == '\n') {
		m.at++
	}
}

// canonical is a name with the prefix of this package: "w:p", "r:id"; one of
// another namespace has none.
func (m *markup) canonical(raw []byte) string {
	if name, ok := m.known[string(raw)]; ok {
		return name
	}
	prefix, local, ok := strings.Cut(string(raw), ":")
	if !ok {
		prefix, local = "", prefix
	}
	name := m.spaces[prefix] + local
	if len(m.known) < 1000 {
		m.known[string(raw)] = name
	}
	return name
}

// attr is an attribute of the element that was opened last, "" where it has
// none. Its name is canonical; one without prefix is also found.
func (m *markup) attr(name string) string {
	for _, a := range m.attrs {
		if bytes.IndexByte(a.name, ':') < 0 && strings.HasSuffix(name, string(a.name)) && (len(name) == len(a.name) || name[len(name)-len(a.name)-1] == ':') || m.canonical(a.name) == name {
			value, err := unescaped(a.value)
			if err != nil {
				return ""
			}
			return value
		}
	}
	return ""
}

// unescaped resolves the references of XML; others are declared nowhere.
func unescaped(b []byte) (string, error) {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b), wholeXML(b)
	}
	var out strings.Builder
	for len(b) > 0 {
		at := bytes.IndexByte(b, '&')
		if at < 0 {
			out.Write(b)
			break
		}
		out.Write(b[:at])
		end := bytes.IndexByte(b[at:min(len(b), at+12)], ';')
		if end < 0 {
			return "", errNotXML
		}
		r, err := reference(string(b[at+1 : at+end]))
		if err != nil {
			return "", err
		}
		out.WriteRune(r)
		b = b[at+end+1:]
	}
	return out.String(), wholeXML([]byte(out.String()))
}

func reference(name string) (rune, error) {
	switch name {
	case "amp":
		return '&', nil
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, errNotXML
	}
	base := 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || n >= 0xD800 && n < 0xE000 {
		return 0, errNotXML
	}
	return rune(n), nil
}

// wholeXML refuses the characters that XML 1.0 §2.2 has not.
func wholeXML(b []byte) error {
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return errNotXML
		}
	}
	return nil
}
