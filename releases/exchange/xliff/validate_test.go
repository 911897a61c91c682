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
 xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0" xmlns:res="urn:oasis:names:tc:xliff:resourcedata:2.0"
 xmlns:slr="urn:oasis:names:tc:xliff:sizerestriction:2.0" xmlns:val="urn:oasis:names:tc:xliff:validation:2.0" xmlns:its="http://www.w3.org/2005/11/its"
 xmlns:itsm="urn:oasis:names:tc:xliff:itsm:2.1" xmlns:ctr="urn:oasis:names:tc:xliff:changetracking:2.0" xmlns:x="urn:example"
 version="2.1" srcLang="en" trgLang="ar" its:version="2.0">
<file id="f1" original="pier.md" x:own="1" fs:fs="html" its:annotatorsRef="terminology|https://pier.example/tool provenance|https://pier.example/desk">
<skeleton href="pier.skl"/>
<mda:metadata id="md1"><mda:metaGroup id="mg1" category="c"><mda:meta type="t">v</mda:meta></mda:metaGroup></mda:metadata>
<slr:profiles generalProfile="xliff:codepoints" storageProfile="xliff:utf8"><slr:normalization general="nfc"/></slr:profiles>
<slr:data profile="xliff:codepoints"><x:size id="z1">12</x:size></slr:data>
<res:resourceData><res:resourceItem id="r1" mimeType="image/png" context="no"><res:source href="pier.png" xml:lang="en"/><res:target xml:lang="ar"><x:picture/></res:target><res:reference href="old.png"/></res:resourceItem></res:resourceData>
<val:validation><val:rule isPresent="tide" occurs="2"/><val:rule startsWith="*" existsInSource="yes"/><val:rule x:rule="1"/></val:validation>
<its:provenanceRecords xml:id="pr1"><its:provenanceRecord person="Layla"/></its:provenanceRecords>
<x:own id="e1"><x:own id="e2"/></x:own>
<notes><note id="n1" priority="2" category="c" fs:fs="p">About the pier</note></notes>
<group id="g1" type="x:part" slr:sizeInfoRef="z1"><x:own id="e1"/><notes><note id="n7">A group</note></notes>
<unit id="u1" name="p1" type="x:line" slr:sizeRestriction="5,*" slr:storageRestriction="900" its:locQualityRatingScore="90.5">
<mtc:matches><mtc:match id="m1" ref="#s1" similarity="88.5" type="tm"><originalData><data id="d1">b</data></originalData><source>The <ph id="1" dataRef="d1"/>tide</source><target xml:lang="ar">المد</target></mtc:match>
<mtc:match id="m2" ref="#t=k3" reference="yes"><source>tide</source><target xml:lang="fr">marée</target></mtc:match></mtc:matches>
<gls:glossary><gls:glossEntry id="g1" ref="#k1"><gls:term>tide</gls:term><gls:translation id="g2">مد</gls:translation></gls:glossEntry></gls:glossary>
<res:resourceData><res:resourceItemRef id="rr1" ref="r1"/></res:resourceData>
<its:locQualityIssues xml:id="lq1"><its:locQualityIssue locQualityIssueType="grammar"/></its:locQualityIssues>
<ctr:changeTrack><ctr:revisions appliesTo="note" ref="n1" currentVersion="v1"><ctr:revision version="v1"><ctr:item property="content">Mind it</ctr:item><ctr:item property="priority">1</ctr:item></ctr:revision></ctr:revisions></ctr:changeTrack>
<x:own id="e1"/>
<notes><note id="n1" appliesTo="target" priority="1">Mind the tide</note></notes>
<originalData><data id="d1">&lt;b><cp hex="0001"/></data><data id="d2" dir="ltr">&lt;/b></data></originalData>
<segment id="s1" state="translated" subState="x:done">
<source xml:lang="en">The <mrk id="k1" type="term">tide</mrk> is <pc id="1" dataRefStart="d1" dataRefEnd="d2" type="fmt" subType="xlf:b" subFlowsStart="u2" subFlowsEnd="u2" fs:fs="b" fs:subFs="class,x" slr:equivStorage="3">high</pc>.<ph id="8" slr:sizeInfo="2"/></source>
<target xml:lang="AR" order="3"><mrk id="k3" type="its:generic" its:locQualityIssuesRef="#its=lq1" its:provenanceRecordsRef="#its=pr1">المد</mrk> <pc id="1" dataRefStart="d1" dataRefEnd="d2" type="fmt" subType="xlf:b">عالٍ</pc>.<mrk id="k4" its:taSource="wiki" its:taIdent="tide" its:locQualityRatingScoreThreshold="50">مد</mrk></target>
</segment>
<ignorable><source> </source></ignorable>
<segment id="s2"><source><sc id="2" canCopy="no" canDelete="no" canReorder="firstNo" type="fmt" subType="x:a"/>Come<ec startRef="2" canCopy="no" canDelete="no" canReorder="no" type="fmt" subType="x:a"/> <sm id="k2" type="comment" ref="#n=n1"/>now<em startRef="k2"/><sc id="3" isolated="yes"/><ec id="4" isolated="yes" dir="rtl" fs:fs="b"/><mrk id="k5" type="mtc:match">soon</mrk></source>
<target order="1"><pc id="2" canCopy="no" canDelete="no" canReorder="firstNo">تعالوا</pc> الآن<ph id="9" copyOf="8"/></target></segment>
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
		if v.Section == "" && v.Constraint != "UnitTooLarge" {
			t.Errorf("%s is no known constraint", v.Constraint)
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
		for _, f := range []string{file, echo(file)} {
			if got := validate(t, f); len(got) > 0 {
				t.Errorf("%s: %v", name, got)
			}
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		job := trial.RandomJob(rt)
		for _, w := range versions {
			if file := written(t, w, job); len(validate(t, file)) > 0 {
				rt.Fatalf("%v\n%s", validate(t, file), file)
			}
		}
	})
}

