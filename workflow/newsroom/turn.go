package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"bayan/workflow"
)

// turn is one try at a command: what it saw, what it decided, what to do after
// the commit. A conflict throws it away and takes another.
type turn struct {
	*Room
	ctx     context.Context
	request string
	now     time.Time
	actor   workflow.Actor
	desk    *workflow.Desk
	deskWas int64    // head of the desk stream that was loaded
	file    *dossier // the release at hand; nil before it is opened
	fileWas int64

	records  []workflow.Record
	contents []Content
	erase    []workflow.Ref
	others   []Head       // heads of other releases whose rows change too
	rows     []Projection // those rows
	fresh    map[workflow.Ref][]byte
	after    []func() error // once the commit is durable
	publish  func() error   // the public folder, which must be whole before it; or nil
	// wrotePublic are the names of files that publish gave the public folder.
	wrotePublic []string
	aside       []string // where it put what somebody else had in there
	publicWas   []string // names of files in the public folder, by the history
	out         Outcome
}

// take runs the command, commits what it decided and does what follows.
func (t *turn) take(who Who, c Command) (Outcome, error) {
	t.fresh = map[workflow.Ref][]byte{}
	desk, err := t.loadDesk(t.ctx, 0)
	if err != nil {
		return Outcome{}, err
	}
	t.desk, t.deskWas = desk, desk.Head
	if err := t.identify(who); err != nil {
		return Outcome{}, err
	}
	if err := c.act(t); err != nil {
		if !t.keeps(err) {
			return t.out, err
		}
		// The words are kept even though the answer is no.
		if commitErr := t.commit(); commitErr != nil {
			return t.out, commitErr
		}
		return t.out, errors.Join(err, t.finish())
	}
	if err := t.carryOut(); err != nil {
		return t.out, err
	}
	if t.file != nil {
		t.out.Release = t.file.rel.ID
		if t.out.Next == nil {
			t.out.Next, err = t.next()
		}
	}
	return t.out, err
}

// carryOut commits what was decided and writes what follows from it. Where a public
// folder is written, nobody else writes one until that is recorded: what they write
// in between would be public, whatever is recorded.
func (t *turn) carryOut() error {
	record := func() error {
		if err := t.commit(); err != nil {
			return err
		}
		return t.finish()
	}
	if t.publish == nil {
		return record()
	}
	return t.Files.Publishing(func() error {
		if err := t.unmoved(); err != nil {
			return err
		}
		if err := t.publish(); err != nil {
			return err
		}
		return record()
	})
}

// keptError is an answer of no that still records what was typed.
type keptError struct{ error }

func (k keptError) Unwrap() error { return k.error }

func (t *turn) keeps(err error) bool {
	var kept keptError
	return errors.As(err, &kept)
}

func (t *turn) finish() error {
	var all []error
	for _, f := range t.after {
		all = append(all, f())
	}
	if err := errors.Join(all...); err != nil && len(t.records) > 0 {
		return &Fault{Code: "recorded-not-written", Exit: ExitFailed, Err: err, Args: map[string]any{"err": err.Error()}}
	} else if err != nil {
		return err
	}
	return nil
}

// identify settles who acts, and for whom.
func (t *turn) identify(who Who) error {
	t.actor = workflow.Actor{Member: who.Member}
	if who.For != "" && who.For != string(who.Member) {
		if _, known := t.desk.Members[workflow.MemberID(who.For)]; known {
			t.actor.For = workflow.MemberID(who.For)
		} else {
			ref, err := t.put([]byte(who.For))
			if err != nil {
				return err
			}
			t.actor.For = workflow.MemberID(ref)
		}
	}
	if len(who.Evidence) > 0 { // an empty file shows nothing
		ref, err := t.put(who.Evidence)
		if err != nil {
			return err
		}
		t.actor.Evidence = ref
	}
	return nil
}

// open takes up a release by its id or a part of it.
func (t *turn) open(name string) error {
	d, err := t.openDossier(t.ctx, name)
	if err != nil {
		return err
	}
	t.use(d)
	return nil
}

func (t *turn) use(d *dossier) {
	d.fresh, d.desk = t.fresh, t.desk
	t.file, t.fileWas = d, d.rel.Head
	t.publicWas = append(slices.Collect(maps.Keys(d.rel.Pages)), ManifestFile)
}

