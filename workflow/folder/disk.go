package folder

import (
	"errors"
	"io/fs"
	"os"
	"path"
)

// disk is every step that changes a folder: between two of them, and in the
// middle of make, the process may die. Names are within the root.
type disk interface {
	// make writes a file, whole and on the medium when it returns.
	make(name string, b []byte, mode fs.FileMode) error
	mkdir(name string) error
	// rename puts a file, or a folder where there is none, in the place of to.
	rename(from, to string) error
	// exchange swaps two folders at once, or is errors.ErrUnsupported.
	exchange(a, b string) error
	// remove takes a file or folder with all that is in it, if there is one.
	remove(name string) error
	// sync puts a folder's entries on the medium.
	sync(dir string) error
}

// rooted is the real one.
type rooted struct{ *os.Root }

func (d rooted) make(name string, b []byte, mode fs.FileMode) error {
	if err := d.Root.RemoveAll(name); err != nil { // never write through a link
		return err
	}
	f, err := d.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (d rooted) mkdir(name string) error      { return d.MkdirAll(name, 0o777) }
func (d rooted) rename(from, to string) error { return d.Rename(from, to) }
func (d rooted) remove(name string) error     { return d.RemoveAll(name) }

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
	made := beside(name)
	err := d.make(made, b, mode)
	if err == nil && ready != nil {
		err = ready()
	}
	if err == nil {
		err = d.rename(made, name)
	}
	if err != nil {
		return errors.Join(err, d.remove(made))
	}
	return d.sync(path.Dir(name))
}
