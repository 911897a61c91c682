package po

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"bayan/releases"
)

// faultsOf are the faults of a file, as "line: code args".
func faultsOf(t testing.TB, err error) []string {
	t.Helper()
	var all releases.ParseErrors
	if !errors.As(err, &all) {
		t.Fatalf("%T is no list of faults: %v", err, err)
	}
	var out []string
	for _, e := range all {
		want, known := Faults[e.Code]
		if !known {
			t.Errorf("%s is not in Faults", e.Code)
		}
		s := fmt.Sprintf("%d: %s", e.Line, e.Code)
		for _, arg := range want {
			value, ok := e.Args[arg]
			if !ok {
				t.Errorf("%s has no argument %s", e.Code, arg)
			}
			s += fmt.Sprintf(" %s=%v", arg, value)
		}
		if len(e.Args) != len(want) {
			t.Errorf("%s has the arguments %v, not %v", e.Code, e.Args, want)
		}
		out = append(out, s)
	}
	return out
}

func TestWhatStandsInAFile(t *testing.T) {
	f, told, err := Parse("harbour.po", []byte(`# Harbour Watch
msgid ""
msgstr ""
"Language: ar\n"
"Content-Type: text/plain; charset=UTF-8\n"

#  two blanks, one of them ours
#
#no blank
#. the name of a place
#: h1 p2
#: p3
#, fuzzy, c-format
#| msgctxt "b1"
#| msgid ""
#| "The harbour "
#| "is closed"
msgctxt "b1"
msgid "The harbour " "is open"
msgstr ""
"الميناء "
"مفتوح\n"

msgid "one boat"
msgid_plural "%d boats"
msgstr [0] "لا قارب"
msgstr[1] "قارب"
msgctxt ""
	msgid"a\tb\\c\"d\101\x41"
msgstr""
#~| msgid "a rope and a knot"
#~ msgid "a rope"
#~ msgstr ""
#~ "حب"
#~ "ل"
# said behind the last
`))
	if err != nil || told != nil {
		t.Fatal(err, told)
	}
	want := &File{
		Head: &Entry{Comments: []string{"Harbour Watch"}, Str: []string{"Language: ar\nContent-Type: text/plain; charset=UTF-8\n"}, Line: 2},
		Entries: []Entry{
			{
				Comments: []string{" two blanks, one of them ours", "", "no blank"}, Notes: []string{"the name of a place"},
				Refs: []string{"h1 p2", "p3"}, Flags: []string{"fuzzy", "c-format"},
				Previous: &Previous{Message: Message{Context: "b1", HasContext: true, ID: "The harbour is closed"}, HasID: true},
				Message:  Message{Context: "b1", HasContext: true, ID: "The harbour is open"}, Str: []string{"الميناء مفتوح\n"}, Line: 18,
			},
			{Message: Message{ID: "one boat", Plural: "%d boats", HasPlural: true}, Str: []string{"لا قارب", "قارب"}, Line: 24},
			{Message: Message{HasContext: true, ID: "a\tb\\c\"dAA"}, Str: []string{""}, Line: 28},
		},
		Obsolete: []Entry{{
			Previous: &Previous{Message: Message{ID: "a rope and a knot"}, HasID: true},
			Message:  Message{ID: "a rope"}, Str: []string{"حبل"}, Line: 32,
		}},
	}
	if !reflect.DeepEqual(f, want) {
		t.Errorf("read\n%s", inFull(f))
	}
	if f.Field("language") != "ar" || f.Field("X-None") != "" {
		t.Errorf("fields of the header: %q", f.Head.Str)
	}
	if e := f.Entries; e[0].Translated() || !e[1].Translated() || e[2].Translated() {
		t.Error("translated is what is there whole and confirmed")
	}
}

func inFull(f *File) string {
	var b strings.Builder
	fmt.Fprintf(&b, "head %+v\n", f.Head)
	for _, e := range f.Entries {
		fmt.Fprintf(&b, "%+v previous %+v\n", e, e.Previous)
	}
	for _, e := range f.Obsolete {
		fmt.Fprintf(&b, "obsolete %+v previous %+v\n", e, e.Previous)
	}
	return b.String()
}

