package po

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"bayan/releases"
)

// Bounds of what is read: far above any release and most catalogues of messages,
// and low enough for a hostile file to end within a second.
const (
	MaxBytes   = 32 << 20
	MaxEntries = 120_000

	maxObsolete = 40_000
	maxLines    = 2_000_000
	maxFlags    = 100 // of one entry
	maxPlurals  = 10
)

// Parse reads a PO or POT file as gettext does. CRLF, CR and a byte order mark
// are read as what they mean; comments behind the last entry belong to none and
// are left out. Faults come all at once, up to a hundred, each with its line:
// after one, reading goes on with the next entry.
func Parse(name string, b []byte) (*File, []releases.Told, error) { return parse(name, b, nil) }

// parse is Parse; where sites is not nil it gets that of each entry.
func parse(name string, b []byte, sites *[]site) (*File, []releases.Told, error) {
	p := &parser{Faults: releases.Faults{File: name}, first: map[key]int{}, sites: sites}
	if len(b) > MaxBytes {
		p.Add(0, "po-too-large", map[string]any{"bytes": len(b), "limit": MaxBytes})
		return nil, nil, p.Err()
	}
	if n := bytes.Count(b, []byte{'\n'}) + bytes.Count(b, []byte{'\r'}); n > maxLines {
		p.Add(0, "too-many-lines", map[string]any{"lines": n, "limit": maxLines})
		return nil, nil, p.Err()
	}
	var told []releases.Told
	if cut, ok := bytes.CutPrefix(b, []byte("\ufeff")); ok {
		p.behind = len(b) - len(cut)
		b, told = cut, append(told, releases.Told{Code: "bom-dropped", Line: 1})
	}
	if p.encoding(b); p.Err() != nil {
		return nil, nil, p.Err()
	}
	n := bytes.Count(b, []byte("\nmsgid")) - bytes.Count(b, []byte("\nmsgid_plural"))
	if n > MaxEntries+1 { // the header is one too; each costs more than its bytes
		p.Add(0, "po-too-many", map[string]any{"entries": n, "limit": MaxEntries})
		return nil, nil, p.Err()
	}
	p.rest, p.crs = string(b), bytes.IndexByte(b, '\r') >= 0
	if n > 0 {
		p.out.Entries, p.first = make([]Entry, 0, n), make(map[key]int, n)
	}
	for p.next() {
		p.row()
		for _, l := range [...]struct{ n, limit int }{{len(p.out.Entries), MaxEntries}, {len(p.out.Obsolete), maxObsolete}} {
			if l.n > l.limit {
				p.Add(p.line, "po-too-many", map[string]any{"entries": l.n, "limit": l.limit})
				return nil, nil, p.Err()
			}
		}
	}
	p.finish()
	if p.charset(p.out.Field("Content-Type")); p.Err() != nil {
		return nil, nil, p.Err()
	}
	return &p.out, told, nil
}

// encoding refuses bytes that are no UTF-8 text. Where the header names the
// charset that they are in, that is what is said.
func (p *parser) encoding(b []byte) {
	if len(b) > 1 && (b[0] == 0 || b[1] == 0 || b[0]|b[1] == 0xff && b[0]&b[1] == 0xfe) {
		p.Add(1, "po-charset", map[string]any{"charset": "UTF-16"})
		return
	}
	if !utf8.Valid(b) {
		if i := bytes.Index(b, []byte("Content-Type:")); i >= 0 {
			line, _, _ := bytes.Cut(b[i:min(len(b), i+200)], []byte(`\n`))
			p.charset(string(bytes.ToValidUTF8(line, []byte("?"))))
		}
		if p.Err() == nil {
			line, at := position(b, firstInvalid(b))
			p.Add(line, "invalid-utf8", map[string]any{"byte": at})
		}
		return
	}
	for i, c := range b {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7f {
			line, _ := position(b, i)
			p.Add(line, "control-character", map[string]any{"codepoint": fmt.Sprintf("U+%04X", c)})
			return
		}
	}
}

