package workflow

import (
	"slices"
	"unicode"
)

// adds are the member and roles that a desk command is about.
func (a *ask) adds() (id MemberID, words []string) {
	switch c := a.c.(type) {
	case AddMember:
		return c.ID, c.Roles
	case Grant:
		return c.ID, c.Roles
	case Revoke:
		return c.ID, c.Roles
	}
	return "", nil
}

func (a *ask) member() {
	id, _ := a.adds()
	switch c := a.c.(type) {
	case CreateDesk:
		if !validMember(a.who.Member) {
			a.blocked(MemberIDBad, Args{"member": a.who.Member})
		}
		if _, bad := ParsePolicySetting("preset", string(c.Preset)); bad != nil {
			a.blocked(PresetBad, Args{"preset": c.Preset})
		}
		if c.Organisation == "" || len(c.Languages) == 0 {
			a.needs(NeedsValues, nil)
		}
	case AddMember:
		switch {
		case c.ID == "":
			a.needs(NeedsValues, nil)
		case !validMember(c.ID):
			a.blocked(MemberIDBad, Args{"member": c.ID})
		case a.d.Members[c.ID] != nil:
			a.blocked(MemberExists, Args{"member": c.ID})
		}
	default:
		if a.d.Members[id] == nil {
			a.blocked(MemberUnknown, Args{"member": id})
		}
	}
}

// validMember keeps ids apart from roles ("a:b"), paths, and the 64 hex digits
// that name somebody outside.
func validMember(id MemberID) bool {
	if id == "" || len(id) > 60 {
		return false
	}
	for i, c := range id {
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) && i > 0:
		case i > 0 && (c == '.' || c == '_' || c == '-'):
		default:
			return false
		}
	}
	return true
}

func (a *ask) deskRoles() {
	_, words := a.adds()
	for _, w := range words {
		r, err := ParseRole(w)
		if err != nil {
			a.blocked(RoleBad, Args{"role": w})
			continue
		}
		l := Language(r.Scope)
		ofText := r.Kind == Translator || r.Kind == Reviewer
		if _, revoking := a.c.(Revoke); ofText && r.Scope != Any && !revoking {
			a.ofDesk(l)
		}
	}
}

func (a *ask) keepsAdmin() {
	c, revoking := a.c.(Revoke)
	if !revoking || !slices.Contains(c.Roles, string(Admin)) || !a.d.Can(c.ID, Role{Kind: Admin}) {
		return
	}
	for id := range a.d.Members {
		if id != c.ID && a.d.Can(id, Role{Kind: Admin}) {
			return
		}
	}
	a.blocked(LastAdmin, Args{"member": c.ID})
}

func (a *ask) changesRoles() {
	id, words := a.adds()
	_, revoking := a.c.(Revoke)
	_, granting := a.c.(Grant)
	m := a.d.Members[id]
	if m == nil || !revoking && !granting {
		return
	}
	if len(words) == 0 {
		a.needs(NeedsValues, nil)
		return
	}
	for _, r := range roles(words) {
		if slices.Contains(m.Roles, r) == revoking {
			return
		}
	}
	a.blocked(Unchanged, nil)
}

func (a *ask) setting() {
	c := a.c.(SetPolicy)
	if c.Key == "" {
		a.needs(NeedsValues, nil)
	} else if _, bad := ParsePolicySetting(c.Key, c.Value); bad != nil {
		a.reasons = append(a.reasons, *bad)
	}
}

func (a *ask) changesSetting() {
	c := a.c.(SetPolicy)
	canonical, bad := ParsePolicySetting(c.Key, c.Value)
	if bad == nil && c.Key != "" && a.d.Setting(c.Key) == canonical {
		a.blocked(Unchanged, nil)
	}
}

func (a *ask) refs() {
	if len(a.c.(Erase).Refs) == 0 {
		a.needs(NeedsValues, nil)
	}
}
