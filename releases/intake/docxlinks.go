package intake

import (
	"net/url"
	"strings"
	"unicode"

	"bayan/releases"
)

// field is a complex field: what it does, then what it shows.
type field struct {
	code  strings.Builder
	shows bool
	link  *releases.Inline
}

// hyperlink makes its words a link, or leaves them words where it leads to a
// place within the file or to one on somebody's disk.
func (r *docxBody) hyperlink() error {
	dest := r.relations[r.attr("r:id")].target
	if anchor := r.attr("w:anchor"); anchor != "" && dest != "" && !strings.Contains(dest, "#") {
		dest += "#" + anchor
	}
	outer, link := r.link, &releases.Inline{Kind: releases.Link, Dest: dest, Title: r.attr("w:tooltip")}
	if outer != nil || dest == "" {
		return r.content()
	}
	r.link = link
	err := r.content()
	r.link = nil
	r.linked(link)
	return err
}

func (r *docxBody) linked(link *releases.Inline) {
	words := releases.Lines(link.Children)
	if strings.TrimSpace(words) == "" || r.para == nil {
		return
	}
	if link.Dest = r.address(link.Dest, words); link.Dest == "" {
		r.para.words = append(r.para.words, link.Children...)
		return
	}
	r.para.words = append(r.para.words, *link)
}

// address is where a link of a file leads: to the world or nowhere.
func (r *docxBody) address(dest, words string) string {
	dest = strings.TrimSpace(dest)
	if u, err := url.Parse(dest); err == nil {
		switch u.Scheme {
		case "http", "https", "mailto", "tel":
			if strings.ContainsFunc(dest, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
				return u.String()
			}
			return dest
		}
	}
	if len(r.draft.Dropped) < mostLines {
		r.draft.drop("link-dropped", 0, words, map[string]any{"address": cut(dest)})
	}
	return ""
}

func (r *docxBody) instruction() error {
	for {
		kind, _, words, err := r.next()
		switch {
		case err != nil:
			return err
		case kind == tokenClose:
			return nil
		case kind == tokenWords && len(r.fields) > 0:
			s, err := unescaped(words)
			if err != nil {
				return err
			}
			if f := &r.fields[len(r.fields)-1]; f.code.Len() < 4096 {
				f.code.WriteString(s)
			}
		}
	}
}

// fieldMark takes the marks that part what a field does from what it shows. Of
// fields only the links mean something.
func (r *docxBody) fieldMark(kind string) {
	switch {
	case kind == "begin" && len(r.fields) < mostBases:
		r.fields = append(r.fields, field{})
	case len(r.fields) == 0:
	case kind == "separate":
		f := &r.fields[len(r.fields)-1]
		f.shows = true
		if dest := linkOf(f.code.String()); dest != "" && r.link == nil && r.para != nil {
			f.link = &releases.Inline{Kind: releases.Link, Dest: dest}
			r.link = f.link
		}
	case kind == "end":
		f := r.fields[len(r.fields)-1]
		r.fields = r.fields[:len(r.fields)-1]
		if f.link != nil {
			r.link = nil
			r.linked(f.link)
		}
	}
}

// linkOf reads HYPERLINK "address".
func linkOf(code string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(code), "HYPERLINK")
	rest, quoted := strings.CutPrefix(strings.TrimLeftFunc(rest, unicode.IsSpace), `"`)
	dest, _, closed := strings.Cut(rest, `"`)
	if !ok || !quoted || !closed {
		return ""
	}
	return dest
}
