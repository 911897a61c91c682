package units

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"bayan/releases"
	"bayan/releases/segment"
)

// Rebuild puts the translations of units that came home into the text. Every
// unit of the set must be there once, and no other; where the format carries the
// source it must be the one that was sent; the codes must be whole. Then the text
// is made, written as Markdown and read again, and must be the same. A fault in
// any of it is told with its unit, all of them at once as releases.ParseErrors
// (see Faults), and nothing comes back.
//
// A unit without translation leaves what was there before, or leaves its block
// open if no other sentence of the block has come either. One that somebody left
// empty, and said so, has its words in the other sentences of its block: two were
// translated as one. That is told; its codes are asked for all the same. The text
// has its ids; it may still lack its headline, if nobody has translated that.
func (s Set) Rebuild(name string, back []Back) (releases.Text, []releases.Group, []releases.Told, error) {
	r := rebuilding{Set: s, Faults: releases.Faults{File: name}, home: make([]*Back, len(s.Units)), came: make([]*Back, len(s.Units)), joined: make([]bool, len(s.Units)), base: blocksOf(s.job.BaseText)}
	r.match(back)
	if err := r.Err(); err != nil {
		return releases.Text{}, nil, nil, err
	}
	r.decode()
	if err := r.Err(); err != nil {
		return releases.Text{}, nil, nil, err
	}
	text, groups := r.assemble()
	if r.reread(text); r.Err() != nil {
		return releases.Text{}, nil, nil, r.Err()
	}
	return text, groups, r.told, nil
}

// rebuilding is a set on its way home.
type rebuilding struct {
	Set
	releases.Faults
	came    []*Back            // of each unit; nil where it is missing
	home    []*Back            // the same, nil too where it has no translation
	joined  []bool             // of each unit: its words stand in another's of its block
	content [][]releases.Block // of each row; nil to leave what was
	slots   []slot             // of each block of the text
	base    map[releases.BlockID]releases.Block
	told    []releases.Told
}

// match finds each unit's own.
func (r *rebuilding) match(back []Back) {
	place := make(map[string]int, len(r.Units))
	for i := range r.Units {
		place[r.Units[i].ID] = i
	}
	for i := range back {
		b := &back[i]
		at, known := place[b.ID]
		switch {
		case !known:
			r.add("unit-unknown", b.Line, b.ID)
			continue
		case r.came[at] != nil:
			r.add("unit-twice", b.Line, b.ID)
			continue
		}
		r.came[at] = b
		u := &r.Units[at]
		if b.Source != nil && !sameText(*b.Source, u.Source) {
			code, sent, came := "source-changed", u.Source.Plain(), b.Source.Plain()
			if sameWords(sent, came) {
				code, sent, came = "source-tags", tagged(u.Source), tagged(*b.Source)
			}
			r.add(code, b.Line, b.ID, "sent", sent, "came", came)
		}
		switch {
		case b.HasTarget && (!b.Target.Blank() || u.Source.Blank() && len(b.Target.Parts) > 0):
			r.home[at] = b
		case b.HasTarget && (b.Done || spaces(b.Target)):
			r.joined[at] = true
		case u.HasTarget:
			r.tell("unit-emptied", b.Line, map[string]any{"unit": b.ID})
		}
	}
	if len(back) > 0 && !slices.ContainsFunc(r.came, func(b *Back) bool { return b != nil }) {
		r.Faults = releases.Faults{File: r.File}
		r.add("units-unknown", back[0].Line, back[0].ID)
		return
	}
	for i, b := range r.came {
		if b == nil {
			r.add("unit-missing", 0, r.Units[i].ID)
		}
	}
}

// spaces tells a translation of spaces alone, which nobody types by accident; line
// ends are how some program lays out its file.
func spaces(c segment.Coded) bool {
	words := c.Plain()
	return words != "" && strings.TrimSpace(words) == "" && !strings.ContainsAny(words, "\r\n\t")
}

