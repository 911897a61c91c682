package tmx

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"bayan/releases"
	"bayan/releases/memory"
	"bayan/releases/memory/plainxml"
)

// Read gives each unit of a file to add, in order, and returns the header. A
// unit in more than two languages becomes one for each translation of its
// source. All units count as reviewed, but for those that we wrote as not.
//
// It stops at the first fault of the file and at the first error of add, and
// returns it: whoever adds must be able to take back what was added.
func Read(name string, r io.Reader, add func(memory.Unit) error) (Header, error) {
	f := file{Reader: plainxml.NewReader(name, r), name: name, add: add}
	err := f.tmx()
	return f.header, err
}

type file struct {
	*plainxml.Reader
	name   string
	add    func(memory.Unit) error
	header Header
	token  plainxml.Token
	count  int
	unit   string // how errors name the present one
}

// advance reads a token; the file's end inside an element is the reader's fault.
func (f *file) advance() (err error) {
	f.token, err = f.Next()
	return err
}

func (f *file) fault(code string, args map[string]any) error {
	if f.unit != "" {
		if args == nil {
			args = map[string]any{}
		}
		args["unit"] = f.unit
	}
	fault := f.Fault(code, args)
	fault.Line = f.token.Line
	return fault
}

func (f *file) tmx() error {
	if err := f.advance(); err != nil {
		return err
	}
	root := f.token
	if root.Name.Local != "tmx" {
		return f.fault("tmx-root", map[string]any{"element": root.Name.Local})
	}
	if v := root.Attribute("version"); !strings.HasPrefix(v, "1.") {
		return f.fault("tmx-version", map[string]any{"version": v})
	}
	err := f.children("tmx", func(name string) error {
		switch name {
		case "header":
			return f.head()
		case "body":
			return f.children("body", func(name string) error {
				if name != "tu" {
					return f.stray("body")
				}
				return f.tu()
			})
		}
		return f.stray("tmx")
	})
	if err != nil {
		return err
	}
	return f.advance() // there may be something behind the root
}

func (f *file) stray(parent string) error {
	return f.fault("tmx-element", map[string]any{"element": f.token.Name.Local, "parent": parent})
}

// children calls child for each element within the one that was opened last;
// child reads up to that element's end.
func (f *file) children(parent string, child func(name string) error) error {
	for {
		if err := f.advance(); err != nil {
			return err
		}
		switch f.token.Kind {
		case plainxml.Close:
			return nil
		case plainxml.Text:
			if strings.Trim(f.token.Text, " \t\n") != "" {
				return f.fault("tmx-text", map[string]any{"element": parent})
			}
		case plainxml.Open:
			if err := child(f.token.Name.Local); err != nil {
				return err
			}
		}
	}
}

func (f *file) head() error {
	f.header.Tool = f.token.Attribute("creationtool")
	f.header.ToolVersion = f.token.Attribute("creationtoolversion")
	f.header.Source = releases.Language(f.token.Attribute("srclang"))
	return f.children("header", func(name string) (err error) {
		switch name {
		case "note", "prop":
			f.header.Notes, err = f.note(f.header.Notes)
			return err
		case "ude": // characters of encodings that no file is read in
			return f.children("ude", func(string) error { return f.children("map", f.nothing) })
		}
		return f.stray("header")
	})
}

func (f *file) nothing(string) error { return f.stray("map") }

// note reads a note or a property.
func (f *file) note(notes []memory.Note) ([]memory.Note, error) {
	n := memory.Note{}
	element := f.token.Name.Local
	if element == "prop" {
		if n.Type = f.token.Attribute("type"); n.Type == "" {
			return nil, f.fault("tmx-attribute", map[string]any{"element": "prop", "attribute": "type"})
		}
	}
	for {
		if err := f.advance(); err != nil {
			return nil, err
		}
		switch f.token.Kind {
		case plainxml.Open:
			return nil, f.stray(element)
		case plainxml.Close:
			return append(notes, n), nil
		}
		n.Text += f.token.Text
	}
}

// variant is a unit in one language.
type variant struct {
	language releases.Language
	text     memory.Text
	by, at   string
}

