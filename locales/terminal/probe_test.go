package terminal

import (
	"errors"
	"io"
	"os"
	"testing"
	"time"
)

// script is a terminal that answers a question with some reads.
type script struct {
	answers []string
	asked   string
	raw     bool
	broken  bool
}

func (s *script) Read(b []byte) (int, error) {
	if len(s.answers) == 0 {
		return 0, os.ErrDeadlineExceeded
	}
	n := copy(b, s.answers[0])
	s.answers = s.answers[1:]
	return n, nil
}

func (s *script) Write(b []byte) (int, error) {
	if !s.raw {
		return 0, errors.New("asked before the terminal was raw: the answer would be seen")
	}
	s.asked += string(b)
	return len(b), nil
}

func (s *script) SetReadDeadline(time.Time) error { return nil }

func (s *script) Raw() (func() error, error) {
	if s.broken {
		return nil, io.ErrClosedPipe
	}
	s.raw = true
	return func() error { s.raw = false; return nil }, nil
}

func TestProbe(t *testing.T) {
	for _, c := range []struct {
		name               string
		answers            []string
		reorders, answered bool
	}{
		{"VTE", []string{"\x1b[?2501;2$y\x1b[?65;1;9c"}, true, true},
		{"set", []string{"\x1b[?2501;1$y\x1b[?62c"}, true, true},
		{"in pieces", []string{"\x1b", "[?25", "01;2$", "y\x1b[?", "1;2", "c"}, true, true},
		{"among typed keys", []string{"ls\x1b[A\x1b[?2501;2$yx\x1b[?1;2c"}, true, true},
		{"unknown mode", []string{"\x1b[?2501;0$y\x1b[?1;2c"}, false, true},
		{"never on", []string{"\x1b[?2501;4$y\x1b[?1;2c"}, false, true},
		{"knows no DECRQM", []string{"\x1b[?1;2c"}, false, true},
		{"half an answer", []string{"\x1b[?2501;2$y"}, false, false},
		{"silent", nil, false, false},
		{"noise without end", repeated("\x1b[?25l garbage ", 200), false, false},
	} {
		tty := &script{answers: c.answers}
		reorders, answered := Probe(tty, time.Time{})
		if reorders != c.reorders || answered != c.answered {
			t.Errorf("%s: reorders %t, answered %t", c.name, reorders, answered)
		}
		if tty.raw {
			t.Errorf("%s: the terminal is left raw", c.name)
		}
		if tty.asked != "\x1b[?2501$p\x1b[c" {
			t.Errorf("%s: asked %q", c.name, tty.asked)
		}
	}
	tty := &script{broken: true}
	if _, answered := Probe(tty, time.Time{}); answered || tty.asked != "" {
		t.Errorf("a terminal that cannot be raw was asked %q", tty.asked)
	}
}

func repeated(s string, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = s
	}
	return all
}
