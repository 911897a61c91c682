package newsroom

import (
	"cmp"
	"context"
	"slices"

	"bayan/releases"
	"bayan/workflow"
)

// Reviewed is a text as a reviewer reads it: its groups, which of them wait for
// a look, and why.
type Reviewed struct {
	Release  string
	Title    string
	Titles   Titles // of the translations
	Language workflow.Language
	Base     workflow.Language // "" for a source
	State    workflow.State
	Version  int
	Since    int       // the approved version that it is compared with; 0 for none
	By       string    // whose words the version is
	Note     string    // that it was checked in with, a line for each remark
	Returned *Returned // what the reviewer asked for, since the last approval
	Alone    bool      // the policy lets the reader review their own words
	Groups   []ReviewedGroup
	Hidden   int // groups of blocks that are unchanged and not listed; fields are not counted, as nowhere else
}

// Returned is what a reviewer gave a version back with.
type Returned struct {
	Version int
	By      string
	Block   string // its present name, with a dash where it is gone; "" for the text
	Note    string
	Shown   bool // with the group that it is about
}

// ReviewedGroup is one group of a text under review.
type ReviewedGroup struct {
	Names      []string // of its blocks in the text; of an omission, the base's
	Source     []string // the base's blocks as releases.Block.Marked has them, and so all below
	SourceWas  []string // as they were in the approved version, where they changed
	SourceNow  []string // as they are since, where Drift is not ""
	Drift      Drift
	Target     []string
	TargetWas  []string // as they were in the approved version, where they changed
	New        bool     // in no approved version
	Unreviewed bool
	Own        bool // the reader wrote it, so that a colleague has to look, unless Alone
	Reason     string
	Findings   []Finding
	Terms      []Term   // of the glossary, in the source
	Notes      []string // of the return that it was worked on after
}

// Drift is what became of a group's source after it was translated.
type Drift string

const (
	DriftChanged      Drift = "changed"
	DriftGone         Drift = "gone"         // nothing of it is left
	DriftMoved        Drift = "moved"        // it stands elsewhere
	DriftUntranslated Drift = "untranslated" // it is new: there is no group yet
)

