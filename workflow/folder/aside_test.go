package folder

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"bayan/releases"
	"bayan/workflow/newsroom"
)

// set writes what people put into the public folder of an edition that stands.
func set(t testing.TB, f *Folder) {
	t.Helper()
	public := filepath.Join(f.path, "public", training)
	if err := os.Mkdir(filepath.Join(public, "press"), 0o777); err != nil {
		t.Fatal(err)
	}
	typed(t, filepath.Join(public, "photo.jpg"), "a photograph")
	typed(t, filepath.Join(public, "press", "photo.jpg"), "another")
	typed(t, filepath.Join(public, "index.html"), "<title>mended by hand</title>")
	if err := os.Symlink("photo.jpg", filepath.Join(public, "cover.jpg")); err != nil {
		t.Fatal(err)
	}
}

// aside is what stands in the folder of what was set aside, links by their targets.
func aside(t testing.TB, f *Folder) map[string]string { return asideIn(t, f, asideDir) }

func asideIn(t testing.TB, f *Folder, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	root := filepath.Join(f.path, "releases", training, dir)
	err := filepath.WalkDir(root, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, errOf := os.ReadFile(at)
		if e.Type()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(at)
			b, errOf = []byte("-> "+to), err
		}
		within, err := filepath.Rel(root, at)
		all[filepath.ToSlash(within)] = string(b)
		return errors.Join(err, errOf)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

var everythingSet = map[string]string{
	"photo.jpg": "a photograph", "press/photo.jpg": "another",
	"index.html": "<title>mended by hand</title>", "cover.jpg": "-> photo.jpg",
}

// What somebody put into a public folder, or changed there, is neither public
// any more nor lost; what bayan put there is not kept.
func TestPublishSetsAside(t *testing.T) {
	f := desk(t)
	publish := func(n int, wants ...string) {
		t.Helper()
		_, told, err := f.Publish(training, listed(n), own)
		if err != nil {
			t.Fatal(err)
		}
		for i := range wants {
			wants[i] = filepath.Join(f.path, "releases", training, asideDir, filepath.FromSlash(wants[i]))
		}
		slices.Sort(told)
		slices.Sort(wants)
		if !slices.Equal(told, wants) {
			t.Errorf("edition %d: told %q, want %q", n, told, wants)
		}
		if got := published(t, f); !sameTree(got, tree(listed(n))) {
			t.Errorf("edition %d reads as %q", n, got)
		}
	}
	publish(1)
	publish(2)
	publish(1)
	set(t, f)
	publish(2, "photo.jpg", "press/photo.jpg", "index.html", "cover.jpg")
	if got := aside(t, f); !maps.Equal(got, everythingSet) {
		t.Errorf("set aside: %q", got)
	}
	// A file of the same name as one that was set aside before gets another folder; one
	// that was put on the folder's list by hand is still somebody's.
	typed(t, filepath.Join(f.path, "public", training, "photo.jpg"), "a third")
	typed(t, filepath.Join(f.path, "public", training, newsroom.SumsFile),
		string(releases.Sums(map[string][]byte{"photo.jpg": []byte("a third")})))
	publish(2, "../from-public-2/photo.jpg")
	if got := asideIn(t, f, asideDir+"-2"); !maps.Equal(got, map[string]string{"photo.jpg": "a third"}) {
		t.Errorf("the third photograph is in %q", got)
	}
	noLeftovers(t, f)
}

func TestPublishSettingAsideCrashesAtEveryStep(t *testing.T) {
	atEveryStep(t,
		func(f *Folder) error {
			_, _, err := f.Publish(training, listed(1), own)
			set(t, f)
			return err
		},
		func(f *Folder) error { _, _, err := f.Publish(training, listed(2), own); return err },
		func(t *testing.T, f *Folder) {
			got := published(t, f)
			if whole := string(got["photo.jpg"]) == "a photograph" && got["texts/ar.md"] != nil; !whole && !sameTree(got, tree(listed(2))) {
				t.Errorf("the public folder is neither old nor new: %q", got)
			}
			if _, _, err := f.Publish(training, listed(3), own); err != nil {
				t.Fatal(err)
			}
			if got := aside(t, f); !maps.Equal(got, everythingSet) {
				t.Errorf("set aside: %q", got)
			}
			noLeftovers(t, f)
		})
}

// otherSystem is a disk on which the public folder is a file system of its own, or
// none has links.
type otherSystem struct {
	disk
	err error
}

func (d otherSystem) link(string, string) error { return d.err }

func TestPublishSetsAsideWithoutLinks(t *testing.T) {
	for _, reason := range []error{syscall.EXDEV, syscall.EPERM, errors.ErrUnsupported} {
		f := desk(t)
		f.disk = otherSystem{f.disk, reason}
		if _, _, err := f.Publish(training, listed(1), own); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the same once more is kept once
			set(t, f)
			_, told, err := f.Publish(training, listed(2), own)
			if err != nil || len(told) != len(everythingSet) || !maps.Equal(aside(t, f), everythingSet) {
				t.Errorf("%v: %v, told %q, set aside %q", reason, err, told, aside(t, f))
			}
		}
		noLeftovers(t, f)
	}
}

