package newsroom_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"bayan/workflow/newsroom"
)

// watched is a store that remembers what was committed last.
type watched struct {
	newsroom.Store
	last newsroom.Batch
}

func (w *watched) Commit(ctx context.Context, b newsroom.Batch) error {
	w.last = b
	return w.Store.Commit(ctx, b)
}

// Given a translator's file that came in, then its bytes are kept with the
// version that was made of it; and where no version was made of it, they are not:
// no record would name them, and no erasure would find them.
func TestFilesThatCameInAreKept(t *testing.T) {
	d := newDay(t)
	store := &watched{Store: d.room.Store}
	d.room.Store = store
	d.approved("winter")
	for _, one := range []struct {
		name   string
		change func(string) string
		kept   bool
	}{
		{"as it left", func(s string) string { return s }, false},
		{"with a paragraph done again", func(s string) string {
			return strings.Replace(s, "التدريب مجاني.", "التدريب مجاني للجميع.", 1)
		}, true},
	} {
		out := d.does("layla", newsroom.Checkout{Release: "winter", Language: "ar", Format: "xliff"})
		var file []byte
		for _, path := range out.Paths {
			if strings.HasSuffix(path, ".xlf") {
				var err error
				if file, err = os.ReadFile(path); err != nil {
					t.Fatal(err)
				}
			}
		}
		back := []byte(one.change(string(file)))
		d.does("layla", newsroom.Checkin{Release: "winter", Language: "ar", Name: "ar.xlf", Bytes: back})
		kept := false
		for _, c := range store.last.Contents {
			kept = kept || bytes.Equal(c.Bytes, back)
		}
		if len(file) == 0 || kept != one.kept {
			t.Errorf("%s: a file of %d bytes, kept: %v", one.name, len(file), kept)
		}
		log, err := d.room.Log(context.Background(), "winter")
		if err != nil {
			t.Fatal(err)
		}
		last := log[len(log)-1]
		if (last.File != nil) != one.kept || one.kept && last.File.Bytes != len(back) {
			t.Errorf("%s: the history has %+v", one.name, last.File)
		}
	}
}
