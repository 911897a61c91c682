package main

import (
	"slices"
	"strings"
)

// Flags may stand before and after arguments, and "--" ends them. The table of
// verbs is all that parsing, help, completion and the nearest right word need,
// and every message of theirs comes from the catalogues: a library for command
// lines would be left with nothing but its own English.

// parsed is a command line taken apart.
type parsed struct {
	path  path
	flags map[string][]string // by full name; a switch has "true"
	args  []string
	help  bool
}

// usageError is wrong usage: exit 2, with the nearest right word.
type usageError struct {
	code    string // of the catalogues' usage.*
	args    map[string]any
	nearest string
	path    path
}

func (e *usageError) Error() string { return "usage: " + e.code }

// parse takes the words of a command line apart by the table of verbs.
func parse(verbs []*verb, words []string) (*parsed, error) {
	p := &parsed{flags: map[string][]string{}}
	err := p.read(verbs, words)
	if err != nil {
		p.heed(words)
	}
	return p, err
}

// heed takes the flags that say how an error is told, wherever they stand: a
// word that is wrong does not hide those behind it.
func (p *parsed) heed(words []string) {
	told := &parsed{flags: p.flags}
	for i, w := range words {
		if w == "--" {
			return
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(w, "--"), "=")
		if strings.HasPrefix(w, "--") && slices.Contains([]string{"locale", "json", "color", "bidi", "quiet"}, name) && len(p.flags[name]) == 0 {
			_, _ = told.flag(w, words[i+1:]) // one error is told already
		}
	}
}

func (p *parsed) read(verbs []*verb, words []string) error {
	list := verbs
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case w == "--":
			p.args = append(p.args, words[i+1:]...)
			return p.check(verbs)
		case len(w) > 1 && w[0] == '-' && !notFlag(w):
			n, err := p.flag(w, words[i+1:])
			if err != nil {
				return err
			}
			i += n
		case len(p.args) == 0 && len(list) > 0:
			v := findVerb(list, w)
			if v == nil && len(p.path) == 0 {
				return &usageError{code: "unknown-command", args: map[string]any{"word": w}, nearest: nearest(w, verbNames(verbs))}
			}
			if v == nil {
				if p.path.last().run == nil {
					return &usageError{code: "unknown-command", path: p.path,
						args:    map[string]any{"word": p.path.String() + " " + w},
						nearest: prefixed(p.path.String()+" ", nearest(w, verbNames(list)))}
				}
				p.args = append(p.args, w)
				continue
			}
			p.path = append(p.path, v)
			list = v.subs
		default:
			p.args = append(p.args, w)
		}
	}
	return p.check(verbs)
}

// notFlag tells a number with its sign, and the "-=p4" of an alignment, from a flag.
func notFlag(w string) bool { return w[1] >= '0' && w[1] <= '9' || w[1] == '=' }

// flag reads one flag and tells how many of the next words it took.
func (p *parsed) flag(w string, rest []string) (taken int, err error) {
	name, value, joined := strings.Cut(strings.TrimLeft(w, "-"), "=")
	f := p.path.flagNamed(name)
	// A single letter may have its value stuck to it: -mNOTE.
	if f == nil && !strings.HasPrefix(w, "--") && len(name) > 1 {
		if short := p.path.flagNamed(name[:1]); short != nil && short.value != "" {
			f, value, joined = short, strings.TrimPrefix(w, "-"+name[:1]), true
		}
	}
	if f == nil || len(name) == 1 && strings.HasPrefix(w, "--") {
		return 0, &usageError{code: "unknown-flag", path: p.path, nearest: prefixed("--", nearest(name, p.flagNames())),
			args: map[string]any{"command": p.command(), "flag": dashes(w, name)}}
	}
	long := "--" + f.name
	if f.value == "" {
		if joined {
			return 0, &usageError{code: "bad-value", path: p.path, args: map[string]any{"flag": long, "value": value}}
		}
		p.flags[f.name] = []string{"true"}
		p.help = p.help || f.name == "help"
		return 0, nil
	}
	if !joined {
		if len(rest) == 0 {
			return 0, &usageError{code: "missing-value", path: p.path, args: map[string]any{"flag": long}}
		}
		value, taken = rest[0], 1
	}
	if value == "" && !f.empty {
		return 0, &usageError{code: "empty-value", path: p.path, args: map[string]any{"flag": long}}
	}
	if f.values != nil && !slices.Contains(f.values, value) && !(f.many || strings.Contains(f.value, ",")) {
		return 0, &usageError{code: "bad-value", path: p.path, nearest: nearest(value, f.values),
			args: map[string]any{"flag": long, "value": value, "values": f.values}}
	}
	if len(p.flags[f.name]) > 0 && !f.many {
		return 0, &usageError{code: "repeated-flag", path: p.path, args: map[string]any{"flag": long}}
	}
	p.flags[f.name] = append(p.flags[f.name], value)
	return taken, nil
}

