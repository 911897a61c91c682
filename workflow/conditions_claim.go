package workflow

import "slices"

func (a *ask) isUnclaimed() {
	if c := a.text.Claim; c.Live(a.at) && c.Member != a.person() && !a.sendsOwn(c) {
		a.blocked(Held, Args{"language": a.lang, "member": c.Member, "until": c.Until})
	}
}

// sendsOwn: who sent a parcel out may send it again, or take it back.
func (a *ask) sendsOwn(c *Claim) bool { return c.By != "" && c.By == a.person() }

// from is the language that a translation is asked to be made from.
func (a *ask) from() Language {
	var base Language
	switch c := a.c.(type) {
	case Checkout:
		base = c.Base
	case Send:
		base = c.Base
	}
	if base == "" {
		return a.r.Source
	}
	return base
}

// chooses: a text is made from any other text that is not itself made from it.
func (a *ask) chooses() {
	base := a.from()
	if a.lang == a.r.Source {
		return
	}
	for l, steps := base, 0; l != a.r.Source; steps++ {
		v := a.r.Current(l)
		if l == a.lang || steps > len(a.r.Languages) || !slices.Contains(a.r.Languages, l) {
			a.blocked(BaseBad, Args{"language": a.lang, "base": base})
			return
		}
		if v == nil || v.Base == nil {
			return
		}
		l = v.Base.Language
	}
}

// baseFor is the version to translate from: what the claim at hand began with,
// the latest approved, or the current one when that is asked for early.
func (a *ask) baseFor(early bool) *Version {
	s := a.view.of(a.from())
	if s.approved == nil && early {
		return s.current
	}
	if early && s.current != nil {
		return s.current
	}
	return s.approved
}

func (a *ask) early() bool {
	switch c := a.c.(type) {
	case Checkout:
		return c.Early
	case Send:
		return c.Early
	}
	return false
}

func (a *ask) baseIsReady() {
	if a.lang == a.r.Source || a.renews() {
		return
	}
	s := a.view.of(a.from())
	switch {
	case a.baseFor(a.early()) != nil:
	case s.current == nil && a.early():
		a.blocked(SourceNotCheckedIn, Args{"language": a.from()})
	default:
		a.blocked(SourceNotApproved, Args{"language": a.from(), "state": s.state})
	}
}

// renews: the holder asks again, so that a crash is repaired.
func (a *ask) renews() bool {
	c, checkout := a.c.(Checkout)
	return checkout && c.Base == "" && !c.Early && a.text.Claim != nil && a.text.Claim.Member == a.person()
}

func (a *ask) mends() {
	if a.onlyMends(a.person()) && len(a.text.Versions) == 0 && a.text.Draft == nil {
		a.blocked(NoVersion, Args{"language": a.lang})
	}
}

// onlyMends tells whether m may change the text as its reviewer alone.
func (a *ask) onlyMends(m MemberID) bool {
	return !a.is(m, AsWriter) && !a.is(m, AsTranslator) && a.is(m, AsReviewer)
}

func (a *ask) holdsClaim() {
	c := a.text.Claim
	switch {
	case c == nil:
		a.blocked(NotCheckedOut, Args{"language": a.lang})
	case !slices.Contains(a.people(), c.Member):
		a.blocked(Held, Args{"language": a.lang, "member": c.Member, "until": c.Until})
	}
}

func (a *ask) isClaimed() {
	c := a.text.Claim
	if c == nil {
		a.blocked(NotCheckedOut, Args{"language": a.lang})
		return
	}
	if a.rule.Action == ActDiscard && c.Member != a.person() && !a.is(a.person(), AsCoordinator) {
		a.blocked(Held, Args{"language": a.lang, "member": c.Member, "until": c.Until})
	}
}

func (a *ask) mayTake() {
	c := a.text.Claim
	to := a.c.(Takeover).To
	switch {
	case c == nil:
	case a.is(a.person(), AsCoordinator):
	case to != "" && to != a.person():
		a.lacks(a.person(), string(Coordinator))
	case c.Live(a.at) && c.Member != a.person():
		a.blocked(Held, Args{"language": a.lang, "member": c.Member, "until": c.Until})
	}
}

