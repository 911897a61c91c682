package units

import (
	"strconv"

	"golang.org/x/text/unicode/norm"

	"bayan/pattern"
	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/segment"
)

// leaving is how a block was cut when its units left.
type leaving struct {
	whole   bool // it was one unit, without numbers
	ends    segment.Ends
	targets []string // as its units came home
}

var ofSentence = pattern.Lazy(`^(b[^-]*)(?:-([0-9]+))?$`)

// Sent is Of for a job whose units came home: a block is cut as the sources in
// the file show that it was when it left, whatever the rules, the desk's own
// ones or somebody's hand say now. Where the sources do not add up to the block,
// it is cut as of now, and Rebuild tells what is wrong.
func Sent(j exchange.Job, back []Back) (Set, error) {
	came := map[string]*Back{}
	blocks := map[releases.BlockID]int{} // how many sentences came; 0 for a whole
	for i := range back {
		m := ofSentence().FindStringSubmatch(back[i].ID)
		if m == nil || back[i].Source == nil {
			continue
		}
		came[back[i].ID] = &back[i]
		n, _ := strconv.Atoi(m[2])
		blocks[releases.BlockID(m[1])] = max(n, blocks[releases.BlockID(m[1])])
	}
	left := map[releases.BlockID]leaving{}
	for _, b := range j.BaseText.Blocks {
		n, some := blocks[b.ID]
		switch {
		case !some:
		case n == 0:
			left[b.ID] = leaving{whole: true}
		default:
			if how, ok := howLeft(b, n, came); ok {
				left[b.ID] = how
			}
		}
	}
	return of(j, left)
}

// howLeft is how a block was cut whose n units came home.
func howLeft(b releases.Block, n int, came map[string]*Back) (how leaving, ok bool) {
	if n > len(came) {
		return how, false
	}
	sources := make([]string, n)
	how.targets = make([]string, n)
	for i := range sources {
		one := came[string(b.ID)+"-"+strconv.Itoa(i+1)]
		if one == nil {
			return how, false
		}
		sources[i], how.targets[i] = norm.NFC.String(one.Source.Plain()), norm.NFC.String(one.Target.Plain())
	}
	if how.ends, ok = segment.Found(b.Inline, sources); ok {
		_, ok = segment.SplitAt(b.Inline, how.ends)
	}
	return how, ok
}

// translation is how a block's translation was cut, where that can be known: as
// it came home unchanged, or as it would be now. Else it is none: who came home
// without a translation leaves the block as it is.
func (l leaving) translation(b releases.Block, now []segment.Segment) []segment.Segment {
	if ends, ok := segment.Found(b.Inline, l.targets); ok {
		if same, ok := segment.SplitAt(b.Inline, ends); ok {
			return same
		}
	}
	if len(now) == len(l.targets) {
		return now
	}
	return nil
}
