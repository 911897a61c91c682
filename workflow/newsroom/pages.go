package newsroom

import (
	"context"
	"maps"
	"path"
	"slices"

	"bayan/workflow"
)

// Pages are the files of a public folder but MANIFEST and SHA256SUMS, which name
// the head of the history at their time and are looked at by themselves.

// pagesOf are the digests of a public folder's pages, by name.
func pagesOf(files map[string][]byte) map[string]workflow.Digest {
	pages := map[string]workflow.Digest{}
	for name, b := range files {
		if name != ManifestFile && name != SumsFile {
			pages[name] = workflow.Digest(SHA256(b))
		}
	}
	return pages
}

// draws gives the pages of an edition as this program makes them.
func (r *Room) draws(c cleared, d *dossier) (map[string]workflow.Digest, error) {
	files, err := r.folder(c, d.history(), publicFormats)
	return pagesOf(contents(files)), err
}

// verifyPages compares the pages of a public folder with those that the history
// names: whoever changes a page can change the folder's list as well. Pages that
// this program makes of the signed edition are right in any case.
func (r *Room) verifyPages(ctx context.Context, v *Verified, d *dossier, files map[string][]byte) error {
	edition := len(d.rel.Editions)
	c, err := r.published(ctx, d, edition)
	if err != nil {
		return err
	}
	is, recorded := pagesOf(files), d.rel.Pages
	if recorded != nil && maps.Equal(is, recorded) {
		return nil
	}
	drawn, err := r.draws(c, d)
	if err != nil {
		return err
	}
	dir := path.Join("public", d.rel.ID)
	switch {
	case maps.Equal(is, drawn) && recorded != nil:
		// A crash came between pages that were drawn again and their record.
		v.Notes = append(v.Notes, Flaw{"pages-unrecorded", map[string]any{"path": dir, "command": d.redraws()}})
	case maps.Equal(is, drawn):
	case recorded == nil:
		v.flaw("pages-differ", map[string]any{"path": dir, "id": d.rel.ID, "edition": edition,
			"files": differing(is, drawn), "command": d.redraws()})
	default:
		for _, name := range differing(is, recorded) {
			v.flaw("edition-differs", map[string]any{"path": path.Join(dir, name), "id": d.rel.ID, "edition": edition})
		}
	}
	return nil
}

// differing are the names that stand for something else in one than in the other.
func differing(a, b map[string]workflow.Digest) []string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	var names []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if a[name] != b[name] {
			names = append(names, name)
		}
	}
	return names
}

// redraws is the command that makes the pages of the newest edition again, in
// its present public state.
func (d *dossier) redraws() string {
	switch id := d.rel.ID; {
	case d.rel.Withdrawn != nil:
		return "bayan withdraw " + id + " -m WHY"
	case d.rel.Withheld != nil:
		return "bayan withhold " + id + " -m WHY"
	default:
		return "bayan publish " + id
	}
}

// mends is the command that makes a public folder with flaws true again. While a
// correction is open, to publish would be to publish that.
func (d *dossier) mends() string {
	if !d.rel.Closed() && d.rel.Withheld == nil && d.rel.Withdrawn == nil {
		return "bayan withhold " + d.rel.ID + " -m WHY"
	}
	return d.redraws()
}

// maxOtherwise is how many releases DrawnOtherwise lists.
const maxOtherwise = 10

// Otherwise is a publication that this program would draw in another way, and the
// command that does so.
type Otherwise struct{ ID, Command string }

// DrawnOtherwise lists publications whose recorded pages this program would make
// otherwise, tombstones too, maxOtherwise of them. It does not look whether the
// pages are there; where a correction is open, the next edition is drawn anyway.
func (r *Room) DrawnOtherwise(ctx context.Context) ([]Otherwise, error) {
	var all []Otherwise
	err := r.eachPublic(ctx, "", func(id string, d *dossier) error {
		if len(all) == maxOtherwise || d == nil || d.rel.Pages == nil || d.mends() != d.redraws() {
			return nil
		}
		c, err := r.published(ctx, d, len(d.rel.Editions))
		if err != nil {
			return err
		}
		drawn, err := r.draws(c, d)
		if err == nil && !maps.Equal(drawn, d.rel.Pages) {
			all = append(all, Otherwise{id, d.redraws()})
		}
		return err
	})
	return all, err
}
