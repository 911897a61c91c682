package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"bayan/workflow/folder"
	"bayan/workflow/newsroom"
)

// readTree reads a folder that was exported, by paths within it. Links are not
// followed: what is verified is what stands there. What no export has, a link, a
// pipe or what is too large, has no bytes.
func (c *call) readTree(name string) (map[string][]byte, error) {
	root, err := os.OpenRoot(c.absolute(name))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	files := map[string][]byte{}
	err = folder.Walk(root, ".", func(at string, e fs.DirEntry) error {
		info, err := e.Info()
		if files[at] = nil; err != nil || !info.Mode().IsRegular() || info.Size() > maxInput {
			return err
		}
		files[at], err = root.ReadFile(at)
		return err
	})
	return files, err
}

// writeTree gives a folder of exports new contents. A folder that holds
// anything but an export as it was written is left alone.
func (c *call) writeTree(name string, files map[string][]byte) error {
	dir := c.absolute(name)
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return &fs.PathError{Op: "write", Path: name, Err: syscall.ENOTDIR}
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		old, err := c.readTree(dir)
		if err != nil {
			return err
		}
		for _, f := range newsroom.VerifyFiles(name, old).Flaws {
			switch f.Code {
			case "no-sums", "sums-unread", "file-unlisted", "file-differs":
				return &newsroom.Fault{Code: "folder-in-use", Exit: newsroom.ExitConflict, Args: map[string]any{"path": name}}
			}
		}
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o777); err != nil {
		return err
	}
	return folder.ReplaceDir(dir, files)
}

// isWithin tells whether a path is that of a folder or lies within it, by what is
// there: links are followed, and what is not there yet lies in what is above it. Nor
// need the folder be there yet, if only what it is to stand in is.
func isWithin(path, dir string) bool {
	same := func(a, b string) bool {
		is, err := os.Stat(a)
		other, errOf := os.Stat(b)
		return err == nil && errOf == nil && os.SameFile(is, other)
	}
	at, err := filepath.EvalSymlinks(path)
	if err != nil {
		at = path
	}
	for {
		above := filepath.Dir(at)
		if same(at, dir) || filepath.Base(at) == filepath.Base(dir) && same(above, filepath.Dir(dir)) {
			return true
		}
		if above == at {
			return false
		}
		if real, err := filepath.EvalSymlinks(above); err == nil {
			above = real
		}
		at = above
	}
}
