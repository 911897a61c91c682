package xmlscan

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// text reads up to the next tag. Outside of the root only white space may stand.
func (s *Scanner) text() bool {
	end := bytes.IndexByte(s.src[s.at:], '<')
	if end < 0 {
		end = len(s.src) - s.at
	}
	part := s.src[s.at : s.at+end]
	if len(s.open) == 0 {
		if i := skipSpace(part, 0); i < len(part) {
			s.at += i
			s.fail("xml-syntax")
			return false
		}
		s.at += end
		return false
	}
	if i := bytes.Index(part, []byte("]]>")); i >= 0 {
		s.at += i
		s.fail("xml-syntax")
		return false
	}
	s.Text = part
	if bytes.IndexByte(part, '&') >= 0 || bytes.IndexByte(part, '\r') >= 0 {
		if s.Text = s.replaced(part); s.err != nil {
			return false
		}
	}
	s.Depth = len(s.open)
	s.place(Text, s.From+end)
	return true
}

func (s *Scanner) replaced(part []byte) []byte {
	s.buf = s.buf[:0]
	for i := 0; i < len(part); {
		n := bytes.IndexAny(part[i:], "&\r")
		if n < 0 {
			s.buf = append(s.buf, part[i:]...)
			break
		}
		s.buf = append(s.buf, part[i:i+n]...)
		if i += n; part[i] == '&' {
			n := s.reference(part[i:])
			if s.err != nil {
				return nil
			}
			i += n
			continue
		}
		s.buf = append(s.buf, '\n')
		if i++; i < len(part) && part[i] == '\n' {
			i++
		}
	}
	return s.buf
}

func (s *Scanner) cdata() bool {
	const opening = len("<![CDATA[")
	end := bytes.Index(s.src[s.at:], []byte("]]>"))
	if end < 0 {
		s.truncated()
		return false
	}
	if len(s.open) == 0 {
		s.fail("xml-syntax")
		return false
	}
	s.Text = s.src[s.at+opening : s.at+end]
	if bytes.IndexByte(s.Text, '\r') >= 0 {
		s.Text = bytes.ReplaceAll(bytes.ReplaceAll(s.Text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	s.Depth = len(s.open)
	s.place(Text, s.From+end+3)
	return true
}

// longestReference is "&#x10FFFF;" with some zeros.
const longestReference = 32

// reference appends what the reference at the start of b stands for, and returns
// its length.
func (s *Scanner) reference(b []byte) int {
	end := bytes.IndexByte(b[:min(len(b), longestReference)], ';')
	if end < 2 {
		s.fail("xml-syntax")
		return 0
	}
	if b[1] != '#' {
		switch string(b[1:end]) {
		case "amp":
			s.buf = append(s.buf, '&')
		case "lt":
			s.buf = append(s.buf, '<')
		case "gt":
			s.buf = append(s.buf, '>')
		case "quot":
			s.buf = append(s.buf, '"')
		case "apos":
			s.buf = append(s.buf, '\'')
		default:
			s.fail("xml-entity", "entity", string(b[1:end]))
		}
		return end + 1
	}
	digits, base := string(b[2:end]), 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	switch {
	case err != nil && (digits == "" || strings.Trim(digits, "0123456789abcdefABCDEF") != ""):
		s.fail("xml-syntax")
	case err != nil || n > utf8.MaxRune || !Allowed(rune(n)):
		s.fail("xml-character", "codepoint", "U+"+strings.ToUpper(strconv.FormatUint(n, 16)))
	}
	s.buf = utf8.AppendRune(s.buf, rune(min(n, utf8.MaxRune)))
	return end + 1
}

// AppendText writes text as the content of an element. A character that no XML
// can hold becomes U+FFFD.
func AppendText(out []byte, s string) []byte { return escape(out, s, false) }

// AppendAttr writes text as the value of an attribute between double quotes.
func AppendAttr(out []byte, s string) []byte { return escape(out, s, true) }

func escape(out []byte, s string, attr bool) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		as, n := "", 1
		switch c := s[i]; {
		case c == '&':
			as = "&amp;"
		case c == '<':
			as = "&lt;"
		case c == '>':
			as = "&gt;"
		case c == '"' && attr:
			as = "&quot;"
		case c == '\r':
			as = "&#13;"
		case c == '\n' && attr:
			as = "&#10;"
		case c == '\t' && attr:
			as = "&#9;"
		case c >= ' ' && c < utf8.RuneSelf, c == '\n', c == '\t':
			continue
		case c < ' ':
			as = "\ufffd"
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if n = size; r != utf8.RuneError && Allowed(r) || r == utf8.RuneError && size > 1 {
				i += size - 1
				continue
			}
			as = "\ufffd"
		}
		out = append(append(out, s[from:i]...), as...)
		i += n - 1
		from = i + 1
	}
	return append(out, s[from:]...)
}
