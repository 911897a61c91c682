package workflow

import (
	"slices"
	"testing"
	"time"
)

func TestReviewerWhoMendedACommaNeedsAColleagueForThatBlockOnly(t *testing.T) {
	o := approvedSource(t)
	o.submits("layla", "ar", شتاء...)
	o.submits("rami", "ar", edited(شتاء, 1, "b2 يشارك نحو ٣٬٧٥٠ متطوعا،")...)
	if got := o.r.Authors("ar", 1); !slices.Equal(got, []MemberID{"rami"}) {
		t.Fatalf("b2 is by %v", got)
	}
	if got := o.r.Authors("ar", 0); !slices.Equal(got, []MemberID{"layla"}) {
		t.Fatalf("b1 is by %v", got)
	}
	o.does("rami", Approve{Language: "ar"})
	if e := o.last[0].(ApprovalGiven); !slices.Equal(e.Left, []int{1}) || !e.Partial {
		t.Fatalf("the approval is %+v, want group 1 left to a colleague", e)
	}
	o.stands(Reviewing, "ar=in-review")
	f := o.refused("rami", Approve{Language: "ar"}, FourEyesBlocks)
	if got := f.Reasons[0].Args["blocks"].([]BlockID); !slices.Equal(got, []BlockID{"b2"}) {
		t.Fatalf("the blocks are %v, want b2", got)
	}
	o.does("mona", Approve{Language: "ar"})
	o.stands(Signing, "ar=approved")
}

func TestWhoTakesSomethingOutNeedsAColleague(t *testing.T) {
	for _, c := range []struct {
		name   string
		blocks []string
		want   Code
	}{
		{"a paragraph is left out of the source", winter[:2], FourEyesOrder},
		{"two paragraphs change places", []string{winter[0], winter[2], winter[1]}, FourEyesOrder},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := approvedSource(t)
			o.submits("rami", "en", c.blocks...)
			o.refused("rami", Approve{Language: "en"}, c.want)
			o.does("mona", Approve{Language: "en"})
			o.stands(Translating, "en=approved")
		})
	}
	t.Run("a paragraph is left out beside somebody else's new one", func(t *testing.T) {
		o := approvedSource(t)
		o.submits("wafa", "en", edited(winter, 1, "b2 Some 3,700 volunteers take part.")...)
		o.submits("rami", "en", winter[0], "b2 Some 3,700 volunteers take part.")
		o.does("rami", Approve{Language: "en"}) // wafa's paragraph, not what rami took out
		if left := o.r.Unreviewed("en"); len(left) > 0 {
			t.Errorf("groups %v are left", left)
		}
		o.stands(Drafting, "en=in-review")
		o.refused("rami", Approve{Language: "en"}, FourEyesOrder)
		if task := o.task(ActApprove, "en"); task.For(o.d, "rami", o.now) || !task.For(o.d, "mona", o.now) {
			t.Errorf("the task is %+v", task)
		}
		o.does("mona", Approve{Language: "en"})
		o.stands(Translating, "en=approved")
	})
	t.Run("a paragraph is left untranslated", func(t *testing.T) {
		o := allApproved(t)
		o.submits("rami", "ar", شتاء[:2]...)
		f := o.refused("rami", Approve{Language: "ar"}, FourEyesBlocks)
		if got := f.Reasons[0].Args["blocks"].([]BlockID); !slices.Equal(got, []BlockID{"b3"}) {
			t.Errorf("the blocks are %v, want the source's b3", got)
		}
		o.does("mona", Approve{Language: "ar"})
	})
}

func TestSignerReviewsNoWordsOfTheirOwn(t *testing.T) {
	o := openDesk(t, Newsroom)
	o.does("admin", Grant{ID: "wafa", Roles: []string{"reviewer:en", "signer:editor"}})
	o.does("wafa", Create{ID: "winter", Source: "en", Languages: []Language{"en"}, Draft: text(winter...)})
	o.does("wafa", o.checkin("en", winter...))
	o.does("admin", SetPolicy{Key: "four-eyes", Value: "none"})
	o.does("wafa", Approve{Language: "en"})
	// What one person did alone stands, but nobody may build on it any more.
	o.does("admin", SetPolicy{Key: "four-eyes", Value: "blocks"})
	o.stands(Signing, "en=approved")
	o.refused("wafa", o.sign("editor", ""), FourEyesBlocks)
	o.does("dina", o.sign("editor", ""))
}

