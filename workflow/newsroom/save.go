package newsroom

import (
	"errors"

	"bayan/releases"
	"bayan/workflow"
)

// Save keeps the working file as an unnumbered draft and renews the claim. A
// file that cannot be read as a text is kept too, as it is: typed words count.
type Save struct {
	Release  string
	Language workflow.Language
}

func (c Save) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	if t.file.rel.Texts[c.Language] == nil {
		return t.noLanguage(c.Language)
	}
	w, err := t.working(c.Language)
	if err != nil {
		return err
	}
	text, told, err := releases.Parse(w.Path, w.Bytes)
	if err != nil {
		var faults releases.ParseErrors
		if !errors.As(err, &faults) {
			return err
		}
		for _, f := range faults {
			t.tell("saved-unread-"+f.Code, faultArgs(f))
		}
		text = releases.Text{}
	}
	t.tellParsed(w.Path, told)
	draft, err := t.writing(c.Language, w.Bytes, text)
	if err != nil {
		return err
	}
	if err := t.decide(workflow.Save{Language: c.Language, Writing: draft}); err != nil {
		return err
	}
	known := t.known(c.Language)
	known.Version, known.Base = w.Known.Version, w.Known.Base
	t.noteAfter(known, w.Bytes)
	return t.did("saved", map[string]any{
		"id": t.file.rel.ID, "language": c.Language, "until": known.Until, "path": w.Path})
}

// writing keeps a state of a text as content, its blocks named. A text without
// blocks is one that could not be read; its bytes are kept without identity.
func (t *turn) writing(l workflow.Language, typed []byte, text releases.Text) (workflow.Writing, error) {
	if len(text.Blocks) > 0 {
		digest := workflow.Digest(text.Digest())
		text, used, err := t.nameBlocks(l, text, digest)
		if err != nil {
			return workflow.Writing{}, err
		}
		return t.named(typed, text, digest, used)
	}
	content, err := t.put(typed)
	w := workflow.Writing{Content: content, Typed: content, Digest: workflow.Digest(SHA256(typed))}
	if at := t.file.rel.Texts[l]; at != nil {
		w.Used = at.Used
	}
	return w, err
}

// named keeps a text of that digest whose blocks have their ids; used is the
// highest block number ever given.
func (t *turn) named(typed []byte, text releases.Text, digest workflow.Digest, used int) (workflow.Writing, error) {
	content, err := t.put(typed)
	return workflow.Writing{
		Content: content, Typed: content, Digest: digest,
		Revisions: toRevisions(text.Revisions()), Used: used,
	}, err
}

// nameBlocks gives the blocks of a text of that digest their ids against the
// version before, or the draft where there is none yet.
func (t *turn) nameBlocks(l workflow.Language, text releases.Text, digest workflow.Digest) (releases.Text, int, error) {
	at := t.file.rel.Texts[l]
	if at == nil {
		named, used := releases.Identify(text, releases.Text{}, nil, 0)
		return named, used, nil
	}
	prev, err := t.file.version(t.file.rel.Current(l))
	if err != nil {
		return text, 0, err
	}
	if len(prev.Blocks) == 0 && at.Draft != nil && len(at.Draft.Revisions) > 0 {
		if prev, err = t.file.draft(at.Draft); err != nil {
			return text, 0, err
		}
	}
	// Bytes that stood in an earlier version get that version's ids back, also
	// where equal blocks could be taken for one another.
	for i := len(at.Versions) - 1; i >= 0; i-- {
		if v := &at.Versions[i]; v.Digest == digest {
			named, err := releases.WithIDs(text, blockIDs(v.Revisions))
			return named, at.Used, err
		}
	}
	here := map[releases.BlockID]bool{}
	for _, r := range prev.Revisions() {
		here[r.ID] = true
	}
	var gone []releases.Revision
	for _, r := range fromRevisions(t.file.rel.KnownRevisions(l)) {
		if !here[r.ID] && !r.ID.IsField() {
			gone = append(gone, r)
		}
	}
	named, used := releases.Identify(text, prev, gone, at.Used)
	return named, used, nil
}

// draft reads a draft's text with its ids. Its content is as typed.
func (d *dossier) draft(draft *workflow.Draft) (releases.Text, error) {
	return d.text(draft.Content, draft.Revisions)
}

// working reads the member's working file of a text.
func (t *turn) working(l workflow.Language) (Working, error) {
	if t.Files == nil {
		return Working{}, fault(ExitUsage, "no-files", nil)
	}
	w, err := t.Files.Look(t.file.rel.ID, l)
	if err != nil {
		return w, err
	}
	if w.Bytes == nil {
		return w, fault(ExitFailed, "no-working-file", map[string]any{
			"path": w.Path, "id": t.file.rel.ID, "language": l})
	}
	return w, nil
}

// noteAfter records, once the turn is durable, which state a file now holds.
func (t *turn) noteAfter(k Known, b []byte) {
	if t.Files == nil {
		return
	}
	t.after = append(t.after, func() error { return t.Files.Note(k, b) })
}

func (t *turn) tellParsed(path string, told []releases.Told) {
	for _, n := range told {
		args := map[string]any{"path": path, "line": n.Line}
		for k, v := range n.Args {
			args[k] = v
		}
		t.tell("text-"+n.Code, args)
	}
}

func faultArgs(f *releases.ParseError) map[string]any {
	args := map[string]any{"path": f.File, "line": f.Line}
	for k, v := range f.Args {
		args[k] = v
	}
	return args
}
