package main

import (
	"fmt"
	"strings"

	"bayan/locales"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// act runs a command that changes something and tells what it did.
func (c *call) act(command newsroom.Command) error {
	_, err := c.do(command)
	return err
}

// do is act for verbs that go on with the outcome.
func (c *call) do(command newsroom.Command) (newsroom.Outcome, error) {
	out, err := c.perform(command)
	if err == nil {
		c.report(out)
	}
	return out, err
}

// perform is do for verbs that tell the outcome themselves; what a failure told
// is told.
func (c *call) perform(command newsroom.Command) (newsroom.Outcome, error) {
	d, err := c.open()
	if err != nil {
		return newsroom.Outcome{}, err
	}
	who, err := c.actor(d)
	if err != nil {
		return newsroom.Outcome{}, err
	}
	out, err := d.room.Do(c.ctx, who, command)
	if err != nil {
		c.tell(out.Told)
	}
	return out, err
}

// report tells what was done: the result, what else is worth knowing, where
// the files are, and the next step.
func (c *call) report(out newsroom.Outcome) {
	c.result("did."+out.Did, out.Args)
	for _, p := range out.Paths {
		c.out.Inset(2, c.out.Code(c.relative(p)))
	}
	c.tell(out.Told)
	c.tellTerms(out.Terms)
	c.tellAnalysis(out.Analysis)
	if len(out.Next) > 0 {
		c.nextStep(out.Release, out.Next[0])
	}
}

func (c *call) tell(told []newsroom.Told) {
	for _, t := range told {
		args := map[string]any{}
		for k, v := range t.Args {
			args[k] = v
		}
		if p, ok := args["path"].(string); ok {
			args["path"] = c.relative(p)
		}
		if told, fault, unread := strings.Cut(t.Code, "-unread-"); unread {
			c.notice("told."+told+"-unread", map[string]any{
				"place": locales.Code(fmt.Sprintf("%v:%v", args["path"], args["line"])),
				"what":  locales.Words(c.say.Say("text."+fault, c.sentence(args))),
			})
			continue
		}
		c.notice("told."+t.Code, args)
	}
}

// release and language are the first two arguments of most verbs.
func (c *call) release() string { return c.arg(0) }

// AR is ar; what has more parts is typed as the desk writes it.
func (c *call) language() workflow.Language {
	if len(c.arg(1)) <= 3 {
		return workflow.Language(strings.ToLower(c.arg(1)))
	}
	return workflow.Language(c.arg(1))
}

var note = flag{name: "message", short: "m", value: "TEXT"}

var checkoutVerb = &verb{
	name: "checkout", group: "write", json: true, args: []string{"RELEASE", "LANG"},
	flags: []flag{{name: "format", value: "FORMAT", values: newsroom.ExchangeFormats()}, {name: "early"}, {name: "fresh"}},
	run:   runCheckout,
}

func runCheckout(c *call) error {
	command := newsroom.Checkout{Release: c.release(), Language: c.language(), Early: c.on("early"), Fresh: c.on("fresh"), Format: c.flag("format")}
	if !c.on("json") {
		return c.act(command)
	}
	out, err := c.perform(command)
	if err != nil {
		return err
	}
	c.tell(out.Told)
	paths := []string{}
	for _, p := range out.Paths {
		paths = append(paths, c.relative(p))
	}
	return c.json(map[string]any{"release": out.Release, "language": c.language(), "did": out.Did, "until": out.Args["until"],
		"files": paths, "analysis": analysisJSON(out.Analysis)})
}

var saveVerb = &verb{
	name: "save", group: "write", args: []string{"RELEASE", "LANG"},
	run: func(c *call) error {
		return c.act(newsroom.Save{Release: c.release(), Language: c.language()})
	},
}

var discardVerb = &verb{
	name: "discard", group: "write", args: []string{"RELEASE", "LANG"},
	run: func(c *call) error {
		return c.act(newsroom.Discard{Release: c.release(), Language: c.language()})
	},
}

var takeoverVerb = &verb{
	name: "takeover", group: "write", args: []string{"RELEASE", "LANG"},
	flags: []flag{{name: "to", value: "MEMBER", arg: completeMember}},
	run: func(c *call) error {
		return c.act(newsroom.Takeover{Release: c.release(), Language: c.language(), To: workflow.MemberID(c.flag("to"))})
	},
}

var alignVerb = &verb{
	name: "align", group: "write", args: []string{"RELEASE", "LANG", "GROUP..."},
	flags: []flag{note},
	run: func(c *call) error {
		return c.act(newsroom.Align{Release: c.release(), Language: c.language(), Groups: c.args[2:], Why: c.flag("message")})
	},
}

var checkinVerb = &verb{
	name: "checkin", group: "write", args: []string{"RELEASE", "LANG", "[FILE]"},
	flags: []flag{note},
	run: func(c *call) error {
		command := newsroom.Checkin{Release: c.release(), Language: c.language(), Note: c.flag("message")}
		if file := c.arg(2); file != "" {
			var err error
			if command.Bytes, err = c.readFile(file); err != nil {
				return err
			}
			command.Name = file
		}
		return c.act(command)
	},
}

var newVerb = &verb{
	name: "new", group: "write", args: []string{"TITLE"},
	flags: []flag{{name: "lang", value: "LANG", must: true}, {name: "id", value: "ID"}},
	run: func(c *call) error {
		return c.act(newsroom.New{ID: c.flag("id"), Title: c.arg(0), Language: workflow.Language(c.flag("lang"))})
	},
}

var importVerb = &verb{
	name: "import", group: "write", args: []string{"FILE"},
	flags: []flag{{name: "lang", value: "LANG", must: true}, {name: "id", value: "ID"}},
	run: func(c *call) error {
		b, err := c.readFile(c.arg(0))
		if err != nil {
			return err
		}
		return c.act(newsroom.Import{ID: c.flag("id"), Language: workflow.Language(c.flag("lang")), Name: c.arg(0), Bytes: b})
	},
}
