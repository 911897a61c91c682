package segment

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"bayan/releases"
)

// House is what a desk adds to the rules, by language: "ar" holds for every
// region of Arabic, "ar-SY" for that one as well.
type House map[releases.Language]Additions

// Additions are a desk's own rules of a language.
type Additions struct {
	// NoBreak are words after which no sentence ends, with what stops them:
	// "Wg.Cdr.", "Yahoo!". Case does not count.
	NoBreak []string
	// Break are marks after which a sentence ends, whatever follows: "؛".
	Break []string
}

// Rules returns the rules of a language with what the house adds to them.
func (h House) Rules(l releases.Language) *Rules {
	r := Default(l)
	whole := strings.ToLower(string(l))
	primary, _, _ := strings.Cut(whole, "-")
	for _, name := range slices.Compact([]string{primary, whole}) {
		if a, ok := h[releases.Language(name)]; ok {
			r = r.with(a)
		}
	}
	return r
}

func (r *Rules) with(a Additions) *Rules {
	out := *r
	out.Never = make(map[string]bool, len(r.Never)+len(a.NoBreak))
	for w := range r.Never {
		out.Never[w] = true
	}
	for _, w := range a.NoBreak {
		out.Never[strings.ToLower(w)] = true
	}
	out.Ends += strings.Join(a.Break, "")
	return &out
}

// HouseFaults are the codes of the faults of ReadHouse, with the arguments of each.
var HouseFaults = map[string][]string{
	"segmentation-unread":   {"detail"},         // not TOML
	"segmentation-language": {"key"},            // a table that is called by no language, or no table
	"segmentation-key":      {"key"},            // neither no-break nor break
	"segmentation-list":     {"key"},            // no list of texts
	"segmentation-word":     {"key", "value"},   // no word with a stop at its end
	"segmentation-mark":     {"key", "value"},   // no single mark, or one that ends sentences anyhow
	"segmentation-large":    {"bytes", "limit"}, //
}

// maxHouse is the size in bytes of the largest file of rules: some thousand words.
const maxHouse = 32 << 10

// mostDots bounds the keys with dots, which no rule needs: the reader of TOML
// takes minutes for some thousand of them, as for tables within a line.
const mostDots = 64

// foreign finds what no file of rules holds outside of its texts and costs too
// much to read: a brace, or dots beyond any need.
func foreign(b []byte) (what string, line int) {
	quote, comment, dots := byte(0), false, 0
	line = 1
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\n':
			line, comment, quote = line+1, false, 0
		case comment:
		case quote == '"' && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#':
			comment = true
		case c == '{':
			return "{", line
		case c == '.':
			if dots++; dots > mostDots {
				return ".", line
			}
		}
	}
	return "", 0
}

// ReadHouse reads a desk's rules, a table for each language:
//
//	[en]
//	no-break = ["Wg.Cdr.", "Yahoo!"]
//	[ar]
//	break = ["؛"]
//
// Its errors are releases.ParseErrors, with all that is wrong.
func ReadHouse(name string, b []byte) (House, error) {
	read := houseReading{Faults: releases.Faults{File: name}, bytes: b, house: House{}}
	if len(b) > maxHouse {
		read.Add(0, "segmentation-large", map[string]any{"bytes": len(b), "limit": maxHouse})
		return nil, read.Err()
	}
	if what, line := foreign(b); what != "" {
		read.Add(line, "segmentation-key", map[string]any{"key": what})
		return nil, read.Err()
	}
	var tables map[string]any
	_, err := toml.Decode(string(b), &tables)
	if parse := (toml.ParseError{}); errors.As(err, &parse) {
		read.Add(parse.Position.Line, "segmentation-unread", map[string]any{"detail": parse.Message})
	} else if err != nil {
		read.Add(0, "segmentation-unread", map[string]any{"detail": err.Error()})
	}
	for language, table := range tables {
		if read.Full() {
			break
		}
		keys, ok := table.(map[string]any)
		if !ok || !isLanguage(language) {
			read.Add(read.lineOf(language, ""), "segmentation-language", map[string]any{"key": language})
			continue
		}
		read.table(language, keys)
	}
	if err := read.Err(); err != nil {
		return nil, err
	}
	return read.house, nil
}

