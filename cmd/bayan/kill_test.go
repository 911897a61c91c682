package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"bayan/releases"
)

// killed starts a command and kills it after some time, unless it was faster.
// It tells whether the command acknowledged its work.
func (m *machine) killed(after time.Duration, member string, args ...string) (done bool, code int, err error) {
	cmd := m.command(member, args...)
	if err := cmd.Start(); err != nil {
		return false, 0, err
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait()
	timer.Stop()
	code = cmd.ProcessState.ExitCode()
	return code == 0, code, nil
}

// BAYAN_KILLS is how often the program is killed; the default keeps the test
// under a minute.
func kills(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("BAYAN_KILLS"))
	switch {
	case err == nil && n > 0:
		return n
	case testing.Short():
		return 100
	}
	return 1000
}

// act is a command of the story, and what stands on the desk once it was done.
type act struct {
	step
	file string // the file that it writes; "" for none
	prep func() // what a person does before it; nil for nothing
	then func(s *standing)
}

// standing is what must be so of a release, by the ledger.
type standing struct {
	id       string
	versions map[string]string // language: digest of its latest version
	typed    string            // what the Arabic working file has to hold; "" for anything
	approved map[string]bool
	signed   bool
	edition  int
	public   string // words that the public English text holds
	pace     int64  // nanoseconds that a command takes here
}

// lifeOf is what one release goes through, from its title to its second edition.
func lifeOf(m *machine, id string) []act {
	folder := filepath.Join("releases", id)
	en, ar := filepath.Join(folder, "en.md"), filepath.Join(folder, "ar.md")
	given := func(name, old, new string) (path, digest string) {
		b, err := os.ReadFile(text(name))
		if err != nil {
			panic(err)
		}
		b = bytes.Replace(b, []byte(old), []byte(new), 1)
		path = filepath.Join(m.dir, "..", id+"-"+new+"-"+name)
		if err := os.WriteFile(path, b, 0o666); err != nil {
			panic(err)
		}
		parsed, _, err := releases.Parse(name, b)
		if err != nil {
			panic(err)
		}
		return path, string(parsed.Digest())
	}
	en1, enDigest1 := given("winter.en.md", "3,750", "3,750")
	ar1, arDigest1 := given("winter.ar.md", "3,750", "3,750")
	en2, enDigest2 := given("winter.en.md", "3,750", "3,700")
	ar2, arDigest2 := given("winter.ar.md", "3,750", "3,700")
	is := func(l, digest string) func(*standing) {
		return func(s *standing) { s.versions[l], s.approved[l], s.signed, s.typed = digest, false, false, "" }
	}
	ok := func(l string) func(*standing) { return func(s *standing) { s.approved[l] = true } }
	sign := func(s *standing) { s.signed = true }
	nothing := func(*standing) {}
	do := func(member, file string, then func(*standing), args ...string) act {
		return act{step: step{member, args}, file: file, then: then}
	}
	saved := ""
	save := do("layla", "", nothing, "save", id, "ar")
	save.prep = func() {
		saved = strings.ReplaceAll(m.holds(ar), "240", "250")
		if err := os.WriteFile(filepath.Join(m.dir, ar), []byte(saved), 0o666); err != nil {
			panic(err)
		}
	}
	// The machine is lost, or the file; what was saved is not.
	restore := do("layla", ar, func(s *standing) { s.typed = saved }, "checkout", id, "ar")
	restore.prep = func() { os.Remove(filepath.Join(m.dir, ar)) }
	return []act{
		do("wafa", en, nothing, "new", "Winter training opens in Harim", "--lang", "en", "--id", id),
		do("wafa", filepath.Join(folder, "release.toml"), nothing, "set", id, "place=Harim"),
		do("wafa", en, is("en", enDigest1), "checkin", id, "en", en1),
		do("rami", "", ok("en"), "approve", id, "en"),
		do("layla", ar, nothing, "checkout", id, "ar"),
		save, restore,
		do("layla", ar, is("ar", arDigest1), "checkin", id, "ar", ar1),
		do("rami", "", ok("ar"), "approve", id, "ar"),
		do("dina", "", sign, "sign", id),
		do("omar", "", func(s *standing) { s.edition, s.public = 1, "3,750" }, "publish", id),
		do("omar", "", func(s *standing) { s.signed = false }, "correct", id, "-m", "3,700"),
		do("wafa", en, nothing, "checkout", id, "en"),
		do("wafa", en, is("en", enDigest2), "checkin", id, "en", en2),
		do("rami", "", nothing, "review", id, "en"),
		do("rami", "", func(s *standing) { s.approved["en"], s.approved["ar"] = true, false }, "approve", id, "en"),
		do("layla", ar, nothing, "checkout", id, "ar"),
		do("layla", ar, is("ar", arDigest2), "checkin", id, "ar", ar2),
		do("rami", "", nothing, "review", id, "ar"),
		do("rami", "", ok("ar"), "approve", id, "ar"),
		do("dina", "", sign, "sign", id),
		do("omar", "", func(s *standing) { s.edition, s.public = 2, "3,700" }, "publish", id),
	}
}

