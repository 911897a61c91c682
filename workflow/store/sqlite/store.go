// Package sqlite keeps a desk's streams, content and queue in one file.
//
// Guarantees: a batch is durable when Commit returns and absent when it does
// not (rollback journal, synchronous=EXTRA), also after a crash or a power cut
// at any point. A copy of the file made between commands is whole; one made
// during a write may be torn, so use Backup. Only sealed records are taken, so
// a chain that reads as broken was changed from outside.
//
// One store uses one connection: calls within a process wait for each other in
// order of arrival, calls of other processes for a minute at most, and all of
// them no longer than their context. No call but Queue holds its turn while it runs
// the caller's function, so that function may use the store.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	"modernc.org/sqlite"

	"bayan/workflow/newsroom"
)

// application marks the file as a desk's: "bayn", at offset 68 of the header.
const application = 0x6261796e

// Options say how a store is opened. The zero value opens an existing store for
// reading and writing.
type Options struct {
	// Create makes the store where there is no file, or an empty one.
	Create bool
	// ReadOnly never writes; a store that is behind is then refused.
	ReadOnly bool
	// Fold makes words that a search should take for equal equal. Rebuild after
	// a change of what it does. Nil folds nothing.
	Fold func(string) string
}

// Store is a newsroom.Store and a newsroom.Auditor.
type Store struct {
	path     string
	readOnly bool
	db       *sql.DB
	session  session
	turn     chan struct{} // holds a token while the session is in use

	rebuilding sync.Mutex
}

var (
	_ newsroom.Store   = (*Store)(nil)
	_ newsroom.Auditor = (*Store)(nil)
)

// Open opens the store in a file. It returns a *newsroom.DamageError with one of
// this package's codes, or a *newsroom.FutureError.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if err := look(path, o); err != nil {
		return nil, err
	}
	connector, err := sqlite.NewConnector(address(path, o))
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, readOnly: o.ReadOnly, db: sql.OpenDB(connector), turn: make(chan struct{}, 1)}
	if o.Fold == nil {
		o.Fold = func(words string) string { return words }
	}
	conn, err := s.db.Conn(ctx)
	if err == nil {
		s.session = session{conn: conn, fold: o.Fold, prepared: map[string]*sql.Stmt{}}
		err = s.admit(ctx, o)
	}
	if err != nil {
		s.db.Close()
		return nil, s.explain(err)
	}
	return s, nil
}

// Close waits for calls in progress. Later ones fail.
func (s *Store) Close() error {
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	return errors.Join(s.session.close(), s.db.Close())
}

// look tells what can be told of a path without opening it: SQLite would make a
// new database of an empty file. It must not open the file, since closing it
// would drop the locks that other stores of this process hold on it.
func look(path string, o Options) error {
	fi, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if o.Create && !o.ReadOnly {
			return nil
		}
		return &newsroom.DamageError{Code: Missing, Path: path}
	case err != nil:
		return &newsroom.DamageError{Code: NoAccess, Path: path, Detail: err.Error()}
	case !fi.Mode().IsRegular():
		return &newsroom.DamageError{Code: Foreign, Path: path, Detail: fi.Mode().Type().String()}
	case fi.Size() == 0 && (!o.Create || o.ReadOnly):
		return &newsroom.DamageError{Code: Empty, Path: path}
	}
	return nil
}

// address is the SQLite URI of a path. A mode of rw falls back to reading where
// the file cannot be written.
func address(path string, o Options) string {
	path = filepath.Clean(path)
	if !filepath.IsAbs(path) {
		path = "." + string(filepath.Separator) + path
	}
	q := "?_dqs=0&_error_rc=1&_busy_timeout=60000"
	switch {
	case o.ReadOnly:
		q += "&mode=ro"
	case o.Create:
		q += "&mode=rwc"
	default:
		q += "&mode=rw"
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + q
}

// durable is set before the first write; reading needs none of it. The journal
// is emptied rather than removed: as durable, a tenth faster, and what is erased
// does not stay in it, as it would with PERSIST.
const durable = "PRAGMA journal_mode = truncate; PRAGMA synchronous = extra"

// admit lets a store of this application and version in, and brings one that is
// behind up to date.
func (s *Store) admit(ctx context.Context, o Options) error {
	app, err := s.pragma(ctx, "application_id")
	if err != nil {
		return err
	}
	version, err := s.pragma(ctx, "user_version")
	switch {
	case err != nil:
		return err
	case app == application && version == known:
		return s.whole(ctx)
	case app == application && version > known:
		return &newsroom.FutureError{Found: version, Known: known}
	case app == application && o.ReadOnly:
		return &newsroom.DamageError{Code: ReadOnly, Path: s.path, Detail: "behind"}
	case app == application:
		return s.migrate(ctx, folder)
	}
	pages, err := s.pragma(ctx, "page_count")
	if err != nil {
		return err
	}
	again, err := s.pragma(ctx, "application_id")
	switch {
	case err != nil:
		return err
	case again != app: // another process has just made it
		return s.admit(ctx, o)
	case pages > 0:
		return &newsroom.DamageError{Code: Foreign, Path: s.path}
	case !o.Create || o.ReadOnly: // what a crash while it was made leaves
		return &newsroom.DamageError{Code: Empty, Path: s.path}
	}
	return s.migrate(ctx, folder)
}

func (s *Store) pragma(ctx context.Context, name string) (n int, err error) {
	err = s.session.conn.QueryRowContext(ctx, "PRAGMA "+name).Scan(&n)
	return n, err
}

// whole refuses a file that ends within a page. The engine refuses one that
// lacks whole pages.
func (s *Store) whole(ctx context.Context) error {
	const usual = 4096
	fi, err := os.Stat(s.path)
	if err != nil || fi.Size()%usual == 0 {
		return err
	}
	page, err := s.pragma(ctx, "page_size")
	if err == nil && fi.Size()%int64(page) != 0 {
		err = &newsroom.DamageError{Code: Truncated, Path: s.path, Detail: fmt.Sprintf("%d bytes", fi.Size())}
	}
	return err
}
