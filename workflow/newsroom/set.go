package newsroom

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"bayan/releases"
	"bayan/workflow"
)

// Set changes facts, plans, the embargo or the languages of a release.
type Set struct {
	Release string
	Values  []Setting // times without a zone are meant in that of the desk
}

// SettingKeys are the keys that a release has; LANG stands for a language of it.
var SettingKeys = []string{"date", "place", "kind", "contact", "due", "priority", "assignee:LANG", "embargo", "languages"}

// Priorities are the values of priority, the least urgent first.
var Priorities = []string{"low", "normal", "high", "urgent"}

// Setting is KEY=VALUE; an empty value takes it away. A key may stand more
// than once where a fact has several lines (contact).
type Setting struct{ Key, Value string }

func (c Set) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	facts, plans := map[string][]string{}, map[string]string{}
	for _, s := range c.Values {
		switch key := s.Key; {
		case slices.Contains(factNames, key):
			facts[key] = append(facts[key], s.Value)
		case key == "due" || key == "priority" || key == "assignee" || strings.HasPrefix(key, "assignee:"):
			value, err := t.plan(key, s.Value)
			if err != nil {
				return err
			}
			plans[key] = value
		case key == "embargo":
			if err := c.embargo(t, s.Value); err != nil {
				return err
			}
		case key == "languages":
			var ls []workflow.Language
			for _, l := range strings.Split(s.Value, ",") {
				if l = strings.TrimSpace(l); l != "" {
					ls = append(ls, workflow.Language(l))
				}
			}
			if err := t.decide(workflow.SetLanguages{Languages: ls}); err != nil {
				return err
			}
		default:
			return fault(ExitUsage, "unknown-setting", map[string]any{"key": key, "known": SettingKeys})
		}
	}
	if len(facts) > 0 {
		given := map[string]string{}
		for k, lines := range facts {
			given[k] = strings.TrimSpace(strings.Join(lines, "\n"))
		}
		if err := t.changeFacts(given); err != nil {
			return err
		}
		if err := t.factsFileIsFree(); err != nil {
			return err
		}
		t.writeFactsAfter()
	}
	if len(plans) > 0 {
		if err := t.decide(workflow.SetPlans{Plans: plans}); err != nil {
			return err
		}
	}
	return t.did("set", map[string]any{"id": t.file.rel.ID})
}

// plan checks a plan's value.
func (t *turn) plan(key, value string) (string, error) {
	switch {
	case value == "":
	case key == "due" && isDay(value):
		return value, nil // whole: it is over at its end
	case key == "due":
		at, err := t.parseTime(value)
		if err != nil {
			return "", fault(ExitUsage, "bad-time", map[string]any{"key": key, "value": value})
		}
		return at.Format(time.RFC3339), nil
	case key == "priority":
		if !slices.Contains(Priorities, value) {
			return "", fault(ExitUsage, "bad-priority", map[string]any{"value": value})
		}
	}
	return value, nil
}

func (c Set) embargo(t *turn, value string) error {
	command := workflow.SetEmbargo{Lift: value == "" || value == "none"}
	if !command.Lift {
		at, err := t.parseTime(value)
		if err != nil {
			return fault(ExitUsage, "bad-time", map[string]any{"key": "embargo", "value": value})
		}
		command.Until = &at
	}
	if err := t.decide(command); err != nil {
		return err
	}
	if !command.Lift { // as it was understood: in which zone, on which side of a change of clocks
		t.tell("under-embargo", map[string]any{"until": *command.Until})
	}
	if at := t.file.rel.ScheduledAt; at != nil && !command.Lift {
		t.tell("rescheduled", map[string]any{"at": *at})
	}
	return nil
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// parseTime reads RFC 3339, or a day with or without a time in the desk's zone.
func (t *turn) parseTime(s string) (time.Time, error) {
	zone := time.UTC
	if t.Place != nil {
		zone = t.Place(t.desk.Setting("zone"))
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02"} {
		// A zone may lead out of the four digits that a year has.
		if at, err := time.ParseInLocation(layout, s, zone); err == nil && at.UTC().Year() >= 0 && at.UTC().Year() <= 9999 {
			return at.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time", s)
}

// setFacts records those of a file that differ from what is known.
func (t *turn) setFacts(f releases.Facts) error {
	old, err := t.file.facts()
	if err != nil {
		return err
	}
	was, changed := factMap(old), map[string]string{}
	for k, v := range factMap(f) {
		if v != was[k] {
			changed[k] = v
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return t.changeFacts(changed)
}

func (t *turn) changeFacts(given map[string]string) error {
	values, err := t.factValues(given)
	if err != nil {
		return err
	}
	return t.decide(workflow.SetFacts{Facts: values})
}

// factValues checks facts and keeps those that are people's words as content.
func (t *turn) factValues(given map[string]string) (map[string]workflow.Value, error) {
	values := map[string]workflow.Value{}
	for _, k := range slices.Sorted(maps.Keys(given)) {
		v := given[k]
		if k == "date" && v != "" {
			if _, err := time.Parse("2006-01-02", v); err != nil {
				return nil, fault(ExitUsage, "bad-date", map[string]any{"value": v})
			}
		}
		if strings.ContainsFunc(v, unwritable) {
			return nil, fault(ExitUsage, "bad-fact", map[string]any{"fact": k})
		}
		if k != "contact" {
			if strings.Contains(v, "\n") {
				return nil, fault(ExitUsage, "bad-fact", map[string]any{"fact": k})
			}
			values[k] = workflow.Value{Text: v}
			continue
		}
		ref, err := t.putText(v)
		if err != nil {
			return nil, err
		}
		values[k] = workflow.Value{Ref: ref}
	}
	return values, nil
}

// unwritable tells what no fact and no notice holds, since no check looks at them: controls,
// other ends of lines, and what turns the order of a page's letters around.
func unwritable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || r == 0x2028 || r == 0x2029 || r == 0x202d || r == 0x202e
}

// release.toml is a view of the facts that the holder of the source may edit.

// factsFromFile takes up what the source's holder wrote in release.toml.
func (t *turn) factsFromFile() error {
	if t.Files == nil {
		return nil
	}
	b, path, err := t.Files.Facts(t.file.rel.ID)
	if err != nil || b == nil {
		return err
	}
	facts, err := releases.ParseFacts(path, b)
	if err != nil {
		return err
	}
	if err := t.setFacts(facts); err != nil {
		return err
	}
	t.writeFactsAfter()
	return nil
}

func (t *turn) factsFileIsFree() error {
	if t.Files == nil {
		return nil
	}
	return t.Files.FactsFree(t.file.rel.ID)
}

// writeFactsAfter puts release.toml in place once the turn is durable.
func (t *turn) writeFactsAfter() {
	if t.Files == nil {
		return
	}
	t.after = append(t.after, func() error {
		facts, err := t.file.facts()
		if err != nil {
			return err
		}
		_, err = t.Files.PutFacts(t.file.rel.ID, facts.File())
		return err
	})
}
