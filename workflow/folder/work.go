package folder

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// workVersion is the shape of work.json that this program writes.
const workVersion = 1

// work is work.json: for each file, by its name within the root, what bayan
// wrote there, newest first. There are two while a file is being replaced: the
// file may be either.
type work struct {
	Version int                `json:"version"`
	Files   map[string][]wrote `json:"files"`
}

// wrote is what is known of the bytes of a digest.
type wrote struct {
	Digest   string            `json:"digest"`
	Release  string            `json:"release,omitempty"`
	Key      workflow.StreamID `json:"key,omitempty"`
	Language workflow.Language `json:"language,omitempty"`
	Member   workflow.MemberID `json:"member,omitempty"`
	Version  int               `json:"version,omitempty"`
	Base     *workflow.Base    `json:"base,omitempty"`
	Until    *time.Time        `json:"until,omitempty"`
}

func wroteOf(k newsroom.Known, b []byte) wrote {
	w := wrote{
		Digest: digest(b), Release: k.Release, Key: k.Key, Language: k.Language,
		Member: k.Member, Version: k.Version, Base: k.Base,
	}
	if !k.Until.IsZero() {
		w.Until = &k.Until
	}
	return w
}

func (w wrote) known() newsroom.Known {
	k := newsroom.Known{
		Release: w.Release, Key: w.Key, Language: w.Language, Member: w.Member, Version: w.Version, Base: w.Base,
	}
	if w.Until != nil {
		k.Until = *w.Until
	}
	return k
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// of says what is known of a file that holds b; for a file that is not there,
// what was known of it last.
func (w work) of(name string, b []byte) (known wrote, ours bool) {
	all := w.Files[name]
	if b != nil {
		d := digest(b)
		for _, one := range all {
			if one.Digest == d {
				return one, true
			}
		}
	}
	if len(all) == 0 {
		return wrote{}, false
	}
	// While it was being replaced the file was still the older one: the newer
	// was put there only if its bytes are seen.
	return all[len(all)-1], false
}

// readWork reads work.json as somebody last put it there, whole.
func (f *Folder) readWork() (work, error) {
	none := work{Version: workVersion, Files: map[string][]wrote{}}
	b, _, err := f.read(workFile)
	if err != nil || b == nil {
		return none, err
	}
	var w work
	d := json.NewDecoder(bytes.NewReader(b))
	if err := d.Decode(&w); err != nil {
		return none, &Error{Code: BadWork, Path: f.shown(workFile), Err: err}
	}
	switch {
	case w.Version > workVersion:
		return none, &Error{Code: FutureWork, Path: f.shown(workFile)}
	case w.Version < 1 || d.More():
		return none, &Error{Code: BadWork, Path: f.shown(workFile)}
	case w.Files == nil:
		w.Files = none.Files
	}
	return w, nil
}

func (f *Folder) writeWork(w work) error {
	b, err := json.MarshalIndent(w, "", "\t")
	if err != nil {
		return err
	}
	return f.unwritten(workFile, replace(f.disk, workFile, append(b, '\n'), 0, nil))
}

// alone runs change while no other process writes to this desk's folder.
func (f *Folder) alone(change func(*work) error) error {
	return f.locked(private, func() error {
		w, err := f.readWork()
		if err != nil {
			return err
		}
		return change(&w)
	})
}

// locked runs do while no other process does with the same folder, which it makes;
// the system ends that with the process.
func (f *Folder) locked(dir string, do func() error) (err error) {
	if err := f.disk.mkdir(dir); err != nil {
		return f.unwritten(dir, err)
	}
	unlock, err := lock(f.root, dir)
	if err != nil {
		return f.failure(dir, err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	return do()
}

// unwritten explains why a write did not happen.
func (f *Folder) unwritten(name string, err error) error {
	if err == nil {
		return nil
	}
	return ofWriting(f.failure(name, err))
}
