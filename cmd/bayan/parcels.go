package main

import (
	"fmt"
	"slices"

	"bayan/workflow"
	"bayan/workflow/newsroom"
)

var sendVerb = &verb{
	name: "send", group: "write", args: []string{"RELEASE", "LANG"},
	flags: []flag{{name: "to", value: "PERSON", arg: completeMember, must: true}, {name: "out", value: "FILE", arg: completeFile},
		{name: "format", value: "FORMAT", values: newsroom.ExchangeFormats()}},
	run: runSend,
}

// archives are the formats that are no text.
var archives = []string{"docx", "omegat"}

// runSend writes the parcel to a file or, without one, to standard output.
func runSend(c *call) error {
	if f := c.flag("format"); !c.on("out") && slices.Contains(archives, f) { // no terminal shows these
		return c.missingFlag(c.command()+" --format "+f, "--out")
	}
	d, err := c.open()
	if err != nil {
		return err
	}
	who, err := c.actor(d)
	if err != nil {
		return err
	}
	file := c.flag("out")
	if file != "" {
		if err := c.absent(file); err != nil {
			return err
		}
	}
	out, err := d.room.Do(c.ctx, who, newsroom.Send{Release: c.release(), Language: c.language(), To: c.flag("to"), Format: c.flag("format")})
	if err != nil {
		return err
	}
	if file == "" {
		if _, err := fmt.Fprint(c.stdout, out.Shown); err != nil {
			return err
		}
		c.notice("did."+out.Did, out.Args)
	} else {
		if err := c.writeFile(file, []byte(out.Shown)); err != nil {
			return err
		}
		c.result("did."+out.Did, out.Args)
		c.out.Inset(2, c.out.Code(file))
	}
	c.tell(out.Told)
	c.tellAnalysis(out.Analysis)
	c.next("bayan receive FILE")
	return nil
}

var receiveVerb = &verb{
	name: "receive", group: "write", args: []string{"FILE", "[RELEASE]", "[LANG]"},
	run: func(c *call) error {
		b, err := c.readFile(c.arg(0))
		if err != nil {
			return err
		}
		return c.act(newsroom.Receive{Name: c.arg(0), Bytes: b, Release: c.arg(1), Language: workflow.Language(c.arg(2))})
	},
}
