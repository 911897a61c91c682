package omegat

import (
	"fmt"
	"strings"

	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

// pair is a text and its translation as OmegaT shows them: codes are tags in the
// text, such as <g0>…</g0> and <x1/>.
type pair struct{ source, target, origin string }

// memories sorts what is known: what OmegaT may put in by itself, what it only
// offers, and translations of earlier sources. Those stand under the present
// source, in a folder whose matches count 30 % less.
func memories(all []units.Unit) (known, memory, changed []pair) {
	seen := [3]map[pair]bool{{}, {}, {}}
	add := func(list *[]pair, n int, p pair) {
		if p.source != "" && p.target != "" && !seen[n][p] {
			seen[n][p] = true
			*list = append(*list, p)
		}
	}
	for i := range all {
		u := &all[i]
		shown := numbers(u.Source)
		if u.HasTarget {
			source, _ := tagged(u.Source, shown)
			switch target, ok := tagged(u.Target, shown); {
			case !ok:
			case needed(u):
				add(&changed, 2, pair{source, target, ""})
			default:
				add(&known, 0, pair{source, target, ""})
			}
		}
		if !needed(u) {
			continue
		}
		for _, m := range u.Matches {
			p := pair{m.Source, m.Target, m.Origin}
			if m.Score >= 100 && len(shown) == 0 && m.Source == u.Source.Plain() {
				add(&known, 0, p)
			} else {
				add(&memory, 1, p)
			}
		}
	}
	return known, memory, changed
}

// numbers gives each code the number that OmegaT shows it by: 0, 1, … in the
// order of the text.
func numbers(c segment.Coded) map[int]int {
	shown := map[int]int{}
	for _, p := range c.Parts {
		if p.Kind == segment.Open || p.Kind == segment.Single {
			shown[p.ID] = len(shown)
		}
	}
	return shown
}

// tagged writes coded text as OmegaT shows it; ok is false where it holds a code
// that the source lacks.
func tagged(c segment.Coded, shown map[int]int) (string, bool) {
	var b strings.Builder
	for _, p := range c.Parts {
		n, known := shown[p.ID]
		switch {
		case p.Kind == segment.Text:
			b.WriteString(p.Text)
		case !known:
			return "", false
		case p.Kind == segment.Open:
			fmt.Fprintf(&b, "<g%d>", n)
		case p.Kind == segment.Close:
			fmt.Fprintf(&b, "</g%d>", n)
		default:
			fmt.Fprintf(&b, "<x%d/>", n)
		}
	}
	return b.String(), true
}

// tmx writes a memory as TMX 1.4.
func tmx(j exchange.Job, pairs []pair) []byte {
	out := fmt.Appendf(nil, `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="bayan" creationtoolversion="1" segtype="sentence" o-tmf="bayan" adminlang="en" srclang="%s" datatype="plaintext"/>
<body>
`, language(j.Base))
	for _, p := range pairs {
		out = append(out, "<tu>\n"...)
		if p.origin != "" {
			out = fmt.Appendf(out, "<note>%s</note>\n", xmlscan.AppendText(nil, p.origin))
		}
		out = fmt.Appendf(out, "<tuv xml:lang=\"%s\"><seg>%s</seg></tuv>\n", language(j.Base), xmlscan.AppendText(nil, p.source))
		out = fmt.Appendf(out, "<tuv xml:lang=\"%s\"><seg>%s</seg></tuv>\n</tu>\n", language(j.Target), xmlscan.AppendText(nil, p.target))
	}
	return append(out, "</body>\n</tmx>\n"...)
}
