package pdf

import "math"

// stop is a place where a line may end.
type stop struct {
	end, to int     // without and with the spaces at the line's end
	width   float64 // of the text before end
	next    float64 // of the text before to
	spaces  int     // before end
	skipped int     // before to
	forced  bool
	torn    bool // inside a word that is wider than a line
}

// lines cuts a paragraph into lines such that all of them together look best:
// those of a justified text with the most even spaces, those of a ragged one
// with the most even ends (the total fit of Knuth and Plass, without
// hyphenation).
func (p *prose) lines(measure float64) []*line {
	stops := p.stops(measure)
	type best struct {
		cost float64
		from int
	}
	way := make([]best, len(stops))
	for j := 1; j < len(stops); j++ {
		way[j] = best{math.Inf(1), j - 1}
		for i := j - 1; i >= 0; i-- {
			last := j == len(stops)-1 || stops[j].forced
			cost := way[i].cost + p.cost(stops[i], stops[j], measure, last)
			if cost < way[j].cost {
				way[j] = best{cost, i}
			}
			if stops[i].forced || stops[j].width-stops[i].next > measure*1.2 {
				break
			}
		}
	}
	var lines []*line
	for j := len(stops) - 1; j > 0; j = way[j].from {
		a, b := stops[way[j].from], stops[j]
		lines = append(lines, &line{
			p: p, from: a.to, end: b.end, to: b.to, width: b.width - a.next,
			spaces: b.spaces - a.skipped, last: b.forced || j == len(stops)-1,
		})
	}
	for a, b := 0, len(lines)-1; a < b; a, b = a+1, b-1 {
		lines[a], lines[b] = lines[b], lines[a]
	}
	return lines
}

// What a line costs besides its spaces: for being there, so that a paragraph
// has no more lines than it needs; for a word torn; for a last line of one
// short word; and for being too wide, which only a lack of any stop excuses.
const (
	costLine = 40
	costTorn = 200
	costRunt = 60
	costOver = 1e12
	// of a line whose spaces are as wide as may be
	costLoose = 800
)

func (p *prose) cost(from, to stop, measure float64, last bool) float64 {
	slack := measure - (to.width - from.next)
	spaces := float64(to.spaces - from.skipped)
	cost := float64(costLine)
	if to.torn {
		cost += costTorn
	}
	switch {
	case p.setting == justified && slack < 0:
		shrink := -slack / (maxShrink * p.size * spaces)
		if spaces == 0 || shrink > 1 {
			return cost + costOver*(1-slack)
		}
		return cost + 20*shrink*shrink
	case slack < -.01:
		return cost + costOver*(1-slack)
	case p.setting == balanced:
		return cost*1e5 + slack*slack
	case last:
		if slack > measure*.82 {
			cost += costRunt
		}
		return cost
	case p.setting == justified:
		stretch := slack / (max(spaces, 1) * p.size * maxStretch)
		if stretch > 1 { // it will not be filled: rather one such line than two loose ones
			return cost + costLoose*(1+4*slack/measure)
		}
		return cost + costLoose*stretch*stretch*stretch
	}
	rag := slack / measure
	return cost + 400*rag*rag
}

// stops lists where lines may end, the first before the text and the last
// after it.
func (p *prose) stops(measure float64) []stop {
	all := []stop{{}}
	width, spaces := 0.0, 0  // up to the character
	solid, counted := 0.0, 0 // up to the last that is no space
	end := 0                 // likewise
	for i := range p.text {
		if m := p.marks[i]; m&begins != 0 && m&filling == 0 && width+p.advance[i]-all[len(all)-1].next > measure && i > all[len(all)-1].to {
			// No stop in a whole measure: the word is torn here.
			if prior := all[len(all)-1]; width-prior.next > 0 && end > prior.to {
				all = append(all, stop{end: end, to: i, width: solid, next: width, spaces: counted, skipped: spaces, torn: true})
			}
		}
		width += p.advance[i]
		if p.marks[i]&filling != 0 {
			spaces++
		} else if p.marks[i]&hidden == 0 {
			end, solid, counted = i+1, width, spaces
		}
		if p.marks[i]&(breaks|forced) != 0 || i == len(p.text)-1 {
			if n := len(all) - 1; n > 0 && width == all[n].next && !all[n].forced {
				all = all[:n] // nothing to be seen between the two
			}
			all = append(all, stop{end: end, to: i + 1, width: solid, next: width, spaces: counted, skipped: spaces, forced: p.marks[i]&forced != 0})
		}
	}
	return all
}
