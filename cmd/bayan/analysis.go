package main

import (
	"bayan/locales/terminal"
	"bayan/releases/memory"
)

// How much of a text is new work, by the bands that translators invoice by.

type analysed struct {
	Words    int            `json:"words"` // of the source
	Segments int            `json:"segments"`
	Bands    []analysedBand `json:"bands"` // all of them, those with nothing too
}

type analysedBand struct {
	Band     string `json:"band"` // one of memory.Bands
	Words    int    `json:"words"`
	Segments int    `json:"segments"`
}

// analysisJSON is null where nothing was counted.
func analysisJSON(a *memory.Analysis) *analysed {
	if a == nil {
		return nil
	}
	out := &analysed{Words: a.Words, Segments: a.Segments}
	for _, b := range a.Bands {
		out.Bands = append(out.Bands, analysedBand{b.Name, b.Words, b.Segments})
	}
	return out
}

// tellAnalysis shows a count beside what was asked for.
func (c *call) tellAnalysis(a *memory.Analysis) {
	if a != nil && !c.on("quiet") {
		c.showAnalysis(c.err, *a)
	}
}

// showAnalysis shows the bands that hold something, and all of them together.
func (c *call) showAnalysis(to *terminal.Printer, a memory.Analysis) {
	if a.Segments == 0 {
		return
	}
	row := func(key string, words, segments int) []string {
		return []string{c.say.Say("analysis."+key, nil), c.say.Number(words), c.say.Number(segments)}
	}
	var rows [][]string
	for _, b := range a.Bands {
		if b.Segments > 0 {
			rows = append(rows, row("band-"+b.Name, b.Words, b.Segments))
		}
	}
	if len(rows) > 1 {
		rows = append(rows, row("all", a.Words, a.Segments))
	}
	to.Table(c.words("analysis.match", "analysis.words", "analysis.segments"), rows)
}

// runMemoryCount says how much work a translation is before anybody takes it.
func runMemoryCount(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	counted, err := d.room.Count(c.ctx, c.release(), c.language())
	if err != nil {
		return err
	}
	if c.on("json") {
		return c.json(map[string]any{"release": counted.Release, "language": counted.Language,
			"base":     map[string]any{"language": counted.Base.Language, "version": counted.Base.Version},
			"analysis": analysisJSON(&counted.Analysis)})
	}
	if counted.Analysis.Segments == 0 {
		c.result("analysis.none", map[string]any{"id": counted.Release, "language": counted.Language})
		return nil
	}
	c.showAnalysis(c.out, counted.Analysis)
	return nil
}
