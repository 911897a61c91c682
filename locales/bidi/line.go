package bidi

import (
	"slices"
	"unicode/utf8"
)

// line is the memory of one line's answers.
type line struct {
	lineLevels []Level
	lineRuns   []Run
	order      []int
}

// Run is a stretch of one level: text[Start:End].
type Run struct {
	Start, End int
	Level      Level
}

// Levels are the levels of text[start:end] as one line, L1 applied: separators
// and the spaces at the end have the level of the paragraph. The answers of a
// Paragraph about lines are valid until it is asked again.
func (p *Paragraph) Levels(start, end int) []Level {
	p.lineLevels = append(p.lineLevels[:0], p.levels[start:end]...)
	if p.uniform {
		return p.lineLevels
	}
	props, atEnd := p.props[start:end], true
	for i := len(props) - 1; i >= 0; i-- {
		switch c := props[i].class(); {
		case c == cB || c == cS:
			p.lineLevels[i], atEnd = p.base, true
		case !trailing.has(c):
			atEnd = false
		case atEnd:
			p.lineLevels[i] = p.base
		}
		if !atEnd && p.found&setOf(cB, cS) == 0 {
			break
		}
	}
	return p.lineLevels
}

// Runs are the runs of a line from left to right (L2).
func (p *Paragraph) Runs(start, end int) []Run {
	runs := p.lineRuns[:0]
	if p.uniform && start < end {
		p.lineRuns = append(runs, Run{start, end, p.base})
		return p.lineRuns
	}
	var highest, lowestOdd Level = 0, maxDepth + 2
	for i, level := range p.Levels(start, end) {
		if len(runs) > 0 && runs[len(runs)-1].Level == level {
			runs[len(runs)-1].End++
			continue
		}
		runs = append(runs, Run{start + i, start + i + 1, level})
		highest = max(highest, level)
		if level&1 == 1 {
			lowestOdd = min(lowestOdd, level)
		}
	}
	for level := highest; level >= lowestOdd; level-- {
		for from := 0; from < len(runs); from++ {
			to := from
			for to < len(runs) && runs[to].Level >= level {
				to++
			}
			if to > from {
				slices.Reverse(runs[from:to])
				from = to
			}
		}
	}
	p.lineRuns = runs
	return runs
}

// Order gives the positions of a line's characters from left to right (L2),
// without those that X9 removes.
func (p *Paragraph) Order(start, end int) []int {
	p.order = p.order[:0]
	for _, run := range p.Runs(start, end) {
		for k := range run.End - run.Start {
			i := run.Start + k
			if run.Level&1 == 1 {
				i = run.End - 1 - k
			}
			if !removed.has(p.props[i].class()) {
				p.order = append(p.order, i)
			}
		}
	}
	return p.order
}

// Drawn gives the positions of the characters that a screen draws, from left to
// right: as Order, but each mark follows its letter (L3), an emoji of several
// characters stays in order, and marks of direction are left out.
func (p *Paragraph) Drawn(start, end int) []int {
	p.order = sized(p.order, end-start)
	order := p.order
	hides := p.found&(explicit|marks) != 0
	attaches := p.found&setOf(cNSM, cBN, cON) != 0
	n := 0
	for _, run := range p.Runs(start, end) {
		for last := run.End; last > run.Start; {
			first := last - 1
			if run.Level&1 == 0 {
				first = run.Start
			} else if attaches {
				for first > run.Start && p.attached(first) {
					first--
				}
			}
			for i := first; i < last; i++ {
				if hides && p.hidden(i) {
					continue
				}
				order[n] = i
				n++
			}
			last = first
		}
	}
	return order[:n]
}

const (
	zwnj = '\u200C'
	zwj  = '\u200D'
	alm  = '\u061C'
	lrm  = '\u200E'
	rlm  = '\u200F'
)

// hidden tells that a screen draws nothing for a character.
func (p *Paragraph) hidden(i int) bool {
	known := p.props[i]
	switch c := known.class(); {
	case c == cL || c == cR || c == cAL:
		return known&silent != 0
	case explicit.has(c):
		return p.text[i] != zwj
	}
	return false
}

// attached tells that a character is drawn with the one before it.
func (p *Paragraph) attached(i int) bool {
	switch c := p.props[i].class(); c {
	case cNSM:
		return true
	case cBN:
		return p.text[i] == zwj
	case cON:
		return p.text[i-1] == zwj || isSkinTone(p.text[i])
	}
	return false
}

func isSkinTone(r rune) bool { return 0x1F3FB <= r && r <= 0x1F3FF }

// Glyph is the character to draw at a position: its mirror image if it stands
// right to left (L4).
func (p *Paragraph) Glyph(i int) rune {
	if p.props[i]&mirrored != 0 && p.levels[i]&1 == 1 {
		return Mirror(p.text[i])
	}
	return p.text[i]
}

// AppendVisual appends a line as a screen without direction shows it, from left
// to right: Drawn, each as its Glyph.
func (p *Paragraph) AppendVisual(dst []byte, start, end int) []byte {
	if p.uniform && p.base == 0 && p.source != "" && start == 0 && end == len(p.text) &&
		p.found&(explicit|marks) == 0 {
		return append(dst, p.source...)
	}
	mirrors := p.flags&mirrored != 0
	for _, i := range p.Drawn(start, end) {
		r := p.text[i]
		if mirrors {
			r = p.Glyph(i)
		}
		if r < utf8.RuneSelf {
			dst = append(dst, byte(r))
		} else {
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}
