package intake

import (
	"slices"
	"strings"
	"unicode"

	"bayan/releases"
)

// DOCX reads what Word and LibreOffice write (ISO/IEC 29500, transitional and
// strict): headings, quotations and lists by their styles, bold, italic, links.
// Tracked changes are accepted and told; comments, footnotes, page headers and
// footers, pictures and hidden words are told and left out; paragraphs of tables
// and text boxes stay in the order in which they are read.
//
// The headline is the first paragraph in the style Title, else a heading of the
// first level with a short masthead at most before it, else what Text would
// take for it. A file of releases/format/docx is read back as it was, its
// furniture left out; of one with several languages only the words of lang are
// read.
func DOCX(name string, b []byte, lang releases.Language) (Draft, error) {
	a, err := openArchive(name, b)
	if err != nil {
		return Draft{}, err
	}
	var d Draft
	r, err := d.openDocument(a, lang)
	if err != nil {
		return Draft{}, err
	}
	if err := r.document(a); err != nil {
		return Draft{}, err
	}
	if err := r.compose(name); err != nil {
		return Draft{}, err
	}
	r.tell()
	if err := d.around(a, r); err != nil {
		return Draft{}, err
	}
	d.miss()
	return d, sized(name, d.Text)
}

// document reads the words of the file, within bounds.
func (r *docxBody) document(a *archive) error {
	if err := r.read(); err != nil {
		return a.fault(r.part, err)
	}
	switch {
	case r.tooMuch:
		return fault(a.file, "text-too-large", 0, map[string]any{"bytes": r.bytes, "limit": releases.MaxTextBytes})
	case r.tooLong:
		return fault(a.file, "block-too-large", 0, map[string]any{"bytes": mostBlockBytes + 1, "limit": mostBlockBytes})
	case r.lines > mostLinesOfText:
		return fault(a.file, "too-many-lines", 0, map[string]any{"lines": r.lines, "limit": mostLinesOfText})
	}
	return nil
}

// openDocument finds the document part and reads what it needs.
func (d *Draft) openDocument(a *archive, lang releases.Language) (*docxBody, error) {
	main := "word/document.xml"
	top, order, err := a.relations("")
	if err != nil {
		return nil, err
	}
	r := &docxBody{draft: d, lang: lang}
	for _, id := range slices.Backward(order) {
		switch one := top[id]; one.kind {
		case "officeDocument":
			main = one.target
		case "custom-properties":
			if r.properties, err = a.properties(one.target); err != nil {
				return nil, err
			}
		}
	}
	if slug := oneLine(r.properties["bayan slug "+strings.ToLower(string(lang))]); slug != "" {
		d.takeField("slug", line{text: slug})
	}
	if r.relations, _, err = a.relations(main); err != nil {
		return nil, err
	}
	if r.styles, err = readStyles(a, r.related("styles", "word/styles.xml")); err != nil {
		return nil, err
	}
	for _, s := range r.styles {
		r.own = r.own || s.name == "bayan kicker"
	}
	if r.lists, err = readNumberings(a, r.related("numbering", "word/numbering.xml")); err != nil {
		return nil, err
	}
	if r.markup, err = a.markup(main); err != nil {
		return nil, err
	}
	if r.markup == nil {
		return nil, fault(a.file, "package-no-text", 0, nil)
	}
	return r, nil
}

// properties reads the file's own, by their names in lower case: what no page
// shows. Of two of one name the first counts.
func (a *archive) properties(part string) (map[string]string, error) {
	m, err := a.markup(part)
	if m == nil || err != nil {
		return nil, err
	}
	all := map[string]string{}
	own := ""
	for {
		kind, name, words, err := m.next()
		switch {
		case err != nil:
			return nil, a.fault(part, err)
		case kind == tokenEnd:
			return all, nil
		case kind == tokenOpen && name == "property":
			own = strings.ToLower(m.attr("name"))
		case kind == tokenWords && own != "" && strings.TrimSpace(all[own]) == "":
			value, err := unescaped(words)
			if err != nil {
				return nil, a.fault(part, err)
			}
			all[own] = value
		}
	}
}

// related is the part of a kind that the document refers to.
func (r *docxBody) related(kind, usual string) string {
	target := ""
	for _, one := range r.relations {
		if one.kind == kind && (target == "" || one.target < target) {
			target = one.target
		}
	}
	if target == "" {
		return usual
	}
	return target
}

