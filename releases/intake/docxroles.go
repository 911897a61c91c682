package intake

import (
	"strings"
	"unicode"

	"bayan/releases"
)

// Roles of paragraphs besides their kinds. A field's role is its name.
const (
	roleText     = ""
	roleTitle    = "title"
	roleHeading  = "heading" // with the level that its style has
	roleSubtitle = "subtitle"
	roleContact  = "contact"
	roleOpening  = "opening" // a dateline with what a house style adds to it
	roleAround   = "around"  // what releases/format/docx writes around a text
)

// ownRole is the role of a style of releases/format/docx.
func ownRole(style string) string {
	switch role := strings.TrimPrefix(style, "bayan "); role {
	case "organisation", "department", "kicker", roleContact:
		return role
	}
	return roleAround
}

// endParagraph makes a block of a paragraph, and of the text boxes in it.
func (r *docxBody) endParagraph(p *paragraph) {
	if p == nil {
		return
	}
	if strings.TrimSpace(p.dateline) != "" {
		r.out = append(r.out, docxBlock{Block: block(releases.Paragraph, line{text: p.dateline}), role: "dateline", language: r.language})
	}
	if strings.TrimSpace(p.opening) != "" {
		r.out = append(r.out, docxBlock{Block: block(releases.Paragraph, line{text: p.opening}), role: roleOpening, language: r.language})
	}
	b := docxBlock{Block: releases.Block{Kind: releases.Paragraph}, role: roleText}
	r.shape(&b, p)
	b.language = r.language
	for _, part := range r.parts(b, p.words) {
		if blank(part) {
			continue
		}
		b.Inline = part
		if length(part) > 2*mostBlockBytes {
			r.tooLong = true
		}
		if r.bulleted(&b); b.Kind != releases.ListItem {
			r.items = nil
		}
		r.lines++
		r.out = append(r.out, b)
	}
	if r.para == nil {
		r.out, r.boxes = append(r.out, r.boxes...), nil
	}
}

// parts cuts a paragraph where two line breaks follow each other.
func (r *docxBody) parts(b docxBlock, words []releases.Inline) [][]releases.Inline {
	if b.Kind == releases.Paragraph && b.role == roleText {
		return splitBreaks(words)
	}
	return [][]releases.Inline{words}
}

func blank(list []releases.Inline) bool {
	return strings.TrimFunc(releases.Lines(list), func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || unicode.Is(unicode.Bidi_Control, r)
	}) == ""
}

// shape tells what a paragraph is by its style, its outline and its list.
func (r *docxBody) shape(b *docxBlock, p *paragraph) {
	named := func(names ...string) bool {
		_, ok := r.styles.find(p.style, func(s docxStyle) bool {
			for _, name := range names {
				if s.name == name {
					return true
				}
			}
			return false
		})
		return ok
	}
	outline := p.outline
	list := p.list
	r.styles.find(p.style, func(s docxStyle) bool {
		if outline == 0 {
			outline = s.outline
			if level, ok := strings.CutPrefix(s.name, "heading "); ok && outline == 0 {
				outline = min(small9(level), 9)
			}
		}
		if list.id == "" {
			list = s.list
		}
		return false
	})
	own, isOwn := r.styles.find(p.style, func(s docxStyle) bool { return strings.HasPrefix(s.name, "bayan ") })
	switch {
	case isOwn:
		b.role, b.style = ownRole(own.name), own.name
		if tag, ok := strings.CutPrefix(own.name, "bayan language "); ok {
			r.language = tag
		}
	case named("title"):
		b.role = roleTitle
	case named("subtitle"):
		b.role = roleSubtitle
	case outline > 0:
		b.Kind, b.Level, b.role = releases.Subheading, outline, roleHeading
	case named("quote", "intense quote", "quotations", "block text"):
		b.Kind = releases.Quotation
	case list.id != "" && list.id != "0":
		if blank(p.words) {
			return
		}
		if item, ok := r.lists.item(list, r.styles); ok {
			b.Kind, b.Level, b.Ordered = releases.ListItem, list.level+1, item.number > 0
			r.count(&b.Block, item)
		}
	}
}

// count settles at which depth an item stands, which is at most one below the
// item before it, and where its number is not what counting gives.
func (r *docxBody) count(b *releases.Block, item counted) {
	b.Level = min(b.Level, len(r.items)+1, 9)
	expected := 1
	if len(r.items) >= b.Level && r.items[b.Level-1] > 0 {
		expected = r.items[b.Level-1] + 1
		if item.begins {
			expected = 0
		}
	}
	if b.Ordered && item.number != expected {
		b.Start = item.number
	}
	r.items = append(r.items[:b.Level-1], item.number)
}

// bulleted makes an item of a paragraph that somebody typed a bullet before.
func (r *docxBody) bulleted(b *docxBlock) {
	if r.own || b.Kind != releases.Paragraph || b.role != roleText || b.Inline[0].Kind != releases.Words {
		return
	}
	if words := b.Inline[0].Text; bullet().MatchString(words) {
		b.Kind, b.Level, r.items = releases.ListItem, 1, []int{0}
		b.Inline = append([]releases.Inline(nil), b.Inline...)
		b.Inline[0].Text = strings.TrimLeftFunc(bullet().ReplaceAllString(words, ""), unicode.IsSpace)
	}
}
