package sqlite_test

import (
	"path/filepath"
	"strings"
	"testing"

	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
	"bayan/workflow/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t testing.TB) storetest.Place {
		path := filepath.Join(t.TempDir(), "desk.db")
		return storetest.Place{
			Open: func(t testing.TB) newsroom.Store {
				return open(t, path, sqlite.Options{Create: true, Fold: strings.ToLower})
			},
			Copy: func(t testing.TB, path string) newsroom.Store {
				return open(t, path, sqlite.Options{Fold: strings.ToLower})
			},
		}
	})
}

func open(t testing.TB, path string, o sqlite.Options) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
