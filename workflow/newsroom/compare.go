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

// Diff compares two versions of a text: without numbers, the current version
// with the one before it.
func (r *Room) Diff(ctx context.Context, who Who, release string, l workflow.Language, from, to int) (Compared, error) {
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return Compared{}, err
	}
	v := d.rel.Current(l)
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
