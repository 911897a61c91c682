package newsroom

import (
	"bayan/workflow"
)

// Checkout gives a member the exclusive, expiring right to change a text, and
// puts its working file in place. The holder may run it again to renew the
// claim and to repair what a crash left.
type Checkout struct {
	Release  string
	Language workflow.Language
	Early    bool   // before the source is approved
	Fresh    bool   // from the current version, not from a draft that was left
	Format   string // of a file for a translation system; "" or "md" for none
}

func (c Checkout) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	rel, l := t.file.rel, c.Language
	held, before := t.holds(l), t.holder(l)
	if c.Format != "" && c.Format != "md" {
		if _, err := exchangeFormatNamed(c.Format); err != nil {
			return err
		}
	}
	if err := t.decide(workflow.Checkout{Language: l, Early: c.Early, Fresh: c.Fresh}); err != nil {
		return err
	}
	claim := rel.Texts[l].Claim
	known := t.known(l)
	if c.Format != "" && c.Format != "md" {
		if err := t.writeUnitsAfter(l, c.Format); err != nil {
			return err
		}
	}
	var w Working
	if t.Files != nil {
		var err error
		if w, err = t.Files.Look(rel.ID, l); err != nil {
			return err
		}
	}
	if held && w.Bytes != nil && (w.Changed || w.Known.Key == rel.Key && w.Known.Member == t.actor.Member) {
		// The holder's own file: what is typed there stays.
		t.out.Paths = append(t.out.Paths, w.Path)
		if w.Changed {
			t.tell("file-kept", map[string]any{"path": w.Path})
		}
		if w.Changed && w.Known.Key == "" {
			t.adopt(known, w) // which a crash left undone
		}
		return t.did("claim-renewed", map[string]any{"id": rel.ID, "language": l, "until": claim.Until})
	}
	bytes, code, err := t.startingBytes(l, c.Fresh)
	if err != nil {
		return err
	}
	if w.Changed {
		if err := t.typedBefore(l, w, before, c.Fresh); err != nil {
			return err
		}
		t.out.Paths, code = append(t.out.Paths, w.Path), "checked-out-typed"
		t.adopt(known, w)
	} else {
		t.writeAfter(known, bytes)
	}
	if l == rel.Source {
		t.writeFactsAfter()
	} else {
		t.showBaseAfter(l)
		if err := t.offerTerms(l); err != nil {
			return err
		}
		if t.out.Analysis == nil {
			// A text that leaves as Markdown is counted too; what cannot be counted
			// keeps nobody from writing.
			_, _ = t.offeredJob(l, "")
		}
	}
	if stale := t.file.staleNames(l); len(stale) > 0 {
		t.tell("stale-blocks", map[string]any{"blocks": stale, "language": claim.Base.Language})
	}
	if claim.Early {
		t.tell("early", map[string]any{"language": l})
	}
	if note, err := t.returnNote(l); err != nil {
		return err
	} else if note != "" {
		t.tell("returned-with", map[string]any{"note": note})
	}
	return t.did(code, map[string]any{"id": rel.ID, "language": l, "until": claim.Until})
}

// typedBefore judges what was typed into a working file before this checkout,
// which is kept as the holder's words. It refuses words under another's claim,
// and those that would pass over a version or a draft that they were not made
// from. before is who held the text until now.
func (t *turn) typedBefore(l workflow.Language, w Working, before workflow.MemberID, fresh bool) error {
	rel, k := t.file.rel, w.Known
	args := map[string]any{"path": w.Path, "id": rel.ID, "language": l}
	claimed := k.Key == rel.Key && !k.Until.IsZero()
	own := claimed && k.Member == t.actor.Member
	switch draft := rel.Texts[l].Draft; {
	case claimed && !own && k.Member == before:
		return fault(ExitConflict, "typed-by-another", map[string]any{
			"path": w.Path, "id": rel.ID, "language": l, "member": k.Member})
	case claimed && !own, k.Key != rel.Key && (k.Key != "" || rel.Current(l) != nil):
		return fault(ExitConflict, "typed-beside", args)
	case draft != nil && !fresh && !(own && draft.By == t.actor.Member):
		return fault(ExitConflict, "typed-beside-draft", args)
	}
	return nil
}

// adopt takes a working file for the holder's as it stands, once the turn is
// durable: all of it counts as typed. A version that it was known to be made
// from stays so, for a merge.
func (t *turn) adopt(k Known, w Working) {
	k.Version = t.claimedFrom(k.Language)
	if w.Known.Key == k.Key {
		k.Version = w.Known.Version
	}
	t.noteAfter(k, nil)
}

