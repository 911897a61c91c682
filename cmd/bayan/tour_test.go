package main

import (
	"cmp"
	"errors"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// The documents that people follow are typed here as they type them: each line of
// each block in its order, by a shell, with the program as it is built. What a person
// does between two lines (writing a draft, translating a file) is in the tour's table,
// under the command that it comes before.

// tour is one document, on a desk of its own.
type tour struct {
	document, locale string
	begins           func(d *reader)            // what is there before the first line
	between          map[string]func(d *reader) // by the command that it comes before
	least            int                        // commands of bayan that it has
}

// reader follows a tour.
type reader struct {
	*testing.T
	dir string
	env map[string]string
}

var tours = []tour{
	{document: "README.md", locale: "en", between: firstDay, least: 24},
	{document: "README.ar.md", locale: "ar", between: firstDay, least: 24},
	{document: "docs/translators.md", locale: "en", begins: sourceApproved, between: translatorsWeek, least: 30},
	{document: "docs/translators.ar.md", locale: "ar", begins: sourceApproved, between: translatorsWeek, least: 30},
}

func TestTheToursDoWhatTheySay(t *testing.T) {
	built = true
	bayan, err := builtBayan()
	noError(t, err)
	var mu sync.Mutex
	came, ran := map[string]bool{}, 0
	t.Cleanup(func() {
		if ran < len(tours) {
			return // some were asked for alone
		}
		for _, tour := range tours {
			for command := range tour.between {
				if !came[command] && !t.Failed() {
					t.Errorf("no document has the line %q", command)
				}
			}
		}
	})
	for _, tour := range tours {
		t.Run(tour.document, func(t *testing.T) {
			t.Parallel()
			r := &reader{t, t.TempDir(), map[string]string{"PATH": filepath.Dir(bayan) + ":" + os.Getenv("PATH"), "HOME": t.TempDir(),
				"TERM": "dumb", "BAYAN_LOCALE": tour.locale, "EDITOR": "sed -i.bak s/sixteen/seventeen/"}}
			if tour.begins != nil {
				tour.begins(r)
			}
			b, err := os.ReadFile("../../" + tour.document)
			noError(t, err)
			typed := 0
			for _, line := range typedLines(string(b)) {
				command, remark, _ := strings.Cut(line, " # ")
				command = strings.TrimSpace(command)
				mu.Lock()
				came[command] = true
				mu.Unlock()
				if does := tour.between[command]; does != nil {
					does(r)
				}
				if strings.HasPrefix(command, "bayan") {
					typed++
				}
				if _, other, ok := strings.Cut(remark, ": bayan "); ok { // "or: bayan …"
					elsewhere := *r
					elsewhere.dir = t.TempDir()
					noError(t, os.CopyFS(elsewhere.dir, os.DirFS(r.dir)))
					elsewhere.types("bayan " + other)
				}
				r.types(command)
			}
			mu.Lock()
			ran++
			mu.Unlock()
			if typed < tour.least {
				t.Errorf("only %d commands", typed)
			}
		})
	}
}

// A command that running text names is one that there is, with flags that it has.
func TestTheCommandsInRunningTextAreRight(t *testing.T) {
	inline := regexp.MustCompile("`(bayan [^`]*)`|<code dir=\"ltr\">(bayan [^<]*)</code>")
	for _, document := range []string{"README.md", "README.ar.md", "docs/translators.md", "docs/translators.ar.md", "docs/figures.md", "CONTRIBUTING.md", "CHANGELOG.md"} {
		b, err := os.ReadFile("../../" + document)
		noError(t, err)
		for _, m := range inline.FindAllStringSubmatch(strings.ReplaceAll(string(b), "\n", " "), -1) {
			command := html.UnescapeString(cmp.Or(m[1], m[2]))
			var wrong *usageError
			err := tryOut(strings.TrimPrefix(command, "bayan "))
			if errors.As(err, &wrong) && !strings.HasPrefix(wrong.code, "missing-") { // named, not typed out
				t.Errorf("%s: %s: %v", document, command, err)
			}
		}
	}
}

// typedLines are the lines of a document's blocks that a shell is to read. What holds
// no command is a file or an answer.
func typedLines(document string) (lines []string) {
	for i, block := range strings.Split(document, "\n```\n") {
		if i%2 == 0 {
			continue
		}
		for _, line := range strings.Split(block, "\n") {
			if regexp.MustCompile(`^(bayan|cd|export|omegat|make)\b`).MatchString(line) {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// types gives one line to a shell, and sees that it succeeds.
func (r *reader) types(line string) {
	r.Helper()
	name, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch name {
	case "make", "omegat": // not of this house, or this test
		return
	case "cd":
		r.dir = filepath.Join(r.dir, rest)
		return
	case "export":
		key, value, _ := strings.Cut(rest, "=")
		r.env[key] = value
		return
	}
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = r.dir
	for key, value := range r.env {
		cmd.Env = append(cmd.Env, key+"="+value)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		r.Errorf("%s: %v\n%s", line, err, out)
	}
}

// as types a line as another member.
func (r *reader) as(member, line string) {
	r.Helper()
	was := r.env["BAYAN_MEMBER"]
	r.env["BAYAN_MEMBER"] = member
	r.types(line)
	r.env["BAYAN_MEMBER"] = was
}

// write puts a file into the folder where the reader stands.
func (r *reader) write(name, words string) {
	r.Helper()
	path := filepath.Join(r.dir, name)
	noError(r, os.MkdirAll(filepath.Dir(path), 0o777))
	noError(r, os.WriteFile(path, []byte(words), 0o666))
}

func (r *reader) read(name string) string {
	r.Helper()
	b, err := os.ReadFile(filepath.Join(r.dir, name))
	noError(r, err)
	return string(b)
}

// change replaces what a file holds once or more.
func (r *reader) change(name, old, now string) {
	r.Helper()
	before := r.read(name)
	if !strings.Contains(before, old) {
		r.Errorf("%s does not hold %q:\n%s", name, old, before)
	}
	r.write(name, strings.ReplaceAll(before, old, now))
}

// demo is a text of the demonstration, the tour's own draft.
func (r *reader) demo(name string) string {
	b, err := os.ReadFile("internal/demo/texts/" + name)
	noError(r, err)
	return string(b)
}

// firstDay is what the five people of the README write.
var firstDay = map[string]func(*reader){
	"bayan import draft.txt --lang en --id winter": func(r *reader) { r.write("draft.txt", r.demo("winter.en.txt")) },
	"bayan check winter ar": func(r *reader) {
		r.write("releases/winter/ar.md", strings.Replace(r.demo("winter.ar.md"), "1,178", "1,187", 1))
	},
}

const tourSource = `# Winter training opens in Harim

The network opened its third centre on Sunday.

The training is **free**.

Volunteers wait on deck; others stay ashore. The crew rests. Nobody sleeps.
`

const tourTranslation = `# تدريب شتوي يبدأ في حارم

افتتحت الشبكة مركزها الثالث يوم الأحد.

التدريب **مجاني**.

ينتظر المتطوعون على السطح ويبقى غيرهم على البر. والطاقم يستريح. ولا ينام أحد.
`

// sourceApproved is a desk whose translator has something to do.
func sourceApproved(r *reader) {
	r.types(`bayan init . --org "Sanabel Relief Network" --languages en,ar --me amal`)
	for _, m := range []string{"wafa --name Wafa --role writer", "layla --name Layla --role translator:ar", "rami --name Rami --role reviewer:en --role reviewer:ar", "nour --name Nour --role coordinator"} {
		r.types("bayan member add " + m)
	}
	r.write("winter.md", tourSource)
	r.as("wafa", "bayan import winter.md --lang en --id winter")
	r.as("wafa", "bayan checkin winter en")
	r.as("rami", "bayan review winter en")
	r.as("rami", "bayan approve winter en")
	r.env["BAYAN_MEMBER"] = "layla"
}

// translatorsWeek is what the translator types in between, and what comes home from
// programs that are not here.
var translatorsWeek = map[string]func(*reader){
	"bayan checkin winter ar": func(r *reader) { r.write("releases/winter/ar.md", tourTranslation) },
	"bayan checkin winter ar releases/winter/ar.xlf": func(r *reader) {
		r.change("releases/winter/ar.xlf", "على السطح", "على ظهر المركب")
	},
	"bayan checkin winter ar releases/winter/ar.po": func(r *reader) {
		r.change("releases/winter/ar.po", "مركزها الثالث", "ثالث مراكزها")
	},
	// OmegaT gets what needs work alone: a source that has changed.
	"bayan checkout winter ar --format omegat": func(r *reader) {
		r.as("wafa", "bayan checkout winter en")
		r.change("releases/winter/en.md", "on Sunday", "on Monday")
		r.as("wafa", "bayan checkin winter en")
		r.as("rami", "bayan review winter en")
		r.as("rami", "bayan approve winter en")
	},
	"bayan checkin winter ar releases/winter/ar.omegat/target/winter.xlf": func(r *reader) {
		r.write("releases/winter/ar.omegat/target/winter.xlf", translatedUnits(r.read("releases/winter/ar.omegat/source/winter.xlf"), "افتتحت الشبكة ثالث مراكزها يوم الإثنين."))
	},
	`bayan send winter ar --to "Karim Haddad" --out winter-ar.txt`: func(r *reader) { r.env["BAYAN_MEMBER"] = "nour" },
	"bayan receive winter-ar-back.txt":                             parcelHome,
	`bayan send winter ar --to "كريم حداد" --out winter-ar.txt`:    func(r *reader) { r.env["BAYAN_MEMBER"] = "nour" },
	"bayan check statement.md bayan.md --from en --to ar": func(r *reader) {
		r.env["BAYAN_MEMBER"] = "layla"
		r.write("statement.md", tourSource)
		r.write("bayan.md", tourTranslation)
	},
	"bayan check po/ar.po menu.ar.xlf --json": func(r *reader) {
		for _, name := range []string{"po/ar.po", "ar.po"} {
			r.write(name, tourMessages+`msgstr "التدريب مجاني."`+"\n")
		}
		r.write("menu.ar.xlf", translatedUnits(tourUnits, "التدريب مجاني."))
	},
	"bayan memory fill menu.ar.po":                                             func(r *reader) { r.write("menu.ar.po", tourMessages+"msgstr \"\"\n") },
	"bayan memory fill menu.en.po":                                             func(r *reader) { r.write("menu.en.po", tourMessages+"msgstr \"\"\n") },
	"bayan memory fill agency.xlf --out back.xlf --least 85":                   func(r *reader) { r.write("agency.xlf", tourUnits) },
	"bayan memory fill menu.po --from en --to ar --json":                       func(r *reader) { r.write("menu.po", tourMessages+"msgstr \"\"\n") },
	"bayan memory fill menu.po --from ar --to en --json":                       func(r *reader) { r.write("menu.po", strings.Replace(tourMessages, ": ar", ": en", 1)+"msgstr \"\"\n") },
	"bayan memory import old.tmx":                                              func(r *reader) { r.write("old.tmx", tourMemory) },
	"bayan glossary import terms.csv --from en --to ar":                        func(r *reader) { r.write("terms.csv", "source,target\nstove,مدفأة\n") },
	`bayan memory search "How long will the training last?" --from en --to ar`: func(r *reader) { r.as("rami", "bayan approve winter ar") },
}

const tourMessages = `msgid ""
msgstr ""
"Language: ar\n"
"Content-Type: text/plain; charset=UTF-8\n"

msgid "The training is free."
`

const tourUnits = `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="menu" source-language="en" target-language="ar" datatype="plaintext"><body>
<trans-unit id="1"><source>The training is free.</source></trans-unit>
</body></file></xliff>
`

const tourMemory = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="old" creationtoolversion="1" segtype="sentence" o-tmf="old" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en"><seg>The road is open.</seg></tuv><tuv xml:lang="ar"><seg>الطريق مفتوح.</seg></tuv></tu>
</body></tmx>
`

// translatedUnits is a file of XLIFF whose units all have the same translation.
func translatedUnits(file, words string) string {
	file = regexp.MustCompile(`(?s)<target[^>]*>.*?</target>|<target[^>]*/>`).ReplaceAllString(file, "")
	return strings.ReplaceAll(file, "</source>", "</source><target>"+words+"</target>")
}

// parcelHome is the parcel that Karim sends back.
func parcelHome(r *reader) {
	r.change("winter-ar.txt", "على ظهر المركب", "فوق ظهر المركب")
	r.types("cp winter-ar.txt winter-ar-back.txt")
}
