package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/urgency"
)

// A task's place is its release's number and its own among the release's tasks.
const (
	taskBits = 12
	taskMask = 1<<taskBits - 1
)

// list replaces the rows of a release.
func (t *session) list(p newsroom.Projection) error {
	var n int64
	found, err := t.one(`SELECT n FROM stream WHERE key = ?`, []any{p.Key}, &n)
	switch {
	case err != nil:
		return err
	case !found:
		return fmt.Errorf("rows of %s: %w", p.Key, newsroom.ErrNotFound)
	case len(p.Tasks) > taskMask:
		return fmt.Errorf("rows of %s: %d tasks", p.Key, len(p.Tasks))
	}
	return t.put("", n, p)
}

// put writes the rows of a release to the tables of that prefix.
func (t *session) put(prefix string, n int64, p newsroom.Projection) error {
	languages := make([]string, len(p.Languages))
	for i, tag := range p.Languages {
		languages[i] = string(tag)
	}
	var titles []byte
	if len(p.Titles) > 0 {
		var err error
		if titles, err = json.Marshal(p.Titles); err != nil {
			return err
		}
	}
	err := t.exec(`INSERT INTO `+prefix+`release
		(n, key, id, title, folded, source, languages, stage, edition, date, embargo, scheduled, created, updated, head, titles)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (n) DO UPDATE SET id = excluded.id, title = excluded.title, folded = excluded.folded,
			source = excluded.source, languages = excluded.languages, stage = excluded.stage,
			edition = excluded.edition, date = excluded.date, embargo = excluded.embargo,
			scheduled = excluded.scheduled, created = excluded.created, updated = excluded.updated, head = excluded.head,
			titles = excluded.titles`,
		n, p.Key, p.ID, p.Title, t.fold(p.ID+" "+p.Title), p.Source, strings.Join(languages, " "), p.Stage, p.Edition, p.Date,
		urgency.Milliseconds(p.Embargo), urgency.Milliseconds(p.Scheduled), urgency.Milliseconds(p.Created), urgency.Milliseconds(p.Updated), p.Head, string(titles))
	if taken(err) {
		return newsroom.ErrConflict
	}
	if err != nil {
		return err
	}
	if err := t.overwriting(func() error {
		return t.exec(`INSERT INTO `+prefix+`words (n, folded) VALUES (?, ?)
			ON CONFLICT (n) DO UPDATE SET folded = excluded.folded WHERE folded <> excluded.folded`, n, p.Words)
	}); err != nil {
		return err
	}
	if err := t.exec(`DELETE FROM `+prefix+`task WHERE place BETWEEN ? AND ?`, n<<taskBits, n<<taskBits|taskMask); err != nil {
		return err
	}
	for i, task := range p.Tasks {
		row, err := json.Marshal(facts{Title: p.Title, Titles: p.Titles, Task: task})
		if err != nil {
			return err
		}
		u := urgency.Task(task, p.ID)
		if err := t.exec(`INSERT INTO `+prefix+`task (place, action, scope, rank, due, since, release, facts)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			n<<taskBits|int64(i), task.Action, task.Scope, u.Rank, u.Due, u.Since, u.Release, string(row)); err != nil {
			return err
		}
	}
	return nil
}

// Rebuild is described at newsroom.Auditor. The new rows are gathered beside
// the store, so that rows may read it meanwhile; then they take the place of the
// old ones at once. A release that moved while they were made is ErrConflict,
// and nothing changes; one that was created meanwhile keeps its rows.
func (s *Store) Rebuild(ctx context.Context, rows func(yield func(newsroom.Projection) error) error) error {
	s.rebuilding.Lock()
	defer s.rebuilding.Unlock()
	var last int64
	if err := s.read(ctx, func(t *session) error {
		if _, err := t.one(`SELECT coalesce(max(n), 0) FROM stream`, nil, &last); err != nil {
			return err
		}
		return t.exec(gathering)
	}); err != nil {
		return err
	}
	if err := rows(func(p newsroom.Projection) error {
		return s.read(ctx, func(t *session) error {
			var n int64
			found, err := t.one(`SELECT n FROM stream WHERE key = ?`, []any{p.Key}, &n)
			if err != nil || !found {
				return fmt.Errorf("rows of %s: %w", p.Key, newsroom.ErrNotFound)
			}
			return t.put("temp.made_", n, p)
		})
	}); err != nil {
		return err
	}
	return s.write(ctx, func(t *session) error {
		var moved int
		if _, err := t.one(`SELECT count(*) FROM temp.made_release AS made WHERE made.head <> (SELECT coalesce(max(place), 0) & 16777215
			FROM record WHERE place BETWEEN made.n << 24 AND made.n << 24 | 16777215)`, nil, &moved); err != nil {
			return err
		}
		if moved > 0 {
			return newsroom.ErrConflict
		}
		for _, step := range []string{
			`DELETE FROM task WHERE place >> 12 <= ?1 OR place >> 12 IN (SELECT n FROM temp.made_release)`,
			`DELETE FROM words WHERE n <= ?1 OR n IN (SELECT n FROM temp.made_release)`,
			`DELETE FROM release WHERE n <= ?1 OR n IN (SELECT n FROM temp.made_release)`,
			`INSERT INTO release SELECT * FROM temp.made_release`,
			`INSERT INTO words SELECT * FROM temp.made_words`,
			`INSERT INTO task SELECT * FROM temp.made_task`,
		} {
			var args []any
			if strings.Contains(step, "?1") {
				args = []any{last}
			}
			if err := t.overwriting(func() error { return t.exec(step, args...) }); err != nil {
				return err
			}
		}
		return nil
	})
}

// gathering makes room for rows beside the store. Their names are of their own:
// an unqualified name is that of a temporary table first.
const gathering = `
	DROP TABLE IF EXISTS temp.made_release;
	DROP TABLE IF EXISTS temp.made_words;
	DROP TABLE IF EXISTS temp.made_task;
	CREATE TEMP TABLE made_release AS SELECT * FROM release WHERE 0;
	CREATE TEMP TABLE made_words AS SELECT * FROM words WHERE 0;
	CREATE TEMP TABLE made_task AS SELECT * FROM task WHERE 0;
	CREATE UNIQUE INDEX temp.made_releases ON made_release(n);
	CREATE UNIQUE INDEX temp.made_wordy ON made_words(n);
	CREATE UNIQUE INDEX temp.made_tasks ON made_task(place);`

// Projections is described at newsroom.Auditor; it goes by the releases' age.
func (s *Store) Projections(ctx context.Context, f func(newsroom.Projection) error) error {
	return s.paged(ctx, `SELECT `+listedColumns+`, release.n, coalesce(words.folded, '')
		FROM release LEFT JOIN words USING (n) WHERE release.n > ? ORDER BY release.n LIMIT ?`,
		func(rows *sql.Rows, last *int64) (func() error, error) {
			var p newsroom.Projection
			if err := scanListed(rows, &p.Listed, last, &p.Words); err != nil {
				return nil, err
			}
			n := *last
			return func() error {
				if err := s.read(ctx, func(t *session) error { return t.tasks(n, &p.Tasks) }); err != nil {
					return err
				}
				return f(p)
			}, nil
		})
}

func (t *session) tasks(n int64, into *[]workflow.Task) error {
	rows, err := t.rows(`SELECT facts FROM task WHERE place BETWEEN ? AND ? ORDER BY place`, n<<taskBits, n<<taskBits|taskMask)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		var f facts
		if err := rows.Scan(&raw); err != nil {
			return err
		}
		if err := json.Unmarshal(raw, &f); err != nil {
			return err
		}
		*into = append(*into, f.Task)
	}
	return rows.Err()
}
