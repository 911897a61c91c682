package workflow

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// Desk is the state of the desk stream: who is here, in which languages, under
// which policy. It is built by Apply alone; read it freely, write nothing.
type Desk struct {
	Head         int64 // seq of the last record applied; 0 before there is a desk
	LastAt       time.Time
	LastDigest   Digest
	Organisation string
	Languages    []Language
	Members      map[MemberID]*Member
	Policy       Policy
	ReadOnly     *Future // the record where this binary had to stop
}

// Member is a person of the desk.
type Member struct {
	ID     MemberID
	Called Ref // what people call them
	Roles  []Role
}

// NewDesk is the state before the first record.
func NewDesk() *Desk { return &Desk{Members: map[MemberID]*Member{}} }

// Can tells whether a member has a role; a role with an empty scope asks for
// the kind alone.
func (d *Desk) Can(m MemberID, needed Role) bool {
	member := d.Members[m]
	return member != nil && slices.ContainsFunc(member.Roles, func(r Role) bool { return r.Covers(needed) })
}

// ErrOrder says that a record is not the next one of its stream.
var ErrOrder = errors.New("record out of order")

// Apply adds one record. It is total and deterministic over known events; an
// unknown one makes the desk read-only, and what follows is not applied. It
// returns ErrOrder or *MalformedError, and then changed nothing.
func (d *Desk) Apply(rec Record) error {
	if d.ReadOnly != nil {
		return nil
	}
	if rec.Seq != d.Head+1 {
		return ErrOrder
	}
	e, err := Decode(rec)
	if future, ok := err.(*Future); ok {
		d.ReadOnly = future
		return nil
	}
	if err != nil {
		return err
	}
	switch e := e.(type) {
	case DeskCreated:
		d.Organisation, d.Languages = e.Organisation, e.Languages
		d.Policy = PolicyOf(Preset(e.Preset), nil)
	case MemberAdded:
		d.Members[e.ID] = &Member{ID: e.ID, Called: e.Called, Roles: roles(e.Roles)}
	case RoleGranted:
		if m := d.Members[e.ID]; m != nil {
			for _, r := range roles(e.Roles) {
				if !slices.Contains(m.Roles, r) {
					m.Roles = append(m.Roles, r)
				}
			}
		}
	case RoleRevoked:
		if m := d.Members[e.ID]; m != nil {
			gone := roles(e.Roles)
			m.Roles = slices.DeleteFunc(m.Roles, func(r Role) bool { return slices.Contains(gone, r) })
		}
	case PolicySet:
		if _, bad := ParsePolicySetting(e.Key, e.Value); bad != nil {
			// A setting that this binary cannot honour may forbid what it would allow.
			d.ReadOnly = &Future{Shape: Shape{rec.Name + ":" + e.Key, rec.Version}, Seq: rec.Seq}
			return nil
		}
		d.set(e.Key, e.Value)
	case ContentErased:
		// The bytes are gone from the store; the process never saw them.
	}
	d.Head, d.LastAt, d.LastDigest = rec.Seq, rec.At, rec.Digest
	return nil
}

func (d *Desk) set(key, value string) {
	switch key {
	case "preset":
		d.Policy = PolicyOf(Preset(value), d.Policy.Settings)
	case "languages":
		d.Languages = nil
		for l := range strings.SplitSeq(value, ",") {
			d.Languages = append(d.Languages, Language(l))
		}
	default:
		if d.Policy.Settings == nil {
			d.Policy.Settings = map[string]string{}
		}
		d.Policy.Settings[key] = value
		d.Policy.lay(key, value)
	}
}

// roles reads recorded roles; one that this binary cannot read gives no right.
func roles(words []string) []Role {
	var rs []Role
	for _, w := range words {
		if r, err := ParseRole(w); err == nil {
			rs = append(rs, r)
		}
	}
	return rs
}
