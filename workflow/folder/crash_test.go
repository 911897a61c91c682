package folder

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"bayan/releases"
	"bayan/workflow/newsroom"
)

// failing is a disk on which the step of a number goes wrong: the process dies
// there (nothing after it happens either), or the step alone fails.
type failing struct {
	disk
	steps      *int // so far
	at         int
	dies       bool
	err        error
	noExchange bool
}

func (d failing) step(f func() error, half func()) error {
	n := *d.steps
	*d.steps++
	if n == d.at || d.dies && n > d.at {
		if n == d.at && half != nil {
			half()
		}
		return d.err
	}
	return f()
}

func (d failing) make(name string, write func(io.Writer) error, mode fs.FileMode) error {
	return d.step(func() error { return d.disk.make(name, write, mode) }, func() {
		var b bytes.Buffer
		write(&b)
		d.disk.make(name, whole(b.Bytes()[:b.Len()/2]), mode)
	})
}

func (d failing) mkdir(name string) error {
	return d.step(func() error { return d.disk.mkdir(name) }, nil)
}

func (d failing) rename(from, to string) error {
	return d.step(func() error { return d.disk.rename(from, to) }, nil)
}

func (d failing) place(from, to string) error {
	return d.step(func() error { return d.disk.place(from, to) }, nil)
}

func (d failing) link(from, to string) error {
	return d.step(func() error { return d.disk.link(from, to) }, nil)
}

func (d failing) symlink(target, name string) error {
	return d.step(func() error { return d.disk.symlink(target, name) }, nil)
}

func (d failing) exchange(a, b string) error {
	if d.noExchange {
		return errors.ErrUnsupported
	}
	return d.step(func() error { return d.disk.exchange(a, b) }, nil)
}

func (d failing) remove(name string) error {
	return d.step(func() error { return d.disk.remove(name) }, nil)
}

func (d failing) sync(dir string) error { return d.step(func() error { return d.disk.sync(dir) }, nil) }

// atEveryStep runs act on a desk that prepare made, once for each step that may
// go wrong, then check on the folder opened anew. It ends with the run in which
// nothing went wrong.
func atEveryStep(t *testing.T, prepare, act func(*Folder) error, check func(*testing.T, *Folder)) {
	steps := 0
	systems := []bool{false}
	if strings.Contains(t.Name(), "Publish") { // what else swaps folders
		systems = []bool{false, true}
	}
	for _, dies := range []bool{true, false} {
		for _, noExchange := range systems {
			for n := 0; ; n++ {
				f := desk(t)
				if err := prepare(f); err != nil {
					t.Fatal(err)
				}
				done := 0
				f.disk = failing{disk: f.disk, steps: &done, at: n, dies: dies, err: syscall.ENOSPC, noExchange: noExchange}
				err := act(f)
				if done <= n {
					if err != nil {
						t.Fatalf("nothing went wrong, but: %v", err)
					}
					break
				}
				steps++
				if err != nil && code(err) != DiskFull {
					t.Errorf("step %d: %v, want %s", n, err, DiskFull)
				}
				t.Run(fmt.Sprintf("step %d, dies %v, exchange %v", n, dies, !noExchange), func(t *testing.T) {
					check(t, at(t, f.path))
				})
			}
		}
	}
	if steps < 14 {
		t.Errorf("only %d steps were tried", steps)
	}
}

