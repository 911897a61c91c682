package workflow

import (
	"cmp"
	"slices"
	"time"
)

// events are what follows from a command that nothing stands against.
func (a *ask) events() []Event {
	switch c := a.c.(type) {
	case Create:
		return a.create(c)
	case Checkout:
		return []Event{a.checkout(c)}
	case Save:
		return []Event{a.saved(c.Writing, "")}
	case Checkin, Receive:
		return a.checkin()
	case Discard:
		return append(a.found(c.Draft, "discard"), ClaimEnded{Language: a.lang, Why: "discard", By: a.text.Claim.Member})
	case Takeover:
		return append(a.found(c.Draft, "takeover"), TakenOver{Language: a.lang, From: a.text.Claim.Member, To: cmp.Or(c.To, a.person()), Until: a.claimUntil()})
	case Send:
		return []Event{a.send(c)}
	case Align:
		e := Aligned{Language: a.lang, Version: a.version(), Groups: c.Groups}
		if c.Base != (Base{}) && c.Base != *a.text.current().Base {
			e.Base = &c.Base
		}
		return []Event{e}
	case Segment:
		return []Event{Segmented{Language: a.lang, Cuts: c.Cuts}}
	case Approve:
		left, partial := a.leaves()
		_, waived := a.weigh(c.Waivers)
		return []Event{ApprovalGiven{Language: a.lang, Version: a.version(), Sequence: a.text.current().Sequence,
			Waivers: c.Waivers, Findings: waived, Seen: c.Seen, Left: left, Partial: partial, Evidence: a.who.Evidence}}
	case Return:
		return []Event{ReturnedWith{Language: a.lang, Version: a.version(), Note: c.Note, Block: c.Block}}
	case WaiveStale:
		return []Event{StalenessWaived{Language: a.lang, Version: a.text.current().N, Base: c.Base, Groups: c.Groups, Why: c.Why, Evidence: a.who.Evidence}}
	}
	return a.releaseEvents()
}

func (a *ask) releaseEvents() []Event {
	switch c := a.c.(type) {
	case Sign:
		return []Event{Signed{Role: a.role, Languages: a.set, Manifest: c.Shown, Why: c.Why, Evidence: a.who.Evidence}}
	case SetFacts:
		return []Event{FactsSet{Facts: changed(a.r.Facts, c.Facts)}}
	case SetPlans:
		return []Event{PlansSet{Plans: changed(a.r.Plans, c.Plans)}}
	case SetLanguages:
		return []Event{LanguagesSet{Languages: a.r.ordered(c.Languages)}}
	case SetEmbargo:
		events := []Event{EmbargoSet{Until: instant(c.Until, c.Lift)}}
		if a.r.ScheduledAt != nil && !c.Lift {
			events = append(events, Scheduled{At: instant(c.Until, false)}) // it was to be when the embargo ends
		}
		return events
	case Schedule:
		return []Event{Scheduled{At: instant(c.At, c.Cancel)}}
	case Publish:
		return []Event{a.publish()}
	case Correct:
		if a.rewords() {
			return []Event{NoticesSet{Of: ofCorrection, Notices: c.Notices}}
		}
		return []Event{CorrectionOpened{Kind: cmp.Or(c.Kind, KindCorrection), What: c.What, Notices: c.Notices}}
	case CancelCorrection:
		return []Event{CorrectionCancelled{}}
	case Withhold:
		if a.r.Withheld != nil {
			return []Event{NoticesSet{Of: ofWithheld, Why: c.Why, Notices: c.Notices}}
		}
		return []Event{WithheldNow(c)}
	case Withdraw:
		if a.r.Withdrawn != nil {
			return []Event{NoticesSet{Of: ofWithdrawn, Why: c.Why, Notices: c.Notices}}
		}
		return []Event{WithdrawnNow(c)}
	case MakePages:
		return []Event{PagesMade{Edition: a.r.Edition().Number, Pages: c.Pages}}
	}
	return a.deskEvents()
}

func (a *ask) deskEvents() []Event {
	switch c := a.c.(type) {
	case CreateDesk:
		return []Event{
			DeskCreated{Organisation: c.Organisation, Languages: c.Languages, Preset: string(c.Preset)},
			MemberAdded{ID: a.who.Member, Called: c.Called, Roles: firstRoles(c.Preset)},
		}
	case AddMember:
		return []Event{MemberAdded(c)}
	case Grant:
		return []Event{RoleGranted(c)}
	case Revoke:
		return []Event{RoleRevoked(c)}
	case SetPolicy:
		canonical, _ := ParsePolicySetting(c.Key, c.Value)
		return []Event{PolicySet{Key: c.Key, Value: canonical}}
	case Erase:
		return []Event{ContentErased(c)}
	}
	return nil // Export
}

