package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bayan/locales/bidi"
	"bayan/locales/terminal"
	"bayan/releases"
	"bayan/releases/memory"
	memorydb "bayan/releases/memory/sqlite"
	"bayan/releases/memory/tmx"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// deskMemory is the translation memory of a desk as the newsroom uses it.
type deskMemory struct{ *memorydb.Memory }

func openMemory(root string) deskMemory {
	return deskMemory{memorydb.Open(filepath.Join(root, ".bayan", "memory.db"))}
}

func (m deskMemory) Keep(ctx context.Context, release string, to releases.Language, all []memory.Unit) error {
	_, err := m.Replace(ctx, release, to, all)
	return err
}

var memoryVerb = &verb{
	name: "memory", group: "translate", subs: []*verb{
		{name: "search", json: true, args: []string{"TEXT"}, flags: []flag{
			{name: "words"}, {name: "from", value: "LANG"}, {name: "to", value: "LANG"}, {name: "least", value: "N"}}, run: runMemorySearch},
		memoryFillVerb,
		{name: "import", args: []string{"FILE"}, flags: []flag{{name: "unreviewed"}}, run: runMemoryImport},
		{name: "export", args: []string{"FILE"}, flags: []flag{{name: "from", value: "LANG"}, {name: "to", value: "LANG"}}, run: runMemoryExport},
		{name: "count", json: true, args: []string{"RELEASE", "LANG"}, run: runMemoryCount},
		{name: "stats", json: true, run: runMemoryStats},
	},
}

type memoryHit struct {
	Score  int    `json:"score"`
	Source string `json:"source"`
	Target string `json:"target"`
	Origin string `json:"origin"`
	Found  string `json:"found"` // match, or words: the source holds them all

	Release    string   `json:"release"` // its id; "" for what was imported
	Version    int      `json:"version"`
	ApprovedBy []string `json:"approvedBy"`
	File       string   `json:"file"` // that it was imported from
	At         string   `json:"at"`
	Reviewed   bool     `json:"reviewed"`
	Stale      bool     `json:"stale"`
	Turned     bool     `json:"turned"`     // it was translated in the other direction
	Difference string   `json:"difference"` // form, codes, numbers, wording; "" for none
	Numbers    []number `json:"numbers"`    // put into the target in place of its own
}

type number struct {
	Was string `json:"was"`
	Is  string `json:"is"`
}

func hitOf(m memory.Match, found string) memoryHit {
	h := memoryHit{
		Score: m.Score, Source: m.Source.Words, Target: m.Target.Words, Origin: m.Origin.String(), Found: found,
		Version: m.Origin.Version, ApprovedBy: listed(m.Origin.ApprovedBy), File: m.Origin.File, At: m.Origin.At,
		Reviewed: m.Reviewed, Stale: m.Stale, Turned: m.Turned, Difference: string(m.Difference), Numbers: []number{},
	}
	if m.Origin.File == "" {
		h.Release = m.Origin.ID
	}
	for _, n := range m.Numbers {
		h.Numbers = append(h.Numbers, number(n))
	}
	return h
}

// remarks say what keeps a match from being the translation as it stands.
func (c *call) remarks(m memory.Match) string {
	var out []string
	add := func(key string, args map[string]any) { out = append(out, c.say.Say("memory."+key, c.sentence(args))) }
	if !m.Reviewed {
		add("not-reviewed", nil)
	}
	if m.Stale {
		add("source-moved", nil)
	}
	if m.Turned {
		add("turned", nil)
	}
	for _, n := range m.Numbers {
		add("number", map[string]any{"was": n.Was, "is": n.Is})
	}
	return strings.Join(out, " · ")
}

