package xliff

import (
	"slices"
	"strconv"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

// files2 reads XLIFF 2.
func (r *reading) files2() {
	r.header.Base, r.header.Language = releases.Language(r.Attr("srcLang")), releases.Language(r.Attr("trgLang"))
	for r.Next() {
		if r.Kind != xmlscan.Start {
			continue
		}
		if r.Name.Space != space2 {
			r.Skip()
			continue
		}
		switch r.Name.Local {
		case "file":
			if r.header.Key == "" {
				r.header.Key = r.Attr("original")
			}
		case "note":
			r.says(r.words())
		case "skeleton":
			r.Skip()
		case "unit":
			r.unit2()
		}
	}
}

// piece is a segment or ignorable of a unit, which a tool may have cut.
type piece struct {
	source, target        segment.Coded
	hasSource, translated bool
	ignorable, done       bool
	order                 int // of its target in the unit
}

func (r *reading) unit2() {
	b := units.Back{ID: r.Attr("id"), Line: r.Line}
	var pieces []piece
	depth := r.Depth
	for r.Next() && !(r.Kind == xmlscan.End && r.Depth == depth) {
		if r.Kind != xmlscan.Start {
			continue
		}
		if r.Name.Space == space2 && r.Name.Local == "notes" {
			r.notes2(&b)
			continue
		}
		switch piece := r.Name.Space == space2 && (r.Name.Local == "segment" || r.Name.Local == "ignorable"); {
		case !piece || len(pieces) > maxParts:
			r.Skip()
		case len(pieces) == maxParts:
			r.fault(b.Line, "unit-too-large", map[string]any{"unit": b.ID, "limit": maxParts})
			fallthrough
		default:
			pieces = append(pieces, r.piece(b.ID, len(pieces)+1))
		}
	}
	r.join(&b, pieces)
	r.come(b)
}

// notes2 reads the notes of a unit but for those that say what stands around it.
func (r *reading) notes2(b *units.Back) {
	depth := r.Depth
	for r.Next() && !(r.Kind == xmlscan.End && r.Depth == depth) {
		switch {
		case r.Kind != xmlscan.Start:
		case r.Attr("category") == "before", r.Attr("category") == "after":
			r.Skip()
		default:
			b.Remark("", r.words())
		}
	}
}

func (r *reading) piece(unit string, at int) piece {
	p := piece{ignorable: r.Name.Local == "ignorable", done: slices.Contains(done, r.Attr("state")), order: at}
	depth := r.Depth
	for r.Next() && !(r.Kind == xmlscan.End && r.Depth == depth) {
		switch {
		case r.Kind != xmlscan.Start:
		case r.Name.Space != space2 || r.Name.Local != "source" && r.Name.Local != "target":
			r.Skip()
		case p.hasSource && r.Name.Local == "source" || p.translated && r.Name.Local == "target":
			r.fault(r.Line, "element-twice", map[string]any{"unit": unit, "element": r.Name.Local})
			r.Skip()
		case r.Name.Local == "source":
			p.source, p.hasSource = r.content(unit), true
		default:
			if n, err := strconv.Atoi(r.Attr("order")); err == nil {
				p.order = n
			}
			p.target, p.translated = r.content(unit), true
		}
	}
	if !p.hasSource {
		r.fault(r.Line, "unit-no-source", map[string]any{"unit": unit})
	}
	return p
}

// join puts the pieces of a unit together; an ignorable without target is the
// white space of the source.
func (r *reading) join(b *units.Back, pieces []piece) {
	var sources, targets []segment.Coded
	segments, translated := 0, 0
	for _, p := range pieces {
		sources = append(sources, p.source)
		if !p.ignorable && !p.source.Blank() {
			segments++
			if p.translated && !p.target.Blank() {
				translated++
			}
		}
	}
	source := joined(sources)
	b.Source = &source
	if len(pieces) == 0 {
		r.fault(b.Line, "unit-no-source", map[string]any{"unit": b.ID})
	}
	if len(pieces) == 1 {
		b.Target, b.HasTarget, b.Done = pieces[0].target, pieces[0].translated, pieces[0].done
		return
	}
	if b.HasTarget = translated > 0; !b.HasTarget {
		return
	}
	if translated < segments {
		r.fault(b.Line, "unit-in-part", map[string]any{"unit": b.ID})
		return
	}
	slices.SortStableFunc(pieces, func(x, y piece) int { return x.order - y.order })
	for _, p := range pieces {
		if !p.translated {
			p.target = p.source
		}
		targets = append(targets, p.target)
	}
	b.Target = joined(targets)
}

// joined is one content of several; texts that touch become one.
func joined(list []segment.Coded) (out segment.Coded) {
	if len(list) == 1 {
		return list[0]
	}
	var words strings.Builder
	end := func() {
		if words.Len() > 0 {
			out.Parts = append(out.Parts, segment.Part{Text: words.String()})
			words.Reset()
		}
	}
	for _, c := range list {
		for _, p := range c.Parts {
			if p.Kind == segment.Text {
				words.WriteString(p.Text)
				continue
			}
			end()
			out.Parts = append(out.Parts, p)
		}
	}
	end()
	return out
}
