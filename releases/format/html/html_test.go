package html_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	nethtml "golang.org/x/net/html"

	"bayan/releases"
	"bayan/releases/format/internal/example"
	"bayan/releases/format/internal/golden"
)

func TestThePageAsItStands(t *testing.T) {
	body := func(raw []byte) []byte {
		_, rest, _ := strings.Cut(string(raw), "<body>\n")
		return []byte(rest)
	}
	golden.Equal(t, "corrected.html", body(page(t, example.Corrected())))
	golden.Equal(t, "withdrawn.ar.html", body(single(t, example.Withdrawn(), "ar")))
	golden.Equal(t, "draft.ar.html", body(single(t, example.Draft(), "ar")))
}

func TestEachLanguageIsDeclared(t *testing.T) {
	for source, dir := range map[releases.Language]string{"en": "ltr", "ar": "rtl"} {
		e := example.Signed()
		e.Source = source
		doc := parsed(t, page(t, e))
		one(t, doc, fmt.Sprintf("html[lang=%s][dir=%s]", source, dir))
		one(t, doc, "article[lang=en][dir=ltr]")
		one(t, doc, "article[lang=ar][dir=rtl]")
	}
	one(t, parsed(t, single(t, example.Signed(), "ar")), "html[lang=ar][dir=rtl]")
}

func TestOneLanguageFollowsTheOtherInTheDocument(t *testing.T) {
	text := words(one(t, parsed(t, page(t, example.Signed())), "main"))
	at := func(s string) int {
		i := strings.Index(text, s)
		if i < 0 {
			t.Fatalf("the page does not say %q", s)
		}
		return i
	}
	order := []int{at("Lake rescuers"), at("eleven minutes"), at("Press contacts"), at("منقذو البحيرة"), at("إحدى عشرة"), at("للتواصل")}
	if !slices.IsSorted(order) {
		t.Errorf("the languages are mixed: %v", order)
	}
}

func TestAlignedBlocksShareARow(t *testing.T) {
	doc := parsed(t, page(t, example.Signed()))
	rows := func(l string) map[string]string {
		found := map[string]string{}
		for _, n := range query(t, doc, "article[lang="+l+"] div.body") {
			row := strings.Fields(attr(n, "class"))[1]
			found[row] = words(n)
		}
		return found
	}
	en, ar := rows("en"), rows("ar")
	for _, pair := range [][2]string{
		{"The school stands", "رمّمت عائلات الصيادين"}, // one paragraph, two in Arabic
		{"“My brother", "«أُخرج أخي"},
		{"reading the ice", "تدفئة المصاب"},
		{"Founded in 1998", "تأسست الجمعية"},
	} {
		for row, words := range en {
			if strings.Contains(words, pair[0]) && !strings.Contains(ar[row], pair[1]) {
				t.Errorf("%s beside %q stands %q", row, pair[0], ar[row])
			}
		}
	}
	for row, words := range ar {
		if strings.Contains(words, "يرحّب فرع") && en[row] != "" {
			t.Errorf("beside the addition stands %q", en[row])
		}
	}
}

func TestWhatKeepsItsOwnDirectionIsIsolated(t *testing.T) {
	doc := parsed(t, page(t, example.Signed()))
	var got []string
	for _, n := range query(t, doc, "article[lang=ar] div.body bdi[dir=ltr]") {
		got = append(got, words(n))
	}
	want := []string{"LR-40/2026", "Lake Safety Council", "+963 11 0100", "school@tarfa-rescue.example"}
	if !slices.Equal(got, want) {
		t.Errorf("isolated in the Arabic: %q\nwant %q", got, want)
	}
	says(t, doc, "article[lang=en] div.body bdi[dir=rtl]", "جمعية إنقاذ بحيرة طرفا")
	if n := len(query(t, doc, "article[lang=ar] .contacts bdi[lang=en][dir=ltr]")); n != 2 {
		t.Errorf("%d contacts in the source's language are marked, want 2", n)
	}
}

