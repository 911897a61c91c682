package tmx_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"bayan/releases"
	"bayan/releases/memory"
	"bayan/releases/memory/plainxml"
	"bayan/releases/memory/tmx"
)

func read(text string) (units []memory.Unit, header tmx.Header, err error) {
	header, err = tmx.Read("desk.tmx", strings.NewReader(text), func(u memory.Unit) error {
		units = append(units, u)
		return nil
	})
	return units, header, err
}

func write(t testing.TB, h tmx.Header, units []memory.Unit) string {
	t.Helper()
	var b bytes.Buffer
	err := tmx.Write(&b, h, func(yield func(memory.Unit) error) error {
		for _, u := range units {
			if err := yield(u); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func desk(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile("testdata/desk.tmx")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAMemoryOfAnotherMakerIsRead(t *testing.T) {
	units, header, err := read(desk(t))
	if err != nil {
		t.Fatal(err)
	}
	if header.Tool != "OtherTool" || header.Source != "en-US" || len(header.Notes) != 2 {
		t.Errorf("header %+v", header)
	}
	var lines []string
	for _, u := range units {
		lines = append(lines, fmt.Sprintf("%s %s→%s %q → %q", u.Origin.ID, u.From, u.To, u.Source.Words, u.Target.Words))
	}
	want := []string{
		`h-1 en-US→ar-SY "The harbour opens & closes." → "يفتح المرفأ ويغلق."`,
		`h-2 ar→EN "تدخل <السفن>." → "Ships may enter."`,
		` en→ar "Fog" → "ضباب"`,
		` en→fr "Fog" → "Brouillard"`,
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	first := units[0]
	if first.Origin.By != "layla" || first.Origin.At != "2026-11-22T14:30:00Z" || !first.Reviewed || len(first.Notes) != 2 {
		t.Errorf("of the first unit is known %+v %v", first.Origin, first.Notes)
	}
	if got := first.Source.Codes; len(got) != 3 || got[0].At != 4 || got[0].Body != "&lt;b&gt;" || got[1].Kind != memory.Closes || got[2].X != "2" {
		t.Errorf("codes %+v", got)
	}
	if units[1].Before != "المطر قريب." || units[1].After != "الثلج قريب." {
		t.Errorf("around the second unit stand %q and %q", units[1].Before, units[1].After)
	}
}

func TestWhatComesInGoesOut(t *testing.T) {
	units, header, err := read(desk(t))
	if err != nil {
		t.Fatal(err)
	}
	approved := memory.Unit{
		From: "en", To: "ar", Source: memory.Plain("Rain\r\n\tis near \"us\" <now>."), Target: memory.Plain("المطر قريب."),
		Before: "Good morning.", Stale: true,
		Origin: memory.Origin{Release: "k7", ID: "rain", Version: 3, ApprovedBy: []string{"rami", "sana"}, At: "2026-01-02T03:04:05Z"},
	}
	units = append(units, approved)
	written := write(t, header, units)
	again, _, err := read(written)
	if err != nil {
		t.Fatalf("%v in\n%s", err, written)
	}
	if !reflect.DeepEqual(again, units) {
		t.Errorf("came home as\n%+v\nwas\n%+v\nin\n%s", again, units, written)
	}
	if second := write(t, header, again); second != written {
		t.Errorf("written again it differs:\n%s\nfrom\n%s", second, written)
	}
}

func TestEncodings(t *testing.T) {
	want, _, err := read(desk(t))
	if err != nil {
		t.Fatal(err)
	}
	utf16 := strings.Replace(desk(t), "UTF-8", "UTF-16", 1)
	encode := func(order unicode.Endianness, bom unicode.BOMPolicy) string {
		s, err := unicode.UTF16(order, bom).NewEncoder().String(utf16)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for name, text := range map[string]string{
		"bom":        "\ufeff" + desk(t),
		"crlf":       strings.ReplaceAll(desk(t), "\n", "\r\n"),
		"cr":         strings.ReplaceAll(desk(t), "\n", "\r"),
		"utf-16le":   encode(unicode.LittleEndian, unicode.UseBOM),
		"utf-16be":   encode(unicode.BigEndian, unicode.UseBOM),
		"no bom, le": encode(unicode.LittleEndian, unicode.IgnoreBOM),
		"no bom, be": encode(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		if got, _, err := read(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, or other units", name, err)
		}
	}
}

const (
	head = `<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body>`
	tail = `</body></tmx>`
	fog  = `<tu><tuv xml:lang="en"><seg>Fog</seg></tuv><tuv xml:lang="ar"><seg>ضباب</seg></tuv></tu>`
)

// hostile are files that must end with a fault, and what it must be.
var hostile = map[string]struct{ text, code string }{
	"empty":            {"", "xml-no-root"},
	"words":            {"Dear editor,", "xml-outside"},
	"another kind":     {"<html></html>", "tmx-root"},
	"version 2":        {`<tmx version="2.0"/>`, "tmx-version"},
	"entity":           {`<!DOCTYPE tmx [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + head[21:] + tail, "xml-doctype"},
	"laughs":           {head + `<tu><note>&lol;</note></tu>` + tail, "xml-entity"},
	"second root":      {head + tail + "<tmx/>", "xml-second-root"},
	"text behind":      {head + tail + "more", "xml-outside"},
	"cut":              {(head + fog)[:len(head)+60], "xml-truncated"},
	"not closed":       {head + fog, "xml-truncated"},
	"crossed":          {head + `<tu></body></tu>`, "xml-end"},
	"attribute twice":  {head + `<tu tuid="a" tuid="b"/>` + tail, "xml-attribute-twice"},
	"no quotes":        {head + `<tu tuid=a/>` + tail, "xml-attribute"},
	"prefix":           {head + `<x:tu/>` + tail, "xml-prefix"},
	"latin-1":          {`<?xml version="1.0" encoding="ISO-8859-1"?>` + head[21:] + tail, "xml-encoding"},
	"invalid utf-8":    {head + "<tu><note>\xff</note></tu>" + tail, "xml-bytes"},
	"surrogate":        {"\xff\xfe<\x00t\x00\x00\xd8>\x00", "xml-bytes"},
	"null":             {head + "<tu>\x00</tu>" + tail, "xml-character"},
	"null reference":   {head + "<tu><note>&#0;</note></tu>" + tail, "xml-character"},
	"one language":     {head + `<tu><tuv xml:lang="en"><seg>Fog</seg></tuv></tu>` + tail, "tmx-alone"},
	"no language":      {head + `<tu><tuv><seg>Fog</seg></tuv></tu>` + tail, "tmx-attribute"},
	"language":         {head + `<tu><tuv xml:lang="e n"><seg>Fog</seg></tuv></tu>` + tail, "tmx-language"},
	"two segments":     {head + `<tu><tuv xml:lang="en"><seg>Fog</seg><seg>Fog</seg></tuv></tu>` + tail, "tmx-segment"},
	"stray element":    {head + `<tu><tuv xml:lang="en"><seg>Fog<script/></seg></tuv></tu>` + tail, "tmx-element"},
	"stray words":      {head + `fog` + tail, "tmx-text"},
	"code without i":   {head + `<tu><tuv xml:lang="en"><seg><bpt/>Fog</seg></tuv></tu>` + tail, "tmx-attribute"},
	"two million deep": {head + strings.Repeat("<tu>", 2_000_000), "tmx-element"},
	"deep in a code":   {head + `<tu><tuv xml:lang="en"><seg>` + strings.Repeat("<hi>", 2_000_000), "xml-too-deep"},
	"long segment":     {head + `<tu><tuv xml:lang="en"><seg>` + strings.Repeat("fog ", 1<<15) + `</seg></tuv></tu>` + tail, "tmx-long"},
	"long text":        {head + `<tu><tuv xml:lang="en"><seg>` + strings.Repeat("fog ", 1<<22), "xml-too-long"},
	"long tag":         {head + `<tu tuid="` + strings.Repeat("fog ", 1<<22), "xml-too-long"},
	"long comment":     {head + `<!--` + strings.Repeat("fog ", 1<<22), "xml-too-long"},
	"many attributes":  {head + `<tu` + manyAttributes() + `/>` + tail, "xml-attributes"},
}

func manyAttributes() string {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, ` a%d="x"`, i)
	}
	return b.String()
}

func TestHostileFilesAreRefused(t *testing.T) {
	known := func(code string) bool {
		_, ours := tmx.Faults[code]
		_, xml := plainxml.Faults[code]
		return ours || xml
	}
	for name, c := range hostile {
		_, _, err := read(c.text)
		var fault *releases.ParseError
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if fault.Code != c.code || fault.File != "desk.tmx" || fault.Line < 1 || !known(fault.Code) {
			t.Errorf("%s: %s at line %d of %q, want %s", name, fault.Code, fault.Line, fault.File, c.code)
		}
		args := slices.Concat(tmx.Faults[fault.Code], plainxml.Faults[fault.Code])
		for arg := range fault.Args {
			if !slices.Contains(args, arg) && arg != "unit" {
				t.Errorf("%s: %s has the argument %s, which no sentence knows", name, fault.Code, arg)
			}
		}
	}
}

// TestAFileOfAnySizeNeedsLittleMemory reads 15 MB that nobody holds at once.
func TestAFileOfAnySizeNeedsLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 15 MB")
	}
	repeated := &repeat{head: head, body: strings.Repeat(fog, 100), times: 1_500}
	var most uint64
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	n := 0
	_, err := tmx.Read("large.tmx", repeated, func(memory.Unit) error {
		if n++; n%50_000 == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
		return nil
	})
	var fault *releases.ParseError
	if !errors.As(err, &fault) || fault.Code != "xml-truncated" || n != 150_000 {
		t.Errorf("%d units, %v", n, err)
	}
	if most > before.HeapInuse+4<<20 {
		t.Errorf("%d MB in use, %d before", most>>20, before.HeapInuse>>20)
	}
}

// repeat is head, and body so many times.
type repeat struct {
	head, body string
	times      int
	rest       string
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.head != "" {
		r.rest, r.head = r.head, ""
	}
	if r.rest == "" {
		if r.times == 0 {
			return 0, io.EOF
		}
		r.times--
		r.rest = r.body
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func FuzzRead(f *testing.F) {
	f.Add(desk(f))
	for _, c := range hostile {
		if len(c.text) < 4096 {
			f.Add(c.text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		units, header, err := read(text)
		if err != nil {
			var fault *releases.ParseError
			if !errors.As(err, &fault) {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		written := write(t, header, units)
		again, _, err := read(written)
		if err != nil {
			t.Fatalf("%v in what was written:\n%s", err, written)
		}
		if len(again) != len(units) {
			t.Fatalf("%d units became %d:\n%s", len(units), len(again), written)
		}
		for i := range units {
			if again[i].Source.Words != units[i].Source.Words || again[i].Target.Words != units[i].Target.Words || len(again[i].Source.Codes) != len(units[i].Source.Codes) {
				t.Fatalf("%+v became %+v in\n%s", units[i], again[i], written)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	text := head + strings.Repeat(fog, 10_000) + tail
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tmx.Read("", strings.NewReader(text), func(memory.Unit) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

func Example() {
	units := []memory.Unit{{
		From: "en", To: "ar", Reviewed: true, Source: memory.Plain("Fog is near."), Target: memory.Plain("الضباب قريب."),
		Origin: memory.Origin{ID: "fog-1"},
	}}
	tmx.Write(os.Stdout, tmx.Header{ToolVersion: "1.0"}, func(yield func(memory.Unit) error) error {
		for _, u := range units {
			if err := yield(u); err != nil {
				return err
			}
		}
		return nil
	})
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <tmx version="1.4">
	// <header creationtool="bayan" creationtoolversion="1.0" segtype="sentence" o-tmf="bayan" adminlang="en" srclang="*all*" datatype="plaintext">
	// </header>
	// <body>
	// <tu tuid="fog-1" srclang="en">
	// <tuv xml:lang="en"><seg>Fog is near.</seg></tuv>
	// <tuv xml:lang="ar"><seg>الضباب قريب.</seg></tuv>
	// </tu>
	// </body>
	// </tmx>
}
