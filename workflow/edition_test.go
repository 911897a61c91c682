package workflow

import (
	"maps"
	"slices"
	"testing"
	"time"
)

func TestEmbargo(t *testing.T) {
	at := func(hours int) *time.Time { u := monday.Add(time.Duration(hours) * time.Hour); return &u }
	o := allApproved(t)
	o.does("karim", SetEmbargo{Until: at(24)})
	o.done("karim", SetEmbargo{Until: at(24)})
	o.refused("karim", SetEmbargo{Until: at(12)}, RoleMissing) // earlier is a signer's word
	o.refused("dina", SetEmbargo{Until: at(48)}, RoleMissing)  // later is a coordinator's
	o.does("karim", SetEmbargo{Until: at(48)})
	o.does("dina", o.sign("editor", ""))
	o.does("dina", SetEmbargo{Until: at(36)}) // voids no sign-off
	o.stands(Ready, "")
	o.refused("omar", Publish{}, UnderEmbargo)
	if task := o.task(ActPublish, ""); !task.NotBefore.Equal(*at(36)) || task.For(o.d, "omar", o.now) || !task.For(o.d, "omar", *at(36)) {
		t.Errorf("the task is %+v", task)
	}
	o.does("omar", Schedule{At: at(36)})
	o.done("omar", Schedule{At: at(36)})
	if !o.r.ScheduledAt.Equal(*at(36)) {
		t.Errorf("scheduled at %v", o.r.ScheduledAt)
	}
	o.now = *at(36)
	o.does("omar", Publish{})
	if o.r.ScheduledAt != nil {
		t.Error("it would be published again")
	}
	o.refused("dina", SetEmbargo{Lift: true}, EmbargoOver)
}

func TestClockBehindTheLastEvent(t *testing.T) {
	o := allApproved(t)
	o.does("dina", o.sign("editor", ""))
	o.now = monday.Add(-time.Hour)
	o.refused("omar", Publish{}, ClockBehind)
	soon := monday.Add(time.Hour)
	o.refused("karim", SetEmbargo{Until: &soon}, ClockBehind)
	o.does("layla", Checkout{Language: "ar"}) // dated by the last event
	if c := o.r.Texts["ar"].Claim; !c.Until.Equal(monday.Add(8 * time.Hour)) {
		t.Errorf("the claim lives until %v", c.Until)
	}
}

func TestAllNamedSignersOfOneSet(t *testing.T) {
	o := allApproved(t)
	o.does("admin", SetPolicy{Key: "signers", Value: "editor, legal"})
	o.does("dina", o.sign("editor", "Arabic follows", "en"))
	o.does("sami", o.sign("legal", ""))
	// One signed English alone, the other both: neither set has both names.
	o.stands(Signing, "en=approved ar=approved")
	f := o.refused("omar", Publish{}, SignoffMissing)
	if got := f.Reasons[0].Args["signers"].([]string); len(got) != 1 {
		t.Errorf("missing are %v", got)
	}
	o.does("dina", o.sign("editor", ""))
	o.done("dina", o.sign("editor", ""))
	o.does("omar", Publish{})
	if got := o.r.Edition().Languages; !slices.Equal(got, []Language{"en", "ar"}) {
		t.Errorf("published are %v", got)
	}
}

func TestEnglishFirstAndArabicFollows(t *testing.T) {
	o := approvedSource(t)
	o.does("dina", o.sign("editor", "the Arabic follows tonight", "en"))
	o.stands(Ready, "en=approved ar=pending")
	if set := o.r.Set(o.d, o.situation()); !slices.Equal(set, []Language{"en"}) {
		t.Fatalf("the set is %v", set)
	}
	o.does("omar", Publish{})
	o.stands(Published, "en=approved ar=pending")
	o.refused("layla", Checkout{Language: "ar"}, CorrectFirst)
	o.does("wafa", Correct{Kind: KindAddition, What: "the Arabic text"})
	o.submits("layla", "ar", شتاء...)
	o.does("rami", Approve{Language: "ar"})
	o.does("dina", o.sign("editor", ""))
	o.does("omar", Publish{})
	if e := o.r.Edition(); e.Number != 2 || e.Kind != KindAddition || e.What != "the Arabic text" || len(e.Texts) != 2 {
		t.Errorf("the edition is %+v", e)
	}
}

