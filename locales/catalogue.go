package locales

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"bayan/locales/bidi"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed en/*.toml ar/*.toml */labels.toml
var sentences embed.FS

// catalogues are the languages that speak, the default one first.
var catalogues = [...]*catalogue{{language: "en"}, {language: "ar"}}

// labelled are the languages in which a page speaks and the program does not:
// they have the one topic labels.
var labelled = [...]*catalogue{{language: "ckb"}, {language: "de"}, {language: "es"}, {language: "fa"}, {language: "fr"}, {language: "tr"}}

// forms are the plural categories of CLDR: what ends the name of a sentence
// that is said for a count.
var forms = [...]string{"zero", "one", "two", "few", "many", "other"}

// catalogue is the sentences of one language. It remembers what it was asked:
// the text is embedded and never changes.
type catalogue struct {
	language string

	mu       sync.Mutex
	topics   map[string]string   // text of a file by topic, "" if there is none
	messages map[string]*message // by key, nil if there is none
	bundle   *i18n.Bundle        // the plural sentences met so far
	plural   *i18n.Localizer
}

// message is one sentence. A counted one has its forms in the bundle.
type message struct {
	id      string
	plain   sentence
	counted bool
}

// catalogueOf is what a reader of the tag reads sentences from, or nil.
func catalogueOf(tag string) *catalogue {
	if speech := speechOf(tag); speech != "" {
		tag = speech
	}
	for _, some := range [...][]*catalogue{catalogues[:], labelled[:]} {
		for _, c := range some {
			if c.language == base(tag) {
				return c
			}
		}
	}
	return nil
}

// say gives the sentence of key with values in it; found is false where the
// catalogue has no such key. An unfilled placeholder stays and is an error.
func (c *catalogue) say(key string, count any, values map[string]string) (text string, found bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, err := c.look(key)
	if m == nil || err != nil {
		return "", false, err
	}
	if !m.counted {
		text, err = m.plain.Execute(values)
		return text, true, err
	}
	text, err = c.plural.Localize(&i18n.LocalizeConfig{
		MessageID: key, PluralCount: count, TemplateData: values, TemplateParser: placeholders{},
	})
	return text, text != "", err
}

func (c *catalogue) has(key string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	m, err := c.look(key)
	return m != nil && err == nil
}

// look finds a message and parses it, once.
func (c *catalogue) look(key string) (*message, error) {
	if m, asked := c.messages[key]; asked {
		return m, nil
	}
	m, err := c.read(key)
	if err != nil {
		return nil, fmt.Errorf("%s/%s: %w", c.language, key, err)
	}
	if c.messages == nil {
		c.messages = map[string]*message{}
	}
	c.messages[key] = m
	return m, nil
}

func (c *catalogue) read(key string) (*message, error) {
	topic, name, _ := strings.Cut(key, ".")
	if slices.Contains(forms[:], name[strings.LastIndexByte(name, '.')+1:]) {
		return nil, nil // a form of a sentence is none
	}
	lines := find(c.topic(topic), name)
	if lines == "" {
		return nil, nil
	}
	var parsed map[string]any
	if err := toml.Unmarshal([]byte(lines), &parsed); err != nil {
		return nil, err
	}
	switch found := walk(parsed, name).(type) {
	case string:
		plain, err := parse(isolateSigns(found))
		return &message{id: key, plain: plain}, err
	case map[string]any:
		return &message{id: key, counted: true}, c.addPlural(key, found)
	default:
		return nil, fmt.Errorf("neither a sentence nor its plural forms")
	}
}

// isolateSigns keeps what is typed as it is typed after a word from right to left:
// the hyphens of a flag would be drawn behind it (UAX #9 N2), as in "draft--", and
// < and > would be mirrored (L4).
func isolateSigns(sentence string) string {
	var b strings.Builder
	rest := sentence
	for at := 0; at < len(rest); {
		next := strings.IndexAny(rest[at:], "-<>")
		if next < 0 {
			break
		}
		at += next
		end := at + signLength(rest[at:])
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(rest[:at], " :؛،(«"))
		if end == at || !unicode.Is(unicode.Arabic, before) {
			at = max(end, at+1)
			continue
		}
		b.WriteString(rest[:at])
		b.WriteString(bidi.IsolateLTR(rest[at:end]))
		rest, at = rest[end:], 0
	}
	return b.String() + rest
}

