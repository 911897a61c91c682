package workflow

import (
	"maps"
	"slices"
	"strings"
	"time"
)

func (a *ask) isFresh() {
	if a.r.Head > 0 {
		a.blocked(ReleaseExists, Args{"release": a.r.ID})
	}
}

// isNamed checks the id that people type: [a-z0-9][a-z0-9-]{0,79}.
func (a *ask) isNamed() {
	c := a.c.(Create)
	if c.ID == "" && c.Source == "" {
		a.needs(NeedsValues, nil)
		return
	}
	valid := len(c.ID) > 0 && len(c.ID) <= 80 && c.ID[0] != '-'
	for _, b := range []byte(c.ID) {
		valid = valid && (b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '-')
	}
	if !valid {
		a.blocked(IDBad, Args{"release": c.ID})
	}
}

func (a *ask) speaksLanguages() {
	var asked []Language
	switch c := a.c.(type) {
	case Create:
		asked = c.Languages
		if c.Source != "" {
			asked = append([]Language{c.Source}, asked...)
		}
	case SetLanguages:
		for _, l := range c.Languages {
			if !slices.Contains(a.r.Languages, l) {
				asked = append(asked, l)
			}
		}
	}
	a.ofDesk(asked...)
}

// ofDesk asks whether the desk works in these languages. value is its setting
// with all that it lacks.
func (a *ask) ofDesk(asked ...Language) {
	have, value := len(a.d.Languages), slices.Clone(a.d.Languages)
	for _, l := range asked {
		if !slices.Contains(value, l) {
			value = append(value, l)
		}
	}
	for _, l := range value[have:] {
		a.blocked(LanguageOffDesk, Args{"language": l, "languages": a.d.Languages, "value": joined(value)})
	}
}

func (a *ask) facts() {
	c := a.c.(SetFacts)
	if len(c.Facts) == 0 {
		a.needs(NeedsValues, nil)
		return
	}
	for k, v := range c.Facts {
		if a.r.Facts[k] != v {
			return
		}
	}
	a.blocked(Unchanged, nil)
}

// Plans: due, priority, and assignee:LANG.
const assignee = "assignee:"

func (a *ask) plans() {
	c := a.c.(SetPlans)
	if len(c.Plans) == 0 {
		a.needs(NeedsValues, nil)
		return
	}
	changes := false
	for _, k := range slices.Sorted(maps.Keys(c.Plans)) {
		l, personal := strings.CutPrefix(k, assignee)
		to := MemberID(c.Plans[k])
		switch {
		case k == "due", k == "priority":
		case !personal:
			a.blocked(PlanUnknown, Args{"key": k})
		case to == "" && a.r.Plans[k] != "": // also of a language that is no longer the release's
		case !slices.Contains(a.r.Languages, Language(l)):
			a.blocked(LanguageUnknown, Args{"language": Language(l), "languages": a.r.Languages})
		case to == "":
		case a.d.Members[to] == nil:
			a.blocked(MemberUnknown, Args{"member": to})
		default:
			kind := Role{Translator, l}
			if Language(l) == a.r.Source {
				kind = Role{Kind: Writer}
			}
			if !a.d.Can(to, kind) {
				a.blocked(RoleMissing, Args{"member": to, "roles": []string{kind.String()}, "language": Language(l)})
			}
		}
		changes = changes || a.r.Plans[k] != c.Plans[k]
	}
	if !changes {
		a.blocked(Unchanged, nil)
	}
}

// mayPlan: who is no coordinator takes or gives back their own translation.
func (a *ask) mayPlan() {
	m, c := a.who.Member, a.c.(SetPlans)
	if a.is(m, AsCoordinator) {
		return
	}
	own := func(l Language) bool {
		was := MemberID(a.r.Plans[assignee+string(l)])
		return l != a.r.Source && a.d.Can(m, Role{Translator, string(l)}) && (was == m || was == "")
	}
	may := len(c.Plans) > 0 || slices.ContainsFunc(a.r.Languages, own)
	for k, to := range c.Plans {
		l, personal := strings.CutPrefix(k, assignee)
		may = may && personal && own(Language(l)) && (to == string(m) || to == "")
	}
	if !may {
		a.lacks(m, string(Coordinator))
	}
}

func (a *ask) givesLanguages() {
	c := a.c.(SetLanguages)
	if len(c.Languages) == 0 {
		a.needs(NeedsValues, nil)
	} else if slices.Equal(a.r.ordered(c.Languages), a.r.Languages) {
		a.blocked(Unchanged, nil)
	}
}

// ordered puts languages as a release lists them: the source first, each once.
func (r *Release) ordered(languages []Language) []Language {
	out := []Language{}
	for _, l := range languages {
		if slices.Contains(out, l) {
			continue
		}
		if l == r.Source {
			out = append([]Language{l}, out...)
		} else {
			out = append(out, l)
		}
	}
	return out
}

func (a *ask) keepsLanguages() {
	c := a.c.(SetLanguages)
	if len(c.Languages) == 0 {
		return
	}
	for _, l := range a.r.Languages {
		if slices.Contains(c.Languages, l) {
			continue
		}
		switch t := a.r.Texts[l]; {
		case l == a.r.Source:
			a.blocked(SourceStays, Args{"language": l})
		case a.r.Edition() != nil && slices.Contains(a.r.Edition().Languages, l):
			a.blocked(LanguagePublished, Args{"language": l})
		case t.Claim.Live(a.at):
			a.blocked(Held, Args{"language": l, "member": t.Claim.Member, "until": t.Claim.Until})
		}
	}
}

func (a *ask) isNeverPublished() {
	if e := a.r.Edition(); e != nil {
		a.blocked(EmbargoOver, Args{"edition": e.Number})
	}
}

// movesEmbargo: holding back longer is a coordinator's, letting go a signer's.
func (a *ask) movesEmbargo() {
	c, was, m := a.c.(SetEmbargo), a.r.Embargo, a.person()
	if c.Until == nil && !c.Lift {
		if was == nil && !a.is(m, AsCoordinator) {
			a.lacks(m, string(Coordinator))
		}
		a.needs(NeedsTime, nil)
		return
	}
	if c.Lift && was == nil || !c.Lift && was != nil && c.Until.Equal(*was) {
		a.blocked(Unchanged, nil)
		return
	}
	if !c.Lift && !c.Until.After(a.at) {
		a.blocked(TimePast, Args{"until": *c.Until, "now": a.at})
	}
	if c.Lift || was != nil && c.Until.Before(*was) {
		if !a.is(m, AsSigner) {
			a.lacks(m, a.rolesOf(AsSigner)...)
		}
	} else if !a.is(m, AsCoordinator) {
		a.lacks(m, string(Coordinator))
	}
}

func (a *ask) timeAhead() {
	c := a.c.(Schedule)
	switch {
	case c.Cancel && a.r.ScheduledAt == nil, c.At != nil && !c.Cancel && same(c.At, a.r.ScheduledAt):
		a.blocked(Unchanged, nil)
	case c.Cancel:
	case a.r.Embargo == nil:
		a.blocked(NoEmbargo, nil)
	case c.At == nil:
		a.needs(NeedsTime, nil)
	case !c.At.After(a.at):
		a.blocked(TimePast, Args{"until": *c.At, "now": a.at})
	}
}

func same(a, b *time.Time) bool { return a != nil && b != nil && a.Equal(*b) }
