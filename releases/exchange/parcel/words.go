package parcel

import (
	"strings"
	"unicode"

	"bayan/pattern"
	"bayan/releases"

	"golang.org/x/text/unicode/norm"
)

// ownMarker is what begins a heading or an item that the translator marked as
// one. A bullet of a phone is one too.
var ownMarker = pattern.Lazy(`^(#{1,6}|[-*+•◦▪●]|[0-9٠-٩]{1,3}[.)])\s+`)

// paragraphBlocks reads one paragraph's lines. kind is what its mark says, ""
// where nothing does; a marker of the translator's own speaks first.
func paragraphBlocks(lines []string, kind releases.Kind, as string) []releases.Block {
	var out []releases.Block
	for len(lines) > 0 {
		end := len(lines)
		if kind != releases.FieldKind && ownMarker().MatchString(lines[0]) { // a list without blank lines
			for end = 1; end < len(lines) && !ownMarker().MatchString(lines[end]); end++ {
			}
		}
		if b, ok := readBlock(lines[:end], kind, as); ok {
			out = append(out, b)
		}
		lines = lines[end:]
	}
	return out
}

func readBlock(lines []string, kind releases.Kind, as string) (releases.Block, bool) {
	text := join(lines)
	b := releases.Block{Kind: kind}
	switch {
	case kind == releases.FieldKind:
		b.Inline = plainWords(strings.ReplaceAll(text, `\[`, "["))
		return b, len(b.Inline) > 0
	case as != "":
		b = asBlock(as)
	}
	if m := ownMarker().FindString(text); m != "" {
		text = text[len(m):]
		switch own := strings.TrimSpace(m); {
		case own == "#" && kind == "":
			b.Kind = releases.Headline
		case own[0] == '#' && kind != releases.Headline:
			b = releases.Block{Kind: releases.Subheading, Level: max(len(own), 2)}
		case own[0] == '#':
		case kind != releases.ListItem || as != "":
			b = releases.Block{Kind: releases.ListItem, Level: 1, Ordered: strings.ContainsAny(own, ".)")}
		}
	}
	b.Inline = inline(text, b.Kind)
	return b, len(b.Inline) > 0
}

// asBlock reads what AsKind wrote.
func asBlock(as string) releases.Block {
	b := releases.Block{Kind: releases.Kind(as[:1])}
	if b.Kind == "n" {
		b.Kind, b.Ordered = releases.ListItem, true
	}
	if len(as) > 1 {
		b.Level = int(as[1] - '0')
	}
	return b
}

// join makes one line of a wrapped paragraph; a backslash at the end of a line
// is a hard break and keeps its line end.
func join(lines []string) string {
	var b strings.Builder
	for i, l := range lines {
		l = strings.Join(strings.FieldsFunc(l, func(r rune) bool { return r == ' ' || r == '\t' }), " ")
		b.WriteString(l)
		if i+1 == len(lines) {
			break
		}
		if goesOn(l) {
			b.WriteByte('\n')
		} else {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

// goesOn tells a line that ends with a hard break.
func goesOn(l string) bool { return (len(l)-len(strings.TrimRight(l, `\`)))%2 == 1 }

// curlyTitle is the title of a link whose quotes a phone made round.
var curlyTitle = pattern.Lazy(`(\]\([^\s()]+ )[“”„«»″]([^"“”„«»″()]*)[“”„«»″]\)`)

var closing = pattern.Lazy(` (#+)$`)

// inline reads the marks within words. What Markdown takes for something that a
// release does not hold (HTML, code, a table) is kept as the words that it is.
func inline(text string, kind releases.Kind) []releases.Inline {
	text = curlyTitle().ReplaceAllString(text, `$1"$2")`)
	if !strings.ContainsAny(text, "*_[]()\\`<>&~|!#=+-\n0123456789") || len(text) > 60<<10 {
		return plainWords(text)
	}
	const head = "# h\n\n"
	if kind != releases.Headline && kind != releases.Subheading {
		if t, _, err := releases.Parse("", []byte(head+text+"\n")); err == nil && len(t.Blocks) == 2 && t.Blocks[1].Kind == releases.Paragraph {
			return t.Blocks[1].Inline
		}
	}
	// In a heading nothing but marks within the line counts, and "#" at its end.
	line := closing().ReplaceAllString(oneLine(text), ` \$1`)
	if t, _, err := releases.Parse("", []byte(head+"## "+line+"\n")); err == nil && len(t.Blocks) == 2 && t.Blocks[1].Kind == releases.Subheading {
		return t.Blocks[1].Inline
	}
	return plainWords(text)
}

func plainWords(s string) []releases.Inline {
	if s = norm.NFC.String(oneLine(s)); s == "" {
		return nil
	}
	return []releases.Inline{{Kind: releases.Words, Text: s}}
}

// fold is what two spellings of the same words share: letters and digits alone.
// Quotes, dashes, spaces and marks of direction change on the way; these do not.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(s) {
		switch {
		case '٠' <= r && r <= '٩':
			b.WriteRune(r + '0' - '٠')
		case '۰' <= r && r <= '۹':
			b.WriteRune(r + '0' - '۰')
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// alike tells whether at least half of the words of both are shared.
func alike(a, b string) bool {
	count := map[string]int{}
	wordsOf := func(s string) []string {
		var out []string
		for w := range strings.FieldsSeq(s) {
			if w = fold(w); w != "" {
				out = append(out, w)
			}
		}
		return out
	}
	x, y := wordsOf(a), wordsOf(b)
	for _, w := range x {
		count[w]++
	}
	shared := 0
	for _, w := range y {
		if count[w] > 0 {
			count[w]--
			shared++
		}
	}
	return shared > 0 && 2*shared >= max(len(x), len(y))
}
