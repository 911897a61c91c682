package workflow

import "time"

// Signatures that are being filled in.

func (d *Desk) Next(rec *Record, e Event) error                                    { return nil }
func (r *Release) Next(rec *Record, e Event) error                                 { return nil }
func (r *Release) Apply(rec Record) error                                          { return nil }
func (r *Release) Version(l Language, n int) *Version                              { return nil }
func (r *Release) Current(l Language) *Version                                     { return nil }
func (r *Release) LatestApproved(l Language) *Version                              { return nil }
func (r *Release) State(l Language, now time.Time) State                           { return "" }
func (r *Release) Staleness(l Language) Staleness                                  { return Staleness{} }
func (r *Release) Unreviewed(l Language) []int                                     { return nil }
func (r *Release) Authors(l Language, group int) []MemberID                        { return nil }
func (r *Release) KnownRevisions(l Language) []Revision                            { return nil }
func (r *Release) Stage(d *Desk, sit Situation) Stage                              { return "" }
func (r *Release) SignoffsCurrent(d *Desk, sit Situation) (have, missing []string) { return nil, nil }
func (r *Release) SignoffCurrent(s Signoff, sit Situation) bool                    { return false }
func (r *Release) Set(d *Desk, sit Situation) []Language                           { return nil }
func Sequence(groups []Group) Digest                                               { return "" }
func Decide(d *Desk, r *Release, who Actor, c Command, sit Situation) ([]Event, *Refusal) {
	return nil, nil
}
func DecideDesk(d *Desk, who Actor, c Command, sit Situation) ([]Event, *Refusal) { return nil, nil }
func Allowed(d *Desk, r *Release, m MemberID, sit Situation) []Permission         { return nil }
func Tasks(d *Desk, r *Release, sit Situation) []Task                             { return nil }
func (t Task) For(d *Desk, m MemberID, now time.Time) bool                        { return false }
func (d *Desk) Scopes(m MemberID, a Action) []string                              { return nil }
func Codes() []Code                                                               { return nil }
func (c Code) Helpers(d *Desk, r *Release, args Args) []Role                      { return nil }

// Staleness is what of a text's base is not as it was when the text was made.
type Staleness struct {
	Groups                             []int // of the text's current version
	Changed, Gone, Untranslated, Moved []BlockID
}

func (s Staleness) Any() bool { return false }
