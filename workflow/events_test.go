package workflow

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

var record = flag.Bool("record", false, "write the file of a shape that has none yet; one that is there is never changed")

var (
	until = time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC)
	base2 = &Base{"en", 2}
	pair  = []Group{{Source: []BlockID{"b1"}, Target: []BlockID{"b1"}, Key: "k1"}, {Source: []BlockID{"b2", "b3"}, Target: []BlockID{"b2"}, Key: "k2"}, {Target: []BlockID{"b4"}, Key: "k3", Reason: "r"}}
	two   = []Revision{{"kicker", "d0"}, {"b1", "d1"}}
)

// samples hold an event of every shape, with every field set.
var samples = []Event{
	DeskCreated{Organisation: "Green Valley Relief Society", Languages: []Language{"en", "ar"}, Preset: "newsroom"},
	MemberAdded{ID: "layla", Called: "ref", Roles: []string{"translator:ar"}},
	RoleGranted{ID: "layla", Roles: []string{"reviewer:fr"}},
	RoleRevoked{ID: "layla", Roles: []string{"reviewer:fr"}},
	PolicySet{Key: "signers", Value: "editor,legal"},
	ContentErased{Refs: []Ref{"r1", "r2"}, Why: "r3"},
	Created{ID: "winter-training", Source: "en", Languages: []Language{"en", "ar"}, Imported: true, Original: "ref"},
	CheckedOut{Language: "ar", Version: 1, Base: base2, Until: until, Early: true, Mend: true, Over: "hadi"},
	Saved{Language: "ar", Content: "ref", Digest: "d", Revisions: two, Used: 4, Until: until, Why: "takeover"},
	CheckedIn{Language: "ar", Version: 2, Content: "c", Typed: "t", Digest: "d", Revisions: two, Used: 4, Base: base2, Groups: pair, Merged: 1, Parcel: "p", Evidence: "e", Note: "n"},
	ClaimEnded{Language: "ar", Why: "unchanged", By: "layla"},
	TakenOver{Language: "ar", From: "layla", To: "hadi", Until: until},
	Sent{Language: "ar", Parcel: "p", To: "ref", Version: 1, Base: base2, Until: until, Early: true, Over: "layla"},
	Aligned{Language: "ar", Version: 1, Base: base2, Groups: pair},
	Segmented{Language: "en", Cuts: []Cut{{Block: "b2", Digest: "d2", Ends: []int{12, 40}}, {Block: "b3", Digest: "d3", Rules: true}}},
	ApprovalGiven{Language: "ar", Version: 1, Sequence: "s", Waivers: []Waiver{{"numbers", "k2", "r"}}, Findings: []Finding{{"numbers", "k2", "b2"}}, Seen: 1, Left: []int{0, 2}, Partial: true, Evidence: "e"},
	ReturnedWith{Language: "ar", Version: 1, Note: "n", Block: "b2"},
	StalenessWaived{Language: "ar", Version: 1, Base: *base2, Groups: pair, Why: "r", Evidence: "e"},
	Signed{Role: "editor", Languages: []Language{"en"}, Manifest: "m", Why: "r", Evidence: "e"},
	FactsSet{Facts: map[string]Value{"date": {Text: "2026-11-23"}, "contact": {Ref: "r"}, "place": {}}},
	PlansSet{Plans: map[string]string{"due": "2026-12-01", "assignee:ar": ""}},
	LanguagesSet{Languages: []Language{"en", "ar", "fr"}},
	EmbargoSet{Until: &until},
	Scheduled{At: &until},
	PublishedAs{Edition: 2, Kind: "correction", Manifest: "m", Languages: []Language{"en", "ar"}, Again: true},
	CorrectionOpened{Kind: "addition", What: "r", Notices: map[Language]Ref{"ar": "r2", "en": "r1"}},
	NoticesSet{Of: "withheld", Why: "r", Notices: map[Language]Ref{"ar": "r2"}},
	CorrectionCancelled{},
	WithheldNow{Why: "r", Notices: map[Language]Ref{"en": "r1"}},
	WithdrawnNow{Why: "r", Notices: map[Language]Ref{"en": "r1"}},
	PagesMade{Edition: 2, Pages: map[string]Digest{"index.html": "d1", "en.md": "d2"}},
}

