package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"bayan/locales"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var initVerb = &verb{
	name: "init", group: "desk", args: []string{"[DIR]"}, noDesk: true,
	flags: []flag{
		{name: "org", value: "NAME", must: true}, {name: "languages", value: "LANG,LANG", must: true}, {name: "me", value: "ID", must: true},
		{name: "name", value: "NAME"}, {name: "policy", value: "PRESET", values: []string{"newsroom", "pair", "solo"}},
	},
	run: runInit,
}

func runInit(c *call) error {
	preset := c.flag("policy")
	if preset == "" {
		preset = string(workflow.Newsroom)
	}
	dir := c.absolute(c.arg(0))
	d, err := c.createDesk(dir, workflow.MemberID(c.flag("me")))
	if err != nil {
		return err
	}
	out, err := d.room.Do(c.ctx, newsroom.Who{Member: d.member}, newsroom.Init{
		Organisation: c.flag("org"), Languages: c.languages(c.flag("languages")), Preset: preset, Name: c.flag("name"),
	})
	if err != nil {
		return err
	}
	if err := d.settle(); err != nil {
		return err
	}
	out.Paths = []string{filepath.Join(dir, "bayan.toml")}
	c.report(out)
	if preset == string(workflow.Solo) {
		c.next("bayan new TITLE --lang " + string(c.languages(c.flag("languages"))[0]))
	} else {
		c.next("bayan member add ID --name NAME --role writer")
	}
	return nil
}

var memberVerb = &verb{
	name: "member", group: "desk", subs: []*verb{
		{name: "add", args: []string{"ID"}, flags: []flag{{name: "name", value: "NAME"}, roleFlag}, run: func(c *call) error {
			return c.act(newsroom.AddMember{ID: workflow.MemberID(c.arg(0)), Name: c.flag("name"), Roles: c.flags["role"]})
		}},
		{name: "list", json: true, run: runMemberList},
		{name: "grant", args: []string{"ID"}, flags: []flag{roleFlag.needed()}, run: func(c *call) error { return runRoles(c, false) }},
		{name: "revoke", args: []string{"ID"}, flags: []flag{roleFlag.needed()}, run: func(c *call) error { return runRoles(c, true) }},
	},
}

var roleFlag = flag{name: "role", value: "ROLE", many: true}

func runRoles(c *call, revoke bool) error {
	return c.act(newsroom.ChangeRoles{ID: workflow.MemberID(c.arg(0)), Roles: c.flags["role"], Revoke: revoke})
}

type listedMember struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Roles []string `json:"roles"`
}

func runMemberList(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	desk, err := d.room.Desk(c.ctx)
	if err != nil {
		return err
	}
	var list []listedMember
	for _, m := range desk.Members {
		row := listedMember{ID: string(m.ID), Name: m.Name, Roles: []string{}}
		for _, r := range m.Roles {
			row.Roles = append(row.Roles, r.String())
		}
		list = append(list, row)
	}
	if c.on("json") {
		return c.json(list)
	}
	rows := make([][]string, len(list))
	for i, m := range list {
		rows[i] = []string{m.ID, m.Name, strings.Join(m.Roles, " ")}
	}
	c.out.Table(c.words("member.id", "member.name", "member.roles"), rows, 0)
	return nil
}

var policyVerb = &verb{
	name: "policy", group: "desk", json: true, run: runPolicyShow,
	subs: []*verb{
		{name: "show", json: true, run: runPolicyShow},
		{name: "set", args: []string{"KEY=VALUE..."}, run: runPolicySet},
	},
}

func runPolicySet(c *call) error {
	settings, err := c.pairs(c.args)
	if err != nil {
		return err
	}
	for _, s := range settings {
		if s.Key == "zone" && !isZone(s.Value) {
			return &newsroom.Fault{Code: "unknown-zone", Exit: newsroom.ExitUsage, Args: map[string]any{"value": s.Value}}
		}
	}
	return c.act(newsroom.SetPolicy{Settings: settings})
}

