package main

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"bayan/releases/memory"
	memorydb "bayan/releases/memory/sqlite"
)

// memories measures what the translation memory costs: a look-up of a sentence
// that is like others, one of a phrase that others hold, the update of a whole
// catalogue, and nothing at all where nobody asks it.
func (b *bench) memories(ctx context.Context) error {
	if err := b.lookUp(ctx); err != nil {
		return err
	}
	if err := b.concordance(ctx); err != nil {
		return err
	}
	if err := b.idle(ctx); err != nil {
		return err
	}
	return b.update(ctx)
}

// lookUp asks for sentences in which a word or two are others.
func (b *bench) lookUp(ctx context.Context) error {
	var asked []string
	for _, s := range segments(20 * b.size.lookups) {
		if s.edited != "" && len(asked) < b.size.lookups {
			asked = append(asked, s.edited)
		}
	}
	return b.lookUps(ctx, "look-up of a reworded sentence", 10*time.Millisecond, len(asked), func(m *memorydb.Memory, i int) error {
		found, err := m.Search(ctx, memory.Query{Text: memory.Plain(asked[i]), From: english, To: arabic})
		if err == nil && len(found) == 0 {
			err = fmt.Errorf("nothing is like %q", asked[i])
		}
		return err
	})
}

// concordance asks for two or three words that stand one behind the other in a
// sentence, in both languages.
func (b *bench) concordance(ctx context.Context) error {
	var asked []memory.Query
	for i, s := range segments(b.size.lookups) {
		q := memory.Query{From: english, To: arabic, Limit: 10}
		text := s.english
		if i%2 > 0 {
			q.From, q.To, text = arabic, english, s.arabic
		}
		words := memory.Read(memory.Plain(text)).Words
		first := i % (len(words) - 3)
		q.Text = memory.Plain(text[words[first].Start:words[first+1+i/2%2].End])
		asked = append(asked, q)
	}
	return b.lookUps(ctx, "concordance of a phrase", 50*time.Millisecond, len(asked), func(m *memorydb.Memory, i int) error {
		found, err := m.Concordance(ctx, asked[i])
		if err == nil && len(found.Matches) == 0 {
			err = fmt.Errorf("nothing holds %q", asked[i].Text.Words)
		}
		return err
	})
}

// lookUps asks for n texts. Each is asked for several times and its fastest
// counts, so that of what else the machine does little is left; 99 of 100 stay
// below the figure.
func (b *bench) lookUps(ctx context.Context, what string, most time.Duration, n int, ask func(m *memorydb.Memory, i int) error) error {
	name, err := memoryOf(ctx, b.cache, b.size.units)
	if err != nil {
		return err
	}
	m := memorydb.Open(name)
	defer m.Close()
	best := make(spent, n)
	for round := range 6 {
		for i := range n {
			took, err := timed(func() error { return ask(m, i) })()
			if err != nil {
				return err
			}
			if round <= 1 || took < best[i] { // the first warms the caches
				best[i] = took
			}
		}
	}
	slices.Sort(best)
	b.atMost(fmt.Sprintf("%s in %s units, 99 of 100", what, grouped(b.size.units)), best[n*99/100], most)
	return nil
}