func TestSecondSignerSignsTheSetOfTheFirst(t *testing.T) {
	o := approvedSource(t)
	o.does("admin", SetPolicy{Key: "signers", Value: "editor,legal"})
	o.does("dina", o.sign("editor", "the Arabic follows", "en"))
	if set := o.r.SetFor(o.d, "sami", Sign{}, o.situation()); !slices.Equal(set, []Language{"en"}) {
		t.Fatalf("sami would sign %v", set)
	}
	o.does("sami", Sign{Shown: o.manifest([]Language{"en"})})
	o.stands(Ready, "")
}

func TestSetOfASignOffAlwaysHoldsTheSource(t *testing.T) {
	o := allApproved(t)
	o.does("dina", o.sign("editor", "why", "ar"))
	if got := o.r.Signoffs[0].Languages; !slices.Equal(got, []Language{"en", "ar"}) {
		t.Errorf("signed are %v", got)
	}
	o.refused("dina", o.sign("editor", "why", "fr", "en"), LanguageUnknown)
}

func TestSignOffOfALanguageThatWasTakenOutHoldsNoMore(t *testing.T) {
	o := allApproved(t)
	o.does("dina", o.sign("editor", ""))
	o.does("karim", SetLanguages{Languages: []Language{"en"}})
	o.refused("omar", Publish{}, SignoffMissing)
	o.does("karim", SetLanguages{Languages: []Language{"ar", "en"}})
	o.stands(Ready, "en=approved ar=approved")
}

func TestFactsAreSignedAndPlansAreNot(t *testing.T) {
	o := allApproved(t)
	o.does("dina", o.sign("editor", ""))
	o.does("karim", SetPlans{Plans: map[string]string{"due": "2026-12-01", "assignee:ar": "layla"}})
	o.stands(Ready, "")
	o.does("wafa", SetFacts{Facts: map[string]Value{"place": {Text: "Tayba"}, "contact": {Ref: "ref-phone"}}})
	o.stands(Signing, "")
	o.done("wafa", SetFacts{Facts: map[string]Value{"place": {Text: "Tayba"}}})
	o.does("wafa", SetFacts{Facts: map[string]Value{"place": {}, "contact": {}}})
	o.stands(Ready, "") // as it was signed
}

func TestCorrectionIsCancelledOnlyWhenNothingDiffers(t *testing.T) {
	o := reopened(t)
	o.refused("omar", Correct{What: "another"}, CorrectionOpen)
	o.submits("wafa", "en", edited(winter, 1, "b2 Some 3,700 volunteers take part.")...)
	o.does("wafa", SetFacts{Facts: map[string]Value{"place": {Text: "Tayba"}}})
	f := o.refused("omar", CancelCorrection{}, NotRestored, FactsNotRestored)
	if args := f.Reasons[0].Args; !slices.Equal(args["languages"].([]Language), []Language{"en"}) || args["language"] != Language("en") {
		t.Errorf("what differs is %v", args)
	}
	o.submits("wafa", "en", winter...)
	o.does("wafa", SetFacts{Facts: map[string]Value{"place": {}}})
	o.does("omar", CancelCorrection{})
	o.stands(Published, "en=approved ar=approved")
	if !o.r.SignoffCurrent(o.r.Signoffs[0], o.situation()) {
		t.Error("what is published is not signed any more")
	}
}

// Words to the readers are published with a correction, so who signs it off has seen
// them; the same manifest signed before other words is not enough.
func TestWordsToTheReadersAreSignedToo(t *testing.T) {
	o := reopened(t)
	words := func(ref Ref) Correct { return Correct{Notices: map[Language]Ref{"en": ref}} }
	o.does("dina", o.sign("editor", ""))
	o.stands(Ready, "")
	o.does("omar", words("we were wrong"))
	o.stands(Signing, "")
	o.refused("omar", Publish{}, SignoffMissing)
	o.does("dina", o.sign("editor", ""))
	o.stands(Ready, "")
	o.does("omar", CancelCorrection{})
	o.does("omar", Correct{What: "again", Notices: map[Language]Ref{"en": "nobody was wrong"}})
	o.stands(Signing, "")
	o.does("dina", o.sign("editor", ""))
	o.does("omar", Publish{})
	o.stands(Published, "")
	if !o.r.SignoffCurrent(o.r.Signoffs[len(o.r.Signoffs)-1], o.situation()) {
		t.Error("what is published is not signed any more")
	}
}

