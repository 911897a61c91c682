package main

import (
	"slices"
	"strconv"
	"strings"

	"bayan/locales"
	"bayan/locales/terminal"
)

var helpVerb = &verb{name: "help", group: "about", args: []string{"[VERB...]"}, noDesk: true, run: runHelp}

func runHelp(c *call) error {
	var p path
	list := verbs
	for _, word := range c.args {
		v := findVerb(list, word)
		if v == nil {
			return &usageError{code: "unknown-topic", args: map[string]any{"word": word}, nearest: nearest(word, verbNames(list))}
		}
		p, list = append(p, v), v.subs
	}
	return c.help(p)
}

// environment is what bayan reads of it.
var environment = []string{"BAYAN_MEMBER", "BAYAN_LOCALE", "BAYAN_DESK", "BAYAN_BIDI", "NO_COLOR", "VISUAL", "EDITOR", "LC_ALL"}

// help prints the page of a verb, or of the program.
func (c *call) help(p path) error {
	if len(p) == 0 {
		c.helpAll()
		return nil
	}
	v := p.last()
	key := p.key()
	c.out.Heading(c.say.Say("verb."+key, nil))
	c.heading("help.usage")
	if v.run != nil {
		c.out.Inset(2, c.out.Code(usageLine(p)))
	}
	for _, sub := range v.subs {
		c.out.Inset(2, c.out.Code(usageLine(append(p[:len(p):len(p)], sub))))
	}
	if c.say.Has("manual." + key) {
		c.out.Blank()
		c.out.Paragraph(c.say.Say("manual."+key, nil))
	}
	if len(v.subs) > 0 {
		c.heading("help.commands")
		var rows []terminal.Pair
		for _, sub := range v.subs {
			rows = append(rows, terminal.Pair{Key: p.String() + " " + sub.name, Value: c.say.Say("verb."+key+"-"+sub.name, nil)})
		}
		c.out.Pairs(rows...)
	}
	if len(v.flags) > 0 {
		c.heading("help.flags")
		c.out.Pairs(c.flagRows(key, v.flags)...)
	}
	c.heading("help.global-flags")
	c.out.Pairs(c.flagRows(key, c.globalsOf(v))...)
	c.heading("help.examples")
	for _, line := range strings.Split(strings.TrimSpace(c.say.Say("example."+key, nil)), "\n") {
		command, comment, _ := strings.Cut(line, "#")
		if comment = strings.TrimSpace(comment); comment != "" {
			c.out.Inset(2, comment)
		}
		c.out.Inset(4, c.out.Code(strings.TrimSpace(command)))
	}
	c.heading("help.exit-codes")
	var rows []terminal.Pair
	for code := range 7 {
		rows = append(rows, terminal.Pair{Key: strconv.Itoa(code), Value: c.say.Say("exit."+strconv.Itoa(code), nil)})
	}
	c.out.Pairs(rows...)
	c.heading("help.environment")
	rows = nil
	for _, name := range environment {
		rows = append(rows, terminal.Pair{Key: name, Value: c.say.Say("environment."+name, nil)})
	}
	c.out.Pairs(rows...)
	return nil
}

func (c *call) heading(key string) {
	c.out.Blank()
	c.out.Heading(c.say.Say(key, nil))
}

func (c *call) helpAll() {
	c.out.Heading(c.say.Say("manual.bayan", nil))
	for _, group := range groups {
		c.heading("group." + group)
		var rows []terminal.Pair
		for _, v := range verbs {
			if v.group == group && !v.hidden {
				rows = append(rows, terminal.Pair{Key: v.name, Value: c.say.Say("verb."+v.name, nil)})
			}
		}
		c.out.Pairs(rows...)
	}
	c.heading("help.global-flags")
	c.out.Pairs(c.flagRows("", globals)...)
	c.out.Blank()
	c.out.Paragraph(c.say.Say("help.more", locales.Args{"command": locales.Code("bayan help VERB")}))
}

// globalsOf are the flags of every command that a verb takes.
func (c *call) globalsOf(v *verb) []flag {
	var out []flag
	for _, f := range globals {
		if f.name != "json" || v.json {
			out = append(out, f)
		}
	}
	return out
}

func (c *call) flagRows(verb string, flags []flag) []terminal.Pair {
	rows := make([]terminal.Pair, len(flags))
	for i, f := range flags {
		name := "--" + f.name
		if f.short != "" {
			name = "-" + f.short + ", " + name
		}
		if f.value != "" {
			name += " " + f.value
		}
		meaning := c.say.Say(flagKey(c.say, verb, f.name), nil)
		if f.values != nil {
			key := "help.values"
			if strings.Contains(f.value, ",") {
				key = "help.several-values"
			}
			meaning += " (" + c.say.Say(key, locales.Args{"values": locales.Words(c.say.Either(f.values))}) + ")"
		}
		if f.many {
			meaning += " (" + c.say.Say("help.repeatable", nil) + ")"
		}
		rows[i] = terminal.Pair{Key: c.out.Code(name), Value: meaning}
	}
	return rows
}

// flagKey is the sentence of a flag: the verb's own, or that of all.
func flagKey(l *locales.Locale, verb, name string) string {
	if own := "flag." + verb + "-" + name; l.Has(own) {
		return own
	}
	return "flag." + name
}

// usageLine is what a verb takes: its arguments, the flags that it refuses to run
// without and, where there are others, a sign of them.
func usageLine(p path) string {
	words := append([]string{"bayan", p.String()}, p.last().args...)
	others := len(p.last().flags)
	for _, f := range p.last().flags {
		if !f.must {
			continue
		}
		one := []string{strings.TrimSpace(f.typed() + " " + f.value)}
		for _, g := range p.last().flags {
			if slices.Contains(f.unless, g.name) {
				one = append(one, strings.TrimSpace(g.typed()+" "+g.value))
			}
		}
		word := strings.Join(one, " | ")
		if others -= len(one); len(one) > 1 {
			word = "(" + word + ")"
		}
		words = append(words, word)
	}
	if others > 0 {
		words = append(words, "[--…]")
	}
	return strings.Join(words, " ")
}
