package xliff

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/segment"
)

// office is what a memory holds: the translation of a source, and whether it is
// of those very words. Codes are written as in PO: {1}…{/1}, {2/}.
var office = map[string]struct {
	target    string
	confirmed bool
}{
	"The pier is closed & wet.":      {"الرصيف مغلق ومبلّل.", true},
	"The pier is open.":              {"الرصيف مفتوح <اليوم>.", false},
	"Call the {1}harbour office{/1}": {"الاتصال {1}بمكتب الميناء{/1}", true},
	"Wind: {1/} knots":               {"الريح: {1/} عقد", false},
	"Bring {1}rope{/1} and {2/}":     {"يلزم {2/} و{1}حبل{/1}", false},
	"Tide tables":                    {"جداول المد", true},
	"The {1}pier{/1} is open.":       {"الرصيف مفتوح.", true}, // its code is lost
}

// withCodes writes content as it is written in office.
func withCodes(c segment.Coded) string {
	var b strings.Builder
	for _, p := range c.Parts {
		switch p.Kind {
		case segment.Text:
			b.WriteString(p.Text)
		case segment.Open:
			fmt.Fprintf(&b, "{%d}", p.ID)
		case segment.Close:
			fmt.Fprintf(&b, "{/%d}", p.ID)
		case segment.Single:
			fmt.Fprintf(&b, "{%d/}", p.ID)
		}
	}
	return b.String()
}

// content reads what office says; numbers of codes have one figure.
func content(s string) (c segment.Coded) {
	for s != "" {
		i := strings.IndexByte(s, '{')
		switch end := strings.IndexByte(s, '}'); {
		case i != 0:
			if i < 0 {
				i = len(s)
			}
			c.Parts, s = append(c.Parts, segment.Part{Text: s[:i]}), s[i:]
		case s[1] == '/':
			c.Parts, s = append(c.Parts, segment.Part{Kind: segment.Close, ID: int(s[2] - '0')}), s[end+1:]
		case s[2] == '/':
			c.Parts, s = append(c.Parts, segment.Part{Kind: segment.Single, ID: int(s[1] - '0')}), s[end+1:]
		default:
			c.Parts, s = append(c.Parts, segment.Part{Kind: segment.Open, ID: int(s[1] - '0')}), s[end+1:]
		}
	}
	return c
}

// remembered is what office has for gaps.
func remembered(g exchange.Gaps) []*exchange.Filling {
	with := make([]*exchange.Filling, len(g.All))
	for i, gap := range g.All {
		known, ok := office[strings.TrimSpace(withCodes(gap.Source))]
		if target := content(known.target); ok && gap.Takes(target) {
			with[i] = &exchange.Filling{Target: target, Confirmed: known.confirmed}
		}
	}
	return with
}

