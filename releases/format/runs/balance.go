package runs

import "strings"

// Balance lets the direction of a text's own formatting characters end with
// the text. Embeddings and overrides (which deceive and are deprecated) become
// isolates of the same direction; a pop without its opener is dropped; Close
// gives the pops that are due. The zero value is ready.
type Balance struct{ open []isolate }

// isolate is one that is open, and the character that closes it in the text.
type isolate struct{ opener, closer rune }

// Text is the next piece of a text with its formatting characters in balance
// so far.
func (b *Balance) Text(s string) string {
	if !strings.ContainsFunc(s, isFormatting) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u2066', '\u2067', '\u2068': // LRI, RLI, FSI
			b.open = append(b.open, isolate{r, '\u2069'})
		case '\u202A', '\u202D': // LRE, LRO
			b.open = append(b.open, isolate{'\u2066', '\u202C'})
			return '\u2066'
		case '\u202B', '\u202E': // RLE, RLO
			b.open = append(b.open, isolate{'\u2067', '\u202C'})
			return '\u2067'
		case '\u2069', '\u202C': // PDI, PDF
			if len(b.open) == 0 || b.open[len(b.open)-1].closer != r {
				return -1
			}
			b.open = b.open[:len(b.open)-1]
			return '\u2069'
		}
		return r
	}, s)
}

// Line is Text for a piece that ends a line: what is open is closed at its end
// and opened again where the next piece begins (an isolate ends with its
// paragraph, UAX #9 P1, and plain text has a paragraph in each line).
func (b *Balance) Line(s string) string {
	var again strings.Builder
	for _, o := range b.open {
		again.WriteRune(o.opener)
	}
	return again.String() + b.Text(s) + strings.Repeat(pop, len(b.open))
}

// Close is what ends a text: a pop for each isolate that is still open.
func (b *Balance) Close() string {
	due := strings.Repeat(pop, len(b.open))
	b.open = nil
	return due
}

// Balanced is a whole text in balance.
func Balanced(s string) string {
	var b Balance
	return b.Text(s) + b.Close()
}

func isFormatting(r rune) bool {
	return r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}
