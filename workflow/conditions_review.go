package workflow

import "slices"

func (a *ask) isTranslation() {
	if a.lang == a.r.Source {
		a.blocked(BaseBad, Args{"language": a.lang, "base": a.lang})
	}
}

func (a *ask) versionThere() {
	if a.text.current() == nil {
		a.blocked(NoVersion, Args{"language": a.lang})
	}
}

// version is the number that the command is about: as it says, as was last
// seen, or the current one.
func (a *ask) version() int {
	switch c := a.c.(type) {
	case Approve:
		if c.Version == 0 && c.Seen != 0 {
			return c.Seen
		}
		if c.Version != 0 {
			return c.Version
		}
	case Return:
		if c.Version != 0 {
			return c.Version
		}
	case Align:
		if c.Version != 0 {
			return c.Version
		}
	}
	return number(a.text.current())
}

func (a *ask) versionSeen() {
	now := a.text.current()
	if now == nil {
		return
	}
	c, approving := a.c.(Approve)
	switch n := a.version(); {
	case n < 0 || n > now.N:
		a.blocked(VersionUnknown, Args{"language": a.lang, "version": n, "current": now.N})
	case n != now.N, approving && c.Shown != "" && n == c.Seen && c.Shown != now.Sequence:
		a.blocked(VersionMoved, Args{"language": a.lang, "version": n, "current": now.N})
	}
}

// newBase is the version that an alignment is made against.
func (a *ask) newBase() *Version {
	c, s := a.c.(Align), a.view.of(a.lang)
	if c.Base == (Base{}) || s.current == nil || s.current.Base == nil || c.Base == *s.current.Base {
		return s.base
	}
	if v := a.r.Version(c.Base.Language, c.Base.Version); v != nil && v == s.latest {
		return v
	}
	return nil
}

func (a *ask) alignsWith() {
	c, s := a.c.(Align), a.view.of(a.lang)
	if s.current == nil || s.current.Base == nil {
		return
	}
	base := a.newBase()
	switch {
	case len(c.Groups) == 0:
		a.needs(NeedsGroups, Args{"language": a.lang})
	case base == nil:
		a.blocked(BaseMoved, Args{"language": s.current.Base.Language, "version": c.Base.Version, "current": number(s.latest)})
	default:
		a.grouped(c.Groups, base.Revisions, s.current.Revisions)
	}
}

func (a *ask) alignmentChanges() {
	c, v := a.c.(Align), a.text.current()
	if v != nil && len(c.Groups) > 0 && slices.EqualFunc(c.Groups, v.Groups, sameGroup) && (c.Base == (Base{}) || v.Base != nil && c.Base == *v.Base) {
		a.blocked(Unchanged, nil)
	}
}

func sameGroup(x, y Group) bool {
	return x.Key == y.Key && x.Reason == y.Reason && slices.Equal(x.Source, y.Source) && slices.Equal(x.Target, y.Target)
}

// cutsBlocks: sentences are those of blocks as they stand now.
func (a *ask) cutsBlocks() {
	c, v := a.c.(Segment), a.text.current()
	if v == nil {
		return
	}
	if len(c.Cuts) == 0 {
		a.needs(NeedsValues, nil)
	}
	for _, cut := range c.Cuts {
		if !slices.Contains(v.Revisions, Revision{cut.Block, cut.Digest}) {
			a.blocked(BlockUnknown, Args{"language": a.lang, "block": cut.Block})
		}
	}
}

func (a *ask) cutsDiffer() {
	c := a.c.(Segment)
	same := func(cut Cut) bool {
		ends, said := a.text.cuts[Revision{cut.Block, cut.Digest}]
		return said != cut.Rules && slices.Equal(ends, cut.Ends)
	}
	if len(c.Cuts) > 0 && !slices.ContainsFunc(c.Cuts, func(cut Cut) bool { return !same(cut) }) {
		a.blocked(Unchanged, nil)
	}
}

func (a *ask) baseIsApproved() {
	if s := a.view.of(a.lang); s.current != nil && s.current.Base != nil && s.ahead {
		a.blocked(BaseNotApproved, Args{"language": a.lang, "base": s.current.Base.Language, "version": s.current.Base.Version})
	}
}

