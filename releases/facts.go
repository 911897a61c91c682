package releases

import (
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// FactFaults are the codes of the faults that ParseFacts finds, besides those of
// TextFaults for bytes and front matter.
var FactFaults = map[string][]string{
	"fact-unknown":  {"key", "known"},
	"fact-not-text": {"key"},          // contact may also be a list of texts
	"fact-date":     {"key", "value"}, // not a day as 2026-11-22
}

// factNames are the keys of release.toml, in the order in which File writes them.
var factNames = []string{"date", "kind", "place", "contact"}

// ParseFacts reads release.toml: the facts that all languages share. A date is
// a TOML date or a text of that form; a contact is a text, or a list of them. It
// returns all faults at once, as ParseErrors.
func ParseFacts(name string, src []byte) (Facts, error) {
	p := &parsing{Faults: Faults{File: name}}
	src = p.bytes(src)
	var facts Facts
	if !p.any() {
		facts = p.facts(src)
	}
	if err := p.Err(); err != nil {
		return Facts{}, err
	}
	return facts, nil
}

func (p *parsing) facts(src []byte) (f Facts) {
	if len(src) > maxBlock {
		p.add(0, "block-too-large", map[string]any{"bytes": len(src), "limit": maxBlock})
		return f
	}
	var values map[string]any
	meta, err := toml.Decode(string(src), &values)
	if err != nil {
		p.notTOML(src, 1, err)
		return f
	}
	for _, key := range meta.Keys() {
		if len(key) > 1 {
			continue
		}
		at := 1 + keyLine(src, key[0])
		text := func() string {
			s, ok := values[key[0]].(string)
			if !ok {
				p.add(at, "fact-not-text", map[string]any{"key": key[0]})
			}
			return p.fieldWords(s, at)
		}
		switch key[0] {
		case "date":
			f.Date = p.day(values[key[0]], at)
		case "kind":
			f.Kind = text()
		case "place":
			f.Place = text()
		case "contact":
			f.Contacts = p.contacts(values[key[0]], at)
		default:
			p.add(at, "fact-unknown", map[string]any{"key": key[0], "known": factNames})
		}
	}
	return f
}

// day reads an ISO 8601 day; an empty one is missing.
func (p *parsing) day(value any, line int) string {
	s, ok := value.(string)
	if t, isTime := value.(time.Time); isTime && t.Location().String() == "date-local" {
		s, ok = t.Format(time.DateOnly), true
	}
	if s = strings.TrimSpace(s); ok && s == "" {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil || !ok {
		p.add(line, "fact-date", map[string]any{"key": "date", "value": value})
		return ""
	}
	return s
}

func (p *parsing) contacts(value any, line int) []string {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	var out []string
	for _, one := range list {
		s, isText := one.(string)
		if !isText {
			p.add(line, "fact-not-text", map[string]any{"key": "contact"})
		} else if s = p.fieldWords(s, line); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// File writes release.toml: every key, so that people see what can be said.
// ParseFacts reads it back.
func (f Facts) File() []byte {
	var b strings.Builder
	for i, value := range []string{f.Date, f.Kind, f.Place} {
		b.WriteString(factNames[i] + " = " + tomlString(fieldValue(value)) + "\n")
	}
	var contacts []string
	for _, c := range f.Contacts {
		if c = fieldValue(c); c != "" {
			contacts = append(contacts, tomlString(c))
		}
	}
	b.WriteString(factNames[3] + " = [" + strings.Join(contacts, ", ") + "]\n")
	return []byte(b.String())
}