func (a *ask) create(c Create) []Event {
	r := &Release{Source: c.Source}
	languages := c.Languages
	if len(languages) == 0 {
		languages = a.d.Languages
	}
	events := []Event{
		Created{ID: c.ID, Source: c.Source, Languages: r.ordered(append([]Language{c.Source}, languages...)), Imported: c.Imported, Original: c.Original},
		CheckedOut{Language: c.Source, Until: a.claimUntil()},
	}
	if c.Draft.Content != "" {
		a.lang = c.Source
		events = append(events, a.saved(c.Draft, ""))
	}
	if len(c.Facts) > 0 {
		events = append(events, FactsSet{Facts: c.Facts})
	}
	return events
}

func (a *ask) claimUntil() time.Time { return a.at.Add(a.d.Policy.ClaimFor).UTC() }

func (a *ask) checkout(c Checkout) CheckedOut {
	t, m := a.text, a.person()
	e := CheckedOut{Language: a.lang, Version: number(t.current()), Until: a.claimUntil(), Mend: a.onlyMends(m)}
	if a.renews() {
		e.Version, e.Base, e.Early = t.Claim.Version, t.Claim.Base, t.Claim.Early
		return e
	}
	if t.Claim != nil && t.Claim.Member != m {
		e.Over = t.Claim.Member
	}
	if t.Draft != nil && !c.Fresh {
		e.Version = t.Draft.Version // the next holder goes on with it
	}
	e.Base, e.Early = a.starts(c.Early)
	return e
}

// starts is the base that a translator works from, and whether that is early.
func (a *ask) starts(early bool) (*Base, bool) {
	if a.lang == a.r.Source {
		return nil, false
	}
	v := a.baseFor(early)
	return &Base{Language: a.from(), Version: v.N}, v != a.view.of(a.from()).approved
}

func (a *ask) send(c Send) Sent {
	t := a.text
	e := Sent{Language: a.lang, Parcel: c.Parcel, To: c.To, Version: number(t.current()), Until: c.Until}
	if c.Until.IsZero() {
		e.Until = a.at.Add(a.d.Policy.SendFor).UTC()
	}
	e.Base, e.Early = a.starts(c.Early)
	if t.Draft != nil {
		e.Version = t.Draft.Version
	}
	if t.Claim != nil {
		e.Over = t.Claim.Member
	}
	return e
}

func (a *ask) saved(w Writing, why string) Saved {
	until := a.claimUntil()
	if a.text != nil && a.text.Claim != nil && a.text.Claim.Until.After(until) {
		until = a.text.Claim.Until // a parcel's
	}
	return Saved{Language: a.lang, Content: w.Content, Digest: w.Digest, Revisions: w.Revisions, Used: w.Used, Until: until, Why: why}
}

// found saves what stood in the holder's file, if anything did.
func (a *ask) found(w Writing, why string) []Event {
	if w.Content == "" {
		return nil
	}
	return []Event{a.saved(w, why)}
}

func (a *ask) checkin() []Event {
	c, parcel := a.submission(), ""
	if back, ok := a.c.(Receive); ok {
		parcel = back.Parcel
	}
	if a.unchanged() {
		claim := a.text.Claim
		if claim == nil || !slices.Contains(a.people(), claim.Member) && (parcel == "" || claim.Parcel != parcel) {
			return nil // came home as it left, and nobody waits for it
		}
		return []Event{ClaimEnded{Language: a.lang, Why: "unchanged", By: claim.Member}}
	}
	return []Event{CheckedIn{Language: a.lang, Version: number(a.text.current()) + 1, Content: c.Content, Typed: c.Typed,
		Digest: c.Digest, Revisions: c.Revisions, Used: c.Used, Base: c.Base, Groups: c.Groups, Merged: c.Merged,
		Parcel: parcel, Evidence: a.who.Evidence, Note: c.Note}}
}

func (a *ask) publish() PublishedAs {
	if a.returns() {
		e := a.r.Edition()
		return PublishedAs{Edition: e.Number, Kind: e.Kind, Manifest: e.Manifest, Languages: e.Languages, Again: true}
	}
	e := PublishedAs{Edition: len(a.r.Editions) + 1, Kind: KindRelease, Manifest: a.view.manifest(a.set, a.sit), Languages: a.set}
	if c := a.r.Correction; c != nil {
		e.Kind = c.Kind
	}
	return e
}

// changed leaves out what is so already.
func changed[V comparable](now, asked map[string]V) map[string]V {
	out := map[string]V{}
	for k, v := range asked {
		if now[k] != v {
			out[k] = v
		}
	}
	return out
}

func instant(t *time.Time, none bool) *time.Time {
	if none || t == nil {
		return nil
	}
	at := t.UTC().Truncate(time.Millisecond)
	return &at
}
