package main

import (
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var listVerb = &verb{
	name: "list", group: "look", json: true,
	flags: []flag{
		{name: "stage", value: "STAGE", values: []string{"drafting", "translating", "reviewing", "signing", "ready", "published", "withheld", "withdrawn"}},
		{name: "search", value: "WORDS"},
		{name: "all"},
	},
	run: runList,
}

// listPage is how many releases are listed unless all are asked for.
const listPage = 50

type listedRelease struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Stage     string   `json:"stage"`
	Source    string   `json:"source"`
	Languages []string `json:"languages"`
	Edition   int      `json:"edition"`
	Date      string   `json:"date"`
	Updated   string   `json:"updated"`
}

func runList(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	q := newsroom.ListQuery{Stage: workflow.Stage(c.flag("stage")), Search: c.flag("search"), Limit: listPage + 1}
	if c.on("all") {
		q.Limit = 0
	}
	list, err := d.room.List(c.ctx, q)
	if err != nil {
		return err
	}
	more := q.Limit > 0 && len(list) > listPage
	if more {
		list = list[:listPage]
	}
	if c.on("json") {
		rows := make([]listedRelease, len(list))
		for i, l := range list {
			rows[i] = listedRelease{l.ID, l.Title, string(l.Stage), string(l.Source), strs(l.Languages), l.Edition, l.Date, utc(l.Updated)}
		}
		return c.json(rows)
	}
	if len(list) == 0 {
		c.result("list.none", nil)
		return nil
	}
	rows := make([][]string, len(list))
	for i, l := range list {
		rows[i] = []string{l.ID, c.say.Say("stage."+string(l.Stage), nil), c.say.Day(l.Date), l.Title}
	}
	c.out.Table(c.words("list.release", "list.stage", "list.date", "list.title"), rows, 0, 2)
	if more {
		c.notice("list.more", map[string]any{"command": "bayan list --all"})
	}
	c.next("bayan show " + list[0].ID)
	return nil
}
