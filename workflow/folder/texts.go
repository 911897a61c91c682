package folder

import (
	"io/fs"
	"path"
	"strings"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// Look is described at newsroom.Files.
func (f *Folder) Look(release string, l workflow.Language) (newsroom.Working, error) {
	name, err := textName(release, l)
	if err != nil {
		return newsroom.Working{}, err
	}
	// What is known is read first: a write in between makes the file look
	// changed, never unchanged.
	w, err := f.readWork()
	if err != nil {
		return newsroom.Working{}, err
	}
	b, _, err := f.read(name)
	if err != nil {
		return newsroom.Working{}, err
	}
	known, ours := w.of(name, b)
	return newsroom.Working{Path: f.shown(name), Bytes: b, Known: known.known(), Changed: b != nil && !ours}, nil
}

// Put is described at newsroom.Files; the error is *UnsavedError. Putting the
// same again repairs what a crash left.
func (f *Folder) Put(k newsroom.Known, b []byte) (string, error) {
	name, err := textName(k.Release, k.Language)
	if err != nil {
		return "", err
	}
	return f.shown(name), f.put(name, k, b)
}

// PutBeside is described at newsroom.Files; the error is *UnsavedError.
func (f *Folder) PutBeside(k newsroom.Known, name string, b []byte) (string, error) {
	if !plain(k.Release) || !fs.ValidPath(name) || name == "." || strings.HasPrefix(name, ".") {
		return "", &Error{Code: BadName, Path: name}
	}
	at := path.Join(releasesDir, k.Release, name)
	return f.shown(at), f.put(at, k, b)
}

func (f *Folder) put(name string, k newsroom.Known, b []byte) error {
	if len(b) > MaxFile {
		return &Error{Code: TooLarge, Path: f.shown(name)}
	}
	return f.alone(func(w *work) error {
		if err := f.clear(path.Dir(name)); err != nil {
			return f.unwritten(name, err)
		}
		mode, err := f.overwritable(w, name, b)
		if err != nil {
			return err
		}
		before := w.Files[name]
		if len(before) > 0 {
			// Of two from a crash, the one that the file is.
			is, _, err := f.read(name)
			if err != nil {
				return err
			}
			was, _ := w.of(name, is)
			before = []wrote{was}
		}
		next := wroteOf(k, b)
		w.Files[name] = append([]wrote{next}, before...)
		if err := f.writeWork(*w); err != nil {
			return err
		}
		if err := replace(f.disk, name, b, mode, func() error {
			_, err := f.overwritable(w, name, b) // somebody may have typed meanwhile
			return err
		}); err != nil {
			return f.unwritten(name, err)
		}
		if len(before) == 0 {
			return nil
		}
		w.Files[name] = []wrote{next}
		return f.writeWork(*w)
	})
}

// overwritable refuses a file that holds what bayan did not write, unless that
// is what is to be written.
func (f *Folder) overwritable(w *work, name string, b []byte) (fs.FileMode, error) {
	if fi, err := f.root.Lstat(name); err == nil && !fi.Mode().IsRegular() {
		if f.leaves(name) {
			return 0, &Error{Code: Outside, Path: f.shown(name)}
		}
		return 0, &Error{Code: NotAFile, Path: f.shown(name)}
	}
	is, mode, err := f.read(name)
	if err != nil {
		return 0, err
	}
	if _, ours := w.of(name, is); is != nil && !ours && string(is) != string(b) && !f.took(name, is) {
		return 0, &UnsavedError{Path: f.shown(name)}
	}
	return mode, nil
}

// clear removes what a crash left beside the files of a folder.
func (f *Folder) clear(dir string) error {
	entries, err := fs.ReadDir(f.root.FS(), dir)
	if err != nil {
		return nil // not there yet, or told by what is done next
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") && strings.HasSuffix(e.Name(), making) {
			if err := f.disk.remove(path.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// Note is described at newsroom.Files.
func (f *Folder) Note(k newsroom.Known, b []byte) error {
	name, err := textName(k.Release, k.Language)
	if err != nil {
		return err
	}
	return f.alone(func(w *work) error {
		w.Files[name] = []wrote{wroteOf(k, b)}
		return f.writeWork(*w)
	})
}
