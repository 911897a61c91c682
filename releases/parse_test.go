package releases

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the golden cases give now; read the difference before you keep it")

// golden is a case of a file in testdata: "=== name", what is given, a line of
// "---", what is expected. ‹U+202E› stands for a code point, ‹0xFF› for a byte,
// and ‹› for nothing, to keep an empty line.
type golden struct{ name, given, want string }

func readGolden(t testing.TB, file string) []golden {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []golden
	for _, c := range strings.Split(string(src), "=== ")[1:] {
		name, rest, _ := strings.Cut(c, "\n")
		given, want, ok := strings.Cut(rest, "\n---\n")
		if !ok {
			t.Fatalf("%s: case %q has no line ---", file, name)
		}
		out = append(out, golden{name, unshown(given + "\n"), strings.TrimRight(want, "\n") + "\n"})
	}
	return out
}

var shownCode = regexp.MustCompile(`‹(U\+|0x)?([0-9A-F]*)›`)

func unshown(s string) string {
	return shownCode.ReplaceAllStringFunc(s, func(m string) string {
		var n int
		parts := shownCode.FindStringSubmatch(m)
		if _, err := fmt.Sscanf(parts[2], "%X", &n); err != nil {
			return ""
		}
		if parts[1] == "0x" {
			return string([]byte{byte(n)})
		}
		return string(rune(n))
	})
}

// shownArgs lists arguments by name.
func shownArgs(args map[string]any) string {
	var b strings.Builder
	for _, k := range slices.Sorted(maps.Keys(args)) {
		fmt.Fprintf(&b, " %s=%v", k, args[k])
	}
	return b.String()
}

// shownParse is what a person reads of a parse: what was told or refused, then
// the canonical text.
func shownParse(src []byte) string {
	text, told, err := Parse("en.md", src)
	var b strings.Builder
	var faults ParseErrors
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Fprintf(&b, "refused: line %d: %s%s\n", f.Line, f.Code, shownArgs(f.Args))
		}
		return b.String()
	}
	for _, one := range told {
		fmt.Fprintf(&b, "told: line %d: %s%s\n", one.Line, one.Code, shownArgs(one.Args))
	}
	names := text.partNames()
	fmt.Fprintf(&b, "blocks: %s\n", strings.Join(names, " "))
	b.Write(text.Canonical())
	return b.String()
}

func TestParse(t *testing.T) {
	cases := readGolden(t, "testdata/parse.txt")
	if *update {
		rewriteGolden(t, "testdata/parse.txt", func(given string) string { return shownParse([]byte(given)) })
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := shownParse([]byte(c.given)); strings.TrimRight(got, "\n")+"\n" != unshown(c.want) {
				t.Errorf("given\n%s\ngot\n%s\nwant\n%s", c.given, got, c.want)
			}
		})
	}
}

func rewriteGolden(t *testing.T, file string, got func(given string) string) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(src), "=== ")
	for i, c := range parts[1:] {
		name, rest, _ := strings.Cut(c, "\n")
		given, _, _ := strings.Cut(rest, "\n---\n")
		parts[i+1] = name + "\n" + given + "\n---\n" + strings.TrimRight(got(unshown(given+"\n")), "\n") + "\n\n"
	}
	if err := os.WriteFile(file, []byte(strings.Join(parts, "=== ")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Every code that a text can be refused with has a case, and carries the
// arguments that are listed for it.
func TestEveryFaultHasACase(t *testing.T) {
	seen := map[string]bool{}
	look := func(code string, args map[string]any, listed map[string][]string) {
		seen[code] = true
		want, ok := listed[code]
		if !ok {
			t.Errorf("code %q is not listed", code)
		}
		if got := slices.Sorted(maps.Keys(args)); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			t.Errorf("%s has the arguments %v, listed are %v", code, got, want)
		}
	}
	sources := [][]byte{
		make([]byte, MaxTextBytes+1),
		[]byte("# Lines" + strings.Repeat("\n", maxLines+1)),
		[]byte("# Long\n\n" + strings.Repeat("word ", maxBlock/5+1)),
		[]byte("# Marks\n\n" + strings.Repeat("*a* ", maxMarks)),
	}
	for _, c := range readGolden(t, "testdata/parse.txt") {
		sources = append(sources, []byte(c.given))
	}
	for _, src := range sources {
		_, told, err := Parse("en.md", src)
		var faults ParseErrors
		errors.As(err, &faults)
		for _, f := range faults {
			look(f.Code, f.Args, TextFaults)
		}
		for _, one := range told {
			look(one.Code, one.Args, TextTold)
		}
	}
	for _, listed := range []map[string][]string{TextFaults, TextTold} {
		for code := range listed {
			if !seen[code] {
				t.Errorf("no case gives %q", code)
			}
		}
	}
}

// Files made to be slow end in a refusal, or are read; what is bounded is the
// work, so the test needs no clock: without the bounds it does not end.
func TestHostileTextsEnd(t *testing.T) {
	n := MaxTextBytes - 100
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	for name, body := range map[string]string{
		"front matter":   "",
		"brackets":       fill("["),
		"links":          fill("[a](b"),
		"emphasis":       fill("*a **b "),
		"crossing marks": fill("*a_ "),
		"backticks":      fill("`a ``b "),
		"angles":         fill("<a "),
		"quotations":     fill("> "),
		"nested lists":   fill("- "),
		"numbers":        fill("1. "),
		"references":     fill("&#x1;"),
		"lines of marks": fill("*a_ [b ` <c\n"),
		"small blocks":   fill("*a\n\n"),
		"list of marks":  fill("2. *a_\n"),
		"pipes":          fill("|a|b|\n|-|-|\n"),
		"definitions":    fill("[a]: b\n"),
		"deep lines":     deepList(2000),
		"one word":       fill("a"),
		"fences":         fill("```\n"),
		"underlines":     fill("a\n=\n"),
	} {
		t.Run(name, func(t *testing.T) {
			src := "# Winter training begins\n\n" + body
			if name == "front matter" {
				src = "+++\nkicker = " + fill("[") + "\n+++\n"
			}
			text, _, err := Parse("en.md", []byte(src))
			if err == nil && len(text.Blocks) < 2 {
				t.Errorf("neither read nor refused")
			}
		})
	}
}

func deepList(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return b.String()
}

// What begins and ends in one line is told once.
func TestAMarkOfHTMLIsOneFault(t *testing.T) {
	_, _, err := Parse("a.md", []byte("# A road\n\nIt is <b>closed</b>.\n\nIt is <i>open</i>.\n"))
	var faults ParseErrors
	if !errors.As(err, &faults) || len(faults) != 2 || faults[0].Line != 3 || faults[1].Line != 5 {
		t.Errorf("got %v", err)
	}
}
