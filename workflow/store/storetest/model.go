package storetest

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/memory"
)

// model runs random batches, right and wrong ones, on the store and on the
// memory store: both must answer the same and hold the same.
func model(t *testing.T, place Place) {
	mine := open(t, place)
	theirs := press{t, memory.New(strings.ToLower), mine.ctx}
	round := 0
	rapid.Check(t, func(t *rapid.T) {
		round++ // a place is used for all rounds: streams of their own keep them apart
		streams := []workflow.StreamID{workflow.DeskStream}
		for i := range 3 {
			streams = append(streams, workflow.StreamID(fmt.Sprintf("key %d of round %d", i, round)))
		}
		for range rapid.IntRange(1, 8).Draw(t, "commands") {
			b := batch(t, theirs, streams, round)
			got, want := mine.Commit(mine.ctx, b), theirs.Commit(theirs.ctx, b)
			if class(got) != class(want) {
				t.Fatalf("commit %+v\n got %v\nwant %v", b, got, want)
			}
		}
		for _, s := range streams {
			if got, want := mine.load(s), theirs.load(s); !reflect.DeepEqual(got, want) {
				t.Fatalf("stream %s\n got %+v\nwant %+v", s, got, want)
			}
		}
		part := rapid.SampledFrom([]string{"r", "-1", fmt.Sprint("r", round, "-0"), "zz"}).Draw(t, "part")
		found, err := mine.Find(mine.ctx, part, 5)
		expected, _ := theirs.Find(theirs.ctx, part, 5)
		same(t, "find "+part, found, expected, err)
		q := newsroom.ListQuery{
			Stage:  rapid.SampledFrom(stages).Draw(t, "stage"),
			Search: rapid.SampledFrom([]string{"", "head", "Line 1", "x", "fuel head", "lank"}).Draw(t, "search"),
			Limit:  rapid.IntRange(0, 9).Draw(t, "limit"),
		}
		found, err = mine.List(mine.ctx, q)
		expected, _ = theirs.List(theirs.ctx, q)
		same(t, fmt.Sprintf("list %+v", q), found, expected, err)
		kinds := []newsroom.TaskKind{{Action: workflow.ActCheckout, Scope: "ar"}, {Action: workflow.ActApprove, Scope: "ar"}}
		waits, err := mine.waiting(q.Limit, kinds...)
		expectedWaits, _ := theirs.waiting(q.Limit, kinds...)
		same(t, "queue", waits, expectedWaits, err)
	})
	if got, want := projections(mine), projections(theirs); !reflect.DeepEqual(got, want) {
		t.Errorf("projections\n got %+v\nwant %+v", got, want)
	}
	mine.verify()
}

var stages = []workflow.Stage{"", workflow.Drafting, workflow.Ready}

// batch draws a batch; now and then with a head that has moved, a seq that
// leaves a gap, or a request that was used.
func batch(t *rapid.T, p press, streams []workflow.StreamID, round int) newsroom.Batch {
	s := rapid.SampledFrom(streams).Draw(t, "stream")
	request := fmt.Sprintf("r%d.%d", round, rapid.IntRange(0, 5).Draw(t, "request"))
	b := p.next(s, request, "Saved")
	if rapid.Bool().Draw(t, "second") {
		p.add(&b, rapid.SampledFrom(streams).Draw(t, "other"), request+"b", "Saved")
	}
	switch rapid.IntRange(0, 9).Draw(t, "fault") {
	case 0:
		b.Heads[0].Seq++
	case 1:
		b.Records[0].Seq++
		b.Records[0].Digest = b.Records[0].Sum()
	case 2:
		b.Records[0].Digest = "00"
	}
	c := words(rapid.StringMatching(`[a-c]`).Draw(t, "salt"), rapid.StringMatching(`[a-b]{0,2}`).Draw(t, "words"))
	switch rapid.IntRange(0, 4).Draw(t, "content") {
	case 0:
		b.Erase = []workflow.Ref{c.Ref}
	case 1, 2:
		b.Contents = []newsroom.Content{c}
	}
	if s != workflow.DeskStream && rapid.Bool().Draw(t, "rows") {
		i := rapid.IntRange(0, 3).Draw(t, "id")
		r := newsroom.Projection{Listed: newsroom.Listed{
			Key: s, ID: fmt.Sprintf("r%d-%d", round, i), Title: fmt.Sprint("Headline ", i), Source: "en", Created: morning, Updated: morning,
			Stage: rapid.SampledFrom(stages[1:]).Draw(t, "stage"), Head: b.Records[0].Seq,
		}}
		r.Words = rapid.SampledFrom([]string{"", "blankets fuel", "xylophones"}).Draw(t, "words of the texts")
		for range rapid.IntRange(0, 3).Draw(t, "tasks") {
			task := checkout(rapid.SampledFrom([]string{"", "high", "low", "as it comes"}).Draw(t, "priority"),
				rapid.SampledFrom([]string{"", "2026-11-30", "2026-12-01"}).Draw(t, "due"),
				morning.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "since"))*time.Hour))
			task.Action = rapid.SampledFrom([]workflow.Action{workflow.ActCheckout, workflow.ActApprove}).Draw(t, "action")
			r.Tasks = append(r.Tasks, task)
		}
		b.Rows = []newsroom.Projection{r}
	}
	return b
}

// class is what a caller can tell errors apart by.
func class(err error) string {
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, newsroom.ErrConflict):
		return "conflict"
	case errors.Is(err, newsroom.ErrNotFound):
		return "not found"
	}
	return "refused"
}

func same[T any](t *rapid.T, what string, got, want []T, err error) {
	if err != nil || len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("%s\n got %+v, %v\nwant %+v", what, got, err, want)
	}
}
