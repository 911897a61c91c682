package check

import (
	"strings"
)

// codes compares the runs of strong text and the links: their number, as a
// translation may move them. Emphasis is a matter of the script's own manner. Before
// all it tells of placeholders, without which a program fails.
func codes(r *run) {
	s, t := &r.pair.s, &r.pair.t
	_, index := r.group()
	if stray := r.job.Placeholders[index]; len(stray.Lost)+len(stray.Added) > 0 {
		lost, added := strings.Join(stray.Lost, " "), strings.Join(stray.Added, " ")
		variant := "placeholder"
		switch {
		case added == "":
			variant = "placeholder-lost"
		case lost == "":
			variant = "placeholder-added"
		}
		r.tell(variant, map[string]any{"lost": lost, "added": added}, lost, added)
		return
	}
	if len(s.blocks) != 1 || len(t.blocks) != 1 {
		return
	}
	// In words that are no Markdown yet a pair of stars is a run as well.
	from, to := s.strong+strings.Count(s.text, "**")/2, t.strong
	switch {
	case len(s.links) != len(t.links):
		r.tell("link", map[string]any{"source": len(s.links), "target": len(t.links)}, "", "")
	case (from == 0) != (to == 0) && !strings.Contains(t.text, "**"): // else markdown tells
		r.tell("strong", map[string]any{"source": from, "target": to}, "", "")
	}
}

// markdown tells of a mark that stayed in the words because it touches what it
// must not: **«الوزير»**قال. The parser tells of it while the file is as it was
// typed; later two pairs of stars on a line are sign enough. A lone star may
// be a footnote's, and one that the source has too is none of the translation's.
func markdown(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if t.has&hasMarkdown == 0 {
		return
	}
	for _, b := range t.blocks {
		for _, told := range r.unclosed[b.ID] {
			mark, _ := told.Args["mark"].(string)
			n := strings.Count(t.text, mark)
			if r.pair.translated && strings.Count(s.text, mark) >= n || len(mark) == 1 && n < 2 {
				continue
			}
			near, _ := told.Args["near"].(string)
			r.marksTold = true
			r.tell("", map[string]any{"mark": mark}, "", near)
			return
		}
	}
	for line := range strings.SplitSeq(t.text, "\n") {
		n := strings.Count(line, "**")
		meant := r.pair.translated && strings.Contains(s.text, "**")
		if n >= 2 && !meant || n%2 == 1 && meant && strings.Count(s.text, "**")%2 == 0 {
			r.marksTold = true
			r.tell("", map[string]any{"mark": "**"}, "", line)
			return
		}
	}
}

// markdownLeak tells of marks in the translation's words that the source's
// words do not hold. One star more may stand there on purpose.
func markdownLeak(r *run) {
	s, t := &r.pair.s, &r.pair.t
	if t.has&hasMarkdown == 0 || r.marksTold {
		return
	}
	for _, mark := range [...]string{"](", "`", "*", "</", "&nbsp;", "&amp;", "&quot;"} {
		more := strings.Count(t.text, mark) - strings.Count(s.text, mark)
		if more > 1 || more == 1 && mark != "*" {
			r.tell("", map[string]any{"mark": mark}, "", t.text)
			return
		}
	}
}

// spacing tells of white space that is doubled, special, before a mark that
// takes none, or at an edge.
func spacing(r *run) {
	t := &r.pair.t
	if t.has&hasOddSpace != 0 {
		for _, line := range strings.Split(t.text, "\n") {
			switch trimmed := strings.TrimSpace(line); {
			case strings.Contains(trimmed, "  "):
				at := strings.Index(trimmed, "  ")
				r.tell("double", nil, "", near(trimmed, at))
				return
			case strings.Contains(trimmed, "\t"), !t.is("fr") && strings.Contains(trimmed, "\u00a0"):
				at := strings.IndexAny(trimmed, "\t\u00a0")
				r.tell("special", nil, "", near(trimmed, at))
				return
			case len(trimmed) != len(line):
				r.tell("edge", nil, "", trimmed)
				return
			}
		}
	}
	for i := 1; i < len(t.tokens); i++ {
		k := &t.tokens[i]
		if k.kind != markToken || !k.spaced || t.kind(i-1) == markToken || t.text[k.start-1] == '\n' {
			continue
		}
		switch k.mark {
		case '،', '؛', '؟', ',', ';', '?', '!':
			if t.is("fr") && k.mark != ',' {
				continue
			}
		case '.':
			if next := t.kind(i + 1); next != noToken && !t.tokens[i+1].spaced { // .NET, .5, ...
				continue
			}
		default:
			continue
		}
		r.tell("mark", map[string]any{"char": t.at(i)}, "", t.span(i-1, i))
		return
	}
}

// near is the words on both sides of a place.
func near(s string, at int) string {
	from := strings.LastIndexByte(strings.TrimRight(s[:at], " \t"), ' ') + 1
	rest := strings.TrimLeft(s[at:], " \t\u00a0")
	to := len(s)
	if end := strings.IndexByte(rest, ' '); end >= 0 {
		to = len(s) - len(rest) + end
	}
	return s[from:to]
}
