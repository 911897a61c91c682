package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"bayan/releases"
	"bayan/releases/fold"
	"bayan/workflow"
	"bayan/workflow/folder"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/memory"
	"bayan/workflow/store/sqlite"
)

// A desk with a past is made by the newsroom itself: every release goes through
// the use cases, in the order and by the people that a desk has. Only the disk
// is spared: a shift works on a desk in memory, and what it committed is
// committed to the file with that of other shifts.
const (
	perShift  = 50   // releases; a desk in memory slows down with more
	perCommit = 2000 // releases
)

// The staff of the desk. The translator is who has most that waits.
const (
	writer     = workflow.MemberID("layla")
	translator = workflow.MemberID("mona")
	reviewer   = workflow.MemberID("omar")
	publisher  = workflow.MemberID("khalid")
)

// firstDay is when the desk began to work; a release is begun every
// releaseEvery, so that the largest past ends before today.
var (
	firstDay     = time.Date(2021, 1, 4, 6, 0, 0, 0, time.UTC)
	theDayBefore = firstDay.AddDate(0, 0, -1)
)

const releaseEvery = 25 * time.Minute

// openAmong is how many of n releases are still worked on. Even a small desk
// has more of each kind of task than one page of pending shows.
func openAmong(n int) int { return max(n/50, 300) }

func releaseID(i int) string { return fmt.Sprintf("notice-%06d", i) }

// pastDesk returns the folder of a desk with n releases, made once and kept for
// as long as the newsroom would leave the same history.
func pastDesk(ctx context.Context, cache string, n int) (root string, err error) {
	mark, err := pastMark(ctx, n)
	if err != nil {
		return "", err
	}
	root = filepath.Join(cache, fmt.Sprintf("desk-%d-%s", n, mark))
	if _, err := os.Stat(root); err == nil {
		return root, nil
	}
	making := root + ".making"
	if err := os.RemoveAll(making); err != nil {
		return "", err
	}
	if err := makePast(ctx, making, n); err != nil {
		return "", fmt.Errorf("a desk of %d releases: %w", n, err)
	}
	return root, os.Rename(making, root)
}

// pastMark names what a past of n releases looks like. Keys, salts and times of
// a past do not depend on chance or the day, so the history and the queue of its
// first releases tell: with a change of the texts, of the lives, or of what the
// newsroom records, they are others.
func pastMark(ctx context.Context, n int) (string, error) {
	store := memory.New(fold.Search)
	if err := staff(ctx, newOffice(store, 0, theDayBefore), english, arabic); err != nil {
		return "", err
	}
	desk, err := store.Load(ctx, workflow.DeskStream, 0)
	if err != nil {
		return "", err
	}
	first, err := shift(ctx, desk, 0, min(perShift, n), n)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, r := range first.Records {
		fmt.Fprintln(h, r.Digest)
	}
	for _, p := range first.Rows {
		fmt.Fprintf(h, "%+v\n", p)
	}
	return hex.EncodeToString(h.Sum(nil))[:8], nil
}

