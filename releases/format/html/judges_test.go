package html_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"bayan/releases"
	"bayan/releases/format/internal/example"
	"bayan/releases/format/internal/judges"
)

// everyPage is one of each kind of page that readers meet.
func everyPage(t *testing.T) map[string][]byte {
	withheld := example.Withdrawn()
	withheld.State, withheld.Notices = releases.Withheld, nil
	three := example.Corrected()
	three.Texts = append(three.Texts, example.Text("ckb", []byte("# سەردێڕ\n\n1. یەک.\n2. دوو.\n"), ""))
	three.Follows = []releases.Language{"fr"}
	public := example.Corrected()
	public.BaseURL = "https://press.tarfa-rescue.example/"
	return map[string][]byte{
		"both languages":  page(t, example.Signed()),
		"with a notice":   page(t, example.Corrected()),
		"a draft":         page(t, example.Draft()),
		"withdrawn":       page(t, example.Withdrawn()),
		"withheld":        page(t, withheld),
		"three languages": page(t, three),
		"English alone":   single(t, public, "en"),
		"Arabic alone":    single(t, public, "ar"),
		"an Arabic draft": single(t, example.Draft(), "ar"),
		"Arabic, gone":    single(t, example.Withdrawn(), "ar"),
	}
}

// TestAxe: no violation that axe-core finds, in light and in dark, on wide
// screens and on telephones.
func TestAxe(t *testing.T) {
	ctx := browser(t)
	axe := judges.Axe(t)
	type violation struct{ ID, Help, Where string }
	for name, raw := range everyPage(t) {
		for _, scheme := range []string{"light", "dark"} {
			call(t, ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			open(t, ctx, raw, map[string]int64{"light": 1200, "dark": 360}[scheme])
			ask[bool](t, ctx, axe+"; true")
			type result struct {
				Passes     int
				Violations []violation
			}
			got, err := chromedp.Run(ctx, chromedp.Evaluate[result](`axe.run(document).then(r => ({Passes: r.passes.length,
				Violations: r.violations.map(v => ({ID: v.id, Help: v.help, Where: v.nodes.map(n => n.html).join('\n')}))}))`, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatal(err)
			}
			if got.Passes < 10 {
				t.Errorf("%s, %s: only %d rules had anything to look at", name, scheme, got.Passes)
			}
			for _, v := range got.Violations {
				t.Errorf("%s, %s: %s (%s)\n%s", name, scheme, v.Help, v.ID, v.Where)
			}
		}
	}
}

// TestW3C: no error that the W3C's checker finds.
func TestW3C(t *testing.T) {
	if flaws := judges.W3C(t, everyPage(t)); len(flaws) > 0 {
		t.Error(strings.Join(flaws, "\n"))
	}
}
