package releases

import (
	"slices"
	"strings"
	"unicode/utf8"

	"bayan/pattern"
)

// Manifest is what is signed: which texts, facts and policy make an edition. It
// holds neither version numbers nor times, so that equal content is equally
// signed.
type Manifest struct {
	Organisation, Key, ID string
	Previous              Digest // of the edition before; "" for the first
	Kind                  EditionKind
	Facts                 Facts
	Policy                string
	Languages             []Language // the whole set, the source first
	Follow                []Language // those of them that come later
	Texts                 []ManifestText
}

// ManifestText is one language of a manifest.
type ManifestText struct {
	Language  Language
	Text      Digest // of the canonical file LANGUAGE.md
	Words     Digest // of its words alone
	Alignment Digest // with the source; "" for the source
}

const manifestHead = "bayan manifest 1"

// Signed returns the lines that are signed, in their fixed order:
//
//	bayan manifest 1
//	organisation Example Relief
//	release KEY ID
//	previous DIGEST         or -
//	kind release
//	date 2026-11-22         of the facts, each only where it is known;
//	about press-release     a line per contact
//	place Beirut
//	contact Press desk, +961 1 000 000
//	policy newsroom
//	languages en ar
//	follow fr               only where some do
//	SHA256 (en.md) = DIGEST
//	words en DIGEST
//	alignment en -
//
// The last three stand for each text, and the first of them is read by
// "sha256sum -c". In a value, a backslash is written \\ and a line feed \n.
func (m Manifest) Signed() []byte {
	var b strings.Builder
	line := func(name string, values ...string) {
		b.WriteString(name)
		for _, v := range values {
			b.WriteString(" " + escapeValue(v))
		}
		b.WriteByte('\n')
	}
	known := func(name, value string) {
		if value != "" {
			line(name, value)
		}
	}
	b.WriteString(manifestHead + "\n")
	line("organisation", m.Organisation)
	line("release", m.Key, m.ID)
	line("previous", orDash(m.Previous))
	line("kind", string(m.Kind))
	known("date", m.Facts.Date)
	known("about", m.Facts.Kind)
	known("place", m.Facts.Place)
	for _, c := range m.Facts.Contacts {
		line("contact", c)
	}
	line("policy", m.Policy)
	line("languages", tags(m.Languages)...)
	if len(m.Follow) > 0 {
		line("follow", tags(m.Follow)...)
	}
	for _, t := range m.Texts {
		b.WriteString("SHA256 (" + string(t.Language) + ".md) = " + string(t.Text) + "\n")
		line("words", string(t.Language), string(t.Words))
		line("alignment", string(t.Language), orDash(t.Alignment))
	}
	return []byte(b.String())
}

// Digest is of Signed: what a sign-off names.
func (m Manifest) Digest() Digest { return digestOf(m.Signed()) }

// File returns the file MANIFEST: what is signed, and a last line that is not,
// which says how far the history had come: "history SEQ DIGEST". The argument
// is SEQ and DIGEST, or empty for no such line.
func (m Manifest) File(history string) []byte {
	file := m.Signed()
	if history = strings.TrimPrefix(history, "history "); history != "" {
		file = append(file, "history "+escapeValue(history)+"\n"...)
	}
	return file
}

func tags(ls []Language) []string {
	out := make([]string, len(ls))
	for i, l := range ls {
		out[i] = string(l)
	}
	return out
}

func orDash(d Digest) string {
	if d == "" {
		return "-"
	}
	return string(d)
}

