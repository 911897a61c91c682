package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// reader reads a PDF file as a screen reader does: down the structure tree, to
// the marked content of pages, through ToUnicode and ActualText to characters.
// It knows nothing of how this package writes.
type reader struct {
	t       *testing.T
	raw     []byte
	objects map[int]value
	root    map[string]value
	marked  []map[int]string // by page and MCID
	outside []string         // by page: what is in artifacts
	pages   []int
}

// value is an object: float64, string (of bytes), name, reference, []value,
// map[string]value, stream or nil.
type value any

type (
	name      string
	reference int
	operator  string
)

type stream struct {
	dict    map[string]value
	content []byte
}

// node is an element of the structure tree as it is read.
type node struct {
	tag, lang, text string
	dest            []string // of a link's annotations
	kids            []*node
	dict            map[string]value
}

func open(t *testing.T, raw []byte) *reader {
	t.Helper()
	r := &reader{t: t, raw: raw, objects: map[int]value{}}
	tail := raw[bytes.LastIndex(raw, []byte("startxref")):]
	var at int
	if _, err := fmt.Sscanf(string(tail), "startxref\n%d\n%%%%EOF", &at); err != nil {
		t.Fatal(err)
	}
	entries := regexp.MustCompile(`(\d{10}) 00000 n `).FindAllSubmatch(raw[at:], -1)
	for i, entry := range entries {
		offset, _ := strconv.Atoi(string(entry[1]))
		p := &scanner{b: raw, at: offset}
		if n := p.value(); n != float64(i+1) {
			t.Fatalf("object %d begins with %v", i+1, n)
		}
		p.value() // generation
		if p.value() != operator("obj") {
			t.Fatalf("object %d is none", i+1)
		}
		r.objects[i+1] = p.object()
	}
	trailer := &scanner{b: raw, at: at + bytes.Index(raw[at:], []byte("trailer")) + len("trailer")}
	r.root = r.dict(trailer.value().(map[string]value)["Root"])
	for _, kid := range r.list(r.dict(r.root["Pages"])["Kids"]) {
		r.pages = append(r.pages, int(kid.(reference)))
		r.page(r.dict(kid))
	}
	return r
}

func (r *reader) get(v value) value {
	for {
		ref, ok := v.(reference)
		if !ok {
			return v
		}
		v = r.objects[int(ref)]
	}
}

func (r *reader) dict(v value) map[string]value {
	switch v := r.get(v).(type) {
	case map[string]value:
		return v
	case stream:
		return v.dict
	}
	return nil
}

func (r *reader) list(v value) []value {
	if l, ok := r.get(v).([]value); ok {
		return l
	}
	return nil
}

func (r *reader) inflated(v value) []byte {
	s := r.get(v).(stream)
	if s.dict["Filter"] != name("FlateDecode") {
		return s.content
	}
	z, err := zlib.NewReader(bytes.NewReader(s.content))
	if err != nil {
		r.t.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		r.t.Fatal(err)
	}
	return content
}