func TestDecisionsRecordedForAnother(t *testing.T) {
	o := approvedSource(t)
	o.does("layla", Checkout{Language: "ar"})
	// The coordinator takes in what the translator dictated; both are its authors.
	o.does("admin", Grant{ID: "karim", Roles: []string{"reviewer:ar"}})
	dictated := Actor{Member: "karim", For: "layla"}
	if f := o.acts(dictated, o.checkin("ar", شتاء...)); f != nil {
		t.Fatal(f, f.Reasons)
	}
	if got := o.r.Authors("ar", 0); !slices.Equal(got, []MemberID{"karim", "layla"}) {
		t.Fatalf("the authors are %v", got)
	}
	o.refused("karim", Approve{Language: "ar"}, FourEyesBlocks)
	o.refusedFor(Actor{Member: "karim", For: "rami", Evidence: "mail"}, Approve{Language: "ar"}, FourEyesBlocks)
	o.refusedFor(Actor{Member: "layla", For: "rami", Evidence: "mail"}, Approve{Language: "ar"}, MayNotRecord, FourEyesBlocks)
	o.does("admin", Grant{ID: "dina", Roles: []string{"coordinator"}})
	o.refusedFor(Actor{Member: "dina", For: "rami"}, Approve{Language: "ar"}, NeedsEvidence)
	o.refusedFor(Actor{Member: "dina", For: "the minister", Evidence: "mail"}, Approve{Language: "ar"}, PersonOutside)
	o.refusedFor(Actor{Member: "dina", For: "omar", Evidence: "mail"}, Approve{Language: "ar"}, RoleMissing)
	o.refusedFor(Actor{Member: "dina", For: "omar"}, Publish{}, TextNotApproved, SignoffMissing, NotForAnother)
	if f := o.acts(Actor{Member: "dina", For: "rami", Evidence: "mail"}, Approve{Language: "ar"}); f != nil {
		t.Fatal(f, f.Reasons)
	}
	if e := o.last[0].(ApprovalGiven); e.Evidence != "mail" {
		t.Errorf("the evidence is not kept: %+v", e)
	}
}

func TestWaivedStalenessSurvivesOnlyWithASecondPerson(t *testing.T) {
	o := correctedSource(t)
	o.stands(Translating, "ar=stale")
	if v := o.r.LatestApproved("ar"); v != nil {
		t.Errorf("version %d is approved against a source of yesterday", v.N)
	}
	if v := o.r.LastEndorsed("ar"); v == nil || v.N != 1 {
		t.Error("a reviewer has nothing to compare with")
	}
	o.refused("mona", Approve{Language: "ar"}, StaleText)
	o.refused("layla", o.waiver("ar"), RoleMissing, FourEyesBlocks)
	o.refused("rami", WaiveStale{Language: "ar"}, NeedsBase, NeedsGroups, NeedsWhy)
	old := o.waiver("ar")
	old.Base.Version = 1
	o.refused("rami", old, BaseMoved)
	bad := o.waiver("ar")
	bad.Findings = []Finding{{Code: "numbers", Key: bad.Groups[1].Key, Block: "b2"}}
	o.refused("rami", bad, FindingOpen)
	o.does("admin", Grant{ID: "wafa", Roles: []string{"reviewer:ar"}})
	f := o.refused("wafa", o.waiver("ar"), FourEyesBlocks)
	if got := f.Reasons[0].Args["blocks"].([]BlockID); !slices.Equal(got, []BlockID{"b2"}) {
		t.Errorf("the blocks are %v, want the source's b2", got)
	}
	o.does("rami", o.waiver("ar"))
	o.stands(Signing, "ar=approved")
	if v := o.r.Editions[0].Texts["ar"]; v.Base.Version != 1 || v.Sequence == o.r.Current("ar").Sequence {
		t.Errorf("the published edition changed with the waiver: %+v", v)
	}
}

