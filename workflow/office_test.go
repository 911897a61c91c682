package workflow

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// failer is testing.TB or *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// office is a desk with one release and a clock that a test moves. Its texts
// are lists of "id words"; digests and keys are made of the words, manifests
// of all that is signed.
type office struct {
	t        failer
	d        *Desk
	r        *Release
	now      time.Time
	desk     []Record // all, as kept
	release  []Record
	findings map[Language][]Finding
	last     []Event
}

var monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// newsroomStaff is a desk where everybody has one task.
var newsroomStaff = []struct {
	id    MemberID
	roles string
}{
	{"wafa", "writer"}, {"layla", "translator:ar"}, {"hadi", "translator:ar"}, {"claire", "translator:fr"},
	{"rami", "reviewer:en reviewer:ar"}, {"mona", "reviewer:*"}, {"dina", "signer:editor"},
	{"sami", "signer:legal"}, {"omar", "publisher"}, {"karim", "coordinator"},
}

// openDesk makes a desk of the Green Valley Relief Society and its staff.
func openDesk(t failer, preset Preset) *office {
	o := &office{t: t, d: NewDesk(), r: NewRelease(), now: monday, findings: map[Language][]Finding{}}
	o.does("admin", CreateDesk{Organisation: "Green Valley Relief Society", Languages: []Language{"en", "ar", "fr"}, Preset: preset, Called: "ref-admin"})
	if preset != Solo {
		for _, m := range newsroomStaff {
			o.does("admin", AddMember{ID: m.id, Called: Ref("ref-" + m.id), Roles: strings.Fields(m.roles)})
		}
	}
	return o
}

func (o *office) situation() Situation {
	return Situation{Now: o.now, Manifest: o.manifest, Findings: func(l Language) []Finding { return o.findings[l] }}
}

func (o *office) manifest(set []Language) Digest {
	var b strings.Builder
	kind := KindRelease
	if o.r.Correction != nil {
		kind = o.r.Correction.Kind
	}
	fmt.Fprintln(&b, o.d.Policy, kind, len(o.r.Editions), set, o.r.Facts)
	for _, l := range set {
		v := o.r.Current(l)
		if v == nil {
			return ""
		}
		fmt.Fprintln(&b, l, v.Digest, v.Sequence)
	}
	return sum(b.String())
}

func sum(s string) Digest {
	h := sha256.Sum256([]byte(s))
	return Digest(hex.EncodeToString(h[:]))
}

// asks decides a command without doing it.
func (o *office) asks(who Actor, c Command) ([]Event, *Refusal) {
	if (&ask{rule: rules[c.Action()]}).onDesk() {
		return DecideDesk(o.d, who, c, o.situation())
	}
	return Decide(o.d, o.r, who, c, o.situation())
}

// acts does a command for somebody, and returns the refusal if there is one.
func (o *office) acts(who Actor, c Command) *Refusal {
	o.t.Helper()
	events, refusal := o.asks(who, c)
	if refusal != nil {
		return refusal
	}
	at := o.now
	if at.Before(o.r.LastAt) {
		at = o.r.LastAt
	}
	for _, e := range events {
		rec := Record{At: at, Member: who.Member, For: who.For, Auth: "claimed", Desk: o.d.Head}
		var err error
		if rec.Name, rec.Version, rec.Data, err = Encode(e); err != nil {
			o.t.Fatalf("%s: %v", rec.Name, err)
		}
		if (&ask{rule: rules[c.Action()]}).onDesk() {
			rec.Stream = DeskStream
			err = o.d.Next(&rec)
			o.desk = append(o.desk, rec)
		} else {
			rec.Stream = "release-key"
			err = o.r.Next(&rec)
			o.release = append(o.release, rec)
		}
		if err != nil {
			o.t.Fatalf("%s: %v", rec.Name, err)
		}
	}
	o.last = events
	return nil
}

