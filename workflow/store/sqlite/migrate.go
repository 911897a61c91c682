package sqlite

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"bayan/workflow/newsroom"
)

// Migrations stand in their folder as NNNN_name.sql, numbered from 1 without a
// gap; the number of the last is the file's user_version. One that has been
// released is never edited.
//
//go:embed migrations/*.sql
var folder embed.FS

// known is the version that this program writes.
const known = 3

// migrate runs what a store lacks, in one transaction with the version that it
// then has: a crash leaves the store as it was, and of two processes that find
// it behind the second finds it done.
func (s *Store) migrate(ctx context.Context, from fs.FS) error {
	migrations, err := scripts(from)
	if err != nil {
		return err
	}
	return s.write(ctx, func(t *session) error {
		var version int
		if _, err := t.one("PRAGMA user_version", nil, &version); err != nil {
			return err
		}
		if version > len(migrations) {
			return &newsroom.FutureError{Found: version, Known: len(migrations)}
		}
		for i, script := range migrations[version:] {
			if err := t.exec(script); err != nil {
				return fmt.Errorf("migration %d: %w", version+i+1, err)
			}
		}
		// A pragma takes no parameters.
		return t.exec(fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", len(migrations), application))
	})
}

func scripts(from fs.FS) ([]string, error) {
	names, err := fs.Glob(from, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var all []string
	for i, name := range names {
		var n int
		if _, err := fmt.Sscanf(name, "migrations/%d_", &n); err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s stands at %d", name, i+1)
		}
		script, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, err
		}
		all = append(all, string(script))
	}
	return all, nil
}
