package main

import "strings"

// verb is one command of bayan: what it takes, and what it does. Its sentences
// are in the catalogues under verb.NAME, manual.NAME and example.NAME.
type verb struct {
	name   string
	group  string   // heading that lists of commands put it under
	args   []string // "RELEASE", "LANG", "[FILE]", "GROUP..."
	flags  []flag
	subs   []*verb // "member add": a verb with subs and a run acts without a sub too
	run    func(c *call) error
	noDesk bool // works without a desk
	hidden bool
	json   bool // has a --json form
}

// flag is an option of a verb. Its sentence is flag.NAME in the catalogues, or
// flag.VERB-NAME where a verb means something of its own by it.
type flag struct {
	name   string
	short  string   // one letter, without its dash
	value  string   // placeholder of the value; "" for a switch
	many   bool     // may be given more than once
	values []string // the only ones there are; nil for any
	empty  bool     // an empty value means something
	must   bool     // the verb refuses to run without it
	unless []string // names of flags each of which stands in for one that must be given
	arg    complete // what the value is completed with
}

// needed is a flag of several verbs, one of which refuses to run without it, unless
// another of its flags is given.
func (f flag) needed(unless ...string) flag {
	f.must, f.unless = true, unless
	return f
}

// typed is a flag as people are told to type it: "-m", "--to".
func (f flag) typed() string {
	if f.short != "" {
		return "-" + f.short
	}
	return "--" + f.name
}

// globals are the flags of every command.
var globals = []flag{
	{name: "as", value: "MEMBER", arg: completeMember},
	{name: "for", value: "PERSON", arg: completeMember},
	{name: "evidence", value: "FILE", arg: completeFile},
	{name: "desk", value: "DIR", arg: completeFile},
	{name: "locale", value: "LANG", values: []string{"en", "ar"}},
	{name: "json"},
	{name: "color", value: "WHEN", values: []string{"auto", "always", "never"}},
	{name: "bidi", value: "MODE", values: []string{"auto", "native", "visual", "isolate", "none"}},
	{name: "quiet", short: "q"},
	{name: "help", short: "h"},
}

// path is the whole name of a verb: "member add".
type path []*verb

func (p path) String() string {
	names := make([]string, len(p))
	for i, v := range p {
		names[i] = v.name
	}
	return strings.Join(names, " ")
}

func (p path) last() *verb { return p[len(p)-1] }

// looks tells that a verb changes nothing and ends soon.
func (p path) looks() bool { return p[0].group == "look" || p[0].group == "about" }

// key names a verb in the catalogues: "member-add".
func (p path) key() string { return strings.ReplaceAll(p.String(), " ", "-") }

// flagNamed finds a flag of the verb or of all verbs by its name or letter.
func (p path) flagNamed(name string) *flag {
	for i := len(p) - 1; i >= 0; i-- {
		for k := range p[i].flags {
			if f := &p[i].flags[k]; f.name == name || f.short != "" && f.short == name {
				return f
			}
		}
	}
	for k := range globals {
		if f := &globals[k]; f.name == name || f.short != "" && f.short == name {
			return f
		}
	}
	return nil
}

// least and most arguments that a verb takes; most is -1 for any number.
func (v *verb) arity() (least, most int) {
	for _, a := range v.args {
		switch {
		case strings.HasPrefix(a, "[") && strings.Contains(a, "..."):
			most = -1
		case strings.HasPrefix(a, "["):
			most++
		case strings.Contains(a, "..."):
			least, most = least+1, -1
		default:
			least, most = least+1, most+1
		}
		if most == -1 {
			return least, -1
		}
	}
	return least, most
}

func findVerb(list []*verb, name string) *verb {
	for _, v := range list {
		if v.name == name {
			return v
		}
	}
	return nil
}
