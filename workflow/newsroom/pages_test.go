package newsroom_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"bayan/releases"
	"bayan/workflow"
	"bayan/workflow/newsroom"

	"pgregory.net/rapid"
)

// program is a version of bayan that draws web pages in its own way; 0 draws them
// as this one does.
type program int

func (p program) Formats() []string { return renderer{}.Formats() }

func (p program) Render(e releases.Edition, formats []string) ([]newsroom.File, error) {
	files, err := renderer{}.Render(e, formats)
	for i := range files {
		if p > 0 && files[i].Format == "html" {
			files[i].Bytes = fmt.Appendf(files[i].Bytes, "<!-- drawn by version %d -->\n", p)
		}
	}
	return files, err
}

// moment is a point in the life of a publication, and what leads there.
type moment struct {
	name string
	do   func(d *day)
}

// life is what a publication goes through: the states that its pages have.
var life = []moment{
	{"published", func(d *day) { d.published("winter") }},
	{"published again", func(d *day) { d.does("omar", newsroom.Publish{Release: "winter"}) }},
	{"withheld", func(d *day) {
		d.does("dina", newsroom.Close{Release: "winter", Why: "a name", Notices: map[workflow.Language]string{"en": "We are checking a name."}})
	}},
	{"withheld again", func(d *day) { d.does("omar", newsroom.Close{Release: "winter", Why: "a name"}) }},
	{"returned", func(d *day) { d.does("omar", newsroom.Publish{Release: "winter"}) }},
	{"corrected", func(d *day) { d.corrected("winter") }},
	{"withdrawn", func(d *day) { d.does("dina", newsroom.Close{Release: "winter", Why: "never happened", Withdraw: true}) }},
}

// corrected is the second edition of what is published.
func (d *day) corrected(id string) {
	d.t.Helper()
	d.does("omar", newsroom.Correct{Release: id, What: "230 volunteers, not 240"})
	for _, text := range []struct {
		who string
		l   workflow.Language
	}{{"wafa", "en"}, {"layla", "ar"}} {
		d.edits(text.who, id, text.l, "240", "230")
		d.does("rami", newsroom.Approve{Release: id, Language: text.l})
	}
	d.does("dina", newsroom.Sign{Release: id})
	d.does("omar", newsroom.Publish{Release: id})
}

// public is what stands in the public folder.
func (d *day) public() map[string][]byte {
	d.t.Helper()
	files, err := d.room.Files.Published("winter")
	if err != nil {
		d.t.Fatal(err)
	}
	return files
}

// forged is a desk whose public folder somebody changed.
type forged struct {
	newsroom.Files
	public map[string][]byte
}

func (f forged) Published(string) (map[string][]byte, error) { return maps.Clone(f.public), nil }

// forges verifies with other files in the public folder, their list made anew.
func (d *day) forges(files map[string][]byte) (flaws, notes []string) {
	d.t.Helper()
	files = maps.Clone(files)
	delete(files, "SHA256SUMS")
	files["SHA256SUMS"] = releases.Sums(files)
	before := d.room.Files
	defer func() { d.room.Files = before }()
	d.room.Files = forged{before, files}
	return d.finds()
}

// unrecorded publishes as a bayan did that kept no digests of pages.
func (d *day) unrecorded() {
	d.t.Helper()
	d.approved("winter")
	d.does("dina", newsroom.Sign{Release: "winter"})
	files := d.room.Files
	d.room.Files = nil // whoever writes no pages records none
	d.does("omar", newsroom.Publish{Release: "winter"})
	d.room.Files = files
	d.redrawn()
	if err := files.Settle("winter"); err != nil {
		d.t.Fatal(err)
	}
}

// redrawn writes what is published as this program draws it, and records nothing:
// as a crash leaves it.
func (d *day) redrawn() {
	d.t.Helper()
	e, err := d.room.Export(context.Background(), newsroom.Who{Member: "omar"}, "winter", []string{"html", "md", "txt", "json"}, false)
	if err != nil {
		d.t.Fatal(err)
	}
	if _, _, err := d.room.Files.Publish("winter", e.Files, nil); err != nil {
		d.t.Fatal(err)
	}
}

