package po

import (
	"strings"

	"bayan/releases"
)

// Plural rules as "Plural-Forms" gives them (gettext manual, "Plural forms";
// the Arabic one is CLDR's). bayan's own entries have no plurals: programs for
// translators ask for the rule of a file all the same.
const (
	onePlural    = "nplurals=1; plural=0;"
	twoPlurals   = "nplurals=2; plural=(n != 1);"
	twoFrom2     = "nplurals=2; plural=(n > 1);"
	threeSlavic  = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
	threePolish  = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
	threeCzech   = "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);"
	threeRoman   = "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);"
	sixOfArabics = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"
)

var plurals = map[string]string{
	"id": onePlural, "ja": onePlural, "ko": onePlural, "ms": onePlural, "th": onePlural, "vi": onePlural, "zh": onePlural,
	"ckb": twoPlurals, "da": twoPlurals, "de": twoPlurals, "el": twoPlurals, "en": twoPlurals, "es": twoPlurals,
	"fi": twoPlurals, "he": twoPlurals, "hu": twoPlurals, "it": twoPlurals, "kmr": twoPlurals, "ku": twoPlurals,
	"nl": twoPlurals, "no": twoPlurals, "nb": twoPlurals, "pt": twoPlurals, "so": twoPlurals, "sv": twoPlurals,
	"sw": twoPlurals, "tr": twoPlurals, "ur": twoPlurals,
	"am": twoFrom2, "fa": twoFrom2, "fr": twoFrom2, "hi": twoFrom2, "ti": twoFrom2,
	"be": threeSlavic, "bs": threeSlavic, "hr": threeSlavic, "ru": threeSlavic, "sr": threeSlavic, "uk": threeSlavic,
	"cs": threeCzech, "pl": threePolish, "ro": threeRoman, "sk": threeCzech,
	"ar": sixOfArabics,
}

// pluralForms is the rule of a language, "" where none is known.
func pluralForms(l releases.Language) string {
	base, _, _ := strings.Cut(string(l), "-")
	return plurals[base]
}
