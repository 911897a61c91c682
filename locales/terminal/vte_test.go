package terminal

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"bayan/locales/bidi"
)

// What mode native writes is seen right in a terminal that reorders by itself.
// The picture of a VTE terminal is read by its cells: █ stands where a line
// begins, ▌ where it ends, ▀▄ is a code that is read from the left.
func TestNativeInVTE(t *testing.T) {
	const width, rows = 66, 24
	line := func(m Mode, d bidi.Direction, words string, code string) []byte {
		var b bytes.Buffer
		p := New(&b, Options{Mode: m, Width: width, Direction: d})
		p.Paragraph("█ " + words + " " + p.Code(code) + " " + words + " ▌")
		return b.Bytes()
	}
	full, lower, upper, half := shade{100, 100, 100, 100}, shade{50, 50, 0, 100}, shade{50, 50, 100, 0}, shade{100, 0, 50, 50}
	for _, c := range []struct {
		name  string
		raw   []byte
		right bool // cells are counted from the right
		seen  bool
	}{
		{"Arabic, native", line(Native, bidi.RTL, "شبكة", "▀▄"), true, true},
		{"English, native", line(Native, bidi.LTR, "team", "▀▄"), false, true},
		{"Arabic, left to the terminal", line(None, bidi.RTL, "شبكة", "▀▄"), true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			screen := inVTE(t, c.raw, width, rows)
			at := func(n int) shade {
				x := n
				if c.right {
					x = width - 1 - n
				}
				return shade{screen.ink(x, 0, 0, 0, 1, 2), screen.ink(x, 0, 1, 0, 2, 2), screen.ink(x, 0, 0, 0, 2, 1), screen.ink(x, 0, 0, 1, 2, 2)}
			}
			// █ _ four letters _ ▀ ▄ _ four letters _ ▌
			first, second := upper, lower
			if c.right {
				first, second = lower, upper // what is read from the left ends where the line goes on
			}
			want := map[int]shade{0: full, 7: first, 8: second, 15: half}
			seen := at(width-1) == (shade{})
			for n, w := range want {
				seen = seen && at(n).near(w)
			}
			if seen != c.seen {
				t.Errorf("seen as it is read: %t, want %t: %s", seen, c.seen, screen.path)
			}
		})
	}

	// A day of a press office, in both languages: each line begins at its side.
	for _, c := range []struct {
		mode      Mode
		direction bidi.Direction
		right     bool // most lines begin there
	}{{Native, bidi.RTL, true}, {Native, bidi.LTR, false}, {None, bidi.RTL, false}} {
		t.Run(fmt.Sprintf("a day, %v %v", c.mode, c.direction), func(t *testing.T) {
			var b bytes.Buffer
			if err := scene(&b, Options{Mode: c.mode, Width: width, Direction: c.direction}); err != nil {
				t.Fatal(err)
			}
			screen := inVTE(t, b.Bytes(), width, rows)
			left, right := 0, 0
			for y := range rows {
				left += min(1, screen.ink(0, y, 0, 0, 2, 2)+screen.ink(1, y, 0, 0, 2, 2))
				right += min(1, screen.ink(width-1, y, 0, 0, 2, 2)+screen.ink(width-2, y, 0, 0, 2, 2))
			}
			if right > left != c.right || max(left, right)-min(left, right) < 6 {
				t.Errorf("%d lines begin at the left, %d at the right: %s", left, right, screen.path)
			}
		})
	}
}

// shade says how many percent of each half of a cell are dark.
type shade struct{ left, right, above, below int }

// near leaves room for edges that are drawn softly.
func (c shade) near(other shade) bool {
	for _, d := range []int{c.left - other.left, c.right - other.right, c.above - other.above, c.below - other.below} {
		if d < -20 || d > 20 {
			return false
		}
	}
	return true
}

// picture is a screen as it was drawn.
type picture struct {
	image.Image
	path                string
	margin, cell, lines int // in pixels: around the screen, width and height of a cell
}

// ink is how many percent of a part of a cell are dark, from one half to another
// of its width and height.
func (p picture) ink(x, y, left, top, right, bottom int) int {
	dark, all := 0, 0
	for px := p.margin + x*p.cell + left*p.cell/2; px < p.margin+x*p.cell+right*p.cell/2; px++ {
		for py := p.margin + y*p.lines + top*p.lines/2; py < p.margin+y*p.lines+bottom*p.lines/2; py++ {
			all++
			if r, _, _, _ := p.At(px, py).RGBA(); r < 0x8000 {
				dark++
			}
		}
	}
	return dark * 100 / all
}

// inVTE is what VTE, of which GNOME Terminal and others are made, shows of some
// output on a screen of its own.
func inVTE(t *testing.T, output []byte, width, rows int) picture {
	t.Helper()
	const get = "Get it with: apt-get install xvfb xauth python3-gi gir1.2-vte-2.91 fonts-dejavu-core"
	screen, err := exec.LookPath("xvfb-run")
	if err != nil {
		t.Skip("NOT RUN: xvfb-run is not here, so mode native was seen on no screen. " + get)
	}
	const python = "/usr/bin/python3" // Debian's, which has Debian's packages
	if out, err := exec.Command(python, "-c", "import gi; gi.require_version('Vte', '2.91')").CombinedOutput(); err != nil {
		t.Skipf("NOT RUN: VTE is not here, so mode native was seen on no screen. %s (%s)", get, bytes.TrimSpace(out))
	}
	dir, err := os.MkdirTemp("", "bayan-vte-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if !t.Failed() { // else a person looks at the picture
			os.RemoveAll(dir)
		}
	})
	p := picture{path: filepath.Join(dir, "screen.png"), margin: 1}
	cmd := exec.Command(screen, "-a", python, "testdata/vte.py", fmt.Sprint(width), fmt.Sprint(rows), p.path)
	cmd.Stdin = bytes.NewReader(output)
	cmd.Env = append(os.Environ(), "NO_AT_BRIDGE=1", "LC_ALL=C.UTF-8")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	columns := 0
	if _, err := fmt.Sscan(string(out), &columns, &p.cell, &p.lines); err != nil || columns != width {
		t.Fatalf("a screen of %d columns, want %d: %s %v", columns, width, out, err)
	}
	f, err := os.Open(p.path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if p.Image, err = png.Decode(f); err != nil {
		t.Fatal(err)
	}
	return p
}
