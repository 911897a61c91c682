package folder

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"bayan/workflow/newsroom"
)

// Publish is described at newsroom.Files. What somebody else put into the folder
// is kept elsewhere before the new one stands there, and what came meanwhile,
// after; where there is nothing to publish, the folder goes.
func (f *Folder) Publish(release string, files []newsroom.File, own []string) (string, []string, error) {
	if !plain(release) {
		return "", nil, &Error{Code: BadName, Path: release}
	}
	name := path.Join(publicDir, release)
	tree := make(map[string][]byte, len(files))
	for _, file := range files {
		tree[file.Path] = file.Bytes
	}
	if err := f.disk.mkdir(publicDir); err != nil {
		return "", nil, f.unwritten(publicDir, err)
	}
	if err := f.unsettle(release, tree); err != nil {
		return "", nil, err
	}
	set := setAside{f: f, to: path.Join(releasesDir, release, asideDir), tree: tree, own: own, kept: map[string]bool{}}
	err := replaceDir(f.disk, f.root, name, tree, set.sweep)
	if err == nil && len(tree) == 0 {
		err = f.disk.remove(name)
	}
	if e := new(Error); errors.As(err, &e) && e.Code == NotAFolder {
		return "", nil, &Error{Code: NotAFolder, Path: f.shown(name)}
	}
	return f.shown(name), set.paths, f.unwritten(name, err)
}

// Published is described at newsroom.Files: the files of public/ID by their
// paths within it, nil where there is none. What bayan cannot have put there, a
// link, a pipe or what is too large, has no bytes: it is not as it was published.
// A link, pipe or file in the folder's place is newsroom.ErrNoFolder.
func (f *Folder) Published(release string) (map[string][]byte, error) {
	if !plain(release) {
		return nil, &Error{Code: BadName, Path: release}
	}
	name := path.Join(publicDir, release)
	if _, err := f.root.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		name = hidden(name, gone) // a crash while it was being replaced
	}
	switch fi, err := f.root.Lstat(name); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, f.failure(name, err)
	case !fi.IsDir():
		return nil, fmt.Errorf("%s: %w", f.shown(name), newsroom.ErrNoFolder)
	}
	files := map[string][]byte{}
	err := Walk(f.root, name, func(at string, e fs.DirEntry) error {
		within := strings.TrimPrefix(at, name+"/")
		if files[within] = nil; !e.Type().IsRegular() {
			return nil
		}
		b, _, err := f.read(at)
		if e := new(Error); errors.As(err, &e) && e.Code == TooLarge {
			return nil
		}
		files[within] = b
		return err
	})
	if err != nil {
		return nil, f.failure(name, err)
	}
	return files, nil
}

