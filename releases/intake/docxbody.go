package intake

import (
	"strings"

	"bayan/releases"
)

// docxBody reads the document part of a file: paragraphs wherever they stand,
// as blocks with the role that their style gives them.
type docxBody struct {
	*markup
	draft     *Draft
	lang      releases.Language
	language  string // of the words that follow, where a file of several says it
	styles    docxStyles
	lists     *numberings
	relations map[string]relation
	// Of the file, by their names in lower case.
	properties map[string]string

	out    []docxBlock
	boxes  []docxBlock // of text boxes, which follow the paragraph that holds them
	para   *paragraph  // that is open, nil between paragraphs
	look   look
	link   *releases.Inline // that is open
	fields []field          // that are open
	joined *paragraph       // whose mark was deleted: the next goes on with it
	items  []int            // numbers of the last items of the list that is open, by depth; 0 is a bullet

	deleting int // elements around that are deleted
	hiding   int // placeholders around

	changes                  int
	deleted, hidden, forms   strings.Builder
	images, objects, symbols int
	own                      bool // it has the styles of releases/format/docx
	bytes                    int  // of words
	lines                    int  // blocks
	tooMuch, tooLong         bool // text, block

	sheet    *Sheet   // whose rows are read; nil where tables are paragraphs
	inCell   bool     // of the sheet
	comments []string // ids of those that stand beside the words
}

// docxBlock is a block, or what stands around the blocks.
type docxBlock struct {
	releases.Block
	role     string
	language string // "" where the file does not say it
	style    string // of releases/format/docx, "" for any other
}

type paragraph struct {
	style    string
	list     place
	outline  int
	words    []releases.Inline
	dateline string // the text's own words
	opening  string // these, and what a house style adds
	deleted  bool   // its mark is
}

// read reads the whole part.
func (r *docxBody) read() error {
	for {
		kind, name, _, err := r.next()
		switch {
		case err != nil:
			return err
		case kind == tokenEnd:
			r.endParagraph(r.joined)
			return nil
		case kind == tokenOpen && name != "w:document":
			if err := r.element(name); err != nil {
				return err
			}
		}
	}
}

// content reads what the element that is open holds, up to its end.
func (r *docxBody) content() error {
	for {
		kind, name, _, err := r.next()
		switch {
		case err != nil:
			return err
		case kind == tokenClose, kind == tokenEnd:
			return nil
		case kind == tokenOpen:
			if err := r.element(name); err != nil {
				return err
			}
		}
	}
}

