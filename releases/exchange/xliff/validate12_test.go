package xliff

import (
	"strings"
	"testing"
)

// whole12 is a file of XLIFF 1.2 that uses much of its schema, and breaks none of
// it.
const whole12 = `<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" xmlns:x="urn:example"><x:made/>
<file original="pier.html" source-language="en" target-language="ar" datatype="html" date="2026-11-22T10:00:00Z" tool-id="t1" x:own="1">
<header><skl><external-file href="pier.skl" uid="a1"/></skl>
<phase-group><phase phase-name="p1" process-name="translation" tool-id="t1" date="2026-11-22T10:00:00"><note>first</note></phase></phase-group>
<glossary><internal-file form="text/plain">tide = مد</internal-file></glossary>
<count-group name="words"><count count-type="total" unit="word" phase-name="p1">12</count></count-group>
<note priority="3" annotates="source" xml:lang="en">Mind the tide</note>
<tool tool-id="t1" tool-name="desk"><x:any/></tool><x:last/></header>
<body>
<group id="g1" restype="x-part"><context-group name="where" purpose="location x-ours"><context context-type="linenumber">7</context></context-group><note>A group</note><x:own/>
<trans-unit id="u1" approved="no" reformat="coord font" maxwidth="20" size-unit="char" phase-name="p1" coord="1;-2;#;4">
<source xml:lang="en-GB">The <g id="1" ctype="bold">tide</g><x id="2" ctype="lb"/> <bpt id="3" rid="r1">&lt;i><sub>note</sub></bpt>is<ept id="4" rid="r1">&lt;/i></ept> <bx id="5"/>high<ex id="5"/><it id="6" pos="open">[</it><ph id="7" assoc="both"/></source>
<seg-source><mrk mtype="seg" mid="1">The <g id="1">tide</g></mrk> <mrk mtype="seg" mid="2">is high</mrk></seg-source>
<target state="translated" state-qualifier="tm-suggestion" xml:lang="ar"><mrk mtype="seg" mid="2">عالٍ</mrk> <mrk mtype="seg" mid="1"><g id="1">المد</g></mrk></target>
<context-group name="there"><context context-type="x-page">9</context></context-group><note from="Layla">good</note>
<alt-trans mid="1" match-quality="90%" tool-id="t1" alttranstype="proposal"><source>The tide</source><target xml:lang="fr">La marée</target></alt-trans>
</trans-unit></group>
<bin-unit id="b1" mime-type="image/png"><bin-source><external-file href="a.png" uid="a2"/></bin-source><bin-target><external-file href="b.png"/></bin-target></bin-unit>
<trans-unit id="u2"><source/></trans-unit>
</body></file>
<file original="b" source-language="en" datatype="plaintext"><body><trans-unit id="u1"><source>Again</source><target>مجدداً</target></trans-unit></body></file>
</xliff>
`

func TestWhole12(t *testing.T) {
	if got := validate(t, whole12); len(got) > 0 {
		t.Errorf("the whole file: %v", got)
	}
}

