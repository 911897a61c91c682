package main

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"bayan/releases"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts are days of a press office, one a file. Beside testscript's own
// words they know:
//
//	bayan ARGS...             must succeed
//	as MEMBER ARGS...         the same, as a member
//	no CODE bayan|MEMBER ARGS...   must end with the exit code
//	desk [PRESET [LANGS]]     makes the desk here, with all its staff
//	drafted|approved|signed|published ID   brings a release there
//	clock +9h | clock TIME    moves the clock
//	env TZ=ZONE               carries the machine to another time zone
//	json PATH VALUE           looks into the last answer; ! json PATH: not there
//	shape FILE                compares keys and types of the last answer
//	replace FILE OLD NEW      types in a working file
//	holds FILE WORDS          a file holds the words; ! holds
//	remember / untouched      nothing changed on the desk in between
//	typed FILE WORDS          a file of those words, \n for a new line
//	relist DIR                makes the folder's list of digests anew
//	translate PARCEL HOME TEXT   answers a parcel with the blocks of a text
//	fill FILE TEXT            types a text into the table of a Word file
//	cell FILE BLOCK [WORDS..] types one block there; without words its row is copied
//	join FILE BLOCK BLOCK WORDS   merges the cells of two there
//	comment FILE BLOCK AUTHOR WORDS   a comment beside one there
//	headless PARCEL           takes the lines away that say whose it is
//	feed FILE                 what the next command reads from standard input
//	well                      verify is clean and doctor finds no difference
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			texts, err := filepath.Glob("testdata/texts/*")
			if err != nil {
				return err
			}
			for _, name := range texts {
				b, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				if err := os.WriteFile(filepath.Join(env.WorkDir, filepath.Base(name)), b, 0o666); err != nil {
					return err
				}
			}
			env.Values[deskOf] = &scripted{office: newOffice(env.WorkDir)}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"bayan":     scriptBayan,
			"as":        scriptAs,
			"no":        scriptNo,
			"desk":      scriptDesk,
			"drafted":   scriptSteps(func(id string) []step { return approvedSteps(id)[:2] }),
			"approved":  scriptSteps(approvedSteps),
			"signed":    scriptSteps(func(id string) []step { s := publishedSteps(id); return s[:len(s)-1] }),
			"published": scriptSteps(publishedSteps),
			"clock":     scriptClock,
			"json":      scriptJSON,
			"shape":     scriptShape,
			"replace":   scriptReplace,
			"holds":     scriptHolds,
			"remember":  scriptRemember,
			"untouched": scriptUntouched,
			"well":      scriptWell,
			"typed":     scriptTyped,
			"relist":    scriptRelist,
			"translate": scriptTranslate,
			"headless":  scriptHeadless,
			"fill":      scriptFill,
			"cell":      scriptCell,
			"join":      scriptJoin,
			"comment":   scriptComment,
			"feed":      scriptFeed,
			"spoil":     scriptSpoil,
		},
	})
}

type key int

const deskOf key = 0

// scripted is the office of one script, and what the script remembers.
type scripted struct {
	*office
	before map[string]string
}

func officeOf(ts *testscript.TestScript) *scripted { return ts.Value(deskOf).(*scripted) }

// scriptRun runs bayan where the script stands and shows what it answered.
func scriptRun(ts *testscript.TestScript, member string, want int, args []string) {
	o := officeOf(ts)
	o.dir = ts.MkAbs(".")
	var err error
	o.zone, err = time.LoadLocation(ts.Getenv("TZ"))
	ts.Check(err)
	for _, name := range append([]string{"LC_MESSAGES", "LANG", "PATH", "HOME", "TERM"}, environment...) {
		o.env[name] = ts.Getenv(name)
	}
	if member != "" {
		o.env["BAYAN_MEMBER"] = member
	}
	code, stdout, stderr := o.bayan(args...)
	fmt.Fprint(ts.Stdout(), stdout)
	fmt.Fprint(ts.Stderr(), stderr)
	if code != want {
		ts.Logf("[stdout]\n%s[stderr]\n%s", stdout, stderr)
		ts.Fatalf("%s bayan %s: exit %d, want %d", member, strings.Join(args, " "), code, want)
	}
}

func scriptBayan(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg, "! bayan says too little: use no CODE bayan")
	scriptRun(ts, "", 0, args)
}

func scriptAs(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) > 0, "as MEMBER ARGS...")
	scriptRun(ts, args[0], 0, args[1:])
}

func scriptNo(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, !neg && len(args) > 1, "no CODE bayan|MEMBER ARGS...")
	code, err := strconv.Atoi(args[0])
	ts.Check(err)
	member := args[1]
	if member == "bayan" {
		member = ""
	}
	scriptRun(ts, member, code, args[2:])
}

