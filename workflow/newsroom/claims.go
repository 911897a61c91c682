package newsroom

import (
	"bayan/releases"
	"bayan/workflow"
)

// Discard gives a claim up. What was typed is kept as a draft in the history.
type Discard struct {
	Release  string
	Language workflow.Language
}

func (c Discard) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	l := c.Language
	if t.file.rel.Texts[l] == nil {
		return t.noLanguage(l)
	}
	if err := t.permitted(workflow.Discard{Language: l}); err != nil {
		return err
	}
	draft, err := t.holders(l)
	if err != nil {
		return err
	}
	if err := t.decide(workflow.Discard{Language: l, Draft: draft}); err != nil {
		return err
	}
	if draft.Content != "" {
		t.tell("draft-kept", nil)
	}
	if v := t.file.rel.Current(l); v != nil {
		b, err := t.file.content(v.Typed)
		if err != nil {
			return err
		}
		t.writeAfter(t.known(l), b)
	}
	return t.did("discarded", map[string]any{"id": t.file.rel.ID, "language": l})
}

// Takeover moves a claim to another member, with the draft.
type Takeover struct {
	Release  string
	Language workflow.Language
	To       workflow.MemberID // "" for whoever acts
}

func (c Takeover) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	l := c.Language
	if t.file.rel.Texts[l] == nil {
		return t.noLanguage(l)
	}
	command := workflow.Takeover{Language: l, To: c.To}
	if err := t.permitted(command); err != nil {
		return err
	}
	from, err := "", error(nil)
	if claim := t.file.rel.Texts[l].Claim; claim != nil {
		if from, err = t.file.person(claim.Member); err != nil {
			return err
		}
	}
	if command.Draft, err = t.holders(l); err != nil {
		return err
	}
	if err := t.decide(command); err != nil {
		return err
	}
	bytes, _, err := t.startingBytes(l, false)
	if err != nil {
		return err
	}
	if bytes != nil {
		t.writeAfter(t.known(l), bytes)
	}
	claim := t.file.rel.Texts[l].Claim
	if len(t.records) == 0 {
		return t.did("claim-renewed", map[string]any{"id": t.file.rel.ID, "language": l, "until": claim.Until})
	}
	return t.did("taken-over", map[string]any{
		"id": t.file.rel.ID, "language": l, "from": from, "to": claim.Member, "until": claim.Until})
}

// permitted asks the process without taking its events up.
func (t *turn) permitted(c workflow.Command) error {
	_, err := t.ask(c)
	return err
}

// holders is what the holder's working file on this machine holds beyond the
// last draft or version; it goes into the history in the holder's name.
func (t *turn) holders(l workflow.Language) (workflow.Writing, error) {
	claim := t.file.rel.Texts[l].Claim
	if t.Files == nil || claim == nil {
		return workflow.Writing{}, nil
	}
	w, err := t.Files.Look(t.file.rel.ID, l)
	if err != nil {
		return workflow.Writing{}, err
	}
	if !w.Changed || w.Known.Key != t.file.rel.Key || w.Known.Member != claim.Member {
		return workflow.Writing{}, nil
	}
	text, _, err := releases.Parse(w.Path, w.Bytes)
	if err != nil {
		text = releases.Text{} // kept as it is
	}
	// The file may be written over afterwards: its words are in the history.
	t.noteAfter(t.known(l), w.Bytes)
	return t.writing(l, w.Bytes, text)
}
