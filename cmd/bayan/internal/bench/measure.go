package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// spent is how long something took, run by run.
type spent []time.Duration

// fastest is what other work on the machine disturbs least.
func (s spent) fastest() time.Duration { return slices.Min(s) }

// median is for what waits for the disk, where no run is like another.
func (s spent) median() time.Duration { return slices.Sorted(slices.Values(s))[len(s)/2] }

// interleaved runs all of them in turn, round by round and in changing order,
// so that what else the machine does falls on each alike. The first round
// warms the caches and does not count.
func interleaved(rounds int, all ...func() (time.Duration, error)) ([]spent, error) {
	times := make([]spent, len(all))
	for round := range rounds + 1 {
		for i := range all {
			at := (i + round) % len(all)
			took, err := all[at]()
			if err != nil {
				return nil, err
			}
			if round > 0 {
				times[at] = append(times[at], took)
			}
		}
	}
	return times, nil
}

// timed measures the whole of f.
func timed(f func() error) func() (time.Duration, error) {
	return func() (time.Duration, error) {
		start := time.Now()
		err := f()
		return time.Since(start), err
	}
}

// program is a command to be run to its end, from start to exit.
type program struct {
	dir  string
	argv []string
	env  []string // besides that of this program
	in   []byte
}

func (p program) run(ctx context.Context) func() (time.Duration, error) {
	return timed(func() error {
		out, err := p.output(ctx)
		if err == nil && len(out) == 0 {
			err = fmt.Errorf("%s said nothing", strings.Join(p.argv, " "))
		}
		return err
	})
}

func (p program) output(ctx context.Context) ([]byte, error) {
	var out, said bytes.Buffer
	c := exec.CommandContext(ctx, p.argv[0], p.argv[1:]...)
	c.Env = append(os.Environ(), p.env...)
	c.Dir, c.Stdin, c.Stdout, c.Stderr = p.dir, bytes.NewReader(p.in), &out, &said
	if err := c.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(p.argv, " "), err, said.Bytes())
	}
	return out.Bytes(), nil
}

// lines prints figures as they are found, a line each.
type lines struct {
	out io.Writer
}

// ratio prints how many times the peer's time something took.
func (r lines) ratio(what string, own, peer time.Duration, limit float64) {
	detail := fmt.Sprintf("%s / %s", milliseconds(own), milliseconds(peer))
	figure := float64(own) / float64(peer)
	r.line(what, detail, fmt.Sprintf("%.2f", figure), fmt.Sprintf("%.2f", limit), figure <= limit)
}

// atMost prints a time and its limit.
func (r lines) atMost(what string, own, limit time.Duration) {
	r.line(what, "", milliseconds(own), milliseconds(limit), own <= limit)
}

func (r lines) line(what, detail, figure, limit string, ok bool) {
	verdict := "SHORT"
	if ok {
		verdict = "ok"
	}
	fmt.Fprintf(r.out, "%-76s %22s %9s   limit %-8s %s\n", what, detail, figure, limit, verdict)
}

// notRun says what could not be compared, and how to get what is missing.
func (r lines) notRun(what, why string) {
	fmt.Fprintf(r.out, "%-76s NOT RUN: %s\n", what, why)
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}

// progress tells whoever waits what is being made.
func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "… "+format+"\n", args...)
}
