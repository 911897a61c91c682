package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"bayan/workflow/newsroom"
)

// session is the store's one connection, for whoever has its turn.
type session struct {
	ctx      context.Context // of the turn
	conn     *sql.Conn
	fold     func(string) string
	durable  bool                 // writes are
	prepared map[string]*sql.Stmt // nil for a query that was asked once
}

// read gives f the session. What f reads it must have read whole when it returns.
func (s *Store) read(ctx context.Context, f func(*session) error) error {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.turn }()
	// What is read is short, and the driver starts a goroutine at each step of a
	// context that can end.
	s.session.ctx = context.WithoutCancel(ctx)
	return s.explain(f(&s.session))
}

// write runs f in a transaction that holds the right to write from its start.
// The context bounds the wait for that; once it is there the transaction ends
// one way or the other, so that no answer is left open.
func (s *Store) write(ctx context.Context, f func(*session) error) error {
	if s.readOnly {
		return &newsroom.DamageError{Code: ReadOnly, Path: s.path}
	}
	return s.read(ctx, func(t *session) error {
		t.ctx = ctx
		if !t.durable {
			if err := t.exec(durable); err != nil {
				return err
			}
			t.durable = true
		}
		if err := t.exec("BEGIN IMMEDIATE"); err != nil {
			return err
		}
		t.ctx = context.WithoutCancel(ctx)
		err := f(t)
		if err == nil {
			if err = t.exec("COMMIT"); err == nil {
				return nil
			}
		}
		// The engine has rolled back already after some errors; then this one fails.
		t.exec("ROLLBACK")
		return err
	})
}

func (t *session) exec(query string, args ...any) error {
	p, err := t.statement(query)
	switch {
	case err != nil:
		return err
	case p != nil:
		_, err = p.ExecContext(t.ctx, args...)
	default:
		_, err = t.conn.ExecContext(t.ctx, query, args...)
	}
	return err
}

func (t *session) rows(query string, args ...any) (*sql.Rows, error) {
	p, err := t.statement(query)
	switch {
	case err != nil:
		return nil, err
	case p != nil:
		return p.QueryContext(t.ctx, args...)
	}
	return t.conn.QueryContext(t.ctx, query, args...)
}

// one reads the one row of a query; found is false where there is none.
func (t *session) one(query string, args []any, into ...any) (found bool, err error) {
	p, err := t.statement(query)
	switch {
	case err != nil:
		return false, err
	case p != nil:
		err = p.QueryRowContext(t.ctx, args...).Scan(into...)
	default:
		err = t.conn.QueryRowContext(t.ctx, query, args...).Scan(into...)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// statement prepares a query that is asked a second time, and keeps it:
// preparing takes longer than running, but a command asks most of them once.
func (t *session) statement(query string) (*sql.Stmt, error) {
	p, asked := t.prepared[query]
	if p != nil || !asked {
		t.prepared[query] = p
		return p, nil
	}
	p, err := t.conn.PrepareContext(t.ctx, query)
	if err == nil {
		t.prepared[query] = p
	}
	return p, err
}

func (t *session) close() error {
	var all []error
	for _, p := range t.prepared {
		if p != nil {
			all = append(all, p.Close())
		}
	}
	return errors.Join(append(all, t.conn.Close())...)
}
