package newsroom

import (
	"context"
	"encoding/json"
	"errors"
	"sort"
	"strings"
	"time"

	"bayan/releases"
	"bayan/releases/check"
	"bayan/workflow"
)

// Queries read and change nothing, but for remembering what a member was shown.

// project makes the rows that lists and queues read.
func (d *dossier) project(desk *workflow.Desk, now time.Time) (Projection, error) {
	sit := d.situation(desk, now)
	tasks := workflow.Tasks(desk, d.rel, sit.Situation)
	stage := d.rel.Stage(desk, sit.Situation)
	if sit.err != nil {
		return Projection{}, sit.err
	}
	listed, err := d.listed(stage)
	return Projection{Listed: listed, Tasks: tasks}, err
}

func (d *dossier) listed(stage workflow.Stage) (Listed, error) {
	rel := d.rel
	title, err := d.title()
	if err != nil {
		return Listed{}, err
	}
	l := Listed{
		Key: rel.Key, ID: rel.ID, Title: title, Source: rel.Source, Languages: rel.Languages, Stage: stage,
		Edition: len(rel.Editions), Date: rel.Facts["date"].Text, Created: rel.CreatedAt, Updated: rel.LastAt, Head: rel.Head,
	}
	if rel.Embargo != nil {
		l.Embargo = *rel.Embargo
	}
	if rel.ScheduledAt != nil {
		l.Scheduled = *rel.ScheduledAt
	}
	return l, nil
}

// title is the headline of the source's newest state.
func (d *dossier) title() (string, error) {
	text := d.rel.Texts[d.rel.Source]
	var t releases.Text
	var err error
	switch {
	case text.Draft != nil && len(text.Draft.Revisions) > 0:
		t, err = d.draft(text.Draft)
	case d.rel.Current(d.rel.Source) != nil:
		t, err = d.version(d.rel.Current(d.rel.Source))
	default:
		return d.rel.ID, nil
	}
	if isErased(err) {
		return d.rel.ID, nil
	}
	return t.Headline(), err
}

// PendingQuery says whose work, and of which kind.
type PendingQuery struct {
	Member workflow.MemberID
	Action workflow.Action // "" for all
	Limit  int             // 0 for all
}

// queueActions are the actions that tasks wait for.
var queueActions = []workflow.Action{
	workflow.ActCheckin, workflow.ActCheckout, workflow.ActApprove, workflow.ActWaiveStale, workflow.ActSign, workflow.ActPublish,
}

// Pending lists what waits for a member, the most urgent first; more tells
// whether the limit cut it.
func (r *Room) Pending(ctx context.Context, q PendingQuery) (list []QueueRow, more bool, err error) {
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return nil, false, err
	}
	if _, known := desk.Members[q.Member]; !known {
		return nil, false, notMember(q.Member)
	}
	now := r.now()
	var kinds []TaskKind
	for _, a := range queueActions {
		if q.Action != "" && q.Action != a {
			continue
		}
		for _, scope := range desk.Scopes(q.Member, a) {
			kinds = append(kinds, TaskKind{a, scope})
		}
	}
	// Some rows are for others alone (their own words, somebody's claim): ask
	// for more until enough are left or there are no more.
	for limit := max(q.Limit, pendingLeast) + 1; ; limit *= 4 {
		rows, err := r.Store.Queue(ctx, kinds, limit)
		if err != nil {
			return nil, false, err
		}
		list = list[:0]
		for _, row := range rows {
			if row.Task.For(desk, q.Member, now) {
				list = append(list, row)
			}
		}
		switch {
		case q.Limit > 0 && len(list) > q.Limit:
			return list[:q.Limit], true, nil
		case len(rows) < limit:
			return list, false, nil
		}
	}
}

// pendingLeast is how many tasks the store is asked for at least.
const pendingLeast = 50

func notMember(m workflow.MemberID) error {
	if m == "" {
		return fault(ExitUsage, "no-member", nil)
	}
	return fault(ExitFailed, "no-such-member", map[string]any{"member": m})
}

// List pages through the desk's releases; without a limit it gives all.
func (r *Room) List(ctx context.Context, q ListQuery) ([]Listed, error) {
	if q.Limit > 0 {
		return r.Store.List(ctx, q)
	}
	var all []Listed
	for q.Limit = listPage; ; q.After = all[len(all)-1].ID {
		page, err := r.Store.List(ctx, q)
		if all = append(all, page...); err != nil || len(page) < listPage {
			return all, err
		}
	}
}

// listPage is how many releases the store is asked for at a time.
const listPage = 500

