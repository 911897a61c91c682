package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"bayan/internal/smalldisk"
	"bayan/locales"
)

// A full disk, on a file system of its own that is nearly full: each command
// either does its work or says what is missing, and can be given again.
func TestTheDiskIsFull(t *testing.T) {
	m := newMachine(t)
	mount := filepath.Join(m.dir, "..", "small")
	noError(t, os.Mkdir(mount, 0o777))
	if err := smalldisk.Mount(mount, 4<<20); err != nil {
		t.Skipf("NOT TESTED: a full disk needs a file system of its own: %v. Run as root on Linux; TestNoMoreRoomForFiles does what it can without.", err)
	}
	t.Cleanup(func() { _ = smalldisk.Unmount(mount) })
	failed := 0
	for i, room := range []int{0, 4 << 10, 8 << 10, 16 << 10, 32 << 10, 64 << 10, 128 << 10} {
		dir := filepath.Join(mount, fmt.Sprint("desk-", room))
		noError(t, os.Mkdir(dir, 0o777))
		m := &machine{bayan: m.bayan, office: newOffice(dir), speech: []string{"en", "ar"}[i%2]}
		filler := filepath.Join(mount, "filler")
		failed += m.scarce(t, []string{"disk is full", "القرص"}[i%2], func() error { return fill(filler, room) }, func() error { return os.Remove(filler) }, nil)
		noError(t, os.RemoveAll(dir))
	}
	if failed < 30 {
		t.Errorf("only %d commands had too little room", failed)
	}
}

// What needs no room is done on a full disk too, and a publication that could not
// be leaves not even a folder with its name.
func TestReadingOnAFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("NOT TESTED: a full disk needs a file system of its own: %v. Run as root.", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	o := newOffice(dir)
	for _, line := range deskLines("newsroom", "en,ar") {
		o.as(t, "amal", line...)
	}
	steps := publishedSteps("winter")
	publish := steps[len(steps)-1]
	for _, s := range steps[:len(steps)-1] {
		o.as(t, s.member, s.args...)
	}
	filler := filepath.Join(dir, "filler")
	noError(t, fill(filler, 0))
	o.as(t, "lina", "show", "winter")
	o.as(t, "lina", "diff", "winter", "en")
	o.as(t, "lina", "review", "winter", "ar", "--all")
	if code, _, said := o.try(publish.member, publish.args...); code != 1 || !strings.Contains(said, "disk is full") {
		t.Errorf("publish: exit %d\n%s", code, said)
	}
	if _, err := os.Stat(filepath.Join(dir, "public", "winter")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of what was not published there is something: %v", err)
	}
	noError(t, os.Remove(filler))
	o.as(t, publish.member, publish.args...)
	o.as(t, "amal", "verify")
}

// fill leaves room bytes on the file system of a file, or less than a page more.
func fill(file string, room int) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Truncate(0); err != nil {
		return err
	}
	page := bytes.Repeat([]byte("x"), 4096)
	size := int64(0)
	for {
		n, err := f.Write(page)
		if size += int64(n); err != nil {
			break
		}
	}
	return f.Truncate(max(0, size-int64(room)))
}

// The same as far as anybody can test it: no file may grow beyond a size.
func TestNoMoreRoomForFiles(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("NOT RUN: there is no sh to limit the size of files. Get it with: apt-get install dash")
	}
	m := newMachine(t)
	m.dir = filepath.Join(m.dir, "limited")
	noError(t, os.Mkdir(m.dir, 0o777))
	if failed := m.scarce(t, "", func() error { return nil }, func() error { return nil }, func(cmd *exec.Cmd) {
		cmd.Path, cmd.Args = "/bin/sh", append([]string{"sh", "-c", `ulimit -f 1; exec "$0" "$@"`, m.bayan}, cmd.Args[1:]...)
	}); failed < 10 {
		t.Errorf("only %d commands had too little room", failed)
	}
}