// add notes a fault of a unit, with more arguments as pairs of name and value.
func (r *rebuilding) add(code string, line int, unit string, more ...any) {
	args := map[string]any{"unit": unit}
	for i := 0; i+1 < len(more); i += 2 {
		args[more[i].(string)] = more[i+1]
	}
	r.Add(line, code, args)
}

func (r *rebuilding) tell(code string, line int, args map[string]any) {
	r.told = append(r.told, releases.Told{Code: code, Line: line, Args: args})
}

// sameText compares sources but for what editors do to white space and to the
// composition of letters.
func sameText(a, b segment.Coded) bool {
	x, y := a.Parts, b.Parts
	if slices.Equal(x, y) {
		return true
	}
	return spelt(a) == spelt(b)
}

// spelt writes coded text with its codes, white space folded.
func spelt(c segment.Coded) string {
	var b strings.Builder
	for _, p := range c.Parts {
		if p.Kind == segment.Text {
			b.WriteString(p.Text)
		} else {
			b.WriteString(string(rune(0xe000+int(p.Kind))) + string(rune(0xf0000+p.ID)))
		}
	}
	return strings.Join(strings.Fields(norm.NFC.String(b.String())), " ")
}

// tagged writes coded text with its codes as a person sees them: "<1>" to "</1>"
// around words, "<2/>" alone.
func tagged(c segment.Coded) string {
	var b strings.Builder
	for _, p := range c.Parts {
		switch p.Kind {
		case segment.Text:
			b.WriteString(p.Text)
		case segment.Open:
			fmt.Fprintf(&b, "<%d>", p.ID)
		case segment.Close:
			fmt.Fprintf(&b, "</%d>", p.ID)
		case segment.Single:
			fmt.Fprintf(&b, "<%d/>", p.ID)
		}
	}
	return b.String()
}

// tidy takes white space off the edges of a translation, and line ends within,
// which are an editor's wrapping.
func tidy(c segment.Coded) segment.Coded {
	parts := slices.Clone(c.Parts)
	for i := range parts {
		if p := &parts[i]; strings.ContainsAny(p.Text, "\r\n") {
			p.Text = foldLines(p.Text)
		}
	}
	if n := len(parts); n > 0 {
		parts[0].Text = strings.TrimLeft(parts[0].Text, " \t")
		parts[n-1].Text = strings.TrimRight(parts[n-1].Text, " \t")
	}
	return segment.Coded{Parts: parts}
}

// foldLines makes a space of each run of white space that holds a line end.
func foldLines(s string) string {
	var b strings.Builder
	for s != "" {
		i := strings.IndexFunc(s, unicode.IsSpace)
		if i < 0 {
			break
		}
		rest := strings.TrimLeftFunc(s[i:], unicode.IsSpace)
		space := s[i : len(s)-len(rest)]
		if strings.ContainsAny(space, "\r\n") {
			space = " "
		}
		b.WriteString(s[:i] + space)
		s = rest
	}
	return b.String() + s
}

// decode makes content of each row whose units came home.
func (r *rebuilding) decode() {
	r.content = make([][]releases.Block, len(r.rows))
	var open []string
	for i, row := range r.rows {
		if slices.ContainsFunc(row.sentences, func(one sentence) bool { return r.home[one.unit] != nil }) {
			r.content[i] = r.blocks(row)
			continue
		}
		r.blank(row)
		if len(row.sentences) > 0 && len(row.group.Target) == 0 {
			open = append(open, r.Units[row.sentences[0].unit].Name)
		}
	}
	if len(open) > 0 {
		r.tell("units-open", 0, map[string]any{"count": len(open), "block": open[0]})
	}
}

// blank tells of a row whose units were left empty on purpose, all that came.
func (r *rebuilding) blank(row row) {
	for _, one := range row.sentences {
		u := &r.Units[one.unit]
		switch {
		case !r.joined[one.unit]:
		case u.HasTarget:
			r.tell("unit-emptied", r.came[one.unit].Line, map[string]any{"unit": u.ID})
		default:
			r.tell("block-blank", 0, map[string]any{"block": u.Name})
			return
		}
	}
}

