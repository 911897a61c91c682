package xliff

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases/exchange/internal/trial"
)

// whole is a file that uses much of the specification, and breaks none of it.
const whole = `<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0"
 xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" xmlns:x="urn:example" version="2.1" srcLang="en" trgLang="ar">
<file id="f1" original="pier.md" x:own="1">
<skeleton href="pier.skl"/>
<mda:metadata id="md1"><mda:metaGroup id="mg1" category="c"><mda:meta type="t">v</mda:meta></mda:metaGroup></mda:metadata>
<notes><note id="n1" priority="2" category="c">About the pier</note></notes>
<group id="g1" type="x:part"><notes><note>A group</note></notes>
<unit id="u1" name="p1">
<mtc:matches><mtc:match id="m1" ref="#s1" similarity="88.5" type="tm"><originalData><data id="d1">b</data></originalData><source>The <ph id="1" dataRef="d1"/>tide</source><target xml:lang="ar">المد</target></mtc:match>
<mtc:match id="m2" ref="#k1" reference="yes"><source>tide</source><target xml:lang="fr">marée</target></mtc:match></mtc:matches>
<gls:glossary><gls:glossEntry id="g1" ref="#k1"><gls:term>tide</gls:term><gls:translation id="g2">مد</gls:translation></gls:glossEntry></gls:glossary>
<x:own/>
<notes><note id="n1" appliesTo="target">Mind the tide</note></notes>
<originalData><data id="d1">&lt;b><cp hex="0001"/></data><data id="d2" dir="ltr">&lt;/b></data></originalData>
<segment id="s1" state="translated" subState="x:done">
<source xml:lang="en">The <mrk id="k1" type="term">tide</mrk> is <pc id="1" dataRefStart="d1" dataRefEnd="d2" type="fmt" subType="xlf:b" subFlowsStart="u2">high</pc>.</source>
<target xml:lang="AR" order="3">المد <pc id="1" dataRefStart="d1" dataRefEnd="d2" type="fmt" subType="xlf:b">عالٍ</pc>.</target>
</segment>
<ignorable><source> </source></ignorable>
<segment id="s2"><source><sc id="2" canCopy="no" canDelete="no" canReorder="firstNo"/>Come<ec startRef="2" canCopy="no" canDelete="no" canReorder="no"/> <sm id="k2" type="comment" ref="#n=n1"/>now<em startRef="k2"/><sc id="3" isolated="yes"/><ec id="4" isolated="yes"/></source>
<target order="1"><pc id="2" canCopy="no" canDelete="no" canReorder="firstNo">تعالوا</pc> الآن<ph id="9" copyOf="1"/></target></segment>
</unit>
<unit id="u2"><segment><source><mrk id="1" type="comment" value="why">Tide</mrk><cp hex="FFFE"/></source></segment></unit>
</group>
</file>
<file id="f2"><unit id="u1" xml:space="preserve"><segment><source xml:space="preserve">Again</source><target>مجدداً</target></segment></unit></file>
</xliff>
`

func validate(t testing.TB, file string) []string {
	t.Helper()
	found, err := Validate("f.xlf", []byte(file))
	if err != nil {
		return codes(err)
	}
	var out []string
	for _, v := range found {
		if Constraints[v.Constraint] == "" && v.Constraint != "UnitTooLarge" {
			t.Errorf("%s has no section", v.Constraint)
		}
		if !slices.Contains(out, v.Constraint) {
			out = append(out, v.Constraint)
		}
	}
	return out
}

func TestValidFilesAreValid(t *testing.T) {
	if got := validate(t, whole); len(got) > 0 {
		t.Errorf("the whole file: %v", got)
	}
	for name, file := range golden() {
		if !strings.Contains(name, "2.1") {
			continue
		}
		for _, f := range []string{file, echo(file)} {
			if got := validate(t, f); len(got) > 0 {
				t.Errorf("%s: %v", name, got)
			}
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		file := written(t, Write2, trial.RandomJob(rt))
		if got := validate(t, file); len(got) > 0 {
			rt.Fatalf("%v\n%s", got, file)
		}
	})
}