// Killed at any moment, the program loses no work that it acknowledged; what it
// stores verifies; a working file is the old one or the new one; and the same
// command, given again, goes on from there.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT RUN: starts thousands of processes")
	}
	m := newMachine(t)
	var left, again, acts atomic.Int64
	left.Store(int64(kills(t)))
	var all sync.WaitGroup
	ledgers := make([][]*standing, 4)
	for writer := range ledgers {
		all.Go(func() {
			chance := rand.New(rand.NewPCG(1, uint64(writer)))
			for n := 0; left.Load() > 0; n++ {
				s := &standing{id: fmt.Sprintf("winter-%d-%d", writer, n), versions: map[string]string{}, approved: map[string]bool{},
					pace: int64(50 * time.Millisecond)}
				for _, a := range lifeOf(m, s.id) {
					if err := m.live(s, a, chance, &left, &again); err != nil {
						t.Error(err)
						return
					}
					acts.Add(1)
				}
				ledgers[writer] = append(ledgers[writer], s)
			}
		})
	}
	all.Wait()
	t.Logf("%d commands were killed at work, between %d that were not; %d times the work was done, though not acknowledged",
		kills(t)-int(left.Load()), acts.Load()-again.Load(), again.Load())
	for _, ledger := range ledgers {
		for _, s := range ledger {
			m.keeps(t, s)
		}
	}
	m.well(t)
	m.tidy(t, true)
}

// live does one act of a release's life, killed as often as chance wants.
func (m *machine) live(s *standing, a act, chance *rand.Rand, left, again *atomic.Int64) error {
	if a.prep != nil {
		a.prep()
	}
	before := m.holds(a.file)
	for {
		// Any moment of a command is as likely as any other, on this machine.
		after := time.Duration(chance.Int64N(3 * s.pace / 2))
		if left.Load() <= 0 {
			after = time.Minute
		}
		started := time.Now()
		done, code, err := m.killed(after, a.member, a.args...)
		if err != nil {
			return err
		}
		if done {
			s.pace = (7*s.pace + int64(time.Since(started))) / 8
		}
		if code == -1 {
			left.Add(-1)
			s.pace += s.pace / 32 // only the quick ones come to their end
		}
		if done {
			a.then(s)
			break
		}
		if now := m.holds(a.file); a.file != "" && now != before && !m.whole(s.id, a, now) {
			return fmt.Errorf("%s: bayan %v was killed, and %s holds\n%s", a.member, a.args, a.file, now)
		}
		if code == -1 {
			if err := m.verifies(s, a); err != nil {
				return err
			}
			continue
		}
		// The command that was killed may have done it already.
		again.Add(1)
		if err := m.repair(s, a, code); err != nil {
			return err
		}
		a.then(s)
		break
	}
	return m.stands(s)
}

// verifies holds that a publication that was cut short is no forgery.
func (m *machine) verifies(s *standing, a act) error {
	if a.args[0] != "publish" {
		return nil
	}
	if code, stdout, stderr := m.unkilled().bayan("verify", s.id); code != 0 {
		return fmt.Errorf("verify %s after a kill: exit %d\n%s%s", s.id, code, stdout, stderr)
	}
	return nil
}

// unkilled runs commands here that nobody kills.
func (m *machine) unkilled() *office {
	return &office{dir: m.dir, env: map[string]string{"BAYAN_MEMBER": "amal"}, now: time.Now(), chance: rand.NewChaCha8([32]byte{})}
}

// whole tells whether a file that was changed by a killed command is what the
// command was to write.
func (m *machine) whole(id string, a act, now string) bool {
	switch a.args[0] {
	case "checkin":
		b, err := os.ReadFile(a.args[3])
		return err == nil && now == string(b)
	case "new":
		return now == "# "+a.args[1]+"\n"
	case "set":
		return strings.Contains(now, "Harim") && strings.HasSuffix(now, "]\n")
	case "checkout":
		// The text to translate, or the version that is there.
		_, digest, err := parsedFile(now)
		return err == nil && digest != ""
	}
	return false
}

