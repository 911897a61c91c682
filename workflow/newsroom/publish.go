package newsroom

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"bayan/releases"
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

// Correct opens the next edition of what is published, or gives that up.
type Correct struct {
	Release string
	What    string
	Kind    string // "correction" (when empty) or "addition"
	Cancel  bool
	Notices map[workflow.Language]string
}

func (c Correct) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	open := t.file.rel.Correction
	if c.Cancel {
		if err := t.decide(workflow.CancelCorrection{}); err != nil {
			return err
		}
		return t.did(t.unlessWithheld("correction-cancelled"), map[string]any{"id": t.file.rel.ID, "kind": open.Kind})
	}
	notices, err := t.putNotices(c.Notices, nil)
	if err != nil {
		return err
	}
	if c.What == "" && open != nil {
		if err := t.decide(workflow.Correct{Notices: notices}); err != nil {
			return err
		}
		t.untold(t.file.rel.Correction.Notices, "bayan correct "+t.file.rel.ID)
		return t.did("notices-set", map[string]any{"id": t.file.rel.ID, "kind": open.Kind})
	}
	kind := c.Kind
	if kind == "" {
		kind = string(releases.Correction)
	}
	what, err := t.putText(c.What)
	if err != nil {
		return err
	}
	if err := t.decide(workflow.Correct{Kind: kind, What: what, Notices: notices}); err != nil {
		return err
	}
	t.untold(notices, "bayan correct "+t.file.rel.ID)
	rel := t.file.rel
	if last := rel.Editions[len(rel.Editions)-1]; len(last.Languages) == len(rel.Languages) { // else what is missing comes next
		t.out.Next = []workflow.Task{{Action: workflow.ActCheckout, Language: rel.Source}}
	}
	return t.did(t.unlessWithheld("correction-opened"), map[string]any{"id": rel.ID, "edition": len(rel.Editions) + 1})
}

// unlessWithheld is the sentence about what is published, or that about what is
// out of sight meanwhile.
func (t *turn) unlessWithheld(code string) string {
	if t.file.rel.Withheld != nil {
		return code + "-withheld"
	}
	return code
}

// putNotices keeps words to the readers, but those that were said before.
func (t *turn) putNotices(words map[workflow.Language]string, was map[workflow.Language]workflow.Ref) (map[workflow.Language]workflow.Ref, error) {
	var refs map[workflow.Language]workflow.Ref
	for _, l := range slices.Sorted(maps.Keys(words)) {
		if !slices.Contains(t.file.rel.Languages, l) {
			return nil, t.noLanguage(l)
		}
		if strings.ContainsFunc(words[l], unwritable) {
			return nil, fault(ExitUsage, "bad-notice", map[string]any{"language": l})
		}
		said, err := t.file.words(was[l])
		if err != nil {
			return nil, err
		}
		if said == words[l] {
			continue
		}
		if refs == nil {
			refs = map[workflow.Language]workflow.Ref{}
		}
		ref, err := t.put([]byte(words[l]))
		if err != nil {
			return nil, err
		}
		refs[l] = ref
	}
	return refs, nil
}

// untold tells which readers get no words of the desk's where others do.
func (t *turn) untold(notices map[workflow.Language]workflow.Ref, command string) {
	var without []workflow.Language
	for _, l := range t.file.rel.Languages {
		if notices[l] == "" {
			without = append(without, l)
		}
	}
	if len(notices) > 0 && len(without) > 0 {
		t.tell("notice-missing", map[string]any{"languages": without,
			"command": command + " --notice " + string(without[0]) + "=TEXT"})
	}
}

// Close withholds a publication, or withdraws a release for good.
type Close struct {
	Release  string
	Withdraw bool
	Why      string
	Notices  map[workflow.Language]string
	DryRun   bool // show the pages that readers would get, and do nothing
}

