package newsroom

import (
	"context"
	"errors"
	"maps"
	"slices"

	"bayan/workflow"
)

// Init creates the desk itself; whoever does becomes its admin.
type Init struct {
	Organisation string
	Languages    []workflow.Language
	Preset       string
	Name         string // what people call the admin
}

func (c Init) act(t *turn) error {
	created := map[string]any{
		"organisation": c.Organisation, "languages": c.Languages, "member": t.actor.Member, "preset": c.Preset}
	if t.desk.Head > 0 {
		if c.made(t.desk, t.actor.Member) {
			return t.did("desk-created", created) // a crash came before anybody heard of it
		}
		return fault(ExitConflict, "desk-exists", nil)
	}
	name, err := t.putText(c.Name)
	if err != nil {
		return err
	}
	if err := t.decideDesk(workflow.CreateDesk{
		Organisation: c.Organisation, Languages: c.Languages, Preset: workflow.Preset(c.Preset), Called: name,
	}); err != nil {
		return err
	}
	return t.did("desk-created", created)
}

// made tells whether a desk is what this very command makes.
func (c Init) made(d *workflow.Desk, by workflow.MemberID) bool {
	return len(d.Members) == 1 && d.Members[by] != nil && d.Organisation == c.Organisation &&
		slices.Equal(d.Languages, c.Languages) && d.Policy.Preset == workflow.Preset(c.Preset)
}

// AddMember takes a person onto the desk.
type AddMember struct {
	ID    workflow.MemberID
	Name  string
	Roles []string
}

func (c AddMember) act(t *turn) error {
	name, err := t.putText(c.Name)
	if err != nil {
		return err
	}
	if err := t.decideDesk(workflow.AddMember{ID: c.ID, Called: name, Roles: c.Roles}); err != nil {
		return err
	}
	return t.did("member-added", map[string]any{"member": c.ID, "name": c.Name, "roles": c.Roles})
}

// ChangeRoles gives roles to a member, or takes them away.
type ChangeRoles struct {
	ID     workflow.MemberID
	Roles  []string
	Revoke bool
}

func (c ChangeRoles) act(t *turn) error {
	var command workflow.Command = workflow.Grant{ID: c.ID, Roles: c.Roles}
	code := "roles-granted"
	if c.Revoke {
		command, code = workflow.Revoke{ID: c.ID, Roles: c.Roles}, "roles-revoked"
	}
	if err := t.decideDesk(command); err != nil {
		return err
	}
	if err := t.tellStranded(c.ID); err != nil {
		return err
	}
	return t.did(code, map[string]any{"member": c.ID, "roles": c.Roles})
}

// tellStranded tells which texts a member holds and may no longer check in.
func (t *turn) tellStranded(m workflow.MemberID) error {
	return t.Store.Queue(t.ctx, []TaskKind{{workflow.ActCheckin, string(m)}}, func(row QueueRow) bool {
		l := string(row.Task.Language)
		for _, r := range []workflow.Role{{Kind: workflow.Translator, Scope: l}, {Kind: workflow.Reviewer, Scope: l}, {Kind: workflow.Writer}} {
			if t.desk.Can(m, r) {
				return true
			}
		}
		t.tell("stranded", map[string]any{"member": m, "id": row.Release, "language": row.Task.Language, "until": row.Task.Until,
			"command": "bayan takeover " + row.Release + " " + l + " --to MEMBER"})
		return true
	})
}

// SetPolicy changes settings of the desk's policy: all of them or none.
type SetPolicy struct{ Settings []Setting }

func (c SetPolicy) act(t *turn) error {
	var refused *Refused
	for _, s := range c.Settings {
		err := t.decideDesk(workflow.SetPolicy{Key: s.Key, Value: s.Value})
		var one *Refused
		switch {
		case errors.As(err, &one) && refused == nil:
			refused = one
		case errors.As(err, &one):
			refused.join(one)
		case err != nil:
			return err
		}
	}
	if refused != nil {
		return refused
	}
	if err := t.queueAnew(slices.ContainsFunc(c.Settings, func(s Setting) bool { return s.Key == "zone" })); err != nil {
		return err
	}
	if len(c.Settings) > 1 {
		return t.did("policy-changed", map[string]any{"settings": c.Settings})
	}
	s := c.Settings[0]
	if s.Value == "" {
		return t.did("policy-unset", map[string]any{"key": s.Key})
	}
	return t.did("policy-set", map[string]any{"setting": s.Key + "=" + s.Value})
}

// queueAnew makes the queue's rows anew that follow from the policy: of the releases
// that are being signed or are ready, which sign-offs they need and the manifest that
// these are of; from a new zone, of all under way, when a deadline is over.
func (t *turn) queueAnew(zone bool) error {
	stages := []workflow.Stage{workflow.Signing, workflow.Ready}
	if zone {
		stages = append(stages, workflow.Drafting, workflow.Translating, workflow.Reviewing, workflow.WithheldS)
	}
	for _, stage := range stages {
		listed, err := t.List(t.ctx, ListQuery{Stage: stage})
		if err != nil {
			return err
		}
		for _, l := range listed {
			d, err := t.loadDossier(t.ctx, l.Key, 0)
			if err != nil {
				return err
			}
			row, err := d.project(t.desk, t.now)
			if err != nil {
				return err
			}
			t.others = append(t.others, Head{l.Key, d.rel.Head})
			t.rows = append(t.rows, row)
		}
	}
	return nil
}

// decideDesk asks the process about the desk itself and takes its events up.
func (t *turn) decideDesk(c workflow.Command) error {
	events, refusal := workflow.DecideDesk(t.desk, t.actor, c, workflow.Situation{Now: t.now})
	if refusal != nil {
		return explain(t.desk, nil, t.actor, refusal)
	}
	return t.append(workflow.DeskStream, events)
}

// Member is a member as people see one.
type Member struct {
	ID    workflow.MemberID
	Name  string
	Roles []workflow.Role
}

// Desk is the desk as people see it.
type Desk struct {
	Organisation string
	Languages    []workflow.Language
	Settings     map[string]string // of the policy, by key; of checks, those that have one
	Members      []Member          // by id
}

// Desk shows the desk's members and policy.
func (r *Room) Desk(ctx context.Context) (Desk, error) {
	d, err := r.loadDesk(ctx, 0)
	if err != nil {
		return Desk{}, err
	}
	if d.Head == 0 {
		return Desk{}, fault(ExitFailed, "no-desk", nil)
	}
	out := Desk{Organisation: d.Organisation, Languages: d.Languages, Settings: map[string]string{}}
	for _, key := range workflow.PolicyKeys {
		out.Settings[key] = d.Setting(key)
	}
	for _, key := range workflow.CheckKeys() {
		if value := d.Setting(key); value != "" {
			out.Settings[key] = value
		}
	}
	byID := map[string]*workflow.Member{}
	for id, m := range d.Members {
		byID[string(id)] = m
	}
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		m := byID[id]
		name, err := r.called(ctx, m)
		if err != nil {
			return out, err
		}
		out.Members = append(out.Members, Member{ID: m.ID, Name: name, Roles: m.Roles})
	}
	return out, nil
}

func (r *Room) called(ctx context.Context, m *workflow.Member) (string, error) {
	if m.Called == "" {
		return string(m.ID), nil
	}
	rows, err := r.Store.Content(ctx, m.Called)
	if errors.Is(err, ErrErased) {
		return string(m.ID), nil
	}
	if err != nil {
		return "", err
	}
	return string(rows[0]), nil
}
