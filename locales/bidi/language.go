package bidi

import (
	"strings"

	"golang.org/x/text/language"
)

// rightToLeft are the scripts whose letters are of the classes R and AL, by
// their codes in ISO 15924.
const rightToLeft = " Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi "

// unlisted are languages, by script, that x/text (CLDR 32) knows no script of:
// spoken Arabics, those of Persian and Pashto among the codes of ISO 639-3, and
// the like.
var unlisted = [...]struct{ script, languages string }{
	{"Arab", " abv acm acq acw acx acy adf aec afb ars auz ayh ayn ayl ayp pga ssh azb bcc bgp haz lki pbt prs pst "},
	{"Hebr", " hbo jpr jrb yih yud "},
	{"Samr", " sam smp "},
	{"Syrc", " aii "},
}

// DirectionOf is the direction of a language, declared by the script that its
// tag names or that it is usually written in: ar, fa, ur, he, ckb, ug, ps, sd,
// dv, yi and pa-PK are RTL; en, ku and az-Latn-IR are LTR, as is what nobody
// knows. Names may be BCP 47 or POSIX (ar_SY.UTF-8).
func DirectionOf(tag string) Direction {
	tag, _, _ = strings.Cut(tag, "@")
	tag, _, _ = strings.Cut(tag, ".")
	parsed := language.Make(tag)
	written, _ := parsed.Script()
	script := written.String()
	if base, named, _ := parsed.Raw(); named == (language.Script{}) {
		for _, known := range unlisted {
			if strings.Contains(known.languages, " "+base.String()+" ") {
				script = known.script
			}
		}
	}
	if strings.Contains(rightToLeft, " "+script+" ") {
		return RTL
	}
	return LTR
}
