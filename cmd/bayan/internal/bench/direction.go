package main

import (
	"context"
	"io"
	"os/exec"
	"strings"
	"time"

	"bayan/locales/bidi"
)

// direction measures putting lines of two directions in visual order beside the
// program that does the same.
func (b *bench) direction(ctx context.Context) error {
	what := "bidi, " + grouped(b.size.lines>>20) + " MB / fribidi program"
	fribidi, err := exec.LookPath("fribidi")
	if err != nil {
		b.notRun(what, "fribidi is not here; get it with: apt-get install libfribidi-bin")
		return nil
	}
	var text strings.Builder
	for i := 0; text.Len() < b.size.lines; i++ {
		text.Write(noticeText(i, []string{arabic, english, arabic}[i%3]))
	}
	in := text.String()
	peer := program{argv: []string{fribidi, "--nopad", "--nobreak", "--reordernsm", "--clean"}, in: []byte(in)}
	took, err := interleaved(b.size.long, func() (time.Duration, error) {
		return timed(func() error { return visual(io.Discard, in) })()
	}, peer.run(ctx))
	if err != nil {
		return err
	}
	b.ratio(what, took[0].fastest(), took[1].fastest(), 1)
	return nil
}

// visual joins, resolves, reorders and mirrors every line.
func visual(w io.Writer, text string) error {
	var p bidi.Paragraph
	var out []byte
	for line := range strings.Lines(text) {
		p.SetJoined(strings.TrimSuffix(line, "\n"), bidi.Auto)
		out = append(p.AppendVisual(out[:0], 0, p.Len()), '\n')
		if _, err := w.Write(out); err != nil {
			return err
		}
	}
	return nil
}