// A first publication that was cut short came to no record, but its pages stand
// there: who withdraws then takes them away, and nothing is kept of them as if
// somebody else had put it there.
func TestAWithdrawalTakesAwayWhatWasCutShort(t *testing.T) {
	for _, forged := range []bool{false, true} {
		d := newDay(t)
		d.approved("winter")
		d.does("dina", newsroom.Sign{Release: "winter"})
		d.redrawn()
		cut := d.public()
		if forged { // or was put there by hand, or is newer than a store that was restored
			if err := d.room.Files.Settle("winter"); err != nil {
				t.Fatal(err)
			}
		}
		out := d.does("omar", newsroom.Close{Release: "winter", Withdraw: true, Why: "He is in danger"})
		if public := d.public(); public != nil || out.Did != "withdrawn-unpublished" {
			t.Errorf("%s, and public is %q", out.Did, slices.Collect(maps.Keys(public)))
		}
		if _, err := os.Stat(filepath.Join(d.root, "releases", "winter", "from-public")); errors.Is(err, fs.ErrNotExist) == forged {
			t.Errorf("by hand %v, and what was kept: %v", forged, err)
		}
		d.wantsFound("withdrawn", nil, nil)
		var again []newsroom.File
		for name, b := range cut {
			again = append(again, newsroom.File{Path: name, Bytes: b})
		}
		if _, _, err := d.room.Files.Publish("winter", again, nil); err != nil {
			t.Fatal(err)
		}
		if v, err := d.room.VerifyDesk(context.Background()); err != nil || !slices.Equal(v.Mends, []string{"bayan withdraw winter -m WHY"}) {
			t.Errorf("put there again: %v, mended by %v", err, v.Mends)
		}
		d.does("omar", newsroom.Close{Release: "winter", Withdraw: true, Why: "again"})
		d.wantsFound("withdrawn again", nil, nil)
	}
}

