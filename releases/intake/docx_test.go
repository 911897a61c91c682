package intake

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"bayan/releases"
)

// wordFile packs parts as a word processor does; a name comes twice where it is
// given twice.
func wordFile(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordSpaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml"`

// wordDocument is a file with a body, styles, and more parts.
func wordDocument(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	return wordFile(t, append([]string{"word/document.xml", wordBody(body), "word/styles.xml", wordStyles}, parts...)...)
}

func wordBody(body string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document` + wordSpaces + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`
}

// p is a paragraph of a style; words that begin with < are elements.
func p(style string, words ...string) string {
	properties := ""
	if style != "" {
		properties = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	return "<w:p>" + properties + runsOf(words...) + "</w:p>"
}

func runsOf(words ...string) string {
	var b strings.Builder
	for _, w := range words {
		if !strings.HasPrefix(w, "<") {
			w = `<w:r><w:t xml:space="preserve">` + w + `</w:t></w:r>`
		}
		b.WriteString(w)
	}
	return b.String()
}

// set is a run with properties.
func set(properties, words string) string {
	return `<w:r><w:rPr>` + properties + `</w:rPr><w:t xml:space="preserve">` + words + `</w:t></w:r>`
}

const wordStyles = `<w:styles` + wordSpaces + `>` +
	`<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Zwischen"><w:name w:val="Desk heading"/><w:basedOn w:val="berschrift1"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Untertitel"><w:name w:val="Subtitle"/></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Punkte"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
	`<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>` +
	`<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="A"/><w:basedOn w:val="Kreis"/></w:style><w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="B"/><w:basedOn w:val="Ring"/></w:style>` +
	`</w:styles>`

const wordNumbering = `<w:numbering` + wordSpaces + `>` +
	`<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>` +
	`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>` +
	`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>` +
	`<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>` +
	`</w:numbering>`

func point(list, level, words string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr>` + runsOf(words) + `</w:p>`
}

func relations(lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		kind, target, _ := strings.Cut(l, " ")
		mode := ""
		if strings.Contains(target, ":") {
			mode = ` TargetMode="External"`
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"%s/>`, i+1, kind, target, mode)
	}
	return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + b.String() + `</Relationships>`
}

const lead = "Harbour Watch opens its winter training in eleven towns along the coast this week, free of charge and open to all."

func TestWordFiles(t *testing.T) {
	links := relations("hyperlink https://harbour.example/a", "hyperlink file:///C:/a.docx", "header header1.xml", "footer footer1.xml", "comments comments.xml", "footnotes footnotes.xml")
	for name, parts := range map[string][]string{
		"styles": {"word/document.xml", wordBody(p("Titel", "Harbour Watch “opens”") + p("Untertitel", "In eleven towns") + p("", lead) + p("Zwischen", "Who may come") + p("Zitat", "“We learn.”") +
			p("", "It is ", set("<w:b/>", "free"), " and ", set("<w:i/>", "open"), set(`<w:rStyle w:val="Fett"/>`, " to all"), ".") + p("Ring", "A ring of styles.")), "word/styles.xml", wordStyles},
		"no styles":           {"word/document.xml", wordBody(p("", "Press release") + p("", "Harbour Watch opens its training") + p("", "Tyre, 16 November 2026") + p("", lead) + p("", "Contact: press@harbour.example"))},
		"heading as headline": {"word/document.xml", wordBody(p("", "Harbour Watch") + p("", "Press release") + p("berschrift1", set("<w:b/>", "Training opens")) + p("", lead) + p("berschrift1", "Who may come") + p("", lead)), "word/styles.xml", wordStyles},
		"tracked": {"word/document.xml", wordBody(p("Titel", "Training opens") + p("", `<w:del w:id="1" w:author="Lina"><w:r><w:delText xml:space="preserve">Last week </w:delText></w:r></w:del><w:ins w:id="2" w:author="Lina"><w:r><w:t xml:space="preserve">Today </w:t></w:r></w:ins>`, lead) +
			`<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="Lina"/></w:rPr></w:pPr>` + runsOf("One paragraph ") + `</w:p>` + p("", "that was two.") +
			p("", `<w:moveFrom w:id="4"><w:r><w:t>It moved.</w:t></w:r></w:moveFrom>`) + p("", `<w:moveTo w:id="5"><w:r><w:rPr><w:b/><w:rPrChange w:id="6"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>It moved.</w:t></w:r></w:moveTo>`)), "word/styles.xml", wordStyles},
		"around": {"word/document.xml", wordBody(p("Titel", "Training opens") + p("", lead, `<w:r><w:footnoteReference w:id="2"/></w:r>`, `<w:commentRangeStart w:id="0"/>`, " It is free.", `<w:r><w:commentReference w:id="0"/></w:r>`)),
			"word/styles.xml", wordStyles, "word/_rels/document.xml.rels", links,
			"word/header1.xml", `<w:hdr` + wordSpaces + `>` + p("", "Harbour Watch, Tyre") + `</w:hdr>`, "word/footer1.xml", `<w:ftr` + wordSpaces + `>` + p("", "1 / 3") + `</w:ftr>`,
			"word/comments.xml", `<w:comments` + wordSpaces + `><w:comment w:id="0" w:author="Lina Haddad">` + p("", "Is it free?") + `</w:comment></w:comments>`,
			"word/footnotes.xml", `<w:footnotes` + wordSpaces + `><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">` + p("", "Since 2019.") + `</w:footnote></w:footnotes>`},
		"links": {"word/document.xml", wordBody(p("Titel", "Training opens") + p("", lead+" See ", `<w:hyperlink r:id="rId1" w:tooltip="Places">`+runsOf("our ", set("<w:b/>", "page"))+`</w:hyperlink>`, ", ", `<w:hyperlink w:anchor="x">`+runsOf("below")+`</w:hyperlink>`, ", ", `<w:hyperlink r:id="rId2">`+runsOf("the file")+`</w:hyperlink>`, " or ",
			`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "mailto:press@harbour.example" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, "write", `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, ". Page ", `<w:fldSimple w:instr="PAGE">`+runsOf("7")+`</w:fldSimple>`)),
			"word/styles.xml", wordStyles, "word/_rels/document.xml.rels", links},
		"lists": {"word/document.xml", wordBody(p("Titel", "Training opens") + p("", lead) + p("Punkte", "ice") + point("1", "1", "thin") + point("1", "0", "rope") + p("", lead) + point("2", "0", "one") + point("2", "1", "a") + point("2", "1", "b") + point("2", "0", "two") + p("", "Then "+lead) + point("2", "0", "three") + point("3", "0", "four") + point("9", "0", "no list") + p("", "•  typed")),
			"word/styles.xml", wordStyles, "word/numbering.xml", wordNumbering},
		"boxes": {"word/document.xml", wordBody(p("Titel", "Training opens") + p("", `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>`+p("", "In a box")+`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+p("", "In a box")+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, lead) +
			`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + p("", "Click here to enter text.") + `</w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent>` + p("", "In a control.") + `</w:sdtContent></w:sdt>` +
			`<w:tbl><w:tblPr/><w:tr><w:trPr/><w:tc><w:tcPr/>` + p("", "Tyre") + `</w:tc><w:tc>` + p("", "12 places") + `</w:tc></w:tr></w:tbl>` +
			p("", `<w:r><w:drawing><pic:pic/></w:drawing></w:r>`, set("<w:vanish/>", "secret"), `<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>`, `<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:noBreakHyphen/><w:t> x </w:t></w:r>`, `<w:smartTag w:uri="u" w:element="e">`+runsOf("tag")+`</w:smartTag>`)), "word/styles.xml", wordStyles},
		"arabic": {"word/document.xml", wordBody(p("Titel", set("<w:rtl/>", "مرصد الميناء يفتح تدريبه")) + p("", set("<w:rtl/>", "أعلن "), set("<w:bCs/><w:rtl/>", "المرصد"), set("<w:rtl/>", " فتح باب التسجيل في إحدى عشرة مدينة ساحلية لكل من يرغب من السكان، هاتف "), "+963 11 555", set("<w:i/><w:iCs/><w:rtl/>", " مجاناً"), ".")), "word/styles.xml", wordStyles},
	} {
		t.Run(name, func(t *testing.T) {
			lang := releases.Language("en")
			if name == "arabic" {
				lang = "ar"
			}
			d, err := DOCX("in.docx", wordFile(t, parts...), lang)
			if err != nil {
				t.Fatal(err)
			}
			sound(t, d)
			path := filepath.Join("testdata", "word", strings.ReplaceAll(name, " ", "-")+".golden")
			got := shown(d)
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || got != string(want) {
				t.Errorf("%v; reads as\n%s", err, got)
			}
		})
	}
}

// Strict files have other namespaces, and prefixes are a program's to choose.
func TestStrictFileWithOtherPrefixes(t *testing.T) {
	body := `<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><p><r><t>Training opens</t></r></p><p><r><t>` + lead + `</t></r></p></body></document>`
	d, err := DOCX("in.docx", wordFile(t, "_rels/.rels", strings.Replace(relations("officeDocument doc/main.xml"), "schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument", 1), "doc/main.xml", body), "en")
	if err != nil || d.Text.Headline() != "Training opens" || len(d.Text.Blocks) != 2 {
		t.Errorf("%v %s", err, d.Text.Canonical())
	}
}

// hostile are files by the code of the fault that each is refused with.
func hostile(t testing.TB) map[string][]byte {
	good := wordDocument(t, p("Titel", "Training opens")+p("", lead))
	files := map[string][]byte{
		"package-not-read/nothing":           {},
		"package-not-read/no archive":        []byte("PK\x03\x04 and words"),
		"package-not-read/truncated":         good[:len(good)/2],
		"package-not-read/damaged":           bytes.Replace(good, good[60:90], bytes.Repeat([]byte{0xAA}, 30), 1),
		"package-no-text/another":            wordFile(t, "xl/workbook.xml", "<a/>"),
		"package-name/parent":                wordFile(t, "word/document.xml", wordBody(""), "../../etc/passwd", "x"),
		"package-name/root":                  wordFile(t, "/word/document.xml", wordBody("")),
		"package-name/drive":                 wordFile(t, `C:\x`, "x"),
		"package-twice/same":                 wordFile(t, "word/document.xml", wordBody(p("", "a")), "word/document.xml", wordBody(p("", "b"))),
		"package-twice/case":                 wordFile(t, "word/document.xml", wordBody(p("", "a")), "Word/Document.xml", wordBody(p("", "b"))),
		"package-too-large/spaces":           wordDocument(t, strings.Repeat(" ", mostUnpacked)),
		"package-too-large/styles":           wordFile(t, "word/document.xml", wordBody(p("", "a")), "word/styles.xml", "<a>"+strings.Repeat("x", mostUnpacked)+"</a>"),
		"package-too-large/file":             make([]byte, mostFileBytes+1),
		"package-too-many/parts":             bytes.Repeat([]byte("PK\x01\x02"), mostParts+1),
		"nested-too-deep/two million":        wordDocument(t, strings.Repeat("<w:p>", 2_000_000)),
		"nested-too-deep/tables":             wordDocument(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 200_000)),
		"too-many-elements/two million":      wordDocument(t, strings.Repeat("<w:p/>", 1_900_000)),
		"too-many-elements/styles":           wordDocument(t, p("", "a"), "word/numbering.xml", `<w:numbering`+wordSpaces+`>`+strings.Repeat("<w:x/>", 500_000)+`</w:numbering>`),
		"too-many-lines/paragraphs":          wordDocument(t, strings.Repeat(`<w:p><w:r><w:t>a</w:t></w:r></w:p>`, 60_000)),
		"block-too-large/paragraph":          wordDocument(t, p("Titel", "Training")+p("", strings.Repeat("word ", 20_000))),
		"text-too-large/words":               wordDocument(t, strings.Repeat(p("", strings.Repeat("word ", 1000)), 900)),
		"xml-doctype/entities":               wordFile(t, "word/document.xml", `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>`+wordBody(p("", "&b;"))),
		"xml-doctype/external":               wordDocument(t, p("", "a"), "word/comments.xml", `<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>`),
		"xml-not-read/entity":                wordDocument(t, p("", "a &b; c")),
		"xml-not-read/not closed":            wordFile(t, "word/document.xml", strings.TrimSuffix(wordBody(p("", "a")), "</w:document>")),
		"xml-not-read/crossed":               wordDocument(t, `<w:p><w:r></w:p></w:r>`),
		"xml-not-read/attribute twice":       wordDocument(t, `<w:p a="1" a="2"/>`),
		"xml-not-read/attributes":            wordDocument(t, `<w:p`+manyAttributes(5000)+`/>`),
		"xml-not-read/control":               wordDocument(t, p("", "a\x01b")),
		"xml-not-read/control by number":     wordDocument(t, p("", "a&#1;b")),
		"xml-not-read/second root":           wordFile(t, "word/document.xml", wordBody(p("", "a"))+"<x/>"),
		"xml-not-read/styles":                wordDocument(t, p("", "a"), "word/numbering.xml", "<w:numbering"),
		"xml-encoding/utf-16":                wordFile(t, "word/document.xml", "\xff\xfe<\x00"),
		"xml-encoding/declared":              wordFile(t, "word/document.xml", `<?xml version="1.0" encoding="windows-1256"?><x/>`),
		"xml-encoding/bytes":                 wordDocument(t, p("", "a\xe1b")),
		"empty-text/nothing":                 wordDocument(t, ""),
		"no-headline/only a date":            wordDocument(t, p("", "16 November 2026")),
		"nested-too-deep/alternatives":       wordDocument(t, strings.Repeat("<mc:AlternateContent><mc:Choice>", 300_000)),
		"too-many-elements/tracked":          wordDocument(t, "<w:p>"+strings.Repeat(`<w:ins w:id="1"><w:r><w:t>a</w:t></w:r></w:ins>`, 190_000)+"</w:p>"),
		"block-too-large/one word at a time": wordDocument(t, "<w:p>"+strings.Repeat(`<w:r><w:t>aaaa</w:t></w:r>`, 120_000)+"</w:p>"),
	}
	for i := range 60 { // a download that ended early
		files[fmt.Sprintf("package-not-read/truncated at %d", i)] = good[:len(good)*i/60]
	}
	files["package-not-read/lies about its size"] = lying(t)
	return files
}

// lying is an archive that says of 20 MB that they are 10 bytes.
func lying(t testing.TB) []byte {
	t.Helper()
	var packed, b bytes.Buffer
	d, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Write(make([]byte, 20<<20)); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Method: zip.Deflate, CompressedSize64: uint64(packed.Len()), UncompressedSize64: 10})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` a%d=""`, i)
	}
	return b.String()
}