// idle is what a command costs that has no use for a memory, where there is one.
func (b *bench) idle(ctx context.Context) error {
	name, err := memoryOf(ctx, b.cache, b.size.units)
	if err != nil {
		return err
	}
	past, err := pastDesk(ctx, b.cache, b.size.small)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(b.cache, "idle-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	with, without := filepath.Join(dir, "with"), filepath.Join(dir, "without")
	for _, desk := range []string{with, without} {
		if err := os.CopyFS(desk, os.DirFS(past)); err != nil {
			return err
		}
	}
	if err := os.Symlink(name, filepath.Join(filepath.Dir(storeOf(with)), "memory.db")); err != nil {
		return err
	}
	took, err := interleaved(b.size.rounds, b.bayan(with, "pending").run(ctx), b.bayan(without, "pending").run(ctx))
	if err != nil {
		return err
	}
	b.ratio(fmt.Sprintf("pending, beside a memory of %s units / without one", grouped(b.size.units)),
		took[0].fastest(), took[1].fastest(), 1.1)
	return nil
}

// update translates a catalogue, of which one source in ten has changed, from a
// memory that holds it as it was.
func (b *bench) update(ctx context.Context) error {
	dir, err := os.MkdirTemp(b.cache, "update-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	own := func(n int) (func() (time.Duration, error), error) {
		changed, err := corpusOf(b.cache, n).changed()
		if err != nil {
			return nil, err
		}
		name, err := memoryOf(ctx, b.cache, n)
		return program{argv: slices.Concat([]string{b.peer("alone"), "update", name, filepath.Join(dir, "own.po")}, changed)}.processor(ctx), err
	}
	var runs []func() (time.Duration, error)
	for _, n := range b.size.updates {
		run, err := own(n)
		if err != nil {
			return err
		}
		runs = append(runs, run)
	}
	took, err := interleaved(b.size.slow+1, runs...)
	if err != nil {
		return err
	}
	var costs []time.Duration
	for _, t := range took {
		costs = append(costs, t.fastest())
	}
	for i, cost := range costs[1:] {
		n, before := float64(b.size.updates[i+1]), float64(b.size.updates[i])
		b.ratio(fmt.Sprintf("update of %s segments, 1 of 10 changed / of %s: n log n", grouped(int(n)), grouped(int(before))),
			cost, costs[i], n*math.Log(n)/(before*math.Log(before)))
	}
	return b.updateBesideMsgmerge(ctx, dir, costs)
}

// updateBesideMsgmerge compares the update of the catalogue that is checked and
// exchanged too. msgmerge compares each changed message with all others, which
// takes minutes.
func (b *bench) updateBesideMsgmerge(ctx context.Context, dir string, costs []time.Duration) error {
	at := slices.Index(b.size.updates, b.size.segments)
	what := fmt.Sprintf("update of %s segments, 1 of 10 changed: faster than msgmerge --previous", grouped(b.size.segments))
	msgmerge, err := exec.LookPath("msgmerge")
	if err != nil {
		b.notRun(what, "msgmerge is not here; get it with: apt-get install gettext")
		return nil
	}
	old, err := corpusOf(b.cache, b.size.segments).clean()
	if err != nil {
		return err
	}
	changed, err := corpusOf(b.cache, b.size.segments).changed()
	if err != nil {
		return err
	}
	progress("msgmerge on %s segments", grouped(b.size.segments))
	peer, err := program{argv: []string{msgmerge, "--previous", "--quiet", "-o", filepath.Join(dir, "peer.po"), old, changed[0]}, quiet: true}.processor(ctx)()
	if err != nil {
		return err
	}
	b.faster(what, costs[at], peer, 60)
	return nil
}

// memoryOf returns the file of a memory of n segments, made once and kept for as
// long as the memory would write the same.
func memoryOf(ctx context.Context, cache string, n int) (name string, err error) {
	mark, err := memoryMark(ctx)
	if err != nil {
		return "", err
	}
	name = filepath.Join(cache, fmt.Sprintf("memory-%d-%s-%s.db", n, segmentsMark(), mark))
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	making := name + ".making"
	for _, left := range []string{making, making + "-journal"} {
		if err := os.Remove(left); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	progress("a memory of %d units", n)
	if err := fillMemory(ctx, making, n); err != nil {
		return "", err
	}
	os.Remove(making + "-journal") // is empty by now
	return name, os.Rename(making, name)
}

func fillMemory(ctx context.Context, name string, n int) error {
	m := memorydb.Open(name)
	_, err := m.Import(ctx, func(add func(memory.Unit) error) error {
		for i, s := range segments(n) {
			if err := add(unitOf(i, s)); err != nil {
				return err
			}
		}
		return nil
	})
	return errors.Join(err, m.Close())
}

// memoryMark names what a memory's file says: all rows of a small one.
func memoryMark(ctx context.Context) (string, error) {
	dir, err := os.MkdirTemp("", "memory-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "memory.db")
	if err := fillMemory(ctx, name, 50); err != nil {
		return "", err
	}
	db, err := sql.Open("sqlite", "file:"+name+"?mode=ro")
	if err != nil {
		return "", err
	}
	defer db.Close()
	h := sha256.New()
	for _, query := range []string{
		"SELECT sql FROM sqlite_schema ORDER BY name", "SELECT hex(units) FROM posting ORDER BY place",
		"SELECT a || b || rest FROM unit ORDER BY id", "SELECT hex(a || b) FROM short ORDER BY id",
		"SELECT hex(lengths) FROM extent ORDER BY place", "SELECT version FROM fold",
	} {
		rows, err := db.QueryContext(ctx, query)
		if err != nil {
			return "", err
		}
		defer rows.Close()
		for rows.Next() {
			var row sql.NullString
			if err := rows.Scan(&row); err != nil {
				return "", err
			}
			fmt.Fprintln(h, row.String)
		}
		if err := rows.Err(); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6]), nil
}
