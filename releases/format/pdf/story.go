package pdf

import (
	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/rows"
)

// chapter is what begins on a page of its own: one language, or two beside
// each other.
type chapter struct {
	columns []*column
	rows    []row
	grid    float64 // on which its rows begin
	top     float64 // height that the marks of drafts and embargoes take
}

// column is one language of a chapter.
type column struct {
	document *document
	sheet    furniture.Sheet
	text     releases.EditionText
	article  *element
	scale    scale
	x, width float64
	marks    cell // of drafts and embargoes, repeated on each page
}

// row is what stands beside each other: a cell for each column.
type row struct {
	cells []cell
	keep  bool // on one page, with the beginning of the next row
}

// write sets all rows of all chapters.
func (d *document) write(beside bool) {
	groups := make([][]int, 0, len(d.sheets))
	if beside && len(d.sheets) > 1 {
		groups = append(groups, d.sides())
	} else {
		for i := range d.sheets {
			groups = append(groups, []int{i})
		}
	}
	// The tree has the languages in the order of the edition, wherever their
	// columns stand.
	articles := make([]*element, len(d.sheets))
	for i, s := range d.sheets {
		articles[i] = d.root.child("Art")
		articles[i].lang = string(s.Language)
		articles[i].attach()
	}
	for _, shown := range groups {
		rtl := false
		for _, i := range shown {
			rtl = rtl || d.sheets[i].RTL
		}
		c := &chapter{}
		width := (pageWidth - 2*sideMargin[len(shown)-1] - gutter*float64(len(shown)-1)) / float64(len(shown))
		for k, i := range shown {
			c.columns = append(c.columns, &column{
				document: d, sheet: d.sheets[i], text: d.edition.Texts[d.shown[i]], article: articles[i],
				scale: scaleOf(rtl, len(shown)),
				x:     sideMargin[len(shown)-1] + float64(k)*(width+gutter), width: width,
			})
		}
		c.grid = c.columns[0].scale.grid
		d.chapters = append(d.chapters, c)
		c.write(d.grid(shown))
	}
}

// sides are the texts from left to right: a left-to-right language at the
// left, so that each column begins at an outer edge.
func (d *document) sides() []int {
	if d.sheets[0].RTL {
		return []int{1, 0}
	}
	return []int{0, 1}
}

// grid are the rows of the bodies of the texts that stand beside each other.
func (d *document) grid(shown []int) []rows.Row {
	if len(shown) == 1 {
		t := d.edition.Texts[d.shown[shown[0]]]
		t.Groups = nil
		return rows.Of([]releases.EditionText{t})
	}
	all := rows.Of(d.edition.Texts)
	picked := make([]rows.Row, len(all))
	for r, row := range all {
		for _, i := range shown {
			picked[r] = append(picked[r], row[d.shown[i]])
		}
	}
	return picked
}

// write sets the rows of a chapter, those above and below the body included.
func (c *chapter) write(body []rows.Row) {
	add := func(keep bool, set func(*column) cell) {
		r := row{keep: keep}
		empty := true
		for _, column := range c.columns {
			r.cells = append(r.cells, set(column))
			empty = empty && len(r.cells[len(r.cells)-1]) == 0
		}
		if !empty {
			c.rows = append(c.rows, r)
		}
	}
	for _, column := range c.columns {
		column.marks = column.setMarks(column.article)
		c.top = max(c.top, column.marks.height())
	}
	add(true, (*column).letterhead)
	add(true, (*column).letterheadEnd)
	add(false, (*column).notices)
	add(true, (*column).kicker)
	add(true, (*column).headline)
	add(true, (*column).summary)
	add(true, (*column).meta)
	if !c.columns[0].sheet.Tombstone {
		for i, r := range body {
			k := -1
			add(c.opens(r), func(column *column) cell {
				k++
				return column.blocks(r[k], i == 0 || c.before(body[:i], k))
			})
		}
		add(false, (*column).contacts)
		add(false, (*column).foot)
	}
}

// opens tells a row that holds nothing but headings: it stays with the next.
func (c *chapter) opens(r rows.Row) bool {
	for k, piece := range r {
		for _, b := range c.columns[k].text.Text.Blocks[piece.From:piece.To] {
			if b.Kind != releases.Subheading {
				return false
			}
		}
	}
	return true
}

// before tells that column k has nothing in the rows.
func (c *chapter) before(body []rows.Row, k int) bool {
	for _, r := range body {
		if r[k].From < r[k].To {
			return false
		}
	}
	return true
}

func (c *column) prose(w *writing, s style) *prose {
	return c.document.fonts.prose(w, s, string(c.sheet.Language), c.sheet.RTL)
}

// look is that of text in an element.
func (c *column) look(owner *element, colour ink, bold bool) look {
	return look{bold: bold, upright: c.sheet.RTL, ink: colour, owner: owner}
}

func (c *column) half() float64 { return c.scale.grid / 2 }

func (c *column) letterhead() cell {
	out := cell{rule(1.6, accent)}
	out = append(out, space(c.half()*.6))
	if c.sheet.Organisation != "" {
		var w writing
		w.words(c.sheet.Organisation, c.look(c.article.child("P"), black, true))
		out = append(out, c.paragraph(&w, c.scale.name(), 0)...)
	}
	if c.sheet.Department != "" {
		var w writing
		w.words(c.sheet.Department, c.look(c.article.child("P"), soft, false))
		out = append(out, c.paragraph(&w, c.scale.meta(), 0)...)
	}
	return append(out, space(c.half()*.6))
}

