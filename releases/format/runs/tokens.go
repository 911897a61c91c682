package runs

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/pattern"
)

// Token is a piece of a fixed shape that is read left to right in every language.
type Token struct {
	From, To int
	Shape    Shape
}

// Shape is what a token is.
type Shape byte

const (
	Code  Shape = iota // a reference code, ISO date, signed number, handle
	Phone              // a telephone number
	Mail               // an e-mail address
	Web                // a URL, or a host that begins with www
)

const digit = `[0-9٠-٩۰-۹]`

// shapes are tried in this order; what one has taken, no later one gets. A
// line without one of the signs of a shape is not searched for it.
var shapes = []struct {
	shape   Shape
	signs   string
	pattern func() *regexp.Regexp
}{
	{Web, ".", pattern.Lazy(`(?i)(?:https?://|www\.)[^\s<>«»“”"،؛\x{2066}-\x{2069}]+`)},
	{Mail, "@", pattern.Lazy(`[\p{Latin}0-9._%+-]+@[\p{Latin}0-9-]+(?:\.[\p{Latin}0-9-]+)+`)},
	{Phone, "+", pattern.Lazy(`\+` + digit + `+(?:[ \x{a0}\x{202f}./-]?\(?` + digit + `+\)?)*`)},
	{Phone, "0٠۰", pattern.Lazy(`\(?[0٠۰]` + digit + `*\)?(?:[ \x{a0}\x{202f}./-]\(?` + digit + `{2,}\)?)+`)},
	{Code, "-", pattern.Lazy(digit + `+(?:-` + digit + `+){2,}`)},
	{Code, "#@+0123456789", pattern.Lazy(`[#@]?[\p{Latin}0-9]+(?:[-_/.:&+'’][\p{Latin}0-9]+)*[+#]*`)},
	{Code, "+±−-", pattern.Lazy(`[+±−-]` + digit + `+(?:[.,٫٬]` + digit + `+)*[%٪]?`)},
}

// Tokens lists the tokens of a line in order.
func Tokens(line string) []Token {
	var found []Token
	var taken []bool // bytes of the line
	for _, s := range shapes {
		if !strings.ContainsAny(line, s.signs) {
			continue
		}
		for _, at := range s.pattern().FindAllStringIndex(line, -1) {
			t := Token{at[0], at[1], s.shape}
			switch s.shape {
			case Web:
				t.To = t.From + len(trimmed(line[t.From:t.To]))
			case Phone:
				t = unbracketed(line, t)
			}
			if taken != nil && slices.Contains(taken[t.From:t.To], true) || !stands(line, t) {
				continue
			}
			if taken == nil {
				taken = make([]bool, len(line))
			}
			found = append(found, t)
			for i := range taken[t.From:t.To] {
				taken[t.From+i] = true
			}
		}
	}
	slices.SortFunc(found, func(a, b Token) int { return cmp.Compare(a.From, b.From) })
	return found
}

// stands tells whether the match is a token and no part of a word or number,
// and for codes whether the classes of its letters alone would set it wrongly.
func stands(line string, t Token) bool {
	before, _ := utf8.DecodeLastRuneInString(line[:t.From])
	text := line[t.From:t.To]
	first, _ := utf8.DecodeRuneInString(text)
	// An Arabic particle (و, ب, ل) touches the number or address that it goes with.
	touched := unicode.Is(unicode.Arabic, before) && (strings.ContainsRune("+±−-", first) || t.Shape == Mail || t.Shape == Web)
	if isWord(before) && !touched {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	switch t.Shape {
	case Phone:
		digits := 0
		for _, r := range text {
			if unicode.IsDigit(r) {
				digits++
			}
		}
		return digits >= 6 || first == '+'
	case Code:
		letters := strings.ContainsFunc(text, unicode.IsLetter)
		odd := !unicode.IsLetter(first) || !unicode.IsLetter(last) && !unicode.IsDigit(last)
		return odd && (letters || strings.Count(text, "-") > 1 || strings.ContainsRune("+±−-", first))
	}
	return true
}

// trimmed is a URL without the punctuation of the sentence that it ends.
func trimmed(url string) string {
	for {
		r, size := utf8.DecodeLastRuneInString(url)
		unopened := r == ')' && strings.Count(url, ")") > strings.Count(url, "(")
		if !unopened && !strings.ContainsRune(".,;:!?…'’؟*_]}", r) {
			return url
		}
		url = url[:len(url)-size]
	}
}

// unbracketed is a number without the bracket of the sentence around it: "(call
// +963 11 0100)".
func unbracketed(line string, t Token) Token {
	text := line[t.From:t.To]
	switch opened := strings.Count(text, "(") - strings.Count(text, ")"); {
	case opened < 0 && strings.HasSuffix(text, ")"):
		t.To--
	case opened > 0 && strings.HasPrefix(text, "("):
		t.From++
	}
	return t
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
