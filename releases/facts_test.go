package releases

import (
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func TestParseFacts(t *testing.T) {
	want := Facts{Date: "2026-11-22", Kind: "press-release", Place: "Beirut", Contacts: []string{"Huda Karam, +961 1 000 000", `"desk"`}}
	for name, src := range map[string]string{
		"as written":    string(want.File()),
		"a TOML date":   "date = 2026-11-22\nkind = 'press-release'\nplace = \"Beirut\"\ncontact = [\"Huda Karam, +961 1 000 000\", '\"desk\"']\n",
		"from Windows":  "\ufeffdate = \"2026-11-22\"\r\nkind = \"press-release\"\r\nplace = \" Beirut \"\r\ncontact = [\"Huda Karam, +961 1 000 000\", '\"desk\"', \"\"]\r\n",
		"a long string": "date = \"2026-11-22\"\nkind = \"press-release\"\nplace = \"\"\"\nBeirut\"\"\"\ncontact = [\"Huda Karam,\\n+961 1 000 000\", '\"desk\"']\n",
	} {
		got, err := ParseFacts("release.toml", []byte(src))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
	if got, err := ParseFacts("release.toml", []byte("contact = \"Huda Karam\"\n")); err != nil || len(got.Contacts) != 1 {
		t.Errorf("one contact: got %+v, %v", got, err)
	}
	if got, err := ParseFacts("release.toml", Facts{}.File()); err != nil || !reflect.DeepEqual(got, Facts{}) {
		t.Errorf("no facts: got %+v, %v", got, err)
	}
}

func TestParseFactsRefuses(t *testing.T) {
	for _, c := range []struct {
		src, code string
		line      int
	}{
		{"place = \"Beirut\"\nembargo = \"tomorrow\"\n", "fact-unknown", 2},
		{"\nplace = 5\n", "fact-not-text", 2},
		{"contact = [1]\n", "fact-not-text", 1},
		{"contact = [[1]]\n", "fact-not-text", 1},
		{"date = \"22 November\"\n", "fact-date", 1},
		{"date = \"2026-02-30\"\n", "fact-date", 1},
		{"date = 2026-11-22T10:00:00Z\n", "fact-date", 1},
		{"place = \"a\"\nplace = \"b\"\n", "field-twice", 2},
		{"place: Beirut\n", "fields-not-read", 1},
		{"place = \"\\u0000\"\n", "control-character", 1},
		{"place = \"\xff\"\n", "invalid-utf8", 1},
	} {
		_, err := ParseFacts("release.toml", []byte(c.src))
		var faults ParseErrors
		if !errors.As(err, &faults) || len(faults) != 1 || faults[0].Code != c.code || faults[0].Line != c.line {
			t.Errorf("%q: got %v, want line %d: %s", c.src, err, c.line, c.code)
		}
	}
}

func TestFactsAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Custom(func(t *rapid.T) string {
			return fieldValue(rapid.StringOf(rapid.RuneFrom([]rune("ab \"\\\t\n,]=#بيان"))).Draw(t, "value"))
		})
		f := Facts{Date: rapid.SampledFrom([]string{"", "2026-11-22"}).Draw(t, "date"), Kind: value.Draw(t, "kind"), Place: value.Draw(t, "place")}
		for range rapid.IntRange(0, 3).Draw(t, "contacts") {
			if c := value.Draw(t, "contact"); c != "" {
				f.Contacts = append(f.Contacts, c)
			}
		}
		got, err := ParseFacts("release.toml", f.File())
		if err != nil || !reflect.DeepEqual(got, f) {
			t.Fatalf("%+v became %+v, %v", f, got, err)
		}
	})
}

func FuzzParseFacts(f *testing.F) {
	f.Add(Facts{Date: "2026-11-22", Contacts: []string{"x"}}.File())
	f.Add([]byte("date = 2026-11-22\n[place]\nx = 1\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		facts, err := ParseFacts("release.toml", src)
		if err != nil {
			return
		}
		if again, err := ParseFacts("release.toml", facts.File()); err != nil || !reflect.DeepEqual(facts, again) {
			t.Fatalf("%+v became %+v, %v", facts, again, err)
		}
	})
}
