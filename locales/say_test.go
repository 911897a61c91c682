package locales

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"bayan/locales/bidi"

	"pgregory.net/rapid"
)

// strict is a locale in which a missing sentence fails the test.
func strict(t testing.TB, tag string) *Locale {
	return Open(tag).Watch(func(err error) { t.Error(err) })
}

func TestSay(t *testing.T) {
	for _, tc := range []struct {
		tag, key string
		args     Args
		want     string
	}{
		{"en", "stage.ready", nil, "ready to publish"},
		{"ar", "stage.ready", nil, "جاهز للنشر"},
		{"ar-SY", "stage.ready", nil, "جاهز للنشر"},
		{"en", "count.blocks", Args{"count": 1}, "1 block"},
		{"en", "count.blocks", Args{"count": 3750}, "3,750 blocks"},
		{"ar", "count.blocks", Args{"count": 3}, "3 فقرات"},
		{"ar-SY", "count.blocks", Args{"count": 3}, "٣ فقرات"},
		{"ar", "count.blocks", Args{"count": float64(11)}, "11 فقرة"}, // as JSON gives it
		{"en", "usage.unknown-command", Args{"word": Code("pubish")}, "There is no command \u2066pubish\u2069."},
		{"ar", "usage.unknown-command", Args{"word": Code("pubish")}, "لا وجود للأمر \u2066pubish\u2069."},
		{"ar", "show.note", Args{"note": "Civil Defence"}, "ملاحظة: \u2068Civil Defence\u2069"},
		{"ar", "show.note", Args{"note": Words("الدفاع المدني")}, "ملاحظة: الدفاع المدني"},
		{"ar", "usage.known-values", Args{"values": []Code{"md", "html"}}, "القيم الممكنة: \u2066md\u2069 و\u2066html\u2069."},
		{"en", "usage.known-values", Args{"values": []string{"a", "b", "c"}}, "It can be \u2068a\u2069, \u2068b\u2069 and \u2068c\u2069."},
		{"en", "labels.embargo", Args{"until": errors.New("soon")}, "Under embargo until \u2068soon\u2069"},
	} {
		t.Run(tc.tag+"/"+tc.key, func(t *testing.T) {
			if got := strict(t, tc.tag).Say(tc.key, tc.args); got != tc.want {
				t.Errorf("%s %s %v:\n got %q\nwant %q", tc.tag, tc.key, tc.args, got, tc.want)
			}
		})
	}
}

// The forms of CLDR's cardinal rules, written down again.
func arabicForm(n int) string {
	switch hundredth := n % 100; {
	case n == 0:
		return "لا أيام"
	case n == 1:
		return "يوم واحد"
	case n == 2:
		return "يومان"
	case hundredth >= 3 && hundredth <= 10:
		return fmt.Sprintf("%d أيام", n)
	case hundredth >= 11:
		return fmt.Sprintf("%d يومًا", n)
	}
	return fmt.Sprintf("%d يوم", n)
}

