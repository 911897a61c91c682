package html

import (
	"fmt"
	"html"
	"html/template"
	"strings"
	"time"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/rows"
	"bayan/releases/format/runs"
)

// The rows of a page above its body, the same in every language; each text of
// an edition has those that it needs.
const (
	rowMarks = 1 + iota
	rowLetterhead
	rowNotices
	rowKicker
	rowHeadline
	rowSummary
	rowMeta
	rowBody
)

// article is one language of a page.
type article struct {
	Lang, Dir    string
	Draft        template.HTML
	Embargo      template.HTML
	Organisation template.HTML
	Department   template.HTML
	Notices      []notice
	Kicker       template.HTML
	Headline     template.HTML
	Summary      template.HTML
	Meta         []template.HTML
	Tombstone    bool
	Body         []cell
	ContactsRow  int
	ContactsHead template.HTML
	Contacts     []template.HTML
	FootRow      int
	FollowsHead  template.HTML
	Follows      []template.HTML
	Alone        *link // to this language's own page
	Verify       template.HTML
	VerifyHow    template.HTML

	last int // row
}

type notice struct {
	ID, Kind string
	Line     template.HTML
	Words    template.HTML
}

// cell is what one language has in one row.
type cell struct {
	Row     int
	Content template.HTML
}

func newArticle(e releases.Edition, n int, s furniture.Sheet, grid []rows.Row, column int, many bool) article {
	t := e.Texts[n]
	a := article{
		Lang: string(s.Language), Dir: dir(s.RTL), Tombstone: s.Tombstone,
		Draft: line(s.Draft, s), Embargo: line(s.Embargo, s),
		Organisation: words(s.Organisation, s.RTL, false),
		Department:   words(s.Department, s.RTL, false),
		Kicker:       line(s.Kicker, s),
		Headline:     line(s.Closed, s),
		Summary:      words(s.Summary, s.RTL, false),
		Meta:         meta(e, s),
	}
	for i, told := range s.Notices {
		a.Notices = append(a.Notices, notice{
			ID: noticeID(s, i), Kind: told.Kind,
			Line: line(told.Line, s), Words: words(told.Words, s.RTL, true),
		})
	}
	end := rowBody + len(grid)
	a.ContactsRow, a.FootRow, a.last = end, end+1, end+1
	if s.Tombstone {
		return a
	}
	a.Headline = headline(t.Text, s)
	dateline := dateline(e, t, s)
	for i, row := range grid {
		piece := row[column]
		if piece.From == piece.To {
			continue
		}
		blocks := t.Text.Blocks[piece.From:piece.To]
		a.Body = append(a.Body, cell{rowBody + i, body(blocks, s, dateline)})
		dateline = ""
	}
	a.ContactsHead = line(s.ContactsHeading, s)
	for _, c := range s.Contacts {
		a.Contacts = append(a.Contacts, contact(c, s))
	}
	a.FollowsHead = line(s.FollowsHeading, s)
	for _, f := range s.Follows {
		a.Follows = append(a.Follows, template.HTML(fmt.Sprintf(`<bdi lang="%s">%s</bdi>`, f.Lang, html.EscapeString(f.Text))))
	}
	a.Verify, a.VerifyHow = line(s.Verify, s), line(s.VerifyHow, s)
	if many {
		a.Alone = &link{Href: Path(t.Language), Text: furniture.Say(t, "labels.alone").String()}
	}
	return a
}

func noticeID(s furniture.Sheet, i int) string {
	return fmt.Sprintf("%s-notice-%d", s.Language, len(s.Notices)-i)
}

func headline(t releases.Text, s furniture.Sheet) template.HTML {
	for _, b := range t.Blocks {
		if b.Kind == releases.Headline {
			return inlines(b.Inline, s.RTL)
		}
	}
	return ""
}

// dateline has its day, where it says that of the release, for programs too.
func dateline(e releases.Edition, t releases.EditionText, s furniture.Sheet) template.HTML {
	if e.Facts.Date == "" {
		return words(s.Dateline, s.RTL, false)
	}
	day := furniture.Part{Text: t.Labels.Date(e.Facts.Date), Time: e.Facts.Date}
	before, after, says := strings.Cut(s.Dateline, day.Text)
	if !says {
		return words(s.Dateline, s.RTL, false)
	}
	return words(before, s.RTL, false) + timed(day, dir(s.RTL)) + words(after, s.RTL, false)
}

