package pdf

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"bayan/releases/format/internal/example"
)

func TestTmp(t *testing.T) {
	os.WriteFile("/tmp/pdfwork/cols.pdf", printed(t, Paper{Logo: picture(300, 120)}, example.Signed()), 0o644)
	os.WriteFile("/tmp/pdfwork/stack.pdf", printed(t, Paper{Layout: Stacked, Logo: picture(300, 120)}, example.Corrected()), 0o644)
	os.WriteFile("/tmp/pdfwork/draft.pdf", printed(t, Paper{}, example.Draft()), 0o644)
	os.WriteFile("/tmp/pdfwork/ar.pdf", single(t, example.Draft(), "ar"), 0o644)
	for _, n := range []string{"20050606", "20110205a", "helmets"} {
		en, _ := os.ReadFile("/tmp/pdfwork/real/" + n + ".english.md")
		ar, _ := os.ReadFile("/tmp/pdfwork/real/" + n + ".arabic.md")
		e := example.Signed()
		a, b := example.Text("en", en, ""), example.Text("ar", ar, "")
		g := ""
		for i := range min(len(a.Text.Blocks), len(b.Text.Blocks)) {
			g += fmt.Sprintf("%d=%d ", i+1, i+1)
		}
		e.Texts[0], e.Texts[1] = a, example.Text("ar", ar, g)
		fmt.Println(n, len(a.Text.Blocks), len(b.Text.Blocks), string(Undrawn(e)))
		for _, layout := range []Layout{Columns, Stacked} {
			raw := printed(t, Paper{Layout: layout}, e)
			path := fmt.Sprintf("/tmp/pdfwork/real/%s-%d.pdf", n, layout)
			os.WriteFile(path, raw, 0o644)
			tree := open(t, raw).tree()
			for i := range e.Texts {
				if got, want := strings.Join(paragraphs(tree.kids[i]), "\n"), strings.Join(expected(e, i), "\n"); got != want {
					t.Errorf("%s %d %d differs", n, layout, i)
				}
			}
			out, _ := exec.Command("pdftotext", path, "-").Output()
			found := map[string]bool{}
			for _, w := range words(string(out)) {
				found[w] = true
			}
			bare := strings.Join(words(string(out)), " ")
			lost, all := 0, 0
			for _, text := range e.Texts {
				for _, b := range text.Text.Blocks {
					for _, w := range words(b.Plain()) {
						all++
						if !found[w] {
							lost++
							fmt.Println("lost", n, layout, w, strings.Contains(bare, w))
						}
					}
				}
			}
			check, err := exec.Command("qpdf", "--check", path).CombinedOutput()
			fmt.Println(path, len(raw), "tokens", all, "lost", lost, err, strings.Contains(string(check), "WARN"))
		}
	}
}
