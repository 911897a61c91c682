package docx

import (
	"strings"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/internal/pieces"
)

// story is one language of a document.
type story struct {
	*document
	text  releases.EditionText
	sheet furniture.Sheet
	begun bool // its dateline is written
}

// parts are all of a story in the order in which it is read.
func (s *story) parts() []string {
	head := s.head()
	all := head[:]
	if !s.sheet.Tombstone {
		all = append(all, s.blocks(s.text.Text.Blocks[s.text.Text.Body():]))
	}
	return append(all, s.lone(), s.contacts(), s.foot())
}

// headParts is how many parts a head has, in every language.
const headParts = 6

// head is what stands above the body: letterhead, notices, kicker, headline,
// summary, and the line of place and dates; "" where a part has no words. What
// is the text's own has another style than what the edition adds.
func (s *story) head() [headParts]string {
	var h [headParts]string
	own := func(field, style string) string {
		for _, f := range s.text.Text.Fields {
			if f.Name == field {
				return style
			}
		}
		return style + "Added"
	}
	h[0] = s.said(own("organisation", "bayanOrganisation"), s.sheet.Organisation) + s.said("bayanDepartment", s.sheet.Department)
	for _, n := range s.sheet.Notices {
		h[1] += s.paragraph("bayanNoticeHead", "", s.line(n.Line)) + s.said("bayanNotice", n.Words)
	}
	if !s.sheet.Kicker.Empty() {
		h[2] = s.paragraph(own("kicker", "bayanKicker"), "", s.line(s.sheet.Kicker))
	}
	if s.sheet.Tombstone {
		h[3] = s.paragraph("Title", "", s.line(s.sheet.Closed))
	} else if s.text.Text.Body() > 0 {
		h[3] = s.paragraph("Title", "", s.runs(s.text.Text.Blocks[0].Inline))
	}
	h[4] = s.said("Subtitle", s.sheet.Summary)
	var meta []string
	for _, p := range []furniture.Part{s.sheet.Place, s.sheet.Date} {
		if p.Text != "" {
			meta = append(meta, s.words(p.Text))
		}
	}
	for _, l := range []furniture.Line{s.sheet.Published, s.sheet.Edition} {
		if !l.Empty() {
			meta = append(meta, s.line(l))
		}
	}
	if len(meta) > 0 {
		h[5] = s.paragraph("bayanMeta", "", strings.Join(meta, s.mark(" · ")))
	}
	return h
}

// blocks writes blocks of the body, the dateline before the first.
func (s *story) blocks(all []releases.Block) string {
	var b strings.Builder
	for _, block := range all {
		lead := ""
		if !s.begun {
			s.begun = true
			if lead = s.dateline(); lead != "" && block.Kind != releases.Paragraph {
				b.WriteString(s.paragraph("", "", lead))
				lead = ""
			}
		}
		content := lead + s.runs(block.Inline)
		if block.Kind != releases.ListItem {
			s.lists.end()
		}
		switch block.Kind {
		case releases.Headline, releases.Subheading:
			b.WriteString(s.paragraph(headings[min(max(block.Level, 2), 6)-2], "", content))
		case releases.Quotation:
			b.WriteString(s.paragraph("Quote", "", content))
		case releases.ListItem:
			style := "ListBullet"
			if block.Ordered {
				style = "ListNumber"
			}
			b.WriteString(s.paragraph(style, s.lists.item(block), content))
		default:
			b.WriteString(s.paragraph("", "", content))
		}
	}
	s.lists.end()
	return b.String()
}

// lone is the dateline of a text without a body.
func (s *story) lone() string {
	if s.begun || s.sheet.Dateline == "" {
		return ""
	}
	return s.paragraph("", "", s.dateline())
}

// headings are the styles of subheadings from level 2: the headline is the
// document's title.
var headings = [...]string{"Heading1", "Heading2", "Heading3", "Heading4", "Heading5"}

// dateline is the text's own words in their style, so that they come home as
// they are, and what the house adds to them.
func (s *story) dateline() string {
	words := s.sheet.Dateline
	if words == "" {
		return ""
	}
	own, style := "", "bayanDateline"
	for _, f := range s.text.Text.Fields {
		if f.Name == "dateline" {
			own = f.Value
		}
	}
	added, begins := strings.CutPrefix(words, own)
	if !begins {
		style = "bayanDatelineCapitals"
		added = strings.TrimPrefix(words, strings.ToUpper(own))
	}
	var b strings.Builder
	for _, p := range pieces.Of([]releases.Inline{{Kind: releases.Words, Text: own}}, s.sheet.RTL) {
		b.WriteString(s.run(p, style))
	}
	for _, p := range pieces.Of([]releases.Inline{{Kind: releases.Words, Text: added + " "}}, s.sheet.RTL) {
		b.WriteString(s.run(p, "bayanDatelineEnd"))
	}
	return b.String()
}

func (s *story) contacts() string {
	if len(s.sheet.Contacts) == 0 {
		return ""
	}
	all := s.paragraph("bayanContactsHead", "", s.line(s.sheet.ContactsHeading))
	for _, c := range s.sheet.Contacts {
		speaker, end := s, ""
		if c.Lang != "" { // the source's words, in their own direction
			speaker = &story{document: s.document, text: s.text, sheet: s.sheet}
			speaker.text.Language, speaker.sheet.RTL = c.Lang, c.RTL
			if c.RTL != s.sheet.RTL { // at the side of the lines around it
				end = `<w:jc w:val="right"/>`
			}
		}
		all += "<w:p><w:pPr>" + speaker.style("bayanContact") + end + "</w:pPr>" + speaker.words(c.Text) + "</w:p>"
	}
	return all
}

func (s *story) foot() string {
	all := ""
	if len(s.sheet.Follows) > 0 {
		words := s.line(s.sheet.FollowsHeading) + s.mark(": ")
		for i, f := range s.sheet.Follows {
			if i > 0 {
				words += s.mark(" · ")
			}
			words += s.words(f.Text)
		}
		all = s.paragraph("bayanFoot", "", words)
	}
	for _, l := range []furniture.Line{s.sheet.Verify, s.sheet.VerifyHow} {
		if !l.Empty() {
			all += s.paragraph("bayanFoot", "", s.line(l))
		}
	}
	return all
}
