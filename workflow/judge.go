package workflow

import (
	"cmp"
	"slices"
	"time"
)

// ask is one question to the table: may this person do that now?
type ask struct {
	d    *Desk
	r    *Release
	who  Actor
	c    Command
	sit  Situation
	view *view

	rule *Rule
	lang Language  // of the command; "" where it is about the whole release
	text *Text     // in lang; nil for none
	at   time.Time // of the decision: the clock, or the last event where that is later
	role string    // of a sign-off
	set  []Language

	reasons []Reason
	brief   bool // the first that blocks is enough
}

func newAsk(d *Desk, r *Release, who Actor, c Command, sit Situation, v *view) *ask {
	a := &ask{d: d, r: r, who: who, c: c, sit: sit, view: v, rule: rules[c.Action()], at: sit.Now}
	if r.LastAt.After(a.at) {
		a.at = r.LastAt
	}
	if on, ok := c.(interface{ language() Language }); ok {
		a.lang = on.language()
		a.text = r.Texts[a.lang]
	}
	if s, ok := c.(Sign); ok {
		a.role = s.Role
		if own := d.Scopes(a.person(), ActSign); a.role == "" && len(own) == 1 {
			a.role = own[0]
		}
		a.set = a.toSign(s.Languages)
	}
	switch {
	case a.set != nil:
	case a.returns():
		a.set = r.Edition().Languages
	default:
		a.set, _ = v.signed(d, sit)
	}
	return a
}

// toSign is the set that a signer means: where they name none, the one that
// others have signed and they have not, else all.
func (a *ask) toSign(languages []Language) []Language {
	if len(languages) > 0 {
		return a.r.asSet(languages)
	}
	set, have := a.view.signed(a.d, a.sit)
	if slices.Contains(have, a.role) {
		return a.r.Languages
	}
	return set
}

// asSet puts languages in the release's order, the source always among them.
func (r *Release) asSet(languages []Language) []Language {
	var set []Language
	for _, l := range r.Languages {
		if l == r.Source || slices.Contains(languages, l) {
			set = append(set, l)
		}
	}
	return set
}

// person is whose words or decision it is.
func (a *ask) person() MemberID { return cmp.Or(a.who.For, a.who.Member) }

// people are person and, where it is somebody else, who records it.
func (a *ask) people() []MemberID {
	if a.who.For == "" || a.who.For == a.who.Member {
		return []MemberID{a.who.Member}
	}
	return []MemberID{a.who.Member, a.who.For}
}

// isAny tells whether one of the people is among ms.
func (a *ask) isAny(ms []MemberID) bool {
	return slices.ContainsFunc(a.people(), func(m MemberID) bool { return slices.Contains(ms, m) })
}

func (a *ask) blocked(c Code, args Args) {
	a.reasons = append(a.reasons, Reason{Code: c, Args: args})
}

func (a *ask) needs(c Code, args Args) {
	a.reasons = append(a.reasons, Reason{Code: c, Args: args, Needs: true})
}

// judge is the one function over the table: every reason against the command,
// those that block and those that only need an argument, in a stable order.
func (a *ask) judge() []Reason {
	if a.judgeStreams(); len(a.reasons) > 0 {
		return a.reasons
	}
	a.judgePeople()
	for _, c := range a.rule.If {
		if _, open := allows(a.reasons); a.brief && !open {
			return a.reasons
		}
		conditions[c](a)
		if slices.ContainsFunc(a.reasons, isForEver) {
			break // what else is lacking would help nobody
		}
	}
	slices.SortStableFunc(a.reasons, func(x, y Reason) int {
		return rank[x.Code.Class()] - rank[y.Code.Class()]
	})
	a.reasons = slices.CompactFunc(a.reasons, sameReason)
	return a.reasons
}

func isForEver(r Reason) bool { return r.Code == WithdrawnForEver }

// judgeStreams finds what makes every further question idle.
func (a *ask) judgeStreams() {
	d, r := a.d, a.r
	making := a.rule.Action == ActNew || a.rule.Action == ActImport
	_, founding := a.c.(CreateDesk)
	switch {
	case d.ReadOnly != nil:
		a.blocked(ReadOnlyStream, Args{"event": d.ReadOnly.Name, "version": d.ReadOnly.Version, "seq": d.ReadOnly.Seq})
	case r.ReadOnly != nil:
		a.blocked(ReadOnlyStream, Args{"event": r.ReadOnly.Name, "version": r.ReadOnly.Version, "seq": r.ReadOnly.Seq})
	case d.Head == 0 && !founding:
		a.blocked(NoDesk, nil)
	case a.onDesk() || making:
	case r.Head == 0:
		a.blocked(NoRelease, nil)
	case a.lang != "" && !slices.Contains(r.Languages, a.lang):
		a.blocked(LanguageUnknown, Args{"language": a.lang, "languages": r.Languages})
	}
}

func (a *ask) onDesk() bool {
	switch a.rule.Action {
	case ActMembers, ActPolicy, ActErase:
		return true
	}
	return false
}

