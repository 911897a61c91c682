package releases

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The normal form of a block's content is what Parse returns, and what every
// digest and every output is made of, so that two ways to write the same thing
// are one thing:
//
//   - words are NFC, without controls, and runs that touch are one;
//   - no mark is empty, holds its own kind, or begins or ends with white space;
//   - where marks overlap, the longer run is outside, emphasis before strong;
//     a link is never cut, and holds only marks that do not hold it;
//   - no break stands at an edge, in a heading or in a link.
//
// normal brings content of any making into it.
func normal(content []Inline, kind Kind) []Inline {
	if isSimple(content) {
		return content
	}
	leaves := gather(nil, content, false, false, kind == Headline || kind == Subheading)
	return nest(trimBlock(join(leaves)))
}

// isSimple is the quick answer for what nearly all blocks are: words, with marks
// and links that hold nothing but words and do not touch. It is true only of
// content in normal form.
func isSimple(content []Inline) bool {
	for i, in := range content {
		between := i > 0 && content[i-1].Kind == Words
		switch in.Kind {
		case Words:
			if between || !isNormalWords(in.Text) || i == 0 && startsBlank(in.Text) || i == len(content)-1 && endsBlank(in.Text) {
				return false
			}
		case Emphasis, Strong, Link:
			if i > 0 && !between || len(in.Children) != 1 || in.Children[0].Kind != Words {
				return false
			}
			words := in.Children[0].Text
			if !isNormalWords(words) || startsBlank(words) || endsBlank(words) {
				return false
			}
			if in.Kind == Link && (in.Title != "" || !isAddress(in.Dest)) {
				return false
			}
		default:
			return false
		}
	}
	return len(content) > 0
}

// isNormalWords tells words that are NFC and hold nothing that no words hold.
func isNormalWords(s string) bool {
	ascii := true
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		} else if c >= utf8.RuneSelf {
			ascii = false
		}
	}
	return s != "" && (ascii || utf8.ValidString(s) && isNFC(s))
}

func startsBlank(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

func endsBlank(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r)
}

// isAddress tells an address of nothing but visible ASCII.
func isAddress(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return s != ""
}

// leaf is a piece of content that marks apply to as a whole: words, a break or
// a link.
type leaf struct {
	Inline
	em, strong bool
}

func (l leaf) blank() bool {
	return l.Kind == Break || l.Kind == Words && strings.TrimSpace(l.Text) == ""
}

// gather flattens content to leaves; oneLine turns breaks into spaces.
func gather(out []leaf, content []Inline, em, strong, oneLine bool) []leaf {
	for _, in := range content {
		switch in.Kind {
		case Words:
			out = append(out, leaf{Inline{Kind: Words, Text: cleanWords(in.Text)}, em, strong})
		case Break:
			if oneLine {
				in = Inline{Kind: Words, Text: " "}
			}
			out = append(out, leaf{in, em, strong})
		case Emphasis:
			out = gather(out, in.Children, true, strong, oneLine)
		case Strong:
			out = gather(out, in.Children, em, true, oneLine)
		case Link:
			out = append(out, linkLeaf(in, em, strong)...)
		}
	}
	return out
}

// linkLeaf takes the marks that hold all of a link's words out of it. A link
// without an address is its words; one without words shows its address.
func linkLeaf(in Inline, em, strong bool) []leaf {
	dest := strings.Trim(cleanWords(in.Dest), " \t")
	inside := unlinked(gather(nil, in.Children, em, strong, true))
	if dest == "" {
		return inside
	}
	if inside = join(inside); strings.TrimSpace(plain(nest(inside))) == "" {
		inside = []leaf{{Inline{Kind: Words, Text: dest}, em, strong}}
	}
	em, strong = true, true
	for _, l := range inside {
		em, strong = em && l.em, strong && l.strong
	}
	for i := range inside {
		inside[i].em = inside[i].em && !em
		inside[i].strong = inside[i].strong && !strong
	}
	title := norm.NFC.String(foldLines(cleanWords(in.Title)))
	return []leaf{{Inline{Kind: Link, Dest: dest, Title: title, Children: nest(join(inside))}, em, strong}}
}

// unlinked replaces links by their words: no link holds another.
func unlinked(leaves []leaf) []leaf {
	var out []leaf
	for _, l := range leaves {
		if l.Kind == Link {
			out = append(out, gather(nil, l.Children, l.em, l.strong, true)...)
		} else {
			out = append(out, l)
		}
	}
	return out
}

func cleanWords(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, string(utf8.RuneError))
	}
	if strings.IndexFunc(s, forbidden) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if forbidden(r) {
			return ' '
		}
		return r
	}, s)
}

// join takes white space at the edges out of marks, and makes one leaf of words
// that touch under the same marks.
func join(leaves []leaf) []leaf {
	leaves = bareEdges(leaves, func(l *leaf) *bool { return &l.em })
	leaves = bareEdges(leaves, func(l *leaf) *bool { return &l.strong })
	var out []leaf
	for _, l := range leaves {
		if l.Kind == Words && l.Text == "" {
			continue
		}
		if n := len(out) - 1; n >= 0 && l.Kind == Words && out[n].Kind == Words && l.em == out[n].em && l.strong == out[n].strong {
			out[n].Text += l.Text
			continue
		}
		out = append(out, l)
	}
	for i := range out {
		if out[i].Kind == Words {
			out[i].Text = norm.NFC.String(out[i].Text)
		}
	}
	return out
}

