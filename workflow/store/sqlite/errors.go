package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"modernc.org/sqlite"
	engine "modernc.org/sqlite/lib"

	"bayan/workflow/newsroom"
)

// Codes of a *newsroom.DamageError from this package.
const (
	Missing   = "missing"   // there is no file, or no folder to make it in
	Empty     = "empty"     // a file without a byte, which Options.Create would fill
	Foreign   = "foreign"   // a file that is no store of this application
	Truncated = "truncated" // the file is shorter than it says
	Damaged   = "damaged"   // pages do not fit together
	ReadOnly  = "read-only" // the file or its folder cannot be written
	NoAccess  = "no-access" // the file cannot be opened
	DiskFull  = "disk-full" // no room for a write, which changed nothing
	Busy      = "busy"      // another process held the file for a minute
	IO        = "io"        // the system reported another failure of the disk
)

// explain gives an engine's error the words of the newsroom.
func (s *Store) explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	damage := func(code string) error {
		return &newsroom.DamageError{Code: code, Path: s.path, Detail: e.Error()}
	}
	switch e.Code() & 0xff {
	case engine.SQLITE_NOTADB:
		return damage(Foreign)
	case engine.SQLITE_CORRUPT:
		if detail := shortage(s.path); detail != "" {
			return &newsroom.DamageError{Code: Truncated, Path: s.path, Detail: detail}
		}
		return damage(Damaged)
	case engine.SQLITE_READONLY:
		return damage(ReadOnly)
	case engine.SQLITE_CANTOPEN, engine.SQLITE_PERM, engine.SQLITE_AUTH:
		return damage(s.unopened())
	case engine.SQLITE_FULL:
		return damage(DiskFull)
	case engine.SQLITE_BUSY, engine.SQLITE_LOCKED:
		return damage(Busy)
	case engine.SQLITE_IOERR:
		return damage(IO)
	}
	return err
}

// unopened tells why a file could not be opened, the journal included.
func (s *Store) unopened() string {
	f, err := os.Open(s.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return Missing
	case err != nil:
		return NoAccess
	}
	f.Close()
	return ReadOnly
}

// shortage compares the size of a file with what its header says of it; "" when
// nothing is missing. It is only for a file that SQLite has already found to be
// malformed, since it drops this process's locks on it.
// Source: https://www.sqlite.org/fileformat2.html#the_database_header
func shortage(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	var header [100]byte
	if _, err := io.ReadFull(f, header[:]); err != nil {
		return "no header"
	}
	fi, err := f.Stat()
	if err != nil {
		return ""
	}
	page := int64(binary.BigEndian.Uint16(header[16:]))
	if page == 1 {
		page = 65536
	}
	if want := page * int64(binary.BigEndian.Uint32(header[28:])); fi.Size() < want {
		return fmt.Sprintf("%d of %d bytes", fi.Size(), want)
	}
	return ""
}
