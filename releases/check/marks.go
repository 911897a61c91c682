package check

import (
	"strings"
	"unicode/utf8"

	"bayan/releases"
)

// arabicComma tells of a Latin comma or semicolon between Arabic words, or
// between one and a number.
func arabicComma(r *run) {
	t := &r.pair.t
	if t.has&hasComma == 0 || t.count[arabic] == 0 {
		return
	}
	for i := range t.tokens {
		if !t.mark(i, ',') && !t.mark(i, ';') {
			continue
		}
		before, after := t.arabicWord(i-1), t.arabicWord(i+1)
		if before && after || before && t.kind(i+1) == figureToken && t.tokens[i+1].spaced || after && t.kind(i-1) == figureToken {
			r.tell("", map[string]any{"char": t.at(i)}, "", t.span(i-1, i+1))
			return
		}
	}
}

func (s *side) arabicWord(i int) bool {
	return s.kind(i) == wordToken && s.tokens[i].script == arabic
}

// questionMark tells of ? after an Arabic word, and of ؟ after a Latin one.
func questionMark(r *run) {
	t := &r.pair.t
	if t.has&hasQuestion == 0 {
		return
	}
	for i := 1; i < len(t.tokens); i++ {
		if t.mark(i, '?') && t.arabicWord(i-1) && scriptOfLanguage(string(t.language)) == arabic ||
			t.mark(i, '؟') && t.kind(i-1) == wordToken && t.tokens[i-1].script == latin && scriptOfLanguage(string(t.language)) == latin {
			r.tell("", map[string]any{"char": t.at(i)}, "", t.span(i-1, i))
			return
		}
	}
}

// finalClass is the class of a mark that ends a sentence, 0 of any other.
func finalClass(mark rune) rune {
	switch mark {
	case '.', '۔', '。':
		return '.'
	case '?', '؟':
		return '?'
	case ';', '؛':
		return ';'
	case ',', '،':
		return ','
	case '!', ':', '…':
		return mark
	}
	return 0
}

// final is the class of the mark that the text ends with, behind quotation
// marks and brackets; 0 where it ends with none.
func (s *side) final() (rune, bool) {
	for i := len(s.tokens) - 1; i >= 0; i-- {
		t := &s.tokens[i]
		if t.kind == markToken && strings.ContainsRune("\"'“”„«»’‘)]*", t.mark) {
			continue
		}
		if t.kind == markToken && finalClass(t.mark) == '.' && s.mark(i-1, '.') {
			return '…', true
		}
		if t.kind == markToken {
			return finalClass(t.mark), true
		}
		return 0, true
	}
	return 0, false
}

// endMark compares what kind of sentence the two texts end as. The dot of an
// abbreviation at the end ("p.m.") is no reason to tell.
func endMark(r *run) {
	s, t := &r.pair.s, &r.pair.t
	a, known := s.final()
	b, knownToo := t.final()
	if a == b || !known || !knownToo || a == '.' && b == 0 && s.abbreviated() || b == '.' && a == 0 && t.abbreviated() {
		return
	}
	switch args := map[string]any{"source": mark(a), "target": mark(b)}; {
	case b == 0:
		r.tell("missing", args, mark(a), "")
	case a == 0:
		r.tell("extra", args, "", mark(b))
	default:
		r.tell("", args, mark(a), mark(b))
	}
}

func mark(r rune) string {
	if r == 0 {
		return ""
	}
	return string(r)
}

// dotted are the words that keep their dot where a text ends without one, in
// small letters.
var dotted = wordSet("co inc ltd corp bros jr sr est etc al jan feb mar apr jun jul aug sep sept oct nov dec cie")

// abbreviated tells that the text's last word has a dot of its own: "Co.", "p.m.".
func (s *side) abbreviated() bool {
	last := len(s.tokens) - 1
	for last > 0 && s.tokens[last].kind == markToken && s.tokens[last].mark != '.' {
		last--
	}
	if !s.mark(last, '.') || s.kind(last-1) != wordToken {
		return false
	}
	word := s.at(last - 1)
	return utf8.RuneCountInString(word) == 1 || dotted()[strings.ToLower(word)]
}

// quoted counts a side's quotation marks.
type quoted struct {
	guillemets, closedGuillemets int
	curly, closedCurly           int
	straight, inches             int // inches: those that touch a figure before them, if no others
}

func (s *side) quoted() quoted {
	var q quoted
	if s.has&hasQuote == 0 {
		return q
	}
	for i := range s.tokens {
		if s.tokens[i].kind != markToken {
			continue
		}
		switch s.tokens[i].mark {
		case '«':
			q.guillemets++
		case '»':
			q.closedGuillemets++
		case '“', '„', '‟':
			q.curly++
		case '”':
			q.closedCurly++
		case '"':
			if q.straight++; s.kind(i-1) == figureToken && !s.tokens[i].spaced {
				q.inches++
			}
		}
	}
	return q
}

// total is the number of marks of any kind.
func (q quoted) total() int {
	return q.guillemets + q.closedGuillemets + q.curly + q.closedCurly + q.straight
}

func (q quoted) balanced() bool {
	return q.guillemets == q.closedGuillemets && (q.curly == q.closedCurly || q.curly%2 == 0 && q.closedCurly == 0 || q.closedCurly%2 == 0 && q.curly == 0) && (q.straight%2 == 0 || (q.straight-q.inches)%2 == 0)
}

// otherQuote is the first mark, "" for none, that opens a quotation as the house
// does not. What stands within a quotation is not asked.
func (s *side) otherQuote(house rune) string {
	var closes rune // the open quotation, 0 outside of any
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != markToken {
			continue
		}
		end, opens := map[rune]rune{'«': '»', '“': '”', '„': '“', '‟': '”', '"': '"'}[t.mark]
		switch {
		case closes != 0 && t.mark == closes:
			closes = 0
		case closes != 0 || !opens || t.mark == '"' && s.kind(i-1) == figureToken && !t.spaced: // inches
		case t.mark != house:
			return s.at(i)
		default:
			closes = end
		}
	}
	return ""
}

