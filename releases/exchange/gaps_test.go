package exchange_test

import (
	"testing"

	"bayan/releases/exchange"
	"bayan/releases/segment"
)

// content is codes alone: 1 begins a pair, -1 ends it, 10 and more stand alone.
func content(codes ...int) (c segment.Coded) {
	for _, n := range codes {
		p := segment.Part{Kind: segment.Open, ID: n}
		switch {
		case n < 0:
			p = segment.Part{Kind: segment.Close, ID: -n}
		case n >= 10:
			p.Kind = segment.Single
		}
		c.Parts = append(c.Parts, p, segment.Part{Text: "words"})
	}
	return c
}

func TestAGapTakesWhatHasItsCodes(t *testing.T) {
	for name, c := range map[string]struct {
		gap    exchange.Gap
		target segment.Coded
		want   bool
	}{
		"no codes":                     {exchange.Gap{Source: content()}, content(), true},
		"the same":                     {exchange.Gap{Source: content(1, -1, 10)}, content(1, -1, 10), true},
		"moved whole":                  {exchange.Gap{Source: content(1, -1, 10)}, content(10, 1, -1), true},
		"moved into another":           {exchange.Gap{Source: content(1, -1, 10)}, content(1, 10, -1), true},
		"moved where they may not":     {exchange.Gap{Source: content(1, -1, 10), Ordered: true}, content(10, 1, -1), false},
		"the same where they may not":  {exchange.Gap{Source: content(1, -1, 10), Ordered: true}, content(1, -1, 10), true},
		"one is lost":                  {exchange.Gap{Source: content(1, -1, 10)}, content(1, -1), false},
		"one too many":                 {exchange.Gap{Source: content(10)}, content(10, 10), false},
		"another":                      {exchange.Gap{Source: content(10)}, content(11), false},
		"an end before its beginning":  {exchange.Gap{Source: content(1, -1)}, content(-1, 1), false},
		"not nested":                   {exchange.Gap{Source: content(1, 2, -2, -1)}, content(1, 2, -1, -2), false},
		"what nobody can give it with": {exchange.Gap{Closed: true}, content(), false},
	} {
		if got := c.gap.Takes(c.target); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