// judgePeople finds who of the people may not.
func (a *ask) judgePeople() {
	who := a.who
	if _, founding := a.c.(CreateDesk); founding {
		if a.d.Head > 0 {
			a.blocked(DeskExists, Args{"organisation": a.d.Organisation})
		}
		return
	}
	if a.d.Members[who.Member] == nil {
		a.blocked(NotAMember, Args{"member": who.Member})
		return
	}
	if a.person() == who.Member {
		a.mayAct(who.Member)
		return
	}
	if a.rule.For == OwnOnly {
		a.blocked(NotForAnother, Args{"action": a.rule.Action})
		return
	}
	outside := a.d.Members[who.For] == nil
	if a.rule.For == ForReturned {
		a.mayAct(who.Member)
		if !outside {
			a.mayWrite(who.For)
		}
		return
	}
	if !slices.ContainsFunc(a.d.Policy.RecordFor, func(k RoleKind) bool { return a.d.Can(who.Member, Role{Kind: k}) }) {
		a.blocked(MayNotRecord, Args{"member": who.Member, "roles": a.d.Policy.RecordFor})
	}
	if outside {
		a.blocked(PersonOutside, Args{"member": who.For})
		return
	}
	a.mayAct(who.For)
	if a.rule.For == ForDecision && who.Evidence == "" {
		a.needs(NeedsEvidence, Args{"member": who.For})
	}
}

// mayAct asks whether m is one of those whom the rule names. A rule for the
// holder alone asks its conditions instead: they know who holds it.
func (a *ask) mayAct(m MemberID) {
	var lacking []string
	for _, w := range a.rule.Who {
		if a.is(m, w) {
			return
		}
		lacking = append(lacking, a.rolesOf(w)...)
	}
	if len(lacking) > 0 {
		a.lacks(m, lacking...)
	}
}

// lacks says which roles would let m do it. A condition that knows better which
// of the rule's roles these are says so in the rule's place.
func (a *ask) lacks(m MemberID, roles ...string) {
	wider := func(r Reason) bool {
		said, _ := r.Args["roles"].([]string)
		return r.Code == RoleMissing && r.Args["member"] == m &&
			!slices.ContainsFunc(roles, func(role string) bool { return !slices.Contains(said, role) })
	}
	a.reasons = slices.DeleteFunc(a.reasons, wider)
	args := Args{"member": m, "roles": roles}
	if a.lang != "" {
		args["language"] = a.lang
	}
	a.blocked(RoleMissing, args)
}

// mayWrite asks whether m may change the text at hand.
func (a *ask) mayWrite(m MemberID) {
	if !a.writes(m) {
		a.blocked(RoleMissing, Args{"member": m, "roles": a.writingRoles(), "language": a.lang})
	}
}

func (a *ask) writes(m MemberID) bool {
	return a.is(m, AsWriter) || a.is(m, AsTranslator) || a.is(m, AsReviewer)
}

func (a *ask) writingRoles() []string {
	return slices.Concat(a.rolesOf(AsWriter), a.rolesOf(AsTranslator), a.rolesOf(AsReviewer))
}

func (a *ask) is(m MemberID, w Who) bool {
	d := a.d
	switch w {
	case AsMember:
		return d.Members[m] != nil
	case AsHolder:
		t := a.text
		if a.lang == "" {
			t = a.r.Texts[a.r.Source]
		}
		return t != nil && t.Claim != nil && t.Claim.Member == m
	case AsSender:
		return a.sent(m)
	case AsWriter:
		return (a.lang == "" || a.lang == a.r.Source) && d.Can(m, Role{Kind: Writer})
	case AsTranslator:
		return (a.lang == "" || a.lang != a.r.Source) && d.Can(m, Role{Translator, string(a.lang)})
	case AsReviewer:
		return d.Can(m, Role{Reviewer, string(a.lang)})
	case AsSigner:
		return d.Can(m, Role{Signer, a.role})
	}
	return d.Can(m, Role{Kind: RoleKind(w)})
}

// sent tells whether m sent the parcel that comes home, or that is away.
func (a *ask) sent(m MemberID) bool {
	if a.text == nil {
		return false
	}
	if r, ok := a.c.(Receive); ok && r.Parcel != "" {
		return slices.ContainsFunc(a.text.Parcels, func(p Parcel) bool { return p.ID == r.Parcel && p.By == m })
	}
	return a.text.Claim != nil && a.text.Claim.By == m
}

// rolesOf are the roles to be had to be w; none for who is not named by a role.
func (a *ask) rolesOf(w Who) []string {
	source := a.lang == a.r.Source
	switch w {
	case AsHolder, AsSender, AsFounder:
		return nil
	case AsWriter:
		if a.lang != "" && !source {
			return nil
		}
	case AsTranslator, AsReviewer:
		if w == AsTranslator && source {
			return nil
		}
		return []string{Role{RoleKind(w), cmp.Or(string(a.lang), Any)}.String()}
	case AsSigner:
		if a.role != "" {
			return []string{Role{Signer, a.role}.String()}
		}
		var all []string
		for _, name := range a.d.Policy.Signers {
			all = append(all, Role{Signer, name}.String())
		}
		return all
	}
	return []string{string(w)}
}

// fourEyes tells whether a second person has to look.
func (a *ask) fourEyes() bool { return a.d.Policy.FourEyes != EyesNone }

func sameReason(x, y Reason) bool {
	if x.Code != y.Code || x.Needs != y.Needs || len(x.Args) != len(y.Args) {
		return false
	}
	for k, v := range x.Args {
		switch v := v.(type) {
		case []string, []BlockID, []Language, []RoleKind, []MemberID:
			return false // lists: said twice rather than once too few
		default:
			if y.Args[k] != v {
				return false
			}
		}
	}
	return true
}
