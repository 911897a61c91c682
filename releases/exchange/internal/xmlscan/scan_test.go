package xmlscan

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"bayan/releases"
)

// events writes what a scanner finds, a line each.
func events(b []byte) (string, error) {
	s := New("f.xlf", b)
	var out strings.Builder
	for s.Next() {
		switch s.Kind {
		case Start:
			fmt.Fprintf(&out, "%d <%s", s.Line, full(s.Name))
			s.Attrs(func(n Name, v string) { fmt.Fprintf(&out, " %s=%q", full(n), v) })
			out.WriteString(">\n")
		case End:
			fmt.Fprintf(&out, "%d </%s>\n", s.Line, full(s.Name))
		case Text:
			fmt.Fprintf(&out, "%d %q\n", s.Line, s.Text)
		}
	}
	return out.String(), s.Err()
}

func full(n Name) string {
	if n.Space == "" {
		return n.Local
	}
	return "{" + n.Space + "}" + n.Local
}

func TestReads(t *testing.T) {
	const file = "\ufeff<?xml version=\"1.0\" encoding='utf-8'?>\r\n<!-- a <b> & -->\n<?pi x?><a xmlns=\"u:a\" xmlns:x=\"u:x\" k=\"1 &lt;\n2\" x:k='&quot;&#x628;'>\r\n" +
		"t &amp; &#65;\r\nu<x:b/><![CDATA[<c>&amp;]]><!-- - -->v<b xmlns=\"\" xml:space=\"preserve\" ></b\n></a>\n<!--end-->"
	const want = `3 <{u:a}a k="1 < 2" {u:x}k="\"ب">
4 "\nt & A\nu"
6 <{u:x}b>
6 </{u:x}b>
6 "<c>&amp;"
6 "v"
6 <b {http://www.w3.org/XML/1998/namespace}space="preserve">
6 </b>
7 </{u:a}a>
`
	got, err := events([]byte(file))
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
	for name, wide := range map[string][]byte{"little": utf16File(file, 0), "big": utf16File(file, 1)} {
		if _, err := events(wide); codeOf(err) != "xml-encoding" {
			t.Errorf("%s endian: a file that says it is UTF-8: %v", name, err)
		}
	}
	plain := strings.Replace(file, " encoding='utf-8'", "", 1)
	for i := range 2 {
		if got, err := events(utf16File(plain, i)); err != nil || got != want {
			t.Errorf("UTF-16: %v\n%s", err, got)
		}
	}
}

// What is put into a file goes into its encoding; what is not touched is the same.
func TestEncodesAsTheFileIs(t *testing.T) {
	const file = "<a>\r\n\U0001f600 ب</a>"
	for _, b := range [][]byte{[]byte(file), []byte("\ufeff" + file), utf16File("\ufeff"+file, 0), utf16File("\ufeff"+file, 1)} {
		if got := New("f", b).Encode([]byte(file)); !bytes.Equal(got, b) {
			t.Errorf("%q, not %q", got, b)
		}
	}
}

// utf16File encodes a text that begins with a byte order mark; big tells its order.
func utf16File(s string, big int) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		pair := [2]byte{byte(u), byte(u >> 8)}
		out = append(out, pair[big], pair[1-big])
	}
	return out
}

func codeOf(err error) string {
	var fault *releases.ParseError
	if errors.As(err, &fault) {
		return fault.Code
	}
	return ""
}

