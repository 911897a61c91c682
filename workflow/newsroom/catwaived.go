package newsroom

import (
	"context"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/units"
	"bayan/workflow"
)

// Waivers says which findings on the units of a translation system's file were
// waived on the release that it left from: by a unit's id and a check's code.
// What the file changed of a group is not what was waived.
type Waivers func(unit, code string) *Waiver

// WaiversOf reads them; nil where the file is of no release of this desk.
func (r *Room) WaiversOf(ctx context.Context, name string, b []byte) (Waivers, error) {
	h, back, _, err := readUnits(name, b)
	if err != nil || h.Key == "" {
		return nil, nil // somebody else's: it has no units of ours
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
	key := releases.GroupKeys(job.Base, job.BaseText, job.Target, *job.TargetText)
	byBlock := map[releases.BlockID]map[string]*Waiver{}
	for _, g := range job.Groups {
		for code, w := range d.rel.Texts[l].WaivedOf(workflow.Key(key(g))) {
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
