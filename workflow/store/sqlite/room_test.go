package sqlite_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bayan/internal/smalldisk"
	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
)

func content(salt, text string) newsroom.Content {
	c := newsroom.Content{Salt: fmt.Appendf(nil, "%-16.16s", salt), Bytes: []byte(text)}
	sum := sha256.Sum256([]byte(string(c.Salt) + text))
	c.Ref = workflow.Ref(hex.EncodeToString(sum[:]))
	return c
}

func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := smalldisk.Mount(dir, 400<<10); err != nil {
		t.Skipf("NOT RUN: a small disk needs the right to mount one, which root has on Linux: %v", err)
	}
	defer smalldisk.Unmount(dir)
	path := filepath.Join(dir, "desk.db")
	s := open(t, path, sqlite.Options{Create: true})
	defer s.Close()
	var err error
	kept := 0
	for ; err == nil && kept < 100; kept++ {
		err = s.Commit(t.Context(), created(kept))
	}
	kept--
	if code(err) != sqlite.DiskFull {
		t.Fatalf("after %d releases: %v, want %s", kept, err, sqlite.DiskFull)
	}
	for range 2 {
		if found, err := s.List(t.Context(), newsroom.ListQuery{Limit: 999}); err != nil || len(found) != kept {
			t.Errorf("%d releases can be read, %v; want %d", len(found), err, kept)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
		s.Close()
		s = open(t, path, sqlite.Options{})
	}
	defer s.Close()
	if err := s.Backup(t.Context(), filepath.Join(dir, "copy.db")); code(err) != sqlite.DiskFull {
		t.Errorf("backup: %v, want %s", err, sqlite.DiskFull)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "copy*")); len(left) > 0 {
		t.Errorf("a failed backup left %v", left)
	}
	if err := smalldisk.Resize(dir, 4<<20); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(t.Context(), created(kept)); err != nil {
		t.Errorf("with room again: %v", err)
	}
}

func TestReadOnlyOption(t *testing.T) {
	path := filled(t)
	was, _ := os.ReadFile(path)
	s := open(t, path, sqlite.Options{ReadOnly: true})
	defer s.Close()
	readsAndRefuses(t, s)
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "copy.db")); err != nil {
		t.Errorf("backup: %v", err)
	}
	if now, _ := os.ReadFile(path); string(now) != string(was) {
		t.Error("the file was changed")
	}
}

// readsAndRefuses is what a store does that cannot be written.
func readsAndRefuses(t testing.TB, s *sqlite.Store) {
	t.Helper()
	if found, err := s.Find(t.Context(), "release-7", 1); err != nil || len(found) != 1 {
		t.Errorf("find: %v, %v", found, err)
	}
	if records, err := s.Load(t.Context(), "key 7", 0); err != nil || len(records) != 1 {
		t.Errorf("load: %v, %v", records, err)
	}
	if err := s.Commit(t.Context(), created(99)); code(err) != sqlite.ReadOnly {
		t.Errorf("commit: %v, want %s", err, sqlite.ReadOnly)
	}
	if err := s.SetSeen(t.Context(), "mona", "x", "1"); code(err) != sqlite.ReadOnly {
		t.Errorf("seen: %v, want %s", err, sqlite.ReadOnly)
	}
}

// A folder that may not be written, for a user who is not root.
func TestReadOnlyFolder(t *testing.T) {
	if path := os.Getenv("SQLITE_TEST_UNWRITABLE"); path != "" {
		s := open(t, path, sqlite.Options{Create: true})
		defer s.Close()
		readsAndRefuses(t, s)
		return
	}
	path := filled(t)
	run := exec.Command(os.Args[0], "-test.run=^TestReadOnlyFolder$", "-test.v")
	if os.Getuid() == 0 {
		own, err := os.ReadFile(os.Args[0])
		if err != nil {
			t.Fatal(err)
		}
		dir, err := os.MkdirTemp("", "unprivileged")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		run.Path = filepath.Join(dir, "test")
		store, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		path = filepath.Join(dir, "desk.db")
		for _, step := range []error{os.WriteFile(run.Path, own, 0o755), os.WriteFile(path, store, 0o444), os.Chmod(dir, 0o555)} {
			if step != nil {
				t.Fatal(step)
			}
		}
		run.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		run.Dir = "/"
	} else if err := os.Chmod(filepath.Dir(path), 0o555); err != nil {
		t.Fatal(err)
	} else {
		defer os.Chmod(filepath.Dir(path), 0o755)
	}
	for _, mode := range []os.FileMode{0o444, 0o666} { // the folder alone, too
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		again := *run
		again.Env = append(os.Environ(), "SQLITE_TEST_UNWRITABLE="+path)
		if out, err := again.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS") {
			t.Errorf("file mode %v: %v\n%s", mode, err, out)
		}
	}
}

// A writer waits for another no longer than its context.
func TestBusy(t *testing.T) {
	path := filled(t)
	s := open(t, path, sqlite.Options{})
	defer s.Close()
	release := hold(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := s.Commit(ctx, created(50)); err == nil || ctx.Err() == nil {
		t.Errorf("got %v", err)
	}
	if found, err := s.Find(t.Context(), "release-1", 1); err != nil || len(found) != 1 {
		t.Errorf("reading while another writes: %v, %v", found, err)
	}
	release()
	if err := s.Commit(t.Context(), created(50)); err != nil {
		t.Errorf("after the other was done: %v", err)
	}
}

// hold begins to write as another process would, and returns what ends it.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	other, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := other.ExecContext(t.Context(), "ROLLBACK"); err != nil {
			t.Error(err)
		}
		db.Close()
	}
}