// page collects the text of marked content.
func (r *reader) page(p map[string]value) {
	fonts := map[name]map[uint16]string{}
	for n, f := range r.dict(r.dict(p["Resources"])["Font"]) {
		fonts[name(n)] = r.mapping(f)
	}
	marked, outside := map[int]string{}, ""
	type scope struct {
		mcid     int // -1 none of its own
		actual   *string
		reversed bool // each string in it is
	}
	var open []scope
	var operands []value
	var font map[uint16]string
	say := func(text string) {
		for i := len(open) - 1; i >= 0; i-- {
			if open[i].mcid >= 0 {
				marked[open[i].mcid] += text
				return
			}
		}
		outside += text
	}
	show := func(codes string) {
		for _, s := range open {
			if s.actual != nil {
				return
			}
		}
		var texts []string
		for i := 0; i+1 < len(codes); i += 2 {
			code := uint16(codes[i])<<8 | uint16(codes[i+1])
			text, ok := font[code]
			if !ok {
				r.t.Errorf("code %04X stands for nothing", code)
			}
			texts = append(texts, text)
		}
		if len(open) > 0 && open[len(open)-1].reversed {
			slices.Reverse(texts)
		}
		say(strings.Join(texts, ""))
	}
	for s := (&scanner{b: r.inflated(p["Contents"])}); ; {
		v := s.value()
		if v == nil {
			break
		}
		op, ok := v.(operator)
		if !ok {
			operands = append(operands, v)
			continue
		}
		switch op {
		case "Tf":
			font = fonts[operands[0].(name)]
		case "TJ":
			for _, piece := range operands[0].([]value) {
				if codes, ok := piece.(string); ok {
					show(codes)
				}
			}
		case "BMC":
			open = append(open, scope{mcid: -1, reversed: operands[0] == name("ReversedChars")})
		case "BDC":
			properties, sc := operands[1].(map[string]value), scope{mcid: -1}
			if n, ok := properties["MCID"].(float64); ok {
				sc.mcid = int(n)
				if _, twice := marked[sc.mcid]; twice {
					r.t.Errorf("MCID %d is there twice", sc.mcid)
				}
				marked[sc.mcid] = ""
			}
			open = append(open, sc)
			if text, ok := properties["ActualText"].(string); ok {
				say(decoded(text))
				open[len(open)-1].actual = &text
			}
		case "EMC":
			open = open[:len(open)-1]
		}
		operands = operands[:0]
	}
	if len(open) > 0 {
		r.t.Errorf("marked content is left open on page %d", len(r.marked)+1)
	}
	r.marked, r.outside = append(r.marked, marked), append(r.outside, outside)
}

