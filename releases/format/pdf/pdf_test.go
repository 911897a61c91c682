package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/internal/example"
	"bayan/releases/format/internal/golden"
)

// printed is a file with all languages.
func inPrint(t testing.TB, e releases.Edition) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, e); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func laid(e releases.Edition, layout releases.Layout) releases.Edition {
	e.Layout = layout
	return e
}

func headed(e releases.Edition, logo []byte) releases.Edition {
	e.Logo = logo
	return e
}

func single(t testing.TB, e releases.Edition, l releases.Language) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Single(&b, e, l); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var editions = map[string]func() releases.Edition{
	"signed": example.Signed, "draft": example.Draft, "corrected": example.Corrected, "withdrawn": example.Withdrawn,
}

// TestWhatAScreenReaderReads is the structure of whole files.
func TestWhatAScreenReaderReads(t *testing.T) {
	for n, raw := range map[string][]byte{
		"corrected.txt":   inPrint(t, example.Corrected()),
		"draft.ar.txt":    single(t, example.Draft(), "ar"),
		"withdrawn.txt":   inPrint(t, example.Stacked(example.Withdrawn())),
		"signed.logo.txt": inPrint(t, headed(example.Signed(), picture(40, 20))),
	} {
		t.Run(n, func(t *testing.T) { golden.Equal(t, n, []byte(open(t, raw).tree().String())) })
	}
}

// TestEveryTextComesBackAsItWas: all words of an edition, in the order of the
// text, in both layouts.
func TestEveryTextComesBackAsItWas(t *testing.T) {
	for n, e := range editions {
		for _, layout := range []releases.Layout{releases.Columns, releases.Stacked} {
			tree := open(t, inPrint(t, laid(e(), layout))).tree()
			for i, article := range tree.kids {
				if article.tag != "Art" {
					t.Fatalf("%s: %s stands beside the articles", n, article.tag)
				}
				if got, want := paragraphs(article), expected(e(), i); !slices.Equal(got, want) {
					t.Errorf("%s, layout %d, %s:\ngot  %q\nwant %q", n, layout, article.lang, got, want)
				}
			}
		}
	}
}

// paragraphs are the texts of a tree's blocks.
func paragraphs(n *node) (all []string) {
	n.walk(func(n *node) {
		switch n.tag {
		case "P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody":
			all = append(all, n.all())
		}
	})
	return all
}

// expected are the paragraphs of a text on its page.
func expected(e releases.Edition, n int) (all []string) {
	s, text := furniture.Of(e, n), e.Texts[n].Text
	add := func(paragraphs ...string) {
		for _, p := range paragraphs {
			if p = undirected(p); p != "" {
				all = append(all, p)
			}
		}
	}
	add(s.Draft.String(), s.Embargo.String(), s.Organisation, s.Department)
	for _, told := range s.Notices {
		add(told.Line.String(), told.Words)
	}
	add(s.Kicker.String(), s.Headline, s.Summary)
	add(strings.Join(slices.DeleteFunc([]string{s.Place.Text, s.Date.Text, s.Published.String(), s.Edition.String()}, func(s string) bool { return s == "" }), " · "))
	if s.Tombstone {
		return all
	}
	dateline := s.Dateline
	for _, b := range text.Blocks[1:] {
		words := b.Plain()
		if dateline != "" {
			words, dateline = dateline+" "+words, ""
		}
		add(words)
	}
	add(s.ContactsHeading.String())
	for _, c := range s.Contacts {
		add(c.Text)
	}
	add(s.Verify.String(), s.VerifyHow.String())
	return all
}

func TestReproducible(t *testing.T) {
	for n, e := range editions {
		first := inPrint(t, headed(e(), picture(30, 30)))
		for range 3 {
			if again := inPrint(t, headed(e(), picture(30, 30))); !bytes.Equal(first, again) {
				t.Fatalf("%s differs from one printing to the next", n)
			}
		}
	}
	a, b := example.Signed(), example.Signed()
	b.Manifest = "00" + b.Manifest[2:]
	id := regexp.MustCompile(`/ID\[<([0-9A-F]{32})>`)
	if x, y := id.FindSubmatch(inPrint(t, a)), id.FindSubmatch(inPrint(t, b)); bytes.Equal(x[1], y[1]) {
		t.Errorf("two manifests gave one id, %s", x[1])
	}
}

