// Package memory keeps a desk in memory, for tests and for trying things out.
// It gives the same answers as a store that lasts, and passes the same suite:
// only durability is missing.
package memory

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/urgency"
)

// Store is a newsroom.Store and a newsroom.Auditor. No call holds it while it
// runs the caller's function, so that function may use the store.
type Store struct {
	fold func(string) string

	mu       sync.Mutex
	keys     []workflow.StreamID // in the order of creation
	streams  map[workflow.StreamID][]workflow.Record
	contents map[workflow.Ref]*newsroom.Content // Bytes and Salt nil when erased
	rows     map[workflow.StreamID]newsroom.Projection
	seen     map[[2]string]string
}

var (
	_ newsroom.Store   = (*Store)(nil)
	_ newsroom.Auditor = (*Store)(nil)
)

// New makes an empty store. fold makes words equal for a search; nil folds nothing.
func New(fold func(string) string) *Store {
	if fold == nil {
		fold = func(words string) string { return words }
	}
	return &Store{
		fold:     fold,
		streams:  map[workflow.StreamID][]workflow.Record{},
		contents: map[workflow.Ref]*newsroom.Content{},
		rows:     map[workflow.StreamID]newsroom.Projection{},
		seen:     map[[2]string]string{},
	}
}

// Close does nothing: what was kept stays for the next who asks.
func (s *Store) Close() error { return nil }

// Commit is described at newsroom.Store. It looks at the whole batch before it
// changes anything.
func (s *Store) Commit(ctx context.Context, b newsroom.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range b.Records {
		if r.Request != "" && slices.ContainsFunc(s.streams[r.Stream], func(was workflow.Record) bool { return was.Request == r.Request }) {
			return nil
		}
	}
	for _, h := range b.Heads {
		if int64(len(s.streams[h.Stream])) != h.Seq {
			return newsroom.ErrConflict
		}
	}
	if err := s.sealed(b.Records); err != nil {
		return err
	}
	if err := s.fits(b); err != nil {
		return err
	}
	for _, r := range b.Records {
		if len(s.streams[r.Stream]) == 0 {
			s.keys = append(s.keys, r.Stream)
		}
		s.streams[r.Stream] = append(s.streams[r.Stream], copied(r))
	}
	for _, c := range b.Contents {
		if _, kept := s.contents[c.Ref]; !kept {
			s.contents[c.Ref] = &newsroom.Content{Ref: c.Ref, Salt: filled(c.Salt), Bytes: filled(c.Bytes)}
		}
	}
	for _, ref := range b.Erase {
		*s.contents[ref] = newsroom.Content{Ref: ref}
	}
	for _, p := range b.Rows {
		s.rows[p.Key] = kept(p)
	}
	return nil
}

// sealed checks that records follow their streams' heads.
func (s *Store) sealed(records []workflow.Record) error {
	type end struct {
		seq    int64
		digest workflow.Digest
	}
	ends := map[workflow.StreamID]end{}
	for _, r := range records {
		head, begun := ends[r.Stream]
		if was := s.streams[r.Stream]; !begun && len(was) > 0 {
			head = end{int64(len(was)), was[len(was)-1].Digest}
		}
		switch {
		case r.Seq != head.seq+1:
			return newsroom.ErrConflict
		case r.Prev != head.digest, r.Digest != r.Sum():
			return fmt.Errorf("record %s %d is not sealed", r.Stream, r.Seq)
		}
		ends[r.Stream] = end{r.Seq, r.Digest}
	}
	return nil
}

// fits checks content and rows of a batch.
func (s *Store) fits(b newsroom.Batch) error {
	fresh := map[workflow.Ref]bool{}
	for _, c := range b.Contents {
		if c.Ref != sum(c) {
			return fmt.Errorf("content %s is not what it says", c.Ref)
		}
		fresh[c.Ref] = true
	}
	for _, ref := range b.Erase {
		if s.contents[ref] == nil && !fresh[ref] {
			return newsroom.ErrNotFound
		}
	}
	ids := map[string]workflow.StreamID{}
	for key, p := range s.rows {
		ids[p.ID] = key
	}
	for _, p := range b.Rows {
		if s.streams[p.Key] == nil && !slices.ContainsFunc(b.Records, func(r workflow.Record) bool { return r.Stream == p.Key }) {
			return fmt.Errorf("rows of %s: %w", p.Key, newsroom.ErrNotFound)
		}
		if key, used := ids[p.ID]; used && key != p.Key {
			return newsroom.ErrConflict
		}
		delete(ids, s.rows[p.Key].ID)
		ids[p.ID] = p.Key
	}
	return nil
}

