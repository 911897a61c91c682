package po

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func written(t interface{ Fatal(...any) }, f *File) []byte {
	var b bytes.Buffer
	n, err := f.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatal(n, b.Len(), err)
	}
	return b.Bytes()
}

// withoutLines takes the line numbers out, which are those of a layout, and makes
// no entries of one kind the same as none.
func withoutLines(f *File) *File {
	if len(f.Entries) == 0 {
		f.Entries = nil
	}
	if f.Head != nil {
		f.Head.Line = 0
	}
	for i := range f.Entries {
		f.Entries[i].Line = 0
	}
	for i := range f.Obsolete {
		f.Obsolete[i].Line = 0
	}
	return f
}

func TestAnyFileIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t, anyString(true))
		b := written(t, f)
		got, _, err := Parse("any.po", b)
		if err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		if withoutLines(got); !reflect.DeepEqual(got, f) {
			t.Fatalf("read\n%s\nof\n%s\nfor\n%s", inFull(got), b, inFull(f))
		}
		if again := written(t, got); !bytes.Equal(again, b) {
			t.Fatalf("written again\n%s\nnot\n%s", again, b)
		}
	})
}

// The strings of any file come through gettext's own reader and writer: wrapped
// by width, sorted in, compiled.
func TestAnyFileComesThroughGettext(t *testing.T) {
	need(t, "msgcat", "msgmerge", "msgfmt")
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t, anyString(false))
		b := written(t, f)
		run(t, b, "msgfmt", "-c", "-o", "/dev/null", "-")
		for _, args := range [][]string{{"msgcat", "-"}, {"msgcat", "--no-wrap", "-"}, {"msgcat", "--width=20", "-"}, {"msgcat", "--sort-output", "-"}} {
			sameStrings(t, f, run(t, b, args...))
		}
	})
}

func need(t testing.TB, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("NOT RUN: %s is not here, so no file went through it. Get it with: apt-get install gettext", p)
		}
	}
}

type failing interface {
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

func run(t failing, in []byte, args ...string) []byte {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(cmd.Environ(), "LC_ALL=C.UTF-8")
	cmd.Stdin = bytes.NewReader(in)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s\nof\n%s", strings.Join(args, " "), err, said.Bytes(), in)
	}
	return out.Bytes()
}

// sameStrings compares what a file says with what came out of a program, in any
// order of the entries.
func sameStrings(t failing, want *File, out []byte) {
	got, _, err := Parse("out.po", out)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	said := func(f *File) map[string]string {
		all := map[string]string{}
		put := func(e *Entry, kind string) {
			was := "-"
			if e.Previous != nil {
				was = fmt.Sprintf("%+v", *e.Previous)
			}
			all[kind+fmt.Sprintf("%+v", e.Message)] = fmt.Sprintf("%q fuzzy %v was %q notes %q comments %q", e.Str, e.Fuzzy(), was, e.Notes, e.Comments)
		}
		put(f.Head, "head ")
		for i := range f.Entries {
			put(&f.Entries[i], "")
		}
		for i := range f.Obsolete {
			put(&f.Obsolete[i], "obsolete ")
		}
		return all
	}
	a, b := said(want), said(got)
	for k := range a {
		if a[k] != b[k] {
			t.Errorf("%s:\n%s\ncame out as\n%s\nin\n%s", k, a[k], b[k], out)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d entries, %d came out of\n%s", len(a), len(b), out)
	}
}

var someStrings = []string{"الميناء", "Harbour ", "\n", "\\", `"`, "{1}", "{", "}", "\t", "%d", "#", "#~", "msgid", "«حبل»", "\u200f", "\u2028", "\u0085", "é", "[0]", "\\n", " ", "من الساعة ٩ حتى الساعة ١١ مساءً في قاعة المرفأ القديم"}

// anyString makes strings of what is hard for a PO file; wild ones hold also
// controls, on which gettext's own tools disagree.
func anyString(wild bool) *rapid.Generator[string] {
	parts := someStrings
	if wild {
		parts = append([]string{"\x00", "\x01", "\x7f", "\r", "\a7", "\x1b1", "\ufeff", "\U0010ffff"}, parts...)
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 6).Draw(t, "parts"), "")
	})
}