// tu reads a unit, and adds what comes of it.
func (f *file) tu() error {
	f.count++
	id := f.token.Attribute("tuid")
	if f.unit = id; id == "" {
		f.unit = "#" + strconv.Itoa(f.count)
	}
	u := memory.Unit{Reviewed: true, Origin: memory.Origin{ID: id, File: f.name}}
	source := releases.Language(f.token.Attribute("srclang"))
	if source == "" {
		source = f.header.Source
	}
	by, at := changed(f.token)
	opened := f.token.Line
	var variants []variant
	err := f.children("tu", func(name string) (err error) {
		switch name {
		case "note", "prop":
			u.Notes, err = f.note(u.Notes)
		case "tuv":
			var v variant
			if v, u.Notes, err = f.tuv(u.Notes); err == nil {
				variants = append(variants, v)
			}
		default:
			err = f.stray("tu")
		}
		return err
	})
	if err != nil {
		return err
	}
	if len(variants) < 2 {
		f.token.Line = opened
		return f.fault("tmx-alone", nil)
	}
	from := slices.IndexFunc(variants, func(v variant) bool { return strings.EqualFold(string(v.language), string(source)) })
	if from < 0 {
		from = max(0, slices.IndexFunc(variants, func(v variant) bool { return memory.Base(v.language) == memory.Base(source) }))
	}
	u.From, u.Source = variants[from].language, variants[from].text
	f.ours(&u)
	for i, v := range variants {
		if i == from {
			continue
		}
		one := u
		one.To, one.Target = v.language, v.text
		one.Origin.By, one.Origin.At = first(v.by, by), first(v.at, at)
		if err := f.add(one); err != nil {
			return err
		}
	}
	f.unit = ""
	return nil
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// changed tells who changed a unit last, and when.
func changed(t plainxml.Token) (by, at string) {
	return first(t.Attribute("changeid"), t.Attribute("creationid")),
		instant(first(t.Attribute("changedate"), t.Attribute("creationdate")))
}

// ours takes the properties that mean something here out of the notes.
func (f *file) ours(u *memory.Unit) {
	u.Notes = slices.DeleteFunc(u.Notes, func(n memory.Note) bool {
		switch {
		case slices.Contains(beforeProperties, n.Type):
			u.Before = n.Text
		case slices.Contains(afterProperties, n.Type):
			u.After = n.Text
		case n.Type == releaseProperty:
			u.Origin.Release, u.Origin.File = n.Text, ""
		case n.Type == idProperty:
			u.Origin.ID = n.Text
		case n.Type == versionProperty:
			u.Origin.Version, _ = strconv.Atoi(n.Text)
		case n.Type == approvedProperty:
			u.Origin.ApprovedBy = append(u.Origin.ApprovedBy, n.Text)
		case n.Type == stateProperty:
			u.Reviewed = u.Reviewed && n.Text != "unreviewed"
			u.Stale = u.Stale || n.Text == "stale"
		default:
			return false
		}
		return true
	})
	if len(u.Notes) == 0 {
		u.Notes = nil
	}
}

func (f *file) tuv(notes []memory.Note) (v variant, all []memory.Note, err error) {
	v.by, v.at = changed(f.token)
	language := first(f.token.Of(plainxml.XML, "lang"), f.token.Attribute("lang"))
	if language == "" {
		return v, nil, f.fault("tmx-attribute", map[string]any{"element": "tuv", "attribute": "xml:lang"})
	}
	v.language = releases.Language(strings.ReplaceAll(language, "_", "-"))
	if !memory.IsLanguage(v.language) {
		return v, nil, f.fault("tmx-language", map[string]any{"language": language})
	}
	segments := 0
	err = f.children("tuv", func(name string) (err error) {
		switch name {
		case "note", "prop":
			notes, err = f.note(notes)
		case "seg":
			segments++
			v.text, err = f.seg()
		default:
			err = f.stray("tuv")
		}
		return err
	})
	if err == nil && segments != 1 {
		err = f.fault("tmx-segment", nil)
	}
	return v, notes, err
}

// seg reads words and the codes among them.
func (f *file) seg() (memory.Text, error) {
	var words strings.Builder
	var t memory.Text
	var marks []string // ids of the <hi> that are open
	for n := 0; ; {
		if err := f.advance(); err != nil {
			return t, err
		}
		switch f.token.Kind {
		case plainxml.Text:
			if words.Len()+len(f.token.Text) > memory.LongestText {
				return t, f.fault("tmx-long", map[string]any{"limit": memory.LongestText})
			}
			words.WriteString(f.token.Text)
		case plainxml.Close:
			if len(marks) == 0 {
				t.Words = words.String()
				return t, nil
			}
			t.Codes = append(t.Codes, memory.Code{At: words.Len(), Kind: memory.Highlighted, ID: marks[len(marks)-1]})
			marks = marks[:len(marks)-1]
		case plainxml.Open:
			c := memory.Code{At: words.Len(), ID: f.token.Attribute("i"), Type: f.token.Attribute("type"), X: f.token.Attribute("x")}
			switch f.token.Name.Local {
			case "bpt":
				c.Kind = memory.Opens
			case "ept":
				c.Kind = memory.Closes
			case "ph", "ut":
				c.Kind = memory.Single
			case "it":
				if c.Kind = memory.LoneOpens; f.token.Attribute("pos") == "end" {
					c.Kind = memory.LoneCloses
				}
			case "hi":
				n++
				c.Kind, c.ID = memory.Highlights, fmt.Sprintf("hi%d", n)
				marks = append(marks, c.ID)
			default:
				return t, f.stray("seg")
			}
			if c.ID == "" && (c.Kind == memory.Opens || c.Kind == memory.Closes) {
				return t, f.fault("tmx-attribute", map[string]any{"element": f.token.Name.Local, "attribute": "i"})
			}
			if c.Kind != memory.Highlights {
				var err error
				if c.Body, err = f.body(f.token.Name.Local, memory.LongestText); err != nil {
					return t, err
				}
			}
			t.Codes = append(t.Codes, c)
		}
	}
}

// body reads the content of a code as XML: text, and the elements within it.
func (f *file) body(element string, most int) (string, error) {
	var b strings.Builder
	for depth := 1; ; {
		if err := f.advance(); err != nil {
			return "", err
		}
		switch f.token.Kind {
		case plainxml.Text:
			b.WriteString(plainxml.Escape(f.token.Text))
		case plainxml.Open:
			name := f.token.Name.Local
			if !slices.Contains(inBody, name) {
				return "", f.stray(element)
			}
			depth++
			b.WriteString("<" + name)
			for _, a := range f.token.Attributes {
				if a.Space == "" {
					b.WriteString(plainxml.Attr(a.Local, a.Value))
				}
			}
			b.WriteString(">")
		case plainxml.Close:
			if depth--; depth == 0 {
				return b.String(), nil
			}
			b.WriteString("</" + f.token.Name.Local + ">")
		}
		if b.Len() > most {
			return "", f.fault("tmx-long", map[string]any{"limit": most})
		}
	}
}

// inBody are the elements that may stand within a code.
var inBody = []string{"sub", "bpt", "ept", "ph", "it", "hi", "ut"}
