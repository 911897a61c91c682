package releases

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/pattern"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

var scheme = pattern.Lazy(`^([a-z][a-z0-9+.-]*):`)

// dangerous are the address schemes that no release links to: they run code or
// read the reader's own machine.
var dangerous = []string{"javascript", "vbscript", "data", "file"}

// inlines reads the words of a node and their marks.
func (r *reading) inlines(n ast.Node, line int) []Inline {
	var out []Inline
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		at := line
		if offset := c.Pos(); offset >= 0 {
			at = r.body.line(offset)
		}
		switch c := c.(type) {
		case *ast.Text:
			raw := c.Value(r.body.text)
			r.leftover(c.Segment.Start, c.Segment.Stop, at)
			out = append(out, Inline{Kind: Words, Text: r.words(raw, at)})
			switch {
			case c.HardLineBreak():
				out = append(out, Inline{Kind: Break})
			case c.SoftLineBreak() && !r.joinsWithoutSpace(c):
				out = append(out, Inline{Kind: Words, Text: " "})
			}
		case *ast.Emphasis:
			kind := Emphasis
			if c.Level == 2 {
				kind = Strong
			}
			out = append(out, Inline{Kind: kind, Children: r.inlines(c, at)})
		case *ast.Link:
			if c.Reference != nil {
				r.named[util.ToLinkReference(c.Reference.Value)] = true
			}
			out = append(out, r.link(Inline{
				Kind:     Link,
				Dest:     r.decoded(c.Destination, at),
				Title:    r.nfcWords(foldLines(r.decoded(c.Title, at)), at),
				Children: r.inlines(c, at),
			}, at))
		case *ast.AutoLink:
			shown := string(c.Label(r.body.text))
			dest := shown
			if c.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(shown), "mailto:") {
				dest = "mailto:" + shown
			}
			out = append(out, r.link(Inline{Kind: Link, Dest: dest, Children: []Inline{{Kind: Words, Text: r.nfcWords(shown, at)}}}, at))
		case *ast.CodeSpan:
			r.add(at, "code", nil)
		case *ast.Image:
			r.add(at, "image", nil)
		default:
			r.add(at, "html", nil)
		}
	}
	return out
}

// link refuses an address that is dangerous or missing, and a link that shows
// no words.
func (r *reading) link(l Inline, line int) Inline {
	l.Dest = strings.Trim(l.Dest, " \t")
	folded := strings.Map(func(c rune) rune {
		if c <= ' ' || unicode.Is(unicode.Cf, c) {
			return -1
		}
		return unicode.ToLower(c)
	}, l.Dest)
	if m := scheme().FindStringSubmatch(folded); m != nil && slices.Contains(dangerous, m[1]) {
		r.add(line, "link-scheme", map[string]any{"scheme": m[1]})
	}
	if l.Dest == "" || strings.TrimSpace(plain(l.Children)) == "" {
		r.add(line, "empty-link", nil)
	}
	return l
}

// words decodes the raw text of a run, in normal form C.
func (r *reading) words(raw []byte, line int) string {
	return r.nfcWords(r.decoded(raw, line), line)
}

// decoded resolves backslash escapes and character references in one pass, and
// refuses the controls that a reference can name.
func (r *reading) decoded(raw []byte, line int) string {
	s := unescape(raw)
	if i := strings.IndexFunc(s, forbidden); i >= 0 && bytes.IndexFunc(raw, forbidden) < 0 {
		r.add(line, "control-character", map[string]any{"codepoint": codepoint(rune(s[i]))})
	}
	return s
}

// unescape resolves backslash escapes and character references, as CommonMark
// 2.4 and 2.5 say.
func unescape(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 && bytes.IndexByte(raw, '&') < 0 {
		return string(raw)
	}
	var b strings.Builder
	for i := 0; i < len(raw); {
		c := raw[i]
		if c == '\\' && i+1 < len(raw) && util.IsPunct(raw[i+1]) {
			b.WriteByte(raw[i+1])
			i += 2
			continue
		}
		if c == '&' {
			if s, n := reference(raw[i:]); n > 0 {
				b.WriteString(s)
				i += n
				continue
			}
		}
		b.WriteByte(c)
		i++
	}
	return b.String()
}

var referenceForm = pattern.Lazy(`^&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{0,40}));`)

// reference returns what a character reference at the start of raw means, and
// its length; 0 when there is none.
func reference(raw []byte) (string, int) {
	m := referenceForm().FindSubmatchIndex(raw)
	if m == nil {
		return "", 0
	}
	switch {
	case m[2] >= 0:
		return codeOf(raw[m[2]:m[3]], 10), m[1]
	case m[4] >= 0:
		return codeOf(raw[m[4]:m[5]], 16), m[1]
	}
	if e, ok := util.LookUpHTML5EntityByName(string(raw[m[6]:m[7]])); ok {
		return string(e.Characters), m[1]
	}
	return "", 0
}

func codeOf(digits []byte, base rune) string {
	var n rune
	for _, d := range bytes.ToLower(digits) {
		if d >= 'a' {
			n = n*base + rune(d-'a') + 10
		} else {
			n = n*base + rune(d-'0')
		}
	}
	if n == 0 || !utf8.ValidRune(n) {
		n = utf8.RuneError
	}
	return string(n)
}

// leftover tells of marks that did not find their partner. An asterisk or
// underscore between spaces, or an underscore within a word, was never a mark.
func (r *reading) leftover(start, stop, line int) {
	src := r.body.text
	for i := start; i < stop; i++ {
		switch c := src[i]; c {
		case '\\':
			i++
		case '*', '_':
			end := i
			for end < stop && src[end] == c {
				end++
			}
			before, _ := utf8.DecodeLastRune(src[:i])
			after, _ := utf8.DecodeRune(src[end:])
			spaced := isEdge(before) && isEdge(after)
			if !spaced && !(c == '_' && isWordRune(before) && isWordRune(after)) {
				r.unclosed(line, string(src[i:end]), near(src, i, end))
			}
			i = end - 1
		}
	}
}

// unclosed tells of a mark once, also where its partner stands in the same word.
func (r *reading) unclosed(line int, mark, near string) {
	if n := len(r.told); n > 0 {
		last := r.told[n-1]
		if last.Line == line && last.Args["mark"] == mark && last.Args["near"] == near {
			return
		}
	}
	r.tell(line, "mark-not-closed", map[string]any{"mark": mark, "near": near})
}

func isEdge(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// near is the mark with the words that touch it, for a person to find it.
func near(src []byte, start, end int) string {
	for range 20 {
		r, n := utf8.DecodeLastRune(src[:start])
		if isEdge(r) {
			break
		}
		start -= n
	}
	for range 20 {
		r, n := utf8.DecodeRune(src[end:])
		if isEdge(r) {
			break
		}
		end += n
	}
	return string(src[start:end])
}

// joinsWithoutSpace tells whether a line was wrapped between letters of a
// script that puts no spaces between words.
func (r *reading) joinsWithoutSpace(t *ast.Text) bool {
	next := t.NextSibling()
	n, ok := next.(*ast.Text)
	if !ok {
		return false
	}
	before, _ := utf8.DecodeLastRune(t.Value(r.body.text))
	after, _ := utf8.DecodeRune(n.Value(r.body.text))
	return isIdeographic(before) && isIdeographic(after)
}

func isIdeographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3001 && r <= 0x303f || r >= 0xff01 && r <= 0xff60
}