// bareEdges takes one mark off the white space at the edges of its runs,
// cutting leaves where words and space share one.
func bareEdges(leaves []leaf, mark func(*leaf) *bool) []leaf {
	var out []leaf
	for i := 0; i < len(leaves); {
		if !*mark(&leaves[i]) {
			out = append(out, leaves[i])
			i++
			continue
		}
		end := i
		for end < len(leaves) && *mark(&leaves[end]) {
			end++
		}
		out = append(out, bareRun(leaves[i:end], mark)...)
		i = end
	}
	return out
}

func bareRun(run []leaf, mark func(*leaf) *bool) []leaf {
	first, last := 0, len(run)-1
	for first <= last && run[first].blank() {
		first++
	}
	for last >= first && run[last].blank() {
		last--
	}
	var out []leaf
	off := func(l leaf) {
		*mark(&l) = false
		out = append(out, l)
	}
	for i, l := range run {
		if i < first || i > last {
			off(l)
			continue
		}
		lead, tail := "", ""
		if l.Kind == Words && i == first {
			trimmed := strings.TrimLeftFunc(l.Text, unicode.IsSpace)
			lead, l.Text = l.Text[:len(l.Text)-len(trimmed)], trimmed
		}
		if l.Kind == Words && i == last {
			trimmed := strings.TrimRightFunc(l.Text, unicode.IsSpace)
			tail, l.Text = l.Text[len(trimmed):], trimmed
		}
		words := func(s string) leaf { return leaf{Inline{Kind: Words, Text: s}, l.em, l.strong} }
		if lead != "" {
			off(words(lead))
		}
		out = append(out, l)
		if tail != "" {
			off(words(tail))
		}
	}
	return out
}

// trimBlock takes breaks and spaces off the edges of a block and spaces off the
// edges of its lines: Markdown cannot hold them, and nobody sees them.
func trimBlock(leaves []leaf) []leaf {
	var out []leaf
	for i, l := range leaves {
		if l.Kind == Words && (len(out) == 0 || out[len(out)-1].Kind == Break) {
			l.Text = strings.TrimLeft(l.Text, " \t")
		}
		if l.Kind == Words && (i+1 == len(leaves) || leaves[i+1].Kind == Break) {
			l.Text = strings.TrimRight(l.Text, " \t")
		}
		if l.Kind == Words && l.Text == "" || l.Kind == Break && len(out) == 0 {
			continue
		}
		out = append(out, l)
	}
	if n := len(out); n > 0 && out[n-1].Kind == Break {
		return trimBlock(out[:n-1])
	}
	return out
}

// nest builds the tree from leaves: the mark with the longer run is outside.
func nest(leaves []leaf) []Inline {
	var out []Inline
	for i := 0; i < len(leaves); {
		em, strong := i, i
		for em < len(leaves) && leaves[em].em {
			em++
		}
		for strong < len(leaves) && leaves[strong].strong {
			strong++
		}
		kind, end := Emphasis, em
		if strong > em {
			kind, end = Strong, strong
		}
		if end == i {
			out = append(out, leaves[i].Inline)
			i++
			continue
		}
		inner := make([]leaf, end-i)
		copy(inner, leaves[i:end])
		for j := range inner {
			if kind == Emphasis {
				inner[j].em = false
			} else {
				inner[j].strong = false
			}
		}
		out = append(out, Inline{Kind: kind, Children: nest(join(inner))})
		// What was cut off a longer run may begin with white space now.
		leaves, i = join(leaves[end:]), 0
	}
	return out
}

// plain returns the words alone; a break is a space.
func plain(content []Inline) string { return wordsOf(content, ' ') }

// Lines returns the words of content alone; a hard break ends a line.
func Lines(content []Inline) string { return wordsOf(content, '\n') }

func wordsOf(content []Inline, atBreak byte) string {
	if len(content) == 1 && content[0].Kind == Words {
		return content[0].Text
	}
	var b strings.Builder
	writeWords(&b, content, atBreak)
	return b.String()
}

func writeWords(b *strings.Builder, content []Inline, atBreak byte) {
	for _, in := range content {
		switch in.Kind {
		case Words:
			b.WriteString(in.Text)
		case Break:
			b.WriteByte(atBreak)
		default:
			writeWords(b, in.Children, atBreak)
		}
	}
}

// nfcWords brings words into normal form C, and tells each code point that
// looks different after it: canonical singletons such as the Greek question
// mark, which becomes a semicolon.
func (p *parsing) nfcWords(s string, line int) string {
	if isNFC(s) {
		return s
	}
	for _, r := range s {
		d := norm.NFC.PropertiesString(string(r)).Decomposition()
		if len(d) == 0 || p.nfc[r] {
			continue
		}
		became := norm.NFC.String(string(r))
		if to, n := utf8.DecodeRuneInString(became); n == len(became) && to != r {
			if p.nfc == nil {
				p.nfc = map[rune]bool{}
			}
			p.nfc[r] = true
			p.tell(line, "nfc-changed", map[string]any{"from": codepoint(r), "to": codepoint(to)})
		}
	}
	return norm.NFC.String(s)
}
