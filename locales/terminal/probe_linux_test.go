package terminal

import (
	"fmt"
	"io"
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// openPty opens a pseudo-terminal: the side of the terminal program, and the
// side that bayan sees.
func openPty(t *testing.T) (program, user *os.File) {
	t.Helper()
	program, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("NOT RUN: no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { program.Close() })
	conn, err := program.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var number int
	if err := conn.Control(func(fd uintptr) {
		if err = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); err == nil {
			number, err = unix.IoctlGetInt(int(fd), unix.TIOCGPTN)
		}
	}); err != nil {
		t.Fatal(err)
	}
	user, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("NOT RUN: no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { user.Close() })
	return program, user
}

func TestProbeOfARealTerminal(t *testing.T) {
	// Given a terminal program that answers as VTE does,
	program, user := openPty(t)
	go func() {
		asked := make([]byte, len(question))
		if _, err := io.ReadFull(program, asked); err == nil && string(asked) == question {
			io.WriteString(program, "\x1b[?2501;2$y\x1b[?65;1;9c")
		}
	}()
	// when it is probed, then it is known to reorder.
	if reorders, answered := Probe(FileTTY{user}, time.Now().Add(time.Minute)); !reorders || !answered {
		t.Errorf("reorders %t, answered %t", reorders, answered)
	}
}

func TestProbeOfASilentTerminal(t *testing.T) {
	// Given a terminal program that answers nothing, and no time left,
	_, user := openPty(t)
	// when it is probed, then the probe comes back.
	if _, answered := Probe(FileTTY{user}, time.Now()); answered {
		t.Error("a silent terminal answered")
	}
}

func TestFilesAreNoTerminals(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/file")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, answered := Probe(FileTTY{file}, time.Now()); answered {
		t.Error("a file answered")
	}
	if written, _ := os.ReadFile(file.Name()); len(written) > 0 {
		t.Errorf("a file was asked %q", written)
	}
}
