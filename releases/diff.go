package releases

// ChangeOp says what became of a block between two versions.
type ChangeOp byte

const (
	Same ChangeOp = iota
	Edited
	Added
	Removed
	Moved
)

// Change is what became of one block or field. Old is nil for what was added,
// New for what was removed. A block that moved may be edited as well: see
// Change.Edited.
type Change struct {
	Op       ChangeOp
	Old, New *Block
}

// Edited tells whether the content is another than before.
func (c Change) Edited() bool {
	return c.Old != nil && c.New != nil && c.Old.Digest() != c.New.Digest()
}

// Diff compares two versions of a text by the ids of their blocks: fields
// first, then blocks in the order of the new version, each removed one after
// what stood before it. The fewest blocks that explain a new order are moved.
func Diff(old, new Text) []Change {
	before, after := old.parts(), new.parts()
	was := map[BlockID]int{}
	for i, b := range before {
		was[b.ID] = i
	}
	at := map[BlockID]int{}
	for j, b := range after {
		at[b.ID] = j
	}
	moved := movedIn(was, after)
	removed := map[int][]Change{} // by the place in new that they follow; -1 at the start
	last := -1
	for i := range before {
		if j, ok := at[before[i].ID]; ok {
			last = j
		} else {
			removed[last] = append(removed[last], Change{Op: Removed, Old: &before[i]})
		}
	}
	out := removed[-1]
	for j := range after {
		c := Change{Op: Added, New: &after[j]}
		if i, ok := was[after[j].ID]; ok {
			c.Old = &before[i]
			switch {
			case moved[after[j].ID]:
				c.Op = Moved
			case c.Edited():
				c.Op = Edited
			default:
				c.Op = Same
			}
		}
		out = append(append(out, c), removed[j]...)
	}
	return out
}

// movedIn returns which blocks stand in another order than they were in.
func movedIn(was map[BlockID]int, now []Block) map[BlockID]bool {
	var ps []pair
	for j, b := range now {
		if i, ok := was[b.ID]; ok && b.Kind != FieldKind {
			ps = append(ps, pair{j, i})
		}
	}
	moved := make(map[BlockID]bool)
	for _, p := range ps {
		moved[now[p.a].ID] = true
	}
	for _, p := range longestRise(ps) {
		delete(moved, now[p.a].ID)
	}
	return moved
}
