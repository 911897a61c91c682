// Package text writes one language of an edition as plain text, as press
// offices mail it: 72 columns, measured in terminal cells, the end marked.
//
// A reader of plain text takes each line for a paragraph of its own and
// guesses its direction from its first strong letter (UAX #9 P2). So every
// piece of the other direction is isolated line by line, and a line that does
// not begin with a letter of its own direction gets a mark that does.
package text

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"bayan/releases"
	"bayan/releases/format/furniture"
)

// Columns is the width of a line.
const Columns = 72

// Path is the file of a language.
func Path(l releases.Language) string { return string(l) + ".txt" }

// Write writes one language of an edition.
func Write(w io.Writer, e releases.Edition, l releases.Language) error {
	for n, t := range e.Texts {
		if t.Language == l {
			out := &sheet{rtl: t.RTL}
			out.write(e, t, furniture.Of(e, n))
			_, err := w.Write(out.b.Bytes())
			return err
		}
	}
	return fmt.Errorf("edition of %s has no text in %s", e.ID, l)
}

// sheet is a text file as it grows.
type sheet struct {
	b   bytes.Buffer
	rtl bool
}

func (o *sheet) write(e releases.Edition, t releases.EditionText, s furniture.Sheet) {
	if !s.Draft.Empty() || !s.Embargo.Empty() {
		o.rule()
		o.paragraph(s.Draft.String(), "", "")
		o.paragraph(s.Embargo.String(), "", "")
		o.rule()
		o.blank()
	}
	o.paragraph(s.Organisation, "", "")
	o.paragraph(s.Department, "", "")
	o.blank()
	for _, notice := range s.Notices {
		o.paragraph(notice.Line.String(), "* ", "  ")
		o.paragraph(notice.Words, "  ", "  ")
		o.blank()
	}
	o.paragraph(s.Kicker.String(), "", "")
	o.underlined(s.Headline, '=')
	o.blank()
	o.paragraph(s.Summary, "", "")
	o.blank()
	o.paragraph(s.Place.Text, "", "")
	o.paragraph(s.Date.Text, "", "")
	o.paragraph(s.Published.String(), "", "")
	o.paragraph(s.Edition.String(), "", "")
	o.blank()
	if !s.Tombstone {
		o.body(t, s.Dateline)
		o.contacts(s)
	}
	o.paragraph(s.End.String(), "", "")
	if s.Tombstone {
		return
	}
	o.blank()
	if len(s.Follows) > 0 {
		var names []string
		for _, f := range s.Follows {
			names = append(names, "\u2068"+f.Text+"\u2069")
		}
		o.paragraph(s.FollowsHeading.String()+": "+strings.Join(names, " · "), "", "")
	}
	o.paragraph(s.Verify.String(), "", "")
	o.paragraph(s.VerifyHow.String(), "", "")
	for bytes.HasSuffix(o.b.Bytes(), []byte("\n\n")) {
		o.b.Truncate(o.b.Len() - 1)
	}
}

func (o *sheet) body(t releases.EditionText, dateline string) {
	if dateline != "" {
		dateline += " "
	}
	var numbers []int // of the ordered lists that are open, by depth
	for i, b := range t.Text.Blocks {
		if b.Kind == releases.Headline {
			continue
		}
		words := plain(b.Inline)
		if b.Kind != releases.ListItem {
			numbers = nil
		}
		if dateline != "" && b.Kind != releases.Paragraph {
			o.paragraph(strings.TrimSpace(dateline), "", "")
			o.blank()
			dateline = ""
		}
		switch b.Kind {
		case releases.Subheading:
			o.underlined(words, '-')
		case releases.Quotation:
			o.paragraph(words, "    ", "    ")
		case releases.ListItem:
			depth := max(b.Level, 1)
			for len(numbers) < depth {
				numbers = append(numbers, 0)
			}
			numbers = numbers[:depth]
			mark := "- "
			if b.Ordered {
				numbers[depth-1]++
				mark = furniture.Number(t, numbers[depth-1]) + ". "
			}
			indent := strings.Repeat("  ", depth)
			o.paragraph(words, indent+mark, indent+strings.Repeat(" ", cells(mark)))
			if i+1 < len(t.Text.Blocks) && t.Text.Blocks[i+1].Kind == releases.ListItem {
				continue
			}
		default:
			o.paragraph(dateline+words, "", "")
			dateline = ""
		}
		o.blank()
	}
}

func (o *sheet) contacts(s furniture.Sheet) {
	if len(s.Contacts) == 0 {
		return
	}
	o.underlined(s.ContactsHeading.String(), '-')
	for _, c := range s.Contacts {
		o.paragraph(c.Within(s.RTL), "", "    ")
	}
	o.blank()
}

// plain is the words of a block; a link's destination stands after its words
// where they are not the same.
func plain(content []releases.Inline) string {
	var b strings.Builder
	for _, n := range content {
		switch n.Kind {
		case releases.Words:
			b.WriteString(n.Text)
		case releases.Break:
			b.WriteByte('\n')
		default:
			words := plain(n.Children)
			b.WriteString(words)
			if n.Kind == releases.Link && words != n.Dest && "mailto:"+words != n.Dest && furniture.SafeLink(n.Dest) != "" {
				b.WriteString(" <" + furniture.SafeLink(n.Dest) + ">")
			}
		}
	}
	return b.String()
}
