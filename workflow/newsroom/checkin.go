package newsroom

import (
	"bytes"
	"fmt"
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/parcel"
	"bayan/releases/exchange/units"
	"bayan/releases/exchange/word"
	"bayan/releases/intake"
	"bayan/workflow"
)

// Checkin makes the next version of a text and ends the claim.
type Checkin struct {
	Release  string
	Language workflow.Language
	Bytes    []byte // a file given; nil reads the working file
	Name     string // of that file, for messages
	Note     string
}

func (c Checkin) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	l := c.Language
	if t.file.rel.Texts[l] == nil {
		return t.noLanguage(l)
	}
	var w Working
	if t.Files != nil {
		var err error
		if w, err = t.Files.Look(t.file.rel.ID, l); err != nil {
			return err
		}
	}
	if w.Bytes != nil && bytes.Equal(c.Bytes, w.Bytes) {
		c.Bytes = nil // the working file itself was named
	}
	in := incoming{language: l, name: c.Name, typed: c.Bytes, note: c.Note, from: w.Known.Version}
	if c.Bytes != nil {
		if err := t.foreign(&in); err != nil {
			return err
		}
	}
	if c.Bytes == nil {
		if w.Bytes == nil {
			return fault(ExitFailed, "no-working-file", map[string]any{
				"path": w.Path, "id": t.file.rel.ID, "language": l})
		}
		in.name, in.typed = w.Path, w.Bytes
	}
	never := in.from != 0 && t.file.rel.Version(l, in.from) == nil // whatever the folder's notes say
	if w.Known.Key != t.file.rel.Key || c.Bytes != nil || never {
		in.from = t.claimedFrom(l)
	}
	if err := t.takeIn(in); err != nil {
		return err
	}
	if c.Bytes == nil {
		t.noteAfter(t.known(l), w.Bytes)
		if t.file.merged != nil {
			t.writeAfter(t.known(l), t.file.merged)
		}
		return nil
	}
	if w.Changed {
		t.tell("file-left", map[string]any{"path": w.Path})
		return nil
	}
	text := in.typed
	if t.file.merged != nil {
		text = t.file.merged
	}
	t.writeAfter(t.known(l), text)
	return nil
}

// foreign reads a file that was given where it is no text of ours: one for a
// translation system or of a word processor. Its bytes are kept as evidence of
// what came in, since the text is made of them and is not them.
func (t *turn) foreign(in *incoming) error {
	b, l := in.typed, in.language
	inWord, err := wordFile(in.name, b)
	if err != nil {
		return err
	}
	switch {
	case intake.Sniff(in.name, b) != intake.WordProcessor && intake.Binary(b):
		return fault(ExitFailed, "format-foreign", map[string]any{"path": in.name})
	case inWord != nil || units.FormatOf(in.name, b) != units.NoUnits:
		if !t.holds(l) {
			if t.awayAs(l, in.name, b, inWord) {
				return fault(ExitConflict, "parcel-checked-in", map[string]any{"path": in.name})
			}
			return t.permitted(workflow.Checkin{Language: l})
		}
		job, err := t.file.exchangeJob(t.desk, l, t.file.rel.Texts[l].Claim, "")
		if err != nil {
			return err
		}
		var made incoming
		if inWord != nil {
			made, err = t.wordIncoming(in.name, inWord, job)
		} else {
			made, err = t.unitsIncoming(in.name, b, job)
		}
		if err != nil {
			return err
		}
		in.typed, in.text, in.groups, in.remarks = made.typed, made.text, made.groups, made.remarks
	case intake.Sniff(in.name, b) == intake.WordProcessor:
		draft, err := intake.DOCX(in.name, b, releases.Language(l))
		if err != nil {
			return err
		}
		t.tellNotes(draft)
		in.typed, in.text = draft.Text.Canonical(), &draft.Text
	default:
		// Every parcel has its key in a line of ours; a text seldom names the program.
		if !bytes.Contains(bytes.ToLower(b), []byte("bayan")) {
			return nil
		}
		if back, err := parcel.Read(in.name, b); err == nil && back.Trust != exchange.Pasted {
			return fault(ExitConflict, "parcel-checked-in", map[string]any{"path": in.name})
		}
		return nil
	}
	switch {
	case t.actor.Evidence != "":
	case len(b) > mostKept:
		t.tell("file-not-kept", map[string]any{"path": in.name, "limit": mostKept >> 20})
	default:
		t.actor.Evidence, err = t.put(b)
	}
	return err
}

// awayAs tells whether a file is of a parcel that is away.
func (t *turn) awayAs(l workflow.Language, name string, b []byte, inWord *word.File) bool {
	var h units.Header
	if inWord != nil {
		h = inWord.Header
	} else if read, _, _, err := readUnits(name, b); err == nil {
		h = read
	}
	sent := sentParcel(t.file.rel.Texts[l], h.Parcel)
	return h.Key == string(t.file.rel.Key) && h.Parcel != "" && sent != nil && sent.Home == 0
}