func TestWithheldReturnsAsItWas(t *testing.T) {
	o := withheld(t)
	o.stands(WithheldS, "")
	o.done("omar", Withhold{Why: "again"})
	o.does("admin", SetPolicy{Key: "signers", Value: "editor,legal"}) // the past stands
	o.does("omar", Publish{})
	o.stands(Published, "")
	if e := o.last[0].(PublishedAs); !e.Again || e.Edition != 1 || len(o.r.Editions) != 1 {
		t.Errorf("it returns as %+v", e)
	}
}

func TestPagesAreRecordedForWhatIsPublicNow(t *testing.T) {
	o := allApproved(t)
	o.refused("omar", MakePages{Pages: drawnBy(1)}, NotPublished)
	o = published(t)
	o.refused("omar", MakePages{}, NeedsValues)
	o.refused("layla", MakePages{Pages: drawnBy(1)}, RoleMissing)
	o.does("omar", MakePages{Pages: drawnBy(1)})
	o.done("omar", MakePages{Pages: drawnBy(1)})
	o.does("omar", MakePages{Pages: drawnBy(2)}) // by a newer program
	o.stands(Published, "en=approved ar=approved")
	o.does("wafa", Correct{What: "the number"})
	if !maps.Equal(o.r.Pages, drawnBy(2)) {
		t.Errorf("with a correction open the pages are %v", o.r.Pages)
	}
	o.does("omar", CancelCorrection{})
	for _, c := range []struct {
		who     MemberID
		command Command
	}{{"dina", Withhold{Why: "a doubt"}}, {"omar", Publish{}}, {"dina", Withdraw{Why: "never happened"}}} {
		o.does(c.who, c.command)
		if o.r.Pages != nil {
			t.Errorf("%s: the pages of before are said to be public: %v", c.command.Action(), o.r.Pages)
		}
		o.does(c.who, MakePages{Pages: drawnBy(2)})
		if e := o.last[0].(PagesMade); e.Edition != 1 || !maps.Equal(o.r.Pages, drawnBy(2)) {
			t.Errorf("%s: recorded are %+v, the pages are %v", c.command.Action(), e, o.r.Pages)
		}
	}
}

func TestWithheldReleaseIsCorrectedBeforeItReturns(t *testing.T) {
	o := withheld(t)
	o.does("wafa", Correct{What: "the number"})
	o.submits("wafa", "en", edited(winter, 1, "b2 Some 3,700 volunteers take part.")...)
	o.stands(WithheldS, "en=in-review")
	o.refused("omar", Publish{}, TextNotApproved, SignoffMissing) // the wrong number stays away
	o.does("rami", Approve{Language: "en"})
	o.submits("layla", "ar", edited(شتاء, 1, "b2 يشارك نحو ٣٬٧٠٠ متطوع.")...)
	o.does("rami", Approve{Language: "ar"})
	o.does("dina", o.sign("editor", ""))
	o.does("omar", Publish{})
	o.stands(Published, "")
	if o.r.Withheld != nil || o.r.Edition().Number != 2 {
		t.Errorf("withheld %v, edition %d", o.r.Withheld, o.r.Edition().Number)
	}
}

func TestWithdrawnIsFinal(t *testing.T) {
	o := drafted(t, Newsroom)
	o.does("omar", Withdraw{Why: "it will not take place"})
	o.stands(WithdrawnS, "")
	o.done("omar", Withdraw{Why: "again"})
	o.does("wafa", Save{Language: "en", Writing: text(winter...)}) // what was typed is kept
	o.refused("wafa", o.checkin("en", winter...), WithdrawnForEver)
	for _, m := range newsroomStaff {
		for _, p := range Allowed(o.d, o.r, m.id, o.situation()) {
			if p.Action != ActSave && p.Action != ActDiscard {
				t.Errorf("%s may still %s", m.id, p.Action)
			}
		}
	}
}

func TestExportAsksTheSameQuestion(t *testing.T) {
	o := approvedSource(t)
	o.refused("hadi", Export{}, TextNotApproved, SignoffMissing)
	o.done("hadi", Export{Draft: true})
	o = published(t)
	o.done("hadi", Export{})
	o = reopened(t)
	o.done("hadi", Export{}) // the edition before stays signed
}
