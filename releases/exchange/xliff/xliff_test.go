package xliff

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/trial"
	"bayan/releases/exchange/units"
)

var update = flag.Bool("update", false, "write the golden files anew")

type writer func(io.Writer, exchange.Job) error

var versions = map[string]writer{"1.2": Write, "2.1": Write2}

func written(t testing.TB, w writer, j exchange.Job) string {
	t.Helper()
	var b bytes.Buffer
	if err := w(&b, j); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func set(t testing.TB, j exchange.Job) units.Set {
	t.Helper()
	s, err := units.Of(j)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// home reads a file and rebuilds the text.
func home(t testing.TB, j exchange.Job, file string) (string, []releases.Group, error) {
	t.Helper()
	_, back, err := Read("back.xlf", []byte(file))
	if err != nil {
		return "", nil, err
	}
	text, groups, _, err := set(t, j).Rebuild("back.xlf", back)
	return string(text.Canonical()), groups, err
}

func codes(err error) (out []string) {
	var all releases.ParseErrors
	var one *releases.ParseError
	switch {
	case errors.As(err, &all):
		for _, e := range all {
			unit, _ := e.Args["unit"].(string)
			out = append(out, strings.TrimSpace(e.Code+" "+unit))
		}
	case errors.As(err, &one):
		out = []string{one.Code}
	case err != nil:
		out = []string{err.Error()}
	}
	return out
}

var ownSource = regexp.MustCompile(`<source>([^\n]*)</source>\n(?:<target[^>]*>[^\n]*</target>\n)?`)

// echo is a translator who copies each source into its target.
func echo(file string) string {
	return ownSource.ReplaceAllString(file, "<source>$1</source>\n<target>$1</target>\n")
}

func golden() map[string]string {
	out := map[string]string{}
	for version, w := range versions {
		for name, j := range map[string]exchange.Job{"first-translation": trial.First(), "second-version": trial.Second()} {
			var b bytes.Buffer
			if w(&b, j) == nil {
				out[name+"-"+version+".xlf"] = b.String()
			}
		}
	}
	return out
}

func TestFilesAreReadable(t *testing.T) {
	for name, got := range golden() {
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: the file reads\n%s", path, got)
		}
	}
}

// Given a first translation whose every target is the source, then the text is
// the source's byte for byte.
func TestSourceAsTranslationIsTheSameText(t *testing.T) {
	for version, w := range versions {
		t.Run(version, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				base := trial.Random(rt)
				j := trial.Job(base, nil)
				file := echo(written(t, w, j))
				got, _, err := home(t, j, file)
				if want := string(base.Canonical()); err != nil || got != want {
					rt.Fatalf("%v\ncame home as\n%s\nand was\n%s\n%s", err, got, want, file)
				}
			})
		})
	}
}

// Given any job, when its file comes home unopened, then the translation is what
// it was.
func TestUnopenedFileChangesNothing(t *testing.T) {
	for version, w := range versions {
		t.Run(version, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				j := trial.RandomJob(rt)
				if j.TargetText == nil {
					return
				}
				file := written(t, w, j)
				got, groups, err := home(t, j, file)
				if want := string(j.TargetText.Canonical()); err != nil || got != want {
					rt.Fatalf("%v\ncame home as\n%s\nand was\n%s\n%s", err, got, want, file)
				}
				if a, b := releases.AlignmentDigest(j.BaseText, *j.TargetText, j.Groups), releases.AlignmentDigest(j.BaseText, trial.Text(got), groups); len(groups) != len(j.Groups) {
					rt.Fatalf("groups %v, sent %v (%s, %s)", groups, j.Groups, a, b)
				}
			})
		})
	}
}

