package releases

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

const fence = "+++"

// factKeys are what people write into a text file and belongs in release.toml.
var factKeys = []string{"date", "kind", "place", "contact", "contacts"}

// cutFront splits a file at its front matter. The lines are those of the
// opening fence and of the body's first line; closed is false when the second
// fence is missing.
func cutFront(src []byte) (front []byte, frontLine int, body []byte, bodyLine int, closed bool) {
	rest, line := src, 1
	for {
		l, after, more := bytes.Cut(rest, []byte("\n"))
		if len(bytes.TrimSpace(l)) > 0 || !more {
			if !isFence(l) {
				return nil, 0, src, 1, true
			}
			rest = after
			break
		}
		rest, line = after, line+1
	}
	frontLine = line
	start := rest
	for len(rest) > 0 {
		l, after, _ := bytes.Cut(rest, []byte("\n"))
		line++
		if isFence(l) {
			return start[:len(start)-len(rest)], frontLine, after, line + 1, true
		}
		rest = after
	}
	return nil, frontLine, nil, line, false
}

func isFence(l []byte) bool { return string(bytes.TrimRight(l, " \t")) == fence }

// fields reads front matter whose first line is line, in the order of
// FieldNames. A field without words is no field.
func (p *parsing) fields(front []byte, line int) []Field {
	if len(front) > maxBlock {
		p.add(line, "block-too-large", map[string]any{"bytes": len(front), "limit": maxBlock})
		return nil
	}
	var values map[string]any
	meta, err := toml.Decode(string(front), &values)
	if err != nil {
		p.notTOML(front, line, err)
		return nil
	}
	var fields []Field
	for _, key := range meta.Keys() {
		if len(key) > 1 {
			continue // inside a table, which is told once
		}
		name, at := key[0], line+keyLine(front, key[0])
		value, isText := values[name].(string)
		switch {
		case slices.Contains(factKeys, name):
			p.add(at, "fact-in-text", map[string]any{"key": name})
		case !slices.Contains(FieldNames, name):
			p.add(at, "field-unknown", map[string]any{"key": name, "known": FieldNames})
		case !isText:
			p.add(at, "field-not-text", map[string]any{"key": name})
		default:
			if words := p.fieldWords(value, at); words != "" {
				fields = append(fields, Field{name, words, at})
			}
		}
	}
	slices.SortFunc(fields, func(a, b Field) int { return fieldOrder(a.Name) - fieldOrder(b.Name) })
	return fields
}

func fieldOrder(name string) int { return slices.Index(FieldNames, name) }

// fieldWords is a field's value as one line: its line breaks are wrapping.
func (p *parsing) fieldWords(value string, line int) string {
	folded := foldLines(value)
	if i := strings.IndexFunc(folded, forbidden); i >= 0 {
		p.add(line, "control-character", map[string]any{"codepoint": codepoint(rune(folded[i]))})
		return ""
	}
	return p.nfcWords(folded, line)
}

// foldLines joins the lines of a value with single spaces and trims its edges.
func foldLines(s string) string {
	s = strings.Trim(s, " \t\r\n")
	if !strings.ContainsAny(s, "\r\n") {
		return s
	}
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	kept := lines[:0]
	for _, l := range lines {
		if l = strings.Trim(l, " \t"); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, " ")
}

// keyLine returns how many lines stand above a top-level key or table; a key
// that only a quoted or dotted spelling holds is found on the first line.
func keyLine(front []byte, key string) int {
	n := 0
	for l := range bytes.SplitSeq(front, []byte("\n")) {
		s := strings.TrimLeft(string(l), " \t[\"'")
		if rest, ok := strings.CutPrefix(s, key); ok {
			if rest = strings.TrimLeft(rest, " \t\"'"); rest != "" && strings.ContainsRune("=.]", rune(rest[0])) {
				return n
			}
		}
		n++
	}
	return 0
}

// notTOML says what a TOML error means here. That a key was given twice is told
// by reading what stands above the fault, not from the error's words.
func (p *parsing) notTOML(front []byte, line int, err error) {
	var fault toml.ParseError
	if !errors.As(err, &fault) {
		p.add(line, "fields-not-read", nil)
		return
	}
	above := max(fault.Position.Line-1, 0)
	lines := bytes.SplitAfter(front, []byte("\n"))
	if above < len(lines) {
		key, _, _ := strings.Cut(string(lines[above]), "=")
		key = strings.Trim(key, " \t\"'[]")
		var before map[string]any
		if _, err := toml.Decode(string(bytes.Join(lines[:above], nil)), &before); err == nil && before[key] != nil {
			p.add(line+above, "field-twice", map[string]any{"key": key})
			return
		}
	}
	p.add(line+above, "fields-not-read", nil)
}

// tomlString writes a TOML basic string.
func tomlString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\t':
			b.WriteString(`\t`)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
