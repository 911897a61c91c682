package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"bayan/releases/memory"
	"bayan/releases/memory/sqlite"
)

// filled makes a memory of n units of the press office.
func filled(tb testing.TB, n int) *sqlite.Memory {
	tb.Helper()
	m := sqlite.Open(filepath.Join(tb.TempDir(), "memory.db"))
	tb.Cleanup(func() { m.Close() })
	r := rand.New(rand.NewPCG(1, uint64(n)))
	_, err := m.Import(context.Background(), func(add func(memory.Unit) error) error {
		for i := range n {
			u := pressUnit(r)
			u.Origin.ID = fmt.Sprint(i) // some say the same, and stay two
			if err := add(u); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// BenchmarkLookUp asks for reworded sentences. p99-ms is the time that 99 of 100
// look-ups stay below.
func BenchmarkLookUp(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m := filled(b, n)
			r := rand.New(rand.NewPCG(7, 7))
			var queries []string
			for range 500 {
				queries = append(queries, reworded(r, pressUnit(r).Source.Words))
			}
			var times []time.Duration
			found := 0
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				matches, err := m.Search(b.Context(), memory.Query{Text: memory.Plain(queries[i%len(queries)]), From: "en", To: "ar"})
				if err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(start))
				if len(matches) > 0 {
					found++
				}
			}
			slices.Sort(times)
			b.ReportMetric(times[len(times)/2].Seconds()*1e3, "p50-ms")
			b.ReportMetric(times[len(times)*99/100].Seconds()*1e3, "p99-ms")
			b.ReportMetric(float64(found)/float64(len(times)), "found")
		})
	}
}

// BenchmarkFill is what an import costs, for each unit.
func BenchmarkFill(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				filled(b, n)
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "units/s")
		})
	}
}
