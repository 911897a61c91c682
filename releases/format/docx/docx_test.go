package docx_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/format/docx"
	"bayan/releases/format/internal/example"
	"bayan/releases/format/internal/golden"
)

// made is a file that was written, by its parts.
func made(t testing.TB, write func(io.Writer) error) (file []byte, parts map[string]string) {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return b.Bytes(), parts
}

// node is an element of a part.
type node struct {
	name     string
	attrs    map[string]string
	text     string
	children []*node
}

func tree(t testing.TB, part string) *node {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(part))
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return root
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, part)
		}
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			open[len(open)-1].children = append(open[len(open)-1].children, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			open[len(open)-1].text += string(token)
		}
	}
}

func (n *node) child(names ...string) *node {
	for _, name := range names {
		var found *node
		for _, c := range n.children {
			if c.name == name {
				found = c
			}
		}
		if found == nil {
			return &node{}
		}
		n = found
	}
	return n
}

func (n *node) all(name string) (found []*node) {
	for _, c := range n.children {
		if c.name == name {
			found = append(found, c)
		}
		found = append(found, c.all(name)...)
	}
	return found
}

// outline is a document as people compare it: a line for each paragraph with
// its style and direction, each run in brackets with what it is.
func outline(n *node, indent string) string {
	var b strings.Builder
	for _, c := range n.children {
		switch c.name {
		case "p":
			fmt.Fprintf(&b, "%s%s", indent, c.child("pPr", "pStyle").attrs["val"])
			if c.child("pPr", "bidi").name != "" {
				b.WriteString(" bidi")
			}
			if id := c.child("pPr", "numPr", "numId").attrs["val"]; id != "" {
				fmt.Fprintf(&b, " list %s.%s", id, c.child("pPr", "numPr", "ilvl").attrs["val"])
			}
			b.WriteString(":")
			for _, r := range c.all("r") {
				marks := r.child("rPr", "rStyle").attrs["val"]
				for _, mark := range []string{"b", "bCs", "i", "iCs", "rtl"} {
					if r.child("rPr", mark).name != "" {
						marks += " " + mark
					}
				}
				text := r.child("t").text
				if r.child("br").name != "" {
					text = "/"
				}
				fmt.Fprintf(&b, " [%s|%s]", strings.TrimSpace(marks), strings.ReplaceAll(text, "\u00a0", "~"))
			}
			b.WriteString("\n")
		case "tbl", "tr", "tc":
			b.WriteString(indent + c.name)
			if c.child("tblPr", "bidiVisual").name != "" {
				b.WriteString(" bidi")
			}
			b.WriteString("\n" + outline(c, indent+"  "))
		case "sectPr", "body", "document":
			if c.name == "sectPr" {
				b.WriteString("section bidi=" + fmt.Sprint(c.child("bidi").name != "") + "\n")
			}
			b.WriteString(outline(c, indent))
		}
	}
	return b.String()
}

func TestDocuments(t *testing.T) {
	for name, write := range map[string]func(io.Writer) error{
		"columns":   func(w io.Writer) error { return docx.Write(w, example.Signed()) },
		"stacked":   func(w io.Writer) error { return docx.Write(w, example.Stacked(example.Corrected())) },
		"ar":        func(w io.Writer) error { return docx.Single(w, example.Draft(), "ar") },
		"withdrawn": func(w io.Writer) error { return docx.Write(w, example.Withdrawn()) },
	} {
		_, parts := made(t, write)
		golden.Equal(t, name+".txt", []byte(outline(tree(t, parts["word/document.xml"]), "")))
	}
}

