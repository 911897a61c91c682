package main

import (
	"strings"
	"testing"
)

// A word that is nearly right is answered with the right one, whatever it names.
func TestWhatWasMeant(t *testing.T) {
	o := newDesk(t)
	for _, id := range []string{"winter-training", "winter-aid", "mill"} {
		o.as(t, "wafa", "new", "Winter", "--lang", "en", "--id", id)
	}
	for line, want := range map[string]string{
		"show wintr-aid":                         "winter-aid",
		"show trainign":                          "winter-training",
		"show wintre":                            "winter", // which several have
		"show mlil":                              "mill",
		"show harbour":                           "",
		"checkout mill arr":                      "ar",
		"checkout mill arabic":                   "ar",
		"check mill العربية":                     "ar",
		"checkout mill fr":                       "", // a language that there is
		"check mill english":                     "en",
		"pending --for wafaa":                    "wafa",
		"pending --for zeinab":                   "",
		"takeover mill en --to lyla":             "layla",
		"member grant layla --role reviwer:ar":   "reviewer:ar",
		"member grant layla --role translator":   "translator:en",
		"member grant layla --role publisher:ar": "publisher",
		"member grant layla --role poet":         "",
		"policy set digts=latn":                  "digits",
		"policy set digits=lat":                  "latn",
		"set mill plase=Harim":                   "place",
		"policy sett digits=latn":                "policy set",
		"doctor terminl":                         "doctor terminal",
		"memory serch words":                     "memory search",
		"aprove mill ar":                         "approve",
		"show mill --manifset":                   "--manifest",
		"correct mill -m x --kind adition":       "addition",
	} {
		for speech, asked := range map[string]string{"en": "Did you mean ", "ar": "هل المقصود "} {
			code, stdout, stderr := o.try("amal", append(strings.Fields(line), "--locale", speech)...)
			_, after, said := strings.Cut(plain(stdout+stderr), asked)
			got := ""
			if said {
				got = strings.TrimRight(after[:strings.IndexAny(after, "?؟")], "?؟")
			}
			if code == 0 || got != want {
				t.Errorf("bayan %s in %s: exit %d, meant %q, want %q\n%s%s", line, speech, code, got, want, stdout, stderr)
			}
		}
	}
}

// A language is a code whose letters may be large.
func TestALanguageInCapitals(t *testing.T) {
	o := newDesk(t)
	o.as(t, "wafa", "new", "Winter", "--lang", "en", "--id", "mill")
	o.as(t, "wafa", "checkin", "mill", "EN", text("winter.en.md"))
	o.as(t, "rami", "approve", "mill", "En")
	for _, line := range [][]string{{"check", "mill", "EN"}, {"review", "mill", "EN"}, {"checkout", "mill", "AR"}, {"glossary", "check", "mill", "EN"}} {
		o.as(t, "layla", line...)
	}
	if _, _, stderr := o.try("rami", "approve", "mill", "EN"); strings.Contains(stderr, "EN") {
		t.Errorf("a command to type next is in capitals:\n%s", stderr)
	}
}
