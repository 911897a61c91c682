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
	if err := r.read(); err != nil {
		return Draft{}, a.fault(r.part, err)
	}
	switch {
	case r.tooMuch:
		return Draft{}, fault(name, "text-too-large", 0, map[string]any{"bytes": r.bytes, "limit": releases.MaxTextBytes})
	case r.tooLong:
		return Draft{}, fault(name, "block-too-large", 0, map[string]any{"bytes": mostBlockBytes + 1, "limit": mostBlockBytes})
	}
	if len(r.out) > mostLinesOfText {
		return Draft{}, fault(name, "too-many-lines", 0, map[string]any{"lines": len(r.out), "limit": mostLinesOfText})
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

// openDocument finds the document part and reads what it needs.
func (d *Draft) openDocument(a *archive, lang releases.Language) (*docxBody, error) {
	main := "word/document.xml"
	top, order, err := a.relations("")
	if err != nil {
		return nil, err
	}
	for _, id := range order {
		if r := top[id]; r.kind == "officeDocument" {
			main = r.target
			break
		}
	}
	r := &docxBody{draft: d, lang: lang}
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
	for _, notes := range []struct{ kind, element, code string }{
		{"comments", "w:comment", "comment"}, {"footnotes", "w:footnote", "footnote"}, {"endnotes", "w:endnote", "endnote"},
	} {
		found, err := a.words(r.related(notes.kind, "word/"+notes.kind+".xml"), notes.element)
		if err != nil {
			return err
		}
		for i, one := range found[:min(len(found), mostLines)] {
			args := map[string]any{"number": i + 1, "count": len(found)}
			if notes.code == "comment" {
				args["author"] = one.author
			}
			d.drop(notes.code, 0, one.words, args)
		}
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

// note is the words of a comment, a footnote or the like.
type note struct{ author, words string }

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
			n = note{author: cut(m.attr("w:author"))}
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

// compose makes the text of the blocks.
func (r *docxBody) compose(name string) error {
	d := r.draft
	var m dates
	blocks := r.named(&m)
	if len(blocks) == 0 {
		return fault(name, "empty-text", 1, nil)
	}
	at := headlineOf(blocks)
	titled := at >= 0 && blocks[at].role == roleTitle
	var before []releases.Block // of the headline
	if at >= 0 {
		before = levelled(blocks[:at], titled)
	} else {
		n := d.opening(linesOf(levelled(blocks, false)), &m)
		if n == len(blocks) {
			return fault(name, "no-headline", 1, nil)
		}
		at = n
	}
	head := blocks[at].Block
	head.Kind, head.Level = releases.Headline, 0
	head.Inline = unmarked(head.Inline)
	after := levelled(blocks[at+1:], titled)
	d.keep("headline", 0, wordsOf(head.Inline), nil)

	if !r.own {
		var rest []releases.Block
		for _, b := range before {
			l := lineOf(b)
			if _, isDay := readDay(l.text); isDay || isKicker(l.text) && !d.hasField("kicker") {
				d.opening([]line{l, {}}, &m)
			} else {
				rest = append(rest, b)
			}
		}
		after = slices.Concat(rest, after)
		lines := mastheadOf(after, len(rest))
		var body strings.Builder
		for _, b := range after[len(lines):] {
			body.WriteString(folded(wordsOf(b.Inline)))
		}
		after = after[d.masthead(lines, body.String(), &m):]
	} else {
		after = slices.Concat(before, after)
	}
	d.Text.Blocks = append([]releases.Block{head}, after...)
	if len(after) > 0 && !d.hasField("dateline") {
		d.leadDateline(wordsOf(after[0].Inline), 0, &m)
	}
	slices.SortStableFunc(d.Text.Fields, func(x, y releases.Field) int {
		return slices.Index(releases.FieldNames, x.Name) - slices.Index(releases.FieldNames, y.Name)
	})
	m.settle(d)
	d.contacts()
	return nil
}

// mastheadOf finds the short lines at the start of blocks, of which so many
// stood above the headline.
func mastheadOf(blocks []releases.Block, above int) []line {
	n := 0
	for n < len(blocks) && n-above <= 8 && blocks[n].Kind == releases.Paragraph && short(lineOf(blocks[n]).text) {
		n++
	}
	if n == len(blocks) || n-above > 8 { // no paragraph ends it: only lines that say what they are
		n = 0
		for n < len(blocks) && blocks[n].Kind == releases.Paragraph && (n < above || said(lineOf(blocks[n]).text) != "") && short(lineOf(blocks[n]).text) {
			n++
		}
	}
	return linesOf(blocks[:n])
}

// named takes out of the blocks what their styles say is none, in files of
// releases/format/docx and where a subtitle follows a title.
func (r *docxBody) named(m *dates) []docxBlock {
	d := r.draft
	var blocks []docxBlock
	for _, b := range r.inLanguage() {
		words := oneLine(wordsOf(b.Inline))
		name := b.role
		if name == roleSubtitle {
			name = "summary"
		}
		switch {
		case name == roleAround:
			if len(d.Dropped) < mostLines {
				d.drop("furniture", 0, words, nil)
			}
		case name == roleContact:
			d.Facts.Contacts = append(d.Facts.Contacts, words)
			d.keep("contact", 0, words, nil)
		case slices.Contains(releases.FieldNames, name) && !d.hasField(name):
			d.takeField(name, line{text: words})
			if name == "dateline" {
				if place, got, ok := readDateline(strings.TrimRight(words, " -–—")); ok {
					d.dateline(got, place, line{text: words}, m)
				}
			}
		default:
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// inLanguage leaves out the words of other languages, where the file says which
// are whose and has the one that is asked for.
func (r *docxBody) inLanguage() []docxBlock {
	var own []docxBlock
	var others []string
	found := false
	for _, b := range r.out {
		if b.language == "" || strings.EqualFold(b.language, string(r.lang)) {
			found = found || b.language != ""
			own = append(own, b)
		} else if !slices.Contains(others, b.language) {
			others = append(others, b.language)
		}
	}
	if !found || len(others) == 0 {
		return r.out
	}
	r.draft.drop("other-languages", 0, "", map[string]any{"languages": strings.Join(others, " "), "language": string(r.lang)})
	return own
}

// headlineOf is where the headline stands, -1 where no style says so.
func headlineOf(blocks []docxBlock) int {
	if at := slices.IndexFunc(blocks, func(b docxBlock) bool { return b.role == roleTitle }); at >= 0 {
		return at
	}
	for i, b := range blocks {
		switch {
		case b.role == roleHeading:
			if b.Level == 1 || i == 0 {
				return i
			}
			return -1
		case b.Kind != releases.Paragraph || !short(lineOf(b.Block).text):
			return -1
		}
	}
	return -1
}

// levelled gives headings the levels of a text, where the headline has the
// first: below a title those of the file count from the second.
func levelled(blocks []docxBlock, titled bool) []releases.Block {
	out := make([]releases.Block, len(blocks))
	for i, b := range blocks {
		switch b.role {
		case roleTitle:
			b.Kind, b.Level = releases.Subheading, 2
		case roleHeading:
			if titled {
				b.Level++
			}
			b.Level = min(max(b.Level, 2), 6)
		}
		if b.Kind == releases.Subheading {
			b.Inline = unmarked(b.Inline)
		}
		out[i] = b.Block
	}
	return out
}

// unmarked takes off a heading the bold or italic that all of it has.
func unmarked(words []releases.Inline) []releases.Inline {
	for _, kind := range []releases.InlineKind{releases.Strong, releases.Emphasis} {
		if slices.ContainsFunc(words, func(in releases.Inline) bool {
			return in.Kind != kind && !(in.Kind == releases.Words && strings.TrimSpace(in.Text) == "")
		}) {
			continue
		}
		var bare []releases.Inline
		for _, in := range words {
			if in.Kind == kind {
				bare = append(bare, in.Children...)
			} else {
				bare = append(bare, in)
			}
		}
		words = bare
	}
	return words
}
