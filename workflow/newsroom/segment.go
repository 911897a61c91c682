package newsroom

import (
	"context"

	"bayan/releases"
	"bayan/releases/segment"
	"bayan/workflow"
)

// Segment says where the sentences of a text end: what a translation system gets
// as one unit. It changes no word, and holds while the block says the same.
type Segment struct {
	Release  string
	Language workflow.Language
	Cuts     []string // see segment.Recut
}

func (c Segment) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	l := c.Language
	if t.file.rel.Texts[l] == nil {
		return t.noLanguage(l)
	}
	command := workflow.Segment{Language: l}
	if v := t.file.rel.Current(l); v != nil {
		text, err := t.file.version(v)
		if err != nil {
			return err
		}
		now, byRules, err := t.file.sentences(l, v)
		if err != nil {
			return err
		}
		cuts, err := segment.Recut(text, c.Cuts, now, byRules)
		if err != nil {
			return err
		}
		for _, r := range v.Revisions {
			ends, named := cuts[releases.BlockID(r.ID)]
			if !named {
				continue
			}
			b, _ := text.Block(releases.BlockID(r.ID))
			cut := workflow.Cut{Block: r.ID, Digest: r.Digest, Ends: ends}
			if ends.Equal(byRules(b)) {
				cut.Ends, cut.Rules = nil, true
			}
			command.Cuts = append(command.Cuts, cut)
		}
	}
	if err := t.decide(command); err != nil {
		return err
	}
	return t.did("segmented", map[string]any{"id": t.file.rel.ID, "language": l})
}

// sentences gives where the sentences of a version's blocks end now, and where
// they would by the rules alone.
func (d *dossier) sentences(l workflow.Language, v *workflow.Version) (now, byRules func(releases.Block) segment.Ends, err error) {
	house, err := d.room.house()
	if err != nil {
		return nil, nil, err
	}
	rules := house.Rules(releases.Language(l))
	byRules = func(b releases.Block) segment.Ends { return segment.EndsOf(segment.Sentences(rules, b)) }
	said := d.saidEnds(l, v)
	now = func(b releases.Block) segment.Ends {
		if ends, ok := said[b.ID]; ok {
			return ends
		}
		return byRules(b)
	}
	return now, byRules, nil
}

// saidEnds are where somebody said that the sentences of a version's blocks end.
func (d *dossier) saidEnds(l workflow.Language, v *workflow.Version) map[releases.BlockID]segment.Ends {
	out := map[releases.BlockID]segment.Ends{}
	if v == nil {
		return out
	}
	for _, r := range v.Revisions {
		if ends, ok := d.rel.Texts[l].Ends(r); ok {
			out[releases.BlockID(r.ID)] = ends
		}
	}
	return out
}

// house are the desk's own rules of segmentation.
func (r *Room) house() (segment.House, error) {
	if r.Segmentation == nil {
		return nil, nil
	}
	return r.Segmentation()
}

// Sentence is one of a text, as a translation system gets it.
type Sentence struct {
	Block string // present name
	At    int    // 1, 2, … in its block
	Words string
	Hand  bool // the block is cut by hand
}

// Sentences lists those of a text's current version; fields are left out, since
// each is one whatever it holds.
func (r *Room) Sentences(ctx context.Context, release string, l workflow.Language) ([]Sentence, error) {
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return nil, err
	}
	v := d.rel.Current(l)
	if v == nil {
		return nil, d.nothingIn(l)
	}
	text, err := d.version(v)
	if err != nil {
		return nil, err
	}
	now, _, err := d.sentences(l, v)
	if err != nil {
		return nil, err
	}
	names, said := text.Names(), d.saidEnds(l, v)
	var out []Sentence
	for _, b := range text.Blocks {
		parts, ok := segment.SplitAt(b.Inline, now(b))
		if !ok {
			parts = []segment.Segment{{Inline: b.Inline}}
		}
		_, hand := said[b.ID]
		for i, p := range parts {
			one := releases.Block{Kind: releases.Paragraph, Inline: p.Inline}
			out = append(out, Sentence{Block: names[b.ID], At: i + 1, Words: one.Plain(), Hand: hand})
		}
	}
	return out, nil
}

// tellCutsGone names the blocks that were cut by hand and say something else
// now, so that the rules hold again.
func (t *turn) tellCutsGone(l workflow.Language, before, now *workflow.Version) error {
	if before == nil {
		return nil
	}
	said := t.file.saidEnds(l, before)
	still := t.file.saidEnds(l, now)
	text, err := t.file.version(before)
	if err != nil {
		return err
	}
	names := text.Names()
	var gone []string
	for _, b := range text.Blocks {
		_, was := said[b.ID]
		if _, is := still[b.ID]; was && !is {
			gone = append(gone, names[b.ID])
		}
	}
	if len(gone) > 0 {
		t.tell("cuts-gone", map[string]any{"blocks": gone})
	}
	return nil
}