func TestWaiverReviewsNothingThatWasNotReviewed(t *testing.T) {
	o := approvedSource(t)
	o.submits("layla", "ar", شتاء...) // never reviewed
	o.submits("wafa", "en", edited(winter, 1, "b2 Some 3,700 volunteers take part.")...)
	o.does("mona", Approve{Language: "en"})
	o.does("rami", o.waiver("ar"))
	o.stands(Reviewing, "ar=in-review")
	if left := o.r.Unreviewed("ar"); len(left) != 3 {
		t.Errorf("unreviewed are %v, want all three", left)
	}
}

func TestWhatIsNewOrGoneIsTranslatedNotWaived(t *testing.T) {
	o := allApproved(t)
	o.submits("wafa", "en", winter[0], winter[1], "b4 Registration is open.")
	o.does("mona", Approve{Language: "en"})
	s := o.r.Staleness("ar")
	if !slices.Equal(s.Untranslated, []BlockID{"b4"}) || !slices.Equal(s.Gone, []BlockID{"b3"}) || len(s.Changed)+len(s.Moved) > 0 {
		t.Fatalf("staleness is %+v", s)
	}
	o.refused("rami", o.waiver("ar"), Untranslated, GoneBlocks)
}

func TestMovedBlocksAreStaleAndMayBeWaived(t *testing.T) {
	o := allApproved(t)
	o.submits("wafa", "en", winter[0], winter[2], winter[1])
	o.does("mona", Approve{Language: "en"})
	if s := o.r.Staleness("ar"); len(s.Moved) != 1 || len(s.Changed)+len(s.Gone)+len(s.Untranslated) > 0 {
		t.Fatalf("staleness is %+v, want one block moved", s)
	}
	o.does("rami", o.waiver("ar"))
	o.stands(Signing, "en=approved ar=approved")
}

func TestRestoredBytesRestoreWhatWasDecided(t *testing.T) {
	o := allApproved(t)
	o.does("dina", o.sign("editor", ""))
	o.stands(Ready, "en=approved ar=approved")
	o.submits("wafa", "en", edited(winter, 0, "b1 Winter training begins in Tayba")...)
	o.stands(Drafting, "en=in-review ar=approved")
	o.does("mona", Approve{Language: "en"})
	o.stands(Translating, "ar=stale")
	o.submits("wafa", "en", winter...)
	o.stands(Ready, "en=approved ar=approved") // with the sign-off on the equal manifest
	if v := o.r.LatestApproved("en"); v.N != 3 {
		t.Errorf("the latest approved source is version %d, want 3", v.N)
	}
	// A mixture of reviewed pairs was never approved as a whole.
	o.submits("wafa", "en", edited(winter, 0, "b1 Winter training begins in Tayba")...)
	o.submits("wafa", "en", winter[0], winter[2])
	if left := o.r.Unreviewed("en"); len(left) != 0 {
		t.Errorf("groups %v are unreviewed", left)
	}
	o.stands(Drafting, "en=in-review")
}

func TestReturnVoidsAnApproval(t *testing.T) {
	o := allApproved(t)
	o.does("dina", o.sign("editor", ""))
	o.does("rami", Return{Language: "ar", Note: "the number"})
	o.stands(Translating, "en=approved ar=returned")
	o.refused("omar", Publish{}, TextNotApproved, SignoffMissing)
	if o.r.SignoffCurrent(o.r.Signoffs[0], o.situation()) {
		t.Error("the sign-off is still current")
	}
	if o.r.LatestApproved("ar") != nil || o.r.LastEndorsed("ar") != nil {
		t.Error("the returned version is still approved underneath")
	}
	// The reviewer was wrong: the same bytes are approved, and signed, again.
	o.does("mona", Approve{Language: "ar"})
	o.stands(Ready, "ar=approved")
}

