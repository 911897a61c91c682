package storetest

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

func list(t *testing.T, place Place) {
	p := open(t, place)
	p.create("2026-11-20-first-snow", "First Snow on the pass", func(r *newsroom.Projection) { r.Stage = workflow.Published })
	p.create("2026-11-21-winter-aid", "Winter Aid for 300 families", func(r *newsroom.Projection) {
		r.Stage, r.Scheduled, r.Words = workflow.Ready, morning, "blankets fuel valley"
	})
	p.create("2026-11-22-winter-training", "Training begins", func(r *newsroom.Projection) {
		r.Stage, r.Scheduled = workflow.Ready, morning.Add(time.Hour)
	})
	p.create("2026-11-23-water-points", "Water points reopen", nil)
	for _, c := range []struct {
		name string
		q    newsroom.ListQuery
		want []string
	}{
		{"newest first", newsroom.ListQuery{Limit: 9}, []string{"2026-11-23-water-points", "2026-11-22-winter-training", "2026-11-21-winter-aid", "2026-11-20-first-snow"}},
		{"a page", newsroom.ListQuery{Limit: 2}, []string{"2026-11-23-water-points", "2026-11-22-winter-training"}},
		{"the next", newsroom.ListQuery{Limit: 2, After: "2026-11-22-winter-training"}, []string{"2026-11-21-winter-aid", "2026-11-20-first-snow"}},
		{"after the last", newsroom.ListQuery{Limit: 2, After: "2026-11-20-first-snow"}, []string{}},
		{"after nothing known", newsroom.ListQuery{Limit: 2, After: "gone"}, []string{}},
		{"a stage", newsroom.ListQuery{Limit: 9, Stage: workflow.Ready}, []string{"2026-11-22-winter-training", "2026-11-21-winter-aid"}},
		{"a stage, next page", newsroom.ListQuery{Limit: 1, Stage: workflow.Ready, After: "2026-11-22-winter-training"}, []string{"2026-11-21-winter-aid"}},
		{"words of title and id, folded", newsroom.ListQuery{Limit: 9, Search: "WINTER families"}, []string{"2026-11-21-winter-aid"}},
		{"words in any order", newsroom.ListQuery{Limit: 9, Search: "snow first"}, []string{"2026-11-20-first-snow"}},
		{"words that nothing has", newsroom.ListQuery{Limit: 9, Search: "winter snow"}, []string{}},
		{"a word of a text", newsroom.ListQuery{Limit: 9, Search: "FUEL"}, []string{"2026-11-21-winter-aid"}},
		{"the beginning of one, beside a title's", newsroom.ListQuery{Limit: 9, Search: "blank aid"}, []string{"2026-11-21-winter-aid"}},
		{"not its middle", newsroom.ListQuery{Limit: 9, Search: "lankets"}, []string{}},
		{"not from one word to the next", newsroom.ListQuery{Limit: 9, Search: "fuelvalley"}, []string{}},
		{"a search is no pattern", newsroom.ListQuery{Limit: 9, Search: "%"}, []string{}},
		{"due now", newsroom.ListQuery{Limit: 9, Due: morning}, []string{"2026-11-21-winter-aid"}},
		{"due in an hour", newsroom.ListQuery{Limit: 9, Due: morning.Add(time.Hour)}, []string{"2026-11-22-winter-training", "2026-11-21-winter-aid"}},
		{"none asked", newsroom.ListQuery{}, []string{}},
	} {
		got, err := p.List(p.ctx, c.q)
		if err != nil || !reflect.DeepEqual(ids(got), c.want) {
			t.Errorf("%s: %v, %v; want %v", c.name, ids(got), err, c.want)
		}
	}
}

// checkout is a task for the translators of Arabic.
func checkout(priority, due string, since time.Time) workflow.Task {
	return workflow.Task{
		Action: workflow.ActCheckout, Scope: "ar", Language: "ar", State: workflow.Pending, Stage: workflow.Translating,
		Since: since, Due: due, Priority: priority,
	}
}

// ending is a task whose day is over at an instant.
func ending(t workflow.Task, at string) workflow.Task {
	t.Ends, _ = time.Parse(time.RFC3339, at)
	return t
}

// waiting are the first tasks of the queue, at most limit.
func (p press) waiting(limit int, kinds ...newsroom.TaskKind) (first []newsroom.QueueRow, err error) {
	err = p.Queue(p.ctx, kinds, func(row newsroom.QueueRow) bool {
		first = append(first, row)
		return len(first) < limit
	})
	return first, err
}

