package newsroom

import (
	"reflect"
	"slices"
	"sort"

	"bayan/releases"
	"bayan/workflow"
)

// Refused is a refusal with what a person needs to make sense of it: block ids
// as present names, and who can help.
type Refused struct {
	*workflow.Refusal
	Release string // id; "" for a refusal about the desk
	Helpers [][]Helper
}

// Helper is a member who can do something about a reason, in a role.
type Helper struct {
	Member workflow.MemberID
	Role   workflow.Role
}

func (r *Refused) Unwrap() error { return r.Refusal }

// explain turns a refusal of the process into one for people.
func explain(desk *workflow.Desk, d *dossier, who workflow.Actor, refusal *workflow.Refusal) *Refused {
	out := &Refused{Refusal: &workflow.Refusal{Action: refusal.Action}}
	var rel *workflow.Release
	if d != nil {
		rel = d.rel
		out.Release = rel.ID
	}
	for _, reason := range refusal.Reasons {
		named := workflow.Reason{Code: reason.Code, Needs: reason.Needs, Args: workflow.Args{}}
		for k, v := range reason.Args {
			named.Args[k] = v
		}
		if rel != nil && rel.Head > 0 {
			named.Args["release"] = rel.ID
			d.nameArgs(reason.Code, named.Args)
			if m, ok := named.Args["member"].(workflow.MemberID); ok {
				if name, err := d.person(m); err == nil {
					named.Args["member"] = name
				}
			}
		}
		out.Reasons = append(out.Reasons, named)
		who := who
		if reason.Code != workflow.FourEyesBlocks && reason.Code != workflow.FourEyesOrder {
			who = workflow.Actor{} // only a second look is never one's own
		}
		out.Helpers = append(out.Helpers, helpers(desk, who, reason.Code.Helpers(desk, rel, reason.Args)))
	}
	return out
}

// join takes up the reasons of another refusal of the same action.
func (r *Refused) join(other *Refused) {
	for i, reason := range other.Reasons {
		same := func(known workflow.Reason) bool { return reflect.DeepEqual(known, reason) }
		if !slices.ContainsFunc(r.Reasons, same) {
			r.Reasons, r.Helpers = append(r.Reasons, reason), append(r.Helpers, other.Helpers[i])
		}
	}
}

// ofBase are the codes whose blocks are those of the text's base.
var ofBase = map[workflow.Code]bool{
	workflow.StaleText: true, workflow.Untranslated: true, workflow.GoneBlocks: true,
}

// nameArgs puts present names in the place of block ids.
func (d *dossier) nameArgs(code workflow.Code, args workflow.Args) {
	l, _ := args["language"].(workflow.Language)
	v := d.rel.Current(l)
	if v == nil {
		return
	}
	texts := []releases.Text{}
	own, err := d.version(v)
	if err != nil {
		return
	}
	base, _ := d.base(v)
	texts = append(texts, own, base)
	if ofBase[code] {
		texts = []releases.Text{base}
		if v.Base != nil {
			if latest, err := d.version(d.rel.LatestApproved(v.Base.Language)); err == nil {
				texts = []releases.Text{latest, base}
			}
		}
	}
	name := func(id workflow.BlockID) string {
		for _, t := range texts {
			if n := t.Names()[releases.BlockID(id)]; n != "" {
				return n
			}
		}
		return string(id)
	}
	if ids, ok := args["blocks"].([]workflow.BlockID); ok {
		names := make([]string, len(ids))
		for i, id := range ids {
			names[i] = name(id)
		}
		args["blocks"] = names
	}
	if id, ok := args["block"].(workflow.BlockID); ok {
		args["block"] = name(id)
	}
}

// helpers are the members but one who hold one of the roles, by id.
func helpers(desk *workflow.Desk, but workflow.Actor, roles []workflow.Role) []Helper {
	var out []Helper
	for _, role := range roles {
		for _, m := range desk.Members {
			if desk.Can(m.ID, role) && m.ID != but.Member && m.ID != but.For {
				out = append(out, Helper{m.ID, role})
			}
		}
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Member != out[j].Member {
			return out[i].Member < out[j].Member
		}
		return out[i].Role.String() < out[j].Role.String()
	})
	return out
}