func makePast(ctx context.Context, root string, n int) (err error) {
	store, err := openDesk(ctx, root, english, arabic)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	desk, err := store.Load(ctx, workflow.DeskStream, 0)
	if err != nil {
		return err
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // the time goes into making, not into collecting
	shifts := (n + perShift - 1) / perShift
	done := make([]chan worked, shifts)
	for i := range done {
		done[i] = make(chan worked, 1)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ahead := make(chan struct{}, 2*runtime.NumCPU()) // shifts that nobody has filed yet
	go func() {
		for i := range shifts {
			select {
			case ahead <- struct{}{}:
			case <-ctx.Done():
				return
			}
			go func() {
				b, err := shift(ctx, desk, i*perShift, min((i+1)*perShift, n), n)
				done[i] <- worked{b, err}
			}()
		}
	}()
	all := newsroom.Batch{Heads: []newsroom.Head{{Stream: workflow.DeskStream, Seq: int64(len(desk))}}}
	for i := range shifts {
		w := <-done[i]
		<-ahead
		if w.err != nil {
			return w.err
		}
		all.Records = append(all.Records, w.Records...)
		all.Contents = append(all.Contents, w.Contents...)
		all.Rows = append(all.Rows, w.Rows...)
		if len(all.Rows) >= perCommit || i == shifts-1 {
			if err := store.Commit(ctx, all); err != nil {
				return err
			}
			all.Records, all.Contents, all.Rows = nil, nil, nil
			progress("a desk of %d releases: %d", n, min((i+1)*perShift, n))
		}
	}
	return nil
}

type worked struct {
	newsroom.Batch
	err error
}

// openDesk makes the folder of a new desk, its store and its staff.
func openDesk(ctx context.Context, root string, languages ...workflow.Language) (*sqlite.Store, error) {
	settings := folder.Settings{Member: string(translator), Locale: english}
	if err := os.MkdirAll(filepath.Dir(settings.StorePath(root)), 0o777); err != nil {
		return nil, err
	}
	if err := folder.WriteSettings(root, settings); err != nil {
		return nil, err
	}
	store, err := sqlite.Open(ctx, settings.StorePath(root), sqlite.Options{Create: true, Fold: fold.Search})
	if err != nil {
		return nil, err
	}
	return store, staff(ctx, newOffice(store, 0, theDayBefore), languages...)
}

// staff makes the desk and takes its people on.
func staff(ctx context.Context, o *office, languages ...workflow.Language) error {
	o.do(ctx, writer, newsroom.Init{Organisation: "Marsa Zaytun Harbour Authority",
		Languages: languages, Preset: string(workflow.Newsroom), Name: "Layla Marwan"})
	o.do(ctx, writer, newsroom.ChangeRoles{ID: writer, Roles: []string{"writer", "coordinator"}})
	for _, m := range []newsroom.AddMember{
		{ID: translator, Name: "Mona Darwish", Roles: []string{"translator:*", "reviewer:en"}},
		{ID: reviewer, Name: "Omar Nasri", Roles: []string{"reviewer:*"}},
		{ID: publisher, Name: "Khalid Barq", Roles: []string{"signer:editor", "publisher"}},
	} {
		o.do(ctx, writer, m)
	}
	return o.err
}

// office is a newsroom with a clock of its own: everything takes a minute.
type office struct {
	room *newsroom.Room
	at   time.Time
	err  error // the first; nothing is done after it
}

func newOffice(s newsroom.Store, seed uint64, at time.Time) *office {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	o := &office{at: at}
	o.room = &newsroom.Room{
		Store: s, Now: o.now, Random: rand.NewChaCha8(key), Auth: "claimed", Render: nothingPrinted{},
		Words: func(releases.Language, map[string]string) releases.Labels { return nil },
		RTL:   func(l releases.Language) bool { return l == arabic },
	}
	return o
}

func (o *office) now() time.Time {
	o.at = o.at.Add(time.Minute)
	return o.at
}

func (o *office) do(ctx context.Context, m workflow.MemberID, c newsroom.Command) {
	if o.err != nil {
		return
	}
	if _, err := o.room.Do(ctx, newsroom.Who{Member: m}, c); err != nil {
		o.err = fmt.Errorf("%s, %+v: %w", m, c, err)
	}
}

// nothingPrinted makes no pages: the past leaves only its history.
type nothingPrinted struct{}

func (nothingPrinted) Formats() []string { return nil }
func (nothingPrinted) Render(releases.Edition, []string) ([]newsroom.File, error) {
	return nil, nil
}

// shift works through the releases from … to-1 of a past of n, and returns all
// that it committed.
func shift(ctx context.Context, desk []workflow.Record, from, to, n int) (newsroom.Batch, error) {
	kept := &keeping{Store: memory.New(fold.Search), row: map[workflow.StreamID]int{}}
	if err := kept.Store.Commit(ctx, newsroom.Batch{Records: desk}); err != nil {
		return newsroom.Batch{}, err
	}
	o := newOffice(kept, uint64(1+from), firstDay)
	for i := from; i < to && o.err == nil; i++ {
		o.at = firstDay.Add(time.Duration(i) * releaseEvery)
		o.live(ctx, i, stepsOf(i, n))
	}
	return kept.batch, o.err
}

// stepsOf is how far release i of n has come: as a rule, to its publication.
// The others are spread evenly over the past and over the stages of work.
func stepsOf(i, n int) int {
	every := n / openAmong(n)
	if every == 0 || i%every != 0 || i/every >= openAmong(n) {
		return published
	}
	return []int{checkedIn, approvedSource, takenUp, translated, approvedAll}[i/every%5]
}

// What has been done of a release's life.
const (
	checkedIn = iota + 1
	approvedSource
	takenUp
	translated
	approvedAll
	published
)

// live leads a release through its life, as far as steps.
func (o *office) live(ctx context.Context, i, steps int) {
	id := releaseID(i)
	life := [...]func(){
		checkedIn: func() {
			o.do(ctx, writer, newsroom.New{ID: id, Title: fmt.Sprintf("Notice %d", i), Language: english})
			o.do(ctx, writer, newsroom.Checkin{Release: id, Language: english, Name: "en.md", Bytes: noticeText(i, english)})
		},
		approvedSource: func() {
			o.do(ctx, reviewer, newsroom.Approve{Release: id, Language: english})
		},
		takenUp: func() {
			o.do(ctx, translator, newsroom.Checkout{Release: id, Language: arabic})
		},
		translated: func() {
			o.do(ctx, translator, newsroom.Checkin{Release: id, Language: arabic, Name: "ar.md", Bytes: noticeText(i, arabic)})
		},
		approvedAll: func() {
			o.do(ctx, reviewer, newsroom.Approve{Release: id, Language: arabic})
		},
		published: func() {
			o.do(ctx, publisher, newsroom.Sign{Release: id})
			o.do(ctx, publisher, newsroom.Publish{Release: id})
		},
	}
	for _, step := range life[checkedIn : steps+1] {
		step()
	}
}

// keeping is a desk in memory that remembers what was committed to it as one batch.
type keeping struct {
	*memory.Store
	batch newsroom.Batch
	row   map[workflow.StreamID]int // of batch.Rows
}

// Commit passes a batch on and adds it to those before.
func (k *keeping) Commit(ctx context.Context, b newsroom.Batch) error {
	if err := k.Store.Commit(ctx, b); err != nil {
		return err
	}
	k.batch.Records = append(k.batch.Records, b.Records...)
	k.batch.Contents = append(k.batch.Contents, b.Contents...)
	for _, p := range b.Rows {
		at, there := k.row[p.Key]
		if !there {
			at = len(k.batch.Rows)
			k.row[p.Key] = at
			k.batch.Rows = append(k.batch.Rows, p)
		}
		k.batch.Rows[at] = p
	}
	return nil
}
