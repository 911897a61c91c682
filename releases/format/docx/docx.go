// Package docx writes an edition as word processor files (Office Open XML,
// ISO/IEC 29500 transitional): one with all its languages, and one for each.
//
// The files are made of real styles (Title, Subtitle, Heading, Quote, List,
// Hyperlink, Strong, Emphasis), so that people can go on working in them, and
// the words of a text stand in styles of their own ("bayan kicker"), so that a
// file that comes back is read without guessing: see releases/intake.
//
// Direction is declared for each section, table, paragraph and run; marks and
// no-break spaces hold telephone numbers together where a word processor knows
// no isolates. Italics are for Latin, Greek and Cyrillic letters; emphasis in
// other scripts is bold.
//
// Guarantees: equal editions give equal bytes, without a clock; nothing outside
// of the file is referred to but the links of the text.
package docx

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"bayan/releases"
	"bayan/releases/format/furniture"
)

// All is the path of the file with all languages.
const All = "release.docx"

// Path is the path of a language's own file.
func Path(l releases.Language) string { return string(l) + ".docx" }

// maxColumns is how many languages have room beside each other on A4.
const maxColumns = 2

// Write writes the file with all languages of an edition, in its layout.
func Write(w io.Writer, e releases.Edition) error {
	if len(e.Texts) == 0 {
		return fmt.Errorf("edition of %s has no text", e.ID)
	}
	shown := make([]int, len(e.Texts))
	for n := range shown {
		shown[n] = n
	}
	return write(w, e, shown)
}

// Single writes the file of one language.
func Single(w io.Writer, e releases.Edition, l releases.Language) error {
	n := slices.IndexFunc(e.Texts, func(t releases.EditionText) bool { return t.Language == l })
	if n < 0 {
		return fmt.Errorf("edition of %s has no text in %s", e.ID, l)
	}
	return write(w, e, []int{n})
}

