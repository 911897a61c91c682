package workflow

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// Sequence is the digest of all keys of a version in order: what an approval
// of the whole is bound to.
func Sequence(groups []Group) Digest {
	var b []byte
	for _, g := range groups {
		b = appendField(b, string(g.Key))
	}
	sum := sha256.Sum256(b)
	return Digest(hex.EncodeToString(sum[:]))
}

// Apply adds one record. It is total and deterministic over known events, runs
// no check of the process again, and makes the release read-only at an unknown
// event: that and what follows is not applied. It returns ErrOrder or
// *MalformedError, and then changed nothing.
func (r *Release) Apply(rec Record) error {
	if r.ReadOnly != nil {
		return nil
	}
	if rec.Seq != r.Head+1 {
		return ErrOrder
	}
	e, err := Decode(rec)
	if future, ok := err.(*Future); ok {
		r.ReadOnly = future
		return nil
	}
	if err != nil {
		return err
	}
	if r.Head == 0 {
		r.CreatedAt = rec.At
	}
	r.Key, r.Head, r.LastAt, r.LastDigest = rec.Stream, rec.Seq, rec.At, rec.Digest
	r.happened(&rec, e)
	return nil
}

// Next seals rec as the record after the head (Seq, Prev, Digest) and applies it.
func (r *Release) Next(rec *Record) error {
	rec.seal(r.Head, r.LastDigest)
	return r.Apply(*rec)
}

// Next seals rec as the record after the head (Seq, Prev, Digest) and applies it.
func (d *Desk) Next(rec *Record) error {
	rec.seal(d.Head, d.LastDigest)
	return d.Apply(*rec)
}

func (rec *Record) seal(head int64, prev Digest) {
	rec.Seq, rec.Prev = head+1, prev
	rec.Digest = rec.Sum()
}

func (r *Release) happened(rec *Record, e Event) {
	switch e := e.(type) {
	case Created:
		r.ID, r.Source, r.Imported, r.Original = e.ID, e.Source, e.Imported, e.Original
		r.speaks(e.Languages)
	case CheckedOut:
		t := r.text(e.Language)
		c := &Claim{Member: cmp.Or(rec.For, rec.Member), Since: rec.At, Until: e.Until, Version: e.Version, Base: e.Base, Early: e.Early, Mend: e.Mend}
		if t.Claim != nil && t.Claim.Member == c.Member && e.Over == "" {
			c.Since, c.Parcel, c.By = t.Claim.Since, t.Claim.Parcel, t.Claim.By
		}
		t.Claim = c
	case Saved:
		r.text(e.Language).saved(rec, e)
	case CheckedIn:
		r.text(e.Language).checkedIn(rec, e)
	case ClaimEnded:
		t := r.text(e.Language)
		t.Claim = nil
		if e.Why == "unchanged" {
			t.Draft = nil // what was discarded stays for who goes on
		}
	case TakenOver:
		t := r.text(e.Language)
		c := Claim{}
		if t.Claim != nil {
			c = *t.Claim
		}
		c.Member, c.Since, c.Until, c.Parcel, c.By = e.To, rec.At, e.Until, "", ""
		t.Claim = &c
	case Sent:
		t := r.text(e.Language)
		t.Claim = &Claim{Member: e.To, Since: rec.At, Until: e.Until, Version: e.Version, Base: e.Base, Early: e.Early, Parcel: e.Parcel, By: rec.Member}
		t.Parcels = append(t.Parcels, Parcel{ID: e.Parcel, To: e.To, By: rec.Member, Version: e.Version, Base: e.Base, At: rec.At})
	case Aligned:
		t := r.text(e.Language)
		if v := t.version(e.Version); v != nil {
			t.regroup(v, cmp.Or(e.Base, v.Base), e.Groups, rec)
		}
	case Segmented:
		r.text(e.Language).segmented(e.Cuts)
	case ApprovalGiven:
		r.text(e.Language).approved(rec, e)
	case ReturnedWith:
		t := r.text(e.Language)
		t.ReturnedWith = &ReturnNote{Version: e.Version, Block: e.Block, Note: e.Note, By: rec.Member, For: rec.For, At: rec.At}
		t.Asked = t.ReturnedWith
		if v := t.version(e.Version); v != nil && t.sequences[v.Sequence] != nil {
			t.sequences[v.Sequence].approved = 0
		}
	case StalenessWaived:
		r.text(e.Language).waivedStale(rec, e)
	case Signed:
		r.Signoffs = append(r.Signoffs, Signoff{Role: e.Role, Member: rec.Member, For: rec.For, At: rec.At, Seq: rec.Seq,
			Languages: e.Languages, Manifest: e.Manifest, Why: e.Why, Evidence: e.Evidence})
	case FactsSet:
		for k, v := range e.Facts {
			put(r.Facts, k, v)
		}
	case PlansSet:
		for k, v := range e.Plans {
			put(r.Plans, k, v)
		}
	case LanguagesSet:
		r.speaks(e.Languages)
	case EmbargoSet:
		r.Embargo = e.Until
	case Scheduled:
		r.ScheduledAt = e.At
	case PublishedAs:
		r.published(rec, e)
	case CorrectionOpened:
		r.Correction = &Correction{Kind: e.Kind, What: e.What, Notices: e.Notices, Wrote: rec.wrote(nil, e.Notices), At: rec.At, By: rec.Member}
		if len(e.Notices) > 0 {
			r.Correction.Worded = rec.Seq
		}
	case NoticesSet:
		r.tells(rec, e)
	case CorrectionCancelled:
		r.Correction = nil
	case WithheldNow:
		r.Pages = nil
		r.Withheld = &Closing{Why: e.Why, Notices: e.Notices, Wrote: rec.wrote(nil, e.Notices), At: rec.At, By: rec.Member}
	case WithdrawnNow:
		r.Pages, r.ScheduledAt = nil, nil
		r.Withdrawn = &Closing{Why: e.Why, Notices: e.Notices, Wrote: rec.wrote(nil, e.Notices), At: rec.At, By: rec.Member}
	case PagesMade:
		r.Pages = e.Pages
	}
}