// Every shape ever written has a file that decodes as it did, for ever.
func TestShapes(t *testing.T) {
	sample := map[string]Event{}
	for _, e := range samples {
		name, version, data, err := Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		file := fmt.Sprintf("%s.%d.json", name, version)
		sample[file] = e
		path := filepath.Join("testdata", "events", file)
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) && *record {
			if err := os.WriteFile(path, append(data, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, s := range Shapes() {
		file := fmt.Sprintf("%s.%d.json", s.Name, s.Version)
		want, err := os.ReadFile(filepath.Join("testdata", "events", file))
		if err != nil {
			t.Errorf("a shape without its file: %v", err)
			continue
		}
		data := []byte(strings.TrimSuffix(string(want), "\n"))
		got, err := Decode(Record{Name: s.Name, Version: s.Version, Data: data})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if e, now := sample[file]; now && !reflect.DeepEqual(got, e) {
			t.Errorf("%s reads as %+v, want %+v", file, got, e)
		}
		if _, _, again, _ := Encode(got); string(again) != string(data) {
			t.Errorf("%s is written as %s", file, again)
		}
	}
	files, err := os.ReadDir(filepath.Join("testdata", "events"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(Shapes()) {
		t.Errorf("%d files for %d shapes", len(files), len(Shapes()))
	}
}

func TestUnknownEventMakesItReadOnly(t *testing.T) {
	for _, c := range []struct {
		name  string
		shape Shape
	}{{"an event of tomorrow", Shape{"translated-by-machine", 1}}, {"a newer shape of today's", Shape{"signed", 2}}} {
		t.Run(c.name, func(t *testing.T) {
			o := allApproved(t)
			head, stage := o.r.Head, o.r.Stage(o.d, o.situation())
			unknown := Record{Stream: "release-key", Seq: head + 1, At: monday, Member: "dina", Name: c.shape.Name, Version: c.shape.Version, Data: []byte(`{"x":1}`)}
			if err := o.r.Apply(unknown); err != nil {
				t.Fatal(err)
			}
			if f := o.r.ReadOnly; f == nil || f.Shape != c.shape || f.Seq != head+1 {
				t.Fatalf("read-only is %+v", f)
			}
			after := Record{Stream: "release-key", Seq: head + 2, At: monday, Member: "omar", Name: "withdrawn", Version: 1, Data: []byte(`{"why":"r"}`)}
			if err := o.r.Apply(after); err != nil || o.r.Withdrawn != nil || o.r.Head != head {
				t.Errorf("what follows was applied: %v", err)
			}
			if o.r.Stage(o.d, o.situation()) != stage {
				t.Error("it cannot be read any more")
			}
			o.refused("dina", o.sign("editor", ""), ReadOnlyStream)
			if got := Allowed(o.d, o.r, "dina", o.situation()); len(got) > 0 {
				t.Errorf("allowed are %v", got)
			}
		})
	}
	t.Run("a setting of tomorrow", func(t *testing.T) {
		o := approvedSource(t)
		rec := Record{Seq: o.d.Head + 1, Name: "policy-set", Version: 1, Data: []byte(`{"key":"six-eyes","value":"yes"}`)}
		if err := o.d.Apply(rec); err != nil || o.d.ReadOnly == nil {
			t.Fatalf("err %v, read-only %v", err, o.d.ReadOnly)
		}
		o.refused("layla", Checkout{Language: "ar"}, ReadOnlyStream)
	})
}

func TestBrokenRecordsChangeNothing(t *testing.T) {
	o := allApproved(t)
	before := o.r.Head
	for _, c := range []struct {
		name string
		rec  Record
	}{
		{"not JSON", Record{Name: "signed", Version: 1, Data: []byte(`{`)}},
		{"a field that nobody knows", Record{Name: "signed", Version: 1, Data: []byte(`{"role":"editor","blood":true}`)}},
		{"something behind it", Record{Name: "signed", Version: 1, Data: []byte(`{"role":"editor"} {}`)}},
		{"of another type", Record{Name: "checked-in", Version: 1, Data: []byte(`{"version":"two"}`)}},
	} {
		c.rec.Seq = before + 1
		var malformed *MalformedError
		if err := o.r.Apply(c.rec); !errors.As(err, &malformed) || malformed.Seq != before+1 || o.r.Head != before {
			t.Errorf("%s: err %v, head %d", c.name, err, o.r.Head)
		}
	}
	for _, seq := range []int64{0, before, before + 2} {
		rec := o.release[0]
		rec.Seq = seq
		if err := o.r.Apply(rec); !errors.Is(err, ErrOrder) {
			t.Errorf("seq %d after %d: %v", seq, before, err)
		}
	}
}

func TestRecordsFormAChain(t *testing.T) {
	o := published(t)
	var prev Digest
	for i, rec := range o.release {
		if rec.Seq != int64(i+1) || rec.Prev != prev || rec.Digest != rec.Sum() {
			t.Fatalf("record %d is out of the chain", i+1)
		}
		prev = rec.Digest
	}
	if o.r.LastDigest != prev {
		t.Error("the head is another")
	}
	seen := map[Digest]string{}
	base := o.release[3]
	for name, change := range map[string]func(*Record){
		"nothing": func(*Record) {}, "stream": func(r *Record) { r.Stream += "x" }, "seq": func(r *Record) { r.Seq++ },
		"at": func(r *Record) { r.At = r.At.Add(time.Millisecond) }, "member": func(r *Record) { r.Member += "x" },
		"for": func(r *Record) { r.For = "x" }, "auth": func(r *Record) { r.Auth = "ssh" }, "desk": func(r *Record) { r.Desk++ },
		"request": func(r *Record) { r.Request = "x" }, "name": func(r *Record) { r.Name += "x" }, "version": func(r *Record) { r.Version++ },
		"data": func(r *Record) { r.Data = []byte("{}") }, "prev": func(r *Record) { r.Prev = "x" },
		"member and for": func(r *Record) { r.Member, r.For = r.Member[:2], r.Member[2:] },
	} {
		rec := base
		change(&rec)
		if other, twice := seen[rec.Sum()]; twice {
			t.Errorf("a change of %s and of %s give one digest", name, other)
		}
		seen[rec.Sum()] = name
	}
}

// FuzzApply: whatever a record says, Apply neither panics nor half applies, and
// every question can be asked afterwards.
func FuzzApply(f *testing.F) {
	for _, e := range samples {
		name, version, data, _ := Encode(e)
		f.Add(name, version, data)
	}
	o := published(f)
	f.Fuzz(func(t *testing.T, name string, version int, data []byte) {
		r, d := NewRelease(), NewDesk()
		for _, rec := range o.desk {
			if err := d.Apply(rec); err != nil {
				t.Fatal(err)
			}
		}
		for _, rec := range o.release {
			if err := r.Apply(rec); err != nil {
				t.Fatal(err)
			}
		}
		head := r.Head
		rec := Record{Stream: "release-key", At: monday, Member: "rami", For: "layla", Name: name, Version: version, Data: data}
		err := r.Next(&rec)
		if applied := r.Head == head+1; applied != (err == nil && r.ReadOnly == nil) {
			t.Fatalf("err %v, read-only %v, head %d after %d", err, r.ReadOnly, r.Head, head)
		}
		sit := Situation{Now: monday, Manifest: o.manifest, Findings: func(Language) []Finding { return nil }}
		r.Stage(d, sit)
		Tasks(d, r, sit)
		for _, l := range append(r.Languages, "xx") {
			r.State(l, monday)
			r.Staleness(l)
			r.Authors(l, 0)
			r.LastEndorsed(l)
		}
		for _, m := range []MemberID{"rami", "wafa", "dina", "omar", "karim"} {
			Allowed(d, r, m, sit)
		}
		deskRec := Record{Stream: DeskStream, At: monday, Member: "admin", Name: name, Version: version, Data: data}
		_ = d.Next(&deskRec)
		Allowed(d, r, "rami", sit)
	})
}