// runMemorySearch shows the matches of a text, then the segments that hold its
// words: who asks for a phrase finds it inside longer sentences. With a lowest
// score matches are asked for, with --words what holds the words.
func runMemorySearch(c *call) error {
	if c.on("words") && c.on("least") {
		return &usageError{code: "exclusive-flags", path: c.path, args: map[string]any{"first": "--words", "second": "--least"}}
	}
	q := memory.Query{Text: memory.Plain(c.arg(0)), Limit: 10}
	if err := c.searchable(q.Text); err != nil {
		return err
	}
	d, err := c.open()
	if err != nil {
		return err
	}
	if q.From, q.To, err = c.pair(d); err != nil {
		return err
	}
	if c.on("least") {
		if q.Least, err = c.number("least"); err != nil {
			return err
		}
	}
	var matches []memory.Match
	if !c.on("words") {
		if matches, err = d.memory.Search(c.ctx, q); err != nil {
			return err
		}
	}
	var holding memorydb.Concordance
	if !c.on("least") {
		if holding, err = d.memory.Concordance(c.ctx, q); err != nil {
			return err
		}
		holding.Matches = slices.DeleteFunc(holding.Matches, func(m memory.Match) bool { return m.Among(matches) })
	}
	if c.on("json") {
		rows := []memoryHit{}
		for _, m := range matches {
			rows = append(rows, hitOf(m, "match"))
		}
		for _, m := range holding.Matches {
			rows = append(rows, hitOf(m, "words"))
		}
		return c.json(rows)
	}
	c.showMatches(q, matches)
	c.showHolding(q, holding, len(matches) > 0)
	switch {
	case len(matches)+len(holding.Matches) > 0:
	case c.on("words"):
		c.result("memory.none-holds", nil)
	default:
		c.result("memory.none", nil)
	}
	return nil
}

// searchable tells why a text cannot be asked for.
func (c *call) searchable(text memory.Text) error {
	if limit := memory.LongestText; len(text.Words) > limit {
		return &usageError{code: "text-too-long", path: c.path, args: map[string]any{"limit": limit}}
	}
	switch n := len(memory.Read(text).Words); {
	case n == 0:
		return &usageError{code: "no-words", path: c.path}
	case n > memory.MostSought && c.on("words"):
		return &usageError{code: "too-many-words", path: c.path, args: map[string]any{"words": n, "limit": memory.MostSought}}
	}
	return nil
}

func (c *call) showMatches(q memory.Query, matches []memory.Match) {
	for i, m := range matches {
		if i > 0 {
			c.out.Blank()
		}
		c.showMatch(q, m, c.out.Style(terminal.Bold, c.say.Number(m.Score))+"  ", memory.Phrase{})
	}
}

// showMatch shows where a match comes from and its two sides, in the source a
// phrase in bold.
func (c *call) showMatch(q memory.Query, m memory.Match, before string, bold memory.Phrase) {
	c.out.Paragraph(before + c.out.Code(m.Origin.String()) + prefixed("  ", c.remarks(m)))
	from, to := bidi.DirectionOf(string(q.From)), bidi.DirectionOf(string(q.To))
	c.out.SideBySide(
		terminal.Passage{Text: c.standOut(inOrder(m.Source.Words, from), bold), Direction: from},
		terminal.Passage{Text: inOrder(m.Target.Words, to), Direction: to})
}

// showHolding shows segments that hold words, below the matches or alone.
func (c *call) showHolding(q memory.Query, holding memorydb.Concordance, below bool) {
	if len(holding.Matches) == 0 {
		return
	}
	if below {
		c.out.Blank()
	}
	if !c.on("words") {
		c.out.Heading(c.say.Say("memory.holding", nil))
	}
	phrase := memory.ReadPhrase(q.Text.Words)
	for i, m := range holding.Matches {
		if i > 0 || !c.on("words") {
			c.out.Blank()
		}
		c.showMatch(q, m, "", phrase)
	}
	if holding.More {
		c.notice("memory.more", nil)
	}
}

// standOut makes a phrase bold where it stands in a text.
func (c *call) standOut(text string, phrase memory.Phrase) string {
	var b strings.Builder
	end := 0
	for _, at := range phrase.Find(text).At {
		b.WriteString(text[end:at[0]] + c.out.Style(terminal.Bold, text[at[0]:at[1]]))
		end = at[1]
	}
	return b.String() + text[end:]
}