// Nothing that somebody put into a public folder, or where it is kept, holds up
// what takes the text out of sight, nor is it lost for that.
func TestPublishWhateverStandsThere(t *testing.T) {
	long := strings.Repeat("م", 125) + ".jpg" // 254 bytes, where a name may have 255
	for _, c := range []struct {
		what     string
		put      func(t *testing.T, public, kept string)
		from     string // the folder that it is kept in
		name     string
		linkless bool
	}{
		{"a folder whose name is in another character set", func(t *testing.T, public, _ string) {
			folderWith(t, filepath.Join(public, "caf\xe9"), "photo.jpg", "mine")
		}, asideDir, "caf\xe9/photo.jpg", false},
		{"a file where its folder should be kept", func(t *testing.T, public, kept string) {
			folderWith(t, kept, "press", "earlier")
			folderWith(t, filepath.Join(public, "press"), "photo.jpg", "mine")
		}, asideDir + "-2", "press/photo.jpg", false},
		{"a file in the place of what is kept", func(t *testing.T, public, kept string) {
			folderWith(t, filepath.Dir(kept), asideDir, "a note")
			folderWith(t, public, "photo.jpg", "mine")
		}, asideDir + "-2", "photo.jpg", false},
		{"a link there, to what is public", func(t *testing.T, public, kept string) {
			folderWith(t, filepath.Dir(kept), "ar.md", "a text")
			folderWith(t, filepath.Join(public, "..", "other"), "photo.jpg", "mine")
			if err := os.Symlink("../../public/other", kept); err != nil {
				t.Fatal(err)
			}
			folderWith(t, public, "photo.jpg", "mine")
		}, asideDir + "-2", "photo.jpg", false},
		{"a name as long as may be, twice", func(t *testing.T, public, kept string) {
			folderWith(t, kept, long, "earlier")
			folderWith(t, public, long, "mine")
		}, asideDir + "-2", long, false},
		{"such a name, on another file system", func(t *testing.T, public, kept string) {
			folderWith(t, public, long, "mine")
		}, asideDir, long, true},
	} {
		t.Run(c.what, func(t *testing.T) {
			f := desk(t)
			if _, _, err := f.Publish(training, listed(1), own); err != nil {
				t.Fatal(err)
			}
			c.put(t, filepath.Join(f.path, "public", training), filepath.Join(f.path, "releases", training, asideDir))
			if is, err := f.Published(training); err != nil || string(is[c.name]) != "mine" {
				t.Errorf("it reads as %q, %v", is[c.name], err)
			}
			if c.linkless {
				f.disk = otherSystem{f.disk, syscall.EXDEV}
			}
			want := filepath.Join(f.path, "releases", training, c.from, filepath.FromSlash(c.name))
			if _, told, err := f.Publish(training, listed(2), own); err != nil || !slices.Equal(told, []string{want}) {
				t.Errorf("told %q, %v; want %q", told, err, want)
			}
			if got := published(t, f); !sameTree(got, tree(listed(2))) {
				t.Errorf("it reads as %q", got)
			}
			if got := asideIn(t, f, c.from); !maps.Equal(got, map[string]string{c.name: "mine"}) {
				t.Errorf("kept: %q", got)
			}
			noLeftovers(t, f)
		})
	}
}

func folderWith(t testing.TB, dir, name, words string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	typed(t, filepath.Join(dir, name), words)
}

// A pipe has nothing to keep, and holds no publication up.
func TestPublishOverAPipe(t *testing.T) {
	for _, reason := range []error{nil, syscall.EXDEV} {
		f := desk(t)
		if _, _, err := f.Publish(training, listed(1), own); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(filepath.Join(f.path, "public", training, "pipe"), 0o666); err != nil {
			t.Skipf("NOT TESTED: no pipe can be made here: %v", err)
		}
		if reason != nil {
			f.disk = otherSystem{f.disk, reason}
		}
		if _, told, err := f.Publish(training, listed(2), own); err != nil || len(told) > 0 {
			t.Errorf("%v: %v, told %q", reason, err, told)
		}
		if got := published(t, f); !sameTree(got, tree(listed(2))) {
			t.Errorf("%v: it reads as %q", reason, got)
		}
	}
}

// What comes into the folder while the new one is put in its place is kept too.
type late struct {
	disk
	come func()
}

func (d late) exchange(a, b string) error { d.come(); return d.disk.exchange(a, b) }