// Review shows what changed since the last approved version, in the text and in
// what it was translated from, and remembers that this version was shown.
func (r *Room) Review(ctx context.Context, who Who, release string, l workflow.Language, all bool) (Reviewed, error) {
	d, err := r.openToRead(ctx, release)
	if err != nil {
		return Reviewed{}, err
	}
	v := d.rel.Current(l)
	if v == nil {
		return Reviewed{}, d.nothingIn(l)
	}
	out := Reviewed{Release: d.rel.ID, Language: l, State: d.rel.State(l, r.now()), Version: v.N,
		Alone: d.desk.Policy.FourEyes == workflow.EyesNone}
	if out.Title, err = d.title(); err != nil {
		return out, err
	}
	if out.Titles, err = d.titles(); err != nil {
		return out, err
	}
	if v.Base != nil {
		out.Base = v.Base.Language
	}
	if out.By, err = d.person(cmp.Or(v.For, v.By)); err != nil {
		return out, err
	}
	if out.Note, err = d.words(v.Note); err != nil {
		return out, err
	}
	if out.Returned, err = d.asked(l, v); err != nil {
		return out, err
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

// asked is the newest return of a text since its last approval.
func (d *dossier) asked(l workflow.Language, v *workflow.Version) (*Returned, error) {
	r := d.rel.Texts[l].Asked
	if r == nil {
		return nil, nil
	}
	out := &Returned{Version: r.Version}
	var err error
	if out.By, err = d.person(cmp.Or(r.For, r.By)); err != nil {
		return nil, err
	}
	if out.Note, err = d.words(r.Note); err != nil || r.Block == "" {
		return out, err
	}
	now, err := d.version(v)
	if err != nil {
		return nil, err
	}
	if out.Block = now.Names()[releases.BlockID(r.Block)]; out.Block == "" {
		then, err := d.version(d.rel.Version(l, r.Version))
		if err != nil && !isErased(err) {
			return nil, err
		}
		out.Block = then.Names()[releases.BlockID(r.Block)] + "-" // it is gone
	}
	return out, nil
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
	drift, err := d.drift(out.Language, v)
	if err != nil {
		return err
	}
	job.Speller = d.room.Speller
	checked, err := d.found(out.Language, job)
	if err != nil {
		return err
	}
	findings := map[workflow.Key][]Finding{}
	key := keysOf(job)
	for _, f := range checked {
		findings[key(f.Finding)] = append(findings[key(f.Finding)], f)
	}
	for i, g := range v.Groups {
		changed := !approved[g.Key]
		now, drifted := drift.of[i]
		if !all && !changed && !unreviewed[i] && !drifted {
			if !ofField(g) {
				out.Hidden++
			}
			continue
		}
		names, err := d.blockNames(out.Language, []int{i})
		if err != nil {
			return err
		}
		rg := ReviewedGroup{
			Names: names, New: changed, Unreviewed: unreviewed[i], Findings: findings[g.Key],
			Source: marked(base, g.Source), Target: marked(job.Text, g.Target),
			SourceNow: now.words, Drift: now.what,
		}
		if out.Base != "" {
			rg.Terms = termsIn(job.Glossary, eachOf(base, g.Source, releases.Block.Plain), releases.Language(out.Base), releases.Language(out.Language))
		}
		for _, a := range d.rel.Authors(out.Language, i) {
			rg.Own = rg.Own || a == reader
		}
		if rg.Reason, err = d.words(g.Reason); err != nil {
			return err
		}
		if r := out.Returned; r != nil && r.Block != "" && slices.Contains(names, r.Block) {
			rg.Notes, r.Shown = []string{r.Note}, true
		}
		if before != nil && changed {
			rg.TargetWas, rg.SourceWas = marked(was, g.Target), marked(baseWas, g.Source)
		}
		out.Groups = append(out.Groups, rg)
	}
	out.Groups = append(out.Groups, drift.new...)
	return nil
}

// ofField tells the group of a field of the front matter.
func ofField(g workflow.Group) bool {
	return slices.ContainsFunc(slices.Concat(g.Source, g.Target), func(id workflow.BlockID) bool { return releases.BlockID(id).IsField() })
}

// drifting is what became of a text's source: by the place of its groups, and
// what is new.
type drifting struct {
	of  map[int]drifted
	new []ReviewedGroup
}

type drifted struct {
	what  Drift
	words []string
}

// drift compares what a version was translated from with the latest approved
// version of that.
func (d *dossier) drift(l workflow.Language, v *workflow.Version) (drifting, error) {
	out := drifting{of: map[int]drifted{}}
	stale := d.rel.Staleness(l)
	if v.Base == nil || !stale.Any() {
		return out, nil
	}
	now, err := d.version(d.rel.LatestApproved(v.Base.Language))
	if err != nil {
		return out, err
	}
	for _, i := range stale.Groups {
		source := v.Groups[i].Source
		one := drifted{DriftMoved, marked(now, source)}
		for _, id := range source {
			if slices.Contains(stale.Changed, id) || slices.Contains(stale.Gone, id) {
				one.what = DriftChanged
			}
		}
		if len(one.words) == 0 {
			one.what = DriftGone
		}
		out.of[i] = one
	}
	names := now.Names()
	for _, id := range stale.Untranslated {
		out.new = append(out.new, ReviewedGroup{Names: []string{names[releases.BlockID(id)]},
			SourceNow: marked(now, []workflow.BlockID{id}), Drift: DriftUntranslated})
	}
	return out, nil
}

// marked are some blocks with all that a reader of the page will meet: words, marks,
// the addresses of links. A block that is not there is left out.
func marked(t releases.Text, ids []workflow.BlockID) []string {
	return eachOf(t, ids, releases.Block.Marked)
}

func eachOf(t releases.Text, ids []workflow.BlockID, say func(releases.Block) string) (out []string) {
	for _, id := range ids {
		if b, ok := t.Block(releases.BlockID(id)); ok {
			out = append(out, say(b))
		}
	}
	return out
}
