package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"slices"

	"bayan/releases"
	"bayan/releases/memory"
)

// Taken says what became of units that were given.
type Taken struct {
	Added int
	Known int            // were there; provenance and state are now as given
	Left  map[string]int // cannot be kept: how many, by memory.Unit.Fault
}

// Add keeps units, all of them or none.
func (m *Memory) Add(ctx context.Context, units []memory.Unit) (Taken, error) {
	return m.Import(ctx, func(add func(memory.Unit) error) error {
		for _, u := range units {
			if err := add(u); err != nil {
				return err
			}
		}
		return nil
	})
}

// Import keeps what feed adds, all of it or, where feed returns an error, none.
// It holds the right to write meanwhile: feed must not use the memory.
func (m *Memory) Import(ctx context.Context, feed func(add func(memory.Unit) error) error) (t Taken, err error) {
	err = m.write(ctx, func(calm context.Context) error {
		f := m.fill(calm)
		err := feed(func(u memory.Unit) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return f.add(u)
		})
		if err == nil {
			err = f.finish()
		}
		t = f.taken
		return err
	})
	if err != nil {
		t = Taken{}
	}
	return t, err
}

// Replace makes units all that the memory holds of a release in a language: what
// it held and is not among them is forgotten.
func (m *Memory) Replace(ctx context.Context, release string, to releases.Language, units []memory.Unit) (t Taken, err error) {
	err = m.write(ctx, func(ctx context.Context) error {
		held, err := m.of(ctx, release, to)
		if err != nil {
			return err
		}
		f := m.fill(ctx)
		f.kept = map[int64]bool{}
		for _, u := range units {
			if err := f.add(u); err != nil {
				return err
			}
		}
		if err := f.finish(); err != nil {
			return err
		}
		t = f.taken
		return m.drop(ctx, slices.DeleteFunc(held, func(id int64) bool { return f.kept[id] }))
	})
	return t, err
}

// Forget drops all units of a release, by its key.
func (m *Memory) Forget(ctx context.Context, release string) error {
	if release == "" {
		return nil
	}
	return m.write(ctx, func(ctx context.Context) error {
		held, err := m.of(ctx, release, "")
		if err != nil {
			return err
		}
		return m.drop(ctx, held)
	})
}

// of lists the units of a release that were translated into a language; "" for any.
func (m *Memory) of(ctx context.Context, release string, to releases.Language) (ids []int64, err error) {
	if release == "" {
		return nil, nil
	}
	err = m.each(ctx, "SELECT id, flags, a, b, release, rest FROM unit WHERE release = ? AND release <> ''", []any{release}, func(rows *sql.Rows) error {
		var id int64
		var r row
		if err := rows.Scan(&id, &r.flags, &r.a, &r.b, &r.release, &r.rest); err != nil {
			return err
		}
		u, err := r.unit()
		if err == nil && (to == "" || memory.Base(u.To) == memory.Base(to)) {
			ids = append(ids, id)
		}
		return err
	})
	return ids, err
}

// drop removes units. What the index says of them stays, and their extent of 0
// makes searches pass them over.
func (m *Memory) drop(ctx context.Context, ids []int64) error {
	for _, id := range ids {
		r, found, err := m.row(ctx, id)
		if err != nil || !found {
			return err
		}
		n, block, low := id>>32, id&0xffffffff>>blockBits, int(id&(blockSize-1))
		for side := range 2 {
			place := collection(n, side)<<blockBits | block
			var lengths []byte
			if _, err := m.one(ctx, "SELECT lengths FROM extent WHERE place = ?", []any{place}, &lengths); err != nil {
				return err
			}
			if low < len(lengths) {
				lengths[low] = 0
			}
			if err := m.run(ctx, "UPDATE extent SET lengths = ? WHERE place = ?", lengths, place); err != nil {
				return err
			}
		}
		if err := m.run(ctx, "DELETE FROM unit WHERE id = ?", id); err != nil {
			return err
		}
		if err := m.run(ctx, "DELETE FROM short WHERE id = ?", id); err != nil {
			return err
		}
		if err := m.run(ctx, "UPDATE pair SET units = units - 1, stale = stale - ?, unreviewed = unreviewed - ? WHERE n = ?",
			bit(r.flags, stale), bit(r.flags, unreviewed), n); err != nil {
			return err
		}
	}
	return nil
}

