// Package golden compares what a format wrote with a file that a person has
// read. Formatting characters stand in the files as visible brackets:
// ⟨ LRI, ⟪ RLI, ‹ FSI, ⟩ PDI, § RLM, ¶ LRM.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew; read them before you commit them")

var visible = strings.NewReplacer("\u2066", "⟨", "\u2067", "⟪", "\u2068", "‹", "\u2069", "⟩", "\u200F", "§", "\u200E", "¶")

// Equal fails the test where got is not what testdata/name has.
func Equal(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	shown := visible.Replace(string(got))
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(shown), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(shown, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(a), len(b)) {
		line := func(l []string) string {
			if i < len(l) {
				return l[i]
			}
			return "(no such line)"
		}
		if line(a) != line(b) {
			t.Fatalf("%s:%d\ngot  %s\nwant %s", path, i+1, line(a), line(b))
		}
	}
}
