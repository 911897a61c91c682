package parcel

import (
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
)

// CutError is the error of Place for a file that lost its end on the way, and with
// it blocks that need work.
type CutError struct {
	Blocks []string // their present names
	End    string   // the line that a parcel ends with
}

func (e *CutError) Error() string { return "cut before " + strings.Join(e.Blocks, ", ") }

// cut tells of a file that ends before a parcel does: its last words may be half a
// translation. Blocks are missing that need work where not as many words came whose
// mark was damaged: those stand in the text. What stands where the source or a note
// did is none of it: it may be the half of either.
func (p *placing) cut(r exchange.Return) error {
	if !r.Cut || p.ended {
		return nil
	}
	var lost []string
	for _, id := range p.base {
		if p.job.Todo[id] != "" && p.cutOff(id, r.Seen) {
			lost = append(lost, p.names[id])
		}
	}
	loose := 0
	for _, one := range p.order {
		if one.to == "" && one.Side != exchange.Outside {
			loose++
		}
	}
	if len(lost) > loose {
		return &CutError{lost, machineLine("end")}
	}
	for _, one := range slices.Backward(p.order) {
		if _, ok := p.at[one.to]; ok {
			p.tell("parcel-cut", one.Line, map[string]any{"block": p.names[one.to], "text": one.Block.Plain()})
			break
		}
	}
	return nil
}

// cutOff tells a block of which nothing came home, or at the end of the file its
// mark alone.
func (p *placing) cutOff(id releases.BlockID, seen []releases.BlockID) bool {
	if p.seen[id] {
		g, _ := p.sentFor([]releases.BlockID{id})
		if id != seen[len(seen)-1] || len(g.Target) == 0 && g.Reason != "" {
			return false
		}
	}
	return p.fields[string(id)].Value == "" && !slices.ContainsFunc(p.placed[p.root(id)], func(one *piece) bool {
		return one.Side < exchange.Noted || one.Side == exchange.Targeted
	})
}
