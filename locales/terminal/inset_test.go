package terminal

import (
	"testing"

	"bayan/locales/bidi"
)

// Every line of an inset stands in from its side, also those that wrapping made.
func TestInset(t *testing.T) {
	const english, arabic = "one two three four five", "بيان صحفي عن التدريب"
	for _, c := range []struct {
		o    Options
		text string
		want string
	}{
		{Options{Mode: None}, english, "    one two three four five\n"},
		{Options{Mode: None, Width: 20}, english, "    one two three\n    four five\n"},
		{Options{Mode: Visual, Width: 20}, english, "    one two three\n    four five\n"},
		{Options{Mode: Isolate, Width: 20, Direction: bidi.RTL}, arabic, "    بيان صحفي عن\n    التدريب\n"},
		{Options{Mode: Visual, Width: 20, Direction: bidi.RTL}, arabic, "    ﻦﻋ ﻲﻔﺤﺻ ﻥﺎﻴﺑ\n         ﺐﻳﺭﺪﺘﻟﺍ\n"},
	} {
		if got := printed(c.o, func(p *Printer) { p.Inset(4, c.text) }); got != c.want {
			t.Errorf("%+v:\n%q, want\n%q", c.o, got, c.want)
		}
	}
}