// Shown is a release as people see it.
type Shown struct {
	Listed
	State      *workflow.Release
	Facts      releases.Facts
	Correcting bool
	Manifest   releases.Digest // what would be signed now; "" while it cannot be
	Texts      []ShownText     // in the release's order, the source first
	Signoffs   []ShownSignoff
	Allowed    []workflow.Permission // for the member who looks
	Waiting    []workflow.Task
	ManifestOf string // the signed lines
}

// ShownText is one language of a release as people see it.
type ShownText struct {
	Language workflow.Language
	RTL      bool
	State    workflow.State
	Version  int
	Digest   workflow.Digest
	Base     *workflow.Base
	Holder   workflow.MemberID
	Until    time.Time
	Stale    []string // blocks of the base by present name
	Blocks   int
	Note     string // of a text that was returned
	NoteAt   string // the block that it is about
}

// ShownSignoff is a sign-off, and whether it is for what stands now.
type ShownSignoff struct {
	Role     string
	Member   workflow.MemberID
	For      workflow.MemberID // whose decision it is, where Member recorded it; else ""
	At       time.Time
	Manifest workflow.Digest
	Current  bool
}

// Show tells how a release stands, and remembers which manifest was shown.
func (r *Room) Show(ctx context.Context, who Who, release string) (Shown, error) {
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return Shown{}, err
	}
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return Shown{}, err
	}
	now := r.now()
	sit := d.situation(desk, now)
	s := Shown{State: d.rel, Correcting: d.rel.Correction != nil}
	if s.Listed, err = d.listed(d.rel.Stage(desk, sit.Situation)); err != nil {
		return s, err
	}
	if s.Facts, err = d.facts(); err != nil {
		return s, err
	}
	for _, l := range d.rel.Languages {
		text, err := d.shownText(l, now)
		if err != nil {
			return s, err
		}
		s.Texts = append(s.Texts, text)
	}
	m, ok, err := d.manifest(desk, d.set(desk, sit))
	if err != nil {
		return s, err
	}
	if ok {
		s.Manifest, s.ManifestOf = m.Digest(), string(m.Signed())
	}
	for _, so := range d.rel.Signoffs {
		s.Signoffs = append(s.Signoffs, ShownSignoff{
			Role: so.Role, Member: so.Member, For: so.For, At: so.At, Manifest: so.Manifest,
			Current: d.rel.SignoffCurrent(so, sit.Situation),
		})
	}
	s.Allowed = workflow.Allowed(desk, d.rel, who.Member, sit.Situation)
	s.Waiting = workflow.Tasks(desk, d.rel, sit.Situation)
	if sit.err != nil {
		return s, sit.err
	}
	if s.Stage == workflow.Signing || s.Stage == workflow.Ready {
		err = r.show(ctx, who.Member, d.rel.Key, "manifest", string(s.Manifest))
	}
	return s, err
}

func (d *dossier) shownText(l workflow.Language, now time.Time) (ShownText, error) {
	out := ShownText{Language: l, RTL: d.room.RTL(releases.Language(l)), State: d.rel.State(l, now), Stale: d.staleNames(l)}
	at := d.rel.Texts[l]
	if claim := at.Claim; claim != nil && now.Before(claim.Until) {
		out.Holder, out.Until = claim.Member, claim.Until
	}
	v := d.rel.Current(l)
	var text releases.Text
	var err error
	switch {
	case v != nil:
		out.Version, out.Digest, out.Base = v.N, v.Digest, v.Base
		text, err = d.version(v)
	case at.Draft != nil && len(at.Draft.Revisions) > 0:
		text, err = d.draft(at.Draft)
	}
	if err != nil {
		return out, err
	}
	out.Blocks = len(text.Blocks)
	if ret := at.ReturnedWith; ret != nil && out.State == workflow.Returned {
		if out.Note, err = d.words(ret.Note); err != nil {
			return out, err
		}
		out.NoteAt = text.Names()[releases.BlockID(ret.Block)]
	}
	return out, nil
}

// Entry is one event as the log shows it.
type Entry struct {
	Record workflow.Record
	Data   json.RawMessage
	For    string            // a member's id or a person's name
	Words  map[string]string // notes and reasons by field
}

