package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/urgency"
)

const listedColumns = `release.key, release.id, release.title, release.source, release.languages, release.stage,
	release.edition, release.date, release.embargo, release.scheduled, release.created, release.updated, release.head`

func scanListed(rows *sql.Rows, l *newsroom.Listed, more ...any) error {
	var languages string
	var edition, embargo, scheduled, created, updated int64
	if err := rows.Scan(append([]any{(*string)(&l.Key), &l.ID, &l.Title, (*string)(&l.Source), &languages, (*string)(&l.Stage),
		&edition, &l.Date, &embargo, &scheduled, &created, &updated, &l.Head}, more...)...); err != nil {
		return err
	}
	l.Edition = int(edition)
	for _, tag := range strings.Fields(languages) {
		l.Languages = append(l.Languages, workflow.Language(tag))
	}
	l.Embargo, l.Scheduled, l.Created, l.Updated = moment(embargo), moment(scheduled), moment(created), moment(updated)
	return nil
}

// Find is described at newsroom.Store. An exact id comes alone: it always wins,
// and so it costs the same on a desk of any size.
func (s *Store) Find(ctx context.Context, part string, limit int) ([]newsroom.Listed, error) {
	found, err := s.listed(ctx, `SELECT `+listedColumns+` FROM release WHERE id = ?`, part)
	if err != nil || len(found) > 0 || limit < 1 {
		return found[:min(len(found), max(limit, 0))], err
	}
	return s.listed(ctx, `SELECT `+listedColumns+` FROM release
		WHERE n IN (SELECT n FROM release INDEXED BY release_ids WHERE instr(id, ?) > 0 ORDER BY n LIMIT ?)
		ORDER BY n`, part, limit)
}

// List is described at newsroom.Store. Newest is by creation in this store.
func (s *Store) List(ctx context.Context, q newsroom.ListQuery) ([]newsroom.Listed, error) {
	var where []string
	var args []any
	add := func(condition string, arg any) {
		where, args = append(where, condition), append(args, arg)
	}
	if q.After != "" {
		add(`n < (SELECT n FROM release WHERE id = ?)`, q.After)
	}
	if q.Stage != "" {
		add(`stage = ?`, q.Stage)
	}
	if !q.Due.IsZero() {
		add(`scheduled <> 0 AND scheduled <= ?`, q.Due.UnixMilli())
	}
	for _, word := range strings.Fields(s.session.fold(q.Search)) {
		add(`instr(folded, ?) > 0`, word)
	}
	query := `SELECT ` + listedColumns + ` FROM release`
	if len(where) > 0 {
		query += ` WHERE ` + strings.Join(where, ` AND `)
	}
	return s.listed(ctx, query+` ORDER BY n DESC LIMIT ?`, append(args, q.Limit)...)
}

func (s *Store) listed(ctx context.Context, query string, args ...any) ([]newsroom.Listed, error) {
	var all []newsroom.Listed
	err := s.read(ctx, func(t *session) error {
		rows, err := t.rows(query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var l newsroom.Listed
			if err := scanListed(rows, &l); err != nil {
				return err
			}
			all = append(all, l)
		}
		return rows.Err()
	})
	return all, err
}

// Queue is described at newsroom.Store. Each kind's tasks lie in the order of the
// queue; only the most urgent of all are decoded.
func (s *Store) Queue(ctx context.Context, kinds []newsroom.TaskKind, limit int) ([]newsroom.QueueRow, error) {
	if limit = max(limit, 0); len(kinds) == 0 || limit == 0 {
		return nil, nil
	}
	queue := make([]queued, 0, 4*limit)
	err := s.read(ctx, func(t *session) error {
		for _, k := range kinds {
			if err := t.queue(k, limit, &queue); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(queue, func(a, b queued) int {
		return cmp.Or(a.Compare(b.Of), cmp.Compare(a.place, b.place))
	})
	queue = queue[:min(len(queue), limit)]
	all := make([]newsroom.QueueRow, len(queue))
	for i, q := range queue {
		var f facts
		if err := json.Unmarshal([]byte(q.facts), &f); err != nil {
			return nil, err
		}
		all[i] = newsroom.QueueRow{Release: q.Release, Title: f.Title, Task: f.Task}
	}
	return all, nil
}

// queued is a task as it lies in the queue.
type queued struct {
	urgency.Of
	place int64
	facts string
}

func (t *session) queue(k newsroom.TaskKind, limit int, queue *[]queued) error {
	rows, err := t.repeated(`SELECT rank, due, since, release, place, facts FROM task
		WHERE action = ? AND scope = ? ORDER BY rank, due, since, release, place LIMIT ?`, k.Action, k.Scope, limit)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var q queued
		if err := rows.Scan(&q.Rank, &q.Due, &q.Since, &q.Release, &q.place, &q.facts); err != nil {
			return err
		}
		*queue = append(*queue, q)
	}
	return rows.Err()
}

// facts is how a task stands in its row: with what lists show of its release.
type facts struct {
	Title string
	workflow.Task
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
