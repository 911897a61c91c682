package locales

import "strings"

// List joins items as the language does, with its "and": a, b and c; أ وب وج.
// Items are put in as they are.
func (l *Locale) List(items []string) string {
	if l.customs == nil {
		return strings.Join(items, ", ")
	}
	return l.customs.and.join(items)
}

// Either joins items with the language's "or".
func (l *Locale) Either(items []string) string {
	if l.customs == nil {
		return strings.Join(items, " / ")
	}
	return l.customs.or.join(items)
}

// join follows UTS #35 Part 2, List Patterns: from the end inwards.
func (j joiners) join(items []string) string {
	pair := func(pattern, before, after string) string {
		return strings.NewReplacer("{0}", before, "{1}", after).Replace(pattern)
	}
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return pair(j.two, items[0], items[1])
	default:
		text := pair(j.end, items[n-2], items[n-1])
		for i := n - 3; i >= 0; i-- {
			pattern := j.middle
			if i == 0 {
				pattern = j.start
			}
			text = pair(pattern, items[i], text)
		}
		return text
	}
}

// Quote puts quotation marks around a text: “…” in English, «…» in Arabic.
func (l *Locale) Quote(text string) string {
	q := l.quotes()
	return q.open + text + q.close
}

// QuoteInside puts the marks of a quotation within a quotation around a text.
func (l *Locale) QuoteInside(text string) string {
	q := l.quotes()
	return q.innerOpen + text + q.innerClose
}

// Quotes are the marks around a quotation and around one inside it: open, close,
// inner open, inner close.
func (l *Locale) Quotes() [4]string {
	q := l.quotes()
	return [4]string{q.open, q.close, q.innerOpen, q.innerClose}
}

// quotes are CLDR's but for Arabic, whose newsrooms write «…», and French,
// whose guillemets stand apart from the words by a narrow no-break space.
func (l *Locale) quotes() quotes {
	curly := quotes{"“", "”", "‘", "’"}
	switch {
	case l.customs == nil:
		return curly
	case base(l.customs.tag) == "ar" && l.style.Quotes == "curly":
		return curly
	case base(l.customs.tag) == "ar":
		return quotes{"«", "»", "“", "”"}
	case base(l.customs.tag) == "fr":
		return quotes{"«\u202f", "\u202f»", "“", "”"}
	}
	return l.customs.quotes
}
