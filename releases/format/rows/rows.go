// Package rows lays the languages of an edition beside each other: it cuts
// their bodies into rows such that aligned blocks stand in the same row.
//
// Guarantees: the rows cover every block but the headline exactly once, and
// each text is read in its own order from row to row. So where a translation
// has another order than its source, the blocks between stay together in one
// row; blocks that only one language has get a row of their own where their
// own text has them. A list is never cut. Rows are the finest cut of that kind
// and cost time in proportion to blocks and groups.
package rows

import "bayan/releases"

// Row is what stands beside each other: one piece for each text of the
// edition, in its order.
type Row []Piece

// Piece is Blocks[From:To] of a text; empty where the language has nothing.
type Piece struct{ From, To int }

// Of cuts the texts of an edition into rows. A translation without groups, or
// aligned with another text than the first, stands beside it as a whole.
func Of(texts []releases.EditionText) []Row {
	if len(texts) == 0 {
		return nil
	}
	source := texts[0].Text
	first := source.Body()
	columns := []*column{sourceColumn(source, first)}
	for _, t := range texts[1:] {
		if t.Base != "" && t.Base != texts[0].Language {
			t.Groups = nil
		}
		columns = append(columns, newColumn(source, first, t))
	}

	var rows []Row
	before := make([]int, len(columns)) // where each text goes on
	for k, c := range columns {
		before[k] = c.first
	}
	for cut := range len(source.Blocks) - first + 1 {
		if !possible(columns, cut) {
			continue
		}
		row := make(Row, len(columns))
		for k, c := range columns {
			row[k] = Piece{before[k], max(before[k], c.gap[cut].From)}
		}
		if cut > 0 {
			rows = append(rows, row)
		}
		for k, c := range columns {
			end := max(row[k].To, c.gap[cut].To)
			if row[k].To < end {
				rows = append(rows, alone(len(columns), k, Piece{row[k].To, end}))
			}
			before[k] = end
		}
	}
	return rows
}

// column is one text and where it could be cut: gap[c] goes with the cut before
// the source's c-th block of the body; its blocks belong to neither side.
type column struct {
	first int
	gap   []Piece
	whole []bool // no cut is possible here
}

func possible(columns []*column, cut int) bool {
	for _, c := range columns {
		if c.whole[cut] {
			return false
		}
	}
	return true
}

func sourceColumn(source releases.Text, first int) *column {
	n := len(source.Blocks) - first
	c := &column{first: first, gap: make([]Piece, n+1), whole: make([]bool, n+1)}
	for cut := range n + 1 {
		at := first + cut
		c.gap[cut] = Piece{at, at}
		c.whole[cut] = insideList(source, first, at)
	}
	return c
}

func newColumn(source releases.Text, first int, t releases.EditionText) *column {
	own := t.Text.Body()
	n := len(source.Blocks) - first
	c := &column{first: own, gap: make([]Piece, n+1), whole: make([]bool, n+1)}
	from, to := reach(source, first, t)

	// A cut is possible where all that belongs to the source before it ends
	// before all that belongs to the source after it begins.
	end := own
	for cut := range n + 1 {
		if cut > 0 {
			end = max(end, to[cut-1])
		}
		c.gap[cut].From = end
	}
	begin := len(t.Text.Blocks)
	for cut := n; cut >= 0; cut-- {
		if cut < n {
			begin = min(begin, from[cut])
		}
		c.gap[cut].To = begin
	}
	for cut := range c.gap {
		gap := &c.gap[cut]
		c.whole[cut] = gap.From > gap.To || t.Groups == nil && 0 < cut && cut < n
		for gap.From < gap.To && insideList(t.Text, own, gap.From) {
			gap.From++
		}
		for gap.From < gap.To && insideList(t.Text, own, gap.To) {
			gap.To--
		}
		if insideList(t.Text, own, gap.From) {
			c.whole[cut] = true
		}
	}
	if t.Groups == nil && n > 0 { // all of it beside all of the source
		c.gap[0].To, c.gap[n].From = own, len(t.Text.Blocks)
	}
	return c
}

// reach gives, for each block of the source's body, the first and the last
// (exclusive) block of the translation that is aligned with it.
func reach(source releases.Text, first int, t releases.EditionText) (from, to []int) {
	places := func(text releases.Text) map[releases.BlockID]int {
		at := make(map[releases.BlockID]int, len(text.Blocks))
		for i := text.Body(); i < len(text.Blocks); i++ {
			at[text.Blocks[i].ID] = i
		}
		return at
	}
	here, there := places(source), places(t.Text)
	n := len(source.Blocks) - first
	from, to = make([]int, n), make([]int, n)
	for i := range from {
		from[i] = len(t.Text.Blocks)
	}
	for _, g := range t.Groups {
		low, high := len(t.Text.Blocks), 0
		for _, id := range g.Target {
			if i, ok := there[id]; ok {
				low, high = min(low, i), max(high, i+1)
			}
		}
		for _, id := range g.Source {
			if i, ok := here[id]; ok && low < high {
				from[i-first], to[i-first] = min(from[i-first], low), max(to[i-first], high)
			}
		}
	}
	return from, to
}

// insideList tells whether a cut before block at would cut a list.
func insideList(t releases.Text, first, at int) bool {
	return at > first && at < len(t.Blocks) &&
		t.Blocks[at-1].Kind == releases.ListItem && t.Blocks[at].Kind == releases.ListItem
}

func alone(n, k int, piece Piece) Row {
	row := make(Row, n)
	row[k] = piece
	return row
}
