package units

import (
	"strconv"
	"strings"

	"bayan/pattern"
	"bayan/releases"
	"bayan/releases/exchange"
)

// Header is what a file says of itself.
type Header struct {
	Key, Parcel                string
	Language, Base             releases.Language
	BaseVersion, TargetVersion int
	History                    string // "history SEQ DIGEST"
}

// HeaderOf is the header of a job's file.
func HeaderOf(j exchange.Job) Header {
	return Header{
		Key: j.Key, Parcel: j.Parcel, Language: j.Target, Base: j.Base,
		BaseVersion: j.BaseVersion, TargetVersion: j.TargetVersion, History: j.History,
	}
}

// Claims takes the language that the file itself names for its translations,
// where that is another: a program that was set to it has asked for no other.
// One that is only named more closely (ar-SY for ar) is the same.
func (h *Header) Claims(l releases.Language) {
	primary := func(l releases.Language) string {
		tag, _, _ := strings.Cut(strings.ToLower(string(l)), "-")
		return tag
	}
	if l != "" && primary(l) != primary(h.Language) {
		h.Language = l
	}
}

// String is the header as one line, for a comment or note of a file:
// "release k7m2; parcel p-19; base en 2; target ar 1; history 14 0123…".
func (h Header) String() string {
	out := []string{
		"release " + h.Key, "parcel " + h.Parcel,
		"base " + string(h.Base) + " " + strconv.Itoa(h.BaseVersion),
		"target " + string(h.Language) + " " + strconv.Itoa(h.TargetVersion),
	}
	if h.History != "" {
		out = append(out, h.History)
	}
	return strings.Join(out, "; ")
}

var headerParts = pattern.Lazy(`(?:^|\s)(release|parcel|base|target|history)\s+(\S+)(?:\s+(\S+))?`)

// ParseHeader finds what String wrote; what is missing or damaged is empty. ok
// tells whether anything was found.
func ParseHeader(line string) (h Header, ok bool) {
	for part := range strings.SplitSeq(line, ";") {
		m := headerParts().FindStringSubmatch(part)
		if m == nil {
			continue
		}
		n, err := strconv.Atoi(m[3])
		switch {
		case m[1] == "release":
			h.Key = m[2]
		case m[1] == "parcel":
			h.Parcel = m[2]
		case m[1] == "history" && m[3] != "":
			h.History = strings.Join(m[1:4], " ")
		case m[1] == "base" && err == nil:
			h.Base, h.BaseVersion = releases.Language(m[2]), n
		case m[1] == "target" && err == nil:
			h.Language, h.TargetVersion = releases.Language(m[2]), n
		default:
			continue
		}
		ok = true
	}
	return h, ok
}
