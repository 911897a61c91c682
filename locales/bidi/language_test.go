package bidi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestDirectionOfLanguages(t *testing.T) {
	for want, tags := range map[Direction]string{
		RTL: "ar fa ur he iw ckb ug ps sd dv yi ji nqo syr arc lrc mzn glk lad jrb " +
			"ar-SY ar_SY.UTF-8 ar_EG@euro AR-sy ar-MA-u-nu-latn ckb-IQ pa-PK uz-AF az-IR ks ku-Arab az-Arab en-Hebr und-Arab ff-Adlm rhg " +
			"ary arz arq aeb apc ajp acm acq afb arb ars shu ssh prs pbt pst azb haz sam aii",
		LTR: "en fr tr ku ku-IQ ku-Latn az az-Latn-IR uz pa de-DE zh-Hans ja hi ar-Latn sd-Deva yi-Latn und C POSIX en_GB.UTF-8 ff tg mt so",
	} {
		for _, tag := range strings.Fields(tags) {
			if got := DirectionOf(tag); got != want {
				t.Errorf("%s is %v, want %v", tag, got, want)
			}
		}
	}
	for _, nonsense := range []string{"", "-", "no language", "\u202Ear", strings.Repeat("a-", 500)} {
		if got := DirectionOf(nonsense); got != LTR {
			t.Errorf("%q is %v", nonsense, got)
		}
	}
}

// Every script of Unicode whose letters go right to left is known, and no other.
func TestRightToLeftScripts(t *testing.T) {
	codes := map[string]string{
		"Adlam": "Adlm", "Arabic": "Arab", "Imperial_Aramaic": "Armi", "Avestan": "Avst", "Chorasmian": "Chrs",
		"Cypriot": "Cprt", "Elymaic": "Elym", "Hatran": "Hatr", "Hebrew": "Hebr", "Old_Hungarian": "Hung",
		"Kharoshthi": "Khar", "Lydian": "Lydi", "Mandaic": "Mand", "Manichaean": "Mani", "Mende_Kikakui": "Mend",
		"Meroitic_Cursive": "Merc", "Meroitic_Hieroglyphs": "Mero", "Old_North_Arabian": "Narb", "Nabataean": "Nbat",
		"Nko": "Nkoo", "Old_Turkic": "Orkh", "Old_Uyghur": "Ougr", "Palmyrene": "Palm", "Inscriptional_Pahlavi": "Phli",
		"Psalter_Pahlavi": "Phlp", "Phoenician": "Phnx", "Inscriptional_Parthian": "Prti", "Hanifi_Rohingya": "Rohg",
		"Samaritan": "Samr", "Old_South_Arabian": "Sarb", "Sogdian": "Sogd", "Old_Sogdian": "Sogo", "Syriac": "Syrc",
		"Thaana": "Thaa", "Yezidi": "Yezi", "Garay": "Gara", "Sidetic": "Sidt",
	}
	for name, table := range unicode.Scripts {
		letters, rightward := 0, 0
		for r := range runesOf(table) {
			if unicode.IsLetter(r) {
				letters++
				if slices.Contains([]class{cR, cAL}, propOf(r).class()) {
					rightward++
				}
			}
		}
		code, listed := codes[name]
		if isRight := rightward*2 > letters; isRight && !listed {
			t.Errorf("%s goes right to left and is not known", name)
		} else if listed && !isRight {
			t.Errorf("%s does not go right to left: %s", name, fmt.Sprint(rightward, letters))
		}
		if listed && !strings.Contains(rightToLeft, " "+code+" ") {
			t.Errorf("%s (%s) is missing", name, code)
		}
	}
}

func runesOf(table *unicode.RangeTable) func(func(rune) bool) {
	return func(yield func(rune) bool) {
		for _, r := range table.R16 {
			for c := rune(r.Lo); c <= rune(r.Hi); c += rune(r.Stride) {
				if !yield(c) {
					return
				}
			}
		}
		for _, r := range table.R32 {
			for c := rune(r.Lo); c <= rune(r.Hi); c += rune(r.Stride) {
				if !yield(c) {
					return
				}
			}
		}
	}
}
