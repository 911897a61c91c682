package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// office is a machine of a press office, in tests: a folder, an environment of
// its own, a clock that moves a second at each command, chance from a seed.
// The whole program runs on it, in this process.
type office struct {
	dir    string // where commands are given
	env    map[string]string
	now    time.Time
	chance io.Reader
	stdin  string
	// hunspell is "" but in tests of it: what is found must not depend on what is
	// installed.
	hunspell string
	zone     *time.Location // of the machine
	width    int            // in columns, of the terminal; 0 for none
}

// morning is when every office opens.
var morning = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func newOffice(dir string) *office {
	return &office{dir: dir, zone: time.UTC, env: map[string]string{}, now: morning, chance: rand.NewChaCha8(sha256.Sum256([]byte("sanabel")))}
}

// bayan runs one command line and gives what it answered.
func (o *office) bayan(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	o.now = o.now.Add(time.Second)
	stdin := o.stdin
	o.stdin = ""
	code = run(context.Background(), &world{
		argv: args, stdin: strings.NewReader(stdin), stdout: &out, stderr: &err,
		getenv: func(name string) string { return o.env[name] },
		dir:    o.dir, now: func() time.Time { return o.now }, zone: o.zone, random: o.chance, hunspell: o.hunspell,
		listen:   func(ctx context.Context) (context.Context, func()) { return ctx, func() {} },
		terminal: func(any) (int, bool) { return o.width, o.width > 0 },
		reorders: func() (bool, bool) { return false, false },
	})
	return code, out.String(), err.String()
}

// as is bayan for a member, in a test that is no script: it must succeed.
func (o *office) as(t testing.TB, member string, args ...string) string {
	t.Helper()
	code, out, err := o.try(member, args...)
	if code != 0 {
		t.Fatalf("%s: bayan %s: exit %d\n%s%s", member, strings.Join(args, " "), code, out, err)
	}
	return out
}

func (o *office) try(member string, args ...string) (code int, stdout, stderr string) {
	was := o.env["BAYAN_MEMBER"]
	o.env["BAYAN_MEMBER"] = member
	defer func() { o.env["BAYAN_MEMBER"] = was }()
	return o.bayan(args...)
}

// staff of the office, with their roles.
var staff = []struct {
	id, name string
	roles    []string
}{
	{"wafa", "Wafa", []string{"writer"}},
	{"layla", "Layla", []string{"translator:ar"}},
	{"hadi", "Hadi", []string{"translator:ar"}},
	{"rami", "Rami", []string{"reviewer:en", "reviewer:ar"}},
	{"sami", "Sami", []string{"reviewer:en", "reviewer:ar"}},
	{"dina", "Dina", []string{"signer:editor"}},
	{"lina", "Lina", []string{"signer:legal"}},
	{"omar", "Omar", []string{"publisher"}},
	{"nour", "Nour", []string{"coordinator"}},
}

const organisation = "Sanabel Relief Network"

// deskLines are the commands that make the desk here.
func deskLines(preset, languages string) [][]string {
	lines := [][]string{{"init", ".", "--org", organisation, "--languages", languages, "--me", "amal", "--name", "Amal", "--policy", preset}}
	for _, m := range staff {
		line := []string{"member", "add", m.id, "--name", m.name}
		for _, r := range m.roles {
			line = append(line, "--role", r)
		}
		lines = append(lines, line)
	}
	return lines
}

// step is one command line of a member.
type step struct {
	member string
	args   []string
}

// approvedSteps bring a release of the two texts to where both are approved.
func approvedSteps(id string) []step {
	return []step{
		{"wafa", []string{"new", "Winter training opens in Harim", "--lang", "en", "--id", id}},
		{"wafa", []string{"checkin", id, "en", text("winter.en.md")}},
		{"rami", []string{"approve", id, "en"}},
		{"layla", []string{"checkout", id, "ar"}},
		{"layla", []string{"checkin", id, "ar", text("winter.ar.md")}},
		{"rami", []string{"approve", id, "ar"}},
	}
}

func publishedSteps(id string) []step {
	return append(approvedSteps(id), step{"dina", []string{"sign", id}}, step{"omar", []string{"publish", id}})
}

// text is the path of a text that the tests share.
func text(name string) string {
	abs, err := filepath.Abs(filepath.Join("testdata", "texts", name))
	if err != nil {
		panic(err)
	}
	return abs
}

// tree is every file and folder below a folder, with the files' bytes.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	all, err := snapshot(dir)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func snapshot(dir string) (map[string]string, error) {
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		switch {
		case e.IsDir():
			all[rel] = "folder"
		case e.Type()&fs.ModeSymlink != 0:
			all[rel], err = os.Readlink(path)
		default:
			var b []byte
			if info, infoErr := e.Info(); infoErr == nil && info.Size() > maxInput {
				all[rel] = fmt.Sprintf("%d bytes", info.Size())
				return nil
			}
			b, err = os.ReadFile(path)
			all[rel] = string(b)
		}
		return err
	})
	return all, err
}

// changes names what differs between two states of a folder.
func changes(was, is map[string]string) []string {
	var out []string
	for path, b := range was {
		if now, there := is[path]; !there {
			out = append(out, "gone: "+path)
		} else if now != b {
			out = append(out, "changed: "+path)
		}
	}
	for path := range is {
		if _, there := was[path]; !there {
			out = append(out, "new: "+path)
		}
	}
	return out
}