// One change to the whole file, and the constraint that it breaks.
func TestConstraints12(t *testing.T) {
	for _, one := range []change{
		{`version="1.2"`, `version="1.3"`, "AttributeValue"},
		{`version="1.2"`, ``, "AttributeMissing"},
		{` original="pier.html"`, ``, "AttributeMissing"},
		{`source-language="en"`, `source-language="en_GB"`, "AttributeValue V12WrongSourceLang"},
		{`source-language="en"`, `source-language="en-a"`, "InvalidLang"},
		{`datatype="html"`, `datatype="web"`, "AttributeValue"},
		{`datatype="html"`, `datatype="x-web"`, ""},
		{`date="2026-11-22T10:00:00Z"`, `date="22.11.2026"`, "AttributeValue"},
		{`(?s)<file.*</file>`, ``, "ElementMissing"},
		{`</file>\n</xliff>`, `</file><x:late/></xliff>`, "ElementMissing"},
		{`(?s)<body>.*?</body>`, ``, "ElementMissing"},
		{`<body>`, `<body>text`, "TextNotAllowed"},
		{`<body>`, `<body><x:own/>`, "ElementNotAllowed"},
		{`<x:made/>`, `<segment/>`, "ElementNotAllowed"},
		{`<skl>`, `<skl><internal-file/>`, "ElementTwice"},
		{`</note>\n<tool `, `</note><phase-group><phase phase-name="p2" process-name="x"/></phase-group><tool `, "ElementTwice"},
		{`</note>\n<tool `, `</note><skl><external-file href="s"/></skl><tool `, "ElementTwice"},
		{`(?s)<skl>(.*?)</skl>(.*?)<glossary>`, `$2<skl>$1</skl><glossary>`, "ElementOrder"},
		{`priority="3"`, `priority="0"`, "AttributeValue"},
		{` tool-name="desk"`, ``, "AttributeMissing"},
		{`<tool tool-id="t1"`, `<tool tool-id="t1" tool-name="again"/><tool tool-id="t1"`, "V12NameNotUnique"},
		{`<tool tool-id="t1"`, `<tool tool-id="t2"`, "V12ToolNotFound"},
		{`tool-id="t1" alttranstype`, `tool-id="t2" alttranstype`, "V12ToolNotFound"},
		{`<phase phase-name="p1"`, `<phase phase-name="p2"`, "V12PhaseNotFound"},
		{`<phase phase-name="p1"`, `<phase phase-name="p1" process-name="again"/><phase phase-name="p1"`, "V12NameNotUnique"},
		{`<trans-unit id="u2"><source/>`, `<trans-unit id="u2"><source>` + strings.Repeat("<x id='1'/>", mostNodes) + `</source>`, "UnitTooLarge"},
		{`<target state`, `<target phase-name="p9" state`, "V12PhaseNotFound"},
		{`<context-group name="there"`, `<context-group name="where"`, "V12NameNotUnique"},
		{`uid="a2"`, `uid="a1"`, "V12NameNotUnique"},
		{`<bin-unit`, `<group id="g1"/><bin-unit`, "V12GroupIdNotUnique"},
		{`<trans-unit id="u2"`, `<trans-unit id="u1"`, "V12UnitIdNotUnique"},
		{`<bin-unit id="b1"`, `<bin-unit id="u1"`, "V12UnitIdNotUnique"},
		{`<trans-unit id="u2"`, `<trans-unit`, "AttributeMissing"},
		{`<trans-unit id="u2"><source/>`, `<trans-unit id="u2">`, "ElementMissing"},
		{`<trans-unit id="u2"><source/>`, `<trans-unit id="u2"><target/><source/>`, "ElementOrder"},
		{`<trans-unit id="u2"><source/>`, `<trans-unit id="u2" later="1"><source/>`, ""},
		{`xml:lang="en-GB"`, `xml:lang="fr"`, "V12WrongSourceLang"},
		{`xml:lang="ar"`, `xml:lang="fr"`, "V12WrongTargetLang"},
		{`approved="no"`, `approved="maybe"`, "AttributeValue"},
		{`reformat="coord font"`, `reformat="coord colour"`, "AttributeValue"},
		{`coord="1;-2;#;4"`, `coord="1;2;3"`, "AttributeValue"},
		{`state="translated"`, `state="done"`, "AttributeValue"},
		{`<g id="1" ctype="bold">`, `<g ctype="bold">`, "AttributeMissing"},
		{`<g id="1" ctype="bold">`, `<g id="1" ctype="lb">`, "AttributeValue"},
		{`<x id="2" ctype="lb"/>`, `<x id="2">text</x>`, "TextNotAllowed"},
		{`<x id="2" ctype="lb"/>`, `<x id="2"/><x id="2"/>`, "V12CodeIdNotUnique"},
		{`<x id="2" ctype="lb"/>`, `<pc id="2"/>`, "ElementNotAllowed"},
		{`<ept id="4" rid="r1"`, `<ept id="4" rid="r2"`, "V12EndWithoutBegin"},
		{`<ex id="5"/>`, `<ex id="9"/>`, "V12EndWithoutBegin"},
		{`<bx id="5"/>`, `<bpt id="8" rid="r1"/><bx id="5"/>`, "V12BeginTwice"},
		{`pos="open"`, ``, "AttributeMissing"},
		{`mid="2">is`, `mid="1">is`, "V12SegmentIdNotUnique V12SegmentNotFound"},
		{`<alt-trans mid="1"`, `<alt-trans mid="7"`, "V12SegmentNotFound"},
		{`<target xml:lang="fr">La marée</target>`, ``, "ElementMissing"},
		{`mime-type="image/png"`, `mime-type="png"`, "AttributeValue"},
	} {
		changed(t, whole12, one)
	}
}
