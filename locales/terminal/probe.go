package terminal

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// ProbeTime is how long a terminal may take to answer Probe: more than any on
// this machine needs, less than a person notices.
const ProbeTime = 150 * time.Millisecond

// TTY is a terminal that can be asked something.
type TTY interface {
	io.ReadWriter
	SetReadDeadline(time.Time) error
	// Raw makes what the terminal sends readable at once and unseen, until
	// restore is called.
	Raw() (restore func() error, err error)
}

// question asks whether the terminal knows mode 2501 of terminal-wg, finding
// the direction of a paragraph (DECRQM), and then what it is (DA1): whatever a
// terminal knows, it answers the second, so its answer ends the waiting.
const question = "\x1b[?2501$p\x1b[c"

// Probe asks a terminal whether it reorders right-to-left text. It is not
// answered if the terminal says nothing before the deadline; what arrives later
// would be taken for typing, so give a terminal ProbeTime at least.
func Probe(tty TTY, deadline time.Time) (reorders, answered bool) {
	restore, err := tty.Raw()
	if err != nil {
		return false, false
	}
	defer restore()
	if err := tty.SetReadDeadline(deadline); err != nil {
		return false, false
	}
	defer tty.SetReadDeadline(time.Time{})
	if _, err := io.WriteString(tty, question); err != nil {
		return false, false
	}
	// The answers are some 30 bytes. Typed keys may stand between them.
	var heard []byte
	chunk := make([]byte, 64)
	for len(heard) < 1024 {
		n, err := tty.Read(chunk)
		heard = append(heard, chunk[:n]...)
		if attributes(heard) {
			return knowsDirection(heard), true
		}
		if err != nil {
			break
		}
	}
	return false, false
}

// knowsDirection finds the answer CSI ? 2501 ; Ps $ y with Ps set (1), reset (2)
// or always set (3): 0 is an unknown mode, 4 one that can never be set.
func knowsDirection(heard []byte) bool {
	_, answer, found := bytes.Cut(heard, []byte("\x1b[?2501;"))
	return found && len(answer) >= 3 && '1' <= answer[0] && answer[0] <= '3' && answer[1] == '$' && answer[2] == 'y'
}

// attributes finds the answer CSI ? Ps ; … c.
func attributes(heard []byte) bool {
	for {
		_, rest, found := bytes.Cut(heard, []byte("\x1b[?"))
		if !found {
			return false
		}
		if end := bytes.TrimLeft(rest, "0123456789;"); len(end) > 0 && end[0] == 'c' {
			return true
		}
		heard = rest
	}
}

// FileTTY is a terminal opened as a file, such as /dev/tty. Its deadline works
// where the system can wait for terminals; where not, Probe is not answered.
type FileTTY struct{ *os.File }

// Raw is that of TTY.
func (f FileTTY) Raw() (restore func() error, err error) {
	// Not f.Fd, which would make reads wait for ever.
	var state *term.State
	onDescriptor := func(act func(fd int) error) error {
		raw, err := f.SyscallConn()
		if err != nil {
			return err
		}
		var failed error
		if err := raw.Control(func(fd uintptr) { failed = act(int(fd)) }); err != nil {
			return err
		}
		return failed
	}
	if err := onDescriptor(func(fd int) (err error) { state, err = term.MakeRaw(fd); return err }); err != nil {
		return nil, fmt.Errorf("raw mode of %s: %w", f.Name(), err)
	}
	return func() error {
		return onDescriptor(func(fd int) error { return term.Restore(fd, state) })
	}, nil
}