// put sets a value, or unsets it when it is zero.
func put[V comparable](m map[string]V, key string, value V) {
	var none V
	if value == none {
		delete(m, key)
	} else {
		m[key] = value
	}
}

func (r *Release) speaks(languages []Language) {
	r.Languages = languages
	for _, l := range languages {
		r.text(l)
	}
}

// text is the text in a language; events make it when there is none yet.
func (r *Release) text(l Language) *Text {
	t := r.Texts[l]
	if t == nil {
		t = &Text{
			Language: l, authors: map[Revision][]MemberID{}, makers: map[Key][]MemberID{},
			reviews: map[Key][]MemberID{}, sequences: map[Digest]*sequenceHistory{}, waived: map[waiverKey]Waived{}, cuts: map[Revision][]int{},
		}
		r.Texts[l] = t
	}
	return t
}

func (r *Release) published(rec *Record, e PublishedAs) {
	r.Withheld, r.ScheduledAt, r.Pages = nil, nil, nil
	if e.Again {
		return
	}
	edition := Edition{Number: e.Edition, Kind: e.Kind, Manifest: e.Manifest, Languages: e.Languages, At: rec.At, Seq: rec.Seq,
		Texts: map[Language]Version{}, Facts: maps.Clone(r.Facts)}
	for _, l := range e.Languages {
		if v := r.Current(l); v != nil {
			edition.Texts[l] = *v
		}
	}
	if c := r.Correction; c != nil {
		edition.What, edition.Notices = c.What, c.Notices
	}
	r.Editions = append(r.Editions, edition)
	r.Correction = nil
}

// What readers are told about, in NoticesSet.
const (
	ofCorrection = "correction"
	ofWithheld   = "withheld"
	ofWithdrawn  = "withdrawn"
)

