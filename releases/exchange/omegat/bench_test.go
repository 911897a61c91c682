package omegat

import (
	"fmt"
	"testing"

	"bayan/releases/exchange/internal/trial"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

func BenchmarkSource100000Units(b *testing.B) {
	const many = 100_000
	all := make([]units.Unit, many)
	for i := range all {
		all[i] = units.Unit{ID: fmt.Sprintf("b%d-%d", i/4+1, i%4+1), Name: "p1", Source: segment.Coded{Parts: []segment.Part{
			{Text: "The store lent "}, {Kind: segment.Open, ID: 1}, {Text: fmt.Sprintf("%d ropes", i)}, {Kind: segment.Close, ID: 1}, {Text: " to the boats that went out."},
		}}}
	}
	j := trial.First()
	for b.Loop() {
		if _, back, _, err := Read("back.xlf", source(j, all)); err != nil || len(back) != many {
			b.Fatal(err, len(back))
		}
	}
	b.ReportMetric(float64(many*b.N)/b.Elapsed().Seconds(), "units/s")
}
