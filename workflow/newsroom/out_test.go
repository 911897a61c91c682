package newsroom_test

import (
	"context"
	"testing"

	"bayan/workflow/newsroom"
)

// asked counts how often the queue is read.
type asked struct {
	newsroom.Store
	times int
}

func (s *asked) Queue(ctx context.Context, kinds []newsroom.TaskKind, f func(newsroom.QueueRow) bool) error {
	s.times++
	return s.Store.Queue(ctx, kinds, f)
}

// What is out is asked for once for all that is listed, and not where nothing is.
func TestOutIsOfWhatIsListed(t *testing.T) {
	d := newDay(t)
	for _, id := range []string{"winter", "mill"} {
		d.approved(id)
		d.does("nour", newsroom.Send{Release: id, Language: "ar", To: "Karim Haddad"})
	}
	store := &asked{Store: d.room.Store}
	d.room.Store = store
	all, err := d.room.List(context.Background(), newsroom.ListQuery{Limit: 10})
	if err != nil || len(all) != 2 {
		t.Fatalf("%d releases, %v", len(all), err)
	}
	for _, c := range []struct {
		of          []newsroom.Listed
		out, asking int
	}{{nil, 0, 0}, {all[:1], 1, 1}, {all, 2, 1}} {
		store.times = 0
		out, err := d.room.Out(context.Background(), c.of)
		if err != nil || len(out) != c.out || store.times != c.asking {
			t.Errorf("of %d listed %v are out, asked %d times, %v; want %d, asked %d times", len(c.of), out, store.times, err, c.out, c.asking)
		}
		for _, o := range out {
			if len(c.of) == 1 && o.Release != c.of[0].ID || o.Holder != "Karim Haddad" {
				t.Errorf("out of %s: %+v", c.of[0].ID, o)
			}
		}
	}
}
