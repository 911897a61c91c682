package sqlite_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
)

// Each benchmark runs in turns with the least that a program can do for the
// same, and reports the medians, in microseconds, and their ratios.

// contender is one way to do it; the last of a race is the bare one.
type contender struct {
	name string
	f    func() error
}

func race(b *testing.B, all ...contender) {
	times := make([][]float64, len(all))
	for b.Loop() {
		for i, c := range all {
			start := time.Now()
			if err := c.f(); err != nil {
				b.Fatalf("%s: %v", c.name, err)
			}
			times[i] = append(times[i], float64(time.Since(start).Microseconds()))
		}
	}
	median := func(i int) float64 { slices.Sort(times[i]); return times[i][len(times[i])/2] }
	least := median(len(all) - 1)
	b.ReportMetric(0, "ns/op") // of all together: says nothing
	b.ReportMetric(least, all[len(all)-1].name+"-µs")
	for i, c := range all[:len(all)-1] {
		b.ReportMetric(median(i), c.name+"-µs")
		b.ReportMetric(median(i)/least, c.name+"-ratio")
	}
}

var ctx = context.Background()

const stored = `{"language":"ar","version":3,"content":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","digest":"60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752","revisions":[{"id":"a1","digest":"fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13"},{"id":"a2","digest":"a4e624d686e03ed2767c0abd85c14426b0b1157d2ce81d27bb4fe4f6f01d688a"}]}`

func sealed(key workflow.StreamID, seq int64, prev workflow.Digest) workflow.Record {
	r := workflow.Record{
		Stream: key, Seq: seq, At: time.UnixMilli(1795336200000 + seq), Member: "khalid", Auth: "claimed", Desk: 9,
		Request: fmt.Sprintf("%s-%d", key, seq), Name: "CheckedIn", Version: 1, Data: []byte(stored), Prev: prev,
	}
	r.Digest = r.Sum()
	return r
}

// of is a release among many, with two tasks.
func of(i int) newsroom.Projection {
	at := time.UnixMilli(1795336200000 + int64(i)*1000).UTC()
	task := workflow.Task{
		Action: workflow.ActCheckout, Scope: "ar", Language: "ar", State: workflow.Pending, Stage: workflow.Translating,
		Since: at, Due: "2026-12-01", Authors: []workflow.MemberID{"mona"},
	}
	review := task
	review.Action, review.Scope, review.Version = workflow.ActApprove, "en", 2
	return newsroom.Projection{Listed: newsroom.Listed{
		Key: workflow.StreamID(fmt.Sprintf("%032x", i)), ID: fmt.Sprintf("2026-11-22-release-%06d", i),
		Title: fmt.Sprintf("Winter training number %d begins in the harbour", i), Source: "en",
		Languages: []workflow.Language{"en", "ar"}, Stage: workflow.Translating, Created: at, Updated: at, Head: 1,
	}, Tasks: []workflow.Task{task, review}}
}

// large makes a store of n releases with each events and returns its path.
func large(b *testing.B, n, each int) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "desk.db")
	s := open(b, path, sqlite.Options{Create: true, Fold: strings.ToLower})
	defer s.Close()
	const step = 2000
	for from := 0; from < n; from += step {
		var batch newsroom.Batch
		for i := from; i < min(from+step, n); i++ {
			p := of(i)
			prev := workflow.Digest("")
			for seq := range each {
				r := sealed(p.Key, int64(seq)+1, prev)
				prev = r.Digest
				batch.Records = append(batch.Records, r)
			}
			batch.Rows = append(batch.Rows, p)
		}
		if err := s.Commit(ctx, batch); err != nil {
			b.Fatal(err)
		}
	}
	return path
}

func bare(b *testing.B, path string) *sql.Conn {
	b.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		b.Fatal(err)
	}
	c, err := db.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { c.Close(); db.Close() })
	return c
}

