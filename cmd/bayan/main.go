// Command bayan is the press desk of an organisation that speaks two languages
// or more. Each verb is a file: it parses, calls the newsroom, and prints.
package main

import (
	"context"
	"crypto/rand"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
	_ "time/tzdata" // a desk's zone is the same on every machine

	"bayan/locales/terminal"

	"golang.org/x/term"
)

func main() {
	makeRoom(os.Args == nil)
	os.Exit(run(context.Background(), systemWorld()))
}

// makeRoom grows the stack once to what the deepest verbs need. Grown as they
// go, it is copied four times, a twelfth of the time that pending takes.
//
//go:noinline
func makeRoom(use bool) (b byte) {
	if use { // never: the room is made by entering, and touched by no one
		var room [48 << 10]byte
		b = room[len(os.Args)]
	}
	return b
}

// systemWorld is the world as the operating system shows it.
func systemWorld() *world {
	dir, _ := os.Getwd()
	return &world{
		argv:     os.Args[1:],
		stdin:    os.Stdin,
		stdout:   os.Stdout,
		stderr:   os.Stderr,
		getenv:   os.Getenv,
		dir:      dir,
		now:      time.Now,
		zone:     time.Local,
		random:   rand.Reader,
		hunspell: "hunspell",
		listen: func(ctx context.Context) (context.Context, func()) {
			ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
			context.AfterFunc(ctx, stop) // a second signal ends what does not listen
			return ctx, stop
		},
		terminal: func(stream any) (width int, is bool) {
			f, ok := stream.(*os.File)
			if !ok || !term.IsTerminal(int(f.Fd())) {
				return 0, false
			}
			width, _, err := term.GetSize(int(f.Fd()))
			if err != nil || width <= 0 {
				width = 80
			}
			return width, true
		},
		reorders: sync.OnceValues(func() (reorders, answered bool) {
			tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
			if err != nil {
				return false, false
			}
			defer tty.Close()
			return terminal.Probe(terminal.FileTTY{File: tty}, time.Now().Add(terminal.ProbeTime))
		}),
	}
}
