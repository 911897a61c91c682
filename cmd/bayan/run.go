package main

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"bayan/locales"
	"bayan/locales/terminal"
	"bayan/releases/check/hunspell"
)

// run is the whole program but for the system: it parses, opens what the verb
// needs, runs it, and turns an error into a message and an exit code.
func run(ctx context.Context, w *world) int {
	p, err := parse(verbs, w.argv)
	c := &call{ctx: ctx, world: w, parsed: p}
	c.site = sync.OnceValues(c.findSite)
	c.clocks = sync.OnceValue(c.place)
	defer c.close()
	if c.prepare(); err != nil {
		return c.fail(err)
	}
	switch {
	case p.help:
		err = c.help(p.path)
	case len(p.path) == 0:
		p.path = path{findVerb(verbs, "pending")}
		p.flags["_bare"] = []string{"true"}
		err = p.path.last().run(c)
	case p.path.looks():
		err = p.path.last().run(c)
	default:
		// What only looks may be ended anywhere; all else is told, and ends well.
		var stop func()
		c.ctx, stop = w.listen(ctx)
		defer stop()
		err = p.path.last().run(c)
	}
	if err != nil {
		return c.fail(err)
	}
	for _, out := range []*terminal.Printer{c.out, c.err} {
		// A reader that went away early (head, less) is no failure.
		if err := out.Err(); err != nil && !errors.Is(err, io.ErrClosedPipe) && !brokenPipe(err) {
			return c.fail(err)
		}
	}
	return 0
}

// call is one run of a verb.
type call struct {
	ctx context.Context
	*world
	*parsed
	say      *locales.Locale
	out, err *terminal.Printer // standard output and standard error
	desk     *openDesk         // nil until open
	site     func() (site, error)
	settings map[string]string     // the settings of the desk's policy; nil before it was read
	clocks   func() *time.Location // where times are shown
	speller  *hunspell.Speller     // nil where there is no program for it
}

// prepare settles language and streams; nothing in it can fail, so that every
// error can be told.
func (c *call) prepare() {
	locale := c.flag("locale")
	if locale == "" && c.getenv("BAYAN_LOCALE") == "" {
		locale = c.saved().Locale
	}
	c.say = locales.Open(locales.Negotiate(locale, c.getenv))
	c.out, c.err = c.printer(c.stdout), c.printer(c.stderr)
	if c.hunspell != "" {
		c.speller = hunspell.New(c.ctx, c.hunspell)
	}
}

func (c *call) printer(stream io.Writer) *terminal.Printer {
	width, is := c.terminal(stream)
	o := terminal.Options{Width: width, Direction: c.say.Direction()}
	o.Color = is && c.getenv("NO_COLOR") == "" && c.getenv("TERM") != "dumb"
	switch c.flag("color") {
	case "always":
		o.Color = true
	case "never":
		o.Color = false
	}
	o.Mode = c.bidiMode(is)
	return terminal.New(stream, o)
}

// bidiMode is who puts right-to-left text in order on this stream.
func (c *call) bidiMode(isTerminal bool) terminal.Mode {
	for _, name := range []string{c.flag("bidi"), c.getenv("BAYAN_BIDI"), c.saved().Bidi} {
		if mode, ok := terminal.ParseMode(name); ok && mode != terminal.Auto {
			if name == c.flag("bidi") || isTerminal {
				return mode
			}
		} else if name != "" {
			break // auto was asked for
		}
	}
	return terminal.Detect(c.getenv, isTerminal, c.reorders)
}

// flag is the value of a flag; "" where it was not given.
func (c *call) flag(name string) string {
	if c.parsed == nil || len(c.flags[name]) == 0 {
		return ""
	}
	return c.flags[name][0]
}

func (c *call) on(name string) bool { return c.flag(name) != "" }

// arg is an argument by position; "" where it was not given.
func (c *call) arg(i int) string {
	if i < len(c.args) {
		return c.args[i]
	}
	return ""
}

// notice tells something besides the result, on standard error.
func (c *call) notice(key string, args map[string]any) {
	if !c.on("quiet") {
		c.err.Paragraph(c.say.Say(key, c.sentence(args)))
	}
}

// result says the result in a sentence, on standard output.
func (c *call) result(key string, args map[string]any) {
	c.out.Paragraph(c.say.Say(key, c.sentence(args)))
}
