package plainxml_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"bayan/releases"
	"bayan/releases/memory/plainxml"
)

// tokens writes a file's tokens as one line.
func tokens(r io.Reader) (string, error) {
	var b strings.Builder
	in := plainxml.NewReader("press.xml", r)
	for {
		t, err := in.Next()
		if err != nil {
			return b.String(), err
		}
		switch t.Kind {
		case plainxml.End:
			return b.String(), nil
		case plainxml.Text:
			fmt.Fprintf(&b, "%q", t.Text)
		case plainxml.Close:
			fmt.Fprintf(&b, "</%s>", t.Name.Local)
		case plainxml.Open:
			fmt.Fprintf(&b, "<%s", strings.TrimPrefix(t.Name.Space+":"+t.Name.Local, ":"))
			for _, a := range t.Attributes {
				fmt.Fprintf(&b, " %s=%q", strings.TrimPrefix(a.Space+":"+a.Local, ":"), a.Value)
			}
			b.WriteString(">")
		}
	}
}

func TestTokens(t *testing.T) {
	for text, want := range map[string]string{
		`<a/>`: `<a></a>`,
		"\n<?xml-stylesheet x?><a>\n</a>\n<!---->":                     `<a>"\n"</a>`,
		"<a b='1\t\"2\"' c=\"x>y\"/>":                                  `<a b="1 \"2\"" c="x>y"></a>`,
		`<a>&lt;&#x627;&#39;&amp;amp;</a>`:                             `<a>"<ا'&amp;"</a>`,
		"<a>x<!-- c -->y<![CDATA[<&]]></a>":                            `<a>"x""y""<&"</a>`,
		"<a>1\r\n2\r3</a>":                                             `<a>"1\n2\n3"</a>`,
		`<a xmlns="u"><b xmlns:p="v" p:c="1" d="2"/><p xmlns=""/></a>`: `<u:a><u:b v:c="1" d="2"></b><p></p></a>`,
		`<a xml:lang="ar"/>`:                                           `<a http://www.w3.org/XML/1998/namespace:lang="ar"></a>`,
		`<!DOCTYPE a PUBLIC "-//x" "a.dtd"><a/>`:                       `<a></a>`,
		"<بيان لغة='ar'/>":                                             `<بيان لغة="ar"></بيان>`,
	} {
		for _, r := range []io.Reader{strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text))} {
			if got, err := tokens(r); err != nil || got != want {
				t.Errorf("%q\n got %s, %v\nwant %s", text, got, err, want)
			}
		}
	}
}

func TestFaultsSayWhereAndWhy(t *testing.T) {
	for text, want := range map[string]string{
		"<a>\n<b>\n</a>":     "3 xml-end map[expected:b found:a]",
		"<a>\n&nbsp;</a>":    "2 xml-entity map[entity:nbsp]",
		"<a>]]></a>":         "1 xml-markup map[]",
		"<a><!-- -- --></a>": "1 xml-markup map[]",
		"<a b=\"<\"/>":       "1 xml-attribute map[element:a]",
		"<a b='&#xD800;'/>":  "1 xml-character map[codepoint:U+D800]",
		"<a>\x0b</a>":        "1 xml-character map[codepoint:U+000B]",
		"<1/>":               "1 xml-markup map[]",
		"<a b='1'c='2'/>":    "1 xml-attribute map[element:a]",
		"<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>": "1 xml-attribute-twice map[attribute:x element:a]",
		"<a><!ELEMENT a ANY></a>":                      "1 xml-doctype map[]",
		"</>":                                          "1 xml-end map[expected: found:]",
		"<a><?xml version='1.0'?></a>":                 "1 xml-markup map[]",
	} {
		_, err := tokens(strings.NewReader(text))
		var fault *releases.ParseError
		if !errors.As(err, &fault) {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := fmt.Sprint(fault.Line, " ", fault.Code, " ", fault.Args); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestAFileThatIsTooLargeIsNotRead(t *testing.T) {
	f, err := os.Create(t.TempDir() + "/large.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(plainxml.Largest + 1); err != nil {
		t.Skip(err)
	}
	_, err = tokens(f)
	var fault *releases.ParseError
	if !errors.As(err, &fault) || fault.Code != "xml-too-large" {
		t.Errorf("got %v", err)
	}
}

func TestAReaderThatFails(t *testing.T) {
	_, err := tokens(io.MultiReader(strings.NewReader("<a>"), iotest.ErrReader(errors.New("the disk is gone"))))
	var fault *releases.ParseError
	if !errors.As(err, &fault) || fault.Code != "xml-unread" || fault.Args["detail"] != "the disk is gone" {
		t.Errorf("got %v", err)
	}
}

// FuzzNext holds that what is read is read by encoding/xml as well, and that
// what is written of a text is that text.
func FuzzNext(f *testing.F) {
	for _, s := range []string{
		"<a/>", "<a b='&lt;'>x</a>", "\ufeff<a>&#10;</a>", "<!DOCTYPE a><a/>", "<a xmlns:p='u'><p:b/></a>", "<a><![CDATA[]]]]></a>", "\xff\xfe<\x00a\x00/\x00>\x00", "<a>\r</a>", "<䖀/>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := tokens(strings.NewReader("<a b=\"" + plainxml.Escape(text) + "\">x</a>")); err != nil && strings.ToValidUTF8(text, "") == text {
			t.Fatalf("%q as an attribute: %s, %v", text, got, err)
		}
		if _, err := tokens(strings.NewReader(text)); err != nil {
			return
		}
		if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") || strings.ContainsRune(text, 0) || strings.Contains(text, "encoding") || strings.Contains(text, "<?") {
			return // encoding/xml reads no UTF-16, and judges declarations otherwise
		}
		d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
		for {
			_, err := d.RawToken()
			if err == io.EOF {
				return
			}
			if err != nil && strings.Contains(err.Error(), "invalid XML name") {
				return // it knows the names of the fourth edition, without the letters added since
			}
			if err != nil {
				t.Fatalf("%q: taken here, but encoding/xml says %v", text, err)
			}
		}
	})
}

func BenchmarkNext(b *testing.B) {
	text := "<a>" + strings.Repeat(`<tu tuid="k1"><seg xml:lang="ar">يفتح المرفأ يوم الاثنين.</seg></tu>`+"\n", 10_000) + "</a>"
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		r := plainxml.NewReader("", strings.NewReader(text))
		for {
			t, err := r.Next()
			if err != nil {
				b.Fatal(err)
			}
			if t.Kind == plainxml.End {
				break
			}
		}
	}
}
