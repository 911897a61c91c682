package releases

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func writeFile(t testing.TB, dir, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// longRelease is a release of n blocks in Markdown, a tenth of them with marks.
func longRelease(n int, language string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\nkicker = \"%s\"\n+++\n\n# Winter training, %s\n\n", language, language)
	for i := range n - 1 {
		switch {
		case i%25 == 0:
			fmt.Fprintf(&b, "## Course %d\n\n", i)
		case i%10 == 0:
			fmt.Fprintf(&b, "Course %d opens in **hall %d** of [the association](https://cedar-relief.example/%d) with forty seats.\n\n", i, i*7, i)
		case i%10 == 5:
			fmt.Fprintf(&b, "- a coat for course %d\n\n", i)
		default:
			fmt.Fprintf(&b, "Around %d volunteers register at office %d with an identity card; the association thanks the municipality of town %d for its hall and the forty seats in it.\n\n", i*13, i*7, i)
		}
	}
	return []byte(b.String())
}

// A check-in of a long release, in all its languages: read, identified against
// the version before, aligned, named.
func BenchmarkCheckin500BlocksIn3Languages(b *testing.B) {
	languages := []Language{"en", "ar", "fr"}
	var files [][]byte
	var before []Text
	for _, l := range languages {
		src := longRelease(500, string(l))
		text, _, err := Parse("x.md", src)
		if err != nil {
			b.Fatal(err)
		}
		text, _ = Identify(text, Text{}, nil, 0)
		before = append(before, text)
		files = append(files, []byte(strings.NewReplacer("town 41 ", "village 41 ", "town 233 ", "city 233 ", "- a coat for course 95\n", "").Replace(string(src))))
	}
	prior := Align(before[0], before[1], nil, Text{})
	b.ReportAllocs()
	for b.Loop() {
		var now []Text
		for i, src := range files {
			text, _, err := Parse("x.md", src)
			if err != nil {
				b.Fatal(err)
			}
			text, _ = Identify(text, before[i], before[i].Revisions(), 500)
			text.Digest()
			now = append(now, text)
		}
		for i := 1; i < len(now); i++ {
			key := GroupKeys(languages[0], now[0], languages[i], now[i])
			for _, g := range Align(now[0], now[i], prior, before[i]) {
				key(g)
			}
		}
		key := GroupKeys("", Text{}, languages[0], now[0])
		for _, r := range now[0].Revisions() {
			key(Group{Target: []BlockID{r.ID}})
		}
	}
}

func BenchmarkParse500Blocks(b *testing.B) {
	src := longRelease(500, "en")
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Parse("x.md", src); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCanonical500Blocks(b *testing.B) {
	text, _, _ := Parse("x.md", longRelease(500, "en"))
	b.ReportAllocs()
	for b.Loop() {
		text.Canonical()
	}
}

func BenchmarkIdentifyFewEdits500Blocks(b *testing.B) {
	src := longRelease(500, "en")
	text, _, _ := Parse("x.md", src)
	before, used := Identify(text, Text{}, nil, 0)
	after, _, _ := Parse("x.md", []byte(strings.NewReplacer("town 41 ", "village 41 ", "town 233 ", "city 233 ").Replace(string(src))))
	b.ReportAllocs()
	for b.Loop() {
		Identify(after, before, nil, used)
	}
}

func BenchmarkIdentifyAllDifferent(b *testing.B) {
	for _, n := range []int{500, 5000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			text, _, _ := Parse("x.md", longRelease(n, "en"))
			before, used := Identify(text, Text{}, nil, 0)
			after, _, err := Parse("x.md", []byte(strings.NewReplacer("volunteers", "trainees", "office", "desk", "forty", "fifty", "course", "session").Replace(string(longRelease(n, "en")))))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				Identify(after, before, nil, used)
			}
		})
	}
}

func BenchmarkDiffWords(b *testing.B) {
	old := strings.Repeat(opens+" "+seats+" ", 5)
	now := strings.Replace(old, "forty", "fifty", 3)
	for b.Loop() {
		DiffWords(old, now)
	}
}