// readable are files of which a sheet is read though they are no text, or one that
// whoever makes a text of it refuses.
var readable = map[string]bool{"block-too-large/paragraph": true, "empty-text/nothing": true, "no-headline/only a date": true}

// racing tells that the race detector is at work.
var racing bool

func TestHostileWordFilesAreRefused(t *testing.T) {
	for name, b := range hostile(t) {
		code, _, _ := strings.Cut(name, "/")
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		begun := time.Now()
		_, err := DOCX("in.docx", b, "en")
		took := time.Since(begun)
		runtime.ReadMemStats(&after)
		faults, ok := err.(releases.ParseErrors)
		if !ok || faults[0].Code != code || faults[0].File != "in.docx" {
			t.Errorf("%s: got %v", name, err)
			continue
		}
		for arg := range faults[0].Args {
			if !strings.Contains(" "+strings.Join(Faults[code], " ")+" ", " "+arg+" ") {
				t.Errorf("%s: argument %q is not in Faults", name, arg)
			}
		}
		if len(faults[0].Args) != len(Faults[code]) {
			t.Errorf("%s: has %v, and Faults %v", name, faults[0].Args, Faults[code])
		}
		if _, err := ReadSheet("in.docx", b); err == nil && !readable[name] {
			t.Errorf("%s: taken as a sheet", name)
		}
		mb := (after.TotalAlloc - before.TotalAlloc) >> 20
		if mb > 128 && !racing {
			t.Errorf("%s: took %d MB", name, mb)
		}
		t.Logf("%6.1f ms %3d MB  %s", float64(took.Microseconds())/1000, mb, name)
	}
}

