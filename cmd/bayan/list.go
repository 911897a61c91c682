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
	ID        string          `json:"id"`
	Title     string          `json:"title"`
	Titles    newsroom.Titles `json:"titles"`
	Stage     string          `json:"stage"`
	Source    string          `json:"source"`
	Languages []string        `json:"languages"`
	Edition   int             `json:"edition"`
	Date      string          `json:"date"`
	Updated   string          `json:"updated"`
	Out       []outRow        `json:"out"` // what was sent and has not come home yet
}

// outRow is a text that is out with somebody.
type outRow struct {
	Language string `json:"language"`
	Holder   string `json:"holder"`
	Since    string `json:"since"`
	Until    string `json:"until"`
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
	all, err := d.room.Out(c.ctx, list)
	if err != nil {
		return err
	}
	out := map[string][]newsroom.Out{}
	for _, o := range all {
		out[o.Release] = append(out[o.Release], o)
	}
	if c.on("json") {
		rows := make([]listedRelease, len(list))
		for i, l := range list {
			rows[i] = listedRelease{l.ID, l.Title, titlesOf(l.Titles), string(l.Stage), string(l.Source), strs(l.Languages), l.Edition, l.Date, utc(l.Updated), outRows(out[l.ID])}
		}
		return c.json(rows)
	}
	if len(list) == 0 {
		c.result("list.none", nil)
		return nil
	}
	rows := make([][]string, len(list))
	for i, l := range list {
		rows[i] = []string{l.ID, c.say.Say("stage."+string(l.Stage), nil), c.say.Day(l.Date), c.title(l.Title, l.Titles)}
	}
	c.out.Table(c.words("list.release", "list.stage", "list.date", "list.title"), rows, 0, 2)
	for _, l := range list {
		for _, o := range out[l.ID] {
			c.out.List(c.say.Say("list.out", c.sentence(map[string]any{
				"id": o.Release, "language": o.Language, "to": o.Holder, "since": o.Since, "until": o.Until})))
		}
	}
	if more {
		c.notice("list.more", map[string]any{"command": "bayan list --all"})
	}
	c.next("bayan show " + list[0].ID)
	return nil
}

func outRows(out []newsroom.Out) []outRow {
	rows := make([]outRow, len(out))
	for i, o := range out {
		rows[i] = outRow{string(o.Language), o.Holder, utc(o.Since), utc(o.Until)}
	}
	return rows
}