// Load is described at newsroom.Store.
func (s *Store) Load(ctx context.Context, key workflow.StreamID, after int64) ([]workflow.Record, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []workflow.Record
	for _, r := range s.streams[key][min(max(after, 0), int64(len(s.streams[key]))):] {
		all = append(all, copied(r))
	}
	return all, ctx.Err()
}

// Content is described at newsroom.Store.
func (s *Store) Content(ctx context.Context, refs ...workflow.Ref) ([][]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([][]byte, len(refs))
	for i, ref := range refs {
		c := s.contents[ref]
		switch {
		case c == nil:
			return all, fmt.Errorf("content %s: %w", ref, newsroom.ErrNotFound)
		case c.Bytes == nil && len(refs) == 1:
			return all, fmt.Errorf("content %s: %w", ref, newsroom.ErrErased)
		}
		all[i] = bytes.Clone(c.Bytes)
	}
	return all, ctx.Err()
}

// Seen is described at newsroom.Store; "" when nothing was shown.
func (s *Store) Seen(ctx context.Context, m workflow.MemberID, subject string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen[[2]string{string(m), subject}], ctx.Err()
}

// SetSeen is described at newsroom.Store.
func (s *Store) SetSeen(ctx context.Context, m workflow.MemberID, subject, what string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen[[2]string{string(m), subject}] = what
	return ctx.Err()
}

// Find is described at newsroom.Store. An exact id comes alone: it always wins.
func (s *Store) Find(ctx context.Context, part string, limit int) ([]newsroom.Listed, error) {
	var all []newsroom.Listed
	for _, p := range s.projections() {
		if p.ID == part {
			return []newsroom.Listed{p.Listed}[:min(max(limit, 0), 1)], ctx.Err()
		}
		if strings.Contains(p.ID, part) && len(all) < limit {
			all = append(all, p.Listed)
		}
	}
	return all, ctx.Err()
}

// List is described at newsroom.Store. Newest is by creation in this store.
func (s *Store) List(ctx context.Context, q newsroom.ListQuery) ([]newsroom.Listed, error) {
	all := s.projections()
	slices.Reverse(all)
	if q.After != "" {
		at := slices.IndexFunc(all, func(p newsroom.Projection) bool { return p.ID == q.After })
		if at < 0 {
			return nil, ctx.Err()
		}
		all = all[at+1:]
	}
	words := strings.Fields(s.fold(q.Search))
	var found []newsroom.Listed
	for _, p := range all {
		folded := s.fold(p.ID + " " + p.Title)
		switch {
		case len(found) >= q.Limit:
			return found, ctx.Err()
		case q.Stage != "" && p.Stage != q.Stage,
			!q.Due.IsZero() && (p.Scheduled.IsZero() || p.Scheduled.After(q.Due)),
			slices.ContainsFunc(words, func(w string) bool {
				return !strings.Contains(folded, w) && !strings.Contains(" "+p.Words, " "+w)
			}):
			continue
		}
		found = append(found, p.Listed)
	}
	return found, ctx.Err()
}

// Queue is described at newsroom.Store.
func (s *Store) Queue(ctx context.Context, kinds []newsroom.TaskKind, f func(newsroom.QueueRow) bool) error {
	var tasks []newsroom.QueueRow
	for _, p := range s.projections() {
		for _, t := range p.Tasks {
			if slices.ContainsFunc(kinds, func(k newsroom.TaskKind) bool {
				return k.Action == t.Action && (k.Scope == t.Scope || k.Scope == workflow.Any)
			}) {
				tasks = append(tasks, newsroom.QueueRow{Release: p.ID, Title: p.Title, Titles: p.Titles, Task: t})
			}
		}
	}
	slices.SortStableFunc(tasks, urgency.Rows)
	for _, t := range tasks {
		if ctx.Err() != nil || !f(t) {
			break
		}
	}
	return ctx.Err()
}

