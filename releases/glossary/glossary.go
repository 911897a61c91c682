// Package glossary holds the words that a desk has agreed on: terms and their
// translations, and the register of people, titles and organisations with their
// approved spelling in each language.
//
// Terms are found in running text as writers write them. In Arabic the clitics
// و ف ب ل ك س and the article may stand before each word, endings of number,
// gender, case and possession behind it, and hamza and diacritics count for
// nothing; in English and French a plural or possessive ending may stand
// behind. A name takes clitics, but no ending. A term in capitals (WHO) is not
// found in a word without. Broken plurals (مدارس) are terms of their own. Whether
// a term is missing is asked with doubt in favour of the translator: one word of
// others may stand within it, but not within a name.
//
// The package is pure, and a Glossary may be used by several goroutines at once.
package glossary

import (
	"slices"

	"bayan/releases"
	"bayan/releases/memory"
)

// Entry is one concept, person, title, organisation or place with its terms.
type Entry struct {
	ID     string
	Kind   Kind
	Part   string // of speech, as a person wrote it: "noun", "proper noun"
	Domain string
	Note   string
	Terms  []Term // the preferred ones of a language first
}

// Kind says what an entry is about.
type Kind string

const (
	Concept      Kind = ""
	Person       Kind = "person"
	Title        Kind = "title"
	Organisation Kind = "organisation"
	Place        Kind = "place"
)

// Kinds are all kinds.
var Kinds = []Kind{Concept, Person, Title, Organisation, Place}

// IsName tells the register's kinds, whose spelling is fixed.
func (k Kind) IsName() bool { return k == Person || k == Organisation || k == Place }

// Term is a word, or several, that stand for an entry in a language.
type Term struct {
	Language releases.Language
	Text     string
	Status   Status
	Note     string
}

// Status says whether a term may be used.
type Status string

const (
	Preferred Status = ""
	Admitted  Status = "admitted"
	Forbidden Status = "forbidden"
)

// Of lists the terms that may be used in a language, whatever its region, the
// preferred ones first.
func (e *Entry) Of(l releases.Language) []Term {
	terms := e.in(l, false)
	slices.SortStableFunc(terms, func(a, b Term) int { return a.Status.rank() - b.Status.rank() })
	return terms
}

// Banned lists the terms that may not be used in a language, whatever its region.
func (e *Entry) Banned(l releases.Language) []Term { return e.in(l, true) }

func (e *Entry) in(l releases.Language, forbidden bool) []Term {
	var terms []Term
	for _, t := range e.Terms {
		if (t.Status == Forbidden) == forbidden && memory.Base(t.Language) == memory.Base(l) {
			terms = append(terms, t)
		}
	}
	return terms
}

// has tells whether the entry has any term in a language.
func (e *Entry) has(l releases.Language) bool {
	for _, t := range e.Terms {
		if memory.Base(t.Language) == memory.Base(l) {
			return true
		}
	}
	return false
}

// Glossary is entries, ready to be looked up.
type Glossary struct {
	entries []Entry
	indexes map[releases.Language]*index
}

// New makes a glossary. The entries belong to it from then on.
func New(entries []Entry) *Glossary {
	g := &Glossary{entries: entries, indexes: map[releases.Language]*index{}}
	for i := range entries {
		e := &entries[i]
		for j := range e.Terms {
			l := memory.Base(e.Terms[j].Language)
			if g.indexes[l] == nil {
				g.indexes[l] = newIndex(l)
			}
			g.indexes[l].add(e, &e.Terms[j])
		}
	}
	return g
}

// Entries are all entries, in the order in which they were given.
func (g *Glossary) Entries() []Entry { return g.entries }
