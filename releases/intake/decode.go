package intake

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	encoding "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"

	"bayan/releases"
)

func fault(name, code string, line int, args map[string]any) error {
	return releases.ParseErrors{{Code: code, File: name, Line: line, Args: args}}
}

// tooLarge refuses before anything is read.
func tooLarge(name string, b []byte) error {
	if len(b) > releases.MaxTextBytes {
		return fault(name, "text-too-large", 0, map[string]any{"bytes": len(b), "limit": releases.MaxTextBytes})
	}
	return nil
}

// utf16Mark names the UTF-16 whose byte order mark begins b: "utf-16le",
// "utf-16be" or "".
func utf16Mark(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "utf-16be"
	}
	return ""
}

func decodeUTF16(b []byte) string {
	out, err := encoding.UTF16(encoding.LittleEndian, encoding.UseBOM).NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(out)
}

// decodeText gives a plain file's words with LF line ends: UTF-8, or UTF-16
// that says so. Anything else is refused with the line of its first bad byte,
// since a guessed character set damages names in silence.
func (d *Draft) decodeText(name string, b []byte) (string, error) {
	s := string(b)
	if set := utf16Mark(b); set != "" {
		s = decodeUTF16(b)
		d.keep("charset", 0, "", map[string]any{"charset": set})
	}
	if rest, ok := strings.CutPrefix(s, "\ufeff"); ok {
		s = rest
		d.drop("bom", 1, "", nil)
	}
	s = lineEnds(s)
	return s, wholesome(name, s)
}

// decodePage gives a web page's characters. A byte order mark speaks first;
// then bytes that are UTF-8 throughout are UTF-8 whatever the page declares,
// as no Arabic in windows-1256 happens to be; then the declaration; then, as
// HTML has browsers do, what is usual for the language.
func (d *Draft) decodePage(name string, b []byte, lang releases.Language) (string, error) {
	if set := utf16Mark(b); set != "" {
		d.keep("charset", 0, "", map[string]any{"charset": set})
		s := lineEnds(strings.TrimPrefix(decodeUTF16(b), "\ufeff"))
		return s, wholesome(name, s)
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	_, declared, _ := charset.DetermineEncoding(b[:min(len(b), 1024)], "")
	if !bytes.Contains(bytes.ToLower(b[:min(len(b), 1024)]), []byte("charset")) {
		declared = "" // found by its bytes or by nothing
	}
	s := string(b)
	switch {
	case utf8.Valid(b):
		if declared != "" && declared != "utf-8" && !ascii(b) {
			d.keep("charset-differs", 0, "", map[string]any{"declared": declared, "charset": "utf-8"})
		}
	case declared == "utf-8":
		// declared, and not kept: wholesome names the line
	default:
		set := declared
		if set == "" {
			set = usualCharset(lang)
		}
		e, _ := charset.Lookup(set)
		out, err := e.NewDecoder().Bytes(b)
		if err != nil {
			return "", fault(name, "invalid-utf8", 0, map[string]any{"byte": 0})
		}
		s = string(out)
		d.keep("charset", 0, "", map[string]any{"charset": set})
	}
	s = lineEnds(s)
	return s, wholesome(name, s)
}

// usualCharset is the fallback encoding of the HTML standard
// (§13.2.3.2, "suggested default encoding") for languages of press offices.
func usualCharset(lang releases.Language) string {
	base, _, _ := strings.Cut(string(lang), "-")
	switch base {
	case "ar", "fa", "ur", "ckb", "ug":
		return "windows-1256"
	case "he", "yi":
		return "windows-1255"
	case "ru", "uk", "bg", "sr", "mk", "be":
		return "windows-1251"
	case "tr", "az", "ku", "kmr":
		return "windows-1254"
	case "el":
		return "windows-1253"
	case "pl", "cs", "hu", "sk", "sl":
		return "windows-1250"
	}
	return "windows-1252"
}

func ascii(b []byte) bool {
	return !slices.ContainsFunc(b, func(c byte) bool { return c >= utf8.RuneSelf })
}

var lineEnd = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\f", "\n", "\v", "\n")

// lineEnds makes every line end LF. Form feeds and vertical tabs end lines too:
// they come from pages and line breaks of word processors.
func lineEnds(s string) string { return lineEnd.Replace(s) }

// wholesome refuses what no text may hold, with its line.
func wholesome(name, s string) error {
	line := 1
	for i, r := range s {
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd"):
			at := i - strings.LastIndexByte(s[:i], '\n')
			return fault(name, "invalid-utf8", line, map[string]any{"byte": at})
		case r < ' ' && r != '\t' || r == 0x7f:
			return fault(name, "control-character", line, map[string]any{"codepoint": fmt.Sprintf("U+%04X", r)})
		}
	}
	return nil
}

// oneLine is NFC with every run of white space one space. A no-break space is
// white space here, as in every source it stands for a space that a page or a
// word processor forced; joiners and marks of direction are kept.
func oneLine(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), " ")) }

// folded is what two spellings of the same line share: letters and digits
// alone, in lower case, without marks of direction, tashkeel or tatweel.
func folded(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r == 'ـ':
		case r == 'ى':
			b.WriteRune('ي')
		case r == 'ٱ':
			b.WriteRune('ا')
		case unicode.IsLetter(r):
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsDigit(r):
			b.WriteRune(asciiDigit(r))
		}
	}
	return b.String()
}

// asciiDigit gives 0…9 for the digits of Arabic and Persian.
func asciiDigit(r rune) rune {
	switch {
	case '٠' <= r && r <= '٩':
		return '0' + r - '٠'
	case '۰' <= r && r <= '۹':
		return '0' + r - '۰'
	}
	return r
}

func sortByOrder(list []string, order ...string) {
	slices.SortFunc(list, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
}
