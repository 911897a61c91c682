package newsroom

import (
	"context"
	"time"

	"bayan/workflow"
)

// leaving is the content that an export takes with it.
func (r *Room) leaving(ctx context.Context, desk *workflow.Desk, d *dossier, now time.Time, draft bool) (cleared, error) {
	if draft {
		e, err := d.draftEdition(desk)
		return cleared{dossier: d, edition: e}, err
	}
	c, ok, err := r.signed(ctx, desk, d, now)
	if err == nil && !ok {
		err = fault(ExitIntegrity, "no-manifest", map[string]any{"id": d.rel.ID})
	}
	return c, err
}

// Exported is an exported folder before it is written.
type Exported struct {
	Release string
	Edition int
	Draft   bool
	Embargo time.Time
	Files   []File
}

// Export makes the files of a release: signed content, or drafts that are
// marked as such on every page.
func (r *Room) Export(ctx context.Context, who Who, release string, formats []string, draft bool) (Exported, error) {
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return Exported{}, err
	}
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return Exported{}, err
	}
	now := r.now()
	sit := d.situation(desk, now)
	_, refusal := workflow.Decide(desk, d.rel, workflow.Actor{Member: who.Member}, workflow.Export{Draft: draft}, sit.Situation)
	if sit.err != nil {
		return Exported{}, sit.err
	}
	if refusal != nil {
		return Exported{}, explain(desk, d, workflow.Actor{Member: who.Member}, refusal)
	}
	c, err := r.leaving(ctx, desk, d, now, draft)
	if err != nil {
		return Exported{}, err
	}
	if !c.edition.Embargo.IsZero() && !now.Before(c.edition.Embargo) {
		c.edition.Embargo = time.Time{}
	}
	files, err := r.folder(c, d.history(), formats)
	if err != nil {
		return Exported{}, err
	}
	return Exported{Release: d.rel.ID, Edition: c.edition.Number, Draft: c.edition.Draft, Embargo: c.edition.Embargo, Files: files}, nil
}