func (c Close) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	why, err := t.putText(c.Why)
	if err != nil {
		return err
	}
	rel := t.file.rel
	is := func() *workflow.Closing {
		if c.Withdraw {
			return rel.Withdrawn
		}
		return rel.Withheld
	}
	var was map[workflow.Language]workflow.Ref
	if closed := is(); closed != nil {
		was = closed.Notices
	}
	notices, err := t.putNotices(c.Notices, was)
	if err != nil {
		return err
	}
	var command workflow.Command = workflow.Withhold{Why: why, Notices: notices}
	code, verb := "withheld", "withhold"
	if c.Withdraw {
		command, code, verb = workflow.Withdraw{Why: why, Notices: notices}, "withdrawn", "withdraw"
	}
	before := len(t.records)
	if err := t.decide(command); err != nil {
		return err
	}
	if len(t.records) == before { // it is so already, and no record names the reason
		t.drop(why)
	}
	n := len(rel.Editions)
	if n > 0 {
		t.untold(is().Notices, "bayan "+verb+" "+rel.ID+" -m WHY")
	}
	var files []File
	if n > 0 {
		if files, err = t.publicFiles(n); err != nil {
			return err
		}
	}
	if c.DryRun {
		t.records, t.contents, t.out.Next = nil, nil, []workflow.Task{} // it never was
		for _, f := range files {
			if f.Format == "txt" {
				t.out.Shown += string(f.Bytes) + "\n"
			}
		}
		return t.did("would-"+verb, map[string]any{"id": rel.ID})
	}
	if n == 0 {
		if err := t.takeAway(); err != nil {
			return err
		}
		return t.did("withdrawn-unpublished", map[string]any{"id": rel.ID})
	}
	if err := t.publishBefore(files); err != nil {
		return err
	}
	return t.did(code, map[string]any{"id": rel.ID})
}

// takeAway empties the public folder of what was never recorded as published: a
// publication was cut short, or somebody put pages there.
func (t *turn) takeAway() error {
	if t.Files == nil {
		return nil
	}
	id := t.file.rel.ID
	files, err := t.Files.Published(id)
	if errors.Is(err, ErrNoFolder) {
		err = nil // to write there is refused
	} else if files == nil || err != nil {
		return err
	}
	cut, err := t.cutShort(id, files)
	if err != nil {
		return err
	}
	if cut {
		t.publicWas = slices.Collect(maps.Keys(files))
	}
	t.tell("pages-unrecorded", map[string]any{"path": "public/" + id})
	t.publish = func() (err error) {
		_, t.aside, err = t.Files.Publish(id, nil, t.publicWas)
		return err
	}
	t.after = append(t.after, func() error { return t.Files.Settle(id) })
	return nil
}

// leaving is the content that an export takes with it.
func (r *Room) leaving(ctx context.Context, desk *workflow.Desk, d *dossier, now time.Time, draft bool) (cleared, error) {
	if draft {
		e, err := d.draftEdition(desk)
		return cleared{dossier: d, edition: e}, err
	}
	c, ok, err := r.signed(ctx, desk, d, now)
	if err == nil && !ok {
		err = fault(ExitIntegrity, "no-manifest", map[string]any{"id": d.rel.ID})
	}
	return c, err
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

// Exported is an exported folder before it is written.
type Exported struct {
	Release string
	Edition int
	Draft   bool
	Embargo time.Time
	Files   []File
}

// Export makes the files of a release: signed content, or drafts that are
// marked as such on every page.
func (r *Room) Export(ctx context.Context, who Who, release string, formats []string, draft bool) (Exported, error) {
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return Exported{}, err
	}
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return Exported{}, err
	}
	now := r.now()
	sit := d.situation(desk, now)
	_, refusal := workflow.Decide(desk, d.rel, workflow.Actor{Member: who.Member}, workflow.Export{Draft: draft}, sit.Situation)
	if sit.err != nil {
		return Exported{}, sit.err
	}
	if refusal != nil {
		return Exported{}, explain(desk, d, workflow.Actor{Member: who.Member}, refusal)
	}
	c, err := r.leaving(ctx, desk, d, now, draft)
	if err != nil {
		return Exported{}, err
	}
	if !c.edition.Embargo.IsZero() && !now.Before(c.edition.Embargo) {
		c.edition.Embargo = time.Time{}
	}
	files, err := r.folder(c, d.history(), formats)
	if err != nil {
		return Exported{}, err
	}
	return Exported{Release: d.rel.ID, Edition: c.edition.Number, Draft: c.edition.Draft, Embargo: c.edition.Embargo, Files: files}, nil
}
