package html_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"

	"bayan/releases"
	"bayan/releases/format/internal/example"
)

// inEasternStyle is the corrected edition at such a desk, with a numbered list.
func inEasternStyle() releases.Edition {
	e := example.Corrected()
	e.Texts[1] = example.Text("ar", []byte("+++\ndateline = \"ميناء طرفا\"\n+++\n\n# افتتاح مدرسة\n\nبدأ التسجيل.\n\n3. قراءة الجليد؛\n4. رمي الحبال.\n"), "")
	e.Texts[1].Labels = example.Eastern{Labels: "ar"}
	return e
}

// TestEveryWordHasItsDirection: what the browser makes of each word's language
// is what the words around it declare.
func TestEveryWordHasItsDirection(t *testing.T) {
	ctx := browser(t)
	for name, raw := range everyPage(t) {
		open(t, ctx, raw, 1200)
		wrong := ask[[]string](t, ctx, `(() => {
			const wrong = [], rtl = {ar: true, ckb: true}, dir = l => rtl[l] ? 'rtl' : 'ltr';
			const root = document.documentElement;
			if (root.dir != dir(root.lang)) wrong.push('html ' + root.lang + ' ' + root.dir);
			for (const x of document.querySelectorAll('body [lang]'))
				if (x.dir && x.dir != dir(x.lang)) wrong.push(x.outerHTML.slice(0, 90));
			for (const x of document.querySelectorAll('article'))
				if (!x.lang || x.dir != dir(x.lang)) wrong.push(x.outerHTML.slice(0, 90));
			for (const x of document.querySelectorAll('article :is(h1,h2,h3,p,li,blockquote)'))
				if (getComputedStyle(x).direction != dir(x.closest('[lang]').lang)) wrong.push(x.outerHTML.slice(0, 90));
			return wrong })()`)
		for _, w := range wrong {
			t.Errorf("%s: %s", name, w)
		}
	}
}

// TestTheBrowserReadsNoSides: no rule that the browser understood names a side
// or a direction.
func TestTheBrowserReadsNoSides(t *testing.T) {
	ctx := browser(t)
	for name, raw := range everyPage(t) {
		open(t, ctx, raw, 1200)
		rules := ask[[]string](t, ctx, `(() => {
			const all = [], walk = rules => { for (const r of rules) { if (r.style) all.push((r.selectorText || '@page') + '{' + r.style.cssText + '}'); if (r.cssRules) walk(r.cssRules) } };
			for (const s of document.styleSheets) walk(s.cssRules);
			return all })()`)
		if len(rules) < 60 {
			t.Errorf("%s: the browser understood %d rules", name, len(rules))
		}
		sides := regexp.MustCompile(`[{ ](direction|unicode-bidi|float|clear|left|right|(margin|padding|border)-(left|right)[a-z-]*):|text-align: (left|right|justify)`)
		for _, r := range rules {
			if found := sides.FindString(r); found != "" {
				t.Errorf("%s: %q in %s", name, found, r)
			}
		}
	}
}

// TestListMarkersStandOnTheRight looks at the ink beside a list's words.
func TestListMarkersStandOnTheRight(t *testing.T) {
	ctx := browser(t)
	for _, list := range []struct {
		name, selector string
		raw            []byte
		right          bool
	}{
		{"Arabic", "#ar .body ul", page(t, example.Signed()), true},
		{"English", "#en .body ul", page(t, example.Signed()), false},
		{"Arabic, numbered", "#ar .body ol", page(t, inEasternStyle()), true},
	} {
		open(t, ctx, list.raw, 800)
		type box struct{ X, Y, Width, Height, Left, Right float64 }
		b := ask[box](t, ctx, `(() => { const u = document.querySelector('`+list.selector+`'), r = u.getBoundingClientRect(), i = u.querySelector('li').getBoundingClientRect();
			return {X: r.x + scrollX, Y: r.y + scrollY, Width: r.width, Height: r.height, Left: i.x - r.x, Right: r.right - i.right} })()`)
		picture := shot(t, ctx, b.X, b.Y, b.Width, b.Height)
		markers, none, from := b.Left, b.Right, 0.
		if list.right {
			markers, none, from = b.Right, b.Left, b.Width-b.Right
		}
		if none > 0 || markers < 10 || ink(picture, int(from), int(from+markers)) == 0 {
			t.Errorf("%s: no markers, with %.0f pixels free at the left of the words and %.0f at their right: %s", list.name, b.Left, b.Right, kept(t, picture))
		}
	}
}

// TestNothingIsCutOff: no box hides what is taller than its line, such as marks
// above and below Arabic letters.
func TestNothingIsCutOff(t *testing.T) {
	ctx := browser(t)
	open(t, ctx, page(t, example.Corrected()), 1200)
	if hiding := ask[[]string](t, ctx, `[...document.querySelectorAll('article, article *')].filter(x => getComputedStyle(x).overflow != 'visible').map(x => x.outerHTML.slice(0, 90))`); len(hiding) > 0 {
		t.Errorf("boxes that hide what is taller than they are: %q", hiding)
	}
}

