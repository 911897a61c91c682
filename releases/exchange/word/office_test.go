package word

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"bayan/releases/exchange/internal/trial"
)

// resaved are files as LibreOffice opens and saves them, by their names.
func resaved(t *testing.T, files map[string][]byte) map[string][]byte {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("NOT RUN: no word processor has seen these files; apt-get install libreoffice-writer-nogui")
	}
	dir := t.TempDir()
	args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--convert-to", "docx:MS Word 2007 XML", "--outdir", filepath.Join(dir, "saved")}
	for name, b := range files {
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if out, err := exec.Command(soffice, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	saved := map[string][]byte{}
	for name := range files {
		b, err := os.ReadFile(filepath.Join(dir, "saved", name+".docx"))
		if err != nil {
			t.Fatal(err)
		}
		saved[name] = b
	}
	return saved
}

// Given files that a translator saved in LibreOffice, then they come home as
// they would from the hand that changed them: untouched, filled in, with cells
// merged and split, in both directions.
func TestThroughLibreOffice(t *testing.T) {
	files, want := map[string][]byte{}, map[string]string{}
	for name, make := range jobs {
		j := make()
		name = strings.ReplaceAll(name, " ", "-")
		if j.TargetText == nil {
			files["echo-"+name] = edited(t, written(t, j), onTable(echo))
			want["echo-"+name] = string(withoutSlug(j.BaseText).Canonical())
		} else {
			files["unopened-"+name] = written(t, j)
			want["unopened-"+name] = string(j.TargetText.Canonical())
		}
	}
	j := jobs["en-ar second"]()
	files["merged"] = edited(t, written(t, j), onTable(func(t *table) {
		put(&t.row("p2")[2], "للجميع شهادة.")
		merged(&t.row("p2")[2], "restart")
		put(&t.row("p3")[2], "")
		merged(&t.row("p3")[2], "continue")
		put(&t.row("p1")[2], "يبدأ التدريب قريباً.", "وهو مجاني.")
	}), "word/comments.xml", comments)
	for name, b := range resaved(t, files) {
		if name == "merged" {
			c := home(t, b, j)
			slices.Sort(c.told)
			if got := shape(j.BaseText, trial.Text(c.text), renamed(c)); c.err != nil || got != "h1=h1 p1=p1+p2 q1=q1 s1=s1 l1=l1 l2=l2 p2+p3=p3" || !slices.Equal(c.told, []string{"block-split p1", "blocks-merged"}) {
				t.Errorf("merged and split: %v, %s, told %v, came home as\n%s", c.err, got, c.told, c.text)
			}
			continue
		}
		kind, of, _ := strings.Cut(name, "-")
		j := jobs[of[:5]+" "+of[6:]]()
		c := home(t, b, j)
		if c.err != nil || c.text != want[name] || kind == "unopened" && len(c.told) > 0 {
			t.Errorf("%s: %v, told %v, came home as\n%s\nnot\n%s", name, c.err, c.told, c.text, want[name])
		}
		f, err := Read(name, b)
		if err != nil || f.Key != j.Key || f.Parcel != j.Parcel || f.BaseVersion != j.BaseVersion || f.TargetVersion != j.TargetVersion {
			t.Errorf("%s: %v, says that it is of %+v", name, err, f.Header)
		}
	}
}
