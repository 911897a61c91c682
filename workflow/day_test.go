package workflow

import (
	"slices"
	"testing"
	"time"
)

// A day at the press desk: one release from its draft to its corrected edition.
func TestFromDraftToCorrectedEdition(t *testing.T) {
	o := drafted(t, Newsroom)
	o.stands(Drafting, "en=in-progress ar=waiting")
	o.refused("layla", Checkout{Language: "ar"}, SourceNotApproved)

	o.does("wafa", o.checkin("en", edited(winter, 2, "b3 It ends in Mach.")...))
	o.stands(Drafting, "en=in-review ar=waiting")
	o.refused("wafa", Approve{Language: "en"}, RoleMissing, FourEyesBlocks)
	o.does("rami", Return{Language: "en", Note: "a letter is missing", Block: "b3"})
	o.stands(Drafting, "en=returned ar=waiting")
	o.submits("wafa", "en", winter...)
	o.does("rami", Approve{Language: "en"})
	o.stands(Translating, "en=approved ar=pending")

	o.does("layla", Checkout{Language: "ar"})
	o.refused("hadi", Checkout{Language: "ar"}, Held)
	o.does("layla", o.checkin("ar", شتاء...))
	o.stands(Reviewing, "en=approved ar=in-review")
	o.refused("omar", Publish{}, TextNotApproved, SignoffMissing)
	o.does("rami", Approve{Language: "ar"})
	o.stands(Signing, "en=approved ar=approved")

	o.refused("omar", o.sign("editor", ""), RoleMissing)
	o.does("dina", o.sign("editor", ""))
	o.stands(Ready, "en=approved ar=approved")
	o.does("omar", Publish{})
	o.stands(Published, "en=approved ar=approved")
	o.done("omar", Publish{})
	o.refused("wafa", Checkout{Language: "en"}, CorrectFirst)

	o.does("omar", Correct{What: "the number of volunteers is 3,700"})
	o.refused("omar", Publish{}, SignoffMissing)
	o.submits("wafa", "en", edited(winter, 1, "b2 Some 3,700 volunteers take part.")...)
	o.stands(Drafting, "en=in-review ar=approved")
	o.refused("dina", o.sign("editor", ""), TextNotApproved)
	o.does("rami", Approve{Language: "en"})
	o.stands(Translating, "en=approved ar=stale")
	if s := o.r.Staleness("ar"); !slices.Equal(s.Changed, []BlockID{"b2"}) || !slices.Equal(s.Blocks(), s.Changed) || !slices.Equal(s.Groups, []int{1}) {
		t.Fatalf("stale is %+v, want b2 alone", s)
	}
	if _, missing := o.r.SignoffsCurrent(o.d, o.situation()); !slices.Equal(missing, []string{"editor"}) {
		t.Fatalf("missing sign-offs are %v", missing)
	}
	o.submits("layla", "ar", edited(شتاء, 1, "b2 يشارك نحو ٣٬٧٠٠ متطوع.")...)
	if left := o.r.Unreviewed("ar"); !slices.Equal(left, []int{1}) {
		t.Fatalf("to be reviewed are groups %v, want the changed one alone", left)
	}
	o.does("rami", Approve{Language: "ar"})
	o.does("dina", o.sign("editor", ""))
	o.does("omar", Publish{})
	o.stands(Published, "en=approved ar=approved")
	e := o.r.Editions
	if len(e) != 2 || e[1].Kind != KindCorrection || e[0].Texts["ar"].N != 1 || e[1].Texts["ar"].N != 2 {
		t.Fatalf("editions are %+v", e)
	}
}

