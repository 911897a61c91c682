package newsroom

import (
	"context"
	"sort"
	"time"

	"bayan/releases"
	"bayan/workflow"
)

// An Edition is made here alone, and only of what was signed or of what is
// marked as a draft.

// cleared is what may leave the house, and the state of the stream it is from.
type cleared struct {
	dossier  *dossier
	set      []workflow.Language
	manifest releases.Manifest
	edition  releases.Edition
}

// signed is the signed content of a release: of the edition that stands where
// nothing is open, with its notices; of the work at hand where all sign-offs are
// current; else of the edition that stands all the same. ok is false where
// nothing is signed.
func (r *Room) signed(ctx context.Context, desk *workflow.Desk, d *dossier, now time.Time) (cleared, bool, error) {
	if d.rel.Closed() {
		c, err := r.published(ctx, d, len(d.rel.Editions))
		return c, err == nil, err
	}
	sit := d.situation(desk, now)
	_, missing := d.rel.SignoffsCurrent(desk, sit.Situation)
	if sit.err != nil {
		return cleared{}, false, sit.err
	}
	if len(missing) == 0 && d.rel.Withheld == nil && d.rel.Withdrawn == nil {
		c, err := d.clear(desk, d.set(desk, sit))
		return c, err == nil, err
	}
	if n := len(d.rel.Editions); n > 0 {
		c, err := r.published(ctx, d, n)
		return c, err == nil, err
	}
	return cleared{}, false, nil
}

// published is the content of edition n as it stood when it was published, in
// the public state that the release has now.
func (r *Room) published(ctx context.Context, d *dossier, n int) (cleared, error) {
	e := d.rel.Editions[n-1]
	then, err := r.loadDossier(ctx, d.rel.Key, e.Seq-1)
	if err != nil {
		return cleared{}, err
	}
	then.fresh = d.fresh
	desk, err := r.deskAt(ctx, d.rel.Key, e.Seq)
	if err != nil {
		return cleared{}, err
	}
	c, err := then.clear(desk, e.Languages)
	if err != nil {
		return c, err
	}
	if workflow.Digest(c.manifest.Digest()) != e.Manifest {
		return c, fault(ExitIntegrity, "edition-differs", map[string]any{
			"id": d.rel.ID, "edition": n, "manifest": e.Manifest, "found": c.manifest.Digest()})
	}
	c.edition.Number = n
	if err := d.mark(&c.edition, n); err != nil {
		return c, err
	}
	return c, nil
}

// deskAt is the desk as a record of a release saw it: the policy of that time
// stands in the manifest.
func (r *Room) deskAt(ctx context.Context, key workflow.StreamID, seq int64) (*workflow.Desk, error) {
	records, err := r.Store.Load(ctx, key, seq-1)
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, ErrNotFound
	}
	return r.loadDesk(ctx, records[0].Desk)
}

// mark adds what readers are told of a publication: when, and what was corrected.
// Of what is withheld or withdrawn they are told that alone: words about its
// corrections are words of the text, and out of sight with it.
func (d *dossier) mark(e *releases.Edition, n int) error {
	e.Embargo = time.Time{}
	e.Published, e.Modified = d.rel.Editions[0].At, d.rel.Editions[n-1].At
	e.Notices = nil
	closing := d.rel.Withdrawn
	switch {
	case closing != nil:
		e.State = releases.Withdrawn
	case d.rel.Withheld != nil:
		e.State, closing = releases.Withheld, d.rel.Withheld
	default:
		for _, past := range d.rel.Editions[1:n] {
			if err := d.notice(e, past.Kind, past.At, past.Notices); err != nil {
				return err
			}
		}
		return nil
	}
	e.Modified = closing.At
	return d.notice(e, string(e.State), closing.At, closing.Notices)
}

func (d *dossier) notice(e *releases.Edition, kind string, at time.Time, words map[workflow.Language]workflow.Ref) error {
	n := releases.Notice{Kind: kind, At: at}
	for l, ref := range words {
		w, err := d.words(ref)
		if err != nil {
			return err
		}
		if n.Words == nil {
			n.Words = map[releases.Language]string{}
		}
		n.Words[releases.Language(l)] = w
	}
	e.Notices = append(e.Notices, n)
	return nil
}

