package pdf

import (
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"strings"
	"time"

	"bayan/releases/format/furniture"
)

// producer is who made the file, for those who look.
const producer = "bayan"

// file puts all that was drawn into a file.
func (d *document) file() []byte {
	f := newFile()
	root, pages, about, metadata := f.ref(), f.ref(), f.ref(), f.ref()
	for n, p := range d.pages {
		p.id = f.ref()
		for _, a := range p.links {
			a.id = f.ref()
			a.link.kids = append(a.link.kids, kid{page: n, link: a})
		}
	}
	key := len(d.pages)
	for _, p := range d.pages {
		for _, a := range p.links {
			a.key = key
			key++
		}
	}
	tree := d.tree(f)
	resources := d.resources(f)
	var kids object
	for n, p := range d.pages {
		kids.ref(p.id)
		d.putPage(f, n, pages, resources)
	}
	f.put(pages, new(object).add("<</Type/Pages/Count ").int(len(d.pages)).add("/Kids[").add(string(kids.b)).add("]>>"))

	own := furniture.Own(d.edition, d.sheets)
	title := undirected(own.Title())
	direction := "L2R"
	if own.RTL {
		direction = "R2L"
	}
	f.put(root, new(object).add("<</Type/Catalog/Pages ").ref(pages).
		add("/Lang").text(string(own.Language)).
		add("/MarkInfo<</Marked true>>/StructTreeRoot ").ref(tree).
		add("/Metadata ").ref(metadata).
		add("/PageMode/UseNone/ViewerPreferences<</DisplayDocTitle true/Direction/"+direction+">>>>"))
	info := new(object).add("<</Title").text(title)
	if own.Organisation != "" {
		info.add("/Author").text(undirected(own.Organisation))
	}
	info.add("/Producer").text(producer)
	created, modified := d.times()
	if created != "" {
		info.add("/CreationDate").text(pdfTime(created)).add("/ModDate").text(pdfTime(modified))
	}
	f.put(about, info.add(">>"))
	f.stream(metadata, new(object).add("/Type/Metadata/Subtype/XML"), d.xmp(title, created, modified))

	// The first half names the release and its manifest, the second this file.
	e := d.edition
	lasting := sha256.Sum256([]byte("bayan pdf\n" + e.ID + "\n" + string(e.Manifest) + "\n" + fmt.Sprint(d.shown)))
	exact := sha256.Sum256(f.buf.Bytes())
	return f.end(root, about, [2][]byte{lasting[:16], exact[:16]})
}

func (d *document) putPage(f *file, n int, pages, resources ref) {
	p := d.pages[n]
	content := f.ref()
	o := new(object).add("<</Type/Page/Parent ").ref(pages)
	o.add("/MediaBox[").numbers([]float64{0, 0, pageWidth, pageHeight}).add("]/Resources ").ref(resources)
	o.add("/Contents ").ref(content).add("/StructParents ").int(n).add("/Tabs/S")
	if len(p.links) > 0 {
		o.add("/Annots[")
		for _, a := range p.links {
			o.ref(a.id)
		}
		o.add("]")
	}
	f.put(p.id, o.add(">>"))
	for _, a := range p.links {
		f.put(a.id, new(object).add("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[").numbers(a.rect[:]).
			add("]/StructParent ").int(a.key).add("/Contents").text(a.link.dest).
			add("/A<</S/URI/URI").literal(a.link.dest).add(">>>>"))
	}
	f.deflated(content, new(object), p.object.b)
}

// resources are the fonts and the logo, the same for all pages.
func (d *document) resources(f *file) ref {
	r := f.ref()
	o := new(object).add("<</ProcSet[/PDF/Text/ImageC]/Font<<")
	for _, a := range d.fonts.used {
		o.add("/F").int(a.number).ref(a.put(f))
	}
	o.add(">>")
	if d.logo != nil {
		o.add("/XObject<</Logo ").ref(d.logo.put(f)).add(">>")
	}
	f.put(r, o.add(">>"))
	return r
}

// times are those that the edition itself tells, in RFC 3339; "" for drafts.
func (d *document) times() (created, modified string) {
	e := d.edition
	if e.Published.IsZero() {
		return "", ""
	}
	created = e.Published.UTC().Format(time.RFC3339)
	if modified = created; e.Modified.After(e.Published) {
		modified = e.Modified.UTC().Format(time.RFC3339)
	}
	return created, modified
}

// pdfTime is an RFC 3339 time in UTC as ISO 32000-1 §7.9.4 has it.
func pdfTime(at string) string {
	return "D:" + strings.NewReplacer("-", "", ":", "", "T", "").Replace(at)
}

// xmp is the file's metadata: the title and what every page is marked with in
// all languages. It is not compressed, so that search tools find it (XMP part 3
// §1.1.5).
func (d *document) xmp(title, created, modified string) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` + "\n")
	fmt.Fprintf(&b, "<dc:format>application/pdf</dc:format>\n<dc:title><rdf:Alt>\n<rdf:li xml:lang=\"x-default\">%s</rdf:li>\n", escaped(title))
	for _, s := range d.sheets {
		fmt.Fprintf(&b, "<rdf:li xml:lang=%q>%s</rdf:li>\n", s.Language, escaped(undirected(s.Title())))
	}
	b.WriteString("</rdf:Alt></dc:title>\n<dc:description><rdf:Alt>\n")
	own := furniture.Own(d.edition, d.sheets)
	fmt.Fprintf(&b, "<rdf:li xml:lang=\"x-default\">%s</rdf:li>\n", escaped(description(own)))
	for _, s := range d.sheets {
		fmt.Fprintf(&b, "<rdf:li xml:lang=%q>%s</rdf:li>\n", s.Language, escaped(description(s)))
	}
	b.WriteString("</rdf:Alt></dc:description>\n<dc:language><rdf:Bag>")
	for _, s := range d.sheets {
		fmt.Fprintf(&b, "<rdf:li>%s</rdf:li>", escaped(string(s.Language)))
	}
	b.WriteString("</rdf:Bag></dc:language>\n")
	if own.Organisation != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", escaped(undirected(own.Organisation)))
	}
	if created != "" {
		fmt.Fprintf(&b, "<xmp:CreateDate>%s</xmp:CreateDate>\n<xmp:ModifyDate>%s</xmp:ModifyDate>\n", created, modified)
	}
	fmt.Fprintf(&b, "<pdf:Producer>%s</pdf:Producer>\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>", producer)
	return []byte(b.String())
}

// description is what a reader must know before all: marks of a draft and an
// embargo, then notices; else the summary.
func description(s furniture.Sheet) string {
	var all []string
	for _, line := range []furniture.Line{s.Draft, s.Embargo} {
		if !line.Empty() {
			all = append(all, line.String())
		}
	}
	for _, n := range s.Notices {
		all = append(all, n.Line.String())
	}
	if len(all) == 0 {
		return undirected(s.Summary)
	}
	return undirected(strings.Join(all, " "))
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(clean(s))) // to memory: cannot fail
	return b.String()
}
