package furniture

import (
	"strings"

	"bayan/releases/format/runs"
)

// SafeLink is a link's destination if it has no scheme or one that only leads
// to a page, a mail or a telephone; else "". Browsers skip controls and spaces
// before they look at a scheme, and so does this.
func SafeLink(dest string) string {
	dest = strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7F || r >= 0x80 && r <= 0x9F {
			return -1
		}
		return r
	}, dest)
	end := strings.IndexAny(dest, ":/?#\\")
	if end < 0 || dest[end] != ':' {
		return dest
	}
	switch strings.ToLower(dest[:end]) {
	case "http", "https", "mailto", "tel":
		return dest
	}
	return ""
}

// BareLink is where a token that stands bare in a text leads: a URL to its
// page, an address to a mail, a number to a telephone; else "".
func BareLink(shape runs.Shape, text string) string {
	switch {
	case shape == runs.Web && strings.Contains(text, "://"):
		return SafeLink(text)
	case shape == runs.Mail:
		return "mailto:" + text
	case shape == runs.Phone:
		return "tel:" + dialled(text)
	}
	return ""
}

// dialled is a telephone number as a tel: URI has it (RFC 3966): digits and
// their plus.
func dialled(number string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9' || r == '+':
			return r
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		}
		return -1
	}, number)
}