func write(w io.Writer, e releases.Edition, shown []int) error {
	d := newDocument(e, shown)
	if e.Layout == releases.Columns && len(shown) > 1 && len(shown) <= maxColumns {
		d.sideBySide()
	} else {
		d.stacked()
	}
	b, err := d.file()
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// document is a file in the making.
type document struct {
	edition releases.Edition
	stories []*story // of the texts shown
	main    *story   // whose language the file is in as a whole
	latin   string   // language of left-to-right runs that say none
	complex string   // of right-to-left ones; "" where the edition has none
	body    bytes.Buffer
	lists   lists
	links   []string // destinations, by number of their relationship
	papers  []paper  // headers and footers
	wide    bool     // pages lie on their side
	named   []named  // styles of this file alone
	kept    []Property
}

func newDocument(e releases.Edition, shown []int) *document {
	d := &document{edition: e, latin: "en-GB"}
	for _, n := range slices.Backward(shown) {
		t := e.Texts[n]
		if t.RTL {
			d.complex = tag(t.Language)
		} else {
			d.latin = tag(t.Language)
		}
	}
	var sheets []furniture.Sheet
	for _, n := range shown {
		s := &story{document: d, text: e.Texts[n], sheet: furniture.Of(e, n)}
		d.stories, sheets = append(d.stories, s), append(sheets, s.sheet)
	}
	main := furniture.Own(e, sheets)
	for _, s := range d.stories {
		if s.sheet.Language == main.Language {
			d.main = s
		}
	}
	return d
}

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaces  = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

	contentBase  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	relationBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

var (
	//go:embed styles.xml
	styles string
	//go:embed settings.xml
	settings string
	//go:embed fonts.xml
	fonts string
)

// file puts the parts of the document into an archive, always in one order.
func (d *document) file() ([]byte, error) {
	languages := strings.NewReplacer("LATIN", d.latin, ` w:bidi="COMPLEX"`, bidiOf(d.complex))
	parts := []struct{ name, kind, text string }{
		{"word/styles.xml", "styles", languages.Replace(strings.TrimSuffix(strings.TrimSpace(styles), "</w:styles>")) + d.ownStyles() + "</w:styles>"},
		{"word/settings.xml", "settings", languages.Replace(settings)},
		{"word/fontTable.xml", "fontTable", fonts},
		{"word/numbering.xml", "numbering", d.lists.part()},
	}
	var types, relations strings.Builder
	types.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + contentBase + `document.main+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>`)
	relations.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, p := range d.papers {
		parts = append(parts, struct{ name, kind, text string }{fmt.Sprintf("word/%s%d.xml", p.kind, i+1), p.kind, p.text})
	}
	for i, p := range parts {
		fmt.Fprintf(&types, `<Override PartName="/%s" ContentType="%s%s+xml"/>`, p.name, contentBase, p.kind)
		id := fmt.Sprintf("rId%d", i+1)
		if n := i - (len(parts) - len(d.papers)); n >= 0 {
			id = d.papers[n].id
		}
		fmt.Fprintf(&relations, `<Relationship Id="%s" Type="%s%s" Target="%s"/>`, id, relationBase, p.kind, strings.TrimPrefix(p.name, "word/"))
	}
	for i, dest := range d.links {
		fmt.Fprintf(&relations, `<Relationship Id="link%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+1, relationBase, escape(dest))
	}
	types.WriteString("</Types>")
	relations.WriteString("</Relationships>")

	var b bytes.Buffer
	z := zip.NewWriter(&b)
	var failed error
	add := func(name, text string) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: epoch})
		if err == nil {
			_, err = io.WriteString(w, xmlHead+text)
		}
		if failed == nil {
			failed = err
		}
	}
	add("[Content_Types].xml", types.String())
	add("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
		`<Relationship Id="rId1" Type="`+relationBase+`officeDocument" Target="word/document.xml"/>`+
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`+
		`<Relationship Id="rId3" Type="`+relationBase+`custom-properties" Target="docProps/custom.xml"/></Relationships>`)
	add("docProps/core.xml", d.core())
	add("docProps/custom.xml", d.custom())
	add("word/document.xml", "<w:document"+spaces+"><w:body>"+d.body.String()+"</w:body></w:document>")
	add("word/_rels/document.xml.rels", relations.String())
	for _, p := range parts {
		add(p.name, p.text)
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), failed
}

// named is a style that has a look of styles.xml, and whose name says more.
type named struct{ id, name, look string }

// ownStyles are those of this file alone: one for each of its languages, and
// those that a sheet names.
func (d *document) ownStyles() string {
	all := d.named
	for _, s := range d.stories {
		all = append(all, named{languageStyle + string(s.text.Language), "bayan language " + string(s.text.Language), languageStyle})
	}
	var b strings.Builder
	for _, n := range all {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:customStyle="1" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="%s"/></w:style>`, n.id, escape(n.name), n.look)
	}
	return b.String()
}

// epoch is the first time that an archive can hold: its parts have none.
var epoch = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// core are the properties that file managers and readers for the blind show.
// The dates are those of the edition; a draft has none.
func (d *document) core() string {
	var all []string
	for _, s := range d.stories {
		all = append(all, string(s.text.Language))
	}
	p := `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		"<dc:title>" + escape(d.main.sheet.Title()) + "</dc:title>" +
		"<dc:creator>" + escape(d.main.sheet.Organisation) + "</dc:creator>" +
		"<dc:identifier>" + escape(d.edition.ID) + "</dc:identifier>" +
		"<dc:language>" + escape(strings.Join(all, ", ")) + "</dc:language>"
	for _, at := range []struct {
		name string
		time.Time
	}{{"created", d.edition.Published}, {"modified", d.edition.Modified}} {
		if !at.IsZero() {
			p += fmt.Sprintf(`<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%[1]s>`, at.name, at.UTC().Format(time.RFC3339))
		}
	}
	return p + "</cp:coreProperties>"
}

// custom are the properties that keep what a text has and no page shows.
func (d *document) custom() string {
	var b strings.Builder
	b.WriteString(`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">`)
	all := d.kept
	for _, s := range d.stories {
		for _, f := range s.text.Text.Fields {
			if f.Name == "slug" {
				all = append(all, Property{"bayan slug " + string(s.text.Language), f.Value})
			}
		}
	}
	for i, p := range all {
		pid := i + 2 // the first that is free
		fmt.Fprintf(&b, `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="%d" name="%s"><vt:lpwstr>%s</vt:lpwstr></property>`, pid, escape(p.Name), escape(p.Value))
	}
	return b.String() + "</Properties>"
}
