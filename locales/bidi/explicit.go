package bidi

// sequencer is the memory of rules X1 to X10, which only paragraphs with
// explicit formatting characters need.
type sequencer struct {
	classes []class // after overrides (X6)
	partner []int32 // of an isolate initiator its PDI, or none; of a matched PDI the run that it continues, or none
	opens   []int32 // initiators without a PDI so far
	runs    []levelRun
	at      []int32 // positions of one isolating run sequence
	lifted  []Level // and their levels
}

// none is a partner that is not there.
const none = -1

// levelRun is a level run of X10 without the removed characters.
type levelRun struct {
	start, end int
	level      Level
	next       int32 // the run that continues it in its isolating run sequence
	continues  bool
}

// resolveExplicit applies the whole algorithm up to I2.
func (p *Paragraph) resolveExplicit() {
	p.matchIsolates()
	p.embed()
	p.cutRuns()
	for i := range p.runs {
		if !p.runs[i].continues {
			p.resolveChain(i)
		}
	}
	// A removed character goes with the one before it (UAX #9 section 5.2).
	before := p.base
	for i, known := range p.props {
		if removed.has(known.class()) {
			p.levels[i] = before
		}
		before = p.levels[i]
	}
}

// matchIsolates pairs initiators with PDIs (BD9).
func (p *Paragraph) matchIsolates() {
	p.partner = sized(p.partner, len(p.props))
	p.opens = p.opens[:0]
	for i, known := range p.props {
		p.partner[i] = none
		switch c := known.class(); {
		case initiators.has(c):
			p.opens = append(p.opens, int32(i))
		case c == cPDI && len(p.opens) > 0:
			last := len(p.opens) - 1
			p.partner[p.opens[last]] = int32(i)
			p.opens = p.opens[:last]
		}
	}
}

// embed applies X1 to X8: the embedding level of each character, and its class
// under overrides.
func (p *Paragraph) embed() {
	type status struct {
		level    Level
		override class // cON for none
		isolate  bool
	}
	var (
		stack                      [maxDepth + 2]status
		top                        = 0
		lostIsolates, lostEmbedded int // overflow counts of X1
		isolates                   int // valid isolate count
	)
	stack[0] = status{p.base, cON, false}
	push := func(rightToLeft bool, override class, isolate bool) bool {
		level := (stack[top].level + 2) &^ 1
		if rightToLeft {
			level = (stack[top].level + 1) | 1
		}
		if level > maxDepth || lostIsolates > 0 || lostEmbedded > 0 {
			return false
		}
		top++
		stack[top] = status{level, override, isolate}
		return true
	}
	p.sequencer.classes = sized(p.sequencer.classes, len(p.props))
	for i, known := range p.props {
		c := known.class()
		if c == cPDI { // X6a closes first: a PDI has the level of what is outside
			switch {
			case lostIsolates > 0:
				lostIsolates--
			case isolates > 0:
				lostEmbedded = 0
				for !stack[top].isolate {
					top--
				}
				top--
				isolates--
			}
		}
		p.levels[i] = stack[top].level
		p.sequencer.classes[i] = c
		if stack[top].override != cON && !removed.has(c) && c != cB {
			p.sequencer.classes[i] = stack[top].override
		}
		switch c {
		case cRLE, cLRE, cRLO, cLRO: // X2 to X5
			override := cON
			if c == cRLO {
				override = cR
			} else if c == cLRO {
				override = cL
			}
			if !push(c == cRLE || c == cRLO, override, false) && lostIsolates == 0 {
				lostEmbedded++
			}
		case cRLI, cLRI, cFSI: // X5a to X5c
			rightToLeft := c == cRLI
			if c == cFSI && lostIsolates+lostEmbedded == 0 { // else it is lost anyway
				end := int(p.partner[i])
				if end == none {
					end = len(p.props)
				}
				rightToLeft = p.firstStrong(i+1, end) == 1
			}
			if push(rightToLeft, cON, true) {
				isolates++
			} else {
				lostIsolates++
			}
		case cPDF: // X7
			switch {
			case lostIsolates > 0:
			case lostEmbedded > 0:
				lostEmbedded--
			case !stack[top].isolate && top > 0:
				top--
			}
		case cB: // X8
			p.levels[i] = p.base
		}
	}
}

// cutRuns finds the level runs, and which of them an isolate's end continues.
func (p *Paragraph) cutRuns() {
	p.runs = p.runs[:0]
	last := none // the last character that was not removed
	for i, known := range p.props {
		if removed.has(known.class()) {
			continue
		}
		if last == none || p.levels[i] != p.levels[last] {
			p.closeRun(last)
			run := levelRun{start: i, level: p.levels[i], next: none}
			if known.class() == cPDI && p.partner[i] != none {
				run.continues = true
				p.runs[p.partner[i]].next = int32(len(p.runs))
			}
			p.runs = append(p.runs, run)
		}
		last = i
	}
	p.closeRun(last)
}

// closeRun ends the current run after the character last. If that begins an
// isolate, its PDI learns which run it goes on with.
func (p *Paragraph) closeRun(last int) {
	if last == none {
		return
	}
	current := len(p.runs) - 1
	p.runs[current].end = last + 1
	if pdi := p.partner[last]; initiators.has(p.props[last].class()) && pdi != none {
		p.partner[pdi] = int32(current)
	}
}

// resolveChain resolves the isolating run sequence that begins with a run.
func (p *Paragraph) resolveChain(first int) {
	p.at = p.at[:0]
	last := first
	for i := int32(first); i != none; i = p.runs[i].next {
		for k := p.runs[i].start; k < p.runs[i].end; k++ {
			if !removed.has(p.props[k].class()) {
				p.at = append(p.at, int32(k))
			}
		}
		last = int(i)
	}
	level := p.runs[first].level
	before, after := p.base, p.base
	if first > 0 {
		before = p.runs[first-1].level
	}
	final := p.props[p.at[len(p.at)-1]].class()
	if last+1 < len(p.runs) && !initiators.has(final) {
		after = p.runs[last+1].level
	}

	p.resolver.begin(len(p.at))
	for k, i := range p.at {
		p.resolver.classes[k] = p.sequencer.classes[i]
	}
	p.lifted = sized(p.lifted, len(p.at))
	p.resolveSequence(p.at, p.lifted, level, max(level, before).strong(), max(level, after).strong())
	for k, i := range p.at {
		p.levels[i] = p.lifted[k]
	}
}
