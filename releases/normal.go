package releases

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// isNFC tells whether words are in normal form C. Words are asked about at each
// reading and writing, so the letters that our texts are made of are known
// here: nothing below U+0300 composes with what follows, nor do the letters,
// digits and single short vowels of Arabic. All else is asked of the Unicode
// tables.
func isNFC(s string) bool {
	marked := false
	for _, r := range s {
		switch {
		case r < 0x300, 0x620 <= r && r <= 0x64a, 0x660 <= r && r <= 0x66f, 0x671 <= r && r <= 0x6d3,
			0x2010 <= r && r <= 0x205e, r == '،', r == '؛', r == '؟':
			marked = false
		case 0x64b <= r && r <= 0x652 && !marked:
			marked = true // a second one may stand in the wrong order
		default:
			return norm.NFC.IsNormalString(s)
		}
	}
	return utf8.ValidString(s) || norm.NFC.IsNormalString(s)
}
