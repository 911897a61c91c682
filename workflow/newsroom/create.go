package newsroom

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/intake"
	"bayan/workflow"
)

// New starts a release from a title, checked out by its maker.
type New struct {
	ID       string // "" makes one from the day and the title
	Title    string
	Language workflow.Language
}

func (c New) act(t *turn) error {
	title := strings.Join(strings.Fields(c.Title), " ")
	if title == "" {
		return fault(ExitUsage, "empty-title", nil)
	}
	text, _, err := releases.Parse("title", []byte("# "+title+"\n"))
	if err != nil {
		return err
	}
	return t.create(c.ID, c.Language, text, "", nil)
}

// Import starts a release from a file that a press office already has.
type Import struct {
	ID       string
	Language workflow.Language
	Name     string // of the file, for messages
	Bytes    []byte
}

func (c Import) act(t *turn) error {
	draft, err := readImport(c.Name, c.Bytes, releases.Language(c.Language))
	if err != nil {
		return err
	}
	original, err := t.put(c.Bytes)
	if err != nil {
		return err
	}
	if err := t.create(c.ID, c.Language, draft.Text, original, &draft.Facts); err != nil {
		return err
	}
	t.tellNotes(draft)
	for _, name := range draft.Missing {
		t.tell("fact-missing", map[string]any{"fact": name})
	}
	return t.tellDraft(c.Language)
}

// tellDraft says how many errors and warnings the checks have for a text that is
// no version yet.
func (t *turn) tellDraft(l workflow.Language) error {
	text, err := t.file.draft(t.file.rel.Texts[l].Draft)
	if err != nil {
		return err
	}
	job, err := t.file.rules(check.Job{Language: releases.Language(l), Text: text})
	if err != nil {
		return t.tellUnread(err)
	}
	errs, warnings, err := t.file.countIn(l, job)
	if err == nil {
		t.tellCounts(l, errs, warnings)
	}
	return err
}

// readImport reads a file by what it holds.
func readImport(name string, b []byte, l releases.Language) (intake.Draft, error) {
	switch intake.Sniff(name, b) {
	case intake.WebPage:
		return intake.HTML(name, b, l)
	case intake.MarkdownText:
		return intake.Markdown(name, b, l)
	case intake.PlainText:
		return intake.Text(name, b, l)
	case intake.WordProcessor:
		return intake.DOCX(name, b, l)
	}
	if slices.Contains([]string{"", ".txt", ".md", ".markdown"}, strings.ToLower(path.Ext(name))) && utf8.Valid(b) {
		// It is meant as a text; what of it cannot be one has a line.
		if _, _, err := releases.Parse(name, b); err != nil {
			return intake.Draft{}, err
		}
	}
	return intake.Draft{}, fault(ExitFailed, "format-unknown", map[string]any{"path": name})
}

// tellNotes says what a reader of foreign files kept, and what it left out.
func (t *turn) tellNotes(draft intake.Draft) {
	for _, n := range draft.Kept {
		t.tell("kept-"+n.Code, noteArgs(n))
	}
	for _, n := range draft.Dropped {
		t.tell("dropped-"+n.Code, noteArgs(n))
	}
}

func noteArgs(n intake.Note) map[string]any {
	args := map[string]any{"line": n.Line, "text": n.Text}
	for k, v := range n.Args {
		args[k] = v
	}
	return args
}

// create begins the release's stream: created, checked out by its maker, its
// first draft saved.
func (t *turn) create(id string, l workflow.Language, text releases.Text, original workflow.Ref, facts *releases.Facts) error {
	if id == "" {
		id = t.freeID(text)
	}
	if code := badID(id); code != "" {
		return fault(ExitUsage, code, map[string]any{"id": id})
	}
	if found, err := t.Store.Find(t.ctx, id, 1); err != nil {
		return err
	} else if id == string(workflow.DeskStream) || len(found) > 0 && found[0].ID == id {
		return fault(ExitConflict, "id-taken", map[string]any{"id": id})
	}
	key, err := t.token(16)
	if err != nil {
		return err
	}
	rel := workflow.NewRelease()
	rel.Key = workflow.StreamID(key)
	t.use(&dossier{room: t.Room, ctx: t.ctx, rel: rel, texts: map[workflow.Ref]releases.Text{}})

	known := Known{Release: id, Key: rel.Key, Language: l, Member: t.actor.Member}
	if err := t.fileIsFree(known); err != nil {
		return err
	}
	bytes := text.Canonical()
	create := workflow.Create{ID: id, Source: l, Imported: original != "", Original: original}
	if create.Draft, err = t.writing(l, bytes, text); err != nil {
		return err
	}
	if facts != nil {
		if create.Facts, err = t.factValues(factMap(*facts)); err != nil {
			return err
		}
	}
	if err := t.decide(create); err != nil {
		return err
	}
	known.Until = rel.Texts[l].Claim.Until
	t.writeAfter(known, bytes)
	t.writeFactsAfter()
	code := "created"
	if original != "" {
		code = "imported"
	}
	return t.did(code, map[string]any{
		"id": id, "title": text.Headline(), "language": l,
		"blocks": len(text.Blocks), "until": known.Until,
	})
}

// freeID makes an id from today's date and the ASCII words of the title; a
// title without any is named by chance, never transliterated.
func (t *turn) freeID(text releases.Text) string {
	words := strings.FieldsFunc(strings.ToLower(text.Headline()), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	})
	day := t.now.Format("2006-01-02")
	for n := min(len(words), 6); n > 0; n-- {
		id := day + "-" + strings.Join(words[:n], "-")
		if len(id) > maxID {
			continue
		}
		if found, err := t.Store.Find(t.ctx, id, 1); err != nil || len(found) == 0 || found[0].ID != id {
			return id
		}
		break
	}
	chance, err := t.token(3)
	if err != nil {
		return day
	}
	return day + "-" + chance
}

const maxID = 80

// badID tells what is wrong with an id that somebody chose; "" for a good one.
func badID(id string) string {
	if id == "" {
		return "id-empty"
	}
	if len(id) > maxID {
		return "id-too-long"
	}
	for i := range len(id) {
		c := id[i]
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-' && i > 0) {
			return "id-not-plain"
		}
	}
	return ""
}

// badPart tells why a word cannot be part of any id.
func badPart(part string) string {
	if len(part) > maxID {
		return "id-too-long"
	}
	for i := range len(part) {
		c := part[i]
		if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '-') {
			return "id-not-plain"
		}
	}
	return ""
}