// houseQuotes open a quotation in Arabic.
var houseQuotes = map[string]rune{"guillemets": '«', "curly": '“'}

// quotes tells of quotation marks that are not closed. A quotation that goes
// on in the next paragraph is opened in each and closed in the last, so an
// opening mark at the very beginning may stay open. In Arabic it tells of marks
// that are not the house's.
func quotes(r *run) {
	s, t := &r.pair.s, &r.pair.t
	q := t.quoted()
	var from quoted
	if r.pair.translated {
		from = s.quoted()
	}
	if q.total()+from.total() == 0 {
		return
	}
	if house := houseQuotes[r.job.Settings.Quotes]; house != 0 && t.is("ar") {
		if mark := t.otherQuote(house); mark != "" {
			r.tell("house", map[string]any{"mark": mark}, "", mark)
		}
	}
	if !q.balanced() {
		opens := len(t.tokens) > 0 && t.tokens[0].kind == markToken && strings.ContainsRune("«“\"", t.tokens[0].mark)
		if (!r.pair.translated || from.balanced()) && !(opens && !r.pair.translated) {
			r.tell("", nil, "", t.text)
		}
		return
	}
	if from.balanced() && from.total() > q.total()+1 && lostSpeech(s, t) == "" {
		r.tell("count", map[string]any{"source": from.total() / 2, "target": q.total() / 2}, "", "")
	}
}

// speech is the number of words that make a quotation speech and not a name.
const speech = 4

// quoteLost tells of quoted speech that is quoted no longer.
func quoteLost(r *run) {
	if piece := lostSpeech(&r.pair.s, &r.pair.t); piece != "" {
		r.tell("", nil, piece, "")
	}
}

// lostSpeech is a quotation of the source where the target has none at all.
func lostSpeech(s, t *side) string {
	if s.has&hasQuote == 0 || t.has&hasQuote != 0 || strings.ContainsAny(t.text, "‹›‘’'`<>") || strings.Contains(t.text, "((") {
		return ""
	}
	if len(t.blocks) > 0 && t.blocks[0].Kind == releases.Quotation || len(t.tokens) == 0 {
		return ""
	}
	open, words := -1, 0
	for i := range s.tokens {
		k := &s.tokens[i]
		switch {
		case k.kind == wordToken && open >= 0:
			words++
		case k.kind != markToken:
		case open < 0 && strings.ContainsRune("“«\"„", k.mark) && s.kind(i+1) != noToken && !s.tokens[i+1].spaced:
			open, words = i, 0
		case open >= 0 && strings.ContainsRune("”»\"“", k.mark):
			if words >= speech && !s.named(open, i) {
				return s.span(open, i)
			}
			open = -1
		}
	}
	return ""
}

// named tells that what stands between two marks is a title: most of its
// words begin with a capital.
func (s *side) named(from, to int) bool {
	upper, all := 0, 0
	for i := from + 1; i < to; i++ {
		if s.tokens[i].kind == wordToken && s.tokens[i].end-s.tokens[i].start > 3 {
			all++
			if s.tokens[i].upper {
				upper++
			}
		}
	}
	return 2*upper >= all
}

// brackets tells of brackets that do not pair, and of pairs that were turned
// around. "a)" and "1)" count things, and are no closing brackets.
func brackets(r *run) {
	t := &r.pair.t
	if t.has&hasBracket == 0 {
		return
	}
	variant, at, ok := t.bracketFault()
	if ok {
		return
	}
	if r.pair.translated {
		if _, _, fine := r.pair.s.bracketFault(); !fine {
			return
		}
	}
	r.tell(variant, map[string]any{"char": t.at(at)}, "", t.around(at))
}

func (s *side) bracketFault() (variant string, at int, ok bool) {
	var open []int
	bad := -1
	for i := range s.tokens {
		if s.tokens[i].kind != markToken {
			continue
		}
		switch c := s.tokens[i].mark; c {
		case '(', '[', '{':
			open = append(open, i)
		case ')', ']', '}':
			pair := map[rune]rune{')': '(', ']': '[', '}': '{'}[c]
			if n := len(open); n > 0 && s.tokens[open[n-1]].mark == pair {
				open = open[:n-1]
			} else if len(open) > 0 || !s.counts(i) {
				if bad < 0 {
					bad = i
				}
			}
		}
	}
	switch {
	case bad >= 0 && len(open) > 0 && s.tokens[bad].mark != '}' && s.tokens[bad].start < s.tokens[open[0]].start && s.kind(bad+1) != noToken && !s.tokens[bad+1].spaced && (bad == 0 || s.tokens[bad].spaced):
		return "inverted", bad, false
	case bad >= 0:
		return "", bad, false
	case len(open) > 0:
		return "", open[0], false
	}
	return "", 0, true
}

// counts tells of "1)", "a)", "أ)" and of a face, ":)".
func (s *side) counts(i int) bool {
	if i == 0 || s.tokens[i].spaced {
		return false
	}
	t := &s.tokens[i-1]
	switch t.kind {
	case figureToken:
		return true
	case wordToken:
		return utf8.RuneCountInString(s.at(i-1)) <= 3 && (t.spaced || i == 1)
	}
	return t.kind == markToken && (t.mark == ':' || t.mark == ';' || t.mark == '-')
}

// around is a token with its neighbours.
func (s *side) around(i int) string {
	return s.span(max(i-1, 0), min(i+1, len(s.tokens)-1))
}
