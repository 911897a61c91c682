package pdf

import (
	"net/url"
	"strings"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/rows"
	"bayan/releases/format/runs"
)

// blocks sets what the column has in one row of the body; the dateline leads
// into the first.
func (c *column) blocks(piece rows.Piece, first bool) (out cell) {
	blocks := c.text.Text.Blocks[piece.From:piece.To]
	dateline := ""
	if first && len(blocks) > 0 {
		dateline = c.sheet.Dateline
	}
	if dateline != "" && blocks[0].Kind != releases.Paragraph {
		var w writing
		w.words(dateline, c.look(c.article.child("P"), black, true))
		out = append(out, c.spaced(c.paragraph(&w, c.scale.body(), 0), 1)...)
		dateline = ""
	}
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		var w writing
		switch b.Kind {
		case releases.Headline, releases.Subheading:
			level := min(max(b.Level, 2), 6)
			c.content(&w, b.Inline, c.look(c.article.child("H"+string('0'+rune(level))), black, true))
			set := c.paragraph(&w, c.scale.heading(level), 0)
			out = append(out, space(c.half()))
			out = append(out, set.kept()...)
			out = append(out, space(c.half()*.3).kept())
		case releases.Quotation:
			w.spoken = true
			c.content(&w, b.Inline, c.look(c.article.child("BlockQuote").child("P"), black, false))
			set := c.paragraph(&w, c.scale.quote(), quoteInset).on(&panel{bar: hair, rtl: c.sheet.RTL}, 0)
			out = append(out, space(c.half()*.4))
			out = append(out, c.spaced(set, 1.4)...)
		case releases.ListItem:
			end := i
			for end < len(blocks) && blocks[end].Kind == releases.ListItem {
				end++
			}
			list := c.list(blocks[i:end], c.article)
			list.together()
			out = append(out, c.spaced(list, 1)...)
			i = end - 1
		default:
			l := c.look(c.article.child("P"), black, false)
			if dateline != "" {
				bold := l
				bold.bold = true
				w.words(dateline, bold)
				w.add(" ", l)
				dateline = ""
			}
			c.content(&w, b.Inline, l)
			out = append(out, c.spaced(c.paragraph(&w, c.scale.body(), 0), 1)...)
		}
	}
	return out
}

// content adds the content of a block.
func (c *column) content(w *writing, nodes []releases.Inline, l look) {
	var b runs.Balance
	w.inlines(nodes, l, c.document.address, &b)
	w.add(b.Close(), l)
}

// list sets list items, deeper ones in a list inside the item before them.
func (c *column) list(items []releases.Block, parent *element) (out cell) {
	for len(items) > 0 {
		list := parent.child("L")
		first := items[0]
		list.ordered = first.Ordered
		number := max(first.Start, 1)
		for n := 0; len(items) > 0 && items[0].Level >= first.Level && items[0].Ordered == first.Ordered && (n == 0 || items[0].Start == 0); n++ {
			item := list.child("LI")
			label := "•"
			if first.Ordered {
				label = furniture.Number(c.text, number) + "."
				number++
			}
			out = append(out, c.item(items[0], item, label)...)
			deeper := 1
			for deeper < len(items) && items[deeper].Level > items[0].Level {
				deeper++
			}
			out = append(out, c.list(items[1:deeper], item)...)
			items = items[deeper:]
		}
	}
	return out
}

func (c *column) item(b releases.Block, item *element, label string) cell {
	depth := float64(min(max(b.Level, 1), maxDepth))
	var mark, w writing
	mark.add(label, c.look(item.child("Lbl"), black, false))
	c.content(&w, b.Inline, c.look(item.child("LBody"), black, false))
	set := c.paragraph(&w, c.scale.list(), depth*listInset)
	if len(set) == 0 {
		return nil
	}
	if m := c.prose(&mark, c.scale.list()); m != nil {
		set[0].label = m.lines(listInset * 4)[0]
	}
	return append(set, space(c.half()*.25))
}

// address is where a link leads, as a URI in ASCII; "" where it is not safe.
func (d *document) address(dest string) string {
	dest = furniture.SafeLink(dest)
	if dest == "" {
		return ""
	}
	if base := d.edition.BaseURL; base != "" {
		at, err := url.Parse(base + d.edition.ID + "/")
		if to, wrong := url.Parse(dest); err == nil && wrong == nil {
			dest = at.ResolveReference(to).String()
		}
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(dest) {
		if c := dest[i]; c <= ' ' || c >= 0x7F {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
