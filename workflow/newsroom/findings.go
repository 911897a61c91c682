package newsroom

import (
	"cmp"
	"context"

	"bayan/releases"
	"bayan/releases/check"
	"bayan/workflow"
)

// Checked is a text with what the checks found.
type Checked struct {
	Release  string
	Language workflow.Language
	Version  int    // 0 for a working file
	File     string // of a translation system; "" for a release and for texts
	Names    map[releases.BlockID]string
	Base     map[releases.BlockID]string // names of the base's blocks
	Findings []Finding
}

// Finding is what a check found, and whose word it passed on.
type Finding struct {
	check.Finding
	Waived *Waiver // nil while it is open
}

// Waiver lets a finding pass, as long as its group is the same.
type Waiver struct {
	By     string // a member's id, or the person's name for whom it was recorded
	Reason string // "" where it was erased
}

// Open tells an error that stands in the way of approval.
func (f Finding) Open() bool { return f.Severity == check.Error && f.Waived == nil }

// found runs the checks on a text, and says what was waived of what they find.
func (d *dossier) found(l workflow.Language, j check.Job) ([]Finding, error) {
	key := keysOf(j)
	var out []Finding
	for _, f := range check.Run(j) {
		one := Finding{Finding: f}
		if w, ok := d.rel.Texts[l].Waived(f.Code, key(f)); ok {
			var err error
			if one.Waived, err = d.waiver(w); err != nil {
				return nil, err
			}
		}
		out = append(out, one)
	}
	return out, nil
}

func (d *dossier) waiver(w workflow.Waived) (*Waiver, error) {
	by, err := d.person(cmp.Or(w.For, w.By))
	if err != nil {
		return nil, err
	}
	reason, err := d.words(w.Reason)
	return &Waiver{By: by, Reason: reason}, err
}

// Check runs the checks on one text or, for no language, on all: on the
// caller's working file while they hold the claim, else on the latest version.
func (r *Room) Check(ctx context.Context, who Who, release string, l workflow.Language) ([]Checked, error) {
	d, err := r.openToRead(ctx, release)
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

// Rules gives a text that is in no release the rules of the desk: its severities,
// house style and glossary.
func (r *Room) Rules(ctx context.Context, j check.Job) (check.Job, error) {
	return (&dossier{room: r, ctx: ctx}).rules(j)
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
	job.Speller = r.Speller
	c.Findings, err = d.found(l, job)
	return c, true, err
}

// workingJob checks what the holder is typing, as a check-in would take it.
func (r *Room) workingJob(d *dossier, who Who, l workflow.Language, v *workflow.Version) (check.Job, bool, error) {
	at := d.rel.Texts[l]
	text, told, atHand, err := r.typing(d, who, l)
	if err != nil || !atHand {
		return check.Job{}, false, err
	}
	j, err := d.rules(check.Job{Language: releases.Language(l), Text: text, Told: told})
	if err != nil || at.Claim.Base == nil {
		return j, true, err
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

// typing reads what the holder is typing, its blocks named as a check-in would
// name them; false where the caller does not hold the text, or has no file of it.
func (r *Room) typing(d *dossier, who Who, l workflow.Language) (releases.Text, []releases.Told, bool, error) {
	at := d.rel.Texts[l]
	if r.Files == nil || at.Claim == nil || at.Claim.Member != who.Member || !r.now().Before(at.Claim.Until) {
		return releases.Text{}, nil, false, nil
	}
	w, err := r.Files.Look(d.rel.ID, l)
	if err != nil || w.Bytes == nil {
		return releases.Text{}, nil, false, err
	}
	text, told, err := releases.Parse(w.Path, w.Bytes)
	if err != nil {
		return releases.Text{}, nil, false, err
	}
	t := &turn{Room: r, ctx: d.ctx, file: d}
	text, _, err = t.nameBlocks(l, text, workflow.Digest(text.Digest()))
	return text, told, err == nil, err
}

// countFindings counts open errors, and warnings, on the current version.
func (d *dossier) countFindings(l workflow.Language) (errs, warnings int, err error) {
	v := d.rel.Current(l)
	if v == nil {
		return 0, 0, nil
	}
	job, err := d.job(v, l)
	if err != nil {
		return 0, 0, err
	}
	return d.countIn(l, job)
}

// countIn counts open errors, and warnings, of a job on a text.
func (d *dossier) countIn(l workflow.Language, j check.Job) (errs, warnings int, err error) {
	all, err := d.found(l, j)
	for _, f := range all {
		switch {
		case f.Open():
			errs++
		case f.Severity == check.Warning:
			warnings++
		}
	}
	return errs, warnings, err
}
