package parcel

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	encoding "golang.org/x/text/encoding/unicode"

	"bayan/releases"
	"bayan/releases/exchange"
)

// ReadTold and PlaceTold are the codes that Read and Place tell, with the
// arguments of each. "text" holds the words that the code is about, whole.
var (
	ReadTold = map[string][]string{
		"mail-furniture":  {"text"},           // taken out: lines that mail programs write
		"mark-damaged":    {"mark"},           // what stands below it has no place of its own
		"machine-damaged": {"line"},           // a line that names release or version
		"parcels-mixed":   {"name", "values"}, // top and bottom differ: the file names none
	}
	// ReadFaults are the codes of the errors.
	ReadFaults = map[string][]string{
		"text-too-large":    {"bytes", "limit"},
		"invalid-utf8":      {"byte"},
		"control-character": {"codepoint"},
		"empty-text":        {},
		"too-many-lines":    {"lines", "limit"},
		"too-many-blocks":   {"blocks", "limit"},
	}
)

// Read reads what came home, in any state of damage. It fails only on what is
// no text: too large, not UTF-8 (or UTF-16 with its mark), control characters,
// nothing at all.
func Read(name string, b []byte) (exchange.Return, error) {
	s, err := decode(name, b)
	if err != nil {
		return exchange.Return{}, err
	}
	if n := strings.Count(s, "\n"); n > mostLines {
		return exchange.Return{}, tooMany(name, "lines", n, mostLines)
	}
	all, marked := rows(s)
	r := &reading{machine: map[string][]string{}}
	r.Trust = exchange.Pasted
	if marked {
		r.Trust = exchange.Intact
	} else if t, _, err := releases.Parse(name, b); err == nil { // a whole text file
		r.Fields = t.Fields
		for _, block := range t.Blocks {
			r.Blocks = append(r.Blocks, exchange.Piece{Block: block, Line: block.Line})
		}
		return r.Return, nil
	}
	if r.rows(all); len(r.Blocks) > mostBlocks {
		return exchange.Return{}, tooMany(name, "blocks", len(r.Blocks), mostBlocks)
	}
	r.settle()
	return r.Return, nil
}

// Bounds of what comes home: far above any release, and low enough that a
// hostile file costs less than a second.
const (
	mostLines  = 50_000
	mostBlocks = 3_000
)

func tooMany(name, what string, n, limit int) error {
	return releases.ParseErrors{{Code: "too-many-" + what, File: name, Args: map[string]any{what: n, "limit": limit}}}
}

func decode(name string, b []byte) (string, error) {
	fail := func(code string, line int, args map[string]any) (string, error) {
		return "", releases.ParseErrors{{Code: code, File: name, Line: line, Args: args}}
	}
	if len(b) > releases.MaxTextBytes {
		return fail("text-too-large", 0, map[string]any{"bytes": len(b), "limit": releases.MaxTextBytes})
	}
	if bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff")) {
		b, _ = encoding.UTF16(encoding.LittleEndian, encoding.UseBOM).NewDecoder().Bytes(b)
	}
	s := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(strings.TrimPrefix(string(b), "\ufeff"))
	line := 1
	for i, r := range s {
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd"):
			return fail("invalid-utf8", line, map[string]any{"byte": i - strings.LastIndexByte(s[:i], '\n')})
		case r < ' ' && r != '\t' || r == 0x7f:
			return fail("control-character", line, map[string]any{"codepoint": fmt.Sprintf("U+%04X", r)})
		}
	}
	if strings.TrimSpace(s) == "" {
		return fail("empty-text", 1, nil)
	}
	return s, nil
}

// reading is a file on its way to a Return.
type reading struct {
	exchange.Return
	machine map[string][]string // values by name, each once
	target  string              // side of the translation, once known

	side   exchange.Side
	marks  []mark // those that the words below stand under
	more   bool
	lines  []string
	lineAt int
	empty  bool // a blank line stands above
	placed bool // a block's mark stands above
	ended  bool // and below it a machine line
}

func (r *reading) tell(code string, line int, args map[string]any) {
	r.Told = append(r.Told, releases.Told{Code: code, Line: line, Args: args})
}

func (r *reading) rows(all []row) {
	eachLine := unwrapped(all)
	r.target = targetSide(all)
	for i := 0; i < len(all); {
		if n := furniture(all, i, r.side == exchange.Outside); n > 0 && len(all[i].marks) == 0 {
			r.flush()
			text := make([]string, n)
			for k := range n {
				text[k] = all[i+k].text
			}
			r.tell("mail-furniture", all[i].at, map[string]any{"text": strings.Join(text, "\n")})
			i += n
			continue
		}
		row := all[i]
		i++
		from := 0
		for k, m := range row.marks {
			r.words(row.text[from:m.from], row.at)
			from = m.to
			r.mark(m, k > 0 && blank(row.text[row.marks[k-1].to:m.from]))
		}
		rest := row.text[from:]
		switch {
		case len(row.marks) == 0 && r.Trust != exchange.Pasted && (likeMark(rest) || i == len(all) && halfMark(rest)):
			r.damaged(strings.TrimSpace(rest), row.at)
		case blank(rest):
			if len(row.marks) == 0 {
				r.flush()
				r.empty = true
			}
		default:
			r.words(rest, row.at)
			if eachLine && !goesOn(rest) {
				r.flush()
			}
		}
	}
	r.flush()
}

func (r *reading) words(s string, at int) {
	if blank(s) {
		return
	}
	if len(r.lines) == 0 {
		r.lineAt = at
	}
	r.lines = append(r.lines, s)
	r.empty = false
}

// blank tells a line without words: a mark of direction that a keyboard left
// beside a mark is none.
func blank(s string) bool {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Cf) }) == ""
}

