// Package folder keeps the working files of a desk: where people write, and
// what was published. It is a newsroom.Files.
//
// Guarantees: a file is made or replaced whole or not at all, also when the process
// dies or the disk fills at any step; what a crash leaves beside a file is
// cleared by the next write there. Bytes that bayan did not write are never
// overwritten. Nothing outside the desk is read or written, whatever an id or a
// symbolic link says. Several processes may use one folder: writes to what is
// known of the files wait for each other.
//
// What is known stands in .bayan/work.json: for each file the digest that bayan
// wrote there, of which version, for whom. It is written before the file, with
// what was known before beside it, so that either state of the file is
// recognised after a crash.
package folder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"unicode/utf8"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// Layout of a desk, with slashes, within its root.
const (
	settingsFile = "bayan.toml"
	private      = ".bayan"
	workFile     = private + "/work.json"
	releasesDir  = "releases"
	publicDir    = "public"
	factsFile    = "release.toml"
)

// MaxFile is the size in bytes of the largest file that is read.
const MaxFile = 16 << 20

// Folder is the files of one desk.
type Folder struct {
	path string // of the root, for messages
	root *os.Root
	disk disk

	mu    sync.Mutex
	taken map[string]string // digest of each release.toml that was read, until it is written
}

var _ newsroom.Files = (*Folder)(nil)

// Open opens the folder of a desk by its root.
func Open(root string) (*Folder, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, explain(root, err)
	}
	return &Folder{path: root, root: r, disk: rooted{r}, taken: map[string]string{}}, nil
}

// Close gives the root back.
func (f *Folder) Close() error { return f.root.Close() }

// Path is where a text's working file stands, for a person.
func (f *Folder) Path(release string, l workflow.Language) string {
	return f.shown(path.Join(releasesDir, release, string(l)+".md"))
}

func (f *Folder) shown(name string) string { return filepath.Join(f.path, filepath.FromSlash(name)) }

// textName is the working file of a text within the root. It never leaves
// releases/.
func textName(release string, l workflow.Language) (string, error) {
	if !plain(release) || !plain(string(l)) {
		return "", &Error{Code: BadName, Path: path.Join(release, string(l))}
	}
	return path.Join(releasesDir, release, string(l)+".md"), nil
}

// plain names are one element of a path, visible and the same on every system.
func plain(name string) bool {
	return name != "" && len(name) <= 128 && name[0] != '.' && utf8.ValidString(name) &&
		!strings.ContainsAny(name, "/\\:\x00") && filepath.IsLocal(name)
}

// read reads a file once; b is nil for one that is not there.
func (f *Folder) read(name string) (b []byte, mode fs.FileMode, err error) {
	fi, err := f.root.Stat(name) // opening a pipe would wait for its writer
	switch {
	case errors.Is(err, fs.ErrNotExist) && !f.leaves(name):
		return nil, 0, nil
	case err != nil:
		return nil, 0, f.failure(name, err)
	case !fi.Mode().IsRegular():
		return nil, 0, &Error{Code: NotAFile, Path: f.shown(name)}
	case fi.Size() > MaxFile:
		return nil, 0, &Error{Code: TooLarge, Path: f.shown(name)}
	}
	file, err := f.root.Open(name)
	if err != nil {
		return nil, 0, f.failure(name, err)
	}
	defer file.Close()
	b, err = io.ReadAll(io.LimitReader(file, MaxFile+1))
	switch {
	case err != nil:
		return nil, 0, f.failure(name, err)
	case len(b) > MaxFile:
		return nil, 0, &Error{Code: TooLarge, Path: f.shown(name)}
	}
	return append([]byte{}, b...), fi.Mode().Perm(), nil
}

// failure explains an error at a name within the root.
func (f *Folder) failure(name string, err error) error {
	if f.leaves(name) {
		return &Error{Code: Outside, Path: f.shown(name), Err: err}
	}
	return explain(f.shown(name), err)
}

// leaves says whether a symbolic link on the way to a name leads out of the root.
func (f *Folder) leaves(name string) bool {
	root, err := filepath.EvalSymlinks(f.path)
	if err != nil {
		return false
	}
	for at := name; at != "."; at = path.Dir(at) {
		fi, err := f.root.Lstat(at)
		if err != nil || fi.Mode()&fs.ModeSymlink == 0 {
			continue
		}
		to, err := filepath.EvalSymlinks(filepath.Join(root, filepath.FromSlash(at)))
		if errors.Is(err, fs.ErrNotExist) { // it leads to nothing yet
			if to, err = os.Readlink(filepath.Join(root, filepath.FromSlash(at))); err == nil && !filepath.IsAbs(to) {
				to = filepath.Join(root, filepath.FromSlash(path.Dir(at)), to)
			}
		}
		if err != nil {
			return false
		}
		if within, err := filepath.Rel(root, to); err != nil || !filepath.IsLocal(within) {
			return true
		}
	}
	return false
}
