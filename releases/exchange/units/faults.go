package units

// Faults are the codes of the errors of Rebuild, with their arguments besides
// "unit", which all but the last have.
var Faults = map[string][]string{
	"unit-missing":     {"unit"},
	"unit-unknown":     {"unit"},
	"unit-twice":       {"unit"},
	"units-unknown":    {"unit"},                  // none of the units was sent; unit: the first of them
	"unit-incomplete":  {"unit"},                  // without translation, while others of its block have one
	"title-open":       {"unit"},                  // of a link whose words have a translation
	"unit-unconfirmed": {"unit"},                  // the same, and a translation is there that counts as none
	"source-changed":   {"unit", "sent", "came"},  // the source's text, as it was sent and as it came
	"source-tags":      {"unit", "sent", "came"},  // the same, of which the codes alone differ
	"code-unknown":     {"unit", "code"},          // see segment.CodeFaults
	"code-missing":     {"unit", "code"},          //
	"code-twice":       {"unit", "code"},          //
	"code-nesting":     {"unit", "code"},          //
	"code-empty":       {"unit", "code"},          //
	"code-lost":        {"unit"},                  // a link or break where the text can hold none
	"unit-not-text":    {"unit", "fault", "text"}, // fault: one of releases.TextFaults
}

// RebuildTold are the codes of what Rebuild tells.
var RebuildTold = map[string][]string{
	"unit-emptied": {"unit"},           // was sent with a translation and came without: that one stays
	"unit-joined":  {"unit", "block"},  // came empty, and done: its words are taken to stand in its block's other units
	"block-blank":  {"block"},          // all of its units came so
	"units-open":   {"count", "block"}, // blocks without translation; block: the first's present name
}