// put keeps somebody's words as a content row of this commit.
func (t *turn) put(words []byte) (workflow.Ref, error) {
	salt := make([]byte, 16)
	if _, err := io.ReadFull(t.Random, salt); err != nil {
		return "", fmt.Errorf("random bytes: %w", err)
	}
	sum := sha256.New()
	sum.Write(salt)
	sum.Write(words)
	ref := workflow.Ref(hex.EncodeToString(sum.Sum(nil)))
	t.contents = append(t.contents, Content{Ref: ref, Salt: salt, Bytes: words})
	t.fresh[ref] = words
	return ref, nil
}

// drop takes back what put keeps, before it is committed.
func (t *turn) drop(ref workflow.Ref) {
	t.contents = slices.DeleteFunc(t.contents, func(c Content) bool { return c.Ref == ref })
}

// putText is put for words that may be absent; none is no row.
func (t *turn) putText(words string) (workflow.Ref, error) {
	if words == "" {
		return "", nil
	}
	return t.put([]byte(words))
}

// ask asks the process about the release at hand.
func (t *turn) ask(c workflow.Command) ([]workflow.Event, error) {
	sit := t.file.situation(t.desk, t.now)
	events, refusal := workflow.Decide(t.desk, t.file.rel, t.actor, c, sit.Situation)
	if sit.err != nil {
		return nil, sit.err
	}
	if refusal != nil {
		return nil, explain(t.desk, t.file, t.actor, refusal)
	}
	return events, nil
}

// decide asks the process and takes its events up.
func (t *turn) decide(c workflow.Command) error {
	events, err := t.ask(c)
	if err != nil {
		return err
	}
	return t.append(t.file.rel.Key, events)
}

// append seals events behind the head of their stream and applies them, so
// that the rest of the turn sees what they did.
func (t *turn) append(stream workflow.StreamID, events []workflow.Event) error {
	for _, e := range events {
		r := workflow.Record{
			Stream: stream, At: t.now, Member: t.actor.Member, For: t.actor.For, Auth: t.Auth,
			Desk: t.deskWas, Request: fmt.Sprintf("%s.%d", t.request, len(t.records)),
		}
		next := t.desk.Next
		if stream != workflow.DeskStream {
			next = t.file.rel.Next
		}
		var err error
		if r.Name, r.Version, r.Data, err = workflow.Encode(e); err != nil {
			return err
		}
		if err := next(&r); err != nil {
			return err
		}
		t.records = append(t.records, r)
	}
	return nil
}

// commit makes the turn durable: every head that it relied on is named.
func (t *turn) commit() error {
	if len(t.records) == 0 {
		return nil
	}
	b := Batch{
		Heads:    append([]Head{{workflow.DeskStream, t.deskWas}}, t.others...),
		Records:  t.records,
		Contents: t.contents,
		Erase:    t.erase,
		Rows:     t.rows,
	}
	if t.file != nil {
		b.Heads = append(b.Heads, Head{t.file.rel.Key, t.fileWas})
		row, err := t.file.project(t.desk, t.now)
		if err != nil {
			return err
		}
		b.Rows = append(b.Rows, row)
	}
	return t.Store.Commit(t.ctx, b)
}

// unmoved is a conflict where the public folder would be written of a state that is
// no longer so: without records, no commit would notice.
func (t *turn) unmoved() error {
	newer, err := t.Store.Load(t.ctx, t.file.rel.Key, t.fileWas)
	if err == nil && len(newer) > 0 {
		err = ErrConflict
	}
	return err
}

// next is what the release waits for now.
func (t *turn) next() ([]workflow.Task, error) {
	sit := t.file.situation(t.desk, t.now)
	tasks := waiting(t.desk, t.file.rel, sit.Situation)
	return tasks, sit.err
}

// waiting are the tasks of a release but a publication that will come by itself.
func waiting(desk *workflow.Desk, rel *workflow.Release, sit workflow.Situation) []workflow.Task {
	return slices.DeleteFunc(workflow.Tasks(desk, rel, sit), func(t workflow.Task) bool {
		return t.Action == workflow.ActPublish && rel.ScheduledAt != nil && sit.Now.Before(*rel.ScheduledAt)
	})
}

// tell adds a remark to the outcome.
func (t *turn) tell(code string, args map[string]any) {
	t.out.Told = append(t.out.Told, Told{code, args})
}

// did names what was done.
func (t *turn) did(code string, args map[string]any) error {
	t.out.Did, t.out.Args = code, args
	return nil
}