// tell lists what the words of the document had around them.
func (r *docxBody) tell() {
	d := r.draft
	if r.changes > 0 {
		d.keep("tracked-changes", 0, "", map[string]any{"count": r.changes})
	}
	for _, one := range []struct {
		code  string
		words *strings.Builder
	}{{"deleted-words", &r.deleted}, {"hidden", &r.hidden}, {"form", &r.forms}} {
		if words := one.words.String(); strings.TrimSpace(words) != "" {
			d.drop(one.code, 0, words, nil)
		}
	}
	for _, one := range []struct {
		code  string
		count int
	}{{"image-dropped", r.images}, {"media-dropped", r.objects}, {"symbol-dropped", r.symbols}} {
		if one.count > 0 {
			d.drop(one.code, 0, "", map[string]any{"count": one.count})
		}
	}
}

// mostPapers bounds the headers and footers that are looked at.
const mostPapers = 24

// around tells what stands in parts of their own: comments, notes, headers and
// footers.
func (d *Draft) around(a *archive, r *docxBody) error {
	if err := d.notes(a, r, "comments", "footnotes", "endnotes"); err != nil {
		return err
	}
	if r.own { // they repeat what the file was made of
		return nil
	}
	var papers []relation
	for _, one := range r.relations {
		if one.kind == "header" || one.kind == "footer" {
			papers = append(papers, one)
		}
	}
	slices.SortFunc(papers, func(x, y relation) int { return strings.Compare(x.kind+x.target, y.kind+y.target) })
	seen := map[string]bool{}
	for _, one := range papers[:min(len(papers), mostPapers)] {
		found, err := a.words(one.target, map[string]string{"header": "w:hdr", "footer": "w:ftr"}[one.kind])
		if err != nil {
			return err
		}
		for _, words := range found {
			if strings.ContainsFunc(words.words, unicode.IsLetter) && !seen[words.words] {
				seen[words.words] = true
				d.drop("page-"+one.kind, 0, words.words, nil)
			}
		}
	}
	return nil
}

// notes tells the words of comments or the like.
func (d *Draft) notes(a *archive, r *docxBody, kinds ...string) error {
	for _, kind := range kinds {
		code := strings.TrimSuffix(kind, "s")
		found, err := a.words(r.related(kind, "word/"+kind+".xml"), "w:"+code)
		if err != nil {
			return err
		}
		for i, one := range found[:min(len(found), mostLines)] {
			args := map[string]any{"number": i + 1, "count": len(found)}
			if code == "comment" {
				args["author"] = one.author
			}
			d.drop(code, 0, one.words, args)
		}
	}
	return nil
}

// note is the words of a comment, a footnote or the like.
type note struct{ id, author, words string }

// words reads those of each such element of a part, without the lines that
// separate footnotes.
func (a *archive) words(part, element string) ([]note, error) {
	m, err := a.markup(part)
	if m == nil || err != nil {
		return nil, err
	}
	var all []note
	var n note
	var b strings.Builder
	inside, shown := false, 0
	for {
		kind, name, text, err := m.next()
		if err != nil {
			return nil, a.fault(part, err)
		}
		switch {
		case kind == tokenEnd:
			return all, nil
		case kind == tokenOpen && name == element:
			inside = m.attr("w:type") == "" || m.attr("w:type") == "normal"
			n = note{id: m.attr("w:id"), author: cut(m.attr("w:author"))}
			b.Reset()
		case kind == tokenClose && name == element:
			if n.words = oneLine(b.String()); n.words != "" && inside {
				all = append(all, n)
			}
			inside = false
		case name == "mc:Fallback" && kind == tokenOpen:
			err = m.pass()
		case kind == tokenOpen && (name == "w:t" || name == "m:t"):
			shown = len(m.open)
		case kind == tokenClose && (name == "w:t" || name == "m:t"):
			shown = 0
		case kind == tokenClose && name == "w:p", kind == tokenOpen && (name == "w:tab" || name == "w:br"):
			b.WriteByte(' ')
		case kind == tokenWords && shown > 0 && inside && b.Len() < 8*mostNoteRunes:
			s, wrong := unescaped(text)
			b.WriteString(s)
			err = wrong
		}
		if err != nil {
			return nil, a.fault(part, err)
		}
	}
}