func bit(flags, b int) int {
	if flags&b != 0 {
		return 1
	}
	return 0
}

// filling gathers the index of new units, and writes it when there is much.
type filling struct {
	*Memory
	ctx   context.Context
	taken Taken
	kept  map[int64]bool // units that were added or known, where asked for

	pairs    map[[2]string]*pair
	postings []posting
	lengths  map[int64][]byte // of new units, by place
	fresh    map[term][]int64 // identities that are not in the index yet
}

type posting struct {
	place int64
	low   uint16
}

// plenty is how many postings are gathered: 8 MB, of some 15,000 units.
const plenty = 1 << 19

func (m *Memory) fill(ctx context.Context) *filling {
	f := &filling{Memory: m, ctx: ctx, pairs: map[[2]string]*pair{}}
	f.reset()
	return f
}

func (f *filling) reset() {
	f.postings, f.lengths, f.fresh = f.postings[:0], map[int64][]byte{}, map[term][]int64{}
}

func (f *filling) add(u memory.Unit) error {
	if fault := u.Fault(); fault != "" {
		if f.taken.Left == nil {
			f.taken.Left = map[string]int{}
		}
		f.taken.Left[fault]++
		return nil
	}
	p, err := f.pairOf(u)
	if err != nil {
		return err
	}
	from := sideOf(u)
	var sides [2]memory.Segment
	sides[from], sides[1-from] = memory.Read(u.Source), memory.Read(u.Target)

	r, err := rowOf(u)
	if err != nil {
		return err
	}
	self := termOf(p.n, identity, identityOf(u, sides))
	if id, old, err := f.find(p, self, u); err != nil || id >= 0 {
		if err == nil {
			err = f.renew(p, id, old, r)
		}
		return err
	}

	number := p.next
	p.next++
	id := p.n<<32 | number
	block := number >> blockBits
	put := func(t term) {
		f.postings = append(f.postings, posting{int64(t) | block, uint16(number)})
	}
	for side, s := range sides {
		c := collection(p.n, side)
		for _, w := range s.Words {
			put(termOf(c, word, w.Hash))
		}
		put(termOf(c, whole, s.Key))
		if s.Numbers > 0 {
			put(termOf(c, skeleton, s.Skeleton))
		}
		place := c<<blockBits | block
		f.lengths[place] = append(f.lengths[place], byte(max(1, min(len(s.Words), 255))))
	}
	if u.Before != "" {
		put(termOf(collection(p.n, from), placed, besides(u.Before, sides[from].Key)))
	}
	put(self)
	f.fresh[self] = append(f.fresh[self], id)
	f.count(p, r.flags, 1)
	p.units++
	f.taken.Added++
	if f.kept != nil {
		f.kept[id] = true
	}
	if err := f.run(f.ctx, "INSERT INTO unit (id, flags, a, b, release, rest) VALUES (?, ?, ?, ?, ?, ?)", id, r.flags, r.a, r.b, r.release, string(r.rest)); err != nil {
		return err
	}
	if err := f.run(f.ctx, "INSERT INTO short (id, a, b) VALUES (?, ?, ?)", id, f.bytes(sides[0]), f.bytes(sides[1])); err != nil {
		return err
	}
	if len(f.postings) >= plenty {
		return f.flush()
	}
	return nil
}

func (f *filling) count(p *pair, flags, by int) {
	p.stale += by * bit(flags, stale)
	p.unreviewed += by * bit(flags, unreviewed)
}

// bytes are the words as 16 bits each, low byte first.
func (f *filling) bytes(s memory.Segment) []byte {
	b := make([]byte, 0, 2*len(s.Words))
	for _, w := range s.Short() {
		b = binary.LittleEndian.AppendUint16(b, w)
	}
	return b
}

// besides joins a text with the one before it.
func besides(before string, key uint64) uint64 {
	return key ^ memory.Read(memory.Plain(before)).Key*0x9e3779b97f4a7c15
}