func TestRefuses(t *testing.T) {
	for _, one := range []struct {
		file, code string
		line       int
	}{
		{"", "xml-truncated", 1},
		{"<!-- only -->", "xml-truncated", 1},
		{"press release", "xml-syntax", 1},
		{"<a/>x", "xml-syntax", 1},
		{"<a/>\n<b/>", "xml-second-root", 2},
		{"<a>\n<b>\n</a>", "xml-end-tag", 3},
		{"</a>", "xml-end-tag", 1},
		{"<a>", "xml-truncated", 1},
		{"<a", "xml-truncated", 1},
		{"<a b", "xml-truncated", 1},
		{"<a b='", "xml-truncated", 1},
		{"<a>\n<b c='d'", "xml-truncated", 2},
		{"<a></a", "xml-truncated", 1},
		{"<a><![CDATA[", "xml-truncated", 1},
		{"<a><!-", "xml-truncated", 1},
		{"<a><!-- ", "xml-truncated", 1},
		{"<?xml version='1.0'", "xml-truncated", 1},
		{"<?xml version='2.0'?><a/>", "xml-syntax", 1},
		{" <?xml version='1.0'?><a/>", "xml-syntax", 1},
		{"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "xml-encoding", 1},
		{"<?xml version='1.0' encoding='UTF-16'?><a/>", "xml-encoding", 1},
		{"<\x00a\x00/\x00>\x00", "xml-encoding", 1},
		{"\xff\xfe<\x00a", "xml-not-utf", 1},
		{"\xff\xfe<\x00\x00\xd8/\x00", "xml-not-utf", 1},
		{"<a>\n\xff</a>", "xml-not-utf", 2},
		{"<a>\xed\xa0\x80</a>", "xml-not-utf", 1},
		{"<a>\x01</a>", "xml-character", 1},
		{"<a>\ufffe</a>", "xml-character", 1},
		{"<a>&#0;</a>", "xml-character", 1},
		{"<a>&#xD800;</a>", "xml-character", 1},
		{"<a>&#99999999999;</a>", "xml-character", 1},
		{"<a>&#;</a>", "xml-syntax", 1},
		{"<a>&#x;</a>", "xml-syntax", 1},
		{"<a>&#+65;</a>", "xml-syntax", 1},
		{"<a>& b</a>", "xml-syntax", 1},
		{"<a>&nbsp;</a>", "xml-entity", 1},
		{"<a b='&e;'/>", "xml-entity", 1},
		{"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///x'>]><a>&e;</a>", "xml-doctype", 1},
		{"<a><!DOCTYPE a></a>", "xml-doctype", 1},
		{"<a><!ELEMENT b></a>", "xml-syntax", 1},
		{"<a b='1' b='2'/>", "xml-attribute-twice", 1},
		{"<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>", "xml-attribute-twice", 1},
		{"<a xmlns='u' xmlns='v'/>", "xml-attribute-twice", 1},
		{"<x:a/>", "xml-prefix", 1},
		{"<a x:b='1'/>", "xml-prefix", 1},
		{"<a><x:b xmlns:x='u'/><x:c/></a>", "xml-prefix", 1},
		{"<a xmlns:x=''/>", "xml-prefix", 1},
		{"<a xmlns:xml='u'/>", "xml-prefix", 1},
		{"<a b=1/>", "xml-syntax", 1},
		{"<a b/>", "xml-syntax", 1},
		{"<a b='1'c='2'/>", "xml-syntax", 1},
		{"<a b='<'/>", "xml-syntax", 1},
		{"<a>]]></a>", "xml-syntax", 1},
		{"<a><!-- -- --></a>", "xml-syntax", 1},
		{"<a><?xml version='1.0'?></a>", "xml-syntax", 1},
		{"< a/>", "xml-syntax", 1},
		{"<a / >", "xml-syntax", 1},
		{"<a:/>", "xml-syntax", 1},
		{"<a:b:c xmlns:a='u'/>", "xml-syntax", 1},
		{"<1/>", "xml-syntax", 1},
		{"<![CDATA[x]]><a/>", "xml-syntax", 1},
		{"<a>\r<b>\r</a>", "xml-end-tag", 3},
		{strings.Repeat("<a>", 2_000_000), "xml-too-deep", 1},
		{"<a " + manyAttributes(1_000_000) + "/>", "xml-too-many", 1},
	} {
		_, err := events([]byte(one.file))
		var fault *releases.ParseError
		if !errors.As(err, &fault) || fault.Code != one.code || fault.Line != one.line {
			t.Errorf("%.60q: %v, want %s in line %d", one.file, err, one.code, one.line)
		} else if args, known := Faults[fault.Code]; !known || len(args) != len(fault.Args) {
			t.Errorf("%s has the arguments %v, want %v", fault.Code, fault.Args, args)
		}
	}
	if s := New("big.xlf", make([]byte, MaxBytes+1)); s.Next() || codeOf(s.Err()) != "xml-too-large" {
		t.Errorf("a file over the bound: %v", s.Err())
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " a%d=''", i)
	}
	return b.String()
}

// What AppendText and AppendAttr write is read back.
func TestWrittenTextIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.OneOf(rapid.RuneFrom([]rune("<>&\"']\r\n\t x")), rapid.Rune())).Draw(t, "text")
		want := strings.Map(func(r rune) rune {
			if !Allowed(r) {
				return '\ufffd'
			}
			return r
		}, text)
		file := append(AppendAttr([]byte(`<a b="`), text), `">`...)
		file = append(AppendText(file, text), "</a>"...)
		s := New("f", file)
		s.Next()
		got := ""
		attr := s.Attr("b")
		for s.Next() {
			if s.Kind == Text {
				got += string(s.Text)
			}
		}
		if s.Err() != nil || got != want || attr != want {
			t.Fatalf("%v: %q and %q, want %q", s.Err(), got, attr, want)
		}
	})
}

// Whatever is scanned ends, in places that lie in order; and where the standard
// library's decoder accepts a file that we accept, both read the same.
func FuzzScan(f *testing.F) {
	for _, file := range []string{
		"<a/>", "<a b='&lt;'>x<b/>&amp;</a>", "<?xml version='1.0'?><!-- c --><a xmlns='u' xmlns:p='v'><p:b p:c='1'><![CDATA[x]]></p:b></a>",
		"\xff\xfe<\x00a\x00/\x00>\x00", "<!DOCTYPE a>", "<a>\r\n&#13;</a>", "<a b='1' b='2'/>",
	} {
		f.Add([]byte(file))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s := New("f", b)
		ours, last := "", 0
		for s.Next() {
			if s.From < last && s.Kind != End || s.To < s.From || s.To > len(s.Source()) {
				t.Fatalf("%d…%d after %d", s.From, s.To, last)
			}
			last = s.From
			switch s.Kind {
			case Start:
				ours += "<" + full(s.Name) + ">"
			case End:
				ours += "</>"
			case Text:
				ours += string(s.Text)
			}
		}
		if s.Err() != nil {
			if Faults[codeOf(s.Err())] == nil {
				t.Fatalf("%v is no known code", s.Err())
			}
			return
		}
		theirs, err := decoded(s.Source())
		if err == nil && ours != theirs {
			t.Fatalf("%q, the standard library reads %q", ours, theirs)
		}
	})
}

func decoded(b []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(b))
	out, depth := "", 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			out += "<" + full(Name{token.Name.Space, token.Name.Local}) + ">"
		case xml.EndElement:
			depth--
			out += "</>"
		case xml.CharData:
			if depth > 0 {
				out += string(token)
			}
		}
	}
}

func BenchmarkScan(b *testing.B) {
	unit := `<trans-unit id="b7-2" xml:space="preserve"><source>Around <g id="1" ctype="bold">3,750 volunteers</g> &amp; friends.</source><target>نحو ٣٬٧٥٠ متطوعاً</target></trans-unit>` + "\n"
	file := []byte("<xliff>" + strings.Repeat(unit, 10_000) + "</xliff>")
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		s := New("f", file)
		for s.Next() {
		}
		if s.Err() != nil {
			b.Fatal(s.Err())
		}
	}
}
