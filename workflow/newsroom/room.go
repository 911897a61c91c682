// Package newsroom holds the use cases of a press desk, a file each, and is the
// one door to them: Do for what changes something, queries for what reads.
//
// It joins the two pure cores. The process (package workflow) decides who may
// do what; the writing (package releases) says what a text is. A use case loads
// the streams it needs, prepares content, asks the process, and commits records,
// content and the queue's rows in one transaction that names every stream head
// it relied on. If a head has moved meanwhile, it decides again.
//
// Guarantees: nothing leaves the newsroom as an Edition that was not signed or
// is not marked as a draft; working files are written after the commit and only
// over bytes that bayan wrote; a commit that was acknowledged is never lost, and
// one that was not may be tried again without doing anything twice.
package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/glossary"
	"bayan/releases/memory"
	"bayan/releases/segment"
	"bayan/workflow"
)

// Room is a desk at work: its store, its working files, and what it is told of
// the world. All fields but Files, Memory, Glossary, Speller and Segmentation must be
// set.
type Room struct {
	Store  Store
	Files  Files            // nil where nobody has working files
	Now    func() time.Time // the clock
	Random io.Reader        // keys, salts, request ids
	Auth   string           // how members are known here: "claimed"
	Render Renderer         // the formats
	// Words are the labels of a page in a language, in the desk's house style:
	// the policy's settings digits, months, quotes, dateline and zone.
	Words func(l releases.Language, house map[string]string) releases.Labels
	RTL   func(releases.Language) bool
	// Memory and Glossary help translators; nil where a desk has none.
	Memory   Memory
	Glossary func() (*glossary.Glossary, error)
	// Speller says what is misspelt; nil where nobody knows. It is of this machine,
	// so it is asked for people who read, and never for what is decided.
	Speller check.Speller
	// Segmentation is what the desk adds to the rules of segmentation; nil for nothing.
	Segmentation func() (segment.House, error)

	// Place is where the clocks of a zone are, by the name that the desk has for it; of
	// "" where times are meant that are typed on a desk without one. Nil is UTC.
	Place func(zone string) *time.Location
	// House is told of the policy's settings as they are now, each time that the
	// desk is read; nil where nobody speaks in the house style.
	House func(settings map[string]string)
}

// ReadHouse reads the desk for nothing but House.
func (r *Room) ReadHouse(ctx context.Context) error {
	_, err := r.loadDesk(ctx, 0)
	return err
}

// place is where a desk's days end, nil for a desk without a zone: its rows are the
// same on every machine.
func (r *Room) place(desk *workflow.Desk) *time.Location {
	zone := desk.Setting("zone")
	if zone == "" || r.Place == nil {
		return nil
	}
	return r.Place(zone)
}

// Who acts: a member, perhaps recording another person's words or decision.
type Who struct {
	Member   workflow.MemberID
	For      string // a member's id, or the name of somebody outside
	Evidence []byte // a file that shows what For said
}

// Command is a use case that changes something. Each is a struct of its own in
// a file of its own; its act method reads the turn's view and adds events to it.
type Command interface {
	act(t *turn) error
}

// Outcome is what a command did, as codes and data.
type Outcome struct {
	Did     string         // code of the sentence: "checked-in", "unchanged", …
	Args    map[string]any // its values
	Release string         // id
	Told    []Told         // what else a person should know, in order
	Paths   []string       // files that were written
	Terms   []Term         // of the glossary, in what is to be translated
	Next    []workflow.Task
	Shown   string // text that is itself the result: a parcel, a manifest
	// Analysis counts what is to be translated, where a text leaves for that.
	Analysis *memory.Analysis
}

// Told is a remark besides the result, as a code and data.
type Told struct {
	Code string
	Args map[string]any
}

// Do carries out a command. Errors are *workflow.Refusal, *Fault, the parse
// errors of releases, and the errors of store and files. It tries again while
// other writers move the streams it relies on, until ctx ends.
func (r *Room) Do(ctx context.Context, who Who, c Command) (Outcome, error) {
	request, err := r.token(16)
	if err != nil {
		return Outcome{}, err
	}
	var wrote *turn // the latest that has written a public folder
	var aside []string
	for {
		t := &turn{Room: r, ctx: ctx, request: request, now: r.now()}
		out, err := t.take(who, c)
		if aside = append(aside, t.aside...); len(t.wrotePublic) > 0 {
			wrote = t
		}
		conflict := errors.Is(err, ErrConflict)
		if conflict && ctx.Err() == nil {
			continue
		}
		if err != nil && wrote != nil {
			// The folder says what the history does not: put it right.
			more, errOf := r.restorePublic(context.WithoutCancel(ctx), wrote.file.rel.Key, wrote.wrotePublic)
			aside, err = append(aside, more...), errors.Join(err, errOf)
		}
		if len(aside) > 0 {
			out.Told = append(out.Told, Told{"set-aside", map[string]any{"count": len(aside), "paths": aside}})
		}
		if conflict {
			err = fmt.Errorf("%w: %w", err, ctx.Err())
		}
		return out, err
	}
}

// SHA256 is the digest of bytes as sums and JSON show it.
func SHA256(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func (r *Room) now() time.Time { return r.Now().UTC().Truncate(time.Millisecond) }

// token is n random bytes in hex.
func (r *Room) token(n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(r.Random, b); err != nil {
		return "", fmt.Errorf("random bytes: %w", err)
	}
	return hex.EncodeToString(b), nil
}

// Renderer makes the files of an edition in the formats that are asked for.
type Renderer interface {
	Formats() []string
	Render(e releases.Edition, formats []string) ([]File, error)
}

// File is one file of an exported or published folder.
type File struct {
	Path     string // within the folder, with slashes
	Format   string
	Language releases.Language // "" for one that holds several
	Bytes    []byte
}

// Fault is what cannot be done for a reason outside the process: something
// that is not there, or not as it should be. Codes are those of the catalogues'
// fault.*; Exit is the command line's code for it.
type Fault struct {
	Code string
	Exit int
	Args map[string]any
	Err  error // what lies below, if anything
}

func (f *Fault) Error() string {
	if f.Err != nil {
		return f.Code + ": " + f.Err.Error()
	}
	return fmt.Sprintf("%s %v", f.Code, f.Args)
}

func (f *Fault) Unwrap() error { return f.Err }

// Exit codes that faults carry; those of refusals follow their reasons.
const (
	ExitFailed    = 1
	ExitUsage     = 2
	ExitConflict  = 5
	ExitIntegrity = 6
)

func fault(exit int, code string, args map[string]any) *Fault {
	return &Fault{Code: code, Exit: exit, Args: args}
}
