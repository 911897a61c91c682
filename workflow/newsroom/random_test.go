package newsroom_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/workflow"
	"bayan/workflow/newsroom"

	"pgregory.net/rapid"
)

// TestWhateverAnOfficeDoes lets a desk do things in any order, most of them
// allowed and some not, and looks after each at what must always hold.
func TestWhateverAnOfficeDoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := newDay(t)
		o := &office{day: d, rt: rt}
		switch rapid.SampledFrom([]string{"draft", "approved", "published"}).Draw(rt, "begin") {
		case "draft":
			d.does("wafa", newsroom.New{ID: "winter", Title: "Winter training opens in Harim", Language: "en"})
			d.types("winter", "en", english)
		case "approved":
			d.approved("winter")
		case "published":
			d.published("winter")
		}
		for range rapid.IntRange(5, 40).Draw(rt, "steps") {
			o.step()
			o.holds()
		}
		d.verifies()
	})
}

// office is a desk under random hands.
type office struct {
	*day
	rt *rapid.T
}

func (o *office) step() {
	l := rapid.SampledFrom([]workflow.Language{"en", "ar"}).Draw(o.rt, "language")
	who := rapid.SampledFrom([]string{"wafa", "layla", "hadi", "rami", "sami"}).Draw(o.rt, "who")
	const id = "winter"
	var c newsroom.Command
	switch rapid.SampledFrom([]string{"checkout", "edit", "checkin", "checkin", "approve", "approve", "return", "save", "discard", "takeover",
		"waive", "align", "sign", "publish", "correct", "withhold", "fact", "review", "upgrade"}).Draw(o.rt, "what") {
	case "checkout":
		c = newsroom.Checkout{Release: id, Language: l, Early: rapid.Bool().Draw(o.rt, "early")}
	case "edit":
		o.edit(l)
		return
	case "checkin":
		c = newsroom.Checkin{Release: id, Language: l}
	case "approve":
		c = newsroom.Approve{Release: id, Language: l}
	case "return":
		c = newsroom.Return{Release: id, Language: l, Note: "once more"}
	case "save":
		c = newsroom.Save{Release: id, Language: l}
	case "discard":
		c = newsroom.Discard{Release: id, Language: l}
	case "takeover":
		who, c = "nour", newsroom.Takeover{Release: id, Language: l, To: "hadi"}
	case "waive":
		c = newsroom.WaiveStale{Release: id, Language: "ar", Why: "the meaning is the same"}
	case "align":
		c = newsroom.Align{Release: id, Language: "ar", Groups: []string{"all=all"}, Why: "freely told"}
	case "sign":
		who, c = "dina", newsroom.Sign{Release: id}
	case "publish":
		who, c = "omar", newsroom.Publish{Release: id}
	case "correct":
		who, c = "omar", newsroom.Correct{Release: id, What: "a number"}
	case "withhold":
		who, c = "omar", newsroom.Close{Release: id, Why: "a name"}
	case "fact":
		who, c = "nour", newsroom.Set{Release: id, Values: []newsroom.Setting{{Key: "place", Value: rapid.SampledFrom([]string{"Harim", "Idlib"}).Draw(o.rt, "place")}}}
	case "upgrade":
		o.room.Render = program(rapid.IntRange(0, 2).Draw(o.rt, "version"))
		return
	case "review":
		_, _ = o.room.Review(context.Background(), newsroom.Who{Member: workflow.MemberID(who)}, id, l, false)
		return
	}
	_, err := o.try(who, c)
	var refused *newsroom.Refused
	var fault *newsroom.Fault
	if err != nil && !errors.As(err, &refused) && !errors.As(err, &fault) && !isParse(err) {
		o.rt.Fatalf("%s: %T%+v: an answer that is neither a refusal nor a fault: %v", who, c, c, err)
	}
}

func isParse(err error) bool {
	var p releases.ParseErrors
	return errors.As(err, &p)
}

// edit changes a working file as somebody might: a word, a new paragraph, one
// less, two put together, two in another order.
func (o *office) edit(l workflow.Language) {
	path := filepath.Join(o.root, "releases", "winter", string(l)+".md")
	b, err := os.ReadFile(path)
	if err != nil {
		return
	}
	blocks := strings.Split(strings.TrimSpace(string(b)), "\n\n")
	at := rapid.IntRange(1, max(1, len(blocks)-1)).Draw(o.rt, "at")
	n := rapid.IntRange(0, 3).Draw(o.rt, "n")
	if at < len(blocks) {
		switch rapid.SampledFrom([]string{"word", "add", "drop", "join", "swap"}).Draw(o.rt, "edit") {
		case "word":
			blocks[at] += fmt.Sprintf(" %s", []string{"Today.", "اليوم.", "Again.", "غداً."}[n])
		case "add":
			blocks = append(blocks[:at:at], append([]string{fmt.Sprintf("A new paragraph, the %dth.", n)}, blocks[at:]...)...)
		case "drop":
			blocks = append(blocks[:at:at], blocks[at+1:]...)
		case "join":
			if at+1 < len(blocks) && !strings.HasPrefix(blocks[at+1], ">") && !strings.HasPrefix(blocks[at], ">") {
				blocks = append(append(blocks[:at:at], blocks[at]+" "+blocks[at+1]), blocks[at+2:]...)
			}
		case "swap":
			if at+1 < len(blocks) {
				blocks[at], blocks[at+1] = blocks[at+1], blocks[at]
			}
		}
	}
	o.types("winter", string(l), strings.Join(blocks, "\n\n")+"\n")
}

// holds looks at what must be so after every step.
func (o *office) holds() {
	s := o.shows("winter")
	for _, t := range s.Texts {
		v := s.State.Current(t.Language)
		if v == nil {
			continue
		}
		seen := map[workflow.BlockID]bool{}
		for _, r := range v.Revisions {
			if seen[r.ID] {
				o.rt.Fatalf("%s version %d has %s twice", t.Language, v.N, r.ID)
			}
			seen[r.ID] = true
		}
		o.grouped(s.State, v, t.Language)
	}
	if s.Stage == workflow.Published || s.Stage == workflow.Ready {
		for _, t := range s.Texts {
			if beneath := s.State.StateBeneath(t.Language); beneath != workflow.Approved {
				o.rt.Fatalf("%s while %s is %s", s.Stage, t.Language, beneath)
			}
		}
	}
	if s.Edition > 0 && s.Stage == workflow.Published {
		files, err := o.room.Files.Published("winter")
		if err != nil {
			o.rt.Fatal(err)
		}
		v := newsroom.VerifyFiles("public", files)
		if len(v.Flaws) > 0 {
			o.rt.Fatalf("the public folder: %v", v.Flaws)
		}
	}
}

// grouped looks whether every block of a version and of its base is in exactly
// one group, and nothing else is in any.
func (o *office) grouped(rel *workflow.Release, v *workflow.Version, l workflow.Language) {
	want := map[string]int{}
	for _, r := range v.Revisions {
		want["t "+string(r.ID)]++
	}
	if v.Base != nil {
		for _, r := range rel.Version(v.Base.Language, v.Base.Version).Revisions {
			want["s "+string(r.ID)]++
		}
	}
	for _, g := range v.Groups {
		for _, id := range g.Target {
			want["t "+string(id)]--
		}
		for _, id := range g.Source {
			want["s "+string(id)]--
		}
	}
	for id, n := range want {
		if n != 0 {
			o.rt.Fatalf("%s version %d: block %s is in %d groups", l, v.N, id, 1-n)
		}
	}
}
