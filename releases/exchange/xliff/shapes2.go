package xliff

import (
	"sync"

	"bayan/releases/exchange/internal/xmlscan"
)

// inline is what text is made of.
const inline = "cp|ph|pc|sc|ec|mrk|sm|em*"

const (
	hints   = " canCopy canDelete canReorder copyOf subType type"
	anyXML  = " foreign xml"
	modules = anyXML + " fs slr its itsm"
)

// shapes2 are those of XLIFF 2.1, of the core and of its modules.
func shapes2() map[string]shape {
	return map[string]shape{
		"xliff":        {attrs: "version! srcLang! trgLang", spaces: anyXML + " its", children: []string{"file+"}},
		"file":         {attrs: "id! canResegment original translate srcDir trgDir", spaces: modules, children: []string{"skeleton?", "other*", "notes?", "unit|group+"}},
		"skeleton":     {attrs: "href", children: []string{"other*"}, mixed: true},
		"group":        {attrs: "id! name canResegment translate srcDir trgDir type", spaces: modules, children: []string{"other*", "notes?", "unit|group*"}},
		"unit":         {attrs: "id! name canResegment translate srcDir trgDir type", spaces: modules, children: []string{"other*", "notes?", "originalData?", "segment|ignorable+"}},
		"segment":      {attrs: "id canResegment state subState", children: []string{"source", "target?"}},
		"ignorable":    {attrs: "id", children: []string{"source", "target?"}},
		"notes":        {children: []string{"note+"}},
		"note":         {attrs: "id appliesTo category priority", spaces: anyXML + " fs", mixed: true},
		"originalData": {children: []string{"data+"}},
		"data":         {attrs: "id! dir", xml: "space", children: []string{"cp*"}, mixed: true},
		"source":       {xml: "space lang", children: []string{inline}, mixed: true},
		"target":       {attrs: "order", xml: "space lang", children: []string{inline}, mixed: true},
		"cp":           {attrs: "hex!"},
		"ph":           {attrs: "id! disp equiv dataRef subFlows" + hints, spaces: "fs slr"},
		"pc": {attrs: "id! canOverlap dispEnd dispStart equivEnd equivStart dataRefEnd dataRefStart subFlowsEnd subFlowsStart dir" + hints,
			spaces: "fs slr", children: []string{inline}, mixed: true},
		"sc":  {attrs: "id! canOverlap dataRef dir disp equiv isolated subFlows" + hints, spaces: "fs slr"},
		"ec":  {attrs: "id canOverlap dataRef dir disp equiv isolated startRef subFlows" + hints, spaces: "fs slr"},
		"mrk": {attrs: "id! translate type ref value", spaces: "foreign fs slr its itsm", children: []string{inline}, mixed: true},
		"sm":  {attrs: "id! translate type ref value", spaces: "foreign fs slr its itsm"},
		"em":  {attrs: "startRef!"},

		"mtc:matches": {children: []string{"mtc:match+"}},
		"mtc:match": {attrs: "id matchQuality matchSuitability origin ref! reference similarity subType type", spaces: modules,
			children: []string{"mda:metadata?", "originalData?", "source", "target", "other*"}},
		"gls:glossary":          {children: []string{"gls:glossEntry+"}},
		"gls:glossEntry":        {attrs: "id ref", spaces: modules, children: []string{"gls:term", "gls:translation*", "gls:definition?", "other*"}},
		"gls:term":              {attrs: "source", spaces: modules, mixed: true},
		"gls:translation":       {attrs: "id ref source", spaces: modules, mixed: true},
		"gls:definition":        {attrs: "source", spaces: modules, mixed: true},
		"mda:metadata":          {attrs: "id", children: []string{"mda:metaGroup+"}},
		"mda:metaGroup":         {attrs: "id category appliesTo", children: []string{"mda:metaGroup|mda:meta+"}},
		"mda:meta":              {attrs: "type!", mixed: true},
		"res:resourceData":      {children: []string{"res:resourceItemRef*", "res:resourceItem*"}},
		"res:resourceItemRef":   {attrs: "id ref!", spaces: modules},
		"res:resourceItem":      {attrs: "mimeType id context", spaces: modules, children: []string{"res:source?", "res:target?", "res:reference*"}},
		"res:source":            {attrs: "href", spaces: modules, children: []string{"other*"}},
		"res:target":            {attrs: "href", spaces: modules, children: []string{"other*"}},
		"res:reference":         {attrs: "href!", spaces: modules},
		"slr:profiles":          {attrs: "generalProfile storageProfile", children: []string{"slr:normalization?", "other*"}},
		"slr:normalization":     {attrs: "general storage"},
		"slr:data":              {attrs: "profile!", spaces: modules, children: []string{"other*"}},
		"val:validation":        {spaces: modules, children: []string{"val:rule+"}},
		"val:rule":              {attrs: "isPresent occurs isNotPresent startsWith endsWith existsInSource caseSensitive normalization disabled", spaces: modules},
		"its:locQualityIssues":  {attrs: "version", xml: "id", children: []string{"its:locQualityIssue+"}},
		"its:locQualityIssue":   {attrs: "version locQualityIssueType locQualityIssueComment locQualityIssueSeverity locQualityIssueProfileRef locQualityIssueEnabled"},
		"its:provenanceRecords": {attrs: "version", xml: "id", children: []string{"its:provenanceRecord+"}},
		"its:provenanceRecord":  {attrs: "version org orgRef person personRef revOrg revOrgRef revPerson revPersonRef revTool revToolRef tool toolRef"},
	}
}

