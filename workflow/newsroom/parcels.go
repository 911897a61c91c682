package newsroom

import (
	"bytes"
	"errors"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/omegat"
	"bayan/releases/exchange/parcel"
	"bayan/releases/exchange/units"
	"bayan/releases/intake"
	"bayan/workflow"
)

// Send makes one file for a translator outside the house: it carries the
// release's key, the versions and the blocks, so that it finds its way back.
type Send struct {
	Release  string
	Language workflow.Language
	To       string // a member's id, or a person's name
	Format   string // "" or "md" for one that people read, else for a translation system
}

func (c Send) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	l := c.Language
	if t.file.rel.Texts[l] == nil {
		return t.noLanguage(l)
	}
	to := workflow.MemberID(c.To)
	if _, member := t.desk.Members[to]; !member {
		ref, err := t.putText(c.To)
		if err != nil {
			return err
		}
		to = workflow.MemberID(ref)
	}
	id, err := t.token(8)
	if err != nil {
		return err
	}
	if err := t.decide(workflow.Send{Language: l, To: to, Parcel: id}); err != nil {
		return err
	}
	write := parcel.Write
	if c.Format != "" && c.Format != "md" {
		f, err := exchangeFormatNamed(c.Format)
		if err != nil {
			return err
		}
		write = f.write
	}
	job, err := t.offeredJob(l, id)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, job); err != nil {
		return err
	}
	t.out.Shown = b.String()
	claim := t.file.rel.Texts[l].Claim
	return t.did("sent", map[string]any{
		"id": t.file.rel.ID, "language": l, "to": c.To, "until": claim.Until, "blocks": len(job.BaseText.Blocks)})
}

// exchangeJob is what leaves to a translator under a claim: the base, the
// translation as it stands, and which blocks need work.
func (d *dossier) exchangeJob(desk *workflow.Desk, l workflow.Language, claim *workflow.Claim, id string) (exchange.Job, error) {
	rel := d.rel
	text := rel.Texts[l]
	job := exchange.Job{
		Organisation: desk.Organisation, Key: string(rel.Key), ID: rel.ID, Parcel: id,
		Target: releases.Language(l), Todo: map[releases.BlockID]string{}, Due: rel.Plans["due"],
		History: d.history(), Labels: d.room.Words(releases.Language(l), desk.Policy.Settings),
	}
	base := claim.Base
	if base == nil { // the source itself leaves to be edited
		base = &workflow.Base{Language: rel.Source, Version: claim.Version}
	}
	job.Base, job.BaseVersion = releases.Language(base.Language), base.Version
	job.BaseLabels = d.room.Words(job.Base, desk.Policy.Settings)
	var err error
	if job.BaseText, err = d.version(rel.Version(base.Language, base.Version)); err != nil {
		return job, err
	}
	job.Title = job.BaseText.Headline()
	if job.House, err = d.room.house(); err != nil {
		return job, err
	}
	job.BaseEnds = d.saidEnds(base.Language, rel.Version(base.Language, base.Version))
	v := rel.Current(l)
	job.TargetEnds = d.saidEnds(l, v)
	if v == nil {
		for _, b := range job.BaseText.Blocks {
			job.Todo[b.ID] = exchange.Untranslated
		}
		return job, nil
	}
	target, err := d.version(v)
	if err != nil {
		return job, err
	}
	job.TargetText, job.TargetVersion, job.Used = &target, v.N, text.Used
	here := target.Digests()
	for _, r := range fromRevisions(rel.KnownRevisions(l)) {
		if here([]releases.BlockID{r.ID})[0] == "" && !r.ID.IsField() {
			job.Gone = append(job.Gone, r)
		}
	}
	job.Groups = releases.Align(job.BaseText, target, d.groups(v.Groups), target)
	s := rel.Staleness(l)
	for _, id := range fromIDs(s.Changed) {
		job.Todo[id] = exchange.Changed
	}
	for _, id := range fromIDs(s.Untranslated) {
		job.Todo[id] = exchange.Untranslated
	}
	if r := text.ReturnedWith; r != nil {
		note, err := d.words(r.Note)
		if err != nil {
			return job, err
		}
		at := releases.BlockID(r.Block)
		for _, g := range job.Groups {
			for _, own := range g.Target {
				if own == at && len(g.Source) > 0 {
					job.Notes = map[releases.BlockID][]string{g.Source[0]: {note}}
				}
			}
		}
		if job.Notes == nil && len(job.BaseText.Blocks) > 0 {
			job.Notes = map[releases.BlockID][]string{job.BaseText.Blocks[0].ID: {note}}
		}
	}
	return job, nil
}

