package newsroom

import (
	"bayan/releases"
	"bayan/workflow"
)

// Correct opens the next edition of what is published, or gives that up.
type Correct struct {
	Release string
	What    string
	Kind    string // "correction" (when empty) or "addition"
	Cancel  bool
	Notices map[workflow.Language]string
}

func (c Correct) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	open := t.file.rel.Correction
	if c.Cancel {
		if err := t.decide(workflow.CancelCorrection{}); err != nil {
			return err
		}
		return t.did(t.unlessWithheld("correction-cancelled"), map[string]any{"id": t.file.rel.ID, "kind": open.Kind})
	}
	notices, err := t.putNotices(c.Notices, nil)
	if err != nil {
		return err
	}
	if c.What == "" && open != nil {
		if err := t.decide(workflow.Correct{Notices: notices}); err != nil {
			return err
		}
		t.untold(t.file.rel.Correction.Notices, "bayan correct "+t.file.rel.ID)
		return t.did("notices-set", map[string]any{"id": t.file.rel.ID, "kind": open.Kind})
	}
	kind := c.Kind
	if kind == "" {
		kind = string(releases.Correction)
	}
	what, err := t.putText(c.What)
	if err != nil {
		return err
	}
	if err := t.decide(workflow.Correct{Kind: kind, What: what, Notices: notices}); err != nil {
		return err
	}
	t.untold(notices, "bayan correct "+t.file.rel.ID)
	rel := t.file.rel
	if last := rel.Editions[len(rel.Editions)-1]; len(last.Languages) == len(rel.Languages) { // else what is missing comes next
		t.out.Next = []workflow.Task{{Action: workflow.ActCheckout, Language: rel.Source}}
	}
	return t.did(t.unlessWithheld("correction-opened"), map[string]any{"id": rel.ID, "edition": len(rel.Editions) + 1})
}