func firstInvalid(b []byte) int {
	for i := 0; ; {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
}

// position is the line of byte i and its place in that line, both from 1.
func position(b []byte, i int) (line, at int) {
	return 1 + bytes.Count(b[:i], []byte{'\n'}), i - bytes.LastIndexByte(b[:i], '\n')
}

// charset refuses a charset that is not UTF-8. CHARSET is what templates say
// before anybody knows.
func (p *parser) charset(contentType string) {
	_, set, _ := strings.Cut(strings.ToLower(contentType), "charset=")
	if i := strings.IndexAny(set, " ;\t\""); i >= 0 {
		set = set[:i]
	}
	switch set {
	case "", "utf-8", "utf8", "ascii", "us-ascii", "charset":
	default:
		p.Add(1, "po-charset", map[string]any{"charset": excerpt(strings.ToUpper(set))})
	}
}

// parser takes line by line. An entry is complete when the next one begins.
type parser struct {
	releases.Faults
	out   File
	first map[key]int // line of each message

	rest, text    string // what is still to be read; the line
	line          int
	crs           bool // there are CRs, which end lines too
	begin, behind int  // where the line begins in the file, and what follows it

	entry    Entry
	at       place // how far the entry has come
	was      place // how far the message that it was made of has come
	obsolete bool  // it stands behind #~
	broken   bool  // a fault was found in it: its rest is passed over
	value    value // the string that is being read

	sites *[]site // of the entries so far; nil where nobody asks
	site  site    // of the entry
}

// site is where the parts of an entry stand in its file, in bytes; 0 for none.
type site struct {
	flags    int // behind its first "#,"
	previous int // the first keyword behind its "#|"
	message  int // its first keyword
	str      int // behind the first quotation mark of its msgstr
}

// place is how far a message has come.
type place byte

const (
	nowhere place = iota
	atContext
	atID
	atPlural
	atStr
)

// rowKind tells which strings belong together over several lines.
type rowKind struct{ previous, obsolete bool }

// next takes the next line, whatever ends it.
func (p *parser) next() bool {
	if p.rest == "" {
		return false
	}
	p.line++
	p.begin = p.behind
	end := -1
	if p.crs {
		end = strings.IndexAny(p.rest, "\n\r")
	} else {
		end = strings.IndexByte(p.rest, '\n')
	}
	if end < 0 {
		p.text, p.rest = p.rest, ""
		return true
	}
	p.text, p.behind = p.rest[:end], p.behind+end
	if p.rest = p.rest[end:]; strings.HasPrefix(p.rest, "\r\n") {
		end = 2
	} else {
		end = 1
	}
	p.rest, p.behind = p.rest[end:], p.behind+end
	return true
}

func (p *parser) row() {
	i := blanks(p.text, 0)
	s := p.text[i:]
	switch {
	case s == "":
		if p.broken {
			p.reset()
		}
	case strings.HasPrefix(s, "#~|"):
		p.message(i+3, rowKind{previous: true, obsolete: true})
	case strings.HasPrefix(s, "#~"):
		p.message(i+2, rowKind{obsolete: true})
	case strings.HasPrefix(s, "#|"):
		p.message(i+2, rowKind{previous: true})
	case s[0] == '#':
		p.comment(s[1:])
	default:
		p.message(i, rowKind{})
	}
}

func blanks(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

func (p *parser) comment(s string) {
	if p.at != nowhere || p.broken {
		p.finish()
	}
	mark := byte(' ')
	if s != "" && strings.IndexByte(".:,", s[0]) >= 0 {
		mark, s = s[0], s[1:]
	}
	e, text := &p.entry, strings.TrimPrefix(s, " ")
	switch mark {
	case '.':
		e.Notes = append(e.Notes, text)
	case ':':
		e.Refs = append(e.Refs, text)
	case ',':
		if p.site.flags == 0 {
			p.site.flags = p.begin + len(p.text) - len(s)
		}
		for flag := range strings.SplitSeq(s, ",") {
			if flag = strings.TrimSpace(flag); flag != "" {
				e.Flags = append(e.Flags, flag)
			}
			if len(e.Flags) > maxFlags {
				p.fail("po-word", 0, "word", excerpt(p.text))
				return
			}
		}
	default:
		e.Comments = append(e.Comments, text)
	}
}

// message reads keywords and strings from byte i of the line on.
func (p *parser) message(i int, kind rowKind) {
	if i = blanks(p.text, i); p.broken && !p.resumes(p.text[i:]) {
		return
	}
	for i < len(p.text) && !p.broken {
		switch c := p.text[i]; {
		case c == '"':
			i = p.quoted(i, kind)
		case c >= 'a' && c <= 'z':
			i = p.keyword(i, kind)
		default:
			p.fail("po-word", i, "word", excerpt(p.text[i:]))
		}
		i = blanks(p.text, i)
	}
}

// resumes tells a line that surely begins an entry, and goes on with it.
func (p *parser) resumes(s string) bool {
	begins := strings.HasPrefix(s, "msgctxt") || strings.HasPrefix(s, "msgid") && !strings.HasPrefix(s, "msgid_") && p.at >= atID
	if begins {
		p.reset()
	}
	return begins
}

var keywords = map[string]place{"msgctxt": atContext, "msgid": atID, "msgid_plural": atPlural, "msgstr": atStr}

// keyword reads the word at byte i and settles where its string goes.
func (p *parser) keyword(i int, kind rowKind) int {
	end := i
	for end < len(p.text) && (p.text[end] >= 'a' && p.text[end] <= 'z' || p.text[end] == '_') {
		end++
	}
	word := p.text[i:end]
	at, known := keywords[word]
	if !known {
		p.fail("po-word", i, "word", excerpt(p.text[i:]))
		return end
	}
	p.end()
	if p.broken {
		return end
	}
	if p.at == atStr && (kind.previous || at < atPlural) {
		p.finish()
	}
	if kind.previous {
		if p.at != nowhere || at <= p.was || at == atStr || at == atPlural && p.was != atID {
			p.fail("po-order", i, "word", word)
			return end
		}
		if p.was = at; p.site.previous == 0 {
			p.site.previous = p.begin + i
		}
		p.open(word, i, kind, p.previousSlot(at))
		return end
	}
	if p.at == nowhere {
		p.obsolete, p.entry.Line, p.site.message = kind.obsolete, p.line, p.begin+i
	}
	ok := kind.obsolete == p.obsolete
	switch at {
	case atContext:
		ok = ok && p.at == nowhere
	case atID:
		ok = ok && p.at <= atContext
	case atPlural:
		ok = ok && p.at == atID
	case atStr:
		ok = ok && (p.at == atID || p.at == atPlural || p.at == atStr && p.entry.HasPlural)
	}
	if !ok {
		p.fail("po-order", i, "word", word)
		return end
	}
	if p.at = at; at == atStr {
		if end = p.index(end); p.broken {
			return end
		}
	}
	p.open(word, i, kind, p.slot(at))
	return end
}

func (p *parser) slot(at place) *string {
	e := &p.entry
	switch at {
	case atContext:
		e.HasContext = true
		return &e.Context
	case atID:
		return &e.ID
	case atPlural:
		e.HasPlural = true
		return &e.Plural
	}
	e.Str = append(e.Str, "")
	return &e.Str[len(e.Str)-1]
}

func (p *parser) previousSlot(at place) *string {
	if p.entry.Previous == nil {
		p.entry.Previous = &Previous{}
	}
	w := p.entry.Previous
	switch at {
	case atContext:
		w.HasContext = true
		return &w.Context
	case atID:
		w.HasID = true
		return &w.ID
	}
	w.HasPlural = true
	return &w.Plural
}

// index reads the "[n]" of a plural's msgstr, from byte i on. It must be the next.
func (p *parser) index(i int) int {
	from, n := blanks(p.text, i), ""
	if from < len(p.text) && p.text[from] == '[' {
		n, _, _ = strings.Cut(p.text[from+1:], "]")
		i = min(from+len(n)+2, len(p.text))
		n = "[" + strings.TrimSpace(n) + "]"
	}
	want := ""
	if p.entry.HasPlural {
		want = fmt.Sprintf("[%d]", len(p.entry.Str))
	}
	if n != want || len(p.entry.Str) == maxPlurals {
		p.fail("po-plural", from, "index", excerpt(n))
	}
	return i
}

// finish ends the entry; comments alone are none.
func (p *parser) finish() {
	p.end()
	e, broken, obsolete, at, where := p.entry, p.broken, p.obsolete, p.at, p.site
	p.reset()
	switch {
	case broken, at == nowhere:
	case at != atStr:
		p.Add(e.Line, "po-cut", map[string]any{"unit": excerpt(e.Context)})
	case obsolete:
		p.out.Obsolete = append(p.out.Obsolete, e)
	default:
		p.keep(e, where)
	}
}

func (p *parser) reset() {
	p.entry, p.at, p.was, p.obsolete, p.broken, p.value = Entry{}, nowhere, nowhere, false, false, value{buf: p.value.buf[:0]}
	p.site = site{}
}

func (p *parser) keep(e Entry, where site) {
	k := e.key()
	if first := p.first[k]; first > 0 {
		p.Add(e.Line, "po-twice", map[string]any{"unit": excerpt(e.Context), "id": excerpt(e.ID), "first": first})
		return
	}
	p.first[k] = e.Line
	if k == (key{}) {
		p.out.Head = &e
		return
	}
	p.out.Entries = append(p.out.Entries, e)
	if p.sites != nil {
		*p.sites = append(*p.sites, where)
	}
}

// fail reports a fault at byte i of the line and gives the entry up.
func (p *parser) fail(code string, i int, arg string, value any) {
	p.failAt(p.line, column(p.text, i), code, arg, value)
}

func (p *parser) failAt(line, column int, code, arg string, value any) {
	args := map[string]any{"unit": excerpt(p.entry.Context), "column": column}
	if arg != "" {
		args[arg] = value
	}
	p.Add(line, code, args)
	p.broken = true
}
