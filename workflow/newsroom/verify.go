package newsroom

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
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

// VerifyFiles checks an exported folder by itself: every file is listed with
// its digest, nothing else is there, and the texts are those of the manifest.
func VerifyFiles(dir string, files map[string][]byte) Verified {
	var v Verified
	verifyList(&v, dir, files)
	raw, ok := files[ManifestFile]
	if !ok {
		if _, draft := files[SumsFile]; !draft {
			v.flaw("no-manifest", map[string]any{"path": dir})
		}
		return v
	}
	m, _, err := releases.ParseManifest(path.Join(dir, ManifestFile), raw)
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