var mappings = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]*)>`)

func (r *reader) mapping(font value) map[uint16]string {
	out := map[uint16]string{}
	for _, m := range mappings.FindAllSubmatch(r.inflated(r.dict(font)["ToUnicode"]), -1) {
		code, _ := strconv.ParseUint(string(m[1]), 16, 16)
		out[uint16(code)] = decoded("\xFE\xFF" + unhex(string(m[2])))
	}
	delete(out, 0) // the code space range looks like a mapping
	return out
}

// tree is the root of the structure.
func (r *reader) tree() *node {
	return r.node(r.dict(r.root["StructTreeRoot"])["K"], nil)
}

func (r *reader) node(v value, parent map[string]value) *node {
	d := r.dict(v)
	n := &node{tag: string(d["S"].(name)), dict: d}
	if lang, ok := d["Lang"].(string); ok {
		n.lang = lang
	}
	if parent != nil && fmt.Sprint(r.dict(d["P"])) != fmt.Sprint(parent) {
		r.t.Errorf("%s is not the child of its parent", n.tag)
	}
	for _, k := range r.list(d["K"]) {
		page := d["Pg"]
		switch kid := r.get(k).(type) {
		case float64:
			n.kids = append(n.kids, &node{text: r.content(page, kid)})
		case map[string]value:
			switch kid["Type"] {
			case name("MCR"):
				n.kids = append(n.kids, &node{text: r.content(kid["Pg"], kid["MCID"].(float64))})
			case name("OBJR"):
				n.dest = append(n.dest, r.dict(r.dict(kid["Obj"])["A"])["URI"].(string))
			default:
				n.kids = append(n.kids, r.node(k, d))
			}
		}
	}
	return n
}

func (r *reader) content(page value, mcid float64) string {
	for i, id := range r.pages {
		if reference(id) == page {
			text, ok := r.marked[i][int(mcid)]
			if !ok {
				r.t.Errorf("page %d has no marked content %v", i+1, mcid)
			}
			return text
		}
	}
	r.t.Errorf("%v is no page", page)
	return ""
}

// all is the text of a node and of all below it.
func (n *node) all() string {
	text := n.text
	for _, k := range n.kids {
		text += k.all()
	}
	return text
}

// walk visits a node and all below it in their order.
func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, k := range n.kids {
		k.walk(visit)
	}
}

// String is the tree as a person reads it.
func (n *node) String() string {
	var b strings.Builder
	n.write(&b, "")
	return b.String()
}

func (n *node) write(b *strings.Builder, indent string) {
	if n.tag == "" {
		fmt.Fprintf(b, "%s%s\n", indent, n.text)
		return
	}
	fmt.Fprintf(b, "%s<%s", indent, n.tag)
	if n.lang != "" {
		fmt.Fprintf(b, " %s", n.lang)
	}
	for _, dest := range n.dest {
		fmt.Fprintf(b, " %s", dest)
	}
	b.WriteString(">\n")
	for _, k := range n.kids {
		k.write(b, indent+"  ")
	}
}

func decoded(s string) string {
	if !strings.HasPrefix(s, "\xFE\xFF") {
		return s
	}
	var units []uint16
	for i := 2; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

func unhex(s string) string {
	var b []byte
	for i := 0; i+1 < len(s); i += 2 {
		n, _ := strconv.ParseUint(s[i:i+2], 16, 8)
		b = append(b, byte(n))
	}
	return string(b)
}

// scanner reads objects (ISO 32000-1 §7.3).
type scanner struct {
	b  []byte
	at int
}

func (s *scanner) skip() {
	for s.at < len(s.b) && strings.IndexByte(" \t\r\n\x00\f", s.b[s.at]) >= 0 {
		s.at++
	}
}

func (s *scanner) value() value {
	s.skip()
	if s.at >= len(s.b) {
		return nil
	}
	switch c := s.b[s.at]; {
	case bytes.HasPrefix(s.b[s.at:], []byte("<<")):
		s.at += 2
		d := map[string]value{}
		for {
			if s.skip(); bytes.HasPrefix(s.b[s.at:], []byte(">>")) {
				s.at += 2
				return d
			}
			key := s.value().(name)
			d[string(key)] = s.value()
		}
	case c == '[':
		s.at++
		list := []value{}
		for {
			if s.skip(); s.b[s.at] == ']' {
				s.at++
				return list
			}
			list = append(list, s.value())
		}
	case c == '<':
		end := s.at + bytes.IndexByte(s.b[s.at:], '>')
		text := unhex(string(s.b[s.at+1 : end]))
		s.at = end + 1
		return text
	case c == '(':
		return s.literal()
	case c == '/':
		s.at++
		return name(s.word())
	case c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.':
		if m := referred.FindSubmatch(s.b[s.at:min(len(s.b), s.at+24)]); m != nil {
			s.at += len(m[0])
			n, _ := strconv.Atoi(string(m[1]))
			return reference(n)
		}
		n, err := strconv.ParseFloat(s.word(), 64)
		if err != nil {
			panic(err)
		}
		return n
	default:
		word := s.word()
		if word == "true" || word == "false" {
			return word == "true"
		}
		return operator(word)
	}
}

var referred = regexp.MustCompile(`^(\d+) \d+ R\b`)

func (s *scanner) word() string {
	from := s.at
	for s.at < len(s.b) && strings.IndexByte(" \t\r\n\x00\f()<>[]{}/%", s.b[s.at]) < 0 {
		s.at++
	}
	if s.at == from {
		panic(fmt.Sprintf("no word at %q", s.b[from:min(len(s.b), from+20)]))
	}
	return string(s.b[from:s.at])
}

func (s *scanner) literal() string {
	var out []byte
	for s.at++; s.b[s.at] != ')'; s.at++ {
		if s.b[s.at] == '\\' {
			s.at++
		}
		out = append(out, s.b[s.at])
	}
	s.at++
	return string(out)
}

// object is a value and the stream after it.
func (s *scanner) object() value {
	v := s.value()
	s.skip()
	if !bytes.HasPrefix(s.b[s.at:], []byte("stream\n")) {
		return v
	}
	d := v.(map[string]value)
	from := s.at + len("stream\n")
	return stream{d, s.b[from : from+int(d["Length"].(float64))]}
}