// Every part is well-formed and declared, and whatever a part names is there.
func TestPackageHolds(t *testing.T) {
	for _, e := range []releases.Edition{example.Signed(), example.Draft(), example.Corrected(), example.Withdrawn()} {
		for _, e := range []releases.Edition{e, example.Stacked(e)} {
			_, parts := made(t, func(w io.Writer) error { return docx.Write(w, e) })
			declared := map[string]bool{}
			for _, o := range tree(t, parts["[Content_Types].xml"]).all("Override") {
				declared[strings.TrimPrefix(o.attrs["PartName"], "/")] = true
			}
			related := map[string]bool{}
			for _, r := range tree(t, parts["word/_rels/document.xml.rels"]).all("Relationship") {
				related[r.attrs["Id"]] = true
				if r.attrs["TargetMode"] != "External" && parts[path.Join("word", r.attrs["Target"])] == "" {
					t.Errorf("%s leads nowhere", r.attrs["Target"])
				}
			}
			styles := map[string]bool{"": true}
			for _, s := range tree(t, parts["word/styles.xml"]).all("style") {
				styles[s.attrs["styleId"]] = true
			}
			numbers := map[string]bool{}
			for _, n := range tree(t, parts["word/numbering.xml"]).all("num") {
				numbers[n.attrs["numId"]] = true
			}
			for name, part := range parts {
				root := tree(t, part)
				if !declared[name] && path.Ext(name) != ".rels" && name != "[Content_Types].xml" {
					t.Errorf("%s is not declared", name)
				}
				for _, kind := range []string{"pStyle", "rStyle", "tblStyle", "basedOn", "next"} {
					for _, n := range root.all(kind) {
						if !styles[n.attrs["val"]] {
							t.Errorf("%s has the style %q, which is none", name, n.attrs["val"])
						}
					}
				}
				for _, n := range root.all("numId") {
					if !numbers[n.attrs["val"]] {
						t.Errorf("%s has the list %q, which is none", name, n.attrs["val"])
					}
				}
				for _, kind := range []string{"hyperlink", "headerReference", "footerReference"} {
					for _, n := range root.all(kind) {
						if !related[n.attrs["id"]] {
							t.Errorf("%s refers to %q, which is none", name, n.attrs["id"])
						}
					}
				}
			}
		}
	}
}

// Arabic letters stand in runs that say so, others do not.
func TestDirectionOfRuns(t *testing.T) {
	_, parts := made(t, func(w io.Writer) error { return docx.Write(w, example.Corrected()) })
	for name, part := range parts {
		if !strings.HasPrefix(name, "word/") {
			continue
		}
		for _, r := range tree(t, part).all("r") {
			arabic, latin := false, false
			for _, c := range r.child("t").text {
				arabic = arabic || c >= 'ء' && c <= 'ي'
				latin = latin || c >= 'a' && c <= 'z'
			}
			rtl := r.child("rPr", "rtl").name != ""
			if arabic && !rtl || latin && rtl {
				t.Errorf("%s: rtl is %v of %q", name, rtl, r.child("t").text)
			}
		}
	}
}

func TestMarksStandOnEveryPage(t *testing.T) {
	for layout, papers := range map[releases.Layout]map[string][]string{
		releases.Columns: {"1": {"Draft. Not approved", "مسودة غير معتمدة", "08:30"}, "2": {"Draft. Not approved", "مسودة غير معتمدة"}},
		releases.Stacked: {"1": {"Draft. Not approved", "Under embargo"}, "2": {"Draft. Not approved"}, "5": {"مسودة غير معتمدة"}, "6": {"مسودة غير معتمدة", "محظور النشر"}},
	} {
		e := example.Draft()
		e.Layout = layout
		_, parts := made(t, func(w io.Writer) error { return docx.Write(w, e) })
		for n, marks := range papers {
			words := ""
			for _, w := range tree(t, parts["word/header"+n+".xml"]).all("t") {
				words += w.text
			}
			for _, mark := range marks {
				if !strings.Contains(words, mark) {
					t.Errorf("header %s does not say %q but %q", n, mark, words)
				}
			}
		}
	}
}

func TestTheSourceStandsFirst(t *testing.T) {
	e := example.Signed()
	e.Texts[0], e.Texts[1], e.Source = e.Texts[1], e.Texts[0], "ar"
	e.Texts[0].Base, e.Texts[1].Base = "", "ar"
	e.Texts[0].Groups, e.Texts[1].Groups = nil, nil
	_, parts := made(t, func(w io.Writer) error { return docx.Write(w, e) })
	root := tree(t, parts["word/document.xml"])
	if len(root.all("bidiVisual")) != 1 {
		t.Error("a table from Arabic does not go from right to left")
	}
	if first := root.all("tr")[0].all("t")[0].text; first != "العربية" {
		t.Errorf("its first column is %s", first)
	}
}

