package terminal

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"bayan/locales/bidi"
)

var update = flag.Bool("update", false, "write the golden files anew; then read them")

// The golden files are named MODE-DIRECTION-WIDTH; those in colour say so. What
// cannot be seen stands as ‹name›. In the files of mode visual the letters are
// in the order of the screen: read them on a screen that does not reorder.
func TestGolden(t *testing.T) {
	for _, mode := range []Mode{None, Isolate, Native, Visual} {
		for _, direction := range []bidi.Direction{bidi.LTR, bidi.RTL} {
			for _, o := range []Options{{Width: 66}, {Width: 34}, {Width: 0}, {Width: 66, Color: true}} {
				if o.Color && mode < Native || o.Width < 66 && mode == Isolate {
					continue
				}
				o.Mode, o.Direction = mode, direction
				name := fmt.Sprintf("%v-%v-%d", mode, direction, o.Width)
				if o.Color {
					name += "-color"
				}
				t.Run(name, func(t *testing.T) {
					var out bytes.Buffer
					if err := scene(&out, o); err != nil {
						t.Fatal(err)
					}
					got := []byte(visible.Replace(out.String()))
					path := filepath.Join("testdata", name+".txt")
					if *update {
						if err := os.WriteFile(path, got, 0o644); err != nil {
							t.Fatal(err)
						}
					}
					want, err := os.ReadFile(path)
					if err != nil {
						t.Fatal(err)
					}
					if !bytes.Equal(got, want) {
						t.Errorf("%s differs.\ngot:\n%s\nwant:\n%s", path, got, want)
					}
				})
			}
		}
	}
}
