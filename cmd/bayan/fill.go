package main

import (
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/po"
	"bayan/releases/exchange/units"
	"bayan/releases/exchange/xliff"
	"bayan/releases/memory"
	"bayan/releases/segment"
	"bayan/workflow/newsroom"
)

// The memory serves files that are in no release too: what it knows of them is
// put into a copy.

var memoryFillVerb = &verb{
	name: "fill", json: true, args: []string{"FILE"}, run: runMemoryFill,
	flags: []flag{{name: "out", short: "o", value: "FILE", arg: completeFile},
		{name: "from", value: "LANG"}, {name: "to", value: "LANG"}, {name: "least", value: "N"}},
}

// leastFilled is the lowest score of a match that is put in unless --least says
// otherwise.
const leastFilled = 75

type filled struct {
	File     string    `json:"file"`
	Out      string    `json:"out"`
	From     string    `json:"from"`
	To       string    `json:"to"`
	Segments int       `json:"segments"` // of the file, with a translation or without
	Open     int       `json:"open"`     // without one: what follows, together
	Exact    int       `json:"exact"`
	Fuzzy    int       `json:"fuzzy"`
	Left     int       `json:"left"`
	Codes    int       `json:"codes"`    // of those that are left: known, but with other tags
	Apart    int       `json:"apart"`    // of those that are left: plurals, or cut by a program
	Analysis *analysed `json:"analysis"` // but for those apart
}

func runMemoryFill(c *call) error {
	name, out := c.arg(0), c.flag("out")
	if out == "" {
		if name == "-" {
			return c.missingFlag(c.command()+" -", "--out")
		}
		ext := filepath.Ext(name)
		out = strings.TrimSuffix(name, ext) + ".filled" + ext
	}
	least := leastFilled
	if c.on("least") {
		var err error
		if least, err = c.number("least"); err != nil {
			return err
		}
	}
	d, err := c.open()
	if err != nil {
		return err
	}
	if err := c.absent(out); err != nil {
		return err
	}
	gaps, err := c.gaps(name)
	if err != nil {
		return err
	}
	from, to, err := c.languagesOf(d, name, gaps)
	if err != nil {
		return err
	}
	did := filled{File: name, Out: out, From: string(from), To: string(to), Segments: gaps.Units, Open: len(gaps.All) + gaps.Apart, Apart: gaps.Apart}
	with, analysis, err := c.known(d, gaps, from, to, least, &did)
	if err != nil {
		return err
	}
	if err := c.writeFile(out, gaps.Fill(to, with)); err != nil {
		return err
	}
	did.Left, did.Analysis = did.Open-did.Exact-did.Fuzzy, analysisJSON(&analysis)
	if c.on("json") {
		return c.json(did)
	}
	c.result("did.memory-filled", map[string]any{
		"count": did.Open, "from": from, "to": to, "exact": did.Exact, "fuzzy": did.Fuzzy, "left": did.Left, "path": out})
	if did.Codes > 0 {
		c.notice("told.fill-codes", map[string]any{"count": did.Codes})
	}
	if did.Apart > 0 {
		c.notice("told.fill-apart", map[string]any{"count": did.Apart})
	}
	c.tellAnalysis(&analysis)
	c.next("bayan check " + out)
	return nil
}

// gaps reads what waits for a translation in a file.
func (c *call) gaps(name string) (exchange.Gaps, error) {
	b, err := c.readFile(name)
	if err != nil {
		return exchange.Gaps{}, err
	}
	if len(b) > largeFile {
		debug.SetGCPercent(30) // as for a check
	}
	switch units.FormatOf(name, b) {
	case units.PO:
		return po.Gaps(name, b)
	case units.XLIFF:
		return xliff.Gaps(name, b)
	}
	return exchange.Gaps{}, &newsroom.Fault{Code: "fill-other", Exit: newsroom.ExitFailed, Args: map[string]any{"path": name}}
}

// languagesOf are those of a file, as it says or the flags do; where neither says
// the source's, the other one of a desk that has two.
func (c *call) languagesOf(d *openDesk, name string, gaps exchange.Gaps) (from, to releases.Language, err error) {
	if to, err = c.side(name, "to", gaps.To, ""); err != nil {
		return "", "", err
	}
	desk, err := d.room.Desk(c.ctx)
	if err != nil {
		return "", "", err
	}
	other := releases.Language("")
	for i, l := range desk.Languages {
		if len(desk.Languages) == 2 && memory.Base(releases.Language(l)) == memory.Base(to) {
			other = releases.Language(desk.Languages[1-i])
		}
	}
	if from, err = c.side(name, "from", gaps.From, other); err != nil {
		return "", "", err
	}
	if memory.Base(from) == memory.Base(to) {
		return "", "", &usageError{code: "same-language", path: c.path, args: map[string]any{"language": to}}
	}
	return from, to, nil
}

