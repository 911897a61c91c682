package newsroom

import (
	"context"
	"time"

	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/glossary"
	"bayan/workflow"
)

// dossier is a release with its texts at hand: the process's state of it, and
// the writing that its versions refer to, parsed once.
type dossier struct {
	room  *Room
	ctx   context.Context
	rel   *workflow.Release
	desk  *workflow.Desk          // whose house style holds; nil before somebody asked
	terms *glossary.Glossary      // the desk's; nil before somebody asked
	fresh map[workflow.Ref][]byte // content of this turn, not yet stored
	texts map[workflow.Ref]releases.Text
	// merged is the text that a check-in made of two; nil where nothing had moved.
	merged []byte
}

// loadDesk replays the desk's stream up to seq, or all of it where seq is 0.
func (r *Room) loadDesk(ctx context.Context, seq int64) (*workflow.Desk, error) {
	records, err := r.Store.Load(ctx, workflow.DeskStream, 0)
	if err != nil {
		return nil, err
	}
	desk := workflow.NewDesk()
	for _, rec := range records {
		if seq > 0 && rec.Seq > seq {
			break
		}
		if err := desk.Apply(rec); err != nil {
			return nil, damaged(rec, err)
		}
	}
	if seq == 0 && r.House != nil {
		r.House(desk.Policy.Settings)
	}
	return desk, nil
}

// openDossier finds a release by its id or by any part of it that fits one alone.
func (r *Room) openDossier(ctx context.Context, name string) (*dossier, error) {
	found, err := r.find(ctx, name)
	if err != nil {
		return nil, err
	}
	return r.loadDossier(ctx, found.Key, 0)
}

// openToRead is openDossier for what is judged by the desk's rules.
func (r *Room) openToRead(ctx context.Context, name string) (*dossier, error) {
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return nil, err
	}
	d, err := r.openDossier(ctx, name)
	if err == nil {
		d.desk = desk
	}
	return d, err
}

// maxFitting is how many releases a message lists when a part of an id fits several.
const maxFitting = 10

func (r *Room) find(ctx context.Context, name string) (Listed, error) {
	if name == "" {
		return Listed{}, fault(ExitUsage, "empty-release", nil)
	}
	if code := badPart(name); code != "" {
		return Listed{}, fault(ExitUsage, code, map[string]any{"id": name})
	}
	found, err := r.Store.Find(ctx, name, maxFitting+1)
	switch {
	case err != nil:
		return Listed{}, err
	case len(found) == 0:
		return Listed{}, fault(ExitFailed, "no-such-release", map[string]any{"id": name})
	case len(found) == 1 || found[0].ID == name:
		return found[0], nil
	}
	var ids []string
	for _, l := range found[:min(len(found), maxFitting)] {
		ids = append(ids, l.ID)
	}
	return Listed{}, fault(ExitUsage, "several-releases", map[string]any{
		"id": name, "ids": ids, "more": len(found) > maxFitting,
	})
}

// loadDossier replays a release's stream up to seq, or all of it where seq is 0.
func (r *Room) loadDossier(ctx context.Context, key workflow.StreamID, seq int64) (*dossier, error) {
	records, err := r.Store.Load(ctx, key, 0)
	if err != nil {
		return nil, err
	}
	rel := workflow.NewRelease()
	for _, rec := range records {
		if seq > 0 && rec.Seq > seq {
			break
		}
		if err := rel.Apply(rec); err != nil {
			return nil, damaged(rec, err)
		}
	}
	return &dossier{room: r, ctx: ctx, rel: rel, texts: map[workflow.Ref]releases.Text{}}, nil
}

func damaged(rec workflow.Record, err error) error {
	return &Fault{Code: "record-damaged", Exit: ExitIntegrity, Err: err,
		Args: map[string]any{"stream": string(rec.Stream), "seq": rec.Seq}}
}

// content reads one content row, of this turn or of the store.
func (d *dossier) content(ref workflow.Ref) ([]byte, error) {
	if b, ok := d.fresh[ref]; ok {
		return b, nil
	}
	rows, err := d.room.Store.Content(d.ctx, ref)
	if err != nil {
		return nil, err
	}
	return rows[0], nil
}

// words is content as a string; none for no ref, and for what was erased.
func (d *dossier) words(ref workflow.Ref) (string, error) {
	if ref == "" {
		return "", nil
	}
	b, err := d.content(ref)
	if isErased(err) {
		return "", nil
	}
	return string(b), err
}

// text reads a canonical text and gives its blocks their recorded ids.
func (d *dossier) text(ref workflow.Ref, revisions []workflow.Revision) (releases.Text, error) {
	if t, ok := d.texts[ref]; ok {
		return t, nil
	}
	b, err := d.content(ref)
	if err != nil {
		return releases.Text{}, err
	}
	t, _, err := releases.Parse(string(ref), b)
	if err != nil {
		return releases.Text{}, err
	}
	if t, err = releases.WithIDs(t, blockIDs(revisions)); err != nil {
		return releases.Text{}, err
	}
	d.texts[ref] = t
	return t, nil
}