// Walk goes through what stands in a folder, if it is there, and in those below it, by names, but
// not the folders themselves; links are not followed. fs.WalkDir ends at a folder
// whose name is not UTF-8, as one from an older archive may be.
func Walk(root *os.Root, at string, see func(name string, e fs.DirEntry) error) error {
	dir, err := root.Open(at)
	switch {
	case errors.Is(err, fs.ErrNotExist): // or gone by now
		return nil
	case err != nil:
		return err
	}
	entries, err := dir.ReadDir(-1)
	if err := errors.Join(err, dir.Close()); err != nil {
		return err
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	for _, e := range entries {
		name := path.Join(at, e.Name())
		if e.IsDir() {
			err = Walk(root, name, see)
		} else {
			err = see(name, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// PublishedIDs is described at newsroom.Files.
func (f *Folder) PublishedIDs() ([]string, error) {
	entries, err := fs.ReadDir(f.root.FS(), publicDir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, f.failure(publicDir, err)
	}
	there := map[string]bool{}
	for _, e := range entries {
		name := e.Name()
		if old, ok := strings.CutSuffix(strings.TrimPrefix(name, "."), gone); ok {
			name = old // a crash while it was being replaced
		}
		// A link is no folder of ours; whoever reads it is told so.
		if (e.IsDir() || e.Type()&fs.ModeSymlink != 0) && plain(name) {
			there[name] = true
		}
	}
	return slices.Sorted(maps.Keys(there)), nil
}

// ReplaceDir gives a folder new contents: files by their paths within it, with
// slashes. What was there is gone. Readers see the old or the new folder, on
// Linux with no moment in between; so does who comes after a crash.
func ReplaceDir(target string, files map[string][]byte) error {
	parent, base := filepath.Split(filepath.Clean(target))
	root, err := os.OpenRoot(cmp.Or(parent, "."))
	if err != nil {
		return explain(target, err)
	}
	defer root.Close()
	return ofWriting(explain(target, replaceDir(rooted{root}, root, base, files, nil)))
}

// replaceDir is ReplaceDir within a root; sweep, if not nil, keeps what
// must not go with the folder at a name.
func replaceDir(d disk, root *os.Root, name string, files map[string][]byte, sweep func(at string) error) (err error) {
	for at := range files {
		if at == "." || !fs.ValidPath(at) || !filepath.IsLocal(filepath.FromSlash(at)) {
			return &Error{Code: BadName, Path: at}
		}
	}
	unlock, err := lock(root, path.Dir(name))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	there, err := settle(d, root, name)
	if err != nil {
		return err
	}
	made := beside(name)
	if err := makeTree(d, made, files); err != nil {
		return errors.Join(err, d.remove(made))
	}
	sweeps := there && sweep != nil
	if sweeps {
		if err := sweep(name); err != nil {
			return errors.Join(err, d.remove(made))
		}
	}
	if err := swap(d, made, name, there); err != nil {
		return errors.Join(err, d.remove(made))
	}
	if err := d.sync(path.Dir(name)); err != nil {
		return err
	}
	if sweeps { // what came since
		if err := errors.Join(sweep(made), sweep(hidden(name, gone))); err != nil {
			return err
		}
	}
	return errors.Join(d.remove(made), d.remove(hidden(name, gone)))
}

// settle ends what a crash left, and tells whether the folder is there. With
// the old one set aside and none in its place, the new one was complete.
func settle(d disk, root *os.Root, name string) (there bool, err error) {
	made, old := beside(name), hidden(name, gone)
	is := func(name string) bool { _, err := root.Lstat(name); return err == nil }
	if !is(name) && is(old) {
		back := old
		if is(made) {
			back = made
		}
		if err := d.rename(back, name); err != nil {
			return false, err
		}
		if err := d.sync(path.Dir(name)); err != nil {
			return false, err
		}
	}
	fi, err := root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return false, err
	case !fi.IsDir():
		return false, &Error{Code: NotAFolder, Path: name}
	}
	return err == nil, errors.Join(d.remove(made), d.remove(old))
}

// makeTree writes files in a new folder, whole and on the medium.
func makeTree(d disk, made string, files map[string][]byte) error {
	dirs := map[string]bool{made: true}
	for _, at := range slices.Sorted(maps.Keys(files)) {
		for dir := path.Dir(path.Join(made, at)); !dirs[dir]; dir = path.Dir(dir) {
			dirs[dir] = true
		}
	}
	all := slices.Sorted(maps.Keys(dirs))
	for _, dir := range all {
		if err := d.mkdir(dir); err != nil {
			return err
		}
	}
	for _, at := range slices.Sorted(maps.Keys(files)) {
		if err := d.make(path.Join(made, at), whole(files[at]), 0o666); err != nil {
			return err
		}
	}
	for _, dir := range slices.Backward(all) {
		if err := d.sync(dir); err != nil {
			return err
		}
	}
	return nil
}

// swap puts the new folder in the place of the old one, which is then at the
// new one's name or set aside; or it changes nothing.
func swap(d disk, made, name string, there bool) error {
	if !there {
		return d.rename(made, name)
	}
	err := d.exchange(made, name)
	if !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	old := hidden(name, gone)
	if err := d.rename(name, old); err != nil {
		return err
	}
	if err := d.rename(made, name); err != nil {
		return errors.Join(err, d.rename(old, name))
	}
	return nil
}