func TestPublishKeepsWhatComesMeanwhile(t *testing.T) {
	f := desk(t)
	if _, _, err := f.Publish(training, listed(1), own); err != nil {
		t.Fatal(err)
	}
	f.disk = late{f.disk, func() { typed(t, filepath.Join(f.path, "public", training, "photo.jpg"), "a photograph") }}
	if _, _, err := f.Publish(training, listed(2), own); err != nil {
		t.Fatal(err)
	}
	if got := aside(t, f); !maps.Equal(got, map[string]string{"photo.jpg": "a photograph"}) {
		t.Errorf("set aside: %q", got)
	}
}

// clearing is a disk on which somebody clears the folder up while what is in it is
// being kept.
type clearing struct {
	disk
	clear func() error
}

func (d clearing) link(from, to string) error { return errors.Join(d.disk.link(from, to), d.clear()) }

func TestPublishWhileSomebodyClearsUp(t *testing.T) {
	f := desk(t)
	if _, _, err := f.Publish(training, listed(1), own); err != nil {
		t.Fatal(err)
	}
	public := filepath.Join(f.path, "public", training)
	folderWith(t, public, "a.jpg", "mine")
	folderWith(t, public, "b.jpg", "gone")
	f.disk = clearing{f.disk, func() error { return os.Remove(filepath.Join(public, "b.jpg")) }}
	if _, _, err := f.Publish(training, listed(2), own); err != nil {
		t.Fatal(err)
	}
	if got := aside(t, f); !maps.Equal(got, map[string]string{"a.jpg": "mine"}) {
		t.Errorf("kept: %q", got)
	}
}

// stuck is a disk on which one step of putting a folder in its place fails.
type stuck struct {
	disk
	exchanges bool // whether the disk can swap two folders
	from      string
}

func (d stuck) exchange(a, b string) error {
	if d.exchanges {
		return syscall.EPERM
	}
	return errors.ErrUnsupported
}

func (d stuck) rename(from, to string) error {
	if from == d.from {
		return syscall.EPERM
	}
	return d.disk.rename(from, to)
}

// What could not be put in its place is not left beside it, where a web server may
// show it; and what is to be kept is told by the name that could not be made.
func TestPublishThatFailsLeavesNothingPublic(t *testing.T) {
	name := "public/" + training
	for _, d := range []stuck{{exchanges: true}, {from: name}, {from: beside(name)}} {
		f := desk(t)
		if _, _, err := f.Publish(training, listed(1), own); err != nil {
			t.Fatal(err)
		}
		d.disk = f.disk
		f.disk = d
		if _, _, err := f.Publish(training, listed(2), own); code(err) != Unwritable && code(err) != NoAccess {
			t.Errorf("%v: %v", d, err)
		}
		if got := published(t, f); !sameTree(got, tree(listed(1))) {
			t.Errorf("%v: it reads as %q", d, got)
		}
		noLeftovers(t, f)
	}
	f := desk(t)
	d := stuck{disk: f.disk, from: beside(name)}
	f.disk = d // the first time
	if _, _, err := f.Publish(training, listed(1), own); err == nil {
		t.Error("the first publication was put in place")
	}
	noLeftovers(t, f)

	f = desk(t)
	if _, _, err := f.Publish(training, listed(1), own); err != nil {
		t.Fatal(err)
	}
	typed(t, filepath.Join(f.path, "public", training, "photo.jpg"), "mine")
	folderWith(t, filepath.Join(f.path, "releases"), training, "a file in the place of the release's folder")
	_, _, err := f.Publish(training, listed(2), own)
	if e := new(Error); !errors.As(err, &e) || e.Path != filepath.Join(f.path, "releases", training, asideDir, "photo.jpg") {
		t.Errorf("what could not be kept: %v", err)
	}
	noLeftovers(t, f)
}

// A link in the folder's place is never written through, wherever it leads.
func TestPublishOverALink(t *testing.T) {
	for _, to := range []string{"elsewhere", "nowhere", t.TempDir()} {
		f := desk(t)
		if err := os.MkdirAll(filepath.Join(f.path, "public", "elsewhere"), 0o777); err != nil {
			t.Fatal(err)
		}
		typed(t, filepath.Join(f.path, "public", "elsewhere", "theirs.html"), "theirs")
		link := filepath.Join(f.path, "public", training)
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
		if _, _, err := f.Publish(training, listed(1), own); code(err) != NotAFolder {
			t.Errorf("to %s: published with %v, want %s", to, err, NotAFolder)
		}
		if _, err := f.Published(training); !errors.Is(err, newsroom.ErrNoFolder) {
			t.Errorf("to %s: read with %v", to, err)
		}
		if is, err := os.Readlink(link); is != to {
			t.Errorf("the link to %s leads to %q, %v", to, is, err)
		}
		if there, _ := os.ReadDir(filepath.Join(f.path, "public", "elsewhere")); len(there) != 1 {
			t.Errorf("to %s: written through the link: %v", to, there)
		}
	}
}