// Every row tells who is refused what, and why, on a release that stands as given.
func TestRefusals(t *testing.T) {
	soon := monday.Add(24 * time.Hour)
	past := monday.Add(-time.Hour)
	for _, c := range []struct {
		name  string
		given func(failer) *office
		who   MemberID
		does  func(*office) Command
		want  []Code
	}{
		{"a stranger writes", approvedSource, "nobody", with(Checkout{Language: "en"}), []Code{NotAMember}},
		{"a publisher translates", approvedSource, "omar", with(Checkout{Language: "ar"}), []Code{RoleMissing}},
		{"a language that the release lacks", approvedSource, "claire", with(Checkout{Language: "fr"}), []Code{LanguageUnknown}},
		{"a check-in without a checkout", approvedSource, "layla", func(o *office) Command { return o.checkin("ar", شتاء...) }, []Code{NotCheckedOut}},
		{"an approval of a text that is not there", approvedSource, "rami", with(Approve{Language: "ar"}), []Code{NoVersion}},
		{"an approval of a version to come", approvedSource, "rami", with(Approve{Language: "en", Version: 7}), []Code{VersionUnknown}},
		{"a return without a note", allApproved, "rami", with(Return{Language: "ar"}), []Code{NeedsNote}},
		{"a return of a block that is not there", allApproved, "rami", with(Return{Language: "ar", Note: "n", Block: "b9"}), []Code{BlockUnknown}},
		{"a return of what is published", published, "rami", with(Return{Language: "ar", Note: "n"}), []Code{CorrectFirst}},
		{"a waiver of what is not stale", allApproved, "rami", func(o *office) Command { return o.waiver("ar") }, []Code{NotStale}},
		{"a sign-off of a manifest that nobody showed", allApproved, "dina", with(Sign{Role: "editor"}), []Code{NeedsShown}},
		{"a sign-off of another manifest", allApproved, "dina", with(Sign{Role: "editor", Shown: "old"}), []Code{ManifestMoved}},
		{"a sign-off without Arabic and without a word why", allApproved, "dina", func(o *office) Command { return o.sign("editor", "", "en") }, []Code{NeedsWhy}},
		{"a sign-off under another name", allApproved, "dina", func(o *office) Command { return o.sign("legal", "") }, []Code{RoleMissing}},
		{"a sign-off before the translation is approved", approvedSource, "dina", func(o *office) Command { return o.sign("editor", "") }, []Code{TextNotApproved}},
		{"a publication without sign-offs", allApproved, "omar", with(Publish{}), []Code{SignoffMissing}},
		{"an export without sign-offs", allApproved, "wafa", with(Export{}), []Code{SignoffMissing}},
		{"a correction of what was never published", allApproved, "omar", with(Correct{What: "w"}), []Code{NotPublished}},
		{"a correction without a word", published, "omar", with(Correct{}), []Code{NeedsWhy}},
		{"a correction of an odd kind", published, "omar", with(Correct{Kind: "errata", What: "w"}), []Code{KindBad}},
		{"the end of a correction that nobody opened", published, "omar", with(CancelCorrection{}), []Code{NoCorrection}},
		{"withholding what was never published", allApproved, "omar", with(Withhold{Why: "w"}), []Code{NotPublished}},
		{"withdrawal by the writer, without a word", allApproved, "wafa", with(Withdraw{}), []Code{RoleMissing, NeedsWhy}},
		{"facts by a translator", approvedSource, "layla", with(SetFacts{Facts: map[string]Value{"place": {Text: "Tayba"}}}), []Code{RoleMissing}},
		{"facts of what is published", published, "wafa", with(SetFacts{Facts: map[string]Value{"place": {Text: "Tayba"}}}), []Code{CorrectFirst}},
		{"a plan that is none", approvedSource, "karim", with(SetPlans{Plans: map[string]string{"colour": "red"}}), []Code{PlanUnknown}},
		{"Arabic given to the publisher", approvedSource, "karim", with(SetPlans{Plans: map[string]string{"assignee:ar": "omar"}}), []Code{RoleMissing}},
		{"Arabic given to nobody known", approvedSource, "karim", with(SetPlans{Plans: map[string]string{"assignee:ar": "zoe"}}), []Code{MemberUnknown}},
		{"a translator sets the deadline", approvedSource, "layla", with(SetPlans{Plans: map[string]string{"due": "2026-12-01"}}), []Code{RoleMissing}},
		{"an embargo by a signer", allApproved, "dina", with(SetEmbargo{Until: &soon}), []Code{RoleMissing}},
		{"an embargo that is over", allApproved, "karim", with(SetEmbargo{Until: &past}), []Code{TimePast}},
		{"an embargo on what is out", published, "karim", with(SetEmbargo{Until: &soon}), []Code{EmbargoOver}},
		{"a language that the desk lacks", approvedSource, "karim", with(SetLanguages{Languages: []Language{"en", "ar", "ku"}}), []Code{LanguageOffDesk}},
		{"a release without its source", approvedSource, "karim", with(SetLanguages{Languages: []Language{"ar"}}), []Code{SourceStays}},
		{"Arabic taken out after it was published", reopened, "karim", with(SetLanguages{Languages: []Language{"en"}}), []Code{LanguagePublished}},
		{"a translation sent to nobody", approvedSource, "karim", with(Send{Language: "ar", Parcel: "p"}), []Code{NeedsPerson}},
		{"a translation sent to the publisher", approvedSource, "karim", with(Send{Language: "ar", Parcel: "p", To: "omar"}), []Code{RoleMissing}},
		{"a parcel that was never sent", approvedSource, "karim", with(Receive{Language: "ar", Parcel: "p"}), []Code{ParcelUnknown, NeedsText, NeedsBase}},
		{"a takeover of what nobody holds", approvedSource, "karim", with(Takeover{Language: "ar", To: "hadi"}), []Code{NotCheckedOut}},
		{"an alignment of the source", approvedSource, "rami", with(Align{Language: "en"}), []Code{BaseBad}},
		{"everything by everybody once it is withdrawn", withdrawn, "layla", with(Checkout{Language: "ar"}), []Code{WithdrawnForEver}},
		{"a correction once it is withdrawn", withdrawn, "omar", with(Correct{What: "w"}), []Code{WithdrawnForEver}},
		{"an export once it is withdrawn", withdrawn, "omar", with(Export{}), []Code{WithdrawnForEver}},
		{"a publication once it is withdrawn, which nobody signed", closed, "omar", with(Publish{}), []Code{WithdrawnForEver}},
		{"an approval once it is withdrawn, by the publisher", closed, "omar", with(Approve{Language: "ar"}), []Code{RoleMissing, WithdrawnForEver}},
		{"a checkout while it is withheld", withheld, "wafa", with(Checkout{Language: "en"}), []Code{WithheldFirst}},
		{"an export while it is withheld", withheld, "omar", with(Export{}), []Code{WithheldFirst}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := c.given(t)
			refusal := o.refused(c.who, c.does(o), c.want...)
			if refusal.Class() != c.want[0].Class() {
				t.Errorf("the class is %d, want that of %s", refusal.Class(), c.want[0])
			}
		})
	}
}

