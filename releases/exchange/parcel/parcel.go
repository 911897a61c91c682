// Package parcel is the file that a translator far away opens in any editor,
// phone or mail: plain text, UTF-8, a few short sentences at the top, then for
// each block its source under one mark and a place for the translation under
// another.
//
//	[! p7-b12-zk]
//	Changed since the last translation.
//	[en p7-b12-nd]
//	Around 3,750 volunteers are at work.
//	[ar p7-b12-kq]
//	يعمل نحو ٣٬٧٥٠ متطوعاً.
//
// Write makes it, Read takes home what came back in whatever state, Place puts
// that against the job that was sent. The guarantee of the three together: what
// somebody typed stands in the text that Place returns, or is told with its
// words; and nothing is put under a block without a reason that is told, being
// its mark, its source's words, words that were sent for it, or order and kind
// where the counts agree. All three are pure.
package parcel

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"

	"bayan/pattern"
	"bayan/releases"
	"bayan/releases/exchange"
)

// Sentences are the keys that Write says through Labels, with their arguments.
var Sentences = map[string][]string{
	"parcel.title":        {"Organisation", "Title"},
	"parcel.languages":    {"Base", "Target"}, // names of languages
	"parcel.how":          {"Count"},          // blocks that need work
	"parcel.edit":         {"Language"},       // instead of both, where the source itself leaves
	"parcel.due":          {"Date"},           // a long date
	"parcel.untranslated": {},
	"parcel.changed":      {},
	"parcel.end":          {},
}

// Write writes the parcel of a job.
func Write(w io.Writer, j exchange.Job) error {
	b := bufio.NewWriter(w)
	line := func(s string) {
		b.WriteString(s)
		b.WriteByte('\n')
	}
	for _, s := range preamble(j) {
		line(s)
		line("")
	}
	for _, s := range machineLines(j) {
		line(s)
	}
	names := j.BaseText.Names()
	for _, g := range SendOrder(j) {
		line("")
		writeGroup(line, j, g, names)
	}
	line("")
	line(machineLine("end"))
	if j.Labels != nil {
		line(oneLine(j.Labels.Say("parcel.end", nil)))
	}
	line("")
	for _, s := range machineLines(j) {
		line(s)
	}
	return b.Flush()
}