// TestIsolatesGoAroundMarks: a name half in bold is one name.
func TestIsolatesGoAroundMarks(t *testing.T) {
	for markdown, want := range map[string]string{
		"منظمة **Lake** Council هنا":          `منظمة <bdi dir="ltr"><strong>Lake</strong> Council</bdi> هنا`,
		"منظمة **Lake Council** هنا":          `منظمة <strong><bdi dir="ltr">Lake Council</bdi></strong> هنا`,
		"قال **فريق Lake** Council هنا":       `قال <strong>فريق Lake</strong> Council هنا`,
		"عند [Lake](https://a.example) اليوم": `عند <a href="https://a.example"><bdi dir="ltr">Lake</bdi></a> اليوم`,
		"هاتف +٩٦٣ ١١ ٠١٠٠ اليوم":             `هاتف <bdi dir="ltr"><span class="whole">+<bdi>٩٦٣</bdi> <bdi>١١</bdi> <bdi>٠١٠٠</bdi></span></bdi> اليوم`,
	} {
		e := example.Signed()
		e.Source, e.Texts = "ar", []releases.EditionText{example.Text("ar", []byte("# عنوان\n\n"+markdown+"\n"), "")}
		e.Facts.Place = "" // no dateline
		raw := string(single(t, e, "ar"))
		if !strings.Contains(raw, "<p>"+want+"</p>") {
			got := regexp.MustCompile(`<div class="body.*`).FindString(raw)
			t.Errorf("%s\ngot  %s\nwant %s", markdown, got, want)
		}
	}
}

// TestNumberedListsBeginWhereTheirWriterBegan: two that follow each other as well.
func TestNumberedListsBeginWhereTheirWriterBegan(t *testing.T) {
	e := example.Signed()
	e.Texts = []releases.EditionText{example.Text("en", []byte("# School\n\n3. ice\n4. rope\n   1. throw\n5. sledge\n\n1) warm\n2) call\n"), "")}
	const want = `<ol start="3"><li>ice</li><li>rope<ol><li>throw</li></ol></li><li>sledge</li></ol><ol start="1"><li>warm</li><li>call</li></ol>`
	var lists string
	for _, found := range regexp.MustCompile(`<div class="body[^>]*>(.*?)</div>`).FindAllStringSubmatch(string(single(t, e, "en")), -1) {
		lists += found[1]
	}
	if lists != want {
		t.Errorf("got  %s\nwant %s", lists, want)
	}
}

func TestControlsOfATextCannotReachBeyondIt(t *testing.T) {
	e := example.Signed()
	text := &e.Texts[0].Text.Blocks[1]
	text.Inline = []releases.Inline{
		{Kind: releases.Words, Text: "Invoice \u202efdp.exe "},
		{Kind: releases.Strong, Children: []releases.Inline{{Kind: releases.Words, Text: "and \u2067more"}}},
	}
	for n := range parsed(t, page(t, e)).Descendants() {
		if n.Type == nethtml.ElementNode && (n.Data == "p" || n.Data == "title") {
			s := words(n)
			if strings.ContainsAny(s, "\u202a\u202b\u202c\u202d\u202e") {
				t.Errorf("an override is left in %q", s)
			}
			opened := strings.Count(s, "\u2066") + strings.Count(s, "\u2067") + strings.Count(s, "\u2068")
			if opened != strings.Count(s, "\u2069") {
				t.Errorf("isolates do not pair in %q", s)
			}
		}
	}
}

func TestNoLinkRunsAnything(t *testing.T) {
	e := example.Signed()
	for _, dest := range []string{"javascript:alert(1)", "JaVa\tScript:alert(1)", " \x01javascript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", `x" onclick="y`} {
		e.Texts[0].Text.Blocks[1].Inline = []releases.Inline{{Kind: releases.Link, Dest: dest, Title: `"><script>`,
			Children: []releases.Inline{{Kind: releases.Words, Text: "words stay </script><b>"}}}}
		doc := parsed(t, page(t, e))
		for _, a := range query(t, doc, "a[href]") {
			href := strings.ToLower(attr(a, "href"))
			for _, bad := range []string{"javascript", "data:", "vbscript", "file:"} {
				if strings.Contains(href, bad) {
					t.Errorf("%q came out as %q", dest, href)
				}
			}
		}
		if len(query(t, doc, "[onclick]")) > 0 || len(query(t, doc, "article b")) > 0 || len(query(t, doc, "script")) != 1 {
			t.Errorf("%q broke out of its attribute", dest)
		}
		if !strings.Contains(words(doc), "words stay </script><b>") {
			t.Errorf("%q: the words of the link are gone", dest)
		}
	}
}

