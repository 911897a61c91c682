// Command bench prints how fast bayan is, each figure as a ratio to a peer or
// to the least that a program can do for the same, with its limit; docs/figures.md
// says how to read them.
//
// Both sides of a ratio run in turn, in changing order, so that what else the
// machine does falls on both; the fastest run of each counts, and the median
// where a run waits for the disk. What takes many seconds is measured by the time
// of the processor. The first line names the machine and its load. Desks,
// memories and repositories are made on first use and kept in the cache.
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
	"strings"

	"bayan/workflow/folder"
)

// size is how much is measured, and how often.
type size struct {
	large, small int   // releases of the two desks
	files        int   // of the git repository
	blocks       int   // of a long release
	lines        int   // bytes for the bidirectional algorithm
	segments     int   // of a catalogue that is checked and exchanged
	shared       int   // of the one that slow peers are given
	updates      []int // of those that are updated from a memory
	units        int   // of the memory that is asked
	lookups      int
	rounds       int // of a command
	long         int // of what takes seconds
	slow         int // of what takes a minute with its peer
	appends      int
}

var (
	full = size{large: 100_000, small: 1_000, files: 10_000, blocks: 500, lines: 10 << 20,
		segments: 100_000, shared: 20_000, updates: []int{10_000, 100_000, 1_000_000}, units: 1_000_000, lookups: 300, rounds: 30, long: 3, slow: 1, appends: 200}
	quick = size{large: 330, small: 310, files: 200, blocks: 60, lines: 1 << 20,
		segments: 2000, shared: 300, updates: []int{500, 1000, 2000}, units: 2000, lookups: 20, rounds: 2, long: 1, slow: 1, appends: 5}
)

// bench is one run of all measurements.
type bench struct {
	lines
	size    size
	program string // bayan
	cache   string // folder of what is made once
}

// subjects are what is measured, a file each.
var subjects = []struct {
	name    string
	measure func(*bench, context.Context) error
}{
	{"commands", (*bench).commands},
	{"history", (*bench).history},
	{"writing", (*bench).writing},
	{"direction", (*bench).direction},
	{"checks", (*bench).checks},
	{"exchange", (*bench).exchange},
	{"paper", (*bench).paper},
	{"memory", (*bench).memories},
}

func subjectNames() (names []string) {
	for _, s := range subjects {
		names = append(names, s.name)
	}
	return names
}

func main() {
	program := flag.String("bayan", "bin/bayan", "the `program` that is measured")
	cache := flag.String("cache", filepath.Join(".cache", "bench"), "`folder` of the desks that are made once")
	less := flag.Bool("quick", false, "small numbers: shows that it runs, not how fast")
	whole := flag.Bool("whole", false, "gives pofilter as much as bayan: takes far longer")
	only := flag.String("only", "", "measures `these` subjects alone, with commas between them: "+strings.Join(subjectNames(), ","))
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	s := full
	if *less {
		s = quick
	}
	if *whole {
		s.shared = s.segments
	}
	var these []string
	if *only != "" {
		these = strings.Split(*only, ",")
	}
	if err := run(ctx, os.Stdout, *program, *cache, s, these...); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, program, cache string, s size, only ...string) error {
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
	for _, name := range only {
		if !slices.Contains(subjectNames(), name) {
			return fmt.Errorf("no subject is called %s: they are %s", name, strings.Join(subjectNames(), ", "))
		}
	}
	for _, s := range subjects {
		if len(only) > 0 && !slices.Contains(only, s.name) {
			continue
		}
		if err := s.measure(b, ctx); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
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
	for _, name := range []string{"bare", "start", "alone"} {
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
