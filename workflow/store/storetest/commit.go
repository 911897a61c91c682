package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

const training workflow.StreamID = "key of 2026-11-22-winter-training"

func twoWriters(t *testing.T, place Place) {
	a, b := open(t, place), open(t, place)
	a.commit(a.next(training, "r1", "Created"))
	mine, theirs := a.next(training, "r2", "CheckedOut"), b.next(training, "r3", "CheckedOut")
	lost := words("b", "a draft that came second")
	theirs.Contents = []newsroom.Content{lost}

	a.commit(mine)
	if err := b.Commit(b.ctx, theirs); !errors.Is(err, newsroom.ErrConflict) {
		t.Fatalf("the second writer got %v, want ErrConflict", err)
	}
	if records := b.load(training); len(records) != 2 || records[1].Request != "r2" {
		t.Errorf("the stream holds %d records, the last of %q", len(records), records[len(records)-1].Request)
	}
	if _, err := b.Content(b.ctx, lost.Ref); !errors.Is(err, newsroom.ErrNotFound) {
		t.Errorf("the loser's content: %v, want ErrNotFound", err)
	}
	b.commit(b.next(training, "r3", "CheckedOut")) // decided again
}

func movedDesk(t *testing.T, place Place) {
	p := open(t, place)
	p.commit(p.next(workflow.DeskStream, "init", "DeskCreated"))
	p.commit(p.next(training, "r1", "Created"))
	approve := p.next(training, "r2", "ApprovalGiven")
	p.commit(p.next(workflow.DeskStream, "revoke", "RoleRevoked"))

	if err := p.Commit(p.ctx, approve); !errors.Is(err, newsroom.ErrConflict) {
		t.Errorf("an approval decided before a role was revoked got %v, want ErrConflict", err)
	}
	if p.head(training) != 1 {
		t.Error("it was written all the same")
	}
}

func oneClaim(t *testing.T, place Place) {
	p := open(t, place)
	p.commit(p.next(training, "r1", "Created"))
	processes := []press{p, open(t, place), open(t, place), open(t, place)}
	answers := make([]error, 64)
	var claims []newsroom.Batch
	for i := range answers {
		claims = append(claims, p.next(training, fmt.Sprint("claim ", i), "CheckedOut"))
	}
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			d := processes[i%len(processes)]
			answers[i] = d.Commit(d.ctx, claims[i])
		})
	}
	all.Wait()
	winner := slices.Index(answers, nil)
	if winner < 0 {
		t.Fatalf("nobody got the text: %v", answers)
	}
	for i, err := range answers {
		if i != winner && !errors.Is(err, newsroom.ErrConflict) {
			t.Errorf("claim %d got %v, want ErrConflict beside claim %d", i, err, winner)
		}
	}
	if records := p.load(training); len(records) != 2 || records[1].Request != claims[winner].Records[0].Request {
		t.Errorf("the stream does not hold the winner's claim alone: %v", records)
	}
}

func retry(t *testing.T, place Place) {
	p := open(t, place)
	p.commit(p.next(workflow.DeskStream, "init", "DeskCreated"))
	first := p.next(training, "r1", "Created")
	p.add(&first, training, "r1", "CheckedOut") // one request, two events
	p.commit(first)
	p.commit(first)
	p.commit(p.next(training, "r2", "Saved"))
	p.commit(first) // the answer to the first was lost on the way
	if n := p.head(training); n != 3 {
		t.Errorf("after retries the stream holds %d records, want 3", n)
	}
	again := p.next(training, "r1", "Created") // decided again on present heads
	p.commit(again)
	if n := p.head(training); n != 3 {
		t.Errorf("a request that was decided again was written again: %d records, want 3", n)
	}
	other := workflow.StreamID("key of 2026-11-23-water-points")
	p.commit(p.next(other, "r1", "Created"))
	if n := p.head(other); n != 1 {
		t.Errorf("a request of another release was taken for a retry")
	}
	for range 2 { // without a request nothing is a retry
		p.commit(p.next(other, "", "Saved"))
	}
	if n := p.head(other); n != 3 {
		t.Errorf("the stream holds %d records, want 3", n)
	}
}

func severalStreams(t *testing.T, place Place) {
	p := open(t, place)
	letter := words("a", "please forget my name")
	whole := p.next(training, "r1", "Created")
	p.add(&whole, workflow.DeskStream, "r1", "MemberAdded")
	whole.Contents = []newsroom.Content{letter}

	broken := whole
	broken.Records = slices.Clone(whole.Records)
	broken.Records[1].Seq = 2
	if err := p.Commit(p.ctx, broken); !errors.Is(err, newsroom.ErrConflict) {
		t.Errorf("a record that does not follow got %v, want ErrConflict", err)
	}
	broken = whole
	broken.Erase = []workflow.Ref{words("b", "never kept").Ref}
	if err := p.Commit(p.ctx, broken); !errors.Is(err, newsroom.ErrNotFound) {
		t.Errorf("erasing what was never there got %v, want ErrNotFound", err)
	}
	broken = whole
	broken.Rows = []newsroom.Projection{{Listed: newsroom.Listed{Key: "nobody's", ID: "nobody"}}}
	if err := p.Commit(p.ctx, broken); !errors.Is(err, newsroom.ErrNotFound) {
		t.Errorf("rows of no stream got %v, want ErrNotFound", err)
	}
	if p.head(training)+p.head(workflow.DeskStream) != 0 {
		t.Error("half of a batch was written")
	}
	if _, err := p.Content(p.ctx, letter.Ref); !errors.Is(err, newsroom.ErrNotFound) {
		t.Errorf("content of a refused batch: %v, want ErrNotFound", err)
	}
	p.commit(whole)
	if p.head(training) != 1 || p.head(workflow.DeskStream) != 1 {
		t.Error("the whole batch is not there")
	}
}

func sealed(t *testing.T, place Place) {
	p := open(t, place)
	p.commit(p.next(training, "r1", "Created"))
	for name, spoil := range map[string]func(*newsroom.Batch){
		"a digest of something else": func(b *newsroom.Batch) { b.Records[0].Data = []byte(`{"version":9}`) },
		"no link to the one before": func(b *newsroom.Batch) {
			b.Records[0].Prev = ""
			b.Records[0].Digest = b.Records[0].Sum()
		},
		"content that is not its ref": func(b *newsroom.Batch) {
			c := words("a", "as approved")
			c.Bytes = []byte("as changed")
			b.Contents = []newsroom.Content{c}
		},
	} {
		b := p.next(training, "r2", "Saved")
		spoil(&b)
		if err := p.Commit(p.ctx, b); err == nil || errors.Is(err, newsroom.ErrConflict) {
			t.Errorf("%s: got %v, want a refusal that no retry can mend", name, err)
		}
		if n := p.head(training); n != 1 {
			t.Fatalf("%s: was written", name)
		}
	}
	skip := p.next(training, "r2", "Saved")
	skip.Heads, skip.Records[0].Seq = nil, 3
	skip.Records[0].Digest = skip.Records[0].Sum()
	if err := p.Commit(p.ctx, skip); !errors.Is(err, newsroom.ErrConflict) {
		t.Errorf("a seq that leaves a gap got %v, want ErrConflict", err)
	}
}

func cancelled(t *testing.T, place Place) {
	p := open(t, place)
	b := p.next(training, "r1", "Created")
	ctx, cancel := context.WithCancel(p.ctx)
	cancel()
	if err := p.Commit(ctx, b); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if p.head(training) != 0 {
		t.Error("it was written all the same")
	}
	p.commit(b)
}
