package parcel

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bayan/releases"
	"bayan/releases/exchange"
)

var update = flag.Bool("update", false, "write the golden files anew")

// arabicLabels are the sentences of a parcel, as a catalogue would say them.
type arabicLabels struct{}

func (arabicLabels) Say(key string, args map[string]any) string {
	switch key {
	case "parcel.title":
		return fmt.Sprintf("%s: %s", args["Organisation"], args["Title"])
	case "parcel.languages":
		return fmt.Sprintf("ترجمة من %s إلى %s.", args["Base"], args["Target"])
	case "parcel.how":
		return "تُكتب الترجمة تحت العلامة التي تبدأ برمز اللغة، وتبقى العلامات كما هي. ثم يُعاد هذا الملف رداً على الرسالة."
	case "parcel.due":
		return fmt.Sprintf("الموعد: %s.", args["Date"])
	case "parcel.untranslated":
		return "بحاجة إلى ترجمة"
	case "parcel.changed":
		return "تغيّر المصدر منذ الترجمة الأخيرة"
	case "parcel.end":
		return "نهاية الملف."
	}
	return key
}
func (arabicLabels) Date(day string) string            { return day }
func (arabicLabels) Dateline(place, day string) string { return place + day }
func (arabicLabels) Quotes() [4]string                 { return [4]string{"«", "»", "“", "”"} }
func (arabicLabels) Time(t time.Time) string           { return t.Format(time.RFC3339) }
func (arabicLabels) Name(l releases.Language) string {
	return map[releases.Language]string{"en": "English", "ar": "العربية", "fr": "français"}[l]
}
func (arabicLabels) Called(l releases.Language) string {
	return map[releases.Language]string{"en": "الإنجليزية", "ar": "العربية", "fr": "الفرنسية"}[l]
}

const harbourEnglish = `+++
kicker = "Press release"
organisation = "Harbour Watch"
slug = "winter-training"
+++

# Harbour Watch opens its winter training to 3,750 volunteers

The training begins on 5 December in eleven harbour towns. It is free, and **nobody needs experience** to take part.

> “A rope thrown well is worth more than a speech,” said Mona Sayegh, who leads the programme.

## What volunteers learn

- Reading the weather and the tide
- First aid on deck

Those who finish receive a [certificate](https://harbour-watch.example/certificate "Certificate") and a place on the rota of their town.

Registration closes on 30 November. Call +961 1 234 567.
`

const harbourArabic = `+++
kicker = "بيان صحفي"
organisation = "مرصد الميناء"
slug = "tadrib-shitawi"
+++

# مرصد الميناء يفتح تدريبه الشتوي أمام ٣٬٧٥٠ متطوعاً

يبدأ التدريب في ٥ كانون الأول في إحدى عشرة بلدة ساحلية. وهو مجاني، **ولا حاجة إلى خبرة سابقة** للمشاركة.

> «حبل يُرمى بإتقان خير من خطاب»، كما قالت منى الصايغ المشرفة على البرنامج.

## ما يتعلمه المتطوعون

- قراءة الطقس والمد والجزر
- الإسعافات الأولية على متن القارب

يحصل من يُتمّ التدريب على [شهادة](https://harbour-watch.example/certificate "شهادة") ومكان في جدول مناوبات بلدته.

يُغلق التسجيل في ٣٠ تشرين الثاني. للاتصال: +961 1 234 567.
`

