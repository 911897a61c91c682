package newsroom

import (
	"context"
	"errors"
	"time"

	"bayan/workflow"
)

// Store keeps streams of records, content rows and the queue. All methods are
// safe for concurrent use, by goroutines and by processes.
//
// Errors: ErrConflict, ErrNotFound, ErrErased, *FutureError and *DamageError
// are told apart with errors.Is and errors.As; anything else is the engine's.
type Store interface {
	// Commit makes a batch durable in one transaction, or changes nothing.
	// It returns ErrConflict if a named head has moved, and nil without doing
	// anything if a record with the same stream and request is there already
	// (a retry of what was acknowledged).
	Commit(ctx context.Context, b Batch) error

	// Load returns the records of a stream with seq > after, in order; none for
	// a stream that does not exist.
	Load(ctx context.Context, s workflow.StreamID, after int64) ([]workflow.Record, error)

	// Content returns the bytes of content rows, in the order asked. An erased
	// row is nil bytes with ErrErased joined into the error only when asked
	// alone; a row that was never there is ErrNotFound.
	Content(ctx context.Context, refs ...workflow.Ref) ([][]byte, error)

	// Find lists releases by id: those whose id contains part, oldest first,
	// at most limit. An exact id comes first.
	Find(ctx context.Context, part string, limit int) ([]Listed, error)

	// List pages through releases, newest first; see ListQuery.
	List(ctx context.Context, q ListQuery) ([]Listed, error)

	// Queue calls f with the tasks of the given kinds, most urgent first (priority,
	// due, since, release), until f returns false. f must not use the store.
	Queue(ctx context.Context, kinds []TaskKind, f func(QueueRow) bool) error

	// Seen and SetSeen keep what was last shown to a member: a version or a
	// manifest, under a subject such as "RELEASE/ar" or "RELEASE/manifest".
	Seen(ctx context.Context, m workflow.MemberID, subject string) (string, error)
	SetSeen(ctx context.Context, m workflow.MemberID, subject, what string) error

	Close() error
}

// Auditor is what a store offers besides, for verify, backup and doctor.
type Auditor interface {
	// Streams calls f with every stream's key and head, in no order.
	Streams(ctx context.Context, f func(s workflow.StreamID, head int64) error) error
	// Heads calls f with each release's key and the head that its listed row and
	// tasks were made from, in no order.
	Heads(ctx context.Context, f func(s workflow.StreamID, head int64) error) error
	// Audit reads every record of the store in stream and seq order and every
	// content row's bytes against its ref, calling f for each record.
	Audit(ctx context.Context, f func(r *workflow.Record) error, damaged func(ref workflow.Ref)) error
	// Backup writes a whole copy to a new file.
	Backup(ctx context.Context, path string) error
	// Rebuild replaces all listed rows and tasks with those given.
	Rebuild(ctx context.Context, rows func(yield func(Projection) error) error) error
	// Projections reads all listed rows and tasks, for comparison with a rebuild.
	Projections(ctx context.Context, f func(Projection) error) error
}

// Errors of a store.
var (
	ErrConflict = errors.New("a stream head has moved")
	ErrNotFound = errors.New("not found")
	ErrErased   = errors.New("content was erased")
)

// FutureError says that a newer bayan wrote the store.
type FutureError struct{ Found, Known int }

func (e *FutureError) Error() string { return "the store was written by a newer version" }

// DamageError says what of a store file is not as it should be.
type DamageError struct{ Code, Path, Detail string }

func (e *DamageError) Error() string { return e.Path + ": " + e.Code + ": " + e.Detail }

// Batch is one decision made durable: its records, the content they refer to
// and the projection rows that follow from them, all or nothing.
type Batch struct {
	// Heads are the stream heads that the decision was based on; 0 is a stream
	// that must not exist yet.
	Heads    []Head
	Records  []workflow.Record // sealed: Seq follows the head, Prev and Digest set
	Contents []Content
	Erase    []workflow.Ref // whose bytes and salt are forgotten
	Rows     []Projection   // replace those of the same release
}

// Head is a stream and the seq of its last record.
type Head struct {
	Stream workflow.StreamID
	Seq    int64
}

// Content is a row of somebody's words: Ref is SHA-256(Salt ‖ Bytes).
type Content struct {
	Ref   workflow.Ref
	Salt  []byte // 16 random bytes
	Bytes []byte
}

// Titles are the headlines of the current translations, by language.
type Titles map[workflow.Language]string

// Listed is a release as lists show it.
type Listed struct {
	Key       workflow.StreamID
	ID        string
	Title     string // headline of the source's newest state
	Titles    Titles // of the translations
	Source    workflow.Language
	Languages []workflow.Language
	Stage     workflow.Stage
	Edition   int
	Date      string // the fact, ISO
	Embargo   time.Time
	Scheduled time.Time // when cron may publish
	Created   time.Time
	Updated   time.Time
	Head      int64 // of the release stream that these rows were made from
}

// Projection is all queue rows that follow from one release.
type Projection struct {
	Listed
	Words string // of the current texts as searches see them, each once, with a space between
	Tasks []workflow.Task
}

// TaskKind selects tasks: an action and the language, sign-off or member that
// it waits for, workflow.Any for all of that action.
type TaskKind struct {
	Action workflow.Action
	Scope  string
}

// QueueRow is a task with the release that it is of.
type QueueRow struct {
	Release string // id
	Title   string
	Titles  Titles
	Task    workflow.Task
}

// ListQuery selects releases for a list.
type ListQuery struct {
	Stage  workflow.Stage // "" for all
	Search string         // words, folded: each stands in title or id, or begins a word of a current text
	Due    time.Time      // only those scheduled for publication at or before; zero for all
	Limit  int
	After  string // id of the last one of the page before
}
