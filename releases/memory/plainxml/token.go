package plainxml

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

func (r *Reader) next() Token {
	if r.closing {
		r.closing = false
		return r.close()
	}
	for {
		r.more(9)
		rest := r.window[r.at:]
		line := r.line
		starts := func(s string) bool { return len(rest) >= len(s) && string(rest[:len(s)]) == s }
		switch {
		case len(rest) == 0:
			switch {
			case len(r.open) > 0:
				r.truncated()
			case !r.rooted:
				r.fail("xml-no-root", nil)
			}
			return Token{Kind: End, Line: line}
		case rest[0] != '<':
			if s := r.text(); s != "" {
				return Token{Kind: Text, Text: s, Line: line}
			}
		case starts("<!--"):
			r.at += 4
			if strings.Contains(r.until("-->")+"-", "--") {
				r.fail("xml-markup", nil)
			}
		case starts("<![CDATA["):
			if len(r.open) == 0 {
				r.fail("xml-outside", nil)
			}
			r.at += 9
			if s := r.until("]]>"); s != "" {
				return Token{Kind: Text, Text: lines(s), Line: line}
			}
		case starts("<!DOCTYPE") && !r.rooted:
			r.doctype()
		case starts("<!"):
			r.fail("xml-doctype", nil)
		case starts("<?"):
			r.at += 2
			if target, _, _ := strings.Cut(r.until("?>"), " "); strings.EqualFold(target, "xml") || !isName(target) {
				r.fail("xml-markup", nil)
			}
		case starts("</"):
			r.at += 2
			raw := strings.TrimRight(r.until(">"), " \t\r\n")
			expected := ""
			if n := len(r.open); n > 0 {
				expected = r.open[n-1].raw
			}
			if expected == "" || raw != expected {
				r.fail("xml-end", map[string]any{"found": short(raw), "expected": expected})
			}
			return r.close()
		default:
			return r.element(line)
		}
	}
}

// doctype takes one that names a file at most.
func (r *Reader) doctype() {
	r.at += len("<!DOCTYPE")
	if s := r.until(">"); strings.ContainsAny(s, "[<") || strings.Count(s, "\"")%2 != 0 {
		r.fail("xml-doctype", nil)
	}
}

func (r *Reader) close() Token {
	last := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	r.prefixes = r.prefixes[:last.prefixes]
	return Token{Kind: Close, Name: last.name, Line: r.line}
}

// text takes what stands before the next tag; "" for white space beside the root.
func (r *Reader) text() string {
	n := r.find("<", 0)
	if n < 0 {
		n = len(r.window) - r.at
	}
	if n > Longest {
		r.fail("xml-too-long", map[string]any{"limit": Longest})
	}
	s := r.take(n)
	if len(r.open) == 0 {
		if strings.Trim(s, " \t\r\n") != "" {
			r.fail("xml-outside", nil)
		}
		return ""
	}
	if strings.Contains(s, "]]>") {
		r.fail("xml-markup", nil)
	}
	return r.resolve(lines(s))
}

// lines ends each line with LF, as XML 1.0 §2.11 says.
func lines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

var entities = map[string]string{"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": `"`}

// resolve puts characters in the place of references.
func (r *Reader) resolve(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(s, '&') {
		b.WriteString(s[:i])
		name, rest, found := strings.Cut(s[i+1:], ";")
		if !found || name == "" || len(name) > 32 {
			r.fail("xml-entity", map[string]any{"entity": short(name)})
		}
		if name[0] == '#' {
			b.WriteRune(r.character(name[1:]))
		} else if c, ok := entities[name]; ok {
			b.WriteString(c)
		} else {
			r.fail("xml-entity", map[string]any{"entity": name})
		}
		s = rest
	}
	b.WriteString(s)
	return b.String()
}

func (r *Reader) character(digits string) rune {
	base := 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	c := rune(n)
	if err != nil || n > utf8.MaxRune {
		r.fail("xml-entity", map[string]any{"entity": "#" + short(digits)})
	}
	if c < ' ' && c != '\t' && c != '\n' && c != '\r' || !utf8.ValidRune(c) || c == 0xfffe || c == 0xffff {
		r.fail("xml-character", map[string]any{"codepoint": fmt.Sprintf("U+%04X", n)})
	}
	return c
}

// element takes a tag that opens one.
func (r *Reader) element(line int) Token {
	tag := r.tag()
	n := nameEnd(tag)
	raw := tag[:n]
	if !isName(raw) {
		r.fail("xml-markup", nil)
	}
	if len(r.open) == 0 && r.rooted {
		r.fail("xml-second-root", map[string]any{"element": short(raw)})
	}
	if len(r.open) == Deepest {
		r.fail("xml-too-deep", map[string]any{"limit": Deepest})
	}
	r.rooted = true
	tag, r.closing = strings.CutSuffix(tag[n:], "/")
	r.open = append(r.open, opened{raw: raw, prefixes: len(r.prefixes)})
	r.attributesOf(raw, tag)
	name := r.resolved(raw, true)
	r.open[len(r.open)-1].name = name
	return Token{Kind: Open, Name: name, Attributes: r.attributes, Line: line}
}