// startingBytes are what a working file holds at first: the draft that was
// left, else the version as typed, else, for a new translation, the text to be
// overwritten, block by block. A source that was never checked in has its draft
// alone, also when a fresh start was asked for.
func (t *turn) startingBytes(l workflow.Language, fresh bool) (b []byte, code string, err error) {
	rel := t.file.rel
	text := rel.Texts[l]
	if text.Draft != nil && (!fresh || l == rel.Source && len(text.Versions) == 0) {
		b, err = t.file.content(text.Draft.Content)
		return b, "checked-out-draft", err
	}
	if v := rel.Current(l); v != nil {
		b, err = t.file.content(v.Typed)
		if isErased(err) {
			b, err = t.file.content(v.Content)
		}
		return b, "checked-out", err
	}
	if base := text.Claim.Base; base != nil {
		v := rel.Version(base.Language, base.Version)
		b, err = t.file.content(v.Content)
		return b, "checked-out-new", err
	}
	return nil, "checked-out-empty", nil
}

func (t *turn) holds(l workflow.Language) bool {
	return t.actor.Member != "" && t.holder(l) == t.actor.Member
}

// holder is whose claim on a text is the last, live or expired; "" for nobody's.
func (t *turn) holder(l workflow.Language) workflow.MemberID {
	if text := t.file.rel.Texts[l]; text != nil && text.Claim != nil {
		return text.Claim.Member
	}
	return ""
}

// known describes the working file of a text as it stands in this turn.
func (t *turn) known(l workflow.Language) Known {
	rel := t.file.rel
	k := Known{Release: rel.ID, Key: rel.Key, Language: l, Member: t.actor.Member}
	if v := rel.Current(l); v != nil {
		k.Version, k.Base = v.N, v.Base
	}
	if claim := rel.Texts[l].Claim; claim != nil {
		k.Member, k.Until = claim.Member, claim.Until
		if claim.Base != nil {
			k.Base = claim.Base
		}
	}
	return k
}

// fileIsFree refuses to go on where a working file holds unsaved words.
func (t *turn) fileIsFree(k Known) error {
	if t.Files == nil {
		return nil
	}
	w, err := t.Files.Look(k.Release, k.Language)
	if err != nil {
		return err
	}
	if w.Changed {
		return fault(ExitConflict, "unsaved-file", map[string]any{
			"path": w.Path, "id": k.Release, "language": k.Language})
	}
	return nil
}

// writeAfter puts a working file in place once the turn is durable.
func (t *turn) writeAfter(k Known, b []byte) {
	if t.Files == nil {
		return
	}
	t.after = append(t.after, func() error {
		path, err := t.Files.Put(k, b)
		if err == nil {
			t.out.Paths = append(t.out.Paths, path)
		}
		return err
	})
}

// showBaseAfter puts the text that a translator works from beside the
// translation, where nobody is typing in it.
func (t *turn) showBaseAfter(l workflow.Language) {
	base := t.file.rel.Texts[l].Claim.Base
	if t.Files == nil || base == nil {
		return
	}
	t.after = append(t.after, func() error {
		w, err := t.Files.Look(t.file.rel.ID, base.Language)
		if err != nil || w.Changed || t.heldNow(base.Language) {
			return err
		}
		v := t.file.rel.Version(base.Language, base.Version)
		b, err := t.file.content(v.Content)
		if err != nil {
			return err
		}
		_, err = t.Files.Put(Known{Release: t.file.rel.ID, Key: t.file.rel.Key, Language: base.Language, Version: v.N}, b)
		return err
	})
}

func (t *turn) heldNow(l workflow.Language) bool {
	text := t.file.rel.Texts[l]
	return text != nil && text.Claim != nil && t.now.Before(text.Claim.Until)
}

// returnNote is what the reviewer said of a text that came back.
func (t *turn) returnNote(l workflow.Language) (string, error) {
	r := t.file.rel.Texts[l].ReturnedWith
	if r == nil {
		return "", nil
	}
	return t.file.words(r.Note)
}

// staleNames are the base's blocks that make a translation stale, by present
// name; one that is gone by its old name with a dash.
func (d *dossier) staleNames(l workflow.Language) []string {
	v := d.rel.Current(l)
	if v == nil || v.Base == nil {
		return nil
	}
	s := d.rel.Staleness(l)
	if !s.Any() {
		return nil
	}
	was, err := d.base(v)
	if err != nil {
		return nil
	}
	now, err := d.version(d.rel.LatestApproved(v.Base.Language))
	if err != nil {
		return nil
	}
	names, old := now.Names(), was.Names()
	var out []string
	for _, ids := range [][]workflow.BlockID{s.Changed, s.Untranslated, s.Moved} {
		for _, id := range fromIDs(ids) {
			out = append(out, names[id])
		}
	}
	for _, id := range fromIDs(s.Gone) {
		out = append(out, old[id]+"-")
	}
	return inOrder(out)
}
