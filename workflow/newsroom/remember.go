package newsroom

import (
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/units"
	"bayan/releases/memory"
	"bayan/workflow"
)

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
	then := j.BaseText.Digests()
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
