package folder

import (
	"path"
	"slices"
	"strings"

	"bayan/workflow/newsroom"
)

// publishingDir has a file for each public folder that was written and whose
// record is not known to be there: the digest of its list. There are two while
// such a folder is being replaced: it may be either.
const publishingDir = private + "/publishing"

// Publishing is described at newsroom.Files.
func (f *Folder) Publishing(do func() error) error { return f.locked(publishingDir, do) }

// unsettle notes what is about to be put into a public folder.
func (f *Folder) unsettle(release string, tree map[string][]byte) error {
	name := path.Join(publishingDir, release)
	sums := []string{newsroom.SHA256(tree[newsroom.SumsFile])}
	// What cannot be read says nothing, and is not what was put there.
	earlier, _ := f.Unsettled(release)
	there, _, errOf := f.read(path.Join(publicDir, release, newsroom.SumsFile))
	if is := newsroom.SHA256(there); errOf == nil && slices.Contains(earlier, is) {
		sums = append(sums, is)
	}
	return f.unwritten(name, replace(f.disk, name, []byte(strings.Join(sums, "\n")+"\n"), 0, nil))
}

// Settle is described at newsroom.Files.
func (f *Folder) Settle(release string) error {
	if !plain(release) {
		return &Error{Code: BadName, Path: release}
	}
	name := path.Join(publishingDir, release)
	return f.unwritten(name, f.disk.remove(name))
}

// Unsettled is described at newsroom.Files.
func (f *Folder) Unsettled(release string) ([]string, error) {
	if !plain(release) {
		return nil, &Error{Code: BadName, Path: release}
	}
	b, _, err := f.read(path.Join(publishingDir, release))
	return strings.Fields(string(b)), err
}
