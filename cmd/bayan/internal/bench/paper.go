package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"

	"bayan/cmd/bayan/internal/labels"
	"bayan/releases"
	"bayan/releases/format/docx"
	"bayan/releases/format/html"
	"bayan/releases/format/pdf"
	"bayan/workflow/newsroom"
)

// paper measures the files of a signed release that takes two pages, in two
// languages beside each other, and a browser that prints the release's own page.
func (b *bench) paper(ctx context.Context) error {
	dir, err := os.MkdirTemp(b.cache, "paper-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	edition, err := signedEdition(ctx, filepath.Join(dir, "desk"))
	if err != nil {
		return err
	}
	if err := b.prints(ctx, dir, edition); err != nil {
		return err
	}
	var file bytes.Buffer
	took, err := interleaved(b.size.rounds, timed(func() error {
		file.Reset()
		return docx.Write(&file, edition)
	}))
	if err != nil {
		return err
	}
	b.atMost("DOCX of two pages, two languages", took[0].fastest(), 10*time.Millisecond)
	return nil
}

func (b *bench) prints(ctx context.Context, dir string, edition releases.Edition) error {
	const what = "PDF of two pages, two languages"
	var file bytes.Buffer
	own := timed(func() error {
		file.Reset()
		return pdf.Write(&file, edition)
	})
	if _, err := own(); err != nil {
		return err
	}
	if n := bytes.Count(file.Bytes(), []byte("/Type/Page/")); n != 2 {
		return fmt.Errorf("the release takes %d pages", n)
	}
	print, stop, err := warmChromium(ctx, dir, edition)
	defer stop()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		b.notRun(what+": faster than Chromium", "chromium is not here; get it with: apt-get install chromium")
		print = timed(func() error { return nil })
	case err != nil:
		return err
	}
	took, errs := interleaved(b.size.rounds, own, print)
	if errs != nil {
		return errs
	}
	b.atMost(what, took[0].fastest(), 40*time.Millisecond)
	if err == nil {
		b.faster(what+": faster than Chromium, warm", took[0].fastest(), took[1].fastest(), 5)
	}
	b.megabytes(what+": size", int64(file.Len()), 0.12)
	export := b.bayan(filepath.Join(dir, "desk"), "export", paperRelease, "--format", "pdf", "--out", filepath.Join(dir, "out"))
	return b.peak(ctx, "export --format pdf of it, three files: peak memory", export, 40)
}

// warmChromium starts a browser and prints the edition's page once. It returns
// what opens and prints the page, and what ends the browser.
func warmChromium(ctx context.Context, dir string, e releases.Edition) (print func() (time.Duration, error), stop func(), err error) {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err = exec.LookPath(name); err == nil {
			break
		}
	}
	if err != nil {
		return nil, func() {}, err
	}
	var page bytes.Buffer
	if err := html.Page(&page, e); err != nil {
		return nil, func() {}, err
	}
	name := filepath.Join(dir, "index.html")
	if err := os.WriteFile(name, page.Bytes(), 0o666); err != nil {
		return nil, func() {}, err
	}
	allocator, end := chromedp.NewExecAllocator(ctx, append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(time.Minute))...)
	tab, close := chromedp.NewContext(allocator)
	stop = func() { close(); end() }
	print = timed(func() error {
		if err := chromedp.Do(tab, chromedp.Navigate((&url.URL{Scheme: "file", Path: name}).String())); err != nil {
			return err
		}
		printed, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
		if err == nil && !bytes.HasPrefix(printed, []byte("%PDF")) {
			err = errors.New("no PDF was printed by Chromium")
		}
		return err
	})
	_, err = print()
	return print, stop, err
}

const paperRelease = "year-at-sea"

// signedEdition leads a release to its signature, on a desk of its own, and
// returns it as the formats get it.
func signedEdition(ctx context.Context, desk string) (releases.Edition, error) {
	store, err := openDesk(ctx, desk, english, arabic)
	if err != nil {
		return releases.Edition{}, err
	}
	defer store.Close()
	o := newOffice(store, 3, firstDay)
	o.room.Words = labels.Of
	var kept keptEdition
	o.room.Render = &kept
	text := func(l string) []byte { return reportText(paperBlocks, l, false) }
	o.do(ctx, writer, newsroom.New{ID: paperRelease, Title: "The year at sea", Language: english})
	o.do(ctx, writer, newsroom.Checkin{Release: paperRelease, Language: english, Name: "en.md", Bytes: text(english)})
	o.do(ctx, reviewer, newsroom.Approve{Release: paperRelease, Language: english})
	o.do(ctx, translator, newsroom.Checkout{Release: paperRelease, Language: arabic})
	o.do(ctx, translator, newsroom.Checkin{Release: paperRelease, Language: arabic, Name: "ar.md", Bytes: text(arabic)})
	o.do(ctx, reviewer, newsroom.Approve{Release: paperRelease, Language: arabic})
	o.do(ctx, publisher, newsroom.Sign{Release: paperRelease})
	if o.err != nil {
		return releases.Edition{}, o.err
	}
	_, err = o.room.Export(ctx, newsroom.Who{Member: publisher}, paperRelease, []string{"pdf"}, false)
	return kept.edition, err
}

// paperBlocks are two pages.
const paperBlocks = 20

// keptEdition makes no files: it keeps what they would be made of.
type keptEdition struct{ edition releases.Edition }

func (*keptEdition) Formats() []string { return []string{"pdf"} }

func (k *keptEdition) Render(e releases.Edition, _ []string) ([]newsroom.File, error) {
	k.edition = e
	return nil, nil
}
