package segment_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"bayan/releases"
	. "bayan/releases/segment"
)

const harbourRules = `# What the tables of bayan do not know.
[en]
no-break = [
  "Wg.Cdr.",
  "Yahoo!",
]
break = [";"]

[ar]
no-break = ["معا."]
break = ["؛"]

[ar-SY]
break = ["–"]
`

func houseOf(t testing.TB, text string) House {
	t.Helper()
	h, err := ReadHouse("segmentation.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// Where a bar stands a sentence ends by the desk's rules; before, by ours alone.
func TestDeskAddsItsOwnRules(t *testing.T) {
	h := houseOf(t, harbourRules)
	for _, one := range []struct {
		language     releases.Language
		before, with string
	}{
		{"en", `Adm. Haddad met Wg.Cdr. | Khoury. | He left.`, `Adm. Haddad met Wg.Cdr. Khoury. | He left.`},
		{"en-GB", `So says Yahoo! | News; and so do we.`, `So says Yahoo! News; | and so do we.`},
		{"ar", `حضرت معا. | سميرة؛ ثم غادرت.`, `حضرت معا. سميرة؛ | ثم غادرت.`},
		{"ar", `فُتحت القاعة – وهي دافئة – أمس.`, `فُتحت القاعة – وهي دافئة – أمس.`},
		{"ar-SY", `فُتحت القاعة – وهي دافئة؛ نعم.`, `فُتحت القاعة – | وهي دافئة؛ | نعم.`},
		{"fr", `M. Haddad vient; il part.`, `M. Haddad vient; il part.`},
	} {
		whole := content(t, strings.ReplaceAll(one.with, " | ", " "))
		if got := sentences(Default(one.language), whole); got != one.before {
			t.Errorf("%s, before: %s", one.language, got)
		}
		if got := sentences(h.Rules(one.language), whole); got != one.with {
			t.Errorf("%s\n got %s\nwant %s", one.language, got, one.with)
		}
	}
}

// What is wrong with a desk's file is told with its line, all at once.
func TestRulesThatAreNone(t *testing.T) {
	for _, one := range []struct{ file, want string }{
		{"[en]\nno-break = [\"Wg.Cdr\"]", "2 segmentation-word Wg.Cdr"},
		{"[en]\nno-break = [\n\"Gen.\",\n\"Wing Cdr.\",\n\".\"]", "4 segmentation-word Wing Cdr.|5 segmentation-word ."},
		{"[ar]\nbreak = [\"؛\", \".\", \"نعم\", \"\"]", "2 segmentation-mark .|2 segmentation-mark نعم|2 segmentation-mark "},
		{"[en]\nabbreviations = [\"Gen.\"]\n[fr]\nbreak = \";\"", "2 segmentation-key abbreviations|4 segmentation-list break"},
		{"[en]\nbreak = [3]", "2 segmentation-list break"},
		{"[english]\nbreak = [\";\"]", "1 segmentation-language english"},
		{"no-break = [\"Gen.\"]", "1 segmentation-language no-break"},
		{"[en]\nbreak = [\";\"\n", "2 segmentation-unread "},
		{strings.Repeat("#", 33<<10), "0 segmentation-large "},
		{"[en]\nbreak = [\"{\", \"…\"] # {.}\nx = " + strings.Repeat("{a=", 8000), "3 segmentation-key {"},
		{"# Rules\na" + strings.Repeat(".a", 8000) + " = 1", "2 segmentation-key ."},
		{"", ""},
		{"\n[en]\n", ""},
	} {
		_, err := ReadHouse("segmentation.toml", []byte(one.file))
		var faults releases.ParseErrors
		if err != nil && !errors.As(err, &faults) {
			t.Fatalf("%v", err)
		}
		var got []string
		for _, f := range faults {
			if HouseFaults[f.Code] == nil || f.File != "segmentation.toml" {
				t.Errorf("%+v is in no list, or of no file", f)
			}
			subject := f.Args["value"]
			if subject == nil {
				subject = f.Args["key"]
			}
			if subject == nil {
				subject = ""
			}
			got = append(got, fmt.Sprintf("%d %s %v", f.Line, f.Code, subject))
		}
		if strings.Join(got, "|") != one.want {
			t.Errorf("%.80q\n got %s\nwant %s", one.file, strings.Join(got, "|"), one.want)
		}
	}
}

func FuzzReadHouse(f *testing.F) {
	f.Add(harbourRules)
	f.Add("[en]\nbreak = [3]")
	f.Add("en.break = [\";\"]\n[en.x]")
	f.Fuzz(func(t *testing.T, text string) {
		h, err := ReadHouse("segmentation.toml", []byte(text))
		var faults releases.ParseErrors
		switch {
		case err == nil:
			Split(h.Rules("en"), []releases.Inline{{Text: text}})
		case !errors.As(err, &faults) || len(faults) == 0:
			t.Fatalf("%v", err)
		}
	})
}