func TestPutCrashesAtEveryStep(t *testing.T) {
	for name, before := range map[string]func(*Folder) error{
		"where there was no file": func(*Folder) error { return nil },
		"over an older version": func(f *Folder) error {
			_, err := f.Put(arabic(1), []byte("version one\n"))
			return err
		},
		"over a version that was noted": func(f *Folder) error {
			path, err := f.Put(arabic(0), []byte("version nought\n"))
			if err != nil {
				return err
			}
			return errors.Join(os.WriteFile(path, []byte("version one\n"), 0o666), f.Note(arabic(1), []byte("version one\n")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			atEveryStep(t, before,
				func(f *Folder) error { _, err := f.Put(arabic(2), []byte("version two\n")); return err },
				func(t *testing.T, f *Folder) {
					w := look(t, f)
					switch string(w.Bytes) {
					case "":
						if name != "where there was no file" {
							t.Error("the file is gone")
						}
					case "version one\n":
						if w.Changed || w.Known.Version != 1 {
							t.Errorf("the old file is known as %+v", w)
						}
					case "version two\n":
						if w.Changed || w.Known.Version != 2 {
							t.Errorf("the new file is known as %+v", w)
						}
					default:
						t.Errorf("the file holds %q", w.Bytes)
					}
					put(t, f, arabic(3), "version three\n") // repairs
					status(t, f, clean)
					if w := look(t, f); w.Known.Version != 3 || string(w.Bytes) != "version three\n" {
						t.Errorf("after the repair: %+v", w)
					}
					noLeftovers(t, f)
				})
		})
	}
}

func TestCrashNeverHidesWhatWasTyped(t *testing.T) {
	atEveryStep(t,
		func(f *Folder) error { _, err := f.Put(arabic(1), []byte("version one\n")); return err },
		func(f *Folder) error { _, err := f.Put(arabic(2), []byte("version two\n")); return err },
		func(t *testing.T, f *Folder) {
			path := f.Path(training, "ar")
			typed(t, path, "typed after the crash\n")
			status(t, f, changed)
			_, err := f.Put(arabic(3), []byte("version three\n"))
			unsaved(t, err, path)
		})
}

func TestNoteCrashesAtEveryStep(t *testing.T) {
	steps := 0
	for n := 0; ; n++ {
		f := desk(t)
		path := put(t, f, arabic(1), "version one\n")
		typed(t, path, "version two\n")
		done := 0
		f.disk = failing{disk: f.disk, steps: &done, at: n, dies: true, err: syscall.EIO}
		err := f.Note(arabic(2), []byte("version two\n"))
		if done <= n {
			break
		}
		steps++
		if err != nil && code(err) != IO {
			t.Errorf("step %d: %v, want %s", n, err, IO)
		}
		w := look(t, at(t, f.path))
		if string(w.Bytes) != "version two\n" || w.Changed != (w.Known.Version == 1) {
			t.Errorf("step %d: %+v", n, w)
		}
	}
	if steps < 4 {
		t.Errorf("only %d steps", steps)
	}
}

// A file that nobody had yet is there whole or not at all, and what somebody
// else put there meanwhile is kept.
func TestCreateCrashesAtEveryStep(t *testing.T) {
	sent := []byte("msgid \"The courses are free.\"\nmsgstr \"الدورات مجانية.\"\n")
	for _, dies := range []bool{true, false} {
		for n := 0; ; n++ {
			f := desk(t)
			target, done := filepath.Join(f.path, "menu.po"), 0
			disk := failing{disk: f.disk, steps: &done, at: n, dies: dies, err: syscall.ENOSPC}
			err := create(disk, target, "menu.po", whole(sent))
			if done <= n {
				if err != nil || n < 3 {
					t.Fatalf("nothing went wrong in %d steps, but: %v", n, err)
				}
				break
			}
			if code(err) != DiskFull {
				t.Errorf("step %d: %v, want %s", n, err, DiskFull)
			}
			if b, err := os.ReadFile(target); err == nil && !bytes.Equal(b, sent) {
				t.Errorf("step %d: the file holds %q", n, b)
			} else if err != nil {
				if err := Create(target, whole(sent)); err != nil {
					t.Errorf("step %d: once more: %v", n, err)
				}
				noLeftovers(t, f)
			}
		}
	}
}

func TestCreateKeepsWhatIsThere(t *testing.T) {
	f := desk(t)
	target := filepath.Join(f.path, "menu.po")
	// Somebody's own file comes while this one is being written.
	err := Create(target, func(w io.Writer) error { typed(t, target, "theirs\n"); return whole([]byte("ours\n"))(w) })
	if !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v, want %v", err, fs.ErrExist)
	}
	if b, _ := os.ReadFile(target); string(b) != "theirs\n" {
		t.Errorf("the file holds %q", b)
	}
	noLeftovers(t, f)
	// An error of whoever writes is theirs, and nothing is left.
	own := errors.New("the memory was closed")
	if err := Create(filepath.Join(f.path, "all.tmx"), func(w io.Writer) error { return errors.Join(whole([]byte("<tmx"))(w), own) }); !errors.Is(err, own) || errors.As(err, new(*Error)) {
		t.Errorf("%v, want %v", err, own)
	}
	noLeftovers(t, f)
	if err := Create(filepath.Join(f.path, "none", "menu.po"), whole(nil)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into a folder that is not there: %v", err)
	}
	t.Chdir(f.path)
	if err := Create("relative.po", whole([]byte("x"))); err != nil {
		t.Error(err)
	}
	if b, err := os.ReadFile(filepath.Join(f.path, "relative.po")); string(b) != "x" {
		t.Error(err)
	}
}

func edition(n int) []newsroom.File {
	files := []newsroom.File{
		{Path: "index.html", Bytes: fmt.Appendf(nil, "<title>edition %d</title>", n)},
		{Path: "texts/ar.md", Bytes: fmt.Appendf(nil, "# الطبعة %d\n", n)},
	}
	if n == 1 {
		files = append(files, newsroom.File{Path: "correction.html", Bytes: []byte("only in the first")})
	}
	return files
}

// own are the names in any edition.
var own = []string{"index.html", "texts/ar.md", "correction.html"}

