package intake

import (
	"slices"
	"strings"

	"bayan/releases"
)

// compose makes the text of the blocks.
func (r *docxBody) compose(name string) error {
	d := r.draft
	var m dates
	blocks := r.named(&m)
	if len(blocks) == 0 {
		return fault(name, "empty-text", 1, nil)
	}
	at := headlineOf(blocks)
	titled := at >= 0 && blocks[at].role == roleTitle
	var before []releases.Block // of the headline
	if at >= 0 {
		before = levelled(blocks[:at], titled)
	} else {
		n := d.opening(linesOf(levelled(blocks, false)), &m)
		if n == len(blocks) {
			return fault(name, "no-headline", 1, nil)
		}
		at = n
	}
	head := blocks[at].Block
	head.Kind, head.Level = releases.Headline, 0
	head.Inline = unmarked(head.Inline)
	after := levelled(blocks[at+1:], titled)
	d.keep("headline", 0, releases.Lines(head.Inline), nil)

	if !r.own {
		var rest []releases.Block
		for _, b := range before {
			l := lineOf(b)
			if _, isDay := readDay(l.text); isDay || isKicker(l.text) && !d.hasField("kicker") {
				d.opening([]line{l, {}}, &m)
			} else {
				rest = append(rest, b)
			}
		}
		after = slices.Concat(rest, after)
		lines := mastheadOf(after, len(rest))
		var body strings.Builder
		for _, b := range after[len(lines):] {
			body.WriteString(folded(releases.Lines(b.Inline)))
		}
		after = after[d.masthead(lines, body.String(), &m):]
	} else {
		after = slices.Concat(before, after)
	}
	d.Text.Blocks = append([]releases.Block{head}, after...)
	if len(after) > 0 && !d.hasField("dateline") {
		d.leadDateline(releases.Lines(after[0].Inline), 0, &m)
	}
	slices.SortStableFunc(d.Text.Fields, func(x, y releases.Field) int {
		return slices.Index(releases.FieldNames, x.Name) - slices.Index(releases.FieldNames, y.Name)
	})
	m.settle(d)
	d.contacts()
	return nil
}

// mastheadOf finds the short lines at the start of blocks, of which so many
// stood above the headline.
func mastheadOf(blocks []releases.Block, above int) []line {
	n := 0
	for n < len(blocks) && n-above <= 8 && blocks[n].Kind == releases.Paragraph && short(lineOf(blocks[n]).text) {
		n++
	}
	if n == len(blocks) || n-above > 8 { // no paragraph ends it: only lines that say what they are
		n = 0
		for n < len(blocks) && blocks[n].Kind == releases.Paragraph && (n < above || said(lineOf(blocks[n]).text) != "") && short(lineOf(blocks[n]).text) {
			n++
		}
	}
	return linesOf(blocks[:n])
}

// named takes out of the blocks what their styles say is none, in files of
// releases/format/docx and where a subtitle follows a title.
func (r *docxBody) named(m *dates) []docxBlock {
	d := r.draft
	var blocks []docxBlock
	for _, b := range r.inLanguage() {
		words := oneLine(releases.Lines(b.Inline))
		name := b.role
		if name == roleSubtitle {
			name = "summary"
		}
		switch {
		case name == roleAround:
			if len(d.Dropped) < mostLines {
				d.drop("furniture", 0, words, nil)
			}
		case name == roleContact:
			d.Facts.Contacts = append(d.Facts.Contacts, words)
			d.keep("contact", 0, words, nil)
		case slices.Contains(releases.FieldNames, name) && !d.hasField(name):
			d.takeField(name, line{text: words})
		case name == roleOpening:
			if place, got, ok := readDateline(strings.TrimRight(words, " -–—")); ok {
				d.dateline(got, place, line{text: words}, m)
			}
		default:
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// inLanguage leaves out the words of other languages, where the file says which
// are whose and has the one that is asked for.
func (r *docxBody) inLanguage() []docxBlock {
	var own []docxBlock
	var others []string
	found := false
	for _, b := range r.out {
		if b.language == "" || strings.EqualFold(b.language, string(r.lang)) {
			found = found || b.language != ""
			own = append(own, b)
		} else if !slices.Contains(others, b.language) {
			others = append(others, b.language)
		}
	}
	if !found || len(others) == 0 {
		return r.out
	}
	r.draft.drop("other-languages", 0, "", map[string]any{"languages": strings.Join(others, " "), "language": string(r.lang)})
	return own
}

// headlineOf is where the headline stands, -1 where no style says so.
func headlineOf(blocks []docxBlock) int {
	if at := slices.IndexFunc(blocks, func(b docxBlock) bool { return b.role == roleTitle }); at >= 0 {
		return at
	}
	for i, b := range blocks {
		switch {
		case b.role == roleHeading:
			if b.Level == 1 || i == 0 {
				return i
			}
			return -1
		case b.Kind != releases.Paragraph || !short(lineOf(b.Block).text):
			return -1
		}
	}
	return -1
}

// levelled gives headings the levels of a text, where the headline has the
// first: below a title those of the file count from the second.
func levelled(blocks []docxBlock, titled bool) []releases.Block {
	out := make([]releases.Block, len(blocks))
	for i, b := range blocks {
		switch b.role {
		case roleTitle:
			b.Kind, b.Level = releases.Subheading, 2
		case roleHeading:
			if titled {
				b.Level++
			}
			b.Level = min(max(b.Level, 2), 6)
		}
		if b.Kind == releases.Subheading {
			b.Inline = unmarked(b.Inline)
		}
		out[i] = b.Block
	}
	return out
}

// unmarked takes off a heading the bold or italic that all of it has.
func unmarked(words []releases.Inline) []releases.Inline {
	for _, kind := range []releases.InlineKind{releases.Strong, releases.Emphasis} {
		if slices.ContainsFunc(words, func(in releases.Inline) bool {
			return in.Kind != kind && !(in.Kind == releases.Words && strings.TrimSpace(in.Text) == "")
		}) {
			continue
		}
		var bare []releases.Inline
		for _, in := range words {
			if in.Kind == kind {
				bare = append(bare, in.Children...)
			} else {
				bare = append(bare, in)
			}
		}
		words = bare
	}
	return words
}
