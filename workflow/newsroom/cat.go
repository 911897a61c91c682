package newsroom

import (
	"bytes"
	"context"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/omegat"
	"bayan/releases/exchange/po"
	"bayan/releases/exchange/units"
	"bayan/releases/exchange/word"
	"bayan/releases/exchange/xliff"
	"bayan/releases/glossary"
	"bayan/releases/intake"
	"bayan/releases/memory"
	"bayan/workflow"
)

// Translators work in systems of their own: a text leaves as units and comes
// home as units, into the version and blocks that it left from.

// Memory knows what was translated before.
type Memory interface {
	// SearchAll calls f with the matches of each query in order, the best first.
	SearchAll(ctx context.Context, all []memory.Query, f func(i int, matches []memory.Match) error) error
	// Keep makes units all that is known of a release in a language.
	Keep(ctx context.Context, release string, to releases.Language, all []memory.Unit) error
}

// exchangeFormat is a kind of file for translation systems.
type exchangeFormat struct {
	name   string // as --format says it
	ends   string // of the file beside LANG.md
	write  func(io.Writer, exchange.Job) error
	folder func(exchange.Job) (map[string][]byte, error) // of one that is checked out as several files
}

var exchangeFormats = []exchangeFormat{
	{"xliff", ".xlf", xliff.Write, nil},
	{"xliff2", ".xlf", xliff.Write2, nil},
	{"po", ".po", po.Write, nil},
	{"omegat", ".omegat", omegat.Write, omegat.Files},
	{"docx", ".docx", word.Write, nil},
}

// ExchangeFormats are the names of the formats that a text can be checked out in.
func ExchangeFormats() []string {
	names := []string{"md"}
	for _, f := range exchangeFormats {
		names = append(names, f.name)
	}
	return names
}

func exchangeFormatNamed(name string) (exchangeFormat, error) {
	for _, f := range exchangeFormats {
		if f.name == name {
			return f, nil
		}
	}
	return exchangeFormat{}, fault(ExitUsage, "exchange-format-unknown", map[string]any{"word": name, "known": ExchangeFormats()})
}

// writeUnitsAfter puts the translator's file beside the working file once the
// turn is durable, and says how much of the work is new.
func (t *turn) writeUnitsAfter(l workflow.Language, format string) error {
	f, err := exchangeFormatNamed(format)
	if err != nil {
		return err
	}
	if t.Files == nil {
		return fault(ExitUsage, "no-files", nil)
	}
	job, err := t.offeredJob(l, "")
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	if f.folder != nil {
		made, err := f.folder(job)
		if err != nil {
			return err
		}
		for name, b := range made {
			files[path.Join(string(l)+f.ends, name)] = b
		}
	} else {
		var b bytes.Buffer
		if err := f.write(&b, job); err != nil {
			return err
		}
		files[string(l)+f.ends] = b.Bytes()
	}
	known := t.known(l)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		t.after = append(t.after, func() error {
			path, err := t.Files.PutBeside(known, name, files[name])
			if err == nil && (f.folder == nil || strings.HasSuffix(name, "omegat.project")) {
				t.out.Paths = append(t.out.Paths, path)
			}
			return err
		})
	}
	return nil
}

// offeredJob is what leaves to a translation system: the job with what memory
// and glossary know of it.
func (t *turn) offeredJob(l workflow.Language, parcel string) (exchange.Job, error) {
	job, err := t.file.exchangeJob(t.desk, l, parcel)
	if err != nil || job.Base == job.Target {
		return job, err
	}
	set, err := units.Of(job)
	if err != nil {
		return job, err
	}
	terms, err := t.file.glossary()
	if err != nil {
		return job, err
	}
	job.Memory, job.Terms = map[string][]exchange.Match{}, map[string][]exchange.Term{}
	var asked []memory.Query
	var counted []memory.Counted
	for _, u := range set.Units {
		if u.State == units.Translated {
			continue
		}
		text := memory.Plain(u.Source.Plain())
		asked = append(asked, memory.Query{
			Text: text, From: job.Base, To: job.Target, Before: u.Before, After: u.After, Limit: 3, Least: leastCounted,
		})
		counted = append(counted, memory.Counted{Text: text})
		job.Terms[text.Words] = exchangeTerms(terms, text.Words, job.Base, job.Target)
	}
	if t.Memory != nil {
		err := t.Memory.SearchAll(t.ctx, asked, func(i int, matches []memory.Match) error {
			if len(matches) > 0 {
				counted[i].Score = matches[0].Score
			}
			source := asked[i].Text.Words
			if _, again := job.Memory[source]; !again { // a sentence that comes again has the same
				job.Memory[source] = offered(matches)
			}
			return nil
		})
		if err != nil {
			// Work goes on without what was done before.
			t.tell("memory-not-read", map[string]any{"err": err.Error()})
		}
	}
	a := memory.Analyse(counted)
	t.out.Analysis = &a
	return job, nil
}

