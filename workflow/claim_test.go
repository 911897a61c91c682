package workflow

import (
	"slices"
	"testing"
	"time"
)

func TestClaimExpiresAndTheWorkDoesNot(t *testing.T) {
	o := approvedSource(t)
	o.does("layla", Checkout{Language: "ar"})
	o.does("layla", Save{Language: "ar", Writing: text(شتاء[:2]...)})
	o.now = o.now.Add(7 * time.Hour)
	o.does("layla", Save{Language: "ar", Writing: text(شتاء...)}) // renews it
	o.now = o.now.Add(7 * time.Hour)
	o.refused("hadi", Checkout{Language: "ar"}, Held)
	o.refused("hadi", Takeover{Language: "ar"}, Held)
	o.now = o.now.Add(time.Hour)
	o.stands(Translating, "ar=pending")
	o.does("hadi", Checkout{Language: "ar"})
	if e := o.last[0].(CheckedOut); e.Over != "layla" {
		t.Errorf("the checkout does not say whose claim it ended: %+v", e)
	}
	if d := o.r.Texts["ar"].Draft; d == nil || d.By != "layla" || len(d.Revisions) != 3 {
		t.Fatalf("the draft of the first holder is %+v", d)
	}
	o.refused("layla", Save{Language: "ar", Writing: text(شتاء...)}, Held)
	o.does("hadi", o.checkin("ar", edited(شتاء, 2, "b3 وينتهي في آذار.")...))
	if got := o.r.Authors("ar", 0); !slices.Equal(got, []MemberID{"layla"}) {
		t.Errorf("b1 is by %v, want layla through the hand-over", got)
	}
	if got := o.r.Authors("ar", 2); !slices.Equal(got, []MemberID{"hadi"}) {
		t.Errorf("b3 is by %v, want hadi", got)
	}
}

func TestExpiredClaimStillChecksInIfNobodyTookIt(t *testing.T) {
	o := approvedSource(t)
	o.does("layla", Checkout{Language: "ar"})
	o.now = o.now.Add(30 * time.Hour)
	o.does("layla", o.checkin("ar", شتاء...))
	o.stands(Reviewing, "ar=in-review")
}

func TestCheckingOutAgainRepairs(t *testing.T) {
	o := approvedSource(t)
	o.does("layla", Checkout{Language: "ar"})
	o.submits("wafa", "en", edited(winter, 0, "b1 Winter training begins")...)
	o.does("mona", Approve{Language: "en"})
	o.now = o.now.Add(time.Hour)
	o.does("layla", Checkout{Language: "ar"})
	c := o.r.Texts["ar"].Claim
	if c.Base.Version != 1 || !c.Since.Equal(monday) || !c.Until.Equal(o.now.Add(8*time.Hour)) {
		t.Errorf("the claim is %+v, want the same work renewed", c)
	}
	o.does("layla", o.checkin("ar", شتاء...))
	o.stands(Translating, "ar=stale") // made from the source as it was
}

func TestUnchangedBytesOnlyEndTheClaim(t *testing.T) {
	o := allApproved(t)
	o.does("dina", o.sign("editor", ""))
	o.submits("layla", "ar", شتاء...)
	if e, ok := o.last[0].(ClaimEnded); !ok || e.Why != "unchanged" {
		t.Errorf("the check-in is %+v", o.last)
	}
	o.stands(Ready, "ar=approved")
}

func TestDiscardKeepsTheWordsInTheHistory(t *testing.T) {
	o := approvedSource(t)
	o.does("layla", Checkout{Language: "ar"})
	o.refused("hadi", Discard{Language: "ar"}, RoleMissing, Held)
	o.does("karim", Discard{Language: "ar", Draft: text(شتاء[:1]...)})
	saved, ok := o.last[0].(Saved)
	if !ok || saved.Why != "discard" || o.r.Texts["ar"].Draft == nil || o.r.Texts["ar"].Claim != nil {
		t.Fatalf("events %+v, text %+v", o.last, o.r.Texts["ar"])
	}
	if got := o.r.Texts["ar"].authors[saved.Revisions[0]]; !slices.Equal(got, []MemberID{"layla"}) {
		t.Errorf("what stood in the holder's file is by %v", got)
	}
	// The first draft of a source is all that there is of a release.
	o = drafted(t, Newsroom)
	o.does("wafa", Discard{Language: "en"})
	if o.r.Texts["en"].Draft == nil {
		t.Error("the release lost its only text")
	}
}