// given: numbered lists that begin at other numbers and within each other;
// then: each has a numbering of its own.
func TestNumberedLists(t *testing.T) {
	e := example.Signed()
	e.Texts = []releases.EditionText{example.Text("en", []byte("# Winter school\n\n3. ice\n4. rope\n   1. throw\n   2. pull\n5. sledge\n\nThen:\n\n1. warm\n2. call\n"), "")}
	_, parts := made(t, func(w io.Writer) error { return docx.Single(w, e, "en") })
	golden.Equal(t, "lists.txt", []byte(outline(tree(t, parts["word/document.xml"]), "")))
	var starts []string
	for _, s := range tree(t, parts["word/numbering.xml"]).all("startOverride") {
		starts = append(starts, s.attrs["val"])
	}
	if got := strings.Join(starts, " "); got != "3 1 1" {
		t.Errorf("the lists begin at %s", got)
	}
}

// given: a short paragraph, a long one, and contacts in English beside the Arabic;
// then: pages break within the long row alone, and the contacts stand at the side
// of the Arabic lines.
func TestRowsAndContactsKeepTheirPlace(t *testing.T) {
	e := example.Signed()
	e.Texts[0].Text.Blocks[2].Inline[0].Text += strings.Repeat(" The roof was mended by the families of the village.", 12)
	_, parts := made(t, func(w io.Writer) error { return docx.Write(w, e) })
	broken := 0
	for _, row := range tree(t, parts["word/document.xml"]).all("tr") {
		long := false
		for _, p := range row.all("p") {
			letters := ""
			for _, words := range p.all("t") {
				letters += words.text
			}
			long = long || strings.Contains(letters, "The roof was mended")
			if style := p.child("pPr", "pStyle"); style != nil && style.attrs["val"] == "bayanContact" && strings.Contains(row.all("t")[0].text, "Press") {
				arabic := p == row.all("p")[len(row.all("p"))-1]
				if end := p.child("pPr", "jc"); arabic && (end == nil || end.attrs["val"] != "right") {
					t.Errorf("beside the Arabic, %q stands at the far side", letters)
				}
			}
		}
		if split := len(row.all("cantSplit")) == 0; split != long {
			t.Errorf("may a page break here: %t; is it long: %t", split, long)
		} else if split {
			broken++
		}
	}
	if broken != 1 {
		t.Errorf("pages may break in %d rows", broken)
	}
}

func TestPropertiesAreTheEditions(t *testing.T) {
	_, parts := made(t, func(w io.Writer) error { return docx.Single(w, example.Corrected(), "ar") })
	core := tree(t, parts["docProps/core.xml"])
	for name, want := range map[string]string{
		"language": "ar", "created": "2026-11-22T08:30:00Z", "modified": "2026-11-24T12:00:00Z",
		"creator": "جمعية إنقاذ بحيرة طرفا", "identifier": "2026-11-22-winter-school",
	} {
		if got := core.all(name); len(got) != 1 || got[0].text != want {
			t.Errorf("%s is not %s", name, want)
		}
	}
	_, parts = made(t, func(w io.Writer) error { return docx.Single(w, example.Draft(), "ar") })
	if strings.Contains(parts["docProps/core.xml"], "dcterms:created") {
		t.Error("a draft has a date of making")
	}
}

func TestSameEditionSameBytes(t *testing.T) {
	write := func(w io.Writer) error { return docx.Write(w, example.Corrected()) }
	first, _ := made(t, write)
	for range 5 {
		if again, _ := made(t, write); !bytes.Equal(first, again) {
			t.Fatal("the bytes differ")
		}
	}
}

func BenchmarkColumns(b *testing.B) {
	e := example.Signed()
	for b.Loop() {
		if err := docx.Write(io.Discard, e); err != nil {
			b.Fatal(err)
		}
	}
}
