package main

import (
	"context"
	"io"
	"math"
	"os/exec"
	"strings"
	"testing"
	"time"

	"bayan/locales/bidi"
)

// direction measures putting lines of two directions in visual order beside the
// program that does the same.
func (b *bench) direction(ctx context.Context) error {
	what := "bidi, " + grouped(b.size.lines>>20) + " MB / fribidi program"
	var text strings.Builder
	for i := 0; text.Len() < b.size.lines; i++ {
		text.Write(noticeText(i, []string{arabic, english, arabic}[i%3]))
	}
	in := text.String()
	var d drawing
	// What is left of a few allocations for all lines is the runtime's own.
	allocations := testing.AllocsPerRun(1, func() { d.lines(io.Discard, in) })
	b.count("bidi, allocations for a line in steady state", "", math.Floor(1000*allocations/float64(strings.Count(in, "\n")))/1000, 0)
	fribidi, err := exec.LookPath("fribidi")
	if err != nil {
		b.notRun(what, "fribidi is not here; get it with: apt-get install libfribidi-bin")
		return nil
	}
	peer := program{argv: []string{fribidi, "--nopad", "--nobreak", "--reordernsm", "--clean"}, in: []byte(in)}
	took, err := interleaved(b.size.long, func() (time.Duration, error) {
		return timed(func() error { return new(drawing).lines(io.Discard, in) })()
	}, peer.run(ctx))
	if err != nil {
		return err
	}
	b.ratio(what, took[0].fastest(), took[1].fastest(), 1)
	return nil
}

// drawing puts line after line in visual order.
type drawing struct {
	p   bidi.Paragraph
	out []byte
}

// lines joins, resolves, reorders and mirrors every line.
func (d *drawing) lines(w io.Writer, text string) error {
	for line := range strings.Lines(text) {
		d.p.SetJoined(strings.TrimSuffix(line, "\n"), bidi.Auto)
		d.out = append(d.p.AppendVisual(d.out[:0], 0, d.p.Len()), '\n')
		if _, err := w.Write(d.out); err != nil {
			return err
		}
	}
	return nil
}
