package xliff

import (
	"slices"
	"strings"
)

// What ITS says of an element is whole: these attributes exclude each other.
var itsExclude = map[string]string{
	"locQualityIssuesRef":   "locQualityIssueType locQualityIssueComment locQualityIssueSeverity locQualityIssueProfileRef locQualityIssueEnabled",
	"locQualityRatingScore": "locQualityRatingVote",
	"taIdentRef":            "taSource taIdent",
	"provenanceRecordsRef":  itsProvenance,
}

const itsProvenance = "org orgRef person personRef revOrg revOrgRef revPerson revPersonRef revTool revToolRef tool toolRef"

// itsCategories are those that annotatorsRef may name.
var itsCategories = one("allowed-characters directionality domain elements-within-text external-resource id-value language-information locale-filter localization-note localization-quality-issue localization-quality-rating mt-confidence preserve-space provenance storage-size target-pointer terminology text-analysis translate")

// itsAttributes checks those of the ITS module on an element of the core or a
// match.
func (v *validating) itsAttributes(n *node) {
	v.itsType(n)
	own := map[string]string{}
	for _, a := range n.attrs {
		if a.Space == spaceITS {
			own[a.Local] = a.value
		}
	}
	if len(own) == 0 {
		return
	}
	v.itsVersion(n)
	for _, a := range n.attrs {
		if a.Space != spaceITS {
			continue
		}
		for other := range strings.FieldsSeq(itsExclude[a.Local]) {
			if _, has := own[other]; has {
				v.add(n, "ItsAttributesExclude", a.Local+" "+other)
			}
		}
		switch a.Local {
		case "locQualityIssuesRef":
			v.itsRef(n, a.value, "locQualityIssues")
		case "provenanceRecordsRef":
			v.itsRef(n, a.value, "provenanceRecords")
		case "locQualityRatingScoreThreshold", "locQualityRatingVoteThreshold":
			if of := strings.TrimSuffix(a.Local, "Threshold"); !around(n, of) {
				v.add(n, "ItsThresholdWithoutRating", of)
			}
		case "annotatorsRef":
			v.annotators(n, a.value)
		}
	}
	if _, source := own["taSource"]; source != (own["taIdent"] != "") {
		v.add(n, "ItsAttributesTogether", "taSource taIdent")
	}
}

// itsMarks are the attributes that make a mark one of ITS.
var itsMarks = one("allowedCharacters domains lang locQualityIssuesRef locQualityRatingScore locQualityRatingVote localeFilterList mtConfidence provenanceRecordsRef taClassRef taIdent taIdentRef taSource")

// itsType checks that the type of a mark of ITS, where one is named, is that of ITS.
func (v *validating) itsType(n *node) {
	kind, has := n.get("type")
	if !has || strings.TrimSpace(kind) == "its:generic" || !n.core("mrk") && !n.core("sm") {
		return
	}
	for _, a := range n.attrs {
		if (a.Space == spaceITS || a.Space == spaceITSM) && itsMarks(a.Local) {
			v.add(n, "ItsTypeNotGeneric", a.Local)
			return
		}
	}
}

// around tells whether an element or one around it has an attribute of ITS.
func around(n *node, local string) bool {
	for ; n != nil; n = n.parent {
		if _, ok := n.in(spaceITS, local); ok {
			return true
		}
	}
	return false
}

// itsVersion checks that one is named where ITS is used.
func (v *validating) itsVersion(n *node) {
	for at := n; at != nil; at = at.parent {
		if _, ok := at.get("version"); ok && at.Space == spaceITS {
			return
		}
	}
	if !around(n, "version") {
		v.add(n, "ItsVersionMissing", "its:version")
	}
}

// itsRef checks a reference to records: of the unit, or of what is around it.
// Issues are the unit's own, and named in one way.
func (v *validating) itsRef(n *node, ref, local string) {
	name, within := strings.CutPrefix(strings.TrimSpace(ref), "#its=")
	if !within && local != "locQualityIssues" {
		return // to another file, or in the way of fragments, which knows its own
	}
	for at := n; at != nil; at = at.parent {
		for _, c := range at.children {
			if own, ok := c.in(spaceXML, "id"); ok && c.Space == spaceITS && c.Local == local && own == name {
				return
			}
		}
	}
	v.add(n, "ItsRefNotFound", ref)
}

// annotators checks a list of categories and tools.
func (v *validating) annotators(n *node, list string) {
	seen := map[string]bool{}
	for item := range strings.FieldsSeq(list) {
		category, tool, ok := strings.Cut(item, "|")
		if !ok || tool == "" || seen[category] || !itsCategories(category) {
			v.add(n, "ItsAnnotatorsRef", item)
		}
		seen[category] = true
	}
}

// itsRecords checks records of quality and provenance; seen are the ids so far.
func (v *validating) itsRecords(n *node, seen map[string]bool) {
	v.itsVersion(n)
	if name, ok := n.in(spaceXML, "id"); ok {
		v.only(seen, n, name, "ItsIdNotUnique")
	} else {
		v.add(n, "AttributeMissing", "xml:id")
	}
	for _, c := range n.children {
		must := "locQualityIssueType locQualityIssueComment"
		if c.Local == "provenanceRecord" {
			must = itsProvenance
		}
		if !slices.ContainsFunc(strings.Fields(must), func(name string) bool { _, has := c.get(name); return has }) {
			v.add(c, "ItsRecordEmpty", c.Local)
		}
	}
}
