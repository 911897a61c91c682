package xmlscan

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"bayan/pattern"
)

// The marks that a file may begin with.
var bigEndian, littleEndian, utf8Mark = []byte{0xfe, 0xff}, []byte{0xff, 0xfe}, []byte("\ufeff")

// Encode writes a text as the file is written: in its encoding, with its byte
// order mark if it has one. Encode(Source()) is the file.
func (s *Scanner) Encode(text []byte) []byte {
	out := append(make([]byte, 0, len(s.mark)+len(text)), s.mark...)
	var put func([]byte, uint16) []byte
	switch {
	case bytes.Equal(s.mark, bigEndian):
		put = binary.BigEndian.AppendUint16
	case bytes.Equal(s.mark, littleEndian):
		put = binary.LittleEndian.AppendUint16
	default:
		return append(out, text...)
	}
	var units [2]uint16
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		for _, unit := range utf16.AppendRune(units[:0], r) {
			out = put(out, unit)
		}
		text = text[n:]
	}
	return out
}

// decode brings a file into UTF-8, and refuses what is not what it says.
func (s *Scanner) decode(b []byte) {
	wide := true
	switch {
	case bytes.HasPrefix(b, bigEndian):
		s.mark, s.src = bigEndian, s.utf16(b[2:], 0, 1)
	case bytes.HasPrefix(b, littleEndian):
		s.mark, s.src = littleEndian, s.utf16(b[2:], 1, 0)
	default:
		wide = false
		if s.src = bytes.TrimPrefix(b, utf8Mark); len(s.src) < len(b) {
			s.mark = utf8Mark
		}
	}
	if s.err != nil {
		return
	}
	if !wide && (hasPrefix(s.src, "<\x00") || hasPrefix(s.src, "\x00<")) {
		s.fail("xml-encoding", "encoding", "UTF-16")
		return
	}
	if at := invalid(s.src); at >= 0 {
		s.at = at
		s.fail("xml-not-utf")
		return
	}
	if at := forbidden(s.src); at >= 0 {
		s.at = at
		r, _ := utf8.DecodeRune(s.src[at:])
		s.fail("xml-character", "codepoint", codepoint(r))
		return
	}
	s.declaration(wide)
}

// utf16 decodes; hi and lo are the places of the two bytes.
func (s *Scanner) utf16(b []byte, hi, lo int) []byte {
	if len(b)%2 != 0 {
		s.fail("xml-not-utf")
		return nil
	}
	out := make([]byte, 0, len(b)/2+len(b)/8)
	for i := 0; i < len(b); i += 2 {
		r := rune(b[i+hi])<<8 | rune(b[i+lo])
		if utf16.IsSurrogate(r) {
			var low rune
			if i+3 < len(b) {
				low = rune(b[i+2+hi])<<8 | rune(b[i+2+lo])
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				s.fail("xml-not-utf")
				return nil
			}
			i += 2
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// invalid returns the first byte that is no UTF-8, or -1.
func invalid(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for at := 0; ; {
		r, n := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && n <= 1 {
			return at
		}
		at += n
	}
}

// forbidden returns the first character that XML 1.0 §2.2 forbids, or -1.
func forbidden(b []byte) int {
	for i, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0xef && i+2 < len(b) && b[i+1] == 0xbf && b[i+2] >= 0xbe {
			return i
		}
	}
	return -1
}

// Allowed tells the characters that XML 1.0 §2.2 allows.
func Allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 && r <= 0x10ffff
}

func codepoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

var declared = pattern.Lazy(`^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')` +
	`(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?` +
	`(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>`)

// declaration reads the line that a file may begin with.
func (s *Scanner) declaration(wide bool) {
	if !hasPrefix(s.src, "<?xml") || len(s.src) > 5 && !isSpace(s.src[5]) && s.src[5] != '?' {
		return
	}
	m := declared().FindSubmatch(s.src[:min(len(s.src), 1000)])
	if m == nil {
		if bytes.Contains(s.src, []byte("?>")) {
			s.fail("xml-syntax")
		} else {
			s.truncated()
		}
		return
	}
	encoding := strings.ToUpper(string(m[1]) + string(m[2]))
	utf16 := encoding == "UTF-16" || encoding == "UTF-16LE" || encoding == "UTF-16BE"
	if encoding != "" && utf16 != wide || !utf16 && encoding != "" && encoding != "UTF-8" && encoding != "US-ASCII" && encoding != "ASCII" {
		s.fail("xml-encoding", "encoding", encoding)
		return
	}
	s.at = len(m[0])
}