// tells changes notices. States that were seen before keep their maps.
func (r *Release) tells(rec *Record, e NoticesSet) {
	with := func(was map[Language]Ref) map[Language]Ref {
		all := map[Language]Ref{}
		maps.Copy(all, was)
		maps.Copy(all, e.Notices)
		return all
	}
	switch {
	case e.Of == ofCorrection && r.Correction != nil:
		c := *r.Correction
		c.Notices, c.Wrote, c.Worded, r.Correction = with(c.Notices), rec.wrote(c.Wrote, e.Notices), rec.Seq, &c
	case e.Of == ofWithheld && r.Withheld != nil:
		c := *r.Withheld
		c.Notices, c.Wrote, r.Withheld, r.Pages = with(c.Notices), rec.wrote(c.Wrote, e.Notices), &c, nil
	case e.Of == ofWithdrawn && r.Withdrawn != nil:
		c := *r.Withdrawn
		c.Notices, c.Wrote, r.Withdrawn, r.Pages = with(c.Notices), rec.wrote(c.Wrote, e.Notices), &c, nil
	}
}

// wrote are whose words a release's notices are, with those of this record.
func (rec *Record) wrote(was map[Language]MemberID, notices map[Language]Ref) map[Language]MemberID {
	all := map[Language]MemberID{}
	maps.Copy(all, was)
	for l := range notices {
		all[l] = cmp.Or(rec.For, rec.Member)
	}
	return all
}

// people are who acted and whose words or decision it is.
func (rec *Record) people() []MemberID {
	if rec.For == "" || rec.For == rec.Member {
		return []MemberID{rec.Member}
	}
	return []MemberID{rec.Member, rec.For}
}

func (t *Text) version(n int) *Version {
	for i := len(t.Versions) - 1; i >= 0; i-- {
		if t.Versions[i].N == n {
			return &t.Versions[i]
		}
	}
	return nil
}

func (t *Text) current() *Version {
	if t == nil || len(t.Versions) == 0 {
		return nil
	}
	return &t.Versions[len(t.Versions)-1]
}

func (t *Text) saved(rec *Record, e Saved) {
	writers := rec.people()
	if e.Why != "" && t.Claim != nil {
		writers = []MemberID{t.Claim.Member} // found in the holder's file, typed by nobody else
	}
	t.wrote(e.Revisions, writers, e.Used)
	t.Draft = &Draft{Content: e.Content, Digest: e.Digest, Revisions: e.Revisions, By: writers[len(writers)-1], At: rec.At, Seq: rec.Seq}
	if t.Claim != nil {
		t.Draft.Version, t.Draft.Base = t.Claim.Version, t.Claim.Base
		c := *t.Claim
		c.Until = e.Until
		t.Claim = &c
	}
}

func (t *Text) checkedIn(rec *Record, e CheckedIn) {
	writers := rec.people()
	for i := range t.Parcels {
		if p := &t.Parcels[i]; e.Parcel != "" && p.ID == e.Parcel {
			p.Home = e.Version
			if !slices.Contains(writers, p.To) {
				writers = append(writers, p.To)
			}
		}
	}
	t.wrote(e.Revisions, writers, e.Used)
	t.recordedFor(e.Revisions, rec)
	v := Version{N: e.Version, Content: e.Content, Typed: e.Typed, Digest: e.Digest, Revisions: e.Revisions,
		By: rec.Member, For: rec.For, At: rec.At, Seq: rec.Seq, Note: e.Note, Evidence: e.Evidence, Merged: e.Merged, Parcel: e.Parcel}
	if c := t.Claim; c != nil && (slices.Contains(writers, c.Member) || e.Parcel != "" && c.Parcel == e.Parcel) {
		v.Early = c.Early
		t.Claim, t.Draft = nil, nil
	}
	t.ReturnedWith = nil
	t.Versions = append(t.Versions, v)
	t.group(t.current(), e.Base, e.Groups, writers, writers, rec.Seq)
}

// wrote makes writers the authors of what is new among revisions; what is
// known keeps the authors that it had.
func (t *Text) wrote(revisions []Revision, writers []MemberID, used int) {
	t.Used = max(t.Used, used)
	for _, rv := range revisions {
		if _, known := t.authors[rv]; !known {
			t.authors[rv] = writers
			t.known = append(t.known, rv)
		}
	}
}