func run(b *testing.B, c *sql.Conn, query string, args ...any) {
	b.Helper()
	if _, err := c.ExecContext(ctx, query, args...); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkAppend makes one event durable: alone, and as a check-in with content
// and rows; bare is a transaction of two statements.
func BenchmarkAppend(b *testing.B) {
	dir := b.TempDir()
	writer := func(name string, batch func(last workflow.Record) newsroom.Batch) func() error {
		s := open(b, filepath.Join(dir, name), sqlite.Options{Create: true})
		b.Cleanup(func() { s.Close() })
		var last workflow.Record
		return func() error {
			next := batch(last)
			last = next.Records[0]
			return s.Commit(ctx, next)
		}
	}
	key := workflow.StreamID("5f1c")
	event := func(last workflow.Record) newsroom.Batch {
		return newsroom.Batch{
			Heads:   []newsroom.Head{{Stream: key, Seq: last.Seq}},
			Records: []workflow.Record{sealed(key, last.Seq+1, last.Digest)},
		}
	}
	checkIn := func(last workflow.Record) newsroom.Batch {
		batch := event(last)
		p := of(0)
		p.Key, p.Head = key, last.Seq+1
		batch.Heads = append(batch.Heads, newsroom.Head{Stream: workflow.DeskStream})
		batch.Contents = []newsroom.Content{content(fmt.Sprint(last.Seq), strings.Repeat("A paragraph of the release. ", 100))}
		batch.Rows = []newsroom.Projection{p}
		return batch
	}
	c := bare(b, filepath.Join(dir, "bare.db"))
	for _, query := range []string{
		"PRAGMA journal_mode = truncate", "PRAGMA synchronous = extra",
		"CREATE TABLE record (n INTEGER PRIMARY KEY, stream TEXT, data BLOB)",
		"CREATE TABLE head (stream TEXT PRIMARY KEY, seq INTEGER) WITHOUT ROWID",
		"INSERT INTO head VALUES ('5f1c', 0)",
	} {
		run(b, c, query)
	}
	race(b, contender{"event", writer("event.db", event)}, contender{"check-in", writer("check-in.db", checkIn)},
		contender{"bare", func() error {
			run(b, c, "BEGIN IMMEDIATE")
			run(b, c, "INSERT INTO record (stream, data) VALUES (?, ?)", string(key), []byte(stored))
			run(b, c, "UPDATE head SET seq = seq + 1 WHERE stream = ?", string(key))
			run(b, c, "COMMIT")
			return nil
		}})
}

// BenchmarkAudit verifies 200,000 records; bare reads the same rows and hashes
// all their columns.
func BenchmarkAudit(b *testing.B) {
	const records = 200_000
	path := large(b, records/10, 10)
	s := open(b, path, sqlite.Options{})
	defer s.Close()
	c := bare(b, path)
	race(b, contender{"audit", func() error {
		n := 0
		var last workflow.Digest
		err := s.Audit(ctx, func(r *workflow.Record) error {
			if r.Seq > 1 && r.Prev != last || r.Sum() != r.Digest {
				return fmt.Errorf("%s %d does not follow", r.Stream, r.Seq)
			}
			last = r.Digest
			n++
			return nil
		}, func(workflow.Ref) {})
		return counted(n, records, err)
	}}, contender{"bare", func() error {
		rows, err := c.QueryContext(ctx, `SELECT key, place, at, member, for_, auth, desk, request, name, version, prev, digest, data
			FROM record JOIN stream ON stream.n = place >> 24 ORDER BY place`)
		if err != nil {
			return err
		}
		defer rows.Close()
		n := 0
		for ; rows.Next(); n++ {
			var key, member, whom, auth, request, name string
			var place, at, desk, version int64
			var prev, digest, data []byte
			if err := rows.Scan(&key, &place, &at, &member, &whom, &auth, &desk, &request, &name, &version, &prev, &digest, &data); err != nil {
				return err
			}
			h := sha256.New()
			for _, s := range []string{key, member, whom, auth, request, name} {
				h.Write([]byte(s))
			}
			h.Write(fmt.Appendf(nil, "%d %d %d %d", place, at, desk, version))
			h.Write(prev)
			h.Write(data)
			_ = hex.EncodeToString(h.Sum(nil))
		}
		return counted(n, records, rows.Err())
	}})
}

func counted(n, want int, err error) error {
	if err == nil && n != want {
		err = fmt.Errorf("%d of %d", n, want)
	}
	return err
}

// BenchmarkOpen opens a store and reads the first 50 of a queue, or one release;
// bare opens a file and reads 50 rows of ten columns by an index. What a process
// needs to start comes on top of each.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			path := large(b, n, 1)
			opened := func(name string, f func(*sqlite.Store) error) contender {
				return contender{name, func() error {
					s, err := sqlite.Open(ctx, path, sqlite.Options{})
					if err != nil {
						return err
					}
					defer s.Close()
					return f(s)
				}}
			}
			race(b, opened("queue", func(s *sqlite.Store) error {
				got := 0
				err := s.Queue(ctx, []newsroom.TaskKind{{Action: workflow.ActCheckout, Scope: "ar"}}, func(newsroom.QueueRow) bool {
					got++
					return got < 50
				})
				return counted(got, 50, err)
			}), opened("release", func(s *sqlite.Store) error {
				found, err := s.Find(ctx, of(n/2).ID, 11)
				if err := counted(len(found), 1, err); err != nil {
					return err
				}
				_, err = s.Load(ctx, found[0].Key, 0)
				return err
			}), contender{"bare", bareQueue(b, n)})
		})
	}
}

