package pdf

import (
	"math"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"bayan/locales/bidi"
)

// prose is a paragraph ready to be cut into lines: its characters with their
// looks, faces, levels and widths.
type prose struct {
	style
	fonts    *fonts
	language language.Language
	text     []rune
	looks    []*look
	marks    []mark
	faces    []*face
	scripts  []language.Script
	bidi     bidi.Paragraph
	advance  []float64 // in points, of the glyphs that begin at each character
}

// prose measures a writing; nil if there is nothing in it.
func (f *fonts) prose(w *writing, s style, lang string, rtl bool) *prose {
	if w.text.Len() == 0 {
		return nil
	}
	p := &prose{style: s, fonts: f, language: language.NewLanguage(lang)}
	p.text, p.looks, p.marks = w.characters(rtl)
	base := bidi.LTR
	if rtl {
		base = bidi.RTL
	}
	p.bidi.Set(p.text, base)
	p.dress()
	p.advance = make([]float64, len(p.text))
	for _, run := range p.runs(0, len(p.text)) {
		p.fonts.use(run.face)
		for _, g := range p.shape(run) {
			p.advance[g.TextIndex()] += float64(g.Advance) / 64 * p.em(run.face) / 1000
			p.marks[g.TextIndex()] |= begins
		}
	}
	p.breakable()
	return p
}

// em is the size of a face's letters in the paragraph, in points.
func (p *prose) em(f *face) float64 { return p.size * f.scale }

// dress gives each character its face and script. Marks and joiners stay with
// what they stand on.
func (p *prose) dress() {
	n := len(p.text)
	p.faces, p.scripts = make([]*face, n), make([]language.Script, n)
	levels := p.bidi.Levels(0, n)
	var last *face
	script := language.Latin
	for i, r := range p.text {
		if p.marks[i]&hidden != 0 {
			last = nil
			continue
		}
		joins := r == '\u200C' || r == '\u200D' || unicode.Is(unicode.M, r)
		if last == nil || !joins {
			last = p.fonts.choose(r, levels[i], p.looks[i])
			switch own := language.LookupScript(r); {
			case last.cut >= arabic:
				script = language.Arabic
			case own != language.Common && own != language.Inherited && own != language.Unknown:
				script = own
			case script == language.Arabic:
				script = language.Latin
			}
		}
		p.faces[i], p.scripts[i] = last, script
	}
}

// breakable finds where lines may end (UAX #14), but not after a hyphen: what
// copies or searches the file would take it for one that the line put there,
// and drop it ("CDROM").
func (p *prose) breakable() {
	var s segmenter.Segmenter
	s.Init(p.text)
	for lines := s.LineIterator(); lines.Next(); {
		line := lines.Line()
		end := line.Offset + len(line.Text) - 1
		if p.marks[end]&whole == 0 && p.text[end] != '-' && p.text[end] != '\u2010' {
			p.marks[end] |= breaks
		}
	}
}

// run is a stretch of a line with one level, face, script and owner.
type run struct {
	from, to int
	rtl      bool
	face     *face
	look     *look
	x, width float64 // in points, from the left of the line
	glyphs   []shaping.Glyph
}

// runs are those of a line from left to right; hidden characters are in none.
func (p *prose) runs(from, to int) []run {
	var all []run
	for _, level := range p.bidi.Runs(from, to) {
		first := len(all)
		for i := level.Start; i < level.End; i++ {
			if p.faces[i] == nil {
				continue
			}
			if n := len(all) - 1; n >= first && all[n].to == i && p.alike(i-1, i) {
				all[n].to++
				continue
			}
			all = append(all, run{from: i, to: i + 1, rtl: level.Level&1 == 1, face: p.faces[i], look: p.looks[i]})
		}
		if level.Level&1 == 1 {
			for a, b := first, len(all)-1; a < b; a, b = a+1, b-1 {
				all[a], all[b] = all[b], all[a]
			}
		}
	}
	return all
}

// alike tells that two characters of a level are set in one run.
func (p *prose) alike(a, b int) bool {
	return p.faces[a] == p.faces[b] && p.scripts[a] == p.scripts[b] && p.looks[a] == p.looks[b]
}

// shapedSize has glyphs measured in thousandths of an em.
const shapedSize = fixed.Int26_6(1000 * 64)

// shape forms the glyphs of a run, from left to right. Letters join with those
// that stand next to the run.
func (p *prose) shape(r run) []shaping.Glyph {
	direction := di.DirectionLTR
	if r.rtl {
		direction = di.DirectionRTL
	}
	return p.fonts.shaper.ShapeNoExtents(shaping.Input{
		Text: p.text, RunStart: r.from, RunEnd: r.to, Direction: direction,
		Face: r.face.face, Size: shapedSize, Script: p.scripts[r.from], Language: p.language,
	}).Glyphs
}

// line is p.text[from:to], without the spaces at its end p.text[from:end].
type line struct {
	p             *prose
	from, end, to int
	width         float64 // without the spaces at its end
	spaces        int     // likewise
	last          bool    // of the paragraph, or before a break
}

// filled is how much wider each space becomes so that a line fills its measure.
func (l *line) filled(measure float64) float64 {
	if l.p.setting != justified || l.spaces == 0 {
		return 0
	}
	extra := (measure - l.width) / float64(l.spaces)
	if l.last && extra > 0 || extra > maxStretch*l.p.size {
		return 0
	}
	return extra
}

// Spaces may grow by so much of an em, and shrink by so much. A line that asks
// for more ends where it ends.
const (
	maxStretch = .75
	maxShrink  = .045
)

// set shapes the runs of a line and gives their places for a measure.
func (l *line) set(measure float64) []run {
	extra := l.filled(measure)
	all := l.p.runs(l.from, l.to)
	total, trailing := 0.0, 0.0
	for n := range all {
		r := &all[n]
		r.glyphs = l.p.shape(*r)
		unit := l.p.em(r.face) / 1000
		for i := range r.glyphs {
			g := &r.glyphs[i]
			if at := g.TextIndex(); l.p.marks[at]&filling != 0 && at < l.end {
				g.Advance += fixed.Int26_6(math.Round(extra / unit * 64))
			} else if at >= l.end {
				trailing += float64(g.Advance) / 64 * unit
			}
			r.width += float64(g.Advance) / 64 * unit
		}
		total += r.width
	}
	// The spaces at the end hang out of the measure.
	x := 0.0
	switch {
	case l.p.setting == centred:
		x = (measure - total) / 2
	case l.p.bidi.Base() == bidi.RTL:
		x = measure - total
	}
	for n := range all {
		all[n].x = x
		x += all[n].width
	}
	return all
}
