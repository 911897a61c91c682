// Package tmx reads and writes TMX 1.4, the format in which translation systems
// exchange their memories (LISA OSCAR, TMX 1.4b).
//
// Read takes versions 1.1 to 1.4 of any maker and gives one unit at a time, so
// that a file of any size needs little memory; Write gives back what was read:
// texts, inline codes with their content, notes, properties, ids, languages with
// their regions. What is not kept: who made a unit first, how often it was used,
// and formatting of the file itself.
//
// A fault is a *releases.ParseError: one of Faults, or of plainxml.Faults.
package tmx

import (
	"strings"

	"bayan/releases"
	"bayan/releases/memory"
)

// Faults are the codes of faults of TMX itself, with the arguments of each.
// unit is the unit's id, or its number in the file.
var Faults = map[string][]string{
	"tmx-root":      {"element"},           // the file is of another kind
	"tmx-version":   {"version"},           // not 1.x
	"tmx-element":   {"element", "parent"}, // does not belong there
	"tmx-attribute": {"element", "attribute", "unit"},
	"tmx-text":      {"element", "unit"},  // words where none belong
	"tmx-language":  {"language", "unit"}, // is none
	"tmx-alone":     {"unit"},             // words in one language only
	"tmx-segment":   {"unit"},             // none in a language, or two
	"tmx-long":      {"unit", "limit"},    // bytes of a text
}

// Header is what a file says of itself.
type Header struct {
	Tool, ToolVersion string
	Source            releases.Language // "" or "*all*": any
	Notes             []memory.Note
}

// Properties of units in which other systems keep what stands around a segment.
var (
	beforeProperties = []string{"x-context-pre", "prev"} // the first is written
	afterProperties  = []string{"x-context-post", "next"}
)

// Properties of our own.
const (
	releaseProperty  = "x-bayan-release"  // the release's key
	idProperty       = "x-bayan-id"       // its id
	versionProperty  = "x-bayan-version"  //
	approvedProperty = "x-bayan-approved" // once for each who did
	stateProperty    = "x-bayan-state"    // "stale", "unreviewed"
)

// elements are the inline codes of TMX, by what they do.
var elements = map[memory.CodeKind]string{
	memory.Opens: "bpt", memory.Closes: "ept", memory.Single: "ph",
	memory.LoneOpens: "it", memory.LoneCloses: "it", memory.Highlights: "hi",
}

// instant turns the time of TMX, 20261122T143000Z, into RFC 3339; "" for what
// is none.
func instant(s string) string {
	if len(s) != 16 || s[8] != 'T' || s[15] != 'Z' || strings.Trim(s, "0123456789TZ") != "" {
		return ""
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:11] + ":" + s[11:13] + ":" + s[13:15] + "Z"
}

// stamp is the inverse of instant.
func stamp(at string) string {
	if len(at) < 20 || at[len(at)-1] != 'Z' || at[10] != 'T' {
		return ""
	}
	s := strings.NewReplacer("-", "", ":", "").Replace(at[:19]) + "Z"
	if instant(s) == "" {
		return ""
	}
	return s
}
