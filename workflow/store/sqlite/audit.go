package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// page is how many rows are read before the caller sees them and others may
// write.
const page = 1000

// Streams is described at newsroom.Auditor.
func (s *Store) Streams(ctx context.Context, f func(key workflow.StreamID, head int64) error) error {
	return s.paged(ctx, `SELECT n, key, (SELECT coalesce(max(place), 0) & 16777215 FROM record
		WHERE place BETWEEN stream.n << 24 AND stream.n << 24 | 16777215)
		FROM stream WHERE n > ? ORDER BY n LIMIT ?`,
		func(rows *sql.Rows, last *int64) (func() error, error) {
			var h newsroom.Head
			if err := rows.Scan(last, &h.Stream, &h.Seq); err != nil {
				return nil, err
			}
			return func() error { return f(h.Stream, h.Seq) }, nil
		})
}

// Heads is described at newsroom.Auditor.
func (s *Store) Heads(ctx context.Context, f func(key workflow.StreamID, head int64) error) error {
	return s.paged(ctx, `SELECT n, key, head FROM release WHERE n > ? ORDER BY n LIMIT ?`,
		func(rows *sql.Rows, last *int64) (func() error, error) {
			var h newsroom.Head
			if err := rows.Scan(last, &h.Stream, &h.Seq); err != nil {
				return nil, err
			}
			return func() error { return f(h.Stream, h.Seq) }, nil
		})
}

// Audit is described at newsroom.Auditor. The record that f gets is its own for
// the time of the call.
func (s *Store) Audit(ctx context.Context, f func(*workflow.Record) error, damaged func(workflow.Ref)) error {
	if err := s.auditRecords(ctx, f); err != nil {
		return err
	}
	return s.paged(ctx, `SELECT n, ref, salt, bytes FROM content WHERE n > ? AND bytes IS NOT NULL ORDER BY n LIMIT ?`,
		func(rows *sql.Rows, last *int64) (func() error, error) {
			var ref, salt, words sql.RawBytes
			if err := rows.Scan(last, &ref, &salt, &words); err != nil {
				return nil, err
			}
			if sum := contentSum(salt, words); bytes.Equal(sum[:], ref) {
				return nil, nil
			}
			broken := workflow.Ref(hex.EncodeToString(ref))
			return func() error { damaged(broken); return nil }, nil
		})
}

func (s *Store) auditRecords(ctx context.Context, f func(*workflow.Record) error) error {
	records := make([]workflow.Record, page)
	var scan scanner
	for last := int64(0); ; {
		n := 0
		if err := s.read(ctx, func(t *session) error {
			rows, err := t.rows(`SELECT place, key, `+recordColumns+` FROM record
				JOIN stream ON stream.n = place >> 24 WHERE place > ? ORDER BY place LIMIT ?`, last, page)
			if err != nil {
				return err
			}
			defer rows.Close()
			for ; rows.Next(); n++ {
				if err := scan.scan(rows, &records[n], &last, (*string)(&records[n].Stream)); err != nil {
					return err
				}
			}
			return rows.Err()
		}); err != nil {
			return err
		}
		for i := range records[:n] {
			if err := f(&records[i]); err != nil {
				return err
			}
		}
		if n < page {
			return nil
		}
	}
}

// paged reads a table a page at a time. The query takes the key of the last row
// and the size of a page; scan sets that key and returns what is to be done
// with the row once the page is read, nil for nothing.
func (s *Store) paged(ctx context.Context, query string, scan func(rows *sql.Rows, last *int64) (func() error, error)) error {
	for last := int64(0); ; {
		var todo []func() error
		n := 0
		if err := s.read(ctx, func(t *session) error {
			rows, err := t.rows(query, last, page)
			if err != nil {
				return err
			}
			defer rows.Close()
			for ; rows.Next(); n++ {
				f, err := scan(rows, &last)
				if err != nil {
					return err
				}
				if f != nil {
					todo = append(todo, f)
				}
			}
			return rows.Err()
		}); err != nil {
			return err
		}
		for _, f := range todo {
			if err := f(); err != nil {
				return err
			}
		}
		if n < page {
			return nil
		}
	}
}

// Backup writes a whole copy to a new file; one that is there already is kept
// and is an error. What a crash leaves before it returns is at most a file whose
// name ends in .part.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return &fs.PathError{Op: "backup", Path: path, Err: fs.ErrExist}
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := s.read(ctx, func(t *session) error { return t.exec(`VACUUM INTO ?`, part) }); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path)) // the engine has synced the file; its name is the folder's
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Check reads every page and says what does not fit together: what Audit, which
// reads records and content alone, cannot see.
func (s *Store) Check(ctx context.Context) error {
	var found string
	err := s.read(ctx, func(t *session) error {
		_, err := t.one(`PRAGMA quick_check(1)`, nil, &found)
		return err
	})
	if err == nil && found != "ok" {
		err = &newsroom.DamageError{Code: Damaged, Path: s.path, Detail: found}
	}
	return err
}
