package workflow

import "slices"

// Scopes are the scopes of an action's tasks that may wait for a member: what
// their roles are bound to, "" for roles without; of a check-in and of what was sent out
// the member, Any for who coordinates.
func (d *Desk) Scopes(m MemberID, act Action) []string {
	member := d.Members[m]
	if member == nil {
		return nil
	}
	var out []string
	add := func(scope string) {
		if !slices.Contains(out, scope) {
			out = append(out, scope)
		}
	}
	for _, role := range member.Roles {
		every := []string{role.Scope}
		if role.Scope == Any {
			every = every[:0]
			for _, l := range d.Languages {
				every = append(every, string(l))
			}
			if role.Kind == Signer {
				every = d.Policy.Signers
			}
		}
		for _, scope := range every {
			switch act {
			case ActCheckout:
				if role.Kind == Writer || role.Kind == Translator {
					add(scope)
				}
			case ActApprove, ActWaiveStale:
				if role.Kind == Reviewer {
					add(scope)
				}
			case ActSign:
				if role.Kind == Signer {
					add(scope)
				}
			case ActPublish:
				if role.Kind == Publisher {
					add(scope)
				}
			}
		}
	}
	switch {
	case act == ActReceive && d.Can(m, Role{Kind: Coordinator}):
		add(Any)
	case act == ActCheckin, act == ActReceive:
		add(string(m))
	}
	return out
}

// allRoles is what the one person of a solo desk has.
var allRoles = []string{
	string(Admin), string(Coordinator), string(Writer), Role{Translator, Any}.String(),
	Role{Reviewer, Any}.String(), Role{Signer, Any}.String(), string(Publisher),
}

func firstRoles(p Preset) []string {
	if p == Solo {
		return allRoles
	}
	return []string{string(Admin)}
}
