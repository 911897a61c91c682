package locales

// Style is the desk's house style. The zero value is what each language does
// by itself. What a language cannot follow (Arabic digits in English, Levantine
// months in French) it leaves as its own.
type Style struct {
	// Digits: "latn" (0123), "arab" (the language's own: ٠١٢٣, in Persian and
	// Urdu ۰۱۲۳), "" as the locale does.
	Digits string
	// Months in Arabic: "levantine" (تشرين الثاني), "egyptian" (نوفمبر),
	// "maghrebi" (نونبر), "both" (تشرين الثاني/نوفمبر), "" as the locale does.
	Months string
	// Quotes in Arabic: "guillemets" («»), "curly" (“”), "" for guillemets.
	Quotes string
	// Dateline: "full" (place and date), "place", "written" (as the writer of a
	// text wrote it), "" for full.
	Dateline string
}

// StyleValues are the values that each setting of a Style takes besides "", in
// the order in which they are best shown. The names of settings are those of
// bayan.toml.
func StyleValues(setting string) []string {
	switch setting {
	case "digits":
		return []string{"latn", "arab"}
	case "months":
		return []string{"levantine", "egyptian", "maghrebi", "both"}
	case "quotes":
		return []string{"guillemets", "curly"}
	case "dateline":
		return []string{"full", "place", "written"}
	}
	return nil
}