func (a *ask) isNotStale() {
	if s := a.view.of(a.lang).stale; s.Any() {
		a.blocked(StaleText, Args{"language": a.lang, "blocks": s.Blocks()})
	}
}

// Blocks are all blocks that make a text stale.
func (s Staleness) Blocks() []BlockID {
	return slices.Concat(s.Changed, s.Moved, s.Untranslated, s.Gone)
}

// findings: no error but those that were waived, before or now, each by name
// and reason.
func (a *ask) findings() {
	c := a.c.(Approve)
	open, _ := a.weigh(c.Waivers)
	for _, f := range open {
		a.finding(f)
	}
	var all []Finding
	if len(c.Waivers) > 0 && a.sit.Findings != nil {
		all = a.sit.Findings(a.lang)
	}
	for _, w := range c.Waivers {
		if w.Reason == "" {
			a.needs(NeedsWaiverReason, Args{"check": w.Code})
		}
		if !slices.ContainsFunc(all, func(f Finding) bool { return f.Code == w.Code && f.Key == w.Key }) {
			a.blocked(WaiverUnmatched, Args{"language": a.lang, "check": w.Code, "key": w.Key})
		}
	}
}

func (a *ask) finding(f Finding) {
	a.blocked(FindingOpen, Args{"language": a.lang, "check": f.Code, "block": f.Block, "key": f.Key})
}

// weigh parts the present error findings into those that stand in the way and
// those that are waived.
func (a *ask) weigh(now []Waiver) (open, waived []Finding) {
	if a.sit.Findings == nil || a.text.current() == nil {
		return nil, nil
	}
	for _, f := range a.sit.Findings(a.lang) {
		_, before := a.text.waived[waiverKey{f.Code, f.Key}]
		if before || slices.ContainsFunc(now, func(w Waiver) bool { return w.Code == f.Code && w.Key == f.Key }) {
			waived = append(waived, f)
		} else {
			open = append(open, f)
		}
	}
	return open, waived
}

// leaves are the groups that an approval leaves to a colleague: their words are
// the reviewer's own. Partial tells whether the whole is, too, because the
// reviewer put this sequence in order.
func (a *ask) leaves() (left []int, partial bool) {
	s := a.view.of(a.lang)
	if s.current == nil || !a.fourEyes() {
		return nil, false
	}
	digests := s.current.digests()
	for _, i := range s.unreviewed {
		if a.isAny(a.text.authorsOf(s.current, digests, s.current.Groups[i])) {
			left = append(left, i)
		}
	}
	made := a.text.sequences[s.current.Sequence]
	return left, made != nil && a.isAny(made.makers)
}

func (a *ask) reviewerEyes() {
	s := a.view.of(a.lang)
	if s.current == nil || s.isApproved() {
		return
	}
	left, partial := a.leaves()
	switch {
	case len(left) > 0 && len(left) == len(s.unreviewed):
		a.blocked(FourEyesBlocks, Args{"language": a.lang, "blocks": blocksOf(s.current.Groups, left)})
	case partial && len(s.unreviewed) == 0:
		a.blocked(FourEyesOrder, Args{"language": a.lang, "version": s.current.N})
	}
}

// blocksOf are the text's own blocks of groups; of a group without, the source's.
func blocksOf(groups []Group, places []int) []BlockID {
	var ids []BlockID
	for _, i := range places {
		if g := groups[i]; len(g.Target) > 0 {
			ids = append(ids, g.Target...)
		} else {
			ids = append(ids, g.Source...)
		}
	}
	return ids
}

func (a *ask) isNotApproved() {
	if s := a.view.of(a.lang); s.isApproved() && a.text.ReturnedWith == nil {
		a.blocked(AlreadyApproved, Args{"language": a.lang, "version": s.current.N})
	}
}

// isUnpublished: what readers have before them is corrected, not returned.
func (a *ask) isUnpublished() {
	if a.r.Closed() && slices.Contains(a.r.Edition().Languages, a.lang) {
		a.blocked(CorrectFirst, Args{"edition": a.r.Edition().Number})
	}
}

