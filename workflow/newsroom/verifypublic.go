package newsroom

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"

	"bayan/releases"
	"bayan/workflow"
)

// verifyPublic compares public folders with the editions that were published.
// A folder that is not there is no flaw: another machine may serve it.
func (r *Room) verifyPublic(ctx context.Context, v *Verified, only string) error {
	return r.eachPublic(ctx, only, func(id string, d *dossier) error {
		if d == nil {
			v.Notes = append(v.Notes, Flaw{"public-unknown", map[string]any{"path": "public/" + id}})
			return nil
		}
		found, files, err := r.verifyFolder(ctx, d)
		// Somebody may be publishing: a flaw is what is still there at the next look.
		for look := 1; err == nil && len(found.Flaws) > 0 && look < mostLooks; look++ {
			was, before := d.rel.Head, files
			if d, err = r.loadDossier(ctx, d.rel.Key, 0); err != nil {
				break
			}
			found, files, err = r.verifyFolder(ctx, d)
			if d.rel.Head == was && maps.EqualFunc(files, before, bytes.Equal) {
				break
			}
		}
		v.Editions += found.Editions
		v.Files += found.Files
		v.Flaws = append(v.Flaws, found.Flaws...)
		v.Notes = append(v.Notes, found.Notes...)
		v.Mends = append(v.Mends, found.Mends...)
		return err
	})
}

// mostLooks is how often a public folder is read that changes all the time.
const mostLooks = 10

// verifyFolder compares the public folder of one release with its history.
func (r *Room) verifyFolder(ctx context.Context, d *dossier) (v Verified, files map[string][]byte, err error) {
	id := d.rel.ID
	files, err = r.Files.Published(id)
	switch {
	case errors.Is(err, ErrNoFolder):
		v.flaw("public-no-folder", map[string]any{"path": "public/" + id})
		err = nil
	case err != nil || len(files) == 0:
		return v, files, err
	default:
		v.Editions++
		if d.verifyEdition(&v, id, files) {
			err = r.verifyPages(ctx, &v, d, files)
		}
	}
	// No command puts the text of a withdrawn release there.
	if text := files[ManifestFile] != nil; err == nil && len(v.Flaws) > 0 && !(text && d.rel.Withdrawn != nil) {
		var cut bool
		if cut, err = r.cutShort(id, files); cut {
			v.Flaws, v.Notes = nil, []Flaw{{"publication-cut-short", map[string]any{"path": "public/" + id}}}
		}
	}
	if len(v.Flaws) > 0 && (len(d.rel.Editions) > 0 || d.rel.Withdrawn != nil) {
		v.Mends = []string{d.mends()}
	}
	return v, files, err
}

// cutShort tells whether a folder holds, as its list has it, what a command put
// there that came to no record.
func (r *Room) cutShort(id string, files map[string][]byte) (bool, error) {
	sums, err := r.Files.Unsettled(id)
	if err != nil || !slices.Contains(sums, SHA256(files[SumsFile])) {
		return false, err
	}
	var list Verified
	verifyList(&list, "public/"+id, files)
	return len(list.Flaws) == 0, nil
}

// eachPublic goes through the public folders, or looks at one alone; d is nil for
// a folder of no release of this desk.
func (r *Room) eachPublic(ctx context.Context, only string, do func(id string, d *dossier) error) error {
	if r.Files == nil {
		return nil
	}
	ids, err := r.Files.PublishedIDs()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if only != "" && only != id {
			continue
		}
		found, err := r.Store.Find(ctx, id, 1)
		if err != nil {
			return err
		}
		var d *dossier
		if len(found) > 0 && found[0].ID == id {
			if d, err = r.loadDossier(ctx, found[0].Key, 0); err != nil {
				return err
			}
		}
		if err := do(id, d); err != nil {
			return err
		}
	}
	return nil
}

// verifyEdition checks a public folder against its own list, and its manifest
// against the edition that the history names; stands tells whether the folder
// is of that edition.
func (d *dossier) verifyEdition(v *Verified, id string, files map[string][]byte) (stands bool) {
	dir := "public/" + id
	before := len(v.Flaws)
	verifyList(v, dir, files)
	listed := len(v.Flaws) == before
	raw, there := files[ManifestFile]
	closed := d.rel.Withheld != nil || d.rel.Withdrawn != nil
	switch {
	case closed && there:
		v.flaw("still-public", map[string]any{"path": dir})
		return false
	case len(d.rel.Editions) == 0 && (closed || !there):
		v.flaw("public-unpublished", map[string]any{"path": dir, "id": id})
		return false
	case closed:
		return listed
	case !there:
		// Tombstones that a crash kept from being recorded; or anybody's pages.
		v.flaw("hidden-unrecorded", map[string]any{"path": dir, "id": id})
		return false
	}
	var last workflow.Edition // none before the first was recorded
	if e := d.rel.Edition(); e != nil {
		last = *e
	}
	m, _, err := releases.ParseManifest(dir+"/MANIFEST", raw)
	found := workflow.Digest(m.Digest())
	switch {
	case err == nil && found == last.Manifest:
		return listed
	case err == nil && d.signedOff(found, last.Seq):
		// A crash came between the files of an edition and its record; or somebody
		// put out what is signed, and nobody published.
		v.flaw("publication-unrecorded", map[string]any{"path": dir, "id": id})
		verifyTexts(v, dir, m, files)
	default:
		v.flaw("edition-differs", map[string]any{"path": dir, "id": id, "edition": last.Number})
	}
	return false
}

// signedOff tells whether somebody signed this manifest after a record.
func (d *dossier) signedOff(m workflow.Digest, after int64) bool {
	for _, s := range d.rel.Signoffs {
		if s.Manifest == m && s.Seq > after {
			return true
		}
	}
	return false
}