// finds verifies and gives the codes of flaws, with their paths, and of notes.
func (d *day) finds() (flaws, notes []string) {
	d.t.Helper()
	v, err := d.room.VerifyDesk(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	for _, f := range v.Flaws {
		flaws = append(flaws, fmt.Sprint(f.Code, " ", f.Args["path"]))
	}
	for _, n := range v.Notes {
		notes = append(notes, n.Code)
	}
	if one, err := d.room.VerifyRelease(context.Background(), "winter"); err != nil || len(one.Flaws) != len(v.Flaws) || len(one.Notes) != len(v.Notes) {
		d.t.Errorf("alone, winter verifies with %v, flaws %v, notes %v; with the desk %v, %v", err, one.Flaws, one.Notes, v.Flaws, v.Notes)
	}
	return flaws, notes
}

// wantsFound compares what a verification finds with what the story says.
func (d *day) wantsFound(when string, wantFlaws, wantNotes []string) {
	d.t.Helper()
	if flaws, notes := d.finds(); !slices.Equal(flaws, wantFlaws) || !slices.Equal(notes, wantNotes) {
		d.t.Errorf("%s: flaws %v, notes %v; want %v, %v", when, flaws, notes, wantFlaws, wantNotes)
	}
}

// otherwise are the commands that would draw releases in another way.
func (d *day) otherwise() (commands []string) {
	d.t.Helper()
	all, err := d.room.DrawnOtherwise(context.Background())
	if err != nil {
		d.t.Fatal(err)
	}
	for _, o := range all {
		commands = append(commands, o.Command)
	}
	return commands
}

func (d *day) records() int64 { return d.shows("winter").State.Head }

// Given pages of any state that another version of bayan drew, then they verify;
// and whoever changes one, and the folder's list with it, is found out, by name.
func TestPagesOfAnotherVersion(t *testing.T) {
	d := newDay(t)
	for _, moment := range life {
		d.room.Render = program(1)
		moment.do(d)
		stands := d.public()
		for _, reads := range []program{1, 0, 2} {
			d.room.Render = reads
			when := fmt.Sprintf("%s by version 1, read by version %d", moment.name, reads)
			d.wantsFound(when, nil, nil)
			for _, change := range []struct {
				name, page string
				to         []byte
			}{
				{"a figure changed", "en.html", bytes.Replace(stands["en.html"], []byte("24"), []byte("42"), 1)},
				{"a line added", "index.html", append(bytes.Clone(stands["index.html"]), "<p>More.</p>"...)},
				{"a text changed", "ar.md", append(bytes.Clone(stands["ar.md"]), "\nوأكثر.\n"...)},
				{"a page taken out", "ar.txt", nil},
				{"a page added", "more.html", []byte("<p>More.</p>")},
			} {
				forged := maps.Clone(stands)
				forged[change.page] = change.to
				if change.to == nil {
					delete(forged, change.page)
				}
				if bytes.Equal(change.to, stands[change.page]) {
					continue // a tombstone has no figure
				}
				want := []string{"edition-differs public/winter/" + change.page}
				if flaws, notes := d.forges(forged); !slices.Equal(flaws, want) || len(notes) > 0 {
					t.Errorf("%s, %s: flaws %v, notes %v; want %v", when, change.name, flaws, notes, want)
				}
			}
		}
	}
}

// Given pages of an older version, when they are published again, then they are
// drawn anew and the history says so, once; the older version verifies them too.
func TestPagesAreDrawnAgain(t *testing.T) {
	d := newDay(t)
	d.room.Render = program(1)
	d.published("winter")
	if ids := d.otherwise(); len(ids) > 0 {
		t.Errorf("what this version drew is said to be of another: %v", ids)
	}
	d.room.Render = program(0)
	if ids := d.otherwise(); !slices.Equal(ids, []string{"bayan publish winter"}) {
		t.Errorf("drawn otherwise are %v", ids)
	}
	before, drawn := d.records(), d.public()
	out := d.does("omar", newsroom.Publish{Release: "winter"})
	if out.Did != "published-before" || len(out.Told) != 1 || out.Told[0].Code != "pages-otherwise" {
		t.Errorf("publishing again is answered with %s, %v", out.Did, out.Told)
	}
	if now := d.public(); bytes.Equal(now["en.html"], drawn["en.html"]) || !bytes.Equal(now["en.md"], drawn["en.md"]) {
		t.Error("the pages are not those of this version, or the texts changed with them")
	}
	if now := d.records(); now != before+1 {
		t.Errorf("%d records after %d", now, before)
	}
	out = d.does("omar", newsroom.Publish{Release: "winter"})
	if now := d.records(); now != before+1 || len(out.Told) > 0 || len(d.otherwise()) > 0 {
		t.Errorf("once more there are %d records, told %v, drawn otherwise %v", now, out.Told, d.otherwise())
	}
	d.wantsFound("drawn again", nil, nil)
	d.room.Render = program(1)
	d.wantsFound("drawn again, read by the version before", nil, nil)
	if ids := d.otherwise(); !slices.Equal(ids, []string{"bayan publish winter"}) {
		t.Errorf("drawn otherwise are %v", ids)
	}
	// Nobody could draw this again by publishing it, or should.
	d.does("omar", newsroom.Correct{Release: "winter", What: "230 volunteers, not 240"})
	if corrected := d.otherwise(); len(corrected) > 0 {
		t.Errorf("drawn otherwise are %v while it is corrected", corrected)
	}
	// What is out of sight stays so: an older version may have left more of it.
	d.does("omar", newsroom.Close{Release: "winter", Why: "a name"})
	d.room.Render = program(0)
	if withheld := d.otherwise(); !slices.Equal(withheld, []string{"bayan withhold winter -m WHY"}) {
		t.Errorf("drawn otherwise are %v while it is withheld", withheld)
	}
	d.does("omar", newsroom.Close{Release: "winter", Why: "a name"})
	if withheld := d.otherwise(); len(withheld) > 0 {
		t.Errorf("drawn otherwise are %v once it is withheld again", withheld)
	}
}

// Given a publication that is withheld, when it is withheld again by a newer
// version, then its pages are drawn anew, and words that no record names are not kept.
func TestWithholdingAgainKeepsNoWords(t *testing.T) {
	d := newDay(t)
	store := &watched{Store: d.room.Store}
	d.room.Store = store
	d.room.Render = program(1)
	d.published("winter")
	why := newsroom.Close{Release: "winter", Why: "a name", Notices: map[workflow.Language]string{"en": "We are checking a name."}}
	d.does("omar", why)
	if len(store.last.Contents) != 2 || len(store.last.Records) != 2 {
		t.Errorf("withholding keeps %d words with %d records", len(store.last.Contents), len(store.last.Records))
	}
	d.room.Render = program(0)
	d.does("omar", why)
	if len(store.last.Contents) != 0 || len(store.last.Records) != 1 {
		t.Errorf("withholding again keeps %d words with %d records", len(store.last.Contents), len(store.last.Records))
	}
	d.room.Store = store.Store
	d.wantsFound("withheld again", nil, nil)
}

// Given pages of before their digests were recorded, then they verify as long as
// they are drawn the same; else all that differ are named, with what puts it right.
func TestPagesWithoutARecord(t *testing.T) {
	for _, c := range []struct {
		name  string
		reads program
		forge string // a page that somebody changed
		want  []string
	}{
		{"the same version", 1, "", nil},
		{"a newer version", 0, "", []string{"ar.html", "en.html", "index.html"}},
		{"a page that was changed", 1, "en.txt", []string{"en.txt"}},
		{"a page that was changed, and a newer version", 0, "en.txt", []string{"ar.html", "en.html", "en.txt", "index.html"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDay(t)
			d.room.Render = program(1)
			d.unrecorded()
			stands := d.public()
			if c.forge != "" {
				stands[c.forge] = []byte("Nothing will open in Harim.")
			}
			d.room.Render = c.reads
			delete(stands, "SHA256SUMS")
			stands["SHA256SUMS"] = releases.Sums(stands)
			files := d.room.Files
			d.room.Files = forged{files, stands}
			v, err := d.room.VerifyDesk(context.Background())
			d.room.Files = files
			if err != nil || len(v.Notes) > 0 || len(v.Flaws) > 1 || (len(v.Flaws) == 1) != (c.want != nil) {
				t.Fatalf("%v, flaws %v, notes %v", err, v.Flaws, v.Notes)
			}
			if c.want != nil {
				f := v.Flaws[0]
				if f.Code != "pages-differ" || !slices.Equal(f.Args["files"].([]string), c.want) || f.Args["command"] != "bayan publish winter" {
					t.Errorf("the flaw is %+v; want %v", f, c.want)
				}
			}
			if ids := d.otherwise(); len(ids) > 0 {
				t.Errorf("said to be drawn by another version, though nothing is known of them: %v", ids)
			}
			d.does("omar", newsroom.Publish{Release: "winter"})
			d.wantsFound("published again", nil, nil)
			d.room.Render = program(2)
			d.wantsFound("published again, read by the next version", nil, nil)
		})
	}
}

// A folder without any page is no publication, whether pages are recorded or not.
func TestAFolderWithoutPages(t *testing.T) {
	for _, recorded := range []bool{true, false} {
		d := newDay(t)
		if recorded {
			d.published("winter")
		} else {
			d.unrecorded()
		}
		if flaws, _ := d.forges(map[string][]byte{"MANIFEST": d.public()["MANIFEST"]}); len(flaws) == 0 {
			t.Errorf("recorded %v: nothing is found", recorded)
		}
	}
}

// dies is a store of a machine that loses its power when something is to be recorded.
type dies struct{ newsroom.Store }

type noPower struct{}

func (dies) Commit(context.Context, newsroom.Batch) error { panic(noPower{}) }

// crashes carries out a command that writes its files and comes to no record.
func (d *day) crashes(who string, c newsroom.Command) {
	d.t.Helper()
	store := d.room.Store
	defer func() {
		d.room.Store = store
		if recover() != any(noPower{}) {
			d.t.Fatalf("%T came to its end", c)
		}
	}()
	d.room.Store = dies{store}
	_, _ = d.try(who, c)
}

// Given a crash between the pages and their record, then verification says what
// stands there and calls nobody a forger; and the same command puts it right.
func TestACrashBetweenPagesAndTheirRecord(t *testing.T) {
	publish := newsroom.Publish{Release: "winter"}
	withhold := newsroom.Close{Release: "winter", Why: "a name"}
	withdraw := newsroom.Close{Release: "winter", Why: "never happened", Withdraw: true}
	for _, c := range []struct {
		name   string
		before func(d *day)
		do     newsroom.Command
		note   string
	}{
		{"the first edition", func(d *day) { d.approved("winter"); d.does("dina", newsroom.Sign{Release: "winter"}) }, publish,
			"publication-cut-short"},
		{"withheld", func(d *day) { d.published("winter") }, withhold, "publication-cut-short"},
		{"withdrawn", func(d *day) { d.published("winter") }, withdraw, "publication-cut-short"},
		{"returned", func(d *day) { d.published("winter"); d.does("omar", withhold) }, publish, "publication-cut-short"},
		{"drawn again", func(d *day) { d.room.Render = program(1); d.published("winter") }, publish, "pages-unrecorded"},
		{"withheld, drawn again", func(d *day) { d.room.Render = program(1); d.published("winter"); d.does("omar", withhold) }, withhold,
			"pages-unrecorded"},
		{"withdrawn, drawn again", func(d *day) { d.room.Render = program(1); d.published("winter"); d.does("omar", withdraw) }, withdraw,
			"pages-unrecorded"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDay(t)
			c.before(d)
			d.room.Render = program(0)
			d.crashes("omar", c.do)
			d.wantsFound("after the crash", nil, []string{c.note})
			forged := d.public()
			forged["en.html"] = append(forged["en.html"], "<p>More.</p>"...)
			if flaws, _ := d.forges(forged); len(flaws) == 0 || c.note == "pages-unrecorded" && !slices.Contains(flaws, "edition-differs public/winter/en.html") {
				t.Errorf("a page that was changed after the crash is not found: %v", flaws)
			}
			d.does("omar", c.do)
			d.wantsFound("done again", nil, nil)
		})
	}
}

