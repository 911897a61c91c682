package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
)

// history measures writing an event into the history and verifying all of it.
func (b *bench) history(ctx context.Context) error {
	if err := b.append(ctx); err != nil {
		return err
	}
	desk, err := pastDesk(ctx, b.cache, b.size.large)
	if err != nil {
		return err
	}
	took, err := interleaved(b.size.long, b.bayan(desk, "verify").run(ctx), b.bare(desk, "history").run(ctx))
	if err != nil {
		return err
	}
	b.ratio(fmt.Sprintf("verify, %s releases / bare program that hashes the same rows", grouped(b.size.large)),
		took[0].fastest(), took[1].fastest(), 1.5)
	return nil
}

// append makes a plan's event durable through the store, alone and with the
// queue's rows that follow from it, beside a transaction of two statements on a
// file with the same journal and as many rows.
func (b *bench) append(ctx context.Context) error {
	dir, err := os.MkdirTemp(b.cache, "append-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	root := filepath.Join(dir, "desk")
	if err := makePast(ctx, root, b.size.small); err != nil {
		return err
	}
	store, err := sqlite.Open(ctx, storeOf(root), sqlite.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	bare, err := openBare(ctx, filepath.Join(dir, "bare.db"), b.size.small)
	if err != nil {
		return err
	}
	defer bare.db.Close()
	plain, err := newPlanning(ctx, store, 0)
	if err != nil {
		return err
	}
	queued, err := newPlanning(ctx, store, 1)
	if err != nil {
		return err
	}
	queued.rows = true
	took, err := interleaved(b.size.appends,
		func() (time.Duration, error) { return plain.append(ctx) },
		func() (time.Duration, error) { return queued.append(ctx) },
		func() (time.Duration, error) { return bare.append(ctx, plain.last) })
	if err != nil {
		return err
	}
	b.ratio("append of one event / bare transaction of two statements", took[0].median(), took[2].median(), 1.5)
	b.ratio("append of one event and its queue rows / bare transaction of two statements", took[1].median(), took[2].median(), 1.5)
	return nil
}

// planning changes a release's priority for ever.
type planning struct {
	store *sqlite.Store
	desk  *workflow.Desk
	rel   *workflow.Release
	row   newsroom.Projection
	rows  bool
	last  workflow.Record
	n     int
}

// newPlanning takes up the nth release of a store.
func newPlanning(ctx context.Context, s *sqlite.Store, n int) (*planning, error) {
	p := &planning{store: s, desk: workflow.NewDesk(), rel: workflow.NewRelease()}
	found, err := s.Find(ctx, releaseID(n), 1)
	if err != nil || len(found) == 0 {
		return nil, errors.Join(err, newsroom.ErrNotFound)
	}
	for stream, apply := range map[workflow.StreamID]func(workflow.Record) error{
		workflow.DeskStream: p.desk.Apply, found[0].Key: p.rel.Apply,
	} {
		records, err := s.Load(ctx, stream, 0)
		if err != nil {
			return nil, err
		}
		for _, r := range records {
			if err := apply(r); err != nil {
				return nil, err
			}
		}
	}
	return p, s.Projections(ctx, func(row newsroom.Projection) error {
		if row.Key == p.rel.Key {
			p.row = row
		}
		return nil
	})
}

// append decides outside the measured time and commits within it.
func (p *planning) append(ctx context.Context) (time.Duration, error) {
	now := p.rel.LastAt.Add(time.Minute)
	heads := []newsroom.Head{{Stream: workflow.DeskStream, Seq: p.desk.Head}, {Stream: p.rel.Key, Seq: p.rel.Head}}
	priority := []string{"high", "normal"}[p.n%2]
	p.n++
	events, refusal := workflow.Decide(p.desk, p.rel, workflow.Actor{Member: writer},
		workflow.SetPlans{Plans: map[string]string{"priority": priority}}, workflow.Situation{Now: now})
	if refusal != nil || len(events) != 1 {
		return 0, fmt.Errorf("%d events, refused: %v", len(events), refusal)
	}
	r := workflow.Record{Stream: p.rel.Key, At: now, Member: writer, Auth: "claimed", Desk: p.desk.Head,
		Request: fmt.Sprintf("%032x.0", p.n)}
	var err error
	if r.Name, r.Version, r.Data, err = workflow.Encode(events[0]); err != nil {
		return 0, err
	}
	if err := p.rel.Next(&r); err != nil {
		return 0, err
	}
	p.last = r
	batch := newsroom.Batch{Heads: heads, Records: []workflow.Record{r}}
	if p.rows {
		p.row.Head, p.row.Updated = r.Seq, r.At
		for i := range p.row.Tasks {
			p.row.Tasks[i].Priority = priority
		}
		batch.Rows = []newsroom.Projection{p.row}
	}
	return timed(func() error { return p.store.Commit(ctx, batch) })()
}

// bareStore is a table of events and one of heads.
type bareStore struct{ db *sql.DB }

// openBare makes a file in the journal mode of a desk's store, with a head for
// each of n streams.
func openBare(ctx context.Context, path string, n int) (bareStore, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate&_pragma=journal_mode(truncate)&_pragma=synchronous(extra)")
	if err != nil {
		return bareStore{}, err
	}
	db.SetMaxOpenConns(1)
	b := bareStore{db}
	for _, statement := range []string{
		`CREATE TABLE event (n INTEGER PRIMARY KEY, stream TEXT, data BLOB)`,
		`CREATE TABLE head (stream TEXT PRIMARY KEY, seq INTEGER) WITHOUT ROWID`,
		fmt.Sprintf(`WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM c WHERE i+1 < %d)
			INSERT INTO head SELECT printf('%%032x', i), 0 FROM c`, n),
	} {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return b, errors.Join(err, db.Close())
		}
	}
	return b, nil
}

func (b bareStore) append(ctx context.Context, like workflow.Record) (time.Duration, error) {
	return timed(func() error {
		tx, err := b.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if _, err := tx.ExecContext(ctx, `INSERT INTO event (stream, data) VALUES (?, ?)`, like.Stream, like.Data); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE head SET seq = seq + 1 WHERE stream = ?`, fmt.Sprintf("%032x", 0)); err != nil {
			return err
		}
		return tx.Commit()
	})()
}
