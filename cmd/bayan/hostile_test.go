package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"
)

// mostMemory is what one command on one file may take, in bytes, the program
// itself and the file with it.
const mostMemory = 128 << 20

// A hostile file is one that somebody made to harm, or that broke on the way.
// read tells one that is taken, since it is only unusual.
type hostileFile struct {
	name string
	b    []byte
	read bool
}

const million = 1_000_000

// hostileXML makes such files of a whole one: inside is put before the mark,
// where an element may stand, and twice repeats what has an id.
func hostileXML(whole, mark string, twice func(string) string) []hostileFile {
	put := func(inside string) []byte { return []byte(strings.Replace(whole, mark, inside+mark, 1)) }
	body := whole[strings.Index(whole, "?>")+2:]
	declared := func(s string) []byte {
		return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + s + body)
	}
	laughs := `<!DOCTYPE x [<!ENTITY a "ha">`
	for i := range 20 {
		laughs += fmt.Sprintf(`<!ENTITY %c "&%[2]c;&%[2]c;&%[2]c;&%[2]c;">`, 'b'+i, 'a'+i)
	}
	return []hostileFile{
		{"an external entity", declared(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`), false},
		{"a billion laughs", declared(laughs + "]>"), false},
		{"an entity that nobody declared", put("<note>&secret;</note>"), false},
		{"a second root", []byte(whole + body), false},
		{"two million elements within each other", put(strings.Repeat("<g>", 2*million)), false},
		{"a million attributes", put("<note " + strings.Repeat("x='' ", million) + "/>"), false},
		{"elements that cross", put("<note><hi></note></hi>"), false},
		{"half of it", []byte(whole[:len(whole)/2]), false},
		{"all but its end", []byte(strings.TrimSpace(whole)[:len(whole)-5]), false},
		{"nothing", nil, false},
		{"bytes that are no UTF-8", put("<note>\xc3\x28</note>"), false},
		{"UTF-16 that says UTF-8", wide(whole), false},
		{"UTF-16 cut in the middle of a letter", wide(strings.Replace(whole, "UTF-8", "UTF-16", 1))[:len(whole)|1], false},
		{"a null", put("<note>\x00</note>"), false},
		{"one id twice", []byte(twice(whole)), false},
		{"a comment without end", put("<!-- " + strings.Repeat("- ", 5*million)), false},
		{"ten megabytes of brackets", bytes.Repeat([]byte("<"), 10*million), false},
		{"a prefix without a namespace", put("<x:note/>"), false},
		{"two byte order marks", []byte("\ufeff\ufeff" + whole), false},
		{"another kind of file", []byte("<html><body><p>Dear editor</p></body></html>"), false},
		{"thirty megabytes in one place", put("<note>" + strings.Repeat("snow ", 6*million) + "</note" + "x>"), false},
		{"two hundred megabytes", nil, false},
		{"forty megabytes of comments", put("<!-- " + strings.Repeat("snow ", 8*million) + "-->"), !strings.Contains(whole, "<tmx") && !strings.Contains(whole, "<tbx")},
		{"a byte order mark", []byte("\ufeff" + whole), true},
		{"carriage returns for line ends", []byte(strings.ReplaceAll(whole, "\n", "\r")), true},
		{"UTF-16", wide(strings.Replace(whole, "UTF-8", "UTF-16", 1)), true},
	}
}

func wide(s string) []byte {
	b := []byte("\xfe\xff")
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}

func hostilePO(whole string) []hostileFile {
	entry := "\nmsgctxt \"b2-1\"\n"
	at := strings.Index(whole, entry)
	next := at + 1 + strings.Index(whole[at+1:], "\n\n")
	return []hostileFile{
		{"nothing", nil, false},
		{"words", []byte("Dear editor, here it is.\n"), false},
		{"a document type", []byte(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + "\n" + whole), false},
		{"one unit twice", []byte(whole + "\n" + whole[at+1:next] + "\n"), false},
		{"half of it", []byte(whole[:len(whole)/2]), false},
		{"all but its end", []byte(whole[:len(whole)-3]), false},
		{"bytes that are no UTF-8", []byte(strings.Replace(whole, "msgstr \"\"", "msgstr \"\xc3\x28\"", 2)), false},
		{"UTF-16", wide(whole), false},
		{"a null", []byte(strings.Replace(whole, entry, "\n# \x00"+entry, 1)), false},
		{"another charset", []byte(strings.Replace(whole, "charset=UTF-8", "charset=windows-1256", 1)), false},
		{"a million comments and no entry", []byte(strings.Repeat("#\n", million) + "msgid"), false},
		{"four million lines", []byte(strings.Repeat("#\n", 4*million) + whole), false},
		{"a line of 30 MB", []byte(whole + "\nmsgid \"" + strings.Repeat("a", 30*million)), false},
		{"a million pieces of one string", []byte("msgid \"a\"\n" + strings.Repeat("\"a\"\n", million)), false},
		{"a million plurals", []byte("msgid \"a\"\nmsgid_plural \"b\"\n" + strings.Repeat("msgstr[0] \"\"\n", million)), false},
		{"a million flags", []byte("#, " + strings.Repeat("a,", million) + "\nmsgid \"a\"\n"), false},
		{"a million escapes", []byte("msgid \"" + strings.Repeat(`\n`, million)), false},
		{"an escape that there is not", []byte(whole + "\nmsgctxt \"x\"\nmsgid \"\\q\"\nmsgstr \"\"\n"), false},
		{"entries of another file", []byte("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Open\"\nmsgstr \"فتح\"\n"), false},
		{"a unit that was not sent", []byte(whole + "\nmsgctxt \"b99-1\"\nmsgid \"Open\"\nmsgstr \"فتح\"\n"), false},
		{"two hundred thousand entries", []byte(manyEntries(200_000)), false},
		{"two hundred megabytes", nil, false},
		{"a byte order mark", []byte("\ufeff" + whole), true},
		{"carriage returns for line ends", []byte(strings.ReplaceAll(whole, "\n", "\r")), true},
	}
}

func manyEntries(n int) string {
	var b strings.Builder
	b.WriteString("\n")
	for i := range n {
		fmt.Fprintf(&b, "msgctxt \"x%d\"\nmsgid \"a\"\nmsgstr \"b\"\n\n", i)
	}
	return b.String()
}

func hostileCSV(whole string) []hostileFile {
	rows := func(n int, row string) []byte { return []byte("en,ar\n" + strings.Repeat(row, n)) }
	return []hostileFile{
		{"nothing", nil, false},
		{"a null", []byte(whole + "x\x00,y\n"), false},
		{"bytes that are no UTF-8", []byte(whole + "\xc3\x28,y\n"), false},
		{"a quote that does not close", []byte(whole + "\"well,بئر\n"), false},
		{"a quote within a field", []byte(whole + "we\"ll,بئر\n"), false},
		{"thirty megabytes in quotes", []byte("en,ar\n\"" + strings.Repeat("a", 30*million)), false},
		{"a field too many", []byte(whole + "a,b,c,d,e\n"), false},
		{"columns of no language", []byte("name,place\nx,y\n"), false},
		{"one column twice", []byte("en,ar,EN\nx,y,z\n"), false},
		{"a million columns", []byte("en" + strings.Repeat(",ar", million) + "\n"), false},
		{"a million commas", []byte(whole + strings.Repeat(",", million) + "\n"), false},
		{"a kind that there is not", []byte("kind,en,ar\nanimal,cat,قطة\n"), false},
		{"a row without a term", []byte("en,ar,note\n,,nothing\n"), false},
		{"a term of a megabyte", []byte(whole + strings.Repeat("x", million) + ",y\n"), false},
		{"a language that there is not", []byte("sourceLang,sourceString\n?,x\n"), false},
		{"a million quotes", []byte(whole + strings.Repeat("\"", million+1)), false},
		{"a web page", []byte("<!DOCTYPE html><html><body><p>Dear editor, and more</p></body></html>"), false},
		{"fifteen megabytes in one row", []byte("en,ar,note\na,b," + strings.Repeat("word ", 3*million) + "\nc,\"d\n"), false},
		{"half a letter at its end", []byte(whole + "\xd8"), false},
		{"UTF-16 cut in the middle of a letter", append(wide(whole), 0xd8, 0x3d, 0), false},
		{"eight million rows", rows(8*million, "a\n"), false},
		{"more bytes than are read", rows(million, "a word of some length\n"), false},
		{"two hundred megabytes", nil, false},
		{"a byte order mark", []byte("\ufeff" + whole), true},
		{"carriage returns for line ends", []byte(strings.ReplaceAll(whole, "\n", "\r")), true},
		{"UTF-16", wide(whole), true},
	}
}

func hostileDOCX(t *testing.T, whole []byte) []hostileFile {
	with := func(change func(name, text string) string, more ...string) []byte {
		z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
		noError(t, err)
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		put := func(name, text string) {
			f, err := w.Create(name)
			noError(t, err)
			_, err = io.WriteString(f, text)
			noError(t, err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			noError(t, err)
			b, err := io.ReadAll(r)
			noError(t, err)
			put(f.Name, change(f.Name, string(b)))
		}
		for i := 0; i < len(more); i += 2 {
			put(more[i], more[i+1])
		}
		noError(t, w.Close())
		return out.Bytes()
	}
	same := func(_, text string) string { return text }
	document := func(change func(string) string) []byte {
		return with(func(name, text string) string {
			if name == "word/document.xml" {
				return change(text)
			}
			return text
		})
	}
	inside := func(s string) []byte {
		return document(func(text string) string { return strings.Replace(text, "<w:tbl>", s+"<w:tbl>", 1) })
	}
	swap := func(old, new string) []byte {
		return document(func(text string) string { return strings.Replace(text, old, new, 1) })
	}
	return []hostileFile{
		{"nothing", nil, false},
		{"no archive", []byte("PK\x03\x04 and words"), false},
		{"half of it", whole[:len(whole)/2], false},
		{"all but its end", whole[:len(whole)-10], false},
		{"a spreadsheet", renamedParts(t, whole), false},
		{"a bomb of two gigabytes", bomb(t, 2<<30), false},
		{"an archive in an archive that leads out", with(same, "../../etc/passwd", "x"), false},
		{"one part twice", with(same, "word/document.xml", "<x/>"), false},
		{"ten thousand parts", with(same, manyParts(10_000)...), false},
		{"an external entity", swap("<w:document", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document`), false},
		{"a billion laughs", swap("<w:document", `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:document`), false},
		{"an entity that nobody declared", inside("<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>"), false},
		{"a second root", document(func(s string) string { return s + "<x/>" }), false},
		{"two million elements within each other", inside(strings.Repeat("<w:p>", 2*million)), false},
		{"a million tables within each other", inside(strings.Repeat("<w:tbl><w:tr><w:tc>", million/3)), false},
		{"two million rows", inside("<w:tbl>" + strings.Repeat("<w:tr/>", 2*million) + "</w:tbl>"), false},
		{"a million attributes", inside("<w:p " + strings.Repeat("x='' ", million) + "/>"), false},
		{"bytes that are no UTF-8", inside("<w:p><w:r><w:t>\xc3\x28</w:t></w:r></w:p>"), false},
		{"UTF-16 within", document(func(s string) string { return string(wide(s)) }), false},
		{"a null", inside("<w:p><w:r><w:t>\x00</w:t></w:r></w:p>"), false},
		{"elements that cross", inside("<w:p><w:r></w:p></w:r>"), false},
		{"one row twice", document(func(s string) string { return repeatedRow(s, "p2") }), false},
		{"a row whose marks are gone", document(func(s string) string {
			return changedRows(s, func(rows [][]string) [][]string {
				typeIn(&rows[2][0], "?")
				typeIn(&rows[2][1], "?")
				return rows
			})
		}), false},
		{"a paragraph of nine megabytes", inside("<w:p><w:r><w:t>" + strings.Repeat("snow ", 9*million/5) + "</w:t></w:r></w:p>"), false},
		{"two hundred megabytes", nil, false},
		{"a byte order mark within", document(func(s string) string { return "\ufeff" + s }), true},
		{"carriage returns for line ends", document(func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }), true},
	}
}

