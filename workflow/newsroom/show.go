package newsroom

import (
	"context"
	"errors"
	"time"

	"bayan/releases"
	"bayan/releases/glossary"
	"bayan/workflow"
)

// Shown is a release as people see it.
type Shown struct {
	Listed
	State      *workflow.Release
	Facts      releases.Facts
	Correcting bool
	Manifest   releases.Digest // what would be signed now; "" while it cannot be
	Texts      []ShownText     // in the release's order, the source first
	Signoffs   []ShownSignoff
	Allowed    []workflow.Permission // for the member who looks
	Waiting    []workflow.Task
	ManifestOf string // the signed lines
	Spoken     []Spoken
}

// Spoken is why a correction is open or a publication out of sight, and the words
// to the readers about it: nobody reviews these, so everybody sees them here.
type Spoken struct {
	Of      string // correction, addition, withheld, withdrawn
	Why     string
	By      workflow.MemberID // who did it
	At      time.Time
	Notices map[workflow.Language]string
	Wrote   map[workflow.Language]string // members' ids, or names of people outside
}

// ShownText is one language of a release as people see it.
type ShownText struct {
	Language workflow.Language
	RTL      bool
	State    workflow.State
	Version  int
	Digest   workflow.Digest
	Base     *workflow.Base
	Holder   string // a member's id, or the name of somebody outside
	Until    time.Time
	Stale    []string // blocks of the base by present name
	Blocks   int
	Note     string // of a text that was returned
	NoteAt   string // the block that it is about
}

// ShownSignoff is a sign-off, and whether it is for what stands now.
type ShownSignoff struct {
	Role     string
	Member   workflow.MemberID
	For      workflow.MemberID // whose decision it is, where Member recorded it; else ""
	At       time.Time
	Manifest workflow.Digest
	Current  bool
}

// Show tells how a release stands, and remembers which manifest was shown.
func (r *Room) Show(ctx context.Context, who Who, release string) (Shown, error) {
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return Shown{}, err
	}
	d, err := r.openDossier(ctx, release)
	if err != nil {
		return Shown{}, err
	}
	if _, err := d.glossary(); err != nil {
		d.terms = glossary.New(nil) // nothing is decided here: the approval itself tells
	}
	now := r.now()
	sit := d.situation(desk, now)
	s := Shown{State: d.rel, Correcting: d.rel.Correction != nil}
	if s.Listed, err = d.listed(d.rel.Stage(desk, sit.Situation)); err != nil {
		return s, err
	}
	if s.Facts, err = d.facts(); err != nil {
		return s, err
	}
	if s.Spoken, err = d.spoken(); err != nil {
		return s, err
	}
	for _, l := range d.rel.Languages {
		text, err := d.shownText(l, now)
		if err != nil {
			return s, err
		}
		s.Texts = append(s.Texts, text)
	}
	m, ok, err := d.manifest(desk, d.set(desk, sit))
	if err != nil {
		return s, err
	}
	if ok {
		s.Manifest, s.ManifestOf = m.Digest(), string(m.Signed())
	}
	for _, so := range d.rel.Signoffs {
		s.Signoffs = append(s.Signoffs, ShownSignoff{
			Role: so.Role, Member: so.Member, For: so.For, At: so.At, Manifest: so.Manifest,
			Current: d.rel.SignoffCurrent(so, sit.Situation),
		})
	}
	s.Allowed = workflow.Allowed(desk, d.rel, who.Member, sit.Situation)
	s.Waiting = waiting(desk, d.rel, sit.Situation)
	if sit.err != nil {
		return s, sit.err
	}
	if s.Stage == workflow.Signing || s.Stage == workflow.Ready {
		err = r.show(ctx, who.Member, d.rel.Key, "manifest", d.shownManifest(s.Manifest))
	}
	return s, err
}

func (d *dossier) spoken() ([]Spoken, error) {
	var all []Spoken
	add := func(s Spoken, why workflow.Ref, notices map[workflow.Language]workflow.Ref, wrote map[workflow.Language]workflow.MemberID) error {
		s.Notices, s.Wrote = map[workflow.Language]string{}, map[workflow.Language]string{}
		var err error
		s.Why, err = d.words(why)
		for l, ref := range notices {
			words, errOf := d.words(ref)
			who, errWho := d.person(wrote[l])
			s.Notices[l], s.Wrote[l], err = words, who, errors.Join(err, errOf, errWho)
		}
		all = append(all, s)
		return err
	}
	var err error
	if c := d.rel.Correction; c != nil && d.rel.Withdrawn == nil {
		err = add(Spoken{Of: c.Kind, By: c.By, At: c.At}, c.What, c.Notices, c.Wrote)
	}
	if c := d.rel.Withheld; c != nil && d.rel.Withdrawn == nil {
		err = errors.Join(err, add(Spoken{Of: "withheld", By: c.By, At: c.At}, c.Why, c.Notices, c.Wrote))
	}
	if c := d.rel.Withdrawn; c != nil {
		err = errors.Join(err, add(Spoken{Of: "withdrawn", By: c.By, At: c.At}, c.Why, c.Notices, c.Wrote))
	}
	return all, err
}

func (d *dossier) shownText(l workflow.Language, now time.Time) (ShownText, error) {
	out := ShownText{Language: l, RTL: d.room.RTL(releases.Language(l)), State: d.rel.State(l, now), Stale: d.staleNames(l)}
	at := d.rel.Texts[l]
	var err error
	if claim := at.Claim; claim != nil && now.Before(claim.Until) {
		out.Until = claim.Until
		if out.Holder, err = d.person(claim.Member); err != nil {
			return out, err
		}
	}
	v := d.rel.Current(l)
	var text releases.Text
	switch {
	case v != nil:
		out.Version, out.Digest, out.Base = v.N, v.Digest, v.Base
		text, err = d.version(v)
	case at.Draft != nil && len(at.Draft.Revisions) > 0:
		text, err = d.draft(at.Draft)
	}
	if err != nil {
		return out, err
	}
	out.Blocks = len(text.Blocks)
	if ret := at.ReturnedWith; ret != nil && out.State == workflow.Returned {
		if out.Note, err = d.words(ret.Note); err != nil {
			return out, err
		}
		out.NoteAt = text.Names()[releases.BlockID(ret.Block)]
	}
	return out, nil
}
