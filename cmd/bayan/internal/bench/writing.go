package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"bayan/releases/fold"
	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
)

// writing measures the check-in of an ordinary edit of a long release in three
// languages, and how it grows with the release.
func (b *bench) writing(ctx context.Context) error {
	dir, err := os.MkdirTemp(b.cache, "report-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	normal, err := makeReport(ctx, filepath.Join(dir, "normal"), b.size.blocks)
	if err != nil {
		return err
	}
	long, err := makeReport(ctx, filepath.Join(dir, "long"), 4*b.size.blocks)
	if err != nil {
		return err
	}
	for i, what := range []string{"source", "stale translation"} {
		took, err := interleaved(b.size.long*4, normal.checkin(ctx, i), long.checkin(ctx, i))
		if err != nil {
			return err
		}
		what = fmt.Sprintf("check-in of a %s, 3 languages, ", what)
		b.atMost(what+grouped(normal.blocks)+" blocks", took[0].fastest(), 50*time.Millisecond)
		b.ratio(fmt.Sprintf("%s%s blocks / %s", what, grouped(long.blocks), grouped(normal.blocks)),
			took[1].fastest(), took[0].fastest(), 6)
	}
	return nil
}

// report is a release of many blocks in three languages, twice: with its edited
// source about to be checked in, and with a translation that follows it.
type report struct {
	dir    string
	blocks int
	ready  []moment
}

// moment is a desk just before a check-in.
type moment struct {
	path string
	at   time.Time
	who  workflow.MemberID
	edit newsroom.Checkin
}

func makeReport(ctx context.Context, dir string, blocks int) (r report, err error) {
	const id = "yearly-report"
	store, err := openDesk(ctx, dir, english, arabic, french)
	if err != nil {
		return r, err
	}
	defer store.Close()
	r = report{dir: dir, blocks: blocks}
	edit := func(l workflow.Language, edited bool) newsroom.Checkin {
		return newsroom.Checkin{Release: id, Language: l, Name: string(l) + ".md", Bytes: reportText(blocks, string(l), edited)}
	}
	o := newOffice(store, 1, firstDay)
	before := func(who workflow.MemberID, c newsroom.Checkin) error {
		path := filepath.Join(dir, fmt.Sprintf("%d.db", len(r.ready)))
		r.ready = append(r.ready, moment{path, o.at, who, c})
		return store.Backup(ctx, path)
	}
	o.do(ctx, writer, newsroom.New{ID: id, Title: "The year", Language: english})
	o.do(ctx, writer, edit(english, false))
	o.do(ctx, reviewer, newsroom.Approve{Release: id, Language: english})
	for _, l := range []workflow.Language{arabic, french} {
		o.do(ctx, translator, newsroom.Checkout{Release: id, Language: l})
		o.do(ctx, translator, edit(l, false))
		o.do(ctx, reviewer, newsroom.Approve{Release: id, Language: l})
	}
	o.do(ctx, writer, newsroom.Checkout{Release: id, Language: english})
	if o.err != nil {
		return r, o.err
	}
	if err := before(writer, edit(english, true)); err != nil {
		return r, err
	}
	o.do(ctx, writer, edit(english, true))
	o.do(ctx, reviewer, newsroom.Approve{Release: id, Language: english})
	o.do(ctx, translator, newsroom.Checkout{Release: id, Language: arabic})
	if o.err != nil {
		return r, o.err
	}
	return r, before(translator, edit(arabic, true))
}

// checkin checks the edit of a moment in, on a copy of the desk, and measures
// the use case alone: reading, identity, alignment, keys, staleness, checks,
// queue and commit.
func (r report) checkin(ctx context.Context, which int) func() (time.Duration, error) {
	return func() (took time.Duration, err error) {
		m := r.ready[which]
		desk, err := os.ReadFile(m.path)
		if err != nil {
			return 0, err
		}
		path := filepath.Join(r.dir, "copy.db")
		if err := os.WriteFile(path, desk, 0o666); err != nil {
			return 0, err
		}
		store, err := sqlite.Open(ctx, path, sqlite.Options{Fold: fold.Search})
		if err != nil {
			return 0, err
		}
		defer store.Close()
		o := newOffice(store, 2, m.at)
		return timed(func() error {
			out, err := o.room.Do(ctx, newsroom.Who{Member: m.who}, m.edit)
			if err == nil && out.Did != "checked-in" {
				err = fmt.Errorf("check-in of %s: %s", m.edit.Language, out.Did)
			}
			return err
		})()
	}
}