// version is the text of a version; nil gives an empty text.
func (d *dossier) version(v *workflow.Version) (releases.Text, error) {
	if v == nil {
		return releases.Text{}, nil
	}
	return d.text(v.Content, v.Revisions)
}

// base is the text that a version was translated from; empty for a source.
func (d *dossier) base(v *workflow.Version) (releases.Text, error) {
	if v == nil || v.Base == nil {
		return releases.Text{}, nil
	}
	return d.version(d.rel.Version(v.Base.Language, v.Base.Version))
}

// situation is what the process asks of the writing, computed when it asks.
// err is the first thing that went wrong on the way; look at it afterwards.
type situation struct {
	workflow.Situation
	err error
}

func (d *dossier) situation(desk *workflow.Desk, now time.Time) *situation {
	s := &situation{}
	d.desk = desk
	s.Situation = workflow.Situation{
		Now: now, Place: d.room.place(desk),
		Manifest: func(set []workflow.Language) workflow.Digest {
			m, ok, err := d.manifest(desk, set)
			if err != nil && s.err == nil {
				s.err = err
			}
			if !ok || err != nil {
				return ""
			}
			return workflow.Digest(m.Digest())
		},
		Findings: func(l workflow.Language) []workflow.Finding {
			found, err := d.errorFindings(l)
			if err != nil && s.err == nil {
				s.err = err
			}
			return found
		},
	}
	return s
}

// job is what the checks look at: the current version of a text, or another
// state of it that a member has at hand.
func (d *dossier) job(v *workflow.Version, l workflow.Language) (check.Job, error) {
	t, err := d.version(v)
	if err != nil {
		return check.Job{}, err
	}
	j, err := d.rules(check.Job{Language: releases.Language(l), Text: t})
	if err != nil || v.Base == nil {
		return j, err
	}
	base, err := d.base(v)
	if err != nil {
		return check.Job{}, err
	}
	j.BaseLanguage, j.Base, j.Groups = releases.Language(v.Base.Language), &base, d.groups(v.Groups)
	return j, nil
}

// rules puts into a job what the desk asks for: its house style and its words.
func (d *dossier) rules(j check.Job) (check.Job, error) {
	if d.desk == nil {
		desk, err := d.room.loadDesk(d.ctx, 0)
		if err != nil {
			return j, err
		}
		d.desk = desk
	}
	house := d.desk.Policy.Settings
	j.Settings = check.Settings{Severity: severities(d.desk.Policy), Digits: house["digits"], Months: house["months"], Quotes: house["quotes"]}
	var err error
	j.Glossary, err = d.glossary()
	return j, err
}

// glossary is the desk's, read once.
func (d *dossier) glossary() (*glossary.Glossary, error) {
	if d.terms != nil {
		return d.terms, nil
	}
	if d.room.Glossary == nil {
		d.terms = glossary.New(nil)
		return d.terms, nil
	}
	g, err := d.room.Glossary()
	if err == nil {
		d.terms = g
	}
	return g, err
}

// errorFindings are the errors that the checks find on the current version,
// each with the key of its group.
func (d *dossier) errorFindings(l workflow.Language) ([]workflow.Finding, error) {
	v := d.rel.Current(l)
	if v == nil {
		return nil, nil
	}
	j, err := d.job(v, l)
	if err != nil {
		return nil, err
	}
	return errorsOf(j), nil
}

// errorsOf are the errors of a job, each with the key of its group.
func errorsOf(j check.Job) []workflow.Finding {
	key := keysOf(j)
	var out []workflow.Finding
	for _, f := range check.Run(j) {
		if f.Severity == check.Error {
			out = append(out, workflow.Finding{Code: f.Code, Key: key(f), Block: workflow.BlockID(f.Block)})
		}
	}
	return out
}

// keysOf gives the key of the group that a finding is about: of a source, its
// block's.
func keysOf(j check.Job) func(check.Finding) workflow.Key {
	if j.Base == nil {
		key := releases.GroupKeys("", releases.Text{}, j.Language, j.Text)
		return func(f check.Finding) workflow.Key {
			return workflow.Key(key(releases.Group{Target: []releases.BlockID{f.Block}}))
		}
	}
	key := releases.GroupKeys(j.BaseLanguage, *j.Base, j.Language, j.Text)
	return func(f check.Finding) workflow.Key {
		if f.Group < 0 || f.Group >= len(j.Groups) {
			return ""
		}
		return workflow.Key(key(j.Groups[f.Group]))
	}
}
