package main

import (
	"slices"
	"strconv"
	"strings"

	"bayan/locales/bidi"
	"bayan/locales/terminal"
	"bayan/releases"
	"bayan/releases/format/runs"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var reviewVerb = &verb{
	name: "review", group: "review", json: true, args: []string{"RELEASE", "LANG"},
	flags: []flag{{name: "all"}},
	run:   runReview,
}

var diffVerb = &verb{
	name: "diff", group: "look", json: true, args: []string{"RELEASE", "LANG", "[V1]", "[V2]"},
	run: runDiff,
}

type reviewedGroup struct {
	Blocks     []string  `json:"blocks"`
	Source     []string  `json:"source"`
	SourceWas  []string  `json:"sourceWas"`
	SourceNow  []string  `json:"sourceNow"` // as the approved source has it since
	Drift      string    `json:"drift"`     // of the source: "", changed, gone, moved or untranslated
	Target     []string  `json:"target"`
	TargetWas  []string  `json:"targetWas"`
	Unreviewed bool      `json:"unreviewed"`
	Own        bool      `json:"own"`
	Reason     string    `json:"reason,omitempty"`
	Findings   []finding `json:"findings"`
	Terms      []termRow `json:"terms"`
}

func runReview(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	r, err := d.room.Review(c.ctx, d.who(c), c.release(), c.language(), c.on("all"))
	if err != nil {
		return err
	}
	if c.on("json") {
		return c.json(reviewJSON(c, r))
	}
	c.out.Heading(c.title(r.Title, r.Titles))
	what := "review.what"
	if r.Since == 0 {
		what = "review.first"
	}
	c.out.Paragraph(c.say.Say(what, c.sentence(map[string]any{
		"language": r.Language, "version": r.Version, "state": r.State, "since": r.Since})))
	c.out.Paragraph(c.say.Say("review.by", c.sentence(map[string]any{"by": r.By})))
	if r.Note != "" {
		c.out.Paragraph(c.say.Say("review.note", c.sentence(map[string]any{"note": inLine(r.Note)})))
	}
	if asked := r.Returned; asked != nil && !asked.Shown {
		key := "review.returned"
		if asked.Block != "" {
			key = "review.returned-block"
		}
		c.out.Paragraph(c.say.Say(key, c.sentence(map[string]any{"by": asked.By, "block": asked.Block, "note": asked.Note})))
	}
	for _, g := range r.Groups {
		c.showGroup(r, g)
	}
	if r.Hidden > 0 {
		c.out.Blank()
		c.out.Paragraph(c.say.Say("review.hidden", c.sentence(map[string]any{
			"count": r.Hidden, "command": "bayan review " + r.Release + " " + string(r.Language) + " --all"})))
	}
	switch block, code := firstOpen(r); {
	case r.State == workflow.InReview && code != "":
		c.out.Blank()
		c.out.Paragraph(c.say.Say("review.in-the-way", c.sentence(map[string]any{
			"command": "bayan approve " + r.Release + " " + string(r.Language) + " --waive " + code + ":" + block + "=…"})))
		c.next("bayan return " + r.Release + " " + string(r.Language) + " --block " + block + " -m …")
	case r.State == workflow.InReview:
		c.next("bayan approve " + r.Release + " " + string(r.Language))
	case r.State == workflow.Stale && slices.ContainsFunc(r.Groups, untranslated):
		c.next("bayan checkout " + r.Release + " " + string(r.Language))
	case r.State == workflow.Stale:
		c.next("bayan waive-stale " + r.Release + " " + string(r.Language) + " -m …")
	}
	return nil
}

func untranslated(g newsroom.ReviewedGroup) bool { return g.Drift == newsroom.DriftUntranslated }

// firstOpen is the first error in the way of approval, and its block.
func firstOpen(r newsroom.Reviewed) (block, code string) {
	for _, g := range r.Groups {
		for _, f := range g.Findings {
			if f.Open() && len(g.Names) > 0 {
				return g.Names[0], f.Code
			}
		}
	}
	return "", ""
}

func reviewJSON(c *call, r newsroom.Reviewed) any {
	groups := []reviewedGroup{}
	for _, g := range r.Groups {
		row := reviewedGroup{g.Names, listed(g.Source), listed(g.SourceWas), listed(g.SourceNow), string(g.Drift), listed(g.Target), listed(g.TargetWas), g.Unreviewed, g.Own, g.Reason, []finding{}, termRows(g.Terms)}
		for _, f := range g.Findings {
			row.Findings = append(row.Findings, c.findingRow(r.Release, r.Language, strings.Join(g.Names, "+"), f))
		}
		groups = append(groups, row)
	}
	return map[string]any{"release": r.Release, "language": r.Language, "version": r.Version, "since": r.Since,
		"state": r.State, "by": r.By, "note": r.Note, "returned": returnedJSON(r.Returned), "groups": groups, "unchanged": r.Hidden}
}

// returnedJSON is null where nothing was returned since the last approval.
func returnedJSON(r *newsroom.Returned) any {
	if r == nil {
		return nil
	}
	return map[string]any{"version": r.Version, "by": r.By, "block": r.Block, "note": r.Note}
}

var driftSaid = map[newsroom.Drift]string{
	newsroom.DriftChanged:      "review.source-changed",
	newsroom.DriftGone:         "review.source-gone",
	newsroom.DriftMoved:        "review.source-moved",
	newsroom.DriftUntranslated: "review.source-untranslated",
}

// showGroup prints one group: its source, its words, what changed in them, and
// what is to be said about it.
func (c *call) showGroup(r newsroom.Reviewed, g newsroom.ReviewedGroup) {
	c.out.Blank()
	title := strings.Join(g.Names, "+")
	var remarks []string
	switch {
	case g.Drift == newsroom.DriftUntranslated:
	case g.Own && !r.Alone:
		remarks = append(remarks, c.say.Say("review.own", nil))
	case !g.Unreviewed:
		remarks = append(remarks, c.say.Say("review.reviewed", nil))
	case g.Own:
		remarks = append(remarks, c.say.Say("review.alone", nil))
	}
	if g.Drift != "" {
		remarks = append(remarks, c.say.Say(driftSaid[g.Drift], nil))
	}
	if g.Reason != "" {
		remarks = append(remarks, c.say.Say("review.reason", c.sentence(map[string]any{"why": g.Reason})))
	}
	c.out.Paragraph(c.out.Style(terminal.Bold, c.out.Code(title)) + prefixed("  ", strings.Join(remarks, " · ")))
	own := bidi.DirectionOf(string(r.Language))
	target := terminal.Passage{Text: c.changed(g.TargetWas, g.Target, own), Direction: own}
	if r.Base == "" {
		c.out.Passage(target)
	} else {
		base := bidi.DirectionOf(string(r.Base))
		was, is := g.SourceWas, g.Source
		if g.Drift != "" {
			was, is = g.Source, g.SourceNow
		}
		c.out.SideBySide(terminal.Passage{Text: c.changed(was, is, base), Direction: base}, target)
	}
	for _, t := range g.Terms {
		c.out.List(c.termLine(t))
	}
	for _, note := range g.Notes {
		c.out.List(c.say.Say("review.asked", c.sentence(map[string]any{"by": r.Returned.By, "note": note})))
	}
	for _, f := range g.Findings {
		c.out.List(c.severity(f) + " " + c.out.Code(f.Code) + " · " + c.findingSaid(f))
	}
}

// changed shows what was and what is: word by word where colours can tell them
// apart, else with marks around what went and what came.
func (c *call) changed(was, is []string, d bidi.Direction) string {
	now := strings.Join(is, "\n")
	if len(was) == 0 || strings.Join(was, "\n") == now {
		return inOrder(now, d)
	}
	var b strings.Builder
	for _, s := range releases.DiffWords(strings.Join(was, "\n"), now) {
		switch s.Op {
		case releases.Equal:
			b.WriteString(inOrder(s.Text, d))
		case releases.Delete:
			b.WriteString(c.gone(s.Text))
		case releases.Insert:
			b.WriteString(c.came(s.Text))
		}
	}
	return b.String()
}

// inOrder keeps telephone numbers, addresses and names of the other direction
// in their own order within a text.
func inOrder(text string, d bidi.Direction) string { return runs.Isolate(text, d == bidi.RTL) }

// ownOrder is inOrder for a line of words whose language nobody says: they go the
// way of their first letter.
func ownOrder(line string) string { return inOrder(line, bidi.FirstStrong([]rune(line))) }

func (c *call) gone(s string) string { return c.marked(s, terminal.Red, "[-", "-]") }

func (c *call) came(s string) string { return c.marked(s, terminal.Green, "{+", "+}") }

// marked shows words that went or came: by a colour, else between marks, which
// stand at the words, so that no line ends between them.
func (c *call) marked(s string, color terminal.Style, begin, end string) string {
	if c.out.Color {
		return c.out.Style(color, c.out.Value(s))
	}
	words := strings.TrimSpace(s)
	if words == "" {
		return begin + s + end
	}
	before, after, _ := strings.Cut(s, words)
	return before + begin + c.out.Value(words) + end + after
}

type changedBlock struct {
	Change string `json:"change"`
	Block  string `json:"block"`
	Old    string `json:"old"`
	New    string `json:"new"`
}

var changeNames = map[releases.ChangeOp]string{
	releases.Same: "same", releases.Edited: "edited", releases.Added: "added", releases.Removed: "removed", releases.Moved: "moved",
}

func runDiff(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	numbers := [2]int{}
	for i := range numbers {
		if a := c.arg(2 + i); a != "" {
			if numbers[i], err = strconv.Atoi(a); err != nil || numbers[i] < 1 {
				return &usageError{code: "bad-value", path: c.path, args: map[string]any{"flag": "V" + strconv.Itoa(i+1), "value": a}}
			}
		}
	}
	r, err := d.room.Diff(c.ctx, d.who(c), c.release(), c.language(), numbers[0], numbers[1])
	if err != nil {
		return err
	}
	if c.on("json") {
		rows := []changedBlock{}
		for _, ch := range r.Changes {
			if ch.Op != releases.Same {
				rows = append(rows, changedBlock{changeNames[ch.Op], changeName(r, ch), blockWords(ch.Old), blockWords(ch.New)})
			}
		}
		return c.json(map[string]any{"release": r.Release, "language": r.Language, "from": r.From, "to": r.To, "changes": rows})
	}
	heading := "diff.what"
	switch {
	case r.To == 0 && r.From == 0:
		heading = "diff.typed-first"
	case r.To == 0:
		heading = "diff.typed"
	case r.From == 0:
		heading = "diff.first"
	}
	c.out.Heading(c.say.Say(heading, c.sentence(map[string]any{"language": r.Language, "from": r.From, "to": r.To})))
	own := bidi.DirectionOf(string(r.Language))
	same := 0
	for _, ch := range r.Changes {
		if ch.Op == releases.Same {
			same++
			continue
		}
		c.out.Blank()
		c.out.Paragraph(c.out.Style(terminal.Bold, c.out.Code(changeName(r, ch))) + "  " + c.say.Say("diff."+changeNames[ch.Op], nil))
		c.out.Passage(terminal.Passage{Direction: own, Text: c.changedBlock(ch, own)})
	}
	if same == len(r.Changes) {
		c.out.Paragraph(c.say.Say("diff.none", nil))
	}
	return nil
}

func (c *call) changedBlock(ch releases.Change, d bidi.Direction) string {
	switch ch.Op {
	case releases.Added:
		return c.came(blockWords(ch.New))
	case releases.Removed:
		return c.gone(blockWords(ch.Old))
	}
	return c.changed([]string{blockWords(ch.Old)}, []string{blockWords(ch.New)}, d)
}

func blockWords(b *releases.Block) string {
	if b == nil {
		return ""
	}
	return b.Marked()
}

func changeName(r newsroom.Compared, ch releases.Change) string {
	if ch.New != nil {
		return r.New.Names()[ch.New.ID]
	}
	return r.Old.Names()[ch.Old.ID] + "-"
}