// blocks are the contents of a row's blocks, in blocks that have no kind yet.
func (r *rebuilding) blocks(row row) []releases.Block {
	var parts []segment.Segment
	var out []releases.Block
	for _, one := range row.sentences {
		if r.joined[one.unit] {
			r.join(one.unit)
			continue
		}
		blocks := r.sentence(one)
		if len(row.sentences) > 1 {
			lead := one.lead
			if len(parts) == 0 {
				lead = row.sentences[0].lead
			}
			parts = append(parts, segment.Segment{Lead: lead, Inline: slices.Concat(blocks...)})
			continue
		}
		for _, content := range blocks {
			if len(content) > 0 {
				out = append(out, releases.Block{Inline: content})
			}
		}
	}
	if len(parts) > 0 {
		out = []releases.Block{{Inline: segment.Join(parts)}}
	}
	return out
}

// join tells of a unit whose words stand in another's. A code that it must have
// cannot stand there.
func (r *rebuilding) join(unit int) {
	u, b := &r.Units[unit], r.came[unit]
	for _, c := range u.Codes {
		if !c.Optional {
			r.add("code-missing", b.Line, u.ID, "code", c.ID)
			return
		}
	}
	r.tell("unit-joined", b.Line, map[string]any{"unit": u.ID, "block": u.Name})
}

// sentence is what a unit came home with, or was sent with.
func (r *rebuilding) sentence(one sentence) [][]releases.Inline {
	u, b := &r.Units[one.unit], r.home[one.unit]
	target, line := u.Target, 0
	switch {
	case b != nil:
		target, line = tidy(b.Target), b.Line
	case !u.HasTarget:
		r.incomplete(one.unit)
		return nil
	}
	codes := slices.Clone(u.Codes)
	for _, t := range one.titles {
		r.title(t, &codes[t.code-1], target, u.HasTarget)
	}
	blocks, err := segment.DecodeBlocks(target, codes)
	var fault *segment.CodeError
	if errors.As(err, &fault) {
		r.add(fault.Code, line, u.ID, "code", fault.ID)
		return nil
	}
	return blocks
}

// title gives a link of the translation its title.
func (r *rebuilding) title(t title, code *segment.Code, target segment.Coded, had bool) {
	used := slices.ContainsFunc(target.Parts, func(p segment.Part) bool { return p.Kind == segment.Open && p.ID == code.ID })
	switch b := r.home[t.unit]; {
	case b != nil:
		words, err := segment.Decode(tidy(b.Target), nil)
		var fault *segment.CodeError
		if errors.As(err, &fault) {
			r.add(fault.Code, b.Line, b.ID, "code", fault.ID)
			return
		}
		code.Title = words[0].Text
	case had || !used:
		code.Title = t.was
	default:
		r.add("title-open", r.came[t.unit].Line, r.Units[t.unit].ID)
	}
}

// incomplete tells of a unit without translation, while others of its block have
// one: it has none at all, or one that nobody has confirmed.
func (r *rebuilding) incomplete(unit int) {
	code, line := "unit-incomplete", 0
	if b := r.came[unit]; b != nil {
		if line = b.Line; !b.Target.Blank() {
			code = "unit-unconfirmed"
		}
	}
	r.add(code, line, r.Units[unit].ID)
}

// Changed are the blocks of the base, by the first of their group, of which a
// unit came home other than it was sent: with other words or codes, or none. A
// unit that did not come is as it was.
func (s Set) Changed(back []Back) map[releases.BlockID]bool {
	came := make(map[string]*Back, len(back))
	for i := range back {
		came[back[i].ID] = &back[i]
	}
	out := map[releases.BlockID]bool{}
	for _, u := range s.Units {
		b := came[u.ID]
		switch {
		case b == nil:
		case b.HasTarget != u.HasTarget, b.HasTarget && !sameText(b.Target, u.Target), b.Source != nil && !sameText(*b.Source, u.Source):
			out[u.Block] = true
		}
	}
	return out
}
