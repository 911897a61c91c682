// Package storetest is the one suite that every store of a newsroom passes. A
// store's own test calls Run with a way to make places, empty ones, and to open
// a place as often as it likes, as other processes would; Crash in a process
// that the test kills, and Survived on what that left.
package storetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// Place is where one store lives.
type Place struct {
	// Open opens the store as another process would. Its searches fold letters
	// to lower case. The test closes it.
	Open func(testing.TB) newsroom.Store
	// Copy opens a file that Backup wrote; nil for a store that writes none.
	Copy func(t testing.TB, path string) newsroom.Store
}

// Run puts a store through the suite; each test gets a new, empty place.
func Run(t *testing.T, place func(testing.TB) Place) {
	for _, test := range []struct {
		name string
		f    func(*testing.T, Place)
	}{
		{"two writers at one head", twoWriters},
		{"a decision on a moved desk stream", movedDesk},
		{"one winner among 64 claims", oneClaim},
		{"a retry does nothing twice", retry},
		{"several streams at once or not at all", severalStreams},
		{"only sealed records and true content", sealed},
		{"a cancelled context changes nothing", cancelled},
		{"streams are read as they were written", load},
		{"an event of a newer version", futureEvent},
		{"content", content},
		{"erased content", erased},
		{"what was seen", seen},
		{"find by id", find},
		{"an id belongs to one release", oneID},
		{"list", list},
		{"the queue", queue},
		{"a task is replaced with its release", replaced},
		{"streams and audit", audit},
		{"projection equals its rebuild", rebuild},
		{"rebuild while others write", rebuildMoved},
		{"everything is there when opened again", reopened},
		{"backup", backup},
		{"any commands answer as the memory store does", model},
	} {
		t.Run(test.name, func(t *testing.T) { test.f(t, place(t)) })
	}
}

// press writes what a newsroom would write.
type press struct {
	testing.TB
	newsroom.Store
	ctx context.Context
}

func open(t testing.TB, p Place) press {
	s := p.Open(t)
	t.Cleanup(func() { s.Close() })
	return press{t, s, context.Background()}
}

var morning = time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC)

// next is the batch that puts one event behind the present head of a stream,
// seen from the present desk.
func (p press) next(stream workflow.StreamID, request, event string) newsroom.Batch {
	p.Helper()
	b := newsroom.Batch{Heads: []newsroom.Head{{Stream: stream, Seq: p.head(stream)}}}
	if stream != workflow.DeskStream {
		b.Heads = append(b.Heads, newsroom.Head{Stream: workflow.DeskStream, Seq: p.head(workflow.DeskStream)})
	}
	p.add(&b, stream, request, event)
	return b
}

// add seals one more event behind those of the batch and of the store.
func (p press) add(b *newsroom.Batch, stream workflow.StreamID, request, event string) {
	p.Helper()
	before := append(p.load(stream), slices.DeleteFunc(slices.Clone(b.Records), func(r workflow.Record) bool { return r.Stream != stream })...)
	r := workflow.Record{
		Stream: stream, Seq: int64(len(before)) + 1, At: morning.Add(time.Duration(len(before)) * time.Minute),
		Member: "mona", For: "khalid", Auth: "claimed", Desk: p.head(workflow.DeskStream),
		Request: request, Name: event, Version: 1, Data: fmt.Appendf(nil, `{"language":"ar","version":%d}`, len(before)),
	}
	if len(before) > 0 {
		r.Prev = before[len(before)-1].Digest
	}
	r.Digest = r.Sum()
	b.Records = append(b.Records, r)
}

func (p press) load(stream workflow.StreamID) []workflow.Record {
	p.Helper()
	records, err := p.Load(p.ctx, stream, 0)
	if err != nil {
		p.Fatalf("load %s: %v", stream, err)
	}
	return records
}

func (p press) head(stream workflow.StreamID) int64 { p.Helper(); return int64(len(p.load(stream))) }

func (p press) commit(b newsroom.Batch) {
	p.Helper()
	if err := p.Commit(p.ctx, b); err != nil {
		p.Fatalf("commit: %v", err)
	}
}

// create makes a release with rows and returns its key.
func (p press) create(id, title string, change func(*newsroom.Projection)) workflow.StreamID {
	p.Helper()
	key := workflow.StreamID("key of " + id)
	b := p.next(key, "create "+id, "Created")
	row := newsroom.Projection{Listed: newsroom.Listed{
		Key: key, ID: id, Title: title, Source: "en", Languages: []workflow.Language{"en", "ar"},
		Stage: workflow.Drafting, Created: morning, Updated: morning, Head: 1,
	}}
	if change != nil {
		change(&row)
	}
	b.Rows = []newsroom.Projection{row}
	p.commit(b)
	return key
}

// words are content with a salt of their own.
func words(salt, text string) newsroom.Content {
	c := newsroom.Content{Salt: fmt.Appendf(nil, "%-16.16s", salt), Bytes: []byte(text)}
	sum := sha256.Sum256(append(slices.Clone(c.Salt), c.Bytes...))
	c.Ref = workflow.Ref(hex.EncodeToString(sum[:]))
	return c
}

// verify checks every chain and every content row of a store.
func (p press) verify() {
	p.Helper()
	last := map[workflow.StreamID]workflow.Record{}
	if err := p.Store.(newsroom.Auditor).Audit(p.ctx, func(r *workflow.Record) error {
		was := last[r.Stream]
		if r.Seq != was.Seq+1 || r.Prev != was.Digest || r.Digest != r.Sum() {
			return fmt.Errorf("%s %d does not follow", r.Stream, r.Seq)
		}
		last[r.Stream] = *r
		return nil
	}, func(ref workflow.Ref) { p.Errorf("content %s is damaged", ref) }); err != nil {
		p.Errorf("audit: %v", err)
	}
}

func ids(rows []newsroom.Listed) []string {
	all := []string{}
	for _, l := range rows {
		all = append(all, l.ID)
	}
	return all
}
