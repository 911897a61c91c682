package newsroom

import "bayan/workflow"

// Erase forgets, by a recorded act, the words of a text that nothing stands on
// any more: versions that were replaced, and drafts. What is current, approved,
// translated from or published stays; the chain of records holds without the
// words.
type Erase struct {
	Release  string
	Language workflow.Language
	Version  int // 0: every state that may go
	Why      string
}

func (c Erase) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	if t.file.rel.Texts[c.Language] == nil {
		return t.noLanguage(c.Language)
	}
	refs, err := t.superseded(c.Language, c.Version)
	if err != nil {
		return err
	}
	if len(refs) == 0 {
		return fault(ExitFailed, "nothing-to-erase", map[string]any{"id": t.file.rel.ID, "language": c.Language})
	}
	why, err := t.putText(c.Why)
	if err != nil {
		return err
	}
	if err := t.decideDesk(workflow.Erase{Refs: refs, Why: why}); err != nil {
		return err
	}
	t.erase = refs
	return t.did("erased", map[string]any{"id": t.file.rel.ID, "language": c.Language, "count": len(refs)})
}

// superseded are the content rows of a text's states that nothing stands on,
// and that were not erased before.
func (t *turn) superseded(l workflow.Language, version int) ([]workflow.Ref, error) {
	records, err := t.Store.Load(t.ctx, t.file.rel.Key, 0)
	if err != nil {
		return nil, err
	}
	kept := t.file.standing()
	var refs []workflow.Ref
	seen := map[workflow.Ref]bool{}
	add := func(ref workflow.Ref) error {
		if ref == "" || kept[ref] || seen[ref] {
			return nil
		}
		seen[ref] = true
		_, err := t.Store.Content(t.ctx, ref)
		if isErased(err) {
			return nil
		}
		refs = append(refs, ref)
		return err
	}
	for _, rec := range records {
		e, err := workflow.Decode(rec)
		if err != nil {
			return nil, damaged(rec, err)
		}
		switch e := e.(type) {
		case workflow.CheckedIn:
			if e.Language != l || version != 0 && e.Version != version {
				continue
			}
			for _, ref := range []workflow.Ref{e.Content, e.Typed, e.Note, e.Evidence} {
				if err := add(ref); err != nil {
					return nil, err
				}
			}
		case workflow.Saved:
			if e.Language == l && version == 0 {
				if err := add(e.Content); err != nil {
					return nil, err
				}
			}
		}
	}
	return refs, nil
}

// standing is the content that something stands on: what is current or
// approved in any language, what that was translated from, what was published,
// drafts that somebody goes on with, and what work at hand or away began from:
// without it, nobody could take that work in.
func (d *dossier) standing() map[workflow.Ref]bool {
	kept := map[workflow.Ref]bool{}
	keep := func(v *workflow.Version) {
		if v != nil {
			kept[v.Content], kept[v.Typed], kept[v.Note], kept[v.Evidence] = true, true, true, true
		}
	}
	for _, l := range d.rel.Languages {
		at := d.rel.Texts[l]
		for _, v := range []*workflow.Version{d.rel.Current(l), d.rel.LatestApproved(l)} {
			if keep(v); v != nil && v.Base != nil {
				keep(d.rel.Version(v.Base.Language, v.Base.Version))
			}
		}
		began := func(version int, base *workflow.Base) {
			if keep(d.rel.Version(l, version)); base != nil {
				keep(d.rel.Version(base.Language, base.Version))
			}
		}
		if at.Draft != nil {
			kept[at.Draft.Content] = true
			began(at.Draft.Version, nil)
		}
		if at.Claim != nil {
			began(at.Claim.Version, at.Claim.Base)
		}
		for _, p := range at.Parcels {
			if p.Home == 0 {
				began(p.Version, p.Base)
			}
		}
	}
	for _, e := range d.rel.Editions {
		for _, v := range e.Texts {
			if keep(&v); v.Base != nil {
				keep(d.rel.Version(v.Base.Language, v.Base.Version))
			}
		}
	}
	delete(kept, "")
	return kept
}
