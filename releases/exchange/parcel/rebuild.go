package parcel

import (
	"slices"
	"strings"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/exchange"
)

// slot is a block of the text to be, and the group that it belongs to.
type slot struct {
	block releases.Block
	group int
}

// rebuilding is the text on its way out.
type rebuilding struct {
	slots  []slot
	fields []releases.Field
	groups []releases.Group
	end    map[releases.BlockID]int // number of slots after a place was filled
	was    map[int]int              // where a group stood in the translation that was sent
}

// rebuild makes the text in the order of the job, and what was translated before
// in the order of that translation, with the loose pieces after the places that
// they followed.
func (p *placing) rebuild() (releases.Text, []releases.Group) {
	r := &rebuilding{end: map[releases.BlockID]int{}, was: map[int]int{}}
	sent := SendOrder(p.job)
	p.joinSent(sent)
	done := map[releases.BlockID]bool{}
	missing := false
	for _, g := range sent {
		if len(g.Source) == 0 {
			p.sentAddition(r, g)
			continue
		}
		for _, id := range g.Source {
			if root := p.root(id); !done[root] {
				done[root] = true
				missing = p.group(r, root) || missing
			}
		}
	}
	p.loosePieces(r, missing)
	p.ownFields(r)
	return p.finish(r)
}

// joinSent keeps blocks together that were sent as one group, where a block
// whose mark did not come home had its words under the mark of another.
func (p *placing) joinSent(sent []releases.Group) {
	for _, g := range sent {
		for _, id := range g.Source[min(1, len(g.Source)):] {
			if p.bare(id) || p.bare(g.Source[0]) {
				p.join(g.Source[0], id)
			}
		}
	}
}

// group fills the place of the blocks joined under root, and tells whether it
// stays without words.
func (p *placing) group(r *rebuilding, root releases.BlockID) (missing bool) {
	var g releases.Group
	var pieces []*piece
	bare := true
	for _, id := range p.base {
		if p.root(id) == root {
			g.Source = append(g.Source, id)
			pieces = append(pieces, p.placed[id]...)
			bare = bare && p.bare(id)
		}
	}
	sent, whole := p.sentFor(g.Source)
	if len(sent.Target) == 0 || len(pieces) == 0 {
		g.Reason = sent.Reason
	} else if whole {
		g.Reason = sent.Reason
	}
	n := len(r.groups)
	switch name, isF := string(root), isField(root); {
	case isF && p.fields[name].Value != "":
		r.field(p.fields[name], &g)
	case len(pieces) > 0:
		base, _ := p.job.BaseText.Block(root)
		for _, one := range pieces {
			r.slots = append(r.slots, slot{shaped(one.Block, base), n})
		}
		if len(pieces) > 1 && len(sent.Target) <= 1 && len(g.Source) == 1 {
			p.tell("block-split", pieces[0].Line, map[string]any{"block": p.names[root], "count": len(pieces)})
		}
		if len(g.Source) > 1 && len(sent.Source) != len(g.Source) {
			p.tell("blocks-merged", pieces[0].Line, map[string]any{"blocks": p.namesOf(g.Source)})
		}
	case bare && whole && len(sent.Target) > 0:
		p.tellBlock("kept-as-sent", 0, root)
		p.keep(r, sent.Target, n, &g)
	case len(sent.Target) > 0 && !bare:
		p.tellBlock("block-emptied", 0, root)
		missing = true
	case g.Reason == "" && !isF:
		p.tellBlock("block-missing", 0, root)
		missing = true
	}
	p.stood(r, sent.Target)
	r.groups = append(r.groups, g)
	for _, id := range g.Source {
		r.end[id] = len(r.slots)
	}
	return missing
}

// sentFor is the group that was sent for these blocks; whole if it held them
// and no others.
func (p *placing) sentFor(source []releases.BlockID) (g releases.Group, whole bool) {
	for _, g := range p.job.Groups {
		if slices.Contains(g.Source, source[0]) {
			same := len(g.Source) == len(source)
			for _, id := range source {
				same = same && slices.Contains(g.Source, id)
			}
			return g, same
		}
	}
	return releases.Group{}, false
}

// keep puts the blocks of the translation that was sent.
func (p *placing) keep(r *rebuilding, list []releases.BlockID, n int, g *releases.Group) {
	for _, id := range list {
		b, ok := p.job.TargetText.Block(id)
		switch {
		case !ok:
		case b.Kind == releases.FieldKind:
			r.field(releases.Field{Name: string(id), Value: b.Plain()}, g)
		default:
			r.slots = append(r.slots, slot{b, n})
		}
	}
}

