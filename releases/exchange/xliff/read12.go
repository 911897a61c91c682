package xliff

import (
	"slices"

	"bayan/releases"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

// files1 reads XLIFF 1.0 to 1.2.
func (r *reading) files1() {
	space := r.Name.Space
	for r.Next() {
		if r.Kind != xmlscan.Start {
			continue
		}
		if r.Name.Space != space {
			r.Skip()
			continue
		}
		switch r.Name.Local {
		case "file":
			if r.header.Key == "" {
				r.header.Key = r.Attr("original")
				r.header.Base, r.header.Language = releases.Language(r.Attr("source-language")), releases.Language(r.Attr("target-language"))
			}
		case "note":
			r.says(r.words())
		case "trans-unit":
			r.unit1(space)
		case "bin-unit":
			r.Skip()
		}
	}
}

// unit1 reads a trans-unit. Only its own source and target count, not those of
// its matches. A tool that cut it into segments must have translated all of them
// or none.
func (r *reading) unit1(space string) {
	b := units.Back{ID: r.Attr("id"), Line: r.Line, Done: r.Attr("approved") == "yes"}
	var cut, translated marks
	depth := r.Depth
	for r.Next() && !(r.Kind == xmlscan.End && r.Depth == depth) {
		switch {
		case r.Kind != xmlscan.Start:
		case r.Name.Space == space && r.Name.Local == "seg-source":
			_, cut = r.marked(b.ID)
		case r.Name.Space == space && r.Name.Local == "source":
			if b.Source != nil {
				r.fault(r.Line, "element-twice", map[string]any{"unit": b.ID, "element": "source"})
			}
			source := r.content(b.ID)
			b.Source = &source
		case r.Name.Space == space && r.Name.Local == "target":
			if b.HasTarget {
				r.fault(r.Line, "element-twice", map[string]any{"unit": b.ID, "element": "target"})
			}
			b.Done = b.Done || slices.Contains(done, r.Attr("state"))
			b.Target, translated = r.marked(b.ID)
			b.HasTarget = true
		case r.Name.Space == space && r.Name.Local == "note" && r.Attr("from") != fromGlossary:
			author := r.Attr("from")
			b.Remark(author, r.words())
		default:
			r.Skip()
		}
	}
	if b.Source == nil {
		b.Source = &segment.Coded{}
		r.fault(b.Line, "unit-no-source", map[string]any{"unit": b.ID})
	}
	if cut.all == 0 {
		cut.filled = translated.all // a tool that keeps no copy of the source
	}
	if translated.all > 0 && translated.filled > 0 && translated.filled < cut.filled {
		r.fault(b.Line, "unit-in-part", map[string]any{"unit": b.ID})
	}
	r.come(b)
}
