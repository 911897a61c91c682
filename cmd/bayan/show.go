package main

import (
	"fmt"
	"strings"
	"time"

	"bayan/locales"
	"bayan/locales/terminal"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var showVerb = &verb{
	name: "show", group: "look", json: true, args: []string{"RELEASE"},
	flags: []flag{{name: "manifest"}},
	run:   runShow,
}

type shownRelease struct {
	ID         string               `json:"id"`
	Key        string               `json:"key"`
	Title      string               `json:"title"`
	Titles     newsroom.Titles      `json:"titles"`
	Stage      string               `json:"stage"`
	Source     string               `json:"source"`
	Correcting bool                 `json:"correcting"`
	Edition    int                  `json:"edition"`
	Facts      shownFacts           `json:"facts"`
	Plans      map[string]string    `json:"plans"`
	Terms      shownTerms           `json:"terms"`
	Manifest   string               `json:"manifest"`
	Texts      map[string]shownText `json:"texts"`
	Signoffs   []shownSignoff       `json:"signoffs"`
	Allowed    []string             `json:"allowed"`
	// What readers are told, by what it is about (correction, addition, withheld,
	// withdrawn) and language.
	Notices map[string]map[workflow.Language]string `json:"notices,omitempty"`
}

type shownFacts struct {
	Date    string   `json:"date"`
	Kind    string   `json:"kind"`
	Place   string   `json:"place"`
	Contact []string `json:"contact"`
}

type shownTerms struct {
	Embargo   string `json:"embargo,omitempty"`
	Scheduled string `json:"scheduled,omitempty"`
}

type shownText struct {
	State     string   `json:"state"`
	Version   int      `json:"version"`
	Digest    string   `json:"digest"`
	Base      string   `json:"base"`
	Direction string   `json:"direction"`
	Holder    string   `json:"holder"`
	Until     string   `json:"until,omitempty"`
	Stale     []string `json:"stale"`
	Blocks    int      `json:"blocks"`
	Note      string   `json:"note,omitempty"`
}

type shownSignoff struct {
	Role     string `json:"role"`
	Member   string `json:"member"`
	For      string `json:"for,omitempty"`
	At       string `json:"at"`
	Manifest string `json:"manifest"`
	Current  bool   `json:"current"`
}

func runShow(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	s, err := d.room.Show(c.ctx, d.who(c), c.arg(0))
	if err != nil {
		return err
	}
	if c.on("json") {
		return c.json(showJSON(s))
	}
	if c.on("manifest") {
		for _, words := range c.toReaders(s) { // no manifest has them, and they are signed too
			c.err.Paragraph(words.Key + prefixed("  ", words.Value))
		}
		_, err := fmt.Fprint(c.stdout, s.ManifestOf)
		return err
	}
	c.showRelease(s)
	return nil
}

func showJSON(s newsroom.Shown) shownRelease {
	out := shownRelease{
		ID: s.ID, Key: string(s.Key), Title: s.Title, Titles: titlesOf(s.Titles), Stage: string(s.Stage), Source: string(s.Source),
		Correcting: s.Correcting, Edition: s.Edition, Plans: s.State.Plans, Manifest: string(s.Manifest),
		Facts: shownFacts{s.Facts.Date, s.Facts.Kind, s.Facts.Place, listed(s.Facts.Contacts)},
		Terms: shownTerms{Embargo: utc(s.Embargo), Scheduled: utc(s.Scheduled)},
		Texts: map[string]shownText{}, Signoffs: []shownSignoff{}, Allowed: []string{},
	}
	for _, t := range s.Texts {
		st := shownText{
			State: string(t.State), Version: t.Version, Digest: string(t.Digest), Direction: "ltr",
			Holder: t.Holder, Until: utc(t.Until), Stale: listed(t.Stale), Blocks: t.Blocks, Note: t.Note,
		}
		if t.RTL {
			st.Direction = "rtl"
		}
		if t.Base != nil {
			st.Base = fmt.Sprintf("%s %d", t.Base.Language, t.Base.Version)
		}
		out.Texts[string(t.Language)] = st
	}
	for _, said := range s.Spoken {
		if len(said.Notices) > 0 {
			if out.Notices == nil {
				out.Notices = map[string]map[workflow.Language]string{}
			}
			out.Notices[said.Of] = said.Notices
		}
	}
	for _, so := range s.Signoffs {
		out.Signoffs = append(out.Signoffs, shownSignoff{so.Role, string(so.Member), string(so.For), utc(so.At), string(so.Manifest), so.Current})
	}
	for _, p := range s.Allowed {
		out.Allowed = append(out.Allowed, permission(p))
	}
	return out
}

// permission is an allowed action as show --json writes it: "checkout ar".
func permission(p workflow.Permission) string {
	words := []string{string(p.Action)}
	if p.Language != "" {
		words = append(words, string(p.Language))
	}
	if p.Role != "" {
		words = append(words, p.Role)
	}
	return strings.Join(words, " ")
}

// toReaders are the words to the readers that a release has at present.
func (c *call) toReaders(s newsroom.Shown) (pairs []terminal.Pair) {
	for _, said := range s.Spoken {
		for _, l := range s.State.Languages {
			if words := said.Notices[l]; words != "" {
				pairs = append(pairs, terminal.Pair{Key: c.say.Say("show.to-readers", c.sentence(map[string]any{"language": l, "member": said.Wrote[l]})), Value: words})
			}
		}
	}
	return pairs
}

func (c *call) showRelease(s newsroom.Shown) {
	c.out.Heading(c.title(s.Title, s.Titles))
	pairs := []terminal.Pair{
		{Key: c.say.Say("show.release", nil), Value: s.ID},
		{Key: c.say.Say("show.stage", nil), Value: c.stageWords(s)},
	}
	add := func(key, value string) {
		if value != "" {
			pairs = append(pairs, terminal.Pair{Key: c.say.Say(key, nil), Value: value})
		}
	}
	for _, said := range s.Spoken {
		add("term."+said.Of, said.Why)
		add("term."+said.Of+"-by", string(said.By)+" · "+c.moment(said.At))
	}
	pairs = append(pairs, c.toReaders(s)...)
	add("fact.date", c.say.Day(s.Facts.Date))
	add("fact.place", s.Facts.Place)
	var contacts []string
	for _, line := range s.Facts.Contacts {
		contacts = append(contacts, ownOrder(line))
	}
	add("fact.contact", strings.Join(contacts, "\n"))
	add("plan.due", c.due(s.State.Plans["due"], c.moment))
	if p := s.State.Plans["priority"]; p != "" {
		add("plan.priority", c.say.Say("priority."+p, nil))
	}
	var assigned []string
	for _, t := range s.Texts {
		if id := s.State.Plans["assignee:"+string(t.Language)]; id != "" {
			assigned = append(assigned, c.languageName(t.Language)+": "+c.out.Code(id))
		}
	}
	add("plan.assignee", strings.Join(assigned, "\n"))
	switch {
	case s.Embargo.IsZero() || s.Edition > 0: // no embargo outlives publication
	case c.now().Before(s.Embargo):
		add("term.embargo", c.moment(s.Embargo))
	default:
		add("term.embargo-past", c.moment(s.Embargo))
	}
	if !s.Scheduled.IsZero() {
		add("term.scheduled", c.moment(s.Scheduled))
	}
	if s.Manifest != "" {
		add("show.manifest", string(s.Manifest))
	}
	c.out.Pairs(pairs...)
	c.out.Blank()

	rows := make([][]string, len(s.Texts))
	for i, t := range s.Texts {
		version := ""
		if t.Version > 0 {
			version = c.say.Number(t.Version)
		}
		rows[i] = []string{c.languageName(t.Language), c.say.Say("state."+string(t.State), nil), version,
			c.say.Number(t.Blocks), c.textRemarks(t)}
	}
	c.out.Remarks(c.words("show.text", "show.state", "show.version", "show.blocks", "show.remarks"), rows)
	if len(s.Signoffs) > 0 {
		c.out.Blank()
		c.showSignoffs(s)
	}
	if task, ok := c.mine(s); ok {
		c.nextStep(s.ID, task)
	} else if len(s.Waiting) > 0 {
		c.nextStep(s.ID, s.Waiting[0])
	}
}

// showSignoffs lists who signed, and whether that still counts.
func (c *call) showSignoffs(s newsroom.Shown) {
	times := make([]time.Time, len(s.Signoffs))
	for i, so := range s.Signoffs {
		times[i] = so.At
	}
	at, header := c.times("show.at", times)
	rows := make([][]string, len(s.Signoffs))
	for i, so := range s.Signoffs {
		current := "show.signoff-past"
		switch {
		case so.Current:
			current = "show.signoff-current"
		case string(so.Manifest) == string(s.Manifest):
			current = "show.signoff-before"
		}
		rows[i] = []string{so.Role, c.whose(so.Member, string(so.For)), at[i], c.say.Say(current, nil)}
	}
	c.out.Table([]string{c.say.Say("show.signoff", nil), c.say.Say("show.member", nil), header, c.say.Say("show.standing", nil)}, rows, 1, 2)
}

// mine is the first thing that waits for whoever looks.
func (c *call) mine(s newsroom.Shown) (workflow.Task, bool) {
	allowed := map[string]bool{}
	for _, p := range s.Allowed {
		allowed[string(p.Action)+" "+string(p.Language)] = true
		allowed[string(p.Action)+" "] = true
	}
	for _, t := range s.Waiting {
		if allowed[string(t.Action)+" "+string(t.Language)] {
			return t, true
		}
	}
	return workflow.Task{}, false
}

func (c *call) stageWords(s newsroom.Shown) string {
	stage := c.say.Say("stage."+string(s.Stage), nil)
	if s.Edition > 0 {
		stage += " · " + c.say.Say("show.edition", c.sentence(map[string]any{"edition": s.Edition}))
	}
	if open := s.State.Correction; open != nil && s.Stage != workflow.WithdrawnS { // nothing goes on after that
		stage += " · " + c.say.Say("stage."+open.Kind, nil)
	}
	return stage
}

func (c *call) textRemarks(t newsroom.ShownText) string {
	var parts []string
	if t.Holder != "" {
		parts = append(parts, c.say.Say("show.held", c.sentence(map[string]any{"member": t.Holder, "until": locales.Words(c.time(t.Until))})))
	}
	if len(t.Stale) > 0 {
		parts = append(parts, c.say.Say("show.stale", c.sentence(map[string]any{"blocks": t.Stale})))
	}
	if t.Note != "" {
		parts = append(parts, c.say.Say("show.note", c.sentence(map[string]any{"note": t.Note})))
	}
	return strings.Join(parts, " · ")
}