// tag takes what stands between < and >, which may stand within quotes.
func (r *Reader) tag() string {
	r.at++
	for from, quote := 0, byte(0); ; {
		r.more(from + 1)
		b := r.window[r.at:]
		for ; from < len(b); from++ {
			switch c := b[from]; {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '<':
				r.fail("xml-markup", nil)
			case c == '>':
				s := r.take(from + 1)
				return s[:from]
			}
		}
		if r.eof {
			r.truncated()
		}
		if from > Longest {
			r.fail("xml-too-long", map[string]any{"limit": Longest})
		}
	}
}

func (r *Reader) attributesOf(element, s string) {
	r.attributes = r.attributes[:0]
	var raw []string
	for {
		trimmed := strings.TrimLeft(s, " \t\r\n")
		if trimmed == "" {
			break
		}
		n := nameEnd(trimmed)
		rest := strings.TrimLeft(trimmed[n:], " \t\r\n")
		if len(trimmed) == len(s) || !isName(trimmed[:n]) || rest == "" || rest[0] != '=' {
			r.fail("xml-attribute", map[string]any{"element": element})
		}
		rest = strings.TrimLeft(rest[1:], " \t\r\n")
		if rest == "" || rest[0] != '"' && rest[0] != '\'' {
			r.fail("xml-attribute", map[string]any{"element": element})
		}
		value, after, found := strings.Cut(rest[1:], rest[:1])
		if !found || strings.Contains(value, "<") {
			r.fail("xml-attribute", map[string]any{"element": element})
		}
		value = r.resolve(strings.Map(func(c rune) rune {
			if c == '\t' || c == '\n' {
				return ' '
			}
			return c
		}, lines(value)))
		name := trimmed[:n]
		if name == "xmlns" {
			r.prefixes = append(r.prefixes, prefix{"", value})
		} else if p, ok := strings.CutPrefix(name, "xmlns:"); ok {
			r.prefixes = append(r.prefixes, prefix{p, value})
		}
		if len(raw) == Most {
			r.fail("xml-attributes", map[string]any{"element": element, "limit": Most})
		}
		if slices.Contains(raw, name) {
			r.fail("xml-attribute-twice", map[string]any{"element": element, "attribute": short(name)})
		}
		raw = append(raw, name)
		r.attributes = append(r.attributes, Attribute{Value: value})
		s = after
	}
	// Prefixes count from anywhere in the tag, so names are resolved at its end.
	kept := r.attributes[:0]
	for i, a := range r.attributes {
		if raw[i] == "xmlns" || strings.HasPrefix(raw[i], "xmlns:") {
			continue
		}
		a.Name = r.resolved(raw[i], false)
		if slices.ContainsFunc(kept, func(b Attribute) bool { return b.Name == a.Name }) {
			r.fail("xml-attribute-twice", map[string]any{"element": element, "attribute": a.Local})
		}
		kept = append(kept, a)
	}
	r.attributes = kept
}

// resolved finds the namespace of a name. An attribute without a prefix has none.
func (r *Reader) resolved(raw string, element bool) Name {
	p, local, found := strings.Cut(raw, ":")
	if !found {
		p, local = "", raw
		if !element {
			return Name{"", local}
		}
	}
	for _, known := range slices.Backward(r.prefixes) {
		if known.name == p && (known.space != "" || p == "") {
			return Name{known.space, local}
		}
	}
	r.fail("xml-prefix", map[string]any{"prefix": short(p)})
	return Name{}
}

// nameEnd is where a name ends.
func nameEnd(s string) int {
	if i := strings.IndexAny(s, " \t\r\n=/>"); i >= 0 {
		return i
	}
	return len(s)
}

// isName tells a name with one colon at most, by XML 1.0 §2.3 as far as the
// characters below U+00C0 go; above, letters of all kinds are let in.
func isName(s string) bool {
	if s == "" || strings.Count(s, ":") > 1 || s[0] == ':' || s[len(s)-1] == ':' {
		return false
	}
	for i, c := range s {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == ':' || c >= 0xc0 && c != 0xd7 && c != 0xf7
		if !letter && (i == 0 || !('0' <= c && c <= '9' || c == '-' || c == '.' || c == 0xb7)) {
			return false
		}
	}
	return true
}

// short is what an error shows of a piece of a file.
func short(s string) string {
	const most = 40
	if n := 0; len(s) > most {
		for n = most; n > 0 && !utf8.RuneStart(s[n]); {
			n--
		}
		s = s[:n] + "…"
	}
	return strings.Map(func(c rune) rune {
		if c < ' ' {
			return ' '
		}
		return c
	}, s)
}