func TestThePageAsksNobody(t *testing.T) {
	for _, raw := range [][]byte{page(t, example.Signed()), single(t, example.Draft(), "ar")} {
		doc := parsed(t, raw)
		policy := attr(one(t, doc, "meta[http-equiv=Content-Security-Policy]"), "content")
		if !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") {
			t.Errorf("the policy is %q", policy)
		}
		for _, tag := range []string{"img", "iframe", "object", "form", "video", "svg", "link[rel=stylesheet]", "[style]", "[src]"} {
			if n := query(t, doc, tag); len(n) > 0 {
				t.Errorf("the page has a %s", tag)
			}
		}
		for _, s := range query(t, doc, "script") {
			if attr(s, "type") != "application/ld+json" {
				t.Errorf("a script runs: %s", words(s))
			}
		}
		if css := words(one(t, doc, "style")); strings.Contains(css, "url(") || strings.Contains(css, "@import") {
			t.Error("the stylesheet fetches something")
		}
	}
}

// TestTheStylesheetKnowsNoSides: RTL.md items 2 and 6.
func TestTheStylesheetKnowsNoSides(t *testing.T) {
	css := words(one(t, parsed(t, page(t, example.Draft())), "style"))
	for _, bad := range []string{
		`[^-]direction\s*:`, `unicode-bidi`, `(margin|padding|border)-(left|right)`, `[;{](left|right)\s*:`,
		`text-align\s*:\s*(left|right)`, `float\s*:`, `text-transform`, `text-align\s*:\s*justify`, `letter-spacing\s*:\s*[^n]`,
	} {
		if found := regexp.MustCompile(bad).FindString(css); found != "" {
			t.Errorf("the stylesheet has %q", found)
		}
	}
}

func TestLanguagesPointAtEachOther(t *testing.T) {
	e := example.Signed()
	e.BaseURL = "https://press.tarfa-rescue.example/public/"
	alternates := func(raw []byte) string {
		var all []string
		for _, l := range query(t, parsed(t, raw), "link[rel=alternate]") {
			if attr(l, "type") == "" {
				all = append(all, attr(l, "hreflang")+" "+attr(l, "href"))
			}
		}
		return strings.Join(all, "\n")
	}
	base := e.BaseURL + e.ID + "/"
	want := "en " + base + "en.html\nar " + base + "ar.html\nx-default " + base + "index.html"
	for name, raw := range map[string][]byte{"index": page(t, e), "en": single(t, e, "en"), "ar": single(t, e, "ar")} {
		if got := alternates(raw); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
		self := map[string]string{"index": "index.html", "en": "en.html", "ar": "ar.html"}[name]
		if got := attr(one(t, parsed(t, raw), "link[rel=canonical]"), "href"); got != base+self {
			t.Errorf("%s calls itself %s", name, got)
		}
	}
	doc := parsed(t, single(t, e, "en"))
	says(t, doc, "nav a[href=ar.html][lang=ar][dir=rtl][hreflang=ar]", "العربية")
	says(t, doc, "nav a[href=index.html]", "Side by side")
	says(t, parsed(t, page(t, e)), "nav a[href=#ar][lang=ar][dir=rtl][hreflang=ar]", "العربية")
}

func TestTitlesAreOneLanguage(t *testing.T) {
	for name, c := range map[string]struct {
		raw  []byte
		want string
	}{
		"index": {page(t, example.Signed()), "Lake rescuers open winter school for 240 volunteers – \u2068Tarfa Lake Rescue Association\u2069"},
		"draft": {single(t, example.Draft(), "ar"), "[مسودة] منقذو البحيرة يفتتحون مدرسة شتوية لتدريب 240 متطوعاً – \u2068جمعية إنقاذ بحيرة طرفا\u2069"},
	} {
		t.Run(name, func(t *testing.T) { says(t, parsed(t, c.raw), "title", c.want) })
	}
}

