package html_test

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/css"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"bayan/releases"
	"bayan/releases/format/internal/example"
)

// chromium is one headless browser for all tests, started by the first.
var chromium struct {
	start sync.Once
	path  string
	ctx   context.Context
	stop  []context.CancelFunc
	err   error
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, stop := range slices.Backward(chromium.stop) {
		stop()
	}
	os.Exit(code)
}

func startChromium() {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			chromium.path = path
			break
		}
	}
	if chromium.path == "" {
		return
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium.path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true),
		chromedp.WSURLReadTimeout(time.Minute),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	chromium.stop = append(chromium.stop, stop)
	chromium.ctx, stop = chromedp.NewContext(allocator)
	chromium.stop = append(chromium.stop, stop)
	chromium.err = chromedp.Do(chromium.ctx)
}

// browser opens a tab for a test.
func browser(t *testing.T) context.Context {
	t.Helper()
	chromium.start.Do(startChromium)
	if chromium.path == "" {
		t.Skip("NOT RUN: no Chromium here. What a browser makes of the pages is not tested. Debian: apt-get install chromium")
	}
	if chromium.err != nil {
		t.Fatalf("%s does not start: %v", chromium.path, chromium.err)
	}
	ctx, stop := chromedp.NewContext(chromium.ctx)
	t.Cleanup(stop)
	return ctx
}