// meta is the line under the headline: place, date, publication, edition.
func meta(e releases.Edition, s furniture.Sheet) []template.HTML {
	var all []template.HTML
	if s.Place.Text != "" {
		all = append(all, "<bdi>"+words(s.Place.Text, s.RTL, false)+"</bdi>")
	}
	if s.Date.Text != "" {
		all = append(all, timed(s.Date, dir(s.RTL)))
	}
	if !s.Published.Empty() {
		all = append(all, line(s.Published, s))
	}
	if !s.Edition.Empty() {
		edition := line(s.Edition, s)
		if len(s.Notices) > 0 && e.State == releases.Public {
			edition = template.HTML(`<a href="#`+noticeID(s, 0)+`">`) + edition + "</a>"
		}
		all = append(all, edition)
	}
	for i := range max(0, len(all)-1) { // no line begins with what parts them
		all[i] += "\u00a0·"
	}
	return all
}

// line is a sentence of the catalogue with its values marked as what they are.
func line(l furniture.Line, s furniture.Sheet) template.HTML {
	var b strings.Builder
	rtl, direction := s.RTL, dir(s.RTL)
	if l.Language != "" { // how its values are written then is for their first letters to say
		rtl, direction = false, "auto"
	}
	for _, p := range l.Parts {
		switch text := html.EscapeString(runs.Balanced(p.Text)); {
		case p.Code:
			b.WriteString(`<bdi dir="ltr"><code>` + text + "</code></bdi>")
		case p.Time != "":
			b.WriteString(string(timed(p, direction)))
		case p.Value:
			b.WriteString("<bdi>" + text + "</bdi>")
		default:
			b.WriteString(string(words(p.Text, rtl, false)))
		}
	}
	if l.Language == "" {
		return template.HTML(b.String())
	}
	// Only the default catalogue, English, speaks for another language.
	return template.HTML(fmt.Sprintf(`<bdi lang="%s" dir="ltr">%s</bdi>`, l.Language, b.String()))
}

func timed(p furniture.Part, direction string) template.HTML {
	return template.HTML(fmt.Sprintf(`<time datetime="%s"><bdi dir="%s">%s</bdi></time>`, p.Time, direction, html.EscapeString(p.Text)))
}

// contact is a line of the facts, in the words of the source language.
func contact(p furniture.Part, s furniture.Sheet) template.HTML {
	if p.Lang == "" {
		return "<bdi>" + words(p.Text, s.RTL, true) + "</bdi>"
	}
	return template.HTML(fmt.Sprintf(`<bdi lang="%s" dir="%s">%s</bdi>`, p.Lang, dir(p.RTL), words(p.Text, p.RTL, true)))
}

// body writes blocks that stand in one row.
func body(blocks []releases.Block, s furniture.Sheet, dateline template.HTML) template.HTML {
	var b strings.Builder
	if dateline != "" {
		dateline = `<span class="dateline">` + dateline + "</span> "
		if blocks[0].Kind != releases.Paragraph {
			b.WriteString("<p>" + strings.TrimSuffix(string(dateline), " ") + "</p>")
			dateline = ""
		}
	}
	for i := 0; i < len(blocks); i++ {
		block := blocks[i]
		content := string(dateline) + string(inlines(block.Inline, s.RTL))
		dateline = ""
		switch block.Kind {
		case releases.Headline, releases.Subheading:
			level := min(max(block.Level, 2), 6)
			fmt.Fprintf(&b, "<h%d>%s</h%d>", level, content, level)
		case releases.Quotation:
			b.WriteString("<blockquote><p>" + content + "</p></blockquote>")
		case releases.ListItem:
			end := i
			for end < len(blocks) && blocks[end].Kind == releases.ListItem {
				end++
			}
			list(&b, blocks[i:end], s.RTL)
			i = end - 1
		default:
			b.WriteString("<p>" + content + "</p>")
		}
	}
	return template.HTML(b.String())
}

// list writes list items, deeper ones inside the item before them.
func list(b *strings.Builder, items []releases.Block, rtl bool) {
	for len(items) > 0 {
		first := items[0]
		tag := "ul"
		if first.Ordered {
			tag = "ol"
		}
		b.WriteString("<" + tag)
		if first.Start > 0 {
			fmt.Fprintf(b, ` start="%d"`, first.Start)
		}
		b.WriteString(">")
		for begun := false; len(items) > 0 && items[0].Level >= first.Level && items[0].Ordered == first.Ordered && (!begun || items[0].Start == 0); {
			begun = true
			item := items[0]
			deeper := 1
			for deeper < len(items) && items[deeper].Level > item.Level {
				deeper++
			}
			b.WriteString("<li>" + string(inlines(item.Inline, rtl)))
			list(b, items[1:deeper], rtl)
			b.WriteString("</li>")
			items = items[deeper:]
		}
		b.WriteString("</" + tag + ">")
	}
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}