// projections are all rows, oldest release first.
func (s *Store) projections() []newsroom.Projection {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []newsroom.Projection
	for _, key := range s.keys {
		if p, ok := s.rows[key]; ok {
			all = append(all, kept(p))
		}
	}
	return all
}

// Streams is described at newsroom.Auditor.
func (s *Store) Streams(ctx context.Context, f func(key workflow.StreamID, head int64) error) error {
	s.mu.Lock()
	keys := slices.Clone(s.keys)
	s.mu.Unlock()
	for _, key := range keys {
		s.mu.Lock()
		head := int64(len(s.streams[key]))
		s.mu.Unlock()
		if err := f(key, head); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Heads is described at newsroom.Auditor.
func (s *Store) Heads(ctx context.Context, f func(key workflow.StreamID, head int64) error) error {
	return s.Projections(ctx, func(p newsroom.Projection) error { return f(p.Key, p.Head) })
}

// Audit is described at newsroom.Auditor.
func (s *Store) Audit(ctx context.Context, f func(*workflow.Record) error, damaged func(workflow.Ref)) error {
	if err := s.Streams(ctx, func(key workflow.StreamID, _ int64) error {
		records, err := s.Load(ctx, key, 0)
		if err != nil {
			return err
		}
		for i := range records {
			if err := f(&records[i]); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	s.mu.Lock()
	var broken []workflow.Ref
	for ref, c := range s.contents {
		if c.Bytes != nil && sum(*c) != ref {
			broken = append(broken, ref)
		}
	}
	s.mu.Unlock()
	for _, ref := range broken {
		damaged(ref)
	}
	return ctx.Err()
}

// Backup has no file to write.
func (s *Store) Backup(context.Context, string) error { return newsroom.ErrNotFound }

// Rebuild is described at newsroom.Auditor. A release that moved while its rows
// were made is ErrConflict; one that was created meanwhile keeps its rows.
func (s *Store) Rebuild(ctx context.Context, rows func(yield func(newsroom.Projection) error) error) error {
	s.mu.Lock()
	old := slices.Clone(s.keys)
	s.mu.Unlock()
	made := map[workflow.StreamID]newsroom.Projection{}
	if err := rows(func(p newsroom.Projection) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.streams[p.Key] == nil {
			return fmt.Errorf("rows of %s: %w", p.Key, newsroom.ErrNotFound)
		}
		made[p.Key] = kept(p)
		return ctx.Err()
	}); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, p := range made {
		if int64(len(s.streams[key])) != p.Head {
			return newsroom.ErrConflict
		}
	}
	for _, key := range old {
		delete(s.rows, key)
	}
	for key, p := range made {
		s.rows[key] = p
	}
	return nil
}

// Projections is described at newsroom.Auditor; it goes by the releases' age.
func (s *Store) Projections(ctx context.Context, f func(newsroom.Projection) error) error {
	for _, p := range s.projections() {
		if err := f(p); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func sum(c newsroom.Content) workflow.Ref {
	h := sha256.New()
	h.Write(c.Salt)
	h.Write(c.Bytes)
	return workflow.Ref(hex.EncodeToString(h.Sum(nil)))
}

func copied(r workflow.Record) workflow.Record {
	r.At = r.At.UTC().Truncate(time.Millisecond)
	r.Data = bytes.Clone(r.Data)
	return r
}

// kept is a projection as a store gives it back: to the millisecond, in UTC,
// sharing nothing with the caller.
func kept(p newsroom.Projection) newsroom.Projection {
	for _, t := range []*time.Time{&p.Embargo, &p.Scheduled, &p.Created, &p.Updated} {
		*t = t.UTC().Truncate(time.Millisecond)
	}
	p.Languages = slices.Clone(p.Languages)
	p.Tasks = slices.Clone(p.Tasks)
	for i := range p.Tasks {
		p.Tasks[i].Authors = slices.Clone(p.Tasks[i].Authors)
	}
	return p
}

func filled(b []byte) []byte { return append([]byte{}, b...) }