func renamedParts(t *testing.T, _ []byte) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.Create("xl/workbook.xml")
	noError(t, err)
	_, err = io.WriteString(f, "<workbook/>")
	noError(t, err)
	noError(t, w.Close())
	return out.Bytes()
}

// bomb is an archive of a few megabytes that unpacks to so many.
func bomb(t *testing.T, size int) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	f, err := w.Create("word/document.xml")
	noError(t, err)
	zeros := make([]byte, 1<<20)
	for range size / len(zeros) {
		_, err := f.Write(zeros)
		noError(t, err)
	}
	noError(t, w.Close())
	return out.Bytes()
}

func manyParts(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("word/x%d.xml", i), "")
	}
	return all
}

func repeatedRow(document, name string) string {
	return changedRows(document, func(rows [][]string) [][]string {
		for _, row := range rows {
			if strings.Contains(row[0], ">"+name+"<") {
				return append(rows, row)
			}
		}
		return rows
	})
}

// Given each of these files for each format that comes from outside, then the
// program ends, says which file it was and changes nothing, or reads it right;
// in either case within its memory.
func TestHostileFilesFromOutside(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT RUN: writes files of 200 MB")
	}
	m := approvedMachine(t, "winter")
	checkout := func(format, ends string) string {
		m.must(t, "layla", "checkout", "winter", "ar", "--format", format)
		return m.holds("releases/winter/ar" + ends)
	}
	glossary := "en,ar,note\nwell,بئر,\nroad,طريق,a note\n"
	tmx := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/>
