package mail_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/format/internal/example"
	"bayan/releases/format/internal/golden"
	"bayan/releases/format/internal/judges"
	"bayan/releases/format/mail"
)

// message is one as a mail program reads it.
type message struct {
	netmail.Header
	raw, plain, html string
}

func read(t interface {
	Helper()
	Fatal(...any)
}, e releases.Edition, l releases.Language) message {
	t.Helper()
	var b bytes.Buffer
	if err := mail.Write(&b, e, l); err != nil {
		t.Fatal(err)
	}
	m := message{raw: b.String()}
	parsed, err := netmail.ReadMessage(&b)
	if err != nil {
		t.Fatal(err)
	}
	m.Header = parsed.Header
	kind, params, err := mime.ParseMediaType(parsed.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatal(kind, err)
	}
	parts := multipart.NewReader(parsed.Body, params["boundary"])
	for {
		p, err := parts.NextRawPart()
		if err == io.EOF {
			return m
		}
		if err != nil {
			t.Fatal(err)
		}
		words, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(words), "\r\n", "\n")
		switch p.Header.Get("Content-Type") {
		case "text/plain; charset=utf-8":
			m.plain = text
		case "text/html; charset=utf-8":
			if m.plain == "" {
				t.Fatal("the best alternative is not the last")
			}
			m.html = text
		}
		if p.Header.Get("Content-Language") != string(l) {
			t.Fatal("a part says another language")
		}
	}
}

func subjectOf(t *testing.T, m message) string {
	t.Helper()
	s, err := new(mime.WordDecoder).DecodeHeader(m.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMessage(t *testing.T) {
	for _, l := range []releases.Language{"en", "ar"} {
		m := read(t, example.Corrected(), l)
		golden.Equal(t, string(l)+".txt", []byte(m.plain))
		golden.Equal(t, string(l)+".html", []byte(m.html))
		head, _, _ := strings.Cut(m.raw, "\r\n\r\n")
		golden.Equal(t, string(l)+".head", []byte(strings.ReplaceAll(head, "\r\n", "\n")+"\n"))
	}
}

func TestSentAsItWasPublished(t *testing.T) {
	e := example.Signed()
	m := read(t, e, "ar")
	if got := subjectOf(t, m); got != e.Texts[1].Text.Headline() {
		t.Errorf("the subject is %q", got)
	}
	from, err := m.AddressList("From")
	if err != nil || from[0].Name != "جمعية إنقاذ بحيرة طرفا" || from[0].Address != "press@tarfa-rescue.example" {
		t.Errorf("it is from %v, %v", from, err)
	}
	if at, err := m.Date(); err != nil || !at.Equal(e.Published) {
		t.Errorf("it is dated %v, %v", at, err)
	}
	if m.Get("Content-Language") != "ar" || m.Get("To") != "" || !strings.HasSuffix(m.Get("Message-ID"), ".ar@tarfa-rescue.example>") {
		t.Errorf("%v", m.Header)
	}
	if other := read(t, e, "en"); other.Get("Message-ID") == m.Get("Message-ID") {
		t.Error("two messages have one name")
	}
}

func TestDraftUnderEmbargoSaysSoFirst(t *testing.T) {
	e := example.Draft()
	for l, want := range map[releases.Language]string{
		"en": "[DRAFT] [Under embargo until 22 November 2026, 08:30 UTC] Lake rescuers open winter school for 240 volunteers",
		"ar": "\u200F[مسودة] [محظور النشر حتى 22 تشرين الثاني 2026، 08:30 UTC] منقذو البحيرة يفتتحون مدرسة شتوية لتدريب 240 متطوعاً",
	} {
		m := read(t, e, l)
		if got := subjectOf(t, m); got != want {
			t.Errorf("the subject is\n%q, not\n%q", got, want)
		}
		if at, err := m.Date(); err != nil || !at.Equal(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("it is dated %v, %v", at, err)
		}
	}
	e.Facts = releases.Facts{}
	m := read(t, e, "en")
	if m.Get("Date") != "" || m.Get("From") != "" {
		t.Errorf("of a release without day and address it says %v", m.Header)
	}
	if !strings.HasSuffix(m.Get("Message-ID"), ".en@bayan.invalid>") {
		t.Errorf("its name is %s", m.Get("Message-ID"))
	}
}

func TestTelephoneNumbersStandBetweenMarks(t *testing.T) {
	for _, l := range []releases.Language{"en", "ar"} {
		m := read(t, example.Signed(), l)
		if n := strings.Count(m.plain, "+963"); n == 0 || n != strings.Count(m.plain, "\u200E+963 11 01") {
			t.Errorf("a number stands alone in\n%s", m.plain)
		}
		if n := strings.Count(m.html, "+963"); n == 0 || n != strings.Count(m.html, `<span dir="ltr" style="white-space:nowrap">`+"\u200E+963\u00a011\u00a001") {
			t.Errorf("a number stands alone in\n%s", m.html)
		}
	}
}

// What mail programs drop or refuse is not there, and what they need is.
func TestPageHoldsInMailReaders(t *testing.T) {
	for l, dir := range map[releases.Language]string{"en": "ltr", "ar": "rtl"} {
		m := read(t, example.Draft(), l)
		for _, element := range []string{"html", "body", "table", "td"} {
			for _, tag := range regexp.MustCompile("<"+element+`[ >][^>]*`).FindAllString(m.html, -1) {
				if !strings.Contains(tag, `dir="`+dir+`" lang="`+string(l)+`"`) {
					t.Errorf("%s does not say its direction", tag)
				}
			}
		}
		for _, bad := range []string{"<style", "<script", "<img", "<link", "src=", "url(", "class=", "position:", "@import"} {
			if strings.Contains(m.html, bad) {
				t.Errorf("the page has %q", bad)
			}
		}
		if l == "ar" && strings.Contains(m.html, "font-style:italic") {
			t.Error("Arabic stands in italics")
		}
		d := xml.NewDecoder(strings.NewReader(m.html)) // well-formed but for elements that HTML leaves open
		d.Strict, d.AutoClose, d.Entity = false, []string{"meta", "br"}, xml.HTMLEntity
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%v in\n%s", err, m.html)
			}
		}
	}
}

