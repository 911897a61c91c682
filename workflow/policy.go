package workflow

import (
	"maps"
	"slices"
	"strings"
	"time"

	"bayan/pattern"
)

// Preset is a ready-made policy.
type Preset string

const (
	Newsroom Preset = "newsroom" // a desk of several people
	Pair     Preset = "pair"     // two people: reviewer, signer and publisher may be one, never the author
	Solo     Preset = "solo"     // one person does everything
)

// FourEyes says whether a second person has to look.
type FourEyes string

const (
	// EyesBlocks: nobody approves or signs a group whose words they wrote.
	EyesBlocks FourEyes = "blocks"
	// EyesNone: one person may do everything.
	EyesNone FourEyes = "none"
)

// Policy is what a desk asks for beyond the table. A change of it changes what
// is allowed from then on; decisions of the past stand.
type Policy struct {
	Preset    Preset
	Signers   []string // sign-offs that a publication needs; never empty
	FourEyes  FourEyes
	ClaimFor  time.Duration // how long a claim lives without a save
	SendFor   time.Duration // how long a parcel may be away before others may take its text
	RecordFor []RoleKind    // who may record the words and decisions of others
	Settings  map[string]string
}

// PolicyKeys are the keys of settings, in the order in which they are listed;
// CheckKeys are those of the checks.
var PolicyKeys = []string{"preset", "signers", "four-eyes", "claim", "send", "record-for", "languages",
	"digits", "months", "quotes", "dateline", "zone", "url"}

// PolicyValues are the values that a setting of the house style or of a check may
// have besides none, which is the language's own way or the check's; nil where
// a setting has no list of them.
func PolicyValues(key string) []string {
	switch key {
	case "digits":
		return []string{"latn", "arab"}
	case "months":
		return []string{"levantine", "egyptian", "maghrebi", "both"}
	case "quotes":
		return []string{"guillemets", "curly"}
	case "dateline":
		return []string{"full", "place", "written"}
	}
	if slices.Contains(CheckKeys(), key) {
		return []string{"error", "warning", "info", "off"}
	}
	return nil
}

// PolicyOf is the policy of a preset with settings laid over it. What is
// unknown or not valid in settings is left out.
func PolicyOf(preset Preset, settings map[string]string) Policy {
	p := Policy{
		Preset: preset, Signers: []string{"editor"}, FourEyes: EyesBlocks,
		ClaimFor: 8 * time.Hour, SendFor: 7 * 24 * time.Hour,
		RecordFor: []RoleKind{Coordinator}, Settings: maps.Clone(settings),
	}
	if preset == Solo {
		p.FourEyes = EyesNone
	}
	for key, value := range settings {
		if canonical, bad := ParsePolicySetting(key, value); bad == nil {
			p.lay(key, canonical)
		}
	}
	return p
}

// lay puts one canonical setting into its field. "preset" is no field to lay
// over itself, and "languages" are the desk's.
func (p *Policy) lay(key, value string) {
	switch key {
	case "signers":
		p.Signers = strings.Split(value, ",")
	case "four-eyes":
		p.FourEyes = FourEyes(value)
	case "claim":
		p.ClaimFor, _ = time.ParseDuration(value)
	case "send":
		p.SendFor, _ = time.ParseDuration(value)
	case "record-for":
		p.RecordFor = nil
		for kind := range strings.SplitSeq(value, ",") {
			p.RecordFor = append(p.RecordFor, RoleKind(kind))
		}
	}
}

// String is the policy as it stands in a manifest: what decides whether a text
// may be signed and published.
func (p Policy) String() string {
	return string(p.Preset) + " signers=" + strings.Join(p.Signers, ",") + " four-eyes=" + string(p.FourEyes)
}

// Shortest and longest time that a claim or a parcel may be given.
const (
	shortestClaim = time.Minute
	longestClaim  = 366 * 24 * time.Hour
)

// ParsePolicySetting checks one setting and gives its canonical value, or the
// reason why it is none: PolicyKeyUnknown, PolicyValueBad, PolicyValueUnlisted or
// PolicyCheckFixed.
func ParsePolicySetting(key, value string) (string, *Reason) {
	canonical, ok := "", false
	switch key {
	case "preset":
		canonical, ok = value, slices.Contains([]Preset{Newsroom, Pair, Solo}, Preset(value))
	case "four-eyes":
		canonical, ok = value, FourEyes(value) == EyesBlocks || FourEyes(value) == EyesNone
	case "claim", "send":
		d, err := time.ParseDuration(value)
		canonical, ok = d.String(), err == nil && d >= shortestClaim && d <= longestClaim
	case "signers", "languages":
		canonical, ok = list(value, word)
	case "record-for":
		canonical, ok = list(value, func(s string) bool { _, known := scoped[RoleKind(s)]; return known })
	case "zone":
		canonical, ok = value, value == "" || zoneName().MatchString(value)
	case "url":
		canonical, ok = value, value == "" || publicURL().MatchString(value)
	default:
		values := PolicyValues(key)
		switch {
		case values == nil:
			return "", unknownSetting(key)
		case value != "" && !slices.Contains(values, value):
			return "", &Reason{Code: PolicyValueUnlisted, Args: Args{"key": key, "value": value, "values": values}}
		}
		canonical, ok = value, true
	}
	if !ok {
		return "", &Reason{Code: PolicyValueBad, Args: Args{"key": key, "value": value}}
	}
	return canonical, nil
}

// unknownSetting says why a key is none, with the keys that there are.
func unknownSetting(key string) *Reason {
	code, ofCheck := strings.CutPrefix(key, checkPrefix)
	switch {
	case !ofCheck:
		return &Reason{Code: PolicyKeyUnknown, Args: Args{"key": key, "keys": PolicyKeys}}
	case slices.Contains(FixedChecks, code):
		return &Reason{Code: PolicyCheckFixed, Args: Args{"check": code, "checks": FixedChecks}}
	}
	return &Reason{Code: PolicyKeyUnknown, Args: Args{"key": key, "keys": CheckKeys()}}
}

// zoneName is the form of a time zone's name ("Asia/Damascus", "UTC"); publicURL
// of the address under which the public folder is served.
var (
	zoneName  = pattern.Lazy(`^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$`)
	publicURL = pattern.Lazy(`^https?://[^\s<>"?#]+/$`)
)

// list reads a comma-separated list of at least one item, each once.
func list(value string, valid func(string) bool) (string, bool) {
	var items []string
	for item := range strings.SplitSeq(value, ",") {
		item = strings.TrimSpace(item)
		if !valid(item) || slices.Contains(items, item) {
			return "", false
		}
		items = append(items, item)
	}
	return strings.Join(items, ","), true
}

// Setting is the value in force of a key, as SetPolicy takes it; "" for a key
// that is none.
func (d *Desk) Setting(key string) string {
	p := d.Policy
	switch key {
	case "preset":
		return string(p.Preset)
	case "signers":
		return strings.Join(p.Signers, ",")
	case "four-eyes":
		return string(p.FourEyes)
	case "claim":
		return p.ClaimFor.String()
	case "send":
		return p.SendFor.String()
	case "record-for":
		return joined(p.RecordFor)
	case "languages":
		return joined(d.Languages)
	}
	return p.Settings[key]
}

func joined[S ~string](words []S) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(string(w))
	}
	return b.String()
}