<body><tu tuid="a"><tuv xml:lang="en"><seg>Fog</seg></tuv><tuv xml:lang="ar"><seg>ضباب</seg></tuv></tu></body></tmx>`
	tbx := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body><conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>well</term></termSec></langSec><langSec xml:lang="ar"><termSec><term>بئر</term></termSec></langSec></conceptEntry></body></text></tbx>`
	for _, format := range []struct {
		name, ends string
		whole      func() string
		files      func(whole string) []hostileFile
		member     string
		args       []string // before the file
	}{
		{"XLIFF", ".xlf", func() string { return checkout("xliff", ".xlf") }, func(whole string) []hostileFile {
			return hostileXML(whole, "</trans-unit>", func(s string) string { return strings.Replace(s, `<trans-unit id="b3-1"`, `<trans-unit id="b2-1"`, 1) })
		}, "layla", []string{"checkin", "winter", "ar"}},
		{"XLIFF 2", ".xlf", func() string { return checkout("xliff2", ".xlf") }, func(whole string) []hostileFile {
			return hostileXML(whole, "</unit>", func(s string) string { return strings.Replace(s, `<unit id="b3-1"`, `<unit id="b2-1"`, 1) })
		}, "layla", []string{"checkin", "winter", "ar"}},
		{"PO", ".po", func() string { return checkout("po", ".po") }, hostilePO, "layla", []string{"checkin", "winter", "ar"}},
		{"DOCX", ".docx", func() string { return checkout("docx", ".docx") }, func(whole string) []hostileFile { return hostileDOCX(t, []byte(whole)) }, "layla", []string{"checkin", "winter", "ar"}},
		{"TMX", ".tmx", func() string { return tmx }, func(whole string) []hostileFile {
			return hostileXML(whole, "<tuv xml:lang=\"ar\">", func(s string) string {
				return strings.Replace(s, "<seg>Fog</seg>", "<seg>Fog</seg><seg>Fog</seg>", 1)
			})
		}, "layla", []string{"memory", "import"}},
		{"TBX", ".tbx", func() string { return tbx }, func(whole string) []hostileFile {
			return hostileXML(whole, "</conceptEntry>", func(s string) string {
				at, end := strings.Index(s, "<conceptEntry"), strings.Index(s, "</body>")
				return s[:end] + s[at:end] + s[end:]
			})
		}, "layla", []string{"glossary", "import"}},
		{"CSV", ".csv", func() string { return glossary }, hostileCSV, "layla", []string{"glossary", "import"}},
	} {
		whole := format.whole()
		files := format.files(whole)
		if len(files) < 20 {
			t.Errorf("%s: %d files", format.name, len(files))
		}
		for i, one := range files {
			if one.read { // the file before it was taken in, if it was read too
				one.b = format.files(format.whole())[i].b
			}
			t.Run(format.name+"/"+one.name, func(t *testing.T) {
				name := "hostile" + format.ends
				path := filepath.Join(m.dir, name)
				noError(t, os.WriteFile(path, one.b, 0o666))
				if one.name == "two hundred megabytes" {
					noError(t, os.Truncate(path, 200<<20))
				}
				before := m.history(t)
				code, stderr, memory, took := m.measured(t, format.member, append(format.args, name)...)
				t.Logf("%3d MB %5d ms, exit %d: %s", memory>>20, took.Milliseconds(), code, strings.TrimSpace(strings.Split(stderr, "\n")[min(1, strings.Count(stderr, "\n"))]))
				switch {
				case one.read && code != 0:
					t.Errorf("exit %d\n%s", code, stderr)
				case !one.read && (code != 1 || !strings.Contains(stderr, name)):
					t.Errorf("exit %d, told\n%.2000s", code, stderr)
				case !one.read && m.history(t) != before:
					t.Error("something was recorded")
				}
				if memory > mostMemory {
					t.Errorf("it took %d MB", memory>>20)
				}
				if len(stderr) > 64<<10 {
					t.Errorf("it said %d bytes", len(stderr))
				}
			})
		}
	}
}

