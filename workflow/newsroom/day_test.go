package newsroom_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"bayan/locales/bidi"
	"bayan/releases"
	"bayan/releases/fold"
	"bayan/releases/format"
	"bayan/workflow"
	"bayan/workflow/folder"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/memory"
)

// day is a press office at work, in tests: a desk in a folder of its own, a
// clock that moves a minute at each command, and chance from a seed.
type day struct {
	t    *testing.T
	room *newsroom.Room
	root string
	now  time.Time
}

// staff is who works on the desk.
var staff = map[string][]string{
	"wafa": {"writer"}, "layla": {"translator:ar"}, "hadi": {"translator:ar"},
	"rami": {"reviewer:en", "reviewer:ar"}, "sami": {"reviewer:en", "reviewer:ar"},
	"dina": {"signer:editor"}, "omar": {"publisher"}, "nour": {"coordinator"},
}

func newDay(t *testing.T) *day {
	t.Helper()
	return dayIn(t, "newsroom", "en", "ar")
}

func dayIn(t *testing.T, preset string, languages ...workflow.Language) *day {
	t.Helper()
	d := &day{t: t, root: t.TempDir(), now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	files, err := folder.Open(d.root)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	d.room = &newsroom.Room{
		Store: memory.New(fold.Search), Files: files, Auth: "claimed", Render: renderer{},
		Now:    func() time.Time { d.now = d.now.Add(time.Minute); return d.now },
		Random: rand.NewChaCha8([32]byte{1}),
		Words:  func(releases.Language, map[string]string) releases.Labels { return labels{} },
		RTL:    func(l releases.Language) bool { return bidi.DirectionOf(string(l)) == bidi.RTL },
	}
	d.does("admin", newsroom.Init{Organisation: "Sanabel Relief Network", Languages: languages, Preset: preset})
	if preset != "solo" {
		for id, roles := range staff {
			d.does("admin", newsroom.AddMember{ID: workflow.MemberID(id), Name: strings.ToUpper(id[:1]) + id[1:], Roles: roles})
		}
	}
	return d
}

// does carries out a command that must succeed.
func (d *day) does(who string, c newsroom.Command) newsroom.Outcome {
	d.t.Helper()
	out, err := d.try(who, c)
	if err != nil {
		d.t.Fatalf("%s: %T%+v: %v", who, c, c, err)
	}
	return out
}

func (d *day) try(who string, c newsroom.Command) (newsroom.Outcome, error) {
	return d.room.Do(context.Background(), newsroom.Who{Member: workflow.MemberID(who)}, c)
}

// refused carries out a command that must be refused for a reason.
func (d *day) refused(who string, c newsroom.Command, code workflow.Code) {
	d.t.Helper()
	_, err := d.try(who, c)
	var refused *newsroom.Refused
	if !errors.As(err, &refused) || !refused.Has(code) {
		d.t.Errorf("%s: %T: got %v, want a refusal for %s", who, c, err, code)
	}
}

// types puts text into a working file, as an editor would.
func (d *day) types(release, l, text string) {
	d.t.Helper()
	writeFile(d.t, d.root, release, l, text)
}

func (d *day) shows(release string) newsroom.Shown {
	d.t.Helper()
	s, err := d.room.Show(context.Background(), newsroom.Who{}, release)
	if err != nil {
		d.t.Fatal(err)
	}
	return s
}

func (d *day) text(release string, l workflow.Language) newsroom.ShownText {
	d.t.Helper()
	for _, t := range d.shows(release).Texts {
		if t.Language == l {
			return t
		}
	}
	d.t.Fatalf("%s has no text in %s", release, l)
	return newsroom.ShownText{}
}

// wants compares how a text stands with what the story says.
func (d *day) wants(release string, l workflow.Language, state workflow.State, version int, stale ...string) {
	d.t.Helper()
	got := d.text(release, l)
	if got.State != state || got.Version != version || fmt.Sprint(got.Stale) != fmt.Sprint(stale) {
		d.t.Errorf("%s in %s is %s, version %d, stale %v; want %s, version %d, stale %v",
			release, l, got.State, got.Version, got.Stale, state, version, stale)
	}
}

const english = `# Winter training opens in Harim

The network opened its third centre on Sunday for 240 volunteers.

Eighteen instructors will teach them until 14 March.

> “Nobody should wait that long again,” said Salma al-Khatib.

The training is free.
`

const arabic = `# تدريب شتوي ينطلق في حارم

افتتحت الشبكة مركزها الثالث يوم الأحد لـ240 متطوعاً.

ويتولى ثمانية عشر مدرّباً تعليمهم حتى 14 آذار.

> «لا ينبغي أن ينتظر أحد كل هذا الوقت مرة أخرى»، تقول سلمى الخطيب.

التدريب مجاني.
`

// approved is a release with both texts approved.
func (d *day) approved(id string) {
	d.t.Helper()
	d.does("wafa", newsroom.New{ID: id, Title: "Winter training opens in Harim", Language: "en"})
	d.types(id, "en", english)
	d.does("wafa", newsroom.Checkin{Release: id, Language: "en"})
	d.does("rami", newsroom.Approve{Release: id, Language: "en"})
	d.does("layla", newsroom.Checkout{Release: id, Language: "ar"})
	d.types(id, "ar", arabic)
	d.does("layla", newsroom.Checkin{Release: id, Language: "ar"})
	d.does("rami", newsroom.Approve{Release: id, Language: "ar"})
}

func (d *day) published(id string) {
	d.t.Helper()
	d.approved(id)
	d.does("dina", newsroom.Sign{Release: id})
	d.does("omar", newsroom.Publish{Release: id})
}

// edits checks a text out, replaces something in it, and checks it in.
func (d *day) edits(who, id string, l workflow.Language, old, new string) {
	d.t.Helper()
	d.does(who, newsroom.Checkout{Release: id, Language: l})
	before := d.file(id, string(l))
	if !strings.Contains(before, old) {
		d.t.Fatalf("%q is not in\n%s", old, before)
	}
	d.types(id, string(l), strings.Replace(before, old, new, 1))
	d.does(who, newsroom.Checkin{Release: id, Language: l})
}

func TestACorrectionTouchesOneParagraph(t *testing.T) {
	d := newDay(t)
	d.published("winter")
	d.does("omar", newsroom.Correct{Release: "winter", What: "230 volunteers, not 240"})
	d.edits("wafa", "winter", "en", "240", "230")
	d.wants("winter", "ar", workflow.Approved, 1)
	d.does("rami", newsroom.Approve{Release: "winter", Language: "en"})
	d.wants("winter", "ar", workflow.Stale, 1, "p1")

	d.edits("layla", "winter", "ar", "240", "230")
	r, err := d.room.Review(context.Background(), newsroom.Who{Member: "rami"}, "winter", "ar", false)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Groups) != 1 || r.Groups[0].Names[0] != "p1" || r.Hidden != 4 {
		t.Errorf("the reviewer has to look at %+v and %d are unchanged; want p1 and 4", r.Groups, r.Hidden)
	}
	d.does("rami", newsroom.Approve{Release: "winter", Language: "ar"})
	d.does("dina", newsroom.Sign{Release: "winter"})
	d.does("omar", newsroom.Publish{Release: "winter"})
	if s := d.shows("winter"); s.Edition != 2 || s.Stage != workflow.Published {
		t.Errorf("edition %d, %s; want edition 2, published", s.Edition, s.Stage)
	}
	d.verifies()
}

