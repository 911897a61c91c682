package folder

import "io/fs"

// Shared files stand at the desk's root for people to edit, such as its
// glossary; bayan writes in them too.

// ReadShared reads one; nil where there is none. Its error is one of this package.
func (f *Folder) ReadShared(name string) ([]byte, error) {
	if err := f.ownFile(name); err != nil {
		return nil, err
	}
	b, _, err := f.read(name)
	return b, err
}

// ReviseShared gives one the bytes that change makes of those it has, or leaves
// it as it is where change returns nil. Of several processes that revise at once
// each sees what the one before it wrote. An error of change is returned as it is.
func (f *Folder) ReviseShared(name string, change func(old []byte) ([]byte, error)) error {
	if err := f.ownFile(name); err != nil {
		return err
	}
	return f.locked(private, func() error {
		old, mode, err := f.read(name)
		if err != nil {
			return err
		}
		b, err := change(old)
		if err != nil || b == nil {
			return err
		}
		return f.unwritten(name, replace(f.disk, name, b, mode, nil))
	})
}

// ownFile refuses a link: what it leads to is edited by others.
func (f *Folder) ownFile(name string) error {
	if fi, err := f.root.Lstat(name); err == nil && fi.Mode()&fs.ModeSymlink != 0 {
		return &Error{Code: NotAFile, Path: f.shown(name)}
	}
	return nil
}
