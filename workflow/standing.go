package workflow

import (
	"slices"
	"sort"
	"time"
)

// Staleness is what of a text's base is not as it was when the text was made.
// The ids are the base's: Gone are ids of the version that the text was made
// from, the others of the latest approved one.
type Staleness struct {
	Groups       []int // of the text's current version, by place
	Changed      []BlockID
	Gone         []BlockID
	Untranslated []BlockID
	Moved        []BlockID
}

// Any tells whether the text is stale.
func (s Staleness) Any() bool {
	return len(s.Changed)+len(s.Gone)+len(s.Untranslated)+len(s.Moved) > 0
}

// standing is all that follows about one text, without its claim.
type standing struct {
	current    *Version // nil: none
	approved   *Version // the latest approved; nil: none
	base       *Version // that the current version was made from
	latest     *Version // the latest approved version of that base
	ahead      bool     // made from a newer version than the latest approved one
	stale      Staleness
	unreviewed []int // groups of the current version
	state      State
}

// isApproved tells whether the current version is.
func (s *standing) isApproved() bool { return s.current != nil && s.current == s.approved }

// view derives each standing and each manifest once, for one state of a
// release in one situation.
type view struct {
	r         *Release
	texts     map[Language]*standing
	manifests map[string]Digest
	set       []Language // of the current sign-offs; nil until it was asked for
	have      []string   // their names
}

func newView(r *Release) *view {
	return &view{r: r, texts: map[Language]*standing{}, manifests: map[string]Digest{}}
}

func (w *view) of(l Language) *standing {
	if s := w.texts[l]; s != nil {
		return s
	}
	s := &standing{}
	w.texts[l] = s // a circle of bases meets a text without an approved version
	t := w.r.Texts[l]
	s.current = t.current()
	if t != nil {
		for i := len(t.Versions) - 1; i >= 0 && s.approved == nil; i-- {
			if v := &t.Versions[i]; t.endorsed(v) && w.onApprovedBase(l, v) {
				s.approved = v
			}
		}
	}
	if s.current != nil {
		s.unreviewed = t.unreviewed(s.current)
		if b := s.current.Base; b != nil {
			s.base, s.latest = w.r.Version(b.Language, b.Version), w.of(b.Language).approved
			s.ahead = s.base != nil && (s.latest == nil || s.base.N > s.latest.N && !slices.Equal(s.base.Revisions, s.latest.Revisions))
			if s.base != nil && !s.ahead {
				s.stale = staleness(s.current.Groups, s.base.Revisions, s.latest.Revisions)
			}
		}
	}
	s.state = w.stateOf(l, t, s)
	return s
}

func (w *view) stateOf(l Language, t *Text, s *standing) State {
	switch {
	case s.current == nil && l != w.r.Source && w.of(w.r.Source).approved == nil:
		return Waiting
	case s.current == nil:
		return Pending
	case t.ReturnedWith != nil:
		return Returned
	case s.stale.Any():
		return Stale
	case s.isApproved():
		return Approved
	}
	return InReview
}

// endorsed tells whether all groups are reviewed and the whole was approved.
func (t *Text) endorsed(v *Version) bool {
	s := t.sequences[v.Sequence]
	return s != nil && s.approved != 0 && len(t.unreviewed(v)) == 0
}

func (t *Text) unreviewed(v *Version) []int {
	var left []int
	for i, g := range v.Groups {
		if len(t.reviews[g.Key]) == 0 {
			left = append(left, i)
		}
	}
	return left
}

// onApprovedBase tells whether the content that v was made from is the latest approved one.
func (w *view) onApprovedBase(l Language, v *Version) bool {
	if v.Base == nil {
		return l == w.r.Source
	}
	base, latest := w.r.Version(v.Base.Language, v.Base.Version), w.of(v.Base.Language).approved
	return base != nil && latest != nil && slices.Equal(base.Revisions, latest.Revisions)
}

// staleness compares the base that groups were made against with what it is now.
func staleness(groups []Group, was, now []Revision) Staleness {
	var s Staleness
	if slices.Equal(was, now) {
		return s
	}
	before, after := map[BlockID]Digest{}, map[BlockID]Digest{}
	for _, rv := range was {
		before[rv.ID] = rv.Digest
	}
	for _, rv := range now {
		after[rv.ID] = rv.Digest
	}
	grouped := map[BlockID]bool{}
	for _, g := range groups {
		for _, id := range g.Source {
			grouped[id] = true
		}
	}
	moved := displaced(was, now)
	hit := map[BlockID]bool{}
	for _, rv := range now {
		switch {
		case !grouped[rv.ID]:
			s.Untranslated = append(s.Untranslated, rv.ID)
		case before[rv.ID] != rv.Digest:
			s.Changed, hit[rv.ID] = append(s.Changed, rv.ID), true
		case moved[rv.ID]:
			s.Moved, hit[rv.ID] = append(s.Moved, rv.ID), true
		}
	}
	for _, rv := range was {
		if _, here := after[rv.ID]; !here && grouped[rv.ID] {
			s.Gone, hit[rv.ID] = append(s.Gone, rv.ID), true
		}
	}
	for i, g := range groups {
		if slices.ContainsFunc(g.Source, func(id BlockID) bool { return hit[id] }) {
			s.Groups = append(s.Groups, i)
		}
	}
	return s
}

