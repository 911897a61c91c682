package newsroom

import (
	"cmp"

	"bayan/workflow"
)

// Sign is a signer's word for the whole set of languages, bound to the
// manifest that was last shown to them, or else to the present one.
type Sign struct {
	Release   string
	Role      string              // the sign-off's name; "" for the only one the member has
	Languages []workflow.Language // nil for those that others have signed and this one has not, else all
	Why       string              // of a set that lacks a language
}

func (c Sign) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	shown, err := t.lastShown("manifest")
	if err != nil {
		return err
	}
	command := workflow.Sign{Role: c.Role, Languages: c.Languages}
	if command.Why, err = t.putText(c.Why); err != nil {
		return err
	}
	sit := t.file.situation(t.desk, t.now)
	set := t.file.rel.SetFor(t.desk, cmp.Or(t.actor.For, t.actor.Member), command, sit.Situation)
	if sit.err != nil {
		return sit.err
	}
	m, ok, err := t.file.manifest(t.desk, set)
	if err != nil {
		return err
	}
	if shown == "" && ok || shown == t.file.shownManifest(m.Digest()) {
		// Where nothing was shown before, what is signed is shown with the signature.
		shown = string(m.Digest())
	}
	command.Shown = workflow.Digest(shown)
	if err := t.decide(command); err != nil {
		return err
	}
	if !ok {
		return fault(ExitIntegrity, "no-manifest", map[string]any{"id": t.file.rel.ID})
	}
	t.out.Shown = string(m.Signed())
	if len(t.records) == 0 {
		return t.did("signed-before", map[string]any{"id": t.file.rel.ID, "manifest": m.Digest()})
	}
	return t.did("signed", map[string]any{"id": t.file.rel.ID, "manifest": m.Digest(), "languages": set})
}
