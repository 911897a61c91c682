package check

import (
	"strings"

	"bayan/releases"
)

// structureCode is the check of the groups themselves: every block of both
// texts in a group, no omission or addition without a reason, and the same
// kinds on both sides of a group.
const structureCode = "structure"

var structureVariants = []string{"omitted", "added", "kind", "level"}

func (r *run) structure() {
	severity := r.job.Settings.of(structureCode, Error)
	j := r.job
	grouped := map[releases.BlockID]bool{}
	for _, g := range j.Groups {
		for _, id := range g.Target {
			grouped[id] = true
		}
	}
	tell := func(variant string, group int, block releases.BlockID, args map[string]any) {
		if severity != Off {
			r.add(Finding{Code: structureCode, Severity: severity, Variant: variant, Group: group, Block: block, Args: args})
		}
	}
	for i := range j.Text.Fields {
		id := releases.BlockID(j.Text.Fields[i].Name)
		r.alone(id, grouped[id])
	}
	for i := range j.Text.Blocks {
		id := j.Text.Blocks[i].ID
		if r.alone(id, grouped[id]); !grouped[id] && j.Base != nil {
			tell("added", NoGroup, id, map[string]any{"block": id})
		}
	}
	if j.Base == nil {
		return
	}
	clear(grouped)
	for i, g := range j.Groups {
		for _, id := range g.Source {
			grouped[id] = true
		}
		switch {
		case len(g.Source) == 0 || len(g.Target) == 0:
			if len(releases.OpenGroups(j.Groups[i:i+1])) == 0 {
				continue
			}
			if len(g.Source) > 0 {
				tell("omitted", i, g.Source[0], map[string]any{"block": g.Source[0]})
			} else if len(g.Target) > 0 {
				tell("added", i, g.Target[0], map[string]any{"block": g.Target[0]})
			}
		case g.Reason != "":
		case len(g.Source) == 1 || len(g.Target) == 1: // n:m rewrites, and adaptations, are free
			switch a, b, ok := r.kinds(g); {
			case ok:
			case a.Kind == b.Kind:
				tell("level", i, b.ID, map[string]any{"block": b.ID, "source": hashes(a), "target": hashes(b)})
			default:
				tell("kind", i, b.ID, map[string]any{"block": b.ID, "source": string(a.Kind), "target": string(b.Kind)})
			}
		}
	}
	for i := range j.Base.Blocks {
		if id := j.Base.Blocks[i].ID; !grouped[id] {
			tell("omitted", NoGroup, id, map[string]any{"block": id})
		}
	}
}

// alone makes a group for a block of the target that has none, so that the
// checks of a single text see it.
func (r *run) alone(id releases.BlockID, grouped bool) {
	if !grouped {
		r.loose = append(r.loose, releases.Group{Target: []releases.BlockID{id}})
	}
}

// hashes are what a subheading of its level begins with in Markdown.
func hashes(b *releases.Block) string { return strings.Repeat("#", b.Level) }

// kinds tells whether all blocks of a group are of one kind, subheadings of one
// level, else the first two that are not.
func (r *run) kinds(g releases.Group) (a, b *releases.Block, ok bool) {
	for _, s := range g.Source {
		for _, t := range g.Target {
			a, b = r.base[s], r.target[t]
			if a != nil && b != nil && (a.Kind != b.Kind || a.Kind == releases.Subheading && a.Level != b.Level) {
				return a, b, false
			}
		}
	}
	return nil, nil, true
}
