package bidi

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

// A second opinion on order, mirroring, joining, ligatures and marks together.
func TestLikeFribidi(t *testing.T) {
	program, err := exec.LookPath("fribidi")
	if err != nil {
		t.Skip("NOT RUN: the fribidi program is not here, so joining was compared with nothing. Get it with: apt-get install libfribidi-bin")
	}
	lines := mixedLines(1, 6000)
	for _, line := range lines[:1000] {
		// Every word alone too, and every pair of letters by their forms.
		lines = append(lines, strings.Fields(line)...)
	}
	for a := rune(0x0620); a <= 0x06D5; a++ {
		if !hasForms(a) {
			continue
		}
		for _, pattern := range []string{"_", "_ب", "ب_", "ب_ب", "ل_", "_ا", "د_د", "_َ_", "_\u200C_", "_\u200D", "ـ_ـ"} {
			lines = append(lines, strings.ReplaceAll(pattern, "_", string(a)))
		}
	}
	for base, flag := range map[Direction]string{Auto: "--wltr", RTL: "--rtl", LTR: "--ltr"} {
		command := exec.Command(program, "--nopad", "--nobreak", "--reordernsm", "--clean", flag)
		command.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
		out, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		seen := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
		if len(seen) != len(lines) {
			t.Fatalf("fribidi gave %d lines for %d", len(seen), len(lines))
		}
		var p Paragraph
		var visual []byte
		wrong := 0
		for i, line := range lines {
			p.SetJoined(line, base)
			visual = p.AppendVisual(visual[:0], 0, p.Len())
			// fribidi drops the joiner that keeps an emoji together, and has
			// its parts in the order of letters.
			if strings.ContainsRune(line, '\U0001F469') {
				continue
			}
			if !bytes.Equal(visual, []byte(seen[i])) {
				if wrong++; wrong <= 10 {
					t.Errorf("base %v\nline    %q\nvisual  %+q\nfribidi %+q", base, line, visual, seen[i])
				}
			}
		}
		t.Logf("base %v: %d of %d lines differ", base, wrong, len(lines))
	}
}
