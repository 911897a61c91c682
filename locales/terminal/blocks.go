package terminal

import (
	"strconv"
	"strings"
	"unicode"

	"bayan/locales/bidi"
)

// Passage is text of a declared direction, such as a paragraph of a release in
// a language other than the interface's. Auto takes its first strong letter.
type Passage struct {
	Text      string
	Direction bidi.Direction
}

// Paragraph writes text of the interface's language, wrapped. Each line in it
// is a paragraph of its own.
func (p *Printer) Paragraph(text string) {
	p.paragraph("", text, p.Direction)
	p.flush()
}

// Inset is a Paragraph whose lines all stand some columns in from the side where
// the interface begins.
func (p *Printer) Inset(columns int, text string) {
	p.paragraph(strings.Repeat(" ", columns), text, p.Direction)
	p.flush()
}

// Passage writes text in its own direction, at its own side.
func (p *Printer) Passage(text Passage) {
	p.paragraph("", text.Text, text.Direction)
	p.flush()
}

// Heading writes a line that stands out.
func (p *Printer) Heading(text string) { p.Paragraph(p.Style(Bold, text)) }

// Blank writes an empty line.
func (p *Printer) Blank() {
	p.out = append(p.out, '\n')
	p.flush()
}

// List writes items with a bullet each.
func (p *Printer) List(items ...string) {
	for _, item := range items {
		p.paragraph("• ", item, p.Direction)
	}
	p.flush()
}

// Numbered writes items with the numbers 1, 2, … as number writes them (nil:
// Latin digits), aligned at the full stop.
func (p *Printer) Numbered(number func(int) string, items ...string) {
	if number == nil {
		number = strconv.Itoa
	}
	widest := 0
	for i := range items {
		widest = max(widest, len([]rune(number(i+1))))
	}
	for i, item := range items {
		n := number(i + 1)
		p.paragraph(strings.Repeat(" ", widest-len([]rune(n)))+n+". ", item, p.Direction)
	}
	p.flush()
}

// Pair is a name and what it stands for.
type Pair struct{ Key, Value string }

// Pairs writes names with their values beside them; long values are wrapped
// beside the name. A value has its own direction, as a cell of a Table.
func (p *Printer) Pairs(pairs ...Pair) {
	widest := 0
	for _, pair := range pairs {
		widest = max(widest, p.keyWidth(pair.Key))
	}
	p.pairs(widest, pairs)
	p.flush()
}

// keyWidth is the room that a name takes.
func (p *Printer) keyWidth(key string) int {
	t := p.typeset(key, p.Direction)
	return t.width(t.all())
}

// pairs writes names in a column of their own width, unless the screen is narrow.
func (p *Printer) pairs(widest int, pairs []Pair) {
	const gap = "  "
	if p.Width > 0 {
		widest = min(widest, p.Width*2/5)
	}
	for _, pair := range pairs {
		key := p.cell(p.typeset(pair.Key, p.Direction), widest)
		key.right, key.bare = p.Direction == bidi.RTL, true
		for k, s := range strings.Split(Clean(pair.Value), "\n") {
			value := p.cell(p.typeset(s, p.cellDirection(s)), p.left(widest+len(gap)))
			value.right = key.right
			if k > 0 {
				key.lines = nil
			}
			p.row(gap, key, value)
		}
	}
}

// narrowest is the width below which two columns are no help.
const narrowest = 40

// SideBySide writes a source and its translation in two columns, each in its
// direction, the first at the side where the interface begins. Without a width,
// or in less than 40 cells, the second stands below the first.
func (p *Printer) SideBySide(first, second Passage) {
	defer p.flush()
	if p.Width < narrowest {
		p.paragraph("", first.Text, first.Direction)
		p.paragraph("", second.Text, second.Direction)
		return
	}
	const gap = " │ "
	half := (p.Width - p.margin() - 3) / 2
	left, right := p.column(first, half), p.column(second, half)
	for len(left) > 0 || len(right) > 0 {
		row := make([]cell, 2)
		for i, column := range []*[]cell{&left, &right} {
			row[i] = p.cell(p.typeset("", p.Direction), half)
			if len(*column) > 0 {
				row[i], *column = (*column)[0], (*column)[1:]
			}
		}
		p.row(gap, row...)
	}
}

// column is a passage as cells of one line each.
func (p *Printer) column(text Passage, width int) (column []cell) {
	for _, s := range strings.Split(Clean(text.Text), "\n") {
		whole := p.cell(p.typeset(s, text.Direction), width)
		for _, line := range whole.lines {
			column = append(column, cell{typeset: whole.typeset, lines: []span{line}, width: width, right: whole.right})
		}
	}
	return column
}

// cellDirection is that of a text without a declared one, in a table: of its
// first strong letter; LTR for numbers alone, the interface's for signs alone.
func (p *Printer) cellDirection(s string) bidi.Direction {
	if plain(s) && strings.ContainsFunc(s, unicode.IsLetter) {
		return bidi.LTR
	}
	if first := bidi.FirstStrong([]rune(bidi.Strip(s))); first != bidi.Auto {
		return first
	}
	if strings.ContainsFunc(s, unicode.IsNumber) {
		return bidi.LTR
	}
	return p.Direction
}