func TestDeclaredToReaders(t *testing.T) {
	r := open(t, inPrint(t, example.Signed()))
	if r.root["Lang"] != "en" || r.dict(r.root["MarkInfo"])["Marked"] != true || r.dict(r.root["ViewerPreferences"])["DisplayDocTitle"] != true {
		t.Errorf("the catalogue says %v", r.root)
	}
	for i, want := range []string{"en", "ar"} {
		if got := r.tree().kids[i].lang; got != want {
			t.Errorf("article %d is in %q, want %q", i, got, want)
		}
	}
	metadata := string(r.inflated(r.root["Metadata"]))
	for d := xml.NewDecoder(strings.NewReader(metadata)); ; {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("the metadata is no XML: %v", err)
		}
	}
	for _, want := range []string{
		`<rdf:li xml:lang="x-default">Lake rescuers open winter school for 240 volunteers – Tarfa Lake Rescue Association</rdf:li>`,
		`<rdf:li xml:lang="ar">منقذو البحيرة يفتتحون مدرسة شتوية لتدريب 240 متطوعاً – جمعية إنقاذ بحيرة طرفا</rdf:li>`,
		"<xmp:CreateDate>2026-11-22T08:30:00Z</xmp:CreateDate>",
	} {
		if !strings.Contains(metadata, want) {
			t.Errorf("the metadata does not say %s:\n%s", want, metadata)
		}
	}
	if ar := open(t, single(t, example.Signed(), "ar")); ar.root["Lang"] != "ar" {
		t.Errorf("the Arabic file says it is in %v", ar.root["Lang"])
	}
}

// TestParentsOfContent: from each piece of marked content and each link there
// is a way back to its element.
func TestParentsOfContent(t *testing.T) {
	r := open(t, inPrint(t, example.Draft()))
	nums := r.list(r.dict(r.dict(r.root["StructTreeRoot"])["ParentTree"])["Nums"])
	parents := map[int]value{}
	for i := 0; i+1 < len(nums); i += 2 {
		parents[int(nums[i].(float64))] = r.get(nums[i+1])
	}
	links := 0
	for n, id := range r.pages {
		page := r.dict(reference(id))
		owners, ok := parents[int(page["StructParents"].(float64))].([]value)
		if !ok || len(owners) != len(r.marked[n]) {
			t.Fatalf("page %d has %d pieces of content and parents %v", n+1, len(r.marked[n]), owners)
		}
		for _, a := range r.list(page["Annots"]) {
			links++
			owner := parents[int(r.dict(a)["StructParent"].(float64))]
			if d := owner.(map[string]value); d["S"] != name("Link") {
				t.Errorf("a link belongs to %v", d["S"])
			}
			box := r.list(r.dict(a)["Rect"])
			if left, right := box[0].(float64), box[2].(float64); left >= right || left < 0 || right > pageWidth {
				t.Errorf("a link lies at %v", box)
			}
		}
	}
	if links < 8 {
		t.Errorf("only %d links", links)
	}
}

// TestMarkedOnEveryPage: what every page of a draft under embargo says.
func TestMarkedOnEveryPage(t *testing.T) {
	e := example.Draft()
	for i := range e.Texts { // as long as to take several pages
		blocks := e.Texts[i].Text.Blocks
		for range 4 {
			blocks = append(blocks, blocks[1:5]...)
		}
		e.Texts[i].Text.Blocks = blocks
		e.Texts[i].Groups = nil
	}
	for _, layout := range []releases.Layout{releases.Columns, releases.Stacked} {
		r := open(t, inPrint(t, laid(e, layout)))
		if len(r.pages) < 3 {
			t.Fatalf("only %d pages", len(r.pages))
		}
		for n := range r.pages {
			page := r.outside[n]
			for _, text := range r.marked[n] {
				page += "\n" + text
			}
			english := strings.Contains(page, "Draft. Not approved for publication.") && strings.Contains(page, "Under embargo until 22 November 2026, 08:30 UTC")
			arabic := strings.Contains(page, "مسودة غير معتمدة للنشر.") && strings.Contains(page, "محظور النشر حتى 22 تشرين الثاني 2026، 08:30 UTC")
			if layout == releases.Columns && !(english && arabic) || layout == releases.Stacked && english == arabic {
				t.Errorf("layout %d, page %d: English marks %v, Arabic marks %v", layout, n+1, english, arabic)
			}
			if !strings.Contains(page, fmt.Sprintf("%d / %d", n+1, len(r.pages))) {
				t.Errorf("layout %d, page %d is not numbered", layout, n+1)
			}
		}
	}
}

// arabicDigits are Labels whose house style has Arabic-Indic digits.
type arabicDigits struct{ example.Labels }

