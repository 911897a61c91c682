package html

import (
	"html"
	"html/template"
	"strings"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/runs"
)

// inline writes the content of a block. Each run of the other direction stands
// in a <bdi> of its own, around the marks in it ("<bdi><strong>UNICEF</strong>
// Geneva</bdi>"); a run that begins or ends halfway through a mark is left to
// the bidirectional algorithm, since isolating one half would part the two.
// Bare http(s) and mail addresses become links.
type inline struct {
	b      strings.Builder
	plain  string
	runs   []runs.Run   // that begin here or later
	tokens []runs.Token // likewise
	phones bool         // telephone numbers become links too
	linked bool         // inside a link
}

// inlines renders the content of a block in a language of the given direction.
func inlines(content []releases.Inline, rtl bool) template.HTML {
	var balance runs.Balance
	content = balanced(content, &balance)
	if due := balance.Close(); due != "" {
		content = append(content, releases.Inline{Kind: releases.Words, Text: due})
	}
	w := newInline(releases.Lines(content), rtl)
	w.list(content, 0, false)
	return template.HTML(w.b.String())
}

// words renders plain words as a block's content, contacts with their numbers
// as links.
func words(text string, rtl, phones bool) template.HTML {
	w := newInline(runs.Balanced(text), rtl)
	w.phones = phones
	w.list([]releases.Inline{{Kind: releases.Words, Text: w.plain}}, 0, false)
	return template.HTML(w.b.String())
}

func newInline(plain string, rtl bool) *inline {
	tokens := runs.Tokens(plain)
	return &inline{plain: plain, runs: runs.Among(tokens, plain, rtl), tokens: tokens}
}

func balanced(content []releases.Inline, b *runs.Balance) []releases.Inline {
	out := make([]releases.Inline, len(content), len(content)+1)
	for i, n := range content {
		out[i] = n
		out[i].Text = b.Text(n.Text)
		out[i].Children = balanced(n.Children, b)
	}
	return out
}

// list writes siblings whose words begin at byte at of the plain text, and
// returns where they end. Inside a run no other begins.
func (w *inline) list(nodes []releases.Inline, at int, isolated bool) int {
	begin := at
	var open *runs.Run
	for i, n := range nodes {
		size := len(releases.Lines(nodes[i : i+1]))
		if n.Kind != releases.Words {
			if r := w.runAt(at); r != nil && open == nil && !isolated && r.To > at+size && endsAmong(nodes, begin, r.To) {
				w.open(r)
				open = r
			}
			w.mark(n, at, isolated || open != nil)
			at += size
			if open != nil && open.To == at {
				w.b.WriteString("</bdi>")
				open = nil
			}
			continue
		}
		for end := at + size; at < end; {
			if open == nil && !isolated {
				if r := w.runAt(at); r != nil && (r.To <= end || endsAmong(nodes, begin, r.To)) {
					w.open(r)
					open = r
				}
			}
			to := end
			if open != nil && open.To < end {
				to = open.To
			} else if next := w.runAfter(at); open == nil && !isolated && next < end {
				to = next
			}
			w.words(at, to, open != nil && open.From == at && open.To <= to && !open.RTL)
			at = to
			if open != nil && open.To == at {
				w.b.WriteString("</bdi>")
				open = nil
			}
		}
	}
	return at
}

func (w *inline) mark(n releases.Inline, at int, isolated bool) {
	tag := map[releases.InlineKind]string{releases.Emphasis: "em", releases.Strong: "strong", releases.Link: "a"}[n.Kind]
	switch dest := furniture.SafeLink(n.Dest); {
	case n.Kind == releases.Break:
		w.b.WriteString("<br>")
		return
	case n.Kind != releases.Link:
		w.b.WriteString("<" + tag + ">")
	case dest == "" || w.linked:
		tag = ""
	default:
		w.b.WriteString(`<a href="` + html.EscapeString(dest) + `"`)
		if n.Title != "" {
			w.b.WriteString(` title="` + html.EscapeString(runs.Balanced(n.Title)) + `"`)
		}
		w.b.WriteString(">")
	}
	before := w.linked
	w.linked = before || tag == "a"
	w.list(n.Children, at, isolated)
	w.linked = before
	if tag != "" {
		w.b.WriteString("</" + tag + ">")
	}
}

// words writes plain[from:to] with its addresses as links and its telephone
// numbers unbroken; whole tells that it is a complete left-to-right run.
func (w *inline) words(from, to int, whole bool) {
	for len(w.tokens) > 0 && w.tokens[0].From < to {
		t := w.tokens[0]
		w.tokens = w.tokens[1:]
		if t.From < from || t.To > to {
			continue
		}
		dest := ""
		if !w.linked && (t.Shape != runs.Phone || w.phones) {
			dest = furniture.BareLink(t.Shape, w.plain[t.From:t.To])
		}
		before, after := `<a href="`+html.EscapeString(dest)+`">`, "</a>"
		if dest == "" {
			if t.Shape != runs.Phone {
				continue
			}
			before, after = `<span class="whole">`, "</span>"
		}
		w.text(w.plain[from:t.From], false)
		w.b.WriteString(before)
		w.text(w.plain[t.From:t.To], whole)
		w.b.WriteString(after)
		from = t.To
	}
	w.text(w.plain[from:to], whole)
}

func (w *inline) text(s string, whole bool) {
	if !whole {
		w.b.WriteString(html.EscapeString(s))
		return
	}
	for _, p := range runs.Parts(s) {
		if p.Digits {
			w.b.WriteString("<bdi>" + p.Text + "</bdi>")
		} else {
			w.b.WriteString(html.EscapeString(p.Text))
		}
	}
}

func (w *inline) open(r *runs.Run) {
	switch text := w.plain[r.From:r.To]; {
	case r.RTL:
		w.b.WriteString(`<bdi dir="rtl">`)
	case len(text) <= maxUnbroken && strings.ContainsAny(text, "-/") && !strings.Contains(text, " "):
		w.b.WriteString(`<bdi dir="ltr" class="whole">`)
	default:
		w.b.WriteString(`<bdi dir="ltr">`)
	}
}

// maxUnbroken is up to how many bytes a reference code stays on one line: less
// than a screen of 320 pixels holds.
const maxUnbroken = 24

// runAt is the run that begins at byte at of the plain text, which only grows.
func (w *inline) runAt(at int) *runs.Run {
	for len(w.runs) > 0 && w.runs[0].From < at {
		w.runs = w.runs[1:]
	}
	if len(w.runs) > 0 && w.runs[0].From == at {
		return &w.runs[0]
	}
	return nil
}

// runAfter is where the next run after byte at begins.
func (w *inline) runAfter(at int) int {
	for i := range w.runs {
		if w.runs[i].From > at {
			return w.runs[i].From
		}
	}
	return len(w.plain)
}

// endsAmong tells whether byte to of the plain text ends a sibling or lies in
// the words of one.
func endsAmong(nodes []releases.Inline, at, to int) bool {
	for i, n := range nodes {
		end := at + len(releases.Lines(nodes[i:i+1]))
		if to == end || n.Kind == releases.Words && at < to && to < end {
			return true
		}
		at = end
	}
	return false
}
