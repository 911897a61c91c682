package newsroom_test

import (
	"context"
	"strings"
	"testing"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// What somebody does between another's look and deed.

// busy is a folder in which something happens before a publication is put in
// place, once.
type busy struct {
	newsroom.Files
	meanwhile func()
}

func (b *busy) Publish(release string, files []newsroom.File, own []string) (string, []string, error) {
	if do := b.meanwhile; do != nil {
		b.meanwhile = nil
		do()
	}
	return b.Files.Publish(release, files, own)
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