var (
	direction    = one("ltr rtl auto")
	normal       = one("none nfc nfd")
	inlineType   = one("fmt ui quote link image other")
	annotation   = either(trimmed(one("generic comment term")), userDefined)
	score, issue = percentage, one("terminology mistranslation omission untranslated addition duplication inconsistency grammar legal register locale-specific-content locale-violation style characters misspelling typographical formatting inconsistent-entities numbers markup pattern-problem whitespace internationalization length non-conformance uncategorized other")
)

func anything(string) bool { return true }

// values2 are those of the attributes of XLIFF 2.1.
func values2() map[string]value {
	return map[string]value{
		"id": nmtoken, "startRef": nmtoken, "dataRef": nmtoken, "dataRefStart": nmtoken, "dataRefEnd": nmtoken, "copyOf": nmtoken,
		"subFlows": each(nmtoken, true), "subFlowsStart": each(nmtoken, true), "subFlowsEnd": each(nmtoken, true),
		"canResegment": yesNo, "translate": yesNo, "canCopy": yesNo, "canDelete": yesNo, "canOverlap": yesNo, "isolated": yesNo,
		"canReorder": one("yes firstNo no"), "srcDir": direction, "trgDir": direction, "dir": direction,
		"state": one("initial translated reviewed final"), "subState": userDefined, "priority": oneToTen,
		"note appliesTo": one("source target"), "mda:metaGroup appliesTo": one("source target ignorable"),
		"order": positive, "subType": userDefined, "hex": trimmed(matching(`^([0-9A-Fa-f]{2}){2,3}$`)),
		"ph type": inlineType, "pc type": inlineType, "sc type": inlineType, "ec type": inlineType,
		"mrk type": annotation, "sm type": annotation, "unit type": userDefined, "group type": userDefined,
		"mrk ref": iri, "sm ref": iri, "mtc:match ref": iri, "gls:glossEntry ref": iri, "gls:translation ref": iri,
		"mtc:match type": one("am mt icm idm tb tm other"), "reference": yesNo,
		"similarity": percentage, "matchQuality": percentage, "matchSuitability": percentage,
		"res:resourceItemRef ref": nmtoken, "context": yesNo, "general": normal, "storage": normal, "normalization": normal,
		"occurs": positive, "existsInSource": yesNo, "caseSensitive": yesNo, "disabled": yesNo,

		"xml:space": trimmed(one("default preserve")), "data xml:space": trimmed(one("preserve")),
		"xml:lang": either(language12, matching(`^\s*$`)), "xml:id": trimmed(xmlscan.NCName), "xml:base": iri,

		"fs:fs":    one("a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 head hr html i img label legend li ol p pre q s samp select small span strike strong sub sup table tbody td tfoot th thead title tr tt u ul"),
		"fs:subFs": anything, "slr:equivStorage": anything, "slr:sizeInfo": anything, "slr:sizeInfoRef": nmtoken,
		"slr:sizeRestriction": anything, "slr:storageRestriction": anything,

		"itsm:domains": anything, "itsm:lang": language12,
		"its:locQualityIssue locQualityIssueType": issue, "its:locQualityIssue locQualityIssueSeverity": score,
		"its:locQualityIssue locQualityIssueEnabled": yesNo, "its:version": one("2.0"), "its:allowedCharacters": anything, "its:annotatorsRef": anything,
		"its:localeFilterList": anything, "its:localeFilterType": one("include exclude"),
		"its:locQualityIssueComment": anything, "its:locQualityIssueEnabled": yesNo, "its:locQualityIssueProfileRef": iri,
		"its:locQualityIssuesRef": iri, "its:locQualityIssueSeverity": score, "its:locQualityIssueType": issue,
		"its:locQualityRatingProfileRef": iri, "its:locQualityRatingScore": score, "its:locQualityRatingScoreThreshold": score,
		"its:locQualityRatingVote": integer, "its:locQualityRatingVoteThreshold": integer,
		"its:mtConfidence": fraction, "its:taConfidence": fraction, "its:termConfidence": fraction,
		"its:org": anything, "its:orgRef": iri, "its:person": anything, "its:personRef": iri, "its:provenanceRecordsRef": iri,
		"its:revOrg": anything, "its:revOrgRef": iri, "its:revPerson": anything, "its:revPersonRef": iri,
		"its:revTool": anything, "its:revToolRef": iri, "its:taClassRef": iri, "its:taIdent": anything, "its:taIdentRef": iri,
		"its:taSource": anything, "its:tool": anything, "its:toolRef": iri,
	}
}

// prefixes2 are those of the namespaces of XLIFF 2.1 and its modules, as the
// specification writes them.
func prefixes2() map[string]string {
	return map[string]string{
		space2: "", spaceMatches: "mtc", spaceGlossary: "gls", spaceMetadata: "mda", spaceXML: "xml",
		spaceResources: "res", spaceSizes: "slr", spaceRules: "val", spaceITS: "its",
		"urn:oasis:names:tc:xliff:fs:2.0": "fs", spaceITSM: "itsm",
	}
}

const (
	spaceMetadata  = "urn:oasis:names:tc:xliff:metadata:2.0"
	spaceResources = "urn:oasis:names:tc:xliff:resourcedata:2.0"
	spaceSizes     = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
	spaceRules     = "urn:oasis:names:tc:xliff:validation:2.0"
	spaceITS       = "http://www.w3.org/2005/11/its"
	spaceITSM      = "urn:oasis:names:tc:xliff:itsm:2.1"
)

// grammar2 is made when the first file is validated.
var grammar2 = sync.OnceValue(func() *grammar {
	return &grammar{forms(shapes2()), values2(), prefixes2(), true}
})
