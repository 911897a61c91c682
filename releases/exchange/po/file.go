package po

import (
	"slices"
	"strings"
)

// File is a PO file as its parts: everything that it says and nothing of how it
// was laid out. Parse makes one, WriteTo writes it; what one writes the other
// reads as the same File, and so does every tool of gettext between them.
type File struct {
	Head     *Entry  // the entry with the empty msgid; nil in a file without a header
	Entries  []Entry // in their order
	Obsolete []Entry // "#~": entries that the source no longer holds, in their order
}

// Entry is one message. Its strings are decoded: no quotation marks, no escapes.
type Entry struct {
	Comments []string  // "# ", a line each: the translator's
	Notes    []string  // "#. ", a line each: for the translator
	Refs     []string  // "#: ", a line each: where the message stands
	Flags    []string  // "#, "
	Previous *Previous // "#| ": the message that a fuzzy translation was made of
	Message
	Str  []string // the translation; with a plural, one for each form
	Line int      // 1-based line of its msgid or msgctxt; 0 when made
}

// Message is what identifies an entry, and the plural of its words.
type Message struct {
	Context    string
	HasContext bool // msgctxt "" is another message than none
	ID         string
	Plural     string
	HasPlural  bool
}

// Previous is the message that a translation was made of; HasID is false where
// the file gives only its context.
type Previous struct {
	Message
	HasID bool
}

const fuzzy = "fuzzy"

// Fuzzy tells a translation that nobody has confirmed.
func (e *Entry) Fuzzy() bool { return slices.Contains(e.Flags, fuzzy) }

// Translated tells an entry whose translation is there and confirmed.
func (e *Entry) Translated() bool {
	return !e.Fuzzy() && len(e.Str) > 0 && !slices.Contains(e.Str, "")
}

// key is what no two entries of a file share.
type key struct {
	context string
	has     bool
	id      string
}

func (m *Message) key() key { return key{m.Context, m.HasContext, m.ID} }

// Field returns a field of the header, "" where it is missing. Case does not
// count in names.
func (f *File) Field(name string) string {
	if f.Head == nil || len(f.Head.Str) == 0 {
		return ""
	}
	for line := range strings.SplitSeq(f.Head.Str[0], "\n") {
		if had, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(had), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// HeaderField is one line of a header.
type HeaderField struct{ Name, Value string }

// Head makes the entry that heads a file.
func Head(fields ...HeaderField) *Entry {
	var b strings.Builder
	for _, f := range fields {
		b.WriteString(f.Name + ": " + strings.Join(strings.Fields(f.Value), " ") + "\n")
	}
	return &Entry{Str: []string{b.String()}}
}
