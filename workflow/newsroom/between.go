package newsroom

import (
	"errors"

	"bayan/releases"
	"bayan/releases/check"
	"bayan/workflow"
)

// The two cores do not know each other. What passes between them stands here.

func blockIDs(revisions []workflow.Revision) []releases.BlockID {
	var ids []releases.BlockID
	for _, r := range revisions {
		if !releases.BlockID(r.ID).IsField() {
			ids = append(ids, releases.BlockID(r.ID))
		}
	}
	return ids
}

// toRevisions leaves the slug out: no translation follows it and no review looks at
// it; it stands in the manifest, which is signed.
func toRevisions(rs []releases.Revision) []workflow.Revision {
	out := make([]workflow.Revision, 0, len(rs))
	for _, r := range rs {
		if r.ID != releases.Slug {
			out = append(out, workflow.Revision{ID: workflow.BlockID(r.ID), Digest: workflow.Digest(r.Digest)})
		}
	}
	return out
}

func fromRevisions(rs []workflow.Revision) []releases.Revision {
	out := make([]releases.Revision, len(rs))
	for i, r := range rs {
		out[i] = releases.Revision{ID: releases.BlockID(r.ID), Digest: releases.Digest(r.Digest)}
	}
	return out
}

func toIDs(ids []releases.BlockID) []workflow.BlockID {
	var out []workflow.BlockID
	for _, id := range ids {
		out = append(out, workflow.BlockID(id))
	}
	return out
}

func fromIDs(ids []workflow.BlockID) []releases.BlockID {
	var out []releases.BlockID
	for _, id := range ids {
		out = append(out, releases.BlockID(id))
	}
	return out
}

// groups are recorded groups with the reasons that were given for them.
func (d *dossier) groups(gs []workflow.Group) []releases.Group {
	out := make([]releases.Group, len(gs))
	for i, g := range gs {
		out[i] = releases.Group{Source: fromIDs(g.Source), Target: fromIDs(g.Target)}
		if g.Reason != "" {
			// An erased reason was a reason all the same.
			if out[i].Reason, _ = d.words(g.Reason); out[i].Reason == "" {
				out[i].Reason = string(g.Reason)
			}
		}
	}
	return out
}

// record gives groups their keys and keeps the reasons as content. Reasons
// that stood in before keep their rows.
func (t *turn) record(l workflow.Language, base, target releases.Text, baseLang workflow.Language, gs []releases.Group, before []workflow.Group) ([]workflow.Group, error) {
	key := releases.GroupKeys(releases.Language(baseLang), base, releases.Language(l), target)
	kept := map[string]workflow.Ref{}
	for i, g := range t.file.groups(before) {
		if before[i].Reason != "" {
			kept[g.Reason] = before[i].Reason
		}
	}
	var out []workflow.Group
	for _, g := range gs {
		if g.HoldsSlug() {
			continue
		}
		out = append(out, workflow.Group{Source: toIDs(g.Source), Target: toIDs(g.Target), Key: workflow.Key(key(g))})
		if g.Reason == "" {
			continue
		}
		ref, ok := kept[g.Reason]
		if !ok {
			var err error
			if ref, err = t.put([]byte(g.Reason)); err != nil {
				return nil, err
			}
			kept[g.Reason] = ref
		}
		out[len(out)-1].Reason = ref
	}
	return out, nil
}

// sourceGroups are those of a source: one for each field and block.
func sourceGroups(l workflow.Language, t releases.Text) []workflow.Group {
	var out []workflow.Group
	for _, r := range toRevisions(t.Revisions()) {
		key := releases.Key("", nil, releases.Language(l), []releases.Digest{releases.Digest(r.Digest)})
		out = append(out, workflow.Group{Target: []workflow.BlockID{r.ID}, Key: workflow.Key(key)})
	}
	return out
}

// severities are what the desk makes of the checks, by their codes.
func severities(p workflow.Policy) map[string]check.Severity {
	out := map[string]check.Severity{}
	for code, severity := range p.Severities() {
		out[code] = check.Severity(severity)
	}
	return out
}

func isErased(err error) bool { return errors.Is(err, ErrErased) }
