package newsroom

import (
	"context"
	"fmt"
	"sort"

	"bayan/workflow"
)

// Rebuild makes the queue's rows anew from the streams. With dry set it only
// counts the rows that differ.
// Lost are records that the queue was made from and that are gone.
func (r *Room) Rebuild(ctx context.Context, dry bool) (rows, differing int, lost []Flaw, err error) {
	audit, ok := r.Store.(Auditor)
	if !ok {
		return 0, 0, nil, fault(ExitFailed, "no-audit", nil)
	}
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return 0, 0, nil, err
	}
	var keys []workflow.StreamID
	ends := map[workflow.StreamID]int64{}
	if err := audit.Streams(ctx, func(s workflow.StreamID, head int64) error {
		if ends[s] = head; s != workflow.DeskStream {
			keys = append(keys, s)
		}
		return nil
	}); err != nil {
		return 0, 0, nil, err
	}
	if lost, err = r.lost(ctx, audit, ends, 0, nil); err != nil {
		return 0, 0, nil, err
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	was := map[workflow.StreamID]string{}
	if err := audit.Projections(ctx, func(p Projection) error {
		was[p.Key] = fingerprint(p)
		return nil
	}); err != nil {
		return 0, 0, nil, err
	}
	each := func(yield func(Projection) error) error {
		for _, key := range keys {
			d, err := r.loadDossier(ctx, key, 0)
			if err != nil {
				return err
			}
			p, err := d.project(desk, r.now())
			if err != nil {
				return err
			}
			rows++
			if fingerprint(p) != was[key] {
				differing++
			}
			if err := yield(p); err != nil {
				return err
			}
		}
		return nil
	}
	if dry {
		err = each(func(Projection) error { return nil })
		return rows, differing, lost, err
	}
	err = audit.Rebuild(ctx, each)
	return rows, differing, lost, err
}

func fingerprint(p Projection) string { return fmt.Sprintf("%+v", p) }