func (a *ask) receives() {
	c := a.text.Claim
	var to MemberID
	switch x := a.c.(type) {
	case Send:
		if to = x.To; to == "" {
			a.needs(NeedsPerson, Args{"language": a.lang})
			return
		}
		if a.d.Members[to] == nil {
			return // somebody outside
		}
	case Takeover:
		if to = x.To; to == "" {
			if to = a.person(); !a.writes(to) {
				a.needs(NeedsPerson, Args{"language": a.lang})
				return
			}
		}
		if c != nil && c.Member == to {
			a.blocked(AlreadyHolder, Args{"language": a.lang, "member": to})
			return
		}
		if a.d.Members[to] == nil {
			a.blocked(MemberUnknown, Args{"member": to})
			return
		}
	}
	if to != a.person() || a.rule.Action == ActSend {
		a.mayWrite(to)
	}
}

func (a *ask) namesParcel() {
	if a.c.(Send).Parcel == "" {
		a.needs(NeedsParcel, Args{"language": a.lang})
	}
}

func (a *ask) knowsParcel() {
	id := a.c.(Receive).Parcel
	if id != "" && !slices.ContainsFunc(a.text.Parcels, func(p Parcel) bool { return p.ID == id }) {
		a.blocked(ParcelUnknown, Args{"language": a.lang, "parcel": id})
	}
}

// submission is what a check-in and a receipt have in common.
func (a *ask) submission() Checkin {
	switch c := a.c.(type) {
	case Checkin:
		return c
	case Receive:
		return Checkin{c.Language, c.Writing, c.Base, c.Groups, c.From, c.Merged, c.Note}
	case Save:
		return Checkin{Writing: c.Writing}
	}
	return Checkin{}
}

func (a *ask) hasText() {
	if c := a.submission(); c.Content == "" || c.Digest == "" {
		a.needs(NeedsText, Args{"language": a.lang})
	}
}

func (a *ask) namesBase() {
	c := a.submission()
	switch {
	case a.lang == a.r.Source && c.Base != nil:
		a.blocked(BaseBad, Args{"language": a.lang, "base": c.Base.Language})
	case a.lang == a.r.Source:
	case a.r.Current(a.r.Source) == nil:
		a.blocked(SourceNotCheckedIn, Args{"language": a.r.Source})
	case c.Base == nil:
		a.needs(NeedsBase, Args{"language": a.lang})
	case c.Base.Language == a.lang:
		a.blocked(BaseBad, Args{"language": a.lang, "base": c.Base.Language})
	case a.r.Version(c.Base.Language, c.Base.Version) == nil:
		a.blocked(VersionUnknown, Args{"language": c.Base.Language, "version": c.Base.Version, "current": number(a.r.Current(c.Base.Language))})
	}
}

func number(v *Version) int {
	if v == nil {
		return 0
	}
	return v.N
}

func (a *ask) isNotMoved() {
	c, now := a.submission(), number(a.text.current())
	if c.Content != "" && c.From != now && c.Merged != now && !a.unchanged() {
		a.blocked(VersionMoved, Args{"language": a.lang, "version": c.From, "current": now})
	}
}

func (a *ask) groupsAll() {
	c := a.submission()
	if c.Content == "" || a.lang != a.r.Source && c.Base == nil || a.unchanged() {
		return
	}
	if len(c.Groups) == 0 {
		a.needs(NeedsGroups, Args{"language": a.lang})
		return
	}
	var base []Revision
	if c.Base != nil {
		v := a.r.Version(c.Base.Language, c.Base.Version)
		if v == nil {
			return
		}
		base = v.Revisions
	}
	a.grouped(c.Groups, base, c.Revisions)
}

// unchanged: bytes equal to the current version, so that only the claim ends.
func (a *ask) unchanged() bool {
	c, v := a.submission(), a.text.current()
	return v != nil && c.Digest == v.Digest
}

func (a *ask) grouped(groups []Group, base, own []Revision) {
	bad := misplaced(base, groups, func(g Group) []BlockID { return g.Source })
	bad = append(bad, misplaced(own, groups, func(g Group) []BlockID { return g.Target })...)
	if len(bad) > 0 {
		a.blocked(AlignmentBroken, Args{"language": a.lang, "blocks": bad})
	}
}

// misplaced are the blocks that are not in exactly one group, or in a group and
// not in the text.
func misplaced(blocks []Revision, groups []Group, side func(Group) []BlockID) []BlockID {
	times := make(map[BlockID]int, len(blocks))
	for _, g := range groups {
		for _, id := range side(g) {
			times[id]++
		}
	}
	var bad []BlockID
	for _, rv := range blocks {
		if times[rv.ID] != 1 {
			bad = append(bad, rv.ID)
		}
		delete(times, rv.ID)
	}
	var foreign []BlockID
	for id := range times {
		foreign = append(foreign, id)
	}
	slices.Sort(foreign)
	return append(bad, foreign...)
}