// One change to the whole file, and the constraint that it breaks.
func TestConstraints(t *testing.T) {
	for _, one := range []change{
		{`version="2.1"`, `version="1.2"`, "WrongVersion"},
		{` srcLang="en"`, ``, "AttributeMissing"},
		{` trgLang="ar"`, ``, "NoTrgLang"},
		{`srcLang="en"`, `srcLang="en_GB"`, "InvalidLang WrongSourceLang ResourceLang"},
		{`trgLang="ar"`, `trgLang="a b"`, "InvalidLang MatchLang WrongTargetLang ResourceLang"},
		{`trgLang="ar"`, `trgLang="art-lojban"`, "MatchLang WrongTargetLang ResourceLang"},
		{`<file id="f2"`, `<file id="f1"`, "FileIdNotUnique"},
		{`<file id="f2"`, `<file`, "AttributeMissing"},
		{`id="f2"`, `id="f 2"`, "AttributeValue"},
		{`id="f2"`, `id="½"`, "AttributeValue"},
		{`id="f2"`, `id=" ٢-·f "`, ""},
		{`(?s)<unit id="u1" xml.*?</unit>`, ``, "NoUnitOrGroupInFile"},
		{`(?s)<file.*</file>`, ``, "ElementMissing"},
		{`</file>`, `</file><x:own/>`, "ElementNotAllowed"},
		{`<file id="f1"`, `text<file id="f1"`, "TextNotAllowed"},
		{`<file id="f1"`, `<file id="f1" fs:bold="yes"`, "AttributeUnknown"},
		{`<file id="f1"`, `<file id="f1" xml:lang="ja"`, "MatchLang WrongSourceLang WrongTargetLang"},
		{`<group id="g1"`, `<group id="g1" xml:lang="en"`, "WrongTargetLang"},
		{`href="pier.skl"/>`, `href="pier.skl">x</skeleton>`, "NonEmptySkeletonWithHref"},
		{`<skeleton href="pier.skl"/>`, `<skeleton/>`, "EmptySkeletonWithoutHref"},
		{`<skeleton href="pier.skl"/>`, `<skeleton href="a"/><skeleton href="b"/>`, "ElementTwice"},
		{`<skeleton href="pier.skl"/>`, `<skeleton>text<x:own id="e1"/></skeleton>`, ""},
		{`<unit id="u2">`, `<group id="g1"/><unit id="u2">`, "GroupIdNotUnique"},
		{`<unit id="u2"`, `<unit id="u1"`, "UnitIdNotUnique SubFlowWithInvalidReference"},
		{`subFlowsStart="u2"`, `subFlowsStart="u2 u7"`, "SubFlowWithInvalidReference"},
		{`subFlowsStart="u2"`, `subFlowsStart=""`, "AttributeValue"},
		{` subFlowsEnd="u2"`, ``, "MissingOtherEndOnPc"},
		{` subFlowsStart="u2"`, ``, "MissingOtherEndOnPc"},
		{`<pc id="1" dataRefStart="d1" dataRefEnd="d2"`, `<pc id="1" dataRefStart="d1"`, "MissingOtherEndOnPc"},
		{`<pc id="1" dataRefStart="d1" dataRefEnd="d2"`, `<pc id="1" dataRefEnd="d2"`, "MissingOtherEndOnPc"},
		{`<pc id="1" `, `<pc id="1" equivStart="*" `, "MissingOtherEndOnPc"},
		{`<pc id="1" `, `<pc id="1" equivStart="*" equivEnd="*" dispStart="*" `, ""},
		{`<note id="n1" app`, `<note id="n1" priority="3">x</note><note id="n1" app`, "NoteIdNotUnique"},
		{`priority="2"`, `priority="11"`, "AttributeValue"},
		{`appliesTo="target"`, `appliesTo="both"`, "AttributeValue"},
		{`<data id="d2"`, `<data id="d1"`, "DataIdNotUnique DataRefNotFound"},
		{`dir="ltr"`, `dir="left"`, "AttributeValue"},
		{`dir="ltr"`, `xml:space="default"`, "AttributeValue"},
		{`<segment id="s2"`, `<segment id="s1"`, "SegmentIdNotUnique"},
		{`<ignorable>`, `<ignorable id="s1">`, "SegmentIdNotUnique"},
		{`<segment id="s2"`, `<segment id="k1"`, "InlineIdNotUnique"},
		{`<segment id="s2"`, `<segment id="s2" x:own="1"`, "AttributeUnknown"},
		{`<sm id="k2"`, `<sm id="k1"`, "InlineIdNotUnique InvalidLoneEm InvalidLoneSm"},
		{`<ph id="9" copyOf="8"/>`, `<ph id="k1"/>`, "TargetIdDiffers"},
		{`<ph id="9" copyOf="8"/>`, `<ph id="9"/><ph id="9"/>`, "InlineIdNotUnique"},
		{`<ph id="9" copyOf="8"/>`, `<ph id="8"/>`, "InlineIdNotUnique"},
		{`<ph id="9" copyOf="8"/>`, `<ph id="9" canCopy="no" canDelete="no" canReorder="no"/>`, ""},
		{`<ph id="9" copyOf="8"/>`, `<ph id="7"/><ph id="9" canCopy="no" canDelete="no" canReorder="no"/>`, "MissingReorderFirstNo"},
		{`(?s)<segment><source><mrk.*?</segment>`, `<ignorable><source>x</source></ignorable>`, "UnitWithoutSegment"},
		{`<segment><source><mrk`, `<segment/><segment><source><mrk`, "ElementMissing"},
		{`<segment><source><mrk`, `<segment><target>x</target><source>y</source></segment><segment><source><mrk`, "ElementOrder"},
		{`<segment><source><mrk`, `<segment><source>x</source><source>y</source></segment><segment><source><mrk`, "ElementTwice"},
		{`state="translated" `, ``, "SubStateWithoutState"},
		{`subState="x:done"`, `subState="done"`, "AttributeValue"},
		{`subState="x:done"`, `subState="xlf:done"`, "ReservedPrefix"},
		{`type="x:line"`, `type="xlf:line"`, "ReservedPrefix"},
		{`type="x:part"`, `type="xlf:part"`, "ReservedPrefix"},
		{`state="translated"`, `state="done"`, "AttributeValue"},
		{`<segment><source><mrk`, `<segment state="final"><source><mrk`, "StateWithoutTarget"},
		{`<segment><source><mrk`, `<segment state="initial"><source><mrk`, ""},
		{`<source xml:lang="en">`, `<source xml:lang="fr">`, "WrongSourceLang"},
		{`xml:lang="AR"`, `xml:lang="fr"`, "WrongTargetLang"},
		{`<target>مجدداً`, `<target xml:space="default">مجدداً`, "DifferentXmlSpace"},
		{`order="3"`, `order="4"`, "OrderOutOfRange"},
		{`order="3"`, `order="1"`, "OrderNotUnique"},
		{`order="3"`, `order="0"`, "AttributeValue OrderOutOfRange"},
		{`dataRefEnd="d2"`, `dataRefEnd="d3"`, "DataRefNotFound"},
		{`type="fmt" subType="xlf`, `subType="xlf`, "SubTypeWithoutType"},
		{`type="fmt" subType="xlf`, `type="ui" subType="xlf`, "InvalidTypeSubTypeValues"},
		{`type="fmt" subType="xlf`, `type="bold" subType="xlf`, "AttributeValue InvalidTypeSubTypeValues"},
		{`<pc id="1" `, `<pc id="1" x:own="1" `, "AttributeUnknown"},
		{`<pc id="1" `, `<pc id="1" its:version="2.0" `, "AttributeUnknown"},
		{`<mrk id="k1" `, `<mrk id="k1" x:own="1" `, ""},
		{`<mrk id="k1" `, `<mrk id="k1" xml:lang="en" `, "AttributeUnknown"},
		{`<source xml:lang="en">`, `<source xml:lang="en" dir="ltr">`, "AttributeUnknown"},
		{`copyOf="8"`, `copyOf="7"`, "CopyOfWithBadReference"},
		{`copyOf="8"`, `copyOf="k1"`, "CopyOfWithBadReference"},
		{`copyOf="8"`, `copyOf="2"`, "CopyOfWithNoCopyReference"},
		{`copyOf="8"`, `copyOf="1"`, "CopyOfWithOriginalData"},
		{`copyOf="8"`, `copyOf="8" dataRef="d1"`, "CopyOfWithOriginalData"},
		{`<sc id="2" canCopy="no"`, `<sc id="2" canCopy="yes"`, "CanReorderContext DifferentCanCopyInScAndEc"},
		{`<sc id="2" canCopy="no" canDelete="no"`, `<sc id="2" canCopy="no" canDelete="yes"`, "CanReorderContext DifferentCanDeleteInScAndEc"},
		{`<sc id="2"`, `<sc id="2" canOverlap="no"`, "DifferentCanOverlapInScAndEc"},
		{`(<ec startRef="2" canCopy="no" canDelete="no") canReorder="no"`, `$1`, "DifferentCanReorderInScAndEc"},
		{`(<ec startRef="2".*? type=)"fmt"`, `$1"ui"`, "DifferentTypeInScAndEc"},
		{`(<ec startRef="2".*? subType=)"x:a"`, `$1"x:b"`, "DifferentSubTypeInScAndEc"},
		{`(<ec startRef="2".*?) type="fmt" subType="x:a"`, `$1`, ""},
		{`<ph id="9" copyOf="8"/>`, `<ph id="a"/><ph id="b"/><sc id="9" copyOf="a"/><ec startRef="9" copyOf="b"/>`, "DifferentCopyOfInScAndEc"},
		{`canReorder="firstNo"`, `canReorder="no"`, "MissingReorderFirstNo"},
		{`(<sc id="2"[^>]*>)Come`, `$1<ph id="6"/>Come`, "MissingReorderFirstNo"},
		{`<ec startRef="2"[^>]*>`, ``, "MissingIsolatedOnSc"},
		{`<sc id="2"[^>]*>`, ``, "MissingIsolatedOnEc MissingReorderFirstNo"},
		{`(<sc id="2"[^>]*>)(Come)(<ec startRef="2"[^>]*>)`, `$3$2$1`, "EcBeforeSc MissingReorderFirstNo"},
		{`(<ec startRef="2"[^>]*>)`, `$1$1`, "TwoEcForSc WrongReordering"},
		{`<ec startRef="2"`, `<ec id="5" startRef="2"`, "NonIsolatedEcWithoutStartRef MissingIsolatedOnSc MissingNonRemovable"},
		{`<ec id="4" isolated="yes"`, `<ec id="4"`, "NonIsolatedEcWithoutStartRef InvalidFSAttributeOnEc"},
		{`<ec id="4" isolated="yes"`, `<ec startRef="3" isolated="yes"`, "IsolatedEcWithoutId"},
		{`<ec id="4" isolated="yes" dir="rtl" fs:fs="b"/>`, `<ec startRef="3"/>`, "InvalidIsolatedOnSc"},
		{`<ec startRef="2"`, `<ec dir="ltr" startRef="2"`, "InvalidDirOnEc"},
		{`<ec startRef="2"`, `<ec fs:fs="b" startRef="2"`, "InvalidFSAttributeOnEc"},
		{`<ec startRef="2"`, `<ec slr:sizeInfo="1" startRef="2"`, "SizeOnEcNotIsolated"},
		{`<em startRef="k2"/>`, ``, "InvalidLoneSm"},
		{`<sm id="k2" type="comment" ref="#n=n1"/>`, ``, "InvalidLoneEm"},
		{`(<sm id="k2"[^>]*>)now(<em startRef="k2"/>)`, `$2$1`, "EmBeforeSm"},
		{`(?s)<pc id="2".*?</pc>`, `تعالوا`, "MissingNonRemovable"},
		{`<target order="1">.*?</target>`, `<target order="1">تعالوا</target>`, "MissingNonRemovable"},
		{`<target order="1">.*?</target>`, `<target order="1"/>`, ""},
		{`<segment id="s2"(.*\n)<target order="1">.*?</target>`, `<segment id="s2" state="final"$1<target order="1"/>`, "MissingNonRemovable"},
		{`<target order="1">.*?</target>`, ``, ""},
		{`ref="#n=n1"`, ``, "CommentWithoutValue"},
		{`ref="#n=n1"`, `ref="#n=n1" value="v"`, "CommentWithValueAndRef"},
		{`ref="#n=n1"`, `ref="#n=n7"`, "CommentRefNotFound"},
		{`ref="#n=n1"`, `ref="#f=f1/n=n1"`, "CommentRefNotFound"},
		{`ref="#n=n1"`, `ref="#g=g1/n=n1"`, "CommentRefNotFound"},
		{`ref="#n=n1"`, `ref="#u=u2/n=n1"`, "CommentRefNotFound"},
		{`ref="#n=n1"`, `ref="#k1"`, "CommentRefNotFound"},
		{`ref="#n=n1"`, `ref="#/f=f1/u=u1/n=n1"`, ""},
		{`ref="#n=n1"`, `ref="#/f=f1/g=g1/u=u1/n=n1"`, ""},
		{`ref="#n=n1"`, `ref="#n=="`, "InvalidFragIdSyntax"},
		{`hex="0001"`, `hex="0041"`, "InvalidHexRangeOnCp"},
		{`hex="0001"`, `hex="110000"`, "InvalidHexRangeOnCp"},
		{`hex="0001"`, `hex="009F"`, ""},
		{`hex="0001"`, `hex="1"`, "AttributeValue"},
		{`hex="0001"`, `hex="01"`, "AttributeValue"},
		{`hex="0001"`, `hex="00000001"`, "AttributeValue"},
		{`hex="0001"`, `hex="10FFFF"`, "InvalidHexRangeOnCp"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" type="word"`, "AttributeValue"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" type="xlf:word"`, "ReservedPrefix"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" type="x:word"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1"`, "GenericWithoutTranslate"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" type="generic"`, "GenericWithoutTranslate"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" translate="no"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" fs:fs="b"`, ""},
		{`<sm id="k2" type="comment" ref="#n=n1"`, `<sm id="k2"`, "GenericWithoutTranslate"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#/u=u1" type="term"`, "InvalidFragIdNotResolvable"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#k9" type="term"`, "InvalidFragIdNotResolvable"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#t=k1" type="term"`, "InvalidFragIdNotResolvable"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#n=n7" type="term"`, "InvalidFragIdNotResolvable"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#d=d7" type="term"`, "InvalidFragIdNotResolvable"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#f=f7" type="term"`, "InvalidFragIdNotResolvable"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#/f=f2/u=u2" type="term"`, "InvalidFragIdNotResolvable"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#g=g7" type="term"`, "InvalidFragIdNotResolvable"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#d=d2" type="term"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#g=g1/n=n7" type="term"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#u=u2" type="term"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#n=n7" type="x:own"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#r$$d=e1" type="term"`, "InvalidFragIdSyntax"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#=e1" type="term"`, "InvalidFragIdSyntax"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#u=u1/f=f1" type="term"`, "InvalidFragIdBadOrder"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#u=u1/g=g1" type="term"`, "InvalidFragIdBadOrder"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#f=f1/f=f2" type="term"`, "InvalidFragIdDuplicatedPrefix"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#n=n1/u=u1" type="term"`, "InvalidFragIdMissplacedLeaf"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#k1/t=k1" type="term"`, "InvalidFragIdNoSingleLeaf"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#1/8" type="term"`, "InvalidFragIdNoSingleLeaf"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#f=f1/x=e1" type="term"`, "InvalidFragIdPrefixTooShort"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#f=f1/own=e1" type="term"`, "InvalidFragIdUnknownPrefix"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#f=f1/res=r1" type="term"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#f=f1/tbx=e1" type="term"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="https://pier.example/#a/b=" type="term"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="%zz" type="term"`, "AttributeValue"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" ref="#/f=f2/u=u1" type="term"`, ""},
		{`<x:own id="e1"><x:own id="e2"/>`, `<x:own id="e1"><x:own id="e1"/>`, "ExtensionIdNotUnique"},
		{`<x:own id="e1"/><notes>`, `<x:own id="e1"/><x:own xml:id="e1"/><notes>`, "ExtensionIdNotUnique"},
		{`<x:own id="e1"/><notes>`, `<x:own id="a b"/><notes>`, "AttributeValue"},
		{`<x:own id="e1"/><notes>`, `<x:own id="e1"><unit/></x:own><notes>`, "AttributeMissing UnitWithoutSegment"},
		{`<x:own id="e1"/><notes>`, `<x:own xml:id="lq1"/><notes>`, "XmlIdNotUnique"},
		{`<x:own id="e1"/><notes>`, `<val:validationBad/><notes>`, "ElementNotAllowed ModuleNotAllowedHere"},
		{`ref="#s1"`, `ref="#s7"`, "MatchRefNotFound"},
		{`ref="#s1"`, `ref="s1"`, "InvalidFragIdSyntax"},
		{`ref="#s1"`, `ref="#f=f1/u=u1/s1"`, ""},
		{`ref="#s1"`, `ref="#f=f1/u=u2/s1"`, "MatchRefNotFound"},
		{`ref="#s1"`, `ref="#n=n1"`, "MatchRefNotFound"},
		{`ref="#s1"`, ``, "AttributeMissing"},
		{`ref="#s1"`, `ref="#u=u1/f=f1"`, "InvalidFragIdBadOrder"},
		{`ref="#s1"`, `ref="#s1" subType="x:a" its:mtConfidence="1.5"`, "AttributeValue"},
		{` type="tm"`, ` subType="x:a"`, "SubTypeWithoutType"},
		{` type="tm"`, ` type="mine"`, "AttributeValue"},
		{` type="tm"`, ` type="tm" subType="xlf:a"`, "ReservedPrefix"},
		{`similarity="88.5"`, `similarity="101"`, "AttributeValue"},
		{`similarity="88.5"`, `similarity="1e1"`, "AttributeValue"},
		{`<mtc:match id="m2"`, `<mtc:match id="m1"`, "MatchIdNotUnique"},
		{`<mtc:match id="m1"`, `<mtc:match id="m 1"`, "AttributeValue"},
		{`<mtc:match id="m1"`, `<mtc:match id="m1" xml:lang="fr"`, "MatchLang"},
		{`<target xml:lang="ar">المد`, `<target xml:lang="fr">المد`, "MatchLang"},
		{`<mtc:match id="m2"[^>]*>`, `<mtc:match ref="#k1">`, "MatchLang"},
		{`</mtc:matches>`, `</mtc:matches><mtc:matches><mtc:match ref="#s1"><source/><target/></mtc:match></mtc:matches>`, "ElementTwice"},
		{`<ph id="1" dataRef="d1"/>`, `<ph id="1" dataRef="d2"/>`, "DataRefNotFound"},
		{`<ph id="1" dataRef="d1"/>`, `<sc id="1"/>`, "MissingIsolatedOnSc"},
		{`<mrk id="k5" type="mtc:match"`, `<mrk id="k5" ref="#k1" type="mtc:match"`, "MatchAnnotationWithRef"},
		{`<gls:translation id="g2">مد</gls:translation>`, ``, "GlossEntryWithoutTranslationOrDefinition"},
		{`<gls:translation id="g2">مد</gls:translation>`, `<gls:definition>the sea</gls:definition>`, ""},
		{`<gls:translation id="g2">مد</gls:translation>`, `<gls:definition>the sea</gls:definition>"`, "TextNotAllowed"},
		{`<gls:translation id="g2">`, `<gls:translation id="g1">`, "GlossIdNotUnique"},
		{`<gls:glossary>`, `<gls:glossary><gls:glossEntry id="g1"><gls:term>a</gls:term><gls:definition>b</gls:definition></gls:glossEntry>`, "GlossIdNotUnique"},
		{`id="g1" ref="#k1"`, `id="g1" ref="#k7"`, "GlossRefNotFound"},
		{`<gls:translation id="g2"`, `<gls:translation id="g2" ref="#k7"`, "GlossRefNotFound"},
		{`<mda:metaGroup id="mg1"`, `<mda:metaGroup id="md1"`, "MetaGroupIdNotUnique"},
		{`<mda:metaGroup id="mg1"`, `<mda:metaGroup id="mg1" appliesTo="note"`, "AttributeValue"},
		{`<mda:meta type="t"`, `<mda:meta type="t" appliesTo="source"`, "AttributeUnknown"},
		{`<mda:meta type="t"`, `<mda:meta`, "AttributeMissing"},
		{`<mda:metaGroup id="mg1".*?</mda:metaGroup>`, ``, "ElementMissing"},
		{`<skeleton href="pier.skl"/>`, `<skeleton href="pier.skl"/><gls:glossary/>`, "ModuleNotAllowedHere ElementMissing"},
		{`fs:fs="b" fs:subFs`, `fs:subFs`, "SubFsWithoutFs"},
		{`fs:fs="b" fs:subFs`, `fs:fs="script" fs:subFs`, "AttributeValue"},
		{`<res:resourceItemRef id="rr1" ref="r1"/>`, `<res:resourceItemRef id="rr1" ref="r2"/>`, "ResourceItemNotFound"},
		{`<res:resourceItemRef id="rr1" ref="r1"/>`, `<res:resourceItemRef id="rr1" ref="r1"/><res:resourceItemRef id="rr1" ref="r1"/>`, "ResourceIdNotUnique"},
		{`<res:resourceItemRef id="rr1" ref="r1"/>`, `<res:resourceItemRef ref="r2"/><res:resourceItem id="r2" mimeType="image/png"><res:reference href="a.png"/></res:resourceItem>`, ""},
		{` mimeType="image/png"`, ``, ""},
		{` mimeType="image/png"(.*?)<x:picture/>`, `$1`, "ResourceEmptyWithoutHref ResourceWithoutMimeType"},
		{`<x:picture/>`, ``, "ResourceEmptyWithoutHref"},
		{`<res:source href="pier.png" xml:lang="en"/>`, `<res:source href="pier.png"><x:picture/></res:source>`, "ResourceContentAndHref"},
		{`<res:source href="pier.png" xml:lang="en"/>`, `<res:source href="pier.png" xml:lang="fr"/>`, "ResourceLang"},
		{`(<res:resourceItem id="r1") mimeType="image/png"(.*?)<res:source.*</res:target>`, `$1$2`, "ResourceWithoutMimeType"},
		{`context="no"`, `context="maybe"`, "AttributeValue"},
		{`<res:resourceItem id="r1"`, `<res:resourceItem id="r2" mimeType="image/png"/><res:resourceItem id="r1"`, "ElementMissing"},
		{`slr:sizeInfoRef="z1"`, `slr:sizeInfoRef="z2"`, "SizeInfoRefNotFound"},
		{`slr:sizeInfoRef="z1"`, `slr:sizeInfoRef="z1" slr:sizeInfo="1"`, "SizeInfoWithSizeInfoRef"},
		{`slr:sizeInfo="2"`, `slr:sizeInfo="two"`, "SizeNotInteger"},
		{`slr:equivStorage="3"`, `slr:equivStorage="3.5"`, "SizeNotInteger"},
		{`(?s)<slr:profiles.*?</slr:profiles>(.*)slr:sizeInfo="2"`, `${1}slr:sizeInfo="two"`, ""},
		{`slr:sizeRestriction="5,\*"`, `slr:sizeRestriction="*5"`, "SizePattern"},
		{`slr:storageRestriction="900"`, `slr:storageRestriction="10,star"`, "SizePattern"},
		{`isPresent="tide" occurs="2"`, `isPresent="tide" occurs="0"`, "AttributeValue"},
		{`isPresent="tide" occurs="2"`, `isPresent="tide" endsWith="." occurs="2"`, "RuleNotExactlyOne"},
		{`isPresent="tide" occurs="2"`, `occurs="2"`, "RuleNotExactlyOne RuleOccursWithoutIsPresent"},
		{`version="2.1"(?s)(.*)isPresent="tide" occurs="2"`, `version="2.0"${1}isNotPresent="tide" occurs="2"`, ""},
		{`isPresent="tide" occurs="2"`, `isNotPresent="tide" existsInSource="yes"`, "RuleExistsInSource"},
		{`isPresent="tide" occurs="2"`, `isPresent="tide" disabled="yes"`, "RuleDisabledInFile"},
		{`isPresent="tide" occurs="2"`, `isPresent="tide" normalization="nfkc"`, "AttributeValue"},
		{` its:version="2.0"`, ``, "ItsVersionMissing"},
		{`its:locQualityIssuesRef="#its=lq1"`, `its:locQualityIssuesRef="#its=lq1" its:locQualityIssueType="grammar"`, "ItsAttributesExclude"},
		{`its:taSource="wiki" its:taIdent="tide"`, `its:taSource="wiki"`, "ItsAttributesTogether"},
		{`its:locQualityRatingScore="90.5"`, `its:locQualityRatingVote="7"`, "ItsThresholdWithoutRating"},
		{`<its:locQualityIssues xml:id="lq1">`, `<its:provenanceRecords xml:id="lq1"><its:provenanceRecord tool="t"/></its:provenanceRecords><its:locQualityIssues xml:id="lq1">`, "ItsIdNotUnique XmlIdNotUnique"},
		{`#its=lq1`, `#its=lq7`, "ItsRefNotFound"},
		{`#its=lq1`, `issues.xml`, "ItsRefNotFound"},
		{`#its=pr1`, `people.xml`, ""},
		{`type="its:generic"`, `type="term"`, "ItsTypeNotGeneric"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" type="term" its:termConfidence="0.5"`, ""},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" type="term" itsm:domains="sea"`, "ItsTypeNotGeneric"},
		{`<mrk id="k1" type="term"`, `<mrk id="k1" itsm:domains="sea"`, ""},
		{`#its=pr1`, `#its=lq1`, "ItsRefNotFound"},
		{`<its:locQualityIssue locQualityIssueType="grammar"/>`, `<its:locQualityIssue/>`, "ItsRecordEmpty"},
		{`<its:locQualityIssue locQualityIssueType="grammar"/>`, `<its:locQualityIssue locQualityIssueType="spelling"/>`, "AttributeValue"},
		{`<its:locQualityIssue locQualityIssueType="grammar"/>`, `<its:locQualityIssue locQualityIssueComment="c" locQualityIssueSeverity="101" locQualityIssueEnabled="no"/>`, "AttributeValue"},
		{`<its:provenanceRecord person="Layla"/>`, `<its:provenanceRecord/>`, "ItsRecordEmpty"},
		{`<its:provenanceRecords xml:id="pr1">`, `<its:provenanceRecords>`, "AttributeMissing ItsRefNotFound"},
		{`terminology\|`, `terms|`, "ItsAnnotatorsRef"},
		{`terminology\|`, `provenance|`, "ItsAnnotatorsRef"},
		{`appliesTo="note" ref="n1"`, `appliesTo="note" ref="n9"`, "ChangeRefNotFound"},
		{`appliesTo="note" ref="n1"`, `appliesTo="segment"`, "ChangeRefMissing"},
		{`appliesTo="note" ref="n1"`, `ref="n1"`, "AttributeMissing ChangeRefNotFound"},
		{`<ctr:changeTrack>.*</ctr:changeTrack>`, `<ctr:changeTrack/>`, "ElementMissing"},
		{`<ctr:revisions (.*)</ctr:revisions>`, `<ctr:revisions appliesTo="unit"/>`, "ElementMissing"},
		{`<ctr:item property="content">.*</ctr:item>`, ``, "ElementMissing"},
		{`<ctr:item property="content">`, `<ctr:item>`, "AttributeMissing"},
		{`appliesTo="note" ref="n1"`, `appliesTo="note"`, ""},
		{`property="priority"`, `property="category"`, "ChangePropertyUnknown"},
		{`property="priority"`, `property="colour"`, "ChangePropertyUnknown"},
		{`currentVersion="v1"`, `currentVersion="v2"`, "ChangeVersionNotFound"},
		{`<source xml:space="preserve">Again`, `<source xml:space="preserve">` + strings.Repeat("<ph id='1'/>", mostNodes), "UnitTooLarge"},
		{`<unit id="u2">`, `<unit id="u2" approved="yes">`, "AttributeUnknown"},
		{`<unit id="u2">`, `<unit id="u2"><segment><source>x</source></segment><x:late/>`, "ElementOrder"},
		{`<unit id="u2">`, `<unit id="u2"><segment><source>x</source></segment><notes><note/></notes>`, "ElementOrder"},
		{`<notes><note id="n7">A group</note></notes>`, `<notes/>`, "ElementMissing"},
		{`<source xml:space="preserve">Again`, `<source xml:space="preserve"><g id="1">Again</g>`, "ElementNotAllowed"},
	} {
		changed(t, whole, one)
	}
}

// change is one edit of a good file, and the constraints that it breaks.
type change struct {
	old, new string // old is a regular expression; its first match is replaced
	want     string
}

func changed(t *testing.T, file string, c change) {
	t.Helper()
	re := regexp.MustCompile(c.old)
	at := re.FindStringSubmatchIndex(file)
	if at == nil {
		t.Fatalf("%s does not stand in the file", c.old)
	}
	got := validate(t, file[:at[0]]+string(re.ExpandString(nil, c.new, file, at))+file[at[1]:])
	slices.Sort(got)
	want := strings.Fields(c.want)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s -> %s\n got %v\nwant %v", c.old, c.new, got, want)
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
		string(first):  "",
		"<html/>":      "xliff-other",
		"<xliff":       "xml-truncated",
		whole + "<x/>": "xml-second-root",
	} {
		if got := validate(t, file); strings.Join(got, " ") != want {
			t.Errorf("%.40q: %v, want %s", file, got, want)
		}
	}
}

// The bytes in which a file is written change nothing of what is said.
func TestEncodings(t *testing.T) {
	broken := strings.Replace(whole, `<unit id="u2"`, `<unit id="u1"`, 1)
	want, err := Validate("f.xlf", []byte(broken))
	if err != nil || len(want) == 0 {
		t.Fatal(want, err)
	}
	wantPairs := words(t, []byte(whole))
	for name, in := range map[string]func(string) []byte{
		"with a byte order mark": func(s string) []byte { return append([]byte("\ufeff"), s...) },
		"with CR":                func(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r")) },
		"with CR LF":             func(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) },
		"UTF-16 LE":              func(s string) []byte { return swapped(wide(s, true)) },
		"UTF-16 BE":              func(s string) []byte { return []byte(wide(s, true)) },
	} {
		if got, err := Validate("f.xlf", in(broken)); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %v %v, want %v", name, got, err, want)
		}
		if got, err := Validate("f.xlf", in(whole)); err != nil || len(got) > 0 {
			t.Errorf("%s: %v %v", name, got, err)
		}
		if got := words(t, in(whole)); !slices.Equal(got, wantPairs) {
			t.Errorf("%s: %q, want %q", name, got, wantPairs)
		}
	}
}

// swapped is UTF-16 with its bytes the other way round.
func swapped(s string) []byte {
	b := []byte(s)
	for i := 0; i+1 < len(b); i += 2 {
		b[i], b[i+1] = b[i+1], b[i]
	}
	return b
}

func words(t *testing.T, b []byte) (out []string) {
	t.Helper()
	h, all, err := Pairs("f.xlf", b)
	if err != nil || h.Base != "en" || h.Language != "ar" {
		t.Fatal(h, err)
	}
	for _, p := range all {
		target := " = " + p.Target
		if !p.HasTarget {
			target = ", no target"
		}
		out = append(out, p.Unit+": "+p.Source+target)
	}
	return out
}

// What is compared of a file are the words of its own pairs: no code's data, no
// candidates, no alternatives.
func TestPairs(t *testing.T) {
	for file, want := range map[string][]string{
		whole: {"u1: The tide is high. = المد عالٍ.مد", "u1: Come nowsoon = تعالوا الآن", "u2: Tide\ufffe, no target", "u1: Again = مجدداً"},
		strings.Replace(whole12, "<target>", `<target><mrk mtype="x-sdl-deleted">البحر</mrk>`, 1): {"u1: The tide is high = عالٍ المد", "u2: , no target", "u1: Again = مجدداً"},
		whole12: {"u1: The tide is high = عالٍ المد", "u2: , no target", "u1: Again = مجدداً"},
	} {
		got := words(t, []byte(file))
		for i := range got {
			got[i] = strings.Join(strings.Fields(got[i]), " ")
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q\nwant %q", got, want)
		}
	}
}

// Every constraint has a case.
func TestEveryConstraintIsTried(t *testing.T) {
	var src []byte
	for _, name := range []string{"validate_test.go", "validate12_test.go"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		src = append(src, b...)
	}
	for _, c := range Constraints {
		if !strings.Contains(string(src), c.Name) {
			t.Errorf("%s has no case", c.Name)
		}
	}
}

func FuzzValidate(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(whole12))
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
			if v.Section == "" && v.Constraint != "UnitTooLarge" {
				t.Fatalf("%s is no known constraint", v.Constraint)
			}
		}
	})
}
