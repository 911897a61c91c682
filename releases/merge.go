package releases

import (
	"container/list"
	"slices"
	"strings"
)

// Conflict is a block or field that both sides changed, each in its own way.
// Base is nil where both added it, Mine or Theirs where that side removed it.
type Conflict struct {
	ID                 BlockID
	Base, Mine, Theirs *Block
}

// Merge joins two versions of a text that were made from one, by block. A block
// that one side changed, moved, added or removed is taken from that side; one
// that both changed alike, or both added with the same content, is taken once.
// The rest are conflicts: the merged text has theirs, or mine where they removed
// it, in place. Nothing that either side wrote is missing from the merged text
// and the conflicts together.
//
// Blocks keep the ids of base and theirs. A block that only mine added keeps its
// id unless theirs gave it to another: then it has none, and Identify gives one.
// Where both moved a block, it stands where theirs put it.
func Merge(base, mine, theirs Text) (Text, []Conflict) {
	base, mine, theirs = oneHeadline(base, mine, theirs)
	m := merger{base: byID(base.parts()), mine: byID(mine.parts()), theirs: byID(theirs.parts())}
	var out Text
	for _, name := range FieldNames {
		if b, ok := m.settle(BlockID(name)); ok {
			out.Fields = append(out.Fields, Field{Name: name, Value: b.Plain(), Line: b.Line})
		}
	}
	out.Blocks = m.order(base.Blocks, mine.Blocks, theirs.Blocks)
	return out, m.conflicts
}

// oneHeadline gives the headlines one id: a text has one, whatever it was
// called.
func oneHeadline(base, mine, theirs Text) (Text, Text, Text) {
	at := func(t Text) int {
		return slices.IndexFunc(t.Blocks, func(b Block) bool { return b.Kind == Headline })
	}
	i := at(theirs)
	if i < 0 {
		return base, mine, theirs
	}
	id := theirs.Blocks[i].ID
	named := func(t Text) Text {
		if j := at(t); j >= 0 && t.Blocks[j].ID != id {
			t.Blocks = slices.Clone(t.Blocks)
			for k := range t.Blocks {
				if t.Blocks[k].ID == id {
					t.Blocks[k].ID = t.Blocks[j].ID
				}
			}
			t.Blocks[j].ID = id
		}
		return t
	}
	return named(base), named(mine), theirs
}

func byID(parts []Block) map[BlockID]*Block {
	out := make(map[BlockID]*Block, len(parts))
	for i := range parts {
		if parts[i].ID != "" {
			out[parts[i].ID] = &parts[i]
		}
	}
	return out
}

type merger struct {
	base, mine, theirs map[BlockID]*Block
	conflicts          []Conflict
}

// settle decides the content of a part that has an id on any side; false where
// it is gone.
func (m *merger) settle(id BlockID) (Block, bool) {
	b, mine, theirs := m.base[id], m.mine[id], m.theirs[id]
	same := func(x, y *Block) bool {
		return x == nil && y == nil || x != nil && y != nil && x.Digest() == y.Digest()
	}
	taken := theirs
	switch {
	case same(mine, theirs), same(b, mine):
	case same(b, theirs):
		taken = mine
	default:
		m.conflicts = append(m.conflicts, Conflict{id, b, mine, theirs})
		if taken == nil {
			taken = mine
		}
	}
	if taken == nil {
		return Block{}, false
	}
	return *taken, true
}

// order places the blocks: theirs in their order, and among them, after what
// stands before it in mine, each block that mine added or alone moved.
func (m *merger) order(base, mine, theirs []Block) []Block {
	places := map[BlockID]int{}
	for i, b := range base {
		places[b.ID] = i
	}
	movedMine, movedTheirs := movedIn(places, mine), movedIn(places, theirs)

	spine := list.New()
	at := map[BlockID]*list.Element{}
	added := map[Digest][]*list.Element{} // what only theirs added
	for _, b := range theirs {
		if _, old := m.base[b.ID]; b.ID == "" || !old && m.mine[b.ID] == nil {
			added[b.Digest()] = append(added[b.Digest()], spine.PushBack(b))
		} else if !old && !m.sameIn(b) {
			added[b.Digest()] = append(added[b.Digest()], spine.PushBack(b))
		} else if b, ok := m.settle(b.ID); ok {
			at[b.ID] = spine.PushBack(b)
		}
	}
	var before *list.Element
	for _, b := range mine {
		_, old := m.base[b.ID]
		e := at[b.ID]
		switch {
		case e != nil && b.ID != "":
			if movedMine[b.ID] && !movedTheirs[b.ID] {
				if before == nil {
					spine.MoveToFront(e)
				} else {
					spine.MoveAfter(e, before)
				}
			}
		case old && m.theirs[b.ID] != nil:
			continue // settled as gone
		case old:
			kept, ok := m.settle(b.ID)
			if !ok {
				continue
			}
			e = insertAfter(spine, kept, before)
		default:
			if twins := added[b.Digest()]; len(twins) > 0 {
				e, added[b.Digest()] = twins[0], twins[1:]
			} else {
				if m.theirs[b.ID] != nil {
					b.ID = ""
				}
				e = insertAfter(spine, b, before)
			}
		}
		before = e
	}
	out := make([]Block, 0, spine.Len())
	for e := spine.Front(); e != nil; e = e.Next() {
		out = append(out, e.Value.(Block))
	}
	if i := slices.IndexFunc(out, func(b Block) bool { return b.Kind == Headline }); i > 0 {
		headline := out[i]
		out = slices.Insert(slices.Delete(out, i, i+1), 0, headline)
	}
	return out
}

// sameIn tells whether a block that is not in base is the same thing on both
// sides: a headline, or equal content under an equal id.
func (m *merger) sameIn(b Block) bool {
	other := m.mine[b.ID]
	return b.Kind == Headline && other.Kind == Headline || other.Digest() == b.Digest()
}

func insertAfter(l *list.List, b Block, before *list.Element) *list.Element {
	if before == nil {
		return l.PushFront(b)
	}
	return l.InsertAfter(b, before)
}

// MarkConflicts writes a merged text as a file for a person to settle: where
// both sides changed a part, mine and theirs stand between marks, each on its
// own line, as version control writes them. Parse refuses such a file until the
// marks are gone.
func MarkConflicts(merged Text, cs []Conflict, mineLabel, theirsLabel string) []byte {
	m := &marked{mine: oneLine(mineLabel), theirs: oneLine(theirsLabel), conflicts: map[BlockID]Conflict{}}
	for _, c := range cs {
		m.conflicts[c.ID] = c
	}
	return merged.write(m)
}

func oneLine(s string) string { return strings.Join(strings.Fields(cleanWords(s)), " ") }

// marked knows the parts of a text that are in conflict.
type marked struct {
	conflicts    map[BlockID]Conflict
	mine, theirs string
}

// around writes a part, or both sides of it with marks.
func (m *marked) around(b Block, write func(Block) string) string {
	if m == nil {
		return write(b)
	}
	c, ok := m.conflicts[b.ID]
	if !ok || b.ID == "" {
		return write(b)
	}
	side := func(b *Block) string {
		if b == nil {
			return ""
		}
		return write(*b)
	}
	return strings.TrimRight("<<<<<<< "+m.mine, " ") + "\n" + side(c.Mine) + "=======\n" + side(c.Theirs) +
		strings.TrimRight(">>>>>>> "+m.theirs, " ") + "\n"
}
