package releases

import (
	"fmt"
	"slices"
	"strconv"
)

// Headline returns the headline's words; "" for a text that has none.
func (t Text) Headline() string {
	for _, b := range t.Blocks {
		if b.Kind == Headline {
			return b.Plain()
		}
	}
	return ""
}

// Body is the place of the first block after the headline.
func (t Text) Body() int {
	if len(t.Blocks) > 0 && t.Blocks[0].Kind == Headline {
		return 1
	}
	return 0
}

// asBlock is a field in the shape in which it takes part in identity,
// alignment and approval.
func (f Field) asBlock() Block {
	b := Block{ID: BlockID(f.Name), Kind: FieldKind, Line: f.Line}
	if v := fieldValue(f.Value); v != "" {
		b.Inline = []Inline{{Kind: Words, Text: v}}
	}
	return b
}

// parts are the fields and then the blocks, in order: what groups hold.
func (t Text) parts() []Block {
	fields := t.normalFields()
	out := make([]Block, 0, len(fields)+len(t.Blocks))
	for _, f := range fields {
		out = append(out, f.asBlock())
	}
	return append(out, t.Blocks...)
}

// Revisions are the fields, then the blocks, in order, each with its digest.
func (t Text) Revisions() []Revision {
	parts := t.parts()
	out := make([]Revision, len(parts))
	for i, b := range parts {
		out[i] = Revision{b.ID, b.Digest()}
	}
	return out
}

// Names gives each block the name that people use for it: its kind's letter and
// its present place among its kind, as in "p7". A field's name is its own.
func (t Text) Names() map[BlockID]string {
	parts := t.parts()
	names := make(map[BlockID]string, len(parts))
	for i, name := range t.partNames() {
		names[parts[i].ID] = name
	}
	return names
}

// partNames are the names of parts, in their order.
func (t Text) partNames() []string {
	var out []string
	for _, f := range t.normalFields() {
		out = append(out, f.Name)
	}
	count := map[Kind]int{}
	for _, b := range t.Blocks {
		count[b.Kind]++
		out = append(out, string(b.Kind)+strconv.Itoa(count[b.Kind]))
	}
	return out
}

// ByName returns the id behind a present name.
func (t Text) ByName(name string) (BlockID, bool) {
	if i := slices.Index(t.partNames(), name); i >= 0 {
		return t.parts()[i].ID, true
	}
	return "", false
}

// Block returns the block of an id; a field as a block of FieldKind.
func (t Text) Block(id BlockID) (Block, bool) {
	for _, b := range t.Blocks {
		if b.ID == id {
			return b, true
		}
	}
	for _, f := range t.normalFields() {
		if BlockID(f.Name) == id {
			return f.asBlock(), true
		}
	}
	return Block{}, false
}

// WithIDs puts recorded ids on the blocks of a text that was read again, in
// order. Their number must be that of the blocks, and none may come twice.
func WithIDs(t Text, ids []BlockID) (Text, error) {
	if len(ids) != len(t.Blocks) {
		return Text{}, fmt.Errorf("%d ids for %d blocks", len(ids), len(t.Blocks))
	}
	seen := make(map[BlockID]bool, len(ids))
	t.Blocks = slices.Clone(t.Blocks)
	for i, id := range ids {
		if id == "" || seen[id] {
			return Text{}, fmt.Errorf("block id %q is empty or not unique", id)
		}
		seen[id] = true
		t.Blocks[i].ID = id
	}
	return t, nil
}
