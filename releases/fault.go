package releases

import (
	"fmt"
	"slices"
	"strings"
)

// ParseError is one fault of a file that was read. Code names it for the
// catalogues; Args are what its sentence needs. The codes of Parse are in
// TextFaults, those of ParseManifest and ParseSums in ListFaults.
type ParseError struct {
	Code, File string
	Line       int // 1-based; 0 where a line says nothing, as for a size
	Args       map[string]any
}

func (e *ParseError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Code
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Code)
}

// ParseErrors are all faults of one file, in the order of their lines.
type ParseErrors []*ParseError

func (e ParseErrors) Error() string {
	lines := make([]string, len(e))
	for i, one := range e {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As find the first fault.
func (e ParseErrors) Unwrap() []error {
	all := make([]error, len(e))
	for i, one := range e {
		all[i] = one
	}
	return all
}

// Told is what Parse says about a text that it took: nothing was lost, but
// somebody may want to know. Its codes are in TextTold.
type Told struct {
	Code string
	Line int
	Args map[string]any
}

// TextFaults are the codes of the faults that Parse finds, with the arguments
// of each.
var TextFaults = map[string][]string{
	"text-too-large":     {"bytes", "limit"},
	"too-many-lines":     {"lines", "limit"},
	"block-too-large":    {"bytes", "limit"},
	"too-many-marks":     {"marks", "limit"},
	"invalid-utf8":       {"byte"},           // byte: 1-based in its line
	"control-character":  {"codepoint"},      // "U+0000"
	"conflict-marks":     {"mark"},           // what MarkConflicts wrote and nobody has settled
	"fields-not-closed":  {},                 // a +++ without its second
	"fields-not-read":    {},                 // not TOML
	"field-twice":        {"key"},            //
	"field-unknown":      {"key", "known"},   //
	"field-not-text":     {"key"},            // a number, a list, a table
	"fact-in-text":       {"key"},            // belongs in release.toml
	"empty-text":         {},                 //
	"no-headline":        {},                 //
	"headline-not-first": {"headline"},       // headline: the line where it stands
	"second-headline":    {"first"},          // first: the line of the first
	"empty-block":        {"kind"},           //
	"break-in-heading":   {},                 //
	"empty-link":         {},                 // no words or no address
	"link-scheme":        {"scheme"},         //
	"html":               {},                 //
	"table":              {},                 //
	"code":               {},                 //
	"image":              {},                 //
	"rule":               {},                 // a thematic break
	"footnote":           {"label"},          //
	"link-not-used":      {"label"},          // a reference definition that nothing names
	"nested":             {"outer", "inner"}, // what the letters of Kind cannot say
	"list-number":        {"number"},         // a list that counts from 0
}

// TextTold are the codes of what Parse tells, with the arguments of each.
var TextTold = map[string][]string{
	"bom-dropped":     {},                  // a byte order mark
	"nfc-changed":     {"from", "to"},      // code points that look different after normalisation
	"list-renumbered": {"number", "shown"}, // a number that is not the next: the list counts for itself
	"mark-not-closed": {"mark", "near"},    // * or _ that CommonMark took for a letter
}

// MostFaults bounds what a hostile file can make us say of it.
const MostFaults = 100

// Faults collects what is wrong with one file, MostFaults at most.
type Faults struct {
	File string // as the errors name it
	list ParseErrors
}

// Add notes a fault; a line of 0 is none.
func (f *Faults) Add(line int, code string, args map[string]any) {
	if !f.Full() {
		f.list = append(f.list, &ParseError{Code: code, File: f.File, Line: line, Args: args})
	}
}

// Full tells that no further fault would be kept.
func (f *Faults) Full() bool { return len(f.list) >= MostFaults }

// Err is what was noted as ParseErrors, in the order of its lines; nil for nothing.
func (f *Faults) Err() error {
	if len(f.list) == 0 {
		return nil
	}
	slices.SortStableFunc(f.list, func(a, b *ParseError) int { return a.Line - b.Line })
	return f.list
}