func TestHeaderComesHome(t *testing.T) {
	for version, w := range versions {
		j := trial.Second()
		file := written(t, w, j)
		h, _, err := Read("back.xlf", []byte(file))
		if err != nil || h != units.HeaderOf(j) {
			t.Errorf("%s: %v %+v", version, err, h)
		}
		for claimed, want := range map[string]releases.Language{"fr": "fr", "ar-SY": "ar", "AR": "ar"} {
			other := regexp.MustCompile(`(target-language|trgLang)="ar"`).ReplaceAllString(file, `$1="`+claimed+`"`)
			if h, _, err := Read("back.xlf", []byte(other)); err != nil || h.Language != want || other == file {
				t.Errorf("%s that claims %s: %v %+v", version, claimed, err, h)
			}
		}
		bare := regexp.MustCompile(`<note[^>]*>[^<]*</note>`).ReplaceAllString(file, "")
		h, _, err = Read("back.xlf", []byte(bare))
		if err != nil || h.Key != j.Key || h.Base != "en" || h.Language != "ar" || h.Parcel != "" {
			t.Errorf("%s without notes: %v %+v", version, err, h)
		}
	}
}

// What tools and people do to a file, and what is said of it; "" where the text
// comes home whole.
func TestWhatComesHome(t *testing.T) {
	replace := func(old, new string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, old) {
				panic(old + " does not stand in\n" + s)
			}
			return strings.Replace(s, old, new, 1)
		}
	}
	match := func(pattern, new string) func(string) string {
		return func(s string) string {
			re := regexp.MustCompile(pattern)
			if !re.MatchString(s) {
				panic(pattern + " does not stand in\n" + s)
			}
			done := false
			return re.ReplaceAllStringFunc(s, func(m string) string {
				if done {
					return m
				}
				done = true
				return re.ReplaceAllString(m, new)
			})
		}
	}
	for _, one := range []struct {
		name, version string
		do            func(string) string
		want          []string
	}{
		{"a byte order mark and CRLF", "both", func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") }, nil},
		{"other quotes and spaces in tags", "both", func(s string) string {
			return regexp.MustCompile(`([a-z]+)="([^"']*)"`).ReplaceAllString(s, "$1 =\n\t'$2'")
		}, nil},
		{"a prefix for everything", "1.2", func(s string) string {
			s = regexp.MustCompile(`<(/?)([a-z])`).ReplaceAllString(s, "<${1}ns0:$2")
			return strings.Replace(strings.Replace(s, "xmlns=", "xmlns:ns0=", 1), "<?ns0:", "<?", 1)
		}, nil},
		{"comments, instructions and CDATA", "both", func(s string) string {
			s = strings.ReplaceAll(s, "<target>", "<!-- t --><?tool x?><target><!-- in -->")
			return strings.ReplaceAll(s, "<target><!-- in -->Registration", "<target><![CDATA[Registration]]>")
		}, nil},
		{"elements and attributes of a tool's own", "both", func(s string) string {
			s = strings.Replace(s, "<file ", `<file xmlns:t="urn:tool" t:lock="yes" `, 1)
			s = strings.ReplaceAll(s, "<unit id", `<unit t:seen="1" approved="yes" id`)
			s = strings.ReplaceAll(s, "</trans-unit>", `<t:log><source>x</source><target>y</target></t:log></trans-unit>`)
			return strings.ReplaceAll(s, "<segment", `<t:x><t:y/></t:x><segment`)
		}, nil},
		{"marks of segments in the target", "1.2", func(s string) string {
			return regexp.MustCompile(`<target>([^\n]*)</target>`).ReplaceAllString(s, `<seg-source><mrk mid="0" mtype="seg">x</mrk></seg-source><target><mrk mid="0" mtype="seg">$1</mrk></target>`)
		}, nil},
		{"words that a translator deleted and the program keeps", "1.2", func(s string) string {
			return strings.ReplaceAll(s, "<target>", `<target><mrk mtype="x-sdl-deleted">x <g id="1">y</g></mrk><mrk mtype="x-sdl-added"></mrk>`)
		}, nil},
		{"bx and ex for g", "1.2", func(s string) string {
			s = regexp.MustCompile(`<g id="(\d)"[^>]*>`).ReplaceAllString(s, `<bx id="$1" rid="r$1"/>`)
			return strings.ReplaceAll(s, "</g>", `<ex id="9" rid="r1"/>`)
		}, nil},
		{"bpt and ept for g", "1.2", func(s string) string {
			s = regexp.MustCompile(`<g id="(\d)"[^>]*>`).ReplaceAllString(s, `<bpt id="$1">&lt;b><sub>x</sub></bpt>`)
			return strings.ReplaceAll(s, "</g>", `<ept id="1">&lt;/b></ept>`)
		}, nil},
		{"sc and ec for pc", "2.1", func(s string) string {
			s = regexp.MustCompile(`<pc id="(\d)"[^>]*>`).ReplaceAllString(s, `<sc id="$1"/>`)
			return strings.ReplaceAll(s, "</pc>", `<ec startRef="1"/>`)
		}, nil},
		{"a unit cut into segments", "2.1", func(s string) string {
			return strings.ReplaceAll(s, "<source>“Come &amp; learn.”</source>\n<target>“Come &amp; learn.”</target>",
				"<source>“Come</source><target order=\"5\">learn.”</target></segment><ignorable><source> </source></ignorable><segment><source>&amp;</source><target>&amp;</target></segment>"+
					"<ignorable><source> </source><target> </target></ignorable><segment><source>learn.”</source><target order=\"1\">“Come</target>")
		}, nil},
		{"XLIFF 2.0", "2.1", replace(`version="2.1"`, `version="2.0"`), nil},
		{"no namespace, version 1.0", "1.2", func(s string) string {
			return strings.Replace(strings.Replace(s, ` xmlns="`+space12+`"`, "", 1), `version="1.2"`, `version="1.0"`, 1)
		}, nil},

		{"a document type", "both", replace("?>\n", "?>\n<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///x\">]>\n"), []string{"xml-doctype"}},
		{"a second root", "both", func(s string) string { return s + "<x/>" }, []string{"xml-second-root"}},
		{"half of it", "both", func(s string) string { return s[:len(s)/2] }, []string{"xml-truncated"}},
		{"another file", "both", func(string) string { return "<html><body/></html>" }, []string{"xliff-other"}},
		{"a version to come", "both", func(s string) string {
			return regexp.MustCompile(`version="[12]\.[12]"`).ReplaceAllString(s, `version="3.0"`)
		}, []string{"xliff-version"}},
		{"the namespace of a version to come", "2.1", replace(space2, spaceOf+"2.2"), []string{"xliff-version"}},
		{"the root of one version around the other", "1.2", replace(space12, space2), []string{"xliff-version"}},
		{"a source changed", "both", replace("<source>“A rope", "<source>“The rope"), []string{"source-changed b3-1"}},
		{"a unit left out", "1.2", match(`(?s)<trans-unit id="b2-1".*?</trans-unit>`, ""), []string{"unit-missing b2-1"}},
		{"a unit left out", "2.1", match(`(?s)<unit id="b2-1".*?</unit>`, ""), []string{"unit-missing b2-1"}},
		{"an id twice", "1.2", replace(`<trans-unit id="b2-2"`, `<trans-unit id="b2-1"`), []string{"unit-twice b2-1"}},
		{"an id twice", "2.1", replace(`<unit id="b2-2"`, `<unit id="b2-1"`), []string{"unit-twice b2-1"}},
		{"two targets", "both", replace("</target>\n", "</target>\n<target>x</target>\n"), []string{"element-twice f-kicker"}},
		{"two sources", "both", replace("<source>Press release</source>", "<source>Press release</source><source>x</source>"), []string{"element-twice f-kicker"}},
		{"no source", "both", replace("<source>Press release</source>", ""), []string{"unit-no-source f-kicker"}},
		{"a code of another's", "1.2", match(`<target>([^\n]*)<g id="1"`, `<target>$1<g id="i7"`), []string{"code-unknown b2-2"}},
		{"a code left out", "1.2", match(`<target>([^\n]*)<g [^>]*>([^\n]*)</g>`, `<target>$1$2`), []string{"code-missing b2-2"}},
		{"a code left out", "2.1", match(`<target>([^\n]*)<pc [^>]*>([^\n]*)</pc>`, `<target>$1$2`), []string{"code-missing b2-2"}},
		{"a code that ends before it begins", "2.1", match(`<target>([^\n]*)<pc [^>]*>([^\n]*)</pc>`, `<target>$1<ec startRef="1"/>$2<sc id="1"/>`), []string{"code-nesting b2-2"}},
		{"half of what a tool cut", "1.2", func(s string) string {
			return strings.Replace(s, "<target>“Come &amp; learn.”</target>", `<seg-source><mrk mid="0" mtype="seg">“Come</mrk> <mrk mid="1" mtype="seg">&amp; learn.”</mrk></seg-source><target><mrk mid="0" mtype="seg">«تعالوا</mrk> <mrk mid="1" mtype="seg"> </mrk></target>`, 1)
		}, []string{"unit-in-part b3-2"}},
		{"half of what a tool cut, without the rest", "1.2", func(s string) string {
			return strings.Replace(s, "<target>“Come &amp; learn.”</target>", `<seg-source><mrk mid="0" mtype="seg">“Come</mrk> <mrk mid="1" mtype="seg">&amp; learn.”</mrk></seg-source><target><mrk mid="0" mtype="seg">«تعالوا</mrk></target>`, 1)
		}, []string{"unit-in-part b3-2"}},
		{"half of what a tool cut", "2.1", func(s string) string {
			return strings.Replace(s, "<source>“Come &amp; learn.”</source>\n<target>“Come &amp; learn.”</target>",
				"<source>“Come</source><target>«تعالوا</target></segment><ignorable><source> </source></ignorable><segment><source>&amp; learn.”</source>", 1)
		}, []string{"unit-in-part b3-2"}},
		{"half a paragraph", "both", replace("<target>Dr. Sayegh leads it.</target>", "<target/>"), []string{"unit-incomplete b2-3"}},
	} {
		for version, w := range versions {
			if one.version != "both" && one.version != version {
				continue
			}
			t.Run(one.name+" "+version, func(t *testing.T) {
				j := trial.First()
				whole := echo(written(t, w, j))
				got, _, err := home(t, j, one.do(whole))
				want, _, _ := home(t, j, whole)
				if !slices.Equal(codes(err), one.want) || err == nil && got != want {
					t.Errorf("told %v, want %v\n%s", codes(err), one.want, got)
				}
			})
		}
	}
}

