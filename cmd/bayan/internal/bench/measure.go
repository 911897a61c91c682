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

	refuses bool // exit code 3 is an answer too
	quiet   bool // it has nothing to say
}

func (p program) run(ctx context.Context) func() (time.Duration, error) {
	return timed(func() error {
		_, _, err := p.answer(ctx)
		return err
	})
}

// processor measures the time that a program keeps the processors busy: what
// runs for many seconds beside others waits for them as they do for it.
func (p program) processor(ctx context.Context) func() (time.Duration, error) {
	return func() (time.Duration, error) {
		_, state, err := p.answer(ctx)
		if err != nil {
			return 0, err
		}
		return state.UserTime() + state.SystemTime(), nil
	}
}

func (p program) output(ctx context.Context) ([]byte, error) {
	out, _, err := p.execute(ctx)
	return out, err
}

// answer is output that says something.
func (p program) answer(ctx context.Context) ([]byte, *os.ProcessState, error) {
	out, state, err := p.execute(ctx)
	if err == nil && len(out) == 0 && !p.quiet {
		err = fmt.Errorf("%s said nothing", strings.Join(p.argv, " "))
	}
	return out, state, err
}

func (p program) execute(ctx context.Context) ([]byte, *os.ProcessState, error) {
	var out, said bytes.Buffer
	c := exec.CommandContext(ctx, p.argv[0], p.argv[1:]...)
	c.Env = append(os.Environ(), p.env...)
	c.Dir, c.Stdin, c.Stdout, c.Stderr = p.dir, bytes.NewReader(p.in), &out, &said
	if err := c.Run(); err != nil && !(p.refuses && c.ProcessState != nil && c.ProcessState.ExitCode() == 3) {
		return nil, nil, fmt.Errorf("%s: %w\n%s", strings.Join(p.argv, " "), err, said.Bytes())
	}
	return out.Bytes(), c.ProcessState, nil
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

// faster prints how many times as fast as the peer something was.
func (r lines) faster(what string, own, peer time.Duration, least float64) {
	detail := fmt.Sprintf("%s / %s", milliseconds(own), milliseconds(peer))
	figure := float64(peer) / float64(own)
	r.line(what, detail, fmt.Sprintf("%.1f x", figure), fmt.Sprintf("%.1f x", least), figure >= least)
}

// count prints how often something happened.
func (r lines) count(what, detail string, n, most float64) {
	r.line(what, detail, fmt.Sprintf("%.2f", n), fmt.Sprintf("%.2f", most), n <= most)
}

// megabytes prints a size and its limit in millions of bytes.
func (r lines) megabytes(what string, bytes int64, most float64) {
	size := float64(bytes) / 1e6
	r.line(what, "", fmt.Sprintf("%.3g MB", size), fmt.Sprintf("%.2f MB", most), size <= most)
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

// peak prints the most memory that a program had at once.
func (b *bench) peak(ctx context.Context, what string, p program, most float64) error {
	p.argv = slices.Concat([]string{b.peer("alone"), "peak"}, p.argv)
	out, err := p.output(ctx)
	if err != nil {
		b.notRun(what, err.Error())
		return nil
	}
	var bytes int64
	if _, err := fmt.Sscan(string(out), &bytes); err != nil {
		return err
	}
	b.megabytes(what, bytes, most)
	return nil
}