// displaced finds the blocks of both lists that are not in the longest run
// which kept its order: the fewest that explain the new one. O(n log n).
func displaced(was, now []Revision) map[BlockID]bool {
	at := make(map[BlockID]int, len(was))
	for i, rv := range was {
		at[rv.ID] = i
	}
	var common []BlockID
	for _, rv := range now {
		if _, both := at[rv.ID]; both {
			common = append(common, rv.ID)
		}
	}
	// tails[k] is the place in common of the smallest end of a rising run of k+1.
	var tails []int
	previous := make([]int, len(common))
	for i, id := range common {
		k := sort.Search(len(tails), func(k int) bool { return at[common[tails[k]]] >= at[id] })
		previous[i] = -1
		if k > 0 {
			previous[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	out := map[BlockID]bool{}
	for _, id := range common {
		out[id] = true
	}
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = previous[i] {
			delete(out, common[i])
		}
	}
	return out
}

// Version is version n of a text; nil if there is none.
func (r *Release) Version(l Language, n int) *Version {
	if t := r.Texts[l]; t != nil {
		return t.version(n)
	}
	return nil
}

// Current is the newest version of a text; nil if there is none.
func (r *Release) Current(l Language) *Version { return r.Texts[l].current() }

// LatestApproved is the highest version of a text that is approved against the
// latest approved version of its base; nil if there is none.
func (r *Release) LatestApproved(l Language) *Version { return newView(r).of(l).approved }

// LastEndorsed is the newest version of a text whose words were approved,
// whether its base has moved since or not: what a reviewer compares with.
func (r *Release) LastEndorsed(l Language) *Version {
	if t := r.Texts[l]; t != nil {
		for i := len(t.Versions) - 1; i >= 0; i-- {
			if t.endorsed(&t.Versions[i]) {
				return &t.Versions[i]
			}
		}
	}
	return nil
}

// State is how a text stands, a live claim before all else.
func (r *Release) State(l Language, now time.Time) State {
	if t := r.Texts[l]; t != nil && t.Claim.Live(now) {
		return InProgress
	}
	return newView(r).of(l).state
}

// StateBeneath is how a text stands whoever holds it.
func (r *Release) StateBeneath(l Language) State { return newView(r).of(l).state }

// Staleness is what of a text's base has moved since its current version.
func (r *Release) Staleness(l Language) Staleness { return newView(r).of(l).stale }

// Unreviewed are the groups of the current version, by place, that nobody but
// their authors has reviewed.
func (r *Release) Unreviewed(l Language) []int {
	if v := r.Current(l); v != nil {
		return r.Texts[l].unreviewed(v)
	}
	return nil
}

// Authors are who wrote the words of a group of the current version; of a group
// without words, who left the source out.
func (r *Release) Authors(l Language, group int) []MemberID {
	v := r.Current(l)
	if v == nil || group < 0 || group >= len(v.Groups) {
		return nil
	}
	return r.Texts[l].authorsOf(v, v.digests(), v.Groups[group])
}

func (v *Version) digests() map[BlockID]Digest {
	m := make(map[BlockID]Digest, len(v.Revisions))
	for _, rv := range v.Revisions {
		m[rv.ID] = rv.Digest
	}
	return m
}

func (t *Text) authorsOf(v *Version, digests map[BlockID]Digest, g Group) []MemberID {
	if len(g.Target) == 0 {
		return t.makers[g.Key]
	}
	if len(g.Target) == 1 {
		return t.authors[Revision{g.Target[0], digests[g.Target[0]]}]
	}
	var all []MemberID
	for _, id := range g.Target {
		for _, m := range t.authors[Revision{id, digests[id]}] {
			if !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return all
}

// KnownRevisions are all that a text ever held, in the order of their first
// appearance: what a block that returns gets its id back from.
func (r *Release) KnownRevisions(l Language) []Revision {
	if t := r.Texts[l]; t != nil {
		return t.known
	}
	return nil
}