func TestArabicCounts(t *testing.T) {
	arabic := strict(t, "ar")
	for n := range 1000 {
		if got, want := arabic.Say("count.days", Args{"count": n}), arabicForm(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

// Given a page in Urdu, whose labels bayan does not have, when it asks for
// them, then it gets English ones and is told so.
func TestALanguageWithoutACatalogueSaysEnglish(t *testing.T) {
	urdu := Open("ur")
	text, language := urdu.Say("labels.draft-line", nil), urdu.For("labels.draft-line").Language()
	if text != "Draft. Not approved for publication." || language != "en" {
		t.Errorf("%q in %q", text, language)
	}
	if urdu.Direction() != bidi.RTL || urdu.Has("labels.draft-line") {
		t.Errorf("Urdu: %v, has a label: %t", urdu.Direction(), urdu.Has("labels.draft-line"))
	}
	if got := Open("ckb").Say("count.days", Args{"count": 3}); got != "3 days" {
		t.Errorf("a number in an English sentence on a Kurdish page: %q", got)
	}
}

func TestWhatIsMissingIsTold(t *testing.T) {
	for _, tc := range []struct {
		key  string
		args Args
		said string
		told string
	}{
		{"labels.no-such", nil, "⟦labels.no-such⟧", `no sentence "labels.no-such" in "ar"`},
		{"nofile.none", nil, "⟦nofile.none⟧", `no sentence "nofile.none" in "ar"`},
		{"labels", nil, "⟦labels⟧", `no sentence "labels" in "ar"`},
		{"", nil, "⟦⟧", `no sentence "" in "ar"`},
		{"count.blocks.one", Args{"count": 1}, "⟦count.blocks.one⟧", `no sentence "count.blocks.one" in "ar"`},
		{"show.note", nil, "ملاحظة: {{.note}}", `sentence "show.note" in "ar": no value for note`},
		{"count.blocks", nil, "{{.count}} فقرة", `sentence "count.blocks" in "ar": no value for count`},
	} {
		t.Run(tc.key, func(t *testing.T) {
			var told []string
			arabic := Open("ar").Watch(func(err error) {
				var missing *Missing
				if !errors.As(err, &missing) {
					t.Errorf("%T is not *Missing", err)
				}
				told = append(told, err.Error())
			})
			if said := arabic.Say(tc.key, tc.args); said != tc.said {
				t.Errorf("said %q, want %q", said, tc.said)
			}
			if len(told) == 0 || told[0] != tc.told {
				t.Errorf("told %q, want %q", told, tc.told)
			}
		})
	}
}

// Refusals and errors carry what they carry.
func TestValuesOfAnyKind(t *testing.T) {
	type id string
	var nobody *time.Location
	for _, tc := range []struct {
		value any
		want  string
	}{
		{id("winter-training"), "\u2068winter-training\u2069"},
		{uint8(7), "7"},
		{int64(-1200), "-1,200"},
		{2.5, "\u20682.5\u2069"},
		{true, "\u2068true\u2069"},
		{nil, "\u2068<nil>\u2069"},
		{nobody, "\u2068UTC\u2069"},
		{time.November, "\u2068November\u2069"},
		{error((*Missing)(nil)), "\u2068<nil>\u2069"},
		{&Missing{Language: "ar", Key: "a.b"}, "\u2068no sentence \"a.b\" in \"ar\"\u2069"},
		{[]id{"a", "b"}, "\u2068a\u2069 and \u2068b\u2069"},
		{[]any{"a", 3, Code("x")}, "\u2068a\u2069, 3 and \u2066x\u2069"},
		{[]string{}, ""},
	} {
		if got, want := strict(t, "en").Say("show.note", Args{"note": tc.value}), "note: "+tc.want; got != want {
			t.Errorf("%T: %q, want %q", tc.value, got, want)
		}
	}
}

func TestHas(t *testing.T) {
	for _, key := range []string{"labels.draft", "count.blocks", "exit.0"} {
		if !Open("en").Has(key) || !Open("ar-SY").Has(key) {
			t.Errorf("%s is missing", key)
		}
	}
	for _, key := range []string{"labels.nothing", "labels", "", "count.blocks.other", "Labels.draft"} {
		if Open("ar").Has(key) {
			t.Errorf("there is a sentence %q", key)
		}
	}
	if french := Open("fr-MA"); !french.Has("labels.draft") || french.Has("exit.0") || french.Speech() != "en" {
		t.Error("French has the labels of pages, and no more")
	}
	if _, err := Keys("ur"); err == nil {
		t.Error("Urdu has keys")
	}
}

func TestAnEmptyNameIsNoReasonToFallSilent(t *testing.T) {
	if got, want := strict(t, "en").Say("show.note", Args{"note": ""}), "note: \u2068\u2069"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// A headline that somebody typed cannot reach the sentence around it.
func TestAValueStaysInItsPlace(t *testing.T) {
	for name, value := range map[string]string{
		"override":     "abc\u202edef",
		"pop":          "abc\u2069def",
		"open isolate": "abc\u2067def",
		"line":         "abc\ndef\r\nghi\u2029j",
		"escape":       "\x1b[2Jabc\x07",
		"c1":           "\u009b2Jabc",
		"not UTF-8":    "abc\xff",
	} {
		t.Run(name, func(t *testing.T) { staysInItsPlace(t, value) })
	}
	rapid.Check(t, func(r *rapid.T) {
		staysInItsPlace(r, rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\u2066\u2067\u2068\u2069\u202e\u202c\n\x1bا1a")))).Draw(r, "value"))
	})
}

func staysInItsPlace(t interface {
	Helper()
	Errorf(string, ...any)
}, value string) {
	t.Helper()
	for _, arg := range []any{value, Code(value), []string{value, value}} {
		said := Open("ar").Say("show.note", Args{"note": arg})
		if !bidi.Balanced(said) || !strings.HasPrefix(said, "ملاحظة: ") {
			t.Errorf("%q became %q", value, said)
		}
		if strings.ContainsAny(said, "\n\r\x1b\x07\u202e\u2029\u009b") {
			t.Errorf("%q: control characters in %q", value, said)
		}
	}
}

func TestSeveralAtOnce(t *testing.T) {
	done := make(chan string)
	for range 8 {
		go func() {
			l := Open("ar")
			done <- l.Say("count.hours", Args{"count": 2}) + l.Say("exit.0", nil) + l.Date(2026, time.July, 1)
		}()
	}
	for range 8 {
		if got, want := <-done, "ساعتانتمّ الأمر1 يوليو 2026"; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A parser of placeholders gives back what it was given.
func FuzzSentence(f *testing.F) {
	for _, c := range catalogues {
		for _, topic := range []string{"labels", "usage", "count"} {
			for line := range strings.SplitSeq(c.topic(topic), "\n") {
				f.Add(line)
			}
		}
	}
	f.Add("{{")
	f.Add("{{.a}}{{.b}}")
	f.Add("{{if .a}}")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parse(text)
		if err != nil {
			return
		}
		same, err := s.Execute(map[string]string{})
		if same != text || (err == nil) != (len(s) == 1) {
			t.Errorf("%q became %q (%v)", text, same, err)
		}
	})
}

// find never loops or runs out of its text.
func FuzzFind(f *testing.F) {
	f.Add("\na = \"x\"\na.one = \"y\"\nb = \"\"\"\nz\na = \"no\"\n\"\"\"\n", "a")
	f.Add("\na.b.few = \"x\"", "a.b")
	f.Add("\na", "a")
	f.Add("\na.", "a")
	f.Fuzz(func(t *testing.T, text, name string) {
		for line := range strings.SplitSeq(strings.TrimSuffix(find(text, name), "\n"), "\n") {
			if line != "" && !strings.Contains(text, line) {
				t.Errorf("find(%q, %q) has %q, which is not in the text", text, name, line)
			}
		}
	})
}

// A page in a language that the program itself does not speak.
func TestLabelsOfAPage(t *testing.T) {
	for tag, want := range map[string][2]string{
		"fr":    {"Sous embargo jusqu’au \u206822 novembre 2026\u2069", "fr"},
		"fr-MA": {"Sous embargo jusqu’au \u206822 novembre 2026\u2069", "fr"},
		"de-AT": {"Sperrfrist bis \u206822. November 2026\u2069", "de"},
		"es":    {"Bajo embargo hasta el \u206822 de noviembre de 2026\u2069", "es"},
		"tr":    {"Ambargo bitişi: \u206822 Kasım 2026\u2069", "tr"},
		"fa":    {"ممنوع\u200cالانتشار تا \u2068۲۲ نوامبر ۲۰۲۶\u2069", "fa"},
		"ckb":   {"بڵاوکردنەوەی قەدەغەیە تا \u2068٢٢ی تشرینی دووەمی ٢٠٢٦\u2069", "ckb"},
		"ur":    {"Under embargo until \u206822 November 2026\u2069", "en"},
	} {
		l := Open(tag).For("labels.embargo")
		text := l.Say("labels.embargo", Args{"until": l.Date(2026, time.November, 22)})
		if text != want[0] || base(l.Language()) != want[1] {
			t.Errorf("%s: %q in %s, want %q in %s", tag, text, l.Language(), want[0], want[1])
		}
	}
}