// What a translator notes beside a unit comes home with its block; our own notes,
// those of the glossary and what stands around a unit do not.
func TestNotesComeHome(t *testing.T) {
	for version, w := range versions {
		j := trial.Second()
		file := written(t, w, j)
		if !strings.Contains(file, "The rota is new") || !strings.Contains(file, "volunteer") {
			t.Fatal("a file with notes of its own")
		}
		note, want := `<note from="Huda">Is it &amp; monthly?</note></trans-unit>`, "Huda: Is it & monthly?"
		if version == "2.1" {
			note, want = "", ": Is it & monthly?"
			at := strings.Index(file, `<unit id="b7-1"`)
			end := at + strings.Index(file[at:], "</notes>")
			file = file[:end] + `<note>Is it &amp; monthly?</note>` + file[end:]
		} else {
			at := strings.Index(file, `<trans-unit id="b7-1"`)
			end := at + strings.Index(file[at:], "</trans-unit>")
			file = file[:end] + note + file[end+len("</trans-unit>"):]
		}
		_, back, err := Read("back.xlf", []byte(file))
		if err != nil {
			t.Fatal(err)
		}
		got := set(t, j).Remarks(back)
		if len(got) != 1 || got[0].Author+": "+got[0].Text != want || got[0].Base != j.BaseText.Blocks[6].ID {
			t.Errorf("%s: remarks %q", version, got)
		}
	}
}

