package intake

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"bayan/pattern"
	"bayan/releases"
)

// wrapRunes is the length of a line beyond which a file cannot have been
// wrapped by hand or by a mailer: then each line is a block.
const wrapRunes = 120

// mostBlockBytes is what a block may hold; releases.Parse refuses longer ones.
const mostBlockBytes = 60 << 10

// Text reads plain text. If any line is longer than wrapRunes each line is a
// block, else blank lines separate blocks. Then, from the top: timestamps
// (dropped), a kicker, the headline, the masthead (see Draft.masthead), the
// body; at the end a breadcrumb, which is a last line that ends with the
// headline, is dropped.
func Text(name string, b []byte, lang releases.Language) (Draft, error) {
	if err := tooLarge(name, b); err != nil {
		return Draft{}, err
	}
	var d Draft
	s, err := d.decodeText(name, b)
	if err != nil {
		return Draft{}, err
	}
	if err := bounded(name, s); err != nil {
		return Draft{}, err
	}
	chunks := chunksOf(s)
	if len(chunks) == 0 {
		return Draft{}, fault(name, "empty-text", 1, nil)
	}
	var m dates
	chunks, headline := d.top(chunks, &m)
	if headline.text == "" {
		return Draft{}, fault(name, "no-headline", 1, nil)
	}
	d.keep("headline", headline.at, headline.text, nil)
	chunks = d.breadcrumb(chunks, headline.text)
	chunks = d.under(chunks, &m)
	d.Text.Blocks = append(d.Text.Blocks, block(releases.Headline, headline))
	d.body(chunks)
	if len(chunks) > 0 {
		d.leadDateline(chunks[0].join().text, chunks[0][0].at, &m)
	}
	m.settle(&d)
	d.contacts()
	d.miss()
	return d, sized(name, d.Text)
}

// mostLinesOfText is far above any release.
const mostLinesOfText = 30_000

// bounded refuses early what would be refused late.
func bounded(name, s string) error {
	at := 0
	for l := range strings.SplitSeq(s, "\n") {
		if at++; len(l) > 2*mostBlockBytes {
			return fault(name, "block-too-large", at, map[string]any{"bytes": len(l), "limit": mostBlockBytes})
		}
	}
	if at > mostLinesOfText {
		return fault(name, "too-many-lines", 0, map[string]any{"lines": at, "limit": mostLinesOfText})
	}
	return nil
}

// chunk is what stands between blank lines, or one line of a file whose lines
// are blocks. It is never empty.
type chunk []line

func (c chunk) join() line {
	words := make([]string, len(c))
	for i, l := range c {
		words[i] = l.text
	}
	return line{oneLine(strings.Join(words, " ")), c[0].at}
}

func chunksOf(s string) []chunk {
	var all []line
	long := false
	at := 0
	for text := range strings.SplitSeq(s, "\n") {
		at++
		long = long || utf8.RuneCountInString(text) > wrapRunes
		all = append(all, line{oneLine(strings.Trim(text, "\u200e\u200f\u200b\ufeff \t")), at})
	}
	var chunks []chunk
	open := false
	for _, l := range all {
		switch {
		case l.text == "":
			open = false
		case open && !long:
			chunks[len(chunks)-1] = append(chunks[len(chunks)-1], l)
		default:
			chunks = append(chunks, chunk{l})
			open = true
		}
	}
	return chunks
}

// top reads down to the headline and returns what is left.
func (d *Draft) top(chunks []chunk, m *dates) ([]chunk, line) {
	for len(chunks) > 0 {
		n := d.opening(chunks[0], m)
		// A lone kicker above the headline fills its whole chunk.
		if c := chunks[0]; n == len(c)-1 && len(chunks) > 1 && isKicker(c[n].text) && !d.hasField("kicker") {
			d.takeField("kicker", c[n])
			n++
		}
		if n == len(chunks[0]) {
			chunks = chunks[1:]
			continue
		}
		first := chunks[0][n:]
		rest := chunks[1:]
		// A headline may be wrapped; a masthead may stand right below it.
		end := len(first)
		for i, l := range first {
			_, isDay := readDay(l.text)
			if i > 0 && (isDay || isKicker(l.text)) {
				end = i
				break
			}
		}
		if end > 3 || stopped(first[end-1].text) && !stopped(first[0].text) && end > 1 {
			end = 1
		}
		if end < len(first) {
			rest = append([]chunk{first[end:]}, rest...)
		}
		return rest, first[:end].join()
	}
	return nil, line{}
}

