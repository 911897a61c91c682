package workflow

import "strings"

// The process knows checks by their codes alone. A setting of a code is what a
// finding of that check does on this desk; without one, the check's own usual.

// checkPrefix begins the key of a check's setting: check.length.
const checkPrefix = "check."

// FixedChecks are errors on every desk: what they find is not seen by who reads
// the text, so nobody could answer for letting it pass unasked. One group of a
// text may still be waived, by name and with a reason.
var FixedChecks = []string{"structure", "empty", "bidi-controls"}

// CheckKeys are the keys of checks that a desk may weigh in its own way, in the
// order of the checks.
func CheckKeys() []string {
	keys := strings.Fields(`same wrong-script numbers number-words percent currency date month-style hijri time weekday phone
		url email glossary forbidden names codes markdown markdown-leak arabic-comma question-mark end-mark quotes
		quote-lost brackets presentation-forms tatweel foreign-letters spacing invisible doubled-word digit-style
		length inconsistent homoglyph spelling`)
	for i, code := range keys {
		keys[i] = checkPrefix + code
	}
	return keys
}

// Severities are the severities that the policy gives to checks, by code; those
// of its usual severity are not among them.
func (p Policy) Severities() map[string]string {
	out := map[string]string{}
	for key, value := range p.Settings {
		if code, ok := strings.CutPrefix(key, checkPrefix); ok && value != "" {
			out[code] = value
		}
	}
	return out
}
