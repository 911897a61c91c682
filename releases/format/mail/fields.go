package mail

import (
	"bytes"
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// Limits of the lines of a header: RFC 5322 §2.1.1 asks for 78, RFC 2047 §2 for
// 76 where a line has an encoded word, and for 75 of that word.
const (
	mostColumns        = 78
	mostEncodedColumns = 76
	mostEncodedWord    = 75
)

// writeField writes a header field of unstructured text, folded.
func writeField(b *bytes.Buffer, name, value string) {
	b.WriteString(name + ":")
	column := len(name) + 1
	if plainField(value) {
		foldWords(b, strings.Fields(value), column)
	} else {
		foldWords(b, encodedWords(value, mostEncodedColumns-column-1), column)
	}
	b.WriteString("\r\n")
}

// writeFrom writes the sender: a name in any script, and an address.
func writeFrom(b *bytes.Buffer, name, address string) {
	b.WriteString("From:")
	var words []string
	switch {
	case name == "":
		foldWords(b, []string{address}, len("From:"))
		b.WriteString("\r\n")
		return
	case !plainField(name):
		words = encodedWords(name, mostEncodedColumns-len("From: "))
	default:
		quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
		words = strings.Split(quoted, " ")
	}
	foldWords(b, append(words, "<"+address+">"), len("From:"))
	b.WriteString("\r\n")
}

// plainField tells text that needs no encoding: visible ASCII, single spaces,
// no word too long for a line, nothing that looks encoded.
func plainField(s string) bool {
	if !isASCII(s) || strings.Contains(s, "=?") || strings.Join(strings.Fields(s), " ") != s {
		return false
	}
	for word := range strings.FieldsSeq(s) {
		if len(word) > mostColumns-1 {
			return false
		}
	}
	return true
}

// foldWords writes words after a column, a new line where one is full.
func foldWords(b *bytes.Buffer, words []string, column int) {
	most := mostColumns
	if len(words) > 0 && strings.HasPrefix(words[0], "=?") {
		most = mostEncodedColumns
	}
	for i, word := range words {
		if i > 0 && column+1+len(word) > most {
			b.WriteString("\r\n")
			column = 0
		}
		b.WriteString(" " + word)
		column += 1 + len(word)
	}
}

// encodedWords are the encoded words (RFC 2047) of a text, whole characters in
// each, the first of at most so many columns.
func encodedWords(s string, first int) []string {
	const before, after = "=?utf-8?B?", "?="
	room := func(columns int) int { // bytes that fit into an encoded word
		return (min(columns, mostEncodedWord) - len(before) - len(after)) / 4 * 3
	}
	var words []string
	from, most := 0, room(first)
	put := func(to int) {
		words = append(words, before+base64.StdEncoding.EncodeToString([]byte(s[from:to]))+after)
		from, most = to, room(mostEncodedColumns-1)
	}
	for at, r := range s {
		if at+utf8.RuneLen(r)-from > most && at > from {
			put(at)
		}
	}
	put(len(s))
	return words
}