func queue(t *testing.T, place Place) {
	p := open(t, place)
	waiting := map[string]workflow.Task{
		"one-normal":       checkout("", "", morning),
		"two-low":          checkout("low", "2026-11-01", morning),
		"three-longer":     checkout("", "", morning.Add(-time.Hour)),
		"four-due":         checkout("normal", "2026-12-24", morning),
		"five-due-sooner":  checkout("", "2026-12-01", morning),
		"due-that-evening": checkout("", "2026-12-01T20:00:00Z", morning), // a day is over at its end
		"due-next-morning": checkout("", "2026-12-02T06:00:00Z", morning),
		"due-there":        ending(checkout("", "2026-12-02", morning), "2026-12-01T22:00:00Z"), // a day that is over sooner, in the east
		"six-high":         checkout("high", "", morning),
		"seven-urgent":     checkout("urgent", "", morning),
		"eight-same-later": checkout("", "", morning),
	}
	senders := map[string]string{"two-low": "nour", "one-normal": "omar", "four-due": "nour"} // of what is out
	for _, id := range []string{"one-normal", "two-low", "three-longer", "four-due", "five-due-sooner", "due-that-evening", "due-next-morning", "due-there", "six-high", "seven-urgent", "eight-same-later"} {
		p.create(id, id, func(r *newsroom.Projection) {
			review := waiting[id]
			review.Action, review.Scope, review.Version = workflow.ActApprove, "en", 3
			r.Tasks = []workflow.Task{waiting[id], review}
			if sender, ok := senders[id]; ok {
				out := waiting[id]
				out.Action, out.Scope = workflow.ActReceive, sender
				r.Tasks = append(r.Tasks, out)
			}
		})
	}
	p.create("nothing-waits", "Nothing waits", nil)

	names := func(rows []newsroom.QueueRow) (all []string) {
		for _, r := range rows {
			all = append(all, string(r.Task.Action)+" "+r.Release)
		}
		return all
	}
	translate := newsroom.TaskKind{Action: workflow.ActCheckout, Scope: "ar"}
	review := newsroom.TaskKind{Action: workflow.ActApprove, Scope: "en"}
	for _, c := range []struct {
		kinds []newsroom.TaskKind
		limit int
		want  []string
	}{
		{[]newsroom.TaskKind{translate}, 50, []string{
			"checkout seven-urgent", "checkout six-high", "checkout due-that-evening", "checkout due-there", "checkout five-due-sooner", "checkout due-next-morning", "checkout four-due",
			"checkout three-longer", "checkout eight-same-later", "checkout one-normal", "checkout two-low"}},
		{[]newsroom.TaskKind{translate}, 2, []string{"checkout seven-urgent", "checkout six-high"}},
		{[]newsroom.TaskKind{translate, review}, 2, []string{
			"checkout seven-urgent", "approve seven-urgent"}},
		{[]newsroom.TaskKind{translate, review}, 3, []string{"checkout seven-urgent", "approve seven-urgent", "checkout six-high"}},
		{[]newsroom.TaskKind{{Action: workflow.ActCheckout, Scope: "fr"}}, 2, nil},
		{nil, 2, nil},
		{[]newsroom.TaskKind{{Action: workflow.ActReceive, Scope: workflow.Any}}, 50, []string{"receive four-due", "receive one-normal", "receive two-low"}},
		{[]newsroom.TaskKind{{Action: workflow.ActReceive, Scope: workflow.Any}}, 1, []string{"receive four-due"}},
		{[]newsroom.TaskKind{{Action: workflow.ActReceive, Scope: "nour"}}, 50, []string{"receive four-due", "receive two-low"}},
		{append(manyLanguages(1200), review, translate), 2, []string{"checkout seven-urgent", "approve seven-urgent"}},
	} {
		got, err := p.waiting(c.limit, c.kinds...)
		if err != nil || !reflect.DeepEqual(names(got), c.want) {
			t.Errorf("%v, at most %d:\n got %v, %v\nwant %v", c.kinds, c.limit, names(got), err, c.want)
		}
	}
}

// manyLanguages are more kinds of task than an engine may take in one query.
func manyLanguages(n int) (kinds []newsroom.TaskKind) {
	for i := range n {
		kinds = append(kinds, newsroom.TaskKind{Action: workflow.ActCheckout, Scope: fmt.Sprint("x-", i)})
	}
	return kinds
}

func replaced(t *testing.T, place Place) {
	p := open(t, place)
	full := workflow.Task{
		Action: workflow.ActApprove, Scope: "ar", Language: "ar", State: workflow.InReview, Stage: workflow.Reviewing,
		Since: morning, Due: "2026-11-30", Ends: morning.AddDate(0, 0, 9), Priority: "high", Holder: "khalid", Until: morning.Add(8 * time.Hour),
		Authors: []workflow.MemberID{"khalid", "mona"}, Version: 4, Assignee: "yusuf", NotBefore: morning.Add(time.Hour),
	}
	for i := range reflect.TypeOf(full).NumField() {
		if reflect.ValueOf(full).Field(i).IsZero() {
			t.Fatalf("the suite has no value for Task.%s", reflect.TypeOf(full).Field(i).Name)
		}
	}
	for i := range 5 {
		p.create(fmt.Sprint("2026-11-22-neighbour-", i), "Neighbour", func(r *newsroom.Projection) { r.Tasks = []workflow.Task{full} })
	}
	key := workflow.StreamID("key of 2026-11-22-neighbour-2")
	b := p.next(key, "r2", "ApprovalGiven")
	row := newsroom.Projection{Listed: newsroom.Listed{
		Key: key, ID: "2026-11-22-neighbour-2", Title: "A new headline", Titles: newsroom.Titles{"ar": "عنوان جديد"}, Source: "en", Stage: workflow.Signing, Created: morning, Updated: morning, Head: 2,
	}, Tasks: []workflow.Task{{Action: workflow.ActSign, Scope: "editor", Version: 1}}}
	b.Rows = []newsroom.Projection{row}
	p.commit(b)

	got, err := p.waiting(50, newsroom.TaskKind{Action: workflow.ActApprove, Scope: "ar"})
	if err != nil || len(got) != 4 {
		t.Fatalf("%d reviews wait, %v; want 4", len(got), err)
	}
	for _, r := range got {
		if r.Release == row.ID || !reflect.DeepEqual(r.Task, full) {
			t.Errorf("%s came back as\n%+v, want\n%+v", r.Release, r.Task, full)
		}
	}
	got, err = p.waiting(50, newsroom.TaskKind{Action: workflow.ActSign, Scope: "editor"})
	if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], newsroom.QueueRow{Release: row.ID, Title: row.Title, Titles: row.Titles, Task: row.Tasks[0]}) {
		t.Errorf("to be signed:\n got %+v, %v\nwant %+v", got, err, row)
	}
}