func (m *machine) must(t *testing.T, member string, args ...string) {
	t.Helper()
	if code, out, err := m.process(member, args...); code != 0 {
		t.Fatalf("%s: bayan %s: exit %d\n%s%s", member, strings.Join(args, " "), code, out, err)
	}
}

// history is what the store holds of the release, and the glossary.
func (m *machine) history(t *testing.T) string {
	t.Helper()
	_, out, _ := m.process("layla", "log", "winter", "--json")
	_, stats, _ := m.process("layla", "memory", "stats", "--json")
	return out + stats + m.holds("glossary.csv")
}

// measured runs the program and says what it took: its peak of resident memory,
// in bytes, and its time. It is stopped after a minute.
func (m *machine) measured(t *testing.T, member string, args ...string) (code int, stderr string, memory int64, took time.Duration) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	self, err := os.Executable()
	noError(t, err)
	made := m.command(member, args...)
	scale := filepath.Join(t.TempDir(), "scale")
	cmd := exec.CommandContext(ctx, self, made.Args...)
	cmd.Dir, cmd.Env = made.Dir, append(made.Env, weighs+"="+scale)
	var errors bytes.Buffer
	cmd.Stderr = &errors
	begun := time.Now()
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	took = time.Since(begun)
	if ctx.Err() != nil {
		t.Fatalf("it had not ended after a minute\n%s", errors.String())
	}
	b, err := os.ReadFile(scale)
	noError(t, err)
	memory, err = strconv.ParseInt(string(b), 10, 64)
	noError(t, err)
	return cmd.ProcessState.ExitCode(), errors.String(), memory, took
}