// breadcrumb drops a last line that ends with the headline.
func (d *Draft) breadcrumb(chunks []chunk, headline string) []chunk {
	if len(chunks) == 0 {
		return chunks
	}
	last := chunks[len(chunks)-1]
	tail, n := last.join(), len(last)
	if !strings.HasSuffix(folded(tail.text), folded(headline)) {
		tail, n = last[len(last)-1], 1
		if !strings.HasSuffix(folded(tail.text), folded(headline)) {
			return chunks
		}
	}
	d.drop("breadcrumb", tail.at, tail.text, nil)
	if n == len(last) {
		return chunks[:len(chunks)-1]
	}
	return append(chunks[:len(chunks)-1:len(chunks)-1], last[:len(last)-n])
}

// under reads the masthead and returns the chunks of the body. Without a first
// paragraph that ends it there is no masthead but of lines that say what they are.
func (d *Draft) under(chunks []chunk, m *dates) []chunk {
	var lines []line
	n := 0
	for ; n < len(chunks); n++ {
		c := chunks[n]
		if len(lines) > 8 || !shortAll(c) || listed(c[0].text) != "" {
			break
		}
		lines = append(lines, c...)
	}
	if n == len(chunks) {
		known := 0
		for _, l := range lines {
			if _, isDay := readDay(l.text); !isDay && !isKicker(l.text) {
				break
			}
			known++
		}
		lines = lines[:known]
	}
	var body strings.Builder
	for _, c := range chunks[n:] {
		body.WriteString(folded(c.join().text))
	}
	took := d.masthead(lines, body.String(), m)
	for took > 0 && len(chunks) > 0 {
		if took < len(chunks[0]) {
			return append([]chunk{chunks[0][took:]}, chunks[1:]...)
		}
		took -= len(chunks[0])
		chunks = chunks[1:]
	}
	return chunks
}

func shortAll(c chunk) bool {
	for _, l := range c {
		if !short(l.text) {
			return false
		}
	}
	return true
}

// body makes blocks of what is left: paragraphs, and list items where a line
// begins with a bullet or counts on from 1.
func (d *Draft) body(chunks []chunk) {
	number := 0
	for _, c := range chunks {
		for len(c) > 0 {
			end := 1
			for end < len(c) && listed(c[end].text) == "" {
				end++
			}
			l := c[:end].join()
			b := block(releases.Paragraph, l)
			switch mark := listed(l.text); {
			case mark == "":
				number = 0
			case digits(mark):
				if n, _ := strconv.Atoi(mark); n == number+1 {
					number = n
					b = item(l, true)
				} else {
					number = 0
				}
			default:
				b = item(l, false)
			}
			d.Text.Blocks = append(d.Text.Blocks, b)
			c = c[end:]
		}
	}
}

// listMark is a bullet, or a number of at most two digits with a dot or bracket.
var listMark = pattern.Lazy(`^(?:([•◦▪●‣∙*·o–-])|([0-9٠-٩]{1,2})[.)-])\s+\S`)

// listed returns the bullet or the number (in ASCII digits) that begins a line.
func listed(s string) string {
	m := listMark().FindStringSubmatch(s)
	switch {
	case m == nil:
		return ""
	case m[1] != "":
		return m[1]
	}
	return strings.TrimLeft(strings.Map(asciiDigit, m[2]), "0")
}

func item(l line, ordered bool) releases.Block {
	_, words, _ := strings.Cut(l.text, " ")
	b := block(releases.ListItem, line{oneLine(words), l.at})
	b.Level, b.Ordered = 1, ordered
	return b
}

func block(kind releases.Kind, l line) releases.Block {
	return releases.Block{Kind: kind, Line: l.at, Inline: []releases.Inline{{Kind: releases.Words, Text: l.text}}}
}

// contactLine is a line that names whom to call or write to.
var contactLine = pattern.Lazy(`(?i)^(media |press )?(contacts?|enquiries|inquiries)\b|^contacts? (presse|médias?)\b|^(للتواصل|للاتصال|للاستفسار|جهة الاتصال|التواصل الإعلامي)|[^\s@]+@[^\s@]+\.[a-z]{2,}$`)

// contacts tells of the last lines that look like contacts. They stay in the
// text: whether they are facts of the release or words of it, a person says.
func (d *Draft) contacts() {
	blocks := d.Text.Blocks
	for _, b := range blocks[max(1, len(blocks)-4):] {
		if s := releases.Lines(b.Inline); contactLine().MatchString(s) && utf8.RuneCountInString(s) <= 2*shortRunes {
			d.keep("contact-in-text", b.Line, s, nil)
		}
	}
}

// sized refuses a text that could not be read again.
func sized(name string, t releases.Text) error {
	for _, b := range t.Blocks {
		if n := len(releases.Lines(b.Inline)); n > mostBlockBytes {
			return fault(name, "block-too-large", b.Line, map[string]any{"bytes": n, "limit": mostBlockBytes})
		}
	}
	return nil
}