// Whatever a publication goes through, by versions that take turns: no byte of a
// page can be changed unseen, whichever version looks.
func TestWhateverByteIsChanged(t *testing.T) {
	before := []moment{{"published before pages were recorded", (*day).unrecorded}}
	for _, moments := range [][]moment{life, before} {
		d := newDay(t)
		for i, moment := range moments {
			d.room.Render = program(i % 3)
			moment.do(d)
			stands := d.public()
			pages := slices.DeleteFunc(slices.Sorted(maps.Keys(stands)), func(name string) bool { return name == "MANIFEST" || name == "SHA256SUMS" })
			t.Run(moment.name, func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) {
					d.room.Render = program(rapid.IntRange(0, 2).Draw(t, "version"))
					page := rapid.SampledFrom(pages).Draw(t, "page")
					at := rapid.IntRange(0, len(stands[page])-1).Draw(t, "at")
					changed := maps.Clone(stands)
					changed[page] = bytes.Clone(stands[page])
					changed[page][at] ^= byte(rapid.IntRange(1, 255).Draw(t, "change"))
					if flaws, _ := d.forges(changed); !slices.ContainsFunc(flaws, func(f string) bool {
						return f == "edition-differs public/winter/"+page || f == "pages-differ public/winter"
					}) {
						t.Fatalf("%s changed at byte %d is not found: %v", page, at, flaws)
					}
				})
			})
		}
	}
}
