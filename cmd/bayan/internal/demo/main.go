// Command demo walks a release of its own through the whole job with the real
// program, printing each command and what it answers. It leaves the desk, the
// bilingual page and all other files in the folder that -out names.
package main

import (
	"bytes"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed texts
var texts embed.FS

func main() {
	bayan := flag.String("bayan", "bin/bayan", "the program")
	out := flag.String("out", "demo", "folder to write into; a demo that is there is replaced")
	locale := flag.String("locale", "en", "language of the messages: en or ar")
	flag.Parse()
	if err := run(os.Stdout, *bayan, *out, *locale); err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, bayan, out, locale string) error {
	bayan, err := filepath.Abs(bayan)
	if err != nil {
		return err
	}
	if out, err = filepath.Abs(out); err != nil {
		return err
	}
	if err := clear(out); err != nil {
		return err
	}
	d := &demo{w: w, bayan: bayan, out: out, desk: filepath.Join(out, "desk"), locale: locale}
	d.story()
	return d.err
}

// clear empties a folder that an earlier demo wrote, and no other.
func clear(out string) error {
	entries, err := os.ReadDir(out)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return os.MkdirAll(out, 0o777)
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(out, "desk", "bayan.toml")); err != nil {
		return fmt.Errorf("%s holds something that is no demo", out)
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	return os.MkdirAll(out, 0o777)
}

// demo is the story so far. After an error it does nothing more.
type demo struct {
	w                io.Writer
	bayan, out, desk string
	locale           string
	err              error
}

// story is the day of a press office, from the first draft to a correction.
func (d *demo) story() {
	d.chapter("A desk for an organisation that speaks English and Arabic")
	d.in(d.out, "admin", 0, "init", "desk", "--org", "Sanabel Relief Network", "--languages", "en,ar", "--me", "admin", "--name", "Amal")
	for _, m := range [][]string{
		{"wafa", "Wafa", "writer"}, {"layla", "Layla", "translator:ar"}, {"rami", "Rami", "reviewer:en", "reviewer:ar"},
		{"dina", "Dina", "signer:editor"}, {"omar", "Omar", "publisher"},
	} {
		args := []string{"member", "add", m[0], "--name", m[1]}
		for _, role := range m[2:] {
			args = append(args, "--role", role)
		}
		d.as("admin", args...)
	}

	d.as("admin", "policy", "set", "months=levantine", "digits=latn", "zone=Asia/Damascus")

	d.chapter("Wafa imports the draft that she has, and checks it in")
	d.text("winter.en.txt", "winter.txt")
	d.as("wafa", "import", "../winter.txt", "--lang", "en", "--id", "winter-training")
	d.as("wafa", "set", "winter-training", "place=Harim", "contact=Media office, +963 11 0100, press@sanabel.example")
	d.as("wafa", "checkin", "winter", "en")

	d.chapter("Nobody translates what is not approved; Rami approves it")
	d.refused("layla", 3, "checkout", "winter", "ar")
	d.as("rami", "review", "winter", "en")
	d.as("rami", "approve", "winter", "en")

	d.chapter("Layla sees her work, translates, and checks in")
	d.as("layla", "pending")
	d.as("layla", "checkout", "winter", "ar")
	d.working("ar", func(string) string { return d.read("winter.ar.md") })
	d.as("layla", "checkin", "winter", "ar")

	d.chapter("A number was turned round: the check finds it, and approval waits")
	d.refused("rami", 3, "check", "winter", "ar")
	d.refused("rami", 3, "approve", "winter", "ar")
	d.as("rami", "return", "winter", "ar", "-m", "1,187 calls in the source", "--block", "p4")
	d.as("layla", "checkout", "winter", "ar")
	d.working("ar", func(s string) string { return strings.Replace(s, "1,178", "1,187", 1) })
	d.as("layla", "checkin", "winter", "ar", "-m", "1,187")
	d.as("rami", "review", "winter", "ar")
	d.as("rami", "approve", "winter", "ar")

	d.chapter("Nothing goes out without a signature")
	d.refused("omar", 3, "publish", "winter")
	d.as("dina", "show", "winter")
	d.as("dina", "sign", "winter")
	d.as("omar", "export", "winter", "--format", "html,md,txt,json", "--out", "../export")
	d.as("omar", "publish", "winter")
	d.as("omar", "verify", "../export")

	d.chapter("A correction: one paragraph moves, and only that one is looked at again")
	d.as("omar", "correct", "winter", "-m", "It is 16 instructors, not 18",
		"--notice", "en=An earlier edition gave the number of instructors as eighteen; there are sixteen.",
		"--notice", "ar=ورد في إصدار سابق أن عدد المدرّبين ثمانية عشر، والصحيح ستة عشر.")
	d.as("wafa", "checkout", "winter", "en")
	d.working("en", func(s string) string { return strings.Replace(s, "Eighteen instructors", "Sixteen instructors", 1) })
	d.as("wafa", "checkin", "winter", "en")
	d.as("rami", "review", "winter", "en")
	d.as("rami", "approve", "winter", "en")
	d.as("layla", "checkout", "winter", "ar")
	d.working("ar", func(s string) string {
		return strings.Replace(s, "ثمانية عشر مدرّباً", "ستة عشر مدرّباً", 1)
	})
	d.as("layla", "checkin", "winter", "ar")
	d.as("rami", "review", "winter", "ar")
	d.as("rami", "approve", "winter", "ar")
	d.as("dina", "show", "winter")
	d.as("dina", "sign", "winter")
	d.as("omar", "publish", "winter")
	d.as("admin", "verify")
	d.as("admin", "show", "winter")

	d.chapter("The same desk in Arabic")
	d.locale = "ar"
	d.as("omar", "list")
	d.as("layla", "pending")
	d.end()
}

func (d *demo) chapter(title string) {
	if d.err == nil {
		fmt.Fprintf(d.w, "\n== %s\n", title)
	}
}

// as runs a command that must succeed.
func (d *demo) as(member string, args ...string) { d.in(d.desk, member, 0, args...) }

// refused runs a command that must be answered with a no.
func (d *demo) refused(member string, exit int, args ...string) { d.in(d.desk, member, exit, args...) }

func (d *demo) in(dir, member string, exit int, args ...string) {
	if d.err != nil {
		return
	}
	var answer bytes.Buffer
	cmd := exec.Command(d.bayan, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &answer, &answer
	cmd.Env = append(os.Environ(), "BAYAN_MEMBER="+member, "BAYAN_LOCALE="+d.locale, "BAYAN_DESK=")
	err := cmd.Run()
	fmt.Fprintf(d.w, "\n%s$ bayan %s\n", member, quoted(args))
	for line := range strings.Lines(answer.String()) {
		fmt.Fprint(d.w, "    ", line)
	}
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		d.err = err
	} else if code := cmd.ProcessState.ExitCode(); code != exit {
		d.err = fmt.Errorf("bayan %s: exit code %d, expected %d", strings.Join(args, " "), code, exit)
	} else if exit != 0 {
		fmt.Fprintf(d.w, "    (exit code %d)\n", exit)
	}
}

// quoted is a command line as a person would type it.
func quoted(args []string) string {
	words := make([]string, len(args))
	for i, a := range args {
		if words[i] = a; strings.ContainsAny(a, " '") {
			words[i] = `"` + a + `"`
		}
	}
	return strings.Join(words, " ")
}

func (d *demo) read(name string) string {
	b, err := texts.ReadFile("texts/" + name)
	if err != nil && d.err == nil {
		d.err = err
	}
	return string(b)
}

// text puts one of the demo's texts beside the desk.
func (d *demo) text(name, as string) {
	if d.err == nil {
		d.err = os.WriteFile(filepath.Join(d.out, as), []byte(d.read(name)), 0o666)
	}
}

// working changes a working file, as its holder would in an editor.
func (d *demo) working(l string, edit func(string) string) {
	if d.err != nil {
		return
	}
	file := filepath.Join(d.desk, "releases", "winter-training", l+".md")
	b, err := os.ReadFile(file)
	if err != nil {
		d.err = err
		return
	}
	after := edit(string(b))
	if after == string(b) {
		d.err = fmt.Errorf("%s: the edit changes nothing", file)
		return
	}
	d.err = os.WriteFile(file, []byte(after), 0o666)
	fmt.Fprintf(d.w, "    (%s is edited)\n", filepath.Join("releases", "winter-training", l+".md"))
}

// end names what is there to look at.
func (d *demo) end() {
	if d.err != nil {
		return
	}
	fmt.Fprintf(d.w, "\n== Look at\n\n")
	for _, p := range []string{"desk/public/winter-training/index.html", "desk/public/winter-training/ar.html", "export/index.html", "export/ar.txt", "export/MANIFEST"} {
		path := filepath.Join(d.out, filepath.FromSlash(p))
		if _, err := os.Stat(path); err != nil {
			d.err = err
			return
		}
		fmt.Fprintln(d.w, "   ", path)
	}
}
