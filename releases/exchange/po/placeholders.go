package po

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"bayan/pattern"
)

// The program that a catalogue belongs to puts values in where placeholders stand
// in its messages. A flag says of a message in which notation: c-format,
// python-brace-format (GNU gettext manual, "PO Files").

// notation is a way in which placeholders are written.
type notation int

const (
	printf notation = iota
	braces
	places
	variables
)

var readers = [...]func(words string) []string{printf: inPrintf, braces: inBraces, places: inPlaces, variables: inVariables}

// notations are those that are not of the kind of printf, by their flags.
var notations = map[string]notation{
	"python-brace": braces, "perl-brace": braces, "java": braces, "csharp": braces, "rust": braces, "c++": braces,
	"qt": places, "qt-plural": places, "kde": places, "kde-kuit": places, "ycp": places,
	"sh": variables,
}

// placeholdersOf gives what reads the placeholders of a message's words, sorted and
// each once: its name or the number of its value and, in the notation of printf,
// the kind of value. Nil where no flag says that there are any.
func placeholdersOf(flags []string) func(words string) []string {
	var all []notation // each once, whatever the flags say
	for _, flag := range flags {
		name, ok := strings.CutSuffix(flag, "-format")
		if !ok || strings.HasPrefix(name, "no-") || strings.HasPrefix(name, "impossible-") {
			continue
		}
		if n := notations[strings.TrimPrefix(name, "possible-")]; !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	if all == nil {
		return nil
	}
	return func(words string) (found []string) {
		for _, n := range all {
			found = append(found, readers[n](words)...)
		}
		slices.Sort(found)
		return slices.Compact(found)
	}
}

// directive is a placeholder of printf, or "%%", in the dialects of C, Python
// ("%(name)s"), PHP ("%1$s"), Ruby ("%<name>d", "%{name}"), Pascal ("%0:s") and
// Boost ("%1%"); "<PRId64>" stands for a macro.
var directive = pattern.Lazy(`%(?:%|(<PRI\w+>)|(\{\w+\}|\d+%)|` +
	`(?:(\([^()]*\)|<\w+>)|(\d+)[$:])?[-+ #0'I]*(\*(?:\d+\$)?|\d+)?(?:\.(\*(?:\d+\$)?|\d*))?` +
	`((?:hh|ll|I64|I32|[hlLqjzt])?(?:[A-Za-z@]|<PRI\w+>)))`)

func inPrintf(words string) (found []string) {
	values := 0
	next := func(kind string) {
		values++
		found = append(found, strconv.Itoa(values)+kind)
	}
	for _, m := range directive().FindAllStringSubmatch(words, -1) {
		macro, whole, name, number, kind := m[1], m[2], m[3], m[4], m[7]
		for _, size := range m[5:7] { // "*" is a value of its own
			if at, ok := strings.CutPrefix(size, "*"); ok && at == "" {
				next("*")
			} else if ok {
				found = append(found, strings.TrimSuffix(at, "$")+"*")
			}
		}
		switch {
		case whole != "":
			found = append(found, whole)
		case macro+kind == "": // "%%"
		case name != "" || number != "":
			found = append(found, name+number+kind)
		default:
			next(macro + kind)
		}
	}
	return found
}

// inBraces reads "{name}", "{0}", "{}" and "{name:>10}"; "{{" is a brace.
func inBraces(words string) (found []string) {
	values := 0
	for i := 0; i < len(words); i++ {
		if words[i] != '{' {
			continue
		}
		i++
		if strings.HasPrefix(words[i:], "{") {
			continue
		}
		end := strings.IndexAny(words[i:], "!:,{}")
		if end < 0 {
			break
		}
		name := strings.TrimSpace(words[i : i+end])
		if name == "" {
			values++
		}
		found = append(found, cmp.Or(name, strconv.Itoa(values)))
	}
	return found
}

var numbered = pattern.Lazy(`%(?:L?(\d\d?)|n)`)

// inPlaces reads "%1", "%L1" and, for the number of a plural, "%n".
func inPlaces(words string) (found []string) {
	for _, m := range numbered().FindAllStringSubmatch(words, -1) {
		found = append(found, cmp.Or(m[1], "n"))
	}
	return found
}

var variable = pattern.Lazy(`\$\{?(\w+)`)

// inVariables reads "$name" and "${name}".
func inVariables(words string) (found []string) {
	for _, m := range variable().FindAllStringSubmatch(words, -1) {
		found = append(found, m[1])
	}
	return found
}
