// Package fold makes words equal that a search takes for equal: case and
// diacritics in every script, and in Arabic tashkeel, tatweel, the forms of
// hamza, ة and ه, ى and ي, the article, and digits.
//
// The same fold serves at index and at query time; it is for finding, never
// for showing or comparing what was signed.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Search folds text for search: words in lower case, one space between them,
// nothing else but letters and digits.
func Search(s string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(norm.NFKD.String(s), separates) {
		folded := WithoutArticle(strings.Map(letter, word))
		if folded == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(folded)
	}
	return b.String()
}

// articles begin words, with the clitics that stand before an article.
var articles = []string{"وال", "بال", "كال", "فال", "ال", "لل"}

// WithoutArticle takes the Arabic article, and a clitic before it, off a folded
// word. Where two letters or fewer are left, it is none.
func WithoutArticle[W ~string | ~[]byte](word W) W {
	for _, article := range articles {
		if n := len(article); len(word) > n && string(word[:n]) == article && utf8.RuneCountInString(string(word[n:])) > 2 {
			return word[n:]
		}
	}
	return word
}

// separates tells what stands between words. Marks and format characters
// (direction marks, joiners) stand inside them.
func separates(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Cf)
}

// letter folds one decomposed character; -1 drops it.
func letter(r rune) rune {
	switch r {
	case 'ة':
		return 'ه'
	case 'ى', 'ی', 'ئ':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ؤ':
		return 'و'
	case 'ء', 'ـ':
		return -1
	}
	if unicode.In(r, unicode.M, unicode.Cf) {
		return -1
	}
	if d := digit(r); d >= 0 {
		return '0' + d
	}
	return unicode.ToLower(r)
}

// digit is the value of a decimal digit of any script, -1 for others.
func digit(r rune) rune {
	if !unicode.Is(unicode.Nd, r) {
		return -1
	}
	// Decimal digits stand in runs of ten, each beginning with its zero.
	zero := r
	for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
		zero--
	}
	return r - zero
}
