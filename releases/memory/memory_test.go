package memory_test

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/memory"
)

// inlineCode is a code as the golden file writes it.
var inlineCode = regexp.MustCompile(`\{(/?)([a-z]+)(/?)\}`)

func coded(s string) memory.Text {
	var t memory.Text
	for at := 0; ; {
		m := inlineCode.FindStringSubmatchIndex(s[at:])
		if m == nil {
			t.Words += s[at:]
			return t
		}
		t.Words += s[at : at+m[0]]
		c := memory.Code{At: len(t.Words), Kind: memory.Opens, ID: s[at+m[4] : at+m[5]]}
		switch {
		case m[2] < m[3]:
			c.Kind = memory.Closes
		case m[6] < m[7]:
			c.Kind = memory.Single
		}
		t.Codes = append(t.Codes, c)
		at += m[1]
	}
}

func shown(t memory.Text) string {
	var b strings.Builder
	at := 0
	for _, c := range t.Codes {
		b.WriteString(t.Words[at:c.At])
		at = c.At
		switch c.Kind {
		case memory.Opens:
			fmt.Fprintf(&b, "{%s}", c.ID)
		case memory.Closes:
			fmt.Fprintf(&b, "{/%s}", c.ID)
		default:
			fmt.Fprintf(&b, "{%s/}", c.ID)
		}
	}
	return b.String() + t.Words[at:]
}

type comparison struct {
	line  int
	query memory.Query
	unit  memory.Unit
	want  string
}

func comparisons(t *testing.T) (all []comparison) {
	t.Helper()
	f, err := os.Open("testdata/compare.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var c comparison
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		mark, rest, _ := strings.Cut(lines.Text(), " ")
		rest = strings.ReplaceAll(rest, `\u200e`, "\u200e")
		switch mark {
		case "?":
			c = comparison{line: n, query: memory.Query{Text: coded(rest), From: "en", To: "ar"}, unit: memory.Unit{Reviewed: true}}
		case "<":
			c.query.Before = rest
		case ">":
			c.query.After = rest
		case "=":
			c.unit.Source = coded(rest)
		case "-":
			c.unit.Before = rest
		case "+":
			c.unit.After = rest
		case ":":
			c.unit.Target = coded(rest)
		case "!":
			for {
				word, more, _ := strings.Cut(rest, " ")
				if word == "stale" {
					c.unit.Stale = true
				} else if word == "unreviewed" {
					c.unit.Reviewed = false
				} else {
					break
				}
				rest = more
			}
			c.want = rest
			all = append(all, c)
		}
	}
	return all
}

func TestAMatchIsScoredByWhatDiffers(t *testing.T) {
	all := comparisons(t)
	if len(all) < 20 {
		t.Fatalf("only %d cases were read", len(all))
	}
	for _, c := range all {
		m := memory.Ask(c.query).Compare(c.unit, false)
		difference := string(m.Difference)
		if difference == "" {
			difference = "-"
		}
		got := strconv.Itoa(m.Score) + " " + difference + " " + shown(m.Target)
		if got != c.want {
			t.Errorf("line %d: %q asked of %q\n got %s\nwant %s", c.line, c.query.Text.Words, c.unit.Source.Words, got, c.want)
		}
	}
}

func TestSubstitutedNumbersAreTold(t *testing.T) {
	m := memory.Ask(memory.Query{Text: memory.Plain("Wells: 12 of 30.")}).Compare(memory.Unit{
		Source: memory.Plain("Wells: 7 of 30."), Target: memory.Plain("الآبار: ٧ من ٣٠."), Reviewed: true,
	}, false)
	if want := "[{٧ ١٢}]"; fmt.Sprint(m.Numbers) != want {
		t.Errorf("substituted %v, want %s", m.Numbers, want)
	}
}

func TestTheBestMatchStandsFirst(t *testing.T) {
	ask := memory.Ask(memory.Query{Text: memory.Plain("The library opens in May."), From: "en", To: "ar"})
	var all []memory.Match
	for _, u := range []memory.Unit{
		{Source: memory.Plain("The clinic opens in May."), Target: memory.Plain("تفتح العيادة في أيار."), Reviewed: true},
		{Source: memory.Plain("The liberty opens in May."), Target: memory.Plain("١"), Reviewed: true}, // nearer in letters
		{Source: memory.Plain("The library opens in May."), Target: memory.Plain("تفتح المكتبة في أيار."), Reviewed: true, Origin: memory.Origin{Release: "old", At: "2025-01-01T00:00:00Z"}},
		{Source: memory.Plain("The library opens in May."), Target: memory.Plain("تفتح المكتبة في أيار."), Reviewed: true, Origin: memory.Origin{Release: "new", At: "2026-01-01T00:00:00Z"}},
	} {
		m := ask.Compare(u, false)
		ask.Weigh(&m)
		all = append(all, m)
	}
	best := memory.Best(all, 5)
	if len(best) != 3 || best[0].Origin.Release != "new" || best[1].Source.Words != "The liberty opens in May." {
		t.Errorf("got %v", best)
	}
}

func TestLanguagesOfAPair(t *testing.T) {
	for tag, want := range map[string]string{"ar-AR": "ar", "EN_us": "en", "zh-Hant-TW": "zh-hant", "ar-Arab": "ar", "": ""} {
		if got := memory.Base(lang(tag)); string(got) != want {
			t.Errorf("the base of %q is %q, want %q", tag, got, want)
		}
	}
	for _, c := range []struct{ from, to, source, fault string }{
		{"en", "ar", "Rain.", ""}, {"en", "en-GB", "Rain.", memory.SameLanguage}, {"en", "", "Rain.", memory.NoLanguage},
		{"en", "a r", "Rain.", memory.NoLanguage}, {"en", "ar", " \n", memory.NoWords}, {"en", "ar", strings.Repeat("x", memory.LongestText+1), memory.TooLong},
	} {
		u := memory.Unit{From: lang(c.from), To: lang(c.to), Source: memory.Plain(c.source), Target: memory.Plain("مطر.")}
		if got := u.Fault(); got != c.fault {
			t.Errorf("%s-%s %.10q: %q, want %q", c.from, c.to, c.source, got, c.fault)
		}
	}
}

func TestWordsAreCountedAsTheyAreInvoiced(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "…": 0, "The White-Water desk's plan — 3,750 homes.": 6, "أعلنت لجنة النهر، اليوم، عن ١٢ بئراً.": 7, "新聞 desk": 3, "a / b": 2,
	} {
		if got := memory.Count(text); got != want {
			t.Errorf("%q has %d words, counted %d", text, want, got)
		}
	}
	a := memory.Analyse([]memory.Counted{
		{memory.Plain("Three words here."), 102}, {memory.Plain("Four words are here."), 100}, {memory.Plain("One two."), 98},
		{memory.Plain("A new sentence."), 0}, {memory.Plain("A  new sentence."), 0}, {memory.Plain("Far off."), 49}, {memory.Plain("Half the way there."), 50},
	})
	got := ""
	for _, b := range a.Bands {
		got += fmt.Sprintf("%s %d/%d; ", b.Name, b.Segments, b.Words)
	}
	want := "context 1/3; 100 1/4; 95-99 1/2; 85-94 0/0; 75-84 0/0; 50-74 1/4; repeated 1/3; new 2/5; "
	if got != want || a.Segments != 7 || a.Words != 21 {
		t.Errorf("got  %s %d/%d\nwant %s", got, a.Segments, a.Words, want)
	}
}

func lang(tag string) releases.Language { return releases.Language(tag) }
