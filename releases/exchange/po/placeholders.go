package po

import (
	"cmp"
	"maps"
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

// readers find the placeholders of words: what each stands for, being its name or the
// number of its value and, in the notation of printf, the kind of value; and how it is
// written.
var readers = [...]func(words string, found func(value, written string)){printf: inPrintf, braces: inBraces, places: inPlaces, variables: inVariables}

// notations are those that are not of the kind of printf, by their flags.
var notations = map[string]notation{
	"python-brace": braces, "perl-brace": braces, "java": braces, "csharp": braces, "rust": braces, "c++": braces,
	"qt": places, "qt-plural": places, "kde": places, "kde-kuit": places, "ycp": places,
	"sh": variables,
}

// placeholdersOf gives what reads the placeholders of a message's words: how each is
// written, by what it stands for. Nil where no flag says that there are any.
func placeholdersOf(flags []string) func(words string) map[string]string {
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
	return func(words string) map[string]string {
		out := map[string]string{}
		for _, n := range all {
			readers[n](words, func(value, written string) {
				if out[value] == "" {
					out[value] = written
				}
			})
		}
		return out
	}
}

// Strays are the placeholders of an entry's message that a form of its translation
// lacks, and those that it alone has, as they are written; none where no flag says
// that a program puts values in. A form for a single number may say it in words: it
// lacks one, or has those of the message for one.
func (f *File) Strays(e *Entry, form int) (lost, added []string) {
	read := placeholdersOf(e.Flags)
	if read == nil {
		return nil, nil
	}
	of := e.ID
	if e.HasPlural {
		of = e.Plural
	}
	source, target := read(of), read(e.Str[form])
	lost, added = without(source, target), without(target, source)
	if e.HasPlural && f.single(e, form) {
		if one := read(e.ID); len(without(one, target))+len(without(target, one)) == 0 {
			return nil, nil
		}
		if len(lost) == 1 {
			lost = nil
		}
	}
	return lost, added
}

// without are the placeholders of one side that the other lacks, in the order of what
// they stand for.
func without(all, other map[string]string) (out []string) {
	for _, value := range slices.Sorted(maps.Keys(all)) {
		if other[value] == "" {
			out = append(out, all[value])
		}
	}
	return out
}

// directive is a placeholder of printf, or "%%", in the dialects of C, Python
// ("%(name)s"), PHP ("%1$s"), Ruby ("%<name>d", "%{name}"), Pascal ("%0:s") and
// Boost ("%1%"); "<PRId64>" stands for a macro.
var directive = pattern.Lazy(`%(?:%|(<PRI\w+>)|(\{\w+\}|\d+%)|` +
	`(?:(\([^()]*\)|<\w+>)|(\d+)[$:])?[-+ #0'I]*(\*(?:\d+\$)?|\d+)?(?:\.(\*(?:\d+\$)?|\d*))?` +
	`((?:hh|ll|I64|I32|[hlLqjzt])?(?:[A-Za-z@]|<PRI\w+>)))`)

func inPrintf(words string, found func(value, written string)) {
	values := 0
	for _, m := range directive().FindAllStringSubmatch(words, -1) {
		next := func(kind string) {
			values++
			found(strconv.Itoa(values)+kind, m[0])
		}
		macro, whole, name, number, kind := m[1], m[2], m[3], m[4], m[7]
		for _, size := range m[5:7] { // "*" is a value of its own
			if at, ok := strings.CutPrefix(size, "*"); ok && at == "" {
				next("*")
			} else if ok {
				found(strings.TrimSuffix(at, "$")+"*", m[0])
			}
		}
		switch {
		case whole != "":
			found(whole, m[0])
		case macro+kind == "": // "%%"
		case name != "" || number != "":
			found(name+number+kind, m[0])
		default:
			next(macro + kind)
		}
	}
}

// inBraces reads "{name}", "{0}", "{}" and "{name:>10}"; "{{" is a brace.
func inBraces(words string, found func(value, written string)) {
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
		found(cmp.Or(name, strconv.Itoa(values)), "{"+words[i:i+end]+"}")
	}
}

var numbered = pattern.Lazy(`%(?:L?(\d\d?)|n)`)

// inPlaces reads "%1", "%L1" and, for the number of a plural, "%n".
func inPlaces(words string, found func(value, written string)) {
	for _, m := range numbered().FindAllStringSubmatch(words, -1) {
		found(cmp.Or(m[1], "n"), m[0])
	}
}

var variable = pattern.Lazy(`\$\{?(\w+)\}?`)

// inVariables reads "$name" and "${name}".
func inVariables(words string, found func(value, written string)) {
	for _, m := range variable().FindAllStringSubmatch(words, -1) {
		found(m[1], m[0])
	}
}