func anyFile(t *rapid.T, str *rapid.Generator[string]) *File {
	comment := rapid.Custom(func(t *rapid.T) string {
		return "Note " + strings.Map(noControl, str.Draw(t, "comment")) + "."
	})
	comments := rapid.Custom(func(t *rapid.T) []string {
		if all := rapid.SliceOfN(comment, 0, 2).Draw(t, "comments"); len(all) > 0 {
			return all
		}
		return nil
	})
	entry := func(i int) Entry {
		e := Entry{Comments: comments.Draw(t, "comments"), Notes: comments.Draw(t, "notes")}
		id := func() string { return str.Draw(t, "id") + fmt.Sprint(i) }
		e.ID = id()
		if e.HasContext = rapid.Bool().Draw(t, "has context"); e.HasContext {
			e.Context = str.Draw(t, "context")
		}
		e.Str = []string{""}
		if rapid.Bool().Draw(t, "translated") {
			e.Str[0] = str.Draw(t, "str") + "."
		}
		if e.HasPlural = rapid.Bool().Draw(t, "has plural"); e.HasPlural {
			e.Plural = id()
			e.Str = []string{str.Draw(t, "one") + ".", str.Draw(t, "two") + "."}
		}
		// msgfmt -c wants the same line ends at both edges of both.
		for _, s := range []*string{&e.ID, &e.Plural, &e.Str[0], &e.Str[len(e.Str)-1]} {
			*s = strings.Trim(*s, "\n")
		}
		if e.Str[0] != "" && rapid.Bool().Draw(t, "fuzzy") {
			e.Flags = []string{fuzzy}
			if rapid.Bool().Draw(t, "previous") {
				e.Previous = &Previous{Message: Message{ID: id()}, HasID: true}
				if rapid.Bool().Draw(t, "previous context") {
					e.Previous.Context, e.Previous.HasContext = str.Draw(t, "old context"), true
				}
			}
		}
		return e
	}
	f := &File{Head: Head(HeaderField{"Project-Id-Version", "harbour 2"}, HeaderField{"PO-Revision-Date", ""}, HeaderField{"Last-Translator", ""},
		HeaderField{"Language-Team", ""}, HeaderField{"Language", "fr"}, HeaderField{"MIME-Version", "1.0"},
		HeaderField{"Content-Type", "text/plain; charset=UTF-8"}, HeaderField{"Content-Transfer-Encoding", "8bit"}, HeaderField{"Plural-Forms", twoFrom2})}
	n := rapid.IntRange(1, 4).Draw(t, "entries") // gettext writes nothing for a header alone
	for i := range n {
		f.Entries = append(f.Entries, entry(i))
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "obsolete") {
		e := entry(n + i)
		if e.Str[0] == "" { // gettext drops what is gone and was never translated
			e.Str[0] = "."
		}
		f.Obsolete = append(f.Obsolete, e)
	}
	return f
}

// Whatever is read is written so that it reads the same.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"msgid \"\"\nmsgstr \"Language: ar\\n\"\n\n# a\n#. b\n#: c\n#, fuzzy\n#| msgid \"d\"\nmsgctxt \"e\"\nmsgid \"f\"\nmsgstr \"g\"\n",
		"msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"\\x41\\101\\n\"\n",
		"#~| msgctxt \"a\"\n#~ msgid \"b\"\n#~ \"c\"\n#~ msgstr \"\"\n", "\ufeffmsgid \"\\\n", "msgid \"\"\r\n\"a\"\rmsgstr \"{{1}\"",
	} {
		f.Add([]byte(s))
	}
	for _, name := range []string{"second-version.po", "first-translation.po"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, back, _, err := Read("fuzz.po", b); err != nil {
			faultsOf(t, err)
		} else {
			for _, one := range back {
				if one.HasTarget && len(one.Target.Parts) == 0 || one.Source == nil {
					t.Errorf("%+v", one)
				}
			}
		}
		got, _, err := Parse("fuzz.po", b)
		if err != nil {
			faultsOf(t, err)
			return
		}
		out := written(t, got)
		again, _, err := Parse("fuzz.po", out)
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if !reflect.DeepEqual(withoutLines(again), withoutLines(got)) {
			t.Fatalf("%s\nis read as\n%s\nnot\n%s", out, inFull(again), inFull(got))
		}
	})
}