func parsedFile(text string) (releases.Text, string, error) {
	parsed, _, err := releases.Parse("file", []byte(text))
	return parsed, string(parsed.Digest()), err
}

// repair looks at a command that was refused after it had been killed: what it
// was to do has to be done.
func (m *machine) repair(s *standing, a act, code int) error {
	switch {
	case a.args[0] == "new" && code == 5, // the id is taken
		a.args[0] == "checkin" && (code == 3 || code == 5), // the claim is ended
		a.args[0] == "correct" && code == 3:                // it is open
	default:
		code, stdout, stderr := m.process(a.member, a.args...)
		return fmt.Errorf("%s: bayan %v after a kill: exit %d\n%s%s", a.member, a.args, code, stdout, stderr)
	}
	if a.args[0] != "new" {
		return nil
	}
	// Checking out again puts in place what the killed command could not.
	if code, _, stderr := m.process(a.member, "checkout", s.id, "en"); code != 0 {
		return fmt.Errorf("%s is not repaired by checking out again: exit %d\n%s", a.file, code, stderr)
	}
	if got := m.holds(a.file); got != "# "+a.args[1]+"\n" {
		return fmt.Errorf("%s after checking out again: %q", a.file, got)
	}
	return nil
}

// shown is what show --json says of a release.
type shown struct {
	Stage      string
	Edition    int
	Correcting bool
	Texts      map[string]struct {
		State  string
		Holder string
		Digest string
	}
	Signoffs []struct{ Current bool }
}

// stands compares the desk with the ledger.
func (m *machine) stands(s *standing) error {
	if got := m.holds(filepath.Join("releases", s.id, "ar.md")); s.typed != "" && got != s.typed {
		return fmt.Errorf("%s: what was saved is lost; the file holds\n%s", s.id, got)
	}
	o := m.unkilled()
	code, stdout, stderr := o.bayan("show", s.id, "--json")
	if code != 0 {
		return fmt.Errorf("show %s: exit %d\n%s", s.id, code, stderr)
	}
	var is shown
	if err := json.Unmarshal([]byte(stdout), &is); err != nil {
		return err
	}
	for l, digest := range s.versions {
		if is.Texts[l].Digest != digest {
			return fmt.Errorf("%s: the text in %s that was checked in is lost: %s", s.id, l, stdout)
		}
		if s.approved[l] && is.Texts[l].State != "approved" && is.Texts[l].Holder == "" {
			return fmt.Errorf("%s: the approval of %s is lost: %s", s.id, l, stdout)
		}
	}
	current := false
	for _, so := range is.Signoffs {
		current = current || so.Current
	}
	if s.signed && !current || is.Edition < s.edition {
		return fmt.Errorf("%s: a signature or edition is lost: %s", s.id, stdout)
	}
	if s.edition > 0 {
		if code, _, stderr := o.bayan("verify", filepath.Join("public", s.id)); code != 0 {
			return fmt.Errorf("public/%s: exit %d\n%s", s.id, code, stderr)
		}
		if got := m.holds(filepath.Join("public", s.id, "en.md")); !strings.Contains(got, s.public) {
			return fmt.Errorf("public/%s/en.md holds\n%s", s.id, got)
		}
	}
	return nil
}

func (m *machine) keeps(t *testing.T, s *standing) {
	t.Helper()
	if err := m.stands(s); err != nil {
		t.Error(err)
	}
}

// A desk that was half made is made by the same command.
func TestKilledWhileTheDeskIsMade(t *testing.T) {
	m := newMachine(t)
	chance := rand.New(rand.NewPCG(2, 2))
	hit := 0
	for n := range min(kills(t), 50) {
		o := newOffice(filepath.Join(m.dir, "..", fmt.Sprint("desk-", n)))
		noError(t, os.Mkdir(o.dir, 0o777))
		half := &machine{bayan: m.bayan, office: o}
		line := deskLines("newsroom", "en,ar")[0]
		done, code, err := half.killed(time.Duration(chance.Int64N(int64(60*time.Millisecond))), "amal", line...)
		noError(t, err)
		if code == -1 {
			hit++
		}
		if !done {
			if code, stdout, stderr := half.process("amal", line...); code != 0 && !(code == 5 && half.holds("bayan.toml") != "") {
				t.Errorf("init again: exit %d\n%s%s", code, stdout, stderr)
			}
		}
		half.as(t, "amal", "member", "add", "wafa", "--role", "writer")
		half.as(t, "wafa", "new", "Winter training opens in Harim", "--lang", "en")
		half.well(t)
	}
	if hit == 0 {
		t.Error("no kill hit a command at work")
	}
}