func TestADraftIsMarkedEverywhere(t *testing.T) {
	doc := parsed(t, page(t, example.Draft()))
	says(t, doc, "article[lang=en] p.draft", "Draft. Not approved for publication.")
	says(t, doc, "article[lang=ar] p.draft", "مسودة غير معتمدة للنشر.")
	says(t, doc, "article[lang=ar] p.embargo time[datetime=2026-11-22T08:30:00Z]", "22 تشرين الثاني 2026، 08:30 UTC")
	says(t, doc, "div.watermark p[lang=ar]", "مسودة")
	for name, e := range map[string]releases.Edition{"draft": example.Draft(), "embargo": example.Signed(), "withdrawn": example.Withdrawn()} {
		e.Embargo = time.Time{}
		if name == "embargo" {
			e.Embargo = e.Published.Add(time.Hour)
		}
		if len(query(t, parsed(t, page(t, e)), "meta[name=robots][content=noindex]")) != 1 {
			t.Errorf("search engines may list a page under %s", name)
		}
	}
	css := words(one(t, doc, "style"))
	for _, mark := range []string{`@page lang-en{size:A4`, `Draft. Not approved for publication. · Under embargo`, `مسودة غير معتمدة للنشر. · محظور`} {
		if !strings.Contains(css, mark) {
			t.Errorf("the printed pages lack %q", mark)
		}
	}
	signed := parsed(t, page(t, example.Signed()))
	if len(query(t, signed, ".draft")) > 0 || len(query(t, signed, "meta[name=robots]")) > 0 {
		t.Error("a signed page is marked as a draft")
	}
}

func TestACorrectionStandsAboveTheHeadline(t *testing.T) {
	raw := page(t, example.Corrected())
	doc := parsed(t, raw)
	says(t, doc, "article[lang=en] div[id=en-notice-1] p a[href=#en-notice-1]", "Correction, 24 November 2026, 12:00 UTC")
	one(t, doc, "div[id=ar-notice-1] time[datetime=2026-11-24T12:00:00Z]")
	says(t, doc, "article[lang=en] p.meta a[href=#en-notice-1]", "Edition 2")
	if s := string(raw); strings.Index(s, `id="ar-notice-1"`) > strings.Index(s, `id="ar-headline"`) {
		t.Error("the Arabic notice stands below the headline")
	}
}

func TestATombstoneSaysWhatHappened(t *testing.T) {
	doc := parsed(t, page(t, example.Withdrawn()))
	says(t, doc, "article[lang=en] div.withdrawn", "Tarfa Lake Rescue Association withdrew this release on 25 November 2026, 09:00 UTC.")
	says(t, doc, "article[lang=ar] h1", "بيان مسحوب")
	says(t, doc, "title", "Release withdrawn – \u2068Tarfa Lake Rescue Association\u2069")
	if n := query(t, doc, "link[type]"); len(n) > 0 {
		t.Errorf("the page points at %d texts", len(n))
	}
	if n := query(t, doc, "div.body"); len(n) > 0 {
		t.Errorf("%d blocks of the text are shown", len(n))
	}
	// A correction was out of sight with its notice, so the edition leads nowhere.
	e := example.Withdrawn()
	e.Number = 2
	if n := query(t, parsed(t, page(t, e)), "p.meta a"); len(n) > 0 {
		t.Errorf("%d editions lead to a notice that is not theirs", len(n))
	}
	// Also where nobody wrote the notice.
	e.Notices = nil
	one(t, parsed(t, single(t, e, "ar")), "div.withdrawn")
}

