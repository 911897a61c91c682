package xliff

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"bayan/releases/exchange/internal/trial"
)

func wide(s string, mark bool) string {
	var b strings.Builder
	if mark {
		b.WriteString("\xfe\xff")
	}
	for _, u := range utf16.Encode([]rune(s)) {
		b.Write([]byte{byte(u >> 8), byte(u)})
	}
	return b.String()
}

// Files that somebody made to harm, or that broke on the way: each is refused
// with what is wrong with it, or read right ("").
func TestHostileFiles(t *testing.T) {
	const million = 1_000_000
	unit := func(inside string) func(string) string {
		return func(s string) string {
			return strings.Replace(s, "<source>Press release</source>", "<source>Press release</source>"+inside, 1)
		}
	}
	head := func(s string) func(string) string {
		return func(file string) string { return strings.Replace(file, "?>\n", "?>\n"+s+"\n", 1) }
	}
	bomb := `<!DOCTYPE x [<!ENTITY a "ha">` + strings.Repeat(`<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">`, 20) + `]>`
	for _, one := range []struct {
		name string
		do   func(string) string
		want string
	}{
		{"an external entity", head(`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///secret">]>`), "xml-doctype"},
		{"a billion laughs", head(bomb), "xml-doctype"},
		{"a document type in lower case", head(`<!doctype x>`), "xml-syntax"},
		{"an entity of its own", unit("<note>&secret;</note>"), "xml-entity"},
		{"two million elements within each other", unit(strings.Repeat("<g>", 2*million)), "xml-too-deep"},
		{"two million elements beside each other", unit(strings.Repeat("<note/>", 2*million)), ""},
		{"a million attributes", unit("<note " + strings.Repeat("x='' ", million) + "/>"), "xml-attribute-twice"},
		{"a million namespaces", unit("<note " + strings.Repeat("xmlns:x='u' ", million) + "/>"), "xml-attribute-twice"},
		{"an attribute of ten megabytes", unit("<note from='" + strings.Repeat("&amp; ", 2*million) + "'/>"), ""},
		{"a name of ten megabytes", unit("<" + strings.Repeat("n", 10*million) + "/>"), ""},
		{"a million comments", unit(strings.Repeat("<!-- -->", million)), ""},
		{"a million references", unit("<note>" + strings.Repeat("&#65;", million) + "</note>"), ""},
		{"a comment without end", unit("<!-- " + strings.Repeat("- ", million)), "xml-truncated"},
		{"brackets", func(string) string { return strings.Repeat("<", 10*million) }, "xml-syntax"},
		{"a second root", func(s string) string { return s + s[strings.Index(s, "<xliff"):] }, "xml-second-root"},
		{"invalid UTF-8", unit("<note>\xc3\x28</note>"), "xml-not-utf"},
		{"overlong UTF-8", unit("<note>\xc0\xae</note>"), "xml-not-utf"},
		{"UTF-16 without its mark", func(s string) string { return wide(s, false) }, "xml-encoding"},
		{"UTF-16 that says UTF-8", func(s string) string { return wide(s, true) }, "xml-encoding"},
		{"UTF-16", func(s string) string { return wide(strings.Replace(s, "UTF-8", "UTF-16", 1), true) }, ""},
		{"UTF-16 cut in the middle of a letter", func(s string) string {
			w := wide(strings.Replace(s, "UTF-8", "UTF-16", 1), true)
			return w[:len(w)-1]
		}, "xml-not-utf"},
		{"a byte order mark", func(s string) string { return "\ufeff" + s }, ""},
		{"two byte order marks", func(s string) string { return "\ufeff\ufeff" + s }, "xml-syntax"},
		{"carriage returns alone", func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }, ""},
		{"a null", unit("<note>\x00</note>"), "xml-character"},
		{"cut short", func(s string) string { return s[:len(s)-3] }, "xml-truncated"},
		{"empty", func(string) string { return "" }, "xml-truncated"},
		{"a prefix without a namespace", unit("<x:note/>"), "xml-prefix"},
		{"over the bound", func(s string) string { return s + strings.Repeat(" ", MaxBytes) }, "xml-too-large"},
		{"a million comments within a word", func(s string) string {
			return strings.ReplaceAll(s, "Press release", "Press "+strings.Repeat("<!-- -->", million)+"release")
		}, ""},
		{"a note in a million pieces", unit("<note>" + strings.Repeat("x<!-- -->", million) + "</note>"), ""},
		{"more units than any release", func(s string) string {
			var b strings.Builder
			for i := range maxUnits {
				fmt.Fprintf(&b, `<trans-unit id="x%d"><source/></trans-unit><unit id="x%d"><segment><source/></segment></unit>`, i, i)
			}
			return strings.Replace(s, "</group>", b.String()+"</group>", 1)
		}, "units-too-many"},
		{"a million codes in a unit", func(s string) string {
			return strings.ReplaceAll(s, "<source>Dr.", "<source>"+strings.Repeat(`<x id="1"/><ph id="1"/>`, million)+"Dr.")
		}, "unit-too-large b2-3"},
		{"units that are one", func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(s, `id="b3-1"`, `id="b2-1"`), `id="b3-2"`, `id="b2-1"`)
		}, "unit-twice b2-1 unit-twice b2-1"},
	} {
		for version, w := range versions {
			t.Run(one.name+" "+version, func(t *testing.T) {
				j := trial.First()
				whole := echo(written(t, w, j))
				got, _, err := home(t, j, one.do(whole))
				want, _, _ := home(t, j, whole)
				if strings.Join(codes(err), " ") != one.want || err == nil && got != want {
					t.Errorf("told %v, want %q\n%.2000s", codes(err), one.want, got)
				}
			})
		}
	}
}