// letterheadEnd is a row of its own, so that the lines of both columns meet
// where one has no department.
func (c *column) letterheadEnd() cell { return cell{rule(.4, hair), space(c.half() * 2)} }

func (c *column) notices() (out cell) {
	for _, n := range c.sheet.Notices {
		part := c.article.child("Sect")
		var said, words writing
		said.line(n.Line, c.look(part.child("P"), black, true))
		words.phones = true
		words.words(n.Words, c.look(part.child("P"), black, false))
		note := c.scale.body()
		note.setting, note.size = ragged, note.size*.95
		inner := c.paragraph(&said, note, panelInset)
		inner = append(inner, c.paragraph(&words, note, panelInset)...)
		out = append(out, inner.on(&panel{fill: tint, filled: true, bar: accent, rtl: c.sheet.RTL}, panelInset*.6)...)
		out = append(out, space(c.half()))
	}
	if len(out) > 0 {
		out = append(out, space(c.half()))
	}
	return out
}

func (c *column) kicker() cell {
	var w writing
	w.line(c.sheet.Kicker, c.look(c.article.child("P"), accent, true))
	return c.paragraph(&w, c.scale.kicker(), 0)
}

func (c *column) headline() cell {
	var w writing
	l := c.look(c.article.child("H1"), black, true)
	if c.sheet.Tombstone {
		w.line(c.sheet.Closed, l)
	} else {
		for _, b := range c.text.Text.Blocks {
			if b.Kind == releases.Headline {
				c.content(&w, b.Inline, l)
				break
			}
		}
	}
	return append(c.paragraph(&w, c.scale.headline(c.sheet.RTL), 0), space(c.half()))
}

func (c *column) summary() cell {
	var w writing
	w.words(c.sheet.Summary, c.look(c.article.child("P"), soft, false))
	return c.spaced(c.paragraph(&w, c.scale.summary(), 0), .8)
}

// meta is the line under the headline: place, date, publication, edition.
func (c *column) meta() cell {
	var w writing
	l := c.look(c.article.child("P"), soft, false)
	part := func(line furniture.Line) {
		if line.Empty() || line.String() == "" {
			return
		}
		if w.text.Len() > 0 {
			w.add(" · ", l)
		}
		w.line(line, l)
	}
	for _, p := range []furniture.Part{c.sheet.Place, c.sheet.Date} {
		if p.Text != "" {
			part(furniture.Line{Parts: []furniture.Part{p}})
		}
	}
	part(c.sheet.Published)
	part(c.sheet.Edition)
	return c.spaced(c.paragraph(&w, c.scale.meta(), 0), 1.4)
}

func (c *column) contacts() cell {
	if len(c.sheet.Contacts) == 0 {
		return nil
	}
	part := c.article.child("Sect")
	var heading writing
	heading.line(c.sheet.ContactsHeading, c.look(part.child("H2"), black, true))
	out := cell{space(c.half()), divider(), space(c.half())}
	out = append(out, c.paragraph(&heading, c.scale.body(), 0)...)
	list := part.child("L")
	for _, line := range c.sheet.Contacts {
		body := list.child("LI").child("LBody")
		if line.Lang != "" {
			body = body.foreign(string(line.Lang))
		}
		w := writing{phones: true}
		w.words(line.Within(c.sheet.RTL), c.look(body, black, false))
		out = append(out, c.paragraph(&w, c.scale.list(), 0)...)
	}
	return append(out.kept(), space(c.half()))
}

func (c *column) foot() cell {
	var out cell
	add := func(line furniture.Line) {
		if !line.Empty() {
			var w writing
			w.line(line, c.look(c.article.child("P"), soft, false))
			out = append(out, c.paragraph(&w, c.scale.foot(), 0)...)
		}
	}
	if len(c.sheet.Follows) > 0 {
		owner := c.article.child("P")
		var w writing
		l := c.look(owner, soft, false)
		w.line(c.sheet.FollowsHeading, l)
		w.add(":", l)
		for i, f := range c.sheet.Follows {
			w.add([...]string{" ", " · "}[min(i, 1)], l)
			w.words("\u2068"+f.Text+"\u2069", c.look(owner.foreign(string(f.Lang)), soft, false))
		}
		out = append(out, c.paragraph(&w, c.scale.foot(), 0)...)
	}
	add(c.sheet.Verify)
	add(c.sheet.VerifyHow)
	if len(out) == 0 {
		return nil
	}
	return append(cell{space(c.half()), divider(), space(c.half() * .8)}, out...).kept()
}

// setMarks are the lines that mark a draft and an embargo: content of the
// article where it is given, else a repetition.
func (c *column) setMarks(article *element) (out cell) {
	for _, line := range []furniture.Line{c.sheet.Draft, c.sheet.Embargo} {
		if line.Empty() {
			continue
		}
		var w writing
		l := c.look(nil, brown, true)
		if article != nil {
			l.owner = article.child("P")
		}
		w.line(line, l)
		out = append(out, c.paragraph(&w, c.scale.meta(), panelInset)...)
	}
	if len(out) == 0 {
		return nil
	}
	return append(out.on(&panel{fill: signal, filled: true, rtl: c.sheet.RTL}, panelInset*.5), space(c.half()))
}
