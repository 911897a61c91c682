package sqlite

import (
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
	release.edition, release.date, release.embargo, release.scheduled, release.created, release.updated, release.head, release.titles`

func scanListed(rows *sql.Rows, l *newsroom.Listed, more ...any) error {
	var languages, titles string
	var edition, embargo, scheduled, created, updated int64
	if err := rows.Scan(append([]any{(*string)(&l.Key), &l.ID, &l.Title, (*string)(&l.Source), &languages, (*string)(&l.Stage),
		&edition, &l.Date, &embargo, &scheduled, &created, &updated, &l.Head, &titles}, more...)...); err != nil {
		return err
	}
	if titles != "" {
		if err := json.Unmarshal([]byte(titles), &l.Titles); err != nil {
			return err
		}
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
		where = append(where, `(instr(release.folded, ?) > 0 OR EXISTS (SELECT 1 FROM words WHERE words.n = release.n AND instr(' ' || words.folded, ?) > 0))`)
		args = append(args, word, " "+word)
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
// queue, so the engine merges them and reads no further than it is asked to.
func (s *Store) Queue(ctx context.Context, kinds []newsroom.TaskKind, f func(newsroom.QueueRow) bool) error {
	switch {
	case len(kinds) == 0:
		return nil
	case len(kinds) <= mergedKinds:
		return s.read(ctx, func(t *session) error { return t.queue(kinds, f) })
	}
	var all []newsroom.QueueRow
	err := s.read(ctx, func(t *session) error {
		for some := range slices.Chunk(kinds, mergedKinds) {
			if err := t.queue(some, func(row newsroom.QueueRow) bool { all = append(all, row); return true }); err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortStableFunc(all, urgency.Rows)
	for _, row := range all {
		if err != nil || !f(row) {
			break
		}
	}
	return err
}

// mergedKinds is how many SELECTs the engine takes in one query.
const mergedKinds = 500

// queue calls f with tasks of all the kinds together, until it returns false.
func (t *session) queue(kinds []newsroom.TaskKind, f func(newsroom.QueueRow) bool) error {
	var query strings.Builder
	var args []any
	for i, k := range kinds {
		if i > 0 {
			query.WriteString(" UNION ALL ")
		}
		query.WriteString("SELECT rank, due, since, release, place, facts FROM task WHERE action = ?")
		if args = append(args, string(k.Action)); k.Scope != workflow.Any {
			query.WriteString(" AND scope = ?")
			args = append(args, k.Scope)
		}
	}
	query.WriteString(" ORDER BY 1, 2, 3, 4, 5")
	rows, err := t.rows(query.String(), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row newsroom.QueueRow
		var order any
		var text sql.RawBytes
		if err := rows.Scan(&order, &order, &order, &row.Release, &order, &text); err != nil {
			return err
		}
		var told facts
		if err := json.Unmarshal(text, &told); err != nil {
			return err
		}
		if row.Title, row.Titles, row.Task = told.Title, told.Titles, told.Task; !f(row) {
			return nil
		}
	}
	return rows.Err()
}

// facts is how a task stands in its row: with what lists show of its release.
type facts struct {
	Title  string
	Titles newsroom.Titles `json:",omitempty"`
	workflow.Task
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
