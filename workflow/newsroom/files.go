package newsroom

import (
	"errors"
	"time"

	"bayan/workflow"
)

// Files are the working files of one machine: where people write. The store is
// the truth; these hold what somebody is typing, and what is known of it.
type Files interface {
	// Look reads the working file of a text once, with what is known of it. A
	// file that is not there has no Bytes and no error.
	Look(release string, l workflow.Language) (Working, error)

	// Put writes a text's working file whole. It returns an error that says so,
	// and writes nothing, where the file holds bytes that bayan did not write.
	Put(k Known, b []byte) (path string, err error)

	// Note records that the file's present bytes b are those of k, without
	// touching the file; a file that has moved on since stays as it is.
	Note(k Known, b []byte) error

	// PutBeside writes another file of a text into the release's folder, by its
	// path within it ("ar.xlf"), under the rule of Put.
	PutBeside(k Known, name string, b []byte) (path string, err error)

	// Facts reads release.toml; nil where there is none. PutFacts writes it,
	// under the rule of Put.
	Facts(release string) (b []byte, path string, err error)
	PutFacts(release string, b []byte) (path string, err error)
	FactsFree(release string) error

	// Publishing runs do while nobody else on this machine does: a public folder is
	// written and recorded before another is. An error of do is returned as it is.
	Publishing(do func() error) error
	// Publish replaces public/ID/ as a whole, by nothing where there are no files.
	// What stands there and is neither these files nor, as that folder's list has
	// them, those by the names of own is set aside, and its new paths are told;
	// so is what was changed by hand. Whoever has recorded it calls Settle.
	Publish(release string, files []File, own []string) (path string, aside []string, err error)
	// A power cut between that and its record leaves what was written there
	// unsettled: Unsettled are digests of SumsFile, of which one is its.
	Settle(release string) error
	Unsettled(release string) (sums []string, err error)
	// Published reads public/ID/; ErrNoFolder where something else stands there.
	Published(release string) (map[string][]byte, error)
	// PublishedIDs lists the folders that stand in public/, in order.
	PublishedIDs() ([]string, error)
}

// ErrNoFolder says that a link, pipe or file stands in a public folder's place.
var ErrNoFolder = errors.New("no folder")

// The files of a folder that are no text of it: what was signed, and the list of
// all files' digests.
const (
	ManifestFile = "MANIFEST"
	SumsFile     = "SHA256SUMS"
)

// Known is what is known of a working file: which state of which text bayan
// wrote there, for whom.
type Known struct {
	Release  string
	Key      workflow.StreamID
	Language workflow.Language
	Member   workflow.MemberID
	Version  int            // that the bytes were made from; 0 for none
	Base     *workflow.Base // that a translation is made from
	Until    time.Time      // of the claim; zero for none
}

// Working is a working file as it was found.
type Working struct {
	Path    string
	Bytes   []byte // nil when the file is not there
	Known   Known  // zero when bayan never wrote it
	Changed bool   // holds something that bayan did not write
}
