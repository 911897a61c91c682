package terminal

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"bayan/locales/bidi"
)

// What mode visual writes is what a real terminal without direction shows, cell
// by cell: nothing wraps, nothing is joined or moved, no letter is lost.
func TestVisualInTmux(t *testing.T) {
	tmux, err := exec.LookPath("tmux")
	if err != nil {
		t.Skip("NOT RUN: tmux is not here, so mode visual was seen on no screen. Get it with: apt-get install tmux")
	}
	const width, height = 66, 40
	for _, direction := range []bidi.Direction{bidi.LTR, bidi.RTL} {
		for _, color := range []bool{false, true} {
			t.Run(fmt.Sprintf("%v color %t", direction, color), func(t *testing.T) {
				var written bytes.Buffer
				if err := scene(&written, Options{Mode: Visual, Width: width, Direction: direction, Color: color}); err != nil {
					t.Fatal(err)
				}
				seen := screen(t, tmux, written.Bytes(), width, height)
				want, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("visual-%v-%d.txt", direction, width)))
				if err != nil {
					t.Fatal(err)
				}
				if got := strings.TrimRight(seen, "\n"); got != strings.TrimRight(string(want), "\n") {
					t.Errorf("the screen shows\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

// screen is what tmux shows of some output. Its server is its own.
func screen(t *testing.T, tmux string, output []byte, width, height int) string {
	t.Helper()
	dir := t.TempDir()
	file, socket := filepath.Join(dir, "output"), filepath.Join(dir, "tmux")
	if err := os.WriteFile(file, output, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		t.Helper()
		command := exec.Command(tmux, append([]string{"-u", "-S", socket, "-f", os.DevNull}, args...)...)
		command.Env = append(os.Environ(), "TERM=xterm-256color", "LC_ALL=C.UTF-8", "TMUX=")
		out, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %v: %v\n%s", args, err, out)
		}
		return string(out)
	}
	// The pane tells when all is written, and stays until the server ends.
	run("new-session", "-d", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height),
		fmt.Sprintf("cat '%s'; '%s' -S '%s' wait-for -S written; exec sleep 60", file, tmux, socket))
	defer run("kill-server")
	run("wait-for", "written")
	return run("capture-pane", "-p")
}