// The schemas that the committee published are a second opinion. They stand in
// no tree of ours: BAYAN_SCHEMAS names a folder that holds them, with a catalog.
func TestFilesAreValid(t *testing.T) {
	schemas := os.Getenv("BAYAN_SCHEMAS")
	if schemas == "" {
		schemas = filepath.Join("..", "..", "..", "..", "shared", "schemas")
	}
	schemas, _ = filepath.Abs(schemas)
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("NOT CHECKED against the schemas: xmllint is not installed")
	}
	if _, err := os.Stat(schemas); err != nil {
		t.Skip("NOT CHECKED against the schemas: BAYAN_SCHEMAS names no folder")
	}
	schema := map[string]string{"1.2": "xliff-1.2/xliff-core-1.2-strict.xsd", "2.1": "xliff-2.1/all.xsd"}
	valid := func(t testing.TB, version string, files map[string]string) {
		args := []string{"--nonet", "--noout", "--schema", filepath.Join(schemas, schema[version])}
		dir := t.TempDir()
		for name, file := range files {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(file), 0o644); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
		cmd := exec.Command("xmllint", args...)
		cmd.Env = append(os.Environ(), "XML_CATALOG_FILES="+filepath.Join(schemas, "catalog.xml"))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%.3000s", version, err, out)
		}
	}
	for version, w := range versions {
		files := map[string]string{}
		for name, file := range golden() {
			if strings.Contains(name, version) {
				files[name], files["echo-"+name] = file, echo(file)
			}
		}
		n := 0
		rapid.Check(t, func(rt *rapid.T) {
			if n++; n > 40 {
				return
			}
			files[strings.Repeat("r", n)+".xlf"] = written(t, w, trial.RandomJob(rt))
		})
		valid(t, version, files)
	}
	schema["1.2"] = "xliff-1.2/xliff-core-1.2-transitional.xsd" // agencies have attributes of their own
	for _, name := range agencies {
		valid(t, name[len(name)-3:], map[string]string{name + ".xlf": string(read(t, name)), "filled.xlf": string(read(t, name+".filled"))})
	}
}

