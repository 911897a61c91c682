package releases

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"bayan/pattern"

	"github.com/yuin/goldmark/util"
)

// care is how much a writer does so that marks are read as marks. CommonMark's
// rules for * and _ look at the letters around them, so that the plainest
// spelling is not always read back.
type care byte

const (
	// sparing uses asterisks and the fewest escapes.
	sparing care = iota
	// alternating takes underscores for a mark within a mark, and for one that
	// touches another.
	alternating
	// guarded alternates, and writes a letter that touches a mark from outside as
	// a character reference, which counts as punctuation: then every mark can
	// open and close where it should. Its other words are escaped throughout. No
	// two marks that are open at once share a character, so it is always read
	// back.
	guarded
)

// piece is what a line of Markdown is put together from.
type piece struct {
	kind     pieceKind
	text     string // words: as read; else: as written
	inLink   bool
	refFirst bool // words: write the first letter as a reference
	refLast  bool
}

type pieceKind byte

const (
	wordsPiece pieceKind = iota
	opening              // of emphasis or strong
	closing
	bracket // of a link, or an address in < >
	newline
)

// spell writes content in normal form as Markdown.
func spell(content []Inline, heading bool, c care) string {
	pieces := cut(nil, content, c, '_', false)
	if c == guarded {
		guard(pieces)
	}
	var b strings.Builder
	lineStart := !heading
	for i, p := range pieces {
		switch p.kind {
		case wordsPiece:
			e := escaper{inLink: p.inLink, all: c == guarded, lineStart: lineStart}
			if i+1 < len(pieces) {
				e.next = pieces[i+1].text[0]
			}
			e.lastOfHeading = heading && i+1 == len(pieces)
			b.WriteString(e.words(p))
		case newline:
			b.WriteString("\\\n")
		default:
			b.WriteString(p.text)
		}
		lineStart = p.kind == newline
	}
	return b.String()
}

// cut lists the pieces of content; outer is the character of the mark around
// it, or of one that touches it.
func cut(out []piece, content []Inline, c care, outer byte, inLink bool) []piece {
	touching := byte(0)
	for _, in := range content {
		switch in.Kind {
		case Words:
			out = append(out, piece{text: in.Text, inLink: inLink})
			touching = 0
		case Break:
			out = append(out, piece{kind: newline, text: "\n"})
			touching = 0
		case Link:
			out = cutLink(out, in, c)
			touching = 0
		default:
			mark := byte('*')
			if c != sparing && (outer == '*' || touching == '*') {
				mark = '_'
			}
			touching = mark
			run := string(mark)
			if in.Kind == Strong {
				run += run
			}
			out = append(out, piece{kind: opening, text: run})
			out = cut(out, in.Children, c, mark, inLink)
			out = append(out, piece{kind: closing, text: run})
		}
	}
	return out
}