func TestRestoringBytesRestoresEverything(t *testing.T) {
	d := newDay(t)
	d.approved("winter")
	d.does("dina", newsroom.Sign{Release: "winter"})
	d.edits("wafa", "winter", "en", "Eighteen", "Twenty")
	d.refused("omar", newsroom.Publish{Release: "winter"}, workflow.TextNotApproved)
	d.edits("wafa", "winter", "en", "Twenty", "Eighteen")
	d.wants("winter", "en", workflow.Approved, 3)
	d.wants("winter", "ar", workflow.Approved, 1)
	if s := d.shows("winter"); s.Stage != workflow.Ready {
		t.Errorf("with the signed bytes back the release is %s; want ready", s.Stage)
	}
}

func TestAReviewerWhoMendsNeedsAColleagueForThatParagraph(t *testing.T) {
	d := newDay(t)
	d.does("wafa", newsroom.New{ID: "winter", Title: "Winter", Language: "en"})
	d.types("winter", "en", english)
	d.does("wafa", newsroom.Checkin{Release: "winter", Language: "en"})
	d.edits("rami", "winter", "en", "Eighteen instructors", "Eighteen teachers")
	out := d.does("rami", newsroom.Approve{Release: "winter", Language: "en"})
	if out.Did != "approved-in-part" {
		t.Errorf("rami's approval is %s; want approved-in-part", out.Did)
	}
	d.wants("winter", "en", workflow.InReview, 2)
	d.refused("rami", newsroom.Approve{Release: "winter", Language: "en"}, workflow.FourEyesBlocks)
	d.does("sami", newsroom.Approve{Release: "winter", Language: "en"})
	d.wants("winter", "en", workflow.Approved, 2)
}