func TestFaults(t *testing.T) {
	entry := "msgctxt \"b2\"\nmsgid \"Rope\"\nmsgstr \"حبل\"\n"
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"a string that does not end":           {"msgctxt \"b1\"\nmsgid \"Rope\nmsgstr \"\"\n" + entry, []string{"2: po-string-not-read unit=b1 column=7"}},
		"an escape that is none":               {"msgid \"حبل\\q\"\nmsgstr \"\"\n", []string{`1: po-escape unit= column=11 escape=\q`}},
		"a backslash at the end":               {"msgid \"a\\", []string{`1: po-escape unit= column=9 escape=\`}},
		"an escape of half a letter":           {"msgid \"a\"\nmsgstr \"\\xd8\"\n", []string{`2: po-escape unit= column=1 escape=\`}},
		"an escape beyond a byte":              {"msgid \"\\777\"\nmsgstr \"\"\n", []string{`1: po-escape unit= column=8 escape=\7`}},
		"x without digits":                     {"msgid \"\\x\"\nmsgstr \"\"\n", []string{`1: po-escape unit= column=8 escape=\x`}},
		"another language":                     {"<?xml version=\"1.0\"?>\n<xliff/>", []string{`1: po-word unit= column=1 word=<?xml version="1.0"?>`}},
		"a keyword that is none":               {"msgid \"a\"\nmsgstring \"b\"\n", []string{`2: po-word unit= column=1 word=msgstring "b"`}},
		"a domain":                             {"domain \"x\"\n" + entry, []string{`1: po-word unit= column=1 word=domain "x"`}},
		"words behind a string":                {entry + "msgid \"a\" b\nmsgstr \"\"\n", []string{"4: po-word unit= column=11 word=b"}},
		"a string before any keyword":          {"\"Language: ar\\n\"\n", []string{`1: po-order unit= column=1 word="`}},
		"a context twice":                      {"msgctxt \"b1\"\nmsgctxt \"b2\"\nmsgid \"\"\nmsgstr \"\"\n", []string{"2: po-order unit=b1 column=1 word=msgctxt"}},
		"msgstr first":                         {"msgstr \"a\"\n", []string{"1: po-order unit= column=1 word=msgstr"}},
		"msgstr twice":                         {"msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n", []string{"3: po-order unit= column=1 word=msgstr"}},
		"a translation half behind #~":         {"msgid \"a\"\n#~ msgstr \"b\"\n", []string{"2: po-order unit= column=4 word=msgstr"}},
		"a string half behind #~":              {"msgid \"a\"\nmsgstr \"b\"\n#~ \"c\"\n", []string{`3: po-order unit= column=4 word="`}},
		"msgstr behind #|":                     {"#| msgstr \"a\"\n" + entry, []string{"1: po-order unit= column=4 word=msgstr"}},
		"a plural without its number":          {"msgid \"a\"\nmsgid_plural \"b\"\nmsgstr \"c\"\n", []string{"3: po-plural unit= column=8 index="}},
		"a plural's second number first":       {"msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"c\"\n", []string{"3: po-plural unit= column=7 index=[1]"}},
		"a number without a plural":            {"msgid \"a\"\nmsgstr[0] \"c\"\n", []string{"2: po-plural unit= column=7 index=[0]"}},
		"a number that does not end":           {"msgid \"a\"\nmsgstr[0", []string{"2: po-plural unit= column=7 index=[0]"}},
		"a keyword without a string":           {"msgid\nmsgstr \"a\"\n", []string{"1: po-no-string unit= column=1 word=msgid"}},
		"a keyword at the very end":            {"msgid \"a\"\nmsgstr", []string{"2: po-no-string unit= column=1 word=msgstr"}},
		"cut behind the source":                {entry + "msgctxt \"b3\"\nmsgid \"Knot\"\n", []string{"4: po-cut unit=b3"}},
		"cut behind the context":               {"msgctxt \"b3\"", []string{"1: po-cut unit=b3"}},
		"a comment inside an entry":            {"msgctxt \"b3\"\nmsgid \"Knot\"\n# mine\nmsgstr \"عقدة\"\n", []string{"1: po-cut unit=b3", "4: po-order unit= column=1 word=msgstr"}},
		"an entry twice":                       {entry + "\n" + entry, []string{"5: po-twice unit=b2 id=Rope first=1"}},
		"a header twice":                       {"msgid \"\"\nmsgstr \"\"\n\nmsgid \"\"\nmsgstr \"\"\n", []string{"4: po-twice unit= id= first=1"}},
		"two faults, and what is right":        {"msgid \"a\nmsgstr \"b\"\n\n" + entry + "\nmsgid \"c\"\nmsgstr [\n", []string{"1: po-string-not-read unit= column=7", "9: po-plural unit= column=8 index=[]"}},
		"bytes that are no UTF-8":              {"msgid \"a\"\nmsgstr \"b\xff\"\n", []string{"2: invalid-utf8 byte=10"}},
		"windows-1256":                         {"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=windows-1256\\n\"\n\nmsgid \"a\"\nmsgstr \"\xc8\"\n", []string{"1: po-charset charset=WINDOWS-1256"}},
		"another charset, though all is ASCII": {"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-6\\n\"\n", []string{"1: po-charset charset=ISO-8859-6"}},
		"UTF-16":                               {"\xff\xfem\x00s\x00g\x00", []string{"1: po-charset charset=UTF-16"}},
		"UTF-16 without its mark":              {"\x00m\x00s\x00g", []string{"1: po-charset charset=UTF-16"}},
		"a control":                            {"msgid \"a\"\nmsgstr \"b\x00\"\n", []string{"2: control-character codepoint=U+0000"}},
	} {
		t.Run(name, func(t *testing.T) {
			f, _, err := Parse("harbour.po", []byte(c.file))
			if err == nil {
				t.Fatalf("read as\n%s", inFull(f))
			}
			if got := faultsOf(t, err); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%q\nnot\n%q", got, c.want)
			}
		})
	}
}

