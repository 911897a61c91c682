package workflow

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// task finds the one task of an action and scope.
func (o *office) task(act Action, scope string) Task {
	o.t.Helper()
	for _, task := range Tasks(o.d, o.r, o.situation()) {
		if task.Action == act && task.Scope == scope {
			return task
		}
	}
	o.t.Fatalf("nothing waits for %s %q: %+v", act, scope, Tasks(o.d, o.r, o.situation()))
	return Task{}
}

// waits is "action:scope" of all tasks.
func (o *office) waits() string {
	var all []string
	for _, task := range Tasks(o.d, o.r, o.situation()) {
		all = append(all, string(task.Action)+":"+task.Scope)
	}
	return strings.Join(all, " ")
}

func TestQueueThroughADay(t *testing.T) {
	var o *office
	step := func(want string) {
		t.Helper()
		if got := o.waits(); got != want {
			t.Errorf("the queue is %q, want %q", got, want)
		}
	}
	o = drafted(t, Newsroom)
	step("checkin:wafa checkout:") // the second for whoever comes after the claim
	o.does("wafa", o.checkin("en", winter...))
	step("approve:en")
	o.does("rami", Return{Language: "en", Note: "n"})
	step("checkout:")
	o.submits("wafa", "en", edited(winter, 0, "b1 Winter training")...)
	o.does("rami", Approve{Language: "en"})
	step("checkout:ar")
	o.does("layla", Checkout{Language: "ar"})
	step("checkin:layla checkout:ar")
	o.does("layla", o.checkin("ar", شتاء...))
	step("approve:ar")
	o.does("rami", Approve{Language: "ar"})
	step("sign:editor")
	o.does("dina", o.sign("editor", ""))
	step("publish:")
	o.does("omar", Publish{})
	step("")
	o.does("omar", Correct{What: "w"})
	step("sign:editor")
	o.submits("wafa", "en", edited(winter, 1, "b2 Some 3,700 volunteers take part.")...)
	step("approve:en")
	o.does("rami", Approve{Language: "en"})
	step("checkout:ar waive-stale:ar")
	o.does("omar", Withdraw{Why: "w"})
	step("")
}

func TestWhatIsOutWaitsForItsSender(t *testing.T) {
	o := approvedSource(t)
	o.does("karim", Send{Language: "ar", To: "outside", Parcel: "p1"})
	if got := o.waits(); got != "receive:karim checkin:outside checkout:ar" {
		t.Errorf("the queue is %q", got)
	}
	task := o.task(ActReceive, "karim")
	claim := o.r.Texts["ar"].Claim
	if task.Holder != "outside" || !task.Until.Equal(claim.Until) || !task.Since.Equal(claim.Since) || task.Language != "ar" {
		t.Errorf("the task is %+v", task)
	}
	late := claim.Until.Add(time.Hour)
	o.does("admin", Grant{ID: "dina", Roles: []string{"coordinator"}})
	if !task.For(o.d, "karim", o.now) || !task.For(o.d, "karim", late) || task.For(o.d, "layla", o.now) || task.For(o.d, "outside", o.now) {
		t.Error("what karim sent waits for karim, also when it is late")
	}
	if task.For(o.d, "dina", o.now) || !task.For(o.d, "dina", claim.Until) || task.For(o.d, "layla", late) {
		t.Error("what is late waits for whoever coordinates too, and for nobody else")
	}
	o.now = late
	o.does("layla", Checkout{Language: "ar"}) // somebody else goes on with it
	if got := o.waits(); got != "checkin:layla checkout:ar" {
		t.Errorf("the queue is %q", got)
	}
}

