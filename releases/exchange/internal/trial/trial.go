// Package trial makes jobs for the tests of the formats of exchange: those of an
// invented organisation, and random ones that hold whatever a text can hold.
package trial

import (
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
)

const english = `+++
kicker = "Press release"
organisation = "Harbour Watch"
slug = "winter-training"
+++

# Harbour Watch opens its winter training to 3,750 volunteers

The training begins on 5 December at 6 p.m. in eleven harbour towns. It is free, and **nobody needs experience** to take part. Dr. Sayegh leads it.

> “A rope thrown well is worth more than a speech,” said Mona Sayegh. “Come & learn.”

## What volunteers learn

- Reading the weather and the tide
- First aid *on deck*

Those who finish receive a [certificate](https://harbour-watch.example/certificate "Certificate") and a place on the rota.

Harbour Watch\
12 Pier Road. Open daily.
`

const arabic = `+++
kicker = "بيان صحفي"
organisation = "مرصد الميناء"
slug = "tadrib-shitawi"
+++

# مرصد الميناء يفتح تدريبه الشتوي أمام ٣٬٧٥٠ متطوعاً

يبدأ التدريب في ٥ كانون الأول الساعة ٦ مساءً في إحدى عشرة بلدة ساحلية. وهو مجاني، **ولا حاجة إلى خبرة سابقة** للمشاركة. تشرف عليه د. الصايغ.

> «حبل يُرمى بإتقان خير من خطاب»، كما قالت منى الصايغ. «تعالوا وتعلّموا».

## ما يتعلمه المتطوعون

- قراءة الطقس والمد والجزر
- الإسعافات الأولية على متن القارب

يحصل من يُتمّ التدريب على [شهادة](https://harbour-watch.example/certificate "شهادة") ومكان في جدول المناوبات.

مرصد الميناء\
12 Pier Road. يفتح يومياً.
`

// Text reads Markdown and gives its blocks ids.
func Text(markdown string) releases.Text {
	t, _, err := releases.Parse("trial.md", []byte(markdown))
	if err != nil {
		panic(err)
	}
	t, _ = releases.Identify(t, releases.Text{}, nil, 0)
	return t
}

// First is the job of a first translation from English to Arabic.
func First() exchange.Job { return Job(Text(english), nil) }

// Second is the job of an English whose link has changed its paragraph since the
// Arabic was made; two paragraphs have a note, a match or a term beside them.
func Second() exchange.Job {
	target := Text(arabic)
	j := Job(Text(english), &target)
	link, offer := j.BaseText.Blocks[6], "Open daily."
	j.Todo[link.ID] = exchange.Changed
	j.Notes = map[releases.BlockID][]string{link.ID: {"The rota is new: see <the desk> & ask."}}
	j.Memory = map[string][]exchange.Match{offer: {
		{Score: 101, Source: offer, Target: "يفتح يومياً.", Origin: "summer-regatta 3, rami"},
		{Score: 80, Source: "Open on weekdays.", Target: "يفتح أيام العمل.", Origin: "imported"},
	}}
	j.Terms = map[string][]exchange.Term{j.BaseText.Headline(): {
		{Source: "volunteer", Target: "متطوع", Note: "never عامل"},
		{Source: "Harbour Watch", Target: "حارس المرفأ", Status: exchange.Forbidden},
	}}
	return j
}

// Job is a job of texts that have their ids; target is nil for a first
// translation.
func Job(base releases.Text, target *releases.Text) exchange.Job {
	j := exchange.Job{
		Organisation: "Harbour Watch", Key: "k7m2q9x4t8w1", ID: "winter-training", Title: base.Headline(), Parcel: "p-4f2a-19",
		Base: "en", Target: "ar", BaseVersion: 2, BaseText: base, TargetText: target,
		Todo: map[releases.BlockID]string{}, Due: "2026-11-28",
		History: "history 14 " + strings.Repeat("0123456789abcdef", 4),
	}
	if target != nil {
		j.TargetVersion, j.Used = 1, len(target.Blocks)
		j.Groups = releases.Align(base, *target, nil, releases.Text{})
		return j
	}
	for _, r := range base.Revisions() {
		j.Groups = append(j.Groups, releases.Group{Source: []releases.BlockID{r.ID}})
		if r.ID != "slug" {
			j.Todo[r.ID] = exchange.Untranslated
		}
	}
	return j
}
