package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

const training = "2026-11-22-winter-training"

// desk is a new folder of a desk, in memory where the system has such a place:
// these tests sync a great deal.
func desk(t testing.TB) *Folder {
	t.Helper()
	root, err := os.MkdirTemp("/dev/shm", "desk")
	if err != nil {
		return at(t, t.TempDir())
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	return at(t, root)
}

func at(t testing.TB, root string) *Folder {
	t.Helper()
	f, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// arabic is what is known of the Arabic text at a version.
func arabic(version int) newsroom.Known {
	return newsroom.Known{
		Release: training, Key: "5f1c", Language: "ar", Member: "khalid", Version: version,
		Base: &workflow.Base{Language: "en", Version: 2}, Until: time.Date(2026, 11, 22, 16, 30, 0, 0, time.UTC),
	}
}

func put(t testing.TB, f *Folder, k newsroom.Known, words string) string {
	t.Helper()
	path, err := f.Put(k, []byte(words))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// typed is what an editor does.
func typed(t testing.TB, path, words string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(words), 0o666); err != nil {
		t.Fatal(err)
	}
}

func look(t testing.TB, f *Folder) newsroom.Working {
	t.Helper()
	w, err := f.Look(training, "ar")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// How a working file stands against what bayan wrote.
const (
	clean   = "as bayan wrote it"
	changed = "changed since"
	missing = "not there"
	foreign = "never written by bayan"
)

func standing(w newsroom.Working) string {
	switch {
	case w.Bytes == nil:
		return missing
	case !w.Changed:
		return clean
	case w.Known == newsroom.Known{}:
		return foreign
	}
	return changed
}

func status(t testing.TB, f *Folder, want string) {
	t.Helper()
	if got := standing(look(t, f)); got != want {
		t.Errorf("the file is %s, want %s", got, want)
	}
}

func code(err error) Code {
	if e := new(Error); errors.As(err, &e) {
		return e.Code
	}
	if err == nil {
		return ""
	}
	return Code(fmt.Sprintf("%T", err))
}

func unsaved(t testing.TB, err error, path string) {
	t.Helper()
	u := new(UnsavedError)
	if !errors.As(err, &u) || u.Path != path {
		t.Errorf("got %v, want an UnsavedError of %s", err, path)
	}
}

func TestATranslatorsDay(t *testing.T) {
	f := desk(t)
	status(t, f, missing)
	if w := look(t, f); w.Bytes != nil || w.Changed || w.Known != (newsroom.Known{}) {
		t.Errorf("a file that is not there: %+v", w)
	}
	path := put(t, f, arabic(1), "# بدء التدريب\n")
	if want := filepath.Join(f.path, "releases", training, "ar.md"); path != want || f.Path(training, "ar") != want {
		t.Errorf("written to %s, want %s", path, want)
	}
	status(t, f, clean)
	if w := look(t, f); string(w.Bytes) != "# بدء التدريب\n" || w.Changed || !reflect.DeepEqual(w.Known, arabic(1)) {
		t.Errorf("after checkout: %+v", w)
	}

	typed(t, path, "# بدء التدريب الشتوي\n")
	status(t, f, changed)
	if w := look(t, f); !w.Changed || !reflect.DeepEqual(w.Known, arabic(1)) {
		t.Errorf("after typing: %+v", w)
	}
	_, err := f.Put(arabic(2), []byte("# نص آخر\n"))
	unsaved(t, err, path)
	if b, _ := os.ReadFile(path); string(b) != "# بدء التدريب الشتوي\n" {
		t.Errorf("unsaved words became %q", b)
	}

	if err := f.Note(arabic(2), []byte("# بدء التدريب الشتوي\n")); err != nil { // checked in
		t.Fatal(err)
	}
	status(t, f, clean)
	if w := look(t, f); !reflect.DeepEqual(w.Known, arabic(2)) {
		t.Errorf("after check-in: %+v", w)
	}
	put(t, f, arabic(3), "# نص ثالث\n")
	typed(t, path, "# بدء التدريب الشتوي\n") // what bayan wrote before is not what it wrote last
	status(t, f, changed)

	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	status(t, f, missing)
	put(t, f, arabic(3), "# نص ثالث\n") // checking out again repairs it
	status(t, f, clean)
}

func TestTypedBeforeCheckInWasNoted(t *testing.T) {
	f := desk(t)
	path := put(t, f, arabic(1), "one\n")
	typed(t, path, "two\n")
	read := look(t, f).Bytes
	typed(t, path, "three\n") // while the check-in was committed
	if err := f.Note(arabic(2), read); err != nil {
		t.Fatal(err)
	}
	status(t, f, changed)
	_, err := f.Put(arabic(2), []byte("two, in order\n"))
	unsaved(t, err, path)
}

// An editor may save between the look at a file and its replacement.
type editor struct {
	disk
	save func()
}

func (e editor) make(name string, write func(io.Writer) error, mode os.FileMode) error {
	err := e.disk.make(name, write, mode)
	if strings.Contains(name, "ar.md") {
		e.save()
	}
	return err
}

func TestTypedWhileItIsReplaced(t *testing.T) {
	f := desk(t)
	path := put(t, f, arabic(1), "one\n")
	real := f.disk
	f.disk = editor{real, func() { typed(t, path, "typed in time\n") }}
	_, err := f.Put(arabic(2), []byte("two\n"))
	unsaved(t, err, path)
	f.disk = real
	if b, _ := os.ReadFile(path); string(b) != "typed in time\n" {
		t.Errorf("the editor's words became %q", b)
	}
	status(t, f, changed)
	noLeftovers(t, f)
}

func TestForeignFile(t *testing.T) {
	f := desk(t)
	path := f.Path(training, "ar")
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	typed(t, path, "somebody's own\n")
	status(t, f, foreign)
	_, err := f.Put(arabic(1), []byte("ours\n"))
	unsaved(t, err, path)
	put(t, f, arabic(1), "somebody's own\n") // the very bytes that were to be written
	status(t, f, clean)
}

func TestModeIsKept(t *testing.T) {
	f := desk(t)
	path := put(t, f, arabic(1), "one\n")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	put(t, f, arabic(2), "two\n")
	if fi, err := os.Stat(path); err != nil || fi.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v; want 0640", fi.Mode(), err)
	}
}

func TestNamesStayInReleases(t *testing.T) {
	f := desk(t)
	for _, name := range []string{"", ".", "..", "../public", "a/b", "/etc", `a\b`, "a\x00b", ".hidden", strings.Repeat("x", 129), "c:", "\xff"} {
		k := arabic(1)
		k.Release = name
		if _, err := f.Put(k, []byte("x")); code(err) != BadName {
			t.Errorf("release %q: %v, want %s", name, err, BadName)
		}
		k = arabic(1)
		k.Language = workflow.Language(name)
		if _, err := f.Put(k, []byte("x")); code(err) != BadName {
			t.Errorf("language %q: %v, want %s", name, err, BadName)
		}
		for what, err := range map[string]error{
			"look":    second(f.Look(name, "ar")),
			"note":    f.Note(newsroom.Known{Release: name, Language: "ar"}, nil),
			"facts":   func() error { _, _, err := f.Facts(name); return err }(),
			"free":    f.FactsFree(name),
			"put":     second(f.PutFacts(name, nil)),
			"publish": func() error { _, _, err := f.Publish(name, nil, nil); return err }(),
			"public":  second(f.Published(name)),
		} {
			if code(err) != BadName {
				t.Errorf("%s of %q: %v, want %s", what, name, err, BadName)
			}
		}
	}
	if entries, _ := os.ReadDir(f.path); len(entries) > 0 {
		t.Errorf("something was made: %v", entries)
	}
}

func second[T any](_ T, err error) error { return err }

func TestLinksOutOfTheDesk(t *testing.T) {
	for _, c := range []struct{ link, to string }{
		{"releases", ""},
		{"releases/" + training, ""},
		{"releases/" + training + "/ar.md", "secret.txt"},
		{"releases/" + training + "/ar.md", "not-there-yet.txt"},
		{".bayan", ""},
	} {
		t.Run(c.link+" to "+c.to, func(t *testing.T) {
			f, outside := desk(t), t.TempDir()
			typed(t, filepath.Join(outside, "secret.txt"), "secret")
			link := filepath.Join(f.path, c.link)
			if err := os.MkdirAll(filepath.Dir(link), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(filepath.Join(outside, c.to), link); err != nil {
				t.Fatal(err)
			}
			_, err := f.Look(training, "ar")
			if code(err) != Outside {
				t.Errorf("look: %v, want %s", err, Outside)
			}
			if _, err := f.Put(arabic(1), []byte("x")); code(err) != Outside {
				t.Errorf("put: %v, want %s", err, Outside)
			}
			if entries, _ := os.ReadDir(outside); len(entries) != 1 {
				t.Errorf("something was made outside: %v", entries)
			}
			if b, _ := os.ReadFile(filepath.Join(outside, "secret.txt")); string(b) != "secret" {
				t.Error("a file outside was changed")
			}
		})
	}
}

func TestWhatIsNoTextFile(t *testing.T) {
	f := desk(t)
	path := f.Path(training, "ar")
	for what, make := range map[string]func() error{
		"a folder":               func() error { return os.MkdirAll(filepath.Join(path, "in it"), 0o777) },
		"a pipe":                 func() error { return syscall.Mkfifo(path, 0o666) },
		"a link within the desk": func() error { return os.Symlink("en.md", path) },
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := make(); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Put(arabic(1), []byte("x")); code(err) != NotAFile {
			t.Errorf("put on %s: %v, want %s", what, err, NotAFile)
		}
		if _, err := f.Look(training, "ar"); code(err) != NotAFile && what != "a link within the desk" {
			t.Errorf("look at %s: %v, want %s", what, err, NotAFile)
		}
		os.RemoveAll(path)
	}
	typed(t, path, "")
	if err := os.Truncate(path, 1<<30); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Look(training, "ar"); code(err) != TooLarge {
		t.Errorf("a gigabyte: %v, want %s", err, TooLarge)
	}
	if _, err := f.Put(arabic(1), bytes.Repeat([]byte("x"), MaxFile+1)); code(err) != TooLarge {
		t.Errorf("more than may be read again: %v, want %s", err, TooLarge)
	}
}

func TestWhatIsKnownDoesNotRead(t *testing.T) {
	f := desk(t)
	path := put(t, f, arabic(1), "one\n")
	known := filepath.Join(f.path, ".bayan", "work.json")
	for _, c := range []struct {
		json string
		want Code
	}{
		{`{"version":1,"files":`, BadWork},
		{`[]`, BadWork},
		{``, BadWork},
		{`{"version":0}`, BadWork},
		{`{"version":1} {}`, BadWork},
		{`{"version":2,"files":{}}`, FutureWork},
	} {
		typed(t, known, c.json)
		if _, err := f.Look(training, "ar"); code(err) != c.want {
			t.Errorf("%q: look: %v, want %s", c.json, err, c.want)
		}
		if _, err := f.Put(arabic(2), []byte("two\n")); code(err) != c.want {
			t.Errorf("%q: put: %v, want %s", c.json, err, c.want)
		}
		if b, _ := os.ReadFile(known); string(b) != c.json {
			t.Errorf("%q was overwritten with %q", c.json, b)
		}
	}
	if err := os.Remove(known); err != nil {
		t.Fatal(err)
	}
	status(t, f, foreign) // nothing is known, so nothing is overwritten
	_, err := f.Put(arabic(2), []byte("two\n"))
	unsaved(t, err, path)
}

func TestManyMembersOnOneFolder(t *testing.T) {
	root := t.TempDir()
	const members, releases = 8, 10
	var all sync.WaitGroup
	for m := range members {
		f := at(t, root)
		all.Go(func() {
			for r := range releases {
				k := arabic(m)
				k.Release, k.Language = fmt.Sprint("release-", r), workflow.Language(fmt.Sprint("l", m))
				for v := range 2 {
					if _, err := f.Put(k, fmt.Appendf(nil, "%d by %d\n", v, m)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	all.Wait()
	f := at(t, root)
	for m := range members {
		for r := range releases {
			w, err := f.Look(fmt.Sprint("release-", r), workflow.Language(fmt.Sprint("l", m)))
			if got := standing(w); got != clean || err != nil {
				t.Errorf("release-%d l%d is %s, %v", r, m, got, err)
			}
		}
	}
	noLeftovers(t, f)
}

func TestFacts(t *testing.T) {
	f := desk(t)
	if b, _, err := f.Facts(training); b != nil || err != nil {
		t.Errorf("no facts yet: %q, %v", b, err)
	}
	path, err := f.PutFacts(training, []byte("date = \"2026-11-22\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.FactsFree(training); err != nil {
		t.Errorf("as bayan wrote it: %v", err)
	}
	typed(t, path, "date = \"2026-11-23\"\n")
	unsaved(t, f.FactsFree(training), path)
	_, err = f.PutFacts(training, []byte("date = \"2026-11-24\"\n"))
	unsaved(t, err, path)

	if b, _, err := f.Facts(training); string(b) != "date = \"2026-11-23\"\n" || err != nil {
		t.Errorf("facts %q, %v", b, err)
	}
	view := []byte("date = \"2026-11-23\"\nplace = \"\"\n")
	if _, err = f.PutFacts(training, view); err != nil { // what was read was taken in
		t.Errorf("the view of facts that were taken in: %v", err)
	}
	if b, _ := os.ReadFile(path); !bytes.Equal(b, view) {
		t.Errorf("the file holds %q", b)
	}
	if _, _, err := f.Facts(training); err != nil {
		t.Fatal(err)
	}
	typed(t, path, "place = \"Harbour\"\n") // after it was read
	_, err = f.PutFacts(training, []byte("date = \"2026-11-24\"\n"))
	unsaved(t, err, path)
}

// noLeftovers looks for files of half-done work.
func noLeftovers(t testing.TB, f *Folder) {
	t.Helper()
	filepath.WalkDir(f.path, func(at string, _ os.DirEntry, err error) error {
		if err != nil || strings.HasSuffix(at, making) || strings.HasSuffix(at, gone) {
			t.Errorf("left behind: %s %v", at, err)
		}
		return nil
	})
}