func TestCoordinatorHandsOver(t *testing.T) {
	o := approvedSource(t)
	o.does("layla", Checkout{Language: "ar"})
	o.refused("karim", Takeover{Language: "ar"}, NeedsPerson)
	o.refused("karim", Takeover{Language: "ar", To: "omar"}, RoleMissing)
	o.refused("karim", Takeover{Language: "ar", To: "zoe"}, MemberUnknown)
	o.done("karim", Takeover{Language: "ar", To: "layla"})
	o.does("karim", Takeover{Language: "ar", To: "hadi", Draft: text(شتاء[:2]...)})
	c, d := o.r.Texts["ar"].Claim, o.r.Texts["ar"].Draft
	if c.Member != "hadi" || c.Base == nil || d == nil || d.By != "layla" {
		t.Fatalf("claim %+v, draft %+v", c, d)
	}
	o.does("hadi", o.checkin("ar", شتاء...))
}

func TestAVersionThatMovedIsAConflictUntilItIsMerged(t *testing.T) {
	o := allApproved(t)
	o.does("layla", Checkout{Language: "ar"})
	back := Receive{Language: "ar", Writing: text(edited(شتاء, 0, "b1 بدء التدريب الشتوي")...), From: 1, Base: &Base{"en", 1}}
	back.Groups = groups(o.r.Current("en").Revisions, back.Revisions)
	o.does("karim", back) // came home meanwhile
	if o.r.Texts["ar"].Claim == nil {
		t.Fatal("a receipt ended somebody else's claim")
	}
	mine := o.checkin("ar", edited(شتاء, 2, "b3 وينتهي في آذار.")...)
	f := o.refused("layla", mine, VersionMoved)
	if f.Class() != Conflict {
		t.Errorf("class %d", f.Class())
	}
	mine.Merged = 2
	o.does("layla", mine)
	if v := o.r.Current("ar"); v.N != 3 || v.Merged != 2 {
		t.Errorf("the version is %+v", v)
	}
}

func TestParcelLeavesAndComesHome(t *testing.T) {
	o := approvedSource(t)
	outside := MemberID("ref-of-a-name")
	o.does("karim", Send{Language: "ar", Parcel: "p1", To: outside})
	o.refused("layla", Checkout{Language: "ar"}, Held)
	c := o.r.Texts["ar"].Claim
	if c.Member != outside || !c.Until.Equal(monday.Add(7*24*time.Hour)) {
		t.Fatalf("the claim is %+v", c)
	}
	back := Receive{Language: "ar", Parcel: "p1", Writing: text(شتاء...), Base: c.Base}
	back.Groups = groups(o.r.Current("en").Revisions, back.Revisions)
	o.refused("layla", back, RoleMissing)
	if f := o.acts(Actor{Member: "karim", For: outside}, back); f != nil {
		t.Fatal(f.Reasons)
	}
	if got := o.r.Authors("ar", 0); !slices.Equal(got, []MemberID{"karim", outside}) {
		t.Errorf("the authors are %v", got)
	}
	x := o.r.Texts["ar"]
	if x.Claim != nil || x.Parcels[0].Home != 1 {
		t.Errorf("claim %+v, parcels %+v", x.Claim, x.Parcels)
	}
	o.does("rami", Approve{Language: "ar"})
}

func TestHolderSendsOwnWorkOutAndTakesItIn(t *testing.T) {
	o := approvedSource(t)
	o.does("layla", Checkout{Language: "ar"})
	o.refused("hadi", Send{Language: "ar", Parcel: "p1", To: "friend"}, RoleMissing, Held)
	o.does("layla", Send{Language: "ar", Parcel: "p1", To: "friend", Until: monday.Add(48 * time.Hour)})
	back := Receive{Language: "ar", Parcel: "p1", Writing: text(شتاء...), Base: o.r.Texts["ar"].Claim.Base}
	back.Groups = groups(o.r.Current("en").Revisions, back.Revisions)
	o.does("layla", back)
	// Nobody said whose words they are, but the parcel knows.
	if got := o.r.Authors("ar", 0); !slices.Equal(got, []MemberID{"layla", "friend"}) {
		t.Errorf("the authors are %v", got)
	}
}

func TestCheckInWhileItWasPublishedWaitsForACorrection(t *testing.T) {
	o := allApproved(t)
	o.does("wafa", Checkout{Language: "en"})
	o.does("dina", o.sign("editor", "")) // a claim is no obstacle
	o.does("omar", Publish{})
	next := o.checkin("en", edited(winter, 0, "b1 Winter training begins")...)
	o.refused("wafa", next, CorrectFirst)
	o.does("wafa", Save{Language: "en", Writing: next.Writing}) // nothing is lost
	o.does("wafa", Correct{What: "the headline"})
	o.does("wafa", next)
	o.stands(Drafting, "en=in-review ar=approved")
}
