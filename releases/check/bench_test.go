package check

import (
	"fmt"
	"testing"

	"bayan/releases"
)

// segments makes n sentences of a society's year, English and Arabic.
func segments(n int) Job {
	forms := [][2]string{
		{"On %d July the society opened %d,250 wells in Wadi Nahr.", "افتتحت الجمعية في %d تموز %d٬250 بئراً في وادي نهر."},
		{"“We are proud of you,” said Layla Haddad of team %d in ward %d.", "قالت ليلى حداد من الفريق %d في القسم %d: «نحن فخورون بكم»."},
		{"Prices fell by %d percent in %d villages, farmers say.", "يقول المزارعون إن الأسعار انخفضت %d في المئة في %d قرية."},
		{"Write to press%d@nahr.example or see https://nahr.example/%d.", "راسلوا press%d@nahr.example أو انظروا https://nahr.example/%d."},
		{"The second convoy left at %d:30 p.m. with %d million dinars.", "غادرت القافلة الثانية الساعة %d:30 مساءً ومعها %d ملايين دينار."},
		{"The society thanks everybody who helped during the floods.", "تشكر الجمعية كل من ساعد خلال الفيضانات."},
	}
	base := releases.Text{}
	j := Job{BaseLanguage: "en", Base: &base, Language: "ar"}
	for i := range n {
		form, id := forms[i%len(forms)], releases.BlockID(fmt.Sprint("b", i))
		block := func(form string) releases.Block {
			words := form
			if i%len(forms) != 5 {
				words = fmt.Sprintf(form, 3+i%9, 4+i%6)
			}
			return releases.Block{ID: id, Kind: releases.Paragraph, Inline: []releases.Inline{{Kind: releases.Words, Text: words}}}
		}
		base.Blocks = append(base.Blocks, block(form[0]))
		j.Text.Blocks = append(j.Text.Blocks, block(form[1]))
		j.Groups = append(j.Groups, releases.Group{Source: []releases.BlockID{id}, Target: []releases.BlockID{id}})
	}
	return j
}

func BenchmarkSegments(b *testing.B) {
	job := segments(10_000)
	if got := Run(job); len(got) > 0 {
		b.Fatalf("the sentences are sound: %s", found(got[:1]))
	}
	b.ReportAllocs()
	for b.Loop() {
		Run(job)
	}
	b.ReportMetric(float64(b.N)*float64(len(job.Groups))/b.Elapsed().Seconds(), "segments/s")
}

func BenchmarkRelease(b *testing.B) {
	job := winter(b, winterAR)
	b.ReportAllocs()
	for b.Loop() {
		Run(job)
	}
}
