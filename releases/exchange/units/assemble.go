package units

import (
	"errors"
	"slices"

	"bayan/releases"
)

// slot is a block of the text to be, and the row that it belongs to.
type slot struct {
	block releases.Block
	row   int
	made  bool // of what came home
}

// assemble makes the text: what was sent in its order, what came home in place
// of it, and a block that had no translation after that of the block before it
// in the base.
func (r *rebuilding) assemble() (releases.Text, []releases.Group) {
	var was releases.Text
	if r.job.TargetText != nil {
		was = *r.job.TargetText
	}
	rowOf := map[releases.BlockID]int{}
	for i, row := range r.rows {
		for _, id := range row.group.Target {
			rowOf[id] = i
		}
	}
	last := map[int]int{} // of each row that was sent with blocks, its last place
	for i, b := range was.Blocks {
		last[rowOf[b.ID]] = i
	}
	follows := map[int][]slot{} // by the place that they follow; -1 at the start
	anchor := -1
	for i := range r.rows {
		if at, sent := last[i]; sent {
			anchor = at
			continue
		}
		for n := range r.content[i] {
			if !r.field(i) {
				follows[anchor] = append(follows[anchor], r.slot(i, n, nil))
			}
		}
	}
	used := map[int]int{} // contents of each row that stand already
	r.slots = append(r.slots, follows[-1]...)
	for i := range was.Blocks {
		b := &was.Blocks[i]
		at := rowOf[b.ID]
		switch content := r.content[at]; {
		case content == nil:
			r.slots = append(r.slots, slot{*b, at, false})
		case used[at] < len(content):
			r.slots = append(r.slots, r.slot(at, used[at], b))
			used[at]++
		}
		for last[at] == i && used[at] < len(r.content[at]) {
			r.slots = append(r.slots, r.slot(at, used[at], nil))
			used[at]++
		}
		r.slots = append(r.slots, follows[i]...)
	}
	return r.finish(was)
}

// field tells a row of fields.
func (r *rebuilding) field(row int) bool {
	s := r.rows[row].sentences
	return len(s) > 0 && r.Units[s[0].unit].Kind == releases.FieldKind
}

// slot shapes the nth content of a row: as the block of the translation whose
// place it takes; else, and where the source of a pair changed its kind, as the
// base's.
func (r *rebuilding) slot(row, n int, was *releases.Block) slot {
	g := r.rows[row].group
	b := releases.Block{Inline: r.content[row][n].Inline}
	shape := r.base[g.Source[min(n, len(g.Source)-1)]]
	pair := len(g.Source) == 1 && len(g.Target) == 1
	if was != nil && !(pair && r.job.Todo[g.Source[0]] != "" && b.Plain() != was.Plain()) {
		shape = *was
	}
	if shape.Kind == releases.Headline && n > 0 {
		shape = releases.Block{Kind: releases.Paragraph}
	}
	b.Kind, b.Level, b.Ordered, b.Start = shape.Kind, shape.Level, shape.Ordered, shape.Start
	if n >= len(g.Source) && was == nil {
		b.Start = 0
	}
	return slot{b, row, true}
}

// finish gives ids and groups.
func (r *rebuilding) finish(was releases.Text) (releases.Text, []releases.Group) {
	t := releases.Text{Fields: r.fields(was)}
	for _, s := range r.slots {
		s.block.ID, s.block.Line = "", 0
		t.Blocks = append(t.Blocks, s.block)
	}
	t, _ = releases.Identify(t, was, r.job.Gone, r.job.Used)
	groups := make([]releases.Group, len(r.rows))
	has := func(name releases.BlockID) bool {
		return slices.ContainsFunc(t.Fields, func(f releases.Field) bool { return f.Name == string(name) })
	}
	for i, row := range r.rows {
		groups[i] = releases.Group{Source: row.group.Source, Reason: row.group.Reason}
		if r.content[i] != nil && len(row.group.Target) == 0 {
			groups[i].Reason = "" // of an omission that is none now
		}
		names := row.group.Target
		if r.field(i) {
			names = row.group.Source
		}
		for _, id := range names {
			if slices.Contains(releases.FieldNames, string(id)) && has(id) {
				groups[i].Target = append(groups[i].Target, id)
			}
		}
	}
	for i, s := range r.slots {
		g := &groups[s.row]
		g.Target = append(g.Target, t.Blocks[i].ID)
	}
	return t, slices.DeleteFunc(groups, func(g releases.Group) bool { return len(g.Source)+len(g.Target) == 0 })
}