// pairs reads arguments of the form KEY=VALUE.
func (c *call) pairs(args []string) (list []newsroom.Setting, err error) {
	for _, a := range args {
		key, value, ok := strings.Cut(a, "=")
		if !ok || key == "" {
			return nil, &usageError{code: "bad-form", path: c.path, args: map[string]any{"value": a, "form": "KEY=VALUE"}}
		}
		list = append(list, newsroom.Setting{Key: key, Value: value})
	}
	return list, nil
}

// isZone tells whether a name is that of a time zone, the same on every machine:
// a desk with another would have its pages in UTC without a word.
func isZone(name string) bool {
	_, err := time.LoadLocation(name)
	return err == nil && name != "Local"
}

type policyRule struct {
	Action string   `json:"action"`
	Who    []string `json:"who"`
	Needs  []string `json:"needs"`
}

// runPolicyShow shows the settings and the table of rules.
func runPolicyShow(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	desk, err := d.room.Desk(c.ctx)
	if err != nil {
		return err
	}
	var rules []policyRule
	for _, r := range workflow.Table {
		rules = append(rules, policyRule{string(r.Action), strs(r.Who), strs(r.If)})
	}
	settings := desk.Settings
	if c.on("json") {
		return c.json(map[string]any{"organisation": desk.Organisation, "settings": settings, "rules": rules})
	}
	c.out.Heading(desk.Organisation)
	rows := [][]string{}
	for _, key := range workflow.PolicyKeys {
		rows = append(rows, []string{key, c.settingWords(key, settings[key]), c.say.Say("policy."+key, nil)})
	}
	for _, key := range workflow.CheckKeys() {
		if value := settings[key]; value != "" {
			rows = append(rows, []string{key, value, c.say.Say("policy.check", nil)})
		}
	}
	c.out.Remarks(c.words("policy-table.key", "policy-table.value", "policy-table.meaning"), rows, 0, 1)
	c.out.Blank()
	rows = [][]string{}
	for _, r := range rules {
		rows = append(rows, []string{c.say.Say("action."+r.Action, nil), c.say.Either(c.roleWords(r.Who)), c.conditions(r.Needs)})
	}
	c.out.Remarks(c.words("policy-table.action", "policy-table.who", "policy-table.needs"), rows)
	return nil
}

// settingWords is a setting's value as people read it.
func (c *call) settingWords(key, value string) string {
	d, err := time.ParseDuration(value)
	switch {
	case err != nil || key != "claim" && key != "send":
		return value
	case d%(24*time.Hour) == 0:
		return c.say.Say("count.days", locales.Args{"count": int(d / (24 * time.Hour))})
	case d%time.Hour == 0:
		return c.say.Say("count.hours", locales.Args{"count": int(d / time.Hour)})
	}
	return c.say.Say("count.minutes", locales.Args{"count": int(d / time.Minute)})
}

func (c *call) roleWords(who []string) []string {
	words := make([]string, len(who))
	for i, w := range who {
		words[i] = c.say.Say("role."+w, nil)
	}
	return words
}

func (c *call) conditions(names []string) string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = c.say.Say("condition."+n, nil)
	}
	return strings.Join(words, " · ")
}

func strs[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	return words
}

var eraseVerb = &verb{
	name: "erase", group: "keep", args: []string{"RELEASE", "LANG", "[VERSION]"}, flags: []flag{note.needed()},
	run: func(c *call) error {
		command := newsroom.Erase{Release: c.release(), Language: c.language(), Why: c.flag("message")}
		if a := c.arg(2); a != "" {
			n, err := strconv.Atoi(a)
			if err != nil || n < 1 {
				return &usageError{code: "bad-value", path: c.path, args: map[string]any{"flag": "VERSION", "value": a}}
			}
			command.Version = n
		}
		return c.act(command)
	},
}

// absent sees that a file that is to be written is not there yet.
func (c *call) absent(file string) error {
	if _, err := os.Lstat(c.absolute(file)); err == nil {
		return fileThere(file)
	}
	return nil
}

func fileThere(file string) error {
	return &newsroom.Fault{Code: "file-there", Exit: newsroom.ExitFailed, Args: map[string]any{"path": file}}
}
