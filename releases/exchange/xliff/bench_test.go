package xliff

import (
	"bytes"
	"fmt"
	"testing"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/trial"
)

// large is a job of 100,000 units with their translations, four sentences to a
// paragraph, a mark in one of them.
func large() exchange.Job {
	base, target := releases.Text{}, releases.Text{}
	for i := range 25_000 {
		id, kind := releases.BlockID(fmt.Sprintf("b%d", i+1)), releases.Paragraph
		base.Blocks = append(base.Blocks, releases.Block{ID: id, Kind: kind, Inline: []releases.Inline{
			{Text: fmt.Sprintf("Boat %d left the harbour at 6 a.m. with eleven volunteers on board. It is ", i)},
			{Kind: releases.Strong, Children: []releases.Inline{{Text: "free for everybody"}}},
			{Text: " who wants to come along. Dr. Sayegh leads the training on deck and on land. Registration closes at the end of the month."},
		}})
		target.Blocks = append(target.Blocks, releases.Block{ID: id, Kind: kind, Inline: []releases.Inline{
			{Text: fmt.Sprintf("غادر القارب %d الميناء في السادسة صباحاً وعلى متنه أحد عشر متطوعاً. وهو ", i)},
			{Kind: releases.Strong, Children: []releases.Inline{{Text: "مجاني للجميع"}}},
			{Text: " لمن يريد المشاركة. تشرف د. الصايغ على التدريب في البحر والبر. يُغلق التسجيل في آخر الشهر."},
		}})
	}
	j := trial.Job(base, &target)
	j.Groups = nil
	for _, b := range base.Blocks {
		j.Groups = append(j.Groups, releases.Group{Source: []releases.BlockID{b.ID}, Target: []releases.BlockID{b.ID}})
	}
	return j
}

// BenchmarkHundredThousandUnits writes a file and reads it back.
func BenchmarkHundredThousandUnits(b *testing.B) {
	j := large()
	for version, w := range versions {
		var file bytes.Buffer
		if err := w(&file, j); err != nil {
			b.Fatal(err)
		}
		b.Run("write "+version, func(b *testing.B) {
			b.SetBytes(int64(file.Len()))
			b.ReportAllocs()
			for b.Loop() {
				var out bytes.Buffer
				out.Grow(file.Len())
				if err := w(&out, j); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "units/s")
		})
		b.Run("read "+version, func(b *testing.B) {
			b.SetBytes(int64(file.Len()))
			b.ReportAllocs()
			for b.Loop() {
				_, back, err := Read("back.xlf", file.Bytes())
				if err != nil || len(back) != 100_000 {
					b.Fatal(len(back), err)
				}
			}
			b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "units/s")
		})
	}
}

func BenchmarkValidate(b *testing.B) {
	var file bytes.Buffer
	if err := Write2(&file, large()); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if found, err := Validate("f.xlf", file.Bytes()); err != nil || len(found) > 0 {
			b.Fatal(found, err)
		}
	}
	b.ReportMetric(100_000*float64(b.N)/b.Elapsed().Seconds(), "units/s")
}
