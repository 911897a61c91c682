package po

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases/exchange"
	"bayan/releases/segment"
)

func given(target, was string, confirmed bool) *exchange.Filling {
	return &exchange.Filling{Target: segment.Coded{Parts: []segment.Part{{Text: target}}}, Was: was, Confirmed: confirmed}
}

// office is what a memory holds for messages of the site.
var office = map[string]*exchange.Filling{
	"Tide tables":                        given("جداول المد", "Tide tables", true),
	"The pier is open until %s.":         given("الرصيف مفتوح حتى %s.", "The pier stays open until %s.", false),
	"The pier is \"closed\", and wet.\n": given("الرصيف \"مغلق\" ومبلّل.\n", "The pier is \"closed\", and wet.\n", true),
	"Call the harbour office":            given("الاتصال بمكتب الميناء", "Call the\nharbour office", false),
	"Bring a rope.\nBring a friend.":     given("يلزم حبل.\nويلزم صديق.", "Bring a rope.\nBring a friend.", false), // as it was before its source changed
	"Wind":                               given("الريح", "Wind", true),
}

func remembered(g exchange.Gaps) []*exchange.Filling {
	with := make([]*exchange.Filling, len(g.All))
	for i, gap := range g.All {
		if with[i] = office[gap.Source.Plain()]; with[i] != nil && gap.Unsure {
			unsure := *with[i]
			unsure.Confirmed, with[i] = false, &unsure
		}
	}
	return with
}

func siteFile(t testing.TB) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "fill", "site.po"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestACatalogueIsFilled(t *testing.T) {
	g, err := Gaps("site.po", siteFile(t))
	if err != nil {
		t.Fatal(err)
	}
	if g.From != "en" || g.To != "ar" || g.Units != 10 || g.Apart != 1 || len(g.All) != 7 {
		t.Errorf("%+v", g)
	}
	if gap := g.All[2]; gap.Unit != "sign" || gap.Line != 21 || gap.Unsure || !g.All[5].Unsure {
		t.Errorf("gaps %+v", g.All)
	}
	golden(t, filepath.Join("fill", "site.filled.po"), g.Fill("ar", remembered(g)))
}

// gettext takes what was filled, and says of the flags what we mean.
func TestGettextTakesWhatWasFilled(t *testing.T) {
	need(t, "msgfmt", "msgattrib")
	g, err := Gaps("site.po", siteFile(t))
	if err != nil {
		t.Fatal(err)
	}
	filled := g.Fill("ar", remembered(g))
	run(t, filled, "msgfmt", "-c", "-o", "/dev/null", "-")
	fuzzy := string(run(t, filled, "msgattrib", "--only-fuzzy", "--no-obsolete", "-"))
	for _, id := range []string{"The pier is open until %s.", "Call the harbour office", "Bring a rope.", "Wind", "Harbour"} {
		if !strings.Contains(fuzzy, id) {
			t.Errorf("%q counts as confirmed", id)
		}
	}
	if strings.Contains(fuzzy, "Tide tables") || strings.Contains(fuzzy, "closed") {
		t.Errorf("what is confirmed counts as fuzzy:\n%s", fuzzy)
	}
}

// What is put in ends its lines as the file does.
func TestLinesEndAsTheFilesDo(t *testing.T) {
	for _, end := range []string{"\r\n", "\r"} {
		g, err := Gaps("site.po", bytes.ReplaceAll(siteFile(t), []byte("\n"), []byte(end)))
		if err != nil {
			t.Fatal(err)
		}
		filled := string(g.Fill("ar", remembered(g)))
		if rest := strings.ReplaceAll(filled, end, ""); strings.ContainsAny(rest, "\r\n") {
			t.Errorf("%q is not the only end of a line in\n%q", end, filled)
		}
	}
}

