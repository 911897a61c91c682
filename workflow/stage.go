package workflow

import (
	"slices"
	"strings"
)

// Closed tells whether there is an edition and nothing open on it.
func (r *Release) Closed() bool { return len(r.Editions) > 0 && r.Correction == nil }

// Edition is the newest edition; nil before the first.
func (r *Release) Edition() *Edition {
	if len(r.Editions) == 0 {
		return nil
	}
	return &r.Editions[len(r.Editions)-1]
}

// Stage is how the work stands, whoever holds a text and whatever the time.
func (r *Release) Stage(d *Desk, sit Situation) Stage { return newView(r).stage(d, sit) }

func (w *view) stage(d *Desk, sit Situation) Stage {
	r := w.r
	switch {
	case r.Withdrawn != nil:
		return WithdrawnS
	case r.Withheld != nil:
		return WithheldS
	case r.Closed():
		return Published
	case !w.of(r.Source).isApproved():
		return Drafting
	}
	set, have := w.signed(d, sit)
	reviewing := false
	for _, l := range set {
		switch w.of(l).state {
		case Approved:
		case InReview:
			reviewing = true
		default:
			return Translating
		}
	}
	switch {
	case reviewing:
		return Reviewing
	case len(missing(d, have)) > 0:
		return Signing
	}
	return Ready
}

// SignoffCurrent tells whether a sign-off holds for the texts as they are: its
// manifest is theirs, all of them are approved, and the words to the readers are
// those that were there.
func (r *Release) SignoffCurrent(s Signoff, sit Situation) bool { return newView(r).holds(s, sit) }

func (w *view) holds(s Signoff, sit Situation) bool {
	set := w.r.asSet(s.Languages)
	return s.Manifest != "" && len(set) == len(s.Languages) && w.cleared(set) && w.manifest(set, sit) == s.Manifest && w.r.heard(s)
}

// heard tells whether a sign-off is of the words to the readers too: no manifest
// has them, and they are published with the correction.
func (r *Release) heard(s Signoff) bool { return r.Correction == nil || s.Seq > r.Correction.Worded }

// cleared tells whether the current version of every text of a set is approved.
func (w *view) cleared(set []Language) bool {
	return !slices.ContainsFunc(set, func(l Language) bool { return w.of(l).state != Approved })
}

func (w *view) manifest(set []Language, sit Situation) Digest {
	if w.r.Closed() {
		if e := w.r.Edition(); slices.Equal(w.r.asSet(e.Languages), set) {
			return e.Manifest // what was published stands, whatever the policy says now
		}
		return ""
	}
	if sit.Manifest == nil {
		return ""
	}
	var b strings.Builder
	for _, l := range set {
		b.WriteString(string(l))
		b.WriteByte(' ')
	}
	d, known := w.manifests[b.String()]
	if !known {
		d = sit.Manifest(set)
		w.manifests[b.String()] = d
	}
	return d
}

// Set are the languages to be signed and published together: those of the
// current sign-offs, else all.
func (r *Release) Set(d *Desk, sit Situation) []Language {
	set, _ := newView(r).signed(d, sit)
	return set
}

// SetFor are the languages that a sign-off would be of: those that it names, with
// the source; where it names none, those that others have signed and m has not,
// else all.
func (r *Release) SetFor(d *Desk, m MemberID, s Sign, sit Situation) []Language {
	return newAsk(d, r, Actor{Member: m}, s, sit, newView(r)).set
}

// SignoffsCurrent are the names that signed the set off, and those that the
// policy still asks for.
func (r *Release) SignoffsCurrent(d *Desk, sit Situation) (have, lacking []string) {
	_, have = newView(r).signed(d, sit)
	return have, missing(d, have)
}

// signed finds the set with most of the needed sign-offs, the newest of equals.
func (w *view) signed(d *Desk, sit Situation) (set []Language, have []string) {
	if w.set == nil {
		w.set, w.have = w.findSigned(d, sit)
	}
	return w.set, w.have
}

func (w *view) findSigned(d *Desk, sit Situation) (set []Language, have []string) {
	set, most := w.r.Languages, 0
	for i := len(w.r.Signoffs) - 1; i >= 0; i-- {
		s := w.r.Signoffs[i]
		its := w.r.asSet(s.Languages)
		if most > 0 && slices.Equal(its, set) || !w.holds(s, sit) {
			continue
		}
		names := w.signers(its, sit)
		if needed := 1 + len(d.Policy.Signers) - len(missing(d, names)); needed > most {
			set, have, most = its, names, needed
		}
	}
	return set, have
}

// signers are the names under current sign-offs of a set, in their order.
func (w *view) signers(set []Language, sit Situation) []string {
	var names []string
	for _, s := range w.r.Signoffs {
		if slices.Equal(w.r.asSet(s.Languages), set) && !slices.Contains(names, s.Role) && w.holds(s, sit) {
			names = append(names, s.Role)
		}
	}
	return names
}

func missing(d *Desk, have []string) []string {
	var out []string
	for _, name := range d.Policy.Signers {
		if !slices.Contains(have, name) {
			out = append(out, name)
		}
	}
	return out
}
