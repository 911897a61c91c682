package furniture

import "strings"

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
