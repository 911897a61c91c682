package main

import "bayan/releases/memory"

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

// tellAnalysis shows the bands that hold something, and all of them together.
func (c *call) tellAnalysis(a *memory.Analysis) {
	if a == nil || a.Segments == 0 || c.on("quiet") {
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
	c.err.Table(c.words("analysis.match", "analysis.words", "analysis.segments"), rows)
}