func TestApprovalIsOfWhatWasRead(t *testing.T) {
	d := newDay(t)
	d.does("wafa", newsroom.New{ID: "winter", Title: "Winter", Language: "en"})
	d.types("winter", "en", english)
	d.does("wafa", newsroom.Checkin{Release: "winter", Language: "en"})
	if _, err := d.room.Review(context.Background(), newsroom.Who{Member: "rami"}, "winter", "en", false); err != nil {
		t.Fatal(err)
	}
	d.edits("wafa", "winter", "en", "free", "not free")
	d.refused("rami", newsroom.Approve{Release: "winter", Language: "en"}, workflow.VersionMoved)
	d.wants("winter", "en", workflow.InReview, 2)
}

func TestASignatureIsOfWhatWasShown(t *testing.T) {
	d := newDay(t)
	d.approved("winter")
	if _, err := d.room.Show(context.Background(), newsroom.Who{Member: "dina"}, "winter"); err != nil {
		t.Fatal(err)
	}
	d.does("nour", newsroom.Set{Release: "winter", Values: []newsroom.Setting{{Key: "place", Value: "Harim"}}})
	d.refused("dina", newsroom.Sign{Release: "winter"}, workflow.ManifestMoved)
	if _, err := d.room.Show(context.Background(), newsroom.Who{Member: "dina"}, "winter"); err != nil {
		t.Fatal(err)
	}
	d.does("dina", newsroom.Sign{Release: "winter"})
}

// given: the process says that a waiver has a reason; when: somebody gives none,
// whoever asks the newsroom; then: nothing is waived.
func TestAFindingIsNotWaivedWithoutAReason(t *testing.T) {
	d := newDay(t)
	d.does("wafa", newsroom.New{ID: "winter", Title: "Winter", Language: "en"})
	d.types("winter", "en", english)
	d.does("wafa", newsroom.Checkin{Release: "winter", Language: "en"})
	waive := []newsroom.Waive{{Code: "numbers", Block: "p1"}}
	d.refused("rami", newsroom.Approve{Release: "winter", Language: "en", Waive: waive}, workflow.NeedsWaiverReason)
}

// given: a signer who names the languages but the source; then: the source is
// signed with them, as the manifest has it.
func TestASignOffHoldsTheSourceUnnamed(t *testing.T) {
	d := newDay(t)
	d.approved("winter")
	out := d.does("dina", newsroom.Sign{Release: "winter", Languages: []workflow.Language{"ar"}, Why: "both are ready"})
	if got := fmt.Sprint(out.Args["languages"]); got != "[en ar]" {
		t.Errorf("signed are %s, want both", got)
	}
}