// A long release costs what its length does.
func TestLongWordFileIsRead(t *testing.T) {
	var b strings.Builder
	b.WriteString(p("Titel", "Training opens"))
	for i := range 5000 {
		b.WriteString(point("2", "0", fmt.Sprintf("Point %d of the training.", i)))
	}
	d, err := DOCX("in.docx", wordDocument(t, b.String(), "word/numbering.xml", wordNumbering), "en")
	if err != nil || len(d.Text.Blocks) != 5001 || d.Text.Blocks[5000].Start != 0 {
		t.Errorf("%v, %d blocks", err, len(d.Text.Blocks))
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add([]byte(p("Titel", "Training opens")+p("", lead)), []byte(wordNumbering))
	f.Add([]byte(point("2", "0", "one")+point("3", "1", "two")), []byte(wordNumbering))
	f.Add([]byte(`<w:tbl><w:tr><w:tc>`+p("", "a")+`</w:tc></w:tr></w:tbl><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>`), []byte("<x/>"))
	f.Add([]byte(p("", `<w:del><w:r><w:delText>a</w:delText></w:r></w:del><w:ins>`+runsOf("b")+`</w:ins>`, set("<w:b/>", "c"))), []byte(""))
	f.Fuzz(func(t *testing.T, body, numbering []byte) {
		if d, err := DOCX("in", wordDocument(t, string(body), "word/numbering.xml", string(numbering)), "ar"); err == nil {
			sound(t, d)
		}
	})
}

func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>` + p("", "a") + `</w:tc><w:tc>` + p("", "b", `<w:r><w:commentReference w:id="0"/></w:r>`) + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`))
	f.Add([]byte(`<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>` + p("", "a") + `</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>` + p("", "release x; base en 1; target ar 0")))
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := ReadSheet("in", wordDocument(t, string(body)))
		if err != nil {
			return
		}
		for _, row := range s.Rows {
			at := 0
			for _, c := range row.Cells {
				if c.From < at || c.To <= c.From || c.To-c.From > mostColumns {
					t.Fatalf("cell %d…%d after %d", c.From, c.To, at)
				}
				at = c.To
			}
		}
	})
}

func FuzzDOCXPackage(f *testing.F) {
	f.Add(wordDocument(f, p("Titel", "Training opens")+p("", lead)))
	for name, b := range hostile(f) {
		if len(b) < 4096 && name != "" {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := DOCX("in", b, "ar"); err == nil {
			sound(t, d)
		}
	})
}

func BenchmarkDOCX(b *testing.B) {
	file := wordDocument(b, p("Titel", "Training opens")+strings.Repeat(p("", lead, set("<w:b/>", "free")), 40))
	for b.Loop() {
		if _, err := DOCX("in.docx", file, "en"); err != nil {
			b.Fatal(err)
		}
	}
}
