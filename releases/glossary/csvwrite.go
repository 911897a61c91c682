package glossary

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/memory"
)

// WriteCSV writes entries as a person edits them: a row for each, in the order
// given, the languages in the order in which they first come. ReadCSV gives the
// same entries back, but for a stroke in a term, which becomes a slash, the
// second of two preferred terms of a language, which becomes an admitted one, and
// all notes on terms but one of a language.
func WriteCSV(w io.Writer, entries []Entry) error {
	entries = slices.Clone(entries)
	for i := range entries {
		entries[i].Terms = slices.Clone(entries[i].Terms)
		for j := range entries[i].Terms {
			entries[i].Terms[j].Language = memory.Tag(entries[i].Terms[j].Language)
		}
	}
	head := []string{"id", "kind", "part", "domain"}
	type use struct {
		language releases.Language
		suffix   string
	}
	used, languages := map[use]bool{}, []releases.Language{}
	for _, e := range entries {
		for _, t := range e.Terms {
			if !slices.Contains(languages, t.Language) {
				languages = append(languages, t.Language)
			}
			used[use{t.Language, suffix(t.Status)}] = true
			if t.Note != "" {
				used[use{t.Language, " note"}] = true
			}
		}
	}
	var columns []use
	for _, l := range languages {
		for _, s := range []string{"", " admitted", " forbidden", " note"} {
			if s == "" || s != " admitted" && used[use{l, s}] || s == " admitted" && needsAdmitted(entries, l) {
				columns = append(columns, use{l, s})
				name := string(l) + s
				if _, taken := roles[string(l)]; taken {
					name = apart + name
				}
				head = append(head, name)
			}
		}
	}
	out := csv.NewWriter(w)
	out.Write(append(head, "note"))
	for _, e := range entries {
		row := []string{e.ID, string(e.Kind), e.Part, e.Domain}
		for _, c := range columns {
			row = append(row, field(e, c.language, c.suffix))
		}
		out.Write(append(row, e.Note))
	}
	out.Flush()
	return out.Error()
}

func suffix(s Status) string {
	if s == Forbidden {
		return " forbidden"
	}
	return ""
}

// needsAdmitted tells whether an entry has two preferred terms in a language or
// none beside admitted ones: then admitted terms have a column of their own.
func needsAdmitted(entries []Entry, l releases.Language) bool {
	for _, e := range entries {
		preferred, admitted := 0, 0
		for _, t := range e.Terms {
			if t.Language == l {
				if t.Status == Preferred {
					preferred++
				} else if t.Status == Admitted {
					admitted++
				}
			}
		}
		if preferred == 0 && admitted > 0 {
			return true
		}
	}
	return false
}

func field(e Entry, l releases.Language, suffix string) string {
	preferred := slices.ContainsFunc(e.Terms, func(t Term) bool { return t.Language == l && t.Status == Preferred })
	var texts []string
	for _, t := range e.Terms {
		if t.Language != l {
			continue
		}
		in := false
		switch suffix {
		case "":
			in = t.Status == Preferred || t.Status == Admitted && preferred
		case " admitted":
			in = t.Status == Admitted && !preferred
		case " forbidden":
			in = t.Status == Forbidden
		case " note":
			if t.Note != "" {
				return t.Note
			}
		}
		if in {
			texts = append(texts, strings.ReplaceAll(t.Text, "|", "/"))
		}
	}
	return strings.Join(texts, " | ")
}