// Receive takes in what a translator outside sent back, in that person's name.
type Receive struct {
	Name     string // of the file, for messages
	Bytes    []byte
	Release  string // where the file itself does not say, or says it damaged
	Language workflow.Language
}

func (c Receive) act(t *turn) error {
	came := c.Bytes
	var err error
	if c.Bytes, err = omegat.Translated(c.Name, came); err != nil {
		return err
	}
	back, err := c.header()
	if err != nil {
		return err
	}
	if err := t.openFor(c, back); err != nil {
		return err
	}
	l := c.Language
	if back.Language != "" {
		if l != "" && workflow.Language(back.Language) != l {
			return fault(ExitConflict, "parcel-other-language", map[string]any{
				"path": c.Name, "language": back.Language, "asked": l})
		}
		l = workflow.Language(back.Language)
	}
	if l == "" {
		return fault(ExitUsage, "parcel-languageless", map[string]any{"path": c.Name})
	}
	at := t.file.rel.Texts[l]
	if at == nil {
		return t.noLanguage(l)
	}
	sent := sentParcel(at, back.Parcel)
	if sent == nil {
		if back.Parcel != "" {
			return fault(ExitConflict, "parcel-not-sent", map[string]any{"path": c.Name, "id": t.file.rel.ID, "parcel": back.Parcel})
		}
		// Without its number it is the one that is out.
		if sent = sentParcel(at, ""); sent == nil {
			return fault(ExitConflict, "parcel-none-out", map[string]any{"path": c.Name, "id": t.file.rel.ID, "language": l})
		}
	}
	job, err := t.sentJob(l, sent)
	if err != nil {
		return err
	}
	in, err := t.homecoming(c, back, job)
	if err != nil {
		return err
	}
	evidence, err := t.put(came)
	if err != nil {
		return err
	}
	t.actor.For, t.actor.Evidence = sent.To, evidence
	if sent.To == t.actor.Member {
		t.actor.For = ""
	}
	in.from, in.base, in.received, in.parcel = sent.Version, sent.Base, true, sent.ID
	if err := t.takeIn(in); err != nil {
		return err
	}
	if t.file.merged == nil {
		t.writeUnlessTyped(l, in.typed)
	} else {
		t.writeUnlessTyped(l, t.file.merged)
	}
	return nil
}

// openFor opens the release that a file comes home to: the one that is named, else
// the one that the file says.
func (t *turn) openFor(c Receive, back exchange.Return) error {
	switch {
	case c.Release != "":
		if err := t.open(c.Release); err != nil {
			return err
		}
		if back.Key != "" && back.Key != string(t.file.rel.Key) {
			return fault(ExitConflict, "parcel-of-another", map[string]any{
				"path": c.Name, "id": t.file.rel.ID, "key": back.Key})
		}
		return nil
	case back.Key == "":
		return fault(ExitUsage, "parcel-nameless", map[string]any{"path": c.Name})
	}
	d, err := t.loadDossier(t.ctx, workflow.StreamID(back.Key), 0)
	switch {
	case err != nil:
		return err
	case d.rel.Head > 0:
		t.use(d)
		return nil
	case units.FormatOf(c.Name, c.Bytes) != units.NoUnits:
		return fault(ExitConflict, "units-foreign", map[string]any{"path": c.Name, "key": back.Key})
	}
	return fault(ExitFailed, "parcel-unknown", map[string]any{"path": c.Name, "key": back.Key})
}