// mostKept is the size in bytes of the largest file that is kept as it came: a
// store is copied whole for each backup, and no translation is as large.
const mostKept = 16 << 20

// claimedFrom is the version that the present claim started from.
func (t *turn) claimedFrom(l workflow.Language) int {
	if claim := t.file.rel.Texts[l].Claim; claim != nil {
		return claim.Version
	}
	if v := t.file.rel.Current(l); v != nil {
		return v.N
	}
	return 0
}

func (t *turn) noLanguage(l workflow.Language) error {
	return fault(ExitFailed, "no-such-language", map[string]any{
		"id": t.file.rel.ID, "language": l, "languages": t.file.rel.Languages})
}

// incoming is a text that comes in, from a working file or from outside.
type incoming struct {
	language workflow.Language
	name     string // of its file
	typed    []byte
	text     *releases.Text   // where something else than Parse read it
	groups   []releases.Group // that came with it; ids of the base only
	note     string
	remarks  []remark       // that the translator wrote beside the words
	from     int            // the version that it was made from
	base     *workflow.Base // that it was translated from; nil for the claim's
	received bool           // from outside, not by who holds the text
	parcel   string
}

// remark is what a translator wrote beside a block, in the file that came in.
type remark struct{ block, author, text string }

// noted is the note that is kept with the version: what was given with it, and
// what the translator wrote beside the words, a line each.
func (t *turn) noted(in incoming) string {
	lines := []string{in.note}
	if in.note == "" {
		lines = nil
	}
	for _, r := range in.remarks {
		line := strings.Join(strings.Fields(r.text), " ")
		if r.author != "" {
			line = r.author + ": " + line
		}
		if r.block == "" {
			t.tell("remark-loose", map[string]any{"text": line})
		} else {
			t.tell("remark", map[string]any{"block": r.block, "text": line})
			line = r.block + ": " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// takeIn turns a text that came in into the next version: parsed, merged with
// what moved underneath, identified, aligned, keyed and recorded.
func (t *turn) takeIn(in incoming) error {
	rel, l := t.file.rel, in.language
	var text releases.Text
	if in.text != nil {
		text = *in.text
	} else {
		var told []releases.Told
		var err error
		if text, told, err = releases.Parse(in.name, in.typed); err != nil {
			return err
		}
		t.tellParsed(in.name, told)
	}
	words := t.noted(in)
	current := rel.Current(l)
	canonical := text.Canonical()
	merged := 0
	if current != nil && in.from != current.N {
		var err error
		if text, err = t.mergeWith(current, in, text); err != nil {
			return err
		}
		canonical = t.file.merged
		merged, in.groups = current.N, nil // groups were of what came in, not of what it became
	}
	if current != nil && workflow.Digest(SHA256(canonical)) == current.Digest {
		return t.takeInSame(in, current, merged)
	}
	came, digest := text, workflow.Digest(SHA256(canonical))
	text, used, err := t.nameBlocks(l, text, digest)
	if err != nil {
		return err
	}
	in.groups = renamed(in.groups, came, text)
	writing, err := t.named(in.typed, text, digest, used)
	if err != nil {
		return err
	}
	if string(canonical) != string(in.typed) {
		if writing.Content, err = t.put(canonical); err != nil {
			return err
		}
	}
	t.file.texts[writing.Content] = text // who reads the new version need not parse it again
	note, err := t.putText(words)
	if err != nil {
		return err
	}
	var base *workflow.Base
	groups := sourceGroups(l, text)
	if l != rel.Source {
		if base, groups, err = t.alignIncoming(in, text, current); err != nil {
			return err
		}
	} else if err := t.factsFromFile(); err != nil {
		return err
	}
	if err := t.decide(in.command(writing, base, groups, merged, note)); err != nil {
		return err
	}
	if err := t.tellCutsGone(l, current, rel.Current(l)); err != nil {
		return err
	}
	if merged > 0 {
		t.tell("merged", map[string]any{"version": merged})
	}
	t.tellFindings(l)
	return t.did("checked-in", map[string]any{
		"id": rel.ID, "language": l, "version": rel.Current(l).N, "blocks": len(text.Blocks)})
}

// takeInSame ends the claim on a text that came in as it stands in the current
// version.
func (t *turn) takeInSame(in incoming, current *workflow.Version, merged int) error {
	rel, l := t.file.rel, in.language
	if len(in.remarks) > 0 {
		t.tell("remarks-not-kept", nil)
	}
	t.drop(t.actor.Evidence) // no record would refer to it, so that nothing could erase it
	t.actor.Evidence = ""
	if l == rel.Source {
		if err := t.factsFromFile(); err != nil {
			return err
		}
	}
	same := workflow.Writing{Content: current.Content, Typed: current.Typed, Digest: current.Digest,
		Revisions: current.Revisions, Used: rel.Texts[l].Used}
	if err := t.decide(in.command(same, current.Base, current.Groups, merged, "")); err != nil {
		return err
	}
	code := "unchanged"
	if in.received {
		code = "received-unchanged"
	}
	return t.did(code, map[string]any{"id": rel.ID, "language": l, "version": current.N})
}

// renamed are groups of a text after its blocks got other ids.
func renamed(groups []releases.Group, before, after releases.Text) []releases.Group {
	to := map[releases.BlockID]releases.BlockID{}
	for i, b := range before.Blocks {
		to[b.ID] = after.Blocks[i].ID
	}
	var out []releases.Group
	for _, g := range groups {
		named := releases.Group{Source: g.Source, Reason: g.Reason}
		for _, id := range g.Target {
			if now, ok := to[id]; ok {
				id = now
			}
			named.Target = append(named.Target, id)
		}
		out = append(out, named)
	}
	return out
}

// command is the process's command for what came in: a check-in by who holds
// the text, or the receipt of what was sent out.
func (in incoming) command(w workflow.Writing, base *workflow.Base, groups []workflow.Group, merged int, note workflow.Ref) workflow.Command {
	if in.received {
		return workflow.Receive{Language: in.language, Writing: w, Parcel: in.parcel, Base: base, Groups: groups,
			From: in.from, Merged: merged, Note: note}
	}
	return workflow.Checkin{Language: in.language, Writing: w, Base: base, Groups: groups,
		From: in.from, Merged: merged, Note: note}
}

// alignIncoming gives a translation its base and groups: those that came with
// it, else those of the version before carried on, else by order and kind.
func (t *turn) alignIncoming(in incoming, text releases.Text, current *workflow.Version) (*workflow.Base, []workflow.Group, error) {
	l := in.language
	base := in.base
	if claim := t.file.rel.Texts[l].Claim; base == nil && claim != nil {
		base = claim.Base
	}
	if base == nil && current != nil {
		base = current.Base
	}
	if base == nil {
		return nil, nil, nil // the process says that there is nothing to translate
	}
	baseText, err := t.file.version(t.file.rel.Version(base.Language, base.Version))
	if err != nil {
		return nil, nil, err
	}
	var prior []releases.Group
	var before []workflow.Group
	priorText := text
	switch {
	case in.groups != nil:
		prior = in.groups
	case current != nil:
		before = current.Groups
		prior = t.file.groups(before)
		if priorText, err = t.file.version(current); err != nil {
			return nil, nil, err
		}
	}
	groups := releases.Align(baseText, text, prior, priorText)
	recorded, err := t.record(l, baseText, text, base.Language, groups, before)
	return base, recorded, err
}

// mergeWith brings together what came in and the version that moved underneath.
// Where both changed a block, the incoming text is kept as a draft, both are
// written into the file, and the answer is a conflict.
func (t *turn) mergeWith(current *workflow.Version, in incoming, mine releases.Text) (releases.Text, error) {
	l := in.language
	theirs, err := t.file.version(current)
	if err != nil {
		return mine, err
	}
	var base releases.Text
	if in.from > 0 {
		if base, err = t.file.version(t.file.rel.Version(l, in.from)); err != nil {
			return mine, err
		}
	}
	named, _ := releases.Identify(mine, base, nil, t.file.rel.Texts[l].Used)
	merged, conflicts := releases.Merge(base, named, theirs)
	if len(conflicts) == 0 {
		t.file.merged = merged.Canonical()
		return merged, nil
	}
	names := theirs.Names()
	var blocks []string
	for _, c := range conflicts {
		blocks = append(blocks, names[c.ID])
	}
	args := map[string]any{"id": t.file.rel.ID, "language": l, "version": current.N, "blocks": blocks, "path": in.name}
	if in.received {
		// Nobody here holds the text, so that there is no draft to keep it in;
		// what came home stays in its file.
		return mine, fault(ExitConflict, "parcel-conflict", args)
	}
	draft, err := t.writing(l, in.typed, mine)
	if err != nil {
		return mine, err
	}
	if err := t.decide(workflow.Save{Language: l, Writing: draft}); err != nil {
		return mine, err
	}
	if t.Files != nil {
		w, err := t.Files.Look(t.file.rel.ID, l)
		if err != nil {
			return mine, err
		}
		args["path"] = w.Path // where both will stand, whatever file was given
	}
	marked := releases.MarkConflicts(merged, conflicts, in.name, fmt.Sprintf("%s %d", l, current.N))
	t.noteAfter(t.known(l), in.typed)
	t.writeAfter(t.known(l), marked)
	return mine, keptError{fault(ExitConflict, "merge-conflict", args)}
}

// tellFindings says how many errors and warnings the checks have for what just
// came in.
func (t *turn) tellFindings(l workflow.Language) {
	errs, warnings, err := t.file.countFindings(l)
	if err != nil {
		// What came in is kept whatever the checks can say of it.
		_ = t.tellUnread(err)
		return
	}
	t.tellCounts(l, errs, warnings)
}

func (t *turn) tellCounts(l workflow.Language, errs, warnings int) {
	if errs+warnings > 0 {
		t.tell("findings", map[string]any{"id": t.file.rel.ID, "language": l, "errors": errs, "warnings": warnings})
	}
}
