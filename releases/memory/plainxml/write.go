package plainxml

import "strings"

// Escape makes of a text what stands for it in an element or in an attribute.
// Characters that XML does not have become U+FFFD.
func Escape(s string) string {
	if !strings.ContainsFunc(s, special) {
		return s
	}
	var b strings.Builder
	for _, c := range s {
		switch c {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&quot;")
		case '\r':
			b.WriteString("&#13;")
		case '\t', '\n':
			b.WriteRune(c)
		default:
			if c < ' ' || c == 0xfffe || c == 0xffff {
				c = '\ufffd'
			}
			b.WriteRune(c)
		}
	}
	return b.String()
}

// Attr makes an attribute, with a space before it; "" for an empty value.
func Attr(name, value string) string {
	if value == "" {
		return ""
	}
	// White space in an attribute is read as spaces.
	value = strings.NewReplacer("\n", "&#10;", "\t", "&#9;").Replace(Escape(value))
	return " " + name + `="` + value + `"`
}

func special(c rune) bool {
	return c < ' ' && c != '\t' && c != '\n' || c == '&' || c == '<' || c == '>' || c == '"' || c == 0xfffe || c == 0xffff
}
