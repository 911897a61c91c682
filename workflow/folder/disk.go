package folder

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"syscall"
)

// disk is every step that changes a folder: between two of them, and in the
// middle of make, the process may die. Names are within the root.
type disk interface {
	// make writes a file, whole and on the medium when it returns.
	make(name string, write func(io.Writer) error, mode fs.FileMode) error
	mkdir(name string) error
	// rename puts a file, or a folder where there is none, in the place of to.
	rename(from, to string) error
	// place puts a file where there is none, else it is fs.ErrExist.
	place(from, to string) error
	// link gives a file a second name where there is none, else it is fs.ErrExist; a
	// link is not followed.
	link(from, to string) error
	// symlink makes a link to a target where there is none, else it is fs.ErrExist.
	symlink(target, name string) error
	// exchange swaps two folders at once, or is errors.ErrUnsupported.
	exchange(a, b string) error
	// remove takes a file or folder with all that is in it, if there is one.
	remove(name string) error
	// sync puts a folder's entries on the medium.
	sync(dir string) error
}

// rooted is the real one.
type rooted struct{ *os.Root }

func (d rooted) make(name string, write func(io.Writer) error, mode fs.FileMode) error {
	if err := d.Root.RemoveAll(name); err != nil { // never write through a link
		return err
	}
	f, err := d.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	if err = write(f); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (d rooted) mkdir(name string) error      { return d.MkdirAll(name, 0o777) }
func (d rooted) rename(from, to string) error { return d.Rename(from, to) }
func (d rooted) remove(name string) error     { return d.RemoveAll(name) }

func (d rooted) place(from, to string) error {
	err := d.Link(from, to)
	switch {
	case err == nil:
		return d.Remove(from)
	case linkless(err):
		if _, err := d.Lstat(to); err == nil {
			return fs.ErrExist
		}
		return d.Rename(from, to)
	}
	return err
}

func (d rooted) link(from, to string) error        { return d.Link(from, to) }
func (d rooted) symlink(target, name string) error { return d.Symlink(target, name) }

// linkless is the error of a file system without links.
func linkless(err error) bool {
	return errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EPERM)
}

func (d rooted) exchange(a, b string) error {
	dir, err := d.Open(path.Dir(a))
	if err != nil {
		return err
	}
	defer dir.Close()
	return exchange(dir, path.Base(a), path.Base(b))
}

func (d rooted) sync(name string) error {
	dir, err := d.Open(name)
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// beside is the name that a file or folder has while it is being made. Only
// whoever holds the lock makes one, so one that is found then is from a crash.
func beside(name string) string { return hidden(name, making) }

// The endings of what a crash may leave.
const (
	making = ".bayan-new"
	gone   = ".bayan-old"
)

func hidden(name, ending string) string {
	return path.Join(path.Dir(name), "."+path.Base(name)+ending)
}

// replace gives a file new bytes in one step, creating its folder if need be.
// ready, if not nil, has the last word before the file is put in place.
func replace(d disk, name string, b []byte, mode fs.FileMode, ready func() error) error {
	if mode == 0 {
		mode = 0o666
	}
	if err := d.mkdir(path.Dir(name)); err != nil {
		return err
	}
	return putBeside(d, name, whole(b), mode, func(from, to string) error {
		if ready != nil {
			if err := ready(); err != nil {
				return err
			}
		}
		return d.rename(from, to)
	})
}

// putBeside makes a file beside its name, and then settles it there.
func putBeside(d disk, name string, write func(io.Writer) error, mode fs.FileMode, settle func(from, to string) error) error {
	made := beside(name)
	err := d.make(made, write, mode)
	if err == nil {
		err = settle(made, name)
	}
	if err != nil {
		return errors.Join(err, d.remove(made))
	}
	return d.sync(path.Dir(name))
}

// whole writes bytes as they are.
func whole(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}

// Create makes a file that is not there yet, anywhere on this machine: whole or
// not at all, like those of a desk. A file that is there is kept, and the error is
// fs.ErrExist; an error of write is returned as it is. What a crash leaves beside
// the file is cleared when it is made again.
func Create(target string, write func(io.Writer) error) (err error) {
	parent, base := filepath.Split(filepath.Clean(target))
	root, err := os.OpenRoot(cmp.Or(parent, "."))
	if err != nil {
		return err
	}
	defer root.Close()
	unlock, err := lock(root, ".")
	if err != nil {
		return explain(target, err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	return create(rooted{root}, target, base, write)
}

func create(d disk, target, name string, write func(io.Writer) error) error {
	var own error
	err := putBeside(d, name, func(w io.Writer) error { own = write(w); return own }, 0o666, d.place)
	if own != nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	return ofWriting(explain(target, err))
}