var (
	plainURL  = pattern.Lazy(`^https?://[A-Za-z0-9.:/?#@!$'()+,;=~%_-]+$`)
	plainMail = pattern.Lazy(`^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
)

// cutLink writes an address that shows itself in angle brackets, where that
// needs no escapes, and any other link in full.
func cutLink(out []piece, in Inline, c care) []piece {
	if shown := in.Children[0]; c != guarded && len(in.Children) == 1 && shown.Kind == Words && in.Title == "" {
		if shown.Text == in.Dest && plainURL().MatchString(in.Dest) || "mailto:"+shown.Text == in.Dest && plainMail().MatchString(shown.Text) {
			return append(out, piece{kind: bracket, text: "<" + shown.Text + ">"})
		}
	}
	out = append(out, piece{kind: bracket, text: "["})
	out = cut(out, in.Children, c, '_', true)
	end := "](" + linkAddress(in.Dest)
	if in.Title != "" {
		end += ` "` + inTitle.Replace(in.Title) + `"`
	}
	return append(out, piece{kind: bracket, text: end + ")"})
}

var (
	inTitle = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `&`, `\&`)
	inAngle = strings.NewReplacer(`\`, `\\`, `<`, `\<`, `>`, `\>`, `&`, `\&`)
)

// linkAddress writes an address bare where Markdown takes it bare.
func linkAddress(dest string) string {
	depth := 0
	for i := range len(dest) {
		switch c := dest[i]; {
		case c <= ' ' || c == '<' || c == '>' || c == '\\':
			return "<" + inAngle.Replace(dest) + ">"
		case c == '&' && referenceForm().MatchString(dest[i:]):
			return "<" + inAngle.Replace(dest) + ">"
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth < 0 {
				return "<" + inAngle.Replace(dest) + ">"
			}
		}
	}
	if depth != 0 {
		return "<" + inAngle.Replace(dest) + ">"
	}
	return dest
}

// guard makes references of the letters that touch a mark from outside.
func guard(pieces []piece) {
	for i := range pieces {
		if pieces[i].kind == opening && i > 0 && pieces[i-1].kind == wordsPiece {
			r, _ := utf8.DecodeLastRuneInString(pieces[i-1].text)
			pieces[i-1].refLast = !unicode.IsSpace(r) && !util.IsPunctRune(r)
		}
		if pieces[i].kind == closing && i+1 < len(pieces) && pieces[i+1].kind == wordsPiece {
			r, _ := utf8.DecodeRuneInString(pieces[i+1].text)
			pieces[i+1].refFirst = !unicode.IsSpace(r) && !util.IsPunctRune(r)
		}
	}
}

// escaper writes words so that Markdown reads them as words.
type escaper struct {
	inLink        bool
	all           bool // escape every character that can be a mark
	lineStart     bool
	lastOfHeading bool
	next          byte // the first character after these words; 0 at the end
}

func (e escaper) words(p piece) string {
	s, head, tail := p.text, "", ""
	if p.refFirst {
		r, n := utf8.DecodeRuneInString(s)
		s, head = s[n:], "&#"+strconv.Itoa(int(r))+";"
		e.lineStart = false
	}
	if p.refLast && s != "" {
		r, n := utf8.DecodeLastRuneInString(s)
		s, tail = s[:len(s)-n], "&#"+strconv.Itoa(int(r))+";"
		e.next = '&'
	}
	return head + e.escape(s) + tail
}

// marks are the characters that may need a backslash anywhere in a line.
const marks = "\\`*_[]<&!"

func (e escaper) escape(s string) string {
	from := -1 // where a line's start needs a backslash
	if e.lineStart {
		from = blockStart(s)
	}
	last := len(s) - 1
	if from < 0 && !strings.ContainsAny(s, marks) && !(e.lastOfHeading && s != "" && s[last] == '#') {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case c == '\\' && i == last && e.next == '\n':
			// A backslash before the backslash of a hard break would be read as
			// an escape of it.
			b.WriteString("&#92;")
			continue
		case i == from, e.lastOfHeading && i == last && c == '#':
			b.WriteByte('\\')
		case strings.IndexByte(marks, c) >= 0 && (e.all || e.needed(s, i)):
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// needed tells whether a mark at i of s would be read as one.
func (e escaper) needed(s string, i int) bool {
	next := e.next
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch s[i] {
	case '`':
		return true
	case '\\':
		return i+1 == len(s) || util.IsPunct(next)
	case '*':
		return !(i > 0 && s[i-1] == ' ' && i+1 < len(s) && next == ' ')
	case '_':
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+1:])
		return !(isWordRune(before) && isWordRune(after))
	case '[':
		return e.inLink
	case ']':
		return e.inLink || i+1 == len(s) || next == '(' || next == '[' || next == ':'
	case '<':
		return i+1 == len(s) || strings.IndexByte("/!?", next) >= 0 || next|0x20 >= 'a' && next|0x20 <= 'z' ||
			mailboxForm().MatchString(s[i+1:])
	case '&':
		return referenceForm().MatchString(s[i:])
	case '!':
		return i+1 == len(s) && next == '['
	}
	return false
}

// mailboxForm is what makes a link of "<" and what follows (CommonMark §6.5).
var mailboxForm = pattern.Lazy("^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9]")

var numbered = pattern.Lazy(`^[0-9]{1,9}[.)]([ \t]|$)`)

// blockStart returns where words at the start of a line need a backslash so
// that they begin no heading, list, quotation, rule, table, fence or conflict
// mark; -1 when they do not.
func blockStart(s string) int {
	if s == "" {
		return -1
	}
	spaceAt := func(i int) bool { return i >= len(s) || s[i] == ' ' || s[i] == '\t' }
	switch s[0] {
	case '>':
		return 0
	case '#':
		if n := len(s) - len(strings.TrimLeft(s, "#")); n <= 6 && spaceAt(n) {
			return 0
		}
	case '+':
		if spaceAt(1) {
			return 0
		}
	case '-', '=', '|', ':':
		if s[0] == '-' && spaceAt(1) || strings.Trim(s, "-=|: \t") == "" || strings.HasPrefix(s, "|||||||") {
			return 0
		}
	case '~':
		if strings.HasPrefix(s, "~~~") {
			return 0
		}
	case '<':
		if strings.HasPrefix(s, "<<<<<<<") {
			return 0
		}
	default:
		if numbered().MatchString(s) {
			return strings.IndexAny(s, ".)")
		}
	}
	return -1
}
