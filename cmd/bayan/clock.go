package main

import (
	"time"

	"bayan/cmd/bayan/internal/labels"
	"bayan/locales"
	"bayan/locales/bidi"
)

// Times are shown, and typed without a zone meant, in the desk's zone; in this
// machine's where there is no desk or it has no zone. Programs read UTC.

// place is where the times of this call are shown.
func (c *call) place() *time.Location {
	c.readHouse()
	return c.placeOf(c.settings["zone"])
}

// readHouse reads the desk's settings where nothing has read them yet.
func (c *call) readHouse() {
	if c.settings == nil && c.desk != nil && c.desk.room != nil {
		_ = c.desk.room.ReadHouse(c.ctx) // a desk that cannot be read is told by whoever reads it
	}
}

// dress takes in the desk's settings: from now on its digits and months are
// those of the screen too.
func (c *call) dress(settings map[string]string) {
	if c.settings = settings; settings == nil {
		c.settings = map[string]string{}
	}
	c.say = c.say.With(labels.Style(settings))
}

// placeOf is the place of a desk's zone, "" for none.
func (c *call) placeOf(zone string) *time.Location {
	if at, err := time.LoadLocation(zone); err == nil && zone != "" {
		return at
	}
	return c.zone
}

// time is an instant on the clocks here, for tables.
func (c *call) time(t time.Time) string { return c.say.DateTime(t, c.clocks()) }

// moment is time with its zone, the same instant to readers in other places.
func (c *call) moment(t time.Time) string { return c.say.Moment(t, c.clocks()) }

// momentOrNone is the moment of a record, and the word for none where it is taken back.
func (c *call) momentOrNone(recorded, none string) string {
	t, err := time.Parse(time.RFC3339, recorded)
	if err != nil {
		return c.say.Say(none, nil)
	}
	return c.moment(t)
}

// times are a column of instants and its header, which names their zone. Where
// the clocks were changed between them, each names its own.
func (c *call) times(header string, list []time.Time) (column []string, head string) {
	head = c.say.Say(header, nil)
	one := true
	for _, t := range list {
		one = one && locales.Zone(t, c.clocks()) == locales.Zone(list[0], c.clocks())
	}
	say := c.moment
	if one && len(list) > 0 {
		say = c.time
		head += " (" + bidi.IsolateLTR(string(locales.Zone(list[0], c.clocks()))) + ")"
	}
	for _, t := range list {
		column = append(column, say(t))
	}
	return column, head
}

// ago is how long something has waited, in the largest unit that fits.
func (c *call) ago(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	d := c.now().Sub(t)
	switch {
	case d < time.Minute:
		return c.say.Say("pending.now", nil)
	case d < time.Hour:
		return c.say.Say("count.minutes", locales.Args{"count": int(d / time.Minute)})
	case d < 48*time.Hour:
		return c.say.Say("count.hours", locales.Args{"count": int(d / time.Hour)})
	}
	return c.say.Say("count.days", locales.Args{"count": int(d / (24 * time.Hour))})
}

// due is a deadline: a whole day, or an instant as say says it; "" for none.
func (c *call) due(recorded string, say func(time.Time) string) string {
	if recorded == "" {
		return ""
	}
	t, err := time.Parse(time.RFC3339, recorded)
	if err != nil {
		return c.say.Day(recorded)
	}
	return say(t)
}

func utc(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
