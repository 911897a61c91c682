package workflow

import "strings"

// Any as the scope of a role means every language, or every sign-off.
const Any = "*"

// scoped tells which kinds of role are bound to something.
var scoped = map[RoleKind]bool{
	Writer: false, Translator: true, Reviewer: true, Signer: true,
	Publisher: false, Coordinator: false, Admin: false,
}

// RoleKinds are all kinds of role, in the order in which they are listed.
var RoleKinds = []RoleKind{Writer, Translator, Reviewer, Signer, Publisher, Coordinator, Admin}

// RoleError says that a word is no role.
type RoleError struct {
	Role   string
	Kind   RoleKind // "" where the kind itself is unknown
	Scoped bool     // whether the kind needs a scope
}

func (e *RoleError) Error() string { return "no such role: " + e.Role }

// ParseRole reads "publisher", "translator:ar", "signer:editor", "reviewer:*".
func ParseRole(s string) (Role, error) {
	kind, scope, bound := strings.Cut(s, ":")
	r := Role{Kind: RoleKind(kind), Scope: scope}
	needs, known := scoped[r.Kind]
	switch {
	case !known:
		return Role{}, &RoleError{Role: s}
	case needs != bound, bound && !word(scope) && scope != Any:
		return Role{}, &RoleError{Role: s, Kind: r.Kind, Scoped: needs}
	}
	return r, nil
}

func (r Role) String() string {
	if r.Scope == "" {
		return string(r.Kind)
	}
	return string(r.Kind) + ":" + r.Scope
}

// Covers tells whether who has r may act as needed. A needed role with an empty
// scope asks for the kind alone.
func (r Role) Covers(needed Role) bool {
	return r.Kind == needed.Kind && (r.Scope == needed.Scope || r.Scope == Any || needed.Scope == "")
}

// word tells whether s can be a scope: a language tag or the name of a sign-off.
func word(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	for _, c := range s {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}
