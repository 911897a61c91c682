package text

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
	"golang.org/x/text/unicode/bidi"

	"bayan/releases/format/runs"
)

const (
	leftToRightMark = "\u200E"
	rightToLeftMark = "\u200F"
)

// paragraph writes words in lines, the first after one indent, the others
// after another; nothing where there are no words.
func (o *sheet) paragraph(words, first, others string) {
	if words == "" {
		return
	}
	var balance runs.Balance
	for line := range strings.SplitSeq(words, "\n") {
		for _, broken := range wrap(line, Columns-cells(others)) {
			o.line(first + balance.Line(broken))
			first = others
		}
	}
}

// underlined writes a heading and a line of marks as long as it.
func (o *sheet) underlined(words string, with rune) {
	lines, width := wrap(strings.ReplaceAll(words, "\n", " "), Columns), 0
	for _, line := range lines {
		o.line(line)
		width = max(width, cells(line))
	}
	o.line(strings.Repeat(string(with), width))
}

func (o *sheet) rule() { o.line(strings.Repeat("*", Columns)) }

// blank leaves one empty line, never two, and none at the top.
func (o *sheet) blank() {
	if b := o.b.Bytes(); len(b) > 1 && b[len(b)-2] != '\n' {
		o.b.WriteByte('\n')
	}
}

// line writes a line, its direction made sure of.
func (o *sheet) line(words string) {
	words = runs.Balanced(strings.TrimRight(words, " "))
	o.b.WriteString(o.mark(words))
	o.b.WriteString(runs.Isolate(words, o.rtl))
	o.b.WriteByte('\n')
}

// mark is what has to stand before a line so that its first strong letter is
// one of the language's direction.
func (o *sheet) mark(line string) string {
	trimmed := strings.TrimLeft(line, " ")
	if trimmed == "" {
		return ""
	}
	class := classOf([]rune(trimmed)[0])
	own := class == bidi.L
	if o.rtl {
		own = class == bidi.R || class == bidi.AL
	}
	switch {
	case own:
		return ""
	case o.rtl:
		return rightToLeftMark
	case strings.ContainsFunc(line, func(r rune) bool { return classOf(r) == bidi.R || classOf(r) == bidi.AL }):
		return leftToRightMark
	}
	return ""
}

func classOf(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// wrap breaks a line at spaces into lines of at most so many cells. A word
// that is longer stands alone; a telephone number is one word.
func wrap(line string, width int) []string {
	var lines []string
	var b strings.Builder
	used := 0
	for _, word := range split(line) {
		size := cells(word)
		if used > 0 && used+1+size > width {
			lines = append(lines, b.String())
			b.Reset()
			used = 0
		}
		if used > 0 {
			b.WriteByte(' ')
			used++
		}
		b.WriteString(word)
		used += size
	}
	return append(lines, b.String())
}

func split(line string) []string {
	var words []string
	tokens := runs.Tokens(line)
	from := 0
	for i := 0; i <= len(line); i++ {
		for len(tokens) > 0 && tokens[0].To <= i {
			tokens = tokens[1:]
		}
		inside := len(tokens) > 0 && tokens[0].Shape == runs.Phone && tokens[0].From < i
		if i < len(line) && (line[i] != ' ' || inside) {
			continue
		}
		if i > from {
			words = append(words, line[from:i])
		}
		from = i + 1
	}
	return words
}

func cells(s string) int { return displaywidth.String(s) }
