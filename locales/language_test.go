package locales

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"bayan/locales/bidi"

	"pgregory.net/rapid"
)

func TestNegotiate(t *testing.T) {
	type env map[string]string
	for name, tc := range map[string]struct {
		flag string
		env  env
		want string
	}{
		"nothing set":               {"", env{}, "en"},
		"the flag first":            {"en", env{"BAYAN_LOCALE": "ar", "LC_ALL": "ar_SY.UTF-8"}, "en"},
		"then BAYAN_LOCALE":         {"", env{"BAYAN_LOCALE": "ar", "LC_ALL": "en_US.UTF-8"}, "ar"},
		"then LC_ALL":               {"", env{"LC_ALL": "ar_SY.UTF-8", "LC_MESSAGES": "en_US", "LANG": "en_US"}, "ar-SY"},
		"then LC_MESSAGES":          {"", env{"LC_MESSAGES": "ar_LB", "LANG": "en_US"}, "ar-LB"},
		"then LANG":                 {"", env{"LANG": "ar_IQ.utf8"}, "ar-IQ"},
		"the C locale":              {"", env{"LANG": "C"}, "en"},
		"the C locale in UTF-8":     {"", env{"LC_ALL": "C.UTF-8", "LANG": "ar_SY"}, "en"},
		"POSIX":                     {"", env{"LANG": "POSIX"}, "en"},
		"a modifier":                {"", env{"LANG": "ar_SY@latin"}, "ar-SY"},
		"British":                   {"", env{"LANG": "en_GB.UTF-8"}, "en-GB"},
		"in the wrong case":         {"AR-sy", env{}, "ar-SY"},
		"Sorani is not Arabic":      {"", env{"LANG": "ckb_IQ"}, "en"},
		"nor is Persian":            {"", env{"LANG": "fa_IR"}, "en"},
		"Levantine is":              {"apc", env{}, "ar"},
		"as is Egyptian":            {"", env{"LANG": "arz_EG"}, "ar-EG"},
		"ISO 639-2":                 {"ara", env{}, "ar"},
		"a language without words":  {"", env{"LANG": "fr_FR.UTF-8"}, "en"},
		"extensions are not needed": {"ar-SY-u-nu-latn", env{}, "ar-SY"},
		"a script":                  {"ar_arab_sy", env{}, "ar-Arab-SY"},
		"something else":            {"../../etc", env{}, "en"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Negotiate(tc.flag, func(name string) string { return tc.env[name] }); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

// Any name of a locale gives one that speaks.
func FuzzNegotiate(f *testing.F) {
	for _, name := range []string{"", "ar_SY.UTF-8", "C", "ckb", "@", "_", "-", "en_GB@x", "ar-u-nu-latn"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		tag := Negotiate(name, func(string) string { return "" })
		if speechOf(tag) == "" {
			t.Errorf("%q gives %q, which does not speak", name, tag)
		}
		if again := Negotiate(tag, nil); again != tag {
			t.Errorf("%q gives %q gives %q", name, tag, again)
		}
		if Open(tag).Say("exit.0", nil) == "" {
			t.Errorf("%q says nothing", tag)
		}
	})
}

func TestWhatSpeaks(t *testing.T) {
	if got := Speeches(); !slices.Equal(got, []string{"en", "ar"}) {
		t.Errorf("catalogues: %q", got)
	}
	for tag, want := range map[string]bool{"en": true, "ar": true, "ar_SY.UTF-8": true, "fr": false, "ckb": false, "": false, "C": false} {
		if got := speechOf(canonical(tag)) != ""; got != want {
			t.Errorf("%q speaks: %t", tag, got)
		}
	}
	l := Open("ar_SY.UTF-8")
	if l.Language() != "ar-SY" || l.Speech() != "ar" || l.Direction() != bidi.RTL {
		t.Errorf("%s, speaks %s, %v", l.Language(), l.Speech(), l.Direction())
	}
}

func TestNamesOfLanguages(t *testing.T) {
	for _, tc := range []struct{ tag, itself, english, arabic string }{
		{"ar", "العربية", "Arabic", "العربية"},
		{"ar-SY", "العربية", "Arabic", "العربية"},
		{"en", "English", "English", "الإنجليزية"},
		{"fr", "Français", "French", "الفرنسية"},
		{"ckb", "کوردیی ناوەندی", "Central Kurdish", "السورانية الكردية"},
		{"qqq", "qqq", "qqq", "qqq"},
	} {
		if Autonym(tc.tag) != tc.itself || Open("en").Name(tc.tag) != tc.english || Open("ar").Name(tc.tag) != tc.arabic {
			t.Errorf("%s: %s, %s, %s", tc.tag, Autonym(tc.tag), Open("en").Name(tc.tag), Open("ar").Name(tc.tag))
		}
	}
	if got := Open("fr").Name("ar"); got != "العربية" {
		t.Errorf("a locale without words calls Arabic %q", got)
	}
}

func TestEveryNameIsThere(t *testing.T) {
	sorted := slices.IsSortedFunc(named[:], func(a, b name) int { return strings.Compare(a.tag, b.tag) })
	if len(named) < 30 || !sorted {
		t.Errorf("%d names, sorted: %t", len(named), sorted)
	}
	for _, n := range named {
		if n.autonym == "" || n.in[0] == "" || n.in[1] == "" || unicode.Is(unicode.Arabic, []rune(n.in[0])[0]) || !unicode.Is(unicode.Arabic, []rune(n.in[1])[0]) {
			t.Errorf("%s: %q %q", n.tag, n.autonym, n.in)
		}
	}
	for i := range allConventions {
		if nameOf(allConventions[i].tag) == nil {
			t.Errorf("%s has conventions and no name", allConventions[i].tag)
		}
	}
}

// canonical is done once: what it gives, it leaves.
func TestCanonicalIsCanonical(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.StringMatching(`[a-zA-Z]{0,8}([-_][a-zA-Z0-9]{1,8}){0,3}(\.[A-Z0-9-]{1,6})?(@[a-z]{1,5})?`).Draw(r, "name")
		if once := canonical(name); canonical(once) != once {
			t.Errorf("%q gives %q gives %q", name, once, canonical(once))
		}
	})
}
