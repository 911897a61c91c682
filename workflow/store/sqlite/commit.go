package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	engine "modernc.org/sqlite/lib"

	"modernc.org/sqlite"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// A place is a stream's number and a seq in it.
const (
	seqBits = 24
	seqMask = 1<<seqBits - 1
)

// Commit is described at newsroom.Store. Besides, records that do not follow
// their stream's head, or whose digest is not theirs, and content that is not
// what its ref says, are refused; and a release with the id of another is
// ErrConflict: somebody was faster.
func (s *Store) Commit(ctx context.Context, b newsroom.Batch) error {
	return s.write(ctx, func(t *session) error {
		heads := make(heads, len(b.Heads))
		done, err := t.done(heads, b.Records)
		if err != nil || done {
			return err
		}
		for _, h := range b.Heads {
			is, err := t.head(heads, h.Stream)
			if err != nil {
				return err
			}
			if is.seq != h.Seq {
				return newsroom.ErrConflict
			}
		}
		for i := range b.Records {
			if err := t.append(heads, &b.Records[i]); err != nil {
				return err
			}
		}
		for _, c := range b.Contents {
			if err := t.keep(c); err != nil {
				return err
			}
		}
		if err := t.erase(b.Erase); err != nil {
			return err
		}
		for _, p := range b.Rows {
			if err := t.list(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// heads are the ends of the streams that a batch is about, each read once.
type heads map[workflow.StreamID]end

// end is the last record of a stream; its n and seq are 0 for one that does not
// exist.
type end struct {
	n, seq int64
	digest []byte
}

func (t *session) head(heads heads, key workflow.StreamID) (end, error) {
	if e, read := heads[key]; read {
		return e, nil
	}
	var e end
	_, err := t.one(`SELECT stream.n, record.place & 16777215, record.digest
		FROM stream JOIN record ON record.place BETWEEN stream.n << 24 AND stream.n << 24 | 16777215
		WHERE stream.key = ? ORDER BY record.place DESC LIMIT 1`, []any{key}, &e.n, &e.seq, &e.digest)
	heads[key] = e
	return e, err
}

// done says whether one of the records was committed before: a batch is whole,
// so then all of it was.
func (t *session) done(heads heads, records []workflow.Record) (bool, error) {
	for i := range records {
		r := &records[i]
		if r.Request == "" {
			continue
		}
		head, err := t.head(heads, r.Stream)
		if err != nil {
			return false, err
		}
		if head.n == 0 {
			continue
		}
		var one int
		found, err := t.one(`SELECT 1 FROM record WHERE request = ? AND place BETWEEN ? AND ? LIMIT 1`,
			[]any{r.Request, head.n << seqBits, head.n<<seqBits | seqMask}, &one)
		if found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// append puts a record behind its stream's head, which it then is.
func (t *session) append(heads heads, r *workflow.Record) error {
	head, err := t.head(heads, r.Stream)
	switch {
	case err != nil:
		return err
	case r.Seq != head.seq+1:
		return newsroom.ErrConflict
	case r.Seq > seqMask:
		return fmt.Errorf("stream %s is full", r.Stream)
	case string(r.Prev) != hex.EncodeToString(head.digest), r.Digest != r.Sum():
		return fmt.Errorf("record %s %d is not sealed", r.Stream, r.Seq)
	}
	if head.n == 0 {
		if err := t.exec(`INSERT INTO stream (key) VALUES (?)`, r.Stream); err != nil {
			return err
		}
		if _, err := t.one(`SELECT n FROM stream WHERE key = ?`, []any{r.Stream}, &head.n); err != nil {
			return err
		}
	}
	digest, err := hex.DecodeString(string(r.Digest))
	if err != nil {
		return err
	}
	heads[r.Stream] = end{head.n, r.Seq, digest}
	return t.exec(`INSERT INTO record (place, at, member, for_, auth, desk, request, name, version, prev, digest, data)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		head.n<<seqBits|r.Seq, r.At.UnixMilli(), r.Member, r.For, r.Auth, r.Desk, r.Request, r.Name, r.Version,
		filled(head.digest), digest, filled(r.Data))
}

// keep stores content once; what was erased stays so.
func (t *session) keep(c newsroom.Content) error {
	sum := contentSum(c.Salt, c.Bytes)
	if c.Ref != workflow.Ref(hex.EncodeToString(sum[:])) {
		return fmt.Errorf("content %s is not what it says", c.Ref)
	}
	return t.exec(`INSERT INTO content (ref, salt, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		sum[:], filled(c.Salt), filled(c.Bytes))
}

// erase leaves the words in no page of the file.
func (t *session) erase(refs []workflow.Ref) error {
	if len(refs) == 0 {
		return nil
	}
	return t.overwriting(func() error { return t.forget(refs) })
}

// overwriting runs what overwrites the pages that it frees.
func (t *session) overwriting(do func() error) error {
	if err := t.exec("PRAGMA secure_delete = on"); err != nil {
		return err
	}
	return errors.Join(do(), t.exec("PRAGMA secure_delete = off"))
}

func (t *session) forget(refs []workflow.Ref) error {
	for _, ref := range refs {
		raw, err := hex.DecodeString(string(ref))
		if err != nil {
			return newsroom.ErrNotFound
		}
		var n int64
		found, err := t.one(`SELECT n FROM content WHERE ref = ?`, []any{raw}, &n)
		switch {
		case err != nil:
			return err
		case !found:
			return newsroom.ErrNotFound
		}
		if err := t.exec(`UPDATE content SET salt = NULL, bytes = NULL WHERE n = ?`, n); err != nil {
			return err
		}
	}
	return nil
}

func contentSum(salt, bytes []byte) [sha256.Size]byte {
	return sha256.Sum256(append(append(make([]byte, 0, len(salt)+len(bytes)), salt...), bytes...))
}

// filled is b as the engine takes it: a nil slice would be null.
func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// taken says that a unique value is somebody else's.
func taken(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code() == engine.SQLITE_CONSTRAINT_UNIQUE
}
