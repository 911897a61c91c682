package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// address is the end of the URL that begins at i, or i.
func address(s string, i int) int {
	switch s[i] | 0x20 {
	case 'h', 'w', 'f':
	default:
		return i
	}
	rest, found := s[i:], false
	for _, scheme := range [...]string{"http://", "https://", "www.", "ftp://"} {
		if len(rest) > len(scheme) && strings.EqualFold(rest[:len(scheme)], scheme) {
			found = true
			break
		}
	}
	if !found {
		return i
	}
	end := len(rest)
	if stop := strings.IndexFunc(rest, endsAddress); stop >= 0 {
		end = stop
	}
	for end > 0 {
		r, n := utf8.DecodeLastRuneInString(rest[:end])
		if !strings.ContainsRune(".,:;!?'’)]}*_…", r) || r == ')' && strings.Contains(rest[:end], "(") {
			break
		}
		end -= n
	}
	return i + end
}

func endsAddress(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("<>\"«»“”،؛؟", r)
}

// mail is the extent of the address around the @ at i.
func (s *side) mail(at int) (first, end int) {
	floor := 0
	if n := len(s.tokens); n > 0 {
		switch s.tokens[n-1].kind { // no address begins inside another
		case urlToken, mailToken, phoneToken:
			floor = int(s.tokens[n-1].end)
		}
	}
	first = at
	for first > floor {
		r, n := utf8.DecodeLastRuneInString(s.text[floor:first])
		if !mailRune(r) && r != '+' && r != '%' {
			break
		}
		first -= n
	}
	end = at + 1
	for end < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[end:])
		if !mailRune(r) {
			break
		}
		end += n
	}
	domain := strings.TrimRight(s.text[at+1:end], ".-_")
	if first == at || strings.IndexByte(domain, '.') <= 0 {
		return at, at
	}
	return first, at + 1 + len(domain)
}

func mailRune(r rune) bool {
	return r == '.' || r == '-' || r == '_' || r != utf8.RuneError && r != 'ـ' && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// telephone is the end of the telephone number at i, and how many digits it has.
func telephone(s string, i int) (end, digits int) {
	start := i
	end = i
	if s[i] == '+' {
		i++
	}
	for i < len(s) {
		c, r, n := classify(s, i)
		if c == isDigit {
			digits++
			i += n
			end = i
			continue
		}
		if digits == 0 && r != '(' {
			break
		}
		if !strings.ContainsRune(" \u00a0\u202f()-.‐‑–/", r) {
			break
		}
		next := i + n
		if next < len(s) && !digitAt(s, next) && strings.ContainsRune(" \u00a0()-", rune(s[next])) && next+1 < len(s) {
			next++ // ") " and " ("
		}
		if !digitAt(s, next) {
			break
		}
		i = next
	}
	if digits > 15 { // E.164 has no longer ones
		return start, 0
	}
	return end, digits
}
