package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// asked is a shell's way to be asked, without a terminal, how it completes the
// words of a command line; the answer is a candidate a line.
var asked = map[string]string{
	"bash": `source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_bayan
printf '%s\n' "${COMPREPLY[@]}"`,
	"zsh": `autoload -Uz compinit; compinit -u -D; source "$1"; shift
compadd() { while [ "$1" != -- ]; do shift; done; shift; print -rl -- "$@" }
_files() { print -rl -- ${words[CURRENT]}*(N) }
words=("$@"); CURRENT=$#
_bayan`,
	"fish": `source $argv[1]; set -e argv[1]; complete -C (string join ' ' -- $argv) | string replace -r '\t.*' ''; true`,
}

func TestCompletionInTheShells(t *testing.T) {
	m := newMachine(t)
	m.as(t, "wafa", "new", "Winter training opens in Harim", "--lang", "en", "--id", "winter-training")
	m.as(t, "wafa", "new", "Winter aid", "--lang", "en", "--id", "winter-aid")
	noError(t, os.WriteFile(filepath.Join(m.dir, "statement.txt"), nil, 0o666))
	for shell, script := range asked {
		t.Run(shell, func(t *testing.T) {
			path, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("NOT TESTED: %s is not installed (apt-get install %s)", shell, shell)
			}
			code, completion, stderr := m.process("wafa", "completion", shell)
			if code != 0 || stderr != "" {
				t.Fatalf("exit %d\n%s", code, stderr)
			}
			file := filepath.Join(t.TempDir(), "completion")
			noError(t, os.WriteFile(file, []byte(completion), 0o666))
			for _, c := range []struct {
				line string // the last word is being typed
				want string // the candidates, in any order
			}{
				{"bayan chec", "check checkin checkout"},
				{"bayan member ", "add grant list revoke"},
				{"bayan show winter-t", "winter-training"},
				{"bayan checkout winter-", "winter-aid winter-training"},
				{"bayan checkin winter-aid ", "ar en"},
				{"bayan approve winter-aid ar --w", "--waive"},
				{"bayan list --stage re", "ready reviewing"},
				{"bayan takeover winter-aid ar --to la", "layla"},
				{"bayan --as wafa sho", "show"},
				{"bayan completion z", "zsh"},
				{"bayan policy set check.quote", "check.quote-lost= check.quotes="},
				{"bayan policy set d", "dateline= digits="},
				{"bayan import st", "statement.txt"},
				{"bayan frobnicate ", ""},
				{"bayan check statem", "statement.txt"},
				{"bayan help memory s", "search stats"},
				{"bayan new Winter --lang ", "ar en"},
				{"bayan memory search x --from e", "en"},
				{"bayan export winter-aid --format html,p", "html,pdf"},
				{"bayan sign winter-aid --languages en,", "en,ar en,en"},
				{"bayan member grant layla --role tra", "translator:ar translator:en"},
				{"bayan member add rana --role sig", "signer:editor"},
				{"bayan set winter-aid p", "place= priority="},
				{"bayan set winter-aid as", "assignee:ar= assignee:en="},
				{"bayan withhold winter-aid --notice ", "ar= en="},
			} {
				words := strings.Split(c.line, " ")
				var args []string
				switch shell {
				case "bash":
					args = append([]string{"--norc", "-c", script, "bash", file}, words...)
				case "zsh":
					args = append([]string{"-f", "-c", script, "zsh", file}, words...)
				case "fish":
					args = append([]string{"--no-config", "-c", script, file}, words...)
				}
				cmd := exec.Command(path, args...)
				cmd.Dir = m.dir
				cmd.Env = []string{"PATH=" + filepath.Dir(m.bayan) + ":" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TERM=dumb"}
				out, err := cmd.Output()
				if err != nil && c.want != "" {
					t.Errorf("%s: %v", c.line, err)
				}
				got := strings.Fields(string(out))
				slices.Sort(got)
				if c.want == "" && shell != "zsh" { // what bayan does not know is left to files
					got = slices.DeleteFunc(got, func(s string) bool { return !slices.Contains(verbNames(verbs), s) })
				}
				if strings.Join(got, " ") != c.want {
					t.Errorf("%q is completed with %q, want %q", c.line, got, c.want)
				}
			}
		})
	}
}

// What stands behind = or : is completed too: bash breaks words there, and puts in
// only what follows.
func TestBashCompletesBehindSigns(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("NOT TESTED: bash is not installed (apt-get install bash)")
	}
	m := newMachine(t)
	m.as(t, "wafa", "new", "Winter aid", "--lang", "en", "--id", "winter-aid")
	_, completion, _ := m.process("wafa", "completion", "bash")
	file := filepath.Join(t.TempDir(), "completion")
	noError(t, os.WriteFile(file, []byte(completion), 0o666))
	for _, c := range []struct {
		words []string // as bash breaks them
		want  string
	}{
		{[]string{"policy", "set", "digits", "=", "a"}, "arab"},
		{[]string{"policy", "set", "digits", "="}, "arab latn"},
		{[]string{"member", "grant", "layla", "--role", "translator", ":", "a"}, "ar"},
		{[]string{"member", "grant", "layla", "--role", "translator", ":"}, "ar en"},
		{[]string{"set", "winter-aid", "priority", "=", "h"}, "high"},
		{[]string{"set", "winter-aid", "place", "=", "Harim", "assignee", ":", "ar", "=", "la"}, "layla"},
		{[]string{"export", "winter-aid", "--format", "=", "do"}, "docx"},
	} {
		args := append([]string{"--norc", "-c", asked["bash"], "bash", file, "bayan"}, c.words...)
		cmd := exec.Command("bash", args...)
		cmd.Dir = m.dir
		cmd.Env = []string{"PATH=" + filepath.Dir(m.bayan) + ":" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TERM=dumb"}
		out, err := cmd.Output()
		got := strings.Fields(string(out))
		slices.Sort(got)
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%q is completed with %q, want %q: %v", c.words, got, c.want, err)
		}
	}
}

func TestACompletionForNoShell(t *testing.T) {
	o := newOffice(t.TempDir())
	if code, stdout, stderr := o.bayan("completion", "zhs"); code != 2 || stdout != "" || !strings.Contains(stderr, "zsh") {
		t.Errorf("exit %d\n%s%s", code, stdout, stderr)
	}
}
