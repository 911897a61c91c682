package check

// rule is one check. It is asked once for each group.
type rule struct {
	code     string
	severity Severity
	alone    bool     // it looks at a text without its source too
	pairwise bool     // it compares each with each, so a crowd is not asked
	variants []string // its sentences, where there are several
	find     func(*run)
}

// crowd is the number of tokens in a group, some thirty pages of text, from
// which on rules that compare each with each are left out: the cost of a group
// stays near to its length.
const crowd = 12000

// rules are all checks but structure, which looks at the groups themselves.
var rules = []rule{
	{code: "empty", severity: Error, find: empty},
	{code: "same", severity: Error, find: same},
	{code: "wrong-script", severity: Error, find: wrongScript},
	{code: "numbers", severity: Error, find: numbers, variants: []string{"", "missing", "extra"}},
	{code: "number-words", severity: Warning, pairwise: true, find: numberWords},
	{code: "percent", severity: Error, pairwise: true, find: percent},
	{code: "currency", severity: Error, pairwise: true, find: currency},
	{code: "date", severity: Error, pairwise: true, find: dates},
	{code: "month-style", severity: Warning, alone: true, find: monthStyles, variants: []string{"", "house"}},
	{code: "hijri", severity: Warning, pairwise: true, find: hijri},
	{code: "time", severity: Error, pairwise: true, find: clocks},
	{code: "weekday", severity: Error, pairwise: true, alone: true, find: weekdays, variants: []string{"", "date"}},
	{code: "phone", severity: Error, pairwise: true, find: phones},
	{code: "url", severity: Error, pairwise: true, find: urls},
	{code: "email", severity: Error, pairwise: true, find: mails},
	{code: "glossary", severity: Error, find: terminology},
	{code: "forbidden", severity: Error, alone: true, find: forbidden},
	{code: "names", severity: Warning, pairwise: true, find: names, variants: []string{"", "register"}},
	{code: "codes", severity: Error, find: codes, variants: []string{"strong", "link", "placeholder", "placeholder-lost", "placeholder-added"}},
	{code: "markdown", severity: Error, alone: true, find: markdown},
	{code: "markdown-leak", severity: Error, find: markdownLeak},
	{code: "arabic-comma", severity: Warning, alone: true, find: arabicComma},
	{code: "question-mark", severity: Warning, alone: true, find: questionMark},
	{code: "end-mark", severity: Warning, find: endMark, variants: []string{"", "missing", "extra"}},
	{code: "quotes", severity: Warning, alone: true, find: quotes, variants: []string{"", "count", "house"}},
	{code: "quote-lost", severity: Error, find: quoteLost},
	{code: "brackets", severity: Error, alone: true, find: brackets, variants: []string{"", "inverted"}},
	{code: "bidi-controls", severity: Error, alone: true, find: bidiControls, variants: []string{"", "unpaired", "mark"}},
	{code: "presentation-forms", severity: Error, alone: true, find: presentationForms},
	{code: "tatweel", severity: Warning, alone: true, find: tatweel},
	{code: "foreign-letters", severity: Warning, alone: true, find: foreignLetters},
	{code: "spacing", severity: Warning, alone: true, find: spacing, variants: []string{"double", "special", "mark", "edge"}},
	{code: "invisible", severity: Error, alone: true, find: invisible, variants: []string{"", "mojibake"}},
	{code: "doubled-word", severity: Warning, alone: true, find: doubledWord},
	{code: "digit-style", severity: Warning, alone: true, find: digitStyle, variants: []string{"", "house"}},
	{code: "length", severity: Info, find: length},
	{code: "inconsistent", severity: Warning, find: inconsistent},
	{code: "homoglyph", severity: Error, alone: true, find: homoglyph},
	{code: "spelling", severity: Info, alone: true, find: misspelt},
}
