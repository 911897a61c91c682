package releases

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"
)

// Bounds of what is read: far above any release, and low enough that a hostile
// file costs a moment and not a minute.
const (
	MaxTextBytes = 4 << 20  // of a file
	maxBlock     = 64 << 10 // bytes of a block
	maxMarks     = 1000     // runs of marks (* _ [ ] ` <) in a block
	maxLines     = 50_000   // of a file
	maxDepth     = 9        // of a list within lists
	maxIndent    = 128      // bytes before the marker of a list item: maxDepth of the widest
)

// Parse reads a text file: UTF-8 Markdown, with optional TOML front matter
// between two lines of +++. The name is for faults only.
//
// It returns the text in its normal form (see Inline), without ids, or all
// faults at once as ParseErrors. What is told changed nothing that anyone reads,
// but for code points that Unicode itself replaces.
func Parse(name string, src []byte) (Text, []Told, error) {
	p := &parsing{Faults: Faults{File: name}}
	t := p.text(src)
	if err := p.Err(); err != nil {
		return Text{}, nil, err
	}
	slices.SortStableFunc(p.told, func(a, b Told) int { return a.Line - b.Line })
	return t, p.told, nil
}

// parsing is one file on its way to a text.
type parsing struct {
	Faults
	told []Told
	body source
	nfc  map[rune]bool // already told
}

func (p *parsing) add(line int, code string, args map[string]any) {
	if n := len(p.list); n > 0 && code == "html" && p.list[n-1].Code == code && p.list[n-1].Line == line {
		return // <b> and </b> are one
	}
	p.Add(line, code, args)
}

func (p *parsing) any() bool { return p.Err() != nil }

func (p *parsing) tell(line int, code string, args map[string]any) {
	if len(p.told) < MostFaults {
		p.told = append(p.told, Told{code, line, args})
	}
}

// bytes returns a file as lines of clean UTF-8 that end in line feeds, or
// refuses it.
func (p *parsing) bytes(src []byte) []byte {
	if len(src) > MaxTextBytes {
		p.add(0, "text-too-large", map[string]any{"bytes": len(src), "limit": MaxTextBytes})
		return nil
	}
	if rest, ok := bytes.CutPrefix(src, []byte("\ufeff")); ok {
		src = rest
		p.tell(1, "bom-dropped", nil)
	}
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n"))
	if n := bytes.Count(src, []byte("\n")); n > maxLines {
		p.add(0, "too-many-lines", map[string]any{"lines": n, "limit": maxLines})
		return nil
	}
	p.lines(src)
	return src
}

func (p *parsing) text(src []byte) Text {
	if src = p.bytes(src); p.any() {
		return Text{}
	}
	front, frontLine, body, bodyLine, closed := cutFront(src)
	if !closed {
		p.add(frontLine, "fields-not-closed", nil)
		return Text{}
	}
	t := Text{Fields: p.fields(front, frontLine+1)}
	p.body = newSource(body, bodyLine)
	t.Blocks = p.blocks()
	p.order(t.Blocks, bodyLine)
	return t
}

// lines refuses what no line of a text may hold, before anything interprets it.
func (p *parsing) lines(src []byte) {
	line := 0
	for l := range bytes.SplitSeq(src, []byte("\n")) {
		line++
		if !utf8.Valid(l) {
			p.add(line, "invalid-utf8", map[string]any{"byte": invalidAt(l)})
			continue
		}
		if i := bytes.IndexFunc(l, forbidden); i >= 0 {
			p.add(line, "control-character", map[string]any{"codepoint": codepoint(rune(l[i]))})
		}
		if mark := conflictMark(l); mark != "" {
			p.add(line, "conflict-marks", map[string]any{"mark": mark})
		}
	}
}

// forbidden tells the controls that no text holds: C0 but the tab, and DEL.
func forbidden(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

func codepoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

// invalidAt returns the 1-based position of the first byte that is no UTF-8.
func invalidAt(l []byte) int {
	at := 0
	for at < len(l) {
		r, n := utf8.DecodeRune(l[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return at + 1
}

// conflictMark returns the mark of an unsettled merge that a line begins with.
// The middle mark alone is a heading's underline to Markdown, so the outer two
// speak for it.
func conflictMark(l []byte) string {
	for _, mark := range []string{"<<<<<<<", ">>>>>>>"} {
		if rest, ok := bytes.CutPrefix(l, []byte(mark)); ok && (len(rest) == 0 || rest[0] == ' ') {
			return mark
		}
	}
	return ""
}

// order holds the one rule about the whole: a headline, first and alone.
func (p *parsing) order(blocks []Block, bodyLine int) {
	if len(blocks) == 0 {
		if !p.any() {
			p.add(bodyLine, "empty-text", nil)
		}
		return
	}
	first := -1
	for i, b := range blocks {
		switch {
		case b.Kind != Headline:
		case first < 0:
			first = i
		default:
			p.add(b.Line, "second-headline", map[string]any{"first": blocks[first].Line})
		}
	}
	switch {
	case first < 0:
		p.add(blocks[0].Line, "no-headline", nil)
	case first > 0:
		p.add(blocks[0].Line, "headline-not-first", map[string]any{"headline": blocks[first].Line})
	}
}

// source is the Markdown of a file with what is needed to name its lines.
type source struct {
	text   []byte
	starts []int // offset of each line
	first  int   // line number, in the file, of the first
}

func newSource(text []byte, first int) source {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return source{text, starts, first}
}

// line returns the number, in the file, of the line that holds an offset.
func (s source) line(offset int) int {
	i, found := slices.BinarySearch(s.starts, offset)
	if !found {
		i--
	}
	return s.first + i
}
