// Command bench prints how fast bayan is, each figure as a ratio to a peer or
// to the least that a program can do for the same, with its limit.
//
// Both sides of a ratio run in turn, in changing order, so that what else the
// machine does falls on both; the fastest run of each counts, and the median
// where a run waits for the disk. The first line names the machine and its load.
// Desks and repositories are made on first use and kept in the cache.
package main

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"

	"bayan/workflow/folder"
)

// size is how much is measured, and how often.
type size struct {
	large, small int // releases of the two desks
	files        int // of the git repository
	blocks       int // of a long release
	lines        int // bytes for the bidirectional algorithm
	rounds       int // of a command
	long         int // of what takes seconds
	appends      int
}

var (
	full  = size{large: 100_000, small: 1_000, files: 10_000, blocks: 500, lines: 10 << 20, rounds: 30, long: 3, appends: 200}
	quick = size{large: 330, small: 310, files: 200, blocks: 60, lines: 1 << 20, rounds: 2, long: 1, appends: 5}
)

// bench is one run of all measurements.
type bench struct {
	lines
	size    size
	program string // bayan
	cache   string // folder of what is made once
}

func main() {
	program := flag.String("bayan", "bin/bayan", "the `program` that is measured")
	cache := flag.String("cache", filepath.Join(".cache", "bench"), "`folder` of the desks that are made once")
	less := flag.Bool("quick", false, "small numbers: shows that it runs, not how fast")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	s := full
	if *less {
		s = quick
	}
	if err := run(ctx, os.Stdout, *program, *cache, s); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, program, cache string, s size) error {
	program, err := filepath.Abs(program)
	if err != nil {
		return err
	}
	if cache, err = filepath.Abs(cache); err != nil {
		return err
	}
	if err := os.MkdirAll(cache, 0o777); err != nil {
		return err
	}
	b := &bench{lines: lines{out}, size: s, program: program, cache: cache}
	if err := b.buildPeers(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d cores, %s %s/%s, load average %s\n", runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH, load())
	for _, measure := range []func(context.Context) error{b.commands, b.history, b.writing, b.direction} {
		if err := measure(ctx); err != nil {
			return err
		}
	}
	progress("load average at the end %s", load())
	return nil
}

// buildPeers builds the programs to compare with as bayan itself was built:
// linked to the system's C library or not, which costs most of a millisecond.
func (b *bench) buildPeers(ctx context.Context) error {
	own, err := buildinfo.ReadFile(b.program)
	if err != nil {
		return err
	}
	build := program{argv: []string{"go", "build", "-trimpath", "-ldflags", "-s -w"}}
	for _, s := range own.Settings {
		if s.Key == "CGO_ENABLED" {
			build.env = append(build.env, s.Key+"="+s.Value)
		}
	}
	for _, name := range []string{"bare", "start"} {
		peer := build
		peer.argv = slices.Concat(peer.argv, []string{"-o", b.peer(name), "bayan/cmd/bayan/internal/bench/" + name})
		if _, err := peer.output(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) peer(name string) string { return filepath.Join(b.cache, name) }

func storeOf(desk string) string { return folder.Settings{}.StorePath(desk) }

// load is the load average of the last 1, 5 and 15 minutes.
func load() string {
	if b, err := os.ReadFile("/proc/loadavg"); err == nil {
		return string(bytes.Join(bytes.Fields(b)[:3], []byte(" ")))
	}
	if b, err := exec.Command("sysctl", "-n", "vm.loadavg").Output(); err == nil {
		return string(bytes.Trim(b, "{ }\n"))
	}
	return "unknown"
}
