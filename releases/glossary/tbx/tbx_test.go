package tbx_test

import (
	"bytes"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/glossary"
	"bayan/releases/glossary/tbx"
	"bayan/releases/memory/plainxml"
)

const (
	dca = `<?xml version="1.0"?><tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>river desk</p></sourceDesc></fileDesc></tbxHeader><text><body>
<conceptEntry id="c7"><descrip type="subjectField">relief</descrip>
<langSec xml:lang="en-GB"><termSec><term>ambulance</term><termNote type="partOfSpeech">noun</termNote></termSec></langSec>
<langSec xml:lang="ar"><termSec><term>سيارة <hi>إسعاف</hi></term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
<termSec><term>عربة إسعاف</term><termNoteGrp><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termNoteGrp><note>old</note></termSec></langSec>
</conceptEntry></body></text></tbx>`
	dct = `<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><text><body>
<conceptEntry id="c7"><min:subjectField>relief</min:subjectField>
<langSec xml:lang="en-GB"><termSec><term>ambulance</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
<langSec xml:lang="ar"><termSec><term>سيارة إسعاف</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
<termSec><term>عربة إسعاف</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus><note>old</note></termSec></langSec>
</conceptEntry></body></text></tbx>`
	martif = `<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd"><martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc/></martifHeader><text><body>
<termEntry id="c7"><descripGrp><descrip type="subjectField">relief</descrip></descripGrp>
<langSet xml:lang="en-GB"><tig><term>ambulance</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
<langSet xml:lang="ar"><ntig><termGrp><term>سيارة إسعاف</term></termGrp></ntig>
<tig><term>عربة إسعاف</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote><note>old</note></tig></langSet>
</termEntry></body></text></martif>`
)

func ambulance() []glossary.Entry {
	return []glossary.Entry{{ID: "c7", Part: "noun", Domain: "relief", Terms: []glossary.Term{
		{Language: "en-GB", Text: "ambulance"},
		{Language: "ar", Text: "سيارة إسعاف"},
		{Language: "ar", Text: "عربة إسعاف", Status: glossary.Forbidden, Note: "old"},
	}}}
}

func read(text string) ([]glossary.Entry, error) {
	return tbx.Read("terms.tbx", strings.NewReader(text))
}

func TestEachVersionIsRead(t *testing.T) {
	for name, text := range map[string]string{"dca": dca, "dct": dct, "martif": martif} {
		if got, err := read(text); err != nil || !reflect.DeepEqual(got, ambulance()) {
			t.Errorf("%s: %v\n got %+v\nwant %+v", name, err, got, ambulance())
		}
	}
}

func TestATerminologyComesHomeAsItLeft(t *testing.T) {
	want := append(ambulance(),
		glossary.Entry{ID: "c8", Kind: glossary.Person, Part: "proper noun", Note: `known as <"Umm Sami">`, Terms: []glossary.Term{
			{Language: "en", Text: "Huda & Nasif"}, {Language: "ar", Text: "هدى ناصيف"}, {Language: "ar", Text: "هدى نصيف", Status: glossary.Admitted},
		}})
	var b bytes.Buffer
	if err := tbx.Write(&b, want); err != nil {
		t.Fatal(err)
	}
	if got, err := read(b.String()); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n got %+v\nwant %+v\nin %s", err, got, want, b.String())
	}
}

func TestIdsAreMadeWhereThereAreNone(t *testing.T) {
	one := []glossary.Term{{Language: "en", Text: "well"}}
	var b bytes.Buffer
	tbx.Write(&b, []glossary.Entry{{Terms: one}, {ID: "7", Terms: one}, {ID: "c1", Terms: one}, {ID: "c1", Terms: one}})
	got, err := read(b.String())
	if err != nil || len(got) != 4 {
		t.Errorf("%v in\n%s", err, b.String())
	}
}

var hostile = map[string]struct{ text, code string }{
	"another kind":  {"<tmx/>", "tbx-root"},
	"no language":   {`<tbx><conceptEntry id="a"><termSec><term>well</term></termSec></conceptEntry></tbx>`, "tbx-language"},
	"language":      {`<tbx><conceptEntry id="a"><langSec xml:lang="?"><termSec><term>well</term></termSec></langSec></conceptEntry></tbx>`, "tbx-language"},
	"no term":       {`<tbx><conceptEntry id="a"><langSec xml:lang="en"/></conceptEntry></tbx>`, "tbx-no-term"},
	"id twice":      {`<tbx>` + strings.Repeat(`<conceptEntry id="a"><langSec xml:lang="en"><termSec><term>well</term></termSec></langSec></conceptEntry>`, 2) + `</tbx>`, "tbx-id-twice"},
	"long term":     {`<tbx><conceptEntry id="a"><langSec xml:lang="en"><termSec><term>` + strings.Repeat("well ", 300) + `</term></termSec></langSec></conceptEntry></tbx>`, "tbx-term-long"},
	"entity":        {`<!DOCTYPE tbx [<!ENTITY a "b">]><tbx/>`, "xml-doctype"},
	"deep":          {`<tbx>` + strings.Repeat("<conceptEntry>", 2_000_000), "xml-too-deep"},
	"second root":   {`<tbx/><tbx/>`, "xml-second-root"},
	"cut":           {dca[:len(dca)/2], "xml-truncated"},
	"not xml":       {"id,en,ar", "xml-outside"},
	"invalid utf-8": {"<tbx>\xc3</tbx>", "xml-bytes"},
}

func TestHostileFilesAreRefused(t *testing.T) {
	for name, c := range hostile {
		_, err := read(c.text)
		var fault *releases.ParseError
		if !errors.As(err, &fault) || fault.Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
			continue
		}
		for arg := range fault.Args {
			if !slices.Contains(tbx.Faults[fault.Code], arg) && !slices.Contains(plainxml.Faults[fault.Code], arg) {
				t.Errorf("%s: %s has the argument %s, which no sentence knows", name, fault.Code, arg)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, text := range []string{dca, dct, martif} {
		f.Add(text)
	}
	for _, c := range hostile {
		if len(c.text) < 4096 {
			f.Add(c.text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		entries, err := read(text)
		if err != nil {
			var fault *releases.ParseError
			if !errors.As(err, &fault) {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		var b bytes.Buffer
		if err := tbx.Write(&b, entries); err != nil {
			t.Fatal(err)
		}
		again, err := read(b.String())
		if err != nil || len(again) != len(entries) {
			t.Fatalf("%v, %d entries of %d in\n%s", err, len(again), len(entries), b.String())
		}
	})
}

func Example() {
	tbx.Write(os.Stdout, []glossary.Entry{{ID: "c1", Kind: glossary.Organisation, Terms: []glossary.Term{
		{Language: "en", Text: "Harbour Council"}, {Language: "ar", Text: "مجلس المرفأ"},
	}}})
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
	// <tbxHeader><fileDesc><sourceDesc><p>bayan</p></sourceDesc></fileDesc></tbxHeader>
	// <text><body>
	// <conceptEntry id="c1">
	// <descrip type="x-bayan-kind">organisation</descrip>
	// <langSec xml:lang="en">
	// <termSec>
	// <term>Harbour Council</term>
	// <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
	// </termSec>
	// </langSec>
	// <langSec xml:lang="ar">
	// <termSec>
	// <term>مجلس المرفأ</term>
	// <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
	// </termSec>
	// </langSec>
	// </conceptEntry>
	// </body></text>
	// </tbx>
}
