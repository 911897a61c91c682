package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// many is more than any store should read at one time.
const many = 2100

func audit(t *testing.T, place Place) {
	p := open(t, place)
	auditor := p.Store.(newsroom.Auditor)
	for i := range 30 {
		p.create(fmt.Sprint("2026-11-22-release-", i), "Headline", nil)
	}
	long := newsroom.Batch{}
	var before workflow.Record
	for i := range many {
		r := workflow.Record{
			Stream: workflow.DeskStream, Seq: int64(i) + 1, At: morning, Member: "admin", Auth: "claimed",
			Request: fmt.Sprint("r", i), Name: "PolicySet", Version: 1, Data: []byte(`{"key":"claim","value":"8h"}`), Prev: before.Digest,
		}
		r.Digest = r.Sum()
		before, long.Records = r, append(long.Records, r)
	}
	p.commit(long)
	p.commit(p.next("key of 2026-11-22-release-3", "r2", "Saved"))

	heads := map[workflow.StreamID]int64{}
	if err := auditor.Streams(p.ctx, func(s workflow.StreamID, head int64) error {
		heads[s] = head
		if p.head(s) != head { // the store may be asked meanwhile
			t.Errorf("%s has head %d, said %d", s, p.head(s), head)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if len(heads) != 31 || heads[workflow.DeskStream] != many || heads["key of 2026-11-22-release-3"] != 2 {
		t.Errorf("%d streams, the desk at %d", len(heads), heads[workflow.DeskStream])
	}

	read := map[workflow.StreamID]int64{}
	last := workflow.StreamID("")
	if err := auditor.Audit(p.ctx, func(r *workflow.Record) error {
		if r.Stream != last && read[r.Stream] > 0 {
			return fmt.Errorf("%s came in two parts", r.Stream)
		}
		last = r.Stream
		read[r.Stream]++
		if r.Seq != read[r.Stream] {
			return fmt.Errorf("%s: %d came as number %d", r.Stream, r.Seq, read[r.Stream])
		}
		return nil
	}, func(ref workflow.Ref) { t.Errorf("content %s is damaged", ref) }); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(read, heads) {
		t.Errorf("read %v, want %v", read, heads)
	}
	p.verify()

	enough := errors.New("enough")
	if err := auditor.Audit(p.ctx, func(*workflow.Record) error { return enough }, nil); !errors.Is(err, enough) {
		t.Errorf("an audit went on after %v: %v", enough, err)
	}
}

func projections(p press) (all []newsroom.Projection) {
	p.Helper()
	if err := p.Store.(newsroom.Auditor).Projections(p.ctx, func(r newsroom.Projection) error {
		p.head(r.Key) // the store may be asked meanwhile
		all = append(all, r)
		return nil
	}); err != nil {
		p.Fatal(err)
	}
	return all
}

func rebuild(t *testing.T, place Place) {
	p := open(t, place)
	for i := range 25 {
		p.create(fmt.Sprint("2026-11-22-release-", i), fmt.Sprint("Headline ", i), func(r *newsroom.Projection) {
			if i%2 > 0 {
				r.Titles = newsroom.Titles{"ar": fmt.Sprint("عنوان ", i)}
			}
			for range i % 3 {
				r.Tasks = append(r.Tasks, checkout("", "", morning))
			}
		})
	}
	p.commit(p.next(workflow.DeskStream, "init", "DeskCreated")) // a stream without rows
	was := projections(p)
	if len(was) != 25 || len(was[2].Tasks) != 2 {
		t.Fatalf("%d projections, the third with %v", len(was), was[2].Tasks)
	}
	madeFrom, heads := map[workflow.StreamID]int64{}, map[workflow.StreamID]int64{}
	for _, r := range was {
		madeFrom[r.Key] = r.Head
	}
	if err := p.Store.(newsroom.Auditor).Heads(p.ctx, func(s workflow.StreamID, head int64) error {
		if heads[s] = head; head != p.head(s) { // the store may be asked meanwhile
			t.Errorf("rows of %s were made from record %d of %d", s, head, p.head(s))
		}
		return nil
	}); err != nil || !reflect.DeepEqual(heads, madeFrom) {
		t.Errorf("heads of rows are %v, want %v; %v", heads, madeFrom, err)
	}
	for range 2 {
		if err := p.Store.(newsroom.Auditor).Rebuild(p.ctx, func(yield func(newsroom.Projection) error) error {
			for _, r := range was {
				r.Head = p.head(r.Key) // replay reads the store
				if err := yield(r); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if now := projections(p); !reflect.DeepEqual(now, was) {
			t.Errorf("after rebuilding\n%+v\nbefore\n%+v", now, was)
		}
	}
	if err := p.Store.(newsroom.Auditor).Rebuild(p.ctx, func(yield func(newsroom.Projection) error) error {
		return yield(was[7])
	}); err != nil {
		t.Fatal(err)
	}
	if now := projections(p); !reflect.DeepEqual(now, was[7:8]) {
		t.Errorf("rows that nothing explains stayed: %+v", now)
	}
	if got, err := p.waiting(9, newsroom.TaskKind{Action: workflow.ActCheckout, Scope: "ar"}); err != nil || len(got) != len(was[7].Tasks) {
		t.Errorf("the queue holds %v, %v", got, err)
	}
}

func rebuildMoved(t *testing.T, place Place) {
	p, other := open(t, place), open(t, place)
	p.create("2026-11-22-winter-training", "Winter training begins", nil)
	was := projections(p)
	err := p.Store.(newsroom.Auditor).Rebuild(p.ctx, func(yield func(newsroom.Projection) error) error {
		if err := yield(was[0]); err != nil {
			return err
		}
		other.commit(other.next(training, "r2", "Saved"))
		return nil
	})
	if !errors.Is(err, newsroom.ErrConflict) {
		t.Errorf("rows of a release that moved meanwhile: %v, want ErrConflict", err)
	}
	if now := projections(p); !reflect.DeepEqual(now, was) {
		t.Errorf("a refused rebuild changed rows: %+v", now)
	}
	was[0].Head = 2
	if err := p.Store.(newsroom.Auditor).Rebuild(p.ctx, func(yield func(newsroom.Projection) error) error {
		other.create("2026-11-23-water-points", "Water points reopen", nil)
		return yield(was[0])
	}); err != nil {
		t.Fatal(err)
	}
	if now := projections(p); len(now) != 2 || now[0].Head != 2 || now[1].ID != "2026-11-23-water-points" {
		t.Errorf("a release created during the rebuild is not as it was: %+v", now)
	}
	gone := errors.New("the rows cannot be made")
	if err := p.Store.(newsroom.Auditor).Rebuild(p.ctx, func(func(newsroom.Projection) error) error { return gone }); !errors.Is(err, gone) {
		t.Errorf("got %v, want %v", err, gone)
	}
	if now := projections(p); len(now) != 2 {
		t.Errorf("a failed rebuild left %d rows of 2", len(now))
	}
}