func TestAChangeWithoutMeaningIsWaived(t *testing.T) {
	d := newDay(t)
	d.approved("winter")
	d.edits("wafa", "winter", "en", "centre", "center")
	d.does("rami", newsroom.Approve{Release: "winter", Language: "en"})
	d.wants("winter", "ar", workflow.Stale, 1, "p1")
	d.does("sami", newsroom.WaiveStale{Release: "winter", Language: "ar", Why: "spelling alone"})
	d.wants("winter", "ar", workflow.Approved, 1)
}

func TestANewSignerIsAskedForWhatWaits(t *testing.T) {
	d := newDay(t)
	d.approved("winter")
	d.does("dina", newsroom.Sign{Release: "winter"})
	d.does("admin", newsroom.SetPolicy{Settings: []newsroom.Setting{{Key: "signers", Value: "editor,legal"}}})
	if s := d.shows("winter"); s.Stage != workflow.Signing {
		t.Errorf("with a signature missing the release is %s", s.Stage)
	}
	d.verifies()
	d.does("admin", newsroom.ChangeRoles{ID: "sami", Roles: []string{"signer:legal"}})
	list, _, err := d.room.Pending(context.Background(), newsroom.PendingQuery{Member: "sami", Action: workflow.ActSign})
	if err != nil || len(list) != 1 {
		t.Errorf("sami, who signs for the law, is asked for %v, %v", list, err)
	}
}

func TestWordsThatNothingStandsOnCanBeForgotten(t *testing.T) {
	d := newDay(t)
	d.does("wafa", newsroom.New{ID: "winter", Title: "Winter", Language: "en"})
	d.types("winter", "en", strings.Replace(english, "Salma al-Khatib", "Hanan, who was there", 1))
	d.does("wafa", newsroom.Checkin{Release: "winter", Language: "en"})
	d.edits("wafa", "winter", "en", "Hanan, who was there", "Salma al-Khatib")
	d.refused("wafa", newsroom.Erase{Release: "winter", Language: "en", Why: "a witness"}, workflow.RoleMissing)
	d.does("admin", newsroom.Erase{Release: "winter", Language: "en", Why: "a witness"})
	if _, err := d.room.Diff(context.Background(), newsroom.Who{}, "winter", "en", 1, 2); !errors.Is(err, newsroom.ErrErased) {
		t.Errorf("version 1 can still be read: %v", err)
	}
	d.does("rami", newsroom.Approve{Release: "winter", Language: "en"})
	if _, err := d.try("admin", newsroom.Erase{Release: "winter", Language: "en", Why: "again"}); err == nil {
		t.Error("something that stands was erased")
	}
	d.verifies()
}

func TestAParcelComesHomeToWhatWasSent(t *testing.T) {
	d := newDay(t)
	d.does("wafa", newsroom.New{ID: "winter", Title: "Winter", Language: "en"})
	d.types("winter", "en", english)
	d.does("wafa", newsroom.Checkin{Release: "winter", Language: "en"})
	d.does("rami", newsroom.Approve{Release: "winter", Language: "en"})
	d.does("nour", newsroom.Send{Release: "winter", Language: "ar", To: "Karim Haddad"})
	// Only the words came back, pasted into a letter.
	d.does("nour", newsroom.Receive{Name: "karim.txt", Bytes: []byte(strings.ReplaceAll(arabic, "\n\n", "\n\n\n")), Release: "winter", Language: "ar"})
	d.wants("winter", "ar", workflow.InReview, 1)
	d.does("rami", newsroom.Approve{Release: "winter", Language: "ar"})
	entries, err := d.room.Log(context.Background(), "winter")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Record.Name == "checked-in" && e.For == "Karim Haddad" && e.Record.Member == "nour" {
			return
		}
	}
	t.Error("the log does not say that nour took the words in for Karim Haddad")
}