func identityOf(u memory.Unit, sides [2]memory.Segment) uint64 {
	from := memory.Read(memory.Plain(u.Origin.Release + " " + u.Origin.ID)).Key
	if u.Origin.Release != "" {
		from = memory.Read(memory.Plain(u.Origin.Release)).Key
	}
	return sides[0].Key ^ sides[1].Key*0x9e3779b97f4a7c15 ^ from
}

func (f *filling) pairOf(u memory.Unit) (*pair, error) {
	a, b := string(memory.Base(u.From)), string(memory.Base(u.To))
	if a > b {
		a, b = b, a
	}
	key := [2]string{a, b}
	if p := f.pairs[key]; p != nil {
		return p, nil
	}
	p, found, err := f.pair(f.ctx, a, b)
	if err == nil && !found {
		if err = f.run(f.ctx, "INSERT INTO pair (a, b, next, units, stale, unreviewed) VALUES (?, ?, 0, 0, 0, 0)", a, b); err == nil {
			p, _, err = f.pair(f.ctx, a, b)
		}
	}
	f.pairs[key] = &p
	return &p, err
}

// find returns the unit that is the same, -1 for none.
func (f *filling) find(p *pair, self term, u memory.Unit) (int64, row, error) {
	ids := slices.Clone(f.fresh[self])
	old, err := f.numbers(f.ctx, self, nil)
	for _, number := range old {
		ids = append(ids, p.n<<32|int64(number))
	}
	for _, id := range ids {
		r, found, err := f.row(f.ctx, id)
		if err != nil {
			return -1, r, err
		}
		if !found {
			continue
		}
		if other, err := r.unit(); err != nil || same(u, other) {
			return id, r, err
		}
	}
	return -1, row{}, err
}

// renew gives a unit that is there the state and provenance of one that is the
// same.
func (f *filling) renew(p *pair, id int64, old, now row) error {
	f.taken.Known++
	if f.kept != nil {
		f.kept[id] = true
	}
	if old.flags == now.flags && string(old.rest) == string(now.rest) {
		return nil
	}
	f.count(p, old.flags, -1)
	f.count(p, now.flags, 1)
	return f.run(f.ctx, "UPDATE unit SET flags = ?, rest = ? WHERE id = ?", now.flags, string(now.rest), id)
}

// flush writes what was gathered. Rows that are there are read and made longer.
func (f *filling) flush() error {
	slices.SortFunc(f.postings, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.low, b.low))
	})
	var lows []uint16
	for i := 0; i < len(f.postings); {
		place := f.postings[i].place
		for lows = lows[:0]; i < len(f.postings) && f.postings[i].place == place; i++ {
			lows = append(lows, f.postings[i].low)
		}
		var units []byte
		if _, err := f.one(f.ctx, "SELECT units FROM posting WHERE place = ?", []any{place}, &units); err != nil {
			return err
		}
		if err := f.run(f.ctx, "INSERT INTO posting (place, units) VALUES (?1, ?2) ON CONFLICT (place) DO UPDATE SET units = ?2", place, appendUnits(units, lows)); err != nil {
			return err
		}
	}
	for place, more := range f.lengths {
		var lengths []byte
		if _, err := f.one(f.ctx, "SELECT lengths FROM extent WHERE place = ?", []any{place}, &lengths); err != nil {
			return err
		}
		if err := f.run(f.ctx, "INSERT INTO extent (place, lengths) VALUES (?1, ?2) ON CONFLICT (place) DO UPDATE SET lengths = ?2", place, append(lengths, more...)); err != nil {
			return err
		}
	}
	f.reset()
	return nil
}

func (f *filling) finish() error {
	if err := f.flush(); err != nil {
		return err
	}
	for _, p := range f.pairs {
		if err := f.run(f.ctx, "UPDATE pair SET next = ?, units = ?, stale = ?, unreviewed = ? WHERE n = ?", p.next, p.units, p.stale, p.unreviewed, p.n); err != nil {
			return err
		}
	}
	return nil
}
