package omegat

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/trial"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

var update = flag.Bool("update", false, "write the golden files anew")

type failing interface {
	Fatal(...any)
	Fatalf(string, ...any)
	Helper()
}

func filesOf(t failing, j exchange.Job) map[string][]byte {
	t.Helper()
	files, err := Files(j)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func setOf(t failing, j exchange.Job) units.Set {
	t.Helper()
	set, err := units.Of(j)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

const certificate = "Those who finish receive a certificate and a place on the rota."

// secondVersion is a job whose one changed paragraph has terms and a like text
// in the memory, and the title of its link the very same one.
func secondVersion() exchange.Job {
	j := trial.Second()
	j.Terms[certificate] = []exchange.Term{{Source: "rota", Target: "جدول المناوبات", Note: "of a town"}, {Source: "certificate", Target: "دبلوم", Status: exchange.Forbidden}}
	j.Memory[certificate] = []exchange.Match{{Score: 84, Source: "Those who finish receive a certificate & a rope.", Target: "يحصل من يُتمّ التدريب على شهادة وحبل.", Origin: "summer-regatta 2, rami"}}
	j.Memory["Certificate"] = []exchange.Match{{Score: 100, Source: "Certificate", Target: "شهادة التدريب", Origin: "summer-regatta 2, rami"}}
	return j
}

func TestTheProjectOfASecondVersion(t *testing.T) {
	var got bytes.Buffer
	files := filesOf(t, secondVersion())
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(&got, "== %s\n%s", name, files[name])
	}
	path := filepath.Join("testdata", "second-version.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("the project:\n%s\nnot\n%s", got.Bytes(), want)
	}
}

const sourceOfTrial = "source/winter-training.xlf"

// What nobody has translated comes home as nothing, and is told; what is only
// numbers and addresses is done.
func TestUntouchedIsNotTranslated(t *testing.T) {
	j := trial.Second()
	h, back, told, err := Read("winter-training.xlf", filesOf(t, j)[sourceOfTrial])
	if err != nil || h != units.HeaderOf(j) {
		t.Fatalf("%v, header %+v", err, h)
	}
	if len(back) == 0 || len(told) != len(back) {
		t.Fatalf("%d came home, told %v", len(back), told)
	}
	for _, b := range back {
		if b.HasTarget {
			t.Errorf("%s: %s is no translation", b.ID, b.Target.Plain())
		}
	}
	set := setOf(t, j)
	text, _, _, err := set.Rebuild("winter-training.xlf", Whole(set, back))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text.Canonical(), j.TargetText.Canonical()) {
		t.Errorf("nothing was translated, and the text became\n%s", text.Canonical())
	}
}

func TestWhatNeedsNoTranslation(t *testing.T) {
	for s, want := range map[string][2]bool{
		"12": {false, true}, "+961 1 234 567": {false, true}, "https://pier.example/a": {false, true}, "desk@pier.example": {false, true}, "…": {false, true},
		"UNICEF": {true, true}, "Harbour Watch (Beirut)": {true, true}, "3 boats": {true, false}, "مرفأ": {true, false},
	} {
		if words, names := judge(s); words != want[0] || names != want[1] {
			t.Errorf("%s: words %v, names %v", s, words, names)
		}
	}
	file := func(units ...string) []byte {
		out := `<xliff version="1.2" xmlns="` + xliff12 + `"><file original="a" source-language="en" target-language="ar" datatype="plaintext"><body>`
		for i := 0; i < len(units); i += 3 {
			out += fmt.Sprintf("\n"+`<trans-unit id="%s"><source>%s</source><target>%s</target></trans-unit>`, units[i], units[i+1], units[i+2])
		}
		return []byte(out + "</body></file></xliff>")
	}
	_, back, told, err := Read("back.xlf", file(
		"b1-1", "Harbour Watch Opens", "Harbour Watch Opens",
		"b2-1", "UNICEF", "UNICEF", "b2-2", "It is free.", "وهي مجانية.", "b2-3", "Come and learn.", "Come and learn.", "b2-3-t1", "Rota", "Rota",
		"b3-1", "12:30", "12:30", "f-kicker", "UNICEF", "UNICEF"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range back {
		got = append(got, fmt.Sprint(b.ID, " ", b.HasTarget))
	}
	for _, one := range told {
		got = append(got, fmt.Sprint(one.Code, " ", one.Args["unit"], " ", one.Line))
	}
	want := []string{"b1-1 false", "b2-1 true", "b2-2 true", "b2-3 false", "b2-3-t1 true", "b3-1 true", "f-kicker false",
		"omegat-same b1-1 2", "omegat-kept b2-1 3", "omegat-same b2-3 5", "omegat-kept b2-3-t1 6", "omegat-same f-kicker 8"}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nnot\n%q", got, want)
	}
}

// Any text whose translation is the source itself comes home byte for byte, and
// what was not sent stays.
func TestAnyReleaseComesHome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		j := trial.RandomJob(t)
		j.ID = "any"
		file := filesOf(t, j)["source/any.xlf"]
		h, back, told, err := Read("any.xlf", file)
		if err != nil || h != units.HeaderOf(j) {
			t.Fatalf("%v, header %+v\n%s", err, h, file)
		}
		same := 0
		for i := range back {
			if !back[i].HasTarget {
				same++
			}
			back[i].HasTarget = j.TargetText == nil
		}
		if same != len(told) {
			t.Fatalf("%d not translated, told %v", same, told)
		}
		set, want := setOf(t, j), j.BaseText.Canonical()
		if j.TargetText != nil {
			want = j.TargetText.Canonical()
		}
		text, _, _, err := set.Rebuild("any.xlf", Whole(set, back))
		if err != nil {
			t.Fatalf("%v\n%s", err, file)
		}
		if got := text.Canonical(); !bytes.Equal(got, want) {
			t.Fatalf("came home as\n%s\nnot\n%s\nin\n%s", got, want, file)
		}
	})
}

