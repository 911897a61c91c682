package sqlite_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
)

// Each benchmark stands beside the least that a program can do for the same:
// compare the two of one run.

var ctx = context.Background()

const event = `{"language":"ar","version":3,"content":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","digest":"60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752","revisions":[{"id":"a1","digest":"fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13"},{"id":"a2","digest":"a4e624d686e03ed2767c0abd85c14426b0b1157d2ce81d27bb4fe4f6f01d688a"}]}`

func sealed(key workflow.StreamID, seq int64, prev workflow.Digest) workflow.Record {
	r := workflow.Record{
		Stream: key, Seq: seq, At: time.UnixMilli(1795336200000 + seq), Member: "khalid", Auth: "claimed", Desk: 9,
		Request: fmt.Sprintf("%s-%d", key, seq), Name: "CheckedIn", Version: 1, Data: []byte(event), Prev: prev,
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

// BenchmarkAppend makes one event durable: alone, as part of a release's life
// with content and rows, and as a bare transaction of two statements.
func BenchmarkAppend(b *testing.B) {
	key := workflow.StreamID("5f1c")
	start := func(b *testing.B) (*sqlite.Store, *workflow.Record) {
		s := open(b, filepath.Join(b.TempDir(), "desk.db"), sqlite.Options{Create: true})
		b.Cleanup(func() { s.Close() })
		return s, &workflow.Record{}
	}
	b.Run("event", func(b *testing.B) {
		s, last := start(b)
		for b.Loop() {
			r := sealed(key, last.Seq+1, last.Digest)
			if err := s.Commit(ctx, newsroom.Batch{Heads: []newsroom.Head{{Stream: key, Seq: last.Seq}}, Records: []workflow.Record{r}}); err != nil {
				b.Fatal(err)
			}
			*last = r
		}
	})
	b.Run("check-in", func(b *testing.B) {
		s, last := start(b)
		for b.Loop() {
			r := sealed(key, last.Seq+1, last.Digest)
			p := of(0)
			p.Key, p.Head = key, r.Seq
			text := content(fmt.Sprint(r.Seq), strings.Repeat("A paragraph of the release. ", 100))
			if err := s.Commit(ctx, newsroom.Batch{
				Heads:   []newsroom.Head{{Stream: key, Seq: last.Seq}, {Stream: workflow.DeskStream}},
				Records: []workflow.Record{r}, Contents: []newsroom.Content{text}, Rows: []newsroom.Projection{p},
			}); err != nil {
				b.Fatal(err)
			}
			*last = r
		}
	})
	b.Run("bare", func(b *testing.B) {
		c := bare(b, filepath.Join(b.TempDir(), "bare.db"))
		run(b, c, "PRAGMA journal_mode = truncate")
		run(b, c, "PRAGMA synchronous = extra")
		run(b, c, "CREATE TABLE record (n INTEGER PRIMARY KEY, stream TEXT, data BLOB)")
		run(b, c, "CREATE TABLE head (stream TEXT PRIMARY KEY, seq INTEGER) WITHOUT ROWID")
		run(b, c, "INSERT INTO head VALUES (?, 0)", string(key))
		for b.Loop() {
			run(b, c, "BEGIN IMMEDIATE")
			run(b, c, "INSERT INTO record (stream, data) VALUES (?, ?)", string(key), []byte(event))
			run(b, c, "UPDATE head SET seq = seq + 1 WHERE stream = ?", string(key))
			run(b, c, "COMMIT")
		}
	})
}

// BenchmarkAudit verifies 200,000 records; bare reads the same rows and hashes
// all their columns.
func BenchmarkAudit(b *testing.B) {
	const records = 200_000
	path := large(b, records/10, 10)
	b.Run("audit", func(b *testing.B) {
		s := open(b, path, sqlite.Options{})
		defer s.Close()
		for b.Loop() {
			n := 0
			var last workflow.Record
			if err := s.Audit(ctx, func(r *workflow.Record) error {
				if r.Seq > 1 && r.Prev != last.Digest || r.Sum() != r.Digest {
					return fmt.Errorf("%s %d does not follow", r.Stream, r.Seq)
				}
				last.Digest = r.Digest
				n++
				return nil
			}, func(workflow.Ref) {}); err != nil || n != records {
				b.Fatal(n, err)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		c := bare(b, path)
		for b.Loop() {
			rows, err := c.QueryContext(ctx, `SELECT key, place, at, member, for_, auth, desk, request, name, version, prev, digest, data
				FROM record JOIN stream ON stream.n = place >> 24 ORDER BY place`)
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for rows.Next() {
				var key, member, whom, auth, request, name string
				var place, at, desk, version int64
				var prev, digest, data []byte
				if err := rows.Scan(&key, &place, &at, &member, &whom, &auth, &desk, &request, &name, &version, &prev, &digest, &data); err != nil {
					b.Fatal(err)
				}
				h := sha256.New()
				for _, s := range []string{key, member, whom, auth, request, name} {
					h.Write([]byte(s))
				}
				h.Write(fmt.Appendf(nil, "%d %d %d %d", place, at, desk, version))
				h.Write(prev)
				h.Write(data)
				_ = hex.EncodeToString(h.Sum(nil))
				n++
			}
			if rows.Err() != nil || n != records {
				b.Fatal(n, rows.Err())
			}
		}
	})
}

// BenchmarkOpen opens a store and reads the first 50 of a queue, or one release;
// bare opens a file and reads 50 rows of ten columns by an index.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{1_000, 100_000} {
		path := large(b, n, 1)
		each := func(name string, f func(*sqlite.Store) error) {
			b.Run(fmt.Sprintf("%s of %d", name, n), func(b *testing.B) {
				for b.Loop() {
					s, err := sqlite.Open(ctx, path, sqlite.Options{})
					if err == nil {
						err = f(s)
					}
					if err != nil {
						b.Fatal(err)
					}
					s.Close()
				}
			})
		}
		each("queue", func(s *sqlite.Store) error {
			got, err := s.Queue(ctx, []newsroom.TaskKind{{Action: workflow.ActCheckout, Scope: "ar"}}, 50)
			if len(got) != 50 {
				return fmt.Errorf("%d rows, %w", len(got), err)
			}
			return err
		})
		each("release", func(s *sqlite.Store) error {
			found, err := s.Find(ctx, of(n/2).ID, 11)
			if err != nil || len(found) != 1 {
				return fmt.Errorf("%d found, %w", len(found), err)
			}
			_, err = s.Load(ctx, found[0].Key, 0)
			return err
		})
		other := filepath.Join(b.TempDir(), "bare.db")
		c := bare(b, other)
		run(b, c, "CREATE TABLE task (n INTEGER PRIMARY KEY, action TEXT, scope TEXT, due TEXT, since INTEGER, id TEXT, title TEXT, state TEXT, stage TEXT, version INTEGER)")
		run(b, c, "BEGIN")
		for i := range n {
			p := of(i)
			run(b, c, "INSERT INTO task (action, scope, due, since, id, title, state, stage, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
				"checkout", "ar", "2026-12-01", p.Created.UnixMilli(), p.ID, p.Title, "pending", "translating", 1)
		}
		run(b, c, "COMMIT")
		run(b, c, "CREATE INDEX queue ON task (action, scope, due, since)")
		b.Run(fmt.Sprintf("bare of %d", n), func(b *testing.B) {
			for b.Loop() {
				db, err := sql.Open("sqlite", "file:"+other)
				if err != nil {
					b.Fatal(err)
				}
				rows, err := db.QueryContext(ctx, "SELECT n, action, scope, due, since, id, title, state, stage, version FROM task WHERE action = ? AND scope = ? ORDER BY due, since LIMIT 50", "checkout", "ar")
				if err != nil {
					b.Fatal(err)
				}
				got := 0
				for ; rows.Next(); got++ {
					var n, since, version int64
					var action, scope, due, id, title, state, stage string
					if err := rows.Scan(&n, &action, &scope, &due, &since, &id, &title, &state, &stage, &version); err != nil {
						b.Fatal(err)
					}
				}
				if rows.Err() != nil || got != 50 {
					b.Fatal(got, rows.Err())
				}
				db.Close()
			}
		})
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