func scriptDesk(ts *testscript.TestScript, _ bool, args []string) {
	args = append(args, []string{"newsroom", "en,ar"}[min(len(args), 2):]...)
	for _, line := range deskLines(args[0], args[1]) {
		if line[0] == "member" && args[0] == "solo" {
			break
		}
		scriptRun(ts, "amal", 0, line)
	}
}

func scriptSteps(steps func(id string) []step) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		must(ts, !neg && len(args) == 1, "ID")
		for _, s := range steps(args[0]) {
			scriptRun(ts, s.member, 0, s.args)
		}
	}
}

func scriptClock(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 1, "clock +9h | TIME")
	o := officeOf(ts)
	if d, err := time.ParseDuration(args[0]); err == nil {
		o.now = o.now.Add(d)
		return
	}
	at, err := time.Parse(time.RFC3339, args[0])
	ts.Check(err)
	o.now = at
}

func scriptReplace(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 3, "replace FILE OLD NEW")
	before := ts.ReadFile(args[0])
	old, now := unescaped(args[1]), unescaped(args[2])
	if strings.Count(before, old) != 1 {
		ts.Fatalf("%s holds %q %d times:\n%s", args[0], old, strings.Count(before, old), before)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(before, old, now, 1)), 0o666))
}

// scriptRelist makes the list of a folder's digests anew.
func scriptRelist(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 1, "relist DIR")
	dir := ts.MkAbs(args[0])
	entries, err := os.ReadDir(dir)
	ts.Check(err)
	sums := map[string][]byte{}
	for _, e := range entries {
		if e.Name() != "SHA256SUMS" {
			sums[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name()))
			ts.Check(err)
		}
	}
	ts.Check(os.WriteFile(filepath.Join(dir, "SHA256SUMS"), releases.Sums(sums), 0o666))
}

// typed writes a file of one line, in which \n, \x00 and \u202E can stand.
func scriptTyped(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 2, "typed FILE WORDS")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(unescaped(args[1])), 0o666))
}

// scriptTranslate answers a parcel as a translator does: under each mark of the
// target's language stands the block of the text whose turn it is.
func scriptTranslate(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 3, "translate PARCEL HOME TEXT")
	blocks := strings.Split(strings.TrimSpace(ts.ReadFile(args[2])), "\n\n")
	var out strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		out.WriteString(line)
		if strings.HasPrefix(line, "[ar ") {
			must(ts, len(blocks) > 0, "a text with as many blocks as the parcel")
			out.WriteString(strings.TrimLeft(blocks[0], "#> ") + "\n")
			blocks = blocks[1:]
		}
	}
	must(ts, len(blocks) == 0, "a parcel with as many blocks as the text")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(out.String()), 0o666))
}

// scriptHeadless takes the lines away that say whose a parcel is, as a mail
// program may that wraps or cuts them.
func scriptHeadless(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 1, "headless PARCEL")
	var out strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if !strings.HasPrefix(line, "[bayan ") {
			out.WriteString(line)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(out.String()), 0o666))
}

func unescaped(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	out, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	if err != nil {
		panic(err)
	}
	return out
}

func scriptHolds(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, len(args) == 2, "holds FILE WORDS")
	b := plain(ts.ReadFile(args[0]))
	if strings.Contains(b, unescaped(args[1])) == neg {
		ts.Fatalf("%s: %q: held is %v\n%s", args[0], args[1], neg, b)
	}
}

// plain is text without the isolates around what runs the other way.
func plain(s string) string {
	return strings.NewReplacer("\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "").Replace(s)
}

func scriptRemember(ts *testscript.TestScript, _ bool, args []string) {
	files, err := snapshot(ts.MkAbs("."))
	ts.Check(err)
	officeOf(ts).before = files
}

func scriptUntouched(ts *testscript.TestScript, _ bool, args []string) {
	files, err := snapshot(ts.MkAbs("."))
	ts.Check(err)
	if diff := changes(officeOf(ts).before, files); len(diff) > 0 {
		ts.Fatalf("the desk was touched: %s", strings.Join(diff, ", "))
	}
}

func scriptFeed(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 1, "feed FILE")
	officeOf(ts).stdin = ts.ReadFile(args[0])
}

// scriptSpoil changes a desk's store as whoever holds the file can.
func scriptSpoil(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 1, "spoil SQL")
	db, err := sql.Open("sqlite", ts.MkAbs(".bayan/desk.db"))
	ts.Check(err)
	done, err := db.Exec(args[0])
	ts.Check(errors.Join(err, db.Close()))
	n, err := done.RowsAffected()
	ts.Check(err)
	must(ts, n > 0, "spoil SQL that changes something")
}

// scriptWell sees that what is stored is what was recorded, and that the queue
// follows from it.
func scriptWell(ts *testscript.TestScript, _ bool, args []string) {
	scriptRun(ts, "amal", 0, []string{"verify"})
	scriptRun(ts, "amal", 0, []string{"doctor"})
}

func must(ts *testscript.TestScript, ok bool, usage string) {
	if !ok {
		ts.Fatalf("usage: %s", usage)
	}
}
