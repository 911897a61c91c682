package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"iter"

	"bayan/locales/bidi"
)

// json writes what programs read: stable English keys, one value, a line end.
func (c *call) json(v any) error {
	e := json.NewEncoder(c.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// jsonRows prints rows as json does a slice of them, without holding them all.
func jsonRows[T any](c *call, rows iter.Seq[T]) error {
	out := bufio.NewWriterSize(c.stdout, 1<<16)
	divider := "["
	for row := range rows {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(row); err != nil {
			return err
		}
		out.WriteString(divider)
		out.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
		divider = ","
	}
	if divider == "[" {
		out.WriteString(divider)
	}
	out.WriteString("]\n")
	return out.Flush()
}

// listed is a list as programs read it: none is empty, not null.
func listed(words []string) []string { return append([]string{}, words...) }

// plainWords is a sentence for a program: without the isolates around values.
func plainWords(s string) string { return bidi.StripIsolates(s) }
