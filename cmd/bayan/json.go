package main

import (
	"encoding/json"

	"bayan/locales/bidi"
)

// json writes what programs read: stable English keys, one value, a line end.
func (c *call) json(v any) error {
	e := json.NewEncoder(c.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// listed is a list as programs read it: none is empty, not null.
func listed(words []string) []string { return append([]string{}, words...) }

// plainWords is a sentence for a program: without the isolates around values.
func plainWords(s string) string { return bidi.StripIsolates(s) }