func TestLinkedData(t *testing.T) {
	e := example.Corrected()
	e.Texts[0].Text.Blocks[0].Inline[0].Text = "</script><script>alert(1)</script>"
	doc := parsed(t, page(t, e))
	var graph struct {
		Graph []struct {
			Type        string                `json:"@type"`
			ID          string                `json:"@id"`
			Headline    string                `json:"headline"`
			Language    string                `json:"inLanguage"`
			Published   time.Time             `json:"datePublished"`
			Modified    time.Time             `json:"dateModified"`
			Publisher   struct{ Name string } `json:"publisher"`
			Original    map[string]string     `json:"translationOfWork"`
			Translation []map[string]string   `json:"workTranslation"`
			Correction  []map[string]string   `json:"correction"`
		} `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(words(one(t, doc, "script[type=application/ld+json]"))), &graph); err != nil {
		t.Fatal(err)
	}
	en, ar := graph.Graph[0], graph.Graph[1]
	if en.Type != "NewsArticle" || en.Headline != "</script><script>alert(1)</script>" || en.Language != "en" {
		t.Errorf("the English article is %+v", en)
	}
	if ar.Original["@id"] != en.ID || en.Translation[0]["@id"] != ar.ID {
		t.Errorf("the articles do not point at each other: %+v", graph)
	}
	if ar.Publisher.Name != "جمعية إنقاذ بحيرة طرفا" || !en.Published.Equal(e.Published) || !en.Modified.Equal(e.Modified) {
		t.Errorf("publisher or dates are wrong: %+v", ar)
	}
	if c := ar.Correction[0]; c["@type"] != "CorrectionComment" || !strings.Contains(c["text"], "230 مقعداً") || c["inLanguage"] != "ar" {
		t.Errorf("the correction is %v", c)
	}
}

func TestDescription(t *testing.T) {
	content := func(e releases.Edition) string {
		return attr(one(t, parsed(t, page(t, e)), "meta[name=description]"), "content")
	}
	e := example.Signed()
	if got := content(e); !strings.HasPrefix(got, "A winter school on the eastern shore") {
		t.Errorf("with a summary: %q", got)
	}
	e.Texts[0].Text.Fields = nil
	if got := content(e); !strings.HasPrefix(got, "The Tarfa Lake Rescue Association opened") {
		t.Errorf("without: %q", got)
	}
	e.Texts[0].Text.Blocks[1].Inline[0].Text = strings.Repeat("Rescue boats. ", 40)
	if got := content(e); len(got) > 210 || !strings.HasSuffix(got, " boats.…") && !strings.HasSuffix(got, " Rescue…") {
		t.Errorf("of a long paragraph: %q", got)
	}
}

// TestThreeLanguages: fr and ckb beside en, ckb without sentences of its own.
func TestThreeLanguages(t *testing.T) {
	e := example.Signed()
	e.Texts = []releases.EditionText{
		example.Text("fr", []byte("# Titre\n\nUn.\n\nDeux.\n"), ""),
		example.Text("ckb", []byte("# سەردێڕ\n\nیەک.\n\nدوو.\n"), "1=1 2=2 3=3"),
		example.Text("en", []byte("# Title\n\nOne and two.\n"), "1=1 2+3=2"),
	}
	e.Source, e.Follows, e.Facts.Contacts = "fr", []releases.Language{"ar"}, nil
	doc := parsed(t, page(t, e))
	one(t, doc, "html[lang=fr][dir=ltr]")
	one(t, doc, "main.three")
	if n := query(t, doc, "article[lang=ckb][dir=rtl] p.verify bdi[lang=en][dir=ltr] code"); len(n) != 2 {
		t.Errorf("%d values in English sentences of the Kurdish page are marked as English, want 2", len(n))
	}
	for _, n := range query(t, doc, "p.follows bdi[lang=ar]") {
		if words(n) != "العربية" {
			t.Errorf("what follows is %q", words(n))
		}
	}
	css := words(one(t, doc, "style"))
	for _, rule := range []string{`[lang="ckb"]{font-family:"Noto Naskh Arabic"`, `em,i,cite):lang(ckb){font-style:normal`, `[lang="fr"]{font-family:Charter`} {
		if !strings.Contains(css, rule) {
			t.Errorf("the stylesheet lacks %s", rule)
		}
	}
	e.Texts = append(e.Texts, example.Text("ar", []byte("# عنوان\n\nواحد.\n"), "1=1 2+3=2"))
	one(t, parsed(t, page(t, e)), "main.stacked")
}
