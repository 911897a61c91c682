package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// bad is something that a press office may hand to bayan by mistake.
type bad struct {
	name    string
	prepare func(t *testing.T, o *office) // makes it
	member  string
	args    []string
	exit    int
	names   []string // what the message has to name: the file, the line
	alike   bool     // another mistake is told in the same words
}

const headline = "# Snow closes the road\n\n"

var badInput = []bad{
	typedBad("bytes that are not UTF-8", headline+"The road is \xff closed.\n", 3),
	typedBad("a NUL", headline+"The road\n\nis \x00 closed.\n", 5),
	typedBad("HTML", headline+"<div>The road</div>\n", 3),
	typedBad("a table", headline+"| road | state |\n| --- | --- |\n| Harim | closed |\n", 3),
	typedBad("a field given twice", "+++\nkicker = \"Snow\"\nkicker = \"Ice\"\n+++\n\n"+headline, 3),
	typedBad("a fact among the fields", "+++\nkicker = \"Snow\"\ndate = \"2026-11-22\"\n+++\n\n"+headline, 3),
	{
		name: "a field that there is not", member: "wafa", exit: 1,
		prepare: inside("releases/snow/en.md", "+++\ncolour = \"white\"\n+++\n\n"+headline),
		args:    []string{"checkin", "snow", "en"}, names: []string{"en.md:2", "kicker", "dateline"},
	},
	typedBad("fields that do not end", "+++\nkicker = \"Snow\"\n\n"+headline, 1),
	typedBad("no headline", "The road is closed.\n", 1),
	typedBad("nothing", "", 0),
	typedBad("two headlines", headline+"# Ice\n", 3),
	typedBad("a picture", headline+"![road](road.jpg)\n", 3),
	typedBad("code", headline+"The `road` is closed.\n", 3),
	typedBad("marks of a merge", headline+"<<<<<<< mine\nopen\n=======\nclosed\n>>>>>>> theirs\n", 3),
	{
		name: "a text in bytes that are not UTF-8, imported", member: "wafa", exit: 1,
		prepare: inside("../letter.md", headline+"The road is \xff closed.\n"),
		args:    []string{"import", "../letter.md", "--lang", "en"}, names: []string{"letter.md:3"},
	},
	{
		name: "a text with a NUL, imported", member: "wafa", exit: 1,
		prepare: inside("../letter.txt", "Snow closes the road\n\nThe road\x00 is closed.\n"),
		args:    []string{"import", "../letter.txt", "--lang", "en"}, names: []string{"letter.txt:3", "U+0000"},
	},
	{
		name: "a blank text, imported", member: "wafa", exit: 1,
		prepare: inside("../letter.txt", "  \n\n"),
		args:    []string{"import", "../letter.txt", "--lang", "en"}, names: []string{"letter.txt:1", "#"},
	},
	{
		name: "a file that is no text", member: "wafa", exit: 1,
		prepare: inside("../photo.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
		args:    []string{"import", "../photo.jpg", "--lang", "en"}, names: []string{"photo.jpg"},
	},
	{
		name: "a file that is not there", member: "wafa", exit: 1,
		args: []string{"import", "../nowhere.txt", "--lang", "en"}, names: []string{"nowhere.txt"},
	},
	{
		name: "a folder", member: "wafa", exit: 1,
		args: []string{"import", "releases", "--lang", "en"}, names: []string{"releases"},
	},
	{
		name: "a file of a gigabyte", member: "wafa", exit: 1, prepare: huge("../huge.txt"),
		args: []string{"import", "../huge.txt", "--lang", "en"}, names: []string{"huge.txt"},
	},
	{
		name: "a working file of a gigabyte", member: "wafa", exit: 1, prepare: huge("releases/snow/en.md"),
		args: []string{"checkin", "snow", "en"}, names: []string{filepath.Join("releases", "snow", "en.md")},
	},
	{
		name: "a returned file of a gigabyte", member: "nour", exit: 1, prepare: huge("../back.txt"),
		args: []string{"receive", "../back.txt", "snow", "ar"}, names: []string{"back.txt"},
	},
	{
		name: "an id with a slash", member: "wafa", exit: 2,
		args: []string{"new", "Snow", "--lang", "en", "--id", "2026/snow"}, names: []string{"2026/snow"},
	},
	{
		name: "an id that leads up", member: "wafa", exit: 2,
		args: []string{"new", "Snow", "--lang", "en", "--id", ".."}, names: []string{".."},
	},
	{
		name: "an id with a blank", member: "wafa", exit: 2,
		args: []string{"new", "Snow", "--lang", "en", "--id", "first snow"}, names: []string{"first snow"},
	},
	{
		name: "an id that is taken", member: "wafa", exit: 5,
		args: []string{"new", "Snow", "--lang", "en", "--id", "snow"}, names: []string{"snow"},
	},
	{
		name: "an id of 81 letters", member: "wafa", exit: 2,
		args: []string{"new", "Snow", "--lang", "en", "--id", strings.Repeat("s", 81)}, names: []string{strings.Repeat("s", 81)},
	},
	{
		name: "a part of an id that fits two releases", member: "wafa", exit: 2,
		args: []string{"checkin", "sno", "en"}, names: []string{"snow", "snowdrop"},
	},
	{
		name: "a working file that is a link out of the desk", member: "wafa", exit: 1,
		prepare: func(t *testing.T, o *office) {
			write(t, o, "../elsewhere.md", headline)
			relink(t, o, "releases/snow/en.md", filepath.Join(o.dir, "..", "elsewhere.md"))
		},
		args: []string{"checkin", "snow", "en"}, names: []string{filepath.Join("releases", "snow", "en.md")},
	},
	{
		name: "a release's folder that is a link out of the desk", member: "wafa", exit: 1,
		prepare: func(t *testing.T, o *office) {
			noError(t, os.Rename(filepath.Join(o.dir, "releases", "snow"), filepath.Join(o.dir, "..", "moved")))
			relink(t, o, "releases/snow", filepath.Join(o.dir, "..", "moved"))
		},
		args: []string{"checkin", "snow", "en"}, names: []string{filepath.Join("releases", "snow")}, alike: true,
	},
	{
		name: "a working file that somebody else changed", member: "hadi", exit: 5,
		prepare: func(t *testing.T, o *office) {
			o.as(t, "wafa", "checkin", "snow", "en")
			o.as(t, "rami", "approve", "snow", "en")
			o.as(t, "layla", "checkout", "snow", "ar")
			o.now = o.now.Add(9 * time.Hour)
			write(t, o, "releases/snow/ar.md", "# ثلج\n")
			o.as(t, "rami", "pending")
		},
		args: []string{"checkout", "snow", "ar"}, names: []string{filepath.Join("releases", "snow", "ar.md")},
	},
	{
		name: "facts that are no TOML", member: "wafa", exit: 1,
		prepare: inside("releases/snow/release.toml", "date = \"2026-11-22\"\nplace = Harim\n"),
		args:    []string{"checkin", "snow", "en"}, names: []string{"release.toml", "2"},
	},
	{
		name: "a fact that there is not", member: "wafa", exit: 1,
		prepare: inside("releases/snow/release.toml", "date = \"2026-11-22\"\nweather = \"cold\"\n"),
		args:    []string{"checkin", "snow", "en"}, names: []string{"release.toml", "2", "weather", "date", "contact"},
	},
	{
		name: "a parcel of another release", member: "nour", exit: 5,
		prepare: func(t *testing.T, o *office) {
			o.as(t, "wafa", "checkin", "snowdrop", "en")
			o.as(t, "rami", "approve", "snowdrop", "en")
			o.as(t, "nour", "send", "snowdrop", "ar", "--to", "Mona", "--out", "../mona.txt")
		},
		args: []string{"receive", "../mona.txt", "snow", "ar"}, names: []string{"mona.txt", "snow"},
	},
	{
		name: "a clock behind the last record", member: "omar", exit: 3,
		prepare: func(t *testing.T, o *office) {
			for _, s := range publishedSteps("storm")[:7] {
				o.as(t, s.member, s.args...)
			}
			o.now = morning.Add(-24 * time.Hour)
		},
		args: []string{"publish", "storm"}, names: []string{"2026"},
	},
	{
		name: "a megabyte to be looked for in the memory", member: "layla", exit: 2,
		args: []string{"memory", "search", strings.Repeat("snow ", 1<<20/5)}, names: []string{"65,536"},
	},
	{
		name: "a page of words to be looked for in the memory", member: "layla", exit: 2,
		args: []string{"memory", "search", "--words", strings.Repeat("snow ", 400)}, names: []string{"400", "--words", "32"},
	},
	{
		name: "marks to be looked for in the memory", member: "layla", exit: 2,
		args: []string{"memory", "search", "« … »\u200f"},
	},
	{
		name: "a setting of the desk that there is not", member: "wafa", exit: 1,
		prepare: func(t *testing.T, o *office) {
			b := read(t, o, "bayan.toml")
			write(t, o, "bayan.toml", b+"colour = \"white\"\n")
		},
		args: []string{"checkin", "snow", "en"}, names: []string{"bayan.toml", "colour"},
	},
}

// typedBad is a working file that cannot be read as a text; line 0 is none.
func typedBad(name, text string, line int) bad {
	at := filepath.Join("releases", "snow", "en.md")
	if line > 0 {
		at += ":" + string(rune('0'+line))
	}
	return bad{name: name, member: "wafa", exit: 1, prepare: inside("releases/snow/en.md", text),
		args: []string{"checkin", "snow", "en"}, names: []string{at}}
}

func TestBadInputIsToldInBothLanguagesAndChangesNothing(t *testing.T) {
	told := map[string]string{}
	for _, b := range badInput {
		t.Run(b.name, func(t *testing.T) {
			o := newDesk(t)
			o.as(t, "wafa", "new", "Snow closes the road", "--lang", "en", "--id", "snow")
			o.as(t, "wafa", "new", "Snowdrops", "--lang", "en", "--id", "snowdrop")
			if b.prepare != nil {
				b.prepare(t, o)
			}
			o.env["BAYAN_MEMBER"] = b.member
			before, now := tree(t, filepath.Dir(o.dir)), o.now
			for _, locale := range []string{"en", "ar"} {
				o.now = now
				code, stdout, stderr := o.bayan(append(b.args, "--locale", locale)...)
				message := plain(stderr)
				if code != b.exit || stdout != "" {
					t.Errorf("%s: exit %d, want %d; on standard output %q; on standard error\n%s", locale, code, b.exit, stdout, stderr)
				}
				for _, name := range b.names {
					if !strings.Contains(message, name) {
						t.Errorf("%s: %q is not named in\n%s", locale, name, stderr)
					}
				}
				if strings.ContainsAny(message, "⟦⟧") || locale == "ar" && !arabic.MatchString(message) {
					t.Errorf("%s: no sentence of this language:\n%s", locale, stderr)
				}
				if diff := changes(before, tree(t, filepath.Dir(o.dir))); len(diff) > 0 {
					t.Errorf("%s: something was written: %v", locale, diff)
				}
				if other := told[locale+message]; other != "" && !b.alike {
					t.Errorf("%s: the same words as for %s:\n%s", locale, other, stderr)
				}
				told[locale+message] = b.name
			}
		})
	}
}

var arabic = regexp.MustCompile(`\p{Arabic}{3}`)

// A text with a character that turns what follows it round is taken in, since
// somebody has typed it; it can be neither overlooked nor published.
func TestAHiddenOverrideIsAnError(t *testing.T) {
	o := newDesk(t)
	write(t, o, "../snow.md", headline+"The road\u202e is closed.\n")
	for _, locale := range []string{"en", "ar"} {
		code, stdout, _ := o.try("wafa", "check", "../snow.md", "--locale", locale)
		if code != 3 || !strings.Contains(plain(stdout), "U+202E") || !strings.Contains(stdout, "p1") || strings.Contains(stdout, "\u202e") {
			t.Errorf("%s: exit %d\n%s", locale, code, stdout)
		}
	}
	o.as(t, "wafa", "new", "Snow closes the road", "--lang", "en", "--id", "snow")
	if code, _, stderr := o.try("wafa", "import", "../snow.md", "--lang", "en", "--id", "ice"); code != 0 || !strings.Contains(plain(stderr), "bayan check ice") {
		t.Errorf("imported: exit %d\n%s", code, stderr)
	}
	o.as(t, "wafa", "checkin", "snow", "en", "../snow.md")
	if code, _, stderr := o.try("rami", "approve", "snow", "en"); code != 3 || !strings.Contains(stderr, "bidi-controls") {
		t.Errorf("approved: exit %d\n%s", code, stderr)
	}
}

func TestAnEditorThatFailsLeavesTheFileAndTheClaim(t *testing.T) {
	for _, locale := range []string{"en", "ar"} {
		o := newDesk(t)
		o.as(t, "wafa", "new", "Snow closes the road", "--lang", "en", "--id", "snow")
		o.env["EDITOR"] = `printf '# Half a line' > "$1"; exit 7; :`
		code, _, stderr := o.try("wafa", "edit", "snow", "en", "--locale", locale)
		for _, name := range []string{"7", filepath.Join("releases", "snow", "en.md"), "bayan save snow en"} {
			if !strings.Contains(plain(stderr), name) {
				t.Errorf("%s: %q is not named in\n%s", locale, name, stderr)
			}
		}
		if got := read(t, o, "releases/snow/en.md"); code != 1 || got != "# Half a line" {
			t.Errorf("%s: exit %d, the file holds %q", locale, code, got)
		}
		if log := o.as(t, "wafa", "log", "snow", "--json"); strings.Count(log, `"saved"`) != 1 {
			t.Errorf("%s: something was saved: %s", locale, log)
		}
		o.as(t, "wafa", "save", "snow", "en")
	}
}

// newDesk is a desk in a folder of its own within a folder of the test.
func newDesk(t testing.TB) *office {
	t.Helper()
	o := newOffice(filepath.Join(t.TempDir(), "desk"))
	noError(t, os.Mkdir(o.dir, 0o777))
	for _, line := range deskLines("newsroom", "en,ar") {
		o.as(t, "amal", line...)
	}
	return o
}

func inside(name, text string) func(*testing.T, *office) {
	return func(t *testing.T, o *office) { write(t, o, name, text) }
}

// huge makes a file of a gigabyte that takes no room on the disk.
func huge(name string) func(*testing.T, *office) {
	return func(t *testing.T, o *office) {
		write(t, o, name, "")
		noError(t, os.Truncate(filepath.Join(o.dir, name), 1<<30))
	}
}

func write(t testing.TB, o *office, name, text string) {
	t.Helper()
	noError(t, os.WriteFile(filepath.Join(o.dir, filepath.FromSlash(name)), []byte(text), 0o666))
}

func read(t testing.TB, o *office, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(o.dir, filepath.FromSlash(name)))
	noError(t, err)
	return string(b)
}

func relink(t testing.TB, o *office, name, to string) {
	t.Helper()
	path := filepath.Join(o.dir, filepath.FromSlash(name))
	noError(t, os.RemoveAll(path))
	noError(t, os.Symlink(to, path))
}

func noError(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