func bareQueue(b *testing.B, n int) func() error {
	path := filepath.Join(b.TempDir(), "bare.db")
	c := bare(b, path)
	run(b, c, "CREATE TABLE task (n INTEGER PRIMARY KEY, action TEXT, scope TEXT, due TEXT, since INTEGER, id TEXT, title TEXT, state TEXT, stage TEXT, version INTEGER)")
	run(b, c, "BEGIN")
	for i := range n {
		p := of(i)
		run(b, c, "INSERT INTO task (action, scope, due, since, id, title, state, stage, version) VALUES ('checkout', 'ar', '2026-12-01', ?, ?, ?, 'pending', 'translating', 1)",
			p.Created.UnixMilli(), p.ID, p.Title)
	}
	run(b, c, "COMMIT")
	run(b, c, "CREATE INDEX queue ON task (action, scope, due, since)")
	return func() error {
		db, err := sql.Open("sqlite", "file:"+path)
		if err != nil {
			return err
		}
		defer db.Close()
		rows, err := db.QueryContext(ctx, "SELECT * FROM task WHERE action = ? AND scope = ? ORDER BY due, since LIMIT 50", "checkout", "ar")
		if err != nil {
			return err
		}
		defer rows.Close()
		got := 0
		for ; rows.Next(); got++ {
			var n, since, version int64
			var action, scope, due, id, title, state, stage string
			if err := rows.Scan(&n, &action, &scope, &due, &since, &id, &title, &state, &stage, &version); err != nil {
				return err
			}
		}
		return counted(got, 50, rows.Err())
	}
}

// BenchmarkLists searches 100,000 releases.
func BenchmarkLists(b *testing.B) {
	path := large(b, 100_000, 1)
	s := open(b, path, sqlite.Options{Fold: strings.ToLower})
	defer s.Close()
	for name, f := range map[string]func() ([]newsroom.Listed, error){
		"find a part that fits one":  func() ([]newsroom.Listed, error) { return s.Find(ctx, "release-05000", 1) },
		"find a part that fits none": func() ([]newsroom.Listed, error) { return s.Find(ctx, "spring", 11) },
		"a page":                     func() ([]newsroom.Listed, error) { return s.List(ctx, newsroom.ListQuery{Limit: 50}) },
		"a page of a stage": func() ([]newsroom.Listed, error) {
			return s.List(ctx, newsroom.ListQuery{Limit: 50, Stage: workflow.Translating, After: of(50_000).ID})
		},
		"words that nothing has": func() ([]newsroom.Listed, error) {
			return s.List(ctx, newsroom.ListQuery{Limit: 50, Search: "summer regatta"})
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := f(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