// Whatever comes home is read or refused with codes that are known; and a file
// that is read rebuilds or is refused with its unit.
func FuzzRead(f *testing.F) {
	for _, file := range golden() {
		f.Add([]byte(file))
		f.Add([]byte(echo(file)))
	}
	f.Add([]byte(`<xliff version="1.2"><file><body><trans-unit id="b1-1"><source/><target><g id="1"><x id="2"/></g></target></trans-unit></body></file></xliff>`))
	first := set(f, trial.First())
	f.Fuzz(func(t *testing.T, b []byte) {
		_, back, err := Read("back.xlf", b)
		if err == nil {
			_, _, _, err = first.Rebuild("back.xlf", back)
		}
		for _, code := range codes(err) {
			code, _, _ = strings.Cut(code, " ")
			if Faults[code] == nil && XMLFaults[code] == nil && units.Faults[code] == nil && releases.TextFaults[code] == nil {
				t.Fatalf("%s is no known code", code)
			}
		}
	})
}

var bothSides = regexp.MustCompile(`<source>([^<\n]+)</source>\n<target>[^<\n]+</target>`)

// cutByTool is what a tool makes of the units of a file when it cuts them at
// some of their spaces: segments of its own, each translated by its source.
func cutByTool(t *rapid.T, version, file string) string {
	return bothSides.ReplaceAllStringFunc(file, func(unit string) string {
		words := strings.Split(bothSides.FindStringSubmatch(unit)[1], " ")
		parts := words[:1]
		for _, w := range words[1:] {
			if last := len(parts) - 1; w == "" || parts[last] == "" || rapid.Bool().Draw(t, "joined") {
				parts[last] += " " + w
			} else {
				parts = append(parts, w)
			}
		}
		if version == "2.1" {
			var out []string
			for _, p := range parts {
				out = append(out, "<source>"+p+"</source><target>"+p+"</target>")
			}
			return strings.Join(out, "</segment><ignorable><source> </source></ignorable><segment>")
		}
		var marks []string
		for i, p := range parts {
			marks = append(marks, fmt.Sprintf(`<mrk mtype="seg" mid="%d">%s</mrk>`, i, p))
		}
		cut := strings.Join(marks, " ")
		return "<source>" + strings.Join(parts, " ") + "</source>\n<seg-source>" + cut + "</seg-source>\n<target>" + cut + "</target>"
	})
}