// One change to the whole file, and the constraint that it breaks.
func TestConstraints(t *testing.T) {
	for _, one := range []struct {
		old, new string // old is a regular expression; its first match is replaced
		want     string
	}{
		{`version="2.1"`, `version="1.2"`, "WrongVersion"},
		{` srcLang="en"`, ``, "AttributeMissing"},
		{` trgLang="ar"`, ``, "TrgLangMissing"},
		{`srcLang="en"`, `srcLang="en_GB"`, "InvalidLang WrongSourceLang"},
		{`trgLang="ar"`, `trgLang="a b"`, "InvalidLang MatchLang WrongTargetLang"},
		{`<file id="f2"`, `<file id="f1"`, "FileIdNotUnique"},
		{`<file id="f2"`, `<file`, "AttributeMissing"},
		{`id="f2"`, `id="f 2"`, "AttributeValue"},
		{`(?s)<unit id="u1" xml.*?</unit>`, ``, "FileWithoutUnit"},
		{`(?s)<file.*</file>`, ``, "ElementMissing"},
		{`</file>`, `</file><x:own/>`, "ElementNotAllowed"},
		{`<file id="f1"`, `text<file id="f1"`, "TextNotAllowed"},
		{`href="pier.skl"/>`, `href="pier.skl">x</skeleton>`, "SkeletonHrefWithContent"},
		{`<skeleton href="pier.skl"/>`, `<skeleton/>`, "SkeletonEmpty"},
		{`<skeleton href="pier.skl"/>`, `<skeleton href="a"/><skeleton href="b"/>`, "ElementTwice"},
		{`<unit id="u2">`, `<group id="g1"/><unit id="u2">`, "GroupIdNotUnique"},
		{`<unit id="u2"`, `<unit id="u1"`, "UnitIdNotUnique SubFlowNotFound"},
		{`subFlowsStart="u2"`, `subFlowsStart="u7"`, "SubFlowNotFound"},
		{`<note id="n1" app`, `<note id="n1">x</note><note id="n1" app`, "NoteIdNotUnique"},
		{`priority="2"`, `priority="11"`, "AttributeValue"},
		{`appliesTo="target"`, `appliesTo="both"`, "AttributeValue"},
		{`<data id="d2"`, `<data id="d1"`, "DataIdNotUnique DataRefNotFound"},
		{`dir="ltr"`, `dir="left"`, "AttributeValue"},
		{`<segment id="s2"`, `<segment id="s1"`, "SegmentIdNotUnique"},
		{`<segment id="s2"`, `<segment id="k1"`, "InlineIdNotUnique"},
		{`<sm id="k2"`, `<sm id="k1"`, "InlineIdNotUnique EmWithoutSm SmWithoutEm"},
		{`<ph id="9" copyOf="1"/>`, `<ph id="k1"/>`, "TargetIdDiffers"},
		{`(?s)<segment><source><mrk.*?</segment>`, `<ignorable><source>x</source></ignorable>`, "UnitWithoutSegment"},
		{`<segment><source><mrk`, `<segment/><segment><source><mrk`, "ElementMissing"},
		{`<segment><source><mrk`, `<segment><target>x</target><source>y</source></segment><segment><source><mrk`, "ElementOrder"},
		{`<segment><source><mrk`, `<segment><source>x</source><source>y</source></segment><segment><source><mrk`, "ElementTwice"},
		{`state="translated" `, ``, "SubStateWithoutState"},
		{`subState="x:done"`, `subState="done"`, "AttributeValue"},
		{`state="translated"`, `state="done"`, "AttributeValue"},
		{`<segment><source><mrk`, `<segment state="final"><source><mrk`, "StateWithoutTarget"},
		{`<source xml:lang="en">`, `<source xml:lang="fr">`, "WrongSourceLang"},
		{`xml:lang="AR"`, `xml:lang="fr"`, "WrongTargetLang"},
		{`<target>مجدداً`, `<target xml:space="default">مجدداً`, "DifferentXmlSpace"},
		{`order="3"`, `order="4"`, "WrongOrder"},
		{`order="3"`, `order="1"`, "OrderNotUnique"},
		{`dataRefEnd="d2"`, `dataRefEnd="d3"`, "DataRefNotFound"},
		{`type="fmt" subType`, `subType`, "SubTypeWithoutType"},
		{`type="fmt" subType`, `type="ui" subType`, "WrongSubType"},
		{`type="fmt" subType`, `type="bold" subType`, "AttributeValue WrongSubType"},
		{`copyOf="1"`, `copyOf="7"`, "CopyOfNotFound"},
		{`<pc id="1" `, `<pc id="1" canCopy="no" `, "CopyOfNotCopyable"},
		{`<sc id="2" canCopy="no"`, `<sc id="2" canCopy="yes"`, "ReorderHints PairHintsDiffer"},
		{`canReorder="firstNo"`, `canReorder="no"`, "NoFirstNo"},
		{`<ec startRef="2"[^>]*>`, ``, "ScWithoutEc"},
		{`<sc id="2"[^>]*>`, ``, "EcWithoutSc NoFirstNo"},
		{`(<sc id="2"[^>]*>)(Come)(<ec startRef="2"[^>]*>)`, `$3$2$1`, "EcBeforeSc NoFirstNo"},
		{`<ec startRef="2"`, `<ec id="8" startRef="2"`, "EcIsolated ScWithoutEc"},
		{`<ec id="4" isolated="yes"/>`, `<ec startRef="3" isolated="yes"/>`, "EcIsolated"},
		{`<ec id="4" isolated="yes"/>`, `<ec startRef="3"/>`, "ScIsolated"},
		{`<em startRef="k2"/>`, ``, "SmWithoutEm"},
		{`<sm id="k2" type="comment" ref="#n=n1"/>`, ``, "EmWithoutSm"},
		{`(<sm id="k2"[^>]*>)now(<em startRef="k2"/>)`, `$2$1`, "EmBeforeSm"},
		{`ref="#n=n1"`, ``, "CommentWithoutValue"},
		{`ref="#n=n1"`, `ref="#n=n1" value="v"`, "CommentValueAndRef"},
		{`ref="#n=n1"`, `ref="#n=n7"`, "CommentRefNotFound FragIdNotFound"},
		{`ref="#n=n1"`, `ref="#k1"`, "CommentRefNotFound"},
		{`ref="#n=n1"`, `ref="#/f=f1/u=u1/n=n1"`, ""},
		{`ref="#n=n1"`, `ref="#n=="`, "CommentRefNotFound InvalidFragIdSyntax"},
		{`hex="0001"`, `hex="41"`, "CpValidCharacter"},
		{`hex="0001"`, `hex="1"`, "AttributeValue"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" type="word"`, "AttributeValue"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#/u=u1" type="term"`, "InvalidFragIdSyntax"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#s9" type="term"`, "FragIdNotFound"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="https://pier.example/#a/b=" type="term"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#/f=f2/u=u1" type="term"`, ""},
		{`ref="#s1"`, `ref="#s7"`, "MatchRefNotFound"},
		{`ref="#s1"`, ``, "AttributeMissing"},
		{`ref="#s1"`, `ref="#u=u1/f=f1"`, "InvalidFragIdSyntax"},
		{`similarity="88.5"`, `similarity="101"`, "AttributeValue"},
		{`<mtc:match id="m2"`, `<mtc:match id="m1"`, "MatchIdNotUnique"},
		{`<target xml:lang="ar">المد`, `<target xml:lang="fr">المد`, "MatchLang"},
		{`<mtc:match id="m2"[^>]*>`, `<mtc:match ref="#k1">`, "MatchLang"},
		{`</mtc:matches>`, `</mtc:matches><mtc:matches><mtc:match ref="#s1"><source/><target/></mtc:match></mtc:matches>`, "ElementTwice"},
		{`<ph id="1" dataRef="d1"/>`, `<ph id="1" dataRef="d2"/>`, "DataRefNotFound"},
		{`<gls:translation id="g2">مد</gls:translation>`, ``, "GlossEntryWithoutContent"},
		{`<gls:translation id="g2">`, `<gls:translation id="g1">`, "GlossIdNotUnique"},
		{`id="g1" ref="#k1"`, `id="g1" ref="#k7"`, "GlossRefNotFound"},
		{`<mda:metaGroup id="mg1"`, `<mda:metaGroup id="md1"`, "MetaGroupIdNotUnique"},
		{`<skeleton href="pier.skl"/>`, `<skeleton href="pier.skl"/><gls:glossary/>`, "ModuleNotAllowedHere"},
		{`<source xml:space="preserve">Again`, `<source xml:space="preserve">` + strings.Repeat("<ph id='1'/>", mostNodes), "UnitTooLarge"},
		{`<unit id="u2">`, `<unit id="u2" approved="yes">`, "AttributeUnknown"},
		{`<unit id="u2">`, `<unit id="u2"><segment><source>x</source></segment><x:late/>`, "ElementOrder"},
		{`<notes><note>A group</note></notes>`, `<notes/>`, "ElementMissing"},
		{`<source xml:space="preserve">Again`, `<source xml:space="preserve"><g id="1">Again</g>`, "ElementNotAllowed"},
	} {
		re := regexp.MustCompile(one.old)
		at := re.FindStringSubmatchIndex(whole)
		if at == nil {
			t.Fatalf("%s does not stand in the file", one.old)
		}
		file := whole[:at[0]] + string(re.ExpandString(nil, one.new, whole, at)) + whole[at[1]:]
		got := validate(t, file)
		slices.Sort(got)
		want := strings.Fields(one.want)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s -> %s\n got %v\nwant %v", one.old, one.new, got, want)
		}
	}
}

