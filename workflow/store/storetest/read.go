package storetest

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

func load(t *testing.T, place Place) {
	p := open(t, place)
	p.create("2026-11-20-first-snow", "First snow", nil) // neighbours in the file
	var wrote []workflow.Record
	for i := range 5 {
		b := p.next(training, fmt.Sprint("r", i), "Saved")
		wrote = append(wrote, b.Records...)
		p.commit(b)
		p.create(fmt.Sprint("2026-11-20-neighbour-", i), "Neighbour", nil)
	}
	for after := int64(-1); after <= 6; after++ {
		got, err := p.Load(p.ctx, training, after)
		want := wrote[min(max(after, 0), 5):]
		if err != nil || len(got) != len(want) {
			t.Fatalf("after %d: %d records and %v, want %d", after, len(got), err, len(want))
		}
		for i := range want {
			if !reflect.DeepEqual(got[i], want[i]) {
				t.Errorf("after %d:\n got %+v\nwant %+v", after, got[i], want[i])
			}
		}
	}
	if got, err := p.Load(p.ctx, training, 1<<40); err != nil || len(got) != 0 {
		t.Errorf("after the end: %v, %v", got, err)
	}
	if got, err := p.Load(p.ctx, "nobody's", 0); err != nil || got != nil {
		t.Errorf("a stream that does not exist: %v, %v", got, err)
	}
}

func futureEvent(t *testing.T, place Place) {
	p := open(t, place)
	b := p.next(training, "r1", "QuotationCleared")
	r := &b.Records[0]
	r.Version, r.Data = 7, []byte("{ \"kept\" : \"as it stands\",\n\"n\":1.0 } ")
	r.Digest = r.Sum()
	p.commit(b)
	if got := p.load(training)[0]; !reflect.DeepEqual(got, *r) {
		t.Errorf("an event that this program does not know came back changed:\n got %+v\nwant %+v", got, *r)
	}
	p.verify()
}

func content(t *testing.T, place Place) {
	p := open(t, place)
	english, arabic, nothing := words("a", "# Winter training begins\n"), words("b", "# بدء التدريب الشتوي\n"), words("c", "")
	b := p.next(training, "r1", "CheckedIn")
	b.Contents = []newsroom.Content{english, arabic, nothing, english}
	p.commit(b)
	b = p.next(training, "r2", "CheckedIn")
	b.Contents = []newsroom.Content{english} // kept once
	p.commit(b)

	got, err := p.Content(p.ctx, arabic.Ref, nothing.Ref, english.Ref, arabic.Ref)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []newsroom.Content{arabic, nothing, english, arabic} {
		if got[i] == nil || string(got[i]) != string(want.Bytes) {
			t.Errorf("row %d is %q, want %q", i, got[i], want.Bytes)
		}
	}
	for _, ref := range []workflow.Ref{words("x", "never").Ref, "", "not hex"} {
		if _, err := p.Content(p.ctx, english.Ref, ref); !errors.Is(err, newsroom.ErrNotFound) {
			t.Errorf("content %q: %v, want ErrNotFound", ref, err)
		}
	}
	if got, err := p.Content(p.ctx); err != nil || len(got) != 0 {
		t.Errorf("no refs: %v, %v", got, err)
	}
	p.verify()
}

func erased(t *testing.T, place Place) {
	p := open(t, place)
	name, text := words("a", "Samira Haddad of Quay Street"), words("b", "# A text that stays\n")
	b := p.next(training, "r1", "CheckedIn")
	b.Contents = []newsroom.Content{name, text}
	p.commit(b)
	b = p.next(workflow.DeskStream, "r2", "ContentErased")
	b.Erase = []workflow.Ref{name.Ref}
	p.commit(b)

	if got, err := p.Content(p.ctx, name.Ref); !errors.Is(err, newsroom.ErrErased) || len(got) != 1 || got[0] != nil {
		t.Errorf("erased content alone: %q, %v; want nil and ErrErased", got, err)
	}
	got, err := p.Content(p.ctx, text.Ref, name.Ref)
	if err != nil || string(got[0]) != string(text.Bytes) || got[1] != nil {
		t.Errorf("erased content among others: %q, %v; want nil bytes for it", got, err)
	}
	b = p.next(training, "r3", "CheckedIn")
	b.Contents = []newsroom.Content{name} // somebody sends the old bytes again
	p.commit(b)
	if _, err := p.Content(p.ctx, name.Ref); !errors.Is(err, newsroom.ErrErased) {
		t.Errorf("erased content came back: %v", err)
	}
	p.verify()
}

func seen(t *testing.T, place Place) {
	p, q := open(t, place), open(t, place)
	for _, what := range []string{"3", "4", "4"} {
		if err := p.SetSeen(p.ctx, "yusuf", "2026-11-22-winter-training/ar", what); err != nil {
			t.Fatal(err)
		}
		if got, err := q.Seen(q.ctx, "yusuf", "2026-11-22-winter-training/ar"); got != what || err != nil {
			t.Errorf("seen %q, %v; want %q", got, err, what)
		}
	}
	for _, other := range [][2]string{{"mona", "2026-11-22-winter-training/ar"}, {"yusuf", "2026-11-22-winter-training/en"}} {
		if got, err := p.Seen(p.ctx, workflow.MemberID(other[0]), other[1]); got != "" || err != nil {
			t.Errorf("%v saw %q, %v", other, got, err)
		}
	}
}