func dashes(w, name string) string {
	if strings.HasPrefix(w, "--") {
		return "--" + name
	}
	return "-" + name
}

func prefixed(prefix, word string) string {
	if word == "" {
		return ""
	}
	return prefix + word
}

func (p *parsed) command() string { return strings.TrimSpace("bayan " + p.path.String()) }

// check sees that the verb has what it needs.
func (p *parsed) check(verbs []*verb) error {
	if len(p.path) == 0 {
		if len(p.args) > 0 {
			return &usageError{code: "unknown-command", args: map[string]any{"word": p.args[0]}, nearest: nearest(p.args[0], verbNames(verbs))}
		}
		return nil
	}
	if p.help {
		return nil
	}
	v := p.path.last()
	if v.run == nil {
		return &usageError{code: "missing-argument", path: p.path,
			args: map[string]any{"command": p.command(), "argument": strings.Join(verbNames(v.subs), "|")}}
	}
	least, most := v.arity()
	if len(p.args) < least {
		return &usageError{code: "missing-argument", path: p.path,
			args: map[string]any{"command": p.command(), "argument": strings.TrimSuffix(v.args[len(p.args)], "...")}}
	}
	if most >= 0 && len(p.args) > most {
		return &usageError{code: "extra-argument", path: p.path, nearest: prefixed(p.path.String()+" ", nearest(p.args[0], verbNames(v.subs))),
			args: map[string]any{"command": p.command(), "argument": p.args[most]}}
	}
	for i, a := range p.args {
		if a == "" && i < least {
			return &usageError{code: "missing-argument", path: p.path,
				args: map[string]any{"command": p.command(), "argument": v.args[i]}}
		}
	}
	for _, f := range v.flags {
		given := func(name string) bool { return len(p.flags[name]) > 0 }
		if f.must && !given(f.name) && !slices.ContainsFunc(f.unless, given) {
			return p.missingFlag(p.command(), f.typed())
		}
	}
	if len(p.flags["json"]) > 0 && !v.json {
		return &usageError{code: "unknown-flag", path: p.path, args: map[string]any{"command": p.command(), "flag": "--json"}}
	}
	return nil
}

// missingFlag is the refusal of a command that needs a flag.
func (p *parsed) missingFlag(command, typed string) error {
	return &usageError{code: "missing-flag", path: p.path, args: map[string]any{"command": command, "flag": typed}}
}

func (p *parsed) flagNames() []string {
	var names []string
	for _, v := range p.path {
		for _, f := range v.flags {
			names = append(names, f.name)
		}
	}
	for _, f := range globals {
		names = append(names, f.name)
	}
	return names
}

func verbNames(list []*verb) []string {
	var names []string
	for _, v := range list {
		if !v.hidden {
			names = append(names, v.name)
		}
	}
	return names
}

// nearest is the word of a list that was most likely meant; "" if none is close.
func nearest(word string, list []string) string {
	best, least := "", max(1, len(word)/3)+1
	for _, candidate := range list {
		if d := distance(word, candidate); d < least {
			best, least = candidate, d
		}
	}
	return best
}

// distance counts the letters to insert, drop, change or swap between two words.
func distance(a, b string) int {
	rows := [3][]int{}
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
	}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		rows[2][0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(rows[1][j]+1, rows[2][j-1]+1, rows[1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, rows[0][j-2]+1)
			}
			rows[2][j] = d
		}
		rows[0], rows[1], rows[2] = rows[1], rows[2], rows[0]
	}
	return rows[1][len(b)]
}
