// Package html makes the web pages of an edition: one with all its languages
// and one for each of them. A page is one file that asks nobody for anything:
// no script, no font, no picture; its content security policy says so.
//
// Direction is declared by lang and dir alone, so the stylesheet knows no left
// and no right. In the document one language follows the other, as readers,
// screen readers and copied text need it; on a wide screen the stylesheet lays
// the aligned groups of up to three languages side by side, row by row.
//
// Pages are functions of the edition: equal editions give equal bytes.
package html

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"sync"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/rows"
	"bayan/releases/format/runs"
)

// Index is the path of the page with all languages.
const Index = "index.html"

// Path is the path of a language's own page.
func Path(l releases.Language) string { return string(l) + ".html" }

//go:embed page.html
var source string

// pages is parsed when the first page is written.
var pages = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(source)) })

// Page writes the page with all languages of an edition.
func Page(w io.Writer, e releases.Edition) error {
	if len(e.Texts) == 0 {
		return fmt.Errorf("edition of %s has no text", e.ID)
	}
	return write(w, newPage(e, Index, all(e)))
}

// Single writes the page of one language.
func Single(w io.Writer, e releases.Edition, l releases.Language) error {
	n := slices.IndexFunc(e.Texts, func(t releases.EditionText) bool { return t.Language == l })
	if n < 0 {
		return fmt.Errorf("edition of %s has no text in %s", e.ID, l)
	}
	return write(w, newPage(e, Path(l), []int{n}))
}

func write(w io.Writer, p page) error {
	var b bytes.Buffer
	if err := pages().Execute(&b, p); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

func all(e releases.Edition) []int {
	n := make([]int, len(e.Texts))
	for i := range n {
		n[i] = i
	}
	return n
}

// page is what the template shows.
type page struct {
	Lang, Dir   string
	Title       string
	Site        string
	Description string
	Headline    string
	URL         string // "" without a base URL
	Alternates  []link
	Canonicals  []link // the texts as they were signed
	Published   string
	Modified    string
	NoIndex     bool
	Style       template.CSS
	Policy      string // of content security
	Linked      template.JS
	Columns     string // class of the sheet of articles
	Nav         nav
	Articles    []article
	Watermark   []tagged
}

// tagged is a piece of text in a language.
type tagged struct {
	Lang, Dir string
	Text      string
}

type link struct {
	Href, Lang, Dir, Text string
}

type nav struct {
	Label string
	Skips []link
	Links []link
	All   *link // to the page with all languages
}

func newPage(e releases.Edition, path string, shown []int) page {
	sheets := make([]furniture.Sheet, len(e.Texts))
	for i := range e.Texts {
		sheets[i] = furniture.Of(e, i)
	}
	var own []furniture.Sheet
	for _, n := range shown {
		own = append(own, sheets[n])
	}
	main := furniture.Own(e, own)
	p := page{
		Lang: string(main.Language), Dir: dir(main.RTL),
		Title:       runs.Balanced(main.Title()),
		Site:        main.Organisation,
		Headline:    main.Headline,
		Description: description(e, main),
		Alternates:  alternates(e),
		Published:   stamp(e.Published),
		Modified:    stamp(e.Modified),
		NoIndex:     e.Draft || !e.Embargo.IsZero() || e.State != releases.Public,
		Columns:     [...]string{"one", "two", "three", "stacked"}[min(len(shown), 4)-1],
		Nav:         newNav(e, sheets, shown),
		Linked:      linkedData(e, sheets, shown, path),
	}
	if e.BaseURL != "" {
		p.URL = address(e, path)
	}
	if e.State == releases.Public && !e.Draft {
		for _, t := range e.Texts {
			p.Canonicals = append(p.Canonicals, link{Href: address(e, string(t.Language)+".md"), Lang: string(t.Language)})
		}
	}
	height := 0
	grid := sharedRows(e, shown)
	for i, n := range shown {
		a := newArticle(e, n, sheets[n], grid, i, len(shown) > 1)
		p.Articles = append(p.Articles, a)
		height = max(height, a.last)
		if e.Draft {
			p.Watermark = append(p.Watermark, tagged{string(sheets[n].Language), dir(sheets[n].RTL), sheets[n].DraftWord})
		}
	}
	css := style(e, own, len(shown), height)
	digest := sha256.Sum256([]byte(css))
	p.Style = template.CSS(css)
	p.Policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "'; base-uri 'none'; form-action 'none'"
	return p
}

// sharedRows are the rows of the body; on a page with one language each block
// and each list has its own.
func sharedRows(e releases.Edition, shown []int) []rows.Row {
	if len(shown) > 1 {
		return rows.Of(e.Texts)
	}
	t := e.Texts[shown[0]]
	t.Groups = nil
	return rows.Of([]releases.EditionText{t})
}

func newNav(e releases.Edition, sheets []furniture.Sheet, shown []int) nav {
	main := 0
	for _, n := range shown {
		if e.Texts[n].Language == e.Source {
			main = n
		}
	}
	if len(shown) == 1 {
		main = shown[0]
	}
	t := e.Texts[main]
	v := nav{Label: furniture.Say(t, "labels.languages").String()}
	for _, n := range shown {
		skip := furniture.Say(e.Texts[n], "labels.skip")
		v.Skips = append(v.Skips, link{
			Href: "#" + string(e.Texts[n].Language), Text: skip.String(),
			Lang: string(sheets[n].Language), Dir: dir(sheets[n].RTL),
		})
	}
	if len(e.Texts) < 2 {
		return v
	}
	for n, s := range sheets {
		l := link{Lang: string(s.Language), Dir: dir(s.RTL), Text: e.Texts[n].Labels.Name(s.Language)}
		switch {
		case len(shown) > 1:
			l.Href = "#" + l.Lang
		case n == shown[0]:
			continue
		default:
			l.Href = Path(s.Language)
		}
		v.Links = append(v.Links, l)
	}
	if len(shown) == 1 {
		v.All = &link{Href: Index, Text: furniture.Say(t, "labels.side-by-side").String()}
	}
	return v
}

// alternates are the same on every page of an edition, so that they are
// reciprocal.
func alternates(e releases.Edition) []link {
	var links []link
	for _, t := range e.Texts {
		links = append(links, link{Href: address(e, Path(t.Language)), Lang: string(t.Language)})
	}
	return append(links, link{Href: address(e, Index), Lang: "x-default"})
}

// address is where a file of an edition is served; without a base URL, beside
// the page.
func address(e releases.Edition, path string) string {
	if e.BaseURL == "" {
		return path
	}
	return e.BaseURL + e.ID + "/" + path
}

func dir(rtl bool) string {
	if rtl {
		return "rtl"
	}
	return "ltr"
}