// weighs names the file for what a command took. A child's peak begins with
// that of whoever started it (Linux counts from before the exec), so a small
// process of its own has to start it, and not the tests.
const weighs = "BAYAN_TEST_WEIGHS"

func weigh(scale string, command []string) int {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stderr = os.Stderr
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, weighs+"=") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		fmt.Fprintln(os.Stderr, err)
		return 125
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		fmt.Fprintln(os.Stderr, "this system does not say what a process takes")
		return 125
	}
	if err := os.WriteFile(scale, strconv.AppendInt(nil, usage.Maxrss<<10, 10), 0o666); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 125
	}
	return cmd.ProcessState.ExitCode()
}

// Given a hundred Word files that somebody made to harm, or that broke on the
// way, then import refuses each by its name and begins no release of it, or
// reads what is left of it; in either case within its memory.
func TestAHundredHostileWordFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT RUN: starts the program a hundred times")
	}
	m := approvedMachine(t, "winter")
	m.must(t, "layla", "export", "winter", "--draft", "--format", "docx", "--out", "out")
	whole := []byte(m.holds("out/en.docx"))
	var files []hostileFile
	m.must(t, "layla", "checkout", "winter", "ar", "--format", "docx")
	for _, one := range hostileDOCX(t, []byte(m.holds("releases/winter/ar.docx"))) {
		if !strings.Contains(one.name, "row") && one.name != "two hundred megabytes" { // those are of a table's
			files = append(files, one)
		}
	}
	chance := rand.New(rand.NewPCG(1, 2))
	for n := len(files); n < 100; n++ {
		files = append(files, hostileFile{fmt.Sprint("broken on the way ", n), broken(t, whole, chance), true})
	}
	refused := 0
	for n, one := range files {
		t.Run(one.name, func(t *testing.T) {
			noError(t, os.WriteFile(filepath.Join(m.dir, "hostile.docx"), one.b, 0o666))
			id := fmt.Sprint("made-of-", n)
			code, stderr, memory, took := m.measured(t, "wafa", "import", "hostile.docx", "--lang", "en", "--id", id)
			t.Logf("%3d MB %5d ms, exit %d", memory>>20, took.Milliseconds(), code)
			_, listed, _ := m.process("wafa", "list", "--search", id)
			switch {
			case code == 0 && !one.read && !strings.Contains(one.name, "twice"):
				t.Error("it was taken in")
			case code != 0 && (code != 1 || !strings.Contains(stderr, "hostile.docx")):
				t.Errorf("exit %d, told\n%.2000s", code, stderr)
			case code != 0 && strings.Contains(listed, id):
				t.Error("a release was begun of it")
			case code != 0:
				refused++
			}
			if memory > mostMemory {
				t.Errorf("it took %d MB", memory>>20)
			}
		})
	}
	if refused < 50 {
		t.Errorf("%d of %d were refused: these are no hostile files", refused, len(files))
	}
}

