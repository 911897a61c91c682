package newsroom

import (
	"context"

	"bayan/releases"
	"bayan/workflow"
)

// Compared is a text in two versions, block by block.
type Compared struct {
	Release  string
	Language workflow.Language
	From, To int // versions; From 0 is nothing, To 0 the working file
	Old, New releases.Text
	Changes  []releases.Change
}

// Diff compares two versions of a text: without numbers, what the caller who
// holds the text has typed with the current version or, where that is the same,
// the current version with the one before it.
func (r *Room) Diff(ctx context.Context, who Who, release string, l workflow.Language, from, to int) (Compared, error) {
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return Compared{}, err
	}
	v := d.rel.Current(l)
	if d.rel.Texts[l] != nil && from == 0 && to == 0 {
		if c, differs, err := r.diffTyped(d, who, l, v); err != nil || differs {
			return c, err
		}
	}
	if v == nil {
		return Compared{}, d.nothingIn(l)
	}
	if to == 0 {
		to = v.N
	}
	if from == 0 {
		from = to - 1
	}
	c := Compared{Release: d.rel.ID, Language: l, From: from, To: to}
	if c.New, err = d.numbered(l, to); err != nil {
		return c, err
	}
	if from > 0 {
		if c.Old, err = d.numbered(l, from); err != nil {
			return c, err
		}
	}
	c.Changes = releases.Diff(c.Old, c.New)
	if to == v.N {
		err = r.show(ctx, who.Member, d.rel.Key, string(l), shownVersion(v))
	}
	return c, err
}

// diffTyped compares the caller's working file with the current version v, or
// with nothing where there is none; false where there is no file of theirs, or
// its words are the version's.
func (r *Room) diffTyped(d *dossier, who Who, l workflow.Language, v *workflow.Version) (Compared, bool, error) {
	text, _, atHand, err := r.typing(d, who, l)
	if err != nil || !atHand || v != nil && workflow.Digest(text.Digest()) == v.Digest {
		return Compared{}, false, err
	}
	c := Compared{Release: d.rel.ID, Language: l, New: text}
	if v != nil {
		c.From = v.N
		if c.Old, err = d.version(v); err != nil {
			return c, false, err
		}
	}
	c.Changes = releases.Diff(c.Old, c.New)
	return c, true, nil
}

func (d *dossier) nothingIn(l workflow.Language) error {
	if d.rel.Texts[l] == nil {
		return fault(ExitFailed, "no-such-language", map[string]any{"id": d.rel.ID, "language": l, "languages": d.rel.Languages})
	}
	return fault(ExitFailed, "no-version", map[string]any{"id": d.rel.ID, "language": l})
}

func (d *dossier) numbered(l workflow.Language, n int) (releases.Text, error) {
	v := d.rel.Version(l, n)
	if v == nil {
		return releases.Text{}, fault(ExitFailed, "no-such-version", map[string]any{"id": d.rel.ID, "language": l, "version": n})
	}
	return d.version(v)
}