// scarce walks a release to its publication. Each command is given first while
// there is no room, then with room. It gives how many had too little.
func (m *machine) scarce(t *testing.T, says string, begin, end func() error, limit func(*exec.Cmd)) (failed int) {
	t.Helper()
	for _, line := range deskLines("newsroom", "en,ar") {
		m.as(t, "amal", line...)
	}
	for _, s := range append(publishedSteps("winter"), step{"omar", []string{"export", "winter", "--out", "out"}},
		step{"amal", []string{"backup", "backup.db"}}, step{"wafa", []string{"import", text("winter.txt"), "--lang", "en", "--id", "second"}},
		step{"wafa", []string{"set", "second", "place=Harim"}}, step{"wafa", []string{"save", "second", "en"}}) {
		before := tree(t, m.dir)
		noError(t, begin())
		cmd := m.command(s.member, s.args...)
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if limit != nil {
			limit(cmd)
		}
		err := cmd.Run()
		noError(t, end())
		code := cmd.ProcessState.ExitCode()
		var exit *exec.ExitError
		switch {
		case err != nil && !errors.As(err, &exit):
			t.Fatal(err)
		case code == 0:
			continue
		case code != 1 || strings.Count(stderr.String(), "\n") < 1 || !strings.Contains(stderr.String(), says) || strings.Contains(stderr.String(), "⟦") || strings.Contains(stderr.String(), "write /"):
			t.Errorf("%s: bayan %v without room: exit %d\n%s%s", s.member, s.args, code, stdout.String(), stderr.String())
		}
		failed++
		for _, c := range changes(before, tree(t, m.dir)) {
			// What was there is there; what is half-written is hidden.
			if strings.HasPrefix(c, "gone: ") || strings.HasPrefix(c, "changed: releases") || strings.HasPrefix(c, "changed: public") {
				t.Errorf("bayan %v without room: %s", s.args, c)
			}
		}
		// With room again, reading and the same command work; where it was
		// recorded and only its files were not written, it is done already.
		if code, _, stderr := m.process("amal", "list"); code != 0 {
			t.Errorf("bayan list after bayan %v: exit %d\n%s", s.args, code, stderr)
		}
		recorded := strings.Contains(stderr.String(), locales.Open(cmp.Or(m.speech, "en")).Say("fault.recorded-not-written", locales.Args{"err": ""})[:20])
		if code, stdout, stderr := m.process(s.member, s.args...); code != 0 && !(recorded && (code == 3 || code == 5)) {
			t.Errorf("%s: bayan %v with room again: exit %d\n%s%s", s.member, s.args, code, stdout, stderr)
		}
		if recorded && s.args[0] != "checkin" && s.args[0] != "publish" {
			m.process(s.member, "checkout", s.args[1], "en")
		}
	}
	m.well(t)
	m.tidy(t, true)
	if stdout := m.as(t, "amal", "show", "winter", "--json"); !strings.Contains(stdout, `"stage":"published"`) {
		t.Errorf("not published in the end: %s", stdout)
	}
	return failed
}