// houseReading is a desk's file on its way in.
type houseReading struct {
	releases.Faults
	bytes []byte
	house House
}

func (r *houseReading) table(language string, keys map[string]any) {
	var a Additions
	for key, value := range keys {
		list, ok := value.([]any)
		switch {
		case r.Full():
			return
		case key != "no-break" && key != "break":
			r.Add(r.lineOf(language, key), "segmentation-key", map[string]any{"key": key})
			continue
		case !ok:
			r.Add(r.lineOf(language, key), "segmentation-list", map[string]any{"key": key})
		}
		for _, one := range list {
			word, ok := one.(string)
			switch {
			case r.Full():
				return
			case !ok:
				r.Add(r.lineOf(language, key), "segmentation-list", map[string]any{"key": key})
			case key == "break" && isMark(word):
				a.Break = append(a.Break, word)
			case key == "no-break" && isStopped(word):
				a.NoBreak = append(a.NoBreak, word)
			default:
				code := map[string]string{"break": "segmentation-mark", "no-break": "segmentation-word"}[key]
				r.Add(r.lineWith(r.lineOf(language, key), word), code, map[string]any{"key": key, "value": word})
			}
		}
	}
	r.house[releases.Language(strings.ToLower(language))] = a
}

// isLanguage tells what looks like a tag of BCP 47.
func isLanguage(s string) bool {
	primary, _, _ := strings.Cut(s, "-")
	return (len(primary) == 2 || len(primary) == 3) &&
		strings.IndexFunc(s, func(c rune) bool { return c != '-' && (c > 'z' || !unicode.IsLetter(c) && !unicode.IsDigit(c)) }) < 0
}

// isStopped tells a word with a mark at its end that would end a sentence.
func isStopped(word string) bool {
	last, n := utf8.DecodeLastRuneInString(word)
	return len(word) > n && strings.ContainsRune(stops, last) && strings.IndexFunc(word, unicode.IsSpace) < 0 &&
		lastWord(word) == word && strings.IndexFunc(word, unicode.IsLetter) >= 0
}

// isMark tells a single mark that ends no sentence by itself.
func isMark(s string) bool {
	c, n := utf8.DecodeRuneInString(s)
	return n > 0 && n == len(s) && (unicode.IsPunct(c) || unicode.IsSymbol(c)) && !strings.ContainsRune(stops+closers, c)
}

// lineOf is the line of a table or, within it, of a key; 0 where it is not
// found, as where somebody wrote it with dots.
func (r *houseReading) lineOf(language, key string) int {
	in := ""
	for i, line := range bytes.Split(r.bytes, []byte("\n")) {
		text := strings.TrimSpace(string(line))
		name, _, _ := strings.Cut(text, "=")
		name = strings.Trim(strings.TrimSpace(name), `"'`)
		if table, ok := strings.CutPrefix(text, "["); ok && !strings.Contains(text, "=") {
			table, _, _ = strings.Cut(table, "]")
			if in = strings.Trim(strings.TrimSpace(table), `"'`); in == language && key == "" {
				return i + 1
			}
		} else if in == language && key != "" && name == key || in == "" && key == "" && name == language {
			return i + 1
		}
	}
	return 0
}

// lineWith is the first line from one on that holds a text, else that one.
func (r *houseReading) lineWith(from int, word string) int {
	for i, line := range bytes.Split(r.bytes, []byte("\n")) {
		if from > 0 && i+1 >= from && (bytes.Contains(line, []byte(`"`+word+`"`)) || bytes.Contains(line, []byte("'"+word+"'"))) {
			return i + 1
		}
	}
	return from
}