// does is a command that must be granted.
func (o *office) does(m MemberID, c Command) {
	o.t.Helper()
	if refusal := o.acts(Actor{Member: m}, c); refusal != nil {
		o.t.Fatalf("%s may not: %v %v", m, refusal, refusal.Reasons)
	}
}

// refused is a command that must be refused with exactly these codes, in order.
func (o *office) refused(m MemberID, c Command, codes ...Code) *Refusal {
	o.t.Helper()
	return o.refusedFor(Actor{Member: m}, c, codes...)
}

func (o *office) refusedFor(who Actor, c Command, codes ...Code) *Refusal {
	o.t.Helper()
	events, refusal := o.asks(who, c)
	if refusal == nil {
		o.t.Fatalf("%s by %s is granted (%d events), want refusal %v", c.Action(), who.Member, len(events), codes)
	}
	var got []Code
	for _, r := range refusal.Reasons {
		got = append(got, r.Code)
	}
	if !slices.Equal(got, codes) {
		o.t.Fatalf("%s by %s is refused with %v, want %v", c.Action(), who.Member, got, codes)
	}
	return refusal
}

// done is a command that changes nothing because it is so already.
func (o *office) done(m MemberID, c Command) {
	o.t.Helper()
	if events, refusal := o.asks(Actor{Member: m}, c); refusal != nil || events != nil {
		o.t.Fatalf("%s by %s: events %v, refusal %v; want neither", c.Action(), m, events, refusal)
	}
}

// stands compares the states of texts, "en=approved ar=pending", and the stage.
func (o *office) stands(stage Stage, states string) {
	o.t.Helper()
	for _, pair := range strings.Fields(states) {
		l, want, _ := strings.Cut(pair, "=")
		if got := o.r.State(Language(l), o.now); string(got) != want {
			o.t.Fatalf("%s is %s, want %s", l, got, want)
		}
	}
	if got := o.r.Stage(o.d, o.situation()); got != stage {
		o.t.Fatalf("the stage is %s, want %s", got, stage)
	}
}

// text is a state of a text: "b1 Winter training opens", "b2 …".
func text(blocks ...string) Writing {
	w := Writing{Digest: sum(strings.Join(blocks, "\n"))}
	for i, b := range blocks {
		id, words, _ := strings.Cut(b, " ")
		w.Revisions = append(w.Revisions, Revision{BlockID(id), sum(words)})
		w.Used = max(w.Used, i+1)
	}
	w.Content, w.Typed = Ref(w.Digest), Ref(w.Digest)
	return w
}

// key is that of a group, from the words alone.
func key(base []Revision, g Group, own []Revision) Key {
	var b strings.Builder
	find := func(rs []Revision, ids []BlockID) {
		for _, id := range ids {
			for _, rv := range rs {
				if rv.ID == id {
					b.WriteString(string(rv.Digest))
				}
			}
		}
		b.WriteByte('/')
	}
	find(base, g.Source)
	find(own, g.Target)
	return Key(sum(b.String()))
}

// groups aligns blocks of the same id; the others stand alone.
func groups(base, own []Revision) []Group {
	var gs []Group
	paired := map[BlockID]bool{}
	for _, rv := range own {
		g := Group{Target: []BlockID{rv.ID}}
		if slices.ContainsFunc(base, func(b Revision) bool { return b.ID == rv.ID }) {
			g.Source, paired[rv.ID] = []BlockID{rv.ID}, true
		}
		gs = append(gs, g)
	}
	for _, rv := range base {
		if !paired[rv.ID] {
			gs = append(gs, Group{Source: []BlockID{rv.ID}})
		}
	}
	return keyed(base, gs, own)
}

func keyed(base []Revision, gs []Group, own []Revision) []Group {
	for i := range gs {
		gs[i].Key = key(base, gs[i], own)
	}
	return gs
}