func find(t *testing.T, place Place) {
	p := open(t, place)
	p.create("2026-11-22-winter-training", "Winter training begins", func(r *newsroom.Projection) {
		r.Titles = newsroom.Titles{"ar": "بدء التدريب الشتوي"}
		r.Edition, r.Date, r.Stage = 2, "2026-11-22", workflow.Published
		r.Embargo, r.Scheduled, r.Updated = morning, morning.Add(time.Hour), morning.Add(time.Millisecond)
	})
	p.create("winter", "Winter", nil)
	p.create("2026-12-01-winter-aid", "Winter aid", nil)
	p.create("2026-12-01-a_b", "Odd", nil)
	for _, c := range []struct {
		part  string
		limit int
		want  []string
	}{
		{"2026-11-22-winter-training", 10, []string{"2026-11-22-winter-training"}},
		{"winter", 10, []string{"winter"}}, // exact, so alone
		{"inter", 10, []string{"2026-11-22-winter-training", "winter", "2026-12-01-winter-aid"}},
		{"inter", 2, []string{"2026-11-22-winter-training", "winter"}},
		{"2026-12", 10, []string{"2026-12-01-winter-aid", "2026-12-01-a_b"}},
		{"_", 10, []string{"2026-12-01-a_b"}},
		{"%", 10, []string{}},
		{"Winter", 10, []string{}}, // ids are lower case
		{"winter", 0, []string{}},
		{"spring", 10, []string{}},
	} {
		got, err := p.Find(p.ctx, c.part, c.limit)
		if err != nil || !reflect.DeepEqual(ids(got), c.want) {
			t.Errorf("find %q, at most %d: %v, %v; want %v", c.part, c.limit, ids(got), err, c.want)
		}
	}
	got, err := p.Find(p.ctx, "training", 1)
	want := newsroom.Listed{
		Key: training, ID: "2026-11-22-winter-training", Title: "Winter training begins", Titles: newsroom.Titles{"ar": "بدء التدريب الشتوي"}, Source: "en",
		Languages: []workflow.Language{"en", "ar"}, Stage: workflow.Published, Edition: 2, Date: "2026-11-22",
		Embargo: morning, Scheduled: morning.Add(time.Hour), Created: morning, Updated: morning.Add(time.Millisecond), Head: 1,
	}
	if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0], want) {
		t.Errorf("all of a row:\n got %+v, %v\nwant %+v", got, err, want)
	}
}

func oneID(t *testing.T, place Place) {
	p := open(t, place)
	p.create("2026-11-22-winter-training", "Winter training begins", nil)
	b := p.next("another key", "r1", "Created")
	b.Rows = []newsroom.Projection{{Listed: newsroom.Listed{Key: "another key", ID: "2026-11-22-winter-training", Head: 1}}}
	if err := p.Commit(p.ctx, b); !errors.Is(err, newsroom.ErrConflict) {
		t.Errorf("a second release of the same id got %v, want ErrConflict", err)
	}
	if p.head("another key") != 0 {
		t.Error("it was written all the same")
	}
}

func reopened(t *testing.T, place Place) {
	before := place.Open(t)
	p := press{t, before, t.Context()}
	p.create("2026-11-22-winter-training", "Winter training begins", nil)
	note := words("a", "for the editor")
	b := p.next(training, "r2", "Saved")
	b.Contents = []newsroom.Content{note}
	p.commit(b)
	wrote := p.load(training)
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 { // opening brings a store up to date; twice does no harm
		after := open(t, place)
		if got := after.load(training); !reflect.DeepEqual(got, wrote) {
			t.Errorf("records after reopening: %v, want %v", got, wrote)
		}
		if got, err := after.Content(after.ctx, note.Ref); err != nil || string(got[0]) != "for the editor" {
			t.Errorf("content after reopening: %q, %v", got, err)
		}
		if got, err := after.Find(after.ctx, "training", 5); err != nil || len(got) != 1 {
			t.Errorf("lists after reopening: %v, %v", got, err)
		}
		after.verify()
	}
}

func backup(t *testing.T, place Place) {
	if place.Copy == nil {
		t.Skip("this store writes no files")
	}
	p := open(t, place)
	for i := range 20 {
		p.create(fmt.Sprint("2026-11-22-release-", i), strings.Repeat("A long headline ", i), nil)
	}
	path := filepath.Join(t.TempDir(), "copy of a desk?#%.db")
	if err := p.Store.(newsroom.Auditor).Backup(p.ctx, path); err != nil {
		t.Fatal(err)
	}
	c := press{t, place.Copy(t, path), p.ctx}
	defer c.Close()
	c.verify()
	mine, err := p.List(p.ctx, newsroom.ListQuery{Limit: 100})
	copied, err2 := c.List(c.ctx, newsroom.ListQuery{Limit: 100})
	if err != nil || err2 != nil || !reflect.DeepEqual(mine, copied) {
		t.Errorf("the copy lists %v (%v), the store %v (%v)", ids(copied), err2, ids(mine), err)
	}
	c.commit(c.next("key of a new one", "r1", "Created"))
	if p.head("key of a new one") != 0 {
		t.Error("a write to the copy shows in the store")
	}
	if err := p.Store.(newsroom.Auditor).Backup(p.ctx, path); err == nil {
		t.Error("a backup wrote over a file")
	}
	if c.head("key of a new one") != 1 {
		t.Error("a refused backup changed the file")
	}
}