// closed is withdrawn before it was published, or signed.
func closed(t failer) *office {
	o := allApproved(t)
	o.does("omar", Withdraw{Why: "w"})
	return o
}

// What is lacking is said once, and narrowly: the roles that would do for this
// command, not all that the action knows.
func TestLackingRolesAreSaidOnce(t *testing.T) {
	soon, later := monday.Add(24*time.Hour), monday.Add(48*time.Hour)
	held := func(t failer) *office {
		o := approvedSource(t)
		o.does("layla", Checkout{Language: "ar"})
		return o
	}
	embargoed := func(t failer) *office {
		o := approvedSource(t)
		o.does("karim", SetEmbargo{Until: &later})
		return o
	}
	for _, c := range []struct {
		name  string
		given func(failer) *office
		does  Command
		want  [][]string
	}{
		{"an embargo", approvedSource, SetEmbargo{Until: &soon}, [][]string{{"coordinator"}}},
		{"an embargo that ends earlier", embargoed, SetEmbargo{Until: &soon}, [][]string{{"signer:editor"}}},
		{"an embargo lifted", embargoed, SetEmbargo{Lift: true}, [][]string{{"signer:editor"}}},
		{"a takeover for another", held, Takeover{Language: "ar", To: "hadi"}, [][]string{{"coordinator"}}},
		{"a deadline", approvedSource, SetPlans{Plans: map[string]string{"due": "2026-12-01"}}, [][]string{{"coordinator"}}},
		{"a text sent to oneself: who sends, and who receives", approvedSource, Send{Language: "ar", Parcel: "p", To: "omar"},
			[][]string{{"coordinator"}, {"translator:ar", "reviewer:ar"}}},
		{"a text planned for oneself: who plans, and who translates", approvedSource, SetPlans{Plans: map[string]string{"assignee:ar": "omar"}},
			[][]string{{"translator:ar"}, {"coordinator"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := c.given(t)
			_, refusal := o.asks(Actor{Member: "omar"}, c.does)
			var got [][]string
			for _, r := range refusal.Reasons {
				if r.Code == RoleMissing {
					got = append(got, r.Args["roles"].([]string))
				}
			}
			if !slices.EqualFunc(got, c.want, slices.Equal) {
				t.Errorf("lacking is %q, want %q", got, c.want)
			}
		})
	}
}

func with(c Command) func(*office) Command { return func(*office) Command { return c } }

func reopened(t failer) *office {
	o := published(t)
	o.does("omar", Correct{What: "the number"})
	return o
}

func withdrawn(t failer) *office {
	o := published(t)
	o.does("omar", Withdraw{Why: "it never happened"})
	return o
}

func withheld(t failer) *office {
	o := published(t)
	o.does("dina", Withhold{Why: "a doubt about the number"})
	return o
}

func TestSeveralReasonsComeTogetherTheWeightiestFirst(t *testing.T) {
	o := approvedSource(t)
	soon := monday.Add(time.Hour)
	o.does("karim", SetEmbargo{Until: &soon})
	o.does("layla", Checkout{Language: "ar"})
	o.now = monday.Add(-time.Minute)
	// Not a publisher; the translation is pending; unsigned; embargoed; the clock is behind.
	f := o.refused("wafa", Publish{}, RoleMissing, TextNotApproved, SignoffMissing, UnderEmbargo, ClockBehind)
	if f.Class() != NotPermitted {
		t.Errorf("class %d, want 4 before 3", f.Class())
	}
	// Neither the role nor the claim.
	f = o.refused("claire", Discard{Language: "ar"}, RoleMissing, Held)
	if got, want := f.Error(), "discard: role-missing, held"; got != want {
		t.Errorf("Error() is %q, want %q", got, want)
	}
}

func TestApprovalIsOfWhatWasRead(t *testing.T) {
	o := approvedSource(t)
	o.submits("layla", "ar", شتاء...)
	seen := o.r.Current("ar").Sequence
	o.submits("layla", "ar", edited(شتاء, 2, "b3 ويستمر حتى آذار المقبل.")...)
	o.refused("rami", Approve{Language: "ar", Seen: 1}, VersionMoved)
	o.refused("rami", Approve{Language: "ar", Version: 1}, VersionMoved)
	// The same version, but aligned otherwise since.
	v := o.r.Current("ar")
	o.refused("rami", Approve{Language: "ar", Seen: 2, Shown: seen}, VersionMoved)
	o.does("rami", Approve{Language: "ar", Seen: 2, Shown: v.Sequence})
	o.done("mona", Approve{Language: "ar"})
	o.refused("mona", Approve{Language: "ar", Version: 1}, VersionMoved)
}

func TestFindingsAreWaivedByNameAndReason(t *testing.T) {
	o := approvedSource(t)
	o.submits("layla", "ar", شتاء...)
	k := o.r.Current("ar").Groups[1].Key
	o.findings["ar"] = []Finding{{Code: "numbers", Key: k, Block: "b2"}, {Code: "url", Key: k, Block: "b2"}}
	o.refused("rami", Approve{Language: "ar"}, FindingOpen, FindingOpen)
	one := []Waiver{{Code: "numbers", Key: k, Reason: "rounded on purpose"}}
	o.refused("rami", Approve{Language: "ar", Waivers: one}, FindingOpen)
	both := append(slices.Clone(one), Waiver{Code: "url", Key: k})
	o.refused("rami", Approve{Language: "ar", Waivers: both}, NeedsWaiverReason)
	both[1].Reason = "moved"
	o.refused("rami", Approve{Language: "ar", Waivers: append(both, Waiver{Code: "email", Key: k, Reason: "r"})}, WaiverUnmatched)
	o.does("rami", Approve{Language: "ar", Waivers: both})
	if e := o.last[0].(ApprovalGiven); len(e.Findings) != 2 || len(e.Waivers) != 2 {
		t.Errorf("the approval records %+v", e)
	}
	// Tomorrow's second error is another group's, or another check's.
	o.does("rami", Return{Language: "ar", Note: "look again"})
	o.findings["ar"] = append(o.findings["ar"], Finding{Code: "numbers", Key: "another", Block: "b3"})
	o.refused("rami", Approve{Language: "ar"}, FindingOpen)
}

func TestOnlyOnePersonOfASoloDesk(t *testing.T) {
	o := drafted(t, Solo)
	o.does("admin", o.checkin("en", winter...))
	o.does("admin", Approve{Language: "en"})
	o.submits("admin", "ar", شتاء...)
	o.does("admin", Approve{Language: "ar"})
	o.does("admin", o.sign("", ""))
	o.does("admin", Publish{})
	o.stands(Published, "en=approved ar=approved")
}

func TestTwoPeopleOfAPair(t *testing.T) {
	o := openDesk(t, Pair)
	o.does("admin", AddMember{ID: "ali", Roles: []string{"writer", "translator:ar", "reviewer:*", "signer:editor", "publisher"}})
	o.does("admin", AddMember{ID: "zina", Roles: []string{"reviewer:*", "signer:editor", "publisher"}})
	o.does("ali", Create{ID: "winter", Source: "en", Languages: []Language{"en", "ar"}, Draft: text(winter...)})
	o.does("ali", o.checkin("en", winter...))
	o.refused("ali", Approve{Language: "en"}, FourEyesBlocks)
	o.does("zina", Approve{Language: "en"})
	o.submits("ali", "ar", شتاء...)
	o.does("zina", Approve{Language: "ar"})
	o.does("zina", o.sign("", ""))
	o.does("zina", Publish{})
	o.stands(Published, "en=approved ar=approved")
}
