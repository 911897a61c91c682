package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// complete says what a word on the command line may be completed with.
type complete int

const (
	completeNothing complete = iota
	completeFile
	completeMember
)

var completionVerb = &verb{
	name: "completion", group: "about", args: []string{"bash|zsh|fish"}, noDesk: true,
	run: func(c *call) error {
		script, ok := shells[c.arg(0)]
		if !ok {
			return &usageError{code: "bad-value", path: c.path, nearest: nearest(c.arg(0), slices.Sorted(maps.Keys(shells))),
				args: map[string]any{"flag": "SHELL", "value": c.arg(0), "values": slices.Sorted(maps.Keys(shells))}}
		}
		_, err := fmt.Fprint(c.stdout, script)
		return err
	},
}

// The shells ask bayan itself what fits: the words typed so far go to the
// hidden command __complete, which answers a candidate a line. An answer of
// ":files" leaves the word to the shell.
var shells = map[string]string{
	"bash": `_bayan() {
    local IFS=$'\n' word=${COMP_WORDS[COMP_CWORD]} answer
    answer=$(bayan __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return
    if [ "$answer" = ":files" ]; then
        COMPREPLY=($(compgen -f -- "$word"))
    else
        COMPREPLY=($(compgen -W "$answer" -- "$word"))
    fi
}
complete -o default -F _bayan bayan
`,
	"zsh": `#compdef bayan
_bayan() {
    local -a answer
    answer=("${(@f)$(bayan __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [ "$answer" = ":files" ]; then
        _files
    else
        compadd -- $answer
    fi
}
compdef _bayan bayan
`,
	"fish": `function __bayan
    set -l words (commandline -opc) (commandline -ct)
    set -l answer (bayan __complete -- $words[2..-1] 2>/dev/null)
    if test "$answer" = ":files"
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $answer
    end
end
complete -c bayan -f -a '(__bayan)'
`,
}

var completeVerb = &verb{name: "__complete", hidden: true, noDesk: true, args: []string{"[WORD...]"}, run: runComplete}

func runComplete(c *call) error {
	words := c.args
	if len(words) == 0 {
		words = []string{""}
	}
	for _, candidate := range c.candidates(words[:len(words)-1], words[len(words)-1]) {
		if _, err := fmt.Fprintln(c.stdout, candidate); err != nil {
			return err
		}
	}
	return nil
}

// candidates are what the last word may become, after those before it.
func (c *call) candidates(before []string, word string) []string {
	p, waiting := c.sofar(before)
	if waiting != nil {
		return c.valuesOf(waiting, word)
	}
	if name, value, ok := strings.Cut(word, "="); ok && strings.HasPrefix(word, "--") {
		if f := p.path.flagNamed(strings.TrimPrefix(name, "--")); f != nil {
			return prefixAll(name+"=", c.valuesOf(f, value))
		}
		return nil
	}
	if strings.HasPrefix(word, "-") {
		return matching(prefixAll("--", p.flagNames()), word)
	}
	list := verbs
	if len(p.path) > 0 {
		list = p.path.last().subs
	}
	if len(list) > 0 && len(p.args) == 0 {
		return matching(verbNames(list), word)
	}
	args := p.path.last().args
	if len(args) == 0 {
		return nil
	}
	return c.argument(p, args[min(len(p.args), len(args)-1)], word)
}

// sofar reads the words before the one that is being typed; waiting is the flag
// that it is the value of.
func (c *call) sofar(before []string) (p *parsed, waiting *flag) {
	p = &parsed{flags: map[string][]string{}}
	list := verbs
	for i := 0; i < len(before); i++ {
		w := before[i]
		if strings.HasPrefix(w, "-") {
			f := p.path.flagNamed(strings.TrimLeft(w, "-"))
			if f != nil && f.value != "" {
				if i++; i >= len(before) {
					return p, f
				}
				p.flags[f.name] = []string{before[i]}
				if f.name == "desk" {
					c.parsed.flags["desk"] = p.flags[f.name]
				}
			}
			continue
		}
		if v := findVerb(list, w); v != nil && len(p.args) == 0 {
			p.path, list = append(p.path, v), v.subs
		} else {
			p.args = append(p.args, w)
		}
	}
	return p, nil
}

func (c *call) valuesOf(f *flag, word string) []string {
	switch {
	case f.values != nil:
		return matching(f.values, word)
	case f.arg == completeFile:
		return []string{":files"}
	case f.arg == completeMember:
		return matching(c.memberIDs(), word)
	}
	return nil
}

// argument completes by the argument's name in the table of verbs.
func (c *call) argument(p *parsed, name, word string) []string {
	name = strings.TrimSuffix(strings.Trim(name, "[]"), "...")
	switch {
	case strings.HasPrefix(name, "RELEASE"):
		return c.releaseIDs(word)
	case name == "LANG" || name == "LANG|FILE": // of files, the first names one
		return matching(c.deskLanguages(), word)
	case name == "FILE":
		return []string{":files"}
	case name == "VERB":
		return matching(verbNames(verbs), word)
	case p.path.String() == "policy set":
		return settingsFor(word)
	case name == "ID":
		return matching(c.memberIDs(), word)
	case strings.Contains(name, "|"):
		return matching(strings.Split(name, "|"), word)
	}
	return nil
}

// settingsFor completes KEY=VALUE of the policy: a key, then one of its values.
func settingsFor(word string) []string {
	if key, value, ok := strings.Cut(word, "="); ok {
		return prefixAll(key+"=", matching(workflow.PolicyValues(key), value))
	}
	var keys []string
	for _, key := range slices.Concat(workflow.PolicyKeys, workflow.CheckKeys()) {
		keys = append(keys, key+"=")
	}
	return matching(keys, word)
}

func (c *call) releaseIDs(part string) []string {
	d, err := c.open()
	if err != nil {
		return nil
	}
	list, err := d.room.Store.Find(c.ctx, part, 50)
	if err != nil {
		return nil
	}
	var ids []string
	for _, l := range list {
		ids = append(ids, l.ID)
	}
	return ids
}

func (c *call) house() (newsroom.Desk, bool) {
	d, err := c.open()
	if err != nil {
		return newsroom.Desk{}, false
	}
	desk, err := d.room.Desk(c.ctx)
	return desk, err == nil
}

func (c *call) deskLanguages() []string {
	desk, _ := c.house()
	return strs(desk.Languages)
}

func (c *call) memberIDs() []string {
	desk, _ := c.house()
	var ids []string
	for _, m := range desk.Members {
		ids = append(ids, string(m.ID))
	}
	return ids
}

func matching(list []string, prefix string) []string {
	var out []string
	for _, s := range list {
		if strings.HasPrefix(s, prefix) {
			out = append(out, s)
		}
	}
	return out
}

func prefixAll(prefix string, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = prefix + s
	}
	return out
}
