package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"bayan/releases"
	"bayan/releases/memory"
)

// Bits of unit.flags.
const (
	turned     = 1 // b is the source
	unreviewed = 2
	stale      = 4
)

// rest is unit.rest: what nothing is found by.
type rest struct {
	From        releases.Language `json:"from"`
	To          releases.Language `json:"to"`
	SourceCodes []memory.Code     `json:"source_codes,omitempty"`
	TargetCodes []memory.Code     `json:"target_codes,omitempty"`
	Before      string            `json:"before,omitempty"`
	After       string            `json:"after,omitempty"`
	Origin      memory.Origin     `json:"origin,omitzero"`
	Notes       []memory.Note     `json:"notes,omitempty"`
}

// row is a unit as it is stored.
type row struct {
	flags   int
	a, b    string
	release string
	rest    []byte
}

func rowOf(u memory.Unit) (row, error) {
	r := row{a: u.Source.Words, b: u.Target.Words, release: u.Origin.Release}
	if memory.Base(u.From) > memory.Base(u.To) {
		r.flags |= turned
		r.a, r.b = r.b, r.a
	}
	if !u.Reviewed {
		r.flags |= unreviewed
	}
	if u.Stale {
		r.flags |= stale
	}
	var err error
	r.rest, err = json.Marshal(rest{u.From, u.To, u.Source.Codes, u.Target.Codes, u.Before, u.After, u.Origin, u.Notes})
	return r, err
}

func (r row) unit() (memory.Unit, error) {
	var more rest
	if err := json.Unmarshal(r.rest, &more); err != nil {
		return memory.Unit{}, fmt.Errorf("a unit of the memory: %w", err)
	}
	u := memory.Unit{
		From: more.From, To: more.To,
		Source: memory.Text{Words: r.a, Codes: more.SourceCodes}, Target: memory.Text{Words: r.b, Codes: more.TargetCodes},
		Before: more.Before, After: more.After,
		Reviewed: r.flags&unreviewed == 0, Stale: r.flags&stale != 0,
		Origin: more.Origin, Notes: more.Notes,
	}
	if r.flags&turned != 0 {
		u.Source.Words, u.Target.Words = r.b, r.a
	}
	return u, nil
}

func (m *Memory) row(ctx context.Context, id int64) (r row, found bool, err error) {
	found, err = m.one(ctx, "SELECT flags, a, b, release, rest FROM unit WHERE id = ?", []any{id}, &r.flags, &r.a, &r.b, &r.release, &r.rest)
	return r, found, err
}

// same tells that two units are one: what they say and where they come from,
// whatever became of it since.
func same(a, b memory.Unit) bool {
	if a.Origin.Release != b.Origin.Release || a.Origin.Release == "" && a.Origin.ID != b.Origin.ID {
		return false
	}
	return a.From == b.From && a.To == b.To && a.Before == b.Before && a.After == b.After &&
		a.Source.Words == b.Source.Words && a.Target.Words == b.Target.Words &&
		slices.Equal(a.Source.Codes, b.Source.Codes) && slices.Equal(a.Target.Codes, b.Target.Codes)
}

// page is how many units All reads before it calls: reading ends before a
// caller's function runs.
const page = 500

// All calls f for every unit of a pair of languages, of all pairs where from
// and to are "", in the order in which they came. f may use the memory.
func (m *Memory) All(ctx context.Context, from, to releases.Language, f func(memory.Unit) error) error {
	after := int64(-1)
	for {
		var units []memory.Unit
		err := m.read(ctx, func(ctx context.Context) error {
			return m.each(ctx, "SELECT id, flags, a, b, release, rest FROM unit WHERE id > ? ORDER BY id LIMIT ?", []any{after, page}, func(rows *sql.Rows) error {
				var r row
				if err := rows.Scan(&after, &r.flags, &r.a, &r.b, &r.release, &r.rest); err != nil {
					return err
				}
				u, err := r.unit()
				units = append(units, u)
				return err
			})
		})
		if err != nil || len(units) == 0 {
			return err
		}
		for _, u := range units {
			if !serves(u, from, to) {
				continue
			}
			if err := f(u); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// serves tells whether a unit is of a pair, in either direction.
func serves(u memory.Unit, from, to releases.Language) bool {
	a, b := memory.Base(u.From), memory.Base(u.To)
	from, to = memory.Base(from), memory.Base(to)
	fits := func(l releases.Language) bool { return l == "" || l == a || l == b }
	return fits(from) && fits(to)
}

// Stats are the sizes of a memory.
type Stats struct {
	Pairs []PairStats
	Bytes int64 // of the file
}

// PairStats are the sizes of what one pair of languages has.
type PairStats struct {
	A, B                     releases.Language // in the order of their letters
	Units, Stale, Unreviewed int
	Releases                 int // that units come from
}

// Stats counts.
func (m *Memory) Stats(ctx context.Context) (s Stats, err error) {
	err = m.read(ctx, func(ctx context.Context) error {
		var ids []int64
		err := m.each(ctx, "SELECT n, a, b, units, stale, unreviewed FROM pair ORDER BY a, b", nil, func(rows *sql.Rows) error {
			var p PairStats
			var n int64
			err := rows.Scan(&n, &p.A, &p.B, &p.Units, &p.Stale, &p.Unreviewed)
			s.Pairs, ids = append(s.Pairs, p), append(ids, n)
			return err
		})
		for i, n := range ids {
			if err == nil {
				_, err = m.one(ctx, "SELECT count(DISTINCT release) FROM unit WHERE release <> '' AND id BETWEEN ? AND ?",
					[]any{n << 32, n<<32 | 0xffffffff}, &s.Pairs[i].Releases)
			}
		}
		if err == nil {
			_, err = m.one(ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", nil, &s.Bytes)
		}
		return err
	})
	return s, err
}