// Codes that must keep their order do.
func TestOrderOfCodes(t *testing.T) {
	unit := func(target string) string {
		return `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ar"><file id="f"><unit id="u"><segment><source>` +
			code1 + code2 + code3 + `</source><target>` + target + `</target></segment></unit></file></xliff>`
	}
	for target, want := range map[string]string{
		code1 + code2 + code3:             "",
		code3 + "x" + code1 + "y" + code2: "",
		code2 + code1 + code3:             "WrongReordering",
		code1 + code3 + code2:             "WrongReordering",
	} {
		if got := validate(t, unit(target)); strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %q", target, got, want)
		}
	}
}

const (
	code1 = `<ph id="1" canCopy="no" canDelete="no" canReorder="firstNo"/>`
	code2 = `<ph id="2" canCopy="no" canDelete="no" canReorder="no"/>`
	code3 = `<ph id="3" canCopy="no" canDelete="no" canReorder="firstNo"/>`
)

func TestWhatIsNoXLIFF2(t *testing.T) {
	first, err := os.ReadFile(filepath.Join("testdata", "first-translation-1.2.xlf"))
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		string(first):  "xliff-other",
		"<html/>":      "xliff-other",
		"<xliff":       "xml-truncated",
		whole + "<x/>": "xml-second-root",
	} {
		if got := validate(t, file); strings.Join(got, " ") != want {
			t.Errorf("%.40q: %v, want %s", file, got, want)
		}
	}
}

// Every constraint has a case above.
func TestEveryConstraintIsTried(t *testing.T) {
	src, err := os.ReadFile("validate_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for name := range Constraints {
		if !strings.Contains(string(src), name) {
			t.Errorf("%s has no case", name)
		}
	}
}

func FuzzValidate(f *testing.F) {
	f.Add([]byte(whole))
	for _, file := range golden() {
		f.Add([]byte(file))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		found, err := Validate("f.xlf", b)
		for _, code := range codes(err) {
			if code != "xliff-other" && XMLFaults[code] == nil {
				t.Fatalf("%s is no known code", code)
			}
		}
		for _, v := range found {
			if _, known := Constraints[v.Constraint]; !known {
				t.Fatalf("%s is no known constraint", v.Constraint)
			}
		}
	})
}