func text(t testing.TB, src string) releases.Text {
	t.Helper()
	out, _, err := releases.Parse("harbour.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	out, _ = releases.Identify(out, releases.Text{}, nil, 0)
	return out
}

// harbourJob is a second version of the English with an Arabic that was made of
// the first: two paragraphs need work.
func harbourJob(t testing.TB) exchange.Job {
	base, target := text(t, harbourEnglish), text(t, harbourArabic)
	return jobOf(base, &target)
}

func jobOf(base releases.Text, target *releases.Text) exchange.Job {
	j := exchange.Job{
		Organisation: "Harbour Watch", Key: "k7m2q9x4t8w1", ID: "winter-training", Title: base.Headline(), Parcel: "p-4f2a-19",
		Base: "en", Target: "ar", BaseVersion: 2, BaseText: base, TargetText: target,
		Todo: map[releases.BlockID]string{}, Due: "2026-11-28",
		History: "history 14 " + strings.Repeat("0123456789abcdef", 4), Labels: arabicLabels{},
	}
	if target == nil {
		for _, r := range base.Revisions() {
			j.Groups = append(j.Groups, releases.Group{Source: []releases.BlockID{r.ID}})
			if r.ID != slug {
				j.Todo[r.ID] = exchange.Untranslated
			}
		}
		return j
	}
	j.TargetVersion, j.Used = 1, len(target.Blocks)
	j.Groups = releases.Align(base, *target, nil, releases.Text{})
	last := base.Blocks[len(base.Blocks)-1].ID
	j.Todo[last] = exchange.Changed
	j.Notes = map[releases.BlockID][]string{last: {"The date was 25 November."}}
	return j
}

func write(t testing.TB, j exchange.Job) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, j); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// home reads and places, and holds what always holds.
func home(t testing.TB, file string, j exchange.Job) (exchange.Return, releases.Text, []releases.Group, []releases.Told) {
	t.Helper()
	r, err := Read("parcel.txt", []byte(file))
	if err != nil {
		t.Fatalf("the parcel was not read: %v", err)
	}
	text, groups, told, err := Place(r, j)
	if err != nil {
		t.Fatalf("groups: %v\n%s", err, file)
	}
	for _, one := range told {
		if _, known := PlaceTold[one.Code]; !known {
			t.Errorf("code %q is not in PlaceTold", one.Code)
		}
	}
	for _, one := range r.Told {
		if _, known := ReadTold[one.Code]; !known {
			t.Errorf("code %q is not in ReadTold", one.Code)
		}
	}
	return r, text, groups, told
}

func told(list []releases.Told) string {
	var b strings.Builder
	for _, one := range list {
		fmt.Fprintf(&b, "%s %v\n", one.Code, one.Args)
	}
	return b.String()
}

func has(list []releases.Told, code string) bool {
	return slices.ContainsFunc(list, func(one releases.Told) bool { return one.Code == code })
}

func TestParcelIsReadable(t *testing.T) {
	for name, j := range map[string]exchange.Job{
		"first-translation": jobOf(text(t, harbourEnglish), nil),
		"second-version":    harbourJob(t),
	} {
		got := write(t, j)
		path := filepath.Join("testdata", name+".txt")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: the parcel reads\n%s", path, got)
		}
	}
}

func TestUntouchedParcelComesHome(t *testing.T) {
	j := harbourJob(t)
	r, got, groups, list := home(t, write(t, j), j)
	if got.Digest() != j.TargetText.Digest() {
		t.Errorf("came home as\n%s\ntold:\n%s", got.Canonical(), told(list))
	}
	if r.Trust != exchange.Intact || r.Key != j.Key || r.Parcel != j.Parcel || r.Base != "en" || r.BaseVersion != 2 || r.Language != "ar" || r.TargetVersion != 1 || r.History != j.History {
		t.Errorf("the file says %+v", r)
	}
	if len(list)+len(r.Told) > 0 {
		t.Errorf("nothing happened to it, and yet:\n%s%s", told(r.Told), told(list))
	}
	if open := releases.OpenGroups(groups); len(open) > 0 && !slices.ContainsFunc(open, func(g releases.Group) bool { return isField(append(g.Source, g.Target...)[0]) }) {
		t.Errorf("open groups %v", open)
	}
	for i, b := range got.Blocks {
		if b.ID != j.TargetText.Blocks[i].ID {
			t.Errorf("block %d has id %s, had %s", i, b.ID, j.TargetText.Blocks[i].ID)
		}
	}
}

// Given a translation whose paragraphs stand in another order than the source's,
// when its parcel comes home, then they stand as they stood, and what was left
// open stands behind what it follows in the source.
func TestTranslationKeepsItsOrder(t *testing.T) {
	j := harbourJob(t)
	moved := *j.TargetText
	moved.Blocks = slices.Clone(moved.Blocks)
	last := len(moved.Blocks) - 1
	moved.Blocks[last], moved.Blocks[1] = moved.Blocks[1], moved.Blocks[last]
	j.TargetText = &moved
	_, got, _, list := home(t, write(t, j), j)
	if string(got.Canonical()) != string(moved.Canonical()) || len(list) > 0 {
		t.Errorf("came home as\n%s\ntold:\n%s", got.Canonical(), told(list))
	}
}
