package newsroom

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"bayan/releases"
	"bayan/workflow"
)

// Fault lines of verification: what is not as it was recorded or signed.
type Flaw struct {
	Code string
	Args map[string]any
}

// Verified is what a verification looked at and what it found wrong.
type Verified struct {
	Records  int
	Contents int
	Editions int
	Files    int
	Flaws    []Flaw
	Notes    []Flaw   // nothing wrong, but somebody should know
	Mends    []string // commands that make public folders with flaws true again
}

func (v *Verified) flaw(code string, args map[string]any) {
	v.Flaws = append(v.Flaws, Flaw{code, args})
}

// Integrity is the error of a verification that found flaws.
func (v *Verified) Integrity() error {
	if len(v.Flaws) == 0 {
		return nil
	}
	return fault(ExitIntegrity, "flaws", map[string]any{"Count": len(v.Flaws)})
}

// VerifyDesk checks every record of the store against its chain, every content
// row against its ref, and every public folder against what was signed. The
// queue is the doctor's: see Rebuild.
func (r *Room) VerifyDesk(ctx context.Context) (Verified, error) {
	var v Verified
	audit, ok := r.Store.(Auditor)
	if !ok {
		return v, fault(ExitFailed, "no-audit", nil)
	}
	chain := chain{v: &v, ends: map[workflow.StreamID]int64{}}
	err := audit.Audit(ctx, func(rec *workflow.Record) error {
		chain.add(rec)
		return ctx.Err()
	}, func(ref workflow.Ref) { v.flaw("content-differs", map[string]any{"ref": ref}) })
	if err == nil {
		chain.ends[chain.stream] = chain.seq
		v.Flaws, err = r.lost(ctx, audit, chain.ends, chain.desk, v.Flaws)
	}
	if err != nil {
		return v, err
	}
	return v, r.verifyPublic(ctx, &v, "")
}

// lost adds the streams that end, in ends, before what was made of them: a
// release before the record that its queue rows are of, the desk before one that
// a decision saw. What stands before a chain's end, the chain itself shows.
func (r *Room) lost(ctx context.Context, audit Auditor, ends map[workflow.StreamID]int64, desk int64, flaws []Flaw) ([]Flaw, error) {
	look := func(s workflow.StreamID, head int64) error {
		if head <= ends[s] {
			return nil
		}
		newer, err := r.Store.Load(ctx, s, ends[s]) // recorded since the end was read
		if err == nil && ends[s]+int64(len(newer)) < head {
			flaws = append(flaws, Flaw{"head-differs", map[string]any{"stream": string(s), "seq": head}})
		}
		return err
	}
	err := look(workflow.DeskStream, desk)
	if err == nil {
		err = audit.Heads(ctx, look)
	}
	return flaws, err
}

// VerifyRelease checks one release: its chain, its texts, its public folder.
func (r *Room) VerifyRelease(ctx context.Context, release string) (Verified, error) {
	var v Verified
	found, err := r.find(ctx, release)
	if err != nil {
		return v, err
	}
	records, err := r.Store.Load(ctx, found.Key, 0)
	if err != nil {
		return v, err
	}
	chain := chain{v: &v}
	for i := range records {
		chain.add(&records[i])
	}
	if int64(len(records)) < found.Head {
		v.flaw("head-differs", map[string]any{"stream": string(found.Key), "seq": found.Head})
	}
	d, err := r.loadDossier(ctx, found.Key, 0)
	if err != nil {
		return v, err
	}
	for _, l := range d.rel.Languages {
		for i := range d.rel.Texts[l].Versions {
			version := &d.rel.Texts[l].Versions[i]
			t, err := d.version(version)
			if isErased(err) {
				continue
			}
			v.Contents++
			if err != nil || workflow.Digest(t.Digest()) != version.Digest {
				v.flaw("version-differs", map[string]any{"id": d.rel.ID, "language": l, "version": version.N})
			}
		}
	}
	return v, r.verifyPublic(ctx, &v, d.rel.ID)
}

// chain follows records in the order of their streams.
type chain struct {
	v      *Verified
	stream workflow.StreamID
	seq    int64
	digest workflow.Digest
	ends   map[workflow.StreamID]int64 // of the streams before, where not nil
	desk   int64                       // the newest record of the desk that a decision saw
}