var escapeValue = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`).Replace

// unescapeValue is the inverse of escapeValue; false where a backslash stands
// before anything else.
func unescapeValue(s string) (string, bool) {
	if !strings.Contains(s, `\`) {
		return s, true
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		if i++; i == len(s) {
			return "", false
		}
		switch s[i] {
		case '\\':
			b.WriteByte('\\')
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		default:
			return "", false
		}
	}
	return b.String(), true
}

// ListFaults are the codes of the faults in a MANIFEST or SHA256SUMS, with the
// arguments of each.
var ListFaults = map[string][]string{
	"list-too-large":       {"bytes", "limit"},
	"manifest-unknown":     {},           // another format, or a later one
	"manifest-line":        {"expected"}, // which line should stand here
	"manifest-digest":      {"value"},    // not 64 hex digits
	"manifest-not-regular": {},           // reads, but is not how a manifest is written
	"sums-line":            {},
	"sums-path":            {"path"}, // leads out of the folder
	"sums-twice":           {"path"},
}

// maxList bounds a MANIFEST or SHA256SUMS, in bytes.
const maxList = 16 << 20

// ParseManifest reads what File wrote, and nothing else: a manifest that reads
// but is written differently is refused, since other bytes were signed.
func ParseManifest(name string, b []byte) (m Manifest, history string, err error) {
	if len(b) > maxList {
		return m, "", &ParseError{Code: "list-too-large", File: name, Args: map[string]any{"bytes": len(b), "limit": maxList}}
	}
	p := manifestLines{name: name, lines: strings.Split(string(b), "\n")}
	if p.next() != manifestHead || !utf8.Valid(b) {
		return Manifest{}, "", &ParseError{Code: "manifest-unknown", File: name, Line: 1}
	}
	m, history = p.manifest()
	if p.err != nil {
		return Manifest{}, "", p.err
	}
	if string(m.File(history)) != string(b) {
		return Manifest{}, "", &ParseError{Code: "manifest-not-regular", File: name}
	}
	return m, history, nil
}

// manifestLines reads line by line; the first fault stays.
type manifestLines struct {
	name  string
	lines []string
	at    int
	err   error
}

func (p *manifestLines) next() string {
	p.at++
	if p.at > len(p.lines) {
		return ""
	}
	return p.lines[p.at-1]
}

func (p *manifestLines) fault(code string, args map[string]any) {
	if p.err == nil {
		p.err = &ParseError{Code: code, File: p.name, Line: min(p.at, len(p.lines)), Args: args}
	}
}

// optional returns the value of the next line if it is called so.
func (p *manifestLines) optional(name string) (string, bool) {
	if p.at >= len(p.lines) {
		return "", false
	}
	rest, ok := strings.CutPrefix(p.lines[p.at], name+" ")
	if !ok {
		return "", false
	}
	p.at++
	v, ok := unescapeValue(rest)
	if !ok {
		p.fault("manifest-line", map[string]any{"expected": name})
	}
	return v, true
}

func (p *manifestLines) need(name string) string {
	v, ok := p.optional(name)
	if !ok {
		p.at++
		p.fault("manifest-line", map[string]any{"expected": name})
	}
	return v
}

func (p *manifestLines) digest(s string, orNone bool) Digest {
	if orNone && s == "-" {
		return ""
	}
	if !isDigest(s) {
		p.fault("manifest-digest", map[string]any{"value": s})
	}
	return Digest(s)
}

func (p *manifestLines) languages(s string) []Language {
	var out []Language
	for tag := range strings.FieldsSeq(s) {
		out = append(out, Language(tag))
	}
	return out
}

func (p *manifestLines) manifest() (m Manifest, history string) {
	m.Organisation = p.need("organisation")
	key, id, ok := strings.Cut(p.need("release"), " ")
	if !ok {
		p.fault("manifest-line", map[string]any{"expected": "release"})
	}
	m.Key, m.ID = key, id
	m.Previous = p.digest(p.need("previous"), true)
	m.Kind = EditionKind(p.need("kind"))
	m.Facts.Date, _ = p.optional("date")
	m.Facts.Kind, _ = p.optional("about")
	m.Facts.Place, _ = p.optional("place")
	for c, ok := p.optional("contact"); ok; c, ok = p.optional("contact") {
		m.Facts.Contacts = append(m.Facts.Contacts, c)
	}
	m.Policy = p.need("policy")
	m.Languages = p.languages(p.need("languages"))
	follow, _ := p.optional("follow")
	m.Follow = p.languages(follow)
	for p.err == nil && p.at < len(p.lines) && strings.HasPrefix(p.lines[p.at], "SHA256 (") {
		m.Texts = append(m.Texts, p.text())
	}
	history, _ = p.optional("history")
	if p.at != len(p.lines)-1 || p.lines[p.at] != "" {
		p.at++
		p.fault("manifest-line", map[string]any{"expected": ""})
	}
	return m, history
}

var textLine = pattern.Lazy(`^SHA256 \(([A-Za-z0-9-]+)\.md\) = (.*)$`)

func (p *manifestLines) text() ManifestText {
	of := textLine().FindStringSubmatch(p.next())
	if of == nil {
		p.fault("manifest-line", map[string]any{"expected": "SHA256"})
		return ManifestText{}
	}
	return ManifestText{
		Language:  Language(of[1]),
		Text:      p.digest(of[2], false),
		Words:     p.digest(p.need("words "+of[1]), false),
		Alignment: p.digest(p.need("alignment "+of[1]), true),
	}
}

func isDigest(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// Sum is a line of SHA256SUMS.
type Sum struct {
	Path   string // with forward slashes, below the folder of the list
	Digest Digest
}

// Sums lists files by path in the form that "sha256sum -c" reads.
func Sums(files map[string][]byte) []byte {
	paths := make([]string, 0, len(files))
	for path := range files {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	var b strings.Builder
	for _, path := range paths {
		shown := escapeValue(path)
		if shown != path {
			b.WriteByte('\\')
		}
		b.WriteString(string(digestOf(files[path])) + "  " + shown + "\n")
	}
	return []byte(b.String())
}

// ParseSums reads a list of sums, in the form that sha256sum writes for text or
// binary files. A path that leads out of the folder or comes twice is refused.
func ParseSums(name string, b []byte) ([]Sum, error) {
	if len(b) > maxList {
		return nil, &ParseError{Code: "list-too-large", File: name, Args: map[string]any{"bytes": len(b), "limit": maxList}}
	}
	var out []Sum
	seen := map[string]bool{}
	for i, l := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		if len(b) == 0 {
			break
		}
		fault := func(code string, args map[string]any) error {
			return &ParseError{Code: code, File: name, Line: i + 1, Args: args}
		}
		l, escaped := strings.CutPrefix(l, `\`)
		if len(l) < 67 || !isDigest(l[:64]) || l[64] != ' ' || l[65] != ' ' && l[65] != '*' {
			return nil, fault("sums-line", nil)
		}
		path, ok := l[66:], true
		if escaped {
			path, ok = unescapeValue(path)
		}
		switch {
		case !ok:
			return nil, fault("sums-line", nil)
		case !isInside(path):
			return nil, fault("sums-path", map[string]any{"path": path})
		case seen[path]:
			return nil, fault("sums-twice", map[string]any{"path": path})
		}
		seen[path] = true
		out = append(out, Sum{path, Digest(l[:64])})
	}
	return out, nil
}

// isInside tells whether a path stays in its folder and has one spelling.
func isInside(path string) bool {
	if !utf8.ValidString(path) || strings.ContainsAny(path, "\\\x00") {
		return false
	}
	for part := range strings.SplitSeq(path, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}
