package bidi

import (
	"io"
	"os/exec"
	"strings"
	"testing"
)

// tenMegabytes of mixed lines, and lines of one kind.
func tenMegabytes(from []string) (lines []string, bytes int64) {
	for i := 0; bytes < 10<<20; i++ {
		line := from[i%len(from)]
		lines = append(lines, line)
		bytes += int64(len(line)) + 1
	}
	return lines, bytes
}

var kindsOfLines = []struct {
	name  string
	lines []string
}{
	{"mixed", mixedLines(2, 5000)},
	{"arabic", []string{"أعلن مركز الدفاع المدني في الرستن اختتام الدورة الشتوية لفرق الإنقاذ، وقال: «لن نترك أحداً وحده»."}},
	{"french", []string{"Le centre de défense civile de Rastan a achevé l’entraînement d’hiver de ses équipes, jusqu’au 22 novembre."}},
	{"english", []string{"The civil defence centre of Rastan has ended the winter training of its teams on 22 November 2026."}},
}

// BenchmarkVisual is what the fribidi program does: join, resolve, reorder,
// mirror and encode each line. Compare with BenchmarkFribidi.
func BenchmarkVisual(b *testing.B) {
	for _, kind := range kindsOfLines {
		b.Run(kind.name, func(b *testing.B) {
			lines, size := tenMegabytes(kind.lines)
			var p Paragraph
			var out []byte
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, line := range lines {
					p.SetJoined(line, Auto)
					out = p.AppendVisual(out[:0], 0, p.Len())
				}
			}
		})
	}
}

func BenchmarkLevels(b *testing.B) {
	lines, size := tenMegabytes(kindsOfLines[0].lines)
	var p Paragraph
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, line := range lines {
			p.SetString(line, Auto)
		}
	}
}

func BenchmarkFribidi(b *testing.B) {
	program, err := exec.LookPath("fribidi")
	if err != nil {
		b.Skip("NOT RUN: apt-get install libfribidi-bin")
	}
	for _, kind := range kindsOfLines {
		b.Run(kind.name, func(b *testing.B) {
			lines, size := tenMegabytes(kind.lines)
			in := strings.Join(lines, "\n") + "\n"
			b.SetBytes(size)
			for b.Loop() {
				command := exec.Command(program, "--nopad", "--nobreak", "--reordernsm", "--clean")
				command.Stdin, command.Stdout = strings.NewReader(in), io.Discard
				if err := command.Run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
