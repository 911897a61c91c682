package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// builtBayan is the program as a user has it, built once for all tests.
var builtBayan = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "bayan-test-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "bayan")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, os.Chmod(dir, 0o755) // for tests that run it as somebody else
})

func TestMain(m *testing.M) {
	if weighing := os.Getenv(weighs); weighing != "" {
		os.Exit(weigh(weighing, os.Args[1:]))
	}
	code := m.Run()
	if built {
		if path, err := builtBayan(); err == nil {
			os.RemoveAll(filepath.Dir(path))
		}
	}
	os.Exit(code)
}

var built bool

// machine is a desk on which real processes of the built program run.
type machine struct {
	bayan string
	*office
	speech string // of messages; English where it is ""
}

func newMachine(t *testing.T) *machine {
	t.Helper()
	built = true
	path, err := builtBayan()
	noError(t, err)
	return &machine{bayan: path, office: newDesk(t)}
}

// approvedMachine is a machine with a release whose texts are approved.
func approvedMachine(t *testing.T, id string) *machine {
	t.Helper()
	m := newMachine(t)
	for _, s := range approvedSteps(id) {
		m.as(t, s.member, s.args...)
	}
	return m
}

// command is one process, not yet started.
func (m *machine) command(member string, args ...string) *exec.Cmd {
	cmd := exec.Command(m.bayan, args...)
	cmd.Dir = m.dir
	cmd.Env = []string{"BAYAN_MEMBER=" + member, "BAYAN_LOCALE=" + cmp.Or(m.speech, "en"), "TZ=UTC"}
	return cmd
}

// process runs one to its end.
func (m *machine) process(member string, args ...string) (code int, stdout, stderr string) {
	cmd := m.command(member, args...)
	var out, err bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &err
	var exit *exec.ExitError
	if e := cmd.Run(); e != nil && !errors.As(e, &exit) {
		return -1, "", e.Error()
	}
	return cmd.ProcessState.ExitCode(), out.String(), err.String()
}

// holds is a file's bytes; "" where it is not there.
func (m *machine) holds(file string) string {
	b, _ := os.ReadFile(filepath.Join(m.dir, file))
	return string(b)
}

// well: verify is clean, doctor finds no difference.
func (m *machine) well(t *testing.T) {
	t.Helper()
	for _, verb := range []string{"verify", "doctor"} {
		code, stdout, stderr := m.process("amal", verb)
		if code != 0 || strings.Contains(stdout+stderr, "--rebuild") {
			t.Errorf("bayan %s: exit %d\n%s%s", verb, code, stdout, stderr)
		}
	}
}

// tidy: nothing is left beside the working files but, after a kill, a hidden
// file that the next write of its neighbour replaces.
func (m *machine) tidy(t *testing.T, killed bool) {
	t.Helper()
	for path, kind := range tree(t, filepath.Join(m.dir, "releases")) {
		switch name := filepath.Base(path); {
		case kind == "folder", name == "en.md", name == "ar.md", name == "release.toml":
		case killed && strings.HasPrefix(name, ".") && strings.HasSuffix(name, ".bayan-new"):
		default:
			t.Errorf("left over: releases/%s", path)
		}
	}
}