// signLength is how many bytes at the beginning of s are < or >, one or more, or a
// flag: one hyphen or two, and small letters with hyphens between them; its value, a
// Latin word behind a space, is typed with it.
func signLength(s string) int {
	if s[0] != '-' {
		return len(s) - len(strings.TrimLeft(s, s[:1]))
	}
	name := strings.TrimPrefix(s[1:], "-")
	length := len(name) - len(strings.TrimLeft(name, "abcdefghijklmnopqrstuvwxyz-"))
	if length == 0 || name[0] == '-' {
		return 0
	}
	if value := strings.TrimPrefix(name[length:], " "); len(value) < len(name)-length {
		if word := len(value) - len(strings.TrimLeft(value, latinWord)); word > 0 {
			length += 1 + word
		}
	}
	return len(s) - len(name) + length
}

// latinWord are the letters of a flag's value as sentences have it.
const latinWord = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// addPlural gives a counted sentence to go-i18n. Making a bundle takes some
// 200 µs, so it is made when a count is first spoken of.
func (c *catalogue) addPlural(key string, found map[string]any) error {
	if c.bundle == nil {
		tag := language.Make(c.language)
		c.bundle = i18n.NewBundle(tag)
		c.plural = i18n.NewLocalizer(c.bundle, c.language)
	}
	form := func(name string) string { s, _ := found[name].(string); return isolateSigns(s) }
	return c.bundle.AddMessages(language.Make(c.language), &i18n.Message{
		ID:   key,
		Zero: form("zero"), One: form("one"), Two: form("two"),
		Few: form("few"), Many: form("many"), Other: form("other"),
	})
}

func (c *catalogue) topic(name string) string {
	text, read := c.topics[name]
	if !read {
		raw, err := sentences.ReadFile(c.language + "/" + name + ".toml")
		if err == nil {
			text = "\n" + string(raw)
		}
		if c.topics == nil {
			c.topics = map[string]string{}
		}
		c.topics[name] = text
	}
	return text
}

// find cuts the lines of one message out of a file: `name = "…"`, or
// `name.one = "…"` and its other forms, wherever they stand. Values are
// strings of one line, or of several between """ marks, none of which may look
// like the beginning of another message; a test holds find against TOML.
func find(text, name string) string {
	var lines strings.Builder
	if name == "" {
		return ""
	}
	for header := "\n" + name; ; {
		at := strings.Index(text, header)
		if at < 0 {
			return lines.String()
		}
		text = text[at+1:]
		rest := text[len(name):]
		if dot, form := strings.CutPrefix(rest, "."); form {
			head := strings.TrimRight(dot[:strings.IndexAny(dot+"=", "= ")], " ")
			if !slices.Contains(forms[:], head) {
				continue
			}
		} else if !strings.HasPrefix(strings.TrimLeft(rest, " "), "=") {
			continue
		}
		found := statement(text)
		lines.WriteString(found + "\n")
		text = text[len(found):]
	}
}

// statement is the key and value that text begins with.
func statement(text string) string {
	end := strings.IndexByte(text, '\n')
	if end < 0 {
		end = len(text)
	}
	const mark = `"""`
	if open := strings.Index(text[:end], mark); open >= 0 {
		from := open + len(mark)
		if length := strings.Index(text[from:], mark); length >= 0 {
			return text[:from+length+len(mark)]
		}
	}
	return text[:end]
}

// walk follows a dotted name into nested tables.
func walk(table map[string]any, name string) any {
	var at any = table
	for part := range strings.SplitSeq(name, ".") {
		inner, _ := at.(map[string]any)
		at = inner[part]
	}
	return at
}

// Keys lists every key of a language with a catalogue, sorted, so that others
// can test that each of their codes has its sentences.
func Keys(speech string) ([]string, error) {
	files, err := sentences.ReadDir(speech)
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, file := range files {
		raw, err := sentences.ReadFile(speech + "/" + file.Name())
		if err != nil {
			return nil, err
		}
		var table map[string]any
		if err := toml.Unmarshal(raw, &table); err != nil {
			return nil, fmt.Errorf("%s/%s: %w", speech, file.Name(), err)
		}
		keys = appendKeys(keys, strings.TrimSuffix(file.Name(), ".toml"), table)
	}
	slices.Sort(keys)
	return keys, nil
}

func appendKeys(keys []string, prefix string, table map[string]any) []string {
	if isPlural(table) {
		return append(keys, prefix)
	}
	for name, value := range table {
		if inner, ok := value.(map[string]any); ok {
			keys = appendKeys(keys, prefix+"."+name, inner)
		} else {
			keys = append(keys, prefix+"."+name)
		}
	}
	return keys
}

func isPlural(table map[string]any) bool {
	_, other := table["other"].(string)
	return other
}
