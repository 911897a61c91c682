package html

import (
	"encoding/json"
	"html/template"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/runs"
)

// newsArticle is a text of an edition in the words of schema.org.
type newsArticle struct {
	Context       string        `json:"@context,omitempty"`
	Type          string        `json:"@type"`
	ID            string        `json:"@id"`
	URL           string        `json:"url,omitempty"`
	Headline      string        `json:"headline"`
	Description   string        `json:"description,omitempty"`
	Language      string        `json:"inLanguage"`
	Status        string        `json:"creativeWorkStatus,omitempty"`
	Published     string        `json:"datePublished,omitempty"`
	Modified      string        `json:"dateModified,omitempty"`
	Author        *organisation `json:"author,omitempty"`
	Publisher     *organisation `json:"publisher,omitempty"`
	TranslationOf *reference    `json:"translationOfWork,omitempty"`
	Translations  []reference   `json:"workTranslation,omitempty"`
	Corrections   []correction  `json:"correction,omitempty"`
}

type organisation struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type reference struct {
	ID string `json:"@id"`
}

type correction struct {
	Type      string `json:"@type"`
	Text      string `json:"text"`
	Language  string `json:"inLanguage"`
	Published string `json:"datePublished,omitempty"`
	URL       string `json:"url"`
}

// linkedData is the page's JSON-LD. encoding/json writes <, > and & as \u003c
// and so on, so that no text can end the script element.
func linkedData(e releases.Edition, sheets []furniture.Sheet, shown []int, path string) template.JS {
	var articles []newsArticle
	for _, n := range shown {
		articles = append(articles, newNewsArticle(e, sheets, n, path))
	}
	var graph any = articles[0]
	if len(articles) > 1 {
		graph = struct {
			Context string        `json:"@context"`
			Graph   []newsArticle `json:"@graph"`
		}{"https://schema.org", articles}
	} else {
		articles[0].Context = "https://schema.org"
		graph = articles[0]
	}
	raw, err := json.Marshal(graph)
	if err != nil { // strings alone cannot fail
		panic(err)
	}
	return template.JS(raw)
}

func newNewsArticle(e releases.Edition, sheets []furniture.Sheet, n int, path string) newsArticle {
	s := sheets[n]
	id := func(l releases.Language) string { return address(e, Path(l)) + "#" + string(l) }
	a := newsArticle{
		Type: "NewsArticle", ID: id(s.Language),
		Headline: s.Headline, Language: string(s.Language),
		Description: description(e, s),
		Published:   stamp(e.Published), Modified: stamp(e.Modified),
	}
	if e.BaseURL != "" {
		a.URL = address(e, Path(s.Language))
	}
	if a.Published == "" {
		a.Published = e.Facts.Date
	}
	switch {
	case e.Draft:
		a.Status = "Draft"
	case e.State == releases.Withdrawn:
		a.Status = "Withdrawn"
	case e.State == releases.Withheld:
		a.Status = "Withheld"
	}
	if s.Organisation != "" {
		a.Publisher = &organisation{"Organization", s.Organisation}
		a.Author = a.Publisher
	}
	for _, other := range sheets {
		switch {
		case other.Language == s.Language:
		case s.Language == e.Source:
			a.Translations = append(a.Translations, reference{id(other.Language)})
		case other.Language == e.Source:
			a.TranslationOf = &reference{id(other.Language)}
		}
	}
	for i, told := range s.Notices {
		text := told.Line.String()
		if told.Words != "" {
			text += " " + told.Words
		}
		a.Corrections = append(a.Corrections, correction{
			Type: "CorrectionComment", Text: runs.Balanced(text), Language: string(s.Language),
			Published: stamp(told.At), URL: address(e, path) + "#" + noticeID(s, i),
		})
	}
	return a
}

// maxDescription is about what search pages show, in characters.
const maxDescription = 200

// description is the summary, else how the first paragraph begins; a
// tombstone's is its notice.
func description(e releases.Edition, s furniture.Sheet) string {
	if s.Tombstone {
		return runs.Balanced(s.Notices[0].Line.String())
	}
	text := s.Summary
	for _, t := range e.Texts {
		if t.Language != s.Language || text != "" {
			continue
		}
		for _, b := range t.Text.Blocks {
			if b.Kind == releases.Paragraph {
				text = b.Plain()
				break
			}
		}
	}
	return runs.Balanced(shortened(text))
}

// shortened ends a long text after a whole word.
func shortened(text string) string {
	if utf8.RuneCountInString(text) <= maxDescription {
		return text
	}
	count, end := 0, 0
	for i, r := range text {
		if count++; count > maxDescription {
			break
		}
		if r == ' ' {
			end = i
		}
	}
	return text[:end] + "…"
}