// checkin is the command that hands a text in as its holder would.
func (o *office) checkin(l Language, blocks ...string) Checkin {
	w := text(blocks...)
	c := Checkin{Language: l, Writing: w, From: number(o.r.Current(l))}
	if l == o.r.Source {
		c.Groups = groups(nil, w.Revisions)
		return c
	}
	if t := o.r.Texts[l]; t != nil && t.Claim != nil {
		c.Base, c.From = t.Claim.Base, t.Claim.Version
	}
	if c.Base == nil {
		v := o.r.LatestApproved(o.r.Source)
		if v == nil {
			v = o.r.Current(o.r.Source)
		}
		if v != nil {
			c.Base = &Base{o.r.Source, v.N}
		}
	}
	if c.Base != nil {
		if v := o.r.Version(c.Base.Language, c.Base.Version); v != nil {
			c.Groups = groups(v.Revisions, w.Revisions)
		}
	}
	return c
}

// submits checks a text out and in.
func (o *office) submits(m MemberID, l Language, blocks ...string) {
	o.t.Helper()
	o.does(m, Checkout{Language: l})
	o.does(m, o.checkin(l, blocks...))
}

// sign is a sign-off of a set, or of all languages, as it was shown.
func (o *office) sign(role string, why Ref, set ...Language) Sign {
	if len(set) == 0 {
		set = o.r.Languages
	}
	return Sign{Role: role, Languages: set, Shown: o.manifest(o.r.asSet(set)), Why: why}
}

// waiver of staleness against the latest source, as the newsroom makes it.
func (o *office) waiver(l Language) WaiveStale {
	v := o.r.Current(l)
	base := o.r.LatestApproved(v.Base.Language)
	gs := slices.Clone(v.Groups)
	return WaiveStale{Language: l, Why: "the meaning is the same", Base: Base{v.Base.Language, base.N},
		Groups: keyed(base.Revisions, gs, v.Revisions)}
}

var (
	winter = []string{"b1 Winter training opens in Tayba", "b2 Some 3,750 volunteers take part.", "b3 It ends in March."}
	شتاء   = []string{"b1 افتتاح التدريب الشتوي في طيبة", "b2 يشارك نحو ٣٬٧٥٠ متطوعا.", "b3 ويستمر حتى آذار."}
	hiver  = []string{"b1 Ouverture de la formation d'hiver à Tayba", "b2 Quelque 3 750 volontaires y participent.", "b3 Elle finit en mars."}
)

// drafted is a desk with the winter release written in English, for en and ar.
func drafted(t failer, preset Preset) *office {
	o := openDesk(t, preset)
	o.does(o.writer(), Create{ID: "winter-training", Source: "en", Languages: []Language{"en", "ar"}, Draft: text(winter...)})
	return o
}

func (o *office) writer() MemberID {
	if o.d.Policy.Preset == Solo {
		return "admin"
	}
	return "wafa"
}

// approvedSource goes on to its approval.
func approvedSource(t failer) *office {
	o := drafted(t, Newsroom)
	o.does("wafa", o.checkin("en", winter...))
	o.does("rami", Approve{Language: "en"})
	return o
}

// allApproved goes on to both texts approved.
func allApproved(t failer) *office {
	o := approvedSource(t)
	o.submits("layla", "ar", شتاء...)
	o.does("rami", Approve{Language: "ar"})
	return o
}

// published goes on to edition 1.
func published(t failer) *office {
	o := allApproved(t)
	o.does("dina", o.sign("editor", ""))
	o.does("omar", Publish{})
	return o
}

// edited is a text with one block replaced.
func edited(blocks []string, n int, with string) []string {
	out := slices.Clone(blocks)
	out[n] = with
	return out
}

// correctedSource is a published release whose number was corrected in English.
func correctedSource(t *testing.T) *office {
	o := published(t)
	o.does("omar", Correct{What: "the number"})
	o.submits("wafa", "en", edited(winter, 1, "b2 Some 3,700 volunteers take part.")...)
	o.does("rami", Approve{Language: "en"})
	return o
}
