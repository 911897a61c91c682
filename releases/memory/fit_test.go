package memory_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases/memory"
)

func TestATargetFitsWhatWasAskedFor(t *testing.T) {
	for _, c := range []struct{ asked, source, target, want string }{
		{"Doors open.", "Doors open.", "تُفتح الأبواب.", "تُفتح الأبواب."},
		// White space around is that of the text, whatever the memory has.
		{"Doors open.\n", "Doors open.", "تُفتح الأبواب.", "تُفتح الأبواب.\n"},
		{"  Doors: ", "Doors: ", " الأبواب:  ", "  الأبواب: "},
		// A memory without codes gives those that stand around everything.
		{"{a}Doors open.{/a}", "Doors open.", "تُفتح الأبواب.", "{a}تُفتح الأبواب.{/a}"},
		{" {x/}{a}Doors open.{/a} ", "Doors open.", "تُفتح الأبواب.", " {x/}{a}تُفتح الأبواب.{/a} "},
		{"Doors {a}open{/a}.", "Doors open.", "تُفتح الأبواب.", "no"},
		{"{a}Doors{/a} open.", "Doors open.", "تُفتح الأبواب.", "no"},
		// Codes answer each other, whatever they are called.
		{"Doors {a}open{/a}.", "Doors {o}open{/o}.", "{o}تُفتح{/o} الأبواب.", "{a}تُفتح{/a} الأبواب."},
		{"{a}Doors{/a} {b}open{/b}.\n", "{o}Doors{/o} {t}open{/t}.", "{t}تُفتح{/t} {o}الأبواب{/o}.", "{b}تُفتح{/b} {a}الأبواب{/a}.\n"},
		{"Doors {a}open{/a}.", "Doors {o}open{/o}.", " {s}تُفتح{/s} الأبواب.", "{a}تُفتح{/a} الأبواب."},
		// One that is lost, or of another kind, or one too many.
		{"Doors {a}open{/a}.", "Doors {o}open{/o}.", "تُفتح الأبواب.", "no"},
		{"Doors {a}open{/a}.", "Doors open{o/}.", "تُفتح{o/} الأبواب.", "no"},
		{"Doors {a}open{/a}.", "Doors {o}open{/o}.", "{o}تُفتح{/o} {o}الأبواب{/o}.", "no"},
		{"Doors {a}open{/a}.", "Doors {o/}open{t/}.", "{o/}تُفتح{t/} الأبواب.", "no"},
		{"{a}Doors{/a} {b}open{/b}.", "{o}Doors {t}open{/t}{/o}.", "{o}تُفتح {t}الأبواب{/t}{/o}.", "no"},
		// Bold goes where there is none; what stands for words does not.
		{"Doors open.", "Doors {o}open{/o}.", "{o}تُفتح{/o} الأبواب.", "تُفتح الأبواب."},
		{"Doors open.", "Doors {o/} open.", "تُفتح الأبواب.", "no"},
	} {
		got := "no"
		if fitted, ok := (memory.Match{Unit: memory.Unit{Source: coded(c.source), Target: coded(c.target)}}).Fit(coded(c.asked)); ok {
			got = shown(fitted)
		}
		if got != c.want {
			t.Errorf("%q, known as %q = %q: %q, not %q", c.asked, c.source, c.target, got, c.want)
		}
	}
}

// TMX names a code of the source and that of the target alike by x; without it
// they are told by what they hold.
func TestCodesThatStandAlone(t *testing.T) {
	asked := coded("Wind {o/} from {t/}")
	asked.Codes[0].ID, asked.Codes[1].ID = "speed", "place"
	for name, set := range map[string]func(c *memory.Code, speed bool){
		"x":    func(c *memory.Code, speed bool) { c.X = map[bool]string{true: "1", false: "2"}[speed] },
		"body": func(c *memory.Code, speed bool) { c.Body = map[bool]string{true: "%d", false: "%s"}[speed] },
	} {
		m := memory.Match{Unit: memory.Unit{Source: coded("Wind {o/} from {t/}"), Target: coded("ريح من {t/} {o/}")}}
		for _, codes := range [][]memory.Code{m.Source.Codes, m.Target.Codes} {
			codes[0].ID, codes[1].ID = "", ""
		}
		set(&m.Source.Codes[0], true)
		set(&m.Source.Codes[1], false)
		set(&m.Target.Codes[0], false)
		set(&m.Target.Codes[1], true)
		if fitted, ok := m.Fit(asked); !ok || shown(fitted) != "ريح من {place/} {speed/}" {
			t.Errorf("%s: %q", name, shown(fitted))
		}
	}
}

// What fits has each code of the text once, in places that lie in its words.
func TestWhatFitsKeepsTheCodes(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) memory.Text {
		return coded(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"open", " ", "باب", "{o}", "{/o}", "{t/}", "{h}", "{/h}", "\n"}), 0, 8).Draw(t, "text"), ""))
	})
	rapid.Check(t, func(t *rapid.T) {
		asked := text.Draw(t, "asked")
		m := memory.Match{Unit: memory.Unit{Source: text.Draw(t, "source"), Target: text.Draw(t, "target")}}
		fitted, ok := m.Fit(asked)
		if !ok {
			return
		}
		at := 0
		count := map[string]int{}
		for _, c := range fitted.Codes {
			if c.At < at || c.At > len(fitted.Words) {
				t.Fatalf("a code at %d after %d of %d", c.At, at, len(fitted.Words))
			}
			at = c.At
			count[string(c.Kind)+c.ID]++
		}
		for _, c := range asked.Codes {
			count[string(c.Kind)+c.ID]--
		}
		for code, n := range count {
			if n != 0 {
				t.Fatalf("%s stands %d times too often in %q of %q", code, n, shown(fitted), shown(asked))
			}
		}
	})
}