// side is the language of one side of a file.
func (c *call) side(name, flag string, says, otherwise releases.Language) (releases.Language, error) {
	given := releases.Language(c.flag(flag))
	if !memory.IsLanguage(says) { // as good as none
		says = ""
	}
	switch {
	case given != "" && !memory.IsLanguage(given):
		return "", &usageError{code: "bad-value", path: c.path, args: map[string]any{"flag": "--" + flag, "value": string(given)}}
	case given != "" && says != "" && memory.Base(given) != memory.Base(says):
		return "", &usageError{code: "file-language", path: c.path,
			args: map[string]any{"path": name, "found": string(says), "flag": "--" + flag, "value": string(given)}}
	case says != "":
		return says, nil
	case given != "":
		return given, nil
	case otherwise != "":
		return otherwise, nil
	}
	return "", &usageError{code: "file-no-language", path: c.path, args: map[string]any{"path": name, "flag": "--" + flag}}
}

// Bounds of one search of many texts: as many gaps as it gains from, and no more
// codes than are kept at hand with ease.
const mostAsked, mostCodes = 10_000, 50_000

// some are the first of gaps that are asked for at once, at least one.
func some(gaps []exchange.Gap) []exchange.Gap {
	codes := 0
	for i, g := range gaps {
		if codes += len(g.Source.Parts); i > 0 && (codes > mostCodes || i == mostAsked) {
			return gaps[:i]
		}
	}
	return gaps
}

// known looks gaps up: for each the best match that fits it, nil for none. It
// counts them, and their words.
func (c *call) known(d *openDesk, gaps exchange.Gaps, from, to releases.Language, least int, did *filled) ([]*exchange.Filling, memory.Analysis, error) {
	var with []*exchange.Filling
	var counted []memory.Counted
	for left := gaps.All; len(left) > 0; {
		all := some(left)
		left = left[len(all):]
		asked := make([]memory.Query, len(all))
		for i, g := range all {
			text := textOf(g.Source)
			counted = append(counted, memory.Counted{Text: memory.Plain(text.Words)})
			if len(text.Words) > memory.LongestText { // no memory holds the like
				text = memory.Text{}
			}
			asked[i] = memory.Query{Text: text, From: from, To: to, Before: g.Before, After: g.After, Limit: 3, Least: min(least, memory.LeastCounted)}
		}
		err := d.memory.SearchAll(c.ctx, asked, func(i int, matches []memory.Match) error {
			one, best := bestOf(all[i], asked[i].Text, matches, least)
			counted[len(with)].Score = best
			switch with = append(with, one); {
			case one == nil && best >= least:
				did.Codes++
			case one == nil:
			case one.Confirmed:
				did.Exact++
			default:
				did.Fuzzy++
			}
			return nil
		})
		if err != nil {
			return nil, memory.Analysis{}, err
		}
	}
	return with, memory.Analyse(counted), nil
}

// bestOf is the best match that fits a gap, one that is confirmed before others,
// nil for none; and the score of the best that there is.
func bestOf(g exchange.Gap, asked memory.Text, matches []memory.Match, least int) (one *exchange.Filling, best int) {
	for i, m := range matches {
		if i == 0 {
			best = m.Score
		}
		if m.Score < least || one != nil && one.Confirmed {
			break
		}
		if next := filling(g, asked, m); one == nil || next != nil && next.Confirmed {
			one = next
		}
	}
	return one, best
}

// filling is a match as it goes into a gap; nil where it does not fit. A match of
// 100 and more is reviewed and not stale; where lines end, the translation of
// other lines is not the same, and a program finds its placeholders or breaks.
func filling(g exchange.Gap, asked memory.Text, m memory.Match) *exchange.Filling {
	text, ok := m.Fit(asked)
	target := codedOf(text)
	if !ok || target.Blank() || !g.Takes(target) {
		return nil
	}
	lines := func(s string) int { return strings.Count(strings.TrimSpace(s), "\n") }
	return &exchange.Filling{
		Target: target, Was: m.Source.Words,
		Confirmed: m.Score >= 100 && !g.Unsure && lines(asked.Words) == lines(m.Source.Words) && g.Keeps(target),
	}
}

// textOf is content as a memory compares it, and codedOf its inverse.
func textOf(c segment.Coded) (t memory.Text) {
	kinds := map[segment.PartKind]memory.CodeKind{segment.Open: memory.Opens, segment.Close: memory.Closes, segment.Single: memory.Single}
	var words strings.Builder
	for _, p := range c.Parts {
		if p.Kind != segment.Text {
			t.Codes = append(t.Codes, memory.Code{At: words.Len(), Kind: kinds[p.Kind], ID: strconv.Itoa(p.ID)})
		}
		words.WriteString(p.Text)
	}
	t.Words = words.String()
	return t
}

func codedOf(t memory.Text) (c segment.Coded) {
	kinds := map[memory.CodeKind]segment.PartKind{memory.Opens: segment.Open, memory.Closes: segment.Close, memory.Single: segment.Single}
	at := 0
	words := func(to int) {
		if to > at {
			c.Parts = append(c.Parts, segment.Part{Text: t.Words[at:to]})
		}
		at = to
	}
	for _, code := range t.Codes {
		words(code.At)
		id, _ := strconv.Atoi(code.ID) // textOf wrote it
		c.Parts = append(c.Parts, segment.Part{Kind: kinds[code.Kind], ID: id})
	}
	words(len(t.Words))
	return c
}
