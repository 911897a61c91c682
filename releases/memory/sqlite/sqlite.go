// Package sqlite keeps a translation memory in one file.
//
// Open does nothing: the file is opened by the first call that needs it, and
// made by the first that writes. A memory that is not there is an empty one.
// What a call wrote is durable when it returns and absent when it fails
// (rollback journal, synchronous=EXTRA). The file can be made again from the
// approved texts and the files that were imported.
//
// Look-ups read an inverted index in the file and nothing else, so their cost
// does not depend on how long the memory has been open. Search finds every
// match of 100 and above, of 99 and of 98 (but see its limits), and the best of
// the others among a bounded number of candidates.
//
// One memory uses one connection: calls within a process wait for each other,
// calls of other processes for a minute at most, and all of them no longer than
// their context.
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	engine "modernc.org/sqlite/lib"

	"bayan/releases/memory"
)

// application marks the file as a memory: "baym", at offset 68 of the header.
const application = 0x6261796d

// known is the version of the schema that this program writes.
const known = 1

//go:embed schema.sql
var schema string

// Memory is a translation memory in a file.
type Memory struct {
	path string
	turn chan struct{} // holds a token while the rest is in use

	db      *sql.DB // nil before the first use
	conn    *sql.Conn
	made    map[string]*sql.Stmt
	durable bool // the journal is set for writing

	// What was read of the index and holds as long as the file's version does.
	version int64
	lengths map[int64][]byte // by collection
	counts  counts           // scratch of a search
	recall  *recall          // of a search of many texts, nil for one
}

// Open names the file. It does not touch it.
func Open(path string) *Memory { return &Memory{path: path, turn: make(chan struct{}, 1)} }

// Close waits for a call in progress. A later call opens the file again.
func (m *Memory) Close() error {
	m.turn <- struct{}{}
	defer func() { <-m.turn }()
	return m.close()
}

func (m *Memory) close() error {
	if m.db == nil {
		return nil
	}
	var all []error
	for _, s := range m.made {
		all = append(all, s.Close())
	}
	all = append(all, m.conn.Close(), m.db.Close())
	m.db, m.conn, m.made, m.lengths, m.counts, m.durable = nil, nil, nil, nil, counts{}, false
	return errors.Join(all...)
}

// read gives f the file as it is at one moment. It does nothing where there is
// none.
func (m *Memory) read(ctx context.Context, f func(context.Context) error) error {
	if err := m.begin(ctx); err != nil {
		return err
	}
	defer func() { <-m.turn }()
	there, err := m.open(ctx, false)
	if err != nil || !there {
		return m.explain(err)
	}
	// A context that can end costs each statement a goroutine, and a statement of
	// its own a lock of the file: f looks at its context, in one transaction.
	calm := context.WithoutCancel(ctx)
	if err := m.run(calm, "BEGIN"); err != nil {
		return m.explain(err)
	}
	err = f(calm)
	return m.explain(errors.Join(err, m.run(calm, "COMMIT")))
}

// write gives f the file in a transaction that may write from its start.
func (m *Memory) write(ctx context.Context, f func(context.Context) error) error {
	if err := m.begin(ctx); err != nil {
		return err
	}
	defer func() { <-m.turn }()
	if _, err := m.open(ctx, true); err != nil {
		return m.explain(err)
	}
	if !m.durable {
		if err := m.exec(ctx, "PRAGMA journal_mode = truncate; PRAGMA synchronous = extra"); err != nil {
			return m.explain(err)
		}
		m.durable = true
	}
	return m.explain(m.transact(ctx, f))
}

func (m *Memory) transact(ctx context.Context, f func(context.Context) error) error {
	if err := m.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	m.lengths = nil
	calm := context.WithoutCancel(ctx)
	err := f(calm)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		if err = m.exec(calm, "COMMIT"); err == nil {
			return nil
		}
	}
	m.exec(calm, "ROLLBACK") // fails where the engine has rolled back already
	return err
}

