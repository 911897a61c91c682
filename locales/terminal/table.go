package terminal

import (
	"slices"
	"strings"
	"unicode"

	"bayan/locales/bidi"
)

// columnGap stands between the columns of a table.
const columnGap = "  "

// narrowestColumn is what a column keeps when a table is too wide.
const narrowestColumn = 16

// Table writes rows under a header (nil for none). Its first column is where
// the interface begins: rightmost for Arabic. Each cell has its own direction;
// a cell that is too wide loses its end and shows an ellipsis. Columns of
// numbers stand right in both directions. Cells that a row lacks are empty. On
// a screen that is too narrow for the columns, those that are to stay whole (by
// index: times, ids) in full, the rows come as Pairs.
func (p *Printer) Table(header []string, rows [][]string, whole ...int) {
	p.table(header, rows, whole, p.cut)
}

// Remarks is a Table whose cells lose nothing: what is too wide goes on in
// further lines of its row.
func (p *Printer) Remarks(header []string, rows [][]string, whole ...int) {
	p.table(header, rows, whole, func(t *typeset, _ int) *typeset { return t })
}

// table writes rows of cells; fit is what becomes of one that is too wide for its
// column, before it is broken into lines.
func (p *Printer) table(header []string, rows [][]string, whole []int, fit func(*typeset, int) *typeset) {
	defer p.flush()
	columns := len(header)
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		return
	}
	widths := make([]int, columns)
	set := func(row []string, dressed func(string) string) []*typeset {
		cells := make([]*typeset, columns)
		for i := range cells {
			s := ""
			if i < len(row) {
				s = strings.ReplaceAll(row[i], "\t", " ")
			}
			cells[i] = p.typeset(dressed(s), p.cellDirection(s))
			widths[i] = max(widths[i], cells[i].width(cells[i].all()))
		}
		return cells
	}
	var lines [][]*typeset
	if header != nil {
		lines = append(lines, set(header, func(s string) string { return p.Style(Bold, s) }))
	}
	for _, row := range rows {
		lines = append(lines, set(row, func(s string) string { return s }))
	}
	if p.Width > 0 {
		least := make([]int, columns)
		for i, width := range widths {
			if least[i] = width; !slices.Contains(whole, i) {
				least[i] = min(width, narrowestColumn)
			}
		}
		if !shrink(widths, least, p.Width-p.margin()-len(columnGap)*(columns-1)) {
			p.records(header, rows)
			return
		}
	}
	right := make([]bool, columns)
	for i := range right {
		right[i] = p.Direction == bidi.RTL || numeric(rows, i)
	}
	for k, line := range lines {
		cells := make([]cell, columns)
		for i, t := range line {
			cells[i] = p.cell(fit(t, widths[i]), widths[i])
			cells[i].right = right[i]
		}
		p.row(columnGap, cells...)
		if k == 0 && header != nil && p.Mode != None {
			p.rule(widths)
		}
	}
}

// rule draws a line under the header of each column.
func (p *Printer) rule(widths []int) {
	cells := make([]cell, len(widths))
	for i, width := range widths {
		t := p.typeset(p.Style(Dim, strings.Repeat("─", width)), p.Direction)
		cells[i] = cell{typeset: t, lines: []span{t.all()}, width: width, bare: true}
	}
	p.row(columnGap, cells...)
}

// records writes a table that is too wide for the screen, a row after the
// other, each cell that says something beside its header.
func (p *Printer) records(header []string, rows [][]string) {
	widest := 0
	for _, name := range header {
		widest = max(widest, p.keyWidth(name))
	}
	for k, row := range rows {
		if k > 0 {
			p.Blank()
		}
		var pairs []Pair
		for i, s := range row {
			if s == "" {
				continue
			}
			name := ""
			if i < len(header) {
				name = header[i]
			}
			pairs = append(pairs, Pair{name, s})
		}
		p.pairs(widest, pairs)
	}
}

// shrink takes a cell at a time from the widest of the columns that have more
// than their least, until all fit into a width. It tells whether they do.
func shrink(widths, least []int, room int) bool {
	sum := 0
	for _, width := range widths {
		sum += width
	}
	for ; sum > room; sum-- {
		widest := -1
		for i, width := range widths {
			if width > least[i] && (widest < 0 || width >= widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return false
		}
		widths[widest]--
	}
	return true
}

// numeric tells that a column holds numbers and nothing else.
func numeric(rows [][]string, column int) bool {
	any := false
	for _, row := range rows {
		if column >= len(row) || strings.TrimSpace(row[column]) == "" {
			continue
		}
		any = true
		if strings.ContainsFunc(row[column], func(r rune) bool {
			return !unicode.IsDigit(r) && !strings.ContainsRune(" .,٬٫+-−%٪\u00A0\u202F", r)
		}) {
			return false
		}
	}
	return any
}
