package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"bayan/locales"
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
    local IFS=$'\n' part=${COMP_WORDS[COMP_CWORD]} words=() last=-1 glued= word answer
    # bash breaks words at = and :, and completes what stands behind them
    for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if ((last >= 0)) && [[ -n $glued || $word == [=:]* ]]; then
            words[last]+=$word
        else
            words[++last]=$word
        fi
        glued=
        [[ $word == [=:] ]] && glued=1
    done
    word=${words[last]}
    answer=$(bayan __complete -- "${words[@]}" 2>/dev/null) || return
    if [ "$answer" = ":files" ]; then
        COMPREPLY=($(compgen -f -- "$part"))
        return
    fi
    COMPREPLY=($(compgen -W "$answer" -- "$word"))
    if [ "$part" != "$word" ]; then
        COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*[=:]}"}"}")
    fi
    if [[ ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
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
        compadd -S '' -- ${(M)answer:#*=}
        compadd -- ${answer:#*=}
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

// valuesOf completes by the list of a flag's values, else by what they are called.
func (c *call) valuesOf(f *flag, word string) []string {
	switch {
	case strings.Contains(f.value, ","): // several, of which the last is being typed
		before := word[:strings.LastIndex(word, ",")+1]
		list := f.values
		if list == nil {
			list = c.languagesToName()
		}
		return prefixAll(before, matching(list, strings.TrimPrefix(word, before)))
	case f.values != nil:
		return matching(f.values, word)
	case f.value == "LANG":
		return matching(c.languagesToName(), word)
	case strings.HasPrefix(f.value, "LANG="):
		return matching(suffixAll(c.deskLanguages(), "="), word)
	case f.value == "ROLE":
		return matching(c.roles(), word)
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
		ids := c.releaseIDs(word)
		if len(ids) == 0 && name != "RELEASE" { // or a file, or a folder
			return []string{":files"}
		}
		return ids
	case name == "LANG" || name == "LANG|FILE": // of files, the first names one
		return matching(c.deskLanguages(), word)
	case name == "FILE":
		return []string{":files"}
	case name == "VERB":
		return matching(verbNames(verbsBelow(p.args)), word)
	case p.path.String() == "policy set":
		return settingsFor(word)
	case name == "KEY=VALUE":
		return c.releaseSettings(word)
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

// releaseSettings completes KEY=VALUE of a release: a key, then one of its values.
func (c *call) releaseSettings(word string) []string {
	var keys []string
	for _, key := range newsroom.SettingKeys {
		if kind, scope, ok := strings.Cut(key, ":"); ok && scope == "LANG" {
			keys = append(keys, prefixAll(kind+":", suffixAll(c.deskLanguages(), "="))...)
			continue
		}
		keys = append(keys, key+"=")
	}
	key, value, ok := strings.Cut(word, "=")
	if !ok {
		return matching(keys, word)
	}
	var values []string
	switch {
	case key == "priority":
		values = newsroom.Priorities
	case key == "embargo":
		values = []string{"none"}
	case key == "languages":
		before := value[:strings.LastIndex(value, ",")+1]
		values = prefixAll(before, c.deskLanguages())
	case strings.HasPrefix(key, "assignee:"):
		values = c.memberIDs()
	}
	return prefixAll(key+"=", matching(values, value))
}

// verbsBelow are the verbs that may follow some words: the subs of the last.
func verbsBelow(words []string) []*verb {
	list := verbs
	for _, word := range words {
		v := findVerb(list, word)
		if v == nil {
			return nil
		}
		list = v.subs
	}
	return list
}

// roles are those that a member of the desk may have, each language's own too.
func (c *call) roles() (roles []string) {
	desk, _ := c.house()
	for _, kind := range workflow.RoleKinds {
		switch name := string(kind); kind {
		case workflow.Translator, workflow.Reviewer:
			roles = append(roles, prefixAll(name+":", strs(desk.Languages))...)
		case workflow.Signer:
			roles = append(roles, prefixAll(name+":", strings.Split(desk.Settings["signers"], ","))...)
		default:
			roles = append(roles, name)
		}
	}
	return roles
}

// languagesToName are the desk's; before there is one, all that have a name here.
func (c *call) languagesToName() []string {
	if own := c.deskLanguages(); len(own) > 0 {
		return own
	}
	return locales.Autonyms()
}

func suffixAll(list []string, suffix string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = s + suffix
	}
	return out
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
