package terminal

import (
	"strings"
	"unicode"

	"bayan/locales/bidi"

	"github.com/clipperhouse/displaywidth"
)

// tab is what a tab is drawn as: there are no stops inside a wrapped line.
const tab = "    "

// typeset is one paragraph made ready for a mode: what the screen draws, in
// reading order (joined in mode Visual), with its ink and its widths.
type typeset struct {
	source  []rune // before joining
	sources []ink
	text    []rune
	ink     []ink
	from    []int  // where text was in source
	cells   []int8 // of the character with what is drawn on it; -1 for a character that is drawn on another
	base    bidi.Direction
	order   *bidi.Paragraph // nil until it is asked for: a table holds hundreds of cells, and most are not drawn by it
	inside  isolates
	told    map[int]rune // what directed found
}

// isolates are the initiators of the isolates that a position is in.
type isolates struct {
	at   int
	open []int
}

// typeset takes a text apart. Lines in it become spaces.
func (p *Printer) typeset(s string, base bidi.Direction) *typeset {
	if plain(s) {
		return p.typesetPlain(s, base)
	}
	return p.typesetAny(s, base)
}

func (p *Printer) typesetAny(s string, base bidi.Direction) *typeset {
	s = strings.ReplaceAll(Clean(s), "\n", " ")
	if p.Mode == None {
		s = bidi.StripIsolates(s)
	} else {
		s = strings.ReplaceAll(bidi.Close(s), "\t", tab)
	}
	t := &typeset{}
	var (
		nested []Style
		times  [Cyan + 1]int // each of them is in it
		now    ink
	)
	for _, r := range s {
		switch {
		case firstStyle <= r && r <= lastStyle:
			style := Style(r - firstStyle)
			nested = append(nested, style)
			times[style]++
			now |= 1 << style
		case r == endOfStyle && len(nested) > 0:
			style := nested[len(nested)-1]
			nested = nested[:len(nested)-1]
			if times[style]--; times[style] == 0 {
				now &^= 1 << style
			}
		case firstStyle <= r && r <= endOfStyle:
		case p.Color:
			t.source, t.sources = append(t.source, r), append(t.sources, now)
		default:
			t.source, t.sources = append(t.source, r), append(t.sources, 0)
		}
	}
	return p.measure(t, base)
}

// plain tells that a text is of one cell a character, none of which joins with
// another or controls anything: printable ASCII.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// typesetPlain is typeset for a plain text: most cells of an English table.
func (p *Printer) typesetPlain(s string, base bidi.Direction) *typeset {
	t := &typeset{text: []rune(s), ink: make([]ink, len(s)), cells: make([]int8, len(s)), base: base}
	t.source, t.sources = t.text, t.ink
	for i := range t.cells {
		t.cells[i] = 1
	}
	if base == bidi.Auto {
		t.base = t.ordered().Base()
	}
	return t
}

// measure joins and measures, once source is there.
func (p *Printer) measure(t *typeset, base bidi.Direction) *typeset {
	if p.Mode == Visual {
		t.text, t.from = bidi.Join(t.source)
		t.ink = make([]ink, len(t.text))
		for i, at := range t.from {
			t.ink[i] = t.sources[at]
		}
	} else {
		t.text, t.ink = t.source, t.sources
	}
	t.cells = make([]int8, 0, len(t.text))
	for clusters := displaywidth.StringGraphemes(string(t.text)); clusters.Next(); {
		cluster, width := []rune(clusters.Value()), clusters.Width()
		for i, r := range cluster {
			switch {
			case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
				// A sign before a number: reordering may part them.
				t.cells = append(t.cells, 1)
				width = displaywidth.String(string(cluster[i+1:]))
			case i == 0 || unicode.Is(unicode.Prepended_Concatenation_Mark, cluster[i-1]):
				t.cells = append(t.cells, int8(width))
			default:
				t.cells = append(t.cells, -1)
			}
		}
	}
	if t.base = base; base == bidi.Auto {
		t.base = t.ordered().Base()
	}
	return t
}

// ordered is the order of the whole paragraph.
func (t *typeset) ordered() *bidi.Paragraph {
	if t.order == nil {
		t.order = new(bidi.Paragraph)
		t.order.Set(t.text, t.base)
	}
	return t.order
}

// span is a line of a typeset paragraph: text[start:end].
type span struct{ start, end int }

func (t *typeset) all() span { return span{0, len(t.text)} }

// width is how many cells a line takes.
func (t *typeset) width(line span) int {
	n := 0
	for _, cells := range t.cells[line.start:line.end] {
		n += max(0, int(cells))
	}
	return n
}

// cut gives t as it fits into a width, with an ellipsis if it had to be cut.
// The end of the reading is lost, never the beginning.
func (p *Printer) cut(t *typeset, width int) *typeset {
	if t.width(t.all()) <= width {
		return t
	}
	end, used := 0, 1 // the ellipsis takes one
	for i, cells := range t.cells {
		if cells >= 0 {
			if end = i; used+int(cells) > width {
				break
			}
			used += int(cells)
		}
	}
	if t.from != nil {
		end = t.from[end]
	}
	for end > 0 && t.source[end-1] == ' ' {
		end--
	}
	short := &typeset{source: append([]rune(nil), t.source[:end]...), sources: append([]ink(nil), t.sources[:end]...)}
	var last ink
	if end > 0 {
		last = t.sources[end-1]
	}
	short.source, short.sources = append(short.source, '…'), append(short.sources, last)
	return p.measure(short, t.base)
}