// TestW3C: no error that the W3C's checker finds in the page of a message.
func TestW3C(t *testing.T) {
	pages := map[string][]byte{}
	for name, e := range map[string]releases.Edition{
		"signed": example.Signed(), "corrected": example.Corrected(), "draft": example.Draft(), "withdrawn": example.Withdrawn(),
	} {
		for _, l := range []releases.Language{"en", "ar"} {
			pages[name+" "+string(l)] = []byte(read(t, e, l).html)
		}
	}
	if flaws := judges.W3C(t, pages); len(flaws) > 0 {
		t.Error(strings.Join(flaws, "\n"))
	}
}

// given: a desk that writes ٠١٢٣; then: its numbered lists count so, bullets do not.
func TestListsCountInTheDigitsOfTheHouse(t *testing.T) {
	e := example.Signed()
	e.Texts[1] = example.Text("ar", []byte("# عنوان\n\n3. جليد\n4. حبال\n\n- مدفأة\n"), "")
	e.Texts[1].Labels = example.Eastern{Labels: "ar"}
	page := read(t, e, "ar").html
	if !regexp.MustCompile(`<ol [^>]*start="3"[^>]*;list-style-type:arabic-indic">`).MatchString(page) || strings.Count(page, "list-style-type") != 1 {
		t.Errorf("the lists are\n%s", strings.Join(regexp.MustCompile(`<[ou]l[^>]*>`).FindAllString(page, -1), "\n"))
	}
}

func TestNoMessageOfATombstoneHasTheText(t *testing.T) {
	e := example.Withdrawn()
	for i, text := range e.Texts {
		m := read(t, e, text.Language)
		for _, b := range e.Texts[i].Text.Blocks {
			if strings.Contains(m.plain+m.html, b.Plain()) {
				t.Errorf("it still says %q", b.Plain())
			}
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Get("Subject"))
		if want := text.Labels.Say("labels.withdrawn-headline", nil); err != nil || subject != want {
			t.Errorf("its subject is %q, %v; want %q", subject, err, want)
		}
	}
}

// Whatever the headline and the name, the message is read back and its lines
// are as long as mail allows.
func TestHeadersAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{"Rescuers", "متطوعاً", " ", " ", "=?utf-8?B?x?=", "“240”", "\"", "\\", "école", "👩‍🚒", "(a)", "a@b.org", strings.Repeat("long", 30), strings.Repeat("طويل", 30), ",", "1,318"})
		drawn := func(name string) string {
			s := strings.Join(rapid.SliceOfN(part, 1, 14).Draw(t, name), "")
			return strings.Join(strings.Fields(s), " ")
		}
		e := example.Signed()
		head, name := drawn("headline"), drawn("name")
		if head == "" || name == "" {
			return
		}
		text := e.Texts[0].Text
		text.Fields = nil
		text.Blocks = append([]releases.Block{{Kind: releases.Headline, Inline: []releases.Inline{{Kind: releases.Words, Text: head}}}}, text.Blocks[1:]...)
		e.Texts[0].Text, e.Organisation = text, name
		var b bytes.Buffer
		if err := mail.Write(&b, e, "en"); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(b.String(), "\r\n") {
			if len(line) > 78 || strings.ContainsAny(line, "\r\n") || len(line) > 76 && strings.Contains(line, "=?utf-8?B?") {
				t.Fatalf("a line of %d: %q", len(line), line)
			}
		}
		m := read(t, e, "en")
		got, err := new(mime.WordDecoder).DecodeHeader(m.Get("Subject"))
		if err != nil || got != head {
			t.Fatalf("the subject is %q, not %q: %v", got, head, err)
		}
		from, err := m.AddressList("From")
		if err != nil || from[0].Name != name {
			t.Fatalf("it is from %q, not %q: %v\n%s", from, name, err, m.raw[:400])
		}
	})
}
