package workflow

import (
	"maps"
	"slices"
)

func (a *ask) knowsSet() {
	for _, l := range a.c.(Sign).Languages {
		if !slices.Contains(a.r.Languages, l) {
			a.blocked(LanguageUnknown, Args{"language": l, "languages": a.r.Languages})
		}
	}
}

func (a *ask) oneSignature() {
	if own := a.d.Scopes(a.person(), ActSign); a.role == "" && len(own) > 1 {
		a.needs(NeedsRole, Args{"roles": own})
	}
}

// textsApproved says for each text of the set what it lacks.
func (a *ask) textsApproved() {
	for _, l := range a.set {
		s := a.view.of(l)
		switch {
		case s.state == Approved:
		case s.stale.Any():
			a.blocked(StaleText, Args{"language": l, "blocks": s.stale.Blocks()})
		default:
			a.blocked(TextNotApproved, Args{"language": l, "state": s.state, "version": number(s.current)})
		}
	}
}

func (a *ask) sawManifest() {
	if !a.view.cleared(a.set) {
		return
	}
	shown, now := a.c.(Sign).Shown, a.view.manifest(a.set, a.sit)
	switch {
	case now == "":
		a.blocked(NoManifest, Args{"languages": a.set})
	case shown == "":
		a.needs(NeedsShown, nil)
	case shown != now:
		a.blocked(ManifestMoved, Args{"shown": shown, "manifest": now})
	}
}

// explainsSet: the first signer of a set says why a language is missing.
func (a *ask) explainsSet() {
	if len(a.set) < len(a.r.Languages) && a.c.(Sign).Why == "" && len(a.view.signers(a.set, a.sit)) == 0 {
		a.needs(NeedsWhy, nil)
	}
}

// signerEyes: nobody signs words of their own that nobody else has reviewed.
func (a *ask) signerEyes() {
	if !a.fourEyes() {
		return
	}
	for _, l := range a.set {
		if own := a.r.unseen(l, a.people()); len(own) > 0 {
			a.blocked(FourEyesBlocks, Args{"language": l, "blocks": own})
		}
	}
}

// unseen are the blocks of a text that one of people wrote and nobody else reviewed.
func (r *Release) unseen(l Language, people []MemberID) []BlockID {
	t, v := r.Texts[l], r.Current(l)
	if v == nil {
		return nil
	}
	among := func(m MemberID) bool { return slices.Contains(people, m) }
	digests := v.digests()
	var places []int
	for i, g := range v.Groups {
		others := slices.ContainsFunc(t.reviews[g.Key], func(m MemberID) bool { return !among(m) })
		if !others && slices.ContainsFunc(t.authorsOf(v, digests, g), among) {
			places = append(places, i)
		}
	}
	return blocksOf(v.Groups, places)
}

func (a *ask) isNotSigned() {
	if a.role != "" && a.view.cleared(a.set) && slices.Contains(a.view.signers(a.set, a.sit), a.role) {
		a.blocked(AlreadySigned, Args{"role": a.role, "manifest": a.view.manifest(a.set, a.sit)})
	}
}

func (a *ask) notPublishedYet() {
	if a.r.Closed() && a.r.Withheld == nil && a.r.Withdrawn == nil {
		a.blocked(AlreadyPublished, Args{"edition": a.r.Edition().Number})
	}
}

// returns: a withheld edition comes back as it was signed.
func (a *ask) returns() bool { return a.r.Closed() && a.r.Withheld != nil }

func (a *ask) isSignedOff() {
	if a.returns() {
		return
	}
	_, have := a.view.signed(a.d, a.sit)
	if lacking := missing(a.d, have); len(lacking) > 0 {
		a.blocked(SignoffMissing, Args{"signers": lacking, "languages": a.set})
	}
}

func (a *ask) embargoOver() {
	if until := a.r.Embargo; until != nil && len(a.r.Editions) == 0 && a.sit.Now.Before(*until) {
		a.blocked(UnderEmbargo, Args{"until": *until})
	}
}

func (a *ask) hasEdition() {
	if a.r.Edition() == nil {
		a.blocked(NotPublished, nil)
	}
}

func (a *ask) noCorrection() {
	if c := a.r.Correction; c != nil && !a.rewords() {
		a.blocked(CorrectionOpen, Args{"kind": c.Kind})
	}
}

// rewords: words to the readers alone, for the correction that is open.
func (a *ask) rewords() bool {
	c, correcting := a.c.(Correct)
	return correcting && a.r.Correction != nil && c.What == "" && len(c.Notices) > 0
}

func (a *ask) hasCorrection() {
	if a.r.Correction == nil {
		a.blocked(NoCorrection, nil)
	}
}

func (a *ask) kind() {
	switch c := a.c.(Correct); c.Kind {
	case "", KindCorrection, KindAddition:
	default:
		a.blocked(KindBad, Args{"kind": c.Kind})
	}
}

// Kinds of editions.
const (
	KindRelease    = "release"
	KindCorrection = "correction"
	KindAddition   = "addition"
)

// isRestored: words, alignment and facts are those of the newest edition, and
// approved again.
func (a *ask) isRestored() {
	e := a.r.Edition()
	if e == nil || a.r.Correction == nil {
		return
	}
	var differ []Language
	for _, l := range e.Languages {
		was, s := e.Texts[l], a.view.of(l)
		if s.state != Approved || s.current.Digest != was.Digest || s.current.Sequence != was.Sequence {
			differ = append(differ, l)
		}
	}
	if len(differ) > 0 {
		a.blocked(NotRestored, Args{"languages": differ, "language": differ[0]})
	}
	if !maps.Equal(e.Facts, a.r.Facts) {
		a.blocked(FactsNotRestored, nil)
	}
}

func (a *ask) drawsOtherwise() {
	switch pages := a.c.(MakePages).Pages; {
	case len(pages) == 0:
		a.needs(NeedsValues, nil)
	case maps.Equal(pages, a.r.Pages):
		a.blocked(Unchanged, nil)
	}
}

// mayLeave: what leaves the desk is signed or published, or marked as a draft.
func (a *ask) mayLeave() {
	if a.c.(Export).Draft {
		return
	}
	a.isAlive()
	if c := a.r.Withheld; c != nil && a.r.Withdrawn == nil {
		a.blocked(WithheldFirst, Args{"since": c.At})
	}
	if a.r.Edition() == nil {
		a.textsApproved()
		a.isSignedOff()
	}
}