func (r *rebuilding) fields(was releases.Text) []releases.Field {
	out := slices.Clone(was.Fields)
	for i, content := range r.content {
		if len(content) == 0 || !r.field(i) {
			continue
		}
		f := releases.Field{Name: string(r.rows[i].group.Source[0]), Value: content[0].Plain()}
		if at := slices.IndexFunc(out, func(o releases.Field) bool { return o.Name == f.Name }); at >= 0 {
			out[at].Value = f.Value
		} else {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b releases.Field) int {
		return slices.Index(releases.FieldNames, a.Name) - slices.Index(releases.FieldNames, b.Name)
	})
	return out
}

// reread writes the text as Markdown, reads it, and compares block by block.
func (r *rebuilding) reread(t releases.Text) {
	check := t
	headed := t.Body() > 0
	if !headed { // perhaps nobody has translated it yet
		check.Blocks = slices.Concat([]releases.Block{{Kind: releases.Headline, Inline: []releases.Inline{{Text: "?"}}}}, t.Blocks)
	}
	got, _, err := releases.Parse(r.File, check.Canonical())
	if err == nil && len(got.Blocks) == len(check.Blocks) {
		if !headed {
			got.Blocks = got.Blocks[1:]
		}
		for i := range got.Blocks {
			if s := r.slots[i]; got.Blocks[i].Digest() != t.Blocks[i].Digest() || s.made && !sameExtent(got.Blocks[i].Inline, s.block.Inline) {
				r.add("code-lost", r.lineOf(s.row), r.nameOf(s.row))
			}
		}
		return
	}
	for _, s := range r.slots {
		if s.made {
			r.alone(s)
		}
	}
	var all releases.ParseErrors
	switch {
	case r.Err() != nil:
	case errors.As(err, &all): // of the text as a whole: its size
		for _, f := range all {
			r.Add(f.Line, f.Code, f.Args)
		}
	default:
		r.add("code-lost", 0, r.nameOf(r.slots[0].row))
	}
}

// alone says what is wrong with one block.
func (r *rebuilding) alone(s slot) {
	one := releases.Text{Blocks: []releases.Block{{Kind: releases.Headline, Inline: []releases.Inline{{Text: "?"}}}, {Kind: releases.Paragraph, Inline: s.block.Inline}}}
	_, _, err := releases.Parse(r.File, one.Canonical())
	var fault *releases.ParseError
	if errors.As(err, &fault) {
		r.add("unit-not-text", r.lineOf(s.row), r.nameOf(s.row), "fault", fault.Code, "text", s.block.Plain())
	} else if s.block.Plain() == "" {
		r.add("code-lost", r.lineOf(s.row), r.nameOf(s.row))
	}
}

func (r *rebuilding) nameOf(row int) string {
	if s := r.rows[row].sentences; len(s) > 0 {
		return r.Units[s[0].unit].ID
	}
	return ""
}

func (r *rebuilding) lineOf(row int) int {
	for _, one := range r.rows[row].sentences {
		if b := r.home[one.unit]; b != nil {
			return b.Line
		}
	}
	return 0
}

// sameExtent tells whether content has as many links and breaks as other: what
// cannot stand where somebody put it is gone after reading.
func sameExtent(a, b []releases.Inline) bool { return extent(a) == extent(b) }

func extent(content []releases.Inline) (n [2]int) {
	for _, in := range content {
		switch in.Kind {
		case releases.Link:
			n[0]++
		case releases.Break:
			n[1]++
		}
		inner := extent(in.Children)
		n[0], n[1] = n[0]+inner[0], n[1]+inner[1]
	}
	return n
}