// translate runs OmegaT's console on a project and returns its folder target.
func translate(t *testing.T, files map[string][]byte) string {
	t.Helper()
	if _, err := exec.LookPath("omegat"); err != nil {
		t.Skip("NOT RUN: OmegaT is not here, so no project was opened by it. Get it with: apt-get install omegat")
	}
	dir, home := t.TempDir(), t.TempDir()
	for name, b := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("omegat", dir, "--mode=console-translate")
	cmd.Env = append(cmd.Environ(), "HOME="+home, "LC_ALL=C.UTF-8", "JAVA_TOOL_OPTIONS=-Duser.home="+home)
	if said, err := cmd.CombinedOutput(); err != nil || !bytes.Contains(said, []byte("Finished")) {
		t.Fatalf("%v\n%s", err, said)
	}
	return filepath.Join(dir, "target")
}

func readFile(t *testing.T, at ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(at...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// OmegaT puts in what it is given in tm/auto, codes and all, and nothing else;
// everything comes home as it was sent.
func TestOmegaTTakesTheProject(t *testing.T) {
	for _, target := range []releases.Language{"ar", "zh-Hant"} {
		t.Run(string(target), func(t *testing.T) {
			j := trial.First()
			j.Target = target
			files := filesOf(t, j)
			translated := func(c segment.Coded) segment.Coded { // ت in front, codes as they are
				return segment.Coded{Parts: append([]segment.Part{{Text: "ت\u200f "}}, c.Parts...)}
			}
			var pairs []pair
			set := setOf(t, j)
			for i := range set.Units {
				if i%3 == 2 {
					continue
				}
				u := &set.Units[i]
				source, _ := tagged(u.Source, numbers(u.Source))
				words, _ := tagged(translated(u.Source), numbers(u.Source))
				pairs = append(pairs, pair{source: source, target: words})
			}
			files["tm/auto/known.tmx"] = tmx(j, pairs)
			out := readFile(t, translate(t, files), j.ID+".xlf")
			h, back, _, err := Read("winter-training.xlf", out)
			if err != nil || h != units.HeaderOf(j) {
				t.Fatalf("%v, header %+v\n%s", err, h, out)
			}
			if len(back) != len(set.Units) {
				t.Fatalf("%d units of %d", len(back), len(set.Units))
			}
			for i, b := range back {
				u := &set.Units[i]
				want := u.Source
				if i%3 != 2 {
					want = translated(u.Source)
				}
				if b.ID != u.ID || spelt(*b.Source) != spelt(u.Source) || spelt(b.Target) != spelt(want) || b.HasTarget != (i%3 != 2) {
					t.Errorf("%s came home as %+v, translated: %v", u.ID, b.Target, b.HasTarget)
				}
			}
			for i := range back {
				back[i].HasTarget = true
			}
			if _, _, _, err := set.Rebuild("winter-training.xlf", back); err != nil {
				t.Error(err)
			}
		})
	}
}

// spelt joins text that touches.
func spelt(c segment.Coded) string {
	var b strings.Builder
	for _, p := range c.Parts {
		if p.Kind == segment.Text {
			b.WriteString(p.Text)
		} else {
			fmt.Fprintf(&b, "\x00%d %d\x00", p.Kind, p.ID)
		}
	}
	return b.String()
}

// Of a project as it is sent OmegaT takes what the memory holds word for word,
// and neither a like text nor the translation of an earlier source.
func TestOmegaTTakesOnlyWhatIsTheSame(t *testing.T) {
	j := secondVersion()
	out := readFile(t, translate(t, filesOf(t, j)), j.ID+".xlf")
	_, back, told, err := Read("winter-training.xlf", out)
	if err != nil {
		t.Fatal(err)
	}
	if len(back) != 2 || back[0].HasTarget || !back[1].HasTarget || back[1].Target.Plain() != "شهادة التدريب" || len(told) != 1 {
		t.Errorf("%+v, told %v\n%s", back, told, out)
	}
}

// A hundred random releases in one project: each unit comes home from OmegaT
// byte for byte.
func TestAnythingComesThroughOmegaT(t *testing.T) {
	files := filesOf(t, trial.First())
	var jobs []exchange.Job
	text := rapid.Custom(func(t *rapid.T) releases.Text { return trial.Random(t) })
	for i := range 100 {
		j := trial.Job(text.Example(i), nil)
		j.ID = fmt.Sprintf("any-%d", i)
		jobs = append(jobs, j)
		files["source/"+j.ID+".xlf"] = filesOf(t, j)["source/"+j.ID+".xlf"]
	}
	dir := translate(t, files)
	for _, j := range jobs {
		out := readFile(t, dir, j.ID+".xlf")
		_, back, _, err := Read(j.ID, out)
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for i := range back {
			back[i].HasTarget = true
		}
		set := setOf(t, j)
		got, _, _, err := set.Rebuild(j.ID, back)
		if err != nil {
			t.Fatalf("%v\n%s\nwas sent\n%s", err, out, files["source/"+j.ID+".xlf"])
		}
		if !bytes.Equal(got.Canonical(), j.BaseText.Canonical()) {
			t.Errorf("came home as\n%s\nnot\n%s\nin\n%s", got.Canonical(), j.BaseText.Canonical(), out)
		}
	}
}

// What is wrong with a file is xliff's to say.
func TestAFileThatIsNotOurs(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"another root":         {"<tmx/>", "xliff-other"},
		"a document type":      {`<!DOCTYPE xliff [<!ENTITY a "b">]><xliff version="1.2" xmlns="` + xliff12 + `"/>`, "xml-doctype"},
		"two million elements": {`<xliff version="1.2" xmlns="` + xliff12 + `">` + strings.Repeat("<g>", 2_000_000), "xml-too-deep"},
		"200 MB":               {strings.Repeat(" ", 200<<20), "xml-too-large"},
		"cut":                  {string(filesOf(t, trial.First())[sourceOfTrial][:2000]), "xml-truncated"},
	} {
		t.Run(name, func(t *testing.T) {
			_, back, _, err := Read("back.xlf", []byte(c.file))
			var fault *releases.ParseError
			if !errors.As(err, &fault) || fault.Code != c.want {
				t.Errorf("%v, read %d", err, len(back))
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, j := range []exchange.Job{trial.First(), trial.Second()} {
		files, err := Files(j)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(files[sourceOfTrial])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		_, back, told, err := Read("fuzz.xlf", b)
		taken := 0
		for _, one := range told {
			if one.Code == "omegat-kept" {
				taken++
			}
		}
		for _, one := range back {
			if words, _ := judge(one.Target.Plain()); words && one.HasTarget && same(one) {
				taken--
			}
		}
		if taken != 0 || err != nil && back != nil {
			t.Errorf("%+v, told %v, %v", back, told, err)
		}
	})
}

// The archive for an agency holds the project, file by file, in one folder.
func TestArchiveHoldsTheProject(t *testing.T) {
	j := trial.Second()
	files, err := Files(j)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, j); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(z.File) != len(files) || len(files) == 0 {
		t.Errorf("%d files, want %d", len(z.File), len(files))
	}
	for name, want := range files {
		got, err := fs.ReadFile(z, path.Join(j.ID, name))
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
