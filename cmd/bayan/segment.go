package main

import (
	"path/filepath"
	"strconv"

	"bayan/locales/bidi"
	"bayan/locales/terminal"
	"bayan/releases/segment"
	"bayan/workflow/newsroom"
)

// What a translation system gets as one unit is decided by rules, to which a
// desk adds its own in segmentation.toml, and by hand.

const segmentationFile = "segmentation.toml"

func (d *openDesk) segmentation() (segment.House, error) {
	b, err := d.files.ReadShared(segmentationFile)
	if b == nil || err != nil {
		return nil, err
	}
	return segment.ReadHouse(filepath.Join(d.root, segmentationFile), b)
}

var segmentVerb = &verb{
	name: "segment", group: "translate", json: true, args: []string{"RELEASE", "LANG", "[CUT...]"},
	run: runSegment,
}

type sentence struct {
	Name  string `json:"name"`
	Block string `json:"block"`
	Hand  bool   `json:"hand"`
	Text  string `json:"text"`
}

// runSegment cuts by hand where somebody says how, and else lists the sentences
// by the names that are said.
func runSegment(c *call) error {
	if cuts := c.args[2:]; len(cuts) > 0 {
		return c.act(newsroom.Segment{Release: c.release(), Language: c.language(), Cuts: cuts})
	}
	d, err := c.open()
	if err != nil {
		return err
	}
	all, err := d.room.Sentences(c.ctx, c.release(), c.language())
	if err != nil {
		return err
	}
	rows := make([]sentence, len(all))
	for i, s := range all {
		rows[i] = sentence{s.Block + "." + strconv.Itoa(s.At), s.Block, s.Hand, s.Words}
	}
	if c.on("json") {
		return c.json(rows)
	}
	own := bidi.DirectionOf(string(c.language()))
	for _, s := range rows {
		title := c.out.Style(terminal.Bold, c.out.Code(s.Name))
		if s.Hand {
			title += "  " + c.say.Say("segment.hand", nil)
		}
		c.out.Paragraph(title)
		c.out.Passage(terminal.Passage{Text: inOrder(s.Text, own), Direction: own})
	}
	return nil
}
