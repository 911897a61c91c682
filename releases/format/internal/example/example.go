// Package example is the release that the tests of the formats print: a rescue
// association opens a school, in English and in Arabic. The Arabic splits a
// paragraph, adds one, and has Latin names, a code, a telephone number and
// addresses in it.
package example

import (
	_ "embed"
	"fmt"
	"strings"
	"time"

	"bayan/releases"
)

var (
	//go:embed en.md
	english []byte
	//go:embed ar.md
	arabic []byte
)

// Signed is the first edition, signed and published.
func Signed() releases.Edition {
	return releases.Edition{
		Organisation: "Tarfa Lake Rescue Association",
		Key:          "k3w9",
		ID:           "2026-11-22-winter-school",
		Number:       1,
		Kind:         releases.First,
		Source:       "en",
		Facts: releases.Facts{
			Date: "2026-11-22", Place: "Port Tarfa",
			Contacts: []string{
				"Lina Haddad, press officer, +963 11 0100, press@tarfa-rescue.example",
				"Duty phone, day and night: +963 11 0199",
			},
		},
		Texts: []releases.EditionText{
			Text("en", english, ""),
			Text("ar", arabic, "1=1 2=2 3=3+4 4=5 5=6 6=7 7=8 8=9 9=10 10=11 11=12 =13 12=14 13=15"),
		},
		Published: time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC),
		Modified:  time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC),
		Manifest:  "5b1f0c6e8d3a94b27f60e1d5c8a2973be4106fd82c59ab37e0d41f86b92c7a35",
	}
}

// Stacked is an edition whose languages stand one after the other on paper.
func Stacked(e releases.Edition) releases.Edition {
	e.Layout = releases.Stacked
	return e
}

// Draft is what Signed was before its sign-off, under embargo.
func Draft() releases.Edition {
	e := Signed()
	e.Number, e.Draft, e.Manifest = 0, true, ""
	e.Published, e.Modified = time.Time{}, time.Time{}
	e.Embargo = time.Date(2026, 11, 22, 8, 30, 0, 0, time.UTC)
	return e
}

// Corrected is the second edition, with its notice.
func Corrected() releases.Edition {
	e := Signed()
	e.Number, e.Kind = 2, releases.Correction
	e.Modified = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	e.Notices = []releases.Notice{{
		Kind: "correction", At: e.Modified,
		Words: map[releases.Language]string{
			"en": "An earlier edition said that the school has 230 places.",
			"ar": "ذكر إصدار سابق أن في المدرسة 230 مقعداً.",
		},
	}}
	return e
}

// Withdrawn is what readers find once the release was taken back.
func Withdrawn() releases.Edition {
	e := Signed()
	e.State = releases.Withdrawn
	e.Modified = time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	e.Notices = []releases.Notice{{Kind: "withdrawn", At: e.Modified}}
	return e
}

// Text reads a text, numbers its blocks b1, b2, … and aligns it with a source
// by such numbers: "3=3+4", "=13", "5=".
func Text(l releases.Language, markdown []byte, groups string) releases.EditionText {
	text, _, err := releases.Parse(string(l)+".md", markdown)
	if err != nil {
		panic(err)
	}
	for i := range text.Blocks {
		text.Blocks[i].ID = releases.BlockID(fmt.Sprintf("b%d", i+1))
	}
	t := releases.EditionText{
		Language: l, RTL: l == "ar" || l == "ckb", Text: text,
		Labels: Labels(l), Canonical: text.Canonical(),
	}
	for pair := range strings.FieldsSeq(groups) {
		t.Base = "en"
		s, own, _ := strings.Cut(pair, "=")
		t.Groups = append(t.Groups, releases.Group{Source: ids(s), Target: ids(own)})
	}
	return t
}

func ids(list string) (all []releases.BlockID) {
	for n := range strings.SplitSeq(list, "+") {
		if n != "" {
			all = append(all, releases.BlockID("b"+n))
		}
	}
	return all
}