// TestQuotationMarksAndDigitsOfTheHouse: what a browser puts around a <q>, in
// front of list items, and that no line mixes digits.
func TestQuotationMarksAndDigitsOfTheHouse(t *testing.T) {
	ctx := browser(t)
	for name, c := range map[string]struct {
		e          releases.Edition
		ar, marker string
	}{
		"usual":   {example.Corrected(), `"«" "»" "“" "”"`, "decimal"},
		"eastern": {inEasternStyle(), `"“" "”" "‘" "’"`, "arabic-indic"},
	} {
		open(t, ctx, page(t, c.e), 1200)
		type style struct {
			En, Ar, Marker string
			Mixed          []string
			Dates          int
		}
		got := ask[style](t, ctx, `(() => {
			const quotes = id => getComputedStyle(document.getElementById(id).appendChild(document.createElement('q'))).quotes;
			const ol = document.getElementById('ar').appendChild(document.createElement('ol'));
			const lines = [...document.querySelectorAll('#ar :is(h1,p,li)')].map(x => { x = x.cloneNode(true); x.querySelectorAll('[dir=ltr]').forEach(y => y.remove()); return x.textContent });
			return {En: quotes('en'), Ar: quotes('ar'), Marker: getComputedStyle(ol).listStyleType,
				Mixed: lines.filter(l => /[0-9]/.test(l) && /[٠-٩]/.test(l)), Dates: lines.filter(l => /تشرين/.test(l)).length} })()`)
		if got.En != `"“" "”" "‘" "’"` || got.Ar != c.ar || got.Marker != c.marker || len(got.Mixed) > 0 || got.Dates < 3 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestLinksAndTimesSayWhatTheyAre: other languages' pages, names for screen
// readers, times for programs.
func TestLinksAndTimesSayWhatTheyAre(t *testing.T) {
	ctx := browser(t)
	seen := 0
	for name, raw := range everyPage(t) {
		open(t, ctx, raw, 1200)
		type what struct {
			Links, Times, Labels []string
			Controls             string
		}
		got := ask[what](t, ctx, `(() => {
			const text = x => x.textContent, iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/;
			return {
				Links: [...document.querySelectorAll('nav a, a[hreflang]')].filter(a => a.hreflang && (a.lang != a.hreflang || !a.dir)).map(a => a.outerHTML),
				Times: [...document.querySelectorAll('time')].map(x => iso.test(x.dateTime) && !isNaN(Date.parse(x.dateTime)) && text(x) != x.dateTime && /\d|[٠-٩]/.test(text(x)) ? 'right' : x.outerHTML),
				Labels: [document.title, ...[...document.querySelectorAll('[aria-label],[alt],[title]')].map(x => x.ariaLabel || x.alt || x.title)],
				Controls: document.documentElement.textContent.replace(/[^\u202a-\u202e\u2066-\u2069]/g, '')} })()`)
		for _, link := range got.Links {
			t.Errorf("%s: a link to another language that does not say so: %s", name, link)
		}
		for _, x := range got.Times {
			if seen++; x != "right" {
				t.Errorf("%s: %s", name, x)
			}
		}
		for _, label := range got.Labels {
			outside := regexp.MustCompile("\u2068[^\u2069]*\u2069").ReplaceAllString(label, "")
			if regexp.MustCompile(`\p{Latin}`).MatchString(outside) && regexp.MustCompile(`\p{Arabic}`).MatchString(outside) {
				t.Errorf("%s: two languages in the label %q", name, label)
			}
		}
		if strings.ContainsAny(got.Controls, "\u202a\u202b\u202c\u202d\u202e") || strings.Count(got.Controls, "\u2069")*2 != len([]rune(got.Controls)) {
			t.Errorf("%s: overrides, or isolates that do not pair: %q", name, got.Controls)
		}
	}
	if seen < 20 {
		t.Errorf("only %d times were looked at", seen)
	}
}

// TestEveryPageFitsATelephone: 320 pixels, and a screen of 1280 at 200 %.
func TestEveryPageFitsATelephone(t *testing.T) {
	ctx := browser(t)
	for name, raw := range everyPage(t) {
		for _, width := range []int64{320, 640} {
			open(t, ctx, raw, width)
			if n := ask[float64](t, ctx, overflow); n > 0 {
				t.Errorf("%s: %v pixels too wide at %d", name, n, width)
			}
		}
	}
}

// shot is a picture of a piece of the page.
func shot(t *testing.T, ctx context.Context, x, y, width, height float64) image.Image {
	t.Helper()
	beyond := true
	got := call(t, ctx, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{
		CaptureBeyondViewport: &beyond, Clip: &cdppage.Viewport{X: x, Y: y, Width: width, Height: height, Scale: 1},
	})
	picture, err := png.Decode(bytes.NewReader(got.Data))
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// ink counts the dark pixels between two columns.
func ink(p image.Image, from, to int) (n int) {
	for x := from; x < to; x++ {
		for y := p.Bounds().Min.Y; y < p.Bounds().Max.Y; y++ {
			if r, g, b, _ := p.At(p.Bounds().Min.X+x, y).RGBA(); r+g+b < 3*0x8000 {
				n++
			}
		}
	}
	return n
}

// kept writes a picture where a person can look at it.
func kept(t *testing.T, p image.Image) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "bayan-pages-")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "page.png")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