// agencies are files as agencies send them, with what they get back.
var agencies = []string{"agency-1.2", "agency-2.1"}

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "fill", name+".xlf"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func gapsOf(t failing, b []byte) exchange.Gaps {
	t.Helper()
	g, err := Gaps("agency.xlf", b)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

type failing interface {
	Helper()
	Fatal(...any)
}

func TestAnAgencysFileIsFilled(t *testing.T) {
	for _, name := range agencies {
		g := gapsOf(t, read(t, name))
		if g.From != "en" || g.To != "ar" {
			t.Errorf("%s: from %q to %q", name, g.From, g.To)
		}
		got := g.Fill("ar", remembered(g))
		if *update {
			if err := os.WriteFile(filepath.Join("testdata", "fill", name+".filled.xlf"), got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(got, read(t, name+".filled")) {
			t.Errorf("%s: it reads\n%s", name, got)
		}
		if breaches, err := Validate(name, got); err != nil || len(breaches) > 0 {
			t.Errorf("%s: %v %v", name, breaches, err)
		}
	}
}

func TestWhatIsAGap(t *testing.T) {
	var got []string
	g := gapsOf(t, read(t, "agency-1.2"))
	for _, gap := range g.All {
		got = append(got, gap.Unit+" "+withCodes(gap.Source))
	}
	want := []string{
		"1 Tide tables", "2 The pier is closed & wet.", "3 The pier is open.", "4 Call the {1}harbour office{/1}",
		"5 Bring {1}rope{/1} and {2/}", "6  Wind: {1/} knots ", "16 The {1}pier{/1} is open.", "17 Nobody has said this.",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("gaps %q", got)
	}
	if g.Units != 11 || g.Apart != 1 {
		t.Errorf("%d units, %d apart", g.Units, g.Apart)
	}
	if gap := g.All[2]; gap.Before != "The pier is closed & wet." || gap.After != "Call the harbour office" || gap.Line != 13 {
		t.Errorf("around the third: %q %q, line %d", gap.Before, gap.After, gap.Line)
	}
}

// Codes whose other end is elsewhere stand alone; what a translation cannot be
// given with is left.
func TestWhatAGapHolds(t *testing.T) {
	for unit, want := range map[string]string{
		`<segment><source>A <sc id="1" isolated="yes"/>tide</source></segment>`:                                                                "A {1/}tide takes",
		`<segment><source>A <sc id="1"/>tide</source></segment><segment><source>and<ec startRef="1"/> wind</source></segment>`:                 "A {1/}tide takes and{1/} wind takes",
		`<segment><source>A <pc id="1"/>tide</source></segment>`:                                                                               "A {1/}tide takes",
		`<segment><source>A<cp hex="0007"/> tide</source></segment>`:                                                                           "A tide is closed",
		`<segment><source xmlns:a="urn:a">A tide</source></segment>`:                                                                           "A tide is closed",
		`<segment><source>A tide</source></segment><segment><source>Wind</source><target order="1">ريح</target></segment>`:                     "A tide is closed",
		`<segment><source>A tide</source></segment><ignorable><source>.</source></ignorable><segment><source>Wind</source><target/></segment>`: "A tide takes Wind takes",
		`<segment state="translated"><source>A tide</source><target/></segment><segment><source> <ph id="1"/></source></segment>`:              "",
		"<segment><source>A\n\ttide <x:y xmlns:x='urn:x'/></source></segment>":                                                                 "A tide  is closed",
		"<segment><source xml:space='preserve'>A\n\ttide</source></segment>":                                                                   "A\n\ttide takes",
	} {
		g := gapsOf(t, []byte(`<xliff version="2.0" xmlns="`+space2+`" srcLang="en" trgLang="ar"><file id="f"><unit id="u">`+unit+`</unit></file></xliff>`))
		var got []string
		for _, gap := range g.All {
			does := " is closed"
			if gap.Takes(gap.Source) {
				does = " takes"
			}
			got = append(got, withCodes(gap.Source)+does)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, not %q", unit, got, want)
		}
	}
}

// A document has one pair of languages, whatever its files are called.
func TestDocumentsOfSeveralLanguages(t *testing.T) {
	file := func(to string) string {
		return `<file original="a" source-language="en" datatype="html" target-language="` + to + `"><body/></file>`
	}
	document := func(files string) []byte {
		return []byte(`<xliff version="1.2" xmlns="` + space12 + `">` + files + `</xliff>`)
	}
	if _, err := Gaps("x.xlf", document(file("ar")+file("AR"))); err != nil {
		t.Error(err)
	}
	if _, err := Gaps("x.xlf", document(file("ar")+file("fr"))); !reflect.DeepEqual(codes(err), []string{"xliff-languages"}) {
		t.Error(err)
	}
}

// What a document does not say of its language it says where it is filled.
func TestTheLanguageIsSaid(t *testing.T) {
	for name, says := range map[string]string{"agency-1.2": ` target-language="ar"`, "agency-2.1": ` trgLang="ar"`} {
		silent := bytes.Replace(bytes.Replace(read(t, name), []byte(says), nil, 1), []byte(` xml:lang="ar"`), nil, -1)
		g := gapsOf(t, silent)
		if g.To != "" {
			t.Fatalf("%s: into %q", name, g.To)
		}
		got := g.Fill("ar", remembered(g))
		if g = gapsOf(t, got); g.To != "ar" {
			t.Errorf("%s: it says %q", name, g.To)
		}
		if bytes.Count(got, []byte(says)) != 1 {
			t.Errorf("%s: it reads\n%s", name, got)
		}
		g = gapsOf(t, silent)
		if got := g.Fill("ar", make([]*exchange.Filling, len(g.All))); !bytes.Equal(got, silent) {
			t.Errorf("%s: with nothing filled it says a language", name)
		}
	}
}

func filledOf(with []*exchange.Filling) (n int) {
	for _, f := range with {
		if f != nil {
			n++
		}
	}
	return n
}

// holdsFill fills some gaps of a file and says what is wrong with what it gives.
func holdsFill(t failing, b []byte, pick func(i int) (fill, confirmed bool)) []byte {
	t.Helper()
	g := gapsOf(t, b)
	if got := g.Fill("ar", make([]*exchange.Filling, len(g.All))); !bytes.Equal(got, b) {
		t.Fatal("with nothing filled it is another file")
	}
	with := make([]*exchange.Filling, len(g.All))
	for i, gap := range g.All {
		// The words in front of all codes: right for any gap that takes codes at all.
		target := segment.Coded{Parts: []segment.Part{{Text: fmt.Sprintf("ترجمة <%d> & \"", i)}}}
		for _, p := range gap.Source.Parts {
			if p.Kind != segment.Text {
				target.Parts = append(target.Parts, p)
			}
		}
		if fill, confirmed := pick(i); fill && gap.Takes(target) {
			with[i] = &exchange.Filling{Target: target, Confirmed: confirmed}
		}
	}
	got := g.Fill("ar", with)
	again, err := Gaps("filled.xlf", got)
	if err != nil {
		t.Fatal("what was filled does not read:", err)
	}
	if want := len(g.All) - filledOf(with); len(again.All) != want || again.Units != g.Units || again.Apart != g.Apart {
		t.Fatal("gaps left:", len(again.All), "not", want)
	}
	for i, gap := range again.All { // those that are left are the same, one after the other
		n := 0
		for k := range g.All {
			if with[k] != nil {
				continue
			}
			if n == i && !reflect.DeepEqual(gap.Source, g.All[k].Source) {
				t.Fatal("another gap is left:", gap.Source)
			}
			n++
		}
	}
	_, were, err := Pairs("f.xlf", b)
	_, are, err2 := Pairs("f.xlf", got)
	if err != nil || err2 != nil || len(were) != len(are) {
		t.Fatal("pairs:", len(were), err, len(are), err2)
	}
	filled := 0
	for i := range were {
		switch {
		case were[i].Unit != are[i].Unit || were[i].Source != are[i].Source:
			t.Fatal("another pair:", are[i])
		case strings.TrimSpace(were[i].Target) == strings.TrimSpace(are[i].Target):
		case strings.TrimSpace(were[i].Target) == "" && strings.HasPrefix(are[i].Target, "ترجمة <") && are[i].HasTarget:
			filled++
		default:
			t.Fatal("a target that was not asked for:", are[i])
		}
	}
	if filled != filledOf(with) {
		t.Fatal(filled, "targets, not", filledOf(with))
	}
	if was, is := skeleton(b), skeleton(got); was != is {
		t.Fatal("something else was changed:", was, "\nis\n", is)
	}
	if before, err := Validate("f.xlf", b); err == nil && len(before) == 0 && (g.To == "ar" || g.To == "") {
		if after, err := Validate("f.xlf", got); err != nil || len(after) > 0 {
			t.Fatal("it broke the specification:", after, err)
		}
	}
	return got
}

// skeleton is a document as a reader of XML finds it, but for its targets and
// what says a state or the language of targets.
func skeleton(b []byte) string {
	var out strings.Builder
	s := xmlscan.New("f.xlf", b)
	for s.Next() {
		switch {
		case s.Kind == xmlscan.Text:
			out.Write(bytes.TrimSpace(s.Text))
		case s.Kind == xmlscan.End:
			out.WriteString("</>")
		case s.Name.Local == "target":
			s.Skip()
		default:
			fmt.Fprintf(&out, "\n<%s %s", s.Name.Space, s.Name.Local)
			s.Attrs(func(n xmlscan.Name, v string) {
				if n.Space != "" || n.Local != "state" && n.Local != "subState" && n.Local != "trgLang" && n.Local != "target-language" {
					fmt.Fprintf(&out, " %s %s=%q", n.Space, n.Local, v)
				}
			})
		}
	}
	return out.String()
}

// touched is all that a fill may put in or change, as it stands in the agencies'
// files.
var touched = regexp.MustCompile(`\s*<(?:x:)?target[^>]*/>|\s*<(?:x:)?target(?s:.*?)</(?:x:)?target>| (?:state|subState)=(?:"[^"]*"|'[^']*')`)

func TestAnyFillKeepsTheRest(t *testing.T) {
	for _, file := range asTheyCome(t) {
		rest := touched.ReplaceAll(xmlscan.New("f.xlf", file).Source(), nil)
		rapid.Check(t, func(t *rapid.T) {
			got := holdsFill(t, file, func(int) (bool, bool) {
				return rapid.Bool().Draw(t, "fill"), rapid.Bool().Draw(t, "confirmed")
			})
			if left := touched.ReplaceAll(xmlscan.New("f.xlf", got).Source(), nil); !bytes.Equal(left, rest) {
				t.Fatalf("but for its targets the file reads\n%s", left)
			}
			if !bytes.Equal(got[:3], file[:3]) {
				t.Fatalf("it begins with %q, not %q", got[:3], file[:3])
			}
		})
	}
}

// asTheyCome are the agencies' files in the forms that files come in.
func asTheyCome(t testing.TB) (out [][]byte) {
	for _, name := range agencies {
		file := string(read(t, name))
		out = append(out, []byte(file), []byte("\ufeff"+file), []byte(strings.ReplaceAll(file, "\n", "\r\n")))
		wide := []byte{0xff, 0xfe}
		for _, unit := range utf16.Encode([]rune(strings.Replace(file, ` encoding="utf-8"`, "", 1))) {
			wide = binary.LittleEndian.AppendUint16(wide, unit)
		}
		out = append(out, wide)
	}
	return out
}

// Whatever is read is filled without loss, or refused with codes that are known.
func FuzzFill(f *testing.F) {
	for _, file := range asTheyCome(f) {
		f.Add(file, uint8(0xb6))
	}
	for _, file := range golden() {
		f.Add([]byte(file), uint8(0xff))
	}
	f.Add([]byte(whole), uint8(0xff))
	f.Add([]byte(whole12), uint8(0xff))
	f.Fuzz(func(t *testing.T, b []byte, picks uint8) {
		if _, err := Gaps("agency.xlf", b); err != nil {
			for _, code := range codes(err) {
				if code, _, _ = strings.Cut(code, " "); Faults[code] == nil && XMLFaults[code] == nil {
					t.Fatalf("%s is no known code", code)
				}
			}
			return
		}
		holdsFill(t, b, func(i int) (fill, confirmed bool) { return picks>>(i%8)&1 == 1, picks>>(i%7)&1 == 1 })
	})
}
