package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var logVerb = &verb{name: "log", group: "look", json: true, args: []string{"RELEASE"}, flags: []flag{{name: "file", value: "SEQ"}}, run: runLog}

type loggedEvent struct {
	Seq    int64           `json:"seq"`
	At     string          `json:"at"`
	Member string          `json:"member"`
	For    string          `json:"for"`
	Auth   string          `json:"auth"`
	Event  string          `json:"event"`
	Data   json.RawMessage `json:"data"`
	Digest string          `json:"digest"`
	File   *keptFile       `json:"file,omitempty"`
}

// keptFile is a file that was kept as it came.
type keptFile struct {
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func runLog(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	if c.on("file") {
		return c.printKept(d)
	}
	entries, err := d.room.Log(c.ctx, c.arg(0))
	if err != nil {
		return err
	}
	if c.on("json") {
		rows := make([]loggedEvent, len(entries))
		for i, e := range entries {
			r := e.Record
			rows[i] = loggedEvent{r.Seq, r.At.UTC().Format(workflow.TimeLayout), string(r.Member), e.For, r.Auth, r.Name, e.Data, string(r.Digest), nil}
			if e.File != nil {
				rows[i].File = &keptFile{e.File.Bytes, string(e.File.Digest)}
			}
		}
		return c.json(rows)
	}
	times := make([]time.Time, len(entries))
	for i, e := range entries {
		times[i] = e.Record.At
	}
	at, header := c.times("log.at", times)
	rows := make([][]string, len(entries))
	opened := ""
	for i, e := range entries {
		r := e.Record
		if r.Name == "correction-opened" {
			opened = openedKind(e)
		}
		event := "event." + r.Name
		if own := event + "-" + opened; c.say.Has(own) {
			event = own
		}
		rows[i] = []string{c.say.Number(int(r.Seq)), at[i], c.whose(r.Member, e.For), c.say.Say(event, nil), c.eventRemarks(e)}
	}
	c.out.Remarks([]string{c.say.Say("log.seq", nil), header, c.say.Say("log.who", nil), c.say.Say("log.event", nil), c.say.Say("log.remarks", nil)}, rows, 0, 1)
	return nil
}

// openedKind is what an edition was opened for: a correction or an addition.
func openedKind(e newsroom.Entry) string {
	var opened struct {
		Kind string `json:"kind"`
	}
	_ = json.Unmarshal(e.Data, &opened) // what cannot be read has the event's own name
	return opened.Kind
}

// printKept prints the file that was kept with an entry.
func (c *call) printKept(d *openDesk) error {
	seq, err := strconv.ParseInt(c.flag("file"), 10, 64)
	if err != nil {
		return &usageError{code: "bad-value", path: c.path, args: map[string]any{"flag": "--file", "value": c.flag("file")}}
	}
	b, err := d.room.File(c.ctx, c.release(), seq)
	if err != nil {
		return err
	}
	_, err = c.stdout.Write(b)
	return err
}

// inLine is words of several lines in one.
func inLine(s string) string { return strings.ReplaceAll(s, "\n", " · ") }

// whose is who acted and, where they recorded it, whose words or decision it is.
func (c *call) whose(member workflow.MemberID, person string) string {
	if person == "" {
		return string(member)
	}
	return c.say.Say("log.for", c.sentence(map[string]any{"member": member, "for": person}))
}

// eventRemarks are what a person wants to know of an event at a glance.
func (c *call) eventRemarks(of newsroom.Entry) string {
	var e struct {
		Language string `json:"language"`
		Version  int    `json:"version"`
		Edition  int    `json:"edition"`
		Role     string `json:"role"`
		Key      string `json:"key"`
		Value    string `json:"value"`
		Until    string `json:"until"` // of an embargo
		At       string `json:"at"`    // of a publication that is planned
	}
	if json.Unmarshal(of.Data, &e) != nil {
		return ""
	}
	var parts []string
	switch of.Record.Name {
	case "embargo-set":
		parts = append(parts, c.momentOrNone(e.Until, "log.lifted"))
	case "scheduled":
		parts = append(parts, c.momentOrNone(e.At, "log.unscheduled"))
	}
	if e.Language != "" {
		parts = append(parts, c.say.Name(e.Language))
	}
	if e.Version > 0 {
		parts = append(parts, c.say.Say("log.version", c.sentence(map[string]any{"version": e.Version})))
	}
	if e.Edition > 0 {
		parts = append(parts, c.say.Say("show.edition", c.sentence(map[string]any{"edition": e.Edition})))
	}
	if e.Role != "" {
		parts = append(parts, e.Role)
	}
	if e.Key != "" && e.Value != "" {
		parts = append(parts, e.Key+"="+e.Value)
	}
	names := slices.Sorted(maps.Keys(of.Words))
	slices.SortStableFunc(names, func(a, b string) int { return inLog(a) - inLog(b) })
	for _, name := range names {
		if of.Words[name] != "" {
			parts = append(parts, c.say.Quote(c.out.Value(ownOrder(inLine(of.Words[name])))))
		}
	}
	return strings.Join(parts, " · ")
}

// inLog orders the words of an entry: what was done, and why, before what readers are
// told of it.
func inLog(name string) int {
	if strings.HasPrefix(name, "notice ") {
		return 1
	}
	return 0
}