func (a *ask) knowsBlock() {
	c, v := a.c.(Return), a.text.current()
	if v == nil || c.Block == "" {
		return
	}
	has := func(rs []Revision) bool {
		return slices.ContainsFunc(rs, func(rv Revision) bool { return rv.ID == c.Block })
	}
	if !has(v.Revisions) {
		a.blocked(BlockUnknown, Args{"language": a.lang, "block": c.Block})
	}
}

func (a *ask) note() {
	if a.c.(Return).Note == "" {
		a.needs(NeedsNote, nil)
	}
}

func (a *ask) staleNow() {
	if s := a.view.of(a.lang); s.current != nil && !s.stale.Any() {
		a.blocked(NotStale, Args{"language": a.lang})
	}
}

// onlyMeaning: what is new has to be translated, what is gone taken out.
func (a *ask) onlyMeaning() {
	s := a.view.of(a.lang).stale
	if len(s.Untranslated) > 0 {
		a.blocked(Untranslated, Args{"language": a.lang, "blocks": s.Untranslated})
	}
	if len(s.Gone) > 0 {
		a.blocked(GoneBlocks, Args{"language": a.lang, "blocks": s.Gone})
	}
}

// waiverEyes: the waiver is a second look at the source's change and at the
// words that are kept, so that neither may be the reviewer's own.
func (a *ask) waiverEyes() {
	s := a.view.of(a.lang)
	if !s.stale.Any() || !a.fourEyes() {
		return
	}
	if own := a.own(s); len(own) > 0 {
		a.blocked(FourEyesBlocks, Args{"language": a.lang, "blocks": own})
	}
}

// own are the blocks of a staleness, the base's and the text's, that one of the
// people wrote or moved.
func (a *ask) own(s *standing) []BlockID {
	base := a.r.Texts[s.current.Base.Language]
	var own []BlockID
	digests := s.latest.digests()
	for _, id := range s.stale.Changed {
		if a.isAny(base.authors[Revision{id, digests[id]}]) {
			own = append(own, id)
		}
	}
	if made := base.sequences[s.latest.Sequence]; len(s.stale.Moved) > 0 && made != nil && a.isAny(made.makers) {
		own = append(own, s.stale.Moved...)
	}
	digests = s.current.digests()
	for _, i := range s.stale.Groups {
		if a.isAny(a.text.authorsOf(s.current, digests, s.current.Groups[i])) {
			own = append(own, blocksOf(s.current.Groups, []int{i})...)
		}
	}
	return own
}

func (a *ask) againstLatest() {
	c, s := a.c.(WaiveStale), a.view.of(a.lang)
	switch {
	case s.current == nil || s.latest == nil:
	case c.Base == (Base{}):
		a.needs(NeedsBase, Args{"language": a.lang})
	case c.Base.Language != s.current.Base.Language || c.Base.Version != s.latest.N:
		a.blocked(BaseMoved, Args{"language": c.Base.Language, "version": c.Base.Version, "current": s.latest.N})
	}
	for _, f := range c.Findings {
		if _, before := a.text.waived[waiverKey{f.Code, f.Key}]; !before {
			a.finding(f)
		}
	}
}

// keepsGroups: a waiver changes no alignment, only what it is against.
func (a *ask) keepsGroups() {
	c, s := a.c.(WaiveStale), a.view.of(a.lang)
	if s.current == nil || s.latest == nil || !s.stale.Any() {
		return
	}
	if len(c.Groups) == 0 {
		a.needs(NeedsGroups, Args{"language": a.lang})
		return
	}
	before := map[string]bool{}
	for _, g := range s.current.Groups {
		before[g.place()] = true
	}
	var strange []BlockID
	for i, g := range c.Groups {
		if !before[g.place()] {
			strange = append(strange, blocksOf(c.Groups, []int{i})...)
		}
	}
	if len(strange) > 0 {
		a.blocked(AlignmentBroken, Args{"language": a.lang, "blocks": strange})
		return
	}
	if len(s.stale.Untranslated)+len(s.stale.Gone) == 0 {
		a.grouped(c.Groups, s.latest.Revisions, s.current.Revisions)
	}
}
