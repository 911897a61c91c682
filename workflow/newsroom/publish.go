package newsroom

import (
	"context"
	"errors"
	"maps"

	"bayan/workflow"
)

// publicFormats are what a public folder always holds.
var publicFormats = []string{"html", "md", "txt", "json"}

// Publish puts a signed release before the readers: all languages of the set
// together, the files whole first, then the record. Done again, it does
// nothing but see that the files are there.
type Publish struct {
	Release    string
	AtEmbargo  bool // let `publish --due` do it once the embargo has passed
	Unschedule bool // take that back; publishes nothing
	Due        bool // only what is scheduled and due now
	DryRun     bool
}

func (c Publish) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	rel := t.file.rel
	if c.Due && (rel.ScheduledAt == nil || t.now.Before(*rel.ScheduledAt)) {
		return t.did("not-due", map[string]any{"id": rel.ID})
	}
	if c.Unschedule {
		if err := t.decide(workflow.Schedule{Cancel: true}); err != nil {
			return err
		}
		return t.did("unscheduled", map[string]any{"id": rel.ID})
	}
	// Where no embargo was ever set, waiting for it is refused: at once is not later.
	if c.AtEmbargo && !rel.Closed() && (rel.Embargo == nil || t.now.Before(*rel.Embargo)) {
		schedule := workflow.Schedule{At: rel.Embargo}
		if !c.DryRun {
			return t.schedule(schedule)
		}
		if err := t.permitted(schedule); err != nil {
			return err
		}
		t.now = *rel.Embargo // nothing is recorded: what would be published then
	}
	if c.DryRun {
		if err := t.permitted(workflow.Publish{}); err != nil {
			return err
		}
		sit := t.file.situation(t.desk, t.now)
		ready, err := t.file.clear(t.desk, t.file.set(t.desk, sit))
		if err != nil {
			return err
		}
		files, err := t.folder(ready, t.file.history(), publicFormats)
		if err != nil {
			return err
		}
		for _, f := range files {
			t.out.Paths = append(t.out.Paths, "public/"+rel.ID+"/"+f.Path)
		}
		return t.did("would-publish", map[string]any{"id": rel.ID, "languages": ready.set})
	}
	before := len(t.records)
	if err := t.decide(workflow.Publish{}); err != nil {
		return err
	}
	n := len(rel.Editions)
	files, err := t.publicFiles(n)
	if err != nil {
		return err
	}
	code := "published"
	if len(t.records) == before {
		code = "published-before"
	}
	if err := t.publishBefore(files); err != nil {
		return err
	}
	return t.did(code, map[string]any{"id": rel.ID, "edition": n, "languages": rel.Editions[n-1].Languages})
}

// schedule has it published later, and says so where it could not be as it stands.
func (t *turn) schedule(s workflow.Schedule) error {
	if err := t.decide(s); err != nil {
		return err
	}
	id, now := t.file.rel.ID, t.now
	t.now = *s.At
	var refused *Refused
	err := t.permitted(workflow.Publish{})
	t.now = now
	if errors.As(err, &refused) {
		t.tell("scheduled-unready", map[string]any{"id": id})
	} else if err != nil {
		return err
	}
	return t.did("scheduled", map[string]any{"id": id, "at": *s.At})
}

// publicFiles are those of edition n in its present public state. Within a turn
// that publishes it, the stream's last record is not stored yet.
func (t *turn) publicFiles(n int) ([]File, error) {
	e := t.file.rel.Editions[n-1]
	var c cleared
	var err error
	if e.Seq > t.fileWas {
		if c, err = t.file.clear(t.desk, e.Languages); err != nil {
			return nil, err
		}
		if workflow.Digest(c.manifest.Digest()) != e.Manifest {
			// The kind and the previous manifest are those of before this record.
			if c, err = t.unpublished(e); err != nil {
				return nil, err
			}
		}
		c.edition.Number = n
		if err := t.file.mark(&c.edition, n); err != nil {
			return nil, err
		}
	} else if c, err = t.published(t.ctx, t.file, n); err != nil {
		return nil, err
	}
	return t.folder(c, t.file.history(), publicFormats)
}

// unpublished makes the edition from the stream as it was loaded.
func (t *turn) unpublished(e workflow.Edition) (cleared, error) {
	then, err := t.loadDossier(t.ctx, t.file.rel.Key, t.fileWas)
	if err != nil {
		return cleared{}, err
	}
	c, err := then.clear(t.desk, e.Languages)
	if err == nil && workflow.Digest(c.manifest.Digest()) != e.Manifest {
		err = fault(ExitIntegrity, "edition-differs", map[string]any{
			"id": t.file.rel.ID, "edition": e.Number, "manifest": e.Manifest, "found": c.manifest.Digest()})
	}
	return c, err
}

// publishBefore writes the public folder before the record of it is committed:
// what the history says is public, is. It records the digests of what it writes,
// so that verification needs no program that draws it the same.
func (t *turn) publishBefore(files []File) error {
	if t.Files == nil {
		return nil
	}
	t.publish = func() error {
		for _, f := range files {
			t.wrotePublic = append(t.wrotePublic, f.Path)
		}
		path, aside, err := t.Files.Publish(t.file.rel.ID, files, t.publicWas)
		if t.aside = aside; err == nil {
			t.out.Paths = append(t.out.Paths, path)
		}
		return err
	}
	t.after = append(t.after, func() error { return t.Files.Settle(t.file.rel.ID) })
	was, pages := t.file.rel.Pages, pagesOf(contents(files))
	if was != nil && !maps.Equal(was, pages) {
		t.tell("pages-otherwise", nil)
	}
	return t.decide(workflow.MakePages{Pages: pages})
}

// Due lists the ids of releases that were scheduled and may be published now.
func (r *Room) Due(ctx context.Context) ([]string, error) {
	listed, err := r.List(ctx, ListQuery{Due: r.now()})
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, l := range listed {
		ids = append(ids, l.ID)
	}
	return ids, nil
}

// restorePublic makes a public folder what the history says after a turn that
// gave it files of these names; aside is what somebody else had in there.
func (r *Room) restorePublic(ctx context.Context, key workflow.StreamID, names []string) (aside []string, err error) {
	err = r.Files.Publishing(func() error {
		d, err := r.loadDossier(ctx, key, 0)
		if err != nil {
			return err
		}
		var files []File // none where nothing is published
		if n := len(d.rel.Editions); n > 0 {
			c, err := r.published(ctx, d, n)
			if err != nil {
				return err
			}
			if files, err = r.folder(c, d.history(), publicFormats); err != nil {
				return err
			}
		}
		if _, aside, err = r.Files.Publish(d.rel.ID, files, names); err != nil {
			return err
		}
		return r.Files.Settle(d.rel.ID)
	})
	return aside, err
}
