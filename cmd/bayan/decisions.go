package main

import (
	"fmt"
	"strconv"
	"strings"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var approveVerb = &verb{
	name: "approve", group: "review", args: []string{"RELEASE", "LANG"},
	flags: []flag{{name: "version", value: "N"}, {name: "waive", value: "CODE:BLOCK=REASON", many: true}},
	run:   runApprove,
}

func runApprove(c *call) error {
	command := newsroom.Approve{Release: c.release(), Language: c.language()}
	if c.on("version") {
		n, err := c.number("version")
		if err != nil {
			return err
		}
		command.Version = n
	}
	for _, w := range c.flags["waive"] {
		finding, reason, ok := strings.Cut(w, "=")
		code, block, named := strings.Cut(finding, ":")
		if reason = strings.TrimSpace(reason); !ok || !named || code == "" || block == "" || reason == "" {
			return &usageError{code: "bad-form", path: c.path, args: map[string]any{"value": w, "form": "--waive CODE:BLOCK=REASON"}}
		}
		command.Waive = append(command.Waive, newsroom.Waive{Code: code, Block: block, Reason: reason})
	}
	return c.act(command)
}

// number is the value of a flag as a positive whole number.
func (c *call) number(name string) (int, error) {
	n, err := strconv.Atoi(c.flag(name))
	if err != nil || n < 1 {
		return 0, &usageError{code: "bad-value", path: c.path, args: map[string]any{"flag": "--" + name, "value": c.flag(name)}}
	}
	return n, nil
}

var returnVerb = &verb{
	name: "return", group: "review", args: []string{"RELEASE", "LANG"},
	flags: []flag{note.needed(), {name: "block", value: "BLOCK"}},
	run: func(c *call) error {
		return c.act(newsroom.Return{Release: c.release(), Language: c.language(), Note: c.flag("message"), Block: c.flag("block")})
	},
}

var waiveStaleVerb = &verb{
	name: "waive-stale", group: "review", args: []string{"RELEASE", "LANG"},
	flags: []flag{note.needed()},
	run: func(c *call) error {
		return c.act(newsroom.WaiveStale{Release: c.release(), Language: c.language(), Why: c.flag("message")})
	},
}

var signVerb = &verb{
	name: "sign", group: "review", args: []string{"RELEASE"},
	flags: []flag{{name: "role", value: "NAME"}, {name: "languages", value: "LANG,LANG"}, note},
	run: func(c *call) error {
		return c.act(newsroom.Sign{Release: c.release(), Role: strings.TrimPrefix(c.flag("role"), "signer:"),
			Languages: c.languages(c.flag("languages")), Why: c.flag("message")})
	},
}

// languages reads "en,ar"; nil for none.
func (c *call) languages(list string) []workflow.Language {
	var out []workflow.Language
	for _, l := range strings.Split(list, ",") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, workflow.Language(l))
		}
	}
	return out
}

var publishVerb = &verb{
	name: "publish", group: "publish", args: []string{"[RELEASE]"},
	flags: []flag{{name: "at", value: "WHEN", values: []string{"embargo", "none"}}, {name: "dry-run"}, {name: "due"}},
	run:   runPublish,
}

func runPublish(c *call) error {
	if c.on("due") {
		return publishDue(c)
	}
	if c.release() == "" {
		return &usageError{code: "missing-argument", path: c.path, args: map[string]any{"command": c.command(), "argument": "RELEASE"}}
	}
	if c.flag("at") == "none" && c.on("dry-run") {
		return &usageError{code: "exclusive-flags", path: c.path, args: map[string]any{"first": "--at none", "second": "--dry-run"}}
	}
	return c.act(newsroom.Publish{Release: c.release(), AtEmbargo: c.flag("at") == "embargo", Unschedule: c.flag("at") == "none", DryRun: c.on("dry-run")})
}

// publishDue is for cron: it publishes what was scheduled and is due, goes on
// after one that cannot be, and ends with the weightiest exit code.
func publishDue(c *call) error {
	if c.release() != "" {
		return &usageError{code: "extra-argument", path: c.path, args: map[string]any{"command": "bayan publish --due", "argument": c.release()}}
	}
	d, err := c.open()
	if err != nil {
		return err
	}
	ids, err := d.room.Due(c.ctx)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		c.notice("publish.none-due", nil)
		return nil
	}
	var worst error
	for _, id := range ids {
		err := c.act(newsroom.Publish{Release: id, Due: true, DryRun: c.on("dry-run")})
		if err != nil && worst != nil {
			if c.failure(err).exit > c.failure(worst).exit {
				err, worst = worst, err
			}
			c.fail(err)
		} else if err != nil {
			worst = err
		}
	}
	return worst
}

var correctVerb = &verb{
	name: "correct", group: "publish", args: []string{"RELEASE"},
	flags: []flag{note.needed("cancel", "notice"), {name: "kind", value: "KIND", values: []string{"correction", "addition"}}, {name: "cancel"},
		{name: "notice", value: "LANG=TEXT", many: true}},
	run: func(c *call) error {
		notices, err := c.notices()
		if err != nil {
			return err
		}
		return c.act(newsroom.Correct{Release: c.release(), What: c.flag("message"), Kind: c.flag("kind"), Cancel: c.on("cancel"), Notices: notices})
	},
}

var withholdVerb = &verb{
	name: "withhold", group: "publish", args: []string{"RELEASE"},
	flags: []flag{note.needed(), {name: "notice", value: "LANG=TEXT", many: true}, {name: "dry-run"}},
	run:   func(c *call) error { return runClose(c, false) },
}

var withdrawVerb = &verb{
	name: "withdraw", group: "publish", args: []string{"RELEASE"},
	flags: []flag{note.needed(), {name: "notice", value: "LANG=TEXT", many: true}, {name: "dry-run"}},
	run:   func(c *call) error { return runClose(c, true) },
}

func runClose(c *call, withdraw bool) error {
	notices, err := c.notices()
	if err != nil {
		return err
	}
	out, err := c.do(newsroom.Close{Release: c.release(), Withdraw: withdraw, Why: c.flag("message"), Notices: notices, DryRun: c.on("dry-run")})
	if err == nil {
		_, err = fmt.Fprint(c.stdout, out.Shown)
	}
	return err
}

// notices are words to the readers, by language.
func (c *call) notices() (map[workflow.Language]string, error) {
	out := map[workflow.Language]string{}
	for _, n := range c.flags["notice"] {
		l, words, ok := strings.Cut(n, "=")
		if words = strings.TrimSpace(words); !ok || l == "" || words == "" {
			return nil, &usageError{code: "bad-form", path: c.path, args: map[string]any{"value": n, "form": "--notice LANG=TEXT"}}
		}
		out[workflow.Language(l)] = words
	}
	return out, nil
}

var setVerb = &verb{
	name: "set", group: "publish", args: []string{"RELEASE", "KEY=VALUE..."},
	run: func(c *call) error {
		values, err := c.pairs(c.args[1:])
		if err != nil {
			return err
		}
		return c.act(newsroom.Set{Release: c.release(), Values: values})
	},
}