func (p *placing) sentAddition(r *rebuilding, g releases.Group) {
	out := releases.Group{Reason: g.Reason}
	n := len(r.groups)
	for _, id := range g.Target {
		switch {
		case len(p.own[id]) > 0:
			was, _ := p.job.TargetText.Block(id)
			for _, one := range p.own[id] {
				r.slots = append(r.slots, slot{shaped(one.Block, was), n})
			}
		case isField(id) && p.fields[string(id)].Value != "":
			r.field(p.fields[string(id)], &out)
		default:
			p.keep(r, []releases.BlockID{id}, n, &out)
		}
		r.end[ownPlace(id)] = len(r.slots)
	}
	p.stood(r, g.Target)
	r.groups = append(r.groups, out)
}

// stood notes where the group that comes next stood in the translation that was
// sent.
func (p *placing) stood(r *rebuilding, target []releases.BlockID) {
	if p.job.TargetText == nil || len(target) == 0 {
		return
	}
	at := places(*p.job.TargetText)
	r.was[len(r.groups)] = at[target[0]]
}

// reorder puts the slots in the order of the translation that was sent: a
// translator may have had a reason for another than the source's. What has no
// place there stays behind what it followed.
func (r *rebuilding) reorder() {
	type placed struct {
		slot
		at int
	}
	all, last := make([]placed, len(r.slots)), -1
	for i, s := range r.slots {
		if at, known := r.was[s.group]; known {
			last = at
		}
		all[i] = placed{s, last}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return a.at - b.at })
	for i, one := range all {
		r.slots[i] = one.slot
	}
}

// field sets a field once and enters it in its group.
func (r *rebuilding) field(f releases.Field, g *releases.Group) {
	if slices.ContainsFunc(r.fields, func(o releases.Field) bool { return o.Name == f.Name }) {
		return
	}
	r.fields = append(r.fields, f)
	g.Target = append(g.Target, releases.BlockID(f.Name))
}

// loosePieces puts what has no place after what it followed. Words around the
// parcel are a letter, if every block has its words without them.
func (p *placing) loosePieces(r *rebuilding, missing bool) {
	var letter []string
	line := 0
	for _, one := range p.order {
		if one.to != "" {
			continue
		}
		if one.Side == exchange.Outside && !missing {
			if len(letter) == 0 {
				line = one.Line
			}
			letter = append(letter, one.Block.Plain())
			continue
		}
		p.tell("not-placed", one.Line, map[string]any{"text": one.Block.Plain()})
		at, ok := r.end[one.last]
		if !ok || at == 0 {
			at = len(r.slots)
		}
		r.slots = slices.Insert(r.slots, at, slot{shaped(one.Block, releases.Block{Kind: releases.Paragraph}), len(r.groups)})
		r.groups = append(r.groups, releases.Group{})
		for id, end := range r.end {
			if end > at || id == one.last {
				r.end[id] = end + 1
			}
		}
	}
	if len(letter) > 0 {
		p.tell("letter", line, map[string]any{"text": strings.Join(letter, "\n\n")})
	}
}

// ownFields are those that stay at home or that the base lacks.
func (p *placing) ownFields(r *rebuilding) {
	if _, ok := p.job.BaseText.Block(slug); ok {
		r.groups = append(r.groups, releases.Group{Source: []releases.BlockID{slug}})
	}
	for _, name := range releases.FieldNames {
		var g releases.Group
		if f := p.fields[name]; f.Value != "" {
			r.field(f, &g)
		} else if p.job.TargetText != nil && name == string(slug) {
			p.keep(r, []releases.BlockID{slug}, 0, &g)
		}
		if len(g.Target) > 0 {
			r.groups = append(r.groups, g)
		}
	}
}

// finish gives ids and holds the rule of the one headline.
func (p *placing) finish(r *rebuilding) (releases.Text, []releases.Group) {
	t := releases.Text{Fields: r.fields}
	r.reorder()
	for i, s := range r.slots {
		if s.block.Kind == releases.Headline && i > 0 {
			s.block = releases.Block{Kind: releases.Subheading, Level: 2, Inline: s.block.Inline, Line: s.block.Line}
			if r.slots[0].group == s.group {
				s.block.Kind, s.block.Level = releases.Paragraph, 0
			}
		}
		t.Blocks = append(t.Blocks, s.block)
	}
	t = p.identify(t)
	for i, s := range r.slots {
		g := &r.groups[s.group]
		g.Target = append(g.Target, t.Blocks[i].ID)
	}
	groups := slices.DeleteFunc(r.groups, func(g releases.Group) bool { return len(g.Source)+len(g.Target) == 0 })
	return t, groups
}

func (p *placing) identify(t releases.Text) releases.Text {
	slices.SortStableFunc(t.Fields, func(a, b releases.Field) int {
		return slices.Index(releases.FieldNames, a.Name) - slices.Index(releases.FieldNames, b.Name)
	})
	for i := range t.Blocks {
		t.Blocks[i].ID = ""
	}
	var prev releases.Text
	if p.job.TargetText != nil {
		prev = *p.job.TargetText
	}
	t, _ = releases.Identify(t, prev, p.job.Gone, p.job.Used)
	return t
}