// A desk that somebody may look at and not touch: reading works, writing says
// what is not permitted.
func TestAFolderThatMayOnlyBeRead(t *testing.T) {
	m := newMachine(t)
	for _, s := range publishedSteps("winter") {
		m.as(t, s.member, s.args...)
	}
	m.as(t, "amal", "export", "winter", "--out", "out")
	above := filepath.Join(m.dir, "..")
	modes := map[string]os.FileMode{}
	noError(t, filepath.Walk(m.dir, func(path string, info os.FileInfo, err error) error {
		if err == nil {
			modes[path] = info.Mode()
		}
		return err
	}))
	for path, mode := range modes {
		noError(t, os.Chmod(path, mode&^0o222|0o444))
	}
	t.Cleanup(func() {
		for path, mode := range modes {
			_ = os.Chmod(path, mode)
		}
	})
	noError(t, os.Chmod(above, 0o755))
	noError(t, os.Chmod(filepath.Dir(above), 0o755))
	reader := func(member string, args ...string) (int, string, string) {
		cmd := m.command(member, args...)
		if os.Geteuid() == 0 { // root may write everywhere
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Run(); cmd.ProcessState == nil {
			t.Fatal(err)
		}
		return cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()
	}
	before := tree(t, m.dir)
	for _, s := range []step{
		{"rami", []string{"list"}}, {"rami", []string{"show", "winter"}}, {"rami", []string{"pending"}},
		{"rami", []string{"review", "winter", "ar", "--all"}}, {"rami", []string{"diff", "winter", "en"}},
		{"rami", []string{"log", "winter"}}, {"rami", []string{"check", "winter"}}, {"rami", []string{"verify"}},
		{"rami", []string{"verify", "out"}}, {"rami", []string{"policy"}}, {"rami", []string{"doctor"}},
	} {
		if code, stdout, stderr := reader(s.member, s.args...); code != 0 || stdout == "" {
			t.Errorf("bayan %v where one may only read: exit %d\n%s%s", s.args, code, stdout, stderr)
		}
	}
	for _, s := range []step{
		{"wafa", []string{"new", "Snow", "--lang", "en", "--id", "snow"}},
		{"omar", []string{"correct", "winter", "-m", "3,700"}},
		{"omar", []string{"withhold", "winter", "-m", "A name is wrong"}},
		{"omar", []string{"export", "winter", "--out", "other"}},
		{"amal", []string{"backup", "copy.db"}},
		{"amal", []string{"doctor", "--rebuild"}},
		{"amal", []string{"policy", "set", "signers=editor,legal"}},
	} {
		code, stdout, stderr := reader(s.member, s.args...)
		if code != 1 || stdout != "" || strings.Contains(stderr, "⟦") || !strings.Contains(stderr, ".db") && !strings.Contains(stderr, "other") && !strings.Contains(stderr, ".bayan/publishing") {
			t.Errorf("bayan %v where one may only read: exit %d\n%s%s", s.args, code, stdout, stderr)
		}
	}
	if diff := changes(before, tree(t, m.dir)); len(diff) > 0 {
		t.Errorf("something was written: %v", diff)
	}
}

// A store that is not one: told as what it is, and never touched.
func TestAStoreThatIsNone(t *testing.T) {
	valid := newDesk(t)
	for _, s := range publishedSteps("winter") {
		valid.as(t, s.member, s.args...)
	}
	store := read(t, valid, ".bayan/desk.db")
	for _, c := range []struct {
		name, words string
		bytes       func() string
	}{
		{"cut in half", "missing", func() string { return store[:len(store)/2/4096*4096] }},
		{"cut in the middle of a page", "desk.db", func() string { return store[:len(store)-1000] }},
		{"only a beginning", "desk.db", func() string { return store[:50] }},
		{"a letter", "no store of bayan", func() string { return strings.Repeat("Dear Wafa, ", 900) }},
		{"a store of somebody else", "no store of bayan", func() string { return store[:68] + "\x00\x00\x00\x01" + store[72:] }},
		{"from the future", "newer", func() string { return store[:60] + "\x00\x00\x03\xe7" + store[64:] }},
		{"empty", "empty", func() string { return "" }},
		{"overwritten in the middle", "", func() string {
			return store[:8192] + strings.Repeat("\x5a", 4096) + store[12288:]
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newDesk(t)
			bad := c.bytes()
			write(t, o, ".bayan/desk.db", bad)
			for _, locale := range []string{"en", "ar"} {
				for _, s := range []step{
					{"amal", []string{"pending"}}, {"amal", []string{"show", "winter"}}, {"amal", []string{"verify"}},
					{"amal", []string{"doctor"}}, {"wafa", []string{"new", "Snow", "--lang", "en"}}, {"amal", []string{"policy", "set", "claim=4h"}},
				} {
					code, stdout, stderr := o.try(s.member, append(s.args, "--locale", locale)...)
					damaged := c.name == "overwritten in the middle" // some of it may still be read
					if code != 1 && !(damaged && (code == 6 || s.args[0] != "doctor")) || strings.Contains(stderr, "⟦") {
						t.Errorf("%s: bayan %v: exit %d\n%s%s", locale, s.args, code, stdout, stderr)
					}
					if locale == "en" && code != 0 && !damaged && !strings.Contains(stderr, c.words) {
						t.Errorf("bayan %v: %q is not in\n%s", s.args, c.words, stderr)
					}
				}
			}
			if c.name != "overwritten in the middle" && read(t, o, ".bayan/desk.db") != bad {
				t.Error("the file was changed")
			}
			// With its store again the desk is as it was.
			write(t, o, ".bayan/desk.db", store)
			if out := o.as(t, "amal", "show", "winter", "--json"); !strings.Contains(out, `"stage":"published"`) {
				t.Errorf("with its store again: %s", out)
			}
		})
	}
}

func TestAStoreThatIsGone(t *testing.T) {
	o := newDesk(t)
	noError(t, os.Remove(filepath.Join(o.dir, ".bayan", "desk.db")))
	for _, args := range [][]string{{"pending"}, {"new", "Snow", "--lang", "en"}} {
		if code, _, stderr := o.try("wafa", args...); code != 1 || !strings.Contains(stderr, "desk.db") {
			t.Errorf("bayan %v: exit %d\n%s", args, code, stderr)
		}
	}
	if _, err := os.Stat(filepath.Join(o.dir, ".bayan", "desk.db")); err == nil {
		t.Error("an empty store was made in its place")
	}
}

// Words to readers are nobody's to review, so what turns the line around them, or
// what no page shows, is refused in each command that takes them.
func TestWordsToReadersArePlain(t *testing.T) {
	o := newDesk(t)
	for _, s := range publishedSteps("winter") {
		o.as(t, s.member, s.args...)
	}
	for _, command := range []string{"correct", "withhold", "withdraw"} {
		for _, bad := range []string{"\u202e", "\u202d", "\a", "\u2028"} {
			if code, _, said := o.try("omar", command, "winter", "-m", "a name", "--notice", "en=One "+bad+"name."); code != 2 || !strings.Contains(said, "English") {
				t.Errorf("%s with %q: exit %d\n%s", command, bad, code, said)
			}
		}
	}
	o.as(t, "omar", "withhold", "winter", "-m", "a name", "--notice", "ar=ندقّق اسمًا (Harim).\nوسنعود.")
}
