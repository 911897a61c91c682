package xliff

import "slices"

// Constraint is one demand on a file: its name, and the section that states it
// of XLIFF 2.1 (OASIS Standard of 13 February 2018); change tracking is a module
// of 2.0 alone, and what begins with V12 is of XLIFF 1.2. The names are ours, but
// for those of the committee's test cases.
type Constraint struct {
	Name, Section string
	Words         []string // of XML, that a sentence about it needs: the remedy, mostly
}

// Constraints is everything that Validate demands, in the order of the
// specification; docs/xliff-constraints.md shows it.
var Constraints = []Constraint{
	{"InvalidFragIdSyntax", "3", []string{"#f=FILE/u=UNIT/ID"}},
	{"InvalidFragIdBadOrder", "3", nil},
	{"InvalidFragIdDuplicatedPrefix", "3", nil},
	{"InvalidFragIdMissplacedLeaf", "3", nil},
	{"InvalidFragIdNoSingleLeaf", "3", nil},
	{"InvalidFragIdNotResolvable", "3", []string{"#/f=FILE"}},
	{"InvalidFragIdPrefixTooShort", "3.2", []string{"f g u n d t"}},
	{"InvalidFragIdUnknownPrefix", "3.2", nil},

	{"ElementMissing", "4.2", nil},
	{"ElementNotAllowed", "4.2", nil},
	{"ElementOrder", "4.2", nil},
	{"ElementTwice", "4.2", nil},
	{"TextNotAllowed", "4.2", nil},
	{"AttributeMissing", "4.2", nil},
	{"AttributeUnknown", "4.2", nil},
	{"AttributeValue", "4.3", nil},
	{"NoTrgLang", "4.2.2.1", nil},
	{"NoUnitOrGroupInFile", "4.2.2.2", nil},
	{"EmptySkeletonWithoutHref", "4.2.2.3", []string{"href"}},
	{"NonEmptySkeletonWithHref", "4.2.2.3", nil},
	{"UnitWithoutSegment", "4.2.2.5", nil},
	{"WrongSourceLang", "4.2.2.12", []string{"srcLang"}},
	{"WrongTargetLang", "4.2.2.13", []string{"trgLang"}},
	{"DifferentXmlSpace", "4.2.2.13", nil},
	{"InvalidHexRangeOnCp", "4.2.3.1", nil},
	{"MissingOtherEndOnPc", "4.2.3.3", nil},
	{"MissingIsolatedOnSc", "4.2.3.4", []string{"ec", "isolated=\"yes\""}},
	{"InvalidIsolatedOnSc", "4.2.3.4", []string{"isolated"}},
	{"MissingIsolatedOnEc", "4.2.3.5", []string{"sc", "id", "isolated=\"yes\""}},
	{"IsolatedEcWithoutId", "4.2.3.5", []string{"id", "startRef"}},
	{"NonIsolatedEcWithoutStartRef", "4.2.3.5", []string{"startRef", "id"}},
	{"InvalidDirOnEc", "4.2.3.5", nil},
	{"EcBeforeSc", "4.2.3.5", nil},
	{"TwoEcForSc", "4.2.3.5", nil},
	{"DifferentCanCopyInScAndEc", "4.2.3.5", []string{"canCopy"}},
	{"DifferentCanDeleteInScAndEc", "4.2.3.5", []string{"canDelete"}},
	{"DifferentCanOverlapInScAndEc", "4.2.3.5", []string{"canOverlap"}},
	{"DifferentCanReorderInScAndEc", "4.2.3.5", []string{"canReorder", "firstNo", "no"}},
	{"DifferentCopyOfInScAndEc", "4.7.2.2", nil},
	{"DifferentTypeInScAndEc", "4.7.2.2", []string{"type"}},
	{"DifferentSubTypeInScAndEc", "4.7.2.2", []string{"subType"}},
	{"InvalidLoneSm", "4.2.3.7", []string{"em"}},
	{"InvalidLoneEm", "4.2.3.8", nil},
	{"EmBeforeSm", "4.2.3.8", nil},

	{"CopyOfWithBadReference", "4.3.1.8", nil},
	{"DataRefNotFound", "4.3.1.9", nil},
	{"FileIdNotUnique", "4.3.1.21", nil},
	{"GroupIdNotUnique", "4.3.1.21", nil},
	{"UnitIdNotUnique", "4.3.1.21", nil},
	{"NoteIdNotUnique", "4.3.1.21", nil},
	{"DataIdNotUnique", "4.3.1.21", nil},
	{"SegmentIdNotUnique", "4.3.1.21", nil},
	{"InlineIdNotUnique", "4.3.1.21", nil},
	{"TargetIdDiffers", "4.3.1.21", nil},
	{"XmlIdNotUnique", "4.9.2", []string{"xml:id"}},
	{"InvalidLang", "4.3.1.29", []string{"en-GB"}},
	{"StateWithoutTarget", "4.3.1.31", []string{"initial"}},
	{"SubFlowWithInvalidReference", "4.3.1.32", nil},
	{"SubStateWithoutState", "4.3.1.35", []string{"subState", "state"}},
	{"SubTypeWithoutType", "4.3.1.36", []string{"subType", "type"}},
	{"InvalidTypeSubTypeValues", "4.3.1.36", []string{"subType"}},
	{"ReservedPrefix", "4.3.1.40", []string{"xlf:"}},
	{"WrongVersion", "4.3.1.42", nil},

	{"CopyOfWithNoCopyReference", "4.7.2.4", nil},
	{"CopyOfWithOriginalData", "4.7.2.4", []string{"copyOf"}},
	{"CanReorderContext", "4.7.2.6", []string{"canCopy", "canDelete", "no"}},
	{"MissingReorderFirstNo", "4.7.2.6", []string{"firstNo"}},
	{"WrongReordering", "4.7.2.6", nil},
	{"MissingNonRemovable", "4.7.2.6", nil},
	{"GenericWithoutTranslate", "4.7.3.1", []string{"translate", "type"}},
	{"CommentWithoutValue", "4.7.3.1", []string{"value", "ref"}},
	{"CommentWithValueAndRef", "4.7.3.1", []string{"value", "ref"}},
	{"CommentRefNotFound", "4.7.3.1", nil},
	{"OrderOutOfRange", "4.8.2", nil},
	{"OrderNotUnique", "4.8.2", []string{"order"}},
	{"ExtensionIdNotUnique", "4.9.2", nil},

	{"ModuleNotAllowedHere", "5", nil},
	{"MatchIdNotUnique", "5.1", nil},
	{"MatchLang", "5.1", nil},
	{"MatchRefNotFound", "5.1", nil},
	{"MatchAnnotationWithRef", "5.1", []string{"ref"}},
	{"GlossIdNotUnique", "5.2", nil},
	{"GlossRefNotFound", "5.2", nil},
	{"GlossEntryWithoutTranslationOrDefinition", "5.2", nil},
	{"InvalidFSAttributeOnEc", "5.3", nil},
	{"SubFsWithoutFs", "5.3", []string{"subFs", "fs"}},
	{"MetaGroupIdNotUnique", "5.4", nil},
	{"ResourceIdNotUnique", "5.5", nil},
	{"ResourceItemNotFound", "5.5", nil},
	{"ResourceWithoutMimeType", "5.5", []string{"mimeType"}},
	{"ResourceEmptyWithoutHref", "5.5", []string{"href"}},
	{"ResourceContentAndHref", "5.5", nil},
	{"ResourceLang", "5.5", nil},
	{"SizeOnEcNotIsolated", "5.6", nil},
	{"SizeInfoWithSizeInfoRef", "5.6", []string{"sizeInfo", "sizeInfoRef"}},
	{"SizeInfoRefNotFound", "5.6", nil},
	{"SizeNotInteger", "5.6", nil},
	{"SizePattern", "5.6", []string{"MOST", "LEAST,MOST"}},
	{"RuleNotExactlyOne", "5.7", []string{"isPresent", "isNotPresent", "startsWith", "endsWith"}},
	{"RuleOccursWithoutIsPresent", "5.7", []string{"occurs", "isPresent"}},
	{"RuleExistsInSource", "5.7", []string{"existsInSource", "isPresent", "startsWith", "endsWith"}},
	{"RuleDisabledInFile", "5.7", nil},
	{"ItsVersionMissing", "5.8", []string{"its:version=\"2.0\""}},
	{"ItsAttributesExclude", "5.8", nil},
	{"ItsAttributesTogether", "5.8", nil},
	{"ItsThresholdWithoutRating", "5.8", nil},
	{"ItsIdNotUnique", "5.8", nil},
	{"ItsRefNotFound", "5.8", nil},
	{"ItsRecordEmpty", "5.8", nil},
	{"ItsTypeNotGeneric", "5.8", []string{"type", "its:generic"}},
	{"ItsAnnotatorsRef", "5.8", []string{"annotatorsRef", "CATEGORY|ADDRESS"}},
	{"ChangeRefNotFound", "5.6 of 2.0", nil},
	{"ChangeRefMissing", "5.6 of 2.0", []string{"ref"}},
	{"ChangePropertyUnknown", "5.6 of 2.0", nil},
	{"ChangeVersionNotFound", "5.6 of 2.0", nil},

	{"V12WrongSourceLang", "1.2", []string{"source-language"}},
	{"V12WrongTargetLang", "1.2", []string{"target-language"}},
	{"V12GroupIdNotUnique", "1.2", nil},
	{"V12UnitIdNotUnique", "1.2", nil},
	{"V12NameNotUnique", "1.2", nil},
	{"V12ToolNotFound", "1.2", nil},
	{"V12PhaseNotFound", "1.2", nil},
	{"V12CodeIdNotUnique", "1.2", nil},
	{"V12EndWithoutBegin", "1.2", nil},
	{"V12BeginTwice", "1.2", nil},
	{"V12SegmentIdNotUnique", "1.2", nil},
	{"V12SegmentNotFound", "1.2", nil},

	{"UnitTooLarge", "", nil}, // ours
}

// Words are those of a constraint; nil for none.
func Words(name string) []string { return find(name).Words }

// section is where a constraint stands; "" for none.
func section(name string) string { return find(name).Section }

func find(name string) Constraint {
	if i := slices.IndexFunc(Constraints, func(c Constraint) bool { return c.Name == name }); i >= 0 {
		return Constraints[i]
	}
	return Constraint{}
}
