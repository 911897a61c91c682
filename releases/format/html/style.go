package html

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/text/language"

	"bayan/releases"
	"bayan/releases/format/furniture"
)

//go:embed page.css
var sheetCSS string

// Fonts that systems have: each stack begins with its own script's, and ends
// with the other's so that a name in it is set as well as can be.
const (
	latinFonts  = `Charter,"Bitstream Charter","Iowan Old Style","Source Serif 4",Georgia,"Noto Serif","Liberation Serif","Times New Roman",` + arabicLast
	naskhFonts  = `"Noto Naskh Arabic","SF Arabic","Geeza Pro","Segoe UI","Sakkal Majalla",Georgia,"Noto Serif","Liberation Serif","Times New Roman","Noto Sans Arabic",Tahoma,serif`
	urduFonts   = `"Noto Nastaliq Urdu","Jameel Noori Nastaleeq","Urdu Typesetting",` + naskhFonts
	hebrewFonts = `"Noto Serif Hebrew","SBL Hebrew",David,"Arial Hebrew","Times New Roman",serif`
	arabicLast  = `"Noto Naskh Arabic","Geeza Pro","Segoe UI",serif`
)

// script is how the letters of a language want to be set.
type script struct {
	fonts string
	line  string // height of a line of running text
	tight string // of a headline
	size  string // of running text, beside Latin of 1
	// upright scripts have no italics; emphasis is shown by weight.
	upright bool
}

func scriptOf(l releases.Language) script {
	tag, err := language.Parse(string(l))
	written, _ := tag.Script()
	base, _ := tag.Base()
	switch {
	case err != nil:
	case base.String() == "ur":
		return script{urduFonts, "2.3", "1.9", "1.06", true}
	case written.String() == "Arab":
		return script{naskhFonts, "1.8", "1.6", "1.1", true}
	case written.String() == "Hebr":
		return script{hebrewFonts, "1.65", "1.3", "1.06", true}
	}
	return script{latinFonts, "1.6", "1.2", "1", false}
}

// style is the stylesheet of a page: the common part, the setting of its
// languages, the rows, and the printed pages of each language.
func style(e releases.Edition, shown []furniture.Sheet, columns, height int) string {
	var b strings.Builder
	b.WriteString(sheetCSS)
	set := map[releases.Language]bool{}
	for _, s := range shown {
		set[s.Language] = true
		languageRules(&b, s.Language)
	}
	for _, t := range e.Texts {
		if set[t.Language] {
			houseRules(&b, t)
		}
		if !set[t.Language] {
			languageRules(&b, t.Language)
			set[t.Language] = true
		}
	}
	for _, l := range e.Follows {
		if !set[l] {
			languageRules(&b, l)
		}
	}
	if columns == 2 || columns == 3 {
		rowRules(&b, columns, height)
	}
	for _, s := range shown {
		paperRules(&b, e, s)
	}
	return b.String()
}

func languageRules(b *strings.Builder, l releases.Language) {
	s := scriptOf(l)
	fmt.Fprintf(b, "[lang=%q]{font-family:%s;line-height:%s;letter-spacing:normal}\n", l, s.fonts, s.line)
	fmt.Fprintf(b, "article[lang=%q]{font-size:%sem}\narticle[lang=%[1]q] .contacts bdi[lang]{font-size:calc(1em/%[2]s)}\n[lang=%[1]q] h1{line-height:%[3]s}\n", l, s.size, s.tight)
	if s.upright {
		fmt.Fprintf(b, ":is(em,i,cite):lang(%s){font-style:normal;font-weight:600}\n", l)
		fmt.Fprintf(b, "[lang=%q] :is(p,li,h2,h3,h4,h5,h6){line-height:inherit}\n", l)
	}
}

// houseRules give a text the quotation marks and digits of the house style.
func houseRules(b *strings.Builder, t releases.EditionText) {
	fmt.Fprintf(b, "[lang=%q]{quotes:", t.Language)
	for i, mark := range t.Labels.Quotes() {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(cssString(mark))
	}
	b.WriteString("}\n")
	if counter := furniture.CounterStyle(t); counter != "" {
		fmt.Fprintf(b, "[lang=%q] ol{list-style-type:%s}\n", t.Language, counter)
	}
}

// rowRules lay the articles of a page side by side. Each article keeps its
// place in the document and takes its rows from the sheet (CSS Grid 2, subgrid);
// where a browser has no subgrid, the columns stand side by side unaligned.
func rowRules(b *strings.Builder, columns, height int) {
	width := map[int]string{2: "800.02px", 3: "1100px"}[columns]
	name := map[int]string{2: "two", 3: "three"}[columns]
	fmt.Fprintf(b, "@media screen and (min-width:%s){\n", width)
	fmt.Fprintf(b, ".top.%s,.sheet.%s{max-inline-size:%dem}\n", name, name, columns*42)
	fmt.Fprintf(b, ".sheet.%s{display:grid;grid-template-columns:repeat(%d,minmax(0,1fr));column-gap:clamp(2rem,5vw,4.5rem);align-items:start}\n", name, columns)
	fmt.Fprintf(b, ".sheet.%s>article{grid-row:1;border:0;padding-block-start:0}\n", name)
	fmt.Fprintf(b, "@supports (grid-template-rows:subgrid){\n")
	fmt.Fprintf(b, ".sheet.%s{grid-template-rows:repeat(%d,auto)}\n", name, height)
	fmt.Fprintf(b, ".sheet.%s>article{grid-row:1/span %d;display:grid;grid-template-columns:minmax(0,1fr);grid-template-rows:subgrid;row-gap:0;align-items:start}\n", name, height)
	b.WriteString(".marks,.letterhead{align-self:stretch}.marks{display:grid}\n")
	for row := 1; row <= height; row++ {
		fmt.Fprintf(b, ".r%d{grid-row:%d}\n", row, row)
	}
	b.WriteString("}\n}\n")
}

// paperRules give the printed pages of a language their marks and numbers, in
// margin boxes (CSS Paged Media 3).
func paperRules(b *strings.Builder, e releases.Edition, s furniture.Sheet) {
	var marks []string
	for _, l := range []furniture.Line{s.Draft, s.Embargo} {
		if !l.Empty() {
			marks = append(marks, l.String())
		}
	}
	counter := "counter(page)"
	pages := "counter(pages)"
	for _, t := range e.Texts {
		if t.Language != s.Language {
			continue
		}
		if style := furniture.CounterStyle(t); style != "" {
			counter, pages = "counter(page,"+style+")", "counter(pages,"+style+")"
		}
	}
	open, pop := "", ""
	if s.RTL { // a margin box has the direction of the document, not of the page's language
		open, pop = "\u2067", "\u2069"
	}
	name := "lang-" + string(s.Language)
	fmt.Fprintf(b, "@page %s{size:A4;margin:22mm 20mm 24mm;", name)
	if len(marks) > 0 {
		fmt.Fprintf(b, "@top-center{content:%s;font:700 9pt %s}", cssString(open+strings.Join(marks, " · ")+pop), scriptOf(s.Language).fonts)
	}
	fmt.Fprintf(b, "@bottom-center{content:%s %s \" / \" %s %s;font:9pt %s}}\n", cssString(open), counter, pages, cssString(pop), scriptOf(s.Language).fonts)
	fmt.Fprintf(b, "@media print{[id=%q]{page:%s}}\n", s.Language, name)
}

// cssString is a CSS string that cannot end its quotes nor its element.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || strings.ContainsRune("\"\\<>&\u2066\u2067\u2068\u2069", r) {
			fmt.Fprintf(&b, `\%x `, r)
		} else {
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