// Line ends and marks that programs put in change nothing.
func TestLineEndsAndByteOrderMark(t *testing.T) {
	const file = "# said\n\nmsgctxt \"b1\"\nmsgid \"Rope\"\nmsgstr \"\"\n\"حبل\\n\"\n\"متين\"\n"
	want, _, err := Parse("rope.po", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	for name, as := range map[string]string{"CRLF": "\r\n", "CR": "\r", "without an end": "-"} {
		s := strings.ReplaceAll(file, "\n", as)
		if as == "-" {
			s = strings.TrimSuffix(file, "\n")
		}
		got, told, err := Parse("rope.po", []byte("\ufeff"+s))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\n%s", name, err, inFull(got))
		}
		if len(told) != 1 || told[0].Code != "bom-dropped" {
			t.Errorf("%s: told %v", name, told)
		}
	}
}

func TestWhatIsTooMuch(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"200 MB":                 {make([]byte, 200<<20), fmt.Sprintf("0: po-too-large bytes=%d limit=%d", 200<<20, MaxBytes)},
		"a line of 30 MB":        {[]byte("msgid \"" + strings.Repeat("a", 30<<20)), "1: po-truncated unit= column=7"},
		"a million of pieces":    {[]byte("msgid \"a\"\n" + strings.Repeat("\"a\"\n", 1<<20)), "1: po-cut unit="},
		"four million lines":     {[]byte(strings.Repeat("#\n", 4<<20)), fmt.Sprintf("0: too-many-lines lines=%d limit=%d", 4<<20, maxLines)},
		"a million of flags":     {[]byte("#, " + strings.Repeat("a,", 1<<20)), "1: po-word unit= column=1 word=#, " + strings.Repeat("a,", 18) + "…"},
		"a million of plurals":   {[]byte(manyPlurals(1 << 20)), "12: po-plural unit= column=7 index=[10]"},
		"a million of comments":  {[]byte(strings.Repeat("#\n", 1<<20) + "msgid"), "1048577: po-no-string unit= column=1 word=msgid"},
		"a million of CRs":       {[]byte(strings.Repeat("\r", 1<<20) + "!"), "1048577: po-word unit= column=1 word=!"},
		"a million of escapes":   {[]byte("msgid \"" + strings.Repeat(`\n`, 1<<20)), "1: po-truncated unit= column=7"},
		"a million of backslash": {[]byte("msgid \"" + strings.Repeat(`\`, 1<<20+1) + `"`), "1: po-truncated unit= column=7"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := Parse("large.po", c.file)
			if got := faultsOf(t, err); len(got) != 1 || got[0] != c.want {
				t.Errorf("%q, not %q", got, c.want)
			}
		})
	}
	for prefix, limit := range map[string]int{"": MaxEntries, "#~": maxObsolete} {
		t.Run("entries behind "+prefix, func(t *testing.T) {
			var b []byte
			for i := range limit + 5 {
				b = fmt.Appendf(b, "%smsgid\"%d\"msgstr\"\"\n", prefix, i)
			}
			_, _, err := Parse("large.po", b)
			want := fmt.Sprintf("%d: po-too-many entries=%d limit=%d", limit+2, limit+1, limit)
			if prefix == "" { // they are counted before the first is read
				want = fmt.Sprintf("0: po-too-many entries=%d limit=%d", limit+4, limit)
			}
			if got := faultsOf(t, err); len(got) != 1 || got[0] != want {
				t.Errorf("%q, not %q", got, want)
			}
		})
	}
	t.Run("faults", func(t *testing.T) {
		_, _, err := Parse("large.po", []byte(strings.Repeat("msgid\n\n", 1000)))
		if got := faultsOf(t, err); len(got) != releases.MostFaults {
			t.Errorf("%d faults", len(got))
		}
	})
}

func manyPlurals(n int) string {
	b := []byte("msgid \"a\" msgid_plural \"b\"\n")
	for i := range n {
		b = fmt.Appendf(b, "msgstr[%d]\"\"\n", i)
	}
	return string(b)
}
