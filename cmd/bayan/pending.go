package main

import (
	"bayan/locales"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var pendingVerb = &verb{
	name: "pending", group: "look", json: true,
	flags: []flag{
		{name: "action", value: "ACTION", values: []string{"checkout", "checkin", "receive", "review", "waive-stale", "sign", "publish"}},
		{name: "all"},
	},
	run: runPending,
}

// pendingPage is how many tasks are listed unless all are asked for.
const pendingPage = 50

// pendingTask is a row of pending --json.
type pendingTask struct {
	Release  string          `json:"release"`
	Title    string          `json:"title"`
	Titles   newsroom.Titles `json:"titles"`
	Language string          `json:"language"`
	Action   string          `json:"action"`
	State    string          `json:"state"`
	Stage    string          `json:"stage"`
	Since    string          `json:"since"`
	Due      string          `json:"due"`
	Holder   string          `json:"holder"`
	Until    string          `json:"until,omitempty"`
	Version  int             `json:"version"`
}

func runPending(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	q := newsroom.PendingQuery{Member: d.member, Limit: pendingPage}
	// Here --for asks about another member's work; nothing is recorded.
	if c.on("for") {
		q.Member = workflow.MemberID(c.flag("for"))
	}
	if c.on("all") {
		q.Limit = 0
	}
	q.Action = workflow.Action(c.flag("action"))
	if q.Action == "review" {
		q.Action = workflow.ActApprove
	}
	list, more, err := d.room.Pending(c.ctx, q)
	if err != nil {
		return err
	}
	if c.on("json") {
		rows := make([]pendingTask, len(list))
		for i, w := range list {
			rows[i] = pendingTask{
				Release: w.Release, Title: w.Title, Titles: titlesOf(w.Titles), Language: string(w.Task.Language),
				Action: taskAction(w.Task.Action), State: string(w.Task.State), Stage: string(w.Task.Stage),
				Since: utc(w.Task.Since), Due: w.Task.Due, Holder: w.Holder, Until: utc(w.Task.Until), Version: w.Task.Version,
			}
		}
		return c.json(rows)
	}
	if len(list) == 0 {
		c.result("pending.none", map[string]any{"member": q.Member})
		return nil
	}
	header := c.words("pending.release", "pending.text", "pending.action", "pending.since", "pending.due", "pending.title")
	rows := make([][]string, len(list))
	for i, w := range list {
		rows[i] = []string{
			w.Release, c.languageName(w.Task.Language), c.say.Say("action."+taskAction(w.Task.Action), nil),
			c.ago(w.Task.Since), c.due(w.Task.Due, c.time), c.title(w.Title, w.Titles),
		}
	}
	c.out.Table(header, rows, 0, 4)
	for _, w := range list {
		if w.Task.Action == workflow.ActReceive {
			c.out.List(c.say.Say("did.sent", c.sentence(map[string]any{
				"id": w.Release, "language": w.Task.Language, "to": w.Holder, "until": w.Task.Until})))
		}
	}
	if more {
		c.notice("pending.more", map[string]any{"command": "bayan pending --all"})
	}
	first := list[0]
	c.nextStep(first.Release, first.Task)
	return nil
}

// taskAction is a task's action as people and scripts name it: what waits for
// an approval is a review.
func taskAction(a workflow.Action) string {
	if a == workflow.ActApprove {
		return "review"
	}
	return string(a)
}

// nextStep says which command comes next.
func (c *call) nextStep(release string, t workflow.Task) {
	command := "bayan " + taskAction(t.Action) + " " + release
	switch t.Action {
	case workflow.ActCheckout, workflow.ActCheckin, workflow.ActApprove:
		command += " " + string(t.Language)
	case workflow.ActReceive:
		command = "bayan receive FILE"
	case workflow.ActWaiveStale:
		command = "bayan review " + release + " " + string(t.Language)
	case workflow.ActPublish:
		if c.now().Before(t.NotBefore) {
			command += " --at embargo"
		}
	}
	c.next(command)
}

// next names the next command, unless quiet.
func (c *call) next(command string) {
	c.notice("next.step", map[string]any{"command": locales.Code(command)})
}

func (c *call) languageName(l workflow.Language) string {
	if l == "" {
		return ""
	}
	return c.say.Name(string(l))
}

// words are several sentences without values.
func (c *call) words(keys ...string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = c.say.Say(k, nil)
	}
	return out
}
