package sqlite

import (
	"context"
	"database/sql"

	"bayan/releases/memory"
)

// refold makes the index again where it was made with other hashes.
func (m *Memory) refold(ctx context.Context) error {
	var version int
	if _, err := m.one(ctx, "SELECT version FROM fold", nil, &version); err != nil || version == memory.FoldVersion {
		return err
	}
	return m.transact(ctx, m.reindex)
}

// Rebuild makes the index again from the units, and the file small.
func (m *Memory) Rebuild(ctx context.Context) error {
	if err := m.write(ctx, m.reindex); err != nil {
		return err
	}
	if err := m.begin(ctx); err != nil {
		return err
	}
	defer func() { <-m.turn }()
	return m.explain(m.exec(ctx, "VACUUM"))
}

// former reads units of the index that was.
const former = "SELECT id, flags, a, b, release, rest FROM former WHERE id > ? ORDER BY id LIMIT ?"

func (m *Memory) reindex(ctx context.Context) error {
	const renew = `ALTER TABLE unit RENAME TO former; DROP INDEX unit_release;
DROP TABLE short; DROP TABLE posting; DROP TABLE extent; DROP TABLE pair; DROP TABLE fold;`
	// Statements that were prepared on the old tables are prepared again by the
	// engine.
	if err := m.exec(ctx, renew+schema); err != nil {
		return err
	}
	f := m.fill(ctx)
	for after := int64(-1); ; {
		var units []memory.Unit
		err := m.each(ctx, former, []any{after, page}, func(rows *sql.Rows) error {
			var r row
			if err := rows.Scan(&after, &r.flags, &r.a, &r.b, &r.release, &r.rest); err != nil {
				return err
			}
			u, err := r.unit()
			units = append(units, u)
			return err
		})
		if err != nil {
			return err
		}
		if len(units) == 0 {
			break
		}
		for _, u := range units {
			if err := f.add(u); err != nil {
				return err
			}
		}
	}
	if err := f.finish(); err != nil {
		return err
	}
	m.made[former].Close()
	delete(m.made, former)
	if err := m.exec(ctx, "DROP TABLE former"); err != nil {
		return err
	}
	return m.run(ctx, "INSERT INTO fold VALUES (?)", memory.FoldVersion)
}