// mark opens a place. Marks of the translation that follow each other with no
// word and no blank line between them share what stands below.
func (r *reading) mark(m found, sameLine bool) {
	touching := len(r.lines) == 0 && !r.more && (sameLine || !r.empty)
	r.flush()
	r.empty = false
	if m.machine != nil {
		r.side, r.marks, r.more = exchange.Outside, nil, false
		r.ended = r.ended || r.placed
		r.note(m.machine)
		return
	}
	r.placed = true
	was := r.side
	switch m.side {
	case noteSide:
		r.side = exchange.Noted
	case r.target:
		r.side = exchange.Targeted
		if m.name != addition && !slices.Contains(r.Seen, m.id) {
			r.Seen = append(r.Seen, m.id)
		}
	default:
		r.side = exchange.Sourced
	}
	if !(touching && was == r.side && r.side == exchange.Targeted && len(r.marks) > 0) {
		r.marks = nil
	}
	r.marks, r.more = append(r.marks, m.mark), false
}

func (r *reading) damaged(line string, at int) {
	r.flush()
	r.empty = false
	if strings.Contains(strings.ToLower(line), "bayan ") {
		r.tell("machine-damaged", at, map[string]any{"line": line})
		r.ended = r.ended || r.placed
		r.side = exchange.Outside
	} else {
		r.tell("mark-damaged", at, map[string]any{"mark": line})
		r.side = exchange.Uncertain
	}
	r.Damaged = append(r.Damaged, line)
	r.marks, r.more = nil, false
}

// flush makes pieces of the lines that were gathered.
func (r *reading) flush() {
	if len(r.lines) == 0 || len(r.Blocks) > mostBlocks {
		r.lines = nil
		return
	}
	p := exchange.Piece{Side: r.side, Line: r.lineAt}
	var kind releases.Kind
	as := ""
	for _, m := range r.marks {
		switch {
		case m.name == addition:
			p.Own = m.id
		default:
			p.Base = append(p.Base, m.id)
		}
		if kind == "" {
			kind = kindOf(m)
		}
		if as == "" {
			as = m.as
		}
	}
	if kind == releases.FieldKind && r.side == exchange.Targeted {
		if !r.more { // a field is one paragraph; more are somebody else's words
			r.field(string(p.Base[0]), oneLine(strings.Join(r.lines, " ")), r.lineAt)
			r.lines, r.more = nil, true
			return
		}
		kind = ""
	}
	if r.more { // not what the mark was made for
		kind, as = "", ""
	}
	for _, b := range paragraphBlocks(r.lines, kind, as) {
		p.Block, p.More = b, r.more
		p.Block.Line = r.lineAt
		r.Blocks = append(r.Blocks, p)
		r.more = true
	}
	r.lines = nil
}

func kindOf(m mark) releases.Kind {
	switch {
	case m.name == addition && m.as != "":
		return asBlock(m.as).Kind
	case isField(m.id):
		return releases.FieldKind
	}
	return releases.Kind(m.name[:1])
}

// note keeps the value of a machine line.
func (r *reading) note(words []string) {
	if name, value := words[0], strings.Join(words[1:], " "); !slices.Contains(r.machine[name], value) {
		r.machine[name] = append(r.machine[name], value)
	}
}

// targetSide finds which of a file's languages is the translation's: the
// machine line says it, or the second of the first block that has two.
func targetSide(all []row) string {
	first := map[releases.BlockID]string{}
	guess := ""
	for _, r := range all {
		for _, m := range r.marks {
			switch {
			case len(m.machine) > 1 && m.machine[0] == "target":
				return strings.ToLower(m.machine[1])
			case m.machine != nil || m.side == noteSide:
			case guess == "" && first[m.id] != "" && first[m.id] != m.side:
				guess = m.side
			case first[m.id] == "":
				first[m.id] = m.side
			}
		}
	}
	if guess == "" {
		sides := map[string]bool{}
		for _, s := range first {
			sides[s] = true
		}
		if len(sides) == 1 { // the source was taken out
			for s := range sides {
				return s
			}
		}
	}
	return guess
}

// settle fills in what the machine lines say, each of which speaks only if all
// copies of it agree.
func (r *reading) settle() {
	one := func(name string, n int) []string {
		values := r.machine[name]
		if len(values) > 1 {
			r.tell("parcels-mixed", 0, map[string]any{"name": name, "values": values})
			return make([]string, n)
		}
		if len(values) == 0 {
			return make([]string, n)
		}
		words := strings.Fields(values[0])
		if len(words) != n {
			return make([]string, n)
		}
		return words
	}
	r.Key, r.Parcel = one("release", 1)[0], one("parcel", 1)[0]
	base, target, history := one("base", 2), one("target", 2), one("history", 2)
	r.Base, r.Language = releases.Language(base[0]), releases.Language(target[0])
	r.BaseVersion, _ = strconv.Atoi(base[1])
	r.TargetVersion, _ = strconv.Atoi(target[1])
	if history[0] != "" {
		r.History = "history " + history[0] + " " + history[1]
	}
	r.Cut = r.Trust != exchange.Pasted && !r.ended
	if r.Trust == exchange.Intact && (len(r.Damaged) > 0 || r.Key == "" || r.Parcel == "") {
		r.Trust = exchange.Damaged
	}
}

// field sets a field. Its words came without Markdown, but that marks in them
// are shielded.
func (r *reading) field(name, value string, at int) {
	value = strings.ReplaceAll(value, `\[`, "[")
	for i := range r.Fields {
		if r.Fields[i].Name == name {
			r.Fields[i].Value += " " + value
			return
		}
	}
	r.Fields = append(r.Fields, releases.Field{Name: name, Value: value, Line: at})
}