// header is what the file says of where it belongs.
func (c Receive) header() (exchange.Return, error) {
	var h units.Header
	switch f, err := wordFile(c.Name, c.Bytes); {
	case err != nil:
		return exchange.Return{}, err
	case f != nil:
		h = f.Header
	case intake.Binary(c.Bytes):
		return exchange.Return{}, fault(ExitFailed, "format-foreign", map[string]any{"path": c.Name})
	case units.FormatOf(c.Name, c.Bytes) != units.NoUnits:
		if h, _, _, err = readUnits(c.Name, c.Bytes); err != nil {
			return exchange.Return{}, err
		}
	default:
		return parcel.Read(c.Name, c.Bytes)
	}
	return exchange.Return{Key: h.Key, Parcel: h.Parcel, Language: h.Language}, nil
}

// homecoming makes of what came home a text that comes in, against the job that
// was sent.
func (t *turn) homecoming(c Receive, back exchange.Return, job exchange.Job) (incoming, error) {
	switch f, err := wordFile(c.Name, c.Bytes); {
	case err != nil:
		return incoming{}, err
	case f != nil:
		return t.wordIncoming(c.Name, f, job)
	case units.FormatOf(c.Name, c.Bytes) != units.NoUnits:
		return t.unitsIncoming(c.Name, c.Bytes, job)
	}
	text, groups, told, err := parcel.Place(back, job)
	var cut *parcel.CutError
	if errors.As(err, &cut) {
		return incoming{}, fault(ExitFailed, "parcel-cut", map[string]any{"path": c.Name, "blocks": cut.Blocks, "mark": cut.End})
	}
	if err != nil {
		return incoming{}, err
	}
	t.tellParsed(c.Name, append(back.Told, told...))
	return home(c.Name, job, text, groups)
}

// sentParcel finds a parcel by its id, or for none the newest that is still away.
func sentParcel(at *workflow.Text, id string) *workflow.Parcel {
	for i := len(at.Parcels) - 1; i >= 0; i-- {
		if p := &at.Parcels[i]; p.ID == id || id == "" && p.Home == 0 {
			return p
		}
	}
	return nil
}

// sentJob makes the job again as it was when it left.
func (t *turn) sentJob(l workflow.Language, sent *workflow.Parcel) (exchange.Job, error) {
	records, err := t.Store.Load(t.ctx, t.file.rel.Key, 0)
	if err != nil {
		return exchange.Job{}, err
	}
	var seq int64
	for _, rec := range records {
		if e, err := workflow.Decode(rec); err == nil {
			if s, ok := e.(workflow.Sent); ok && s.Parcel == sent.ID {
				seq = rec.Seq
			}
		}
	}
	then, err := t.loadDossier(t.ctx, t.file.rel.Key, seq)
	if err != nil {
		return exchange.Job{}, err
	}
	return then.exchangeJob(t.desk, l, then.rel.Texts[l].Claim, sent.ID)
}

// writeUnlessTyped puts a text's working file in place, but never over words
// that somebody typed there.
func (t *turn) writeUnlessTyped(l workflow.Language, b []byte) {
	if t.Files == nil {
		return
	}
	k := t.known(l)
	t.after = append(t.after, func() error {
		w, err := t.Files.Look(k.Release, l)
		if err != nil {
			return err
		}
		if w.Changed {
			t.tell("file-left", map[string]any{"path": w.Path})
			return nil
		}
		path, err := t.Files.Put(k, b)
		if err == nil {
			t.out.Paths = append(t.out.Paths, path)
		}
		return err
	})
}