// preamble is what people read at the top.
func preamble(j exchange.Job) []string {
	if j.Labels == nil {
		return nil
	}
	say := func(key string, args map[string]any) string { return oneLine(j.Labels.Say(key, args)) }
	out := []string{
		say("parcel.title", map[string]any{"Organisation": j.Organisation, "Title": j.Title}),
	}
	if j.Base == j.Target {
		out = append(out, say("parcel.edit", map[string]any{"Language": j.Labels.Called(j.Target)}))
	} else {
		out = append(out, say("parcel.languages", map[string]any{"Base": j.Labels.Called(j.Base), "Target": j.Labels.Called(j.Target)}),
			say("parcel.how", map[string]any{"Count": len(j.Todo)}))
	}
	if j.Due != "" {
		out = append(out, say("parcel.due", map[string]any{"Date": j.DueIn(j.Labels)}))
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// machineLines say which release, which versions. They stand at both ends.
func machineLines(j exchange.Job) []string {
	out := []string{
		machineLine("release", j.Key),
		machineLine("parcel", j.Parcel),
		machineLine("base", string(j.Base), strconv.Itoa(j.BaseVersion)),
		machineLine("target", string(j.Target), strconv.Itoa(j.TargetVersion)),
	}
	if h := strings.Fields(j.History); len(h) > 0 {
		out = append(out, machineLine(h...))
	}
	return out
}

// SendOrder are the groups that are sent: in the order of the base, an addition
// after the block that it follows in the translation. A slug is its language's
// own and stays at home.
func SendOrder(j exchange.Job) []releases.Group {
	at := places(j.BaseText)
	var target releases.Text
	if j.TargetText != nil {
		target = *j.TargetText
	}
	tAt := places(target)
	var out, added []releases.Group
	grouped := map[releases.BlockID]bool{}
	for _, g := range j.Groups {
		for _, id := range g.Source {
			grouped[id] = true
		}
		switch {
		case slices.Contains(g.Source, slug) || slices.Contains(g.Target, slug):
		case len(g.Source) > 0:
			out = append(out, g)
		case len(g.Target) > 0:
			added = append(added, g)
		}
	}
	for _, id := range ids(j.BaseText) { // a job whose groups do not know the whole base
		if !grouped[id] && id != slug {
			out = append(out, releases.Group{Source: []releases.BlockID{id}})
		}
	}
	slices.SortStableFunc(out, func(a, b releases.Group) int { return at[a.Source[0]] - at[b.Source[0]] })
	slices.SortStableFunc(added, func(a, b releases.Group) int { return tAt[a.Target[0]] - tAt[b.Target[0]] })
	for _, g := range added {
		after, best := -1, -1
		for i, o := range out {
			for _, id := range o.Target {
				if p := tAt[id]; p < tAt[g.Target[0]] && p > best {
					after, best = i, p
				}
			}
		}
		if after < 0 && !isField(g.Target[0]) { // before everything known: still after the fields
			for i, o := range out {
				if len(o.Source) > 0 && isField(o.Source[0]) {
					after = i
				}
			}
		}
		out = slices.Insert(out, after+1, g)
	}
	return out
}

func writeGroup(line func(string), j exchange.Job, g releases.Group, names map[releases.BlockID]string) {
	base, target := side(j.Base), side(j.Target)
	for _, id := range g.Source {
		m := mark{name: names[id], id: id}
		if notes := notesOf(j, id); len(notes) > 0 {
			m.side = noteSide
			line(m.String())
			for _, n := range notes {
				line(shield(n))
			}
		}
		if base == target {
			continue // the source itself, to be edited: its words stand once
		}
		m.side = base
		line(m.String())
		block, _ := j.BaseText.Block(id)
		line(written(block))
	}
	all := make([]string, len(g.Source))
	for i, id := range g.Source {
		all[i] = mark{side: target, name: names[id], id: id}.String()
	}
	if len(g.Target) == 0 || j.TargetText == nil {
		line(strings.Join(all, " "))
		line("")
		return
	}
	for n, id := range g.Target {
		block, _ := j.TargetText.Block(id)
		if len(g.Source) == 0 {
			m := mark{side: target, name: addition, id: id, as: AsKind(block)}
			if isField(id) {
				m = mark{side: target, name: string(id), id: id}
			}
			line(m.String())
		} else {
			first, _ := j.BaseText.Block(g.Source[0])
			m := mark{side: target, name: names[g.Source[0]], id: g.Source[0]}
			if AsKind(block) != AsKind(first) {
				m.as = AsKind(block)
			}
			all[0] = m.String()
			if n == 0 {
				line(strings.Join(all, " "))
			} else {
				line(all[0])
			}
		}
		line(written(block))
	}
}

// notesOf is what stands above a block: why it needs work, what people noted. Of
// a first translation the empty places say the former.
func notesOf(j exchange.Job, id releases.BlockID) (notes []string) {
	if why := j.Todo[id]; why != "" && j.Labels != nil && j.TargetText != nil {
		notes = append(notes, oneLine(j.Labels.Say("parcel."+why, nil)))
	}
	for _, n := range j.Notes[id] {
		notes = append(notes, oneLine(n))
	}
	return notes
}

// AsKind says a block's kind, level and numbering in a word: "p", "s3", "l1",
// and "n1" for an item of a numbered list.
func AsKind(b releases.Block) string {
	k := string(b.Kind)
	if b.Kind == releases.ListItem && b.Ordered {
		k = "n"
	}
	if b.Kind == releases.ListItem || b.Kind == releases.Subheading {
		k += strconv.Itoa(b.Level)
	}
	return k
}

// written is a block on its line, such that a mailer may wrap it at any space: a
// ">" after one would begin a line and be taken for a mark of quoting, a
// backslash before one would end a line and be taken for a hard break.
func written(b releases.Block) string {
	s := b.Markdown()
	if b.Kind == releases.FieldKind {
		return shield(s)
	}
	s = strings.ReplaceAll(s, " >", ` \>`)
	return shield(loneBackslash().ReplaceAllString(s, `$1$2\\ `))
}

// loneBackslash is one that no other makes a word: an odd run before a space.
var loneBackslash = pattern.Lazy(`(^|[^\\])((?:\\\\)*)\\ `)

// shield keeps words that look like a mark from being one.
func shield(s string) string {
	marks := findMarks(s)
	slices.Reverse(marks)
	for _, m := range marks {
		s = s[:m.from] + `\` + s[m.from:]
	}
	return s
}

const slug releases.BlockID = "slug"

func isField(id releases.BlockID) bool { return slices.Contains(releases.FieldNames, string(id)) }

func side(l releases.Language) string { return strings.ToLower(string(l)) }

// ids are the fields and blocks of a text in order.
func ids(t releases.Text) []releases.BlockID {
	var out []releases.BlockID
	for _, r := range t.Revisions() {
		out = append(out, r.ID)
	}
	return out
}

func places(t releases.Text) map[releases.BlockID]int {
	at := map[releases.BlockID]int{}
	for i, id := range ids(t) {
		at[id] = i
	}
	return at
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
