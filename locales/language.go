package locales

import "strings"

// arabics are the codes of ISO 639-3 in the macrolanguage ara: who speaks one
// reads Modern Standard Arabic. Kurdish, Persian and Urdu are not among them,
// whatever their letters.
const arabics = " ara arb aao abh abv acm acq acw acx acy adf aeb aec afb ajp apc apd arq ars ary arz auz avl ayh ayl ayn ayp pga shu ssh "

// speechOf is the language with a catalogue that a reader of the tag reads,
// or "".
func speechOf(tag string) string {
	switch code := base(tag); {
	case code == "en" || code == "eng":
		return "en"
	case code == "ar" || strings.Contains(arabics, " "+code+" "):
		return "ar"
	}
	return ""
}

// Speeches are the languages with a catalogue.
func Speeches() []string {
	var speeches []string
	for _, c := range catalogues {
		speeches = append(speeches, c.language)
	}
	return speeches
}

// Negotiate is the locale of the interface: the flag's, else the first of
// BAYAN_LOCALE, LC_ALL, LC_MESSAGES and LANG that is set. Names may be BCP 47
// or POSIX (ar_SY.UTF-8). The region stays, for it decides names of months;
// the C locale and languages without a catalogue are English.
func Negotiate(flag string, env func(string) string) string {
	asked := flag
	for _, name := range [...]string{"BAYAN_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if asked == "" {
			asked = env(name)
		}
	}
	tag := canonical(asked)
	speech := speechOf(tag)
	if speech == "" {
		return Default
	}
	if _, region, ok := strings.Cut(tag, "-"); ok {
		return speech + "-" + region
	}
	return speech
}

// canonical turns a POSIX name or a carelessly written tag into a BCP 47 tag:
// ar_SY.UTF-8@latin and AR-sy become ar-SY. What follows the first part that
// is no subtag, or an extension, is left out. "C", "POSIX" and "" are "".
func canonical(name string) string {
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ".")
	if name == "C" || name == "POSIX" {
		return ""
	}
	parts := strings.Split(strings.ReplaceAll(name, "_", "-"), "-")
	for i, part := range parts {
		switch {
		case !subtag(part), i > 0 && len(part) == 1: // extensions begin
			return strings.Join(parts[:i], "-")
		case i > 0 && len(part) == 2:
			parts[i] = strings.ToUpper(part)
		case i > 0 && len(part) == 4 && part[0] > '9':
			parts[i] = strings.ToUpper(part[:1]) + strings.ToLower(part[1:])
		default:
			parts[i] = strings.ToLower(part)
		}
	}
	return strings.Join(parts, "-")
}

func subtag(part string) bool {
	for _, r := range part {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') {
			return false
		}
	}
	return len(part) >= 1 && len(part) <= 8
}