// shaped gives a block the kind, level and numbering of the place where it
// stands, as far as it says none itself.
func shaped(b, place releases.Block) releases.Block {
	if b.Kind == "" || b.Kind == releases.FieldKind {
		b.Kind = place.Kind
	}
	if b.Kind == place.Kind && b.Level == 0 {
		b.Level, b.Ordered, b.Start = place.Level, place.Ordered, place.Start
	}
	switch {
	case b.Kind == releases.Subheading && b.Level == 0:
		b.Level = 2
	case b.Kind == releases.ListItem && b.Level == 0:
		b.Level = 1
	case b.Kind == releases.FieldKind:
		b.Kind = releases.Paragraph
	}
	return b
}

func (p *placing) namesOf(list []releases.BlockID) []string {
	out := make([]string, len(list))
	for i, id := range list {
		out[i] = p.names[id]
	}
	return out
}

// pasted returns the pieces of a file without any mark, without the words of
// the parcel's own sentences; nil for a file with marks, or with the source's
// words, which mark the places.
func (p *placing) pasted(r exchange.Return) []*piece {
	if r.Trust != exchange.Pasted {
		return nil
	}
	out := []*piece{}
	sources := 0
	for _, x := range r.Blocks {
		f := fold(x.Block.Plain())
		if id, ok := p.isSource(f); ok && id != "" && !isField(id) && p.target() {
			sources++
		}
		if !p.known(f) {
			out = append(out, &piece{Piece: x})
		}
	}
	if sources > 1 && 2*sources <= len(r.Blocks)+1 {
		return nil
	}
	return out
}

// whole tells whether pasted words are the whole text, rather than a part of a
// translation that was sent.
func (p *placing) whole(pieces []*piece) bool {
	n := len(pieces)
	return p.job.TargetText == nil || n*4 >= len(p.job.BaseText.Blocks)*3 || n > 0 && pieces[0].Block.Kind == releases.Headline
}

// onTodo puts pasted pieces on the blocks that need work, in order, if there are
// as many; else they stay loose.
func (p *placing) onTodo(pieces []*piece) {
	var todo []releases.BlockID
	for _, id := range p.base {
		if p.job.Todo[id] != "" {
			todo = append(todo, id)
		}
	}
	for i, one := range pieces {
		one.Side = exchange.Uncertain // it is no letter
		p.order = append(p.order, one)
		if len(pieces) == len(todo) {
			one.Base = []releases.BlockID{todo[i]}
			p.tellBlock("placed-by-order", one.Line, todo[i])
			p.put(one)
		}
	}
}

// align makes a text of pasted pieces and aligns it: by what was sent, else by
// order and kind.
func (p *placing) align(pieces []*piece) (releases.Text, []releases.Group) {
	base := p.job.BaseText
	var t releases.Text
	for _, name := range releases.FieldNames {
		if f := p.fields[name]; f.Value != "" {
			t.Fields = append(t.Fields, f)
		}
	}
	fieldless := len(t.Fields) == 0
	bare := !slices.ContainsFunc(pieces, func(one *piece) bool { return one.Block.Kind == releases.Headline })
	if bare && fieldless && len(pieces) == len(p.base) && len(p.base) > len(base.Blocks) {
		for len(t.Fields) < len(p.base)-len(base.Blocks) {
			t.Fields = append(t.Fields, releases.Field{Name: string(p.base[len(t.Fields)]), Value: pieces[0].Block.Plain(), Line: pieces[0].Line})
			pieces = pieces[1:]
		}
	}
	for i, one := range pieces {
		place := releases.Block{Kind: releases.Paragraph}
		switch {
		case len(pieces) == len(base.Blocks):
			place = base.Blocks[i]
		case i == 0 && bare && titled(one.Block.Plain()):
			place.Kind = releases.Headline
		}
		b := shaped(one.Block, place)
		if b.Kind == releases.Headline && i > 0 {
			b.Kind, b.Level = releases.Subheading, 2
		}
		t.Blocks = append(t.Blocks, b)
	}
	prior, before := []releases.Group(nil), releases.Text{}
	if p.job.TargetText != nil {
		prior, before = p.job.Groups, *p.job.TargetText
		for _, f := range before.Fields { // what nobody pasted stays
			if !slices.ContainsFunc(t.Fields, func(o releases.Field) bool { return o.Name == f.Name }) {
				t.Fields = append(t.Fields, f)
			}
		}
	}
	t = p.identify(t)
	p.tell("aligned-by-order", 0, map[string]any{"count": len(pieces)})
	return t, releases.Align(base, t, prior, before)
}

// titled tells words that may be a headline: short, and no sentence's end.
func titled(s string) bool {
	return utf8.RuneCountInString(s) <= 200 && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "۔")
}