// holdsFill fills some messages of a catalogue and says what is wrong with what it
// gives.
func holdsFill(t failing, b []byte, pick func(i int) *exchange.Filling) {
	g, err := Gaps("f.po", b)
	if err != nil {
		t.Fatalf("%v", err)
	}
	if got := g.Fill("ar", make([]*exchange.Filling, len(g.All))); !bytes.Equal(got, b) {
		t.Fatalf("with nothing filled it reads\n%s", got)
	}
	with := make([]*exchange.Filling, len(g.All))
	for i := range with {
		with[i] = pick(i)
	}
	got := g.Fill("ar", with)
	was, _, err := Parse("f.po", b)
	if err != nil {
		t.Fatalf("%v", err)
	}
	is, _, err := Parse("filled.po", got)
	if err != nil {
		t.Fatalf("what was filled does not read: %v\n%q\nof\n%q", err, got, b)
	}
	n := 0
	for i := range was.Entries {
		e := &was.Entries[i]
		if strings.TrimSpace(e.ID) == "" || e.HasPlural || e.Str[0] != "" {
			continue
		}
		if one := with[n]; one != nil {
			e.Str[0] = one.Target.Plain()
			if !one.Confirmed && !e.Fuzzy() {
				e.Flags = slices.Insert(e.Flags, 0, fuzzy)
			}
			if !one.Confirmed && e.Previous == nil && one.Was != e.ID {
				e.Previous = &Previous{Message: Message{ID: one.Was}, HasID: true}
			}
		}
		n++
	}
	if n != len(with) {
		t.Fatalf("%d gaps of %d", len(with), n)
	}
	if was, is := withoutLines(was), withoutLines(is); !reflect.DeepEqual(is, was) {
		t.Fatalf("read\n%s\nnot\n%s\nin\n%q\nof\n%q", inFull(is), inFull(was), got, b)
	}
	if !within(b, got) {
		t.Fatalf("bytes were lost or moved:\n%q\nof\n%q", got, b)
	}
}

// within tells that a file has every byte of another, in order.
func within(small, large []byte) bool {
	for _, c := range small {
		i := bytes.IndexByte(large, c)
		if i < 0 {
			return false
		}
		large = large[i+1:]
	}
	return true
}

// A catalogue as people and programs lay it out: any file, with its strings wrapped,
// its lines ended and indented in one way or the other.
func TestAnyFillKeepsTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t, anyString(true))
		for i := range f.Entries {
			if !f.Entries[i].HasPlural && rapid.Bool().Draw(t, "empty") {
				f.Entries[i].Str = []string{""}
			}
		}
		file := strings.ReplaceAll(string(written(t, f)), "\n", rapid.SampledFrom([]string{"\n", "\r\n", "\r", "\n\t"}).Draw(t, "end"))
		file = rapid.SampledFrom([]string{"", "\ufeff"}).Draw(t, "mark") + strings.ReplaceAll(file, "#, ", rapid.SampledFrom([]string{"#, ", "#,", "#,\t"}).Draw(t, "flags"))
		holdsFill(t, []byte(file), func(int) *exchange.Filling {
			if rapid.Bool().Draw(t, "left") {
				return nil
			}
			return given("ن"+anyString(true).Draw(t, "target"), anyString(true).Draw(t, "was"), rapid.Bool().Draw(t, "confirmed"))
		})
	})
}

// Whatever is read is filled without loss.
func FuzzFill(f *testing.F) {
	f.Add(siteFile(f), "رصيف\n", "pier", uint8(0xb6))
	f.Add([]byte("msgid\"a\"msgstr\"\"msgid \"b\" msgstr \"\" \"\"\n#,\n#| msgid \"c\"\n  msgctxt \"\" msgid \"d\"\rmsgstr\"\""), "x\ny", "", uint8(0x55))
	f.Add([]byte("\ufeffmsgid \"a\"\nmsgstr \"\""), "x", "y", uint8(0))
	f.Fuzz(func(t *testing.T, b []byte, target, was string, picks uint8) {
		if _, err := Gaps("f.po", b); err != nil {
			faultsOf(t, err)
			return
		}
		target, was = strings.ToValidUTF8(target, "?"), strings.ToValidUTF8(was, "?")
		holdsFill(t, b, func(i int) *exchange.Filling {
			if target == "" || picks>>(i%8)&1 == 1 {
				return nil
			}
			return given(target, was, picks>>(i%7)&1 == 1)
		})
	})
}