// broken is a file as a bad line or a bad disk leaves it: cut, or with some of its
// bytes changed, or with a piece of it in another place.
func broken(t *testing.T, whole []byte, chance *rand.Rand) []byte {
	b := bytes.Clone(whole)
	at := chance.IntN(len(b))
	switch chance.IntN(3) {
	case 0:
		return b[:at]
	case 1:
		for range 1 + chance.IntN(8) {
			b[chance.IntN(len(b))] ^= 1 << chance.IntN(8)
		}
		return b
	}
	size := chance.IntN(min(len(b)-at, 1<<10)) + 1
	return slices.Insert(slices.Delete(b, at, min(at+size, len(b))), chance.IntN(len(b)-size), whole[at:min(at+size, len(whole))]...)
}

// A copy of somebody else's file is filled, or nothing is written.
func TestHostileFilesAreFilledOrRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT RUN: writes files of many megabytes")
	}
	m := approvedMachine(t, "winter")
	for _, format := range []struct {
		name, ends string
		files      func(whole string) []hostileFile
	}{
		{"xliff", ".xlf", func(whole string) []hostileFile {
			return append(hostileXML(whole, "</trans-unit>", strings.ToUpper),
				hostileFile{"a million codes", []byte(strings.ReplaceAll(whole, "</source>", strings.Repeat(`<x id="1"/>`, million/10)+"</source>")), true})
		}},
		{"xliff2", ".xlf", func(whole string) []hostileFile { return hostileXML(whole, "</unit>", strings.ToUpper) }},
		{"po", ".po", hostilePO},
	} {
		m.must(t, "layla", "checkout", "winter", "ar", "--format", format.name)
		for _, one := range format.files(m.holds("releases/winter/ar" + format.ends)) {
			t.Run(format.name+"/"+one.name, func(t *testing.T) {
				name, out := "hostile"+format.ends, filepath.Join(m.dir, "hostile.filled"+format.ends)
				noError(t, os.WriteFile(filepath.Join(m.dir, name), one.b, 0o666))
				code, stderr, memory, took := m.measured(t, "layla", "memory", "fill", name)
				t.Logf("%3d MB %5d ms, exit %d", memory>>20, took.Milliseconds(), code)
				_, err := os.Stat(out)
				os.Remove(out)
				switch {
				case (code == 0) != (err == nil):
					t.Errorf("exit %d, and the copy: %v", code, err)
				case code != 0 && (code > 2 || !strings.Contains(stderr, name)):
					t.Errorf("exit %d, told\n%.2000s", code, stderr)
				case code != 0 && one.read && one.name != "a million codes":
					t.Errorf("exit %d\n%s", code, stderr)
				}
				if memory > mostMemory {
					t.Errorf("it took %d MB", memory>>20)
				}
			})
		}
	}
}
