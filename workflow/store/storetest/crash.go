package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// Crash commits batches to a store until it is killed, and writes a line for
// each that was acknowledged. Run it in a process of its own, name telling the
// processes apart; kill that at any time; then call Survived with the lines.
func Crash(ctx context.Context, s newsroom.Store, name string, acknowledged io.Writer) error {
	for i := 0; ; i++ {
		key := workflow.StreamID(fmt.Sprintf("key %s.%d", name, i/4))
		text := words(fmt.Sprint(name, i), fmt.Sprintf("# Version %d of %s\n%s", i%4, key, strings.Repeat("A paragraph. ", i%4*300)))
		for {
			b, err := burst(ctx, s, key, fmt.Sprintf("%s.%d", name, i), text)
			if err == nil {
				err = s.Commit(ctx, b)
			}
			if errors.Is(err, newsroom.ErrConflict) {
				continue // another process moved the desk
			}
			if err != nil {
				return err
			}
			break
		}
		if _, err := fmt.Fprintf(acknowledged, "%s.%d %s\n", name, i, text.Ref); err != nil {
			return err
		}
	}
}

// burst is a batch over two streams with content and rows.
func burst(ctx context.Context, s newsroom.Store, key workflow.StreamID, request string, text newsroom.Content) (newsroom.Batch, error) {
	b := newsroom.Batch{Contents: []newsroom.Content{text}}
	for _, stream := range []workflow.StreamID{key, workflow.DeskStream} {
		before, err := s.Load(ctx, stream, 0)
		if err != nil {
			return b, err
		}
		r := workflow.Record{
			Stream: stream, Seq: int64(len(before)) + 1, At: morning, Member: "mona", Auth: "claimed",
			Request: request, Name: "Saved", Version: 1, Data: []byte(`{"content":"` + text.Ref + `"}`),
		}
		if len(before) > 0 {
			r.Prev = before[len(before)-1].Digest
		}
		r.Digest = r.Sum()
		b.Heads = append(b.Heads, newsroom.Head{Stream: stream, Seq: r.Seq - 1})
		b.Records = append(b.Records, r)
	}
	b.Rows = []newsroom.Projection{{
		Listed: newsroom.Listed{Key: key, ID: strings.ReplaceAll(string(key), " ", "-"), Head: b.Records[0].Seq},
		Tasks:  make([]workflow.Task, b.Records[0].Seq%3),
	}}
	return b, nil
}

// Survived checks a store that Crash was killed in: every acknowledged batch is
// there whole, none is there in part, and every chain verifies.
func Survived(t *testing.T, place Place, acknowledged io.Reader) {
	t.Helper()
	p := open(t, place)
	p.verify()
	desk := map[string]bool{}
	for _, r := range p.load(workflow.DeskStream) {
		desk[r.Request] = true
	}
	releases := map[string]bool{}
	heads := map[workflow.StreamID]int64{}
	if err := p.Store.(newsroom.Auditor).Audit(p.ctx, func(r *workflow.Record) error {
		if r.Stream == workflow.DeskStream {
			return nil
		}
		releases[r.Request] = true
		heads[r.Stream] = r.Seq
		if !desk[r.Request] {
			t.Errorf("%s is in its release but not on the desk", r.Request)
		}
		ref := workflow.Ref(strings.TrimSuffix(strings.TrimPrefix(string(r.Data), `{"content":"`), `"}`))
		if _, err := p.Content(p.ctx, ref); err != nil {
			t.Errorf("%s: %v", r.Request, err)
		}
		return nil
	}, func(workflow.Ref) {}); err != nil {
		t.Error(err)
	}
	if len(desk) != len(releases) {
		t.Errorf("%d batches on the desk, %d in releases", len(desk), len(releases))
	}
	rows := projections(p)
	if len(rows) != len(heads) {
		t.Errorf("%d releases are listed, %d exist", len(rows), len(heads))
	}
	for _, r := range rows {
		if r.Head != heads[r.Key] || len(r.Tasks) != int(r.Head%3) {
			t.Errorf("%s is listed at %d with %d tasks, its stream is at %d", r.Key, r.Head, len(r.Tasks), heads[r.Key])
		}
	}
	lines := bufio.NewScanner(acknowledged)
	for lines.Scan() {
		request, ref, whole := strings.Cut(lines.Text(), " ")
		if !whole || len(ref) != 64 { // the process died while it wrote this line
			continue
		}
		if !desk[request] || !releases[request] {
			t.Errorf("%s was acknowledged and is lost", request)
		}
	}
}