func TestEarlyTranslation(t *testing.T) {
	o := drafted(t, Newsroom)
	o.refused("layla", Checkout{Language: "ar", Early: true}, SourceNotCheckedIn)
	o.does("wafa", o.checkin("en", winter...))
	o.does("layla", Checkout{Language: "ar", Early: true})
	o.does("layla", o.checkin("ar", شتاء...))
	o.stands(Drafting, "en=in-review ar=in-review")
	if !o.r.Current("ar").Early {
		t.Error("the version is not marked as early")
	}
	o.refused("rami", Approve{Language: "ar"}, BaseNotApproved)
	o.does("rami", Approve{Language: "en"})
	o.does("rami", Approve{Language: "ar"})
	o.stands(Signing, "en=approved ar=approved")
}

func TestAlignmentIsApprovedToo(t *testing.T) {
	o := allApproved(t)
	en, ar := o.r.Current("en").Revisions, o.r.Current("ar").Revisions
	merged := keyed(en, []Group{
		{Source: []BlockID{"b1"}, Target: []BlockID{"b1"}},
		{Source: []BlockID{"b2", "b3"}, Target: []BlockID{"b2", "b3"}},
	}, ar)
	o.done("rami", Align{Language: "ar", Groups: o.r.Current("ar").Groups})
	o.refused("rami", Align{Language: "ar", Groups: merged[:1]}, AlignmentBroken)
	o.refused("layla", Align{Language: "ar", Groups: merged}, RoleMissing)
	o.does("rami", Align{Language: "ar", Groups: merged})
	o.stands(Reviewing, "ar=in-review")
	o.does("rami", Approve{Language: "ar"}) // the words are the translator's
	o.stands(Signing, "ar=approved")
}

func TestAlignmentWithANewerSourceBringsTheSameWordsToReview(t *testing.T) {
	o := allApproved(t)
	// The source parts its second paragraph; the translation says it in one.
	o.submits("wafa", "en", winter[0], "b2 Some 3,750 volunteers", "b4 take part.", winter[2])
	o.does("mona", Approve{Language: "en"})
	o.stands(Translating, "ar=stale")
	base, own := o.r.Current("en").Revisions, o.r.Current("ar").Revisions
	gs := keyed(base, []Group{
		{Source: []BlockID{"b1"}, Target: []BlockID{"b1"}},
		{Source: []BlockID{"b2", "b4"}, Target: []BlockID{"b2"}},
		{Source: []BlockID{"b3"}, Target: []BlockID{"b3"}},
	}, own)
	o.refused("rami", Align{Language: "ar", Groups: gs}, AlignmentBroken)
	o.does("rami", Align{Language: "ar", Base: Base{"en", 2}, Groups: gs})
	o.stands(Reviewing, "ar=in-review")
	if left := o.r.Unreviewed("ar"); !slices.Equal(left, []int{1}) {
		t.Errorf("unreviewed are %v, want the parted paragraph alone", left)
	}
	o.does("rami", Approve{Language: "ar"})
	o.stands(Signing, "ar=approved")
}

func TestTranslationFromATranslation(t *testing.T) {
	o := openDesk(t, Newsroom)
	o.does("wafa", Create{ID: "winter", Source: "en", Draft: text(winter...)})
	o.does("wafa", o.checkin("en", winter...))
	o.does("mona", Approve{Language: "en"})
	o.refused("claire", Checkout{Language: "fr", Base: "ar"}, SourceNotApproved)
	o.submits("layla", "ar", شتاء...)
	o.does("mona", Approve{Language: "ar"})
	o.does("claire", Checkout{Language: "fr", Base: "ar"})
	o.does("claire", o.checkin("fr", hiver...))
	o.does("mona", Approve{Language: "fr"})
	o.stands(Signing, "en=approved ar=approved fr=approved")
	o.refused("layla", Checkout{Language: "ar", Base: "fr"}, BaseBad)
	// The source moves, so does what was made from it, and what was made from that.
	o.submits("wafa", "en", edited(winter, 2, "b3 It ends in April.")...)
	o.does("mona", Approve{Language: "en"})
	o.submits("layla", "ar", edited(شتاء, 2, "b3 ويستمر حتى نيسان.")...)
	o.does("mona", Approve{Language: "ar"})
	o.stands(Translating, "ar=approved fr=stale")
	o.now = o.now.Add(time.Hour)
}
