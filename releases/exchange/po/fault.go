package po

import "unicode/utf8"

// Faults are the codes of the errors of Parse and Read, with the arguments of
// each; "unit" is the msgctxt of the entry where it is known, else "". column
// counts characters from 1.
var Faults = map[string][]string{
	"po-too-large":       {"bytes", "limit"},
	"po-too-many":        {"entries", "limit"},
	"too-many-lines":     {"lines", "limit"},
	"po-charset":         {"charset"},
	"invalid-utf8":       {"byte"},
	"control-character":  {"codepoint"},
	"po-string-not-read": {"unit", "column"},           // a string without its second quotation mark
	"po-escape":          {"unit", "column", "escape"}, // a backslash and what no PO file means by it
	"po-word":            {"unit", "column", "word"},   // neither a string nor a keyword
	"po-order":           {"unit", "column", "word"},   // a keyword where it cannot stand
	"po-no-string":       {"unit", "column", "word"},   // a keyword without its string
	"po-plural":          {"unit", "column", "index"},  // msgstr[n] that is not the next
	"po-cut":             {"unit"},                     // an entry without its msgstr
	"po-twice":           {"unit", "id", "first"},      // first: the line of the first
	"po-truncated":       {"unit", "column"},           // the file ends within a string
	"po-contextless":     {"unit", "word"},             // Read: no entry has the keyword msgctxt
	"po-not-unit":        {"unit", "id"},               // Read: an entry that bayan did not send
}

// Told are the codes of what Parse and Read tell, with the arguments of each.
var Told = map[string][]string{
	"bom-dropped": {},
	"po-fuzzy":    {"unit"},  // came home unconfirmed: taken as not translated
	"po-obsolete": {"count"}, // entries behind #~, left out
}

// column is the place of byte i in a line, in characters from 1.
func column(line string, i int) int { return utf8.RuneCountInString(line[:i]) + 1 }

// excerpt is a piece of hostile text, short enough for a sentence.
func excerpt(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s[:min(len(s), most*utf8.UTFMax)])[:most-1]) + "…"
}
