package check

// phrase is a number in words, or a word that says a number in some other way:
// "twenty-five", خمسة وعشرون, "both". Words explain a figure of the other side;
// their own loss is the business of number-words.
type phrase struct {
	value    quantity
	first    int  // token
	last     int  //
	counting bool // a plain cardinal from two to ten, alone
	met      bool
}

// spoken is a number while its words are being read.
type spoken struct {
	total, current uint64
	begun          bool
}

// readPhrases reads the side's numbers in words, once: each whole number, then
// what its words say alone.
func (s *side) readPhrases() []phrase {
	if s.phrasesRead {
		return s.phrases
	}
	s.phrasesRead, s.phrases = true, s.phrases[:0]
	terms := s.readTerms()
	for i := 0; i < len(terms); {
		if terms[i].numeral == noNumeral {
			i++
			continue
		}
		i = s.phraseFrom(terms, i)
	}
	s.romans()
	return s.phrases
}

// phraseFrom reads the number that begins with a term, and returns the index
// of the term behind it.
func (s *side) phraseFrom(terms []term, i int) int {
	first := i
	var n spoken
	for i < len(terms) && (i == first || s.joins(terms[i-1], terms[i])) {
		if !n.take(terms[i], s) {
			break
		}
		i++
	}
	if i == first { // a half, twice, a decade
		s.alone(terms[i])
		return i + 1
	}
	// half a million, نصف مليون
	if first > 0 && terms[first-1].numeral == halfNumeral && terms[first].token-terms[first-1].token <= 2 && n.total > 0 {
		if d := terms[first-1].value; n.total%d == 0 {
			s.phrases = append(s.phrases, phrase{value: whole64(n.total / d), first: terms[first-1].token, last: terms[i-1].token})
		}
	}
	// مليون ونصف
	if last := terms[i-1]; i < len(terms) && terms[i].numeral == halfNumeral && terms[i].value == 2 && terms[i].joined && terms[i].token == last.token+1 && last.value >= 1000 {
		half := last.value / 2
		if last.numeral == scalesNumeral {
			half /= 2
		}
		s.phrases = append(s.phrases, phrase{value: whole64(n.total + half), first: terms[first].token, last: terms[i].token})
	}
	whole := phrase{value: whole64(n.total + n.current), first: terms[first].token, last: terms[i-1].token}
	if t := terms[first]; i == first+1 && t.numeral == unitNumeral && 2 <= t.value && t.value <= 10 {
		whole.counting = true
	}
	s.phrases = append(s.phrases, whole)
	for _, t := range terms[first:i] {
		if i > first+1 {
			s.phrases = append(s.phrases, phrase{value: whole64(t.value), first: t.token, last: t.token})
		} else if t.numeral == scaleNumeral && s.is("ar") { // ألفا and مليونا may be duals
			s.phrases = append(s.phrases, phrase{value: whole64(2 * t.value), first: t.token, last: t.token})
		}
	}
	return i
}

// joins tells whether two terms stand close enough to be of one number.
func (s *side) joins(a, b term) bool {
	switch b.token - a.token {
	case 1:
		return true
	case 2: // twenty-five; hundred and five
		i := a.token + 1
		return s.mark(i, '-') || s.kind(i) == wordToken && (s.at(i) == "and" || s.at(i) == "et" || s.at(i) == "و")
	}
	return false
}

// take adds one word to the number, and tells whether it belongs to it.
func (n *spoken) take(t term, s *side) bool {
	ar := s.is("ar")
	switch t.numeral {
	case unitNumeral, ordinalNumeral:
		free := n.current%10 == 0 && n.current != 10
		if s.is("fr") && t.value >= 10 { // soixante-dix, quatre-vingt-onze
			free = n.current%20 == 0
		}
		if n.begun && (!free || ar && !t.joined) {
			return false
		}
		if !ar && n.begun && n.current == 0 && n.total == 0 {
			return false
		}
		n.current += t.value
	case teenNumeral:
		if n.begun && (n.current%10 == 0 || n.current%100 > 9) {
			return false
		}
		n.current += t.value
	case tensNumeral:
		if s.is("fr") && t.value == 20 && n.current%100 == 4 {
			n.current += 76 // quatre-vingt
			break
		}
		if n.begun && (n.current%100 > 9 || ar && !t.joined || !ar && n.current%100 != 0) {
			return false
		}
		n.current += t.value
	case hundredNumeral:
		if n.begun && (n.current > 9 || n.current > 0 && t.joined) {
			return false
		}
		n.current = max(n.current, 1) * t.value
	case hundredsNumeral:
		if n.begun && (n.current != 0 || !t.joined) {
			return false
		}
		n.current += t.value
	case scaleNumeral, dozenNumeral:
		if t.joined && n.current > 0 || n.current >= 1e6 || n.total > 1e15 || n.begun && n.current == 0 && !t.joined {
			return false
		}
		n.total += max(n.current, 1) * t.value
		n.current = 0
	case scalesNumeral:
		if n.begun && (!t.joined || n.current > 0) {
			return false
		}
		n.total += t.value
	default:
		return false
	}
	n.begun = true
	return true
}

// alone takes in a word that says a number without being a numeral.
func (s *side) alone(t term) {
	says := func(q quantity) {
		s.phrases = append(s.phrases, phrase{value: q, first: t.token, last: t.token})
	}
	switch t.numeral {
	case halfNumeral:
		switch t.value {
		case 2: // half: 0.5, 50 %, 1/2, half past
			says(quantity{5, -1})
			says(whole64(50))
			says(whole64(30))
		case 4:
			says(quantity{25, -2})
			says(whole64(25))
			says(whole64(15))
			says(whole64(75))
		}
		says(whole64(1))
		says(whole64(t.value))
		says(whole64(2))
	case decadeNumeral: // the nineties
		says(whole64(t.value))
		says(whole64(1900 + t.value))
		says(whole64(2000 + t.value))
	case twiceNumeral:
		says(whole64(t.value))
	}
}

// romans reads Roman numerals, II to XXXIX: World War II, Phase III.
func (s *side) romans() {
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != wordToken || !t.upper || t.script != latin || t.end-t.start > 7 {
			continue
		}
		if n := roman(s.at(i)); n > 0 {
			s.phrases = append(s.phrases, phrase{value: whole64(uint64(n)), first: i, last: i})
		}
	}
}

func roman(word string) int {
	n, before := 0, 0
	for i := len(word) - 1; i >= 0; i-- {
		v := 0
		switch word[i] {
		case 'I':
			v = 1
		case 'V':
			v = 5
		case 'X':
			v = 10
		default:
			return 0
		}
		if v < before {
			n -= v
		} else {
			n, before = n+v, v
		}
	}
	return n
}

// duals is the number of words that may be Arabic duals: مدرستان, قرصي.
func (s *side) duals() int {
	if !s.is("ar") {
		return 0
	}
	count := 0
	var buffer [96]byte
	for i := range s.tokens {
		t := &s.tokens[i]
		if n := t.end - t.start; t.kind != wordToken || t.script != arabic || n < 8 || n > 60 {
			continue
		}
		word := string(foldArabic(buffer[:0], s.at(i)))
		if len(word) < 8 {
			continue
		}
		switch word[len(word)-4:] {
		case "ان", "ين", "تا", "تي":
			count++
			continue
		}
		if ending := word[len(word)-2:]; len(word) >= 8 && (ending == "ي" || ending == "ا") { // before another noun
			count++
		}
	}
	return count
}