func TestAnExportIsThePublicationWhereNothingIsOpen(t *testing.T) {
	d := newDay(t)
	d.published("winter")
	d.does("omar", newsroom.Correct{Release: "winter", What: "230", Notices: map[workflow.Language]string{"en": "It said 240."}})
	d.edits("wafa", "winter", "en", "240", "230")
	d.does("rami", newsroom.Approve{Release: "winter", Language: "en"})
	d.edits("layla", "winter", "ar", "240", "230")
	d.does("rami", newsroom.Approve{Release: "winter", Language: "ar"})
	exported := func() string {
		e, err := d.room.Export(context.Background(), newsroom.Who{Member: "omar"}, "winter", []string{"txt"}, false)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range e.Files {
			if f.Path == "en.txt" {
				return string(f.Bytes)
			}
		}
		t.Fatal("no en.txt")
		return ""
	}
	if words := exported(); !strings.Contains(words, "240") || strings.Contains(words, "230") {
		t.Errorf("what was not signed yet is exported:\n%s", words)
	}
	d.does("dina", newsroom.Sign{Release: "winter"})
	if words := exported(); !strings.Contains(words, "It said 240.") {
		t.Errorf("a signed correction leaves without its notice:\n%s", words)
	}
	d.does("omar", newsroom.Publish{Release: "winter"})
	if words := exported(); !strings.Contains(words, "230") || !strings.Contains(words, "It said 240.") {
		t.Errorf("the export is not the publication, with its notice:\n%s", words)
	}
}

func TestAPublicationIsWithheldAndReturns(t *testing.T) {
	d := newDay(t)
	d.published("winter")
	before, _ := d.room.Files.Published("winter")
	d.does("omar", newsroom.Close{Release: "winter", Why: "a name has to be taken out", Notices: map[workflow.Language]string{"ar": "يُراجَع البيان."}})
	hidden, _ := d.room.Files.Published("winter")
	for path, b := range hidden {
		for _, words := range []string{"Winter training", "240 volunteers", "تدريب شتوي", "لـ240"} {
			if bytes.Contains(b, []byte(words)) {
				t.Errorf("%s still says %q while it is withheld", path, words)
			}
		}
	}
	d.verifies()
	d.does("omar", newsroom.Publish{Release: "winter"})
	after, _ := d.room.Files.Published("winter")
	for path, b := range before {
		if path != "MANIFEST" && path != "SHA256SUMS" && !bytes.Equal(b, after[path]) {
			t.Errorf("%s did not return as it was", path)
		}
	}
	d.verifies()
}

// verifies looks whether all that the desk keeps is as it was recorded.
func (d *day) verifies() {
	d.t.Helper()
	v, err := d.room.VerifyDesk(context.Background())
	if err != nil || len(v.Flaws) > 0 || len(v.Notes) > 0 {
		d.t.Errorf("verify: %v, flaws %v, notes %v", err, v.Flaws, v.Notes)
	}
	if _, differing, _, err := d.room.Rebuild(context.Background(), true); err != nil || differing > 0 {
		d.t.Errorf("the queue differs from its rebuild in %d releases, %v", differing, err)
	}
}

type renderer struct{}

func (renderer) Formats() []string { return format.Known }
func (renderer) Render(e releases.Edition, formats []string) ([]newsroom.File, error) {
	made, err := format.Files(e, formats)
	var files []newsroom.File
	for _, f := range made {
		files = append(files, newsroom.File(f))
	}
	return files, err
}

// labels name their keys: these tests look at texts, not at sentences.
type labels struct{}

func (labels) Say(key string, _ map[string]any) string { return key }
func (labels) Date(day string) string                  { return day }
func (labels) Dateline(place, _ string) string         { return place }
func (labels) Quotes() [4]string                       { return [4]string{} }
func (labels) Time(t time.Time) string                 { return t.UTC().Format(time.RFC3339) }
func (labels) Name(l releases.Language) string         { return string(l) }
func (labels) Called(l releases.Language) string       { return string(l) }