// file writes a page where the browser can open it.
func file(t *testing.T, raw []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "index.html")
	if err := os.WriteFile(path, raw, 0o644); err != nil {
		t.Fatal(err)
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func open(t *testing.T, ctx context.Context, raw []byte, width int64) {
	t.Helper()
	do(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(file(t, raw)))
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// call sends the browser a command of its protocol.
func call[P, R any](t *testing.T, ctx context.Context, command cdp.Command[P, R], params P) R {
	t.Helper()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// ask evaluates a script of the test's in the page (the page's policy binds
// the page alone).
func ask[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

const overflow = `document.documentElement.scrollWidth - document.documentElement.clientWidth`

func TestSideBySideOnAWideScreen(t *testing.T) {
	ctx := browser(t)
	open(t, ctx, page(t, example.Corrected()), 1200)
	type pair struct {
		Row    string
		En, Ar float64
	}
	pairs := ask[[]pair](t, ctx, `[...document.querySelectorAll('#en .body')].flatMap(en => {
		const row = en.className.split(' ')[1], ar = document.querySelector('#ar .' + row);
		return ar ? [{Row: row, En: en.getBoundingClientRect().top, Ar: ar.getBoundingClientRect().top}] : []})`)
	if len(pairs) < 10 {
		t.Fatalf("only %d rows have both languages", len(pairs))
	}
	for i, p := range pairs {
		if d := p.En - p.Ar; d < -0.5 || d > 0.5 {
			t.Errorf("%s: English at %.1f, Arabic at %.1f", p.Row, p.En, p.Ar)
		}
		if i > 0 && p.En <= pairs[i-1].En {
			t.Errorf("%s stands above the row before it", p.Row)
		}
	}
	if !ask[bool](t, ctx, `document.querySelector('#en h1').getBoundingClientRect().right < document.querySelector('#ar h1').getBoundingClientRect().left`) {
		t.Error("the English does not stand to the left of the Arabic on a page whose source is English")
	}
	if n := ask[float64](t, ctx, overflow); n > 0 {
		t.Errorf("%v pixels too wide", n)
	}

	e := example.Signed()
	e.Source = "ar"
	e.Texts[0], e.Texts[1] = e.Texts[1], e.Texts[0]
	open(t, ctx, page(t, e), 1200)
	if !ask[bool](t, ctx, `document.querySelector('#ar').getBoundingClientRect().left > document.querySelector('#en').getBoundingClientRect().right`) {
		t.Error("with an Arabic source, the Arabic does not stand first, at the right")
	}
}

func TestOneAfterTheOtherOnANarrowScreen(t *testing.T) {
	ctx := browser(t)
	for _, width := range []int64{800, 600, 390} {
		open(t, ctx, page(t, example.Draft()), width)
		if !ask[bool](t, ctx, `document.querySelector('#ar').getBoundingClientRect().top >= document.querySelector('#en').getBoundingClientRect().bottom`) {
			t.Errorf("at %d pixels the languages do not follow each other", width)
		}
		if n := ask[float64](t, ctx, overflow); n > 0 {
			t.Errorf("at %d pixels: %v too wide", width, n)
		}
	}
}

// TestNothingIsTooWide: 320 pixels, with the longest things a release has.
func TestNothingIsTooWide(t *testing.T) {
	ctx := browser(t)
	e := example.Corrected()
	long := "https://tarfa-rescue.example/" + strings.Repeat("winter-school/", 12)
	for i := range e.Texts {
		e.Texts[i].Text.Blocks[1].Inline[0].Text += " " + long + " " + strings.Repeat("Ab1", 40)
		e.Texts[i].Text.Blocks[0].Inline[0].Text += " " + strings.Repeat("Donaudampfschiff", 4)
	}
	e.Facts.Contacts = append(e.Facts.Contacts, strings.Repeat("long.", 20)+"@tarfa-rescue.example", "+963 11 0100 0100 0100 0100 0100 0100 0100")
	for _, width := range []int64{320, 640} { // 640: a screen of 1280 at 200 %
		open(t, ctx, page(t, e), width)
		if n := ask[float64](t, ctx, overflow); n > 0 {
			wide := ask[[]string](t, ctx, `[...document.querySelectorAll('main *')].filter(x => { const r = x.getBoundingClientRect(); return r.right > innerWidth || r.left < 0 }).map(x => x.outerHTML.slice(0, 90))`)
			t.Errorf("at %d pixels: %v too wide: %q", width, n, wide)
		}
	}
}

// TestPhoneNumbersKeepTheirOrder: RTL.md item 3.
func TestPhoneNumbersKeepTheirOrder(t *testing.T) {
	ctx := browser(t)
	const source = "# عنوان\n\nهاتف +963 11 0100، أو 011-221-4567 (+٩٦٣ ١١ ٠١٠٠) في 2026-11-22.\n"
	e := example.Signed()
	e.Source, e.Texts = "ar", []releases.EditionText{example.Text("ar", []byte(source), "")}
	open(t, ctx, single(t, e, "ar"), 1000)
	left := func(words string) float64 {
		return ask[float64](t, ctx, fmt.Sprintf(`(() => {
			const walk = document.createTreeWalker(document.querySelector('.body p'), NodeFilter.SHOW_TEXT);
			for (let n; n = walk.nextNode();) {
				const at = n.data.indexOf(%q);
				if (at >= 0) { const r = document.createRange(); r.setStart(n, at); r.setEnd(n, at + %[1]q.length); return r.getBoundingClientRect().left }
			}
			return NaN })()`, words))
	}
	for _, pair := range [][2]string{{"+963", "0100"}, {"963", "11 0100"}, {"011", "4567"}, {"٩٦٣", "٠١٠٠"}, {"2026", "22"}} {
		if !(left(pair[0]) < left(pair[1])) {
			t.Errorf("%s stands at %.0f, %s at %.0f", pair[0], left(pair[0]), pair[1], left(pair[1]))
		}
	}
	if !(left("هاتف") > left("011")) {
		t.Error("the sentence does not run from right to left")
	}
}

func TestArabicIsSetAsArabic(t *testing.T) {
	ctx := browser(t)
	open(t, ctx, page(t, example.Corrected()), 1200)
	type look struct {
		Em, Spacing, Transform, Align, Direction string
		Line, Size                               float64
	}
	looks := ask[[]look](t, ctx, `[...document.querySelectorAll('#ar, #ar *')].filter(x => x.closest('[lang]').lang == 'ar').map(x => { const s = getComputedStyle(x);
		return {Em: x.matches('em,i,cite') ? s.fontStyle : '', Spacing: s.letterSpacing, Transform: s.textTransform, Align: s.textAlign, Direction: s.direction,
			Line: parseFloat(s.lineHeight), Size: parseFloat(s.fontSize)} })`)
	if len(looks) < 40 {
		t.Fatalf("only %d elements of Arabic", len(looks))
	}
	emphasised := 0
	for _, l := range looks {
		if l.Em != "" {
			emphasised++
		}
		if l.Em == "italic" || l.Spacing != "normal" || l.Transform != "none" || l.Align != "start" || l.Line/l.Size < 1.6-0.001 {
			t.Errorf("set wrongly: %+v", l)
		}
	}
	if emphasised == 0 {
		t.Error("no emphasis was looked at")
	}
	type side struct{ Marker, Border string }
	got := ask[side](t, ctx, `({Marker: getComputedStyle(document.querySelector('#ar ul')).paddingRight, Border: getComputedStyle(document.querySelector('#ar blockquote')).borderRightWidth})`)
	if got.Marker == "0px" || got.Border == "0px" {
		t.Errorf("markers and the line of a quotation do not stand on the right: %+v", got)
	}
	if q := ask[string](t, ctx, `getComputedStyle(document.querySelector('#ar')).quotes`); !strings.HasPrefix(q, `"«" "»"`) {
		t.Errorf("Arabic quotation marks are %s", q)
	}
}

// TestFonts: which fonts set the words, as far as they are on this machine.
func TestFonts(t *testing.T) {
	ctx := browser(t)
	open(t, ctx, page(t, example.Signed()), 1200)
	used := func(selector string) string {
		var names []string
		call(t, ctx, dom.Enable, dom.EnableParams{})
		call(t, ctx, css.Enable, cdp.Empty{})
		root := call(t, ctx, dom.GetDocument, dom.GetDocumentParams{}).Root.NodeID
		node := call(t, ctx, dom.QuerySelector, dom.QuerySelectorParams{NodeID: root, Selector: selector}).NodeID
		for _, f := range call(t, ctx, css.GetPlatformFontsForNode, css.GetPlatformFontsForNodeParams{NodeID: node}).Fonts {
			names = append(names, f.FamilyName)
		}
		return strings.Join(names, ", ")
	}
	if got := used("#en .body p"); got == "" || strings.Contains(got, "Arab") {
		t.Errorf("English is set in %q", got)
	}
	if out, err := exec.Command("fc-list", ":lang=ar", "family").Output(); err != nil || !bytes.Contains(out, []byte("Noto Naskh Arabic")) {
		t.Skip("NOT RUN for Arabic: the font Noto Naskh Arabic is not installed. Debian: apt-get install fonts-noto-core")
	}
	if got := used("#ar .body p"); !strings.Contains(got, "Noto Naskh Arabic") {
		t.Errorf("Arabic is set in %q", got)
	}
}

// TestReadableInLightAndDark: WCAG 2.2, 1.4.3 for what is read.
func TestReadableInLightAndDark(t *testing.T) {
	ctx := browser(t)
	for _, scheme := range []string{"light", "dark"} {
		call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		open(t, ctx, page(t, example.Draft()), 1200)
		worst := ask[map[string]any](t, ctx, `(() => {
			const light = c => { const [r, g, b] = c.match(/[\d.]+/g).map(Number).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b };
			const ground = x => { for (; x; x = x.parentElement) { const c = getComputedStyle(x).backgroundColor; if (!/, 0\)$/.test(c)) return c } return 'rgb(255,255,255)' };
			let worst = {ratio: 99};
			for (const x of document.querySelectorAll('main *, nav *')) {
				if (![...x.childNodes].some(n => n.nodeType == 3 && n.data.trim())) continue;
				const a = light(getComputedStyle(x).color), b = light(ground(x)), ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
				if (ratio < worst.ratio) worst = {ratio, where: x.outerHTML.slice(0, 80)};
			}
			worst.paper = light(ground(document.body));
			return worst })()`)
		if worst["ratio"].(float64) < 4.5 {
			t.Errorf("%s: contrast %.1f at %v", scheme, worst["ratio"], worst["where"])
		}
		if dark := worst["paper"].(float64) < 0.2; dark != (scheme == "dark") {
			t.Errorf("%s: the paper is of lightness %.2f", scheme, worst["paper"])
		}
	}
}

func TestPaper(t *testing.T) {
	ctx := browser(t)
	open(t, ctx, page(t, example.Draft()), 1200)
	call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if !ask[bool](t, ctx, `document.querySelector('#ar').getBoundingClientRect().top >= document.querySelector('#en').getBoundingClientRect().bottom && getComputedStyle(document.querySelector('.watermark')).display == 'block'`) {
		t.Error("in print, the languages do not follow each other, or the draft has no mark")
	}
	call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(pdf, []byte("/Type /Page\n")); n != 4 {
		t.Errorf("%d pages, want 4: two for each language", n)
	}
	if !bytes.Contains(pdf, []byte("/MediaBox [0 0 594.95996 841.91998]")) && !bytes.Contains(pdf, []byte("/MediaBox [0 0 595")) {
		t.Error("the paper is not A4")
	}
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("NOT RUN for marks and page numbers: no pdftotext. Debian: apt-get install poppler-utils")
	}
	cmd := exec.Command(reader, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(string(out), "\f")
	for i, want := range []string{"Draft. Not approved", "Draft. Not approved", "مسودة", "مسودة"} {
		if !strings.Contains(pages[i], want) {
			t.Errorf("page %d is not marked with %q:\n%s", i+1, want, pages[i])
		}
		number := fmt.Sprintf("%d/4", i+1)
		if i >= 2 { // read from the right
			number = fmt.Sprintf("4/%d", i+1)
		}
		if !strings.Contains(strings.ReplaceAll(pages[i], " ", ""), number) {
			t.Errorf("page %d has no number %s:\n%s", i+1, number, pages[i])
		}
	}
}

// TestTheBrowserAsksNobodyAndComplainsOfNothing: one request, no violation of
// the page's own policy.
func TestTheBrowserAsksNobodyAndComplainsOfNothing(t *testing.T) {
	ctx := browser(t)
	var mu sync.Mutex
	var requests, complaints []string
	err := chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			requests = append(requests, e.Request.URL)
		case *log.EventEntryAdded:
			complaints = append(complaints, e.Entry.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	call(t, ctx, network.Enable, network.EnableParams{})
	call(t, ctx, log.Enable, cdp.Empty{})
	open(t, ctx, page(t, example.Corrected()), 1200)
	if !ask[bool](t, ctx, `getComputedStyle(document.querySelector('.kicker')).fontWeight == '700'`) {
		t.Error("the policy keeps the page's own stylesheet out")
	}
	mu.Lock()
	defer mu.Unlock()
	if len(requests) != 1 || len(complaints) > 0 {
		t.Errorf("requests %q, complaints %q", requests, complaints)
	}
}
