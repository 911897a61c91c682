package folder

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"

	"bayan/workflow/newsroom"
)

// asideDir is where, in the release's folder, what somebody else put into its
// public folder is kept: not public, and not lost.
const asideDir = "from-public"

// setAside keeps what a public folder holds that bayan did not put there.
type setAside struct {
	f     *Folder
	to    string            // the folder within the root
	tree  map[string][]byte // what is published now
	own   []string          // names of what bayan published there before
	kept  map[string]bool   // by the path in the public folder
	paths []string          // of what was kept, for a person
}

// sweep goes through a folder, if it is there. A file is bayan's where it has the
// name of one, and is what the folder's own list says or what comes in its place.
func (s *setAside) sweep(at string) error {
	sums := path.Join(at, newsroom.SumsFile)
	var listed map[string]string // without it, all is judged by what comes
	if b, _, err := s.f.read(sums); err == nil {
		listed = newsroom.Sums(b)
	}
	var theirs []string
	err := Walk(s.f.root, at, func(name string, e fs.DirEntry) error {
		within := strings.TrimPrefix(name, at+"/")
		if s.kept[within] {
			return nil
		}
		if _, comes := s.tree[within]; e.Type().IsRegular() && (comes || slices.Contains(s.own, within) || within == newsroom.SumsFile) {
			b, _, err := s.f.read(name) // what cannot be read, or is too large, is not what was put there
			is := newsroom.SHA256(b)
			if err == nil && (within == newsroom.SumsFile || is == listed[within] || comes && is == newsroom.SHA256(s.tree[within])) {
				return nil
			}
		}
		theirs = append(theirs, within)
		return nil
	})
	if err != nil {
		return err
	}
	for _, within := range theirs {
		if err := s.keep(path.Join(at, within), within); err != nil {
			return s.f.unwritten(path.Join(s.to, within), err)
		}
	}
	return nil
}

// keep gives a file a second name in the folder of what was set aside, or in
// another with a number where something else stands in its place or on the way: no
// name grows too long. The public folder is whole until it is replaced. A pipe or
// device holds nothing that anybody made.
func (s *setAside) keep(from, within string) error {
	is, err := s.f.root.Lstat(from)
	switch {
	case errors.Is(err, fs.ErrNotExist): // gone by now
		return nil
	case err != nil:
		return err
	}
	if kind := is.Mode().Type(); kind != 0 && kind != fs.ModeSymlink {
		return nil
	}
	for n := 1; ; n++ {
		to := path.Join(s.to, within)
		if n > 1 {
			to = path.Join(fmt.Sprintf("%s-%d", s.to, n), within)
		}
		if s.blocked(path.Dir(to)) {
			continue
		}
		if err := s.f.disk.mkdir(path.Dir(to)); err != nil {
			return err
		}
		err := s.f.disk.link(from, to)
		if linkless(err) || errors.Is(err, syscall.EXDEV) { // public may be another file system
			err = s.copy(from, to, is)
		}
		if errors.Is(err, fs.ErrExist) {
			same, errOf := s.same(is, from, to) // a crash came after it was kept, or it was put there again
			if errOf != nil {
				return errOf
			}
			if !same {
				continue
			}
		} else if err != nil {
			return err
		}
		s.kept[within] = true
		s.paths = append(s.paths, s.f.shown(to))
		return s.sync(path.Dir(to))
	}
}

// blocked tells whether something else than a folder stands on the way to one, from
// the release's folder. A link is not followed: it may lead to what is public.
func (s *setAside) blocked(dir string) bool {
	for at := dir; at != path.Dir(s.to); at = path.Dir(at) {
		if fi, err := s.f.root.Lstat(at); err == nil && !fi.IsDir() {
			return true
		}
	}
	return false
}

// sync puts a folder on the medium, and those above it up to the release's.
func (s *setAside) sync(dir string) error {
	for at := dir; ; at = path.Dir(at) {
		if err := s.f.disk.sync(at); err != nil || at == path.Dir(s.to) {
			return err
		}
	}
}

// copy is for what cannot have a second name.
func (s *setAside) copy(from, to string, is fs.FileInfo) error {
	if is.Mode()&fs.ModeSymlink != 0 {
		target, err := s.f.root.Readlink(from)
		if err != nil {
			return err
		}
		return s.f.disk.symlink(target, to)
	}
	file, err := s.f.root.Open(from)
	if err != nil {
		return err
	}
	defer file.Close()
	made := beside(s.to) // beside its own name there may be no room for a longer one
	err = s.f.disk.make(made, func(w io.Writer) error { _, err := io.Copy(w, file); return err }, 0o666)
	if err == nil {
		err = s.f.disk.place(made, to)
	}
	if err != nil {
		return errors.Join(err, s.f.disk.remove(made))
	}
	return nil
}

// same tells whether what is kept under a name is what would be kept.
func (s *setAside) same(is fs.FileInfo, from, to string) (bool, error) {
	there, err := s.f.root.Lstat(to)
	switch {
	case err != nil || there.Mode().Type() != is.Mode().Type():
		return false, err
	case os.SameFile(is, there):
		return true, nil
	case is.Mode()&fs.ModeSymlink != 0:
		a, err := s.f.root.Readlink(from)
		b, errOf := s.f.root.Readlink(to)
		return a == b, errors.Join(err, errOf)
	case !is.Mode().IsRegular() || is.Size() != there.Size():
		return false, nil
	}
	a, err := s.digest(from)
	b, errOf := s.digest(to)
	return a == b, errors.Join(err, errOf)
}

func (s *setAside) digest(name string) (sum [sha256.Size]byte, err error) {
	file, err := s.f.root.Open(name)
	if err != nil {
		return sum, err
	}
	defer file.Close()
	all := sha256.New()
	_, err = io.Copy(all, file)
	return [sha256.Size]byte(all.Sum(nil)), err
}
