package folder

import (
	"path"

	"bayan/workflow/newsroom"
)

// release.toml is a view of a release's facts, in which the holder of the
// source may type. What the newsroom read of it with Facts it takes in, so the
// view that follows may take its place; anything typed after that is unsaved.

func factsName(release string) (string, error) {
	if !plain(release) {
		return "", &Error{Code: BadName, Path: release}
	}
	return path.Join(releasesDir, release, factsFile), nil
}

// Facts is described at newsroom.Files.
func (f *Folder) Facts(release string) (b []byte, shown string, err error) {
	name, err := factsName(release)
	if err != nil {
		return nil, "", err
	}
	b, _, err = f.read(name)
	if b != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.taken[name] = digest(b)
	}
	return b, f.shown(name), err
}

// PutFacts is described at newsroom.Files; the error is *UnsavedError. It may
// replace what Facts returned last.
func (f *Folder) PutFacts(release string, b []byte) (string, error) {
	name, err := factsName(release)
	if err != nil {
		return "", err
	}
	defer func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.taken, name)
	}()
	return f.shown(name), f.put(name, newsroom.Known{Release: release}, b)
}

// FactsFree is *UnsavedError where release.toml holds what bayan did not write.
func (f *Folder) FactsFree(release string) error {
	name, err := factsName(release)
	if err != nil {
		return err
	}
	w, err := f.readWork()
	if err != nil {
		return err
	}
	b, _, err := f.read(name)
	if err != nil {
		return err
	}
	if _, ours := w.of(name, b); b != nil && !ours {
		return &UnsavedError{Path: f.shown(name)}
	}
	return nil
}

// took says whether these bytes of a file are what its reader took in.
func (f *Folder) took(name string, b []byte) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.taken[name] == digest(b)
}