func (m *Memory) begin(ctx context.Context) error {
	select {
	case m.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// open opens the file once; there is false where there is none and none is made.
func (m *Memory) open(ctx context.Context, create bool) (there bool, err error) {
	if m.db != nil {
		return true, nil
	}
	switch fi, err := os.Stat(m.path); {
	case errors.Is(err, fs.ErrNotExist) && !create:
		return false, nil
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return false, &memory.FileError{Code: "memory-no-access", Path: m.path, Detail: err.Error()}
	case !fi.Mode().IsRegular():
		return false, &memory.FileError{Code: "memory-foreign", Path: m.path, Detail: fi.Mode().Type().String()}
	case fi.Size() == 0 && !create:
		return false, nil
	}
	connector, err := sqlite.NewConnector(address(m.path, create))
	if err != nil {
		return false, err
	}
	m.db, m.made, m.lengths = sql.OpenDB(connector), map[string]*sql.Stmt{}, nil
	if m.conn, err = m.db.Conn(ctx); err == nil {
		err = m.admit(ctx, create)
	}
	if err != nil {
		if m.conn == nil {
			m.db.Close()
			m.db = nil
		} else {
			m.close()
		}
		return false, err
	}
	return true, nil
}

// address is the SQLite URI of a path.
func address(path string, create bool) string {
	path = filepath.Clean(path)
	if !filepath.IsAbs(path) {
		path = "." + string(filepath.Separator) + path
	}
	mode := "rw" // falls back to reading where the file cannot be written
	if create {
		mode = "rwc"
	}
	// 16 MiB of cache: the pages that every look-up reads.
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?_dqs=0&_error_rc=1&_busy_timeout=60000&_pragma=cache_size(-32768)&mode=" + mode
}

// admit lets a memory of this version in, and makes one of an empty file.
func (m *Memory) admit(ctx context.Context, create bool) error {
	var app, version, pages int
	for name, into := range map[string]*int{"application_id": &app, "user_version": &version, "page_count": &pages} {
		if err := m.conn.QueryRowContext(ctx, "PRAGMA "+name).Scan(into); err != nil {
			return err
		}
	}
	switch {
	case app == application && version == known:
		return m.refold(ctx)
	case app == application && version > known:
		return &memory.FileError{Code: "memory-future", Path: m.path, Detail: fmt.Sprintf("version %d, known is %d", version, known)}
	case pages > 0 || !create:
		return &memory.FileError{Code: "memory-foreign", Path: m.path}
	}
	// Wide pages keep the long rows of the index together.
	if err := m.exec(ctx, "PRAGMA page_size = 8192; PRAGMA journal_mode = truncate; PRAGMA synchronous = extra"); err != nil {
		return err
	}
	m.durable = true
	return m.transact(ctx, func(ctx context.Context) error {
		var again int
		if err := m.conn.QueryRowContext(ctx, "PRAGMA application_id").Scan(&again); err != nil || again == application {
			return err // another process has just made it
		}
		return m.exec(ctx, fmt.Sprintf("%s; INSERT INTO fold VALUES (%d); PRAGMA user_version = %d; PRAGMA application_id = %d",
			schema, memory.FoldVersion, known, application))
	})
}

func (m *Memory) exec(ctx context.Context, query string, args ...any) error {
	_, err := m.conn.ExecContext(ctx, query, args...)
	return err
}

// statement prepares a query once.
func (m *Memory) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := m.made[query]; s != nil {
		return s, nil
	}
	s, err := m.conn.PrepareContext(ctx, query)
	if err == nil {
		m.made[query] = s
	}
	return s, err
}

func (m *Memory) run(ctx context.Context, query string, args ...any) error {
	s, err := m.statement(ctx, query)
	if err == nil {
		_, err = s.ExecContext(ctx, args...)
	}
	return err
}

// one reads the one row of a query; found is false where there is none.
func (m *Memory) one(ctx context.Context, query string, args []any, into ...any) (found bool, err error) {
	s, err := m.statement(ctx, query)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(ctx, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each calls f for every row of a query, which it scans.
func (m *Memory) each(ctx context.Context, query string, args []any, f func(*sql.Rows) error) error {
	s, err := m.statement(ctx, query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// explain gives an engine's error a code.
func (m *Memory) explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	code := map[int]string{
		engine.SQLITE_NOTADB:   "memory-foreign",
		engine.SQLITE_CORRUPT:  "memory-damaged",
		engine.SQLITE_READONLY: "memory-read-only",
		engine.SQLITE_CANTOPEN: "memory-no-access",
		engine.SQLITE_PERM:     "memory-no-access",
		engine.SQLITE_AUTH:     "memory-no-access",
		engine.SQLITE_FULL:     "memory-disk-full",
		engine.SQLITE_BUSY:     "memory-busy",
		engine.SQLITE_LOCKED:   "memory-busy",
		engine.SQLITE_IOERR:    "memory-io",
	}[e.Code()&0xff]
	if code == "" {
		return err
	}
	return &memory.FileError{Code: code, Path: m.path, Detail: e.Error()}
}
