package po

import (
	"bytes"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/splice"
	"bayan/releases/segment"
)

// Gaps reads the messages of any catalogue that have no translation yet: those
// whose msgstr is empty, and no plurals. Braces are the program's own and no
// codes of ours.
//
// What is filled and not confirmed is marked as msgmerge marks it: with the flag
// fuzzy and, where the words in the memory are others, "#| msgid".
func Gaps(name string, b []byte) (exchange.Gaps, error) {
	sites := []site{}
	f, _, err := parse(name, b, &sites)
	if err != nil {
		return exchange.Gaps{}, err
	}
	language := func(field string) releases.Language {
		return releases.Language(strings.ReplaceAll(f.Field(field), "_", "-"))
	}
	out := exchange.Gaps{From: language("X-Source-Language"), To: language("Language")}
	filling := filling{file: b}
	for i := range f.Entries {
		e := &f.Entries[i]
		if strings.TrimSpace(e.ID) == "" {
			continue
		}
		out.Units++
		switch {
		case e.HasPlural && slices.Contains(e.Str, ""):
			out.Apart++
		case !e.HasPlural && e.Str[0] == "":
			out.All = append(out.All, exchange.Gap{
				Unit: e.Context, Line: e.Line, Unsure: e.Fuzzy(), Placeholders: placeholdersOf(e.Flags),
				Source: segment.Coded{Parts: []segment.Part{{Text: e.ID}}},
			})
			filling.entries, filling.sites = append(filling.entries, e), append(filling.sites, sites[i])
		}
	}
	out.Fill = filling.fill
	return out, nil
}

// filling is a file with the entries that have no translation, and where they
// stand.
type filling struct {
	file    []byte
	entries []*Entry
	sites   []site
}

func (f filling) fill(_ releases.Language, with []*exchange.Filling) []byte {
	var all []splice.Splice
	for i, one := range with {
		if one != nil {
			all = append(all, f.entry(f.entries[i], f.sites[i], one)...)
		}
	}
	return splice.Apply(f.file, all)
}

// entry is what one that is filled gets, in the order of the file.
func (f filling) entry(e *Entry, at site, with *exchange.Filling) (all []splice.Splice) {
	put := func(at int, text string) { all = append(all, splice.Splice{From: at, To: at, Text: text}) }
	end, marks := f.lineEnd(at.str), ""
	if !with.Confirmed && !e.Fuzzy() {
		switch {
		case at.flags == 0:
			marks = "#, " + fuzzy + end
		case len(e.Flags) == 0:
			put(at.flags, " "+fuzzy)
		default:
			put(at.flags, " "+fuzzy+",")
		}
	}
	first := at.message
	if e.Previous != nil {
		first = at.previous
	} else if !with.Confirmed && with.Was != e.ID {
		marks = string(appendValue([]byte(marks), "#| ", "msgid", with.Was, end)) + end
	}
	if marks != "" {
		from, begins := f.lineBegin(first)
		if !begins {
			marks = end + marks
		}
		put(from, marks)
	}
	words := with.Target.Plain()
	quoted := string(appendValue(nil, "", "", words, end))
	quoted = quoted[len(` "`) : len(quoted)-len(`"`)] // the first and the last mark are there
	put(at.str, quoted)
	return all
}

// lineBegin is where the line begins of a keyword; where more than marks and
// blanks stands before it in its line, it is the keyword's own place.
func (f filling) lineBegin(at int) (from int, begins bool) {
	for from = at; from > 0 && strings.IndexByte(" \t#|", f.file[from-1]) >= 0; from-- {
	}
	if from == 0 || f.file[from-1] == '\n' || f.file[from-1] == '\r' || string(f.file[:from]) == "\ufeff" {
		return from, true
	}
	return at, false
}

// lineEnd is how the line ends that a place is in: "\n", "\r\n" or "\r".
func (f filling) lineEnd(at int) string {
	i := bytes.IndexAny(f.file[at:], "\r\n")
	if i < 0 {
		if at, i = 0, bytes.IndexAny(f.file, "\r\n"); i < 0 {
			return "\n"
		}
	}
	if rest := f.file[at+i:]; bytes.HasPrefix(rest, []byte("\r\n")) {
		return "\r\n"
	}
	return string(f.file[at+i : at+i+1])
}