// pair is --from and --to, or the desk's two languages where a desk has no more:
// from the first, unless the words are in the letters of the other.
func (c *call) pair(d *openDesk) (from, to releases.Language, err error) {
	from, to = releases.Language(c.flag("from")), releases.Language(c.flag("to"))
	if from != "" && memory.Base(from) == memory.Base(to) {
		return "", "", &usageError{code: "same-language", path: c.path, args: map[string]any{"language": workflow.Language(from)}}
	}
	if from != "" && to != "" {
		return from, to, nil
	}
	desk, err := d.room.Desk(c.ctx)
	if err != nil {
		return "", "", err
	}
	if len(desk.Languages) == 2 {
		a, b := releases.Language(desk.Languages[0]), releases.Language(desk.Languages[1])
		switch {
		case from == "" && to == "" && lettersOf(c.arg(0)) == memory.Base(b) && memory.Base(b) != memory.Base(a):
			return b, a, nil
		case from == "" && to == "":
			return a, b, nil
		case from == a || to == b:
			return a, b, nil
		default:
			return b, a, nil
		}
	}
	for _, name := range []string{"from", "to"} {
		if !c.on(name) {
			return "", "", c.missingFlag(c.command(), "--"+name)
		}
	}
	return from, to, nil
}

func runMemoryImport(c *call) error {
	d, err := c.openAsMember()
	if err != nil {
		return err
	}
	f, err := os.Open(c.absolute(c.arg(0)))
	if err != nil {
		return err
	}
	defer f.Close()
	taken, err := d.memory.Import(c.ctx, func(add func(memory.Unit) error) error {
		_, err := tmx.Read(c.arg(0), bufio.NewReaderSize(f, 1<<20), func(u memory.Unit) error {
			u.Reviewed = u.Reviewed && !c.on("unreviewed")
			u.Origin.File = filepath.Base(c.arg(0))
			return add(u)
		})
		return err
	})
	if err != nil {
		return err
	}
	left := 0
	for _, n := range taken.Left {
		left += n
	}
	c.result("did.memory-imported", map[string]any{"count": taken.Added, "known": taken.Known})
	if left > 0 {
		c.notice("told.memory-left", map[string]any{"count": left})
	}
	return nil
}

// openAsMember opens the desk for somebody who has to be a member of it.
func (c *call) openAsMember() (*openDesk, error) {
	d, err := c.open()
	if err != nil {
		return nil, err
	}
	desk, err := d.room.Desk(c.ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range desk.Members {
		if m.ID == d.member {
			return d, nil
		}
	}
	if d.member == "" {
		return nil, &newsroom.Fault{Code: "no-member", Exit: newsroom.ExitUsage}
	}
	return nil, &newsroom.Fault{Code: "no-such-member", Exit: newsroom.ExitFailed, Args: map[string]any{"member": d.member}}
}

func runMemoryExport(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	if err := c.absent(c.arg(0)); err != nil {
		return err
	}
	count := 0
	err = c.createFile(c.arg(0), func(w io.Writer) error {
		return tmx.Write(w, tmx.Header{Tool: "bayan", ToolVersion: version}, func(yield func(memory.Unit) error) error {
			return d.memory.All(c.ctx, releases.Language(c.flag("from")), releases.Language(c.flag("to")), func(u memory.Unit) error {
				count++
				return yield(u)
			})
		})
	})
	if err != nil {
		return err
	}
	c.result("did.memory-exported", map[string]any{"count": count, "path": c.arg(0)})
	return nil
}

type memorySize struct {
	Languages  []string `json:"languages"`
	Units      int      `json:"units"`
	Stale      int      `json:"stale"`
	Unreviewed int      `json:"unreviewed"`
	Releases   int      `json:"releases"`
}

func runMemoryStats(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	s, err := d.memory.Stats(c.ctx)
	if err != nil {
		return err
	}
	rows := make([]memorySize, len(s.Pairs))
	table := make([][]string, len(s.Pairs))
	for i, p := range s.Pairs {
		rows[i] = memorySize{[]string{string(p.A), string(p.B)}, p.Units, p.Stale, p.Unreviewed, p.Releases}
		table[i] = []string{c.say.Name(string(p.A)) + " – " + c.say.Name(string(p.B)), c.say.Number(p.Units),
			c.say.Number(p.Stale), c.say.Number(p.Unreviewed), c.say.Number(p.Releases)}
	}
	if c.on("json") {
		return c.json(map[string]any{"pairs": rows, "bytes": s.Bytes})
	}
	if len(rows) == 0 {
		c.result("memory.empty", nil)
		return nil
	}
	c.out.Table(c.words("memory.languages", "memory.units", "memory.stale", "memory.unreviewed", "memory.releases"), table)
	return nil
}