// clear makes the edition of the current versions of a set of languages.
func (d *dossier) clear(desk *workflow.Desk, set []workflow.Language) (cleared, error) {
	m, ok, err := d.manifest(desk, set)
	if err != nil {
		return cleared{}, err
	}
	if !ok {
		return cleared{}, fault(ExitIntegrity, "no-manifest", map[string]any{"id": d.rel.ID})
	}
	e, err := d.edition(desk, set, false)
	if err != nil {
		return cleared{}, err
	}
	e.Manifest = m.Digest()
	for _, s := range d.rel.Signoffs {
		if s.Manifest == workflow.Digest(e.Manifest) && s.At.After(e.Modified) {
			e.Modified = s.At
		}
	}
	if c := d.rel.Correction; c != nil {
		// Signed and not yet published: readers of the export are told all the same.
		e.Published = d.rel.Editions[0].At
		if err := d.notice(&e, c.Kind, e.Modified, c.Notices); err != nil {
			return cleared{}, err
		}
	}
	return cleared{dossier: d, set: set, manifest: m, edition: e}, nil
}

// draft makes the edition of what there is, marked as a draft; languages
// without any version are left out.
func (d *dossier) draftEdition(desk *workflow.Desk) (releases.Edition, error) {
	var set []workflow.Language
	for _, l := range d.rel.Languages {
		if d.rel.Current(l) != nil {
			set = append(set, l)
		}
	}
	if len(set) == 0 {
		return releases.Edition{}, fault(ExitFailed, "nothing-checked-in", map[string]any{"id": d.rel.ID, "language": d.rel.Source})
	}
	return d.edition(desk, set, true)
}

func (d *dossier) edition(desk *workflow.Desk, set []workflow.Language, draft bool) (releases.Edition, error) {
	rel := d.rel
	facts, err := d.facts()
	if err != nil {
		return releases.Edition{}, err
	}
	kind, _ := d.editionKind()
	e := releases.Edition{
		Organisation: desk.Organisation, Key: string(rel.Key), ID: rel.ID, Kind: kind, Draft: draft,
		Source: releases.Language(rel.Source), Facts: facts, Number: len(rel.Editions),
		BaseURL: desk.Policy.Settings["url"],
	}
	if rel.Correction != nil {
		e.Number++ // the one that is being worked on
	}
	if rel.Embargo != nil {
		e.Embargo = *rel.Embargo
	}
	set = append([]workflow.Language(nil), set...)
	sort.SliceStable(set, func(i, j int) bool { return set[i] == rel.Source && set[j] != rel.Source })
	in := map[workflow.Language]bool{}
	for _, l := range set {
		in[l] = true
		v := rel.Current(l)
		text, err := d.version(v)
		if err != nil {
			return e, err
		}
		lang := releases.Language(l)
		part := releases.EditionText{
			Language: lang, RTL: d.room.RTL(lang), Text: text, Canonical: text.Canonical(),
			Labels: d.room.Words(lang, desk.Policy.Settings),
		}
		if v.Base != nil {
			part.Base, part.Groups = releases.Language(v.Base.Language), d.groups(v.Groups)
		}
		e.Texts = append(e.Texts, part)
	}
	for _, l := range rel.Languages {
		if !in[l] && !draft {
			e.Follows = append(e.Follows, releases.Language(l))
		}
	}
	return e, nil
}

// folder makes all files of an edition, with what proves them: the signed
// MANIFEST, the canonical texts, SHA256SUMS.
func (r *Room) folder(c cleared, history string, formats []string) ([]File, error) {
	files, err := r.Render.Render(c.edition, formats)
	if err != nil {
		return nil, err
	}
	if !c.edition.Draft && c.edition.State == releases.Public {
		files = append(files, File{Path: ManifestFile, Format: "manifest", Bytes: c.manifest.File(history)})
		for _, t := range c.edition.Texts {
			path := string(t.Language) + ".md"
			if !hasPath(files, path) {
				files = append(files, File{Path: path, Format: "md", Language: t.Language, Bytes: t.Canonical})
			}
		}
	}
	files = append(files, File{Path: SumsFile, Format: "sums", Bytes: releases.Sums(contents(files))})
	sort.Slice(files, func(i, j int) bool { return files[i].Path < files[j].Path })
	return files, nil
}

func contents(files []File) map[string][]byte {
	all := make(map[string][]byte, len(files))
	for _, f := range files {
		all[f.Path] = f.Bytes
	}
	return all
}

func hasPath(files []File, path string) bool {
	for _, f := range files {
		if f.Path == path {
			return true
		}
	}
	return false
}