func TestTaskWaitsForWhoCanDoIt(t *testing.T) {
	o := approvedSource(t)
	o.does("karim", SetPlans{Plans: map[string]string{"due": "2026-12-01", "priority": "high", "assignee:ar": "hadi"}})
	task := o.task(ActCheckout, "ar")
	if task.Due != "2026-12-01" || task.Priority != "high" || !task.Since.Equal(monday) || task.Stage != Translating || task.State != Pending {
		t.Errorf("the task is %+v", task)
	}
	for _, m := range []MemberID{"layla", "rami", "nobody", "wafa"} {
		if task.For(o.d, m, o.now) {
			t.Errorf("Arabic is hadi's, and waits for %s", m)
		}
	}
	if !task.For(o.d, "hadi", o.now) {
		t.Error("Arabic does not wait for hadi, whose it is")
	}
	o.does("admin", Revoke{ID: "hadi", Roles: []string{"translator:ar"}})
	if !task.For(o.d, "layla", o.now) {
		t.Error("with hadi gone it waits for nobody")
	}
}

func TestTaskDoesNotDependOnTheClock(t *testing.T) {
	o := approvedSource(t)
	o.does("layla", Checkout{Language: "ar"})
	before := Tasks(o.d, o.r, o.situation())
	o.now = o.now.Add(9 * time.Hour)
	if after := Tasks(o.d, o.r, o.situation()); o.waits() != "checkin:layla checkout:ar" || len(before) != len(after) || before[1].NotBefore != after[1].NotBefore {
		t.Errorf("the queue was %+v and is %+v", before, after)
	}
	task := o.task(ActCheckout, "ar")
	if !task.For(o.d, "hadi", o.now) || task.For(o.d, "hadi", monday.Add(7*time.Hour)) || task.For(o.d, "layla", o.now) {
		t.Errorf("it waits for others once the claim is over: %+v", task)
	}
	if held := o.task(ActCheckin, "layla"); !held.For(o.d, "layla", o.now) || held.For(o.d, "hadi", o.now) {
		t.Errorf("the check-in is its holder's: %+v", held)
	}
}

func TestReviewDoesNotWaitForItsOwnAuthor(t *testing.T) {
	o := approvedSource(t)
	o.submits("layla", "ar", شتاء...)
	o.submits("rami", "ar", edited(شتاء, 1, "b2 يشارك نحو ٣٬٧٥٠ متطوعا،")...)
	if task := o.task(ActApprove, "ar"); slices.Contains(task.Authors, "rami") || !task.For(o.d, "rami", o.now) {
		t.Errorf("two of three paragraphs wait for rami: %+v", task)
	}
	o.does("rami", Approve{Language: "ar"})
	task := o.task(ActApprove, "ar")
	if task.For(o.d, "rami", o.now) || !task.For(o.d, "mona", o.now) {
		t.Errorf("the last waits for a colleague: %+v", task)
	}
	o.does("admin", SetPolicy{Key: "four-eyes", Value: "none"})
	if !task.For(o.d, "rami", o.now) {
		t.Error("a change of policy is seen when the queue is read")
	}
}

func TestScopesOfAMember(t *testing.T) {
	o := openDesk(t, Newsroom)
	for _, c := range []struct {
		who  MemberID
		act  Action
		want []string
	}{
		{"mona", ActApprove, []string{"en", "ar", "fr"}},
		{"rami", ActWaiveStale, []string{"en", "ar"}},
		{"wafa", ActCheckout, []string{""}},
		{"layla", ActCheckout, []string{"ar"}},
		{"layla", ActCheckin, []string{"layla"}},
		{"dina", ActSign, []string{"editor"}},
		{"omar", ActPublish, []string{""}},
		{"omar", ActApprove, nil},
		{"nobody", ActCheckin, nil},
		{"karim", ActReceive, []string{Any}},
		{"layla", ActReceive, []string{"layla"}},
	} {
		if got := o.d.Scopes(c.who, c.act); !slices.Equal(got, c.want) {
			t.Errorf("%s may %s in %q, want %q", c.who, c.act, got, c.want)
		}
	}
	solo := openDesk(t, Solo)
	if got := solo.d.Scopes("admin", ActSign); !slices.Equal(got, []string{"editor"}) {
		t.Errorf("the one person signs as %q", got)
	}
}
