package sqlite

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

const recordColumns = `record.place & 16777215, at, member, for_, auth, desk, request, name, version, prev, digest, data`

// scanner reads recordColumns. It is made once for many rows, and its parts are
// of the types that database/sql fills without detours.
type scanner struct {
	at, version  int64
	prev, digest sql.RawBytes
	into         []any
}

// scan reads a row into r, what was asked for before the columns into before.
func (s *scanner) scan(rows *sql.Rows, r *workflow.Record, before ...any) error {
	s.into = append(append(s.into[:0], before...), &r.Seq, &s.at, (*string)(&r.Member), (*string)(&r.For), &r.Auth, &r.Desk,
		&r.Request, &r.Name, &s.version, &s.prev, &s.digest, &r.Data)
	if err := rows.Scan(s.into...); err != nil {
		return err
	}
	r.At, r.Version = time.UnixMilli(s.at).UTC(), int(s.version)
	r.Prev, r.Digest = workflow.Digest(hex.EncodeToString(s.prev)), workflow.Digest(hex.EncodeToString(s.digest))
	return nil
}

// Load is described at newsroom.Store.
func (s *Store) Load(ctx context.Context, key workflow.StreamID, after int64) ([]workflow.Record, error) {
	var all []workflow.Record
	err := s.read(ctx, func(t *session) error {
		rows, err := t.rows(`SELECT `+recordColumns+` FROM stream JOIN record
			ON record.place BETWEEN (stream.n << 24) + ? AND stream.n << 24 | 16777215
			WHERE stream.key = ? ORDER BY record.place`, max(after, 0)+1, key)
		if err != nil {
			return err
		}
		defer rows.Close()
		var s scanner
		for rows.Next() {
			r := workflow.Record{Stream: key}
			if err := s.scan(rows, &r); err != nil {
				return err
			}
			all = append(all, r)
		}
		return rows.Err()
	})
	return all, err
}

// Content is described at newsroom.Store.
func (s *Store) Content(ctx context.Context, refs ...workflow.Ref) ([][]byte, error) {
	all := make([][]byte, len(refs))
	err := s.read(ctx, func(t *session) error {
		for i, ref := range refs {
			raw, err := hex.DecodeString(string(ref))
			if err != nil {
				return fmt.Errorf("content %q: %w", ref, newsroom.ErrNotFound)
			}
			var erased bool
			found, err := t.one(`SELECT bytes IS NULL, bytes FROM content WHERE ref = ?`, []any{raw}, &erased, &all[i])
			switch {
			case err != nil:
				return err
			case !found:
				return fmt.Errorf("content %s: %w", ref, newsroom.ErrNotFound)
			case erased && len(refs) == 1:
				return fmt.Errorf("content %s: %w", ref, newsroom.ErrErased)
			case !erased:
				all[i] = filled(all[i])
			}
		}
		return nil
	})
	return all, err
}

// Seen is described at newsroom.Store; "" when nothing was shown.
func (s *Store) Seen(ctx context.Context, m workflow.MemberID, subject string) (what string, err error) {
	err = s.read(ctx, func(t *session) error {
		_, err := t.one(`SELECT what FROM seen WHERE member = ? AND subject = ?`, []any{m, subject}, &what)
		return err
	})
	return what, err
}

// SetSeen is described at newsroom.Store. What is there already is not written again.
func (s *Store) SetSeen(ctx context.Context, m workflow.MemberID, subject, what string) error {
	if is, err := s.Seen(ctx, m, subject); err != nil || is == what {
		return err
	}
	return s.write(ctx, func(t *session) error {
		return t.exec(`INSERT INTO seen (member, subject, what) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET what = excluded.what`, m, subject, what)
	})
}