func (l arabicDigits) Date(day string) string {
	return strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "6", "٦").Replace(l.Labels.Date(day))
}

func TestPagesAreNumberedInTheDigitsOfTheLanguage(t *testing.T) {
	e := example.Signed()
	e.Texts[1].Labels = arabicDigits{"ar"}
	r := open(t, inPrint(t, e))
	if got := r.outside[0]; !strings.Contains(got, "1 / 2") || !strings.Contains(got, "١ / ٢") {
		t.Errorf("the first page has at its foot %q", got)
	}
}

func TestATombstoneHasNothingOfTheText(t *testing.T) {
	for _, layout := range []releases.Layout{releases.Columns, releases.Stacked} {
		r := open(t, inPrint(t, laid(example.Withdrawn(), layout)))
		said := r.tree().all()
		for _, text := range example.Withdrawn().Texts {
			if closed := text.Labels.Say("labels.withdrawn-headline", nil); !strings.Contains(said, closed) {
				t.Errorf("it does not say %q", closed)
			}
			for _, b := range text.Text.Blocks {
				if strings.Contains(said, b.Plain()) {
					t.Errorf("it still says %q", b.Plain())
				}
			}
		}
	}
}

func TestNoSuchLanguage(t *testing.T) {
	if err := Single(io.Discard, example.Signed(), "fr"); err == nil {
		t.Error("a file in a language that is not there was written")
	}
	if err := Write(io.Discard, releases.Edition{}); err == nil {
		t.Error("a file of nothing was written")
	}
}

func TestThreeLanguagesAreStacked(t *testing.T) {
	e := example.Signed()
	e.Texts = append(e.Texts, example.Text("ckb", []byte("# فێرگەی زستانە\n\nڕێکخراوەکە ٢٤٠ خۆبەخش ڕادەهێنێت. می\u200cخواهم، گ چ پ ژ ۆ ێ.\n"), "1=1 2=2"))
	r := open(t, inPrint(t, e))
	tree := r.tree()
	if len(tree.kids) != 3 || tree.kids[2].lang != "ckb" {
		t.Fatalf("the articles are %v", tree)
	}
	if got := tree.kids[2].all(); !strings.Contains(got, "ڕێکخراوەکە ٢٤٠ خۆبەخش ڕادەهێنێت. می\u200cخواهم، گ چ پ ژ ۆ ێ.") {
		t.Errorf("the Kurdish reads %q", got)
	}
	if len(Undrawn(e)) > 0 {
		t.Errorf("no font has %q", Undrawn(e))
	}
}

// TestUnknownScriptsAreSeen: what no font has is drawn as a box, comes back
// all the same, and is told.
func TestUnknownScriptsAreSeen(t *testing.T) {
	e := example.Signed()
	e.Texts[0].Text.Blocks[1].Inline = []releases.Inline{{Text: "Founded in 東京 and Ιθάκη, Львів."}}
	if got := string(Undrawn(e)); got != "京東" {
		t.Errorf("told are %q", got)
	}
	if got := open(t, inPrint(t, e)).tree().all(); !strings.Contains(got, "Founded in 東京 and Ιθάκη, Львів.") {
		t.Errorf("read is %q", got)
	}
	d, _ := printed(e, []int{0})
	box := 0
	for _, s := range d.fonts.face(latin).symbols {
		if g := glyphsOf(s.shape); len(g) == 1 && g[0].id == 0 && !d.fonts.face(latin).empty(0) {
			box++
		}
	}
	if box != 2 {
		t.Errorf("%d boxes were drawn for two characters", box)
	}
}

// TestEmphasis: Arabic letters are never slanted.
func TestEmphasis(t *testing.T) {
	e := example.Signed()
	e.Texts[0].Text.Blocks[1].Inline = []releases.Inline{{Kind: releases.Emphasis, Children: []releases.Inline{{Text: "the school المدرسة itself"}}}}
	e.Texts[1].Text.Blocks[1].Inline = []releases.Inline{{Kind: releases.Emphasis, Children: []releases.Inline{{Text: "مدرسة Lake School نفسها"}}}}
	for n, want := range [][]string{{"Roboto-Bold", "Roboto-Italic", "NotoSansArabic-Bold"}, {"Roboto-Bold", "NotoSansArabic-Bold"}} {
		d, err := printed(e, []int{n})
		if err != nil {
			t.Fatal(err)
		}
		var slanted, used []string
		for _, f := range d.fonts.used {
			used = append(used, f.name)
			if strings.Contains(f.name, "Italic") {
				slanted = append(slanted, f.name)
			}
		}
		for _, name := range want {
			if !slices.Contains(used, name) {
				t.Errorf("%s was not used in %s: %v", name, e.Texts[n].Language, used)
			}
		}
		if n == 1 && len(slanted) > 0 {
			t.Errorf("the Arabic text has %v", slanted)
		}
	}
}

