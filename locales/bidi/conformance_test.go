package bidi

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// openUnicode opens a file of the Unicode Character Database. Debian has them
// in unicode-data.
func openUnicode(t *testing.T, name string) *bufio.Scanner {
	t.Helper()
	path := "/usr/share/unicode/" + name
	var in io.Reader
	file, err := os.Open(path)
	if err == nil {
		in = file
	} else if file, err = os.Open(path + ".gz"); err == nil {
		if in, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	} else {
		t.Skipf("NOT RUN: %s is not here, so nothing was compared with Unicode. Get it with: apt-get install unicode-data", path)
	}
	t.Cleanup(func() { file.Close() })
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	return lines
}

// sample is a character of each class.
var sample = map[string]rune{
	"L": 'a', "R": '\u05D0', "EN": '1', "ES": '+', "ET": '%', "AN": '\u0661', "CS": ',', "B": '\u2029', "S": '\t',
	"WS": ' ', "ON": '!', "BN": '\u00AD', "NSM": '\u0300', "AL": '\u0628', "LRO": lro, "RLO": rlo, "LRE": lre,
	"RLE": rle, "PDF": pdf, "LRI": lri, "RLI": rli, "FSI": fsi, "PDI": pdi,
}

func TestUnicodeBidiTest(t *testing.T) {
	lines := openUnicode(t, "BidiTest.txt")
	var (
		levels, order string
		p             Paragraph
		cases, line   int
	)
	for lines.Scan() {
		line++
		text, _, _ := strings.Cut(lines.Text(), "#")
		if rest, ok := strings.CutPrefix(text, "@Levels:"); ok {
			levels = strings.Join(strings.Fields(rest), " ")
			continue
		}
		if rest, ok := strings.CutPrefix(text, "@Reorder:"); ok {
			order = strings.Join(strings.Fields(rest), " ")
			continue
		}
		classes, bases, ok := strings.Cut(text, ";")
		if !ok {
			continue
		}
		var runes []rune
		for _, name := range strings.Fields(classes) {
			runes = append(runes, sample[name])
		}
		set, err := strconv.ParseUint(strings.TrimSpace(bases), 16, 8)
		if err != nil {
			t.Fatal(line, err)
		}
		for i, base := range [...]Direction{Auto, LTR, RTL} {
			if set>>i&1 == 0 {
				continue
			}
			cases++
			p.Set(runes, base)
			if got := levelsAsWritten(&p); got != levels {
				t.Fatalf("line %d, base %v: %s\nlevels %s\nwant   %s", line, base, classes, got, levels)
			}
			if got := orderAsWritten(&p); got != order {
				t.Fatalf("line %d, base %v: %s\norder %s\nwant  %s", line, base, classes, got, order)
			}
		}
	}
	atLeast(t, cases, 770_000)
}

func TestUnicodeBidiCharacterTest(t *testing.T) {
	lines := openUnicode(t, "BidiCharacterTest.txt")
	var p Paragraph
	cases := 0
	for lines.Scan() {
		fields := strings.Split(lines.Text(), ";")
		if len(fields) != 5 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		var runes []rune
		for _, code := range strings.Fields(fields[0]) {
			r, err := strconv.ParseUint(code, 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			runes = append(runes, rune(r))
		}
		base := map[string]Direction{"0": LTR, "1": RTL, "2": Auto}[fields[1]]
		cases++
		for _, way := range []struct {
			name string
			set  func()
		}{
			{"Set", func() { p.Set(runes, base) }},
			{"SetString", func() { p.SetString(string(runes), base) }},
		} {
			way.set()
			if got := fmt.Sprint(p.base); got != fields[2] {
				t.Fatalf("%s %s: paragraph level %s", way.name, lines.Text(), got)
			}
			if got := levelsAsWritten(&p); got != fields[3] {
				t.Fatalf("%s %s\nlevels %s", way.name, lines.Text(), got)
			}
			if got := orderAsWritten(&p); got != fields[4] {
				t.Fatalf("%s %s\norder %s", way.name, lines.Text(), got)
			}
		}
	}
	atLeast(t, cases, 91_000)
}

// atLeast guards against a file that was read but not understood.
func atLeast(t *testing.T, cases, want int) {
	t.Helper()
	t.Logf("%d cases", cases)
	if cases < want {
		t.Errorf("only %d cases found, expected at least %d", cases, want)
	}
}

func levelsAsWritten(p *Paragraph) string {
	var b strings.Builder
	for i, level := range p.Levels(0, p.Len()) {
		if i > 0 {
			b.WriteByte(' ')
		}
		if removed.has(p.props[i].class()) {
			b.WriteByte('x')
		} else {
			b.WriteString(strconv.Itoa(int(level)))
		}
	}
	return b.String()
}

func orderAsWritten(p *Paragraph) string {
	return strings.Trim(fmt.Sprint(p.Order(0, p.Len())), "[]")
}

func TestUnicodeMirroring(t *testing.T) {
	lines := openUnicode(t, "BidiMirroring.txt")
	want := map[rune]rune{}
	for lines.Scan() {
		var from, to rune
		if n, _ := fmt.Sscanf(lines.Text(), "%X; %X", &from, &to); n == 2 {
			want[from] = to
		}
	}
	atLeast(t, len(want), 400)
	for r := rune(0); r <= 0x10FFFF; r++ {
		image, ok := want[r]
		if !ok {
			image = r
		}
		if got := Mirror(r); got != image {
			t.Errorf("Mirror(%U) = %U, want %U", r, got, image)
		}
	}
}

func TestUnicodeClasses(t *testing.T) {
	lines := openUnicode(t, "extracted/DerivedBidiClass.txt")
	n := 0
	for lines.Scan() {
		text, _, _ := strings.Cut(lines.Text(), "#")
		codes, name, ok := strings.Cut(text, ";")
		if !ok {
			continue
		}
		var first, last rune
		if k, _ := fmt.Sscanf(codes, "%X..%X", &first, &last); k == 1 {
			last = first
		}
		want := propOf(sample[strings.TrimSpace(name)]).class()
		for r := first; r <= last; r++ {
			if 0xD800 <= r && r <= 0xDFFF {
				continue // no character
			}
			n++
			if got := propOf(r).class(); got != want {
				t.Fatalf("%U is class %d, want %s", r, got, name)
			}
		}
	}
	atLeast(t, n, 140_000)
}

func TestUnicodeJoiningTypes(t *testing.T) {
	lines := openUnicode(t, "ArabicShaping.txt")
	want := map[rune]kind{}
	for lines.Scan() {
		fields := strings.Split(lines.Text(), ";")
		if len(fields) != 4 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		r, err := strconv.ParseUint(strings.TrimSpace(fields[0]), 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		want[rune(r)] = map[string]kind{"U": apart, "R": joinsRight, "D": joinsBoth, "C": causing, "T": transparent}[strings.TrimSpace(fields[2])]
	}
	arabicBlocks := [][2]rune{{0x0600, 0x06FF}, {0x0750, 0x077F}, {0x0870, 0x08FF}, {0x200C, 0x200F}, {0x2066, 0x2069}}
	n := 0
	for _, block := range arabicBlocks {
		for r := block[0]; r <= block[1]; r++ {
			kind, listed := want[r]
			if !listed && slices.Contains([]class{cNSM, cBN}, propOf(r).class()) || r == alm || r == lrm || r == rlm {
				kind = transparent // Mn, Me, Cf, as the file's head says
			}
			n++
			if got := letters().of(r, propOf(r)).kind; got != kind {
				t.Errorf("%U joins as %d, want %d", r, got, kind)
			}
		}
	}
	atLeast(t, n, 400)
}