func tree(files []newsroom.File) map[string][]byte {
	all := map[string][]byte{}
	for _, f := range files {
		all[f.Path] = f.Bytes
	}
	return all
}

func sameTree(a, b map[string][]byte) bool {
	return maps.EqualFunc(a, b, func(a, b []byte) bool { return string(a) == string(b) })
}

// listed is an edition with the list of its files, as the newsroom makes it.
func listed(n int) []newsroom.File {
	files := edition(n)
	return append(files, newsroom.File{Path: newsroom.SumsFile, Bytes: releases.Sums(tree(files))})
}

func published(t testing.TB, f *Folder) map[string][]byte {
	t.Helper()
	files, err := f.Published(training)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestPublish(t *testing.T) {
	f := desk(t)
	if published(t, f) != nil {
		t.Error("something is published")
	}
	for _, n := range []int{1, 2, 2, 1} {
		path, _, err := f.Publish(training, edition(n), own)
		if err != nil || path != filepath.Join(f.path, "public", training) {
			t.Fatalf("published to %s, %v", path, err)
		}
		if got := published(t, f); !sameTree(got, tree(edition(n))) {
			t.Errorf("edition %d reads as %q", n, got)
		}
	}
	if _, _, err := f.Publish(training, nil, own); err != nil || published(t, f) != nil {
		t.Errorf("taken out of the public: %v", err)
	}
	if _, err := os.Stat(filepath.Join(f.path, "public", training)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an empty folder is left: %v", err)
	}
	noLeftovers(t, f)
}

func TestPublishCrashesAtEveryStep(t *testing.T) {
	for _, before := range []int{0, 1} {
		t.Run(fmt.Sprint("after edition ", before), func(t *testing.T) {
			atEveryStep(t,
				func(f *Folder) error {
					if before == 0 {
						return nil
					}
					_, _, err := f.Publish(training, listed(before), own)
					return err
				},
				func(f *Folder) error { _, _, err := f.Publish(training, listed(2), own); return err },
				func(t *testing.T, f *Folder) {
					got := published(t, f)
					if !(got == nil && before == 0) && !sameTree(got, tree(listed(before))) && !sameTree(got, tree(listed(2))) {
						t.Errorf("the public folder is neither old nor new: %q", got)
					}
					if _, _, err := f.Publish(training, listed(3), own); err != nil {
						t.Fatal(err)
					}
					if got := published(t, f); !sameTree(got, tree(listed(3))) {
						t.Errorf("publishing again gave %q", got)
					}
					noLeftovers(t, f)
				})
		})
	}
}

func TestReplaceDir(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "out")
	for _, bad := range []string{"", ".", "..", "../x", "/etc/passwd", "a/../b", "a//b", "a/"} {
		if err := ReplaceDir(target, map[string][]byte{bad: nil}); code(err) != BadName {
			t.Errorf("a file called %q: %v, want %s", bad, err, BadName)
		}
	}
	if err := ReplaceDir(target, map[string][]byte{"a": nil, "a/b": nil}); err == nil {
		t.Error("a file and a folder of one name were written")
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("something was made: %v", entries)
	}
	if err := ReplaceDir(target, tree(edition(1))); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(target, "texts", "ar.md")); err != nil || string(b) != "# الطبعة 1\n" {
		t.Errorf("wrote %q, %v", b, err)
	}
	file := filepath.Join(dir, "file")
	typed(t, file, "a file")
	if err := ReplaceDir(file, tree(edition(1))); code(err) != NotAFolder {
		t.Errorf("onto a file: %v, want %s", err, NotAFolder)
	}
	if err := ReplaceDir(filepath.Join(dir, "none", "out"), nil); err == nil {
		t.Error("into a folder that is not there")
	}
	t.Chdir(dir)
	if err := ReplaceDir("relative", tree(edition(2))); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "relative", "index.html")); err != nil {
		t.Error(err)
	}
}

func TestSystemErrorsHaveCodes(t *testing.T) {
	for _, c := range []struct {
		err  error
		want Code
	}{
		{syscall.ENOSPC, DiskFull}, {syscall.EDQUOT, DiskFull}, {syscall.EROFS, Unwritable},
		{syscall.EACCES, Unwritable}, {syscall.EPERM, Unwritable}, {syscall.EIO, IO},
	} {
		f := desk(t)
		steps := 0
		f.disk = failing{disk: f.disk, steps: &steps, dies: true, err: &fs.PathError{Op: "open", Path: "x", Err: c.err}}
		if _, err := f.Put(arabic(1), []byte("x")); code(err) != c.want || !errors.Is(err, c.err) {
			t.Errorf("%v: got %v, want %s", c.err, err, c.want)
		}
		if _, _, err := f.Publish(training, edition(1), own); code(err) != c.want {
			t.Errorf("%v: publish got %v, want %s", c.err, err, c.want)
		}
	}
}