// picture is a logo: a disc on nothing.
func picture(width, height int) []byte {
	p := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			dx, dy := float64(x)/float64(width)-.5, float64(y)/float64(height)-.5
			if dx*dx+dy*dy < .25 {
				p.Set(x, y, color.NRGBA{0x7D, 0x1F, 0x2A, 0xFF})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func TestUnusableLogos(t *testing.T) {
	huge := picture(1, 1)
	copy(huge[16:], []byte{0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF}) // what its header claims
	for code, raw := range map[string][]byte{"not-png": []byte("GIF89a"), "too-large": huge} {
		var b bytes.Buffer
		err := Write(&b, headed(example.Signed(), raw))
		bad, ok := err.(*LogoError)
		if code == "too-large" && ok && bad.Code == "not-png" { // its checksum is wrong: as good
			continue
		}
		if !ok || bad.Code != code || b.Len() > 0 {
			t.Errorf("%s: got %v and %d bytes", code, err, b.Len())
		}
	}
}

func TestLinksLeadSomewhereSafe(t *testing.T) {
	e := example.Signed()
	e.BaseURL = "https://news.tarfa-rescue.example/"
	link := func(dest string) releases.Inline {
		return releases.Inline{Kind: releases.Link, Dest: dest, Children: []releases.Inline{{Text: "here"}}}
	}
	e.Texts[0].Text.Blocks = e.Texts[0].Text.Blocks[:2]
	e.Texts[0].Text.Blocks[1].Inline = []releases.Inline{
		link("javascript:alert(1)"), {Text: " "}, link("report.html"), {Text: " "}, link("https://a.example/تقرير(1)"),
	}
	e.Facts.Contacts = nil
	var got []string
	open(t, single(t, e, "en")).tree().walk(func(n *node) { got = append(got, n.dest...) })
	want := []string{
		"https://news.tarfa-rescue.example/2026-11-22-winter-school/report.html",
		"https://a.example/%D8%AA%D9%82%D8%B1%D9%8A%D8%B1%281%29",
	}
	if !slices.Equal(got, want) {
		t.Errorf("links lead to %q", got)
	}
}

func TestFontsAreSubsets(t *testing.T) {
	raw := inPrint(t, example.Signed())
	r := open(t, raw)
	names := map[string]bool{}
	for _, o := range r.objects {
		d := r.dict(o)
		if d["Type"] != name("FontDescriptor") {
			continue
		}
		font := string(d["FontName"].(name))
		if !regexp.MustCompile(`^[A-Z]{6}\+`).MatchString(font) || names[font] {
			t.Errorf("a font is named %s", font)
		}
		names[font] = true
		if program := r.inflated(d["FontFile2"]); len(program) > 90_000 {
			t.Errorf("%s is embedded with %d bytes", font, len(program))
		}
	}
	if len(raw) > 120_000 {
		t.Errorf("the file has %d bytes", len(raw))
	}
}

func TestDatesOfAFile(t *testing.T) {
	at := time.Date(2026, 11, 22, 8, 30, 0, 0, time.FixedZone("", 3*3600))
	if got := pdfTime(at.UTC().Format(time.RFC3339)); got != "D:20261122053000Z" {
		t.Errorf("a time is written %s", got)
	}
}

// given: a letterhead whose Arabic side names no department;
// then: the lines under both sides stand at one height all the same.
func TestTheLinesOfALetterheadMeet(t *testing.T) {
	e := example.Signed()
	e.Texts[1].Text.Fields = slices.DeleteFunc(e.Texts[1].Text.Fields, func(f releases.Field) bool { return f.Name == "department" })
	d, err := printed(e, []int{0, 1})
	if err != nil {
		t.Fatal(err)
	}
	under := map[*column]float64{}
	for _, p := range d.pages[0].placed {
		if _, found := under[p.column]; !found && p.strip.thick > 0 && p.strip.thick < 1 {
			under[p.column] = p.y
		}
	}
	columns := d.chapters[0].columns
	if len(under) != 2 || math.Abs(under[columns[0]]-under[columns[1]]) > .01 {
		t.Errorf("the lines stand at %v", slices.Collect(maps.Values(under)))
	}
}
