package po

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

// manyUnits are n sentences of a press office, each with its translation.
func manyUnits(n int) []units.Unit {
	out := make([]units.Unit, n)
	for i := range out {
		pair := func(before, inside, after string) segment.Coded {
			return segment.Coded{Parts: []segment.Part{{Text: before}, {Kind: segment.Open, ID: 1}, {Text: inside}, {Kind: segment.Close, ID: 1}, {Text: after}}}
		}
		out[i] = units.Unit{
			ID: fmt.Sprintf("b%d-%d", i/4+1, i%4+1), Name: fmt.Sprintf("p%d", i/4+1), State: units.Translated, HasTarget: true,
			Source: pair(fmt.Sprintf("The store of town %d lent ", i), fmt.Sprintf("%d ropes", i%97), " to the boats that went out in the first week of winter."),
			Target: pair(fmt.Sprintf("أعار مخزن البلدة %d ", i), fmt.Sprintf("%d حبلًا", i%97), " للقوارب التي خرجت في الأسبوع الأول من الشتاء."),
			Codes:  []segment.Code{{ID: 1, Kind: releases.Strong}},
		}
	}
	return out
}

const many = 100_000

func BenchmarkWrite100000Units(b *testing.B) {
	all := manyUnits(many)
	for b.Loop() {
		if _, err := fileOf(exchange.Job{ID: "winter-ropes", Base: "en", Target: "ar"}, all).WriteTo(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(many*b.N)/b.Elapsed().Seconds(), "units/s")
}

func BenchmarkRead100000Units(b *testing.B) {
	var file bytes.Buffer
	if _, err := fileOf(exchange.Job{ID: "winter-ropes", Base: "en", Target: "ar"}, manyUnits(many)).WriteTo(&file); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		if _, back, _, err := Read("ropes.po", file.Bytes()); err != nil || len(back) != many {
			b.Fatal(err, len(back))
		}
	}
	b.ReportMetric(float64(many*b.N)/b.Elapsed().Seconds(), "units/s")
}