// Log lists a release's events.
func (r *Room) Log(ctx context.Context, release string) ([]Entry, error) {
	var records []workflow.Record
	var err error
	d := &dossier{room: r, ctx: ctx}
	if release == string(workflow.DeskStream) {
		records, err = r.Store.Load(ctx, workflow.DeskStream, 0)
	} else {
		var found Listed
		if found, err = r.find(ctx, release); err == nil {
			records, err = r.Store.Load(ctx, found.Key, 0)
		}
	}
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, rec := range records {
		e := Entry{Record: rec, Data: rec.Data, Words: map[string]string{}}
		if e.For, err = d.person(rec.For); err != nil {
			return nil, err
		}
		var fields map[string]any
		if json.Unmarshal(rec.Data, &fields) == nil {
			if e.Words["waived"], err = d.waived(fields); err != nil {
				return nil, err
			}
			for _, name := range []string{"note", "why", "what"} {
				if ref, _ := fields[name].(string); ref != "" && len(ref) == 64 {
					if e.Words[name], err = d.words(workflow.Ref(ref)); err != nil {
						return nil, err
					}
				}
			}
			if to, _ := fields["to"].(string); to != "" {
				if e.Words["to"], err = d.person(workflow.MemberID(to)); err != nil {
					return nil, err
				}
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// waived are the findings that an approval let pass, each with the reason.
func (d *dossier) waived(fields map[string]any) (string, error) {
	list, _ := fields["waivers"].([]any)
	var out []string
	for _, w := range list {
		w, _ := w.(map[string]any)
		code, _ := w["code"].(string)
		ref, _ := w["reason"].(string)
		reason, err := d.words(workflow.Ref(ref))
		if err != nil {
			return "", err
		}
		out = append(out, code+": "+reason)
	}
	return strings.Join(out, " · "), nil
}

// person is a member's id, or the name that a content row holds.
func (d *dossier) person(m workflow.MemberID) (string, error) {
	if len(m) != 64 {
		return string(m), nil
	}
	name, err := d.words(workflow.Ref(m))
	if errors.Is(err, ErrNotFound) {
		return string(m), nil
	}
	return name, err
}

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

// Checked is a text with what the checks found.
type Checked struct {
	Release  string
	Language workflow.Language
	Version  int // 0 for a working file
	Names    map[releases.BlockID]string
	Base     map[releases.BlockID]string // names of the base's blocks
	Findings []check.Finding
}

// Check runs the checks on one text or, for no language, on all: on the
// caller's working file while they hold the claim, else on the latest version.
func (r *Room) Check(ctx context.Context, who Who, release string, l workflow.Language) ([]Checked, error) {
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return nil, err
	}
	languages := d.rel.Languages
	if l != "" {
		if d.rel.Texts[l] == nil {
			return nil, d.nothingIn(l)
		}
		languages = []workflow.Language{l}
	}
	var out []Checked
	for _, each := range languages {
		c, ok, err := r.checkOne(d, who, each)
		if err != nil {
			return out, err
		}
		if ok {
			out = append(out, c)
		} else if l != "" {
			return out, d.nothingIn(l)
		}
	}
	return out, nil
}

func (r *Room) checkOne(d *dossier, who Who, l workflow.Language) (Checked, bool, error) {
	c := Checked{Release: d.rel.ID, Language: l}
	v := d.rel.Current(l)
	job, atHand, err := r.workingJob(d, who, l, v)
	if err != nil {
		return c, false, err
	}
	if !atHand {
		if v == nil {
			return c, false, nil
		}
		c.Version = v.N
		if job, err = d.job(v, l); err != nil {
			return c, false, err
		}
	}
	c.Names = job.Text.Names()
	if job.Base != nil {
		c.Base = job.Base.Names()
	}
	c.Findings = check.Run(job)
	return c, true, nil
}

// workingJob checks what the holder is typing, as a check-in would take it.
func (r *Room) workingJob(d *dossier, who Who, l workflow.Language, v *workflow.Version) (check.Job, bool, error) {
	at := d.rel.Texts[l]
	if r.Files == nil || at.Claim == nil || at.Claim.Member != who.Member || !r.now().Before(at.Claim.Until) {
		return check.Job{}, false, nil
	}
	w, err := r.Files.Look(d.rel.ID, l)
	if err != nil || w.Bytes == nil {
		return check.Job{}, false, err
	}
	text, told, err := releases.Parse(w.Path, w.Bytes)
	if err != nil {
		return check.Job{}, false, err
	}
	t := &turn{Room: r, ctx: d.ctx, file: d}
	if text, _, err = t.nameBlocks(l, text); err != nil {
		return check.Job{}, false, err
	}
	j := check.Job{Language: releases.Language(l), Text: text, Told: told}
	if at.Claim.Base == nil {
		return j, true, nil
	}
	base, err := d.version(d.rel.Version(at.Claim.Base.Language, at.Claim.Base.Version))
	if err != nil {
		return j, false, err
	}
	var prior []releases.Group
	priorText := text
	if v != nil {
		prior = d.groups(v.Groups)
		if priorText, err = d.version(v); err != nil {
			return j, false, err
		}
	}
	j.BaseLanguage, j.Base = releases.Language(at.Claim.Base.Language), &base
	j.Groups = releases.Align(base, text, prior, priorText)
	return j, true, nil
}

// countFindings counts errors and warnings on the current version.
func (d *dossier) countFindings(l workflow.Language) (errs, warnings int, err error) {
	v := d.rel.Current(l)
	if v == nil {
		return 0, 0, nil
	}
	job, err := d.job(v, l)
	if err != nil {
		return 0, 0, err
	}
	for _, f := range check.Run(job) {
		switch f.Severity {
		case check.Error:
			errs++
		case check.Warning:
			warnings++
		}
	}
	return errs, warnings, nil
}

// Reviewed is a text as a reviewer reads it: its groups, which of them wait for
// a look, and why.
type Reviewed struct {
	Release  string
	Title    string
	Language workflow.Language
	Base     workflow.Language // "" for a source
	State    workflow.State
	Version  int
	Since    int // the approved version that it is compared with; 0 for none
	Note     string
	Groups   []ReviewedGroup
	Hidden   int // groups that are unchanged and not listed
}

// ReviewedGroup is one group of a text under review.
type ReviewedGroup struct {
	Names      []string // of its blocks in the text; of an omission, the base's
	Source     []string // plain words of the base's blocks
	SourceWas  []string // as they were in the approved version, where they changed
	Target     []string
	TargetWas  []string // as they were in the approved version, where they changed
	New        bool     // in no approved version
	Unreviewed bool
	Own        bool // the reader wrote it, so that a colleague has to look
	Reason     string
	Findings   []check.Finding
}

// Review shows what changed since the last approved version, and remembers
// that this version was shown.
func (r *Room) Review(ctx context.Context, who Who, release string, l workflow.Language, all bool) (Reviewed, error) {
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return Reviewed{}, err
	}
	v := d.rel.Current(l)
	if v == nil {
		return Reviewed{}, d.nothingIn(l)
	}
	out := Reviewed{Release: d.rel.ID, Language: l, State: d.rel.State(l, r.now()), Version: v.N}
	if out.Title, err = d.title(); err != nil {
		return out, err
	}
	if v.Base != nil {
		out.Base = v.Base.Language
	}
	before := d.rel.LastEndorsed(l)
	if before != nil {
		out.Since = before.N
	}
	if err := d.reviewGroups(&out, who.Member, v, before, all); err != nil {
		return out, err
	}
	return out, r.show(ctx, who.Member, d.rel.Key, string(l), shownVersion(v))
}

func (d *dossier) reviewGroups(out *Reviewed, reader workflow.MemberID, v, before *workflow.Version, all bool) error {
	job, err := d.job(v, out.Language)
	if err != nil {
		return err
	}
	base, err := d.base(v)
	if err != nil {
		return err
	}
	// What was erased since cannot be compared with; the rest is shown all the same.
	was, err := d.version(before)
	if err != nil && !isErased(err) {
		return err
	}
	baseWas, err := d.base(before)
	if err != nil && !isErased(err) {
		return err
	}
	approved := map[workflow.Key]bool{}
	if before != nil {
		for _, g := range before.Groups {
			approved[g.Key] = true
		}
	}
	unreviewed := map[int]bool{}
	for _, i := range d.rel.Unreviewed(out.Language) {
		unreviewed[i] = true
	}
	findings := map[workflow.Key][]check.Finding{}
	for _, f := range check.Run(job) {
		findings[keyOf(v, f)] = append(findings[keyOf(v, f)], f)
	}
	for i, g := range v.Groups {
		changed := !approved[g.Key]
		if !all && !changed && !unreviewed[i] {
			out.Hidden++
			continue
		}
		names, err := d.blockNames(out.Language, []int{i})
		if err != nil {
			return err
		}
		rg := ReviewedGroup{
			Names: names, New: changed, Unreviewed: unreviewed[i], Findings: findings[g.Key],
			Source: plain(base, g.Source), Target: plain(job.Text, g.Target),
		}
		for _, a := range d.rel.Authors(out.Language, i) {
			rg.Own = rg.Own || a == reader
		}
		if rg.Reason, err = d.words(g.Reason); err != nil {
			return err
		}
		if before != nil && changed {
			rg.TargetWas, rg.SourceWas = plain(was, g.Target), plain(baseWas, g.Source)
		}
		out.Groups = append(out.Groups, rg)
	}
	return nil
}

// plain are the words of some blocks; a block that is not there is left out.
func plain(t releases.Text, ids []workflow.BlockID) []string {
	var out []string
	for _, id := range ids {
		if b, ok := t.Block(releases.BlockID(id)); ok {
			out = append(out, b.Plain())
		}
	}
	return out
}

// Formats are the formats that exports can have.
func (r *Room) Formats() []string {
	names := append([]string(nil), r.Render.Formats()...)
	sort.Strings(names)
	return names
}