func (c *chain) add(rec *workflow.Record) {
	c.v.Records++
	c.desk = max(c.desk, rec.Desk)
	if rec.Stream != c.stream {
		if c.ends != nil {
			c.ends[c.stream] = c.seq
		}
		c.stream, c.seq, c.digest = rec.Stream, 0, ""
	}
	if rec.Seq != c.seq+1 || rec.Prev != c.digest || rec.Sum() != rec.Digest {
		c.v.flaw("record-differs", map[string]any{"stream": string(rec.Stream), "seq": rec.Seq})
	}
	c.seq, c.digest = rec.Seq, rec.Digest
}

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
	if text := files["MANIFEST"] != nil; err == nil && len(v.Flaws) > 0 && !(text && d.rel.Withdrawn != nil) {
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
	raw, there := files["MANIFEST"]
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

// VerifyFiles checks an exported folder by itself: every file is listed with
// its digest, nothing else is there, and the texts are those of the manifest.
func VerifyFiles(dir string, files map[string][]byte) Verified {
	var v Verified
	verifyList(&v, dir, files)
	raw, ok := files["MANIFEST"]
	if !ok {
		if _, draft := files[SumsFile]; !draft {
			v.flaw("no-manifest", map[string]any{"path": dir})
		}
		return v
	}
	m, _, err := releases.ParseManifest(path.Join(dir, "MANIFEST"), raw)
	if err != nil {
		v.flaw("manifest-unread", map[string]any{"path": dir + "/MANIFEST"})
		return v
	}
	verifyTexts(&v, dir, m, files)
	return v
}

// verifyTexts checks the texts of a folder against its manifest.
func verifyTexts(v *Verified, dir string, m releases.Manifest, files map[string][]byte) {
	for _, t := range m.Texts {
		name := string(t.Language) + ".md"
		text, _, err := releases.Parse(name, files[name])
		if err != nil || text.Digest() != t.Text || text.WordsDigest() != t.Words {
			v.flaw("text-differs", map[string]any{"path": path.Join(dir, name), "language": t.Language})
		}
	}
}

// Sums are the digests that a folder's list has, by path; none of what is no list.
func Sums(raw []byte) map[string]string {
	sums, _ := releases.ParseSums(SumsFile, raw)
	all := make(map[string]string, len(sums))
	for _, s := range sums {
		all[s.Path] = string(s.Digest)
	}
	return all
}

// verifyList checks files against their SHA256SUMS.
func verifyList(v *Verified, dir string, files map[string][]byte) {
	raw, ok := files[SumsFile]
	if !ok {
		v.flaw("no-sums", map[string]any{"path": dir})
		return
	}
	sums, err := releases.ParseSums(path.Join(dir, SumsFile), raw)
	if err != nil {
		v.flaw("sums-unread", map[string]any{"path": dir + "/SHA256SUMS"})
		return
	}
	listed := map[string]bool{SumsFile: true}
	for _, s := range sums {
		listed[s.Path] = true
		b, there := files[s.Path]
		switch {
		case !there:
			v.flaw("file-missing", map[string]any{"path": path.Join(dir, s.Path)})
		case b == nil || SHA256(b) != string(s.Digest):
			v.flaw("file-differs", map[string]any{"path": path.Join(dir, s.Path)})
		}
		v.Files++
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !listed[name] {
			v.flaw("file-unlisted", map[string]any{"path": path.Join(dir, name)})
		}
	}
}

// VerifyAgainst compares this desk's history with a head that was kept
// elsewhere: the history line of an exported manifest or of a parcel.
func (r *Room) VerifyAgainst(ctx context.Context, name string, manifest []byte) (Verified, error) {
	var v Verified
	m, history, err := releases.ParseManifest(name, manifest)
	if err != nil {
		return v, err
	}
	var seq int64
	var digest string
	if _, err := fmt.Sscanf(strings.TrimPrefix(history, "history "), "%d %s", &seq, &digest); err != nil {
		return v, fault(ExitFailed, "no-history-line", map[string]any{"path": name})
	}
	records, err := r.Store.Load(ctx, workflow.StreamID(m.Key), seq-1)
	if err != nil {
		return v, err
	}
	v.Records = 1
	if len(records) == 0 || string(records[0].Digest) != digest {
		v.flaw("history-differs", map[string]any{"path": name, "id": m.ID, "seq": seq})
	}
	return v, nil
}

// Rebuild makes the queue's rows anew from the streams. With dry set it only
// counts the rows that differ.
// Lost are records that the queue was made from and that are gone.
func (r *Room) Rebuild(ctx context.Context, dry bool) (rows, differing int, lost []Flaw, err error) {
	audit, ok := r.Store.(Auditor)
	if !ok {
		return 0, 0, nil, fault(ExitFailed, "no-audit", nil)
	}
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return 0, 0, nil, err
	}
	var keys []workflow.StreamID
	ends := map[workflow.StreamID]int64{}
	if err := audit.Streams(ctx, func(s workflow.StreamID, head int64) error {
		if ends[s] = head; s != workflow.DeskStream {
			keys = append(keys, s)
		}
		return nil
	}); err != nil {
		return 0, 0, nil, err
	}
	if lost, err = r.lost(ctx, audit, ends, 0, nil); err != nil {
		return 0, 0, nil, err
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	was := map[workflow.StreamID]string{}
	if err := audit.Projections(ctx, func(p Projection) error {
		was[p.Key] = fingerprint(p)
		return nil
	}); err != nil {
		return 0, 0, nil, err
	}
	each := func(yield func(Projection) error) error {
		for _, key := range keys {
			d, err := r.loadDossier(ctx, key, 0)
			if err != nil {
				return err
			}
			p, err := d.project(desk, r.now())
			if err != nil {
				return err
			}
			rows++
			if fingerprint(p) != was[key] {
				differing++
			}
			if err := yield(p); err != nil {
				return err
			}
		}
		return nil
	}
	if dry {
		err = each(func(Projection) error { return nil })
		return rows, differing, lost, err
	}
	err = audit.Rebuild(ctx, each)
	return rows, differing, lost, err
}

func fingerprint(p Projection) string { return fmt.Sprintf("%+v", p) }