// The lowest scores of a match that is counted, and of one that helps more than
// it hinders.
const (
	leastCounted = 50
	leastOffered = 60
)

func offered(matches []memory.Match) []exchange.Match {
	var out []exchange.Match
	for _, m := range matches {
		if m.Score >= leastOffered {
			out = append(out, exchange.Match{Score: m.Score, Source: m.Source.Words, Target: m.Target.Words, Origin: m.Origin.String()})
		}
	}
	return out
}

func exchangeTerms(g *glossary.Glossary, text string, from, to releases.Language) []exchange.Term {
	var out []exchange.Term
	for _, hit := range g.Find(text, from) {
		for _, term := range hit.Entry.Of(to) {
			out = append(out, exchange.Term{
				Source: hit.Term.Text, Target: term.Text, Note: hit.Entry.Note, Status: exchange.TermStatus(term.Status),
			})
		}
	}
	return out
}

// isUnits tells a file of a translation system from a text or a parcel.
func isUnits(name string, b []byte) bool {
	head := strings.ToLower(string(b[:min(len(b), 4096)]))
	switch strings.ToLower(path.Ext(strings.ReplaceAll(name, `\`, "/"))) {
	case ".xlf", ".xliff", ".po":
		return true
	}
	return strings.Contains(head, "<xliff") || strings.Contains(head, "\nmsgid ") && strings.Contains(head, "\nmsgstr ")
}

// readUnits reads what a translation system wrote.
func readUnits(name string, b []byte) (units.Header, []units.Back, []releases.Told, error) {
	switch {
	case strings.EqualFold(path.Ext(name), ".po") || bytes.Contains(b[:min(len(b), 4096)], []byte("\nmsgid ")):
		return po.Read(name, b)
	case ofOmegaT(b):
		return omegat.Read(name, b)
	}
	h, back, err := xliff.Read(name, b)
	return h, back, nil, err
}

// ofOmegaT tells the file of a project that was made for OmegaT: of the data
// type that it keeps, where our other XLIFF files name their own.
func ofOmegaT(b []byte) bool {
	return bytes.Contains(b[:min(len(b), 4096)], []byte(`datatype="plaintext"`))
}

// belongs holds what a file says of itself against the job that it left from.
func (t *turn) belongs(name string, h units.Header, job exchange.Job) error {
	switch {
	case h.Key != "" && h.Key != job.Key:
		return fault(ExitConflict, "parcel-of-another", map[string]any{"path": name, "id": t.file.rel.ID, "key": h.Key})
	case h.Language != "" && h.Language != job.Target:
		return fault(ExitConflict, "parcel-other-language", map[string]any{"path": name, "language": h.Language, "asked": job.Target})
	case h.Key != "" && (h.BaseVersion != job.BaseVersion || h.TargetVersion != job.TargetVersion):
		return fault(ExitConflict, "units-outdated", map[string]any{"path": name, "id": t.file.rel.ID,
			"language": job.Base, "found": h.BaseVersion, "version": job.BaseVersion, "lang": job.Target})
	}
	return nil
}

// wordFile is a translator's Word file, nil where the file is another: one of
// ours names its release.
func wordFile(name string, b []byte) (*word.File, error) {
	if intake.Sniff(name, b) != intake.WordProcessor {
		return nil, nil
	}
	f, err := word.Read(name, b)
	if err != nil || f.Key == "" {
		return nil, err
	}
	return &f, nil
}

// wordIncoming puts a translator's Word file against the job that it left from.
func (t *turn) wordIncoming(name string, f *word.File, job exchange.Job) (incoming, error) {
	if err := t.belongs(name, f.Header, job); err != nil {
		return incoming{}, err
	}
	text, groups, remarks, told, err := f.Place(job)
	if err != nil {
		return incoming{}, err
	}
	t.tellNotes(intake.Draft{Kept: f.Kept, Dropped: f.Dropped})
	t.tellParsed(name, told)
	in, err := home(name, job, text, groups)
	in.remarks = remarksOf(job, remarks)
	return in, err
}

// remarksOf are remarks as they are kept with a version: each with the name of the
// block that it is about, and who made it where the file says so.
func remarksOf(job exchange.Job, remarks []exchange.Remark) []remark {
	names := job.BaseText.Names()
	var out []remark
	for _, r := range remarks {
		out = append(out, remark{block: names[r.Base], author: r.Author, text: r.Text})
	}
	return out
}

// unitsIncoming reads a translation system's file against the job that it left
// from, and makes it a text that comes in.
func (t *turn) unitsIncoming(name string, b []byte, job exchange.Job) (incoming, error) {
	h, back, told, err := readUnits(name, b)
	if err != nil {
		return incoming{}, err
	}
	if err := t.belongs(name, h, job); err != nil {
		return incoming{}, err
	}
	set, err := units.Sent(job, back)
	if err != nil {
		return incoming{}, err
	}
	if ofOmegaT(b) {
		back = omegat.Whole(set, back) // only what needed work was sent
	}
	text, groups, more, err := set.Rebuild(name, back)
	if err != nil {
		return incoming{}, err
	}
	t.tellParsed(name, append(told, more...))
	in, err := home(name, job, text, groups)
	in.remarks = remarksOf(job, set.Remarks(back))
	return in, err
}

// home makes a text that comes in of what came home; one without its headline is
// none yet.
func home(name string, job exchange.Job, text releases.Text, groups []releases.Group) (incoming, error) {
	if len(text.Blocks) == 0 || text.Blocks[0].Kind != releases.Headline {
		return incoming{}, fault(ExitFailed, "home-without-headline", map[string]any{"path": name})
	}
	canonical := text.Canonical()
	if _, _, err := releases.Parse(name, canonical); err != nil {
		return incoming{}, err
	}
	return incoming{language: workflow.Language(job.Target), name: name, typed: canonical, text: &text, groups: groups}, nil
}

// rememberAfter gives the memory what was approved, and what the translations of
// it are worth from now on, once that is durable. A memory that cannot be written
// to does not undo an approval.
func (t *turn) rememberAfter(l workflow.Language) {
	if t.Memory == nil {
		return
	}
	for _, each := range t.file.rel.Languages {
		v := t.file.rel.LastEndorsed(each)
		if v == nil || v.Base == nil || each != l && v.Base.Language != l {
			continue
		}
		key, language := string(t.file.rel.Key), releases.Language(each)
		all, err := t.file.approvedUnits(each, v)
		if isErased(err) {
			continue
		}
		t.after = append(t.after, func() error {
			if err == nil {
				err = t.Memory.Keep(t.ctx, key, language, all)
			}
			if err != nil {
				t.tell("memory-not-kept", map[string]any{"err": err.Error()})
			}
			return nil
		})
	}
}

// approvedUnits are the sentences of an approved version with those that they
// translate; where the source has changed since, they are marked.
func (d *dossier) approvedUnits(l workflow.Language, v *workflow.Version) ([]memory.Unit, error) {
	job, err := d.versionJob(l, v, *v.Base)
	if err != nil {
		return nil, err
	}
	set, err := units.Of(job)
	if err != nil {
		return nil, err
	}
	by, at := d.rel.Texts[l].Endorsed(v)
	origin := memory.Origin{Release: string(d.rel.Key), ID: d.rel.ID, Version: v.N, At: at.Format(workflow.TimeLayout)}
	if name, err := d.person(by); err == nil && name != "" {
		origin.ApprovedBy = []string{name}
	}
	moved := d.movedSince(job, v)
	var all []memory.Unit
	for _, u := range set.Units {
		source, target := u.Source.Plain(), u.Target.Plain()
		if !u.HasTarget || strings.TrimSpace(source) == "" || strings.TrimSpace(target) == "" {
			continue
		}
		all = append(all, memory.Unit{
			From: job.Base, To: job.Target, Source: memory.Plain(source), Target: memory.Plain(target),
			Before: u.Before, After: u.After, Reviewed: true, Stale: moved[u.Block], Origin: origin,
		})
	}
	return all, nil
}

// movedSince are the blocks of a version's base that say something else in the
// latest approved one, or are gone; by the first of their group.
func (d *dossier) movedSince(j exchange.Job, v *workflow.Version) map[releases.BlockID]bool {
	out := map[releases.BlockID]bool{}
	latest := d.rel.LatestApproved(v.Base.Language)
	if latest == nil {
		return out
	}
	now := map[workflow.BlockID]workflow.Digest{}
	for _, r := range latest.Revisions {
		now[r.ID] = r.Digest
	}
	then := digests(j.BaseText)
	for _, g := range j.Groups {
		for i, digest := range then(g.Source) {
			if now[workflow.BlockID(g.Source[i])] != workflow.Digest(digest) {
				out[g.Source[0]] = true
			}
		}
	}
	return out
}

// versionJob is a version of a translation against a version of its base, as
// what leaves for a translation system is made of.
func (d *dossier) versionJob(l workflow.Language, v *workflow.Version, b workflow.Base) (exchange.Job, error) {
	of := d.rel.Version(b.Language, b.Version)
	job := exchange.Job{
		Key: string(d.rel.Key), ID: d.rel.ID, Base: releases.Language(b.Language), BaseVersion: b.Version,
		Target: releases.Language(l), TargetVersion: v.N, Used: d.rel.Texts[l].Used,
		BaseEnds: d.saidEnds(b.Language, of), TargetEnds: d.saidEnds(l, v),
	}
	var err error
	if job.House, err = d.room.house(); err != nil {
		return job, err
	}
	if job.BaseText, err = d.version(of); err != nil {
		return job, err
	}
	text, err := d.version(v)
	job.TargetText = &text
	job.Groups = releases.Align(job.BaseText, text, d.groups(v.Groups), text)
	return job, err
}

// Waivers says which findings on the units of a translation system's file were
// waived on the release that it left from: by a unit's id and a check's code.
// What the file changed of a group is not what was waived.
type Waivers func(unit, code string) *Waiver

// WaiversOf reads them; nil where the file is of no release of this desk.
func (r *Room) WaiversOf(ctx context.Context, name string, b []byte) (Waivers, error) {
	h, back, _, err := readUnits(name, b)
	if err != nil || h.Key == "" {
		return nil, err
	}
	d, err := r.loadDossier(ctx, workflow.StreamID(h.Key), 0)
	if err != nil {
		return nil, err
	}
	l := workflow.Language(h.Language)
	v, base := d.rel.Version(l, h.TargetVersion), workflow.Base{Language: workflow.Language(h.Base), Version: h.BaseVersion}
	if v == nil || d.rel.Version(base.Language, base.Version) == nil {
		return nil, nil
	}
	job, err := d.versionJob(l, v, base)
	if err != nil {
		return nil, err
	}
	set, err := units.Sent(job, back)
	if err != nil {
		return nil, err
	}
	waived, err := d.waivedUnits(l, job, set, back)
	return func(unit, code string) *Waiver { return waived[unit][code] }, err
}

// waivedUnits are the waivers of each unit whose group came home as it left, by
// code.
func (d *dossier) waivedUnits(l workflow.Language, job exchange.Job, set units.Set, back []units.Back) (map[string]map[string]*Waiver, error) {
	changed := set.Changed(back)
	source, own := digests(job.BaseText), digests(*job.TargetText)
	byBlock := map[releases.BlockID]map[string]*Waiver{}
	for _, g := range job.Groups {
		key := releases.Key(job.Base, source(g.Source), job.Target, own(g.Target))
		for code, w := range d.rel.Texts[l].WaivedOf(workflow.Key(key)) {
			one, err := d.waiver(w)
			if err != nil {
				return nil, err
			}
			for _, id := range g.Source {
				if byBlock[id] == nil {
					byBlock[id] = map[string]*Waiver{}
				}
				byBlock[id][code] = one
			}
		}
	}
	out := map[string]map[string]*Waiver{}
	for _, u := range set.Units {
		if !changed[u.Block] {
			out[u.ID] = byBlock[u.Block]
		}
	}
	return out, nil
}