// recordedFor makes whose words were recorded an author of what the recorder
// had saved of them before.
func (t *Text) recordedFor(revisions []Revision, rec *Record) {
	if rec.For == "" {
		return
	}
	var before []Revision
	if v := t.current(); v != nil {
		before = v.Revisions
	}
	old := map[Revision]bool{}
	for _, rv := range before {
		old[rv] = true
	}
	for _, rv := range revisions {
		if who := t.authors[rv]; !old[rv] && slices.Contains(who, rec.Member) && !slices.Contains(who, rec.For) {
			t.authors[rv] = append(slices.Clip(who), rec.For)
		}
	}
}

// group gives a version its groups, and remembers who first put that sequence
// in order and who first left something out.
func (t *Text) group(v *Version, base *Base, groups []Group, order, omitted []MemberID, seq int64) {
	v.Base, v.Groups, v.Sequence, v.ChangedSeq = base, groups, Sequence(groups), seq
	if t.sequences[v.Sequence] == nil {
		t.sequences[v.Sequence] = &sequenceHistory{makers: order}
	}
	for _, g := range groups {
		if len(g.Target) == 0 && t.makers[g.Key] == nil {
			t.makers[g.Key] = omitted
		}
	}
}

// regroup is group for an alignment: the order of the words is still their
// makers', an omission is the aligner's.
func (t *Text) regroup(v *Version, base *Base, groups []Group, rec *Record) {
	order := rec.people()
	if was := t.sequences[v.Sequence]; was != nil {
		order = was.makers
	}
	t.group(v, base, groups, order, rec.people(), rec.Seq)
}

func (t *Text) segmented(cuts []Cut) {
	for _, c := range cuts {
		if at := (Revision{c.Block, c.Digest}); c.Rules {
			delete(t.cuts, at)
		} else {
			t.cuts[at] = c.Ends
		}
	}
}

func (t *Text) approved(rec *Record, e ApprovalGiven) {
	v := t.version(e.Version)
	if v == nil {
		return
	}
	left := map[int]bool{}
	for _, i := range e.Left {
		left[i] = true
	}
	for i, g := range v.Groups {
		if !left[i] {
			t.review(g.Key, rec)
		}
	}
	for _, w := range e.Waivers {
		t.waived[waiverKey{w.Code, w.Key}] = Waived{Reason: w.Reason, By: rec.Member, For: rec.For, At: rec.At}
	}
	if s := t.sequences[e.Sequence]; s != nil && !e.Partial {
		s.approved, s.at, s.by = rec.Seq, rec.At, cmp.Or(rec.For, rec.Member)
	}
	if t.ReturnedWith != nil && t.ReturnedWith.Version == e.Version {
		t.ReturnedWith = nil
	}
	t.Asked = nil
}

func (t *Text) review(k Key, rec *Record) {
	for _, m := range rec.people() {
		if !slices.Contains(t.reviews[k], m) {
			t.reviews[k] = append(t.reviews[k], m)
		}
	}
}

// waivedStale carries reviews and the approval over to the keys against the
// newer base: nothing becomes reviewed that was not before.
func (t *Text) waivedStale(rec *Record, e StalenessWaived) {
	v := t.version(e.Version)
	if v == nil {
		return
	}
	before := map[string]Key{}
	for _, g := range v.Groups {
		before[g.place()] = g.Key
	}
	for _, g := range e.Groups {
		if old, same := before[g.place()]; same && old != g.Key && len(t.reviews[old]) > 0 {
			t.review(g.Key, rec)
		}
	}
	was := t.sequences[v.Sequence]
	t.regroup(v, &e.Base, e.Groups, rec)
	if now := t.sequences[v.Sequence]; was != nil && was.approved != 0 {
		now.approved, now.at, now.by = rec.Seq, rec.At, cmp.Or(rec.For, rec.Member)
	}
}

// place names a group by which blocks it aligns, whatever their content and
// the order of its source.
func (g Group) place() string {
	ids := make([]string, 0, len(g.Source)+len(g.Target)+1)
	for _, id := range g.Source {
		ids = append(ids, string(id))
	}
	slices.Sort(ids)
	ids = append(ids, "=")
	for _, id := range g.Target {
		ids = append(ids, string(id))
	}
	return strings.Join(ids, " ")
}