// Given a tool that cuts our sentences into segments of its own, when the file
// comes home, then the text is whole, byte for byte.
func TestToolsMayCutUnits(t *testing.T) {
	for version, w := range versions {
		t.Run(version, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				base := trial.Random(rt)
				j := trial.Job(base, nil)
				file := cutByTool(rt, version, echo(written(t, w, j)))
				got, _, err := home(t, j, file)
				if err != nil {
					rt.Fatalf("%v\n%s", err, file)
				}
				if want := string(base.Canonical()); got != want {
					rt.Fatalf("came home as\n%s\nand was\n%s", got, want)
				}
			})
		})
	}
}

func TestDialect(t *testing.T) {
	for _, one := range []struct {
		file     string
		version  int
		datatype string
	}{
		{`<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f1"/></xliff>`, 2, ""},
		{"<?xml version='1.0'?>\n<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'><file datatype='plaintext'/></xliff>", 1, "plaintext"},
		{`<xliff version="1.2"><!-- datatype="plaintext" --><file datatype="html"/></xliff>`, 1, "html"},
		{`<tmx version="1.4"/>`, 0, ""},
		{"Dear Layla", 0, ""},
	} {
		for name, b := range map[string][]byte{"UTF-8": []byte(one.file), "UTF-16": []byte(wide(one.file, true))} {
			if version, datatype := Dialect("f.xlf", b); version != one.version || datatype != one.datatype {
				t.Errorf("%s of %s: %d %q", name, one.file, version, datatype)
			}
		}
	}
}

// An empty target that somebody called done is told from one that nobody opened.
func TestWhatIsDone(t *testing.T) {
	unit12 := func(unit, target string) string {
		return `<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="en" target-language="ar" datatype="plaintext"><body>` +
			`<trans-unit id="b1-1"` + unit + `><source>Free.</source><target` + target + `></target></trans-unit></body></file></xliff>`
	}
	unit21 := func(segment string) string {
		return `<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="ar"><file id="f1">` +
			`<unit id="b1-1"><segment` + segment + `><source>Free.</source><target></target></segment></unit></file></xliff>`
	}
	for name, c := range map[string]struct {
		file string
		done bool
	}{
		"1.2":                   {unit12("", ""), false},
		"1.2, new":              {unit12("", ` state="new"`), false},
		"1.2, final":            {unit12("", ` state="final"`), true},
		"1.2, approved":         {unit12(` approved="yes"`, ""), true},
		"2.1":                   {unit21(""), false},
		"2.1, initial":          {unit21(` state="initial"`), false},
		"2.1, reviewed":         {unit21(` state="reviewed"`), true},
		"2.1, of another state": {unit21(` state="x-done"`), false},
	} {
		_, back, err := Read("back.xlf", []byte(c.file))
		if err != nil || len(back) != 1 || back[0].Done != c.done || !back[0].HasTarget {
			t.Errorf("%s: %+v, %v", name, back, err)
		}
	}
}
