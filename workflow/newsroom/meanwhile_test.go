package newsroom_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"bayan/workflow"
	"bayan/workflow/folder"
	"bayan/workflow/newsroom"
)

// What somebody does between another's look and deed.

// busy is a folder in which something happens before a publication's turn comes to
// be put in place, once.
type busy struct {
	newsroom.Files
	meanwhile func()
}

func (b *busy) Publishing(do func() error) error {
	if meanwhile := b.meanwhile; meanwhile != nil {
		b.meanwhile = nil
		meanwhile()
	}
	return b.Files.Publishing(do)
}

func TestAWithdrawalIsNotUndoneByWhoPublishesAgain(t *testing.T) {
	d := newDay(t)
	d.published("winter")
	b := &busy{Files: d.room.Files}
	d.room.Files = b
	b.meanwhile = func() { d.does("omar", newsroom.Close{Release: "winter", Withdraw: true, Why: "a name"}) }
	d.refused("omar", newsroom.Publish{Release: "winter"}, workflow.WithdrawnForEver)
	d.verifies()
}

// Whoever publishes what was due lists it first: what was taken back since, or
// published and withheld, is not put before the readers after all.
func TestWhatIsNoLongerDueIsNotPublished(t *testing.T) {
	for name, meanwhile := range map[string][]newsroom.Command{
		"taken back":                 {newsroom.Publish{Release: "winter", Unschedule: true}},
		"published, and taken back":  {newsroom.Publish{Release: "winter"}, newsroom.Close{Release: "winter", Why: "a name"}},
		"published by another clock": {newsroom.Publish{Release: "winter", Due: true}},
	} {
		d := newDay(t)
		d.approved("winter")
		embargo := d.now.Add(5 * time.Hour)
		d.does("nour", newsroom.Set{Release: "winter", Values: []newsroom.Setting{{Key: "embargo", Value: embargo.Format(time.RFC3339)}}})
		d.does("dina", newsroom.Sign{Release: "winter"})
		d.does("omar", newsroom.Publish{Release: "winter", AtEmbargo: true})
		d.now = embargo
		if due, err := d.room.Due(context.Background()); err != nil || len(due) != 1 {
			t.Fatalf("%s: due are %v, %v", name, due, err)
		}
		for _, c := range meanwhile {
			d.does("omar", c)
		}
		before := d.public()
		out := d.does("omar", newsroom.Publish{Release: "winter", Due: true})
		if after := d.public(); out.Did != "not-due" || !maps.EqualFunc(before, after, bytes.Equal) {
			t.Errorf("%s: %s, want not-due and the public folder as it was", name, out.Did)
		}
		d.verifies()
	}
}

// slow is a folder in which something happens after a publication is in place, and
// before it is recorded.
type slow struct {
	newsroom.Files
	meanwhile func()
}

func (s slow) Publish(release string, files []newsroom.File, own []string) (string, []string, error) {
	path, aside, err := s.Files.Publish(release, files, own)
	s.meanwhile()
	return path, aside, err
}

// Of two that write a public folder at once, the second waits until the first is
// recorded: what it wrote would else be public, and the history say otherwise.
func TestWhoPublishesAgainWaitsForAWithdrawal(t *testing.T) {
	d := newDay(t)
	d.published("winter")
	files, err := folder.Open(d.root)
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	other := *d.room // of another process
	other.Files, other.Random = files, rand.NewChaCha8([32]byte{2})
	now := d.now
	other.Now = func() time.Time { return now }
	done := make(chan error, 1)
	d.room.Files = slow{d.room.Files, func() {
		ended := make(chan struct{})
		go func() {
			_, err := other.Do(context.Background(), newsroom.Who{Member: "omar"}, newsroom.Publish{Release: "winter"})
			done <- err
			close(ended)
		}()
		select {
		case <-ended: // it did not wait
		case <-time.After(200 * time.Millisecond):
		}
	}}
	d.does("omar", newsroom.Close{Release: "winter", Withdraw: true, Why: "a name"})
	refused := new(newsroom.Refused)
	if err := <-done; !errors.As(err, &refused) {
		t.Errorf("who publishes again meanwhile: %v", err)
	}
	d.verifies()
}

// read is a folder in which something happens when a public folder is about to be
// read, once, and another thing when half of it was.
type read struct {
	newsroom.Files
	meanwhile func()
	half      bool
}

func (f *read) Published(release string) (map[string][]byte, error) {
	do := f.meanwhile
	if f.meanwhile = nil; do == nil {
		return f.Files.Published(release)
	}
	before, err := f.Files.Published(release)
	do()
	if f.half {
		after, errOf := f.Files.Published(release)
		maps.DeleteFunc(before, func(name string, _ []byte) bool { return strings.HasPrefix(name, "en.") })
		maps.DeleteFunc(after, func(name string, _ []byte) bool { return !strings.HasPrefix(name, "en.") })
		maps.Copy(before, after)
		return before, errors.Join(err, errOf)
	}
	return f.Files.Published(release)
}

// A verification at the hour at which something is published, or taken back, takes
// none of it for a forgery.
func TestVerifyWhileSomethingIsTakenBack(t *testing.T) {
	for _, half := range []bool{false, true} {
		d := newDay(t)
		d.published("winter")
		files := d.room.Files
		f := &read{Files: files, half: half}
		f.meanwhile = func() { d.does("omar", newsroom.Close{Release: "winter", Why: "a name"}) }
		d.room.Files = f
		v, err := d.room.VerifyDesk(context.Background())
		if err != nil || len(v.Flaws) > 0 || len(v.Mends) > 0 || v.Editions != 1 {
			t.Errorf("half of it %v: %v, %+v", half, err, v)
		}
	}
}

func TestWhatWorkBeganFromIsNotErased(t *testing.T) {
	d := newDay(t)
	d.does("wafa", newsroom.New{ID: "winter", Title: "Winter training opens in Harim", Language: "en"})
	d.types("winter", "en", english)
	d.does("wafa", newsroom.Checkin{Release: "winter", Language: "en"})
	d.does("rami", newsroom.Approve{Release: "winter", Language: "en"})
	d.does("layla", newsroom.Checkout{Release: "winter", Language: "ar"})
	d.edits("wafa", "winter", "en", "240", "230")
	d.does("rami", newsroom.Approve{Release: "winter", Language: "en"})
	if _, err := d.try("admin", newsroom.Erase{Release: "winter", Language: "en", Version: 1, Why: "a name"}); err == nil {
		t.Error("the version that a translator is at work on was erased")
	}
	d.types("winter", "ar", arabic)
	d.does("layla", newsroom.Checkin{Release: "winter", Language: "ar"})
	d.verifies()
}

// What a folder notes of its files is no more than a note: somebody may restore
// another desk's, or write in it.
func TestAVersionThatNeverWasIsNothingToMergeWith(t *testing.T) {
	for _, version := range []int{99, -1} {
		d := newDay(t)
		d.approved("winter")
		d.does("wafa", newsroom.Checkout{Release: "winter", Language: "en"})
		note := newsroom.Known{Release: "winter", Key: d.shows("winter").Key, Language: "en", Member: "wafa", Version: version}
		if err := d.room.Files.Note(note, []byte(english)); err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(english, "240", "230", 1)
		d.types("winter", "en", changed)
		d.does("wafa", newsroom.Checkin{Release: "winter", Language: "en"})
		c, err := d.room.Diff(context.Background(), newsroom.Who{}, "winter", "en", 1, 2)
		if err != nil || string(c.New.Canonical()) != changed {
			t.Errorf("from version %d: %v, the version holds\n%s", version, err, c.New.Canonical())
		}
	}
}