// pass reads over an element.
func (m *markup) pass() error {
	for depth := len(m.open); len(m.open) >= depth; {
		if _, _, _, err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

func (r *docxBody) element(name string) error {
	switch name {
	case "w:p":
		return r.paragraph()
	case "w:pPr":
		return r.paragraphProperties()
	case "w:r":
		was := r.look
		r.look = look{}
		err := r.content()
		r.look = was
		return err
	case "w:rPr":
		return r.runProperties()
	case "w:t", "w:delText", "m:t":
		return r.text()
	case "w:instrText":
		return r.instruction()
	case "w:fldChar":
		r.fieldMark(r.attr("w:fldCharType"))
		return r.pass()
	case "w:tab", "w:ptab":
		r.add(" ")
		return r.pass()
	case "w:noBreakHyphen":
		r.add("\u2011")
		return r.pass()
	case "w:softHyphen":
		r.add("\u00AD")
		return r.pass()
	case "w:br", "w:cr":
		if kind := r.attr("w:type"); kind == "" || kind == "textWrapping" {
			r.put(releases.Inline{Kind: releases.Break})
		}
		return r.pass()
	case "w:sym":
		r.symbols++
		return r.pass()
	case "w:hyperlink":
		return r.hyperlink()
	case "w:ins", "w:moveTo":
		r.changes++
		return r.content()
	case "w:del":
		r.changes++
		r.deleting++
		err := r.content()
		r.deleting--
		return err
	case "w:moveFrom": // its words stand where they were moved to
		return r.pass()
	case "w:tbl":
		if r.sheet != nil && !r.inCell {
			return r.rows()
		}
		return r.table()
	case "w:commentReference":
		r.comments = append(r.comments, r.attr("w:id"))
		return r.pass()
	case "w:sdt":
		return r.control()
	case "w:txbxContent":
		return r.textBox()
	case "mc:AlternateContent":
		return r.alternatives()
	case "w:object":
		r.objects++
		return r.content()
	case "pic", "imagedata":
		r.images++
		return r.content()
	case "w:rt", "w:sectPr", "w:tblGrid", "w:tcPr", "w:tblPrEx", "w:sdtEndPr", "w:fldData", "w:altChunk":
		return r.pass()
	case "w:trPr":
		return r.marks(nil)
	}
	if strings.HasSuffix(name, "Change") && strings.HasPrefix(name, "w:") {
		r.changes++
		return r.pass()
	}
	return r.content()
}

// marks reads properties and counts what is tracked in them.
func (r *docxBody) marks(see func(name string)) error {
	for depth := len(r.open); len(r.open) >= depth; {
		kind, name, _, err := r.next()
		if err != nil {
			return err
		}
		if kind != tokenOpen {
			continue
		}
		switch {
		case strings.HasPrefix(name, "w:") && strings.HasSuffix(name, "Change"):
			r.changes++
			if err := r.pass(); err != nil {
				return err
			}
			continue
		case name == "w:ins", name == "w:del":
			r.changes++
		}
		if see != nil {
			see(name)
		}
	}
	return nil
}

func (r *docxBody) paragraphProperties() error {
	p := r.para
	if p == nil {
		p = &paragraph{}
	}
	return r.marks(func(name string) {
		switch name {
		case "w:pStyle":
			p.style = r.attr("w:val")
		case "w:numId":
			p.list.id = r.attr("w:val")
		case "w:ilvl":
			p.list.level = small9(r.attr("w:val"))
		case "w:outlineLvl":
			p.outline = outlineLevel(r.attr("w:val"))
		case "w:del":
			p.deleted = true
		}
	})
}

func (r *docxBody) runProperties() error {
	return r.marks(func(name string) { r.look.see(name, r.markup) })
}

func (r *docxBody) paragraph() error {
	outer, link, fields := r.para, r.link, r.fields
	p := &paragraph{}
	if outer == nil && r.joined != nil {
		p, r.joined = r.joined, nil
		p.deleted = false
	}
	r.para, r.link, r.fields = p, nil, nil
	err := r.content()
	for len(r.fields) > 0 {
		r.fieldMark("end")
	}
	r.para, r.link, r.fields = outer, link, fields
	if p.deleted {
		r.joined = p
		return err
	}
	r.endParagraph(p)
	return err
}

// text reads the words of an element that has nothing else.
func (r *docxBody) text() error {
	preserve := r.attr("xml:space") == "preserve"
	var b strings.Builder
	for {
		kind, _, words, err := r.next()
		if err != nil {
			return err
		}
		switch kind {
		case tokenWords:
			s, err := unescaped(words)
			if err != nil {
				return err
			}
			b.WriteString(s)
		case tokenOpen:
			if err := r.pass(); err != nil {
				return err
			}
		default:
			s := b.String()
			if !preserve {
				s = strings.Trim(s, " \t\r\n")
			}
			r.add(oneSpaced(s))
			return nil
		}
	}
}

// oneSpaced writes the line ends and tabs of a text as spaces.
func oneSpaced(s string) string {
	if !strings.ContainsAny(s, "\t\r\n") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, s)
}

// add puts words where they belong: into the paragraph, or to what is told. What
// holds a telephone number together in a word processor (see
// releases/format/docx) is taken off.
func (r *docxBody) add(s string) {
	if r.bytes += len(s); r.bytes > releases.MaxTextBytes {
		r.tooMuch = true
		return
	}
	name := r.characterStyle()
	switch {
	case s == "":
	case r.hiding > 0:
		r.forms.WriteString(s)
	case r.deleting > 0:
		r.deleted.WriteString(s)
	case len(r.fields) > 0 && !r.fields[len(r.fields)-1].shows:
	case r.para == nil:
	case r.look.hidden:
		r.hidden.WriteString(s)
	case name == "bayan dateline", name == "bayan dateline capitals":
		r.para.dateline += strings.ReplaceAll(s, "\u200E", "")
		r.para.opening += s
	case name == "bayan dateline end":
		r.para.opening += s
	case name == "bayan separator":
	case name == "bayan token":
		r.put(r.look.inline(r.styles, strings.ReplaceAll(s, "\u200E", "")))
	case name == "bayan number":
		r.put(r.look.inline(r.styles, strings.NewReplacer("\u00A0\u2060", "\u00A0", "\u200E", "", "\u202A", "", "\u202C", "", "\u00A0", " ").Replace(s)))
	default:
		r.put(r.look.inline(r.styles, s))
	}
}

func (r *docxBody) characterStyle() string {
	s, ok := r.styles.find(r.look.style, func(s docxStyle) bool { return strings.HasPrefix(s.name, "bayan ") })
	if !ok {
		return ""
	}
	return s.name
}

func (l look) inline(styles docxStyles, s string) releases.Inline {
	in := releases.Inline{Kind: releases.Words, Text: s}
	strong, emphasis := l.marks(styles)
	if emphasis {
		in = releases.Inline{Kind: releases.Emphasis, Children: []releases.Inline{in}}
	}
	if strong {
		in = releases.Inline{Kind: releases.Strong, Children: []releases.Inline{in}}
	}
	return in
}

func (r *docxBody) put(in releases.Inline) {
	switch {
	case r.para == nil || r.deleting > 0 || r.hiding > 0:
	case r.link != nil:
		r.link.Children = append(r.link.Children, in)
	default:
		r.para.words = append(r.para.words, in)
	}
}
